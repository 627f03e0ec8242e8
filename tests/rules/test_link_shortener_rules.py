"""Short addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linkaudit import data
from rules.judged import WARNING, findings_of, severities

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


@pytest.mark.parametrize("host", data.load("shorteners")["hosts"])
def test_every_shortener_of_the_list_is_found_by_its_name(host: str) -> None:
    (finding,) = findings_of("link-shortener", link(f"https://{host}/x"))
    assert finding.message == f"{host} hides where the link leads"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("as written", f"https://{host}/x"),
        ("shortener", host),
    ]
