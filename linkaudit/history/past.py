"""What the state knows of URLs: every look, the last ones, and what they come to."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from linkaudit.history import rows
from linkaudit.history.standing import Look, standing
from linkaudit.models import Verdict

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator

    from linkaudit.models import Observation, Standing
    from linkaudit.settings import History

_ALIVE = tuple(verdict for verdict in Verdict if verdict.is_there)
# SQLite allows some thousands of parameters in one statement.
_AT_ONCE = 500


class Past:
    """The looks that are kept in a state; nothing is changed."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open connection to a state that is up to date."""
        self._connection = connection

    def looks(self, url: str) -> list[Observation]:
        """Give every look at a URL, the oldest first."""
        found = self._connection.execute(
            f"SELECT {rows.OBSERVATION} FROM observations WHERE url = ? ORDER BY checked_at, id",  # noqa: S608 - own names
            (url,),
        )
        return [rows.observation_of(row, {}) for row in found]

    def copy_seen_alive(self, urls: Iterable[str], path: str) -> bool:
        """Copy the last look at each of some URLs that saw the page into a new file; tell whether there is any."""
        self._connection.execute("ATTACH ? AS copied", (path,))
        try:
            self._connection.execute("PRAGMA copied.synchronous = OFF")
            self._connection.execute("BEGIN")
            self._connection.execute("CREATE TABLE copied.observations AS SELECT * FROM observations WHERE false")
            for some in _chunks(urls):
                # SQLite gives the other columns of the row that has the greatest value.
                latest = (
                    "SELECT id, max(checked_at || printf('%020d', id)) FROM observations "  # noqa: S608 - marks only
                    f"WHERE url IN ({', '.join('?' * len(some))}) AND verdict IN (?, ?) GROUP BY url"
                )
                chosen = f"SELECT * FROM observations WHERE id IN (SELECT id FROM ({latest}))"  # noqa: S608
                self._connection.execute(f"INSERT INTO copied.observations {chosen}", (*some, *_ALIVE))
            self._connection.execute("CREATE UNIQUE INDEX copied.by_url ON observations (url)")
            self._connection.execute("COMMIT")
            return self._connection.execute("SELECT 1 FROM copied.observations").fetchone() is not None
        finally:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            self._connection.execute("DETACH copied")

    def latest(self, urls: Iterable[str]) -> Iterator[Observation]:
        """Give the last look at each of some URLs, as far as reports speak of it."""
        for some in _chunks(urls):
            known = {url: url for url in some}
            found = self._connection.execute(
                # SQLite gives the other columns of the row that has the greatest value.
                f"SELECT {rows.REPORTED}, max(checked_at || printf('%020d', id)) FROM observations "  # noqa: S608
                f"WHERE url IN ({', '.join('?' * len(some))}) GROUP BY url",
                some,
            )
            for row in found:
                yield rows.observation_of(row[:-1], known)

    def standings(self, urls: Iterable[str], settings: History) -> Iterator[Standing]:
        """Tell what all looks at each of some URLs come to, in the order of the URLs."""
        for some in _chunks(urls):
            found = self._connection.execute(
                "SELECT url, checked_at, verdict, reason FROM observations "  # noqa: S608 - marks only
                f"WHERE url IN ({', '.join('?' * len(some))}) ORDER BY url, checked_at, id",
                some,
            )
            looks = {url: [_look(*row[1:]) for row in group] for url, group in groupby(found, key=itemgetter(0))}
            for url in some:
                yield standing(url, looks.get(url, ()), settings)


def _look(checked_at: str, verdict: str, reason: str) -> Look:
    return Look(rows.moment_of(checked_at), Verdict(verdict), reason)


def _chunks(urls: Iterable[str]) -> Iterator[list[str]]:
    """Cut a row of URLs into pieces that one statement can take."""
    some: list[str] = []
    for url in urls:
        some.append(url)
        if len(some) == _AT_ONCE:
            yield some
            some = []
    if some:
        yield some
