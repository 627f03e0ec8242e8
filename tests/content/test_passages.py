"""Samples of passages: what they estimate, what makes no difference to them, and what they refuse."""

from __future__ import annotations

import subprocess
import sys
import unicodedata
from base64 import b64encode
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.content.passages import (
    FEW,
    MANY,
    TOO_FEW,
    WORDS,
    contained,
    exact_contained,
    exact_likeness,
    likeness,
    read,
    sample,
)

VOCABULARY = [
    f"{first}{second}{third}" for first in "bdfgklmn" for second in "aeiou" for third in ("n", "ra", "lit", "x")
]
TEXT = (
    "The council of the town voted on Tuesday to raise the old harbour wall by one metre, after the storms of last "
    "winter flooded the fish market three times within a month, and the work is to begin as soon as the ice has gone."
)
texts = st.lists(st.sampled_from(VOCABULARY), min_size=0, max_size=400).map(" ".join)


def made(words: int, seed: int) -> str:
    return " ".join(Random(seed).choices(VOCABULARY, k=words))  # noqa: S311 - chance makes test data


@given(texts, texts, st.sampled_from((16, FEW, MANY)), st.sampled_from((16, FEW, MANY)))
def test_shares_are_shares_and_likeness_has_no_direction(one: str, other: str, few: int, many: int) -> None:
    first, second = sample(one, few), sample(other, many)
    told = likeness(first, second)
    assert told == likeness(second, first)
    for share in (told, contained(first, second), contained(second, first)):
        assert share is None or 0 <= share <= 1


@given(st.integers(60, 600), st.integers(), st.sampled_from((16, FEW, MANY)))
def test_a_text_is_like_itself_whatever_was_kept_of_it(words: int, seed: int, most: int) -> None:
    text = made(words, seed)
    kept, whole = sample(text, most), sample(text, MANY)
    assert likeness(kept, whole) == contained(kept, whole) == contained(whole, kept) == 1


@given(texts, texts, texts)
def test_what_is_added_to_a_text_takes_nothing_away(part: str, whole: str, more: str) -> None:
    less, added = exact_contained(part, whole), exact_contained(part, f"{whole} {more}")
    if less is not None:
        assert added is not None
        assert added >= less
        estimated = contained(sample(part, MANY), sample(whole, MANY))
        assert estimated == pytest.approx(less)


@pytest.mark.parametrize(("most", "tolerance"), [(FEW, 0.25), (MANY, 0.08)])
@pytest.mark.parametrize("words", [400, 3000, 20_000])
@pytest.mark.parametrize("common", [0.1, 0.5, 0.9])
def test_estimates_are_near_the_exact_shares(words: int, common: float, most: int, tolerance: float) -> None:
    shared = made(int(words * common), 1)
    one, other = f"{shared} {made(int(words * (1 - common)), 2)}", f"{shared} {made(words, 3)}"
    first, second = sample(one, most), sample(other, most)
    assert likeness(first, second) == pytest.approx(exact_likeness(one, other), abs=tolerance / 2)
    assert contained(first, second) == pytest.approx(exact_contained(one, other), abs=tolerance)
    assert contained(second, first) == pytest.approx(exact_contained(other, one), abs=tolerance)


def test_a_short_text_is_found_in_a_long_one() -> None:
    part = made(300, 1)
    whole = f"{made(2000, 2)} {part} {made(2000, 3)}"
    assert contained(sample(part, MANY), sample(whole, MANY)) == pytest.approx(1, abs=0.05)
    assert contained(sample(made(300, 9), MANY), sample(whole, MANY)) == pytest.approx(0, abs=0.05)


def test_a_part_of_which_hardly_anything_is_left_to_compare_tells_nothing() -> None:
    assert contained(sample(made(40, 1), FEW), sample(made(20_000, 2), FEW)) is None


@pytest.mark.parametrize(
    "written",
    [
        pytest.param(TEXT.upper(), id="capitals"),
        pytest.param(TEXT.replace(",", " –").replace(".", "…"), id="punctuation"),
        pytest.param(TEXT.replace("harbour", "„harbour“"), id="quotes"),
        pytest.param(TEXT.replace("harbour", "har\u00adbour").replace("market", "mar\u200bket"), id="soft hyphens"),
        pytest.param(TEXT.replace("harbour", "har-\nbour").replace("market", "mar-\r\n> ket"), id="broken lines"),
        pytest.param(TEXT.replace("fl", "ﬂ").replace("fi", "ﬁ"), id="ligatures"),
        pytest.param(TEXT.replace("old", "ｏｌｄ"), id="wide letters"),
        pytest.param(TEXT.replace("last winter", "*last* _winter_"), id="emphasis"),
        pytest.param("\n".join(TEXT.split()), id="a word a line"),
        pytest.param("\ufeff" + TEXT, id="byte order mark"),
    ],
)
def test_how_a_text_is_set_makes_no_difference(written: str) -> None:
    assert exact_likeness(TEXT, written) == 1
    assert likeness(sample(TEXT), sample(written)) == 1


@given(st.text(alphabet="aäöüéèñçàž ẞßøłİı-'’ ", min_size=100, max_size=400))
def test_how_letters_are_composed_makes_no_difference(text: str) -> None:
    composed, taken_apart = unicodedata.normalize("NFC", text), unicodedata.normalize("NFD", text)
    assert sample(composed) == sample(taken_apart)


def test_contractions_and_compounds_are_one_word_however_they_are_written() -> None:
    straight = f"It's a well-known story that they don't tell. {TEXT}"
    assert exact_likeness(straight, straight.replace("'", "’").replace("-", "\u2010")) == 1
    assert exact_likeness(straight, straight.replace("well-known", "well-\nknown")) == 1


def test_numbers_count() -> None:
    assert exact_likeness(TEXT.replace("one", "1"), TEXT.replace("one", "2")) != 1


@pytest.mark.parametrize(
    "text",
    [
        "北の岬に立つ白い灯台で、最後の灯台守が先月末に任務を終えた。明かりはこれから遠くの管理所で自動的に点灯される。",
        "矗立在北部海岬上的白色灯塔，最后一位看守人已于上月底卸任。从今以后，灯光将由远处的管理站自动点亮。",
        "북쪽 곶에 서 있는 하얀 등대에서 마지막 등대지기가 지난달 말에 임무를 마쳤다. 불빛은 이제 멀리서 켜진다.",
        "ประภาคารสีขาวที่ตั้งอยู่บนแหลมทางเหนือ ผู้เฝ้าประภาคารคนสุดท้ายพ้นจากหน้าที่แล้ว",
        "\U00020000\U00020001\U00020002\U00020003" * 2 + "\U00020004\U00020005𠀀𠮷野家𡈽田𠮟る𩸽𠂉𠃊𠄌𠅘",
    ],
)
def test_scripts_without_spaces_have_passages_too(text: str) -> None:
    assert read(sample(text)) is not None
    assert exact_likeness(text, text.replace("、", " ").replace("，", "\n")) == 1


def test_too_few_passages_are_no_sample() -> None:
    words = TEXT.split()
    assert sample(" ".join(words[: TOO_FEW + WORDS - 2])) == ""
    assert sample(" ".join(words[: TOO_FEW + WORDS - 1])) != ""
    assert sample("again and again and " * 200) == ""
    assert sample("") == ""
    assert exact_likeness("", TEXT) is None
    assert exact_contained(TEXT, "nothing") is None


@pytest.mark.parametrize(
    "damaged", ["", "2", "2w--", "2w--====", "2w--AAA", "2w--" + b64encode(b"\0" * 7).decode(), "1wen"]
)
def test_what_is_no_sample_cannot_be_compared(damaged: str) -> None:
    assert read(damaged) is None
    assert likeness(damaged, sample(TEXT)) is None
    assert contained(sample(TEXT), damaged) is None


def test_texts_that_were_found_by_different_means_are_not_likened() -> None:
    ours, theirs, whole = sample(TEXT, by="b"), sample(TEXT, by="t"), sample(TEXT)
    assert likeness(ours, theirs) is None
    assert likeness(ours, whole) == likeness(whole, theirs) == likeness(ours, ours) == 1
    # That a document stands in a page can be told all the same.
    assert contained(ours, theirs) == 1


def test_a_sample_is_as_small_as_it_is_said_to_be() -> None:
    kept = read(sample(made(5000, 1), FEW))
    assert kept is not None
    assert len(kept.hashes) == FEW
    assert not kept.complete
    assert kept.passages > 4000
    whole = read(sample(TEXT))
    assert whole is not None
    assert whole.complete
    assert whole.language == "en"


def test_a_sample_is_the_same_in_every_process() -> None:
    code = f"from linkaudit.content.passages import sample; print(sample({TEXT!r}))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert ran.stdout.strip() == sample(TEXT)
