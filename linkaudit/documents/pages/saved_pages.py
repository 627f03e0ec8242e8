"""What browsers and tools write into a page that they save: where it came from, and when.

The forms were seen in public repositories; each has its own syntax (see `data/` for labels in running text).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import Field, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.positions import Lines

# Mark of the Web: `<!-- saved from url=(0029)http://… -->`; the number is the length of the URL.
_MARK_OF_THE_WEB = Pattern(r"saved from url=\((?P<length>\d{4})\)(?P<url>[^\s>]+)")
# `Page saved with SingleFile`, with `url:` and `saved date:` on lines of their own.
_SINGLE_FILE = Pattern(
    r"(?:saved with|processed by) SingleFile\s+url:\s*(?P<url>\S+)(?:\s+saved date:\s*(?P<date>[^\n]+))?"
)
# `Mirrored from host/path by HTTrack Website Copier/3.x […], Tue, 04 Sep 2018 06:58:36 GMT`: no scheme.
_HTTRACK = Pattern(
    r"Mirrored from (?P<url>\S+) by HTTrack[^,]{0,100},(?:[^,]{0,100},)?(?P<date>[^-,]{0,40}\d{4}[^-]{0,40})"
)
_FORMS = (("mark of the web", _MARK_OF_THE_WEB), ("SingleFile", _SINGLE_FILE), ("HTTrack", _HTTRACK))


def saved_from(lines: Lines, comment: str, offset: int) -> Iterator[Reference]:
    """Find the address from which a page was saved in a comment that begins at `offset`."""
    for form, pattern in _FORMS:
        found = pattern.search(comment)
        if found and "://" in found["url"] + ("://" if form == "HTTrack" else ""):
            start, end = found.span("url")
            url = found["url"] if "://" in found["url"] else f"http://{found['url']}"
            location = lines.location(offset + start, offset + end)
            yield Reference(url, found["url"], location, Kind.FIELD, element=form)
            return


def saved_date(lines: Lines, comment: str, offset: int) -> Iterator[Field]:
    """Find the moment at which a page was saved in a comment that begins at `offset`."""
    for form, pattern in _FORMS:
        found = pattern.search(comment)
        if found and found.groupdict().get("date"):
            value = found["date"].strip()
            start = offset + found.start("date") + len(found["date"]) - len(found["date"].lstrip())
            yield Field("saved date", value, lines.location(start, start + len(value)), form)
            return
