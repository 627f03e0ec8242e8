"""When an address was first written into a document, read from the patches of its history.

The patches come as `git log --patch` gives them, the newest first, line by line. What is not found makes an address
seem younger than it is, or leaves it without a date; nothing makes one seem older.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, NamedTuple

from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

OPTIONS = (
    "--patch", "--unified=0", "--inter-hunk-context=0", "--find-renames", "--diff-filter=AMR", "--no-relative",
    "--src-prefix=a/", "--dst-prefix=b/", "--submodule=short", "--format=%x01%H %at %ct",
)  # fmt: skip
"""What the log is to be asked for: the name and the times of each commit, and patches without context."""
_COMMIT = b"\x01"
_HUNK = Pattern(r"@@ -\d+(?:,(\d+))? \+\d+(?:,(\d+))? @@")
# How an address begins behind its scheme, as far as no format escapes it; one address may hold others, so its length is
# limited.
_BEGINNING = Pattern(r"://(?=([\w.~%/:@-]{1,200}))", re.ASCII)
_TRAILING = ".:_~"
# What shows that an address does not end where it could: more of it, but for escaped line ends, and the punctuation of
# scripts that write no spaces around it.
_GOES_ON = Pattern(
    r"[a-zA-Z0-9/%=&?#@$+(\[{-]|\\(?![nrt\"])|[^\x00-\x7f\u2000-\u206f\u3000-\u303f\uff00-\uff60]|"
    r"[.:_~,;!'*]+[a-zA-Z0-9/%=&?#@$+-]"
)
_QUOTED = Pattern(r"\\([0-7]{3}|.)")
_ESCAPES = {"a": 7, "b": 8, "t": 9, "n": 10, "v": 11, "f": 12, "r": 13}


class First(NamedTuple):
    """The commit that first has an address: its day in UTC and its name."""

    day: date
    commit: str


def first_commits(lines: Iterable[bytes], wanted: Mapping[str, Iterable[str]]) -> dict[str, dict[str, First]]:
    """Find the commits that first wrote addresses into documents.

    `wanted` holds the addresses of each document as they are written in it, by the document's path in the repository.
    A document that was renamed is followed to its earlier names. Of the two times that a commit has, the later counts.
    """
    reader = _Reader(wanted)
    for line in lines:
        reader.read(line)
    return {name: each.found for name, each in reader.documents.items()}


class _Document:
    """The addresses that are looked for in a document, by their beginnings."""

    def __init__(self, addresses: Iterable[str]) -> None:
        self.found: dict[str, First] = {}
        self._by_beginning: dict[str, list[tuple[str, str]]] = {}
        for address in addresses:
            beginning = _BEGINNING.search(address)
            if beginning:
                rest = address[beginning.end() :]
                self._by_beginning.setdefault(beginning[1].rstrip(_TRAILING), []).append((rest, address))

    def look(self, text: str, first: First) -> None:
        """Look for the addresses in a stretch of text."""
        for beginning in _BEGINNING.finditer(text):
            for rest, address in self._by_beginning.get(beginning[1].rstrip(_TRAILING), ()):
                end = beginning.end() + len(rest)
                # At the end of a piece of a line it is not known whether it goes on.
                whole = end < len(text) and not _GOES_ON.match(text, end)
                if whole and text.startswith(rest, beginning.end()):
                    self.found[address] = min(first, self.found.get(address, first))


class _Reader:
    """Goes through the lines of a log and keeps in mind where it is."""

    def __init__(self, wanted: Mapping[str, Iterable[str]]) -> None:
        self.documents = {name: _Document(addresses) for name, addresses in wanted.items()}
        # The documents that had a name at the time of the commits that are being read.
        self._named = {name: {name} for name in wanted}
        self._first: First | None = None
        self._here: set[str] = set()
        self._renamed = ""
        self._removed = self._added = 0
        self._line_ended = True
        self._is_content = False

    def read(self, line: bytes) -> None:
        """Take in a line, or a piece of a long one."""
        begins, self._line_ended = self._line_ended, line.endswith(b"\n")
        if begins:
            self._is_content = False
            if self._removed or self._added:
                self._count(line[:1])
            elif line.startswith(_COMMIT):
                self._first = _commit(line)
            else:
                self._read_header(line)
        if self._is_content and self._here and self._first and b"://" in line:
            text = line.decode("utf-8", "replace")
            for name in self._here:
                self.documents[name].look(text, self._first)

    def _count(self, sign: bytes) -> None:
        """Count a line of a hunk, whose header says how many there are."""
        self._is_content = sign == b"+"
        self._added -= sign in b"+ \n"
        self._removed -= sign in b"- \n"

    def _read_header(self, line: bytes) -> None:
        """Read one of the lines around the hunks."""
        text = line.decode("utf-8", "surrogateescape").removesuffix("\n")
        hunk = _HUNK.match(text)
        if hunk:
            self._removed, self._added = (int(number or 1) for number in hunk.groups())
        elif text.startswith("diff "):
            self._here = set()
        elif text.startswith("+++ "):
            self._here = self._named.get(path_of(text[4:]).removeprefix("b/"), set())
        elif text.startswith("rename from "):
            self._renamed = path_of(text.removeprefix("rename from "))
        elif text.startswith("rename to "):
            named = self._named.get(path_of(text.removeprefix("rename to ")))
            if named:
                self._named[self._renamed] = self._named.get(self._renamed, set()) | named


def _commit(line: bytes) -> First | None:
    """Read the announcement of a commit; None if its times are such that no calendar has them."""
    try:
        name, *times = line.decode("ascii", "replace").removeprefix("\x01").split()
        return First(datetime.fromtimestamp(max(map(int, times)), UTC).date(), name)
    except (ValueError, OverflowError, OSError):
        return None


def path_of(text: str) -> str:
    """Read a path as git writes it: odd ones in quotation marks, with escapes as in C, those with blanks with a tab."""
    if not text.startswith('"'):
        return text.removesuffix("\t")
    return _QUOTED.sub(lambda found: _unescaped(found[1]), text.removesuffix("\t")[1:-1])


def _unescaped(escape: str) -> str:
    return chr(int(escape, 8)) if escape.isdigit() else chr(_ESCAPES.get(escape, ord(escape)))
