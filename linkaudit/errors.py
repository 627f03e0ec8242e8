"""The errors that a user can do something about. The command line shows them as one line, without a traceback."""

from __future__ import annotations


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
