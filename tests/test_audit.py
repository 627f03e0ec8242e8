"""The verbs: `scan` and `audit` on folders of documents."""

from __future__ import annotations

import os
import subprocess
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from linkaudit import Config, rules, scan
from linkaudit.audit import Seen, audit, conclude
from linkaudit.documents import formats
from linkaudit.errors import ConfigError
from linkaudit.gather import Collection, gather
from linkaudit.models import Drift, Lookup, Memento, Observation, Result, Run, Severity, Verdict
from linkaudit.online import Online
from linkaudit.rules.interface import Context, Needs, Rule
from linkaudit.settings import Archives, Content, Reports, Rules, Web
from linkaudit.settings import Collection as Kinds
from linkaudit.triage import Sieve
from linkaudit.web.clock import Clock

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator
    from pathlib import Path

    from linkaudit.models import Document
    from linkaudit.rules.interface import Remark

AS_OF = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
CLIPPING = "# Cut\n\nThe ferry will stop.\n"
SOURCED = "# Cut\n\nThe ferry will stop.\n\nOriginal url: https://gazette.example/cut\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_md", ".md").replace("_txt", ".txt")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def found(**given: Any) -> list[str]:
    """Scan here, and list what was found as `path:line rule`."""
    audited = scan(["."], **{"as_of": AS_OF, **given})
    return [f"{each.location.path}:{each.location.line} {each.rule}" for each in audited.findings]


def test_a_scan_reads_judges_and_says_what_it_did(folder: Path) -> None:
    write(folder, docs__a_md="[x](#)\n", docs__b_txt="https://bit.ly/x\n", docs__c_md="[x](https://g.example/)\n")
    (folder / "docs" / "d.txt").write_bytes(b"\x00\x01binary")
    audited = scan(["docs", "nowhere.md"], as_of=AS_OF)
    assert [each.path for each in audited.documents] == ["docs/a.md", "docs/b.txt", "docs/c.md"]
    assert [(each.location.path, each.rule) for each in audited.findings] == [
        ("docs/a.md", "link-placeholder"),
        ("docs/b.txt", "link-shortener"),
    ]
    assert [each.path for each in audited.skipped] == ["docs/d.txt", "nowhere.md"]
    assert all(each.reason for each in audited.skipped)
    assert audited.run == Run(id="", command="scan", paths=("docs", "nowhere.md"), as_of=AS_OF)
    assert (audited.observations, audited.lookups) == ((), ())
    assert all(each.text == "" for each in audited.documents), "texts are not kept"


def test_the_day_of_the_audit_can_be_given_and_is_today_otherwise(folder: Path) -> None:
    write(folder, a_md="[x](https://g.example/2026/11/30/x)\n")
    assert found() == ["a.md:1 date-url-in-future"]
    assert found(as_of=date(2026, 12, 1)) == []
    assert abs((scan(["."]).run.as_of - datetime.now(UTC).date()).days) <= 1


def test_the_same_documents_give_the_same_audit(folder: Path) -> None:
    write(folder, a_md="[x](#) [y]()\n", b__c_md="[z](https://bit.ly/z)\n")
    assert scan(["."], as_of=AS_OF) == scan(["."], as_of=AS_OF)


def test_nothing_to_read_is_no_error(folder: Path) -> None:
    audited = scan(["."], as_of=AS_OF)
    assert (audited.documents, audited.findings, audited.skipped) == ((), (), ())


def test_its_own_reports_are_never_read(folder: Path) -> None:
    write(folder, a_md="[x](#)\n", reports__report_md="[x](#)\n", out__report_md="[x](#)\n")
    assert found() == ["a.md:1 link-placeholder", "out/report.md:1 link-placeholder"]
    elsewhere = Config(reports=Reports(directory="out"))
    assert found(config=elsewhere) == ["a.md:1 link-placeholder", "reports/report.md:1 link-placeholder"]


def test_the_folder_of_the_reports_is_relative_to_the_root(folder: Path) -> None:
    write(folder, project__a_md="[x](#)\n", project__reports__r_md="[x](#)\n", reports__r_md="[x](#)\n")
    assert found(root=folder / "project") == ["project/a.md:1 link-placeholder", "reports/r.md:1 link-placeholder"]


def test_include_exclude_and_size_decide_what_is_read(folder: Path) -> None:
    write(folder, a_md="[x](#)\n", b_txt="https://bit.ly/x\n", drafts__c_md="[x](#)\n", big_md="[x](#)\n" * 100)
    assert found(config=Config(exclude=("drafts/", "big.md"))) == ["a.md:1 link-placeholder", "b.txt:1 link-shortener"]
    assert found(config=Config(include=("*.txt",))) == ["b.txt:1 link-shortener"]
    audited = scan(["."], Config(max_bytes=50), as_of=AS_OF)
    assert [each.path for each in audited.skipped] == ["big.md"]


def test_every_file_can_be_read_as_one_format(folder: Path) -> None:
    write(folder, a_txt="[x](#top) [e]()\n")
    assert "link-empty" in " ".join(found(announced=formats.MARKDOWN))
    assert found(announced=formats.HTML) == []


def test_the_settings_of_the_rules_are_obeyed(folder: Path) -> None:
    write(folder, a_md="[x](#) [y]()\n")
    assert found(config=Config(rules=Rules(select=("link-empty",)))) == ["a.md:1 link-empty"]
    audited = scan(["."], Config(rules=Rules(severity={"link-*": "info"})), as_of=AS_OF)
    assert [each.severity for each in audited.findings] == ["info", "info"]
    with pytest.raises(ConfigError, match="no rule is called `link-emty`; did you mean `link-empty`"):
        scan(["."], Config(rules=Rules(ignore=("link-emty",))))


def test_suppressed_findings_are_kept(folder: Path) -> None:
    write(folder, a_md="[x](#) <!-- linkaudit: ignore[link-placeholder] as in print -->\n")
    audited = scan(["."], as_of=AS_OF)
    assert audited.findings == ()
    assert [(each.finding.rule, each.reason) for each in audited.suppressed] == [("link-placeholder", "as in print")]


def test_clippings_and_own_work_are_told_by_their_patterns(folder: Path) -> None:
    write(folder, clips__a_md=CLIPPING, clips__own__b_md=CLIPPING, notes__c_md=CLIPPING, clips__d_md=SOURCED)
    missing = "provenance-missing"
    apart = Kinds(compare=False)
    assert found(config=Config(collection=apart)) == []
    assert found(config=Config(collection=replace(apart, clippings=("clips/",)))) == [
        f"clips/a.md:1 {missing}",
        f"clips/own/b.md:1 {missing}",
    ]
    both = Config(collection=replace(apart, clippings=("/clips/**",), own_work=("own/",)))
    assert found(config=both) == [f"clips/a.md:1 {missing}"]
    assert found(config=Config(collection=replace(apart, clippings=("/notes/*.md",)))) == [f"notes/c.md:1 {missing}"]


def test_patterns_are_relative_to_the_root(folder: Path) -> None:
    write(folder, project__clips__a_md=CLIPPING)
    clippings = Config(collection=Kinds(clippings=("/clips/",)))
    assert found(config=clippings) == []
    assert found(config=clippings, root=folder / "project") == ["project/clips/a.md:1 provenance-missing"]


@pytest.mark.parametrize(
    ("sourced", "plain", "expected"), [(4, 1, 1), (3, 1, 0), (3, 2, 0), (8, 2, 2), (7, 2, 0), (5, 0, 0)]
)
def test_where_four_fifths_of_a_folder_name_their_source_the_others_should(
    folder: Path, sourced: int, plain: int, expected: int
) -> None:
    write(folder, **{f"press__s{number}_md": SOURCED for number in range(sourced)})
    write(folder, **{f"press__p{number}_md": CLIPPING for number in range(plain)})
    write(folder, other__x_md=CLIPPING)
    apart = Config(collection=Kinds(compare=False))
    assert found(config=apart) == [f"press/p{number}.md:1 provenance-missing" for number in range(expected)]


def test_a_lost_label_is_no_source(folder: Path) -> None:
    write(folder, **{f"s{number}_md": "# Cut\n\nOriginal url: N/A\n" for number in range(9)}, p_md=CLIPPING)
    assert "p.md:1 provenance-missing" not in found()


def test_a_document_that_says_no_date_is_dated_by_its_first_commit(folder: Path) -> None:
    write(folder, a_md="Text.\n", b_md="---\ndate: 2020-01-02\n---\nText.\n")
    moment = {"GIT_AUTHOR_DATE": "2018-07-12T10:00:00Z", "GIT_COMMITTER_DATE": "2018-07-12T10:00:00Z"}
    who = ["-c", "user.name=Ada", "-c", "user.email=ada@harbour.example"]
    for command in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *command], check=True, cwd=folder, env={**os.environ, **moment})
    dated = [each.date and (str(each.date.date), each.date.source) for each in scan(["."], as_of=AS_OF).documents]
    assert dated == [("2018-07-12", "git"), ("2020-01-02", "front matter")]
    alone = scan(["a.md"], as_of=AS_OF).documents[0].date
    assert alone
    assert str(alone.date) == "2018-07-12"
    assert [each.date for each in scan(["a.md"], Config(git=False), as_of=AS_OF).documents] == [None]


class Watcher:
    """Somebody who writes down what a run tells."""

    def __init__(self) -> None:
        self.stages: list[str] = []
        self.steps = 0

    def stage(self, name: str, total: int | None) -> None:
        self.stages.append(name)

    def step(self, note: str = "", subject: str = "") -> None:
        self.steps += 1


def test_whoever_watches_learns_of_every_file(folder: Path) -> None:
    write(folder, a_md="x\n", b_md="y\n")
    (folder / "c.txt").write_bytes(b"\x00")
    watcher = Watcher()
    scan(["."], as_of=AS_OF, progress=watcher)
    assert (watcher.stages, watcher.steps) == (["reading"], 3)


TIDES = "https://harbour.example/tides"


def collected(folder: Path) -> Collection:
    known = f"[tides]({TIDES}#noon) <!-- linkaudit: ignore[live-suspect] known -->\n"
    write(folder, a_md=known, b_md=f"[t]({TIDES})\n")
    return gather(["."], Config(git=False), as_of=AS_OF)


def test_what_was_seen_is_judged_and_kept_in_order(folder: Path) -> None:
    collection = collected(folder)
    assert isinstance(collection.context, Context)
    dead = Observation(TIDES, NOW, Verdict.DEAD, "gone", 410)
    alive = Observation("https://a.example/", NOW, Verdict.ALIVE, "ok", 200)
    absent = Lookup(TIDES, None, Result.ABSENT, "no-capture", NOW, archive="Port Archive")
    other = Lookup("https://a.example/", None, Result.UNKNOWN, "refused", NOW)
    seen = Seen((dead, alive), (absent, other), web="asked", archives="asked")
    audited = conclude(collection, seen, Sieve(Rules()), Run("7", "audit", (".",), AS_OF))
    assert [(each.location.path, each.rule) for each in audited.findings] == [
        ("a.md", "archive-absent"),
        ("b.md", "archive-absent"),
        ("b.md", "live-suspect"),
    ]
    assert [each.finding.rule for each in audited.suppressed] == ["live-suspect"]
    assert [each.url for each in audited.observations] == ["https://a.example/", TIDES]
    assert [each.url for each in audited.lookups] == ["https://a.example/", TIDES]
    assert (audited.run.web, audited.run.archives, audited.run.complete) == ("asked", "asked", True)


def test_a_suppression_of_what_nobody_looked_at_is_not_unused(folder: Path) -> None:
    collection = collected(folder)
    run = Run("7", "audit", (".",), AS_OF)
    assert conclude(collection, Seen(web="offline"), Sieve(Rules()), run).findings == ()
    alive = Seen((Observation(TIDES, NOW, Verdict.ALIVE, "ok", 200),), web="asked")
    assert [each.rule for each in conclude(collection, alive, Sieve(Rules()), run).findings] == ["suppression-unused"]


def test_a_suppression_of_what_was_not_compared_is_not_unused(folder: Path) -> None:
    write(folder, a_md=f"[tides]({TIDES}) <!-- linkaudit: ignore[content-drift] it is a calendar -->\n")
    collection, run = gather(["a.md"], Config(git=False), as_of=AS_OF), Run("7", "audit", (".",), AS_OF)
    seen = Seen((Observation(TIDES, NOW, Verdict.ALIVE, "ok", 200),), web="asked")
    assert conclude(collection, seen, Sieve(Rules()), run).findings == ()
    memento = Memento(TIDES, f"https://web.archive.org/web/20180712080000/{TIDES}", NOW, 200, "web.archive.org")
    compared = replace(seen, drifts=(Drift(TIDES, None, "same", memento, 1.0),))
    assert [each.rule for each in conclude(collection, compared, Sieve(Rules()), run).findings] == [
        "suppression-unused"
    ]


def test_an_audit_that_was_cut_off_says_so(folder: Path) -> None:
    audited = conclude(
        collected(folder), Seen(web="interrupted", complete=False), Sieve(Rules()), Run("7", "audit", (".",), AS_OF)
    )
    assert (audited.run.complete, audited.run.web) == (False, "interrupted")


async def _no_wait(seconds: float) -> None:
    del seconds


@asynccontextmanager
async def _never_asked(settings: Any, guard: Any) -> AsyncIterator[Any]:
    yield None


def test_an_audit_without_web_and_archives_is_a_scan_that_is_remembered(folder: Path) -> None:
    write(folder, a_md="[x](#)\n")
    clock = Clock(monotonic=lambda: 0.0, now=lambda: NOW, sleep=_no_wait, jitter=lambda: 0.0)
    online = Online(":memory:", clock=clock, connect=_never_asked)
    settings = Config(web=Web(enabled=False), archives=Archives(enabled=False), git=False)
    audited = audit(["."], online, settings, as_of=AS_OF, configured="linkaudit.toml")
    assert [each.rule for each in audited.findings] == ["link-placeholder"]
    assert (audited.run.command, audited.run.config, audited.run.paths) == ("audit", "linkaudit.toml", (".",))
    assert (audited.run.web, audited.run.archives) == ("not asked", "not asked")
    assert audited.run.id
    assert audited.run.started_at == audited.run.finished_at == NOW


@pytest.fixture
def broken_rule(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Put a rule first in the catalogue that fails on every document."""

    def check(document: Document, context: Context) -> Iterator[Remark]:
        raise KeyError(document.format)
        yield

    broken = Rule("link-broken", Severity.INFO, Needs.TEXT, check)
    monkeypatch.setattr(rules, "RULES", (broken, *rules.RULES))
    rules.those_with.cache_clear()
    yield
    rules.those_with.cache_clear()


@pytest.mark.usefixtures("broken_rule")
def test_a_rule_that_fails_costs_only_what_it_would_have_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text("[a]()\n")
    done = scan(["a.md"])
    assert [finding.rule for finding in done.findings] == ["link-empty"]
    assert [str(each.reason) for each in done.skipped] == [
        "internal error in the rule link-broken: KeyError: 'markdown'"
    ]
    monkeypatch.setenv("LINKAUDIT_TRACEBACK", "1")
    with pytest.raises(KeyError):
        scan(["a.md"])


def test_a_library_that_is_wanted_and_not_there_is_said_before_anything_is_looked_at(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(folder, a_md=SOURCED)
    monkeypatch.setattr("linkaudit.content.main_text.unusable", lambda: "No module named 'trafilatura'")
    config = Config(git=False, content=Content(extractor="trafilatura"))
    with pytest.raises(ConfigError, match="trafilatura"):
        audit(["."], Online(":memory:"), config, as_of=AS_OF)
    assert scan(["."], config, as_of=AS_OF).documents
