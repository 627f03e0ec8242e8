"""The last looks that saw each page, for the next look at it: by whichever process that is taken.

They stand in a file of their own, which lasts as long as the web is looked at. A process that has the state open must
not become two that both open it: SQLite counts its locks by process, and would wait for itself.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from linkaudit.history import rows
from linkaudit.models import Observation

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkaudit.history.past import Past

Opening = Callable[[], AbstractContextManager[Mapping[str, Observation] | None]]


@contextmanager
def seen_alive(past: Past, urls: Iterable[str]) -> Iterator[Opening]:
    """Give what opens, in this process or in one that it becomes, the last look at each URL that saw the page."""
    with TemporaryDirectory(prefix="linkaudit-") as folder:
        path = Path(folder) / "seen-alive.sqlite3"
        yield partial(_opened, path) if past.copy_seen_alive(urls, str(path)) else nullcontext


@contextmanager
def _opened(path: Path) -> Iterator[SeenAlive]:
    with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
        yield SeenAlive(connection)


class SeenAlive(Mapping[str, Observation]):
    """Looks by URL, looked up when they are asked for: a million of them take no memory."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Look up in a file that was made by `seen_alive`."""
        self._connection = connection

    def __getitem__(self, url: str) -> Observation:
        """Look one up."""
        row = self._connection.execute(
            f"SELECT {rows.OBSERVATION} FROM observations WHERE url = ?",  # noqa: S608 - own names
            (url,),
        ).fetchone()
        if row is None:
            raise KeyError(url)
        return rows.observation_of(row, {})

    def __iter__(self) -> Iterator[str]:
        """Go through the URLs."""
        return (row[0] for row in self._connection.execute("SELECT url FROM observations ORDER BY rowid"))

    def __len__(self) -> int:
        """Count them."""
        return int(self._connection.execute("SELECT count(*) FROM observations").fetchone()[0])
