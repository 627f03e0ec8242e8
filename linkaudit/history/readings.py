"""What earlier runs read: a file whose content is known need not be parsed again.

It is a convenience and nothing else: it can be deleted at any time, and where it cannot be used, documents are read.
"""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.history.comparisons import COMPARISONS, Comparisons
from linkaudit.history.store import IN_MEMORY

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_VERSION = 3
_SCHEMA = f"""
    DROP TABLE IF EXISTS readings;
    CREATE TABLE readings (
        path TEXT NOT NULL, name TEXT NOT NULL, key TEXT NOT NULL, signature TEXT NOT NULL, digest TEXT NOT NULL,
        good_from TEXT NOT NULL, good_until TEXT NOT NULL, answers BLOB NOT NULL, kept BLOB NOT NULL,
        referenced BLOB NOT NULL,
        PRIMARY KEY (path, name)
    ) STRICT;
    {COMPARISONS}
"""
# SQLite allows some thousands of parameters in one statement.
_AT_ONCE = 500
# A file that was changed within this time of being read may have been changed once more without its times showing it.
_RACY_NS = 2_000_000_000


class Known(Struct, frozen=True):
    """What is known of a file, and until when it holds.

    `signature` stands for its size and times; `kept` and `referenced` are what came of reading it, `answers` what was
    found around it.
    """

    path: str
    name: str
    key: str
    signature: str
    digest: str
    good_from: str
    good_until: str
    answers: bytes
    kept: bytes
    referenced: bytes

    def holds(self, keys: Collection[str], day: str) -> bool:
        """Tell whether it was read with a program and options that will do, and says on `day` (ISO) the same as then.

        `keys` are those of the programs and options that read as much as is wanted.
        """
        return self.key in keys and self.good_from <= day <= self.good_until


def signature(path: str) -> str:
    """Tell by a file's size, times and place on the disk whether it is the one that was read.

    The time of its last change of status cannot be set back. Empty if there is no such file, or if it was changed just
    now.
    """
    try:
        status = os.stat(path)  # noqa: PTH116 - ten thousand times
    except OSError:
        return ""
    if time.time_ns() - max(status.st_ctime_ns, status.st_mtime_ns) < _RACY_NS:
        return ""
    return f"{status.st_size}:{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_dev}:{status.st_ino}"


class Readings:
    """The file in which readings are kept."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open connection; `open_readings` makes one."""
        self._connection = connection

    def known(self, paths: Sequence[tuple[str, str]], *, references: bool) -> dict[tuple[str, str], Known]:
        """Look up files by their path and the name that reports give them, with their references if they are wanted."""
        found: dict[tuple[str, str], Known] = {}
        columns = ", ".join(Known.__struct_fields__[:-1]) + (", referenced" if references else ", x''")
        for start in range(0, len(paths), _AT_ONCE):
            some = [path for path, _ in paths[start : start + _AT_ONCE] if _can_be_kept(path)]
            rows = self._connection.execute(
                f"SELECT {columns} FROM readings WHERE path IN ({', '.join('?' * len(some))})",  # noqa: S608 - own names
                some,
            )
            found.update(((row[0], row[1]), Known(*row)) for row in rows)
        return found

    def keep(self, readings: Iterable[Known]) -> None:
        """Keep what came of reading files. It is lost without harm if another process is writing.

        What was looked up without its references has not changed, but for the file's signature.
        """
        readings = [each for each in readings if _can_be_kept(each.path)]
        refreshed = [(each.signature, each.path, each.name) for each in readings if not each.referenced]
        marks = ", ".join("?" * len(Known.__struct_fields__))
        rows = [tuple(getattr(each, name) for name in Known.__struct_fields__) for each in readings if each.referenced]
        try:
            with self._connection:
                self._connection.executemany("UPDATE readings SET signature = ? WHERE path = ? AND name = ?", refreshed)
                self._connection.executemany(f"INSERT OR REPLACE INTO readings VALUES ({marks})", rows)  # noqa: S608
        except sqlite3.OperationalError:
            return

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def _can_be_kept(path: str) -> bool:
    """Tell whether a path is text; one whose bytes are no UTF-8 has no place in the file."""
    try:
        path.encode()
    except UnicodeEncodeError:
        return False
    return True


def open_readings(state: str) -> Readings | None:
    """Open the readings that belong to a state; None if it forgets, or if its folder cannot be written."""
    connection = _connected(state)
    return Readings(connection) if connection else None


def open_comparisons(state: str, key: str) -> Comparisons | None:
    """Open the comparisons that are kept in the same file, those of the program that `key` names; None likewise."""
    connection = _connected(state)
    return Comparisons(connection, key) if connection else None


def _connected(state: str) -> sqlite3.Connection | None:
    if state == IN_MEMORY:
        return None
    path = Path(f"{state}.readings")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        return _opened(path)
    except sqlite3.OperationalError:
        # Locked, or on a full or read-only disk.
        return None
    except sqlite3.DatabaseError:
        path.unlink(missing_ok=True)
        return _opened(path)
    except OSError:
        return None


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=0.2)
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = OFF")
    if version != _VERSION:
        connection.executescript(f"{_SCHEMA} PRAGMA user_version = {_VERSION};")
    return connection
