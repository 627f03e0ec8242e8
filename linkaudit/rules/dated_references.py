"""References that carry a date, and what their addresses say of it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.same import Same
from linkaudit.citations.url_dates import Form, UrlDate, url_date
from linkaudit.models import Kind
from linkaudit.rules.interface import Context, web_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Reference

# CS1, the citation templates of Wikipedia, allow two days for time zones; a publisher's page may be dated a day ahead.
FUTURE_SLACK, DOCUMENT_SLACK = 2, 1
# A slip of the pen seldom leads further ahead.
_YEARS_AHEAD = 5
# Pages about what is to come carry the date of the event, not of the page.
_EVENTS = data.pattern(lambda: rf"(?i)(?:^|[/_.-])(?:{'|'.join(data.load('url_dates')['events'])})(?:$|[/_.-])")
# Addresses that the page's machinery loads; nobody cites them.
_CITED_KINDS = {Kind.LINK, Kind.IMAGE, Kind.AUTOLINK, Kind.BARE, Kind.DEFINITION, Kind.FIELD, Kind.ANNOTATION}


def dated_references(document: Document, context: Context) -> Iterator[tuple[Reference, UrlDate]]:
    """Go through the references that carry a date."""
    for reference, dated in _dated(Same(web_references(document))):
        if not _is_number(dated, context):
            yield reference, dated


@lru_cache(maxsize=4)
def _dated(references: Same[Reference]) -> tuple[tuple[Reference, UrlDate], ...]:
    """Find the dates once for all rules that ask for them."""
    cited = (reference for reference in references.values if reference.kind in _CITED_KINDS)
    return tuple((reference, dated) for reference in cited if (dated := url_date(reference.url)))


def _is_number(dated: UrlDate, context: Context) -> bool:
    """Tell whether eight digits would be a date so far ahead that they are the number of something."""
    return dated.form is Form.COMPACT and dated.date.year > context.as_of.year + _YEARS_AHEAD


def about_event(url: str) -> bool:
    """Tell whether an address says that its page is about an event, whose date it carries then."""
    return _EVENTS.search(urls.path(urls.subject(url))) is not None
