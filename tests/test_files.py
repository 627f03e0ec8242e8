"""Which files a collection has: looked at once, never outside, and nothing called missing that may be elsewhere."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from linkaudit.citations.neighbours import ABSENT, FILE, FOLDER, OTHER_CASE, UNKNOWN
from linkaudit.files import Files

if TYPE_CHECKING:
    from pathlib import Path


def lay(top: Path, *names: str) -> None:
    for name in names:
        path = top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("# Tides\n", encoding="utf-8")


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    inside = tmp_path / "collection"
    lay(inside, "docs/a.md", "docs/Tables/2018.md", "README.md", "docs/Caf\u00e9.md", "docs/my notes.md")
    lay(tmp_path, "outside/secret.md")
    monkeypatch.chdir(inside)
    return inside


def files(top: Path, *paths: str) -> Files:
    return Files(str(top), paths or (".",))


@pytest.mark.parametrize(
    ("path", "answer"),
    [
        ("docs/a.md", FILE),
        ("docs", FOLDER),
        ("", FOLDER),
        ("docs/my notes.md", FILE),
        ("docs/gone.md", ABSENT),
        ("gone/a.md", ABSENT),
        ("docs/a.md/x", ABSENT),
        ("docs/A.md", OTHER_CASE + "docs/a.md"),
        ("Docs/a.md", OTHER_CASE + "docs/a.md"),
        ("docs/tables/2018.md", OTHER_CASE + "docs/Tables/2018.md"),
        ("docs/tables/2019.md", ABSENT),
        ("docs/Cafe\u0301.md", FILE),
        ("../outside/secret.md", UNKNOWN),
        ("../gone.md", UNKNOWN),
        ("/etc/passwd", UNKNOWN),
        ("a/" * 2000, UNKNOWN),
        ("a" * 5000, UNKNOWN),
    ],
)
def test_what_is_at_a_path(top: Path, path: str, answer: str) -> None:
    looked = files(top)
    assert looked.place(looked.absolute(path)) == answer
    assert looked.place(looked.absolute(path)) == answer


def test_nothing_outside_is_looked_at(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    scan = os.scandir

    def watched(path: str) -> Any:
        seen.append(os.path.realpath(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", watched)
    (top / "away").symlink_to("../outside")
    (top / "here").symlink_to("docs")
    (top / "docs/borrowed.md").symlink_to("../../outside/secret.md")
    looked = files(top)
    for path in ("../outside/secret.md", "away/secret.md", "away/gone.md", "docs/borrowed.md"):
        assert looked.place(looked.absolute(path)) == UNKNOWN
    assert looked.place(looked.absolute("here/a.md")) == FILE
    assert looked.place(looked.absolute("here/gone.md")) == ABSENT
    assert seen
    assert all(path.startswith(str(top)) for path in seen)


def test_a_folder_is_looked_at_once(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    scan = os.scandir

    def watched(path: str) -> Any:
        seen.append(path)
        return scan(path)

    monkeypatch.setattr(os, "scandir", watched)
    looked = files(top)
    for number in range(100):
        looked.place(looked.absolute(f"docs/{number}.md"))
    assert len(seen) == len(set(seen)) == 2


def test_what_is_given_is_inside_wherever_it_lies(top: Path) -> None:
    looked = files(top, "../outside", "docs/a.md")
    assert looked.place(looked.absolute("../outside/secret.md")) == FILE
    assert looked.place(looked.absolute("../outside/gone.md")) == ABSENT
    assert looked.place(looked.absolute("../collection/docs/gone.md")) == ABSENT
    assert looked.place(looked.absolute("../gone.md")) == UNKNOWN


def test_what_is_not_checked_out_or_ignored_is_not_known_to_be_missing(top: Path) -> None:
    (top / "submodule").mkdir()
    (top / ".gitignore").write_text("*.pdf\n/made/\n", encoding="utf-8")
    (top / "docs/.gitignore").write_text("out/\n!/kept.pdf\n", encoding="utf-8")
    looked = files(top)
    told = {path: looked.place(looked.absolute(path)) for path in (
        "submodule/README.md", "submodule", "tables.pdf", "made/x.md", "docs/out/x.md", "out/x.md", "docs/kept.pdf",
    )}  # fmt: skip
    assert told == {
        "submodule/README.md": UNKNOWN,
        "submodule": FOLDER,
        "tables.pdf": UNKNOWN,
        "made/x.md": UNKNOWN,
        "docs/out/x.md": UNKNOWN,
        "out/x.md": ABSENT,
        "docs/kept.pdf": ABSENT,
    }


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_read(top: Path) -> None:
    (top / "docs/Tables").chmod(0)
    looked = files(top)
    assert looked.place(looked.absolute("docs/Tables/gone.md")) == UNKNOWN
    (top / "docs/Tables").chmod(0o755)


def test_from_the_top(top: Path) -> None:
    looked = files(top, "docs")
    document = looked.absolute("docs/a.md")
    assert looked.rooted(document, "docs/a.md") == FILE
    assert looked.rooted(document, "README.md") == FILE
    assert looked.rooted(document, "Tables/2018.md") == FILE
    assert looked.rooted(document, "docs/gone.md") == ABSENT
    assert looked.rooted(document, "docs/A.md") == OTHER_CASE + "docs/a.md"
    assert looked.rooted(document, "about/x.md") == UNKNOWN
    assert looked.rooted(document, "gone.md") == UNKNOWN
    assert looked.rooted(document, "docs/../../outside/secret.md") == UNKNOWN


def test_the_top_of_the_repository_counts_as_far_as_it_is_inside(top: Path) -> None:
    (top / "docs/.git").mkdir()
    looked = files(top, "docs/Tables")
    document = looked.absolute("docs/Tables/2018.md")
    assert looked.rooted(document, "Tables/gone.md") == ABSENT
    assert looked.rooted(document, "a.md") == FILE


def test_by_name_anywhere(top: Path) -> None:
    looked = files(top, "docs")
    document = looked.absolute("docs/a.md")
    for name in ("2018", "2018.md", "Tables/2018", "README", "my notes", "My-Notes", "my_notes"):
        assert looked.called(document, name) == FILE, name
    assert looked.called(document, "2019") == ABSENT
    assert looked.called("/elsewhere/a.md", "2018") == UNKNOWN


def test_too_many_files_are_not_searched_by_name(top: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkaudit.files._MOST_FILES", 3)
    looked = files(top)
    assert looked.called(looked.absolute("docs/a.md"), "2018") == UNKNOWN
