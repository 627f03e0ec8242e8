"""Where links lead, judged by the host: unknown suffixes, local names, what stands before `@`."""

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


LOCAL = [
    ("http://localhost/", "localhost"),
    ("http://localhost:8000/tides", "localhost"),
    ("http://tides.localhost/", "localhost"),
    ("http://127.0.0.1/", "the address 127.0.0.1"),
    ("http://2130706433/", "the address 127.0.0.1"),
    ("http://0x7f.1/", "the address 127.0.0.1"),
    ("http://10.1.2.3/", "the address 10.1.2.3"),
    ("http://172.16.0.9/", "the address 172.16.0.9"),
    ("http://192.168.0.12/scans", "the address 192.168.0.12"),
    ("http://169.254.1.1/", "the address 169.254.1.1"),
    ("http://0.0.0.0/", "the address 0.0.0.0"),
    ("http://[::1]/", "the address [::1]"),
    ("http://[fe80::1]/", "the address [fe80::1]"),
    ("http://[fd00::1]/", "the address [fd00::1]"),
    ("http://printer.local/", "the name printer.local"),
    ("https://wiki.corp/tides", "the name wiki.corp"),
    ("https://files.lan/", "the name files.lan"),
    ("https://x.internal/", "the name x.internal"),
    ("http://intranet/tides", "the single name intranet"),
    ("file:///home/ada/tides.html", "a file: URL"),
    ("FILE:///c:/tides.html", "a file: URL"),
]


@pytest.mark.parametrize(("url", "what"), LOCAL, ids=[case[0] for case in LOCAL])
def test_an_address_that_works_in_one_place_only(url: str, what: str) -> None:
    (finding,) = findings_of("link-local", link(url))
    assert finding.message == f"{what} can be reached from one machine or network only"
    assert finding.severity is WARNING


@pytest.mark.parametrize(
    "url",
    [
        "https://gazette.example/",
        "http://8.8.8.8/",
        "http://192.0.2.7/",
        "http://198.51.100.7/",
        "http://203.0.113.7/",
        "http://[2001:db8::7]/",
        "http://[2606:4700::1111]/",
        "https://localhost.gazette.example/",
        "https://local.gazette.example/",
        "tides.local",
        "mailto:ada@localhost",
        "https:///",
    ],
)
def test_an_address_for_everybody_or_for_documentation_is_left_alone(url: str) -> None:
    assert severities("link-local", link(url)) == []


def test_a_local_address_is_graver_as_a_source_and_milder_beside_code() -> None:
    url = "http://192.168.0.12/scans/ferry.html"
    assert severities("link-local", f"Original url: {url}\n") == [ERROR]
    assert severities("link-local", f"---\nsource: {url}\n---\nText.\n") == [ERROR]
    assert severities("link-local", f'<link rel="canonical" href="{url}">\n', "a.html") == [ERROR]
    assert severities("link-local", link(url), clipping=lambda path: path == "example.md") == [ERROR]
    assert severities("link-local", f"Run `serve`, then open {url}.\n") == [INFO]
    assert severities("link-local", f"<p><code>serve</code> then {url}</p>\n", "a.html") == [INFO]
    assert severities("link-local", f"Do this:\n\n    $ serve\n\nOpen {url}.\n", "a.txt") == [INFO]
    assert severities("link-local", f"Run `serve`.\n\nOriginal url: {url}\n") == [ERROR]
    assert severities("link-local", f"Open {url}.\n") == [WARNING]


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
    ]
    assert finding.url == "https://•••@evil.test/login"
