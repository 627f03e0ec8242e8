"""The addresses of style sheets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.documents import formats
from linkaudit.documents.interface import Options
from linkaudit.documents.read import read_text
from linkaudit.models import Document, Kind

X, Y = "https://h.example/x", "https://h.example/y"


def sheet(text: str) -> Document:
    """Read a style sheet, having seen that every place in it holds."""
    document = read(text, "css")
    assert places_hold(document)
    return document


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        (f"a {{ b: url({X}) }}", [X]),
        (f"a {{ b: url( '{X}' ) }}", [X]),
        (f'a {{ b: URL("{X}") }}', [X]),
        ("a { b: url(a.png), url( ../b.png ) }", ["a.png", "../b.png"]),
        ("a { b: url('a b.png') }", ["a b.png"]),
        (f"@import '{X}'; @import \"{Y}\" layer(base) screen;", [X, Y]),
        (f"@import url({X}) supports(display: grid) print; @import url('{Y}');", [X, Y]),
        (f"@IMPORT/**/'{X}';", [X]),
        (f"a {{ b: src('{X}') }}", [X]),
        ("a { b: image-set('a.png' 1x, 'b.avif' type('image/avif') 2x, url(c.png) 3x) }", ["a.png", "b.avif", "c.png"]),
        ("a { b: -webkit-image-set(url(a.png) 1x) }", ["a.png"]),
        ("@font-face { src: local('Name'), url(a.woff2) format('woff2') }", ["a.woff2"]),
        ("a { --token: url(a.png) }", ["a.png"]),
        ("a { b: url(a.png", ["a.png"]),
        ("a { b: url('a.png", ["a.png"]),
        ("a { filter: url(#blur) url(sprite.svg#x) }", ["#blur", "sprite.svg#x"]),
        ("a { b: url(a,b;c.png) }", ["a,b;c.png"]),
        ("a { b: url(//h.example/a/*b*/c.png) }", ["//h.example/a/*b*/c.png"]),
        ("a { b: url('http://h.example/*/a.png') } /* url(b.png) */", ["http://h.example/*/a.png"]),
    ],
)
def test_addresses(css: str, expected: list[str]) -> None:
    assert urls(sheet(css)) == expected


@pytest.mark.parametrize(
    "css",
    [
        f"/* url({X}) */ a {{}} /* @import '{Y}' */",
        f"/* url({X})",
        f"a {{ content: 'see url({X})' }}",
        f"a {{ content: '/*' }} b::after {{ content: '{X} */' }}",
        f"@namespace '{X}'; @namespace svg url({Y});",
        f"@-moz-document url({X}), url-prefix('{Y}') {{ a {{}} }}",
        "a { b: url(data:image/png;base64,AA/*==) } b { c: url('DATA:,x') }",
        "a { b: url() url('') my-url(x) format('woff') }",
        "a { b: url(a b.png) }",
        "a { b: url(a'b.png) }",
        "a { b: url('a\nb.png') }",
        "a[href='url(x)'] {}",
        "@import '';",
        f"a {{ content: attr(data-x, '{X}') }}",
    ],
)
def test_what_is_no_address(css: str) -> None:
    assert urls(sheet(css)) == []


@pytest.mark.parametrize(
    ("written", "url"),
    [
        (r"url(https:\2f\2fh.example\/x)", X),
        (r"url(https:\2f \2f h.example/x)", X),
        (r"url(https:\00002f\00002fh.example/x)", X),
        ("url(https:\\2f\r\n/h.example/x)", X),
        (r"url(a\(1\)\ b.png)", "a(1) b.png"),
        (r"url('it\'s.png')", "it's.png"),
        (r'url("a\22 .png")', 'a".png'),
        ("url('https://h.example\\\n/x')", X),
        ("url('https://h.example\\\r\n/x')", X),
        (r"url(\1F600.png)", "😀.png"),
        (r"url(\0.png) ", "\ufffd.png"),
        (r"url(\D800.png)", "\ufffd.png"),
        (r"url(\110000.png)", "\ufffd.png"),
    ],
)
def test_escapes_are_undone(written: str, url: str) -> None:
    assert only(sheet(f"a {{ b: {written} }}")).url == url


def test_kinds_elements_and_places() -> None:
    document = sheet(f"\ufeff@import '{X}';\r\n\ta::after {{ /* 😀 */ content: '😀'; b: url( '{Y}' ) }}\r\n")
    first, second = document.references
    assert (first.kind, first.element, first.raw) == (Kind.ATTRIBUTE, "@import", X)
    assert (second.kind, second.element, second.raw) == (Kind.ATTRIBUTE, "url()", Y)
    assert (first.location.line, first.location.column) == (1, 11)
    assert (second.location.line, second.location.column) == (2, 44)


def test_comments() -> None:
    text = f"/* linkaudit: ignore[x] why */ a {{}}\n/* see\n{X} */ b {{ c: url({Y}) }} /*"
    document = sheet(text)
    assert [comment.text for comment in document.comments] == ["linkaudit: ignore[x] why", f"see\n{X}", ""]
    assert urls(document) == [Y]
    with_code = read_text(text, "a.css", formats.by_name("css"), options=Options(include_code=True))
    assert urls(with_code) == [X, Y]
    assert places_hold(with_code)


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f'<p style="background: url(&quot;{X}?a=1&amp;b=2&quot;)">', f"{X}?a=1&b=2"),
        ("<p style='background: url(&#39;a.png&#39;)'>", "a.png"),
        ("<p style='background: url(a.png)'>", "a.png"),
    ],
)
def test_style_attributes(html: str, expected: str) -> None:
    document = read(html, "html")
    assert places_hold(document)
    assert only(document).url == expected


@given(
    st.lists(
        st.sampled_from(["url(", "'", '"', ")", "/*", "*/", "\\", "\\2f", "@import", "@namespace", ";", "{", "}", "(",
                         " ", "\n", "\r\n", "a", "image-set(", "src(", "😀", "data:", "\x00"]),
        max_size=25,
    )
)  # fmt: skip
def test_any_text_is_read_and_every_place_holds(parts: list[str]) -> None:
    sheet("".join(parts))


@pytest.mark.parametrize(
    "text",
    [
        "url(" * 250_000, "url('" * 200_000, "/*" * 500_000, "/* *" * 250_000, "(" * 1_000_000, "\\" * 1_000_000,
        "'\\\n" * 300_000, "@import " * 120_000, "image-set(" * 100_000, "-" * 1_000_000, "url(" + " " * 1_000_000,
        " url(" * 20 + ("url(" + " " * 1_000) * 1_000, "@" * 1_000_000, "a" * 1_000_000,
        "url(" + "a" * 1_000_000 + " b",
    ],
    ids=lambda text: text[:6] + text[-6:],
)  # fmt: skip
def test_hostile_text_takes_no_longer_than_its_length_asks_for(text: str) -> None:
    with within(5):
        read(text, "css")
