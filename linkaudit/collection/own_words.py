"""The date of a document by its own words, within the bounds that everything else of it sets."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.citations import urls
from linkaudit.citations.url_dates import Form, url_date
from linkaudit.collection.stated_dates import as_date
from linkaudit.collection.told_years import Bounds, told_date
from linkaudit.models import Confidence, Evidence, PartialDate

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from linkaudit.collection.day_clues import DayClue
    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Document, Inferred

# The first page was announced on this day: https://www.w3.org/People/Berners-Lee/1991/08/art-6484.txt
_FIRST_PAGE = PartialDate(1991, 8, 6)
# In these forms a date is as likely that of what the page tells, or is asked for.
_UNCERTAIN_FORMS = (Form.NAMED, Form.PARAMETER)


def date_by_words(shelf: Shelf, document: Document, clues: Sequence[DayClue]) -> Inferred | None:
    """Conclude the date of a text from its own words, within the bounds that everything else sets."""
    if not any(clue.names_day and clue.spoken.weekday is not None for clue in clues):
        return None
    linked = _linked(shelf, document)
    spoken = _spoken(clues, shelf.as_of)
    last = _last(shelf, document)
    bounds = [each for each in (linked, spoken) if each]
    latest = max(bounds, key=lambda each: each[0], default=None)
    found = told_date(document.path, clues, Bounds(latest and latest[0], last[0], latest and latest[1], last[1]))
    if found is None and linked and latest is linked:
        # A link may have been put in later.
        first = spoken or (_FIRST_PAGE.first_day, Evidence("first page of the web", str(_FIRST_PAGE)))
        found = told_date(document.path, clues, Bounds(first[0], last[0], first[1], last[1]))
        if found:
            doubt = f"it links to a page of {linked[0]}, which is later"
            later = as_date(found).last_day < linked[0]
            found = replace(found, confidence=Confidence.LOW, doubts=(*found.doubts, doubt)) if later else found
    return found


def _spoken(clues: Sequence[DayClue], as_of: date) -> tuple[date, Evidence] | None:
    """Find the latest year or date that a text speaks of as past: it was not written before it."""
    past = [
        (PartialDate(clue.spoken.year, clue.spoken.month, clue.spoken.day).first_day, clue)
        for clue in clues
        if clue.is_past and clue.spoken.year is not None
    ]
    known = [each for each in past if each[0] <= as_of]
    if not known:
        return None
    day, clue = max(known, key=lambda each: each[0])
    return day, Evidence("year spoken of as past", clue.spoken.text, clue.location)


def _linked(shelf: Shelf, document: Document) -> tuple[date, Evidence] | None:
    """Find the latest date of the pages to which a document links: it was not written before them, nor any page."""
    cited = [each for each in shelf.addresses(document.path) if urls.is_web(each.url)]
    dated = [
        (found.date.first_day, each)
        for each in cited
        if (found := url_date(each.url)) and found.date.possible and found.form not in _UNCERTAIN_FORMS
    ]
    known = [each for each in dated if each[0] <= shelf.as_of]
    if known:
        day, reference = max(known, key=lambda each: each[0])
        return day, Evidence("date in a URL that it links to", reference.raw, reference.location)
    if cited:
        return _FIRST_PAGE.first_day, Evidence("it links to the web, which is no older", str(_FIRST_PAGE))
    return None


def _last(shelf: Shelf, document: Document) -> tuple[date, Evidence | None]:
    """Give the last day on which a text can have been written: that of the audit, or that of its file."""
    own = document.date
    if own and own.date.possible and own.date.last_day < shelf.as_of:
        return own.date.last_day, Evidence(f"date of its file ({own.source})", f"{own.date} ({own.text})", own.location)
    return shelf.as_of, Evidence("day of the audit", shelf.as_of.isoformat())
