from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.cli import given

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

CONFIG = """
[linkaudit.archives]
services = ["wayback", "file:collections/ours.wacz", "file:/srv/all"]
"""


def test_collections_are_where_the_file_that_names_them_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    file = tmp_path / "linkaudit.toml"
    file.write_text(CONFIG)
    ours = f"file:{tmp_path / 'collections' / 'ours.wacz'}"
    assert given.settings(file).config.archives.services == ("wayback", ours, "file:/srv/all")


def test_collections_of_the_command_line_are_where_one_is(tmp_path: Path) -> None:
    file = tmp_path / "linkaudit.toml"
    file.write_text(CONFIG)
    loaded = given.settings(file, archives__services=("file:ours.wacz",))
    assert loaded.config.archives.services == ("file:ours.wacz",)
