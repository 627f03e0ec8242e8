"""Patterns that are compiled when they are first used behave as compiled ones do."""

from __future__ import annotations

import re

import pytest

from linkaudit.patterns import Pattern

TEXT = "Tide 12, tide 7; low"
NUMBERS = r"\d+"


def spans(found: object) -> list[tuple[int, int]]:
    return [each.span() for each in found]  # type: ignore[attr-defined]


def test_a_pattern_finds_what_the_compiled_one_finds() -> None:
    lazy, eager = Pattern(NUMBERS), re.compile(NUMBERS)
    first, expected = lazy.search(TEXT), eager.search(TEXT)
    assert first
    assert expected
    assert first.span() == expected.span() == (5, 7)
    assert spans(lazy.finditer(TEXT)) == spans(eager.finditer(TEXT)) == [(5, 7), (14, 15)]
    assert lazy.findall(TEXT) == ["12", "7"]
    assert lazy.sub("n", TEXT) == "Tide n, tide n; low"
    assert lazy.sub(lambda found: f"<{found[0]}>", TEXT) == "Tide <12>, tide <7>; low"
    assert lazy.split(TEXT) == ["Tide ", ", tide ", "; low"]


def test_a_stretch_limits_where_a_pattern_looks() -> None:
    lazy = Pattern(NUMBERS)
    later = lazy.search(TEXT, 8)
    assert later
    assert later.span() == (14, 15)
    assert lazy.search(TEXT, 8, 14) is None
    assert lazy.match(TEXT) is None
    here, cut = lazy.match(TEXT, 5), lazy.match(TEXT, 5, 6)
    assert here
    assert cut
    assert (here[0], cut[0]) == ("12", "1")
    assert lazy.fullmatch(TEXT, 5, 7)
    assert lazy.fullmatch(TEXT, 5, 8) is None
    assert lazy.fullmatch("12")
    assert lazy.fullmatch(TEXT) is None
    assert spans(lazy.finditer(TEXT, 6, 14)) == [(6, 7)]
    assert lazy.findall(TEXT, 6, 14) == ["2"]


def test_flags_are_kept() -> None:
    assert Pattern("tide", re.IGNORECASE).findall(TEXT) == ["Tide", "tide"]
    assert Pattern("tide").findall(TEXT) == ["tide"]


def test_a_pattern_is_made_once_and_only_when_it_is_used() -> None:
    made: list[str] = []

    def source() -> str:
        made.append("now")
        return NUMBERS

    lazy = Pattern(source)
    assert made == []
    assert lazy.findall(TEXT) == ["12", "7"]
    assert lazy.compiled is lazy.compiled
    assert made == ["now"]


def test_a_pattern_that_is_wrong_fails_when_it_is_used() -> None:
    lazy = Pattern("(")
    with pytest.raises(re.error, match="unterminated"):
        lazy.search(TEXT)


def test_groups_that_give_nothing_back_mean_the_same_to_every_interpreter() -> None:
    comment = Pattern(r"/\*(?:[^*]++|\*(?!/))*+\*/")
    assert comment.findall("/* a */ b /* c * d */") == ["/* a */", "/* c * d */"]
