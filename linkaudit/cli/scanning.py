"""Scanning as the command line does it: read, judge, print, and say with what to end."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.cli import given
from linkaudit.cli.exits import Exit, exit_of
from linkaudit.cli.writing import wants_colour, write

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from linkaudit.config import Loaded
    from linkaudit.documents.formats import Format
    from linkaudit.models import Audit
    from linkaudit.progress import Progress


class Scanning(Struct, frozen=True):
    """What `scan` was asked for, besides its settings."""

    paths: tuple[str, ...]
    as_of: date | None = None
    announced: Format | None = None
    output_format: str = "text"
    output_file: Path | None = None
    quiet: int = 0
    verbose: bool = False
    exit_zero: bool = False
    cache: bool = True


def run_scan(asked: Scanning, loaded: Loaded) -> Exit:
    """Scan, print the report on standard output and the summary on standard error."""
    from linkaudit.audit import scan  # noqa: PLC0415 - `--help` does without

    audited = scan(
        given.paths_or_here(asked.paths),
        loaded.config,
        as_of=asked.as_of,
        root=loaded.root,
        announced=asked.announced,
        progress=_line_by_line() if asked.verbose and not asked.quiet else None,
        state=(lambda: given.state_of(loaded)) if asked.cache else None,
        # Only the report for archivists lists every address.
        references=asked.output_format == "markdown",
        # Findings do not depend on what git says of documents, and starting it takes a third of a run.
        dates=asked.output_format != "text",
    )
    audited = given.presentable(audited)
    if asked.quiet < given.SILENT or asked.output_file:
        write(rendered(audited, asked.output_format, asked.output_file), asked.output_file)
    if not asked.quiet and (asked.output_format == "text" or asked.output_file):
        from linkaudit.reporting.text import summary  # noqa: PLC0415 - not if nothing is to be said

        sys.stderr.write(summary(audited))
    missing = given.any_missing(asked.paths)
    left_out = given.all_left_out(asked.paths, audited)
    return exit_of(audited, loaded.config.fail_on, exit_zero=asked.exit_zero, missing=missing, left_out=left_out)


def plain_scan(arguments: list[str]) -> Exit | None:
    """Do `scan PATH…`, which is how commit hooks run it, without the library for command lines.

    Loading that takes a quarter of such a run. Gives None, and does nothing, if there is anything but paths.
    """
    command, *paths = arguments or [""]
    if command != "scan" or any(path.startswith("-") for path in paths):
        return None
    return run_scan(Scanning(tuple(paths)), given.settings(None))


def rendered(audit: Audit, output_format: str, output_file: Path | None) -> str:
    """Write an audit in one of the formats."""
    if output_format == "json":
        from linkaudit.reporting import json  # noqa: PLC0415 - only the format that is wanted

        return json.render(audit)
    if output_format == "markdown":
        from linkaudit.reporting import markdown  # noqa: PLC0415

        return markdown.render(audit, folder=str(output_file.parent) if output_file else None)
    from linkaudit.reporting import text  # noqa: PLC0415

    return text.render(audit, colour=output_file is None and wants_colour())


def _line_by_line() -> Progress:
    from linkaudit.cli.watching import LineByLine  # noqa: PLC0415 - only if asked for

    return LineByLine()
