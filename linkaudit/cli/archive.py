"""`linkaudit archive`: the capture nearest to a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from linkaudit.cli import given, options
from linkaudit.cli.exits import Exit
from linkaudit.cli.writing import writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from linkaudit.models import Lookup, PartialDate
    from linkaudit.settings import Config

    Request = tuple[str, PartialDate | None]


@click.command("archive")
@click.argument("urls", nargs=-1, required=True, metavar="URL|-...")
@options.common
@options.output("text", "jsonl")
@click.option("--at", metavar="DATE", default="", help="A day, month, year or instant; else the latest capture.")
@click.option("--service", "archives__services", multiple=True, help="An archive to ask, as in the settings.")
@options.budget
@click.option(
    "--allow-hosts", "web__allow_hosts", type=options.Names(), help="Private hosts, addresses or networks to ask."
)
def command(
    urls: tuple[str, ...],
    config_file: Path | None,
    output_format: str,
    output_file: Path | None,
    quiet: int,
    at: str,
    **chosen: Any,
) -> Exit:
    """Find the capture that stands for a page at a date.

    It is the latest good capture up to the end of the date, else the first good one after it. An archive that could
    not be asked is "unknown", never "absent". A URL of `-` reads lines of URL, tab and date from standard input.

    \b
      linkaudit archive https://example.org/ --at 2018-07-12
      printf 'https://example.org/\\t2018-07\\n' | linkaudit archive - --output-format jsonl
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    chosen["archives__services"] = chosen["archives__services"] or None
    loaded = given.settings(config_file, **given.overrides(chosen))
    wanted = [request for url in urls for request in _requests(url, at)]
    if not wanted:
        given.say("there is no URL on standard input")
        return Exit.NOTHING_TO_AUDIT
    from linkaudit.models import Result  # noqa: PLC0415 - `--help` does without
    from linkaudit.reporting import json, records, text  # noqa: PLC0415
    from linkaudit.web import loop  # noqa: PLC0415

    results: set[Result] = set()
    with writing(output_file, live=True, silent=quiet >= given.SILENT) as out:

        def show(answer: Lookup) -> None:
            results.add(answer.result)
            out(json.line(records.memento(answer)) if output_format == "jsonl" else text.lookup_line(answer))

        notes = loop.run(_look_up(wanted, show, loaded.config))
    for note in () if quiet else notes:
        given.say(note)
    if Result.UNKNOWN in results:
        return Exit.TRY_LATER
    return Exit.FINDINGS if Result.ABSENT in results else Exit.OK


def _requests(url: str, at: str) -> list[Request]:
    """Read what is asked for: a URL with the date of the option, or the lines of standard input."""
    if url != "-":
        return [(given.readable(url), _date(at, "--at"))]
    lines = (line.partition("\t") for line in given.lines_of_input())
    return [
        (address.strip(), _date(date.strip() or at, f"standard input, {address.strip()}")) for address, _, date in lines
    ]


def _date(text: str, where: str) -> PartialDate | None:
    from linkaudit.citations.dates import parse_date  # noqa: PLC0415

    date = parse_date(text) if text else None
    if text and (date is None or not date.possible):
        msg = f"{text!r} is no date: write a day, month or year such as 2018-07-12, 2018-07 or 2018"
        raise click.BadParameter(msg, param_hint=where)
    return date


async def _look_up(wanted: list[Request], show: Callable[[Lookup], None], config: Config) -> tuple[str, ...]:
    """Look up what is wanted, and say what became of the asking as far as it was not as usual."""
    from linkaudit.archives.courtesies import shared_folder  # noqa: PLC0415 - `--help` does without
    from linkaudit.archives.inquiry import Inquiry  # noqa: PLC0415
    from linkaudit.web.client import open_client  # noqa: PLC0415
    from linkaudit.web.guard import Guard  # noqa: PLC0415

    async with open_client(config.web, Guard(config.web.allow_hosts)) as client:
        inquiry = Inquiry(config, client, folder=shared_folder())
        return inquiry.notes(await inquiry.look_up(wanted, show))
