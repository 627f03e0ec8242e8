"""Opening what a container holds: indexes that can be bisected as they are, all else into a table in memory."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.archives.local.forms import OWN
from linkaudit.archives.local.indexes import BREAKS_OFF, Found, Index, breaks_off, open_index, read_into, sorted_anew
from linkaudit.archives.local.members import INDEXES, WARCS, last_part
from linkaudit.archives.local.sorted_lines import UnsortedError
from linkaudit.archives.local.sources import BrokenError, FilePart, Source, Unpacked
from linkaudit.archives.local.table import Table
from linkaudit.archives.local.zipnum import open_parts

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from linkaudit.archives.local.indexes import Asked
    from linkaudit.archives.local.members import Container
    from linkaudit.archives.local.rows import Row

_FEW = 8
"""Indexes that are bisected one by one. Where there are more, those that are small are put together."""
_SMALL = 8 << 20
EXTRA = "needs the extra `warc`: pip install 'linkaudit-cli[warc]'"


class _Opened(Struct):
    """An index, and from what it can be read anew should it turn out not to be sorted."""

    name: str
    index: Index
    sources: list[Source]


class Opened:
    """A container whose indexes can be asked."""

    def __init__(self, container: Container) -> None:
        """Prepare to open."""
        self.container = container
        self.notes: list[str] = []
        """What there is to say of it."""
        self.problems = [*container.problems]
        """What could not be looked at: what is not found may be there."""
        self._indexes: list[_Opened] = []
        self._table = Table()
        self._read: list[str] = []
        """The names of the indexes that can be read."""

    def open(self, stopped: Callable[[], bool]) -> None:
        """Open all indexes, and go through the WARCs that have none, until `stopped` says so."""
        listed: set[str] = set()
        for name in self.container.lists:
            listed |= self._open_list(name)
        indexes = {name: source for name, source in self.container.indexes.items() if name not in listed}
        for name, source in indexes.items():
            small = len(indexes) > _FEW and isinstance(source, FilePart) and source.size < _SMALL
            self._open_index(name, source, small=small)
        for name in self._not_indexed():
            self._read_warc(name, self.container.warcs[name], stopped)
        self._seal()

    def find(self, asked: Asked, end: datetime) -> list[Found]:
        """List the captures of an address. What cannot be read becomes a problem."""
        return [found for opened in list(self._indexes) for found in self._ask(opened, asked, end)]

    def note(self, said: str) -> None:
        """Say something of it, once."""
        if said not in self.notes:
            self.notes.append(said)

    def _ask(self, opened: _Opened, asked: Asked, end: datetime) -> list[Found]:
        try:
            return [opened.index.find(asked, end)]
        except UnsortedError as error:
            return self._ask_anew(opened, asked, end, error)
        except (BrokenError, OSError) as error:
            self._broken(opened.name, error)
        return []

    def _ask_anew(self, opened: _Opened, asked: Asked, end: datetime, error: UnsortedError) -> list[Found]:
        """Read an index as a whole that was thought to be sorted and is not; what cannot be sorted is a problem."""
        if opened in self._indexes:
            self._indexes.remove(opened)
            if opened.sources:
                self._read_whole(opened.name, opened.sources)
            else:
                self._broken(opened.name, error)
        found: list[Found] = []
        for each in [each for each in self._indexes if each.name == opened.name]:
            try:
                found.append(each.index.find(asked, end))
            except (UnsortedError, BrokenError, OSError) as again:
                self._broken(opened.name, again)
        return found

    def _open_list(self, name: str) -> set[str]:
        """Open an index by the list of its parts; give the names of the files in which they are."""
        container = self.container
        found: set[str] = set()

        def find(filename: str) -> Source | None:
            part = container.part(name, filename)
            found.update([part] if part else [])
            return container.packed[part] if part else None

        try:
            index = open_parts(container.lists[name], find)
        except (BrokenError, UnsortedError, OSError) as error:
            # The index may still be read as a whole; what it has besides is noted then.
            self.notes.append(f"{name}: {_said(error)}")
            if not found & set(container.indexes):
                self.problems.append(f"{name}: {_said(error)}")
            return set()
        self._read.append(name)
        self._indexes.append(_Opened(name, index, [Unpacked(container.packed[part]) for part in sorted(found)]))
        return found

    def _open_index(self, name: str, source: Source, *, small: bool) -> None:
        try:
            # Of one that breaks off the keys tell what may be missing.
            small = small and isinstance(source, FilePart) and not breaks_off(source)
            index = None if small else open_index(source)
            if index is None:
                self._read_whole(name, [source], small=small)
                return
            if index.problem:
                self.problems.append(f"{name}: {index.problem}")
            if index.missing_from:
                self.note(f"{name}: {BREAKS_OFF}")
            self._read.append(name)
            self._indexes.append(_Opened(name, index, [source]))
        except (BrokenError, OSError) as error:
            self._broken(name, error)

    def _read_whole(self, name: str, sources: list[Source], *, small: bool = False) -> None:
        """Read an index as a whole, because it is small or not sorted."""
        try:
            index = None if small else sorted_anew(sources)
            if index:
                self._indexes.append(_Opened(name, index, sources))
            read = [(0, index.problem)] if index else [read_into(source, self._table) for source in sources]
        except (BrokenError, OSError) as error:
            self._broken(name, error)
            return
        self._read.append(name)
        if not small:
            self.note(f"{name}: not sorted; all of it was read")
        for dropped, problem in read:
            if dropped:
                self.note(f"{name}: {dropped} lines could not be read")
            if problem:
                self._broken(name, BrokenError(problem))

    def _not_indexed(self) -> list[str]:
        """List the WARCs that no index covers: none in the folder beside it, as pywb has it, and none that names it."""
        self._seal()
        beside = {
            str(PurePosixPath(name).parent.parent / "archive")
            for name in self._read
            if PurePosixPath(name).parent.name == "indexes"
        }
        stems = {_stem(name) for name in self._read}
        named = {last_part(row.filename) for each in self._indexes for row in _sample(each.index)}
        return [
            name
            for name in self.container.warcs
            if str(PurePosixPath(name).parent) not in beside
            and _stem(name) not in stems
            and last_part(name) not in named
        ]

    def _read_warc(self, name: str, source: Source, stopped: Callable[[], bool]) -> None:
        try:
            from linkaudit.archives.local.warc_pass import read_warc  # noqa: PLC0415 - needs an extra

            passed = read_warc(source, name, self._table, stopped)
        except ImportError:
            self.problems.append(f"{name}: {EXTRA}")
        except (BrokenError, OSError) as error:
            self._broken(name, error)
        else:
            if passed.problem:
                self.problems.append(f"{name}: {passed.problem}")
            if passed.dropped:
                self.notes.append(f"{name}: {passed.dropped} captures without a moment")

    def _seal(self) -> None:
        """Make what is in the table an index."""
        if self._table.count:
            self._indexes.append(_Opened("", Index(self._table.lines(), OWN), []))
            self._table = Table()

    def _broken(self, name: str, error: Exception) -> None:
        problem = f"{name}: {_said(error)}"
        if problem not in self.problems:
            self.problems.append(problem)


def _sample(index: Index) -> list[Row]:
    try:
        return list(index.sample())
    except (BrokenError, UnsortedError, OSError):
        return []  # a look-up will come upon it


def _stem(name: str) -> str:
    """Give the name of a WARC or an index without folder and suffixes."""
    last = last_part(name).lower()
    for suffix in (*INDEXES, ".idx", *WARCS):
        last = last.removesuffix(suffix)
    return last


def _said(error: Exception) -> str:
    if isinstance(error, UnsortedError):
        return "not sorted"
    return (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
