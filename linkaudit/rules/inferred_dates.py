"""Dated URLs held against the date of a document that states none, and whose date was inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.own_date import is_living
from linkaudit.models import Confidence, Severity
from linkaudit.rules.dated_references import DOCUMENT_SLACK, SAVED, as_in_url, dated_references, excuse_of_address
from linkaudit.rules.interface import Context, Remark, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.citations.url_dates import UrlDate
    from linkaudit.models import Document, Evidence, Inferred, Reference


def after_inferred_date(document: Document, context: Context) -> Iterator[Remark]:
    """Find the URLs that are younger than their document, by its inferred date, if it states none itself."""
    written = inferred_date(document, context)
    if written is None:
        return
    from linkaudit.collection.stated_dates import as_date  # noqa: PLC0415 - few documents need it

    day = as_date(written)
    for reference, dated in dated_references(document):
        if not dated.date.possible:
            continue
        later = dated.date.days_after(day)
        if later > DOCUMENT_SLACK and not _was_added(document, reference, dated):
            excuse = _excuse(document, reference, dated)
            yield Remark(
                f"the URL is dated {dated.date}, {later} days after the document"
                f" ({written.value}, inferred by {written.by}: {written.because})" + (f"; {excuse}" if excuse else ""),
                reference.location,
                urls.canonical(reference.url),
                (as_in_url(reference, dated), *as_inferred("date of the document", written)),
                related=tuple(
                    each.location for each in written.evidence if each.location and each.location.path != document.path
                ),
                severity=_severity(written, excuse),
            )


def _was_added(document: Document, reference: Reference, dated: UrlDate) -> bool:
    """Tell whether a note beside a reference says that its page was looked at when it was there: it was put in then."""
    from linkaudit.collection.added_later import is_noted  # noqa: PLC0415 - few documents need it

    return is_noted(document, reference.location, dated.date.year) or any(
        each.accessed is not None
        and each.accessed.date.possible
        and not dated.date.days_after(each.accessed.date)
        and any(of and of.location == reference.location for of in (each.original, each.canonical, each.archive))
        for each in document.citations
    )


def inferred_date(document: Document, context: Context) -> Inferred | None:
    """Give the inferred date of a document, if nothing but the repository dates it otherwise."""
    own = document.date
    if own and own.source != "git" and own.date.possible:
        return None
    member = context.kinship.members.get(document.path)
    return member.date if member else None


def as_inferred(name: str, found: Inferred) -> Iterator[Evidence]:
    """Show an inferred value, what it was concluded from, and what speaks against it."""
    yield value(f"{name} (inferred, {found.confidence.value} confidence)", found.value)
    yield from found.evidence
    for doubt in found.doubts:
        yield value("doubt", doubt)


def _excuse(document: Document, reference: Reference, dated: UrlDate) -> str:
    """Say why a later date may be right after all; empty if nothing speaks for it."""
    if is_living(document):
        return "the document is one that is added to over the years"
    if document.modified and document.modified.date.possible and not dated.date.days_after(document.modified.date):
        return f"the document was changed on {document.modified.date}"
    from linkaudit.collection.added_later import label_above  # noqa: PLC0415 - few documents need it

    if label := label_above(document, reference.location):
        return f"it stands in a part that was added, below `{label}`"
    if any(each.form in SAVED for each in document.citations):
        return "the page may have been saved later, with what stood around the article then"
    return excuse_of_address(reference, dated)


def _severity(written: Inferred, excuse: str) -> Severity:
    """Judge a later date by how sure the other one is; a page may have been changed before it was copied."""
    certain = written.confidence is Confidence.HIGH and not written.doubts and written.by != "url"
    return Severity.ERROR if certain and not excuse else Severity.WARNING
