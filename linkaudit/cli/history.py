"""`linkaudit history`: what earlier audits saw of a URL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from linkaudit.cli import given, options
from linkaudit.cli.exits import Exit
from linkaudit.cli.writing import wants_colour, writing

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date
    from pathlib import Path


@click.command("history")
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@options.common
@options.output("text", "json", "jsonl")
@click.option("--state", type=click.Path(), help="The file that remembers.")
@click.option("--as-of", type=options.Day(), metavar="DATE", help="What was known on this day.  [default: today]")
def command(
    urls: tuple[str, ...],
    config_file: Path | None,
    output_format: str,
    output_file: Path | None,
    quiet: int,
    as_of: date | None,
    **chosen: Any,
) -> Exit:
    """Show what all looks at a URL have come to, and each of them, the oldest first.

    Nothing is asked and nothing is changed; an audit may be at work at the same time. `json` writes an object for each
    URL, one a line, `jsonl` one for each look. Exit code 3 means that a URL was never looked at.

    \b
      linkaudit history https://example.org/
      linkaudit history https://example.org/ --output-format json
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    loaded = given.settings(config_file, **given.overrides(chosen))
    from linkaudit.citations.urls import without_fragment  # noqa: PLC0415 - `--help` does without
    from linkaudit.history.standing import standing  # noqa: PLC0415
    from linkaudit.history.store import open_past  # noqa: PLC0415
    from linkaudit.reporting import json, records  # noqa: PLC0415
    from linkaudit.reporting import past as past_as_text  # noqa: PLC0415

    state = given.state_of(loaded)
    unseen: list[str] = []
    with open_past(state) as past, writing(output_file, silent=quiet >= given.SILENT) as out:
        for url in urls:
            page = without_fragment(given.readable(url))
            looks = [each for each in past.looks(page) if as_of is None or each.checked_at.date() <= as_of]
            if not looks:
                unseen.append(url)
                continue
            come_to = standing(page, looks, loaded.config.history)
            written: Iterable[str]
            if output_format == "jsonl":
                written = (json.line(records.past_look(each)) for each in looks)
            elif output_format == "json":
                written = [json.line(records.history(come_to, looks))]
            else:
                written = past_as_text.lines(come_to, looks, colour=wants_colour())
            for line in written:
                out(line)
    for url in unseen:
        given.say(f"{url} was never looked at, as far as the state {state} goes")
    return Exit.NOTHING_TO_AUDIT if unseen else Exit.OK
