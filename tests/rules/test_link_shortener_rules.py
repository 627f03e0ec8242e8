"""Short addresses, and those whose service has ended."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from linkaudit import data
from rules.judged import ERROR, WARNING, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity


def link(url: str) -> str:
    return f"See [the ferry](<{url}>).\n"


SHORTENERS: list[tuple[str, list[Severity]]] = [
    ("https://bit.ly/2fErry", [WARNING]),
    ("http://WWW.bit.ly/2fErry", [WARNING]),
    ("https://t.co/abc", [WARNING]),
    ("https://aka.ms/ferry", [WARNING]),
    ("https://web.archive.org/web/20180101000000/https://bit.ly/2fErry", [WARNING]),
    ("https://bit.ly/", []),
    ("https://bit.ly", []),
    ("https://youtu.be/abc", []),
    ("https://redd.it/abc", []),
    ("https://notbit.ly/2fErry", []),
    ("https://bit.ly.gazette.example/2fErry", []),
    ("https://gazette.example/bit.ly/2fErry", []),
]


@pytest.mark.parametrize(("url", "expected"), SHORTENERS, ids=[case[0] for case in SHORTENERS])
def test_a_short_address_hides_where_it_leads(url: str, expected: list[Severity]) -> None:
    assert severities("link-shortener", link(url)) == expected


ENDED = {host for each in data.load("shorteners")["ended"] for host in each["hosts"]}


@pytest.mark.parametrize("host", data.load("shorteners")["hosts"])
def test_every_shortener_of_the_list_is_found_by_its_name(host: str) -> None:
    (finding,) = findings_of("link-shortener-dead" if host in ENDED else "link-shortener", link(f"https://{host}/x"))
    assert host in finding.message
    assert host in ENDED or finding.message == f"{host} hides where the link leads"
    assert finding.evidence[0].value == f"https://{host}/x"
    assert len(finding.evidence) >= 2


def test_what_the_shortener_is_stands_beside_what_is_written() -> None:
    (finding,) = findings_of("link-shortener", link("https://bit.ly/x"))
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("as written", "https://bit.ly/x"),
        ("shortener", "bit.ly"),
    ]


DEAD: list[tuple[str, list[Severity]]] = [
    ("https://harbour.page.link/tides", [ERROR]),
    ("https://harbour.page.link/?link=https%3A%2F%2Fharbour.example%2F&apn=x", []),
    ("https://l.facebook.com/l.php?u=https%3A%2F%2Fharbour.page.link%2Ftides", [ERROR]),
    ("https://harbour.page.link/", []),
    ("https://page.link/tides", []),
    ("https://harbour.page.link.example/tides", []),
    ("https://goo.gl/abc", [WARNING]),
    ("http://www.goo.gl/abc", [WARNING]),
    ("https://goo.gl/maps/abc", []),
    ("https://goo.gl/", []),
    ("https://goo.gl", []),
    ("https://maps.app.goo.gl/abc", []),
    ("https://su.pr/abc", [WARNING]),
    ("https://web.archive.org/web/20180101000000/https://su.pr/abc", [WARNING]),
    ("https://bit.ly/abc", []),
    ("https://git.io/abc", []),
]


@pytest.mark.parametrize(("url", "expected"), DEAD, ids=[case[0] for case in DEAD])
def test_a_service_that_has_ended(url: str, expected: list[Severity]) -> None:
    assert severities("link-shortener-dead", link(url)) == expected


@pytest.mark.parametrize("url", [url for url, expected in DEAD if expected])
def test_what_has_ended_is_said_once(url: str) -> None:
    assert severities("link-shortener", link(url)) == []


def test_what_is_kept_of_a_service_still_hides_where_it_leads() -> None:
    assert severities("link-shortener", link("https://goo.gl/maps/abc")) == [WARNING]
    assert severities("link-shortener", link("https://maps.app.goo.gl/abc")) == [WARNING]


def test_the_end_of_a_service_is_shown_with_its_source() -> None:
    (finding,) = findings_of("link-shortener-dead", link("https://goo.gl/abc"))
    assert finding.message == ("goo.gl ended: links that nobody followed in late 2024 were switched off (2025-08-25)")
    assert {each.name for each in finding.evidence} == {"as written", "service", "ended"}
    assert "blog.google" in finding.evidence[2].value


@pytest.mark.parametrize("ended", data.load("shorteners")["ended"], ids=lambda each: each["name"])
def test_every_end_has_a_date_and_a_source(ended: dict[str, Any]) -> None:
    assert re.fullmatch(r"20\d\d-\d\d(?:-\d\d)?", ended["ended"])
    assert ended["ended"] < data.load("shorteners")["date"]
    assert ended["source"].startswith("http")
    assert ended["how"]
    assert ended.get("still", "") in ("", "some", "unsure")
