"""Fixtures for running the command: a folder to run it in, websites, an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.command import Command
from support.fake_archive import FakeArchive
from support.site import Site

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def linkaudit(tmp_path: Path) -> Iterator[Command]:
    """Run the command in a fresh folder; nothing that a test does not expect may have been asked for outside."""
    command = Command(tmp_path)
    yield command
    assert command.outside <= command.expected_outside


@pytest.fixture
def site() -> Iterator[Site]:
    with Site("127.0.0.21") as running:
        yield running


@pytest.fixture
def archive() -> Iterator[FakeArchive]:
    with FakeArchive() as running:
        yield running
