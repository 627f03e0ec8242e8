"""The whole job on a small collection: every way in which a site can answer, an archive with captures of every kind."""

from __future__ import annotations

import json
import socket
from collections import Counter
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from support.command import Command, Ran
from support.loopback import Reply, Request
from support.make_warc import Captured
from support.pywb_archive import missing, pywb
from support.schema import check_format
from support.site import HTML, Site, close, missing_page, moved, page
from support.wayback_facade import WaybackFacade

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

# The verdict, reason and status of each address, by the names that the documents below give them.
VERDICTS = {
    "ok": ("alive", "ok", 200),
    "slow": ("alive", "ok", 200),
    "pdf": ("alive", "ok", 200),
    "throttled": ("alive", "ok", 200),
    "temporary": ("alive", "temporary-redirect", 200),
    "chain": ("moved", "permanent-redirect", 200),
    "other_host": ("moved", "new-domain", 200),
    "not_found": ("dead", "not-found", 404),
    "gone": ("dead", "gone", 410),
    "broken": ("dead", "server-error", 503),
    "loop": ("dead", "redirect-loop", 302),
    "closed": ("dead", "connection-closed", None),
    "cut": ("dead", "truncated-body", 200),
    "stuck": ("dead", "timeout", None),
    "refused": ("dead", "refused", None),
    "vanished": ("dead", "dns-failure", None),
    "invalid": ("dead", "dns-failure", None),
    "soft": ("soft-dead", "soft-404", 200),
    "to_root": ("soft-dead", "redirect-to-root", 200),
    "wall": ("blocked", "forbidden", 403),
    "maintenance": ("blocked", "maintenance", 503),
    "private": ("unsafe", "private-address", None),
    "inward": ("unsafe", "private-address", 302),
    "intranet": ("unsafe", "private-address", None),
    "documentation": ("unknown", "not-checked", None),
    "ftp": ("unknown", "not-checked", None),
}

# What the archive has of some of them, near 15 June 2019, the date of the first document: the capture and the days
# from that date to it; or why there is none. Of all the others it has nothing.
CAPTURES: dict[str, tuple[str, int] | str] = {
    "ok": ("20190610080000", -5),
    "not_found": ("20190615080000", 0),
    "gone": ("20200101080000", 200),
    "soft": ("20180615080000", -365),
    "to_root": ("20190601080000", -14),
    "closed": "only-errors",
    "wall": "only-errors",
    "vanished": ("20190101080000", -165),
}

# Addresses that are nobody else's business, and those of other schemes.
NEVER_LOOKED_UP = {"private", "intranet", "invalid", "documentation", "ftp"}

# Requests for each page: one, and one more where a failure may pass or HEAD does not settle it.
REQUESTS = {
    "/ok": 1,
    "/slow": 1,
    "/report.pdf": 2,
    "/throttled": 2,
    "/temporary": 1,
    "/temporary-end": 1,
    "/chain": 1,
    "/chain/2": 1,
    "/chain/end": 1,
    "/other-host": 1,
    "/new-home": 1,
    "/not-found": 2,
    "/gone": 2,
    "/broken": 2,
    "/loop": 2,
    "/loop/2": 2,
    "/closed": 2,
    "/cut": 2,
    "/stuck": 2,
    "/soft": 1,
    "/old/article": 1,
    "/": 1,
    "/wall": 1,
    "/maintenance": 1,
    "/inward": 1,
}

MARKDOWN = """\
---
title: Notes on the ferry
date: 2019-06-15
---

# Notes on the ferry

The company tells it [in short]({ok}) and [at length]({slow}#history), with [the tables]({pdf}) beside it.
Older pages have [moved]({chain}), [moved house]({other_host}), [moved for a while]({temporary}) or
[vanished into the front page]({to_root}).

- [lost]({not_found}), [withdrawn]({gone}), [out of order]({broken}), [going round]({loop})
- [hung up]({closed}), [cut short]({cut}), [stuck]({stuck}), [shut]({refused}), [forgotten]({vanished})
- [polite]({soft}), [walled]({wall}), [busy]({throttled}), [being repaired]({maintenance})
- [inside]({private}), [led inside]({inward}), [named inside]({intranet})
- [no such name]({invalid}), [a sample]({documentation}), [old ways]({ftp}), [a letter](mailto:ferry@harbour.test)
"""
HTML_PAGE = """\
<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>The eastern quay</title><meta property="article:published_time" content="2021-03-01">
</head>
<body>
<p>The quay as <a href="{ok}#quay">the company</a> has it, and <a href="{not_found}">the register</a>.</p>
</body>
</html>
"""
TEXT = """\
Also worth reading: {ok} and once more {ok}
"""


@dataclass(frozen=True)
class Job:
    """The audit, what it left behind, and what the servers were asked."""

    ran: Ran
    folder: Path
    report: dict[str, Any]
    addresses: dict[str, str]
    asked: Counter[str]
    methods: dict[str, list[str]]
    archive_asked: list[str]
    archive: str
    outside: set[str]

    def seen(self, name: str) -> dict[str, Any]:
        (found,) = [each for each in self.report["observations"] if each["url"] == self.addresses[name]]
        return dict(found)

    def looked_up(self, name: str, at: str = "2019-06-15") -> list[dict[str, Any]]:
        address = self.addresses[name]
        return [each for each in self.report["mementos"] if (each["url"], each["at"]) == (address, at)]

    def findings(self, rule: str, name: str) -> list[dict[str, Any]]:
        address = self.addresses[name]
        return [each for each in self.report["findings"] if (each["rule"], each["url"]) == (rule, address)]


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Job]:
    """Do the whole job once."""
    folder = tmp_path_factory.mktemp("job")
    linkaudit = Command(folder)
    linkaudit.names = {"intranet.test": "10.1.2.3"}
    with ExitStack() as stack:
        harbour, ferry, busy = (stack.enter_context(Site(f"127.0.0.{number}")) for number in (11, 12, 13))
        shut = stack.enter_context(socket.socket())
        shut.bind(("127.0.0.14", 0))  # and never listens
        addresses = _furnish(harbour, ferry, busy, shut.getsockname()[1])
        upstream = stack.enter_context(pywb(folder / "pywb", _captures(addresses)))
        archive = stack.enter_context(WaybackFacade(upstream))
        linkaudit.configure([f"wayback+{archive.url}"])
        linkaudit.write("articles/ferry.md", MARKDOWN.format(**addresses))
        linkaudit.write("articles/quay.html", HTML_PAGE.format(**addresses))
        linkaudit.write("reading.txt", TEXT.format(**addresses))
        ran = linkaudit.run("audit", "articles", "reading.txt", "--as-of", "2026-11-21")
        (reports,) = (linkaudit.folder / "reports").iterdir()
        requests = [request for site in (harbour, ferry, busy) for request in site.requests]
        yield Job(
            ran,
            reports,
            json.loads((reports / "report.json").read_text()),
            addresses,
            Counter(request.target for request in requests),
            {path: [each.method for each in requests if each.target == path] for path in REQUESTS},
            [request.target for request in archive.requests],
            archive.url,
            linkaudit.outside,
        )


def _furnish(harbour: Site, ferry: Site, busy: Site, shut: int) -> dict[str, str]:
    """Put up the pages; give the address of each."""

    def slow(_: Request) -> Reply:
        harbour.pause(0.4)
        return page("The ferry at length")

    def stuck(_: Request) -> None:
        ferry.pause(5.0)

    def no_head(request: Request) -> Reply:
        return (
            Reply(405) if request.method == "HEAD" else Reply(200, (("Content-Type", "application/pdf"),), b"%PDF-1.7")
        )

    harbour.put("/", page("The harbour"))
    harbour.put("/temporary-end", page("For a while"))
    harbour.put("/chain/2", moved(301, "/chain/end"))
    harbour.put("/chain/end", page("Moved"))
    harbour.put("/loop/2", moved(302, "/loop"))
    return {
        "ok": harbour.put("/ok", page("The ferry")),
        "slow": harbour.put("/slow", slow),
        "pdf": harbour.put("/report.pdf", no_head),
        "throttled": busy.put("/throttled", Reply(429, (("Retry-After", "1"),)), page("The busy quay")),
        "temporary": harbour.put("/temporary", moved(302, "/temporary-end")),
        "chain": harbour.put("/chain", moved(301, "/chain/2")),
        "other_host": harbour.put("/other-host", moved(301, ferry.put("/new-home", page("The new home")))),
        "not_found": harbour.put("/not-found", missing_page()),
        "gone": harbour.put("/gone", missing_page(410)),
        "broken": harbour.put("/broken", Reply(503)),
        "loop": harbour.put("/loop", moved(302, "/loop/2")),
        "closed": harbour.put("/closed", close),
        "cut": harbour.put("/cut", Reply(200, (HTML, ("Content-Length", "9000")), b"<p>The ferry crosses")),
        "stuck": ferry.put("/stuck", stuck),
        "refused": f"http://127.0.0.14:{shut}/shut",
        "vanished": "http://vanished.test/quay",
        "invalid": "http://harbour.invalid/",
        "soft": harbour.put("/soft", missing_page(200)),
        "to_root": harbour.put("/old/article", moved(302, "/")),
        "wall": harbour.put("/wall", Reply(403)),
        "maintenance": ferry.put("/maintenance", Reply(503, (("Retry-After", "3600"),))),
        "private": "http://192.168.7.7/quay",
        "inward": harbour.put("/inward", moved(302, "http://10.0.0.5/quay")),
        "intranet": "http://intranet.test/quay",
        "documentation": "http://harbour.example/",
        "ftp": "ftp://tables.test/ferry",
    }


def _captures(addresses: dict[str, str]) -> list[Captured]:
    def on(name: str, year: int, month: int, day: int, status: int = 200) -> Captured:
        body = f"<title>{name}</title><p>As it was on {year}-{month}-{day}</p>"
        return Captured(addresses[name], datetime(year, month, day, 8, tzinfo=UTC), status, body)

    return [
        on("ok", 2018, 1, 1),
        on("ok", 2019, 6, 10),
        on("ok", 2019, 6, 20),
        on("ok", 2021, 2, 20, 500),
        on("ok", 2022, 1, 1),
        on("not_found", 2019, 6, 15),
        on("not_found", 2019, 6, 14),
        on("gone", 2020, 1, 1),
        on("gone", 2021, 1, 1),
        on("soft", 2018, 6, 15),
        on("soft", 2019, 6, 14, 404),
        on("to_root", 2019, 6, 1),
        on("closed", 2019, 6, 1, 404),
        on("closed", 2019, 7, 1, 503),
        on("wall", 2019, 6, 15, 403),
        on("vanished", 2019, 1, 1),
    ]


@pytest.mark.parametrize("name", VERDICTS)
def test_every_address_gets_its_verdict(job: Job, name: str) -> None:
    seen = job.seen(name)
    assert (seen["verdict"], seen["reason"], seen["status"]) == VERDICTS[name]


def test_nothing_else_is_looked_at(job: Job) -> None:
    assert {each["url"] for each in job.report["observations"]} == set(job.addresses.values())
    assert len(job.report["observations"]) == len(VERDICTS)
    counts = Counter(verdict for verdict, _, _ in VERDICTS.values())
    assert job.report["summary"]["verdicts"] == dict(sorted(counts.items()))


def test_redirects_are_recorded_hop_by_hop(job: Job) -> None:
    chain, seen = job.addresses["chain"], job.seen("chain")
    assert seen["hops"] == [{"url": chain, "status": 301}, {"url": f"{chain}/2", "status": 301}]
    assert seen["final_url"] == f"{chain}/end"
    assert job.seen("inward")["hops"] == [{"url": job.addresses["inward"], "status": 302}]
    assert job.seen("other_host")["final_url"].endswith("/new-home")
    assert job.seen("ok")["hops"] == []


def test_each_page_is_asked_once_or_before_it_is_called_dead_twice_whatever_the_number_of_citations(job: Job) -> None:
    assert job.asked == REQUESTS


def test_large_files_are_asked_by_head_first(job: Job) -> None:
    assert job.methods["/report.pdf"] == ["HEAD", "GET"]
    assert job.methods["/ok"] == ["GET"]


def test_failures_that_may_pass_are_looked_at_again(job: Job) -> None:
    attempts = {name: job.seen(name)["attempts"] for name in VERDICTS}
    again = {"throttled", "broken", "closed", "cut", "stuck"}
    # Nothing is called dead after one answer.
    again |= {"not_found", "gone", "loop", "refused", "vanished"}
    assert attempts == {name: 2 if name in again else 1 for name in VERDICTS}


def test_nobody_outside_is_asked_but_the_resolver(job: Job) -> None:
    assert job.outside == {"resolve vanished.test"}


@pytest.mark.parametrize("name", VERDICTS)
def test_the_capture_nearest_to_the_citation_is_found(job: Job, name: str) -> None:
    looked_up = job.looked_up(name)
    if name in NEVER_LOOKED_UP:
        assert looked_up == []
        return
    (found,) = looked_up
    expected = CAPTURES.get(name, "no-capture")
    archive = job.archive.removeprefix("http://")
    if isinstance(expected, str):
        assert (found["result"], found["reason"]) == ("absent", expected)
        assert (found["memento_url"], found["captured_at"], found["distance_days"]) == (None, None, None)
    else:
        stamp, distance = expected
        assert (found["result"], found["reason"], found["status"]) == ("found", "ok", 200)
        assert found["memento_url"] == f"{job.archive}/web/{stamp}/{job.addresses[name]}"
        captured = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
        assert datetime.fromisoformat(found["captured_at"]) == captured
        assert found["distance_days"] == distance
    assert found["archive"] == archive


def test_a_citation_of_another_date_has_another_capture(job: Job) -> None:
    (of_quay,) = job.looked_up("ok", "2021-03-01")
    assert (of_quay["captured_at"], of_quay["distance_days"]) == ("2019-06-20T08:00:00+00:00", -620)
    (undated,) = job.looked_up("ok", "")
    assert (undated["captured_at"], undated["distance_days"]) == ("2022-01-01T08:00:00+00:00", None)


def test_the_archive_hears_nothing_of_private_and_reserved_names(job: Job) -> None:
    assert job.archive_asked
    for name in NEVER_LOOKED_UP:
        assert not any(job.addresses[name].split("/")[2] in asked for asked in job.archive_asked)


def test_the_dead_are_suspected_after_a_single_look(job: Job) -> None:
    severities = {
        name: [each["severity"] for each in job.findings("live-suspect", name)]
        for name, (verdict, _, _) in VERDICTS.items()
        if verdict == "dead"
    }
    assert severities == {name: ["warning"] * (2 if name == "not_found" else 1) for name in severities}
    rules = Counter(each["rule"] for each in job.report["findings"])
    assert (rules["live-suspect"], rules["live-dead"]) == (len(severities) + 1, 0)


def test_a_finding_says_what_was_seen_and_where_it_is_cited(job: Job) -> None:
    in_article, in_page = job.findings("live-suspect", "not_found")
    assert (in_article["path"], in_article["line"], in_page["path"], in_page["line"]) == (
        "articles/ferry.md", 12, "articles/quay.html", 6,
    )  # fmt: skip
    evidence = {each["name"]: each["value"] for each in in_article["evidence"]}
    assert evidence["verdict"] == "dead (not-found)"
    assert evidence["answer"] == "404"
    assert evidence["standing"] == "seen in a single look, never seen alive"


def test_pages_with_something_else_on_them_are_found(job: Job) -> None:
    for name, rule in {"soft": "live-soft-404", "to_root": "live-root-redirect"}.items():
        (finding,) = job.findings(rule, name)
        assert finding["severity"] == "warning"
        assert Counter(each["rule"] for each in job.report["findings"])[rule] == 1


def test_pages_without_a_capture_are_found_and_no_others(job: Job) -> None:
    absent = {name for name in VERDICTS if name not in NEVER_LOOKED_UP and isinstance(CAPTURES.get(name, ""), str)}
    assert {name for name in VERDICTS if job.findings("archive-absent", name)} == absent


def test_the_run_ends_with_findings_and_says_so_briefly(job: Job) -> None:
    assert job.ran.code == 1
    assert job.ran.err == ""
    assert f"Reports: {job.folder.relative_to(job.folder.parents[1])}" in job.ran.out
    assert (
        "26 addresses looked at once: 5 alive, 2 moved, 10 dead, 2 soft-dead, 2 blocked, 3 unsafe, 2 unknown"
        in job.ran.out
    )


def test_the_report_as_json_is_what_its_schema_says(job: Job) -> None:
    check_format(job.report, "audit")
    assert list(job.report) == [
        "schema_version", "tool", "run", "summary", "documents", "findings", "suppressed", "skipped", "observations",
        "mementos",
    ]  # fmt: skip
    run = job.report["run"]
    assert (run["complete"], run["resumed"], run["web"], run["archives"]) == (True, False, "asked", "asked")
    assert (run["as_of"], run["id"], run["command"]) == ("2026-11-21", job.folder.name, "audit")
    assert [each["path"] for each in job.report["documents"]] == [
        "articles/ferry.md",
        "articles/quay.html",
        "reading.txt",
    ]
    assert [each["date"] for each in job.report["documents"]] == ["2019-06-15", "2021-03-01", None]


def test_the_report_for_people_names_what_is_lost_and_what_stands_in(job: Job) -> None:
    report = (job.folder / "report.md").read_text()
    assert {each.name for each in job.folder.iterdir()} == {"report.md", "report.json"}
    for name in ("not_found", "gone", "soft"):
        stamp = CAPTURES[name][0]
        assert f"{job.archive}/web/{stamp}/{job.addresses[name]}" in report
    assert "of the time of the citation" in report
    assert "200 days after the citation (2019-06-15, date of the document (front matter))" in report
    assert "[line 12](../../articles/ferry.md#L12)" in report
    assert job.seen("chain")["final_url"] in report.partition("## Moved")[2]
