"""Whether a reader can get from a credit to the outlet: a link beside it, to it, or to the note that says where."""

from __future__ import annotations

from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.outlet_names import mentions, names_in
from linkaudit.citations.publishers import outlet_named
from linkaudit.citations.same import Same
from linkaudit.documents.positions import references_between
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.citations.attribution import Credit
    from linkaudit.models import Block, Citation, Document, Entry, Reference

_CAPTION = 200
_PUBLISHED_BY = (
    "container-title", "publisher", "journal", "journaltitle", "newspaper", "magazine", "work", "website", "agency",
    "organization", "institution",
)  # fmt: skip


def is_linked(document: Document, credit: Credit) -> bool:
    """Tell whether a credit has a link in its paragraph, or the document one to the outlet anywhere.

    A note that the paragraph points to, an entry of a bibliography for the outlet, and a statement that the document
    itself comes from it are as good as a link.
    """
    near = references_between(document, credit.block.start, credit.block.end)
    if any(urls.is_web(reference.url) for reference in near):
        return True
    if not _linked_domains(Same(document.references)).isdisjoint(credit.domains):
        return True
    if _points_to_linked_note(document, credit.block) or _is_publisher(document, credit.outlet):
        return True
    if any(_is_entry_of(entry, credit.outlet) for entry in document.entries):
        return True
    stated = Same(document.citations)
    return bool(stated.values) and credit.outlet in _named_as_origin(stated, Same(document.blocks), document.text)


@lru_cache(maxsize=4)
def _linked_domains(references: Same[Reference]) -> frozenset[str]:
    """List the hosts to which references lead, each with the domains that it belongs to."""
    hosts = {urls.host(urls.subject(reference.url)) for reference in references.values}
    labels = (host.split(".") for host in hosts)
    return frozenset(".".join(names[first:]) for names in labels for first in range(len(names)))


# What points to a note, by its key: `[^1]`, `[1]`, `[1]_`, `\footnote`, a raised number.
_MARKER = Pattern(
    r"\[(?:\^(?P<key>[\w-]{1,30})|(?P<number>\d{1,3}))\]|(?P<raised>[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3})"
)
_RAISED = str.maketrans("\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079", "0123456789")


def _points_to_linked_note(document: Document, block: Block) -> bool:
    """Tell whether a paragraph points to a note, and that has a link."""
    source = document.text[block.start : block.end]
    keys = {
        (found["key"] or found["number"] or found["raised"].translate(_RAISED)) for found in _MARKER.finditer(source)
    }
    return bool(keys) and not keys.isdisjoint(_linked_notes(Same(document.references), document.text))


_NOTE = Pattern(
    r"(?:\.\.[ \t]+)?\[\^?(?P<key>[\w-]{1,30})\]:?\s|(?P<number>\d{1,3})[.)]?\s"
    r"|(?P<raised>[\u00b9\u00b2\u00b3\u2070-\u2079]{1,3})\s?"
)
# A note is a line, whose link stands somewhere in it.
_LONGEST_NOTE = 1000


@lru_cache(maxsize=4)
def _linked_notes(references: Same[Reference], text: str) -> frozenset[str]:
    """List the keys of the notes of a document that have a link."""
    found: set[str] = set()
    for reference in references.values:
        if urls.is_web(reference.url):
            start = reference.location.start
            note = _NOTE.match(text, text.rfind("\n", max(0, start - _LONGEST_NOTE), start) + 1)
            if note:
                found.add(note["key"] or note["number"] or note["raised"].translate(_RAISED))
    return frozenset(found)


def _is_publisher(document: Document, outlet: str) -> bool:
    """Tell whether the document itself says that the outlet published it."""
    return bool(document.publisher) and outlet_named(document.publisher, by_itself=True) == outlet


def _is_entry_of(entry: Entry, outlet: str) -> bool:
    """Tell whether an entry of a bibliography is one for the outlet."""
    field = entry.field(*_PUBLISHED_BY)
    return field is not None and outlet_named(field.value, by_itself=True) == outlet


@lru_cache(maxsize=4)
def _named_as_origin(citations: Same[Citation], blocks: Same[Block], text: str) -> frozenset[str]:
    """List the outlets that blocks name, credited or not, which say with a link where the document comes from."""
    stated = (each.reference for each in citations.values if each.about_document and each.reference)
    places = sorted(reference.location.start for reference in stated)
    names = names_in(text) if places else ()
    return frozenset(
        mention.outlet.name
        for block in blocks.values
        if bisect_left(places, block.start) < bisect_left(places, block.end)
        for mention in mentions(block.text[:_CAPTION], names)
    )
