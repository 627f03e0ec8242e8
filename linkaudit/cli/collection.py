"""`linkaudit collection`: what documents say about each other."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from linkaudit.cli import given, options
from linkaudit.cli.exits import Exit
from linkaudit.cli.writing import wants_colour, write

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from linkaudit.config import Loaded
    from linkaudit.models import Audit


@click.command("collection")
@options.documents
@click.option("--as-of", type=options.Day(), metavar="DATE", help="The day of the audit.  [default: today in UTC]")
@click.option("--exit-zero", is_flag=True, help="Exit with 0, as this command does whatever it finds.")
@options.output("text", "json", "markdown", "svg")
@options.no_cache
def command(
    paths: tuple[str, ...],
    config_file: Path | None,
    format_name: str | None,
    as_of: date | None,
    output_format: str,
    output_file: Path | None,
    quiet: int,
    no_cache: bool,
    exit_zero: bool,
    **chosen: Any,
) -> Exit:
    """Tell what documents say about each other, without network.

    Lists the groups of documents that share text, whole, in part or rewritten, with the passages that they share; what
    was inferred from one document for another, such as a date, a source or a lost target, marked as inferred and with
    what is for and against it; and where documents contradict each other. -v shows every passage; svg is a picture.

    \b
      linkaudit collection clippings/
      linkaudit collection clippings/ --output-format json -o groups.json
      linkaudit collection clippings/ --output-format svg -o groups.svg
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    del exit_zero
    verbose = int(chosen.pop("verbose"))
    loaded = given.settings(config_file, verbose=verbose, **given.overrides(chosen))
    audit = _compared(paths, loaded, as_of, format_name, cache=not no_cache, references=output_format == "markdown")
    if quiet < given.SILENT or output_file:
        write(_rendered(audit, output_format, output_file, verbose=verbose > 0), output_file)
    if not quiet:
        _sum_up(audit)
    if not audit.documents:
        return Exit.OK if given.all_left_out(paths, audit) else Exit.NOTHING_TO_AUDIT
    return Exit.ERROR if given.any_missing(paths) else Exit.OK


def _compared(
    paths: tuple[str, ...],
    loaded: Loaded,
    as_of: date | None,
    format_name: str | None,
    *,
    cache: bool,
    references: bool,
) -> Audit:
    """Read the documents and compare them, also where the settings say that scans do not."""
    from msgspec.structs import replace  # noqa: PLC0415 - `--help` does without

    from linkaudit.audit import scan  # noqa: PLC0415

    config = replace(loaded.config, collection=replace(loaded.config.collection, compare=True))
    audit = scan(
        given.paths_or_here(paths),
        config,
        as_of=as_of,
        root=loaded.root,
        announced=given.announced(format_name),
        state=(lambda: given.state_of(loaded)) if cache else None,
        references=references,
    )
    return given.presentable(audit)


def _rendered(audit: Audit, output_format: str, output_file: Path | None, *, verbose: bool) -> str:
    """Write what was found in one of the formats."""
    if output_format == "json":
        from linkaudit.reporting import json  # noqa: PLC0415 - only the format that is wanted

        return json.collection(audit)
    if output_format == "markdown":
        from linkaudit.reporting import markdown_collection  # noqa: PLC0415

        return markdown_collection.render(audit, folder=str(output_file.parent) if output_file else None)
    if output_format == "svg":
        from linkaudit.reporting import group_picture  # noqa: PLC0415

        return group_picture.render(audit)
    from linkaudit.reporting import text_collection  # noqa: PLC0415

    return text_collection.render(audit, colour=output_file is None and wants_colour(), verbose=verbose)


def _sum_up(audit: Audit) -> None:
    """Say on standard error what was found, in a line, and what could not be read or compared."""
    from linkaudit.reporting.concluded import in_brief  # noqa: PLC0415 - not if nothing is to be said
    from linkaudit.reporting.escape import terminal  # noqa: PLC0415
    from linkaudit.wording import counted  # noqa: PLC0415

    said = in_brief(audit) or "none shares text with another"
    sys.stderr.write(f"{counted(len(audit.documents), 'document')}: {said}.\n")
    for note in audit.kinship.notes:
        given.say(terminal(note))
    for skipped in audit.skipped:
        given.say(f"skipped {terminal(skipped.path)}: {terminal(skipped.reason)}")
