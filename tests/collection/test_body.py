"""What of a text that was copied from a page is its text."""

from __future__ import annotations

import pytest
from rules.judged import document_of

from linkaudit.collection import prose
from linkaudit.collection.body import Piece, kept

PAGE = """\
The Harbour Post
Home
News
Opinion
Weather
Sign in

Ferry to Skell stops for the winter

The ferry between Harnby and Skell will stop on Monday and not sail again until April, its board said on Tuesday.

Advertisement

Share this:
Facebook
Twitter
Email

The board blamed the price of fuel and a crew that has shrunk to four. "We cannot run a boat with half a crew," it said.

Read also: Why the old pier of the harbour of Skell will not be rebuilt by the council this year or next

Islanders were told by letter.

Sign up for our newsletter and never miss a story from the coast and its islands.

The council will meet on Thursday to discuss a replacement, which may be a smaller boat or a bus over the causeway.

You may also like
Five walks along the northern coast
The lighthouse keeper who would not leave
Where to eat crab this spring
What the tide tables do not tell you

© 2021 The Harbour Post. All rights reserved.
Home
News
Opinion
"""
STORY = [
    "The ferry between Harnby",
    "The board blamed",
    "Islanders were told",
    "The council will meet",
]


def own(text: str, path: str = "a.txt") -> list[str]:
    """Read a text and list the lines that are kept of it."""
    document = document_of(text, path)
    packed = prose.packed(document)
    return [line.text for line in prose.unpacked(packed, path).lines]


def test_menus_advertisements_and_notices_are_left_out() -> None:
    lines = own(PAGE)
    assert [line[: len(begin)] for line, begin in zip(lines, STORY, strict=True)] == STORY


def test_lists_of_teasers_below_a_story_are_left_out() -> None:
    story = [
        f"The harbour board met for the {number} time this year and heard what the pilots had to say of the new lights."
        for number in ("first", "second", "third", "fourth", "fifth", "sixth")
    ]
    teasers = [
        line
        for number in ("one", "two", "three", "four")
        for line in (
            f"Number {number} of our favourite walks",
            f"On the coast A path {number} leads from the pier to the lighthouse and back through the monks' fields",
            f"By Ada Marlow, edition {number}",
        )
    ]
    assert own("\n\n".join([*story, *teasers])) == story


@pytest.mark.parametrize(
    "text",
    [
        "The tide comes in,\nthe tide goes out,\nthe boats lie on the sand,\n\nThe tide comes in,\nthe gulls cry.",
        "rope, twenty metres\n\ntwo lamps\n\noil for the lamps\n\nbread\n\na knife",
        "Q: Where were you?\n\nA: At sea.\n\nQ: When?\n\nA: In April.\n\nQ: Alone?\n\nA: No.",
    ],
)
def test_a_text_of_short_lines_is_kept_as_it_is(text: str) -> None:
    assert own(text) == [line for line in text.split("\n") if line]


def test_what_a_document_says_about_itself_is_not_its_text() -> None:
    text = "# Tides\n\nThe tide tables of Harnby are printed a year ahead, and sold at the quay for a small sum.\n\n"
    lines = own(f"{text}Original url: https://gazette.example/tides\n", "a.md")
    assert not any("gazette" in line for line in lines)
    assert any("tide tables" in line for line in lines)


def test_lists_of_links_are_left_out_of_a_page_of_text() -> None:
    paragraphs = "".join(
        f"<p>The {number} boat left the harbour in the morning with a cargo of salt, and nobody has seen it since.</p>"
        for number in ("first", "second", "third", "fourth")
    )
    links = "".join(
        f'<li><a href="/{n}">What became of the {n} lighthouses on the coast and its isles</a></li>' for n in range(9)
    )
    lines = own(f"<html><body><ul>{links}</ul>{paragraphs}</body></html>", "a.html")
    assert len(lines) == 4
    assert all(line.startswith("The ") for line in lines)


def test_wrapped_lines_are_one_paragraph() -> None:
    lines = [
        "The ferry between Harnby and Skell will stop on Monday and",
        "not sail again until April, the harbour board said after its",
        "meeting.",
    ]
    assert kept([Piece(line, 0) for line in lines]) == [range(3)]


def test_scripts_without_spaces_are_counted_by_characters() -> None:
    story = [
        "港务局星期二表示,哈恩比与斯凯尔之间的渡轮将于星期一停航,直到四月才会恢复。",
        "港务局将此归咎于燃料价格上涨,以及船员只剩下四人,主席说只有一半船员无法开船。",
        "市议会将于星期四开会讨论替代方案,可能是一艘较小的船,也可能是退潮时的公共汽车。",
    ]
    page = ["首页", "新闻", "体育", "天气", *story[:2], "相关阅读:旧码头为何不再重建", story[2], "版权所有"]
    assert own("\n".join(page)) == story


def test_places_are_those_of_the_document() -> None:
    document = document_of(PAGE, "a.txt")
    for line in prose.unpacked(prose.packed(document), "a.txt").lines:
        assert PAGE[line.location.start : line.location.end] == line.text
        assert PAGE.split("\n")[line.location.line - 1] == line.text


def test_long_items_are_paragraphs_of_their_own() -> None:
    lines = [
        "Classifier: of the harbour of Harnby and its two piers",
        "Classifier: of the harbour of Skell, its pier, its lighthouse and what is left of its old sea wall",
        "Classifier: of the ferries between the two harbours of the bay",
    ]
    assert kept([Piece(line, 0) for line in lines]) == [range(1), range(1, 2), range(2, 3)]


def test_a_label_above_a_statement_goes_with_it() -> None:
    text = "The tide tables of Harnby are printed a year ahead.\n\nOriginal url:\n\n<https://gazette.example/tides>\n"
    assert own(text, "a.md") == ["The tide tables of Harnby are printed a year ahead."]


ABOUT = (
    "Founded in 1921, the Harbour Post prints eleven papers on the northern coast and is owned by those who write them."
)
COOKIES = (
    "To give you the best of our pages we and our partners use what browsers keep. Some of it is needed, some of it "
    "tells us which pages are read; by going on you accept our use of cookies and of all that is like them."
)


@pytest.mark.parametrize("notice", [COOKIES, f"About the Harbour Post: {ABOUT}", f"About us\n\n{ABOUT}"])
def test_a_notice_that_no_other_document_has_is_left_out(notice: str) -> None:
    story = [line for line in PAGE.split("\n") if line.startswith(tuple(STORY))]
    assert own("\n\n".join([*story, notice])) == own("\n\n".join(story))


def test_a_notice_is_left_out_of_a_text_of_short_lines() -> None:
    assert own(f"Dear Tom,\n\nthe mill is sold\n\n{COOKIES}") == ["Dear Tom,", "the mill is sold"]


def test_a_text_that_tells_about_something_is_kept() -> None:
    assert own(f"About us\n\n{ABOUT}") == ["About us", ABOUT]
