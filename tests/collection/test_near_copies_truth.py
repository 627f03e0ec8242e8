"""A small form of benchmarks/near_copies.py."""

from __future__ import annotations

import near_copies
from copies.judge import result


def test_two_texts_that_share_text_are_told_from_others() -> None:
    found = result(near_copies.looked_at(seed=11, number=70, by_pairs=True))
    assert near_copies.holds(found), near_copies.table(found)
    assert found.recall["unrelated, with same event"][1] > 100
    assert found.recall["unrelated, with translation"][1] > 50
    assert found.recall["part"][1] > 20
    assert found.recall["whole"][1] > 10


def test_the_whole_stage_finds_them_among_the_furniture_of_sites() -> None:
    found = result(near_copies.looked_at(seed=3, number=60, by_pairs=False))
    assert near_copies.holds(found), near_copies.table(found)
