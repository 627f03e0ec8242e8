"""Pairs that are worth comparing are found without comparing all with all."""

from __future__ import annotations

from itertools import combinations

import pytest

from collection.made_up import Writer
from linkaudit.collection.candidates import candidates, share
from linkaudit.collection.sketch import Sample, sketched


def sample(paragraphs: list[str]) -> Sample:
    return sketched([[paragraph] for paragraph in paragraphs]).sample


def test_unrelated_texts_are_no_candidates() -> None:
    writer = Writer(1)
    assert candidates([sample(writer.story()) for _ in range(40)]) == []


def test_whole_copies_and_excerpts_are_found() -> None:
    writer = Writer(2)
    stories = [writer.story(20) for _ in range(30)]
    excerpts = [[*writer.story(10), stories[at][7], *writer.story(10)] for at in range(30)]
    found = candidates([sample(each) for each in (*stories, *excerpts, stories[3])])
    assert {(at, 30 + at) for at in range(30)} <= set(found)
    assert (3, 60) in found
    assert len(found) == 32
    assert found == sorted(found)


@pytest.mark.parametrize("share_of_words", [0.2, 0.4])
def test_rewrites_are_found(share_of_words: float) -> None:
    writer = Writer(3)
    stories = [writer.story(10) for _ in range(20)]
    rewrites = [[writer.reworded(each, share_of_words) for each in story] for story in stories]
    found = set(candidates([sample(each) for each in (*stories, *rewrites)]))
    assert found == {(at, 20 + at) for at in range(20)}


def test_phrases_that_two_texts_share_here_and_there_make_no_candidates() -> None:
    writer = Writer(4)
    phrases = [writer.sentence(6) for _ in range(40)]
    one = [f"{writer.sentence(40)} {phrase} {writer.sentence(40)}" for phrase in phrases]
    other = [f"{writer.sentence(40)} {phrase} {writer.sentence(40)}" for phrase in reversed(phrases)]
    mine, theirs = sample(one), sample(other)
    assert len(set(mine.hashes).intersection(theirs.hashes)) > 10
    assert not share(mine, theirs)


def test_many_copies_of_one_text_make_few_candidates_that_hold_together() -> None:
    story = Writer(5).story()
    number = 200
    samples = [sample([*story, Writer(100 + at).paragraph()]) for at in range(number)]
    found = candidates(samples)
    assert {(at, at + 1) for at in range(number - 1)} <= set(found)
    assert len(found) < 3 * number


def test_a_sample_keeps_of_an_excerpt_what_it_keeps_of_the_text() -> None:
    story = Writer(6).story(12)
    whole, part = set(sample(story).hashes), sample(story[4:6]).hashes
    assert len(part) > 10
    assert whole.issuperset(part)


def test_samples_depend_on_words_alone() -> None:
    story = Writer(7).story()
    wrapped = [each.replace(" ", "\n") for each in story]
    typeset = [each.upper().replace(" ", "  ") for each in story]
    first, *others = (sketched([each.split("\n") for each in version]) for version in (story, wrapped, typeset))
    for other in others:
        assert other.digest == first.digest
        assert other.sample == first.sample
        assert other.marks == first.marks


def test_numbers_are_levelled_in_samples_and_not_in_digests() -> None:
    one, other = (sketched([[f"On day {day} the ferry carried {day} people across the bay."]]) for day in (3, 145))
    assert one.sample == other.sample
    assert one.marks == other.marks
    assert one.digest != other.digest


def test_scripts_without_spaces_are_sampled_by_characters() -> None:
    one = "港务局星期二表示哈恩比与斯凯尔之间的渡轮将于星期一停航直到四月才会恢复港务局将此归咎于燃料价格上涨"
    other = "市议会将于星期四开会讨论替代方案可能是一艘较小的船也可能是退潮时经过堤道的公共汽车"
    found = candidates([sample([one]), sample([other]), sample([other + one])])
    assert found == [(0, 2), (1, 2)]


def test_all_pairs_of_a_small_group_are_candidates() -> None:
    story = Writer(8).story()
    samples = [sample([*story, Writer(200 + at).paragraph()]) for at in range(10)]
    assert candidates(samples) == list(combinations(range(10), 2))
