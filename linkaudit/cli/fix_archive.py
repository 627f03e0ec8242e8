"""`linkaudit fix --archive`: captures beside citations, shown as a diff or written."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.archives.asking.courtesies import shared_folder
from linkaudit.cli import given
from linkaudit.cli.exits import Exit
from linkaudit.cli.repairing import carried_out
from linkaudit.cli.writing import writing
from linkaudit.progress import Unwatched
from linkaudit.repair.archiving import archiving
from linkaudit.repair.captures import Captures, requests
from linkaudit.wording import counted

if TYPE_CHECKING:
    from datetime import date

    from linkaudit.cli.repairing import Done
    from linkaudit.config import Loaded
    from linkaudit.documents.formats import Format
    from linkaudit.progress import Progress
    from linkaudit.repair.archiving import Archiving


class Asked(Struct, frozen=True):
    """What the command was asked for, besides its settings."""

    paths: tuple[str, ...]
    every: bool
    offline: bool
    as_of: date | None
    announced: Format | None
    quiet: int
    verbose: int


def put_captures(asked: Asked, loaded: Loaded, *, diff: bool) -> Exit:
    """Put captures beside citations, or show how that would be done."""
    paths = given.paths_or_here(asked.paths)
    captures = Captures(
        loaded.config, offline=asked.offline, courtesy=shared_folder(), progress=_watcher(bool(asked.verbose))
    )
    found = archiving(
        paths,
        captures,
        given.state_of(loaded),
        every=asked.every,
        as_of=asked.as_of,
        root=loaded.root,
        announced=asked.announced,
    )
    with writing(None, silent=asked.quiet >= given.SILENT) as out:
        done = carried_out(found.outcomes, out, diff=diff)
    if not asked.quiet:
        sys.stderr.write(_summary(found, done, every=asked.every, diff=diff))
        given.say_all(found.known.notes)
    if not found.documents:
        return Exit.NOTHING_TO_AUDIT
    if done.failed or given.any_missing(paths):
        return Exit.ERROR
    return Exit.FINDINGS if diff and done.repairs else Exit.OK


def _watcher(verbose: bool) -> Progress:
    if not verbose:
        return Unwatched()
    from linkaudit.cli.watching import LineByLine  # noqa: PLC0415 - only if asked for

    return LineByLine()


def _summary(found: Archiving, done: Done, *, every: bool, diff: bool) -> str:
    """Say what was done, for which pages it could not be done, and what is needed for it to be written."""
    could = "could be put" if diff else "put"
    where = "beside its citation" if done.repairs == 1 else "beside their citations"
    lines = [f"{counted(done.repairs, 'capture')} {could} {where} in {counted(done.documents, 'document')}."]
    lines += [f"{counted(count, 'page')} without: {reason}." for reason, count in sorted(found.without().items())]
    if not found.known.seen and not every:
        lines.append("No audit has looked at these pages: only originals of documents count. Run `linkaudit audit`.")
    elif not any(requests(found.documents, found.known)):
        seen = "" if every else "that the last audit saw gone or replaced, and no original "
        lines.append(f"No page {seen}is cited without a capture where one could be written.")
    if diff and done.repairs:
        lines.append("Nothing is written without --unsafe-fixes.")
    if found.skipped:
        lines.append(f"{counted(len(found.skipped), 'file')} skipped; `linkaudit scan` says why.")
    return "\n".join(lines) + "\n"
