"""Characters that a URL must not hold: white space, what cannot be seen, back-slashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.judged import ERROR, INFO, WARNING, findings_of, fixed, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

Cases = list[tuple[str, str, str, "list[Severity]"]]

WHITE: Cases = [
    ("space in Markdown", "a.md", "[tides](https://harbour.example/tide tables.html)\n", [ERROR]),
    ("space in angle brackets", "a.md", "[tides](<https://harbour.example/tide tables.html>)\n", [ERROR]),
    ("space in an attribute", "a.html", '<a href="https://harbour.example/tide tables">tides</a>\n', [WARNING]),
    ("no-break space", "a.md", "[tides](https://harbour.example/tide\u00a0tables)\n", [ERROR]),
    ("no-break space at the end, which no program trims", "a.md", "[t](https://harbour.example/t\u00a0)\n", [ERROR]),
    ("no-break space at the beginning", "a.md", "[t](\u00a0https://harbour.example/t)\n", [ERROR]),
    ("ideographic space", "a.html", '<a href="https://harbour.example/tide\u3000tables">tides</a>\n', [ERROR]),
    ("separator of lines", "a.html", '<a href="https://harbour.example/tide\u2028tables">tides</a>\n', [ERROR]),
    ("own file", "a.md", "[tides](<tide tables.html>)\n", [WARNING]),
    ("own file in a page", "a.html", '<a href="tide tables.html">tides</a>\n', [WARNING]),
    ("encoded at the end", "a.md", "[tides](https://harbour.example/tides%20)\n", [WARNING]),
    ("encoded before the query", "a.md", "[tides](https://harbour.example/tides%C2%A0%0a?page=2#top)\n", [WARNING]),
    ("encoded at the end of a query", "a.md", "[tides](https://harbour.example/?q=tides%20)\n", []),
    ("around, where programs trim", "a.html", '<a href=" https://harbour.example/t ">t</a>\n', [INFO]),
    ("before it", "a.html", "<a href='\n  https://harbour.example/t'>t</a>\n", [INFO]),
    ("behind it", "a.html", '<img src="tides.png ">\n', [INFO]),
    ("around it in Markdown", "a.md", 'See <a href=" https://harbour.example/t">t</a>.\n', [INFO]),
    ("around an attribute without quotation marks", "a.html", "<a href= https://harbour.example/t >t</a>\n", []),
    ("around the equals sign", "a.html", '<a href = "https://harbour.example/t" >t</a>\n', []),
    ("around a list of pictures", "a.html", '<img src="t.png" srcset=" a.png 1x, b.png 2x ">\n', []),
    ("around a target of Markdown", "a.md", "[tides]( https://harbour.example/t )\n", []),
    ("line end in an attribute", "a.html", '<a href="https://harbour.example/\n  tides">tides</a>\n', []),
    ("bare: the URL ends there", "a.md", "See https://harbour.example/tide tables for tides.\n", []),
    ("encoded", "a.md", "[tides](https://harbour.example/tide%20tables)\n", []),
    ("other letters are no white space", "a.md", "[tides](https://harbour.example/gezeiten-übersicht)\n", []),
    ("zero-width space is a character of its own", "a.md", "[tides](https://harbour.example/tide\u200btables)\n", []),
    ("Jinja and Django", "a.html", '<a href="https://h.example/{{ page }}">t</a> <a href="{% url x %}">x</a>\n', []),
    ("ERB", "a.html", "<a href='https://harbour.example/<%= page %>'>tides</a>\n", []),
    ("PHP", "a.html", "<a href='https://harbour.example/<?php echo $page ?>'>tides</a>\n", []),
    ("template string", "a.html", '<a href="https://harbour.example/${ page }">tides</a>\n', []),
    ("place on the same page", "a.html", '<a href="#tide tables">tides</a>\n', [INFO]),
    ("place on the same page, in Markdown", "a.md", "[tides](<#tide tables>)\n", [WARNING]),
    ("around a hash", "a.html", '<a href="# "> </a> <a href=" #">t</a>\n', []),
    ("Ruby", "a.html", "<a href=\"#{url.sub(/all$/, '')}\">tides</a>\n", []),
    ("script", "a.html", "<a href=\"' + page('tides') + '\">tides</a>\n", []),
    ("other scheme", "a.md", "[mail](<mailto:ada holm@gazette.example>)\n", []),
    ("Movable Type", "a.html", '<a href="<$MTLink entry=3$>">tides</a>\n', []),
    ("tag of a template around", "a.html", '<a href="{% static "tides.css" %}">tides</a>\n', []),
    ("title", "a.md", '[tides](https://harbour.example/tides "Tide tables")\n', []),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), [case[1:] for case in WHITE], ids=[case[0] for case in WHITE])
def test_white_space_in_a_url(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("link-whitespace", text, path) == expected


UNSEEN: Cases = [
    ("zero-width space", "a.md", "[tides](https://harbour.example/tide\u200btables)\n", [ERROR]),
    ("soft hyphen", "a.md", "[tides](https://harbour.example/tide\u00adtables)\n", [ERROR]),
    ("mark of direction", "a.md", "[tides](https://harbour.example/\u202etables)\n", [ERROR]),
    ("byte order mark", "a.md", "[tides](https://harbour.example/\ufefftables)\n", [ERROR]),
    ("word joiner at the end", "a.md", "[tides](https://harbour.example/tables\u2060)\n", [ERROR]),
    ("control character", "a.html", '<a href="https://harbour.example/tide\x01tables">tides</a>\n', [ERROR]),
    ("control character of the second kind", "a.html", '<a href="https://h.example/t\u0085b">tides</a>\n', [ERROR]),
    ("as an entity", "a.html", '<a href="https://harbour.example/tide&#8203;tables">tides</a>\n', [ERROR]),
    ("joiner between Latin letters", "a.md", "[tides](https://harbour.example/tide\u200dtables)\n", [ERROR]),
    ("joiner at the end", "a.md", "[tides](https://harbour.example/گزارش\u200c)\n", [ERROR]),
    ("joiner in a Persian word", "a.md", "[tides](https://harbour.example/می\u200cشود)\n", []),
    ("joiner of an emoji", "a.md", "[tides](https://harbour.example/👩\u200d🚀)\n", []),
    ("own file", "a.md", "[tides](tide\u200btables.html)\n", [WARNING]),
    ("encoded", "a.md", "[tides](https://harbour.example/tides%E2%80%8B)\n", [WARNING]),
    ("encoded in lower case", "a.md", "[tides](https://harbour.example/tides%e2%80%8e?p=2)\n", [WARNING]),
    ("encoded joiner", "a.md", "[tides](https://harbour.example/%D9%85%DB%8C%E2%80%8C%D8%B4)\n", []),
    ("encoded behind the hash", "a.md", "[tides](https://harbour.example/#:~:text=tide%C2%ADtables)\n", []),
    ("control character around", "a.html", '<a href="\x01https://harbour.example/t\x02">t</a>\n', [INFO]),
    ("white space around", "a.html", '<a href=" https://harbour.example/t ">t</a>\n', []),
    ("space", "a.md", "[tides](https://harbour.example/tide tables)\n", []),
    ("other letters", "a.md", "[tides](https://harbour.example/gezeiten-übersicht)\n", []),
    ("bare: the URL ends there", "a.md", "See https://harbour.example/tide\u200btables.\n", []),
    ("template", "a.html", '<a href="https://h.example/\u200b{{ page }}">t</a>\n', []),
]


@pytest.mark.parametrize(("path", "text", "expected"), [case[1:] for case in UNSEEN], ids=[case[0] for case in UNSEEN])
def test_what_cannot_be_seen_in_a_url(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("link-control-character", text, path) == expected


def test_what_cannot_be_seen_is_named_and_shown_in_ascii() -> None:
    text = "[tides](https://harbour.example/tide\u200btables)\n"
    (finding,) = findings_of("link-control-character", text)
    assert finding.message == "the URL holds U+200B"
    assert [each.value for each in finding.evidence] == [
        r"https://harbour.example/tide\u200btables",
        "U+200B ZERO WIDTH SPACE",
    ]
    assert not finding.fixes[0].safe
    assert fixed(text, finding) == "[tides](https://harbour.example/tidetables)\n"
    (finding,) = findings_of("link-whitespace", "[tides](https://harbour.example/tide tables)\n")
    assert finding.message == "the URL holds a space"
    assert finding.url == "https://harbour.example/tide%20tables"
    (finding,) = findings_of("link-whitespace", "[tides](<tide tables>)\n")
    assert finding.url == "tide tables"


@pytest.mark.parametrize(
    ("path", "text", "meant", "safe"),
    [
        ("a.html", '<a href="https://h.test/a b?c&amp;d e">', '<a href="https://h.test/a%20b?c&amp;d%20e">', True),
        ("a.html", '<a href="a b.html">', '<a href="a%20b.html">', True),
        ("a.md", "[t](https://h.example/a b)", "[t](https://h.example/a%20b)", False),
        ("a.md", "[t](<https://h.example/a b>)", "[t](<https://h.example/a%20b>)", False),
        ("a.html", '<a href=" https://h.example/a\n">', '<a href="https://h.example/a">', True),
        ("a.md", "[t](https://h.example/a%20?b)", "[t](https://h.example/a?b)", False),
        ("a.html", '<a href="https://h.example/a\u00a0b">', None, False),
    ],
)  # fmt: skip
def test_white_space_is_encoded_or_taken_off(path: str, text: str, meant: str | None, *, safe: bool) -> None:
    (finding,) = findings_of("link-whitespace", text, path)
    if meant is None:
        assert finding.fixes == ()
    else:
        assert finding.fixes[0].safe is safe
        assert fixed(text, finding) == meant
        assert severities("link-whitespace", meant, path) == []


BACKSLASH: Cases = [
    ("path", "a.md", "[tides](https://harbour.example\\tides\\tables)\n", [INFO]),
    ("attribute", "a.html", '<a href="https://harbour.example/tides\\tables">t</a>\n', [INFO]),
    ("at the end", "a.html", '<a href="https://harbour.example/tides\\">t</a>\n', [INFO]),
    ("own file", "a.md", "![map](images\\map.png)\n", [INFO]),
    ("own file with a place in it", "a.html", '<a href="..\\docs\\tides 2018.html#july">t</a>\n', [INFO]),
    ("query", "a.md", "[tides](https://harbour.example/?file=a\\tides)\n", []),
    ("fragment", "a.md", "[tides](https://harbour.example/#a\\tides)\n", []),
    ("escape", "a.md", "[tides](https://harbour.example/tide\\_tables)\n", []),
    ("quotation mark in a string of a script", "a.html", '<a href=\\"https://harbour.example/t\\">t</a>\n', []),
    ("command of TeX", "a.tex", "\\url{https://harbour.example/a\\slash tides}\n", []),
    ("regular expression", "a.md", "[t](<^tides\\d+>)\n", []),
    ("file of a machine", "a.md", "[t](C:\\tides\\tables.html) [u](<\\\\server\\tides\\tables.html>)\n", []),
    ("slashes of the scheme alone are another matter", "a.md", "[t](<https:\\\\harbour.example/tides>)\n", []),
]


@pytest.mark.parametrize(
    ("path", "text", "expected"), [case[1:] for case in BACKSLASH], ids=[case[0] for case in BACKSLASH]
)
def test_a_back_slash_for_a_slash(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("link-backslash", text, path) == expected


def test_slashes_are_written_safely_where_a_browser_reads_them() -> None:
    page = '<a href="https://harbour.example\\tides?a=b\\c&amp;d">t</a>\n'
    (finding,) = findings_of("link-backslash", page, "a.html")
    assert finding.url == "https://harbour.example/tides?a=b\\c&d"
    assert finding.fixes[0].safe
    assert fixed(page, finding) == '<a href="https://harbour.example/tides?a=b\\c&amp;d">t</a>\n'
    (finding,) = findings_of("link-backslash", "[t](https://harbour.example\\tides)\n")
    assert not finding.fixes[0].safe


RULES = ("link-whitespace", "link-control-character", "link-backslash")
ODD = st.text("ab/\\ %20\u00a0\u200b\u00ad\u2028\x01?#&.=", min_size=1, max_size=12)


@given(
    ODD, st.sampled_from(['<a href="https://h.example/{}">t</a>', '<a href="{}">t</a>', "[t](<https://h.example/{}>)"])
)
def test_a_repaired_url_is_in_order(odd: str, way: str) -> None:
    path = "a.html" if way.startswith("<") else "a.md"
    text = way.format(odd.replace("&", "&amp;") if path == "a.html" else odd)
    for rule in RULES:
        for finding in findings_of(rule, text, path):
            assert text[finding.location.start : finding.location.end]
            if finding.fixes:
                # White space or control characters around the address are said apart.
                assert set(severities(rule, fixed(text, finding), path)) <= {INFO}
