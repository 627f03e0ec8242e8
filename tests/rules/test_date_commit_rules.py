"""URLs that were committed before the day that they carry."""

from __future__ import annotations

import os
import shutil
from datetime import date
from typing import TYPE_CHECKING

import pytest
from support.repository import Repository

from linkaudit.audit import scan
from linkaudit.gather import MANY
from linkaudit.rules import BY_NAME
from linkaudit.settings import Config, Rules
from rules.judged import AS_OF, ERROR, WARNING, committed, context_of, document_of

if TYPE_CHECKING:
    from pathlib import Path

    from linkaudit.models import Finding, Severity

RULE = "date-url-after-commit"
URL = "https://gazette.example/2026/02/28/ferry-protests"


def judged(text: str, day: str, path: str = "example.md") -> list[Finding]:
    document = committed(document_of(text, path), date.fromisoformat(day))
    return list(BY_NAME[RULE].judge(document, context_of()))


def severities(text: str, day: str, path: str = "example.md") -> list[Severity]:
    return [finding.severity for finding in judged(text, day, path)]


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2020-01-01", [ERROR]), ("2026-02-25", [ERROR]), ("2026-02-26", []), ("2026-02-28", []), ("2026-03-01", [])],
)
def test_two_days_are_left_for_clocks_and_time_zones(day: str, expected: list[Severity]) -> None:
    assert severities(f"See [the protests]({URL}).\n", day) == expected


@pytest.mark.parametrize(
    ("url", "day", "expected"),
    [
        ("https://gazette.example/2026/02/x", "2026-01-29", [WARNING]),
        ("https://gazette.example/2026/02/x", "2026-01-30", []),
        ("https://gazette.example/events/2026/02/28/fair", "2020-01-01", [WARNING]),
        ("https://web.archive.org/web/20260301000000/https://gazette.example/2026/02/28/x", "2020-01-01", [ERROR]),
        ("https://gazette.example/2026/02/30/x", "2020-01-01", []),
        ("https://gazette.example/2026/x", "2020-01-01", []),
        ("https://gazette.example/v/2026.02.28", "2020-01-01", []),
    ],
)
def test_only_whole_days_are_certain(url: str, day: str, expected: list[Severity]) -> None:
    assert severities(f"See [it]({url}).\n", day) == expected


@pytest.mark.parametrize(
    ("own", "day", "expected"),
    [
        ("2026-02-28", "2026-01-01", [WARNING]),
        ("2026-02-27", "2025-12-28", [WARNING]),
        ("2026-02-27", "2025-12-27", [ERROR]),
        ("2026-02-26", "2026-01-01", [ERROR]),
        ("2018-01-01", "2026-01-01", [ERROR]),
        ("2026-03", "2026-01-01", [WARNING]),
        ("2026-02-31", "2026-01-01", [ERROR]),
    ],
)
def test_what_is_written_to_be_published_later(own: str, day: str, expected: list[Severity]) -> None:
    assert severities(f"---\ndate: {own}\n---\nSee [the protests]({URL}).\n", day) == expected


def test_both_dates_are_shown() -> None:
    (finding,) = judged(f"Words.\n\nSee [the protests]({URL}).\n", "2024-05-06")
    assert finding.message == ("the URL is dated 2026-02-28, 663 days after the commit that first has it (2024-05-06)")
    assert (finding.location.line, finding.url) == (3, URL)
    assert [(each.name, each.value, each.location and each.location.line) for each in finding.evidence] == [
        ("date in the URL", "2026-02-28 (2026/02/28)", 3),
        ("first commit with the URL", "2024-05-06 (commit 0a1b2c3d4e5f)", 3),
    ]


def test_without_a_history_nothing_is_said() -> None:
    assert list(BY_NAME[RULE].judge(document_of(f"See [it]({URL}).\n"), context_of())) == []


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", os.devnull)
    monkeypatch.chdir(tmp_path)
    return Repository(tmp_path)


ONLY = Config(rules=Rules(select=(RULE,)))


def found(*paths: str, config: Config = ONLY, references: bool = False, state: str = "") -> list[str]:
    audit = scan(
        paths or ["."],
        config,
        as_of=AS_OF,
        references=references,
        dates=references,
        state=(lambda: state) if state else None,
    )
    assert audit.skipped == ()
    return [f"{each.location.path}:{each.location.line} {each.severity}" for each in audit.findings]


git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")


@git
def test_a_scan_asks_the_repository(repository: Repository) -> None:
    repository.commit("2024-05-06", a_md=f"See [it]({URL}).\n", b_md="See <https://gazette.example/2024/05/01/x>.\n")
    repository.write("c.md", f"See [it]({URL}).\n")
    for references in (False, True):
        assert found(references=references) == ["a.md:1 error"]
        assert found("a.md", references=references) == ["a.md:1 error"]
        assert found("c.md", references=references) == []
    assert found(config=Config(rules=ONLY.rules, git=False)) == []
    (repository.top / "c.md").unlink()
    repository.git("mv", "a.md", "moved.md")
    repository.commit("2026-03-01")
    assert found() == ["moved.md:1 error"]


@git
def test_many_documents_that_are_remembered_are_asked_about_too(repository: Repository, tmp_path: Path) -> None:
    files = {f"p{number}_md": f"Number {number}.\n\nSee [it]({URL}).\n" for number in range(MANY)}
    for name, text in files.items():
        repository.write(name.replace("_", "."), text)
    state = str(tmp_path / "state" / "linkaudit.sqlite")
    assert found(state=state) == []
    repository.commit("2024-05-06", **{name: files[name] for name in sorted(files)[:2]})
    expected = ["p0.md:3 error", "p1.md:3 error"]
    repository.git("rm", "-q", "--cached", "-r", ".")
    repository.git("add", "p0.md", "p1.md")
    repository.git("commit", "-q", "--amend", "-m", "two", day="2024-05-06")
    assert found(state=state) == expected
    assert found(state=state, references=True) == expected


@git
def test_nothing_is_asked_where_no_address_carries_a_date(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(
        "2024-05-06", a_md="See [it](https://gazette.example/ferry) and <https://gazette.example/2024/x>.\n"
    )
    monkeypatch.setenv("PATH", "")
    assert found() == []
