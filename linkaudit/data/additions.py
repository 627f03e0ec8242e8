"""What the configuration adds to the lists, in the shape that they have."""

from __future__ import annotations

from typing import Any

from linkaudit.errors import ConfigError, nearest

# What takes an entry off a list, as a pattern of .gitignore takes a file back.
_OFF = "!"
# What an entry of the facts owes to those who are to trust it; who adds one for himself need not say it.
_FOR_OTHERS = {"source", "date"}
_KINDS = {dict: "a table", list: "a list", str: "a string", int: "a number", float: "a number", bool: "true or false"}


def merged(facts: Any, addition: Any, place: str) -> Any:
    """Add to a list, or to each list of a table; anything else is replaced. Raises ConfigError where shapes differ."""
    if not isinstance(addition, type(facts)):
        msg = f"`{place}`: expected {_named(facts)}, got {_named(addition)}"
        raise ConfigError(msg)
    if isinstance(facts, dict):
        return {**facts, **{key: _added(facts, key, each, f"{place}.{key}") for key, each in addition.items()}}
    return _longer(facts, addition, place) if isinstance(facts, list) else addition


def _added(facts: dict[str, Any], key: str, addition: Any, place: str) -> Any:
    """Add to what a table has under a key. A new key may join others that all hold the same: languages, hosts."""
    if key in facts:
        return merged(facts[key], addition, place)
    if not facts or {type(each) for each in facts.values()} == {type(addition)}:
        return addition
    msg = f"`{place}`: there is no such list{nearest(key, facts)}"
    raise ConfigError(msg)


def _longer(facts: list[Any], addition: list[Any], place: str) -> list[Any]:
    """Add entries to a list that are as those that it has, and take those off that are named so."""
    for each in addition:
        _check(facts, each, place)
    off = {entry.removeprefix(_OFF) for entry in addition if _takes_off(entry)}
    left = [entry for entry in facts if not (isinstance(entry, str) and entry in off)]
    return left + [entry for entry in addition if not _takes_off(entry)]


def _takes_off(entry: Any) -> bool:
    return isinstance(entry, str) and entry.startswith(_OFF)


def _check(facts: list[Any], entry: Any, place: str) -> None:
    """Make sure that an entry is as the others of its list: of their kind, and with what each of them has."""
    kinds = {type(each) for each in facts}
    if kinds and type(entry) not in kinds:
        msg = f"`{place}`: expected entries that are {_named(facts[0])}, got {_named(entry)}"
        raise ConfigError(msg)
    if isinstance(entry, dict):
        missing = set.intersection(*(set(each) for each in facts)) - set(entry) - _FOR_OTHERS
        if missing:
            msg = f"`{place}`: an entry lacks {', '.join(f'`{name}`' for name in sorted(missing))}"
            raise ConfigError(msg)
        _check_parts(facts, entry, place)


def _check_parts(facts: list[dict[str, Any]], entry: dict[str, Any], place: str) -> None:
    """Make sure that an entry has nothing but what others have, each of the same kind."""
    known = {name: value for each in facts for name, value in each.items()}
    for name, value in entry.items():
        if name not in known:
            msg = f"`{place}.{name}`: no entry has that{nearest(name, known)}"
            raise ConfigError(msg)
        if not isinstance(value, type(known[name])):
            msg = f"`{place}.{name}`: expected {_named(known[name])}, got {_named(value)}"
            raise ConfigError(msg)


def _named(value: Any) -> str:
    return _KINDS.get(type(value), type(value).__name__)
