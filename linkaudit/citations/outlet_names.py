"""News agencies, newspapers, broadcasters: the names by which texts know them, and where those stand in a text."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit import data
from linkaudit.citations.signs import holding_words, with_letters
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# Places of a name in one paragraph that are looked at: whoever is credited there is so at one of the first.
_MOST_PLACES = 50
_KINDS = ("agencies", "press", "broadcasters")
# A letter of a script that sets spaces between words; the others begin at CJK Radicals Supplement.
_LETTER = r"[^\W_\u2e80-\U0010ffff]"
_UNSPACED = "[\u2e80-\U0010ffff]"
# What stands before a name within a word, an address or code; and behind one. Arabic and Hebrew write "to", "in" and
# "and" as letters of the next word.
_BEFORE = Pattern(
    rf"(?:(?={_UNSPACED})|(?<!{_LETTER})(?<![@#$\\_.])(?<![A-Za-z0-9]-)"
    r"|(?<=(?<!\w)[\u0644\u0648\u0628\u0641])|(?<=(?<!\w)[\u05dc\u05d1\u05de\u05d5]))"
)
_BEHIND = Pattern(rf"(?:(?<={_UNSPACED})|(?!{_LETTER})(?![_(=@])(?!\.{_LETTER}))")


class Outlet(Struct, frozen=True):
    """An outlet as `data/outlets.toml` has it."""

    name: str
    domains: tuple[str, ...]
    common: bool = False
    """Whether the name by which it was found is a word of the language, too, or an abbreviation of something else."""
    agency: bool = False


class Mention(Struct, frozen=True, order=True):
    """A place of a text where an outlet is named."""

    start: int
    end: int
    outlet: Outlet


@data.derived
def by_name() -> dict[str, Outlet]:
    """Map every name of an outlet to the outlet."""
    found: dict[str, Outlet] = {}
    for kind in _KINDS:
        for outlet in data.load("outlets")[kind]:
            domains = tuple(outlet["domains"])
            for common, names in ((False, outlet["names"]), (True, outlet.get("common", ()))):
                for name in names:
                    found[name] = Outlet(outlet["name"], domains, common, kind == "agencies")
    for name in [name for name in found if name.startswith("The ") and name[4:] not in found]:
        # `the Hill` may be a hill.
        found.setdefault(f"the {name[4:]}", _as_common(found[name]))
    return found


def _as_common(outlet: Outlet) -> Outlet:
    return Outlet(outlet.name, outlet.domains, True, outlet.agency)


@data.derived
def _folded() -> tuple[tuple[str, ...], dict[str, tuple[str, ...]]]:
    """List the names as they are looked for, their case folded, and what is written so."""
    names: dict[str, list[str]] = {}
    for name in by_name():
        names.setdefault(name.casefold(), []).append(name)
    return tuple(names), {folded: tuple(written) for folded, written in names.items()}


@lru_cache(maxsize=4)
def names_in(text: str) -> tuple[str, ...]:
    """List the names whose words stand in a text, by a look at its words only: few texts have any."""
    names, written = _folded()
    text = with_letters(text)
    return tuple(
        name
        for folded in holding_words(text, names)
        for name in written[folded]
        if all(word in text for word in name.split())
    )


def mentions(text: str, names: tuple[str, ...]) -> list[Mention]:
    """Find where the names stand in a text, in order; of names that begin or end with each other the longest."""
    if not names:
        return []
    line = text.replace("\n", " ")
    found: list[Mention] = []
    taken = bytearray(len(line))
    for name in sorted((name for name in names if name in line), key=len, reverse=True):
        for start in _places(line, name):
            end = start + len(name)
            if not any(taken[start:end]) and _BEFORE.match(text, start) and _BEHIND.match(text, end):
                taken[start:end] = b"\1" * len(name)
                found.append(Mention(start, end, by_name()[name]))
    return sorted(found, key=lambda mention: mention.start)


def _places(line: str, name: str) -> Iterator[int]:
    """Find the first places of a name, one behind the other."""
    start = line.find(name)
    for _ in range(_MOST_PLACES):
        if start < 0:
            return
        yield start
        start = line.find(name, start + len(name))
