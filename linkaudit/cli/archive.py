"""`linkaudit archive`: the capture nearest to a date."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from linkaudit.cli import given, options
from linkaudit.cli.exits import Exit
from linkaudit.cli.signals import terminable
from linkaudit.cli.writing import writing

if TYPE_CHECKING:
    from linkaudit.archives.saving.saver import Saved
    from linkaudit.cli.asked import Asked
    from linkaudit.config import Loaded
    from linkaudit.models import Lookup


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
@click.option("--state", type=click.Path(), help="The file that remembers, or :memory:.")
@click.option("--fresh", is_flag=True, help="Ask anew, whatever is remembered.")
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
    fresh: bool,
    to_save: bool,
    within_days: int | None,
    folder: Path | None,
    **chosen: Any,
) -> Exit:
    """Find the capture that stands for a page at a date, or have one made.

    It is the latest good capture up to the end of the date, else the first good one after it; a redirect only where
    there is nothing else. Archives are asked in the order of the settings, collections of one's own first, until one
    has a good capture up to the date; where none has, the best of all of them answers. An archive that could not be
    asked is "unknown", never "absent". A date is a day, a month, a year or an instant (2018-07-12T08:00:00Z).

    A URL of `-` reads lines of URL, tab and date from standard input; the answers come in their order. What was
    answered is remembered as by audits (found for 30 days, absent for 7) and not asked again: a run that was
    interrupted, or whose budget was spent, goes on when it is started again.

    Exit codes: 0 all found; 1 some are absent, or archives do not keep such addresses; 2 something is no URL, or no
    date, or no archive is named; 75 an archive could not tell, or interrupted: try again later.

    With --save pages are handed to an archive that is open to everyone: to Save Page Now of the Internet Archive, or
    to another of `archives.services`. With keys in IA_ACCESS_KEY_ID and IA_SECRET_ACCESS_KEY that goes through an
    account. With --local they are written into a collection of one's own, which `--service file:DIR` looks into.

    \b
      linkaudit archive https://example.org/ --at 2018-07-12
      linkaudit archive --save https://example.org/ --if-not-archived-within 30
      linkaudit archive --local captures https://example.org/
      printf 'https://example.org/\\t2018-07\\n' | linkaudit archive - --output-format jsonl
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    _check_together(to_save=to_save, local=folder is not None, at=bool(at), within=within_days is not None, fresh=fresh)
    chosen["archives__services"] = chosen["archives__services"] or None
    loaded = given.settings(config_file, **given.overrides(chosen))
    from linkaudit.cli.asked import asked  # noqa: PLC0415 - `--help` does without

    how = _How(loaded, output_format, output_file, quiet, chosen["verbose"] > 0)
    with terminable():
        wanted = asked(urls, at)
        if not wanted:
            given.say("there is no URL on standard input")
            return Exit.NOTHING_TO_AUDIT
        if to_save or folder:
            return _make([each.url for each in wanted], how, folder, within_days)
        return _find(wanted, how, fresh=fresh)


class _How(NamedTuple):
    """How captures are looked up or made, and shown."""

    loaded: Loaded
    output_format: str
    output_file: Path | None
    quiet: int
    verbose: bool


def _check_together(*, to_save: bool, local: bool, at: bool, within: bool, fresh: bool) -> None:
    """Raise UsageError for options that do not go together."""
    if to_save and local:
        msg = "--save hands pages to an archive, --local keeps them here; choose one"
        raise click.UsageError(msg)
    if at and (to_save or local):
        msg = "--at looks for a capture of a date; one that is made now has no other date than now"
        raise click.UsageError(msg)
    if fresh and (to_save or local):
        msg = "--fresh is for looking up; what is captured is always new"
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
            out(json.line(records.lookup(saved.lookup)))
            if saved.words and not how.quiet:
                given.say(text.saved_line(saved))

        if folder:
            from linkaudit.cli.keeping import keep  # noqa: PLC0415

            return keep(pages, folder, how.loaded, tell, quiet=how.quiet > 0, verbose=how.verbose)
        from linkaudit.cli.saving import save  # noqa: PLC0415

        return save(pages, how.loaded, tell, within_days=within_days, quiet=how.quiet > 0, verbose=how.verbose)


def _find(wanted: list[Asked], how: _How, *, fresh: bool) -> Exit:
    """Look for captures."""
    from linkaudit.cli.lookups import find  # noqa: PLC0415 - `--help` does without
    from linkaudit.reporting import json, records, text  # noqa: PLC0415

    with writing(how.output_file, live=True, silent=how.quiet >= given.SILENT) as out:

        def show(each: Asked, answer: Lookup) -> None:
            if how.output_format == "jsonl":
                out(json.line(records.lookup(answer, each.at)))
            else:
                out(text.lookup_line(answer, each.at))

        return find(wanted, how.loaded, show, fresh=fresh, quiet=how.quiet > 0)
