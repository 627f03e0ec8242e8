"""Reference rot: what counts as rot and what never does, what can be recovered, what is in danger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from json import loads
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.schema import check_format

from linkaudit.citations import urls
from linkaudit.models import (
    Condition,
    Dated,
    Document,
    Drift,
    Kind,
    Memento,
    PartialDate,
    Result,
    Standing,
    Verdict,
)
from linkaudit.reporting import json, markdown, markdown_rot, text
from linkaudit.reporting.danger import AT_RISK
from linkaudit.reporting.rot import ROWS, ReferenceRot, reference_rot
from linkaudit.reporting.shares import Share
from reporting.audits import CITED, EVIL, answered, at, audit, document, hostile, link, ordinary, seen
from reporting.rendered import report

if TYPE_CHECKING:
    from linkaudit.models import Audit, Lookup

DEAD, SOFT, ALIVE = Verdict.DEAD, Verdict.SOFT_DEAD, Verdict.ALIVE


def pages(count: int, host: str = "gazette.example") -> list[str]:
    return [f"https://{host}/{number}" for number in range(count)]


def citing(*cited: str, year: int = 2018) -> Document:
    path = f"docs/{year}.md"
    date = Dated(PartialDate(year, 7, 12), "dateline", "12 July", at(path))
    return document(path, *(link(path, url, line) for line, url in enumerate(cited, 1)), date=date)


def looked(verdicts: dict[str, Verdict], *documents: Document, **parts: Any) -> Audit:
    observations = tuple(seen(url, verdict, "asked") for url, verdict in verdicts.items())
    return audit(*(documents or (citing(*verdicts),)), observations=observations, **parts)


def rot_of(made: Audit) -> ReferenceRot:
    rot = reference_rot(made)
    assert rot is not None
    return rot


def captured(url: str, days: int, **parts: Any) -> Lookup:
    moment = datetime(2018, 7, 12, 12, tzinfo=UTC) + timedelta(days=days)
    return answered(url, Result.FOUND, moment, at=PartialDate(2018, 7, 12), **parts)


def drift(url: str, change: str, kept: float = 0.4, trade: str = "") -> Drift:
    memento = Memento(
        url, f"https://web.archive.org/web/20180712080000/{url}", datetime(2018, 7, 12, tzinfo=UTC), 200, "a"
    )
    return Drift(url, CITED, change, memento, 0.4, kept=kept, trade=trade)


def test_an_audit_that_looked_at_nothing_has_no_rot() -> None:
    assert reference_rot(audit()) is None
    assert reference_rot(audit(citing(*pages(3)))) is None
    assert "Reference rot" not in markdown.render(audit(citing(*pages(3))))
    assert "Reference rot" not in text.summary(audit(citing(*pages(3))))


def test_what_could_not_be_judged_is_never_rot() -> None:
    names = pages(7)
    verdicts = dict(zip(names, Verdict, strict=True))
    rot = rot_of(looked(verdicts))
    assert (rot.cited, rot.there, rot.confirmed, rot.suspect, rot.soft) == (7, 2, 0, 1, 1)
    assert rot.rotten == Share(2, 4)
    assert rot.unjudged == {"blocked": 1, "unknown": 1, "unsafe": 1}
    assert sum(row.rotten.of for row in rot.hosts) == sum(row.rotten.of for row in rot.ages) == 4


def test_a_death_that_later_looks_confirmed_is_told_from_one_that_was_seen_once() -> None:
    first, second = pages(2)
    standings = (Standing(first, Condition.CONFIRMED), Standing(second, Condition.SUSPECT))
    rot = rot_of(looked({first: DEAD, second: DEAD}, standings=standings))
    assert (rot.confirmed, rot.suspect, rot.rotten.count) == (1, 1, 2)


def test_drift_is_rot_of_pages_that_are_there_and_counts_once() -> None:
    same, changed, replaced, dead, unknown, wall = pages(6)
    verdicts = {same: ALIVE, changed: ALIVE, replaced: Verdict.MOVED, dead: DEAD, unknown: ALIVE, wall: Verdict.BLOCKED}
    drifts = (
        drift(same, "same"), drift(changed, "same"), drift(changed, "changed"), drift(replaced, "replaced"),
        drift(dead, "replaced"), drift(unknown, "unknown"), drift(wall, "replaced"),
    )  # fmt: skip
    rot = rot_of(looked(verdicts, drifts=drifts))
    assert (rot.replaced, rot.changed, rot.compared, rot.there) == (1, 1, 3, 4)
    assert rot.rotten == Share(3, 5)


def test_a_story_that_grew_is_whole_and_a_page_that_somebody_took_over_is_not() -> None:
    grown, taken, bare = pages(3)
    drifts = (drift(grown, "changed", 0.9), drift(taken, "unknown", trade="gambling (casino)"), drift(bare, "unknown"))
    rot = rot_of(looked(dict.fromkeys((grown, taken, bare), ALIVE), drifts=drifts))
    assert (rot.replaced, rot.changed, rot.compared) == (1, 0, 2)
    assert rot.rotten == Share(1, 3)


def test_pages_count_once_and_pictures_scripts_and_captures_not_at_all() -> None:
    page = "https://gazette.example/cut"
    others = {
        "https://gazette.example/p.png": Kind.IMAGE,
        "https://gazette.example/s.js": Kind.ATTRIBUTE,
        f"https://web.archive.org/web/20180712080000/{page}": Kind.LINK,
    }
    path = "docs/a.md"
    made = document(
        path, link(path, page, 1), link(path, f"{page}#a", 2), *(link(path, u, 3, kind=k) for u, k in others.items())
    )
    rot = rot_of(looked(dict.fromkeys([page, *others], DEAD), made, citing(page)))
    assert (rot.cited, rot.rotten) == (1, Share(1, 1))


CLASSES = {
    0: "near", -30: "near", 30: "near", -31: "far", 31: "far", 180: "far", -180: "far", 181: "beyond", -2000: "beyond",
}  # fmt: skip


@pytest.mark.parametrize("days", CLASSES)
def test_a_rotten_page_is_recoverable_by_the_distance_of_its_capture(days: int) -> None:
    (page,) = pages(1)
    rot = rot_of(looked({page: DEAD}, lookups=(captured(page, days),)))
    assert getattr(rot.recovery, CLASSES[days]) == 1
    assert rot.coverage.found == 1


def test_a_page_counts_by_the_citation_that_is_served_worst() -> None:
    near, undated, absent, unknown, open_, never_asked = pages(6)
    lookups = (
        captured(near, 0), captured(near, 400),
        captured(undated, 0), answered(undated, Result.FOUND, datetime(2018, 7, 12, tzinfo=UTC), at=None),
        captured(absent, 0), answered(absent, Result.ABSENT),
        captured(unknown, 0), answered(unknown, Result.UNKNOWN, reason="refused"), answered(unknown, Result.ABSENT),
        answered(open_, Result.UNKNOWN, reason="budget-spent"),
    )  # fmt: skip
    rot = rot_of(looked(dict.fromkeys(pages(6), DEAD), lookups=lookups))
    found = rot.recovery
    assert (found.near, found.beyond, found.undated, found.never, found.unknown, found.not_asked) == (0, 1, 1, 1, 2, 1)
    assert (rot.coverage.found, rot.coverage.unknown, rot.coverage.not_asked) == (4, 1, 1)
    assert never_asked in pages(6)


def test_only_pages_of_which_it_is_known_are_called_unarchived() -> None:
    alive, dead, unknown, found = pages(4)
    lookups = (
        answered(alive, Result.ABSENT),
        answered(dead, Result.ABSENT),
        answered(unknown, Result.UNKNOWN),
        captured(found, 0),
    )
    rot = rot_of(looked({alive: ALIVE, dead: DEAD, unknown: ALIVE, found: ALIVE}, lookups=lookups))
    assert [each.url for each in rot.at_risk] == [alive]
    assert rot.unarchived == 1


def test_those_most_in_danger_come_first_with_the_reasons() -> None:
    old, front, plain, deep, sick = (
        "https://old.example/a", "https://front.example/", "http://plain.example/a", "https://deep.example/a",
        "https://sick.example/",
    )  # fmt: skip
    verdicts = {
        old: ALIVE,
        front: ALIVE,
        plain: Verdict.MOVED,
        deep: ALIVE,
        sick: ALIVE,
        "https://sick.example/x": DEAD,
    }
    lookups = tuple(answered(url, Result.ABSENT) for url in verdicts)
    documents = (citing(*(url for url in verdicts if url != old), year=2026), citing(old, year=2010))
    rot = rot_of(looked(verdicts, *documents, lookups=lookups))
    assert [each.url for each in rot.at_risk] == [sick, plain, old, deep, front]
    assert [each.dangers for each in rot.at_risk] == [
        ("1 of 2 cited pages of the host is rotten",),
        ("deep in its site", "without TLS"),
        ("deep in its site", "cited in 2010"),
        ("deep in its site",),
        (),
    ]


def test_tables_have_a_limit_and_say_what_they_leave_out() -> None:
    hosts = [f"https://h{number:02}.example/a" for number in range(ROWS + 3)]
    saved = pages(AT_RISK + 5)
    verdicts = {**dict.fromkeys(hosts, DEAD), **dict.fromkeys(saved, ALIVE)}
    made = looked(verdicts, lookups=tuple(answered(url, Result.ABSENT) for url in saved))
    rot = rot_of(made)
    assert (len(rot.hosts), rot.other_hosts, len(rot.at_risk), rot.unarchived) == (ROWS, 3, AT_RISK, AT_RISK + 5)
    written = markdown.render(made)
    assert "3 further hosts with rotten pages." in written
    assert "5 more are in no archive." in written


def test_the_age_is_that_of_the_earliest_citation() -> None:
    first, second, undated = pages(3)
    path = "docs/undated.md"
    documents = (citing(first, second, year=2026), citing(first, year=2014), document(path, link(path, undated, 1)))
    rot = rot_of(looked({first: DEAD, second: ALIVE, undated: DEAD}, *documents))
    assert [(row.name, row.rotten) for row in rot.ages] == [
        ("this year", Share(0, 1)),
        ("more than 10 years ago", Share(1, 1)),
        ("not dated", Share(1, 1)),
    ]


# R. G. Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3.
BOUNDS = {(81, 263): (0.2553, 0.3662), (15, 148): (0.0624, 0.1605), (0, 20): (0.0, 0.1611), (1, 29): (0.0061, 0.1718)}


@pytest.mark.parametrize(("count", "of"), BOUNDS)
def test_the_bounds_are_wilsons(count: int, of: int) -> None:
    assert Share(count, of).bounds == pytest.approx(BOUNDS[count, of], abs=5e-5)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_a_share_lies_within_its_bounds(one: int, other: int) -> None:
    share = Share(min(one, other), max(one, other))
    low, high = share.bounds
    assert 0.0 <= low <= share.value + 1e-9
    assert share.value - 1e-9 <= high <= 1.0


def test_the_report_says_what_each_number_means() -> None:
    (table, recovery, hosts, ages, danger) = report("\n".join(markdown_rot.section(rot_of(ordinary())))).tables
    assert [row[:2] for row in table.rows] == [
        ["gone, confirmed", "1"],
        ["rotten in all", "1"],
        ["could not be judged", "1"],
        ["there, not compared", "2"],
    ]
    assert all(row[2] for row in table.rows)
    assert [row[:2] for row in recovery.rows] == [["within 30 days of the citation", "1"]]
    assert hosts.rows == [["gazette.example", "3", "1", "33 % (6 % to 79 %)"]]
    assert ages.rows == [["6 to 10 years ago", "3", "1", "33 % (6 % to 79 %)"]]
    assert danger.rows[0][1] == "1 of 3 cited pages of the host is rotten, deep in its site, cited in 2018"
    assert "1 of 3 cited pages that could be judged (33 %) no longer shows what was cited" in markdown.render(
        ordinary()
    )


def test_the_summary_of_a_terminal_has_a_line() -> None:
    assert text.summary(ordinary()).splitlines()[-2:] == [
        "Reference rot: 1 of 3 cited pages judged (33 %, with 95 % confidence 6 % to 79 %).",
        "Recoverable by a capture: 1 of 1 within 30 days of the citation, 1 within 180.",
    ]


def test_what_could_not_be_told_is_never_passed_off_as_not_recoverable() -> None:
    near, far, refused, never, impossible = pages(5)
    lookups = (
        captured(near, 0), captured(far, 99), answered(refused, Result.UNKNOWN, reason="refused"),
        answered(never, Result.ABSENT), answered(impossible, Result.UNKNOWN, reason="impossible-date"),
    )  # fmt: skip
    made = looked(dict.fromkeys((near, far, refused, never, impossible), DEAD), lookups=lookups)
    rot = rot_of(made)
    assert (rot.recovery.unknown, rot.recovery.not_asked) == (rot.coverage.unknown, rot.coverage.not_asked) == (1, 1)
    words = "1 of 5 within 30 days of the citation, 2 within 180; of 1 it could not be told"
    assert f"Recoverable by a capture: {words}" in text.summary(made)
    written = markdown.render(made)
    assert f"**Recoverable** by a capture: {words}" in written
    head, _, _ = written.partition("## Summary")
    assert "5 links lost, 2 of them with a capture that can stand in; of 1 it could not be told" in head


def test_an_archive_that_refuses_everything_is_no_archive_that_has_nothing() -> None:
    names = pages(60)
    lookups = tuple(answered(url, Result.UNKNOWN, reason="refused") for url in names)
    made = looked(dict.fromkeys(names, DEAD), lookups=lookups)
    said = "of 60 it could not be told, since the archives could not be asked or gave no clear answer"
    assert f"0 of 60 within 30 days of the citation, 0 within 180; {said}.\n" in text.summary(made)
    assert markdown.render(made).count(said) == 2


def test_where_no_archive_was_asked_nothing_is_said_of_recovering() -> None:
    made = looked(dict.fromkeys(pages(2), DEAD))
    assert "Recoverable" not in text.summary(made) + markdown.render(made)


def test_the_numbers_stand_in_the_json() -> None:
    written = loads(json.render(ordinary()))
    check_format(written, "audit")
    made = written["summary"]["reference_rot"]
    assert made["rotten"] == {"count": 1, "of": 3, "share": 0.333, "low": 0.061, "high": 0.792}
    assert (made["cited"], made["judged"], made["unjudged"], made["dead_confirmed"]) == (4, 3, {"blocked": 1}, 1)
    assert made["recovery"] == {
        "within_30_days": 1, "from_31_to_180_days": 0, "beyond": 0, "undated": 0, "never": 0, "unknown": 0,
        "not_asked": 0,
    }  # fmt: skip
    assert sum(made["recovery"].values()) == made["rotten"]["count"]
    assert made["at_risk"][0]["url"] == "https://gazette.example/cut"


def test_hosts_and_addresses_of_strangers_are_shown_as_they_are() -> None:
    url = urls.without_fragment(f"https://gazette.example/{EVIL}?token=0123456789abcdef0123456789abcdef")
    made = looked({url: ALIVE}, lookups=(answered(url, Result.ABSENT),))
    assert rot_of(made).at_risk
    for each in (made, hostile()):
        found = report("\n".join(markdown_rot.section(rot_of(each))))
        assert (found.html, found.images) == ([], [])
        assert all(len(row) == len(table.head) for table in found.tables for row in table.rows)
        assert not [target for target in found.links if target.startswith("https://evil.test")]
        assert "0123456789abcdef" not in json.render(each)
