from __future__ import annotations

import subprocess
import sys
from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.errors import ConfigError
from linkaudit.web.guard import BAD_PORTS, Guard, is_localhost, literal_address

PRIVATE_NETWORKS = (
    *("127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "169.254.0.0/16", "100.64.0.0/10"),
    *("0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4", "192.0.2.0/24", "198.18.0.0/15"),
)
PRIVATE_V4 = st.one_of(*(st.ip_addresses(v=4, network=network) for network in PRIVATE_NETWORKS))
PUBLIC_V4 = st.one_of(*(st.ip_addresses(v=4, network=net) for net in ("8.8.0.0/16", "93.184.0.0/16", "151.101.0.0/16")))

FULL_WIDTH = str.maketrans("0123456789.", "\uff10\uff11\uff12\uff13\uff14\uff15\uff16\uff17\uff18\uff19\u3002")


def spellings(address: IPv4Address) -> list[str]:
    """Write an IPv4 address as browsers read it as a host."""
    number = int(address)
    parts = str(address).split(".")
    six_to_four = IPv6Address((0x2002 << 112) | (number << 80) | 1)
    return [
        str(address),
        f"{address}.",
        str(number),
        hex(number),
        hex(number).upper().replace("0X", "0x"),
        f"0{number:o}",
        ".".join(f"0x{int(part):x}" for part in parts),
        ".".join(f"0{int(part):o}" for part in parts),
        f"{parts[0]}.{number & 0xFFFFFF}",
        f"{parts[0]}.{parts[1]}.{number & 0xFFFF}",
        "".join(f"%{ord(char):02x}" for char in str(address)),
        str(address).translate(FULL_WIDTH),
        f"[::ffff:{address}]",
        f"[::ffff:{number >> 16:x}:{number & 0xFFFF:x}]",
        f"[0:0:0:0:0:ffff:{address}]",
        f"[64:ff9b::{address}]",
        f"[{six_to_four}]",
    ]


# What a browser, or a resolver, may take for an address that is nobody else's business. What is no URL is not asked.
HOSTS = {
    # Loopback, in every notation of inet_aton(3), which browsers follow.
    "private-address": [
        *("127.0.0.1", "127.0.0.1.", "127.1", "127.0.1", "2130706433", "0x7f000001", "0X7F.1", "0x7f.0.0.1"),
        *(
            "017700000001",
            "0177.0.0.1",
            "0177.1",
            "0x7f.0x0.0x0.0x1",
            "127.0x0.01",
            "00000177.0.0.1",
            "127.255.255.254",
        ),
        *(
            "%31%32%37.0.0.1",
            "%6cocalhost",
            "127%2e0%2e0%2e1",
            "127。0。0。1",
            "１２７.0.0.1",
            "①②⑦.⓪.⓪.①",
            "127．0．0．1",
        ),
        *(
            "localhost",
            "LOCALHOST",
            "localhost.",
            "a.localhost",
            "a.b.localhost.",
            "ｌｏｃａｌｈｏｓｔ",
            "loc\tal\nhost",
        ),
        # The unspecified address, which systems take for loopback.
        *("0", "0.0.0.0", "0x0", "00", "0.0", "000000000000", "0.0.0.1"),  # noqa: S104 - judged, not bound to
        # Private networks, those of carriers, link-local ones with the secrets of clouds, multicast, the rest.
        *("10.0.0.1", "0xa000001", "012.0.0.1", "10.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "192.168.257"),
        *(
            "3232235777",
            "100.64.0.1",
            "100.127.255.255",
            "169.254.169.254",
            "2852039166",
            "0xa9fea9fe",
            "0251.0376.43518",
        ),
        *("192.0.0.1", "192.0.2.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1", "192.88.99.1"),
        *("224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "4294967295", "0xffffffff"),
        # IPv6: its own, and IPv4 in it.
        *(
            "[::1]",
            "[0:0:0:0:0:0:0:1]",
            "[0000::0001]",
            "[::]",
            "[::ffff:127.0.0.1]",
            "[::ffff:7f00:1]",
            "[::FFFF:10.0.0.1]",
        ),
        *(
            "[0:0:0:0:0:ffff:169.254.169.254]",
            "[::127.0.0.1]",
            "[::7f00:1]",
            "[64:ff9b::127.0.0.1]",
            "[64:ff9b::a00:1]",
        ),
        *(
            "[64:ff9b:1::1]",
            "[64:ff9b:1:ffff:ffff:ffff:808:808]",
            "[2002:7f00:1::]",
            "[2002:a00:1::1]",
            "[2002:a9fe:a9fe::]",
        ),
        *(
            "[2001::1]",
            "[2001:0:4136:e378:8000:63bf:3fff:fdd2]",
            "[fe80::1]",
            "[fe80::5efe:8.8.8.8]",
            "[fec0::1]",
            "[fc00::1]",
        ),
        *(
            "[fd12:3456::1]",
            "[ff02::1]",
            "[ff05::2]",
            "[100::1]",
            "[2001:db8::1]",
            "[2001:10::1]",
            "[3fff::1]",
            "[5f00::1]",
        ),
        *("[2606:4700::5efe:10.0.0.1]", "[2606:4700::200:5efe:127.0.0.1]", "[4000::1]", "[::ffff:0:127.0.0.1]"),
    ],
    # Zones, empty labels, numbers that are too large, and brackets that do not match are no hosts.
    "invalid-url": [
        *("[fe80::1%25eth0]", "[fe80::1%eth0]", "[::1", "::1", "127.0.0.256", "256.0.0.1", "0x100000000", "4294967296"),
        *(
            "127.0.0.0.1",
            "1.2.3.08",
            "[127.0.0.1]",
            "[::ffff:127.0.0.256]",
            "[1::2::3]",
            "a..b%00",
            "127.0.0.1%00.example.org",
        ),
        *("example.0x7f", "a b", "[::1]x", "[]"),
    ],
    # What only looks like it.
    None: [
        *(
            "127.0.0.1.nip.io",
            "localhost.example.org",
            "notlocalhost",
            "localhost2",
            "1.1.1.1",
            "0x01010101",
            "8.8.8.8.",
        ),
        *(
            "[2606:4700::1111]",
            "[::ffff:1.1.1.1]",
            "[64:ff9b::8.8.8.8]",
            "[2002:808:808::]",
            "[2606:4700::5efe:8.8.8.8]",
        ),
        *(
            "172.15.255.255",
            "172.32.0.1",
            "100.63.255.255",
            "100.128.0.1",
            "192.0.1.1",
            "198.17.0.1",
            "223.255.255.255",
        ),
    ],
}


@pytest.mark.parametrize(("host", "expected"), [(host, why) for why, hosts in HOSTS.items() for host in hosts])
@pytest.mark.parametrize("scheme", ["http", "https"])
def test_hosts_are_judged_by_what_a_browser_would_connect_to(host: str, expected: str | None, scheme: str) -> None:
    assert Guard(()).judge_url(f"{scheme}://{host}/") == expected
    assert Guard(()).judge_url(f"{scheme}://user:secret@{host}:8080/x?y#z") == expected


def test_there_are_enough_spellings() -> None:
    assert len(HOSTS["private-address"]) >= 80


@given(PRIVATE_V4, st.data())
def test_a_private_address_is_refused_however_it_is_spelt(address: IPv4Address, data: st.DataObject) -> None:
    host = data.draw(st.sampled_from(spellings(address)))
    assert Guard(()).judge_url(f"http://{host}/") == "private-address"


@given(PUBLIC_V4, st.data())
def test_a_public_address_passes_however_it_is_spelt(address: IPv4Address, data: st.DataObject) -> None:
    host = data.draw(st.sampled_from(spellings(address)))
    assert Guard(()).judge_url(f"http://{host}/") is None


@given(PRIVATE_V4)
def test_an_allowed_network_opens_every_spelling(address: IPv4Address) -> None:
    guard = Guard(["0.0.0.0/0"])
    assert {guard.judge_url(f"http://{host}/") for host in spellings(address)} == {None}


@given(st.ip_addresses(v=6))
def test_only_global_unicast_passes_among_ipv6_addresses(address: IPv6Address) -> None:
    wrapped = address.sixtofour or address.ipv4_mapped
    if Guard(()).judge_url(f"http://[{address}]/") is None and wrapped is None:
        assert int(address) >> 125 == 1 or int(address) >> 32 == 0x64FF9B << 64
        assert not address.is_private


@pytest.mark.parametrize(
    "address",
    [
        *("::1", "::", "fe80::1", "fe80::1%eth0", "fc00::1", "fd12::1", "ff02::1", "2001:db8::1", "2001::1", "3fff::1"),
        *("::127.0.0.1", "64:ff9b:1::1", "100::1", "2002:7f00:1::", "127.0.0.1", "255.255.255.255", "192.88.99.1"),
        *("0.0.0.0", "100.127.255.255", "169.254.169.254"),  # noqa: S104 - judged, not bound to
    ],
)
def test_a_resolved_address_that_is_not_global_is_refused(address: str) -> None:
    assert Guard(()).judge_address("www.example.org", address) == "private-address"


@pytest.mark.parametrize("address", ["2606:4700::1111", "1.1.1.1", "100.63.255.255", "100.128.0.0", "2002:101:101::"])
def test_a_resolved_address_that_is_global_passes(address: str) -> None:
    assert Guard(()).judge_address("www.example.org", address) is None


def test_what_is_no_address_cannot_be_judged_as_one() -> None:
    with pytest.raises(ValueError, match="does not appear to be"):
        Guard(()).judge_address("www.example.org", "www.example.org")


@pytest.mark.parametrize("scheme", ["file:///etc/passwd", "ftp://h/", "gopher://h/", "javascript:1", "ws://h/", "a:b"])
def test_only_the_web_is_asked(scheme: str) -> None:
    assert Guard(["*.h", "h"]).judge_url(scheme) == "forbidden-scheme"


@pytest.mark.parametrize("port", [0, 22, 25, 6000, 6667, 10080])
def test_ports_of_other_services_are_refused_even_for_allowed_hosts(port: int) -> None:
    assert Guard(["h"]).judge_url(f"http://h:{port}/") == "forbidden-port"


def test_the_list_of_ports_is_that_of_the_fetch_standard() -> None:
    assert len(BAD_PORTS) == 83
    assert not BAD_PORTS & {80, 443, 8080, 8443, 3000, 8000, 5000}


@pytest.mark.parametrize("url", ["", "nope", "http://", "http://[::1", "http://h:99999/", "http://xn--/", "\ud800"])
def test_what_no_browser_opens_is_no_url(url: str) -> None:
    assert Guard(()).judge_url(url) == "invalid-url"


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST", "localhost.", "a.localhost", "loc%61lhost"])
def test_localhost_is_this_machine_by_definition(host: str) -> None:
    assert Guard(()).judge_url(f"http://{host}:8000/") == "private-address"
    assert Guard(["localhost"]).judge_url(f"http://{host}:8000/") is None
    assert Guard(["127.0.0.0/8"]).judge_url(f"http://{host}:8000/") is None
    assert Guard(["::1/128"]).judge_url(f"http://{host}:8000/") is None
    assert Guard(["10.0.0.0/8"]).judge_url(f"http://{host}:8000/") == "private-address"


def test_names_that_only_look_like_localhost_are_names() -> None:
    assert not is_localhost("notlocalhost")
    assert not is_localhost("localhost.example.org")


def test_credentials_are_no_reason_to_refuse() -> None:
    assert Guard(()).judge_url("https://user:secret@example.org/") is None


@pytest.mark.parametrize("entry", ["example.org", "*.example.org", ".example.org", " EXAMPLE.ORG ", "example.org."])
@pytest.mark.parametrize("host", ["example.org", "www.example.org", "a.b.example.org."])
def test_a_suffix_names_a_host_and_all_under_it(entry: str, host: str) -> None:
    guard = Guard([entry])
    assert guard.names(host)
    assert guard.judge_address(host, "10.0.0.1") is None


@pytest.mark.parametrize("host", ["badexample.org", "example.org.evil.net", "org", "example.com"])
def test_a_suffix_names_nothing_else(host: str) -> None:
    guard = Guard(["*.example.org"])
    assert not guard.names(host)
    assert guard.judge_address(host, "10.0.0.1") == "private-address"


def test_international_suffixes_are_compared_in_ascii() -> None:
    assert Guard(["b\u00fccher.test"]).names("www.xn--bcher-kva.test")


@pytest.mark.parametrize(
    ("entry", "address", "expected"),
    [
        ("127.0.0.1", "127.0.0.1", None),
        ("127.0.0.1", "127.0.0.2", "private-address"),
        ("127.0.0.1", "::ffff:127.0.0.1", None),
        ("127.0.0.0/8", "127.9.9.9", None),
        ("127.0.0.1/8", "127.9.9.9", None),
        ("::1/128", "::1", None),
        ("[::1]", "::1", None),
        ("::1", "::2", "private-address"),
        ("127.1", "127.0.0.1", None),
    ],
)
def test_addresses_and_networks_open_what_they_name(entry: str, address: str, expected: str | None) -> None:
    assert Guard([entry]).judge_address("www.example.org", address) == expected


@pytest.mark.parametrize(
    "entry", ["", " ", "*", "*.", ".", "http://a/", "a/b", "10.0.0.0/33", "a b", "user@h", "h:80", "a.*.b", "xn--"]
)
def test_an_entry_that_is_none_of_the_three_is_an_error(entry: str) -> None:
    with pytest.raises(ConfigError, match=r"allow-hosts: .* is no suffix"):
        Guard(["127.0.0.1", entry])


def test_literal_addresses_are_told_from_names() -> None:
    assert literal_address("127.0.0.1") == IPv4Address("127.0.0.1")
    assert literal_address("[::1]") == IPv6Address("::1")
    assert literal_address("www2.example.org1x") is None
    assert literal_address("web2") is None
    assert literal_address("") is None


@pytest.mark.parametrize(
    "module", ["guard", "verdict", "soft404", "walls", "pacing", "checker", "chain", "connectivity", "resolver"]
)
def test_only_the_client_loads_an_http_library(module: str) -> None:
    program = f"import sys, linkaudit.web.{module}; print({{'httpx', 'httptools'}} & set(sys.modules))"
    result = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "set()"
