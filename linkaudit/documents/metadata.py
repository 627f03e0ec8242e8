"""Front matter and other `key: value` headers, line by line.

A YAML library would refuse what real collections hold (unquoted colons, tabs, curly quotes) and would lose the place of
every value. Keys and scalar values are all that provenance and dates need.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from linkaudit.documents.bare import bare_urls
from linkaudit.models import Field, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.positions import Lines

_ENTRY = Pattern(
    r"""^(?P<indent>[ \t]*+)(?:-[ \t]++)?(?P<key>"[^"\n]+"|'[^'\n]+'|[\w][\w .-]{0,60}?)[ \t]*+[:=]"""
    r"(?:[ \t]++(?P<value>.*))?$",
    re.MULTILINE,
)
# Jekyll's and Hugo's front matter: between fences, from the very beginning. Blank lines may stand in it.
_FRONT_MATTER = Pattern(
    r"\A(?P<fence>---|\+\+\+)[ \t]*\n(?P<body>.*?)^(?:(?P=fence)|\.\.\.)[ \t]*$", re.MULTILINE | re.DOTALL
)
_LONGEST_FRONT_MATTER = 65536
_QUOTED = Pattern(r"""(["'])(.*?)\1""")
_REMARK = Pattern(r"\s#.*$")
# `[#]: via: "https://…"` and `[#]: collector: (name)`: reference definitions used as a header that is never shown.
_COMMENT_HEADER = Pattern(
    r"""^\[(?:\#|//|comment)\]:[ \t]*(?P<key>[\w][\w -]{0,40}):[ \t]*["'(](?P<value>.*)["')][ \t]*$""",
    re.MULTILINE | re.IGNORECASE | re.VERBOSE,
)


def front_matter_span(text: str) -> tuple[int, int] | None:
    """Find the front matter with its fences; None if the text has none."""
    if not text.startswith(("---", "+++")):
        return None
    found = _FRONT_MATTER.match(_with_line_feeds(text[:_LONGEST_FRONT_MATTER]))
    return found.span() if found and _ENTRY.search(found["body"]) else None


def front_matter(lines: Lines, start: int, end: int) -> Iterator[Field]:
    """Read the entries of the front matter that stands between two offsets; nested keys are joined by dots."""
    parents: list[tuple[int, str]] = []
    for entry in _ENTRY.finditer(_with_line_feeds(lines.text[:end]), start, end):
        indent = len(entry["indent"])
        while parents and parents[-1][0] >= indent:
            parents.pop()
        name = ".".join([*(key for _, key in parents), entry["key"].strip("\"' ").lower()])
        parents.append((indent, entry["key"].strip("\"' ").lower()))
        begin, stop = entry.span("value") if entry["value"] else (entry.end(), entry.end())
        begin, stop = _unquoted(lines.text, begin, stop)
        yield Field(name, lines.text[begin:stop], lines.location(begin, stop), "front matter")


def comment_header(lines: Lines) -> Iterator[Field]:
    """Read headers that are written as unused reference definitions: `[#]: via: "https://…"`."""
    if "[" not in lines.text:
        return
    for entry in _COMMENT_HEADER.finditer(_with_line_feeds(lines.text)):
        begin, stop = entry.span("value")
        yield Field(entry["key"].lower(), entry["value"], lines.location(begin, stop), "comment header")


def field_references(lines: Lines, start: int, end: int, fields: list[Field]) -> Iterator[Reference]:
    """Find the URLs between two offsets and name for each the field in which it stands."""
    starts = [field.location.start for field in fields]
    for found in bare_urls(lines.text, start, end):
        before = bisect_right(starts, found.start)
        owner = fields[before - 1] if before else None
        yield Reference(
            url=found.url,
            raw=lines.text[found.start : found.end],
            location=lines.location(found.start, found.end),
            kind=Kind.FIELD,
            text=owner.value if owner else "",
            element=owner.name if owner else "",
        )


def _unquoted(text: str, begin: int, stop: int) -> tuple[int, int]:
    """Narrow a value to what stands between its quotes, or before a remark."""
    quoted = _QUOTED.match(text, begin, stop)
    if quoted:
        return quoted.span(2)
    remark = _REMARK.search(text, begin, stop)
    stop = remark.start() if remark else stop
    return begin, begin + len(text[begin:stop].rstrip())


def _with_line_feeds(text: str) -> str:
    """Write every line end as a line feed; places stay as they are, a blank line more does no harm."""
    return text.replace("\r", "\n")
