"""Labels at the beginning of a line."""

from __future__ import annotations

import pytest

from linkaudit import data
from linkaudit.citations.labels import Label, label_at, labels_before_numbers, lines_of, table

LABELS = {"original url": "original", "date": "published", "last updated": "modified"}


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("Original url: x", Label("original", "Original url", 0, 14, colon=True), "x"),
        ("  - **ORIGINAL   URL**: x", Label("original", "ORIGINAL   URL", 6, 24, colon=True), "x"),
        ("Original url", Label("original", "Original url", 0, 12, colon=False), ""),
        ("Original url：x", Label("original", "Original url", 0, 13, colon=True), "x"),
        ("Original url (saved): x", Label("original", "Original url", 0, 22, colon=True), "x"),
        ("*Original url:* x", Label("original", "Original url", 1, 16, colon=True), "x"),
        ("Date:", Label("published", "Date", 0, 5, colon=True), ""),
        ("Date：12: x", Label("published", "Date", 0, 5, colon=True), "12: x"),
    ],
)
def test_a_label_and_what_follows_it(text: str, label: Label, rest: str) -> None:
    assert label_at(text, 0, len(text), LABELS) == label
    assert text[label.end :] == rest


@pytest.mark.parametrize(
    "text",
    [
        "",
        "x",
        "Original: x",
        "`Date: x`",
        "Dates: x",
        "The date: x",
        "Date of the printed edition that was sold: x",
        "no colon here",
        "-" * 20 + "Date: x",
    ],
)
def test_what_is_no_label(text: str) -> None:
    assert label_at(text, 0, len(text), LABELS) is None


def test_a_label_ends_with_its_line() -> None:
    text = "Date\n: x"
    assert label_at(text, 0, 4, LABELS) == Label("published", "Date", 0, 4, colon=False)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Date: 12 July 2018", ["published"]),
        ("Date 12 July 2018", ["published"]),
        ("Date Thursday, 12 July 2018", ["published"]),
        ("By Ada | Date: 12 July | Last updated 4 June 2020", ["published", "modified"]),
        ("By Ada, date 12 July", ["published"]),
        ("Issue 7 - originally Date 12 July", ["published"]),
        ("Issue (Date: 12 July)", ["published"]),
        ("Date of the issue is the first 12", []),
        ("Date", ["published"]),
        ("Dated 12", []),
        ("12 July", []),
        ("", []),
    ],
)
def test_the_labels_of_a_line_of_facts(text: str, kinds: list[str]) -> None:
    assert [label.kind for label in labels_before_numbers(text, 0, len(text), LABELS)] == kinds


def test_of_two_kinds_with_one_label_the_first_counts() -> None:
    both = set(table("published")) & set(table("source"))
    assert "first published" in both
    assert table("published", "source")["first published"] == "published"
    assert table("source", "published")["first published"] == "source"


def test_the_lines_of_a_text_that_hold_a_word() -> None:
    assert list(lines_of("a\n\nbc")) == [(0, 1), (3, 5)]
    assert list(lines_of("|}\n * 來源: \n{|\r\n- 1")) == [(3, 10), (15, 18)]
    assert list(lines_of("")) == []
    assert list(lines_of("a\n")) == [(0, 1)]


@pytest.mark.parametrize("kind", ["original", "permalink", "source", "published", "modified"])
def test_every_label_of_the_list_is_found(kind: str) -> None:
    for label in (word for words in data.load("labels")[kind].values() for word in words):
        assert label == label.casefold()
        found = label_at(f"{label}: x", 0, len(label) + 3, table(kind))
        assert found is not None
        assert (found.kind, found.words) == (kind, label)
