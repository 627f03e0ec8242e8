"""What pages and captures said, as the state has it: taken from it one at a time, since all of it is much."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

if TYPE_CHECKING:
    import sqlite3

    from linkaudit.models import Lookup, Observation


class Texts:
    """The samples of texts that belong to looks and answers of which only the rest is in memory."""

    def __init__(self, connection: sqlite3.Connection, services: str) -> None:
        """Use an open connection to a state that is up to date; `services` are the archives that answered."""
        self._connection = connection
        self._services = services

    def page(self, seen: Observation) -> Observation:
        """Give a look with all that was kept of the page."""
        row = self._connection.execute(
            "SELECT title, words, passages FROM observations WHERE url = ? AND checked_at = ? ORDER BY id DESC LIMIT 1",
            (seen.url, seen.checked_at.isoformat()),
        ).fetchone()
        return replace(seen, title=row[0], words=row[1], passages=row[2]) if row else seen

    def capture(self, answer: Lookup) -> Lookup:
        """Give an answer with all that was kept of the capture."""
        if answer.memento is None:
            return answer
        row = self._connection.execute(
            "SELECT passages FROM lookups WHERE services = ? AND url = ? AND at = ? AND memento_url = ?",
            (self._services, answer.url, str(answer.at or ""), answer.memento.memento_url),
        ).fetchone()
        return replace(answer, memento=replace(answer.memento, passages=row[0])) if row else answer
