"""A moving line on a terminal while a run works; nothing where nobody watches."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from linkaudit.progress import Unwatched

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rich.progress import Progress as Bar
    from rich.progress import TaskID

    from linkaudit.progress import Progress


class _OnTerminal:
    """Shows each stage as a bar, with what the steps were."""

    def __init__(self, bar: Bar) -> None:
        self._bar = bar
        self._task: TaskID | None = None
        self._notes: dict[str, int] = {}

    def stage(self, name: str, total: int | None) -> None:
        """Begin a bar for a stage."""
        if self._task is not None:
            self._bar.stop_task(self._task)
        self._notes = {}
        self._task = self._bar.add_task(name, total=total, notes="")

    def step(self, note: str = "") -> None:
        """Move the bar, and count what came."""
        if self._task is None:
            return
        if note:
            self._notes[note] = self._notes.get(note, 0) + 1
        notes = ", ".join(f"{count} {name}" for name, count in self._notes.items())
        self._bar.update(self._task, advance=1, notes=notes)


@contextmanager
def watching(*, quiet: bool) -> Iterator[Progress]:
    """Show progress on standard error if that is a terminal and nobody asked for quiet."""
    if quiet or not sys.stderr.isatty():
        yield Unwatched()
        return
    from rich.console import Console  # noqa: PLC0415 - 50 ms that only a terminal needs
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (
        TextColumn("{task.description:<24}"),
        BarColumn(bar_width=24),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[notes]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield _OnTerminal(bar)
