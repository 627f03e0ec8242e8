"""Which files are read."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from linkaudit.documents.discover import Discovery, Found
from linkaudit.models import Skipped

if TYPE_CHECKING:
    from collections.abc import Sequence


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty folder, in which the test stands."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(*names: str) -> None:
    for name in names:
        path = Path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("text", encoding="utf-8")


def ignore(folder: str, *patterns: str) -> None:
    Path(folder, ".gitignore").write_text("\n".join(patterns), encoding="utf-8")


def names(*paths: str, include: Sequence[str] = (), exclude: Sequence[str] = (), **options: Any) -> list[str]:
    """List the names of the files that are found below some paths."""
    discovery = Discovery(Path.cwd(), include, exclude, **options)
    found = list(discovery.discover(paths or (".",)))
    assert [each for each in found if isinstance(each, Skipped)] == []
    return [each.name for each in found if isinstance(each, Found)]


def skipped(*paths: str) -> list[tuple[str, str]]:
    """List what is skipped below some paths, each with its reason."""
    found = Discovery(Path.cwd()).discover(paths)
    return [(each.path, each.reason) for each in found if isinstance(each, Skipped)]


def test_folders_are_walked_in_order(tree: Path) -> None:
    make("b.md", "a.txt", "c/d.html", "c/a.md", "B.md", "picture.png", "noise")
    assert names() == ["B.md", "a.txt", "b.md", "c/a.md", "c/d.html"]
    assert names("c", "a.txt") == ["c/a.md", "c/d.html", "a.txt"]


def test_names_are_written_as_the_user_gave_them(tree: Path) -> None:
    make("a/b.md")
    assert names("./a") == ["a/b.md"]
    assert names(str(tree / "a")) == [(tree / "a" / "b.md").as_posix()]
    assert names("a/../a/b.md") == ["a/../a/b.md"]


def test_a_file_is_found_once(tree: Path) -> None:
    make("a/b.md")
    Path("link.md").symlink_to("a/b.md")
    assert names("a/b.md", "a", ".", str(tree)) == ["a/b.md"]


def test_a_named_file_is_read_whatever_its_suffix(tree: Path) -> None:
    make("notes", "a.png", "ignored.md")
    ignore(".", "ignored.md")
    assert names("notes", "a.png", "ignored.md") == ["notes", "a.png", "ignored.md"]


@pytest.mark.parametrize("folder", [".git", ".hg", ".svn", ".venv", "__pycache__", "node_modules"])
def test_folders_of_tools_are_not_entered(tree: Path, folder: str) -> None:
    make(f"{folder}/a.md", f"x/{folder}/a.md", "x/b.md")
    assert names() == ["x/b.md"]


def test_folders_of_reports_are_not_entered(tree: Path) -> None:
    make("reports/a.md", "b.md")
    assert names(never=[tree / "reports"]) == ["b.md"]


@pytest.mark.parametrize(
    ("include", "exclude", "expected"),
    [
        ((), ("b.md",), ["a.md", "d/c.txt"]),
        ((), ("d/",), ["a.md", "b.md"]),
        ((), ("*.md",), ["d/c.txt"]),
        ((), ("*.md", "!a.md"), ["a.md", "d/c.txt"]),
        ((), ("/b.md", "/c.txt"), ["a.md", "d/b.md", "d/c.txt"]),
        (("*.md",), (), ["a.md", "b.md", "d/b.md"]),
        (("*.png",), (), ["d/e.png"]),
        (("d/**",), ("*.png",), ["d/b.md", "d/c.txt"]),
        (("*",), ("*.*",), ["noise"]),
    ],
)
def test_include_and_exclude(
    tree: Path, include: tuple[str, ...], exclude: tuple[str, ...], expected: list[str]
) -> None:
    make("a.md", "b.md", "d/b.md", "d/c.txt", "d/e.png", "noise")
    assert names(include=include, exclude=exclude) == expected


def test_a_named_file_obeys_exclude(tree: Path) -> None:
    make("a.md", "d/b.md")
    assert names("a.md", "d/b.md", exclude=["d/"]) == ["a.md"]
    assert names("a.md", "d", exclude=["d/"]) == ["a.md"]


def test_patterns_are_relative_to_the_configuration(tree: Path) -> None:
    make("docs/a.md", "docs/sub/a.md", "a.md")
    discovery = Discovery(tree / "docs", exclude=["/a.md"])
    found = [each.name for each in discovery.discover(["."]) if isinstance(each, Found)]
    assert found == ["a.md", "docs/sub/a.md"]


def test_a_link_obeys_patterns_under_its_own_name(tree: Path) -> None:
    make("a.md", "sub/b.md")
    Path("link.md").symlink_to("a.md")
    Path("sub/elsewhere.md").symlink_to("../a.md")
    assert names("link.md", "sub/elsewhere.md", exclude=["link.md", "/sub/"]) == []
    assert names(exclude=["/a.md"]) == ["link.md", "sub/b.md"]


def test_what_include_names(tree: Path) -> None:
    discovery = Discovery(tree, include=["*.rst"])
    assert discovery.includes(str(tree / "a.rst"))
    assert not discovery.includes(str(tree / "a.md"))
    assert not Discovery(tree).includes(str(tree / "a.rst"))


def test_generated_lists_of_packages_are_read_only_if_named(tree: Path) -> None:
    make("package.json", "package-lock.json", "web/yarn.lock", "web/pnpm-lock.yaml")
    assert names() == ["package.json"]
    assert names("package-lock.json") == ["package-lock.json"]


def test_a_gitignore_leaves_out_files_and_folders(tree: Path) -> None:
    make("a.md", "draft-b.md", "build/c.md", "sub/build/d.md", "sub/e.md")
    ignore(".", "# remark", "", "draft-*", "build/", "/sub/e.md")
    assert names() == ["a.md"]
    assert names(respect_gitignore=False) == [
        "a.md",
        "build/c.md",
        "draft-b.md",
        "sub/build/d.md",
        "sub/e.md",
    ] or sorted(names(respect_gitignore=False)) == ["a.md", "build/c.md", "draft-b.md", "sub/build/d.md", "sub/e.md"]


def test_the_deepest_gitignore_decides(tree: Path) -> None:
    make("x/a.md", "x/keep.md", "x/y/a.md", "x/y/keep.md", "keep.md", "a.md")
    ignore(".", "*.md", "!/keep.md")
    ignore("x", "!keep.md")
    ignore("x/y", "keep.md", "!a.md")
    assert names() == ["keep.md", "x/keep.md", "x/y/a.md"]


def test_what_lies_in_an_ignored_folder_cannot_be_taken_back(tree: Path) -> None:
    make("x/keep.md", "a.md")
    ignore(".", "x/", "!keep.md")
    ignore("x", "!keep.md")
    assert names() == ["a.md"]


def test_the_gitignore_at_the_top_of_the_repository_counts_below(tree: Path) -> None:
    (tree / ".git").mkdir()
    make("x/y/a.md", "x/y/b.md")
    ignore(".", "/x/y/a.md")
    assert names("x/y") == ["x/y/b.md"]


def test_outside_of_a_repository_folders_above_do_not_count(tree: Path) -> None:
    make("x/a.md")
    ignore(".", "*.md")
    assert names("x") == ["x/a.md"]


def test_an_ignored_folder_that_is_named_is_walked(tree: Path) -> None:
    (tree / ".git").mkdir()
    make("build/a.md", "build/sub/b.md", "build/sub/c.md")
    ignore(".", "build/", "a.md")
    ignore("build/sub", "c.md")
    assert names("build") == ["build/a.md", "build/sub/b.md"]
    assert names("build/sub") == ["build/sub/b.md"]
    assert names() == []


def test_a_gitignore_that_is_no_utf_8_is_read_as_far_as_it_is(tree: Path) -> None:
    make("a.md", "b.md")
    Path(".gitignore").write_bytes(b"\xff\xfe*\na.md\n")
    assert names() == ["b.md"]


def test_a_gitignore_that_is_a_folder_says_nothing(tree: Path) -> None:
    (tree / ".git").mkdir()
    make(".gitignore/a.md", "b.md")
    assert names() == ["b.md", ".gitignore/a.md"]


def test_links_to_folders_are_not_followed(tree: Path) -> None:
    make("a/b.md")
    Path("a/up").symlink_to("..", target_is_directory=True)
    Path("other").symlink_to("a", target_is_directory=True)
    assert names() == ["a/b.md"]
    assert names("other") == ["other/b.md"]


def test_what_does_not_exist_is_skipped_with_the_reason(tree: Path) -> None:
    assert skipped("none.md") == [("none.md", "cannot be read: No such file or directory")]


def test_what_is_neither_file_nor_folder_is_skipped(tree: Path) -> None:
    os.mkfifo("pipe.md")
    Path("broken.md").symlink_to("none.md")
    Path("round.md").symlink_to("round.md")
    assert skipped("pipe.md") == [("pipe.md", "not a regular file")]
    assert skipped(".") == [(name, "not a regular file") for name in ("broken.md", "pipe.md", "round.md")]
    assert skipped("round.md") == [("round.md", "cannot be read: Too many levels of symbolic links")]


def test_a_folder_that_cannot_be_read_is_skipped_with_the_reason(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make("closed/a.md", "open/b.md")
    scandir = os.scandir

    def guarded(path: str) -> Any:
        if Path(path).name == "closed":
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    found = list(Discovery(tree).discover(["."]))
    assert found == [
        Found("open/b.md", "open/b.md", str(tree / "open/b.md")),
        Skipped("closed", "cannot be read: Permission denied"),
    ]


def test_odd_names_are_read_and_written(tree: Path) -> None:
    odd = ["-a.md", "a b.md", "a\nb.md", "[a].md", "ü.md", "日本.md"]
    make(*odd)
    assert sorted(names()) == sorted(odd)


@pytest.mark.skipif(sys.platform == "darwin", reason="its file systems hold only names in UTF-8")
def test_a_name_that_is_no_utf_8_is_written_readably(tree: Path) -> None:
    Path(os.fsdecode(b"caf\xe9.md")).write_text("text", encoding="utf-8")
    assert names() == ["caf\ufffd.md"]


def test_what_is_no_pattern_in_a_gitignore_is_passed_over(tree: Path) -> None:
    make("a.md", "b.md", "c.md")
    ignore(".", "!", "b.md", "/", "!!")
    assert names() == ["a.md", "c.md"]


def test_a_file_is_told_to_be_found_without_walking(tree: Path) -> None:
    make(
        "a.md", "docs/b.md", "docs/out/c.md", "docs/no.dat", "node_modules/d.md", "left/e.md", "other/f.md", "docs/g.md"
    )
    ignore(".", "/left/")
    ignore("docs", "out/")
    found = set(names("docs", "a.md", "left", exclude=("g.md",)))
    discovery = Discovery(tree, exclude=("g.md",))
    for path in sorted(each for each in tree.rglob("*") if each.is_file()):
        told = discovery.finds(str(path), ("docs", "a.md", "left"))
        assert told == (path.relative_to(tree).as_posix() in found), path
    assert found == {"a.md", "docs/b.md", "left/e.md"}
    assert Discovery(tree).finds(str(tree / "a.md"), (".",))
    assert Discovery(tree).finds(str(tree / "node_modules/d.md"), ("node_modules",))
