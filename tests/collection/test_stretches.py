from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from linkaudit.collection.stretches import stretches

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.collection.stretches import Stretch

WORDS = [f"w{number}" for number in range(400)]
FEW = st.lists(st.sampled_from(WORDS[:9]), max_size=120)


def spans(found: Sequence[Stretch]) -> list[tuple[int, int, int]]:
    return [(*stretch.places[0], len(stretch.places)) for stretch in found]


def test_a_passage_is_found_where_it_stands() -> None:
    passage = WORDS[:30]
    assert spans(stretches([*WORDS[100:150], *passage], [*passage, *WORDS[200:250]])) == [(50, 0, 30)]


def test_other_words_in_between_do_not_tear_it() -> None:
    mine = WORDS[:60]
    theirs = [*mine[:20], *WORDS[200:206], *mine[20:40], "other", *mine[41:]]
    (found,) = stretches(mine, theirs)
    assert (found.a_words, found.b_words, len(found.places), found.exchanged) == (60, 66, 59, 1)


def test_a_passage_that_stands_twice_counts_once() -> None:
    mine = WORDS[:40]
    assert sum(len(stretch.places) for stretch in stretches(mine, [*mine, *WORDS[100:140], *mine])) == 40


def test_moved_passages_are_two() -> None:
    one, other = WORDS[:30], WORDS[30:60]
    assert spans(stretches([*one, *other], [*other, *one])) == [(0, 30, 30), (30, 0, 30)]


def test_a_few_words_are_no_stretch() -> None:
    assert not stretches([*WORDS[:8], *WORDS[50:90]], [*WORDS[:8], *WORDS[100:140]])


def test_a_word_with_a_slip_is_the_same() -> None:
    (found,) = stretches([*WORDS[:12], "captain"], [*WORDS[:12], "captian"])
    assert len(found.places) == 13


def test_a_gap_that_another_stretch_has_taken_is_not_filled_again() -> None:
    long = WORDS[:50]
    mine = [*WORDS[100:112], *long, *WORDS[112:124]]
    theirs = [*WORDS[100:112], *long[20:25], *WORDS[112:124], *WORDS[300:340], *long]
    found = stretches(mine, theirs)
    places = [i for stretch in found for i, _ in stretch.places]
    assert len(places) == len(set(places)) == 74


@given(FEW, FEW, st.integers(0, 120), st.integers(0, 120))
def test_no_word_is_in_two_stretches_and_all_stand_in_both(
    one: list[str], other: list[str], start: int, size: int
) -> None:
    other = [*other, *one[start : start + size], *other[size:], *one[:start]]
    places = [place for stretch in stretches(one, other) for place in stretch.places]
    assert len({i for i, _ in places}) == len({j for _, j in places}) == len(places)
    assert all(one[i] == other[j] for i, j in places)
    for stretch in stretches(one, other):
        assert stretch.places == sorted(stretch.places)
        assert [j for _, j in stretch.places] == sorted(j for _, j in stretch.places)


def test_what_is_made_to_take_long_does_not() -> None:
    assert stretches(["foo"] * 20_000, ["foo"] * 20_001) == []
    assert stretches(["foo", "bar"] * 10_000, ["bar", "foo", "baz"] * 9_000) == []
