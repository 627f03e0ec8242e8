"""What the state knows of URLs: every look, the last one that saw the page, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING

from linkaudit.history import rows
from linkaudit.history.standing import Look, standing
from linkaudit.models import Observation, Standing, Verdict

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Sequence

    from linkaudit.config import History

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

    def seen_alive(self, url: str) -> Observation | None:
        """Give the last look at a URL that saw the page."""
        row = self._connection.execute(
            f"SELECT {rows.OBSERVATION} FROM observations WHERE url = ? AND verdict IN (?, ?) "  # noqa: S608 - own names
            "ORDER BY checked_at DESC, id DESC LIMIT 1",
            (url, Verdict.ALIVE, Verdict.MOVED),
        ).fetchone()
        return rows.observation_of(row, {}) if row else None

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


class SeenAlive(Mapping[str, Observation]):
    """The last look that saw the page, by URL, looked up when it is asked for: a million of them take no memory."""

    def __init__(self, past: Past, urls: Sequence[str]) -> None:
        """Speak of these URLs only."""
        self._past = past
        self._urls = frozenset(urls)

    def __getitem__(self, url: str) -> Observation:
        """Look one up."""
        found = self._past.seen_alive(url) if url in self._urls else None
        if found is None:
            raise KeyError(url)
        return found

    def __iter__(self) -> Iterator[str]:
        """Go through the URLs that were seen alive."""
        return (url for url in self._urls if self._past.seen_alive(url) is not None)

    def __len__(self) -> int:
        """Count them."""
        return sum(1 for _ in self)


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
