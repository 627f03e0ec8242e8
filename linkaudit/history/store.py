"""The state: one SQLite file that remembers every look and every answer.

Looks are written in batches, each in one transaction: measured, a row by itself costs three times as much, and five
times as many bytes go to the disk. So a run that is killed loses at most the batch that was being gathered, and the
next one goes on there. One process writes; another that wants to write the same file is told so; reading is always
possible.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
from contextlib import ExitStack, closing, contextmanager, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.errors import BusyError, StateError
from linkaudit.history import rows, schema
from linkaudit.history.past import Past
from linkaudit.history.texts import Texts
from linkaudit.models import Lookup, Observation, PartialDate, Result
from linkaudit.own_files import Locked, lock, state_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

IN_MEMORY = ":memory:"
# Answers of archives are kept as long as they are likely to hold: what was captured stays, what is missing may come.
# What could not be told is never kept.
KEPT = {Result.FOUND: timedelta(days=30), Result.ABSENT: timedelta(days=7)}
_LONG_AGO = datetime.min.replace(tzinfo=UTC)
BATCH = 256
"""Looks that are written at once; larger batches are hardly faster."""


class Recorded(Struct, frozen=True):
    """A run in the state: its name, and whether it goes on from where an earlier one was cut off."""

    id: str
    started_at: datetime
    resumed: bool


class Store:
    """The state file, open for one run."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open connection; `open_store` makes one."""
        self._connection = connection
        self._past = Past(connection)
        self._pending: list[tuple[rows.Value, ...]] = []

    def begin(self, key: str, command: str, as_of: str, now: datetime, resume_within: timedelta) -> Recorded:
        """Begin a run, or go on with the last one of the same key that was cut off less than `resume_within` ago.

        The key stands for what is audited and how: only the same work can be gone on with. Within no time at all,
        nothing is: two runs may begin in the same second.
        """
        row = self._connection.execute(
            "SELECT id, started_at FROM runs WHERE key = ? AND finished_at IS NULL "
            "ORDER BY started_at DESC, id DESC LIMIT 1",
            (key,),
        ).fetchone()
        if row and resume_within and now - datetime.fromisoformat(row[1]) < resume_within:
            return Recorded(row[0], datetime.fromisoformat(row[1]), resumed=True)
        name = self._free_name(now)
        self._connection.execute(
            "INSERT INTO runs (id, key, command, as_of, started_at) VALUES (?, ?, ?, ?, ?)",
            (name, key, command, as_of, now.isoformat()),
        )
        return Recorded(name, now, resumed=False)

    def finish(self, run: str, outcome: str, now: datetime, told: Mapping[str, str] | None = None) -> None:
        """Note that a run came to its end. A run that was interrupted is not finished, so that it can go on.

        `told` are the findings that it reported: what stands for each of them, by fingerprint.
        """
        self.flush()
        with self._transaction():
            self._connection.execute(
                "UPDATE runs SET finished_at = ?, outcome = ? WHERE id = ?", (now.isoformat(), outcome, run)
            )
            if told is not None:
                self._tell(run, told)

    def _tell(self, run: str, told: Mapping[str, str]) -> None:
        """Put the findings of a run in the place of those of the last run of the same work."""
        (key,) = self._connection.execute("SELECT key FROM runs WHERE id = ?", (run,)).fetchone()
        self._connection.execute("DELETE FROM told WHERE key = ?", (key,))
        self._connection.executemany("INSERT INTO told VALUES (?, ?, ?)", ((key, *item) for item in told.items()))
        self._connection.execute("INSERT OR REPLACE INTO tellers VALUES (?, ?)", (key, run))

    def told(self, key: str) -> tuple[str, dict[str, str]]:
        """Give the last run of some work that came to its end, and the findings that it reported; "" for none."""
        row = self._connection.execute("SELECT run FROM tellers WHERE key = ?", (key,)).fetchone()
        found = self._connection.execute("SELECT fingerprint, substance FROM told WHERE key = ?", (key,))
        return (row[0] if row else ""), dict(found.fetchall())

    def observe(self, run: str, seen: Observation) -> None:
        """Keep an observation: it is written with others, when they make a batch or when `flush` is called."""
        self._pending.append((run, *rows.row_of(seen)))
        if len(self._pending) >= BATCH:
            self.flush()

    @property
    def is_flushed(self) -> bool:
        """Whether everything that was observed is written."""
        return not self._pending

    def flush(self) -> None:
        """Write what has not been written yet. What cannot be written is kept for the next time."""
        if not self._pending:
            return
        pending, self._pending = self._pending, []
        try:
            self._insert(pending)
        except BaseException:
            # A signal may come when all is written, before anyone could note it.
            if not self._has(*pending[-1][:3]):
                self._pending = pending + self._pending
            raise

    def try_flush(self) -> None:
        """Write what can be written; the next `flush` says what is the matter if it cannot."""
        with suppress(sqlite3.Error):
            self.flush()

    def _insert(self, pending: list[tuple[rows.Value, ...]]) -> None:
        marks = ", ".join("?" * len(pending[0]))
        statement = f"INSERT INTO observations (run, {rows.OBSERVATION}) VALUES ({marks})"  # noqa: S608 - own names
        try:
            with self._transaction():
                self._connection.executemany(statement, pending)
        except UnicodeEncodeError:
            with self._transaction():
                self._connection.executemany(statement, [rows.whole(row) for row in pending])

    def _has(self, *row: rows.Value) -> bool:
        """Tell whether a look is written: run, URL, moment."""
        found = self._connection.execute("SELECT 1 FROM observations WHERE run = ? AND url = ? AND checked_at = ?", row)
        return found.fetchone() is not None

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """Do several things or none of them."""
        self._connection.execute("BEGIN")
        try:
            yield
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise

    @property
    def past(self) -> Past:
        """What is known of URLs, this run's looks included."""
        self.flush()
        return self._past

    def texts(self, services: str) -> Texts:
        """What pages said, and captures as these archives answered with them."""
        self.flush()
        return Texts(self._connection, services)

    def seen(self, run: str) -> Iterator[str]:
        """Go through the URLs that a run has looked at so far."""
        self.flush()
        for (url,) in self._connection.execute("SELECT url FROM observations WHERE run = ?", (run,)):
            yield url

    def observations(self, run: str, cited: Mapping[str, str]) -> dict[str, Observation]:
        """Give what a run has seen so far of the URLs that are cited, as far as reports speak of it.

        `cited` has each URL by itself, so that none is twice in memory.
        """
        self.flush()
        found = self._connection.execute(
            f"SELECT {rows.REPORTED} FROM observations WHERE run = ? ORDER BY id",  # noqa: S608 - own names
            (run,),
        )
        return {cited[row[0]]: rows.observation_of(row, cited) for row in found if row[0] in cited}

    def remember(self, services: str, answer: Lookup) -> None:
        """Keep the answer of the archives, unless they could not tell.

        Of a provisional one only the text is kept, which this run may need: the next asks again.
        """
        if answer.result not in KEPT:
            return
        if answer.provisional:
            answer = replace(answer, looked_up_at=_LONG_AGO)
        row = rows.row_of_lookup(services, answer)
        self._connection.execute(
            f"INSERT OR REPLACE INTO lookups ({rows.LOOKUP}) VALUES ({', '.join('?' * len(row))})",  # noqa: S608
            row,
        )

    def remember_capture(self, services: str, capture: Lookup) -> None:
        """Keep a capture that was made on request: that there was none before, near whatever date, holds no longer."""
        with self._transaction():
            self.forget_absent(capture.url)
            self.remember(services, capture)

    def forget_absent(self, url: str) -> None:
        """Forget that archives had nothing of a page, near whatever date."""
        self._connection.execute("DELETE FROM lookups WHERE url = ? AND result = ?", (url, str(Result.ABSENT)))

    def recall(self, services: str, url: str, at: PartialDate | None, now: datetime) -> Lookup | None:
        """Give the answer that the archives gave before, if it still holds."""
        row = self._connection.execute(
            f"SELECT {rows.LOOKUP} FROM lookups WHERE services = ? AND url = ? AND at = ?",  # noqa: S608 - own names
            (services, url, str(at or "")),
        ).fetchone()
        answer = rows.lookup_of(row, at) if row else None
        return answer if answer and now - answer.looked_up_at <= KEPT[answer.result] else None

    def _free_name(self, now: datetime) -> str:
        """Name a run after the moment at which it begins; a number tells apart those of one second."""
        base = now.strftime("%Y%m%dT%H%M%SZ")
        taken = {row[0] for row in self._connection.execute("SELECT id FROM runs WHERE id LIKE ?", (f"{base}%",))}
        return next(
            name
            for number in range(1, len(taken) + 2)
            if (name := base if number == 1 else f"{base}-{number}") not in taken
        )


@contextmanager
def open_store(path: str, *, wait: float = 0.0) -> Iterator[Store]:
    """Open the state at `path` (`:memory:` for one that forgets) for the time of a run.

    Raises BusyError if another run holds it for more than `wait` seconds, StateError if it cannot be read or written.
    """
    if path == IN_MEMORY:
        with _connected(path) as store:
            yield store
        return
    with ExitStack() as held:
        try:
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            held.enter_context(lock(f"{path}.lock", wait=wait))
        except Locked as error:
            msg = f"another run is using the state {path}; try again later"
            raise BusyError(msg) from error
        except OSError as error:
            msg = f"the state {path} cannot be written: {error.strerror or error}"
            raise StateError(msg) from error
        with _connected(path) as store:
            yield store


@contextmanager
def _connected(path: str) -> Iterator[Store]:
    with _readable(path):
        # There are no transactions but those that are begun on purpose.
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            version = schema.version_of(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            # The last transactions may be lost when the power fails, and never any of the file.
            connection.execute("PRAGMA synchronous = NORMAL")
            schema.migrate(connection, version)
            store = Store(connection)
            try:
                yield store
            finally:
                store.flush()
            connection.execute("PRAGMA optimize")
        finally:
            connection.close()


@contextmanager
def open_past(path: str) -> Iterator[Past]:
    """Open the state at `path` to read in it, which is possible while a run is writing.

    Raises StateError if there is none, or if it cannot be read.
    """
    if not Path(path).is_file():
        msg = f"there is no state {path}: nothing has been audited yet"
        raise StateError(msg)
    with _readable(path), closing(_read_only(path)) as connection:
        version = schema.version_of(connection, path)
        if version == len(schema.MIGRATIONS):
            yield Past(connection)
            return
        # An older one is brought up to date in memory: it may not be ours to write.
        with closing(sqlite3.connect(IN_MEMORY, isolation_level=None)) as copy:
            connection.backup(copy)
            schema.migrate(copy, version)
            yield Past(copy)


def _read_only(path: str) -> sqlite3.Connection:
    """Open a file without a right to change it; where not even its folder can be written, as one that never changes."""
    place = Path(path).resolve().as_uri()
    connection = sqlite3.connect(f"{place}?mode=ro", uri=True)
    try:
        connection.execute("SELECT 1 FROM sqlite_master")
    except sqlite3.OperationalError:
        connection.close()
        return sqlite3.connect(f"{place}?mode=ro&immutable=1", uri=True)
    return connection


@contextmanager
def _readable(path: str) -> Iterator[None]:
    """Say which file it is that cannot be used."""
    try:
        yield
    except sqlite3.Error as error:
        msg = f"the state {path} cannot be used: {error}"
        raise StateError(msg) from error


def default_path(root: Path) -> str:
    """Give the place of the state of a collection: in the user's state folder, one file for each root."""
    digest = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:8]
    return str(state_folder() / f"{root.resolve().name or 'root'}-{digest}.sqlite3")
