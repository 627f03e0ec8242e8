"""Fixtures for looking at the web: websites on loopback addresses."""

from __future__ import annotations

import contextlib
from functools import cache
from typing import TYPE_CHECKING

import pytest
from websites import Website

from linkaudit.web import client

if TYPE_CHECKING:
    from collections.abc import Iterator

_tls_context_once = cache(client.tls_context)


@pytest.fixture(autouse=True)
def _quick_clients(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the trusted certificates once, which takes longer than most tests, unless a test changes them."""
    if "tls_site" not in request.fixturenames:
        monkeypatch.setattr(client, "tls_context", _tls_context_once)


@pytest.fixture
def site() -> Iterator[Website]:
    with Website() as running:
        yield running


@pytest.fixture
def sites() -> Iterator[list[Website]]:
    """Three websites on three addresses."""
    with contextlib.ExitStack() as stack:
        yield [stack.enter_context(Website(f"127.0.0.{number}")) for number in (11, 12, 13)]
