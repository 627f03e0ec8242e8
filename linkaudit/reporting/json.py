"""JSON: the whole audit as one object, or one object a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from linkaudit.reporting import machine, records

if TYPE_CHECKING:
    from linkaudit.models import Audit

_FORMATS = {
    "audit": machine.Report,
    "extract": machine.Reference,
    "check": machine.Check,
    "archive": machine.Memento,
    "history": machine.History,
}


def render(audit: Audit) -> str:
    """Write an audit as indented JSON with a final line end."""
    return msgspec.json.format(_encode(records.report(audit)), indent=2).decode() + "\n"


def line(record: machine.Record) -> str:
    """Write one object as one line, without its line end."""
    return _encode(record).decode()


def schemas() -> dict[str, dict[str, Any]]:
    """Give the JSON Schema of each machine format, by the command that writes it."""
    made: dict[str, dict[str, Any]] = {}
    for name, record in _FORMATS.items():
        (inner,), components = msgspec.json.schema_components([record], ref_template="#/$defs/{name}")
        made[name] = {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": f"linkaudit {name}",
            **inner,
            "$defs": components,
        }
    return made


def _encode(record: machine.Record) -> bytes:
    """Encode an object. Half a character (a lone surrogate, which JSON inside a page can name) becomes U+FFFD."""
    try:
        return msgspec.json.encode(record)
    except UnicodeEncodeError:
        return msgspec.json.encode(_whole(msgspec.to_builtins(record)))


def _whole(value: Any) -> Any:
    """Replace what is half a character in all texts of a value."""
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, list):
        return [_whole(each) for each in value]
    if isinstance(value, dict):
        return {_whole(key): _whole(each) for key, each in value.items()}
    return value
