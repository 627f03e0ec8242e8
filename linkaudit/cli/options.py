"""Options that several commands share, spelled as ruff spells them."""

from __future__ import annotations

import os
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linkaudit.documents import formats

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.config import Loaded
    from linkaudit.models import Audit


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


def judgement(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add what every command has that judges documents."""
    for option in (
        click.option("--select", type=Names(), help="Rules that speak: names or patterns such as 'date-*'."),
        click.option("--ignore", type=Names(), help="Rules that stay silent."),
        click.option("--fail-on", type=click.Choice(["error", "warning", "info", "never"]),
                     help="The mildest severity that makes the exit code 1.  [default: warning]"),
        click.option("--exit-zero", is_flag=True, help="Exit with 0 even if there are findings."),
        click.option("--as-of", type=Day(), metavar="DATE", help="The day of the audit.  [default: today in UTC]"),
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


def no_cache(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add the option to read every document anew."""
    return click.option("--no-cache", is_flag=True, help="Read every document anew, whatever is remembered of it.")(
        function
    )


def settings(config_file: Path | None, *, verbose: int = 0, **overrides: object) -> Loaded:
    """Load the settings, the command line's on top. Names with underscores stand for dotted keys: `web__enabled`."""
    from linkaudit.config import load  # noqa: PLC0415 - `--help` needs no settings

    keys = {name.replace("__", ".").replace("_", "-"): value for name, value in overrides.items()}
    loaded = load(config_file, keys)
    if verbose:
        click.echo(f"linkaudit: settings from {loaded.path or 'nowhere; each is at its default'}", err=True)
    return loaded


def beside(loaded: Loaded, key: str, given: str) -> Path:
    """Place a path: from a file, or by default, it is relative to that file; else to where one is."""
    from_file = loaded.path is not None and loaded.origins.get(key, str(loaded.path)) == str(loaded.path)
    return loaded.root / given if from_file else Path(given)


def state_of(loaded: Loaded) -> str:
    """Find the state file: as configured, else one in the user's state folder."""
    from linkaudit.history.store import IN_MEMORY, default_path  # noqa: PLC0415 - `--help` does without

    state = loaded.config.state
    if not state:
        return default_path(loaded.root)
    return state if state == IN_MEMORY else str(beside(loaded, "state", state))


def paths_or_here(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Take the current folder where no path is given. Raises UsageError for an empty one, which would be all of it."""
    if "" in paths:
        msg = "a PATH is empty; write . for the current folder"
        raise click.UsageError(msg)
    return paths or (".",)


def any_missing(paths: tuple[str, ...]) -> bool:
    """Tell whether a path that was named is not there: then a report on the others is no report on what was meant."""
    return any(not os.path.lexists(path) for path in paths)


SILENT = 2
"""How often `-q` has to be given for not even the report to be written."""


def announced(name: str | None) -> formats.Format | None:
    """Find the format that `--format` names."""
    return formats.by_name(name) if name else None


# Options that say how a command works and stand for no setting.
_NO_SETTINGS = {"no_ignore", "no_cache"}


def overrides(given: dict[str, Any]) -> dict[str, Any]:
    """Turn the options that stand for settings into overrides of them; those that were not given are left out."""
    names = {"select": "rules__select", "ignore": "rules__ignore"}
    settings_given = {names.get(name, name): value for name, value in given.items() if name not in _NO_SETTINGS}
    if given.get("no_ignore"):
        settings_given["respect_gitignore"] = False
    return settings_given


def lines_of_input() -> list[str]:
    """Read the lines of standard input that are not blank."""
    return [readable(line.rstrip("\r\n")) for line in sys.stdin if line.strip()]


def presentable(audit: Audit) -> Audit:
    """Write the names in an audit so that every format can hold them: files may have any bytes for a name."""
    from msgspec.structs import replace  # noqa: PLC0415 - `--help` does without

    run = audit.run
    return replace(audit, run=replace(run, paths=tuple(map(readable, run.paths)), config=readable(run.config)))


def readable(text: str) -> str:
    """Put a mark in the place of each byte that is no UTF-8: no format can hold it."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
