"""Dates of documents that say nothing themselves, taken from git."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from support.repository import Repository

from citations.citing import cited
from linkaudit import git
from linkaudit.citations.first_commits import dated_by_git

if TYPE_CHECKING:
    from pathlib import Path

    from linkaudit.models import Document, Skipped

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


class Dated(Repository):
    """A repository whose files say nothing but their names."""

    def add(self, day: str, *names: str, text: str = "Text.\n") -> None:
        for name in names:
            self.write(name, f"{text}{day} {name}\n".replace("-", "_"))
        self.commit(day)

    def document(self, name: str, text: str = "Text.") -> Document:
        return cited(text, "text", str(self.top / name))


def told(documents: list[Document]) -> tuple[list[Document], list[Skipped]]:
    """Let git date documents, and no addresses in them."""
    return dated_by_git(documents, lambda _: ())


def dates(documents: list[Document]) -> list[tuple[str, str] | None]:
    """List the date of each document and what vouches for it."""
    return [(str(each.date.date), each.date.source) if each.date else None for each in told(documents)[0]]


@pytest.fixture
def repository(tmp_path: Path) -> Dated:
    return Dated(tmp_path / "repository")


def test_a_document_is_dated_by_the_commit_that_added_it(repository: Dated) -> None:
    repository.add("2018-07-12", "a.txt", "sub/b.txt")
    repository.add("2019-01-02", "a.txt", "sub/c.txt")
    documents = [repository.document(name) for name in ("a.txt", "sub/b.txt", "sub/c.txt")]
    assert dates(documents) == [("2018-07-12", "git"), ("2018-07-12", "git"), ("2019-01-02", "git")]
    (found, *_), _ = told(documents)
    assert found.date is not None
    assert (found.date.text, found.date.location.line) == ("added on 2018-07-12", 1)


def test_a_file_that_was_removed_and_came_back_counts_from_the_first_time(repository: Dated) -> None:
    repository.add("2018-07-12", "a.txt")
    repository.git("rm", "--quiet", "a.txt")
    repository.add("2018-08-01", "other.txt")
    repository.add("2019-01-02", "a.txt")
    assert dates([repository.document("a.txt")]) == [("2018-07-12", "git")]


def test_a_new_name_is_a_new_file(repository: Dated) -> None:
    repository.add("2018-07-12", "a.txt")
    repository.git("mv", "a.txt", "b.txt")
    repository.git("commit", "--quiet", "--message", "name", day="2019-01-02")
    assert dates([repository.document("b.txt")]) == [("2019-01-02", "git")]


def test_a_document_that_has_a_date_keeps_it(repository: Dated) -> None:
    repository.add("2018-07-12", "a.txt")
    assert dates([repository.document("a.txt", "Title\n\n2 January 2015\n\nText.")]) == [("2015-01-02", "dateline")]


def test_a_file_that_is_not_committed_stays_undated(repository: Dated) -> None:
    repository.add("2018-07-12", "a.txt")
    (repository.top / "b.txt").write_text("Text.", encoding="utf-8")
    assert dates([repository.document("b.txt")]) == [None]


@pytest.mark.parametrize(
    "name",
    ["a b.txt", "ü.txt", "日本/ä.txt", "[a]*?.txt", "-a.txt", 'quo"te.txt', "'.txt", "sub/:(top).txt", "new\nline.txt"],
)
def test_odd_names(repository: Dated, name: str) -> None:
    repository.add("2018-07-12", name)
    repository.add("2019-01-02", "a.txt", "sub/a.txt", "日本/a.txt")
    assert dates([repository.document(name)]) == [("2018-07-12", "git")]


def test_a_shallow_history_dates_nothing(repository: Dated, tmp_path: Path) -> None:
    repository.add("2018-07-12", "a.txt")
    repository.add("2019-01-02", "b.txt")
    shallow = tmp_path / "shallow"
    repository.git("clone", "--quiet", "--depth=1", f"file://{repository.top}", str(shallow))
    assert dates([cited("Text.", "text", str(shallow / "a.txt"))]) == [None]


def test_a_repository_without_commits_dates_nothing(repository: Dated) -> None:
    assert dates([repository.document("a.txt")]) == [None]


def test_documents_of_several_repositories_and_of_none(tmp_path: Path) -> None:
    one, other = Dated(tmp_path / "one"), Dated(tmp_path / "other")
    one.add("2018-07-12", "a.txt")
    other.add("2019-01-02", "a.txt")
    alone = cited("Text.", "text", str(tmp_path / "a.txt"))
    assert dates([one.document("a.txt"), alone, other.document("a.txt")]) == [
        ("2018-07-12", "git"), None, ("2019-01-02", "git"),
    ]  # fmt: skip


def test_paths_are_relative_to_where_one_stands(repository: Dated, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.add("2018-07-12", "sub/a.txt")
    monkeypatch.chdir(repository.top / "sub")
    for path in ("a.txt", "../sub/a.txt", "./a.txt"):
        assert dates([cited("Text.", "text", path)]) == [("2018-07-12", "git")]


def test_without_git_nothing_is_dated(repository: Dated, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.add("2018-07-12", "a.txt")
    monkeypatch.setenv("PATH", "")
    assert dates([repository.document("a.txt")]) == [None]


def test_a_history_that_takes_too_long_dates_nothing(repository: Dated, monkeypatch: pytest.MonkeyPatch) -> None:
    repository.add("2018-07-12", "a.txt")
    monkeypatch.setattr(git, "SECONDS", 0.0)
    assert dates([repository.document("a.txt")]) == [None]


def test_settings_of_the_repository_start_no_program(repository: Dated, tmp_path: Path) -> None:
    repository.add("2018-07-12", "a.txt")
    trap = tmp_path / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    for setting in ("core.fsmonitor", "diff.external", "core.pager", "core.sshCommand", "gpg.program", "core.editor"):
        repository.git("config", setting, str(trap))
    repository.git("config", "log.showSignature", "true")
    assert dates([repository.document("a.txt")]) == [("2018-07-12", "git")]
    assert not (tmp_path / "sprung").exists()
