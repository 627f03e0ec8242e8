"""Where a document says that its text comes from: labels, phrases, metadata, marks of saved pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.accessed import precedes_visit
from linkaudit.citations.captured_below import with_capture
from linkaudit.citations.dates import parse_date, stated_dates
from linkaudit.citations.labels import Label, all_labels, labels_in, table
from linkaudit.citations.signs import holds_words, may_have_label
from linkaudit.documents.positions import locate, references_between
from linkaudit.models import Citation, Dated, Kind, Role
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from linkaudit.models import Block, Document, Field, Reference

# A label `Source:` speaks of the whole document only at its head or its foot; elsewhere it names a picture's source.
_HEAD_BLOCKS, _FOOT_BLOCKS = 12, 8
# An address that follows its label on the next line stands there alone, but for brackets and a full stop.
_MOST_BESIDE_ADDRESS = 4
_LONGEST_NAME = 80
_LONGEST_STATEMENT = 300
_LONGEST_LINK_TEXT = 40
_ORIGINAL_IN_LINK = ("original", "source", "原文", "元記事", "оригинал")
# Elements of markup that state an address of the page itself, how reports name the statement, and its role.
_ELEMENTS = {
    "link rel=canonical": ("link rel=canonical", Role.CANONICAL),
    "meta og:url": ("og:url", Role.CANONICAL),
    "meta twitter:url": ("twitter:url", Role.CANONICAL),
    "meta citation_public_url": ("citation_public_url", Role.CANONICAL),
    "meta citation_abstract_html_url": ("citation_abstract_html_url", Role.CANONICAL),
    "meta original-source": ("original-source", Role.ORIGINAL),
    "meta syndication-source": ("syndication-source", Role.ORIGINAL),
    "meta dc.source": ("DC.source", Role.ORIGINAL),
    "meta dcterms.source": ("DCTERMS.source", Role.ORIGINAL),
    "mark of the web": ("mark of the web", Role.ORIGINAL),
    "SingleFile": ("SingleFile", Role.ORIGINAL),
    "HTTrack": ("HTTrack", Role.ORIGINAL),
    "Snapshot-Content-Location": ("Snapshot-Content-Location", Role.ORIGINAL),
    "Content-Location": ("Content-Location", Role.ORIGINAL),
    "feed link rel=self": ("feed link rel=self", Role.CANONICAL),
    "feed link rel=alternate": ("feed link rel=alternate", Role.CANONICAL),
    "channel link rel=self": ("channel link rel=self", Role.CANONICAL),
    "channel link": ("channel link", Role.CANONICAL),
    "WARC-Target-URI": ("WARC-Target-URI", Role.ORIGINAL),
    "dc:identifier": ("dc:identifier", Role.CANONICAL),
}
_HEADERS = ("front matter", "comment header", "metadata", "document properties", "package")
_PUNCTUATION = " \t\r\n<>()[]{}\"'.,;:*_~`|\u201c\u201d\u300c\u300d"
_MEMBER = Pattern(r"(?i)(?:\.(?:\d{1,6}|url|uri|href|link))+$")
# Words that stand between a picture and where it comes from: what it shows.
_LONGEST_CAPTION = 300
_LETTER = Pattern(r"[^\W\d_]")
_SHOWN = Pattern(r"\S")


def provenance(document: Document) -> tuple[Citation, ...]:
    """Find the statements that say where the document comes from, in the order of their places, each address once."""
    found = [*_in_markup(document), *_in_headers(document), *_in_text(document)]
    found.sort(key=lambda citation: (citation.location.start, citation.form))
    seen: set[tuple[int, int]] = set()
    kept: list[Citation] = []
    for citation in found:
        if citation.reference is None or place_of(citation.reference) not in seen:
            kept.append(citation)
        if citation.reference:
            seen.add(place_of(citation.reference))
    return tuple(kept)


def place_of(reference: Reference) -> tuple[int, int]:
    """Give the place of a reference, by which it is told from all others of its document."""
    return reference.location.start, reference.location.end


def is_address(reference: Reference) -> bool:
    """Tell whether a reference is an address on the web rather than a lost target or a path."""
    return urls.is_web(reference.url)


def _in_markup(document: Document) -> Iterator[Citation]:
    """Find the elements that state an address of the page."""
    for reference in document.references:
        form, role = _ELEMENTS.get(reference.element, ("", Role.INLINE))
        if form and is_address(reference):
            yield _about(form, role, reference)


def _in_headers(document: Document) -> Iterator[Citation]:
    """Find the keys of front matter and comment headers that say where the text comes from, and when it was seen."""
    keys = data.load("labels")["keys"]
    fields = [field for field in document.fields if field.origin in _HEADERS]
    accessed = _dated(fields, keys["accessed"])
    archived = _dated(fields, keys["archived"])
    published = _dated(fields, keys["clipped"])
    archive = next((each for each in _field_references(document, keys["archive"])), None)
    for name, role in (
        ("original", Role.ORIGINAL),
        ("canonical", Role.CANONICAL),
        ("source", Role.SOURCE),
        ("permalink", Role.PERMALINK),
    ):
        for reference in _field_references(document, keys[name]):
            cited = _about(f"{reference.element}:", role, reference, published)
            yield replace(cited, archive=archive, accessed=accessed, archived=archived)
    filled = {reference.element for reference in document.references}
    for field in fields:
        if field.name in keys["original"] and field.name not in filled and not field.value.strip(_PUNCTUATION):
            yield Citation(form=f"{field.name}:", location=field.location, about_document=True)


def _field_references(document: Document, names: Sequence[str]) -> list[Reference]:
    """Find the addresses that stand in the named keys."""
    return [
        reference
        for reference in document.references
        if reference.kind is Kind.FIELD and _key(reference.element) in names and is_address(reference)
    ]


def _key(element: str) -> str:
    """Give the key that a reference stands in, of a list or a group the key of the whole: `sources.0`, `source.url`."""
    return _MEMBER.sub("", element).lower().replace(" ", "_")


def _dated(fields: Sequence[Field], names: Sequence[str]) -> Dated | None:
    """Find the first of the named keys that holds a date."""
    for name in names:
        for field in fields:
            date = parse_date(field.value) if field.name == name else None
            if date:
                return Dated(date, field.origin, field.value, field.location)
    return None


# A phrase that says in running text where the text was published before.
PHRASES = data.pattern(lambda: rf"(?i)(?:{'|'.join(data.load('labels')['phrase']['original'])})")
# The whole text of a link that leads to the original.
_LINK_TEXTS = data.pattern(lambda: rf"(?i)[\W_]*(?:{'|'.join(data.load('labels')['phrase']['link'])})[\W_]*")


def _in_text(document: Document) -> Iterator[Citation]:
    """Find labels, phrases and link texts in what a reader sees."""
    blocks = document.blocks
    phrases = holds_words(document.text, tuple(data.load("labels")["phrase"]["signs"]))
    labelled = may_have_label(document.text, all_labels("original", "permalink", "source"))
    for number, block in enumerate(blocks):
        outside = number < _HEAD_BLOCKS or number >= len(blocks) - _FOOT_BLOCKS
        for label in labels_in(block, table("original", "permalink", "source")) if labelled else ():
            yield from _behind_label(document, number, label, outside=outside)
        if phrases and (outside or len(block.text) < _LONGEST_STATEMENT):
            for phrase in PHRASES.finditer(block.text):
                yield from _behind_phrase(document, block, phrase)
        if outside:
            yield from _named_links(document, block)


def _behind_label(document: Document, number: int, label: Label, *, outside: bool) -> Iterator[Citation]:
    """Read what stands behind a label: on its line, else alone on the next line, else in the next block."""
    block = document.blocks[number]
    role = Role(label.kind)
    line_end = block.text.find("\n", label.end)
    line_end = len(block.text) if line_end < 0 else line_end
    rest = block.text[label.end : line_end].strip(_PUNCTUATION)
    if role is Role.SOURCE and not (outside and label.colon):
        return
    form = " ".join(label.words.split()) + (":" if label.colon else "")
    reference = _first_address(document, *_source_span(block, label.end, line_end))
    if reference is None and not rest:
        reference = _alone_on_next_line(document, number, line_end)
    place = locate(document, block, label.start, max(label.end, line_end))
    if reference is not None:
        cited = _about(form, role, reference, _published(document, block, label.end, line_end))
        part = role is Role.SOURCE and _is_of_part(document, number, label.start)
        yield with_capture(document, number, line_end, replace(cited, of_part=part))
    elif role is Role.SOURCE and rest and len(rest) <= _LONGEST_NAME and _LETTER.search(rest):
        yield Citation(form=form, location=place, role=role, publisher=rest, about_document=True)
    elif role is not Role.SOURCE and label.colon:
        yield Citation(form=form, location=place, role=role, title=rest, about_document=True)


def _is_of_part(document: Document, number: int, start: int) -> bool:
    """Tell whether a label in a block stands below a picture, or in a list of works."""
    block = document.blocks[number]
    above = document.blocks[number - 1] if number else None
    begin = above.start if above and len(above.text) <= _LONGEST_CAPTION else block.start
    shown = references_between(document, begin, block.offset(start) if start else block.start)
    if any(each.kind is Kind.IMAGE for each in shown):
        return True
    headings = data.load("labels")["source_of_parts"]["headings"]
    heading = next((each.text for each in reversed(document.blocks[:number]) if each.kind == "heading"), "")
    return heading.strip(_PUNCTUATION).casefold() in headings


def _about(form: str, role: Role, reference: Reference, published: Dated | None = None) -> Citation:
    own = role in (Role.CANONICAL, Role.PERMALINK)
    return Citation(
        form=form,
        location=reference.location,
        role=role,
        original=None if own else reference,
        canonical=reference if own else None,
        published=published,
        about_document=True,
    )


def _behind_phrase(document: Document, block: Block, phrase: re.Match[str]) -> Iterator[Citation]:
    """Read `Originally published at https://… on August 18, 2019.`."""
    end = min(len(block.text), phrase.end() + _LONGEST_STATEMENT)
    reference = _first_address(document, *_source_span(block, phrase.end(), end))
    if reference is not None:
        form = " ".join(phrase[0].split())
        yield _about(form, Role.ORIGINAL, reference, _published(document, block, phrase.end(), end))


def _named_links(document: Document, block: Block) -> Iterator[Citation]:
    """Find links whose text says that they lead to the original: `Read the original article`."""
    for reference in references_between(document, block.start, block.end):
        if _may_name_original(reference.text) and is_address(reference) and _LINK_TEXTS.fullmatch(reference.text):
            yield _about(reference.text, Role.ORIGINAL, reference)


def _may_name_original(text: str) -> bool:
    """Tell by cheap signs whether the text of a link says that it leads to the original."""
    folded = text.casefold()
    return len(text) <= _LONGEST_LINK_TEXT and any(sign in folded for sign in _ORIGINAL_IN_LINK)


def _published(document: Document, block: Block, start: int, end: int) -> Dated | None:
    """Find the date that a statement of provenance names."""
    found = next(stated_dates(block.text, start, end), None)
    if found is None or precedes_visit(block.text, start, found.start):
        return None
    return Dated(found.date, "statement", found.date.source, locate(document, block, found.start, found.end))


def _source_span(block: Block, start: int, end: int) -> tuple[int, int]:
    """Turn a stretch of visible text into one of the source that takes in the markup around it.

    The address of `<a href>` stands before the text that is seen, that of `[text](url)` behind it.
    """
    begin = block.offset(start - 1) + 1 if start else block.start
    return begin, block.offset(end) if end < len(block.text) else block.end


def _first_address(document: Document, start: int, end: int) -> Reference | None:
    """Find the first address on the web in a stretch of the source."""
    return next((each for each in references_between(document, start, end) if is_address(each)), None)


def _alone_on_next_line(document: Document, number: int, line_end: int) -> Reference | None:
    """Find an address that stands alone on the next line that is not blank, perhaps in the next block."""
    block = document.blocks[number]
    shown_from = _SHOWN.search(block.text, line_end)
    if shown_from is None:
        if number + 1 >= len(document.blocks):
            return None
        block = document.blocks[number + 1]
        shown_from = _SHOWN.search(block.text)
    start = shown_from.start() if shown_from else 0
    end = block.text.find("\n", start)
    end = len(block.text) if end < 0 else end
    reference = _first_address(document, *_source_span(block, start, end))
    if reference is None:
        return None
    shown = block.text[start:end].strip(_PUNCTUATION)
    for words in (reference.raw, reference.url, reference.text):
        shown = shown.replace(words.strip(_PUNCTUATION), "") if words else shown
    return reference if len(shown.strip(_PUNCTUATION)) <= _MOST_BESIDE_ADDRESS else None
