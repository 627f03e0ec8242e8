"""How links are written: lost and made-up targets, broken schemes, white space, what no program reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rules.judged import ERROR, INFO, WARNING, findings_of, fixed, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

Cases = list[tuple[str, str, str, "list[Severity]"]]

EMPTY: Cases = [
    ("link", "a.md", "Write to [the editors]().\n", [ERROR]),
    ("link of white space", "a.md", "Write to [the editors]( ).\n", [ERROR]),
    ("angle brackets", "a.md", "Write to [the editors](<>).\n", [ERROR]),
    ("picture", "a.md", "![harbour]()\n", [ERROR]),
    ("without text", "a.md", "[]()\n", [ERROR]),
    ("definition", "a.md", "See [tides].\n\n[tides]: <>\n", [ERROR]),
    ("markup", "a.html", '<p><a href="">the editors</a> <img src=" "></p>\n', [INFO, INFO]),
    ("markup in Markdown", "a.md", 'Write to <a href="">the editors</a>.\n', [ERROR]),
    ("form that is sent to its own page", "a.html", '<form action=""><button>send</button></form>\n', []),
    ("anchor without target", "a.html", '<p><a name="top">top</a></p>\n', []),
    ("target", "a.md", "Write to [the editors](https://gazette.example/contact).\n", []),
    ("relative target", "a.md", "Write to [the editors](contact).\n", []),
    ("code", "a.md", "Write `[text]()` to see it.\n\n    [text]()\n", []),
]


@pytest.mark.parametrize(("path", "text", "expected"), [case[1:] for case in EMPTY], ids=[case[0] for case in EMPTY])
def test_a_link_without_target(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("link-empty", text, path) == expected


def test_a_link_without_target_is_quoted_by_its_text() -> None:
    assert [finding.message for finding in findings_of("link-empty", "[the editors]() ![]()\n")] == [
        'the link "the editors" has no target',
        "the picture has no target",
    ]
    (finding,) = findings_of("link-empty", f"[{'long ' * 40}]()\n")
    assert finding.message == f'the link "{("long " * 40)[:59]}\u2026" has no target'


PLACEHOLDER: Cases = [
    ("hash", "a.md", "By [Harbour Press](#)\n", [ERROR]),
    ("hash without text", "a.md", "[](#)\n", []),
    ("hash of a picture", "a.md", "![map](#)\n", [ERROR]),
    ("script", "a.md", "[next](javascript:void(0))\n", [ERROR]),
    ("script in capitals", "a.md", "[next](JavaScript:go())\n", [ERROR]),
    ("menu of a page", "a.html", '<a href="#">Menu</a> <a href="javascript:go()">Next</a>\n', [INFO, INFO]),
    ("button without text of a page", "a.html", '<a href="#"><i></i></a>\n', [INFO]),
    ("to do", "a.md", "See [the minutes](TODO).\n", [ERROR]),
    ("to be decided", "a.md", "See [the minutes](tbd).\n", [ERROR]),
    ("crosses", "a.md", "See [the minutes](xxx).\n", [ERROR]),
    ("not available", "a.md", "See [the minutes](N/A).\n", [ERROR]),
    ("nothing", "a.md", "See [the minutes](null).\n", [ERROR]),
    ("insert here", "a.md", "See [the minutes](insert-link-here).\n", [ERROR]),
    ("your link", "a.md", "See [the minutes](your_url).\n", [ERROR]),
    ("scheme only", "a.md", "See [the minutes](http://).\n", [ERROR]),
    ("blank page", "a.md", "See [the minutes](about:blank).\n", [ERROR]),
    ("dots", "a.md", "See [the minutes](...).\n", [ERROR]),
    ("ellipsis", "a.md", "See [the minutes](…).\n", [ERROR]),
    ("definition", "a.md", "See [the minutes].\n\n[the minutes]: TODO\n", [ERROR]),
    ("to do in a page", "a.html", '<a href="TODO">the minutes</a>\n', [INFO]),
    ("explained syntax", "a.md", "Write links as [text](url) or [link](path).\n", [INFO, INFO]),
    ("reserved host", "a.md", "[shop](https://shop.example.com/list)\n", [INFO]),
    ("reserved host, bare", "a.md", "Open https://example.org/list now.\n", [INFO]),
    ("reserved host as autolink", "a.md", "<https://example.net>\n", [INFO]),
    ("a host that only ends alike", "a.md", "[shop](https://myexample.com/list)\n", []),
    ("reserved suffix", "a.md", "[shop](https://shop.example/list)\n", []),
    ("back to top", "a.md", "[Back to top](#) [Top](#) [↑](#) [go to the top](#) [▲ top](#)\n", []),
    ("back to top in other languages", "a.md", "[Nach oben](#) [Haut de page](#) [Наверх](#) [返回顶部](#)\n", []),
    ("contents", "a.md", "[Table of Contents](#)\n", []),
    ("stop press is not the top", "a.md", "[Stop press](#)\n", [ERROR]),
    ("a place in the document", "a.md", "[Tides](#tides)\n", []),
    ("words that hold a stand-in", "a.md", "[a](todo-list) [b](path/to) [c](linkage) [d](nullable.md)\n", []),
    ("attributes of the machinery", "a.html", '<form action="#"></form>\n', []),
    ("front matter", "a.md", "---\nurl: '#'\n---\nText.\n", []),
]


@pytest.mark.parametrize(
    ("path", "text", "expected"), [case[1:] for case in PLACEHOLDER], ids=[case[0] for case in PLACEHOLDER]
)
def test_a_stand_in_for_a_target(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("link-placeholder", text, path) == expected


def test_a_stand_in_is_named() -> None:
    (finding,) = findings_of("link-placeholder", "See [the minutes](TODO).\n")
    assert finding.message == 'the target of "the minutes" is the stand-in `TODO`'
    assert [(each.name, each.value) for each in finding.evidence] == [("text", "the minutes"), ("as written", "TODO")]
    assert finding.url == ""
    (finding,) = findings_of("link-placeholder", "Open https://example.org/list now.\n")
    assert finding.message == "the target is at a host reserved for documentation (RFC 2606)"
    assert finding.url == "https://example.org/list"
    (finding,) = findings_of("link-placeholder", "Open https://example.org/list now.\n", "a.txt")
    assert finding.message == "the target is at a host reserved for documentation (RFC 2606)"


SCHEMES = [
    ("http://http://gazette.example/a", "http://gazette.example/a"),
    ("https://https://gazette.example/a", "https://gazette.example/a"),
    ("http://https://gazette.example/a", "https://gazette.example/a"),
    ("https://https:gazette.example/a", "https://gazette.example/a"),
    ("https:https://gazette.example/a", "https://gazette.example/a"),
    ("http://https//gazette.example/a", "https://gazette.example/a"),
    ("http//gazette.example/a", "http://gazette.example/a"),
    ("https//gazette.example/a", "https://gazette.example/a"),
    ("https:/gazette.example/a", "https://gazette.example/a"),
    ("https:///gazette.example/a", "https://gazette.example/a"),
    ("htp://gazette.example/a", "http://gazette.example/a"),
    ("htps://gazette.example/a", "https://gazette.example/a"),
    ("hhttps://gazette.example/a", "https://gazette.example/a"),
    ("ttp://gazette.example/a", "http://gazette.example/a"),
    ("ttps://gazette.example/a", "https://gazette.example/a"),
    ("htttp://gazette.example/a", "http://gazette.example/a"),
    ("httpss://gazette.example/a", "https://gazette.example/a"),
    ("https;//gazette.example/a", "https://gazette.example/a"),
    ("http:;//gazette.example/a", "http://gazette.example/a"),
    ("https:://gazette.example/a", "https://gazette.example/a"),
    ("HTTP//gazette.example/a", "http://gazette.example/a"),
]


@pytest.mark.parametrize(("written", "meant"), SCHEMES, ids=[case[0] for case in SCHEMES])
def test_a_broken_scheme_is_found_and_repaired(written: str, meant: str) -> None:
    text = f"[The gazette]({written})\n"
    (finding,) = findings_of("link-double-scheme", text)
    assert finding.severity is ERROR
    assert ("probably meant", meant) in [(each.name, each.value) for each in finding.evidence]
    assert finding.fixes[0].safe
    assert fixed(text, finding) == f"[The gazette]({meant})\n"
    assert severities("link-double-scheme", fixed(text, finding)) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://gazette.example/a",
        "HTTPS://gazette.example/a",
        "ftp://gazette.example/a",
        "https://web.archive.org/web/20180101000000/http://gazette.example/a",
        "https://web.archive.org/web/20180101000000/http:/gazette.example/a",
        "https://login.example/?to=https://gazette.example/a",
        "https://www.google.com/url?q=http://gazette.example/a",
        "https://http.example/a",
        "http://httpbin.example/",
        "https://x.example/http//a",
        "mailto:ada@gazette.example",
        "http-equiv.md",
        "https/readme.md",
        "tips/knots.md",
        "//cdn.example/a.js",
        "/http/a",
        "",
    ],
)
def test_a_scheme_in_order_is_left_alone(url: str) -> None:
    assert severities("link-double-scheme", f"[The gazette](<{url}>)\n") == []


def test_a_scheme_that_is_written_with_escapes_is_found_but_not_repaired() -> None:
    (finding,) = findings_of("link-double-scheme", "[The gazette](https:/gazette.example/a\\_b)\n")
    assert finding.fixes == ()
    assert finding.evidence[1].value == "https://gazette.example/a_b"


WHITE: Cases = [
    ("space in Markdown", "a.md", "[tides](https://harbour.example/tide tables.html)\n", [ERROR]),
    ("space in angle brackets", "a.md", "[tides](<https://harbour.example/tide tables.html>)\n", [ERROR]),
    ("space in an attribute", "a.html", '<a href="https://harbour.example/tide tables">tides</a>\n', [ERROR]),
    ("no-break space", "a.md", "[tides](https://harbour.example/tide\u00a0tables)\n", [ERROR]),
    ("no-break space at the end, which no program trims", "a.md", "[t](https://harbour.example/t\u00a0)\n", [ERROR]),
    ("no-break space at the beginning", "a.md", "[t](\u00a0https://harbour.example/t)\n", [ERROR]),
    ("zero-width space", "a.md", "[tides](https://harbour.example/tide\u200btables)\n", [ERROR]),
    ("soft hyphen", "a.md", "[tides](https://harbour.example/tide\u00adtables)\n", [ERROR]),
    ("mark of direction", "a.md", "[tides](https://harbour.example/\u202etables)\n", [ERROR]),
    ("byte order mark", "a.md", "[tides](https://harbour.example/\ufefftables)\n", [ERROR]),
    ("control character", "a.html", '<a href="https://harbour.example/tide\x01tables">tides</a>\n', [ERROR]),
    ("ideographic space", "a.html", '<a href="https://harbour.example/tide\u3000tables">tides</a>\n', [ERROR]),
    ("own file", "a.md", "[tides](<tide tables.html>)\n", [WARNING]),
    ("own file in a page", "a.html", '<a href="tide tables.html">tides</a>\n', [WARNING]),
    ("white space around, which every program trims", "a.html", '<a href=" https://harbour.example/t ">t</a>\n', []),
    ("line end in an attribute", "a.html", '<a href="https://harbour.example/\n  tides">tides</a>\n', []),
    ("bare: the URL ends there", "a.md", "See https://harbour.example/tide tables for tides.\n", []),
    ("encoded", "a.md", "[tides](https://harbour.example/tide%20tables)\n", []),
    ("other letters are no white space", "a.md", "[tides](https://harbour.example/gezeiten-übersicht)\n", []),
    ("Jinja and Django", "a.html", '<a href="https://h.example/{{ page }}">t</a> <a href="{% url x %}">x</a>\n', []),
    ("ERB", "a.html", "<a href='https://harbour.example/<%= page %>'>tides</a>\n", []),
    ("PHP", "a.html", "<a href='https://harbour.example/<?php echo $page ?>'>tides</a>\n", []),
    ("template string", "a.html", '<a href="https://harbour.example/${ page }">tides</a>\n', []),
    ("script", "a.html", "<a href=\"' + page('tides') + '\">tides</a>\n", []),
    ("other scheme", "a.md", "[mail](<mailto:ada holm@gazette.example>)\n", []),
    ("title", "a.md", '[tides](https://harbour.example/tides "Tide tables")\n', []),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), [case[1:] for case in WHITE], ids=[case[0] for case in WHITE])
def test_white_space_and_invisible_characters_in_a_url(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("link-whitespace", text, path) == expected


def test_what_cannot_be_seen_is_named_and_shown_in_ascii() -> None:
    (finding,) = findings_of("link-whitespace", "[tides](https://harbour.example/tide\u200btables)\n")
    assert finding.message == "the URL holds U+200B"
    assert finding.evidence[0].value == r"https://harbour.example/tide\u200btables"
    (finding,) = findings_of("link-whitespace", "[tides](https://harbour.example/tide tables)\n")
    assert finding.message == "the URL holds a space"
    assert finding.url == "https://harbour.example/tide%20tables"
    (finding,) = findings_of("link-whitespace", "[tides](<tide tables>)\n")
    assert finding.url == "tide tables"


MALFORMED: Cases = [
    ("nested link", "a.md", "[guide]([https://harbour.example/g](https://harbour.example/g#start))\n", [ERROR]),
    ("forbidden character in the host", "a.md", "[guide](https://harbour^office.example/g)\n", [ERROR]),
    ("space in the host", "a.md", "[guide](<https://harbour office.example/g>)\n", [ERROR]),
    ("impossible port", "a.md", "[guide](https://harbour.example:99999/g)\n", [ERROR]),
    ("port of letters", "a.md", "[guide](https://harbour.example:tides/g)\n", [ERROR]),
    ("open IPv6 address", "a.md", "[guide](http://[2001:db8::1/g)\n", [ERROR]),
    ("impossible IPv4 address", "a.md", "[guide](http://300.1.2.3/g)\n", [ERROR]),
    ("in a page", "a.html", '<a href="https://harbour.example:99999/g">guide</a>\n', [ERROR]),
    ("quoted address as a page", "a.md", "[guide](https://h.example/a/%22https://harbour.example/g%22)\n", [ERROR]),
    ("quoted address in a query", "a.md", "[guide](https://h.example/?q=%22https://harbour.example/g%22)\n", []),
    (
        "pattern of a port",
        "a.md",
        "Set it to http://localhost:PORT/ or http://proxy:proxyport or http://h:<port>/.\n",
        [],
    ),
    ("pattern of a port behind a name", "a.txt", "set http_proxy=http://user:word@proxyserver:proxyport\n", []),
    ("template", "a.html", '<a href="https://{{ host }}/g">guide</a> <a href="http://<%= host %>">x</a>\n', []),
    ("stand-in", "a.md", "[guide](http://)\n", []),
    ("port", "a.md", "[guide](https://harbour.example:8443/g)\n", []),
    ("IPv6 address", "a.md", "[guide](http://[2001:db8::1]/g)\n", []),
    ("umlaut in the host", "a.md", "[guide](https://hafenbehörde.example/g)\n", []),
    ("brackets in the path", "a.md", "[guide](https://harbour.example/g_(start))\n", []),
    ("relative", "a.md", "[guide](guide:99999)\n", []),
]


@pytest.mark.parametrize(
    ("path", "text", "expected"), [case[1:] for case in MALFORMED], ids=[case[0] for case in MALFORMED]
)
def test_a_url_that_no_program_can_read(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("link-malformed", text, path) == expected


def test_of_a_nested_link_the_inner_target_is_kept() -> None:
    text = "See [the guide]([https://harbour.example/g](https://harbour.example/g#start)).\n"
    (finding,) = findings_of("link-malformed", text)
    assert finding.message == "a link is nested in the target of the link"
    assert finding.url == "https://harbour.example/g#start"
    assert fixed(text, finding) == "See [the guide](https://harbour.example/g#start).\n"
    assert severities("link-malformed", fixed(text, finding)) == []
