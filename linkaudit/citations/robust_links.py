"""Robust links: an `<a>` that names the original, a capture of it and the date that is meant.

Either `href` is the original and `data-versionurl` a capture, or `href` is the capture and `data-originalurl` the
original; `data-versiondate` is the day of the version that the author saw (https://robustlinks.mementoweb.org/spec/).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations.dates import parse_date
from linkaudit.models import Citation, Dated, Field, Reference, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document

    Tag = dict[str, Reference | Field]
    """What stands in one tag, by the names of the attributes."""

_ORIGINAL, _VERSION, _DATE = "data-originalurl", "data-versionurl", "data-versiondate"


def robust_links(document: Document) -> tuple[Citation, ...]:
    """Find the robust links of a page, each with its original, its capture and the date of that."""
    if not any(reference.element.endswith((_ORIGINAL, _VERSION)) for reference in document.references):
        return ()
    return tuple(_citation(tag) for tag in _tags(document) if _ORIGINAL in tag or _VERSION in tag)


def _tags(document: Document) -> Iterator[Tag]:
    """Go through the tags that may be robust links."""
    parts = [(reference.element.rpartition(" ")[2], reference) for reference in document.references]
    values: list[tuple[str, Reference | Field]] = [each for each in parts if each[0] in ("href", _ORIGINAL, _VERSION)]
    values += [(_DATE, field) for field in document.fields if field.name == _DATE]
    tag: Tag = {}
    end = 0
    for name, value in sorted(values, key=lambda each: each[1].location.start):
        if name in tag or ">" in document.text[end : value.location.start]:
            yield tag
            tag = {}
        tag[name] = value
        end = value.location.end
    yield tag


def _citation(tag: Tag) -> Citation:
    """Make a citation of a robust link."""
    link, original, version, stated = (tag.get(name) for name in ("href", _ORIGINAL, _VERSION, _DATE))
    original = original or link
    archive = version or link
    date = parse_date(stated.value) if isinstance(stated, Field) else None
    first = next(iter(tag.values()))
    return Citation(
        form="robust link",
        location=first.location,
        role=Role.INLINE,
        original=original if isinstance(original, Reference) else None,
        archive=archive if isinstance(archive, Reference) else None,
        archived=Dated(date, "robust link", stated.value, stated.location)
        if isinstance(stated, Field) and date
        else None,
        title=first.text if isinstance(first, Reference) else "",
    )
