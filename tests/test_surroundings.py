"""What is around documents, in whole scans: files that come and go while documents stay as they are."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path

import pytest

from linkaudit.audit import scan
from linkaudit.gather import MANY
from linkaudit.settings import Config, Rules

AS_OF = date(2026, 11, 21)
ONLY = Config(rules=Rules(select=("link-file-missing", "link-fragment-dead")), git=False)
# Longer ago than what may have been changed without its times showing it.
LONG_AGO = 1_700_000_000


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    collection = tmp_path / "collection"
    collection.mkdir()
    monkeypatch.chdir(collection)
    for number in range(MANY + 6):
        write(collection, f"notes/n{number:02}.md", f"# Note {number}\n")
    write(collection, "a.md", "See [the tables](tables.md#high-water), [a note](notes/n07.md), [b](README.md).\n")
    write(collection, "README.md", "# Read me\n")
    write(collection, "tables.md", "# Tables\n\n## High water\n")
    return collection


def write(top: Path, name: str, text: str) -> None:
    path = top / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    os.utime(path, (LONG_AGO, LONG_AGO))


def found(*paths: str, state: str | None = None, config: Config = ONLY) -> list[str]:
    done = scan(paths or (".",), config, as_of=AS_OF, state=(lambda: state) if state else None, references=False)
    assert done.skipped == ()
    return [f"{each.location.path}: {each.message}" for each in done.findings]


GONE = ["a.md: the file tables.md is not there"]
LOST = ["a.md: nothing in tables.md is called #high-water"]


@pytest.mark.parametrize("many", [True, False])
def test_what_changes_around_a_document_is_told_although_it_stays_as_it_is(
    top: Path, many: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What was changed just now is read again in any case; here it must be known by what it is.
    monkeypatch.setattr("linkaudit.history.readings._RACY_NS", 0)
    paths = (".",) if many else ("a.md", "tables.md", "README.md")
    state = str(top.parent / "state")
    assert found(*paths, state=state) == []
    assert found(*paths, state=state) == []
    (top / "tables.md").unlink()
    kept = tuple(path for path in paths if path != "tables.md")
    assert found(*kept, state=state) == GONE
    assert found(*kept, state=state) == GONE
    write(top, "tables.md", "# Tables\n\n## Low water\n")
    assert found(*paths, state=state) == LOST
    assert found(*paths, state=state) == LOST
    write(top, "tables.md", "# Tables\n\n## High water, and low\n\n### High water\n")
    assert found(*paths, state=state) == []
    (top / "notes/n07.md").rename(top / "notes/N07.md")
    assert found(*kept, state=state) == [
        "a.md: the file notes/n07.md is there only as notes/N07.md, with other capitals"
    ]


def test_a_document_that_did_not_change_is_not_read_again(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkaudit.history.readings._RACY_NS", 0)
    state = str(top.parent / "state")
    assert found(state=state) == []
    monkeypatch.setattr("linkaudit.gather.read_file", None)
    assert found(state=state) == []


def test_places_are_told_only_of_documents_that_are_read(top: Path) -> None:
    write(top, "tables.md", "# Tables\n")
    assert found() == LOST
    assert found("a.md", "tables.md") == LOST
    assert found("a.md") == []
    left_out = Config(rules=ONLY.rules, git=False, exclude=("/tables.md",))
    assert found(config=left_out) == []
    others = Config(rules=ONLY.rules, git=False, include=("a.md", "notes/"))
    assert found(config=others) == []
    small = Config(rules=ONLY.rules, git=False, max_bytes=100)
    write(top, "tables.md", "# Tables\n" + "Text.\n" * 20)
    done = scan(("a.md",), small, as_of=AS_OF)
    assert done.findings == ()


def test_no_other_file_is_opened(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(top, "a.md", "[a](../outside.md#x) [b](notes/secret.txt#x) [c](tables.md#x)\n")
    write(top, "notes/secret.txt", "x")
    (top.parent / "outside.md").write_text("# Outside\n", encoding="utf-8")
    opened: list[str] = []
    read = type(top).read_bytes

    def watched(path: Path) -> bytes:
        opened.append(path.name)
        return read(path)

    monkeypatch.setattr(type(top), "read_bytes", watched)
    found("a.md")
    assert set(opened) == {"a.md"}
    found("a.md", "tables.md")
    assert set(opened) == {"a.md", "tables.md"}


def test_a_link_to_a_document_is_judged_nowhere(top: Path) -> None:
    write(top, "notes/real.md", "[a](gone.md)\n")
    (top / "link.md").symlink_to("notes/real.md")
    assert found("link.md") == []
    assert found("notes/real.md") == ["notes/real.md: the file gone.md is not there"]


def test_a_finding_is_the_same_from_another_folder(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(top, "a.md", "[a](gone.md) [b](README.md#gone) [c](notes/n07.md)\n")

    def known(path: str) -> list[tuple[str, str]]:
        done = scan((path, str(top / "README.md")), ONLY, as_of=AS_OF, root=top)
        return [(each.fingerprint, each.evidence[-1].value) for each in done.findings]

    here = known("a.md")
    assert [evidence for _, evidence in here] == ["gone.md", "README.md"]
    monkeypatch.chdir(top / "notes")
    assert known("../a.md") == here
    assert known(str(top / "a.md")) == here


def test_the_same_from_another_folder(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (top / "tables.md").unlink()
    monkeypatch.chdir(top / "notes")
    assert [each.partition(": ")[2] for each in found(str(top))] == ["the file tables.md is not there"]
    assert found("../a.md") == ["../a.md: the file tables.md is not there"]


@pytest.mark.skipif(sys.platform == "darwin", reason="names are UTF-8 there")
def test_names_that_are_no_utf_8_are_nobodys_target(top: Path) -> None:
    write(top, "a.md", "[a](gone.html) [b](README.md) [c](caf%E9.md) [d](caf%C3%A9.md) \n")
    for name in (b"gone.\xff", b"caf\xe9.md", b"README.md\xff"):
        Path(os.fsdecode(os.fsencode(top) + b"/" + name)).write_text("x", encoding="utf-8")
    assert found(state=str(top.parent / "state")) == ["a.md: the file caf\u00e9.md is not there"]


PLACES = [
    ("tables.md", "## High water", "high-water", True),
    ("tables.md", "High water\n---", "high-water", True),
    ("tables.md", "<h2>High water</h2>", "high-water", True),
    ("tables.md", "<a id='high-water'></a>", "high-water", True),
    ("tables.md", "## Tides {#high-water}", "high-water", True),
    ("tables.md", "## Tides &amp; currents", "tides--currents", True),
    ("tables.md", "## High water", "user-content-high-water", True),
    ("tables.md", "## High water", "high-water-1", True),
    ("tables.md", "```sh\n# High water\n```\n\n## Low\n", "high-water", False),
    ("tables.md", "## Low water", "high-water", False),
    ("tables.md", "No heading", "high-water", True),
    ("tables.md", "## Low\n\n{% include x.md %}", "high-water", True),
    ("tables.md", "## Low\n\n```{note}\nx\n```", "high-water", True),
    ("tables.md", "## Low water", "L10", True),
    ("tables.md", "## Low water", "top", True),
    ("tables.md", "---\ntitle: High water\n---\n\n## Low", "high-water", True),
    ("tables.html", "<html><body><h2 id=high-water>x</h2>", "high-water", True),
    ("tables.html", "<html><body><h2 id=low-water>x</h2>", "high-water", False),
    ("tables.html", "<html><body><h2 id='caf\u00e9'>x</h2>", "caf%C3%A9", True),
    ("tables.html", "<html><body><h2 id=low>x</h2><script src=x.js></script>", "high-water", True),
    ("tables.html", "<html><body><h2 id=low>x</h2>{{ content }}", "high-water", True),
    ("tables.html", "<h2 id=low>x</h2>", "high-water", True),
    ("tables.rst", "High water\n==========\n", "low-water", True),
    ("tables.qmd", "## Low", "high-water", False),
]  # fmt: skip


@pytest.mark.parametrize(("name", "text", "fragment", "there"), PLACES)
def test_a_place_in_another_document(top: Path, name: str, text: str, fragment: str, there: bool) -> None:
    write(top, name, f"{text}\n")
    write(top, "a.md", f"[a]({name}#{fragment})\n")
    assert found("a.md", name) == ([] if there else [f"a.md: nothing in {name} is called #{fragment}"])


def test_links_to_most_places_of_a_document_gone_follow_a_rule_that_is_not_known(top: Path) -> None:
    write(top, "a.md", "[a](tables.md#a) [b](tables.md#b) [c](tables.md#c) [d](tables.md#high-water)\n")
    assert found("a.md", "tables.md") == []
    write(top, "a.md", "[a](tables.md#a) [a](tables.md#a) ![p](tables.md#p) [[tables#b]] [d](tables.html#e)\n")
    assert found("a.md", "tables.md") == [
        "a.md: nothing in tables.md is called #a",
        "a.md: nothing in tables.md is called #e",
    ]
    write(top, "a.md", "{ref}`x` [a](tables.md#a)\n")
    assert found("a.md", "tables.md") == []
