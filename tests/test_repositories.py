"""Where repositories are, and where they are published."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.repository import Repository

from linkaudit.repositories import published_at, repository_of


@pytest.fixture
def top(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "sub").mkdir()
    return tmp_path


@pytest.mark.parametrize(
    ("remote", "expected"),
    [
        ("https://github.com/ada/tides.git", ("https://github.com/ada/tides", "https://ada.github.io/tides")),
        ("https://ada:pw@github.com/ada/tides", ("https://github.com/ada/tides", "https://ada.github.io/tides")),
        ("git@github.com:ada/tides.git", ("https://github.com/ada/tides", "https://ada.github.io/tides")),
        ("ssh://git@github.com:22/ada/tides/", ("https://github.com/ada/tides", "https://ada.github.io/tides")),
        ("https://github.com/Ada/ada.github.io", ("https://github.com/Ada/ada.github.io", "https://Ada.github.io/")),
        ("https://gitlab.com/a/b/c.git", ("https://gitlab.com/a/b/c", "https://a.gitlab.io/b/c")),
        ("https://codeberg.org/ada/tides", ("https://codeberg.org/ada/tides", "https://ada.codeberg.page/tides")),
        ("git://git.harbour.example/press/clippings", ("https://git.harbour.example/press/clippings",)),
        ("/srv/git/tides.git", ()),
        ("../tides", ()),
        ("file:///srv/git/tides", ()),
        ("gh:ada/tides", ()),
        ("https://github.com/ada", ()),
        ("C:\\git\\tides", ()),
    ],
)
def test_the_remote_repository(top: Path, remote: str, expected: tuple[str, ...]) -> None:
    (top / ".git" / "config").write_text(
        f'[core]\n\tbare = false\n[remote "upstream"]\n\turl = https://github.com/bo/x\n[remote "origin"]\n'
        f'\tfetch = +refs/heads/*:refs/remotes/origin/*\n\turl = {remote}\n[branch "main"]\n\tremote = origin\n'
    )
    assert published_at("sub/a.md") == published_at(str(top / "a.md")) == expected


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        ("CNAME", "clippings.example\n", ("https://clippings.example/",)),
        ("docs/CNAME", "clippings.example", ("https://clippings.example/",)),
        ("CNAME", "not a host\n", ()),
        (
            "mkdocs.yml",
            "site_name: x\nsite_url: https://clippings.example/press/\n",
            ("https://clippings.example/press",),
        ),
        (
            "_config.yml",
            'url: "https://clippings.example"\nbaseurl: "/press" # x\n',
            ("https://clippings.example/press",),
        ),
        ("_config.yml", "url: 'https://clippings.example'\nbaseurl: ''\n", ("https://clippings.example",)),
        ("_config.yml", "author:\n  url: https://ada.example\n", ()),
        ("hugo.toml", "baseURL = 'https://clippings.example/'\n", ("https://clippings.example",)),
        ("config.toml", 'url = "https://other.example/"\n', ()),
        ("_config.yml", "url: /press\n", ()),
    ],
)
def test_the_site_that_is_made_of_it(top: Path, name: str, text: str, expected: tuple[str, ...]) -> None:
    path = top / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text)
    assert published_at("a.md") == expected


def test_without_a_repository_there_is_no_address(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "CNAME").write_text("clippings.example")
    assert repository_of("a.md") is None
    assert published_at("a.md") == ()


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
def test_worktrees_and_submodules_have_their_settings_elsewhere(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "one")
    repository.commit("2018-07-12", a_md="x\n")
    repository.git("remote", "add", "origin", "https://git.harbour.example/press/clippings")
    repository.git("worktree", "add", "-q", str(tmp_path / "tree"))
    assert published_at(str(tmp_path / "tree" / "a.md")) == ("https://git.harbour.example/press/clippings",)
    outer = Repository(tmp_path / "outer")
    outer.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", str(repository.top), "inner")
    inner = outer.top / "inner"
    outer.git("-C", "inner", "remote", "set-url", "origin", "https://git.harbour.example/press/inner")
    assert published_at(str(inner / "a.md")) == ("https://git.harbour.example/press/inner",)


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_settings_make_it_fail(origin: str, site: str) -> None:
    with TemporaryDirectory() as folder:
        (Path(folder) / ".git").mkdir()
        (Path(folder) / ".git" / "config").write_text(f'[remote "origin"]\nurl = {origin}', "utf-8", "surrogatepass")
        (Path(folder) / "CNAME").write_text(site, "utf-8")
        for address in published_at(f"{folder}/a.md"):
            assert address.startswith("https://")
