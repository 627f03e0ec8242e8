"""Where links lead, judged by the host: unknown suffixes, what stands before `@`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rules.judged import ERROR, INFO, WARNING, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity


def link(url: str) -> str:
    return f"See [the ferry](<{url}>).\n"


SUFFIXES: list[tuple[str, list[Severity]]] = [
    ("https://harbour.ogr/tides", [ERROR]),
    ("https://www.harbour.comhttps/", [ERROR]),
    ("https://harbour.organd/tides", [ERROR]),
    ("https://web.archive.org/web/20180101000000/https://harbour.ogr/tides", [ERROR]),
    ("ftp://harbour.ogr/tides", [ERROR]),
    ("https://harbour.org/tides", []),
    ("https://harbour.org./tides", []),
    ("https://hafen.xn--p1ai/", []),
    ("https://порт.рф/", []),
    ("https://harbour.museum/", []),
    ("https://harbour.example/tides", []),
    ("https://harbour.test/tides", []),
    ("https://harbour.invalid/", []),
    ("https://printer.local/", []),
    ("https://wiki.corp/", []),
    ("https://harbour/tides", []),
    ("http://192.168.0.1/", []),
    ("http://[2001:db8::1]/", []),
    ("http://harbourabcdefghijkl.onion/", [INFO]),
    ("http://harbour.i2p/", [INFO]),
    ("https://your.domain/", [INFO]),
    ("https://foo.bar2/", [INFO]),
    ("https://api.yourcompany.tld/", [INFO]),
    ("https://my-server.name2/", [INFO]),
    ("http://a.b/i.png", [INFO]),
    ("http://thisurlisinvalid.notarealdomain/x", [INFO]),
    ("https://ada.eth/", [INFO]),
    ("https://host.localdomain/", []),
    ("https://mysites.ogr/", [ERROR]),
    ("https://reorganisation.ogr/", [ERROR]),
    ("tides.ogr", []),
    ("mailto:ada@harbour.ogr", []),
]


@pytest.mark.parametrize(("url", "expected"), SUFFIXES, ids=[case[0] for case in SUFFIXES])
def test_a_top_level_domain_that_does_not_exist(url: str, expected: list[Severity]) -> None:
    assert severities("link-unknown-suffix", link(url)) == expected


def test_networks_of_their_own_are_called_so() -> None:
    (finding,) = findings_of("link-unknown-suffix", link("http://harbour.i2p/"))
    assert finding.message == ".i2p is reached through a network of its own"
    (finding,) = findings_of("link-unknown-suffix", link("https://harbour.ogr/"))
    assert finding.message == ".ogr is no top-level domain"
    assert ("host", "harbour.ogr") in [(each.name, each.value) for each in finding.evidence]


USERINFO: list[tuple[str, list[Severity]]] = [
    ("https://ada:s3cret-harbour@records.gazette.example/", [ERROR]),
    ("https://ada@records.gazette.example/", [ERROR]),
    ("https://:s3cret-harbour@records.gazette.example/", [ERROR]),
    ("https://gazette.example@evil.test/login", [ERROR]),
    ("HTTPS://ada:s3cret-harbour@records.gazette.example/", [ERROR]),
    ("https://user:password@records.gazette.example/", [WARNING]),
    ("https://git@code.gazette.example/ferry.git", [WARNING]),
    ("https://oauth2:token@code.gazette.example/ferry.git", [WARNING]),
    ("https://x-access-token:abc@code.gazette.example/ferry.git", [WARNING]),
    ("https://ada@bitbucket.org/ada/ferry.git", [WARNING]),
    ("https://ada@code.gazette.example/scm/har/ferry", [WARNING]),
    ("https://ada:password@records.gazette.example/", [WARNING]),
    ("https://${TOKEN}@records.gazette.example/", [WARNING]),
    ("https://{user}:{password}@records.gazette.example/", [WARNING]),
    ("https://user:hunter2@records.gazette.example/", [WARNING]),
    ("http://username@hostname/", [INFO]),
    ("http://ada@hostname/", [ERROR]),
    ("https://oauth2:7Hb3vQx0Zt5LpWm2Nc8R@code.gazette.example/ferry.git", [ERROR]),
    ("https://7Hb3vQx0Zt5LpWm2Nc8R:x-oauth-basic@code.gazette.example/", [WARNING]),
    ("https://bitbucket.org@evil.test/ada/ferry.git", [ERROR]),
    ("https://gazette.example%3A443@evil.test/", [ERROR]),
    ("https://web.archive.org/web/20180101000000/https://ada:s3cret-harbour@records.gazette.example/", [ERROR]),
    ("ssh://git@code.gazette.example/ferry.git", []),
    ("ftp://anonymous@files.gazette.example/", []),
    ("mailto:ada@gazette.example", []),
    ("https://gazette.example/@ada", []),
    ("https://gazette.example/?to=ada@gazette.example", []),
    ("https://gazette.example/#@ada", []),
]


@pytest.mark.parametrize(("url", "expected"), USERINFO, ids=[case[0] for case in USERINFO])
def test_what_stands_before_the_host(url: str, expected: list[Severity]) -> None:
    assert severities("link-userinfo", link(url)) == expected


def test_what_stands_before_the_host_is_told_from_where_the_link_leads() -> None:
    (finding,) = findings_of("link-userinfo", link("https://gazette.example@evil.test/login"))
    assert finding.message == "what stands before @ is no part of the host: the link leads to evil.test"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("as written", "https://•••@evil.test/login"),
        ("host", "evil.test"),
        ("before it stands", "what looks like another host"),
    ]
    assert finding.url == "https://•••@evil.test/login"
