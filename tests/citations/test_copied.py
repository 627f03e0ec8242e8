"""What shows that a document is a copy of a published text."""

from __future__ import annotations

import pytest
from documents.reading import within

from citations.citing import BODY, cited


def marks(text: str, name: str = "text") -> list[tuple[str, str]]:
    return [(mark.name, mark.value) for mark in cited(text, name).copied]


REPORTERS = "(Reporting by Ada Holm; editing by Bo Lind)"
UNEDITED = "This story has not been edited by the staff and is auto-generated."
FURNITURE = ("page furniture", "Related articles")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"Title\n\nROME (AP) - The pier.{BODY}",
            [("agency", "ROME (AP) - The pier."), ("credit", "ROME (AP) - The pier.")],
        ),
        (f"Title{BODY}{REPORTERS}\n", [("agency", REPORTERS)]),
        (f"Title{BODY}{UNEDITED}", [("agency", UNEDITED)]),
        (f"Title\n\nAFP • 2 July 2018{BODY}", [("agency", "AFP • 2 July 2018"), ("credit", "AFP • 2 July 2018")]),
        (
            f"Title{BODY}Related articles\n\nIt is closed, AP reports.",
            [FURNITURE, ("credit", "It is closed, AP reports.")],
        ),
        (f"Title\n\nBy Ada Holm\n\n12 July 2018{BODY}Related articles\n", [("byline", "By Ada Holm"), FURNITURE]),
        (
            f"Title\n\nPublished: 12 July 2018\nBy Ada B. Holm{BODY}Related articles\n",
            [("byline", "By Ada B. Holm"), FURNITURE],
        ),
        ("标题\n\n据新华社报道。\n\n相关阅读\n", [("page furniture", "相关阅读"), ("credit", "据新华社报道。")]),
    ],
    ids=[
        "dateline",
        "reporters",
        "edited",
        "agency and date",
        "and a credit",
        "and a byline",
        "and a label",
        "Chinese",
    ],
)
def test_copies(text: str, expected: list[tuple[str, str]]) -> None:
    assert marks(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"Title{BODY}",
        f"Title\n\nBy Ada Holm\n\n12 July 2018{BODY}",
        f"Title{BODY}Subscribe to our newsletter\n",
        f"Title\n\nThe pier is closed, Reuters reports.{BODY}",
        f"---\ndate: 2018-07-12\n---\n\nBy Ada Holm{BODY}Subscribe to the feed\n",
        f"Title{BODY}Click the button labelled Advertisement to see more.\n",
        f"# How to read\n\n- The label (Reporting by) is followed by names.{BODY}",
        f"Title\n\n# By Ada Holm\n\n12 July 2018{BODY}Advertisement\n",
    ],
    ids=["text", "own post", "newsletter", "credit", "own post with a feed", "button", "documentation", "heading"],
)
def test_documents_of_ones_own(text: str) -> None:
    assert marks(text, "markdown") == []


def test_the_first_marks_of_a_kind_are_kept_each_once() -> None:
    furniture = "Advertisement\n\nADVERTISEMENT\n\nRelated articles\n\nAdvertisement\n\nShare this story\n"
    document = cited(f"Title\n\nReuters reports it.\n\nAP reports it.\n\nReuters reports more.\n\n{furniture}", "text")
    assert [(mark.name, mark.value) for mark in document.copied] == [
        ("page furniture", "Advertisement"),
        ("page furniture", "Related articles"),
        ("credit", "Reuters reports it."),
        ("credit", "AP reports it."),
    ]
    first = document.copied[0].location
    assert first is not None
    assert document.text[first.start : first.end] == "Advertisement"
    assert first.line == 9


def test_a_long_line_is_quoted_in_part() -> None:
    (mark, *_) = cited(f"{'word ' * 200}(Reporting by Ada Holm) {'more ' * 200}", "text").copied
    assert len(mark.value) <= 120
    assert mark.value.startswith("word word")


@pytest.mark.parametrize(
    "text",
    [
        "Advertisement\n" * 5_000,
        "(reporting by " * 5_000,
        "subscribe   " * 5_000,
        "Advertisement\n2018-01-02\n\n" + "By " * 20 + "A B " + "C" * 60_000 + ".",
        "Advertisement\n2018-01-02\n\nBy " + "A" * 60_000,
        "Advertisement\n" + " " * 60_000 + "x",
    ],
    ids=["furniture", "reporters", "spaces", "byline", "letters", "a gap"],
)
def test_hostile_text_takes_no_longer_than_its_length_asks_for(text: str) -> None:
    with within(10):
        cited(text, "markdown")
        cited(text, "text")
