"""What texts of each format are made of, as `tokens.toml` has it."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from msgspec import Struct, convert

_FILE = Path(__file__).with_name("tokens.toml")


class Dictionary(Struct, frozen=True):
    """The tokens of a format, and the pairs of openings and closings that nest in it."""

    tokens: tuple[str, ...] = ()
    nesting: tuple[tuple[str, str], ...] = ()
    like: tuple[str, ...] = ()
    """The formats whose tokens and pairs are those of this one, too."""


def dictionary(name: str) -> Dictionary:
    """Give the dictionary of a format, with what occurs in texts of any."""
    known = _dictionaries()
    own = known[name]
    others = [dictionary(each) for each in own.like] or [known["anywhere"]]
    return Dictionary(
        (*own.tokens, *(token for each in others for token in each.tokens)),
        (*own.nesting, *(pair for each in others for pair in each.nesting)),
    )


@cache
def _dictionaries() -> dict[str, Dictionary]:
    return convert(tomllib.loads(_FILE.read_text(encoding="utf-8")), dict[str, Dictionary])
