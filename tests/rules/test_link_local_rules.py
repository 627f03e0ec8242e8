"""Addresses in place of names, and names that mean something in one place only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.judged import ERROR, INFO, WARNING, findings_of, severities

if TYPE_CHECKING:
    import ipaddress


def link(url: str) -> str:
    return f"See [the ferry](<{url}>).\n"


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
    ("file:C:/tides.html", "a file: URL"),
    ("file:/home/ada/tides.html", "a file: URL"),
    ("http://100.64.0.1/", "the address 100.64.0.1"),
    ("http://224.0.0.251/", "the address 224.0.0.251"),
    ("http://[::ffff:192.168.0.1]/", "the address [::ffff:c0a8:1]"),
    ("https://desk.localdomain/", "the name desk.localdomain"),
    ("https://web.archive.org/web/20180101000000/http://intranet/tides", "the single name intranet"),
    ("https://web.archive.org/web/20180101000000/http://10.0.0.8/tides", "the address 10.0.0.8"),
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
        "ftp://,",
        "file:tides.org",
        "https://web.archive.org/web/20180101000000/http://8.8.8.8/",
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


@pytest.mark.parametrize(
    "name", ["host", "myhost", "server1", "myproxy", "your-domain", "example", "foobar", "a", "nowhere"]
)
def test_a_name_that_shows_a_pattern_is_only_worth_knowing(name: str) -> None:
    assert severities("link-local", link(f"http://{name}/tides")) == [INFO]
    assert severities("link-local", f"Original url: http://{name}/tides\n") == [INFO]


NUMBERS = [
    ("http://151.101.2.137/tides", "151.101.2.137"),
    ("https://151.101.2.137:8443/", "151.101.2.137"),
    ("http://2540962441/", "151.116.2.137"),
    ("http://[2a04:4e42:400::81]/", "[2a04:4e42:400::81]"),
    ("http://193.0.14.129./", "193.0.14.129"),
    ("ftp://151.101.2.137/tides", "151.101.2.137"),
    ("https://web.archive.org/web/20050101000000/http://151.101.2.137/tides", "151.101.2.137"),
]


@pytest.mark.parametrize(("url", "address"), NUMBERS, ids=[case[0] for case in NUMBERS])
def test_a_number_in_place_of_a_name(url: str, address: str) -> None:
    (finding,) = findings_of("link-ip-literal", link(url))
    assert finding.message == f"{address} is the number of a machine, not the name of a site"
    assert [(each.name, each.value) for each in finding.evidence] == [("as written", url), ("address", address)]
    assert finding.severity is WARNING


@pytest.mark.parametrize(
    "url",
    [
        "http://192.168.0.12/scans",
        "http://127.0.0.1/",
        "http://100.64.0.1/",
        "http://192.0.2.7/",
        "http://198.51.100.7/",
        "http://203.0.113.7/",
        "http://[2001:db8::7]/",
        "http://[::1]/",
        "https://1.1.1.1/",
        "https://8.8.8.8/",
        "http://1.2.3.4/",
        "http://111.111.111.111/",
        "https://gazette.example/151.101.2.137",
        "https://151.101.2.137.gazette.example/",
        "http://999.999.999.999/",
        "151.101.2.137",
    ],
)
def test_a_number_that_is_no_site_or_its_own_name_is_left_alone(url: str) -> None:
    assert severities("link-ip-literal", link(url)) == []


def test_a_number_beside_code_is_only_worth_knowing() -> None:
    assert severities("link-ip-literal", "Run `serve`, then open http://151.101.2.137/.\n") == [INFO]


@given(st.ip_addresses())
def test_an_address_is_local_or_a_number_or_neither_but_never_both(
    address: ipaddress.IPv4Address | ipaddress.IPv6Address,
) -> None:
    url = f"http://[{address}]/" if address.version == 6 else f"http://{address}/"
    local, number = severities("link-local", link(url)), severities("link-ip-literal", link(url))
    assert not (local and number)
    assert not (number and address.is_private)
    assert local or address.is_global or address.is_private
