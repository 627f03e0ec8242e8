"""Running text of a markup language: what a reader sees of it, and what leads somewhere, each with its place.

The readers of formats whose inline markup is scanned from left to right build on it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.bare import BareUrl, bare_urls
from linkaudit.documents.text import CONTEXT, references
from linkaudit.models import Kind, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.documents.derived import Derived
    from linkaudit.documents.positions import Lines
    from linkaudit.documents.visible import VisibleText
    from linkaudit.models import Location


def in_code(lines: Lines, spans: Iterable[tuple[int, int]], known: Iterable[Reference]) -> list[Reference]:
    """Find the URLs in literal text and comments that are not among those which are known already."""
    seen = {reference.location.start for reference in known}
    found = {each.location.start: each for span in spans for each in references(lines, *span)}
    return [each for start, each in found.items() if start not in seen]


class Running:
    """A stretch of running text whose lines may stand apart in the source."""

    def __init__(
        self, lines: Lines, references: list[Reference], visible: VisibleText, places: Derived, element: str = ""
    ) -> None:
        """Begin to read a text: what leads somewhere is added to `references`, what is seen to `visible`.

        If it is the value of a piece of metadata, `element` is its name.
        """
        self._lines = lines
        self._references = references
        self._visible = visible
        self._places = places
        self._element = element
        self._closers: dict[str, int] = {}
        self.text = places.text

    def show(self, begin: int, end: int) -> None:
        """Add a stretch of the text to what a reader sees."""
        self.add(self.text[begin:end], begin)

    def add(self, text: str, offset: int) -> None:
        """Add what a reader sees of the text at `offset`."""
        for line in text.splitlines(keepends=True):
            self._visible.add(line, self._places.start(offset))
            offset += len(line)

    def add_instead(self, text: str, begin: int, end: int) -> None:
        """Add what a reader sees instead of a stretch of the text, which may be shorter; no place is beyond it."""
        width = max(1, end - begin)
        for start in range(0, len(text), width):
            self.add(text[start : start + width], begin)

    def refer(self, kind: Kind, url: str, begin: int, end: int, text: str = "") -> None:
        """List what leads somewhere, written between two offsets of the text."""
        location = self.location(begin, end)
        raw = self._lines.text[location.start : location.end]
        kind = Kind.FIELD if self._element else kind
        text = " ".join(text.split())
        self._references.append(Reference(url, raw, location, kind, text=text, element=self._element))

    def bare(self, begin: int, end: int, marks: str = "") -> Iterator[BareUrl]:
        """Find the bare URLs between two offsets; an address without a scheme is no link in a markup language.

        One of the `marks` before and behind a URL is markup around it.
        """
        if self.text.find("://", begin, end) < 0:
            return
        for found in bare_urls(self.text, begin, end):
            mark = self.text[found.start - 1 : found.start]
            if mark and mark in marks and found.url.endswith(mark):
                yield BareUrl(found.start, found.end - 1, found.url[:-1])
            elif not self.text[found.start : found.start + 4].lower().startswith("www."):
                yield found

    def refer_bare(self, found: BareUrl, url: str = "") -> None:
        """List a bare URL with the words before it."""
        line_start = max(self.text.rfind("\n", 0, found.start) + 1, found.start - CONTEXT)
        self.refer(Kind.BARE, url or found.url, found.start, found.end, self.text[line_start : found.start])

    def closer(self, mark: str, position: int) -> int:
        """Find the next `mark` from `position` on; -1 if there is none.

        Asked for ascending positions, as a scanner does, it takes linear time in all.
        """
        known = self._closers.get(mark, 0)
        if known < 0 or known >= position > 0:
            return known
        self._closers[mark] = found = self.text.find(mark, position)
        return found

    def location(self, begin: int, end: int) -> Location:
        """Locate a stretch of the text in the source."""
        return self._lines.location(self._places.start(begin), self._places.end(end))
