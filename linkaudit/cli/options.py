"""Options that several commands share, spelled as ruff spells them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linkaudit.documents import formats

if TYPE_CHECKING:
    from collections.abc import Callable


class Day(click.ParamType[date]):
    """A day as `YYYY-MM-DD`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read a day, or fail with the form that is wanted."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is no day: write it as YYYY-MM-DD, such as {datetime.now(UTC).date()}", param, ctx)


class Names(click.ParamType[tuple[str, ...]]):
    """Names separated by commas."""

    name = "names"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        """Split at commas."""
        del param, ctx
        return value if isinstance(value, tuple) else tuple(part.strip() for part in value.split(",") if part.strip())


class Allowance(click.ParamType["int | str"]):
    """A number of requests, or a time; what is neither is found when the settings are checked."""

    name = "allowance"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        """Tell a number from a time."""
        del param, ctx
        return int(value) if str(value).strip().isdecimal() else str(value).strip()


class FormatName(click.ParamType[str]):
    """The name of a format, be it linkaudit's own or one that another distribution brings."""

    name = "format"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check a name, or fail with the names that there are."""
        try:
            return formats.by_name(value).name
        except KeyError:
            known = ", ".join(sorted({*formats.names(), *formats.names_of_others()}))
            self.fail(f"there is no format {value!r}; choose from {known}", param, ctx)


def common(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every command has that reads settings."""
    for option in (
        click.option("--config", "config_file", type=click.Path(path_type=Path, exists=True, dir_okay=False),
                     help="Read the settings from this file."),
        click.option("-q", "--quiet", count=True, help="Say nothing but the report; twice: not even the report."),
        click.option("-v", "--verbose", count=True, help="Say what is done, step by step."),
    ):  # fmt: skip
        function = option(function)
    return function


def documents(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every command has that reads documents."""
    for option in (
        click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]..."),
        click.option("--format", "format_name", type=FormatName(), metavar="NAME",
                     help="Read every file as this format, whatever its name."),
        click.option("--include-code/--no-include-code", default=None,
                     help="Take links in code, literal text and comments for links."),
        click.option("--include", type=Names(), help="Patterns of files to read in folders."),
        click.option("--exclude", type=Names(), help="Patterns of files and folders never to look at."),
        click.option("--no-ignore", is_flag=True, help="Read what .gitignore leaves out, too."),
        common,
    ):  # fmt: skip
        function = option(function)
    return function


def selection(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every command has that lets rules speak."""
    for option in (
        click.option("--select", type=Names(), help="Rules that speak: names or patterns such as 'date-*'."),
        click.option("--ignore", type=Names(), help="Rules that stay silent."),
        click.option("--as-of", type=Day(), metavar="DATE", help="The day of the audit.  [default: today in UTC]"),
    ):  # fmt: skip
        function = option(function)
    return function


def baseline(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the choice of the file of accepted findings."""
    return click.option(
        "--baseline", metavar="FILE", help="The file of accepted findings.  [default: linkaudit-baseline.jsonl]"
    )(function)


def judgement(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every command has that judges documents."""
    for option in (
        selection,
        baseline,
        click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]),
                     help="The mildest severity that makes the exit code 1.  [default: warning]"),
        click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings."),
    ):  # fmt: skip
        function = option(function)
    return function


def output(*choices: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add the choice of an output format, the first of which is the default, and of an output file."""

    def add(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in (
            click.option("--output-format", type=click.Choice(choices), default=choices[0], show_default=True),
            click.option("-o", "--output-file", type=click.Path(path_type=Path, dir_okay=False),
                         help="Write there instead of to standard output."),
        ):  # fmt: skip
            function = option(function)
        return function

    return add


def budget(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what may be spent on archives."""
    return click.option(
        "--budget", "archives__budget", type=Allowance(), metavar="NUMBER|TIME",
        help="Requests to archives at the most, or the time they may take: 200, 90s, 20min, 2h; 0 for no limit.",
    )(function)  # fmt: skip


def no_cache(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option to read every document anew."""
    return click.option("--no-cache", is_flag=True, help="Read every document anew, whatever is remembered of it.")(
        function
    )
