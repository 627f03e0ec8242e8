"""The running text of a Markdown document: what is left when links, code and HTML are taken out of it."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from linkaudit.documents.bare import bare_urls
from linkaudit.models import Kind, Reference

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkaudit.documents.bare import BareUrl
    from linkaudit.documents.positions import Lines

    Finder = tuple[str, Callable[[Lines, str, int, int], Iterator[Reference]]]
    """Finds links in running text: a sign without which there are none, and what looks between two offsets.

    It is given the lines and their text, in which all that is no running text is blanked.
    """

# Without one of these no URL stands bare; the scheme may be in any case, and JSON escapes its slashes.
_SIGNS_OF_URLS = ("://", ":\\/", "www.", "WWW.", "Www.")
# No character of a document: U+0000 stands for nothing in Markdown (CommonMark, "Insecure characters").
_HOLE = "\0"


class RunningText:
    """Stretches of the source in which links may stand bare, and the holes in them, in which none does."""

    def __init__(self, lines: Lines) -> None:
        """Begin with no stretch of the source."""
        self._lines = lines
        self._stretches: list[tuple[int, int]] = []
        self._holes: list[tuple[int, int]] = []
        self._filled: str | None = None

    def add(self, start: int, end: int) -> None:
        """Take what stands between two offsets for running text."""
        self._stretches.append((start, end))

    def leave_out(self, start: int, end: int) -> None:
        """Make a hole between two offsets."""
        self._holes.append((start, end))
        self._filled = None

    def find(self, finder: Finder) -> list[Reference]:
        """List what a finder finds, and leave it out from now on."""
        sign, look = finder
        text = self._without_holes()
        found = [
            each
            for start, end in self._stretches_with(text, sign)
            for each in look(self._lines, text, start, end)
            if _HOLE not in each.raw
        ]
        return self._taken(found)

    def bare_urls(self) -> list[Reference]:
        """List the URLs that stand bare, and leave them out from now on."""
        text = self._without_holes()
        found = [
            self._bare(text, each)
            for start, end in self._stretches_with(text, *_SIGNS_OF_URLS)
            for each in bare_urls(text, start, end)
        ]
        return self._taken(found)

    def _bare(self, text: str, found: BareUrl) -> Reference:
        location = self._lines.location(found.start, found.end)
        return Reference(found.url.replace("&amp;", "&"), text[found.start : found.end], location, Kind.BARE)

    def _taken(self, found: list[Reference]) -> list[Reference]:
        for each in found:
            self.leave_out(each.location.start, each.location.end)
        return found

    def _stretches_with(self, text: str, *signs: str) -> list[tuple[int, int]]:
        """List the stretches in which one of the signs stands outside of holes."""
        places = sorted(place for sign in signs for place in _places(text, sign))
        if not places:
            return []
        return [each for each in self._stretches if bisect_left(places, each[0]) < bisect_left(places, each[1])]

    def _without_holes(self) -> str:
        """Give the text with every hole filled with what ends a URL, so that offsets stay as they are."""
        if self._filled is None:
            parts: list[str] = []
            position = 0
            for start, end in sorted(self._holes):
                if end > position:
                    begin = max(start, position)
                    parts += (self._lines.text[position:begin], _HOLE * (end - begin))
                    position = end
            self._filled = "".join([*parts, self._lines.text[position:]])
        return self._filled


def may_hold_url(text: str) -> bool:
    """Tell whether a URL may stand in a text."""
    return any(sign in text for sign in _SIGNS_OF_URLS)


def _places(text: str, sign: str) -> Iterator[int]:
    """Go through the places where a sign stands."""
    place = text.find(sign)
    while place >= 0:
        yield place
        place = text.find(sign, place + 1)
