"""Links in markup that lead nowhere: the sentences of a page lost theirs, its menus and buttons never had any."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.citations.page_parts import Part, part_of
from linkaudit.models import Kind, Severity
from linkaudit.rules.interface import is_page

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.models import Document, Reference
    from linkaudit.rules.interface import Remark


def told(document: Document, found: Iterable[tuple[Reference, Remark]]) -> Iterator[Remark]:
    """Tell of each link that leads nowhere; of a page's furniture, in Markdown too, once, and as worth knowing only."""
    page = is_page(document)
    furniture: list[Remark] = []
    for reference, remark in found:
        markup = page or reference.element
        part = part_of(document, reference) if markup and reference.kind is Kind.LINK else Part.TEXT
        if part is Part.TEXT:
            yield remark
        elif part is Part.FURNITURE:
            furniture.append(replace(remark, severity=Severity.INFO))
    yield from once(furniture)


def once(remarks: list[Remark]) -> Iterator[Remark]:
    """Make one remark of several of a kind, at the place of the first."""
    if remarks:
        first, *others = remarks
        message = f"{first.message}; likewise {len(others)} more in the document" if others else first.message
        yield replace(first, message=message, related=tuple(each.location for each in others))
