"""`linkaudit archive`: the capture for a date, and the three answers that there are."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support.fake_archive import FakeArchive, Held
from support.loopback import Fault, Reply
from support.pages import SOFT_404
from support.schema import check_format

if TYPE_CHECKING:
    from support.command import Command, Ran

FIELDS = ["url", "at", "result", "reason", "memento_url", "captured_at", "status", "archive", "distance_days"]
URL = "http://127.0.0.50/page"


@pytest.fixture(autouse=True)
def captured(linkaudit: Command, archive: FakeArchive) -> None:
    linkaudit.configure([f"wayback+{archive.url}"])
    archive.hold(URL, Held("20180712080000"), Held("20190712080000"), Held("20200101000000", status=404))


def look_up(linkaudit: Command, *arguments: object, stdin: str = "") -> Ran:
    ran = linkaudit.run("archive", "--output-format", "jsonl", *arguments, stdin=stdin)
    for answer in ran.lines:
        assert list(answer) == FIELDS
        check_format(answer, "archive")
    return ran


DATES = {
    "2018-07-12": ("20180712080000", 0),
    "2018-07-15": ("20180712080000", -3),
    "2018-07": ("20180712080000", 0),
    "2018": ("20180712080000", 0),
    "2018-08": ("20180712080000", -20),
    "2018-07-10": ("20180712080000", 2),
    "2017": ("20180712080000", 193),
    "2019-07-12": ("20190712080000", 0),
    "2026-01-01": ("20190712080000", -2365),
    "": ("20190712080000", None),
}


def found(archive: FakeArchive, at: str) -> dict[str, object]:
    """Write the line that is expected for a date."""
    stamp, distance = DATES[at]
    return {
        "url": URL,
        "at": at,
        "result": "found",
        "reason": "ok",
        "memento_url": f"{archive.url}/web/{stamp}/{URL}",
        "captured_at": f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T08:00:00+00:00",
        "status": 200,
        "archive": archive.url.removeprefix("http://"),
        "distance_days": distance,
    }


@pytest.mark.parametrize("links", [True, False], ids=["neighbours are named", "the index must be asked"])
def test_captures_before_on_and_after_the_date(linkaudit: Command, archive: FakeArchive, links: bool) -> None:
    archive.links = links
    ran = look_up(linkaudit, "-", stdin="".join(f"{URL}\t{at}\n" for at in DATES))
    assert (ran.code, ran.err) == (0, "")
    assert {answer["at"]: answer for answer in ran.lines} == {at: found(archive, at) for at in DATES}
    assert len(ran.lines) == len(DATES)


@pytest.mark.parametrize("at", ["2018-07-15", ""])
def test_the_date_may_be_an_option(linkaudit: Command, archive: FakeArchive, at: str) -> None:
    assert look_up(linkaudit, URL, *(["--at", at] if at else [])).lines == [found(archive, at)]


@pytest.mark.parametrize(
    ("held", "reason"),
    [
        ((), "no-capture"),
        ((Held("20180712080000", status=404),), "only-errors"),
        ((Held("20180712080000", body=SOFT_404), Held("20180713080000", status=404)), "only-soft-pages"),
    ],
)
def test_no_capture(linkaudit: Command, archive: FakeArchive, held: tuple[Held, ...], reason: str) -> None:
    archive.hold("http://127.0.0.50/other", *held)
    ran = look_up(linkaudit, "http://127.0.0.50/other", "--at", "2018-07-12")
    assert ran.code == 1
    (answer,) = ran.lines
    assert (answer["result"], answer["reason"], answer["at"]) == ("absent", reason, "2018-07-12")
    assert [answer[name] for name in ("memento_url", "captured_at", "status", "distance_days")] == [None] * 4


def test_a_capture_that_cannot_be_decoded_is_good_by_its_status(linkaudit: Command, archive: FakeArchive) -> None:
    headers = (
        ("Memento-Datetime", "Thu, 12 Jul 2018 08:00:00 GMT"),
        ("Content-Type", "text/html"),
        ("Content-Encoding", "gzip"),
    )
    archive.faults = [Fault(9, Reply(200, headers, b"<p>This is not compressed at all."), prefix="/web/20180712080000")]
    assert look_up(linkaudit, URL, "--at", "2018-07-15").lines == [found(archive, "2018-07-15")]
    assert archive.asked("/web/") == 3


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault(9, Reply(429, (("Retry-After", "3600"),))), "refused"),
        (Fault(9, Reply(503)), "server-error"),
        (Fault(9, drop=True), "unreachable"),
        (Fault(9, Reply(200, (), b"<p>Welcome to the hotel's network</p>")), "invalid-response"),
        (
            Fault(9, Reply(403, (("X-Archive-Wayback-Runtime-Error", "RobotAccessControlException"),))),
            "blocked-by-archive",
        ),
    ],
)
def test_an_archive_that_does_not_tell_is_not_taken_for_one_that_has_nothing(
    linkaudit: Command, archive: FakeArchive, fault: Fault, reason: str
) -> None:
    archive.faults = [fault]
    ran = look_up(linkaudit, URL, "--at", "2018-07-12")
    assert ran.code == 75
    (answer,) = ran.lines
    assert (answer["result"], answer["reason"]) == ("unknown", reason)
    assert [answer[name] for name in ("memento_url", "captured_at", "status", "distance_days")] == [None] * 4


def test_an_archive_that_asks_for_a_long_pause_is_left_alone(linkaudit: Command, archive: FakeArchive) -> None:
    archive.faults = [Fault(99, Reply(429, (("Retry-After", "3600"),)))]
    many = "".join(f"http://127.0.0.50/{number}\t2018\n" for number in range(50))
    ran = look_up(linkaudit, "-", stdin=many)
    assert ran.code == 75
    assert len(ran.lines) == 50
    assert {answer["result"] for answer in ran.lines} == {"unknown"}
    assert len(archive.requests) <= 4  # what was under way already


def test_lines_of_addresses_and_dates(linkaudit: Command, archive: FakeArchive) -> None:
    lines = f"{URL}\t2018-07-12\n{URL}\t2019\r\n{URL}\t\n\n{URL}\nhttp://127.0.0.50/other\t2018-07-12\n"
    ran = look_up(linkaudit, "-", "--at", "2018", stdin=lines)
    assert ran.code == 1
    assert sorted((answer["url"], answer["at"], answer["result"]) for answer in ran.lines) == [
        ("http://127.0.0.50/other", "2018-07-12", "absent"),
        (URL, "2018", "found"),
        (URL, "2018", "found"),
        (URL, "2018-07-12", "found"),
        (URL, "2019", "found"),
    ]


INSTANTS = {
    "2019-07-12T08:00:00Z": ("2019-07-12T08:00:00Z", "2019"),
    "2019-07-12T07:59:59Z": ("2019-07-12T07:59:59Z", "2018"),
    "2019-07-12 07:59": ("2019-07-12T07:59:00Z", "2018"),
    "20190712080000": ("2019-07-12T08:00:00Z", "2019"),
    "2019-07-12T12:00:00+04:30": ("2019-07-12T07:30:00Z", "2018"),
    "2019-07-12": ("2019-07-12", "2019"),
}
"""Instants, how they are echoed, and the year of the capture that answers."""


def test_an_instant_counts_to_the_second(linkaudit: Command) -> None:
    ran = look_up(linkaudit, "-", stdin="".join(f"{URL}\t{at}\n" for at in INSTANTS))
    assert (ran.code, ran.err) == (0, "")
    assert [(answer["at"], answer["captured_at"][:4]) for answer in ran.lines] == list(INSTANTS.values())
    (answer,) = look_up(linkaudit, URL, "--at", "2019-07-12T07:59:59Z").lines
    assert (answer["captured_at"][:4], answer["distance_days"]) == ("2018", -365)


def test_another_archive_may_be_named(linkaudit: Command, archive: FakeArchive) -> None:
    with FakeArchive() as other:
        other.hold("http://127.0.0.50/other", Held("20180712080000"))
        services = [f"wayback+{archive.url}", f"wayback+{other.url}"]
        ran = look_up(
            linkaudit, "http://127.0.0.50/other", *(part for each in services for part in ("--service", each))
        )
    assert ran.code == 0
    assert ran.lines[0]["archive"] == other.url.removeprefix("http://")


def test_text_for_people(linkaudit: Command, archive: FakeArchive) -> None:
    there = linkaudit.run("archive", URL, "--at", "2018-07-15")
    assert there.out == (
        f"found   {URL} (2018-07-15, -3 days): 2018-07-12 08:00 UTC {archive.url}/web/20180712080000/{URL}\n"
    )
    absent = linkaudit.run("archive", "http://127.0.0.50/other")
    assert (absent.code, absent.out) == (1, "absent  http://127.0.0.50/other (latest): in no archive that was asked\n")
    silent = linkaudit.run("archive", URL, "-qq")
    assert (silent.code, silent.out, silent.err) == (0, "", "")


def test_answers_may_go_to_a_file(linkaudit: Command) -> None:
    assert look_up(linkaudit, URL, "-o", "answers.jsonl").out == ""
    assert json.loads((linkaudit.folder / "answers.jsonl").read_text())["result"] == "found"


def test_a_collection_that_cannot_be_read_is_no_network_that_is_down(linkaudit: Command) -> None:
    linkaudit.configure(["file:shelf"], web__enabled=False, web__control_hosts=["control.test"])
    linkaudit.write("shelf/\x1b[31mred.cdx", "no index at all\n")
    linkaudit.write("docs/a.md", f"[page]({URL})\n")
    for command in (("archive", URL), ("audit", "docs")):
        ran = linkaudit.run(*command)
        assert "<U+001B>[31mred.cdx: neither CDX nor CDXJ" in ran.err
        assert "\x1b" not in ran.out + ran.err
        assert "no network" not in ran.out + ran.err
    assert ran.code == 0
