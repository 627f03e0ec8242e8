"""A local collection as an archive."""

from __future__ import annotations

import asyncio
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.archives.choose import Capture
from linkaudit.archives.holdings import Elsewhere, Listing, Nothing, Question, Shown, Wanted
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.local.indexes import Asked
from linkaudit.archives.local.members import containers
from linkaudit.archives.local.opening import EXTRA, Opened
from linkaudit.archives.local.sources import BrokenError
from linkaudit.archives.notation import moment_of, stamp_of
from linkaudit.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from linkaudit.archives.local.records import Played, Repeats
    from linkaudit.archives.local.rows import Row
    from linkaudit.archives.local.sources import Source

_MOST = 2000
"""Captures listed at once; of more, the nearest."""
_REPEATS = 3
"""Revisits of revisits that are followed."""
_NOT_MODIFIED = 304
_REDIRECTS = range(300, 400)
_FAR = 1 << 20
"""Bytes to be unpacked before a record is reached, beyond which others are not kept waiting."""


class _Held(Struct, frozen=True):
    """A capture and where it stands."""

    container: int
    row: Row


class _AllFound(Struct):
    """What all containers list of an address."""

    held: list[_Held] = []
    reach: float = inf
    """Seconds from the date within which that is all."""
    dropped: int = 0
    """How many lines of it cannot be read."""
    missing: bool = False
    """Whether there may be more, which cannot be read."""


class Local:
    """A collection of one's own. It is opened when it is first asked."""

    def __init__(self, given: str, path: Path) -> None:
        """Find what `path` holds. Raises OSError and BrokenError."""
        self.name = f"file:{given}"
        self._path = path
        self._opened = [Opened(container) for container in containers(path)]
        self._plays = any(each.container.warcs for each in self._opened) and _can_read_warcs()
        self._ready = False
        self._stopped = False
        self._opening: asyncio.Future[None] | None = None

    @property
    def plays(self) -> bool:
        """Whether captures can be played back; if not, only the index tells what they are."""
        return self._plays

    @property
    def empty(self) -> bool:
        """Whether there is nothing in it that can be asked."""
        held = (each.container for each in self._opened)
        return not any(each.indexes or each.lists or each.warcs or each.problems for each in held)

    @property
    def needs_warcs(self) -> bool:
        """Whether there is nothing in it but WARCs."""
        held = [each.container for each in self._opened]
        return any(each.warcs for each in held) and not any(each.indexes or each.lists for each in held)

    @property
    def notes(self) -> tuple[str, ...]:
        """What there is to say of it: above all what could not be read."""
        return tuple(note for each in self._opened for note in (*each.problems, *each.notes))

    async def nearest(self, target: str, end: datetime) -> Shown | Elsewhere | Nothing | None:  # noqa: ARG002
        """There is no shortcut."""
        return None

    async def listing(self, question: Question) -> Listing:
        """List captures, nearest to the date first. Raises UnansweredError."""
        await self._open()
        found = self._find(question.target, question.end)
        captures: dict[tuple[object, ...], Capture] = {}
        for each in found.held:
            capture = _capture(each)
            if _fits(capture, question):
                captures.setdefault((capture.captured_at, capture.status, capture.digest), capture)
        nearest = sorted(captures.values(), key=lambda each: abs((each.captured_at - question.end).total_seconds()))
        reach = found.reach
        if len(nearest) > _MOST:
            nearest = nearest[:_MOST]
            reach = min(reach, abs((nearest[-1].captured_at - question.end).total_seconds()))
        repaired = sum(each.row.repaired for each in found.held)
        unread = found.missing or any(each.problems for each in self._opened)
        return Listing(tuple(nearest), reach, repaired, found.dropped, Reason.UNREADABLE if unread else None)

    async def play(self, capture: Capture, target: str) -> Shown | None:
        """Play back one capture; where its WARC is not there, what the index says of it. Raises UnansweredError."""
        await self._open()
        held = next(
            (each for each in self._find(target, capture.captured_at).held if _place(each) == capture.place), None
        )
        if held is None:
            return None
        try:
            if held.row.inner > _FAR:
                played = await asyncio.to_thread(self._play, held)
            else:
                played = self._play(held)
        except (BrokenError, OSError) as error:
            self._opened[held.container].note(f"{held.row.filename} at {held.row.offset}: {error}")
            raise UnansweredError(Reason.UNREADABLE) from error
        if played is None:
            # Its WARC is not there.
            status = capture.status or self._status_of_same(held)
            if status is None:
                raise UnansweredError(Reason.UNREADABLE)
            return Shown(replace(capture, status=status), broken=True)
        shown = replace(capture, status=played.status)
        return Shown(shown, played.content_type, played.body, played.location, broken=played.broken)

    def address(self, capture: Capture, target: str) -> str:
        """Give the address of a capture: the file, its moment, and the original address."""
        return f"{self._path.absolute().as_uri()}#{stamp_of(capture.captured_at)}/{target}"

    async def _open(self) -> None:
        """Open it once. What has to be read as a whole may take long, so others are not kept waiting."""
        if not self._ready:
            if self._opening is None:
                self._opening = asyncio.ensure_future(self._open_aside())
            await asyncio.shield(self._opening)

    async def _open_aside(self) -> None:
        try:
            await asyncio.to_thread(self._open_all)
        except asyncio.CancelledError:  # the run ends
            self._stopped = True
            raise
        self._ready = True

    def _open_all(self) -> None:
        for each in self._opened:
            each.open(lambda: self._stopped)

    def _find(self, url: str, end: datetime) -> _AllFound:
        """List the captures of an address in all containers."""
        asked = Asked.of(url)
        every = _AllFound()
        for number, opened in enumerate(self._opened):
            for found in opened.find(asked, end):
                every.held += [_Held(number, row) for row in found.rows]
                every.reach = min(every.reach, found.reach)
                every.dropped += found.dropped
                every.missing |= found.missing
        if len(self._opened) > 1:
            every.held.sort(key=lambda each: self._warc(each) is None)
        return every

    def _play(self, held: _Held, depth: int = _REPEATS) -> Played | None:
        """Read a record, and what it repeats; None if its WARC is not there. Raises BrokenError and OSError."""
        source = self._warc(held)
        if source is None:
            return None
        from linkaudit.archives.local.records import play  # noqa: PLC0415 - needs an extra

        played = play(source, held.row)
        if played.repeats is None:
            return played
        own = None if played.status == _NOT_MODIFIED else played.status
        for original in self._repeated(held, played.repeats) if depth else ():
            same = self._play(original, depth - 1)
            if same is not None:
                return replace(same, status=own or same.status, location=played.location or same.location)
        status = own or self._status_of_same(held)
        if status is None:
            msg = "what it repeats is not there"
            raise BrokenError(msg)
        return replace(played, status=status, broken=True)

    def _repeated(self, held: _Held, repeats: Repeats) -> Iterator[_Held]:
        """Give what a revisit may repeat: the capture that it names, else one with the same payload."""
        moment = moment_of(repeats.stamp) or moment_of(held.row.stamp)
        if moment is None:
            return
        found = [each for each in self._find(repeats.url or held.row.url, moment).held if each != held]
        yield from (each for each in found if each.row.stamp == repeats.stamp)
        digest = repeats.digest or held.row.digest
        yield from (each for each in found if digest and each.row.digest == digest and not each.row.revisit)

    def _status_of_same(self, held: _Held) -> int | None:
        """Give the status of a capture with the same payload."""
        moment = moment_of(held.row.stamp)
        found = self._find(held.row.url, moment).held if moment else []
        same = (each.row.status for each in found if held.row.digest and each.row.digest == held.row.digest)
        return next((status for status in same if status is not None), None)

    def _warc(self, held: _Held) -> Source | None:
        if not self._plays or held.row.offset < 0:
            return None
        return self._opened[held.container].container.warc(held.row.filename)


def open_local(given: str) -> Local:
    """Open a WARC, WACZ, CDX or CDXJ, or a folder of them. Raises ConfigError if it is none, or needs an extra."""
    path = Path(given).expanduser()
    try:
        if not path.is_file() and not path.is_dir():
            problem = "neither a file nor a folder" if path.exists() else "there is no such file or folder"
            msg = f"`file:{given}`: {problem}"
            raise ConfigError(msg)
        local = Local(given, path)
    except OSError as error:
        msg = f"`file:{given}`: cannot be read: {error.strerror or error}"
        raise ConfigError(msg) from error
    except BrokenError as error:
        msg = f"`file:{given}`: {error}"
        raise ConfigError(msg) from error
    if local.empty:
        msg = f"`file:{given}`: no WARC, WACZ, CDX or CDXJ in it"
        raise ConfigError(msg)
    if local.needs_warcs and not _can_read_warcs():
        msg = f"`file:{given}`: {EXTRA}"
        raise ConfigError(msg)
    return local


def _can_read_warcs() -> bool:
    try:
        import linkaudit.warcs  # noqa: F401, PLC0415 - whether the extra is there
    except ImportError:
        return False
    return True


def _capture(held: _Held) -> Capture:
    row = held.row
    moment = moment_of(row.stamp)
    if moment is None:
        raise AssertionError(row.stamp)  # rows without a moment are not made
    return Capture(moment, row.status, row.digest, _place(held))


def _place(held: _Held) -> str:
    """Name a place that is told from all others, and is no address of a server."""
    row = held.row
    return f"{held.container}:{row.offset}:{row.inner}:{row.filename.replace('//', '/')}"


def _fits(capture: Capture, question: Question) -> bool:
    """Tell whether a capture is one that is asked for."""
    if question.first and capture.captured_at < question.first:
        return False
    if question.last and capture.captured_at > question.last:
        return False
    status = capture.status
    if status is None or question.wanted is Wanted.ANYTHING:
        return True
    return capture.good if question.wanted is Wanted.PERHAPS_GOOD else status in _REDIRECTS
