"""What pages say: the text behind an original, pages that drifted or were taken over, a file that was captured."""

from __future__ import annotations

import json
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from support.command import Command, Ran
from support.loopback import Reply
from support.make_warc import Captured
from support.pywb_archive import missing, pywb
from support.site import HTML, Site, missing_page
from support.wayback_facade import WaybackFacade

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

THEN = datetime(2018, 7, 12, 8, tzinfo=UTC)
STAMP = "20180712080000"


def story(about: str, days: int = 40) -> str:
    """Write a text that has no five words in a row in common with that about anything else."""
    return "\n\n".join(
        f"The {about} was seen {day} times, {about} and no other {about}, on day {day * 7}; {about} by {about} the "
        f"{about} went its way, {about} {day * 3}. {about.title()} {day}, {about} of {day + 3} masters."
        for day in range(days)
    )


def page_of(title: str, text: str) -> str:
    """Write a page with a menu and a foot around its text."""
    paragraphs = "".join(f"<p>{each}</p>" for each in text.split("\n\n"))
    return (
        f"<!doctype html><html lang=en><head><title>{title}</title></head><body><nav><a href=/>Home</a> "
        f"<a href=/news>News</a></nav><article><h1>{title}</h1>{paragraphs}</article>"
        "<footer>All rights reserved by the gazette and its heirs</footer></body></html>"
    )


CASINO = page_of(
    "Best online casino bonus",
    "\n\n".join(
        f"Online casino number {n}: slots, poker and roulette with {n * 5} free spins today." for n in range(40)
    ),
)
NOTICE = (
    "From: harbour@alda.test\r\nSubject: Notice\r\nDate: Thu, 12 Jul 2018 08:00:00 +0000\r\n\r\nThe ferry stops.\r\n"
)
# What the site has today, and what was captured on the day of the citation.
LIVE = {
    "/ferry": page_of("Ferry", story("ferry")),
    "/excerpts": page_of("Excerpts", story("tram", 16) + "\n\n" + story("weather")),
    "/foreign": page_of("Bridge", story("bridge")),
    "/drifted": page_of("Crane", story("crane")),
    "/taken-over": CASINO,
    "/unchanged": page_of("Pilot", story("pilot")),
}
CAPTURED = {
    "/foreign": page_of("Bridge", story("bridge")),
    "/gone": page_of("Lamp", story("lamp")),
    "/drifted": page_of("Lock", story("lock")),
    "/taken-over": page_of("Diary of a passenger", story("diary")),
    "/unchanged": page_of("Pilot", story("pilot")),
    "/notice.eml": NOTICE,
}
COPIES = {"ferry": "/ferry", "tram": "/excerpts", "mast": "/foreign", "lamp": "/gone"}
NOTES = """\
---
date: 2018-07-12
---

[The crane]({url}/drifted), [the diary]({url}/taken-over), [the pilot]({url}/unchanged), [the notice]({url}/notice.eml).
"""


@dataclass(frozen=True)
class Job:
    """Two audits of one collection, and what the servers were asked."""

    site: str
    archive: str
    first: Ran
    report: dict[str, Any]
    again: dict[str, Any]
    markdown: str
    index_asked: list[str]

    def found(self, rule: str) -> dict[str, dict[str, Any]]:
        """Give the findings of a rule by the path of their address."""
        return {each["url"].removeprefix(self.site): each for each in self.report["findings"] if each["rule"] == rule}


def evidence(finding: dict[str, Any]) -> dict[str, str]:
    return {each["name"]: each["value"] for each in finding["evidence"]}


@pytest.fixture(scope="module")
def job(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Job]:
    """Audit the collection twice with one state."""
    folder = tmp_path_factory.mktemp("content")
    linkaudit = Command(folder)
    with ExitStack() as stack:
        site = stack.enter_context(Site("127.0.0.31"))
        for path, body in LIVE.items():
            site.put(path, Reply(200, (HTML,), body.encode()))
        site.put("/gone", missing_page(410))
        site.put("/notice.eml", Reply(200, (("Content-Type", "message/rfc822"),), NOTICE.encode()))
        captures = [Captured(site.url + path, THEN, body=body) for path, body in CAPTURED.items()]
        archive = stack.enter_context(WaybackFacade(stack.enter_context(pywb(folder / "pywb", captures))))
        linkaudit.configure([f"wayback+{archive.url}"])
        for about, path in COPIES.items():
            linkaudit.write(
                f"copies/{about}.txt", f"Original url: {site.url}{path}\nDate: 2018-07-12\n\n{story(about)}\n"
            )
        linkaudit.write("copies/notes.md", NOTES.format(url=site.url))
        (linkaudit.folder / "copies/notice.eml").write_bytes(NOTICE.encode())
        first = linkaudit.run("audit", "copies", "--as-of", "2026-11-21")
        assert first.code == 1, first.err
        (reports,) = (linkaudit.folder / "reports").iterdir()
        report = json.loads((reports / "report.json").read_text())
        markdown = (reports / "report.md").read_text()
        index_asked = [each.target for each in archive.requests if each.target.startswith("/cdx")]
        again = linkaudit.run("audit", "copies", "--as-of", "2026-11-21", "--output-format", "json")
        yield Job(site.url, archive.url, first, report, json.loads(again.out), markdown, index_asked)


def test_an_original_that_carries_the_text_is_on_record(job: Job) -> None:
    found = job.found("content-original-carries")
    assert set(found) == {"/ferry", "/gone"}
    assert found["/ferry"]["message"].startswith("the page carries 100 % of the text, live on ")
    assert (found["/ferry"]["severity"], found["/ferry"]["path"], found["/ferry"]["line"]) == (
        "info",
        "copies/ferry.txt",
        1,
    )


def test_where_the_page_is_gone_its_capture_carries_the_text(job: Job) -> None:
    gone = job.found("content-original-carries")["/gone"]
    assert gone["message"] == "the page carries 100 % of the text, in the capture of 2018-07-12"
    shown = evidence(gone)
    assert shown["captured"] == f"2018-07-12, {job.archive}/web/{STAMP}/{job.site}/gone"
    assert shown["the page itself"].startswith("dead (gone), looked at ")


def test_an_original_without_the_text_or_with_a_part_of_it_is_told(job: Job) -> None:
    found = job.found("content-original-mismatch")
    assert set(found) == {"/excerpts", "/foreign"}
    assert (found["/foreign"]["severity"], found["/excerpts"]["severity"]) == ("warning", "info")
    assert "does not carry the text: 0 % of it" in found["/foreign"]["message"]
    carried = int(evidence(found["/excerpts"])["carried"].removesuffix(" %"))
    assert 30 <= carried <= 50


def test_a_page_that_says_something_else_than_its_capture_has_drifted(job: Job) -> None:
    found = job.found("content-drift")
    assert set(found) == {"/drifted"}
    shown = evidence(found["/drifted"])
    assert shown["captured"] == f"2018-07-12, {job.archive}/web/{STAMP}/{job.site}/drifted"
    assert shown["cited"] == "2018-07-12"
    assert int(shown["in common"].removesuffix(" %")) < 10


def test_a_page_that_was_taken_over_is_an_error(job: Job) -> None:
    found = job.found("live-usurped")
    assert set(found) == {"/taken-over"}
    assert found["/taken-over"]["severity"] == "error"
    assert "gambling (" in found["/taken-over"]["message"]
    assert evidence(found["/taken-over"])["title then"] == "Diary of a passenger"


def test_a_file_that_was_captured_as_it_is_is_on_record_for_one_question_to_the_index(job: Job) -> None:
    found = job.found("provenance-local-copy-match")
    assert set(found) == {"/notice.eml"}
    assert found["/notice.eml"]["path"] == "copies/notice.eml"
    assert len([asked for asked in job.index_asked if "notice.eml" in asked]) == 1
    assert not [asked for asked in job.index_asked if "drifted" in asked]


def test_the_reports_count_and_show_what_was_compared(job: Job) -> None:
    content = job.report["summary"]["content"]
    assert (content["drifts"], content["taken_over"]) == ({"replaced": 2, "same": 2, "unknown": 1}, 1)
    assert content["originals"] == {"carries": 2, "in-part": 1, "not": 1}
    assert "; carries 100 % of the text, live on " in job.markdown
    assert "; **does not carry the text**: 0 % of it" in job.markdown
    assert "**alive**: ok (200), **says something else**" in job.markdown
    assert "**taken over**: gambling" in job.markdown
    counts = "2 the same, 2 replaced, 1 could not be compared; 1 taken over by somebody else"
    assert f"Pages compared with their captures: {counts}." in job.first.out
    assert job.first.err == ""


def test_a_second_audit_says_the_same_of_what_it_remembers(job: Job) -> None:
    rules = ("content-drift", "content-original-carries", "content-original-mismatch", "provenance-local-copy-match")
    first, again = (
        sorted((each["fingerprint"], each["message"]) for each in report["findings"] if each["rule"] in rules)
        for report in (job.report, job.again)
    )
    assert first == again
    assert len(first) == 6
