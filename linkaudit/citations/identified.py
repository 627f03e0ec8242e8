"""Where identifiers stand in a document: in addresses, in fields of entries, in templates, in the text.

Most documents have none, so cheap signs come before every search.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.citations import urls
from linkaudit.citations.check_digits import ISSN_DIGITS
from linkaudit.citations.identifiers import HYPHENS, Scheme, digits, in_url, isbn_end, may_identify, without_punctuation
from linkaudit.citations.same import Same
from linkaudit.citations.signs import holds_words
from linkaudit.documents.positions import lines_of, locate
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.models import Block, Document, Entry, Field, Location, Reference


class Identifier(Struct, frozen=True):
    """An identifier as it stands in a document: without its label, or the address that it stands in."""

    scheme: Scheme
    value: str
    location: Location
    reference: Reference | None = None
    """The reference in whose address it stands; None elsewhere."""
    alone: bool = False
    """Whether it stands where nothing else belongs: in a field, in a template."""
    around: str = ""
    """The text in which it stands, label and remarks included."""


# The digits of an ISBN and what may part them, as much as there may be; `digits` tells where it ends.
_ISBN = rf"\d[\dXx \u00a0{HYPHENS}-]{{6,24}}"
_COLON = r"[\s\u00a0]{0,2}[:\uff1a#]?[\s\u00a0]{0,2}"
_REMARK = r"(?:\s?\([^()\d\n]{0,20}\))?"
# In text an identifier needs its label.
_IN_TEXT = {
    Scheme.DOI: Pattern(rf"(?i)(?<![\w./-])doi{_COLON}(?P<id>(?:doi{_COLON})?10\.\d[^\s\"<>\[\]{{}}|]{{0,300}})"),
    Scheme.ARXIV: Pattern(
        rf"(?i)(?<![\w./-])arxiv{_COLON}(?P<id>(?:\d{{3,6}}\.\d{{3,7}}|[a-z-]{{2,12}}(?:\.[a-z-]{{2,10}})?/\d{{7}})(?:v\d+)?)"
        r"(?![\w/-]|\.\w)"
    ),
    Scheme.PMID: Pattern(rf"(?<![\w./-])(?:PMID|pmid){_COLON}(?P<id>\d+)(?![\w-]|\.\d)"),
    Scheme.PMC: Pattern(rf"(?<![\w./-])(?:PMCID|pmcid){_COLON}(?P<id>(?:PMC)?\d+)(?![\w-]|\.\d)"),
    Scheme.RFC: Pattern(r"(?<![\w./-])RFC[\s\u00a0-]?#?(?P<id>\d+)(?![\w-]|\.\d)"),
    Scheme.ISBN: Pattern(
        rf"(?i)(?<![a-z./])(?:[ep]-?)?ISBN[s\u53f7\u865f]?(?:[\s{HYPHENS}-]?1[03](?=[\s:\uff1a(]))?{_REMARK}{_COLON}(?P<id>{_ISBN})"
    ),
    Scheme.ISSN: Pattern(
        rf"(?i)(?<![a-z./])(?:[ep]-?)?ISSN(?:-?L)?{_REMARK}{_COLON}(?P<id>\d{{4}}[{HYPHENS}-]?\d{{3}}[\dX])(?![\w{HYPHENS}-])"
    ),
    Scheme.ORCID: Pattern(
        rf"(?i)(?<![\w./-])ORCID(?:\s?iD)?(?:\.org/)?{_COLON}(?P<id>\d{{4}}-\d{{4}}-\d{{4}}-\d{{3}}[\dX])(?![\w-])"
    ),
}
# The words with which identifiers are announced, the one that stands in each of them first.
_SIGNS = {
    Scheme.DOI: ("doi", "dois"), Scheme.ARXIV: ("arxiv",), Scheme.PMID: ("pmid", "pmids"),
    Scheme.PMC: ("pmc", "pmcid", "pmcids"), Scheme.RFC: ("rfc", "rfcs"), Scheme.ORCID: ("orcid", "orcids"),
    Scheme.ISBN: ("isbn", "isbns", "eisbn"), Scheme.ISSN: ("issn", "issns", "eissn", "pissn"),
}  # fmt: skip
_FIELDS = {
    "doi": Scheme.DOI, "citation_doi": Scheme.DOI, "prism.doi": Scheme.DOI, "prism:doi": Scheme.DOI,
    "arxiv": Scheme.ARXIV, "arxivid": Scheme.ARXIV, "citation_arxiv_id": Scheme.ARXIV,
    "pmid": Scheme.PMID, "citation_pmid": Scheme.PMID, "pmc": Scheme.PMC, "pmcid": Scheme.PMC,
    "rfc": Scheme.RFC,
    "isbn": Scheme.ISBN, "isbn13": Scheme.ISBN, "isbn-13": Scheme.ISBN, "isbn10": Scheme.ISBN, "isbn-10": Scheme.ISBN,
    "citation_isbn": Scheme.ISBN, "prism.isbn": Scheme.ISBN,
    "issn": Scheme.ISSN, "eissn": Scheme.ISSN, "e-issn": Scheme.ISSN, "citation_issn": Scheme.ISSN,
    "prism.issn": Scheme.ISSN,
    "orcid": Scheme.ORCID, "citation_author_orcid": Scheme.ORCID,
}  # fmt: skip
# What says that the field `eprint` is one of arXiv.
_ARCHIVE_NAMES = ("archiveprefix", "eprinttype")
# Comments and text that is shown as it stands, which hold no templates, and the templates themselves.
_TEMPLATES = Pattern(
    r"(?is)<!--.*?(?:-->|\Z)|<(nowiki|pre|syntaxhighlight|source|math)\b[^>]{0,200}(?<!/)>.*?(?:</\1\s*>|\Z)"
    r"|\{\{\s{0,9}(?P<name>doi|arxiv|pmid|pmc|isbn|issn|orcid|ietf rfc)\s{0,9}\|\s{0,9}(?:(?:1|id)\s{0,9}=\s{0,9})?"
    r"(?P<id>[^{}|<\s][^{}|<\n]{0,300})[^{}]{0,300}"
)
_TEMPLATE_NAMES = {**{each.value.lower(): each for each in Scheme}, "ietf rfc": Scheme.RFC}
_AROUND = 60


def identifiers(document: Document, scheme: Scheme) -> Iterator[Identifier]:
    """Find the identifiers of one scheme: first those in addresses, then those in fields, templates and text."""
    # The fields of entries may be called otherwise than the schemes, and a text that was made of a file has none.
    if scheme not in _likely(document.text, Same(document.references)) and not (document.entries or document.parts):
        return
    yield from (each for each in in_addresses(document) if each.scheme is scheme)
    for fields in (_in_entries(Same(document.entries)), _in_metadata(Same(document.fields))):
        yield from (each for each in fields if each.scheme is scheme)
    if holds_words(document.text, _SIGNS[scheme]):
        if document.format == "mediawiki":
            yield from _in_templates(document, scheme)
        yield from _in_text(document, scheme)


@lru_cache(maxsize=4)
def _likely(text: str, references: Same[Reference]) -> frozenset[Scheme]:
    """Tell by cheap signs of which schemes there may be identifiers."""
    in_text = (scheme for scheme, signs in _SIGNS.items() if holds_words(text, signs))
    return frozenset((*in_text, *(each.scheme for each in _in_references(references))))


def in_addresses(document: Document) -> tuple[Identifier, ...]:
    """Find the identifiers of all schemes in the addresses of a document, and in those that captures are of."""
    return _in_references(Same(document.references))


@lru_cache(maxsize=4)
def _in_references(references: Same[Reference]) -> tuple[Identifier, ...]:
    if not may_identify("\n".join([reference.url for reference in references.values])):
        return ()
    return tuple(_of_references(references.values))


def _of_references(references: Iterable[Reference]) -> Iterator[Identifier]:
    for reference in references:
        if may_identify(reference.url):
            found = in_url(urls.subject(reference.url))
            if found:
                yield Identifier(*found, reference.location, reference)


@lru_cache(maxsize=4)
def _in_entries(entries: Same[Entry]) -> tuple[Identifier, ...]:
    return tuple(each for entry in entries.values for each in of_entry(entry))


def of_entry(entry: Entry) -> Iterator[Identifier]:
    """Find the identifiers that are values of fields of an entry."""
    for field in entry.fields:
        scheme = _scheme_of(field, entry)
        if scheme and field.value and not _is_address(scheme, field):
            yield Identifier(scheme, field.value, field.location, alone=True, around=_remarks(entry, scheme))


def _scheme_of(field: Field, entry: Entry) -> Scheme | None:
    """Tell what a field of an entry identifies, if anything."""
    if field.name == "eprint":
        archive = entry.field(*_ARCHIVE_NAMES)
        named = archive.value if archive else "" if entry.kind != "cite arxiv" else "arxiv"
        return Scheme.ARXIV if named.lower() == "arxiv" or field.value[:6].lower() == "arxiv:" else None
    if field.name == "sn":
        # RIS has one tag for both.
        return Scheme.ISSN if len(digits(field.value)) == ISSN_DIGITS else Scheme.ISBN
    return _FIELDS.get(field.name)


def _remarks(entry: Entry, scheme: Scheme) -> str:
    """Give what an entry says of its ISBN besides: `ignore-isbn-error=true` in citation templates."""
    if scheme is not Scheme.ISBN:
        return ""
    said = entry.field("ignore-isbn-error", "ignoreisbnerror")
    return f"{said.name}={said.value}" if said else ""


@lru_cache(maxsize=4)
def _in_metadata(fields: Same[Field]) -> tuple[Identifier, ...]:
    return tuple(
        Identifier(scheme, field.value, field.location, alone=True)
        for field in fields.values
        if field.value and (scheme := _FIELDS.get(field.name)) and not _is_address(scheme, field)
    )


def _is_address(scheme: Scheme, field: Field) -> bool:
    """Tell whether a field holds the address in which the identifier stands, as many do; that of a DOI is none."""
    return scheme is not Scheme.DOI and "://" in field.value


def _in_templates(document: Document, scheme: Scheme) -> Iterator[Identifier]:
    """Find the identifiers in templates of wikitext that are no entries: `{{doi|10.1234/abc}}`."""
    lines = lines_of(document)
    for found in _TEMPLATES.finditer(document.text):
        if found["name"] and _TEMPLATE_NAMES[found["name"].lower()] is scheme:
            start, value = found.start("id"), found["id"].rstrip()
            yield Identifier(scheme, value, lines.location(start, start + len(value)), alone=True, around=found[0])


def _in_text(document: Document, scheme: Scheme) -> Iterator[Identifier]:
    """Find the identifiers in the text that a reader sees, each behind its label."""
    sign, pattern = _SIGNS[scheme][0], _IN_TEXT[scheme]
    for block in document.blocks:
        if sign in block.text.lower():
            for found in pattern.finditer(block.text):
                identifier = _in_block(document, block, scheme, *found.span("id"))
                if identifier:
                    yield identifier


def _in_block(document: Document, block: Block, scheme: Scheme, start: int, end: int) -> Identifier | None:
    """Make an identifier of a stretch of a block; None where it is the text of code."""
    if scheme is Scheme.ISBN:
        end = isbn_end(block.text, start)
    elif scheme is Scheme.DOI:
        end = start + len(without_punctuation(block.text[start:end]))
    around = block.text[max(0, start - _AROUND) : end + _AROUND]
    if end <= start or block.text.count("`", max(0, start - _AROUND), start) % 2:
        return None
    return Identifier(scheme, block.text[start:end], locate(document, block, start, end), around=around)
