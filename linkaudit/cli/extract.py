"""`linkaudit extract`: the references of documents."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from linkaudit.cli import given, options
from linkaudit.cli.exits import Exit
from linkaudit.cli.writing import writing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linkaudit.documents.discover import Found
    from linkaudit.gather import Reading
    from linkaudit.models import Document, Skipped


class _Extract(Struct, frozen=True):
    """The lines to be printed for a file, the number of documents in it, and what could not be read."""

    lines: str = ""
    documents: int = 0
    skipped: tuple[Skipped, ...] = ()


@click.command("extract")
@options.documents
@options.output("text", "jsonl")
@click.option("--no-cache", is_flag=True, help="Read every document anew, as this command always does.")
def command(
    paths: tuple[str, ...],
    config_file: Path | None,
    format_name: str | None,
    output_format: str,
    output_file: Path | None,
    quiet: int,
    **chosen: Any,
) -> Exit:
    """List the references of documents, in document order.

    Prints each link, picture, bare URL and address in metadata with its exact place; relative and empty targets too.

    \b
      linkaudit extract docs/ --output-format jsonl -o references.jsonl
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    from linkaudit.gather import reading_of  # noqa: PLC0415 - `--help` does without
    from linkaudit.reporting.escape import terminal  # noqa: PLC0415

    loaded = given.settings(config_file, **given.overrides(chosen))
    reading = reading_of(loaded.config, loaded.root, announced=given.announced(format_name))
    count = 0
    with writing(output_file, silent=quiet >= given.SILENT) as out:
        for extract in _extracts(reading, given.paths_or_here(paths), as_json=output_format == "jsonl"):
            count += extract.documents
            if extract.lines:
                out(extract.lines)
            for each in extract.skipped:
                click.echo(f"linkaudit: skipped {terminal(each.path)}: {terminal(each.reason)}", err=True)
    if not count and not quiet:
        click.echo("linkaudit: nothing to read", err=True)
    if count and given.any_missing(paths):
        return Exit.ERROR
    return Exit.OK if count else Exit.NOTHING_TO_AUDIT


def _extracts(reading: Reading, paths: tuple[str, ...], *, as_json: bool) -> Iterator[_Extract]:
    """Read the files one after the other; many are shared out to processes. None is kept."""
    from linkaudit.gather import are_many  # noqa: PLC0415 - `--help` does without

    many, found = are_many(reading.discovered(paths))
    job = partial(_extract, reading, as_json=as_json)
    if not many:
        yield from map(job, found)
        return
    from linkaudit.engines.local import Workers, processors  # noqa: PLC0415 - only for many

    with Workers(job, _lost, processors()) as workers:
        yield from workers.results(found)


def _extract(reading: Reading, found: Found | Skipped, *, as_json: bool) -> _Extract:
    """Read a file and write down its references, within the time that there is for it."""
    from linkaudit.documents.limits import limited  # noqa: PLC0415 - `--help` does without
    from linkaudit.models import Skipped  # noqa: PLC0415

    if isinstance(found, Skipped):
        return _Extract(skipped=(found,))
    return limited(
        found.name,
        reading.config.max_seconds,
        lambda: _written(reading, found, as_json=as_json),
        lambda each: _Extract(skipped=(each,)),
    )


def _written(reading: Reading, found: Found, *, as_json: bool) -> _Extract:
    from linkaudit.citations.cite import with_roles  # noqa: PLC0415 - `--help` does without
    from linkaudit.models import Skipped  # noqa: PLC0415

    lines: list[str] = []
    skipped: list[Skipped] = []
    documents = 0
    for read in reading.documents(found):
        if isinstance(read, Skipped):
            skipped.append(read)
            continue
        documents += 1
        lines += _lines(with_roles(read), as_json=as_json)
    return _Extract("\n".join(lines), documents, tuple(skipped))


def _lines(document: Document, *, as_json: bool) -> Iterator[str]:
    from linkaudit.reporting import json, records  # noqa: PLC0415 - `--help` does without
    from linkaudit.reporting.escape import terminal  # noqa: PLC0415

    for reference in document.references:
        if as_json:
            yield json.line(records.reference(reference))
        else:
            yield f"{terminal(str(reference.location))}: {reference.kind} {reference.role} {terminal(reference.url)}"


def _lost(found: Found | Skipped) -> _Extract:
    """Say that reading a file ended the process that did it."""
    from linkaudit.documents.discover import Found  # noqa: PLC0415 - hardly ever
    from linkaudit.gather import killed  # noqa: PLC0415

    return _Extract(skipped=(killed(found) if isinstance(found, Found) else found,))
