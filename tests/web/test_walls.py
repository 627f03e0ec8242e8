from __future__ import annotations

import tomllib
from pathlib import Path

from test_verdict import REASONS

import linkaudit.data

MARKS = {"headers", "refusals", "marks", "titles", "texts", "server", "cookies", "bodies"}


def test_every_wall_has_a_reason_a_mark_a_source_and_a_date() -> None:
    data = tomllib.loads((Path(linkaudit.data.__file__).parent / "walls.toml").read_text())
    for wall in data["wall"]:
        assert wall["reason"] in REASONS["blocked"]
        assert MARKS & set(wall)
        assert set(wall) <= MARKS | {"name", "reason", "source", "date"}
        assert wall["source"]
        assert wall["date"].year >= 2026
    for reason, places in data["redirect"].items():
        assert reason in REASONS["blocked"]
        assert places["source"]
        assert places["date"].year >= 2026


def test_marks_are_in_lower_case_and_none_is_empty() -> None:
    data = tomllib.loads((Path(linkaudit.data.__file__).parent / "walls.toml").read_text())
    lists = [wall.get(kind, []) for wall in data["wall"] for kind in MARKS - {"headers", "refusals"}]
    lists += [places[kind] for places in data["redirect"].values() for kind in ("parts", "hosts", "services")]
    lists += [data["maintenance"]["phrases"], data["maintenance"]["firm"], data["outages"]["texts"]]
    lists += [data["login"]["titles"], data["login"]["texts"]]
    assert all(mark and mark == mark.lower() for marks in lists for mark in marks)
