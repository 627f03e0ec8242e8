from __future__ import annotations

import random
import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.web.judging.likeness import SIZE, likeness, sketch

STARTS = ("ba", "co", "di", "fe", "gu", "ha", "ki", "lo", "mu")
ENDS = ("ran", "tel", "mip", "sov", "kun")
VOCABULARY = [start + end for start in STARTS for end in ENDS]


def text(seed: int, words: int) -> list[str]:
    return random.Random(seed).choices(VOCABULARY, k=words)  # noqa: S311 - texts, no secrets


def alike(one: list[str], other: list[str]) -> float:
    share = likeness(sketch(" ".join(one)), sketch(" ".join(other)))
    assert share is not None
    return share


def test_the_same_text_is_the_same() -> None:
    assert alike(text(1, 400), text(1, 400)) == 1.0


def test_other_texts_have_nothing_in_common() -> None:
    assert alike(text(1, 400), [word.upper() + "x" for word in text(2, 400)]) == 0.0


@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_the_share_is_estimated(share: float) -> None:
    # Two texts that begin alike: so many of all their pairs of words are in both.
    made = [one + two for one in VOCABULARY for two in VOCABULARY]
    common, rest = made[:200], int(200 * (1 - share) / (2 * share))
    assert alike(common + made[300 : 300 + rest], common + made[1000 : 1000 + rest]) == pytest.approx(share, abs=0.25)


def test_dates_counters_and_case_change_nothing() -> None:
    words = text(6, 120)
    dated = ["21", "November,", "2026", *words, "(1,234", "views)"]
    again = ["22", "November,", "2027", *[word.upper() for word in words], "(1,300", "views)"]
    assert alike(dated, again) == 1.0


def test_a_new_menu_and_an_advertisement_leave_most() -> None:
    words = text(7, 300)
    assert (
        alike(["home", "about", *words, "contact"], ["start", "news", "shop", *words[:150], "buy", "now", *words[150:]])
        > 0.8
    )


@pytest.mark.parametrize("little", ["", "   ", "404", "Not found", "12 34 56 78 90 " * 30, "word " * 500])
def test_too_little_text_has_no_sketch(little: str) -> None:
    assert sketch(little) == ""
    assert likeness(sketch(little), sketch(" ".join(text(1, 100)))) is None


def test_texts_without_spaces_are_sketched_by_character() -> None:
    one = "這是一篇關於潮汐的文章。海水每天漲落兩次,船夫都知道。" * 2 + "今天的潮水很高。"
    other = "公司宣布新的產品將於下月上市,價格尚未公布。投資者表示歡迎。" * 2
    assert likeness(sketch(one), sketch(one + "明天再說。")) > 0.6  # type: ignore[operator]
    assert likeness(sketch(one), sketch(other)) < 0.2  # type: ignore[operator]


@pytest.mark.parametrize("damaged", ["", "2abc", "1!!!!", "1", "x", "1YW"])
def test_what_cannot_be_read_cannot_be_compared(damaged: str) -> None:
    assert likeness(damaged, sketch(" ".join(text(1, 100)))) in {None, 0.0}
    assert likeness("", "") is None


@given(st.text(max_size=400))
def test_any_text_can_be_sketched(anything: str) -> None:
    made = sketch(anything)
    assert made.isascii()
    assert len(made) <= 1 + 4 * SIZE
    assert likeness(made, made) == (1.0 if made else None)


def test_lone_surrogates_are_survived() -> None:
    assert sketch("\ud800 " + " ".join(text(1, 100)))


def test_a_sketch_is_the_same_in_every_process() -> None:
    sentence = "the quick brown fox jumps over the lazy dog " * 2 + "and away it goes home"
    program = f"from linkaudit.web.judging.likeness import sketch; print(sketch({sentence!r}))"
    made = {
        subprocess.run(
            [sys.executable, "-c", program], capture_output=True, text=True, check=True, env={"PYTHONHASHSEED": seed}
        ).stdout.strip()
        for seed in ("0", "1")
    }
    # Sketches are kept for years: if this one changes, so must the version, the first character.
    assert made == {"1AX1GAnXnFVOBXDB3Z4CBafpabgkpdCudppdFwHb7yerS5r019NLv/Mdx"}
