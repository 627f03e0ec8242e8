"""`linkaudit archive`: the capture nearest to a date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from linkaudit.cli import given, options
from linkaudit.cli.exits import Exit
from linkaudit.cli.writing import writing

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.archives.saving.saver import Saved
    from linkaudit.config import Loaded
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
@click.option("--save", "to_save", is_flag=True, help="Have the page captured, by the first archive that does that.")
@click.option(
    "--if-not-archived-within",
    "within_days",
    type=click.IntRange(min=1),
    metavar="DAYS",
    help="With --save: be content with a capture that is no older.",
)
@click.option(
    "--local",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Write the live page into a WARC file in this folder.",
)
def command(
    urls: tuple[str, ...],
    config_file: Path | None,
    output_format: str,
    output_file: Path | None,
    quiet: int,
    at: str,
    to_save: bool,
    within_days: int | None,
    folder: Path | None,
    **chosen: Any,
) -> Exit:
    """Find the capture that stands for a page at a date, or have one made.

    It is the latest good capture up to the end of the date, else the first good one after it. An archive that could
    not be asked is "unknown", never "absent". A URL of `-` reads lines of URL, tab and date from standard input.

    With --save pages are handed to an archive that is open to everyone: to Save Page Now of the Internet Archive, or
    to another of `archives.services`. With keys in IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY that goes through an
    account. With --local they are written into a collection of one's own, which `--service file:DIR` looks into.

    \b
      linkaudit archive https://example.org/ --at 2018-07-12
      linkaudit archive --save https://example.org/ --if-not-archived-within 30
      linkaudit archive --local captures https://example.org/
      printf 'https://example.org/\\t2018-07\\n' | linkaudit archive - --output-format jsonl
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    _check_together(to_save=to_save, local=folder is not None, at=bool(at), within=within_days is not None)
    chosen["archives__services"] = chosen["archives__services"] or None
    loaded = given.settings(config_file, **given.overrides(chosen))
    wanted = [request for url in urls for request in _requests(url, at)]
    if not wanted:
        given.say("there is no URL on standard input")
        return Exit.NOTHING_TO_AUDIT
    if to_save or folder:
        pages = [page for page, _ in wanted]
        how = _How(loaded, output_format, output_file, quiet, chosen["verbose"] > 0)
        return _make(pages, how, folder, within_days)
    return _find(wanted, loaded, output_format, output_file, quiet)


class _How(NamedTuple):
    """How captures are made and shown."""

    loaded: Loaded
    output_format: str
    output_file: Path | None
    quiet: int
    verbose: bool


def _check_together(*, to_save: bool, local: bool, at: bool, within: bool) -> None:
    """Raise UsageError for options that do not go together."""
    if to_save and local:
        msg = "--save hands pages to an archive, --local keeps them here; choose one"
        raise click.UsageError(msg)
    if at and (to_save or local):
        msg = "--at looks for a capture of a date; one that is made now has no other date than now"
        raise click.UsageError(msg)
    if within and not to_save:
        msg = "--if-not-archived-within goes with --save"
        raise click.UsageError(msg)


def _make(pages: list[str], how: _How, folder: Path | None, within_days: int | None) -> Exit:
    """Make captures: in an archive, or in a folder of one's own."""
    from linkaudit.reporting import json, records, text  # noqa: PLC0415 - `--help` does without

    with writing(how.output_file, live=True, silent=how.quiet >= given.SILENT) as out:

        def tell(saved: Saved) -> None:
            """Show what came of a page; in a machine format the words go to standard error."""
            if how.output_format != "jsonl":
                out(text.saved_line(saved))
                return
            out(json.line(records.memento(saved.lookup)))
            if saved.words and not how.quiet:
                given.say(text.saved_line(saved))

        if folder:
            from linkaudit.cli.keeping import keep  # noqa: PLC0415

            return keep(pages, folder, how.loaded, tell, quiet=how.quiet > 0, verbose=how.verbose)
        from linkaudit.cli.saving import save  # noqa: PLC0415

        return save(pages, how.loaded, tell, within_days=within_days, quiet=how.quiet > 0, verbose=how.verbose)


def _find(wanted: list[Request], loaded: Loaded, output_format: str, output_file: Path | None, quiet: int) -> Exit:
    """Look for captures."""
    from linkaudit.models import Result  # noqa: PLC0415 - `--help` does without
    from linkaudit.reporting import json, records, text  # noqa: PLC0415
    from linkaudit.web import loop  # noqa: PLC0415

    results: set[Result] = set()
    with writing(output_file, live=True, silent=quiet >= given.SILENT) as out:

        def show(answer: Lookup) -> None:
            results.add(answer.result)
            out(json.line(records.memento(answer)) if output_format == "jsonl" else text.lookup_line(answer))

        notes = loop.run(_look_up(wanted, show, loaded.config, quiet=quiet > 0))
    if not quiet:
        given.say_all(notes)
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


async def _look_up(
    wanted: list[Request], show: Callable[[Lookup], None], config: Config, *, quiet: bool
) -> tuple[str, ...]:
    """Look up what is wanted, and say what became of the asking as far as it was not as usual."""
    from linkaudit.archives.asking.courtesies import shared_folder  # noqa: PLC0415 - `--help` does without
    from linkaudit.archives.inquiry import Inquiry  # noqa: PLC0415
    from linkaudit.web.client import open_client  # noqa: PLC0415
    from linkaudit.web.guard import Guard  # noqa: PLC0415

    async with open_client(config.web, Guard(config.web.allow_hosts)) as client:
        tell: Callable[[str], None] = (lambda _: None) if quiet else given.say
        inquiry = Inquiry(config, client, folder=shared_folder(), tell=tell)
        return inquiry.notes(await inquiry.look_up(wanted, show))
