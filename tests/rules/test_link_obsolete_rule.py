"""Services that have ended: by host, below a host, by path; what is left of them, and captures."""

from __future__ import annotations

import re

import pytest

from linkaudit import data
from linkaudit.citations.ended import service_that_ended
from linkaudit.citations.urls import host
from rules.judged import ERROR, WARNING, findings_of, severities

RULE = "link-obsolete-host"
GEOCITIES = "http://www.geocities.com/harbour_pilot/1999.html"


def link(url: str) -> str:
    return f"See [the harbour](<{url}>).\n"


GONE = [
    (GEOCITIES, "GeoCities ended on 2009-10-26: what stood there is gone"),
    ("https://uk.geocities.com/harbour_pilot", "GeoCities ended on 2009-10-26: what stood there is gone"),
    ("http://GEOCITIES.com/?harbour", "GeoCities ended on 2009-10-26: what stood there is gone"),
    ("https://plus.google.com/+HarbourPilot", "Google+ ended on 2019-04-02: what stood there is gone"),
    ("https://harbour.wikispaces.com/", "Wikispaces ended on 2019-01-31: what stood there is gone"),
    ("https://harbour.wikispaces.com", "Wikispaces ended on 2019-01-31: what stood there is gone"),
    ("http://www.google.com/reader/shared/harbour", "Google Reader ended on 2013-07-01: what stood there is gone"),
    (
        "https://de.answers.yahoo.com/question/index?qid=1",
        "Yahoo! Answers ended on 2021-05-04: what stood there is gone",
    ),
    ("http://friendfeed.com/harbour", "FriendFeed ended in 2015-04: what stood there is gone"),
    ("http://harbour.co.yu/tides", "the top-level domain .yu ended on 2010-03-30: what stood there is gone"),
    ("https://dl.bintray.com/harbour/tides.zip", "Bintray ended on 2021-05-01: what stood there is gone"),
]


@pytest.mark.parametrize(("url", "message"), GONE, ids=[case[0] for case in GONE])
def test_a_page_of_a_service_that_ended(url: str, message: str) -> None:
    (finding,) = findings_of(RULE, link(url))
    assert (finding.message, finding.severity) == (message, ERROR)
    assert [each.name for each in finding.evidence] == ["as written", "service", "ended", "according to"]


_CODE = "Google Code ended on 2016-01-25: its projects are kept at code.google.com/archive"
_TRAVIS = "travis-ci.org ended in 2021-06: what its owners moved is at travis-ci.com"
LEFT = [
    ("https://code.google.com/p/harbour/", _CODE),
    ("https://harbour.googlecode.com/files/a.zip", _CODE),
    ("https://vine.co/v/harbour", "Vine ended on 2017-01-17: its videos were kept as an archive for some time"),
    ("https://archive.codeplex.com/harbour", "CodePlex ended on 2017-12-15: a read-only archive took its place"),
    ("https://travis-ci.org/harbour/tides", _TRAVIS),
    ("https://storify.com/", "Storify ended on 2018-05-16"),
    ("https://www.storify.com", "Storify ended on 2018-05-16"),
    ("http://www.google.com/reader/", "Google Reader ended on 2013-07-01"),
]


@pytest.mark.parametrize(("url", "message"), LEFT, ids=[case[0] for case in LEFT])
def test_what_is_left_of_a_service_and_its_front_page_are_no_certain_loss(url: str, message: str) -> None:
    (finding,) = findings_of(RULE, link(url))
    assert (finding.message, finding.severity) == (message, WARNING)


_REPORTED = "is generally reported, but not confirmed, to have ended"
REPORTED = [
    ("http://home.comcast.net/~harbour/", f"Comcast Personal Web Pages {_REPORTED} on 2015-10-08"),
    ("http://ourworld.compuserve.com/homepages/harbour", f"CompuServe OurWorld {_REPORTED} in 2009"),
    ("https://jcenter.bintray.com/harbour", f"JCenter {_REPORTED} on 2024-08-15: it leads to Maven Central"),
]


@pytest.mark.parametrize(("url", "message"), REPORTED, ids=[case[0] for case in REPORTED])
def test_an_end_that_no_source_confirms_is_no_certain_loss(url: str, message: str) -> None:
    (finding,) = findings_of(RULE, link(url))
    assert (finding.message, finding.severity) == (message, WARNING)
    assert [each.name for each in finding.evidence] == ["as written", "service", "ended"]


@pytest.mark.parametrize(
    "url",
    [
        "https://harbour.example/geocities.com/",
        "https://gna.org/",
        "https://www.berlios.de/",
        "https://notgeocities.com/pilot",
        "https://geocities.com.harbour.example/pilot",
        "https://www.google.com/readership",
        "https://www.google.com/",
        "https://code.google.com/archive/p/harbour/",
        "https://code.google.com/packages",
        "https://webs.com/",
        "https://www.webs.com/harbour",
        "https://www.xoom.com/",
        "https://travis-ci.com/harbour/tides",
        "https://jdk.java.net/21/",
        "https://harbour.yuma/",
        "https://feeds.feedburner.com/harbour",
        f"https://web.archive.org/web/20050101000000/{GEOCITIES}",
        "geocities.com/pilot",
        "mailto:ada@geocities.com",
    ],
)
def test_what_never_ended_or_stands_in_an_archive_is_left_alone(url: str) -> None:
    assert severities(RULE, link(url)) == []


def test_a_link_whose_capture_stands_beside_it_is_left_alone() -> None:
    archived = "https://web.archive.org/web/20050101000000/http://geocities.com:80/harbour_pilot/1999.html"
    assert severities(RULE, f"[a]({GEOCITIES}) ([archived]({archived}))\n") == []
    assert severities(RULE, f"[a]({GEOCITIES}x) ([archived]({archived}))\n") == [ERROR]
    cited = f"{{{{cite web|url={GEOCITIES}|title=Pilot|archive-url={archived}|archive-date=1 January 2005}}}}\n"
    assert severities(RULE, cited, "a.wiki") == []
    assert severities(RULE, f"{{{{cite web|url={GEOCITIES}|title=Pilot}}}}\n", "a.wiki") == [ERROR]
    assert severities(RULE, f"@misc{{pilot, url = {{{GEOCITIES}}}}}\n", "a.bib") == [ERROR]


def test_what_may_be_left_of_a_service_is_told_once() -> None:
    badges = "".join(link(f"https://travis-ci.org/harbour/{name}") for name in ("tides", "ferry", "maps"))
    (finding,) = findings_of(RULE, badges)
    assert finding.severity is WARNING
    assert finding.message.endswith("; likewise 2 more in the document")
    assert len(finding.related) == 2
    assert severities(RULE, link(GEOCITIES) + badges + link(f"{GEOCITIES}x")) == [ERROR, WARNING, ERROR]


def test_a_domain_that_existed_once_is_no_unknown_suffix() -> None:
    assert severities("link-unknown-suffix", link("http://harbour.co.yu/tides")) == []


@pytest.mark.parametrize("service", data.load("obsolete_hosts")["service"], ids=lambda service: service["name"])
def test_every_service_of_the_list_is_found_at_its_places(service: dict[str, str]) -> None:
    for place in service["places"]:
        url = f"https://{'page' if place.startswith('.') else ''}{place}/page/1"
        found = service_that_ended(host(url), url)
        assert found is not None
        assert (found.name, found.ended) == (service["name"], service["ended"])
        certain = "source" in service and "left" not in service
        assert severities(RULE, link(url)) == [ERROR if certain else WARNING]


def test_the_list_is_written_as_it_is_compared() -> None:
    listed = data.load("obsolete_hosts")
    places = [place for service in listed["service"] for place in service["places"]]
    assert len(set(places)) == len(places)
    assert [each for each in places if not re.fullmatch(r"\.?[a-z0-9-]+(?:\.[a-z0-9-]+)*(?:/[a-z]+)?", each)] == []
    for service in listed["service"]:
        assert re.fullmatch(r"\d{4}(?:-\d\d(?:-\d\d)?)?", service["ended"])
        assert service["ended"] < listed["date"]
        assert re.fullmatch(r"https?://\S+", service.get("source", "https://gazette.example/"))
