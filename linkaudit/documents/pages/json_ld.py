"""JSON-LD inside pages: the properties that say where a page comes from and when it was written.

Only the page's own description is read, and the parts that it is made of (`@graph`, `mainEntity`): the addresses of
publishers, pictures and menus are furniture.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from linkaudit.documents.interface import Reading, UnreadableError
from linkaudit.documents.structured.json_strings import json_strings
from linkaudit.models import Field, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.positions import Lines
    from linkaudit.documents.structured.json_strings import JsonScalar

# schema.org properties (https://schema.org/CreativeWork): those whose value is an address of the page itself or of
# what it relies on, and others that say when and by whom.
_ADDRESSES = {
    "url", "mainEntityOfPage", "isBasedOn", "isBasedOnUrl", "archivedAt", "citation", "sameAs", "discussionUrl",
}  # fmt: skip
_OTHERS = {"datePublished", "dateModified", "dateCreated", "uploadDate", "headline", "publisher"}
# Where the value is an object, what stands for it.
_ADDRESS_OF, _NAME_OF = {"@id", "url"}, {"name"}
_PARTS = {"@graph", "mainEntity"}
_DEPTH = 12
_MOST_PROPERTIES = 200
_WEB = Pattern(r"(?i)(?:https?|ftp)://[^\s/]")


def json_ld(lines: Lines, start: int, end: int) -> Reading:
    """Read the JSON-LD in a script between two offsets; other scripts, and broken ones, hold none."""
    text = lines.text[start:end]
    if '"@context"' not in text and '"@type"' not in text:
        return Reading()
    fields: list[Field] = []
    references: list[Reference] = []
    try:
        wanted = list(islice(_properties(list(json_strings(lines, start, end))), _MOST_PROPERTIES))
    except UnreadableError:
        return Reading()
    for name, scalar in wanted:
        value, location = scalar.value(lines.text), lines.location(scalar.start, scalar.end)
        if value:
            fields.append(Field(name, value, location, "json-ld"))
        if name in _ADDRESSES and _WEB.match(value):
            raw = lines.text[scalar.start : scalar.end]
            references.append(Reference(value, raw, location, Kind.FIELD, element=f"json-ld {name}"))
    return Reading(tuple(references), fields=tuple(fields))


def _properties(strings: list[JsonScalar]) -> Iterator[tuple[str, JsonScalar]]:
    """Go through the values of the wanted properties; an object is told by its first name or address."""
    told: set[tuple[str | int, ...]] = set()
    for each in strings:
        keys = [step for step in each.path if isinstance(step, str)]
        if each.is_key or not keys or len(each.path) > _DEPTH:
            continue
        *outer, name = keys
        if name in _ADDRESSES | _OTHERS and _PARTS.issuperset(outer):
            yield name, each
        elif outer and _PARTS.issuperset(outer[:-1]) and each.path[:-1] not in told:
            owner = outer[-1]
            if (owner in _ADDRESSES and name in _ADDRESS_OF) or (owner in _OTHERS and name in _NAME_OF):
                told.add(each.path[:-1])
                yield owner, each
