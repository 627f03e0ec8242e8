"""JSON: the whole audit as one object, or one object a line."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec

from linkaudit.reporting import machine, machine_collection, records, records_collection

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linkaudit.models import Audit
    from linkaudit.reporting.record import Record

_FORMATS = {
    "audit": machine.Report,
    "extract": machine.Reference,
    "check": machine.Check,
    "archive": machine.Memento,
    "history": machine.History,
    "collection": machine_collection.Collection,
}


def render(audit: Audit) -> str:
    """Write an audit as indented JSON with a final line end."""
    return "".join(pieces(audit))


def pieces(audit: Audit) -> Iterator[str]:
    """Write an audit as `render` does, piece by piece, so that little of it is in memory at a time."""
    yield from _object(records.head(audit), records.lists(audit))


def collection(audit: Audit) -> str:
    """Write what the documents of an audit say about each other, as indented JSON with a final line end."""
    return "".join(_object(records_collection.head(), records_collection.lists(audit)))


def _object(head: Record, lists: Mapping[str, Iterator[Record]]) -> Iterator[str]:
    """Write an object over several lines, its lists one entry after the other."""
    before = "{"
    for name in head.__struct_fields__:
        yield f'{before}\n  "{name}": '
        before = ","
        if name in lists:
            yield from _listed(lists[name])
        else:
            yield _indented(getattr(head, name), 2)
    yield "\n}\n"


def _listed(entries: Iterable[Record]) -> Iterator[str]:
    before = "["
    for each in entries:
        yield f"{before}\n    {_indented(each, 4)}"
        before = ","
    yield "[]" if before == "[" else "\n  ]"


def _indented(value: Record | int, depth: int) -> str:
    """Write a value over several lines that stand `depth` spaces further in, but for the first."""
    return msgspec.json.format(_encode(value), indent=2).decode().replace("\n", "\n" + " " * depth)


def line(record: Record) -> str:
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


def _encode(record: Record | int) -> bytes:
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
