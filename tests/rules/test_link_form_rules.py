"""How links are written: lost and made-up targets, broken schemes, what no program reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rules.judged import ERROR, INFO, findings_of, fixed, severities

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
    ("links of a menu, told once", "a.html", '<ul><li><a href="">Maps</a><li><a href="">Tides</a></ul>\n', [INFO]),
    ("link that a script fills in", "a.html", '<a id="next" href=""></a>\n', []),
    ("link to the page itself", "a.html", '<title>Tides - Port</title><ul><li><a href="">Tides</a></ul>\n', []),
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


def test_the_controls_of_a_page_are_told_once_with_all_their_places() -> None:
    text = '<ul><li><a href="#">Maps</a><li><a href="javascript:go()">Tides</a></ul>'
    (finding,) = findings_of("link-placeholder", text, "a.html")
    assert finding.message == 'the target of "Maps" is only `#`; likewise 1 more in the document'
    assert [place.start for place in finding.related] == [text.index("javascript")]


PLACEHOLDER: Cases = [
    ("hash", "a.md", "By [Harbour Press](#)\n", [ERROR]),
    ("hash without text", "a.md", "[](#)\n", []),
    ("hash of a picture", "a.md", "![map](#)\n", [ERROR]),
    ("script", "a.md", "[next](javascript:void(0))\n", [ERROR]),
    ("script in capitals", "a.md", "[next](JavaScript:go())\n", [ERROR]),
    ("menu of a page", "a.html", '<a href="#">Menu</a> <a href="javascript:go()">Next</a>\n', [INFO]),
    ("button without text of a page", "a.html", '<a href="#"><i></i></a> <a href="#">¶</a>\n', []),
    ("picture of a page", "a.html", '<a href="#"><img src="map.png"></a>\n', [INFO]),
    ("button that works", "a.html", '<p>Press <a href="#" onclick="go()">Next</a> to go on.</p>\n', []),
    ("button by its part", "a.html", '<a href="#" role="button">Next</a> <a data-toggle="x" href="#">More</a>\n', []),
    ("text and menu of a page", "a.html", '<a href="#">Menu</a><p>As <a href="#">they</a> say.</p>\n', [INFO, INFO]),
    ("name of the page itself", "a.html", '<title>1. Tides | Port</title><ul><li><a href="#">Tides</a></ul>\n', []),
    ("heading of the page", "a.html", '<ul><li><a href="#">2. Tides</a></ul><h1>2. Tides<a href="#t">¶</a></h1>\n', []),
    ("name of the page in its heading", "a.html", '<title>T: tides</title><h1>Fn <a href="#">tides</a></h1>\n', []),
    ("way up by a key", "a.html", '<ul><li><a accesskey="u" href="#">Risali</a></ul>\n', []),
    ("name of the page in a sentence", "a.html", '<title>Tides</title><p>Read <a href="#">Tides</a>.</p>\n', [INFO]),
    ("script in a sentence of a page", "a.html", '<p>See <a href="javascript:go()">the map</a>.</p>\n', [INFO]),
    ("menu in Markdown", "a.md", '<ul>\n  <li><a href="#">A</a></li>\n  <li><a href="#">B</a></li>\n</ul>\n', [INFO]),
    ("markup in a sentence of Markdown", "a.md", 'By <a href="#">Harbour Press</a>\n', [ERROR]),
    ("comment of Markdown", "a.md", "[todo]: # (Say more)\n[//]: # 'Later'\n", []),
    ("definition in use, with a title", "a.md", "See [tides].\n\n[tides]: # (Tides)\n", [ERROR]),
    ("definition that nobody uses", "a.md", "[tides]: #\n", [ERROR]),
    ("scheme by its name", "a.md", "Begin with [ftp://](ftp://) then.\n", [INFO]),
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
    (
        "reserved hosts, told once",
        "a.md",
        "[a](https://example.com/a) [b](https://example.org) [c](#)\n",
        [ERROR, INFO],
    ),
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


def test_a_scheme_is_repaired_and_the_escapes_behind_it_stay() -> None:
    text = "[The gazette](https:/gazette.example/a\\_b)\n"
    (finding,) = findings_of("link-double-scheme", text)
    assert finding.evidence[1].value == "https://gazette.example/a_b"
    assert fixed(text, finding) == "[The gazette](https://gazette.example/a\\_b)\n"
    page = '<a href="http://http://gazette.example/?a=1&amp;b=2">it</a>'
    (finding,) = findings_of("link-double-scheme", page, "a.html")
    assert fixed(page, finding) == '<a href="http://gazette.example/?a=1&amp;b=2">it</a>'


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
    ("two addresses in one", "a.md", "[guide](https://harbour.example/ghttps://gazette.example/f)\n", [ERROR]),
    ("two addresses in one, bare", "a.txt", "See https://harbour.examplehttps://gazette.example/f now.\n", [ERROR]),
    ("an address behind a slash", "a.md", "[guide](https://harbour.example/g/https://gazette.example/f)\n", []),
    ("an address in a query", "a.md", "[guide](https://harbour.example/g?u=ahttps://gazette.example/f)\n", []),
    ("archive", "a.md", "[a](https://web.archive.org/web/20180101000000id_/https://gazette.example/f)\n", []),
    ("comma in the host", "a.md", "[guide](https://www,harbour.example/g)\n", [ERROR]),
    ("two dots in the host", "a.md", "[guide](https://harbour..example/g)\n", [ERROR]),
    ("dot before the host", "a.md", "[guide](https://.harbour.example/g)\n", [ERROR]),
    ("hosts in running text", "a.md", "Allow https://harbour.example,https://gazette.example,b for both.\n", []),
    ("comma in the path", "a.md", "[guide](https://harbour.example/a,b..c)\n", []),
    ("hosts of a template", "a.md", "[guide](https://{a},{b}.example/g)\n", []),
    ("quoted address in a query", "a.md", "[guide](https://h.example/?q=%22https://harbour.example/g%22)\n", []),
    (
        "pattern of a port",
        "a.md",
        "Set it to http://localhost:PORT/ or http://proxy:proxyport or http://h:<port>/.\n",
        [],
    ),
    ("pattern of a host", "a.md", "[g](http://[host]/g) [h](http://www.[your-domain]/g)\n", []),
    ("pattern of a name", "a.html", '<a href="http://&lt;user&gt;@&lt;server&gt;/g">x</a>\n', []),
    ("pattern of a part of a name", "a.txt", "Go to http://<your host>.gazette.com/g then.\n", []),
    ("IPv6 address that is none", "a.md", "[g](http://[dead]/g) [h](http://[2001:zz::]/g)\n", [ERROR]),
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


@pytest.mark.parametrize(
    ("path", "text", "meant"),
    [
        ("a.tex", '\\url{"https://harbour.example/g"}', "\\url{https://harbour.example/g}"),
        ("a.md", "[g](https://h.example/a/%22https://harbour.example/g%22)", "[g](https://harbour.example/g)"),
        ("a.html", '<a href="https://h.example/%22http://harbour.example/?a=1&amp;b=2%22">g</a>', None),
    ],
)
def test_quotation_marks_are_taken_off(path: str, text: str, meant: str | None) -> None:
    meant = meant or '<a href="http://harbour.example/?a=1&amp;b=2">g</a>'
    (finding,) = findings_of("link-malformed", text, path)
    assert finding.fixes[0].safe
    assert fixed(text, finding) == meant
    assert severities("link-malformed", fixed(text, finding), path) == []


def test_a_quotation_that_does_not_end_is_not_repaired() -> None:
    (finding,) = findings_of("link-malformed", "[g](https://h.example/a/%22https://harbour.example/g)")
    assert finding.fixes == ()
