"""What a run shows of itself while it works: a moving line on a terminal, or a line for each step if asked for."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from linkaudit.progress import Unwatched
from linkaudit.reporting.escape import terminal

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

    def step(self, note: str = "", subject: str = "") -> None:
        """Move the bar, and count what came."""
        del subject
        if self._task is None:
            return
        if note:
            self._notes[note] = self._notes.get(note, 0) + 1
        notes = ", ".join(f"{count} {name}" for name, count in self._notes.items())
        self._bar.update(self._task, advance=1, notes=notes)


class LineByLine:
    """Writes what came of each step, for logs and for whoever wants to know."""

    def stage(self, name: str, total: int | None) -> None:
        """Write that a stage begins."""
        click.echo(f"linkaudit: {name}" + (f" ({total})" if total is not None else ""), err=True)

    def step(self, note: str = "", subject: str = "") -> None:
        """Write what the step was about."""
        click.echo(f"  {note:9} {terminal(subject)}", err=True)


@contextmanager
def watching(*, quiet: bool, verbose: bool = False) -> Iterator[Progress]:
    """Show progress on standard error: each step if asked for, else as a bar if that is a terminal, unless quiet."""
    if verbose and not quiet:
        yield LineByLine()
        return
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
    # What is printed meanwhile goes above the bar; where standard output is no terminal, it must not come here.
    shared = sys.stdout.isatty()
    with Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=shared) as bar:
        yield _OnTerminal(bar)
