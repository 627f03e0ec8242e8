"""Texts that say that they are an agency's, or were taken over."""

from __future__ import annotations

import pytest
from rules.judged import document_of

BODY = "The ferry across the bay of Port Alda will make its last trip in autumn, the harbour office said on Monday."
ORIGINAL = "Original url: https://gazette.example/2018/07/12/ferry-line-cut"


def said(text: str) -> str:
    return document_of(f"# Ferry line cut\n\n{text}\n\n{ORIGINAL}\n").syndicated


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"PORT ALDA (Reuters) - {BODY}", f"PORT ALDA (Reuters) - {BODY}"),
        (f"By [Reuters](#)\n\n{BODY}", "By Reuters"),
        (f"By Ada Holm, Associated Press\n\n{BODY}", "By Ada Holm, Associated Press"),
        (f"{BODY}\n\n(Reporting by Ada Holm; editing by Bo Lind)", "(Reporting by Ada Holm; editing by Bo Lind)"),
        (f"{BODY}\n\nRepublished with permission.", "Republished with permission."),
    ],
)
def test_credits_of_agencies_and_words_of_taking_over_are_found(text: str, words: str) -> None:
    assert said(text) == words


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        f"By Ada Holm\n\n{BODY}",
        f"{BODY} Reuters was told so, too.",
        f"Photo: Reuters\n\n{BODY}",
        f"{BODY}\n\nOriginally published at <https://gazette.example/2018/07/12/ferry-line-cut>.",
    ],
)
def test_mentions_pictures_and_the_original_itself_are_no_such_words(text: str) -> None:
    assert said(text) == ""


def test_only_documents_that_name_an_original_or_a_publisher_are_asked() -> None:
    assert document_of(f"By Reuters\n\n{BODY}\n").syndicated == ""
    assert document_of(f"---\npublisher: Bay Gazette\n---\nBy Reuters\n\n{BODY}\n").syndicated == "By Reuters"
