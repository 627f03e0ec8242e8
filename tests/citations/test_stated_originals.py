"""Which statements name the page from which a text comes, and how plainly they do."""

from __future__ import annotations

import pytest
from rules.judged import document_of

from linkaudit.citations.stated_originals import origins

A = "https://gazette.example/2018/07/12/ferry"
B = "https://harbour.example/notes/7"
BODY = "\n\nThe ferry stops.\n\nIt went to the island for ninety years, every day but Sunday.\n"


def told(text: str, path: str = "a.md") -> list[tuple[str, bool]]:
    return [(origin.url, origin.certain) for origin in origins(document_of(text, path))]


@pytest.mark.parametrize(
    "text",
    [
        f"Original url: {A}{BODY}",
        f"---\nsource_url: {A}\n---{BODY}",
        f"Originally published at {A} on 12 July 2018.{BODY}",
        f"Originally published at: {A}{BODY}",
        f"# Ferry{BODY}\nThis story was first published on [the Gazette]({A}).\n",
        f"# Ferry{BODY}\nCross-posted from {A}\n",
        f"# Ferry{BODY}\nUrsprünglich veröffentlicht auf {A}\n",
        f"# Ferry{BODY}\n转载自 {A}\n",
        f"# Ferry{BODY}\n[Read the original article]({A})\n",
        f"# Ferry{BODY}\n[阅读原文]({A})\n",
        f"---\nsource: {A}\n---\nOriginal url: {A}{BODY}",
    ],
)
def test_that_a_text_comes_from_there_is_said_plainly(text: str) -> None:
    assert told(text) == [(A, True)]


@pytest.mark.parametrize(
    "text",
    [
        f"---\nsource: {A}\n---{BODY}",
        f"---\nsource: [{A}]\n---{BODY}",
        f"---\nsource:\n  url: {A}\n---{BODY}",
        f"---\nvia: {A}\n---{BODY}",
        f"---\nurl: {A}\n---{BODY}",
        f"---\npermalink: {A}\n---{BODY}",
        f"---\ncanonical_url: {A}\n---{BODY}",
        f"Source: {A}{BODY}",
        f"# Ferry{BODY}\nvia: {A}\n",
        f"# Ferry{BODY}\nQuelle: [Gazette]({A})\n",
        f"# Ferry{BODY}\n[Source]({A})\n",
        f"Permalink: {A}{BODY}",
        f'<html><head><link rel="canonical" href="{A}"></head><body><p>The ferry stops.</p></body></html>',
        f"![The ferry](ferry.jpg){BODY}\nSource: {A}\n",
    ],
)
def test_other_words_say_less(text: str) -> None:
    assert told(text, "a.html" if text.startswith("<html") else "a.md") == [(A, False)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"# Ferry{BODY}\n![The ferry](ferry.jpg)\nSource: {A}\n", id="a picture"),
        pytest.param(f"# Ferry{BODY}\n![The ferry](ferry.jpg)\n\nSource: {A}\n", id="a picture, in its own paragraph"),
        pytest.param(f"# Ferry{BODY}\n## References\n\nThe line, 1990.\n\nSource: {A}\n", id="a list of works"),
        pytest.param(f"# Ferry{BODY}\n## Literatur\n\nQuelle: {A}\n", id="a list of works in German"),
        pytest.param(f"# Ferry{BODY}\nSource: {A}\n\nMore.\n\nSource: {B}\n", id="sources of two parts"),
        pytest.param(f"---\nsource: [{A}, {B}]\n---{BODY}", id="a list of sources"),
        pytest.param(f"---\nsources: [{A}]\n---{BODY}", id="sources"),
        pytest.param(f"---\nlink: {A}\n---{BODY}", id="what a post is about"),
        pytest.param(
            f"# Ferry{BODY}\nOriginally published in [the Gazette](https://gazette.example/)\n", id="an outlet"
        ),
        pytest.param("---\nsource: https://gazette.example/\n---" + BODY, id="a site"),
        pytest.param("---\nurl: /2018/07/12/ferry\n---" + BODY, id="a path"),
        pytest.param(f"# Ferry{BODY}\nSee {A}, the source of this.\n", id="a sentence"),
    ],
)
def test_what_names_the_source_of_a_part_or_no_page_is_no_original(text: str) -> None:
    assert told(text) == []


def test_what_is_said_plainly_comes_first() -> None:
    text = f"---\nvia: {B}\n---{BODY}\nOriginally published at {A}\n"
    assert told(text) == [(A, True), (B, False)]
