"""What a run tells of itself while it works. The core reports; only the command line shows anything."""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Somebody who watches a run."""

    def stage(self, name: str, total: int | None) -> None:
        """Learn that a stage begins, and of how many steps it is, if that is known."""
        ...

    def step(self, note: str = "", subject: str = "") -> None:
        """Learn that one step of the present stage is done, what came of it, and what it was about."""
        ...


class Unwatched:
    """Nobody watches."""

    def stage(self, name: str, total: int | None) -> None:
        """Do nothing."""

    def step(self, note: str = "", subject: str = "") -> None:
        """Do nothing."""
