"""`linkaudit scan`: what the documents say, without network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from linkaudit.cli import given, options
from linkaudit.cli.scanning import Scanning, run_scan

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from linkaudit.cli.exits import Exit


@click.command("scan")
@options.documents
@options.judgement
@options.output("text", "json", "markdown")
@options.no_cache
def command(
    paths: tuple[str, ...],
    config_file: Path | None,
    format_name: str | None,
    as_of: date | None,
    output_format: str,
    output_file: Path | None,
    quiet: int,
    exit_zero: bool,
    no_cache: bool,
    **chosen: Any,
) -> Exit:
    """Read documents and judge them, without network.

    Reads every document of a known format below the PATHs (default: here), respects .gitignore, and prints one finding
    a line: path:line:column: severity rule message.

    \b
      linkaudit scan docs/ --select 'date-*' --as-of 2026-11-21
      linkaudit scan . --output-format json -o scan.json --exit-zero
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    loaded = given.settings(config_file, **given.overrides(chosen))
    return run_scan(
        Scanning(
            paths=paths,
            as_of=as_of,
            announced=given.announced(format_name),
            output_format=output_format,
            output_file=output_file,
            quiet=quiet,
            verbose=bool(chosen["verbose"]),
            exit_zero=exit_zero,
            cache=not no_cache,
        ),
        loaded,
    )
