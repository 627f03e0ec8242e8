"""In which language a text is, as far as that can be told."""

from __future__ import annotations

import pytest
from content_pairs.stories import Story, stories

from linkaudit.content.language import language
from linkaudit.content.passages import read, sample


@pytest.mark.parametrize("story", stories(), ids=lambda story: f"{story.name}.{story.language}")
def test_the_language_of_a_story_is_told(story: Story) -> None:
    kept = read(sample(story.text))
    assert kept is not None
    assert kept.language == story.language


@pytest.mark.parametrize(
    "words",
    [
        "",
        "0 1 2 3 4 5 6 7 8 9",
        "lima mike november oscar papa quebec romeo sierra tango",
        "int main void return char if",
    ],
)
def test_where_it_cannot_be_told_none_is_named(words: str) -> None:
    assert language(words.split()) == ""


def test_a_foreign_quotation_does_not_make_a_text_foreign() -> None:
    english = next(story.text for story in stories() if story.language == "en").lower().split()
    japanese = next(story.text for story in stories() if story.language == "ja")
    assert language([*english, *japanese[:60]]) == "en"
