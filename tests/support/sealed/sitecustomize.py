"""Found on PYTHONPATH, Python imports this by itself when it starts: no program that it runs gets off this machine.

Names do not resolve, except those in SEALED_TEST_NAMES (`name=address`, separated by blanks), and only loopback
addresses can be connected to. What was tried is added to the file that SEALED_TEST_OUTSIDE names. An audit hook sees
every way to the network, in C as well; nothing is imported before it is needed, so that start-up stays what it is.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

OUTSIDE = os.environ.get("SEALED_TEST_OUTSIDE", "")
NAMES = dict(pair.split("=") for pair in os.environ.get("SEALED_TEST_NAMES", "").split())


def _hook(event: str, arguments: tuple[Any, ...]) -> None:
    if event in {"socket.getaddrinfo", "socket.gethostbyname"}:
        _refuse_name(_text(arguments[0]))
    elif event in {"socket.connect", "socket.sendto"} and isinstance(arguments[1], tuple):
        _refuse_address(_text(arguments[1][0]))


def _refuse_name(name: str) -> None:
    import socket  # noqa: PLC0415 - loaded already, or nobody could have asked

    if name and name != "localhost" and not _is_address(name):
        _note(f"resolve {name}")
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")


def _refuse_address(address: str) -> None:
    import errno  # noqa: PLC0415 - loaded already

    if not (address.startswith("127.") or address in {"::1", "localhost"}):
        _note(f"connect {address}")
        raise OSError(errno.ENETUNREACH, "Network is unreachable")


def _is_address(name: str) -> bool:
    return ":" in name or name.replace(".", "").isdigit()


def _text(value: object) -> str:
    return value.decode("ascii", "replace") if isinstance(value, bytes) else str(value or "")


def _note(line: str) -> None:
    if OUTSIDE:
        with open(OUTSIDE, "a", encoding="utf-8") as file:  # noqa: PTH123 - pathlib need not be loaded
            file.write(f"{line}\n")


def _answer_names() -> None:
    """Let the names of the table resolve to what stands there."""
    import socket  # noqa: PLC0415 - only for programs that get a table

    ask: Callable[..., Any] = socket.getaddrinfo

    def answer(host: object, *others: object, **named: object) -> object:
        return ask(NAMES.get(_text(host), host), *others, **named)

    socket.getaddrinfo = answer  # type: ignore[assignment] # whatever is asked is passed on


if NAMES:
    _answer_names()
sys.addaudithook(_hook)
