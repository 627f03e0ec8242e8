"""How an address is built, as far as sites build all addresses of their articles alike."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from linkaudit.citations import urls
from linkaudit.citations.url_dates import Form, url_date
from linkaudit.collection.telling import TRAILING_ID
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.models import PartialDate

# A segment that is made of a title, not the name of a section: so many words at least.
_TITLE = Pattern(r"[^\W_]+(?:['\u2019.]?[-_][^\W_]+){2,}[-_.]?")
_SUFFIX = Pattern(r"(?i)\.(?:s?html?|php|aspx?|jsp|story|ece|cms)$")
_YEAR = Pattern(r"(?:19|20)\d\d$")
_LETTERS = Pattern(r"(?i)([a-z]{1,3})\d+$")
# A shorter number behind a title may be a word of it: a year, the hundred of a list.
_LONG = 5
_FIGURES = Pattern(r"\d$")
_BREAKS_OF_TITLE = 2


class Shape(Struct, frozen=True):
    """How the address of an article is built. Addresses of other pages have none."""

    date: str
    """How much of the date is in the path: `year/month/day`, `year/month`; empty for none."""
    before: int
    """The segments before the title, without the date."""
    number: str
    """How the number behind the title is written: `a#`, `#`, `hex`; empty for none, `?` if that cannot be told."""
    suffix: str
    """`.html`; empty for none."""


def may_be_article(url: str) -> bool:
    """Tell cheaply whether an address may be that of an article: most are not."""
    return url.count("-") + url.count("_") >= _BREAKS_OF_TITLE


def shape(url: str) -> Shape | None:
    """Tell how the address of an article is built; None for other pages, which a site has of many kinds."""
    if not may_be_article(url) or urls.query(url):
        return None
    segments = [unquote(segment) for segment in urls.path(url).split("/") if segment]
    if not segments:
        return None
    suffix = _SUFFIX.search(segments[-1])
    title = segments[-1][: suffix.start()] if suffix else segments[-1]
    number = TRAILING_ID.search(title)
    given = _number(number["id"]) if number else ""
    if not given and _FIGURES.search(title):
        given = "?"
    if not _TITLE.fullmatch(title[: number.start()] if number and given != "?" else title):
        return None
    dated = url_date(url)
    in_path = dated.date if dated and dated.form in (Form.SEGMENTS, Form.MONTH) else None
    before = len(segments) - 1 - (_segments_of(in_path) if in_path else 0)
    return Shape(_extent(in_path), before, given, suffix[0].lower() if suffix else "")


def is_surely_numbered(url: str) -> bool:
    """Tell whether what stands behind the title of an article cannot be one of its words: letters and a long number."""
    number = TRAILING_ID.search(_SUFFIX.sub("", urls.path(url).rstrip("/")))
    letters = _LETTERS.match(number["id"]) if number else None
    return letters is not None and letters.end() - letters.end(1) >= _LONG


def _number(text: str) -> str:
    """Tell what a number behind a title begins with; empty if it is more likely one of its words."""
    if text.isdigit():
        return "" if _YEAR.match(text) or len(text) < _LONG else "#"
    letters = _LETTERS.match(text)
    return f"{letters[1].lower()}#" if letters else "hex"


def _extent(date: PartialDate | None) -> str:
    if date is None:
        return ""
    return "year/month/day" if date.day is not None else "year/month"


def _segments_of(date: PartialDate) -> int:
    return date.source.strip("/").count("/") + 1
