"""Texts held against one of them: where they run together and what each has where they differ."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from collection.descent import PARAGRAPHS, STORY, collated, text_of, varied
from linkaudit.collection.collation import differences, runs

WORDS = STORY.split()


def readings(*texts: str) -> list[list[str]]:
    """Give what each text has at each place at which they differ."""
    collation = collated({f"{number}.txt": text for number, text in enumerate(texts)})
    return [[reading.words for reading in variant.readings] for variant in collation.variants()]


def test_equal_texts_have_no_variants() -> None:
    assert readings(STORY, STORY, STORY) == []


def test_a_word_in_place_of_another_is_one_place_for_all() -> None:
    changed = varied(("gulls", "swans"))
    assert readings(STORY, changed, STORY) == [["gulls", "swans", "gulls"]]


def test_words_that_were_left_out_or_put_in_are_places_too() -> None:
    assert readings(STORY, varied(("nine hundred names", "nine hundred and two names"))) == [["", "and two"]]
    assert readings(STORY, varied(("on the quay", "there"))) == [["on the quay", "there"]]


def test_two_changes_near_each_other_are_two_places() -> None:
    assert readings(STORY, varied(("fog and the gulls", "mist and the swans"))) == [["fog", "mist"], ["gulls", "swans"]]


def test_an_exchanged_word_near_the_end_is_a_place_if_words_follow_that_both_have() -> None:
    assert readings(STORY, varied(("the tide turns", "the ebb turns"))) == []
    assert readings(STORY, varied(("before the tide turns", "after the tide turns"))) == [["before", "after"]]
    assert readings(STORY, varied(("The harbour council", "Our harbour council"))) == []
    lead = "BEIRUT (Agency) - A top adviser of the council said that the ferry of Port Alda would stop soon."
    assert readings(lead, "A top advisor of the council said that the ferry of Port Alda would stop soon.") == [
        ["adviser", "advisor"]
    ]


def test_passages_in_another_order_are_found() -> None:
    collation = collated({"a.txt": STORY, "b.txt": "\n\n".join(reversed(PARAGRAPHS))})
    assert sum(run.length for run in collation.runs["b.txt"]) >= len(collation.reference) - 2


def test_a_text_that_does_not_have_the_place_has_no_reading() -> None:
    assert readings(STORY, varied(("gulls", "swans")), PARAGRAPHS[4]) == [["gulls", "swans"]]


def test_a_word_is_found_where_it_stands_in_the_other_text() -> None:
    collation = collated({"a.txt": STORY, "b.txt": f"Ferry news of the day\n\n{STORY}"})
    word = collation.reference.keys.index("hammer")
    assert collation.counterpart("b.txt", word) == text_of(f"Ferry news of the day\n\n{STORY}").keys.index("hammer")


KEYS = st.lists(st.sampled_from("abcdefg"), max_size=40)


@given(KEYS, KEYS)
def test_stretches_are_the_same_in_both_texts_and_do_not_overlap(a: list[str], b: list[str]) -> None:
    found = runs(a, b)
    for run in found:
        assert a[run.a : run.a + run.length] == b[run.b : run.b + run.length]
        assert run.length > 0
    assert all(one.a + one.length <= other.a for one, other in pairwise(found))


@given(KEYS, KEYS)
def test_places_of_variation_lie_within_the_texts_and_differ(a: list[str], b: list[str]) -> None:
    for first, last, start, end in differences(a, b, runs(a, b)):
        assert 0 <= first <= last <= len(a)
        assert 0 <= start <= end <= len(b)
        assert a[first:last] != b[start:end]


@given(KEYS)
def test_a_text_runs_with_itself(a: list[str]) -> None:
    assert [tuple(run) for run in runs(a, a)] == ([(0, 0, len(a))] if a else [])
