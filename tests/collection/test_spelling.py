from __future__ import annotations

import pytest

from linkaudit.collection.spelling import alike


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("adviser", "advisor"), ("programme", "program"), ("harbour", "harbor"), ("centre", "center"),
        ("bilaterial", "bilateral"), ("captian", "captain"), ("ferry", "ferry"), ("organised", "organized"),
        ("neighbouring", "nieghboring"),
    ],
)  # fmt: skip
def test_spellings_and_slips_are_one_word(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ship", "shop"),
        ("1979", "1978"),
        ("2018", "20180"),
        ("ferry", "barge"),
        ("north", "south"),
        ("harbour", "captain"),
    ],
)
def test_other_words_are_not(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)
