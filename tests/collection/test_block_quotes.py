from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkaudit.collection import prose
from linkaudit.collection.alignment import compared
from linkaudit.collection.words import Words, words
from linkaudit.documents.read import read_file
from linkaudit.models import Document

if TYPE_CHECKING:
    from pathlib import Path

STATUTE = (
    "No boat shall be taken from its owner except for the common good and upon such terms as the harbour law lays down",
    "and nothing in the foregoing shall hinder the council from closing a quay that it holds to be unsafe for passage.",
)
MINE = """\
The widow of the pilot went to court in spring because the town had taken her boat to carry coal to the islands.
Her lawyer argued that coal is no common good, and the judge, who heats with peat, asked for a second opinion."""
THEIRS = """\
Each year my pupils ask what the clause was meant for, since nobody alive has seen a quay being closed by the council.
I let them read it aloud and count its commas, which takes until the bell rings and leaves no time for an answer."""
FORMS = {
    "md": "{before}\n\n> {one}\n> {other}\n\n{behind}\n",
    "html": "<html><body><article>{before}</p><blockquote><p>{one} {other}</p></blockquote>{behind}</article>",
    "txt": "{before}\n\n    {one}\n    {other}\n\n{behind}\n",
    "rst": "{before}\n\n    {one}\n    {other}\n\n{behind}\n",
}


def own_words(folder: Path, name: str, text: str) -> Words:
    (folder / name).write_text(text, "utf-8")
    document = next(iter(read_file(folder / name, name, 1_000_000)))
    assert isinstance(document, Document)
    return words(prose.opened(replace(document, prose=prose.packed(document))))


def written(form: str, text: str) -> str:
    before, behind = text.split("\n")
    return form.format(before=before, one=STATUTE[0], other=STATUTE[1], behind=behind)


@pytest.mark.parametrize("suffix", FORMS)
def test_what_both_quote_in_a_block_makes_no_copy(tmp_path: Path, suffix: str) -> None:
    mine = own_words(tmp_path, f"mine.{suffix}", written(FORMS[suffix], MINE))
    theirs = own_words(tmp_path, f"theirs.{suffix}", written(FORMS[suffix], THEIRS))
    assert compared("mine", "theirs", mine, theirs) is None


@pytest.mark.parametrize("suffix", FORMS)
def test_what_only_one_of_them_quotes_is_copied(tmp_path: Path, suffix: str) -> None:
    mine = own_words(tmp_path, f"mine.{suffix}", written(FORMS[suffix], MINE))
    theirs = own_words(tmp_path, "theirs.txt", f"{' '.join(STATUTE)}\n\n{THEIRS}")
    assert compared("mine", "theirs", mine, theirs) is not None


def test_what_is_a_block_quote_from_beginning_to_end_is_the_text_itself(tmp_path: Path) -> None:
    quoted = "\n".join(f"> {line}" for line in (*STATUTE, *MINE.split("\n")))
    mine = own_words(tmp_path, "mine.md", f"Cut out today:\n\n{quoted}\n")
    theirs = own_words(tmp_path, "theirs.md", f"{quoted}\n\nSeen on the board of the harbour office.\n")
    assert not any(mine.quoted)
    assert compared("mine", "theirs", mine, theirs) is not None


def test_a_mark_of_markup_is_none_of_a_quotation(tmp_path: Path) -> None:
    found = own_words(tmp_path, "a.html", f"<html><body><article><p\n>{MINE}</p><p>{THEIRS}</p></article>")
    assert found.folded
    assert not any(found.quoted)
