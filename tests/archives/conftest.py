"""Fixtures for the archives: the fake one, over a real connection, and a clock that only sleeping moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.fake_archive import FakeArchive
from support.fake_time import FakeTime

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()


@pytest.fixture
def archive() -> Iterator[FakeArchive]:
    with FakeArchive() as running:
        yield running
