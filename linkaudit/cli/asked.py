"""What `archive` is asked for: URLs and the dates that go with them, from the command line or standard input."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from msgspec import Struct

from linkaudit.cli import given
from linkaudit.models import PartialDate  # noqa: TC001 - a field of a struct

if TYPE_CHECKING:
    from collections.abc import Iterator


class Asked(Struct, frozen=True):
    """One page that is asked for, as it was given."""

    url: str
    when: PartialDate | None = None
    """The date; None for the latest capture, and for a date that no calendar has."""
    impossible: str = ""
    """A date that no calendar has, as it is written."""

    @property
    def at(self) -> str:
        """The date in the form of ISO 8601; empty for the latest capture."""
        return self.impossible or str(self.when or "")


def asked(urls: tuple[str, ...], at: str) -> list[Asked]:
    """List what is asked for: each URL with the date of the option, and for `-` the lines of standard input.

    Raises BadParameter if a date is none, and for a date of the option also if no calendar has it.
    """
    when = _option(at) if at else None
    listed: list[Asked] = []
    for url in urls:
        listed += _lines(when) if url == "-" else [Asked(given.readable(url), when)]
    return listed


def _option(at: str) -> PartialDate | None:
    """Read the date of the option."""
    one = _dated("", at, "--at")
    if one.impossible:
        msg = f"{at!r} is no date: no calendar has it"
        raise click.BadParameter(msg, param_hint="--at")
    return one.when


def _lines(default: PartialDate | None) -> Iterator[Asked]:
    """Read the lines of standard input: URL, tab, date. All are read before anything is asked."""
    for number, line in given.numbered_lines_of_input():
        url, date = _parts(line)
        if date:
            yield _dated(url, date, f"standard input, line {number}, {url}")
        else:
            yield Asked(url, default)


def _parts(line: str) -> tuple[str, str]:
    """Take a line apart. Blanks stand for the tab if what follows the last ones is a date: no URL has any."""
    url, tab, date = line.partition("\t")
    if tab:
        return url.strip(), date.strip()
    words = line.split()
    for count in (2, 1):  # an instant may have a blank between day and time
        date = " ".join(words[-count:])
        if len(words) > count and (count == 1 or ":" in words[-1]) and _is_date(date):
            return line.rsplit(None, count)[0].strip(), date
    return line.strip(), ""


def _is_date(text: str) -> bool:
    """Tell whether a text is a date, possible or not."""
    from linkaudit.citations.moments import read_moment  # noqa: PLC0415 - `--help` does without

    try:
        return read_moment(text) is not None
    except ValueError:
        return True


def _dated(url: str, date: str, where: str) -> Asked:
    """Put a date beside a URL. Raises BadParameter if it is none."""
    from linkaudit.citations.moments import FORMS, read_moment  # noqa: PLC0415 - `--help` does without

    try:
        when = read_moment(date)
    except ValueError:
        return Asked(url, impossible=date)
    if when is None:
        msg = f"{date!r} is no date: write {FORMS}"
        raise click.BadParameter(msg, param_hint=where)
    return Asked(url, when)
