"""Rules on what a capture is of: given in place of the original, or of another capture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Kind, Role, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.archive_captures import captured_on, captures
from linkaudit.rules.archived_sources import address_at
from linkaudit.rules.interface import Context, Remark, as_written, replacement, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.citations.archive_urls import ArchiveUrl
    from linkaudit.models import Document, Entry, Fix, Reference

_ARCHIVE_THERE = Pattern(r"(?i)\|\s*archive-?(?:url|date)\s*=")
_PRIMARY = {Role.ORIGINAL, Role.SOURCE}


@rule(Severity.INFO)
def archive_in_url_field(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a capture that is given in place of the source's own address.

    ## What it finds
    The address of a capture where that of the source belongs: in `url` of a citation template or bibliographic entry,
    and in the statement of where a document comes from (`Original url:`, `source:` in front matter, and their
    like). The original is named, as far as the capture's address tells it.

    In the citation templates of English Wikipedia and their like both can be put in their places. The repair is not a
    safe one, as the link leads to the live page then.

    ## Why it matters
    Whoever compares, counts or checks sources finds the archive in place of the publisher. Written beside the original,
    the capture is still there when the page is gone.

    ## Example
    ```markdown
    Original url: https://web.archive.org/web/20180712000000/https://gazette.example/cut
    ```

    ## Instead
    ```markdown
    Original url: https://gazette.example/cut

    Archived copy: https://web.archive.org/web/20180712000000/https://gazette.example/cut
    ```
    """
    del context
    for entry, reference, archived in _primary(document):
        yield Remark(
            "a capture stands in place of the source's own address",
            reference.location,
            urls.canonical(reference.url),
            (as_written(reference), value("original", archived.original or "not told by the address")),
            fixes=_in_place(document, entry, reference, archived) if entry else (),
        )


def _primary(document: Document) -> Iterator[tuple[Entry | None, Reference, ArchiveUrl]]:
    """Go through the captures that are given for sources."""
    places = {capture.reference.location.start: capture for capture in captures(document)}
    if not places:
        return
    for entry in document.entries:
        reference = address_at(document, entry, "url")
        if reference and reference.location.start in places:
            yield entry, reference, places[reference.location.start].archived
    seen: set[int] = set()
    for citation in document.citations:
        reference = citation.original
        if citation.about_document and citation.role in _PRIMARY and reference and reference.location.start in places:
            start = reference.location.start
            if start not in seen:
                seen.add(start)
                yield None, reference, places[start].archived


def _in_place(document: Document, entry: Entry, reference: Reference, archived: ArchiveUrl) -> tuple[Fix, ...]:
    """Offer to write the original where it belongs, and the capture where it does."""
    plain = reference.kind is Kind.FIELD and reference.element == "url" and entry.kind.startswith(("cite ", "citation"))
    original = archived.original
    if document.format != "mediawiki" or not plain or not original or any(sign in original for sign in "|{}[]<> "):
        return ()
    if entry.field("archive-url"):
        return replacement(reference, reference.url, original, "write the original's address", safe=False)
    day = captured_on(reference)
    if _ARCHIVE_THERE.search(document.text, entry.location.start, entry.location.end) or not day or not day.day:
        return ()
    both = f"{original} |archive-url={reference.url} |archive-date={day}"
    return replacement(
        reference, reference.url, both, "write the original's address, and the capture behind it", safe=False
    )


@rule(Severity.WARNING)
def archive_nested(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a capture of a capture.

    ## What it finds
    The address of a capture whose original is itself the address of a capture
    (`https://web.archive.org/web/2018…/https://web.archive.org/web/2017…/https://…`). The inner capture can be put in
    its place, if its archive is in good standing. If the inner archive is gone, the outer capture may be the only copy
    that is left, and it is only worth knowing.

    ## Why it matters
    It was copied out of an archive's page into an archive. What is shown is a picture of a picture: with two banners,
    with the moment of the outer capture for that of the page, and often with nothing but an error.

    ## Example
    ```markdown
    [Archived](https://web.archive.org/web/20190301000000/https://web.archive.org/web/20180712000000/https://gazette.example/cut)
    ```

    ## Instead
    ```markdown
    [Archived](https://web.archive.org/web/20180712000000/https://gazette.example/cut)
    ```
    """
    del context
    for reference, archived in captures(document):
        inner = urls.archive_url(archived.original) if archived.original else None
        if inner is None:
            continue
        whole = not inner.trust and inner.full_stamp and bool(inner.original)
        yield Remark(
            f"the capture is of a capture ({inner.archive})"
            + (", whose archive is gone: perhaps the only copy" if inner.trust == "dead" else ""),
            reference.location,
            urls.canonical(reference.url),
            (
                value("capture", archived.archive, reference.location),
                value("of the capture", archived.original),
                value("of", inner.original or "not told by the address"),
            ),
            fixes=replacement(reference, reference.url, archived.original, "lead to the inner capture", safe=False)
            if whole
            else (),
            severity=Severity.INFO if inner.trust == "dead" else Severity.WARNING,
        )
