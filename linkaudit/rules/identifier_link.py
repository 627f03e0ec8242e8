"""The rule that compares the identifier that a link shows with the one that it leads to."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.identified import in_addresses, of_entry
from linkaudit.citations.identifiers import Scheme, folded, in_string, is_made_up
from linkaudit.models import Kind, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, rule, shortened, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.citations.identified import Identifier
    from linkaudit.models import Document, Entry, Evidence

_WITH_TEXT = {Kind.LINK, Kind.DEFINITION}
# A text that is little more than the identifier: with its label, brackets, the section, a title behind a colon.
_BEFORE = Pattern(
    r"(?i)[\W_]*(?:(?:the|see|cf|in|ietf|official|full text|paper|preprint|https?|dx|www|doi|org|arxiv|abs|pdf|isbn"
    r"|1[03]|rfc|pmid|pmcid|pmc|orcid|id)[\W_]+)*(?:rfc)?"
)
_BEHIND = Pattern(
    r"(?i)[\W_]*(?:v\d+|\[[\w.-]+\])?[\W_]*"
    r"(?:(?:(?:sections?|sec|\u00a7+|appendix|page|chapter|pdf|full text)\W*[\w.-]{0,8}[\W_]*)*"
    r"|(?::|\s[\u2013\u2014-])\s[^\n]*)"
)
# What belongs to a publication, or comes after it, has its DOI and more.
_SUPPLEMENT = Pattern(r"[^a-z0-9].*|v\d+.*")
_ELLIPSIS = ("...", "\u2026")
# Versions of one deposit have DOIs of their own, and one for all of them.
_OF_VERSIONS = ("10.5281/zenodo.", "10.6084/m9.figshare.", "10.17605/osf.io/")
# DOIs of preprints: an entry may cite the published version and link to the other.
_OF_PREPRINTS = ("10.48550/", "10.1101/", "10.2139/", "10.20944/", "10.21203/", "10.31219/", "10.31234/", "10.26434/")
_COMPARED = (Scheme.DOI, Scheme.ARXIV, Scheme.PMID, Scheme.PMC)
_LONGEST_TEXT = 240


@rule(Severity.ERROR)
def id_link_mismatch(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link that shows one identifier and leads to another.

    ## What it finds
    Links whose text is a DOI, an ISBN, an RFC or an identifier of arXiv, PubMed or ORCID, and whose address names
    another one of the same kind; and entries whose fields and address do so. Versions, parts of a page, supplements and
    shortened texts are left alone; an ISBN of 10 digits equals the one of 13 that means the same. Two DOIs of different
    publishers, or of versions of one deposit, are a warning.

    ## Why it matters
    One of the two is wrong: the reader who follows the link and the one who copies the text arrive at different works.

    ## Example
    ```markdown
    The format is defined in [RFC 7231](https://www.rfc-editor.org/rfc/rfc7213).
    ```

    ## Instead
    ```markdown
    The format is defined in [RFC 7231](https://www.rfc-editor.org/rfc/rfc7231).
    ```
    """
    del context
    addresses = in_addresses(document)
    if not addresses:
        return
    for found in addresses:
        shown = _shown(found)
        if shown and found.reference:
            seen = value("text", found.reference.text, found.location)
            yield _mismatch(found, shown, f'the text "{shortened(found.reference.text)}"', seen)
    for entry in document.entries:
        yield from _in_entry(entry, addresses)


def _shown(found: Identifier) -> str:
    """Give the identifier that the text of a link shows, if it differs from the one that the link leads to."""
    reference = found.reference
    if reference is None or reference.kind not in _WITH_TEXT or not 0 < len(reference.text) <= _LONGEST_TEXT:
        return ""
    text = reference.text
    stated = list(in_string(text, found.scheme))
    if len(stated) != 1 or any(mark in text for mark in _ELLIPSIS):
        return ""
    start, end = stated[0]
    shown = text[start:end]
    alone = _BEFORE.fullmatch(text, 0, start) and _BEHIND.fullmatch(text, end)
    return shown if alone and _differ(found.scheme, shown, found.value) else ""


def _differ(scheme: Scheme, one: str, other: str) -> bool:
    """Tell whether two identifiers are certainly of different things."""
    first, second = folded(scheme, one), folded(scheme, other)
    if first == second or is_made_up(one) or is_made_up(other):
        return False
    if scheme is Scheme.DOI:
        shorter, longer = sorted((first, second), key=len)
        return not (longer.startswith(shorter) and _SUPPLEMENT.fullmatch(longer, len(shorter)))
    return True


def _in_entry(entry: Entry, addresses: tuple[Identifier, ...]) -> Iterator[Remark]:
    """Compare the fields of an entry with its address."""
    field = entry.field("url")
    if field is None:
        return
    first = bisect_left(addresses, field.location.start, key=_place)
    last = bisect_left(addresses, field.location.end, lo=first, key=_place)
    for found in addresses[first:last]:
        for stated in of_entry(entry) if found.scheme in _COMPARED else ():
            written = _alone(stated) if stated.scheme is found.scheme else ""
            if written and _differ(found.scheme, written, found.value) and not _is_other_version(written, found.value):
                seen = value(f"{found.scheme} of the entry", written, stated.location)
                yield _mismatch(found, written, "the entry", seen)


def _place(found: Identifier) -> int:
    return found.location.start


def _alone(stated: Identifier) -> str:
    """Give the one identifier that a field holds; empty if it holds several or something else."""
    spans = list(in_string(stated.value, stated.scheme))
    if len(spans) == 1:
        return stated.value[slice(*spans[0])]
    return stated.value if stated.value.isdecimal() and stated.scheme in (Scheme.PMID, Scheme.PMC) else ""


def _is_other_version(one: str, other: str) -> bool:
    """Tell whether of two DOIs only one is that of a preprint."""
    return one.startswith(_OF_PREPRINTS) != other.startswith(_OF_PREPRINTS)


def _mismatch(found: Identifier, shown: str, where: str, seen: Evidence) -> Remark:
    """Remark on an address that names another work than what stands beside it."""
    reference = found.reference
    doubtful = found.scheme is Scheme.DOI and (
        shown.partition("/")[0] != found.value.partition("/")[0]
        or all(each.lower().startswith(_OF_VERSIONS) for each in (shown, found.value))
    )
    return Remark(
        f"{where} names {found.scheme} {shown}, the address {found.scheme} {found.value}",
        found.location,
        urls.canonical(reference.url) if reference else "",
        (seen, value(f"{found.scheme} in the address", found.value, found.location)),
        severity=Severity.WARNING if doubtful else None,
    )
