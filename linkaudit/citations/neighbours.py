"""What a rule may ask about the files around a document, and the answers. Who looks at the disk stands elsewhere."""

from __future__ import annotations

from typing import Protocol

FILE = "file"
FOLDER = "folder"
ABSENT = "absent"
"""Certainly not there."""
UNKNOWN = "unknown"
"""Not looked for: outside the collection, or in what is not checked out, not readable or made by other programs."""
OTHER_CASE = "other case: "
"""Only there under a name with other capitals, which follows."""
THERE = "there"
MISSING = "missing"
FIRST_PAGE = "index"
FIRST_TEXTS = ("README", "readme", "_index")
"""What the first page of a folder may be made of, besides a text of its name."""


class Surroundings(Protocol):
    """The files around a document. Paths are those of documents, `..` resolved."""

    def __hash__(self) -> int:
        """Be told apart from what is around other documents."""
        ...

    def place(self, path: str) -> str:
        """Tell what is at a path."""
        ...

    def rooted(self, path: str) -> str:
        """Tell what is at a path from the top of the collection; `unknown` if its first folder is not there."""
        ...

    def kin(self, path: str) -> tuple[str, ...]:
        """Name the files and folders that are called as a path is, but for its suffix, or have another one behind it.

        Beside the first page of a folder these are also the texts that are read first.
        """
        ...

    def called(self, name: str) -> str:
        """Tell whether any file of the collection has a name, with or without its suffix, as wikis compare names."""
        ...

    def leads(self, path: str, fragment: str) -> str:
        """Tell whether a document of the collection has a place: `there`, `missing` or `unknown`."""
        ...


class Nowhere:
    """What is around a document of which nobody knows where it lies."""

    def place(self, path: str) -> str:
        """Know nothing."""
        del path
        return UNKNOWN

    rooted = called = place

    def kin(self, path: str) -> tuple[str, ...]:
        """Know nothing."""
        del path
        return ()

    def leads(self, path: str, fragment: str) -> str:
        """Know nothing."""
        del path, fragment
        return UNKNOWN


NOWHERE = Nowhere()
