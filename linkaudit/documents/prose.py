"""Running text inside markup, in which URLs may stand bare: decoded, with the place of each piece in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.bare import BareUrl, bare_urls
from linkaudit.documents.derived import Derived

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.derived import Piece


class Prose:
    """Gathers pieces of text; those that follow each other directly belong together."""

    def __init__(self, *, folded: bool = True) -> None:
        """Begin with no text; `folded` is whether a URL may be broken where a line ends (see bare.py)."""
        self._folded = folded
        self._runs: list[list[Piece]] = []

    def add(self, text: str, start: int, end: int) -> None:
        """Add what a reader sees of the source between two offsets."""
        if self._runs and self._runs[-1][-1][2] == start:
            self._runs[-1].append((text, start, end))
        else:
            self._runs.append([(text, start, end)])

    def bridge(self, start: int, end: int) -> None:
        """Take a stretch of the source for one that does not part the text around it: a `<wbr>` within a word."""
        if self._runs and self._runs[-1][-1][2] == start:
            self.add("", start, end)

    def urls(self) -> Iterator[BareUrl]:
        """Find the URLs that stand bare, with their offsets in the source."""
        for run in self._runs:
            text = "".join(piece for piece, _, _ in run)
            if "://" in text or "www." in text.lower() or ":\\/" in text:
                places = Derived(run)
                for found in bare_urls(text, folded=self._folded):
                    yield BareUrl(places.start(found.start), places.end(found.end), found.url)
