"""The rule on dates in fields that programs read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations.dates import parse_date
from linkaudit.citations.entry_dates import entry_date
from linkaudit.models import Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, rule, shortened, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Field

_HEADERS = {"front matter", "comment header", "metadata"}
_MARKUP = {"meta", "microdata", "json-ld", "time"}
_OF_ENTRIES = ("access-date", "archive-date")
# Keys that hold nothing but dates; `published: true`, `updated: weekly` and their like say something else.
_OF_DATES = Pattern(r"date|time|[_-]at$|lastmod|issued")
# What a template, a script or a macro fills in, and what stands for any date.
_FILLED_IN = Pattern(r"[{<$\[|@\\%*!=`(]|://|(?i:\b[ymdx?]{2,4}\b)")
_WHOLE_YEAR, _CLOCK = Pattern(r"\d{4}"), Pattern(r"\s*(?:\d\d?:\d\d|P[\dT])")


@rule(Severity.INFO)
def date_format_noniso(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a date for programs that they cannot read.

    ## What it finds
    A date without a year, a year of two digits, words that are no date, or a day that no calendar has, in a field that
    holds nothing but dates: `date:` and its like in front matter, `article:published_time`, `datetime=`,
    `datePublished` in JSON-LD, `access-date=` and `urldate =` in citations. Dates in prose, what templates fill in and
    `n.d.` are left alone, and so is every way of writing a whole date.

    ## Why it matters
    Programs take such a field for missing, or for a date of the present year. ISO 8601 (`2018-07-12`) is read alike by
    all.

    ## Example
    ```markdown
    ---
    title: Minutes
    date: Thursday, 12 July
    ---
    The council met.
    ```

    ## Instead
    ```markdown
    ---
    title: Minutes
    date: 2018-07-12
    ---
    The council met.
    ```

    ## References
    - [Date and time formats of the web](https://www.w3.org/TR/NOTE-datetime)
    """
    del context
    for field in _date_fields(document):
        fault = _fault(field)
        if fault:
            written = shortened(field.value)
            yield Remark(
                f"`{field.name}` is `{written}`, which {fault}",
                field.location,
                evidence=(value("field", field.name, field.location), value("as written", written, field.location)),
            )
    for entry in document.entries:
        for name in _OF_ENTRIES:
            written_date = entry.field(name)
            if written_date and entry_date(written_date.value) is None and (fault := _not_read(written_date.value)):
                written = shortened(written_date.value)
                yield Remark(
                    f"`{name}` is `{written}`, which {fault}",
                    written_date.location,
                    evidence=(
                        value("field", name, written_date.location),
                        value("as written", written, written_date.location),
                    ),
                )


def _date_fields(document: Document) -> Iterator[Field]:
    """Go through the fields of metadata that hold nothing but a date."""
    for field in document.fields:
        headers = field.origin in _HEADERS
        if (headers or field.origin in _MARKUP) and field.value:
            name = field.name.lower().replace(" ", "_")
            if name in (_header_keys() if headers else _markup_keys()):
                yield field


@data.derived
def _header_keys() -> frozenset[str]:
    return _keys("published", "modified", "accessed", "archived")


@data.derived
def _markup_keys() -> frozenset[str]:
    dates = data.load("labels")["keys"]["markup_dates"]
    return _keys("meta_published", "meta_modified", "published", "modified").union(dates)


def _keys(*kinds: str) -> frozenset[str]:
    """Put together the keys of some kinds that hold nothing but dates."""
    lists = data.load("labels")["keys"]
    return frozenset(key for kind in kinds for key in lists[kind] if _OF_DATES.search(key))


def _fault(field: Field) -> str:
    """Say what is wrong with a date; empty if nothing is."""
    date = parse_date(field.value)
    if date is None:
        return _not_read(field.value)
    # Zeros stand for parts that are not known.
    impossible = not date.possible and date.month != 0 and date.day != 0
    accessed = field.name.lower() in data.load("labels")["keys"]["accessed"]
    return "is in no calendar" if impossible and not accessed else ""


def _not_read(text: str) -> str:
    """Say why a text is no whole date; empty if it may be one in an unknown way, or is none on purpose."""
    if _WHOLE_YEAR.search(text) or _FILLED_IN.search(text) or _CLOCK.match(text):
        return ""
    if " ".join(text.casefold().split()).strip(".") in data.load("labels")["keys"]["undated"]:
        return ""
    if any(sign.isdigit() for sign in text):
        return "names no whole year"
    return "is no date" if text.isascii() else ""
