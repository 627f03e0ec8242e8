"""How a host is reached: http beside https, ports that are odd or need not be said."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.judged import INFO, findings_of, fixed, severities

HTTPS = "See [the map](https://harbour.example/map).\n\n"


@pytest.mark.parametrize(
    "url",
    [
        "http://harbour.example/tides",
        "HTTP://harbour.example/tides",
        "http://HARBOUR.example",
        "http://harbour.example/?a=b#c",
        "http://harbour.example/w3.org/2000/",
    ],
)
def test_http_beside_https_of_the_same_host(url: str) -> None:
    text = f"{HTTPS}See [the tides]({url}).\n"
    (finding,) = findings_of("link-http-only", text)
    assert finding.severity is INFO
    assert finding.message == "harbour.example is linked with http here, and with https elsewhere in the document"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("as written", url),
        ("with https", "https://harbour.example/map"),
    ]
    assert [each.location.line for each in finding.evidence if each.location] == [3, 1]
    (fix,) = finding.fixes
    assert not fix.safe
    mended = fixed(text, finding)
    assert mended == f"{HTTPS}See [the tides](https{url[4:]}).\n"
    assert findings_of("link-http-only", mended) == []


@pytest.mark.parametrize(
    "text",
    [
        "[a](http://harbour.example/a) [b](http://harbour.example/b)\n",
        "[a](https://harbour.example/a) [b](https://harbour.example/b)\n",
        HTTPS + "[a](http://www.harbour.example/a)\n",
        HTTPS + "[a](http://gazette.example/a)\n",
        HTTPS + "[a](http://harbour.example:8080/a)\n",
        HTTPS + "[a](ftp://harbour.example/a)\n",
        HTTPS + "[a](https://web.archive.org/web/20180101000000/http://harbour.example/a)\n",
        "[a](https://www.w3.org/TR/) [b](http://www.w3.org/2000/svg) [c](http://www.w3.org/ns/prov)\n",
        "[a](https://schema.org/docs/) [b](http://schema.org/Article)\n",
        HTTPS + "[a](http://)\n",
        "[a](http://) [b](https://)\n",
        "[a](http://?q=1) [b](https:///path)\n",
        "[a](http://www.example.com/a) [b](https://www.example.com/b)\n",
        "[a](http://wiki/a) [b](https://wiki/b) [c](http://192.168.0.1/) [d](https://192.168.0.1/)\n",
    ],
)
def test_http_alone_and_names_of_vocabularies_are_left_alone(text: str) -> None:
    assert findings_of("link-http-only", text) == []


def test_http_is_mended_in_markup_whatever_is_escaped_behind_it() -> None:
    text = (
        '<p><a href="https://harbour.example/">a</a> <a href="http://harbour.example/?a=1&amp;b=2">b</a></p>\n'
        '<img src="http://harbour.example/map.png">\n'
    )
    (finding,) = findings_of("link-http-only", text, "a.html")
    assert finding.message.startswith("harbour.example is linked with http here and in 1 more place, and")
    assert [place.line for place in finding.related] == [2]
    assert 'href="https://harbour.example/?a=1&amp;b=2"' in fixed(text, finding)
    assert 'src="https://harbour.example/map.png"' in fixed(text, finding)
    assert findings_of("link-http-only", fixed(text, finding), "a.html") == []


def test_each_host_is_told_once() -> None:
    text = "\n\n".join(
        f"[a]({scheme}://{host}/{number})"
        for host in ("harbour.example", "gazette.example")
        for scheme in ("http", "https")
        for number in range(3)
    )
    assert [len(finding.related) for finding in findings_of("link-http-only", text)] == [2, 2]


ODD = [
    ("http://harbour.example:8080/", "port 8080 is an odd one for http"),
    ("https://harbour.example:8443", "port 8443 is an odd one for https"),
    ("http://harbour.example:443/", "port 443 is that of https, not of http"),
    ("https://harbour.example:80/", "port 80 is that of http, not of https"),
    ("ftp://harbour.example:2121/", "port 2121 is an odd one for ftp"),
    ("https://ada@harbour.example:8443?a#b", "port 8443 is an odd one for https"),
    ("http://harbour.example:0/", "port 0 is an odd one for http"),
    (
        "https://web.archive.org/web/20180101000000/http://harbour.example:8080/tides",
        "port 8080 is an odd one for http",
    ),
]


@pytest.mark.parametrize(("url", "message"), ODD, ids=[case[0] for case in ODD])
def test_an_odd_port(url: str, message: str) -> None:
    (finding,) = findings_of("link-port", f"See [the tides](<{url}>).\n")
    assert (finding.message, finding.severity, finding.fixes) == (message, INFO, ())
    assert [each.name for each in finding.evidence][:2] == ["as written", "port"]


@pytest.mark.parametrize(
    ("url", "mended"),
    [
        ("http://harbour.example:80/tides", "http://harbour.example/tides"),
        ("https://harbour.example:443/tides", "https://harbour.example/tides"),
        ("https://harbour.example:443", "https://harbour.example"),
        ("https://harbour.example:0443/", "https://harbour.example/"),
        ("HTTPS://Harbour.example:443?a:443", "HTTPS://Harbour.example?a:443"),
        ("ftp://harbour.example:21/tides", "ftp://harbour.example/tides"),
        ("ftps://harbour.example:990/tides", "ftps://harbour.example/tides"),
    ],
)
def test_a_usual_port_can_be_left_out(url: str, mended: str) -> None:
    text = f"See [the tides](<{url}>).\n"
    (finding,) = findings_of("link-port", text)
    assert finding.message.endswith("and can be left out")
    assert finding.fixes[0].safe
    assert fixed(text, finding) == f"See [the tides](<{mended}>).\n"
    assert findings_of("link-port", fixed(text, finding)) == []


@pytest.mark.parametrize(
    "url",
    [
        "http://harbour.example/tides",
        "http://harbour.example/a:8080/",
        "http://harbour.example/?at=12:30",
        "http://localhost:8000/",
        "http://192.168.0.12:8080/",
        "http://151.101.2.137:8080/",
        "http://[2a04:4e42:400::81]:8080/",
        "http://db:5432/",
        "http://printer.local:631/",
        "http://your-server.test:8080/",
        "http://example.com:8080/",
        "http://harbour.example:port/",
        "http://harbour.example:99999/",
        "https://web.archive.org/web/20030101000000/http://harbour.example:80/tides",
        "https://ada:443@harbour.example/",
    ],
)
def test_no_port_and_ports_of_other_rules_are_left_alone(url: str) -> None:
    assert severities("link-port", f"See [the tides](<{url}>).\n") == []


@given(st.sampled_from(["http", "https", "ftp"]), st.integers(0, 65535), st.sampled_from(["", "/", "/a?b=:80", "#c"]))
def test_a_port_is_always_told_and_only_the_usual_one_mended(scheme: str, port: int, tail: str) -> None:
    text = f"<{scheme}://harbour.example:{port}{tail}>\n"
    (finding,) = findings_of("link-port", text)
    usual = port == {"http": 80, "https": 443, "ftp": 21}[scheme]
    assert bool(finding.fixes) is usual
    if usual:
        assert fixed(text, finding) == f"<{scheme}://harbour.example{tail}>\n"
