"""`linkaudit extract`: the references of documents."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from linkaudit.cli import options
from linkaudit.cli.exits import Exit
from linkaudit.cli.writing import writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linkaudit.config import Loaded
    from linkaudit.models import Document, Skipped


@click.command("extract")
@options.documents
@options.output("text", "jsonl")
@click.option("--no-cache", is_flag=True, help="Read every document anew, whatever earlier runs remember of it.")
def command(
    paths: tuple[str, ...],
    config_file: Path | None,
    format_name: str | None,
    output_format: str,
    output_file: Path | None,
    quiet: int,
    **given: Any,
) -> Exit:
    """List the references of documents, in document order.

    Prints each link, picture, bare URL and address in metadata with its exact place; relative and empty targets too.

    \b
      linkaudit extract docs/ --output-format jsonl -o references.jsonl
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    from linkaudit.models import Document  # noqa: PLC0415 - `--help` does without
    from linkaudit.reporting import json, records  # noqa: PLC0415
    from linkaudit.reporting.escape import terminal  # noqa: PLC0415

    loaded = options.settings(config_file, **options.overrides(given))
    count = 0
    with writing(output_file, silent=quiet >= options.SILENT) as out:
        for read in _documents(options.paths_or_here(paths), loaded, format_name):
            if not isinstance(read, Document):
                click.echo(f"linkaudit: skipped {terminal(read.path)}: {terminal(read.reason)}", err=True)
                continue
            count += 1
            for reference in read.references:
                if output_format == "jsonl":
                    out(json.line(records.reference(reference)))
                else:
                    place, url = terminal(str(reference.location)), terminal(reference.url)
                    out(f"{place}: {reference.kind} {reference.role} {url}")
    if not count and not quiet:
        click.echo("linkaudit: nothing to read", err=True)
    if count and options.any_missing(paths):
        return Exit.ERROR
    return Exit.OK if count else Exit.NOTHING_TO_AUDIT


def _documents(paths: tuple[str, ...], loaded: Loaded, format_name: str | None) -> Iterator[Document | Skipped]:
    """Read the documents one after the other; none is kept."""
    from linkaudit.audit import documents_below  # noqa: PLC0415
    from linkaudit.citations.cite import with_roles  # noqa: PLC0415

    return documents_below(paths, loaded.config, loaded.root, options.announced(format_name), with_roles)
