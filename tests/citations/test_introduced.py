"""The commits that first have the addresses in documents, asked of real repositories."""

from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest
from support.repository import Repository

from citations.citing import cited
from linkaudit import git
from linkaudit.citations.first_commits import dated_by_git

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from linkaudit.models import Document, Skipped

pytestmark = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

A, B = "https://h.example/a", "https://h.example/b"


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests away."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def read(*paths: Path) -> list[Document]:
    return [cited(path.read_text(encoding="utf-8"), "markdown", str(path)) for path in paths]


def told(documents: Iterable[Document], *, undated: bool = False) -> tuple[list[Document], list[Skipped]]:
    return dated_by_git([*documents], lambda document: document.references, undated=undated)


def days(*paths: Path) -> list[dict[str, str]]:
    """Give for each document the day of each address, by the end of it."""
    documents, skipped = told(read(*paths))
    assert skipped == []
    return [{url[-1]: str(each.date) for url, each in document.introduced.items()} for document in documents]


def test_each_address_is_dated_by_the_commit_that_first_has_it(repository: Repository) -> None:
    repository.commit("2018-07-12", a_md=f"See {A}.\n")
    repository.commit("2019-01-02", a_md=f"See {A} and <{B}>.\n")
    repository.commit("2020-05-06", a_md=f"# Title\n\nSee {A},\nand <{B}>.\n")
    assert days(repository.top / "a.md") == [{"a": "2018-07-12", "b": "2019-01-02"}]
    ((document,), _) = told(read(repository.top / "a.md"))
    first = document.introduced[A]
    assert first.source == "git"
    assert first.text == f"commit {repository.git('rev-list', 'HEAD').split()[-1][:12]}"
    assert (first.location.line, first.location.path) == (3, str(repository.top / "a.md"))


@pytest.mark.parametrize("number", [1, 3, 6])
def test_documents_are_followed_through_renames(repository: Repository, number: int) -> None:
    names = [f"p{each}" for each in range(number)]
    for name in names:
        repository.write(f"{name}.md", f"# {name}\n\nSee {A}.\n\n{name * 40}\n")
    repository.commit("2018-07-12")
    for name in names:
        (repository.top / "sub").mkdir(exist_ok=True)
        repository.git("mv", f"{name}.md", f"sub/{name} x.md")
    repository.commit("2019-01-02")
    for name in names:
        repository.git("mv", f"sub/{name} x.md", f"{name}-ü.md")
        repository.write(f"{name}-ü.md", f"# {name}\n\nSee {A} and {B}.\n\n{name * 40}\n")
    repository.commit("2020-05-06")
    assert (
        days(*(repository.top / f"{name}-ü.md" for name in names)) == [{"a": "2018-07-12", "b": "2020-05-06"}] * number
    )


@pytest.mark.parametrize("number", [1, 6])
def test_an_address_that_was_away_counts_from_the_first_time(repository: Repository, number: int) -> None:
    files = {f"p{each}_md": f"See {A}.\n" for each in range(number)}
    repository.commit("2018-07-12", **files)
    repository.git("rm", "-q", "--", *(name.replace("_", ".") for name in files))
    repository.commit("2019-01-02", b_md="x\n")
    repository.commit("2020-05-06", **files)
    assert days(*(repository.top / name.replace("_", ".") for name in files)) == [{"a": "2018-07-12"}] * number


def test_what_is_not_committed_is_not_dated(repository: Repository) -> None:
    repository.commit("2018-07-12", a_md=f"See {A}.\n")
    staged = repository.write("a.md", f"See {A} and {B}.\n")
    repository.git("add", "a.md")
    new = repository.write("new.md", f"See {A}.\n")
    assert days(staged, new) == [{"a": "2018-07-12"}, {}]


@pytest.mark.parametrize("number", [1, 6])
def test_what_a_branch_brought_is_dated_by_the_branch(repository: Repository, number: int) -> None:
    repository.commit("2018-01-01", **{f"p{each}_md": "x\n\ny\n" for each in range(number)})
    repository.git("checkout", "-q", "-b", "side")
    repository.commit("2018-07-12", **{f"p{each}_md": f"x\n\ny\n\nSee {A}.\n" for each in range(number)})
    repository.git("checkout", "-q", "main")
    repository.commit("2019-01-02", **{f"p{each}_md": f"See {B}.\n\nx\n\ny\n" for each in range(number)})
    repository.git("merge", "-q", "--no-edit", "side", day="2020-05-06")
    paths = [repository.top / f"p{each}.md" for each in range(number)]
    assert days(*paths) == [{"a": "2018-07-12", "b": "2019-01-02"}] * number


@pytest.mark.parametrize(
    "name",
    [
        "a b.md",
        "ü.md",
        "日本/ä.md",
        "[a]*?.md",
        "-a.md",
        'quo"te.md',
        "sub/:(top).md",
        "new\nline.md",
        "README",
        "a.[b]",
        "*",
    ],
)
@pytest.mark.parametrize("more", [0, 5])
def test_odd_names(repository: Repository, name: str, more: int) -> None:
    path = repository.write(name, f"See {A}.\n")
    others = [repository.write(f"o{each}.md", f"See {A}.\n") for each in range(more)]
    repository.commit("2018-07-12")
    repository.commit("2019-01-02", x_md=f"See {A}.\n", ab_md=f"See {A}.\n")
    assert days(path, *others) == [{"a": "2018-07-12"}] * (more + 1)


def test_line_ends_and_other_encodings(repository: Repository) -> None:
    path = repository.write("a.md", f"Fähre\r\nSee {A}\r\n")
    repository.commit("2018-07-12")
    assert days(path) == [{"a": "2018-07-12"}]
    path.write_bytes(f"Fähre {A} und\r\r\n{B}".encode("latin-1"))
    repository.commit("2019-01-02")
    document = cited(f"Fähre {A} und\n{B}", "markdown", str(path))
    ((document,), _) = told([document])
    assert {url: str(each.date) for url, each in document.introduced.items()} == {A: "2018-07-12", B: "2019-01-02"}


def test_binary_files_and_very_long_lines(repository: Repository) -> None:
    repository.commit("2018-07-12", a_md=f"\x00{A}\n", b_md=f"{'x ' * 200_000}{A} {B} {'y ' * 200_000}\n")
    binary = cited(f"See {A}.", "markdown", str(repository.top / "a.md"))
    ((binary, long), _) = told([binary, *read(repository.top / "b.md")])
    assert binary.introduced == {}
    assert {url: str(each.date) for url, each in long.introduced.items()} == {A: "2018-07-12", B: "2018-07-12"}


def test_worktrees_and_submodules(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2018-07-12", a_md=f"See {A}.\n")
    repository.git("worktree", "add", "-q", str(tmp_path / "tree"))
    assert days(tmp_path / "tree" / "a.md") == [{"a": "2018-07-12"}]
    outer = Repository(tmp_path / "outer")
    outer.commit("2020-05-06", b_md=f"See {A}.\n")
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repository.top), "inner")
    outer.commit("2021-01-01")
    assert days(outer.top / "inner" / "a.md", outer.top / "b.md") == [{"a": "2018-07-12"}, {"a": "2020-05-06"}]


def test_a_shallow_history_dates_nothing_and_says_so(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2018-07-12", a_md=f"See {A}.\n")
    repository.commit("2019-01-02", b_md="x\n")
    shallow = tmp_path / "shallow"
    repository.git("clone", "-q", "--depth=1", f"file://{repository.top}", str(shallow))
    ((document,), (skipped,)) = told(read(shallow / "a.md"), undated=True)
    assert (document.introduced, document.date) == ({}, None)
    assert skipped.path == (shallow / ".git").as_posix()
    assert skipped.reason == "the history is shallow; nothing is dated by its commits"
    monkeypatch.chdir(tmp_path)
    assert told(read(shallow / "a.md"))[1][0].path == "shallow/.git"


def test_a_repository_without_commits_has_no_history_to_be_missed(repository: Repository) -> None:
    path = repository.write("a.md", f"See {A}.\n")
    assert days(path) == [{}]


def test_git_that_is_missing_fails_or_is_slow_is_a_reason(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    repository.commit("2018-07-12", a_md=f"See {A}.\n")
    documents = read(repository.top / "a.md")

    def reason() -> str:
        ((document,), (skipped,)) = told(documents)
        assert document.introduced == {}
        return skipped.reason.partition(";")[0]

    with monkeypatch.context() as patch:
        patch.setenv("PATH", str(tmp_path))
        assert reason() == "git is not installed"
    with monkeypatch.context() as patch:
        slow = repository.write(
            "bin/git", '#!/bin/sh\ncase "$*" in *rev-parse*) echo false; echo abc;; *) exec sleep 60;; esac\n'
        )
        slow.chmod(0o755)
        patch.setenv("PATH", f"{slow.parent}:{os.environ['PATH']}")
        patch.setattr(git, "SECONDS", 0.5)
        assert reason() == "reading the history took longer than 0.5 s"
        slow.write_text(
            '#!/bin/sh\ncase "$*" in *rev-parse*) echo false; echo abc;; *) exit 3;; esac\n', encoding="utf-8"
        )
        patch.setattr(git, "SECONDS", 30.0)
        assert reason() == "git could not read the history"
    (repository.top / ".git" / "HEAD").write_text("broken", encoding="utf-8")
    assert reason().startswith("git refuses: fatal: ")


def test_settings_of_the_repository_start_no_program_and_change_nothing(repository: Repository, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    trap.write_text(f'#!/bin/sh\ntouch {tmp_path}/sprung\ncat "$@"\n', encoding="utf-8")
    trap.chmod(0o755)
    repository.commit("2018-07-12", a_md=f"See {A}.\n", b_md="x\n")
    repository.write(".gitattributes", "*.md diff=trap filter=trap\n")
    repository.git("mv", "a.md", "c.md")
    repository.commit("2019-01-02")
    for setting in (
        "core.fsmonitor", "core.pager", "core.sshCommand", "core.editor", "core.askPass", "diff.external",
        "diff.trap.command", "diff.trap.textconv", "filter.trap.smudge", "filter.trap.process", "gpg.program",
        "pager.log", "alias.log", "remote.origin.uploadpack",
    ):  # fmt: skip
        repository.git("config", setting, str(trap))
    for setting, value in (
        ("log.showSignature", "true"), ("color.ui", "always"), ("diff.noprefix", "true"),
        ("diff.mnemonicPrefix", "true"), ("diff.algorithm", "patience"), ("log.diffMerges", "separate"),
        ("diff.renames", "false"), ("diff.orderFile", str(tmp_path / "missing")), ("core.quotePath", "true"),
        ("diff.context", "9"), ("diff.interHunkContext", "9"), ("log.follow", "true"), ("log.date", "raw"),
        ("format.pretty", "oneline"), ("diff.relative", "true"), ("diff.wordRegex", "."), ("diff.submodule", "log"),
        ("diff.suppressBlankEmpty", "true"), ("log.decorate", "full"), ("remote.origin.promisor", "true"),
    ):  # fmt: skip
        repository.git("config", setting, value)
    assert days(repository.top / "c.md") == [{"a": "2018-07-12"}]
    six = [repository.top / "c.md"] * 6
    assert days(*six) == [{"a": "2018-07-12"}] * 6
    assert not (tmp_path / "sprung").exists()


def test_what_a_hook_of_another_repository_passes_on_does_not_mislead(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit("2018-07-12", a_md=f"See {A}.\n")
    other = Repository(tmp_path / "other")
    other.commit("2020-05-06", a_md=f"See {A}.\n")
    monkeypatch.setenv("GIT_DIR", str(other.top / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.top))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other.top / ".git" / "index"))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "1")
    assert days(*[repository.top / "a.md"] * 5) == [{"a": "2018-07-12"}] * 5


def test_objects_that_are_missing_are_not_fetched(repository: Repository, tmp_path: Path) -> None:
    repository.commit("2018-07-12", a_md=f"See {A}.\n")
    repository.commit("2019-01-02", a_md=f"See {B}.\n")
    repository.git("config", "uploadpack.allowFilter", "true")
    partial = tmp_path / "partial"
    repository.git("clone", "-q", "--filter=blob:none", f"file://{repository.top}", str(partial))
    ((document,), skipped) = told(read(partial / "a.md"))
    assert document.introduced == {}
    assert [each.reason for each in skipped] == ["git could not read the history; nothing is dated by its commits"]


def test_files_outside_of_any_repository_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"See {A}.\n", encoding="utf-8")
    assert days(tmp_path / "a.md") == [{}]
