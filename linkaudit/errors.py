"""The errors that a user can do something about. The command line shows them as one line, without a traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class LinkauditError(Exception):
    """The root of all errors that linkaudit raises on purpose."""


class ConfigError(LinkauditError):
    """A setting is unknown, of the wrong type or out of range, or its file cannot be read."""


class UsageError(LinkauditError):
    """What was asked for cannot be done as it was asked."""


class BusyError(LinkauditError):
    """Another run holds the state; try again later."""


class StateError(LinkauditError):
    """The state file cannot be read or written."""


def nearest(name: str, names: Iterable[str]) -> str:
    """Write a hint at the name that was probably meant; empty if none is near."""
    import difflib  # noqa: PLC0415 - only after a mistake

    near = difflib.get_close_matches(name, list(names), n=1)
    return f"; did you mean `{near[0]}`?" if near else ""
