"""`linkaudit check`: look at URLs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import click

from linkaudit.cli import given, options
from linkaudit.cli.exits import Exit
from linkaudit.cli.signals import terminable
from linkaudit.cli.writing import wants_colour, writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from linkaudit.models import Observation
    from linkaudit.settings import Config
    from linkaudit.web.outbox import Coverage


@click.command("check")
@click.argument("urls", nargs=-1, required=True, metavar="URL|-...")
@options.common
@options.output("text", "jsonl")
@click.option(
    "--allow-hosts", "web__allow_hosts", type=options.Names(), help="Private hosts, addresses or networks to ask."
)
@click.option("--concurrency", "web__concurrency", type=int, help="Requests under way at once.")
@click.option("--timeout", "web__timeout", type=float, help="Seconds to wait for a connection or for bytes.")
@click.option("--explain", is_flag=True, help="Show each request and the steps from its answer to the verdict.")
@click.option("--exit-zero", is_flag=True, help="Exit with 0 even if something is dead.")
def command(
    urls: tuple[str, ...],
    config_file: Path | None,
    output_format: str,
    output_file: Path | None,
    quiet: int,
    explain: bool,
    exit_zero: bool,
    **chosen: Any,
) -> Exit:
    """Look at URLs and print each verdict as it comes.

    A URL of `-` reads URLs from standard input, one a line. Exit code 1 means that something is dead or
    soft-dead, 2 that something is no URL, 3 that none was given.

    \b
      linkaudit check https://example.org/
      linkaudit check --explain https://example.org/
      linkaudit check - --output-format jsonl < urls.txt
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    if explain and output_format != "text":
        msg = "--explain is for people: it goes with --output-format text"
        raise click.UsageError(msg)
    loaded = given.settings(config_file, **given.overrides(chosen))
    wanted = [url for given_url in urls for url in _given(given_url)]
    if not wanted:
        given.say("there is no URL on standard input")
        return Exit.NOTHING_TO_AUDIT
    from linkaudit.models import Verdict  # noqa: PLC0415 - `--help` does without
    from linkaudit.reporting import json, records, text  # noqa: PLC0415
    from linkaudit.web.target import parse  # noqa: PLC0415

    lost = False
    with terminable(), writing(output_file, live=True, silent=quiet >= given.SILENT) as out:

        def show(seen: Observation) -> None:
            nonlocal lost
            lost = lost or seen.verdict in (Verdict.DEAD, Verdict.SOFT_DEAD)
            as_json = output_format == "jsonl"
            out(json.line(records.check(seen)) if as_json else text.observation_line(seen, colour=wants_colour()))
            if explain:
                out(text.explanation(seen))

        coverage = _check(wanted, show, loaded.config, quiet=quiet > 0)
    if coverage.offline:
        why = coverage.trouble or "the machine has no network"
        click.echo(f"linkaudit: {why}; nothing was judged", err=True)
        return Exit.TRY_LATER
    wrong = sum(parse(url) is None for url in wanted)
    if wrong:
        given.say(
            f"{wrong} of {len(wanted)} given {'is' if wrong == 1 else 'are'} no URL, such as https://example.org/"
        )
        return Exit.ERROR
    return Exit.FINDINGS if lost and not exit_zero else Exit.OK


def _given(url: str) -> list[str]:
    """Take a URL as it was given, or the lines of standard input for `-`."""
    return given.lines_of_input() if url == "-" else [given.readable(url)]


def _check(urls: list[str], show: Callable[[Observation], None], config: Config, *, quiet: bool) -> Coverage:
    from linkaudit.citations.urls import same_host_site  # noqa: PLC0415
    from linkaudit.engines.looking import look  # noqa: PLC0415
    from linkaudit.web.job import Extras  # noqa: PLC0415
    from linkaudit.web.manners import Manners  # noqa: PLC0415

    manners = Manners(config.web, os.environ)
    for note in () if quiet else manners.notes(urls):
        given.say(note)
    return look(urls, show, config.web, same_site=same_host_site, manners=manners, extras=Extras(sketches=False))
