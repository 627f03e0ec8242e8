"""`linkaudit scan`: what the documents say, without network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from linkaudit.cli import options
from linkaudit.cli.exits import Exit, exit_of
from linkaudit.cli.writing import wants_colour, write

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from linkaudit.models import Audit
    from linkaudit.progress import Progress


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
    **given: Any,
) -> Exit:
    """Read documents and judge them, without network.

    Reads every Markdown, HTML and plain-text document below the PATHs (default: here), respects .gitignore, and
    prints one finding a line: path:line:column: severity rule message.

    \b
      linkaudit scan docs/ --select 'date-*' --as-of 2026-11-21
      linkaudit scan . --output-format json -o scan.json --exit-zero
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    loaded = options.settings(config_file, **options.overrides(given))
    from linkaudit.audit import scan  # noqa: PLC0415 - `--help` does without

    audit = scan(
        options.paths_or_here(paths),
        loaded.config,
        as_of=as_of,
        root=loaded.root,
        announced=options.announced(format_name),
        progress=_line_by_line() if given["verbose"] and not quiet else None,
        state="" if no_cache else options.state_of(loaded),
        # Only the report for archivists lists every address.
        references=output_format == "markdown",
    )
    audit = options.presentable(audit)
    if quiet < options.SILENT or output_file:
        write(rendered(audit, output_format, output_file), output_file)
    if not quiet and (output_format == "text" or output_file):
        from linkaudit.reporting.text import summary  # noqa: PLC0415

        click.echo(summary(audit), nl=False, err=True)
    return exit_of(audit, loaded.config.fail_on, exit_zero=exit_zero, missing=options.any_missing(paths))


def _line_by_line() -> Progress:
    from linkaudit.cli.watching import LineByLine  # noqa: PLC0415 - only if asked for

    return LineByLine()


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
