"""What earlier runs found when they compared texts: two texts that are known need not be compared again.

Kept beside the readings (`history.readings`), and a convenience as they are.
"""

from __future__ import annotations

from sqlite3 import OperationalError
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping, Sequence

COMPARISONS = """
    DROP TABLE IF EXISTS comparisons;
    CREATE TABLE comparisons (name BLOB PRIMARY KEY, key TEXT NOT NULL, found BLOB NOT NULL) STRICT;
"""
"""Makes the table."""
# SQLite allows some thousands of parameters in one statement.
_AT_ONCE = 500
# Comparisons of texts that are gone are thrown away when there are so many times more than were asked for.
_TOO_MANY = 4


class Comparisons:
    """The table in which comparisons are kept, by names that stand for both texts."""

    def __init__(self, connection: sqlite3.Connection, key: str) -> None:
        """Use an open connection; `key` names the program, since another one compares otherwise."""
        self._connection = connection
        self._key = key
        self._asked: set[bytes] = set()

    def known(self, names: Sequence[bytes]) -> dict[bytes, bytes]:
        """Look comparisons up."""
        self._asked.update(names)
        return dict(row for some in _some(names) for row in self._rows(some))

    def keep(self, found: Mapping[bytes, bytes]) -> None:
        """Keep comparisons. They are lost without harm if another process is writing."""
        rows = [(name, self._key, packed) for name, packed in found.items()]
        try:
            with self._connection:
                self._connection.executemany("INSERT OR REPLACE INTO comparisons VALUES (?, ?, ?)", rows)
        except OperationalError:
            return

    def close(self) -> None:
        """Throw away what has become too much, and close the file."""
        (number,) = self._connection.execute("SELECT count(*) FROM comparisons").fetchone()
        if number > _TOO_MANY * len(self._asked):
            self._forget()
        self._connection.close()

    def _forget(self) -> None:
        names = [name for (name,) in self._connection.execute("SELECT name FROM comparisons")]
        gone = [(name,) for name in names if name not in self._asked]
        try:
            with self._connection:
                self._connection.executemany("DELETE FROM comparisons WHERE name = ?", gone)
        except OperationalError:
            return

    def _rows(self, names: Sequence[bytes]) -> list[tuple[bytes, bytes]]:
        return self._connection.execute(
            f"SELECT name, found FROM comparisons WHERE key = ? AND name IN ({', '.join('?' * len(names))})",  # noqa: S608 - marks only
            (self._key, *names),
        ).fetchall()


def _some(names: Sequence[bytes]) -> Iterator[Sequence[bytes]]:
    for start in range(0, len(names), _AT_ONCE):
        yield names[start : start + _AT_ONCE]
