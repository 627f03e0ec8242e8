"""What recurs in documents that share nothing else is left out; what copies share is not."""

from __future__ import annotations

import pytest

from collection.made_up import Writer
from linkaudit.collection.furniture import Furniture
from linkaudit.collection.sketch import sketched

ABOUT = Writer(90).paragraph(4)
LABEL = "All the news from the bay"


def furniture_of(documents: list[list[str]]) -> Furniture:
    """Look at documents, given in paragraphs of lines."""
    sketches = [sketched([paragraph.split("\n") for paragraph in each]) for each in documents]
    return Furniture(sketches, lambda at: [line for each in documents[at] for line in each.split("\n")])


def left_out(documents: list[list[str]]) -> list[set[str]]:
    """List for each document the lines that are left out."""
    found = furniture_of(documents)
    lines = [[line for each in document for line in each.split("\n")] for document in documents]
    return [{lines[at][number] for number in found.lines(at)} for at in range(len(documents))]


def stories(number: int, first: int = 0) -> list[list[str]]:
    return [Writer(first + at).story() for at in range(number)]


def test_what_stands_at_the_end_of_unrelated_documents_is_left_out() -> None:
    assert left_out([[*story, ABOUT] for story in stories(3)]) == [{ABOUT}] * 3


def test_two_documents_are_too_few() -> None:
    assert left_out([[*story, ABOUT] for story in stories(2)]) == [set()] * 2


LETTER = "Dear reader, if you see a mistake on this page, write to our editors, who answer each letter within a week."


@pytest.mark.parametrize("at", [0, 8])
def test_two_documents_are_enough_where_words_and_place_tell(at: int) -> None:
    documents = [[*story[:at], LETTER, *story[at:]] for story in stories(2)]
    assert left_out(documents) == [{LETTER}] * 2


def test_amid_two_documents_such_words_may_be_of_a_story() -> None:
    documents = [[*story[:4], LETTER, *story[4:]] for story in stories(2)]
    assert left_out(documents) == [set()] * 2


def test_such_words_in_copies_of_one_story_are_of_it() -> None:
    assert left_out([[*Writer(50).story(), LETTER]] * 4) == [set()] * 4


def test_a_footer_is_told_where_one_story_has_plain_copies() -> None:
    documents = [[*story, ABOUT] for story in stories(3)]
    plain = stories(3)[2]
    assert left_out([*documents, plain, plain]) == [{ABOUT}] * 3 + [set()] * 2


def test_a_footer_is_told_where_every_story_has_copies() -> None:
    documents = [[*story, ABOUT] for story in stories(3) for _ in range(3)]
    assert left_out(documents) == [{ABOUT}] * 9


def test_a_footer_is_told_where_one_story_has_very_many_copies() -> None:
    copies = [[*Writer(50).story(), ABOUT]] * 9
    assert left_out([*copies, *([*story, ABOUT] for story in stories(4))]) == [{ABOUT}] * 13


def test_what_stands_above_a_footer_is_told_as_well() -> None:
    above = Writer(91).paragraph(4)
    documents = [[*story, ABOUT] for story in stories(12)]
    for document in documents[:4]:
        document.insert(-1, above)
    assert left_out(documents) == [{above, ABOUT}] * 4 + [{ABOUT}] * 8


def test_a_short_text_above_long_footers_is_none() -> None:
    short = Writer(70).paragraph()
    footers = [Writer(80 + at).paragraph(6) for at in range(3)]
    others = [[*Writer(at).story(), footers[at % 3]] for at in range(9)]
    assert left_out([*([short, footer] for footer in footers), *others])[:3] == [{footer} for footer in footers]


@pytest.mark.parametrize(("number", "found"), [(3, set()), (4, {ABOUT})])
def test_what_stands_at_the_beginning_of_some_unrelated_documents_is_left_out(number: int, found: set[str]) -> None:
    assert left_out([[ABOUT, *story] for story in stories(number)]) == [found] * number


def test_labels_are_left_out_wherever_they_stand() -> None:
    assert left_out([[*story[:3], LABEL, *story[3:]] for story in stories(4)]) == [{LABEL}] * 4


def test_the_paragraphs_of_a_story_in_many_copies_are_kept() -> None:
    story = Writer(50).story()
    copies = [[*story, Writer(60 + at).paragraph()] for at in range(6)]
    assert left_out(copies) == [set()] * 6


def test_furniture_is_told_from_the_story_that_stands_in_copies() -> None:
    story = Writer(50).story()
    copies = [[*story, ABOUT] for _ in range(3)]
    others = [[*each, ABOUT] for each in stories(3)]
    assert left_out([*copies, *others]) == [{ABOUT}] * 6


def test_a_passage_that_several_documents_took_from_one_is_kept() -> None:
    source = Writer(50).story(12)
    taken = [[*story[: 2 + at], source[5], *story[2 + at :]] for at, story in enumerate(stories(4))]
    assert left_out([source, *taken]) == [set()] * 5


def test_a_notice_amid_very_many_documents_is_left_out() -> None:
    documents = [[*story[:2], ABOUT, *story[2:]] for story in (Writer(at).story(4) for at in range(45))]
    assert left_out(documents) == [{ABOUT}] * 45


def test_furniture_is_the_same_however_it_is_wrapped_and_whatever_its_numbers() -> None:
    notice = f"{ABOUT} This is number 3."
    wrapped = notice.replace("number 3", "number 11").replace(" ", "\n", 20)
    first, second, third = stories(3)
    found = left_out([[*first, notice], [*second, wrapped], [*third, notice]])
    assert found == [{notice}, set(wrapped.split("\n")), {notice}]


def test_a_short_document_below_a_long_footer_does_not_hide_it() -> None:
    documents = [[*story, ABOUT] for story in stories(5)]
    assert left_out([[LABEL, ABOUT], *documents])[1:] == [{ABOUT}] * 5


def test_the_passages_of_furniture_are_taken_out_of_samples() -> None:
    documents = [[*story, ABOUT] for story in stories(3)]
    found = furniture_of(documents)
    about = set(sketched([[ABOUT]]).sample.hashes)
    for at, document in enumerate(documents):
        whole = sketched([[each] for each in document]).sample
        left = found.without(at)
        assert about.isdisjoint(left.hashes)
        assert set(left.hashes) == set(whole.hashes) - about
        assert all(left.place(each) == whole.place(each) for each in left.hashes)
