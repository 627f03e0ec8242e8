"""What of a document is the text that it copied."""

from __future__ import annotations

import hashlib
from base64 import b32decode
from typing import TYPE_CHECKING

from rules.judged import document_of

from linkaudit.audit import scan
from linkaudit.citations.stated_originals import originals
from linkaudit.content.own_text import digested, own_text, sampled
from linkaudit.content.passages import MANY, contained, sample
from linkaudit.gather import gather
from linkaudit.settings import Config, Content

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

URL = "https://gazette.example/2018/07/12/ferry"
STORY = "\n\n".join(
    f"On day {number} the ferry took {number * 7} people to Senn, and in the evening it took {number * 6} of them back."
    for number in range(30)
)


def text_of(text: str, path: str = "ferry.md") -> str:
    return own_text(document_of(text, path), "built-in").text


def test_what_the_keeper_wrote_about_a_text_is_no_part_of_it() -> None:
    kept = f"Original url: {URL}\nDate: 2018-07-12\n\n{STORY}\n"
    assert text_of(kept, "ferry.txt").split() == STORY.split()
    assert text_of(f"---\nsource_url: {URL}\ntitle: The ferry\n---\n\n{STORY}\n").split() == STORY.split()


def test_a_sentence_that_names_the_source_among_others_stays() -> None:
    sentence = f"Originally published at {URL} on 12 July 2018. " + "The boat leaves at eight. " * 20
    assert "The boat leaves at eight." in text_of(f"{sentence}\n\n{STORY}\n")


def test_the_words_of_a_site_around_a_text_are_no_part_of_it() -> None:
    kept = f"Original url: {URL}\n\n{STORY}\n\nShare this:\n\nRead also: The old bridge\n\nAdvertisement\n"
    assert text_of(kept, "ferry.txt").split() == STORY.split()
    assert "The advertisement in the window said nothing of it." in text_of(
        f"Original url: {URL}\n\nThe advertisement in the window said nothing of it.\n", "ferry.txt"
    )


def test_of_a_saved_page_it_is_the_main_text() -> None:
    page = (
        f"<!-- saved from url=({len(URL):04d}){URL} -->\n<html><head><title>The ferry</title></head><body>"
        f"<nav>Home News Weather</nav><article><p>{STORY}</p></article>"
        "<footer>All rights reserved</footer></body></html>"
    )
    assert text_of(page, "ferry.html").split() == STORY.split()


def test_only_what_says_where_it_comes_from_is_sampled() -> None:
    document = document_of(f"Original url: {URL}\n\n{STORY}\n", "ferry.txt")
    assert [each.url for each in originals(document)] == [URL]
    assert contained(sample(STORY, MANY), sampled(document).passages) == 1
    mentioning = document_of(f"{STORY}\n\nSee {URL}\n", "ferry.txt")
    assert originals(mentioning) == []
    assert sampled(mentioning).passages == ""


def test_files_that_are_no_text_are_digested_as_archives_do(tmp_path: Path) -> None:
    document = document_of("<p>A letter</p>", "letter.html")
    path = tmp_path / "letter"
    path.write_bytes(b"some bytes")
    assert digested(document, path).sha1 == ""
    binary = document.__class__(path="letter.docx", format="docx", text="", digest="", encoding="")
    made = digested(binary, path).sha1
    assert b32decode(made) == hashlib.sha1(b"some bytes", usedforsecurity=False).digest()
    inside = document.__class__(path="letters.zip!/letter.docx", format="docx", text="", digest="", encoding="")
    assert digested(inside, path).sha1 == ""
    assert digested(binary, tmp_path / "gone").sha1 == ""


def test_samples_are_kept_if_texts_are_to_be_compared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ferry.txt").write_text(f"Original url: {URL}\n\n{STORY}\n")
    (document,) = gather(["ferry.txt"], Config(git=False, content=Content(enabled=False))).documents
    assert document.passages == ""
    assert scan(["ferry.txt"], Config(git=False)).documents[0].passages == ""
    (document,) = gather(["ferry.txt"], Config(git=False)).documents
    assert contained(sample(STORY, MANY), document.passages) == 1
