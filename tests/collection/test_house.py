"""Ways to write in which houses differ."""

from __future__ import annotations

import pytest

from collection.descent import STORY, collated, varied
from linkaudit.collection.house import house_styles

HOUSE = varied(("adviser", "advisor"), ("programme", "program"), ("[in Alda]", "(in Alda)"))


def styles(*texts: str) -> list[str]:
    """Say in what the texts are written otherwise."""
    collation = collated({f"{number}.txt": text for number, text in enumerate(texts)})
    return [trace.sign.says for trace in house_styles(collation, collation.variants())]


def test_the_ways_of_a_house_are_told_together() -> None:
    collation = collated({"a.txt": STORY, "b.txt": HOUSE, "c.txt": HOUSE})
    (trace,) = house_styles(collation, collation.variants())
    assert trace.sign.says == (
        "written in different house styles: adviser, programme, [ ] in a.txt; advisor, program, ( ) in b.txt and "
        "c.txt; those that agree are likely nearer to each other"
    )
    assert trace.agreeing == {("b.txt", "c.txt")}
    assert trace.differing == {("a.txt", "b.txt"), ("a.txt", "c.txt")}
    assert ("advisor", 7) in [(each.value, each.location.line) for each in trace.sign.evidence if each.location]


def test_ways_that_part_the_texts_otherwise_are_told_apart() -> None:
    mixed = varied(("adviser", "advisor"))
    other = varied(("programme", "program"))
    assert len(styles(STORY, mixed, other)) == 2


@pytest.mark.parametrize(
    ("old", "new", "one", "other"),
    [
        ("[in Alda]", "(in Alda)", "[ ]", "( )"),
        ('"Nobody', "\u201cNobody", "straight quotes", "curly quotes"),
        ("fund for remote places.", "f.u. \u2014 places.", "", ""),
        ("until the end", "un-til the end", "until", "un-til"),
    ],
)
def test_marks_and_hyphens(old: str, new: str, one: str, other: str) -> None:
    said = styles(STORY, varied((old, new)))
    ways = f"written in different house styles: {one} in 0.txt; {other} in 1.txt"
    assert said == ([f"{ways}; those that agree are likely nearer to each other"] if one else [])


def test_a_new_line_within_a_word_and_other_words_are_no_style() -> None:
    assert styles(STORY, varied(("midnight", "mid-\nnight"), ("gulls", "swans"))) == []
