"""Facts that change: lists, each with its source and date. Read when they are first needed, kept then.

People edit the TOML files; `facts.json` is made from them by scripts/generate.py, since reading TOML takes a tenth of
the time of a commit hook.
"""

from __future__ import annotations

from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar

import msgspec

from linkaudit.data.additions import merged
from linkaudit.errors import ConfigError, nearest
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Given = ParamSpec("Given")
Answer = TypeVar("Answer")

_FOLDER = Path(__file__).parent
FACTS = "facts.json"
_additions: dict[str, dict[str, Any]] = {}
_forgetters: list[Callable[[], None]] = []


def derived(function: Callable[Given, Answer]) -> Callable[Given, Answer]:
    """Keep the answers of a function that rests on the lists until the lists change."""
    kept = lru_cache(maxsize=16384)(function)
    _forgetters.append(kept.cache_clear)
    # What lru_cache gives hides the parameters from type checkers.
    return kept  # type: ignore[return-value]


def pattern(source: Callable[[], str]) -> Pattern:
    """Make a pattern of the words of a list, until the lists change."""
    made = Pattern(source)
    _forgetters.append(made.forget)
    return made


@derived
def load(name: str) -> dict[str, Any]:
    """Give what `<name>.toml` says, and what the configuration adds. Raises KeyError for a name that there is not."""
    facts = _decoded(name)
    return merged(facts, _additions[name], f"lists.{name}") if name in _additions else facts


def extend(additions: Mapping[str, Mapping[str, Any]]) -> None:
    """Let the configuration add to the lists, for the whole process and until it is called again.

    `additions` has the shape of the files: `{"shorteners": {"hosts": ["sho.rt", "!aka.ms"]}}` adds one host and takes
    another off. Raises ConfigError for lists that there are not, and for what is no such list.
    """
    # As the facts have them: dates as ISO 8601 writes them.
    added = msgspec.to_builtins(additions)
    if added == _additions:
        return
    for name, each in added.items():
        if name not in _facts():
            msg = f"`lists.{name}`: there is no such list{nearest(name, _facts())}"
            raise ConfigError(msg)
        merged(_decoded(name), each, f"lists.{name}")
        _check(each, name)
    _additions.clear()
    _additions.update(added)
    for forget in _forgetters:
        forget()


def _check(added: dict[str, Any], name: str) -> None:
    """Make sure that what is added can be worked with."""
    from linkaudit.data.values import check  # noqa: PLC0415 - most settings add nothing

    check(added, name)


def _decoded(name: str) -> dict[str, Any]:
    return msgspec.json.decode(_facts()[name], type=dict[str, Any])


@cache
def _facts() -> dict[str, msgspec.Raw]:
    """Read all facts, still undecoded."""
    return msgspec.json.decode((_FOLDER / FACTS).read_bytes(), type=dict[str, msgspec.Raw])


def generated() -> str:
    """Make `facts.json` out of the TOML files: a line for each."""
    import tomllib  # noqa: PLC0415 - only to generate

    files = sorted(_FOLDER.glob("*.toml"))
    lines = (
        f'"{file.stem}":{msgspec.json.encode(tomllib.loads(file.read_text(encoding="utf-8"))).decode()}'
        for file in files
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


@cache
def lines(name: str) -> frozenset[str]:
    """Read `<name>.txt`: one entry a line, remarks behind `#`."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(entry for line in text.splitlines() if (entry := line.partition("#")[0].strip()))
