"""Documents and places of a group, written by letters as links that lead there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.reporting.escape import prose

if TYPE_CHECKING:
    from linkaudit.models import Location
    from linkaudit.reporting.letters import Letters
    from linkaudit.reporting.markdown_document import Places


class Names:
    """Writes documents by their letters; those without one by their paths."""

    def __init__(self, places: Places, letters: Letters) -> None:
        """Take what makes links, and the letters."""
        self._places = places
        self._letters = letters

    def document(self, path: str) -> str:
        """Write the name of a document."""
        return self._places.file(path, self._letters.of(path) if path in self._letters else "")

    def place(self, at: Location) -> str:
        """Write a document with the line of a place, and the part if the file has parts."""
        return self._place(at, str(at.line))

    def lines(self, at: Location) -> str:
        """Write a document with all lines of a place."""
        return self._place(at, str(at.line) if at.end_line <= at.line else f"{at.line}\u2013{at.end_line}")

    def said(self, words: str) -> str:
        """Write a sentence of linkaudit's own with the documents by their names."""
        return prose(self._letters.said(words))

    def _place(self, at: Location, lines: str) -> str:
        if at.path not in self._letters:
            return self._places.place(at)
        part = f" ({at.part})" if at.part else ""
        return self._places.named(f"{self._letters.of(at.path)}:{lines}{part}", at)
