"""What the runs of a user know of an archive together: when it was asked, and until when it is left alone.

Two runs at once are one client to an archive, and a run that begins where another was just refused is the same client
again. So the starts of requests and the last refusal stand in small files that all runs share: for each lane a row of
the moments at which requests began, eight bytes each, of which only the one as many back as there may be in a window
has to be read; and the pause, which is there only after a refusal. The clock is the one on the wall, since a pause
outlasts the process and even the machine's running.

Whatever is wrong with the files, the run goes on by its own pace: `trouble` says that it does.
"""

from __future__ import annotations

import os
import re
import time
from hashlib import sha256
from math import isfinite
from struct import Struct as Binary
from struct import iter_unpack, pack
from typing import TYPE_CHECKING, BinaryIO

import msgspec
from msgspec import Struct

from linkaudit.own_files import Locked, lock

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_MOMENT = Binary("<d")
DAY = 86_400.0
FORGOTTEN = 3600.0
"""Seconds after a pause until refusals are counted anew: the first time, the Internet Archive shuts a client out for
an hour (https://github.com/edgi-govdata-archiving/wayback/issues/137)."""
_MUCH = 65_536
"""Bytes of a row of moments above which those are taken out that no limit asks for any more."""
_PATIENCE = 1.0
"""Seconds to wait for the lock where a refusal is noted, which must not be lost."""


class Pause(Struct, frozen=True):
    """A time in which an archive is left alone."""

    ago: float
    """Seconds since the refusal for which it is."""
    left: float
    """Seconds until it is over; none or less if it is."""
    times: int
    """How many refusals there were, one after the other, those of other runs included."""


class Booking(Struct, frozen=True):
    """Whether a request may be made."""

    wait: float
    """Seconds until it may be tried again; 0 if it was noted and may start."""
    pause: Pause | None = None
    """The last pause, if there was one of late."""


class _Refused(Struct, frozen=True):
    """What stands in the file about a refusal: seconds since the epoch."""

    at: float
    until: float
    times: int


class Tally:
    """The common knowledge of one archive, by its host."""

    def __init__(self, folder: Path, host: str, now: Callable[[], float] = time.time) -> None:
        """Keep it in `folder`; `now` gives seconds since the epoch."""
        self.trouble = ""
        """Why it is not kept; empty while it is."""
        self._folder = folder
        self._name = _file_name(host)
        self._now = now

    def book(self, lane: str, starts: int, window: float) -> Booking:
        """Note that a request begins, if there are fewer than `starts` within `window` seconds and there is no pause.

        Raises Locked if another process is at it just now.
        """
        if self.trouble:
            return Booking(0.0)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with lock(self._file("lock")):
                now = self._now()
                pause = self._pause(now)
                if pause and pause.left > 0:
                    return Booking(pause.left, pause)
                return Booking(self._begin(lane, starts, window, now), pause)
        except OSError as error:
            self._give_up(error)
            return Booking(0.0)

    def pause(self) -> Pause | None:
        """Tell of the last refusal; None if there was none of late."""
        return None if self.trouble else self._pause(self._now())

    def forget(self) -> None:
        """Forget the last refusal."""
        try:
            self._file("pause").unlink(missing_ok=True)
        except OSError as error:
            self._give_up(error)

    def refuse(self, seconds: float) -> None:
        """Note a refusal, after which the archive is left alone for so long."""
        if self.trouble:
            return
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            with lock(self._file("lock"), wait=_PATIENCE):
                now = self._now()
                before = self._pause(now)
                left = max(min(seconds, DAY), before.left if before else 0.0)
                self._write(_Refused(now, now + left, before.times + 1 if before else 1))
        except (OSError, Locked) as error:
            self._give_up(error)

    def prolong(self, seconds: float) -> None:
        """Let the pause last for so long from now at the least, if there is one."""
        if self.trouble:
            return
        try:
            with lock(self._file("lock"), wait=_PATIENCE):
                now = self._now()
                before = self._pause(now)
                if before and before.left < seconds:
                    self._write(_Refused(now - before.ago, now + min(seconds, DAY), before.times))
        except (OSError, Locked) as error:
            self._give_up(error)

    def give_up(self, why: str) -> None:
        """Go on without the others."""
        self.trouble = self.trouble or why

    def _give_up(self, error: OSError | Locked) -> None:
        why = error.strerror or str(error) if isinstance(error, OSError) else "another process holds its lock"
        self.give_up(f"{self._folder}: {why}")

    def _file(self, suffix: str) -> Path:
        return self._folder / f"{self._name}.{suffix}"

    def _pause(self, now: float) -> Pause | None:
        try:
            # Files are written whole, so no lock is needed to read one.
            known = msgspec.json.decode(self._file("pause").read_bytes(), type=_Refused)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None
        length = known.until - known.at
        if not (isfinite(known.at) and 0 <= length <= DAY and known.times > 0):
            return None
        # A moment to come is one of a clock that has been set back since.
        ago = max(0.0, now - known.at)
        return Pause(ago, length - ago, known.times) if ago - length < FORGOTTEN else None

    def _write(self, refused: _Refused) -> None:
        place = self._file("pause")
        beside = place.with_suffix(".new")
        beside.write_bytes(msgspec.json.encode(refused))
        beside.replace(place)

    def _begin(self, lane: str, starts: int, window: float, now: float) -> float:
        """Note a start in the row of its lane, or give the seconds until there may be one."""
        with self._row(lane) as row:
            size = row.seek(0, os.SEEK_END) // _MOMENT.size
            if size and not self._moment(row, size - 1) <= now:
                size = _mend(row, now)
            if size * _MOMENT.size > _MUCH and self._moment(row, 0) < now - 2 * max(DAY, window):
                size = _forget(row, now - max(DAY, window))
            wait = self._moment(row, size - starts) + window - now if size >= starts else 0.0
            if not wait <= window:  # a row that is none
                size, wait = _rewrite(row, []), 0.0
            if wait > 0:
                return wait
            row.seek(size * _MOMENT.size)
            row.write(_MOMENT.pack(now))
            return 0.0

    def _row(self, lane: str) -> BinaryIO:
        path = self._file(f"{lane}.starts")
        try:
            return path.open("r+b", buffering=0)
        except FileNotFoundError:
            return path.open("w+b", buffering=0)

    @staticmethod
    def _moment(row: BinaryIO, index: int) -> float:
        row.seek(index * _MOMENT.size)
        (moment,) = _MOMENT.unpack(row.read(_MOMENT.size))
        return float(moment)


def _mend(row: BinaryIO, now: float) -> int:
    """Put a row right whose last moment is still to come: the clock was set back, or it is no row at all.

    Of a clock that was set back the distances are still true, and the last start counts as one of just now.
    """
    moments = _read(row)
    if not all(map(isfinite, moments)) or moments != sorted(moments):
        return _rewrite(row, [])
    return _rewrite(row, [moment - moments[-1] + now for moment in moments])


def _forget(row: BinaryIO, before: float) -> int:
    return _rewrite(row, [moment for moment in _read(row) if moment >= before])


def _read(row: BinaryIO) -> list[float]:
    row.seek(0)
    content = row.read()
    return [moment for (moment,) in iter_unpack("<d", content[: len(content) // _MOMENT.size * _MOMENT.size])]


def _rewrite(row: BinaryIO, moments: list[float]) -> int:
    row.seek(0)
    row.write(pack(f"<{len(moments)}d", *moments))
    row.truncate()
    return len(moments)


def _file_name(host: str) -> str:
    """Name the files of a host; what no file name can hold is told apart by a digest."""
    plain = re.sub(r"[^a-z0-9.-]", "_", host.lower())[:100]
    return plain if plain == host else f"{plain}-{sha256(host.encode()).hexdigest()[:8]}"
