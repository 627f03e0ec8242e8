"""The passages of a group: each told once, with all its places, the longest first."""

from __future__ import annotations

from linkaudit.models import CopyKind, Location, Pair, Passage
from linkaudit.reporting.shared_passages import shared_passages


def at(path: str, start: int, end: int) -> Location:
    return Location(path, start, 1, end, 1, start * 10, end * 10)


def passage(a: Location, b: Location, words: int, text: str = "") -> Passage:
    return Passage(a, b, text or f"{a.path} has {words}", words, words)


def pair(*passages: Passage) -> Pair:
    return Pair(passages[0].a.path, passages[0].b.path, CopyKind.PARTIAL, 0.5, 0.5, passages)


def told(*pairs: Pair) -> list[tuple[str, list[str], int]]:
    return [
        (f"{each.quoted.path}{each.quoted.line}", [f"{place.path}{place.line}" for place in each.elsewhere], each.words)
        for each in shared_passages(pairs)
    ]


def test_a_passage_in_several_copies_is_told_once() -> None:
    found = told(
        pair(passage(at("a", 9, 11), at("e", 8, 10), 24)),
        pair(passage(at("b", 17, 19), at("e", 8, 10), 25)),
        pair(passage(at("d", 129, 131), at("e", 8, 10), 24)),
    )
    assert found == [("b17", ["a9", "d129", "e8"], 25)]


def test_a_part_of_a_longer_passage_is_another_one() -> None:
    found = told(
        pair(passage(at("a", 1, 75), at("b", 13, 55), 591)),
        pair(passage(at("a", 9, 11), at("e", 8, 10), 24)),
    )
    assert found == [("a1", ["b13"], 591), ("a9", ["e8"], 24)]


def test_ends_that_differ_a_little_make_no_other_passage() -> None:
    near = pair(passage(at("b", 20, 30), at("c", 12, 21), 80))
    assert told(pair(passage(at("a", 1, 11), at("b", 20, 29), 90)), near) == [("a1", ["b20", "c12"], 90)]
    far = pair(passage(at("b", 26, 36), at("c", 12, 21), 80))
    assert len(told(pair(passage(at("a", 1, 11), at("b", 20, 29), 90)), far)) == 2


def test_the_longest_come_first_and_ties_have_an_order() -> None:
    one, other = passage(at("a", 1, 3), at("b", 1, 3), 20), passage(at("a", 5, 7), at("b", 5, 7), 20)
    longer = passage(at("a", 9, 14), at("b", 9, 14), 50)
    assert [each[0] for each in told(pair(one, other, longer))] == ["a9", "a1", "a5"]
    assert told(pair(other, longer, one)) == told(pair(one, other, longer))


def test_without_passages_there_are_none() -> None:
    assert shared_passages([Pair("a", "b", CopyKind.COPY, 1.0, 1.0)]) == []
