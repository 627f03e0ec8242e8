"""References that carry a date, and what their addresses say of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.same import Same
from linkaudit.citations.url_dates import Form, UrlDate, any_may_be_dated, url_date
from linkaudit.models import Kind, PartialDate
from linkaudit.rules.hosts import ordinary_hosts
from linkaudit.rules.interface import value, web_references

if TYPE_CHECKING:
    from linkaudit.models import Document, Evidence, Reference

# CS1, the citation templates of Wikipedia, allow two days for time zones; a publisher's page may be dated a day ahead.
FUTURE_SLACK = ACCESS_SLACK = 2
DOCUMENT_SLACK = 1
# Print and online editions of one piece lie up to two weeks apart.
EDITIONS_APART = 14
# The first page was announced on this day: https://www.w3.org/People/Berners-Lee/1991/08/art-6484.txt
FIRST_PAGE = PartialDate(1991, 8, 6)
# In these forms a date is as likely that of what the page tells, or is asked for, as that of the page.
UNCERTAIN_FORMS = {Form.NAMED, Form.PARAMETER}
_PICTURES = (".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".bmp", ".tif", ".tiff", ".avif", ".heic")
# Pages that were saved, or were made to be served, with what stands around the article when that is done.
SAVED = {
    "mark of the web", "SingleFile", "HTTrack", "WARC-Target-URI", "Snapshot-Content-Location", "Content-Location",
    "link rel=canonical", "meta og:url",
}  # fmt: skip
# Pages about what is to come carry the date of the event, not of the page.
_EVENTS = data.pattern(lambda: rf"(?i)(?:^|[/_.-])(?:{'|'.join(data.load('url_dates')['events'])})(?:$|[/_.-])")
# Addresses that the page's machinery loads; nobody cites them.
_CITED_KINDS = {Kind.LINK, Kind.IMAGE, Kind.AUTOLINK, Kind.BARE, Kind.DEFINITION, Kind.FIELD, Kind.ANNOTATION}


def dated_references(document: Document) -> tuple[tuple[Reference, UrlDate], ...]:
    """List the references that carry a date."""
    return _dated(Same(web_references(document)))


@lru_cache(maxsize=4)
def _dated(references: Same[Reference]) -> tuple[tuple[Reference, UrlDate], ...]:
    """Find the dates once for all rules that ask for them."""
    names = ordinary_hosts(references)
    if names is not None and not any_may_be_dated([reference.url for reference in references.values], names):
        return ()
    cited = (reference for reference in references.values if reference.kind in _CITED_KINDS)
    return tuple((reference, dated) for reference in cited if (dated := url_date(reference.url)))


def as_in_url(reference: Reference, dated: UrlDate) -> Evidence:
    """Show the date of a URL: as it is read, as it is written, and where the URL stands."""
    return value("date in the URL", f"{dated.date} ({dated.text})", reference.location)


def about_event(url: str) -> bool:
    """Tell whether an address says that its page is about an event, whose date it carries then."""
    return _EVENTS.search(urls.path(urls.subject(url))) is not None


def excuse_of_address(reference: Reference, dated: UrlDate) -> str:
    """Say what kind of address may be dated later than what it was cited for."""
    if reference.kind is Kind.IMAGE or urls.path(reference.url).lower().endswith(_PICTURES):
        return "a picture may have been stored again later"
    if about_event(reference.url):
        return "its page is about an event"
    return "the date may be that of what its page tells" if dated.form in UNCERTAIN_FORMS else ""
