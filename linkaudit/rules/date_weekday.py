"""The rule on the day of the week that a date is said to be."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from linkaudit.citations.weekdays import StatedWeekday, places_with_weekdays, weekdays_in
from linkaudit.documents.positions import locate
from linkaudit.models import Severity
from linkaudit.rules.interface import Context, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.models import Block, Document, Location

_ENGLISH = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@rule(Severity.WARNING)
def date_weekday_mismatch(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a date that is said to be another day of the week than it is.

    ## What it finds
    The name of a day of the week directly beside a whole date, in the text, in metadata, in the head of a mail or in
    what a browser notes in a page that it saved, where the calendar has another day for that date. Names are known in
    the languages whose months are known. Dates from before a language's country took up the Gregorian calendar are
    left alone, and so are short names that can be something else: `Sun`, `Sat`, `So`, `Do`, `Mar`.

    ## Why it matters
    Programs and calendars do not get it wrong: somebody mistyped the date, altered it, or made it up.

    ## Example
    ```markdown
    Published on Wed, Sep 24, 2026
    ```

    ```markdown
    Die Sitzung war am Mittwoch, den 24. September 2026.
    ```

    ## Instead
    ```markdown
    Published on Thu, Sep 24, 2026
    ```
    """
    del context
    places = sorted(places_with_weekdays(document.text))
    for block in _blocks_at(document, places):
        for stated in weekdays_in(block.text):
            yield from _judged(stated, locate(document, block, stated.start, stated.end))
    for field in document.fields if places else ():
        if next(places_with_weekdays(field.value), None) is not None:
            for stated in weekdays_in(field.value):
                yield from _judged(stated, field.location)


def _blocks_at(document: Document, places: Sequence[int]) -> Iterator[Block]:
    """Find the blocks in which places of the source lie, in order, each once."""
    seen = -1
    for place in places:
        behind = bisect_right(document.blocks, place, key=lambda block: block.start)
        # In a few formats the markup around a block reaches into the next one.
        for number in range(max(seen + 1, behind - 2), behind):
            if place < document.blocks[number].end:
                seen = number
                yield document.blocks[number]


def _judged(stated: StatedWeekday, location: Location) -> Iterator[Remark]:
    """Hold the day that is named against that of the calendar."""
    date = stated.found.date
    true = date.first_day.weekday()
    if true != stated.number:
        yield Remark(
            f"{date} is a {_ENGLISH[true]}, not a {_ENGLISH[stated.number]}",
            location,
            evidence=(
                value("day of the week stated", f"{stated.name} ({date.source})", location),
                value("day of the week in the calendar", _ENGLISH[true]),
            ),
        )
