"""Documents that share text are found, compared here or by processes, and what is known is not compared again."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from itertools import combinations
from typing import TYPE_CHECKING

import pytest

from collection.made_up import Writer, text
from collection.shelved import shelf_of
from linkaudit.collection import comparing, near_copies, search
from linkaudit.collection.near_copies import near_copies as found_in
from linkaudit.models import CopyKind

if TYPE_CHECKING:
    from pathlib import Path

    from linkaudit.models import Pair


def named(pairs: tuple[Pair, ...]) -> list[tuple[str, str, str]]:
    return [(pair.a, pair.b, pair.kind) for pair in pairs]


def collection(number: int = 70) -> dict[str, str]:
    """Make a collection with a copy, an excerpt and a rewrite in it."""
    texts = {f"{at:03}.txt": Writer(at).story() for at in range(number)}
    texts["010.txt"] = texts["003.txt"]
    texts["020.txt"] = [*texts["020.txt"], *texts["004.txt"][2:4]]
    writer = Writer(1000)
    texts["030.txt"] = [writer.reworded(each, 0.25) for each in texts["005.txt"]]
    return {path: text(story) for path, story in texts.items()}


EXPECTED = [
    ("003.txt", "010.txt", CopyKind.COPY),
    ("004.txt", "020.txt", CopyKind.PARTIAL),
    ("005.txt", "030.txt", CopyKind.REWRITE),
]


def test_pairs_are_found_in_the_order_of_their_paths() -> None:
    pairs, notes = found_in(shelf_of(collection()))
    assert named(pairs) == EXPECTED
    assert notes == ()
    for pair in pairs:
        assert {passage.a.path for passage in pair.passages} == {pair.a}
        assert {passage.b.path for passage in pair.passages} == {pair.b}


def test_processes_find_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    here = found_in(shelf_of(collection()))
    monkeypatch.setattr(comparing, "MANY", 1)
    assert found_in(shelf_of(collection())) == here


_compare = comparing.compare


def deadly(texts: comparing.Texts) -> bytes:
    """Compare two texts, unless it kills the process."""
    if texts[0].path == "003.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return _compare(texts)


def test_a_comparison_that_kills_its_process_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "MANY", 1)
    monkeypatch.setattr(comparing, "compare", deadly)
    pairs, notes = found_in(shelf_of(collection()))
    assert named(pairs) == EXPECTED[1:]
    assert len(notes) == 1
    assert "003.txt" in notes[0]
    assert "010.txt" in notes[0]


def test_a_document_alone_costs_nothing() -> None:
    program = (
        "import sys; from datetime import date; before = set(sys.modules)\n"
        "from linkaudit.collection.kin import Shelf, near_copies\n"
        "assert near_copies(Shelf([], date(2026, 1, 1)), None) == ((), ())\n"
        "heavy = ('linkaudit.collection.alignment', 'sqlite3', 'concurrent.futures', 'trafilatura')\n"
        "print([name for name in heavy if name in sys.modules and name not in before])\n"
    )
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def made(state: Path) -> int:
    """Count the comparisons that are remembered."""
    with sqlite3.connect(f"{state}.readings") as connection:
        return int(connection.execute("SELECT count(*) FROM comparisons").fetchone()[0])


def test_only_pairs_with_a_document_that_was_changed_are_compared_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state, texts = tmp_path / "state.sqlite", collection()
    compared: list[tuple[str, str]] = []

    def watched(each: comparing.Texts) -> bytes:
        compared.append((each[0].path, each[1].path))
        return _compare(each)

    monkeypatch.setattr(comparing, "compare", watched)
    monkeypatch.setattr(comparing, "MANY", 10_000)
    first = found_in(shelf_of(texts), lambda: str(state))
    assert ("003.txt", "010.txt") in compared
    assert made(state) == len(compared)
    compared.clear()
    assert found_in(shelf_of(texts), lambda: str(state)) == first
    assert compared == []
    texts["010.txt"] = texts["010.txt"].replace(" the ", " that ", 1)
    again = found_in(shelf_of(texts), lambda: str(state))
    assert compared == [("003.txt", "010.txt")]
    assert again == found_in(shelf_of(texts))


def test_another_program_compares_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    state = tmp_path / "state.sqlite"
    found_in(shelf_of(collection()), lambda: str(state))
    monkeypatch.setattr("linkaudit.engines.many.program", lambda: "another")
    compared: list[comparing.Texts] = []

    def watched(texts: comparing.Texts) -> bytes:
        compared.append(texts)
        return comparing.NOTHING

    monkeypatch.setattr(comparing, "compare", watched)
    pairs, _ = found_in(shelf_of(collection()), lambda: str(state))
    assert compared
    assert pairs == ()


def test_few_documents_do_not_open_a_state() -> None:
    def state() -> str:
        pytest.fail("nothing is remembered of few documents")

    texts = dict(list(collection().items())[:11])
    assert named(found_in(shelf_of(texts), state)[0]) == EXPECTED[:1]
    assert len(texts) < near_copies.MANY


def test_all_pairs_of_a_group_are_compared_however_many_share_a_passage() -> None:
    story = Writer(7).story()
    texts = {f"{at:03}.txt": text([*story, Writer(100 + at).paragraph()]) for at in range(24)}
    pairs, notes = found_in(shelf_of(texts))
    assert [(pair.a, pair.b) for pair in pairs] == list(combinations(texts, 2))
    assert notes == ()


def test_all_copies_of_stories_that_a_digest_ties_together_are_found() -> None:
    """More than fifty documents in one group, of which most share nothing with most."""
    stories = [Writer(at).story() for at in range(12)]
    texts = {f"{at:02}-{copy}.txt": text(story) for at, story in enumerate(stories) for copy in "abcde"}
    texts["digest.txt"] = text([paragraph for story in stories for paragraph in story[3:5]])
    pairs, notes = found_in(shelf_of(texts))
    copies = {pair for pair in combinations(texts, 2) if pair[0][:2] == pair[1][:2]}
    quoted = {(path, "digest.txt") for path in texts if path != "digest.txt"}
    assert {(pair.a, pair.b) for pair in pairs} == copies | quoted
    assert notes == ()


def versions(number: int) -> dict[str, str]:
    story = Writer(7).story()
    return {f"{at:03}.txt": text([*story, Writer(100 + at).paragraph()]) for at in range(number)}


def test_all_pairs_of_a_group_of_many_copies_are_compared() -> None:
    texts = versions(60)
    pairs, notes = found_in(shelf_of(texts))
    assert [(pair.a, pair.b) for pair in pairs] == list(combinations(texts, 2))
    assert notes == ()


@pytest.mark.parametrize(("bound", "most"), [("_LOOKED_AT", 0), ("_COMPARED", 300)])
def test_of_a_group_that_is_too_large_those_that_share_most_are_compared_and_that_is_told(
    monkeypatch: pytest.MonkeyPatch, bound: str, most: int
) -> None:
    monkeypatch.setattr(search, "_ALL_PAIRS", 10)
    monkeypatch.setattr(search, "_COMPARED", 300)
    monkeypatch.setattr(search, bound, most)
    texts = versions(60)
    other = Writer(8).story(3)
    for path in ("005.txt", "050.txt"):
        texts[path] += "\n" + text(other)
    pairs, notes = found_in(shelf_of(texts))
    compared = {(pair.a, pair.b) for pair in pairs}
    assert 250 < len(compared) < 700
    assert ("005.txt", "050.txt") in compared
    assert len(notes) == 1
    assert "60 documents" in notes[0]


def test_the_order_in_which_documents_are_given_changes_nothing() -> None:
    texts = collection(40)
    turned = dict(reversed(texts.items()))
    assert found_in(shelf_of(turned)) == found_in(shelf_of(texts))


def test_footers_make_no_copies() -> None:
    about = Writer(99).paragraph(5)
    texts = {f"{at:03}.txt": text([*Writer(at).story(), about]) for at in range(12)}
    assert found_in(shelf_of(texts)) == ((), ())
    two = {path: texts[path] for path in ("000.txt", "001.txt")}
    assert len(found_in(shelf_of(two))[0]) == 1
