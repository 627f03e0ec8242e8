"""URLs that stand bare in text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading import within
from linkaudit.documents.bare import BareUrl, bare_urls, undo_escapes

A, B, C = "https://h.example/a", "https://h.example/b", "https://h.example/c"


def said(text: str) -> list[str]:
    return [found.url for found in bare_urls(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (A, [A]),
        (f"See {A} and {B}", [A, B]),
        ("http://h.example", ["http://h.example"]),
        ("https://h.example:8443/x?y=z#f", ["https://h.example:8443/x?y=z#f"]),
        ("HTTPS://H.EXAMPLE/X", ["HTTPS://H.EXAMPLE/X"]),
        ("ftp://h.example/f ftps://h.example/g", ["ftp://h.example/f", "ftps://h.example/g"]),
        ("https://ada:pw@h.example/x", ["https://ada:pw@h.example/x"]),
        ("https://h.example/@ada/1 https://h.example/a@b", ["https://h.example/@ada/1", "https://h.example/a@b"]),
        ("http://localhost:8080/x http://127.0.0.1/y", ["http://localhost:8080/x", "http://127.0.0.1/y"]),
        ("http://[2001:db8::1]:8080/x http://[::1]/", ["http://[2001:db8::1]:8080/x", "http://[::1]/"]),
        ("http://пример.example/путь", ["http://пример.example/путь"]),
        ("https://h.example/😀", ["https://h.example/😀"]),
        ("https://h.example/a%20b/100%", ["https://h.example/a%20b/100%"]),
        ("https://h.example/~ada/ https://h.example/#!/a", ["https://h.example/~ada/", "https://h.example/#!/a"]),
        ("https://h.example/p;v=1;w=2?x=a;b", ["https://h.example/p;v=1;w=2?x=a;b"]),
        ("https://h.example/?q=1,2&r=a:b", ["https://h.example/?q=1,2&r=a:b"]),
        ("http://http://h.example/x", ["http://http://h.example/x"]),
        ("https://h.example/{id}/x", ["https://h.example/{id}/x"]),
        (
            "git+https://h.example/r.git view-source:https://h.example/v",
            ["https://h.example/r.git", "https://h.example/v"],
        ),
        ("URL:https://h.example/x url=https://h.example/y", ["https://h.example/x", "https://h.example/y"]),
        ("_https://h.example/x_", ["https://h.example/x"]),
    ],
)
def test_a_url_in_running_text(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no address here",
        "http://",
        "https:// h.example",
        "http:/h.example https:h.example",
        "hxxp://h.example/x hxxps://h[.]example/y",
        "sftp://h.example/x",
        "xhttps://h.example/a 1http://h.example/c",
        "//h.example/x h.example/y ada@h.example",
        "http://- http://. http://? http://)",
        "www. www.x www..example wwww.h.example",
        "https://<host>/x https://${HOST}/x https://{host}/y https://%s/z",
        "https://h.example/<id>/x http://h.example/<your name here>",
    ],
)
def test_what_is_no_url(text: str) -> None:
    assert said(text) == []


@pytest.mark.parametrize("sign", [*list("?!.,:;*_~'"), "...", "?!", "…", "–", "—", ".)", '."', "’s", "**", ".~~"])
def test_trailing_punctuation_is_not_part_of_it(sign: str) -> None:
    assert said(f"{A}{sign}") == [A]
    assert said(f"{A}{sign} end") == [A]


@pytest.mark.parametrize("sign", [*list("/=&#-+$%@"), "?x", ".html", "/.", "...b", "—b"])
def test_punctuation_inside_is(sign: str) -> None:
    whole = f"{A}{sign}".removesuffix("/.") + ("/" if sign == "/." else "")
    assert said(f"{A}{sign} end") == [whole]


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        ("&copy;", A),
        ("&gt;.", A),
        ("&quot;&gt;", A),
        ("&#39;", A),
        ("&#x27;", A),
        ("?x=1&amp;y=2", f"{A}?x=1&amp;y=2"),
        ("?x=1&y;", f"{A}?x=1"),
        ("?x=&;", f"{A}?x=&"),
        ("?x=;", f"{A}?x="),
    ],
)
def test_what_looks_like_an_entity_at_the_end_is_not_part_of_it(entity: str, expected: str) -> None:
    assert said(f"{A}{entity} end") == [expected]


@pytest.mark.parametrize(
    ("opening", "closing"),
    ["()", "[]", "{}", "<>", '""', "''", "``", "“”", "‘’", "«»", "‹›", "「」", "《》", "（）", "【】", "＜＞"],
)
def test_what_encloses_a_url_is_not_part_of_it(opening: str, closing: str) -> None:
    assert said(f"see {opening}{A}{closing} end") == [A]
    assert said(f"see {opening}{A}{closing}, and {opening}{B}{closing}.") == [A, B]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("https://h.example/Foo_(bar)", "https://h.example/Foo_(bar)"),
        ("(https://h.example/Foo_(bar))", "https://h.example/Foo_(bar)"),
        ("(see https://h.example/a(b)c).", "https://h.example/a(b)c"),
        ("https://h.example/((x)", "https://h.example/((x)"),
        ("https://h.example/a)b", A),
        ("https://h.example/a]b", A),
        ("https://h.example/a}b", A),
        ("https://h.example/a(b]c)", "https://h.example/a(b"),
        ("https://h.example/a(", A),
    ],
)
def test_brackets_inside_are_balanced(text: str, expected: str) -> None:
    assert said(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{A}[label]", [A]),
        (f"link:{A}[label] and {B}[]", [A, B]),
        (f"[{A} label] [[{B}|label]]", [A, B]),
        ("https://h.example/?a[0]=1&b[]=2&c[x.y]=z", ["https://h.example/?a[0]=1&b[]=2&c[x.y]=z"]),
        (f"{{{{cite |url={A} |title=T}}}} {{{{cite|url={B}}}}}", [A, B]),
        (f"`Label <{A}>`_ .. _x: {B}", [A, B]),
        (f"url({A}) url('{B}')", [A, B]),
        (f'  url = {{{A}}},\n  note = "{B}",', [A, B]),
        (f"| {A} | {B}|{C}|", [A, B, C]),
    ],
    ids=["label", "AsciiDoc", "wiki", "query index", "template", "RST", "CSS", "BibTeX", "table"],
)
def test_signs_of_other_formats_end_it(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{A},{B}", [A, B]),
        (f"{A};{B};{C}", [A, B, C]),
        (f"{A},HTTP://H.EXAMPLE/", [A, "HTTP://H.EXAMPLE/"]),
        (f"{A} , {B}", [A, B]),
        (f'1,{A},Title\n2,"{B}",x\n3,{C},d,e', [A, B, C]),
        (f"1,{A},", [A]),
        (f"'{A}','{B}'", [A, B]),
        ("'https://h.example/o'clock", ["https://h.example/o"]),
        ("https://h.example/o'clock", ["https://h.example/o'clock"]),
        ("https://h.example/a,b,c", ["https://h.example/a,b,c"]),
        (
            "https://archive.example/web/2018/https://h.example/a,http://h.example/b",
            ["https://archive.example/web/2018/https://h.example/a", "http://h.example/b"],
        ),
    ],
)
def test_a_list_of_urls_is_taken_apart(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (r'{"u":"https:\/\/h.example\/j","v":1}', "https://h.example/j"),
        (r'"u":"https://h.example/?a=1\u0026b=2"', "https://h.example/?a=1&b=2"),
        (r'"u":"https:\/\/h.example\/?a\u003d1\u002b2"', "https://h.example/?a=1+2"),
        (r'"text":"see\nhttps://h.example/a\nnext"', A),
        (r'"text":"see\thttps://h.example/a\t"', A),
        (r'"<a href=\"https://h.example/a\">"', A),
        (r'"https://h.example/a\u003e"', A),
        (r"\url{https://h.example/a\_b\%20c\&d\#e}", "https://h.example/a_b%20c&d#e"),
        (r"\href{https://h.example/\~ada}{text}", "https://h.example/~ada"),
        (r"https://h.example/a\\", A),
        (r"https://h.example/a\textbf{x}", A),
        (r"https://h.example/snake\_case", "https://h.example/snake_case"),
    ],
)
def test_escapes_of_json_tex_and_markdown_are_undone(text: str, url: str) -> None:
    assert said(text) == [url]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"参照：{A}。次は{B}、以上", [A, B]),
        (f"参照（{A}）と「{B}」", [A, B]),
        (f"请见{A}说明文字", [A]),
        (f"{A}，{B}；{C}！", [A, B, C]),
        ("见 https://h.example/中文/路径 ok", ["https://h.example/中文/路径"]),
        ("한글https://h.example/b한글", [B]),
        ("https://h.example/wiki/日本", ["https://h.example/wiki/日本"]),
        ("a\u3000https://h.example/wiki/日本", ["https://h.example/wiki/日本"]),
        (f"{A}\u3000next", [A]),
        (f"{A}\u00a0next {B}\u200bnext {C}\ufeff", [A, B, C]),
    ],
)
def test_east_asian_text_around_it_is_not_part_of_it(text: str, expected: list[str]) -> None:
    assert said(text) == expected


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("www.h.example", "http://www.h.example"),
        ("Visit www.h.example/path, then", "http://www.h.example/path"),
        ("(WWW.H.example/x)", "http://WWW.H.example/x"),
    ],
)
def test_an_address_that_begins_with_www_is_one_of_http(text: str, url: str) -> None:
    assert said(text) == [url]


@pytest.mark.parametrize(
    ("text", "url", "raw"),
    [
        ("<https://h.example/very/\n   long>", "https://h.example/very/long", "https://h.example/very/\n   long"),
        ("<URL:https://h.example/a\r\nb\r\nc>", "https://h.example/abc", "https://h.example/a\r\nb\r\nc"),
        ("<https://h.example/a \t\n b >", "https://h.example/ab", "https://h.example/a \t\n b"),
        ("<https://h.example/a b>", A, A),
        ("<https://h.example/a\n\nb>", A, A),
        ("<https://h.example/a\nb", A, A),
    ],
)
def test_angle_brackets_hold_a_url_together_over_lines(text: str, url: str, raw: str) -> None:
    (found,) = bare_urls(text)
    assert (found.url, text[found.start : found.end]) == (url, raw)


@pytest.mark.parametrize("tag", ["<br>", "</a>", "<b>x</b>", "<!-- x -->", "<code>y</code>"])
def test_a_tag_ends_it(tag: str) -> None:
    assert said(f"{A}{tag}next") == [A]


def test_only_the_given_stretch_is_searched() -> None:
    text = f"{A} {B} {C}"
    start, end = text.index(B), text.index(C)
    assert list(bare_urls(text, start, end)) == [BareUrl(start, end - 1, B)]


def test_a_url_of_any_length_is_found_whole() -> None:
    url = "https://h.example/" + "a/" * 20_000 + "?" + "b=(c)&" * 5_000 + "end"
    assert said(f"({url}).") == [url]


@pytest.mark.parametrize("length", range(2040, 2056))
def test_a_list_is_taken_apart_wherever_the_comma_stands(length: int) -> None:
    first = "https://" + "h" * length
    assert said(f"{first},{B}]") == [first, B]


PIECES = st.sampled_from(
    [
        *("http://", "https://h.example", "/a", "www.h.example", "?a[b]=", "URL:", "&amp;", r"\/", r"\_", "\r\n"),
        *"()[]{}<>\"'`,;.!&\\ \n中。é😀*_~|—",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=60))
@settings(max_examples=300)
def test_whatever_the_text_urls_stand_in_it_apart_and_without_trailing_punctuation(text: str) -> None:
    end = 0
    for found in bare_urls(text):
        raw = text[found.start : found.end]
        assert found.start >= end
        assert "".join(undo_escapes(raw).split()) in found.url
        assert raw[-1] not in "?!.,:;*_~'\"<>`|({ \t\n"
        assert not any(character.isspace() for character in found.url)
        end = found.end


HOSTILE = {
    "brackets": "(",
    "square brackets": "[",
    "schemes": "http://",
    "URLs in brackets": "http://a)",
    "URLs that end at a bracket": "http://a(]",
    "a list": ",http://a",
    "glued": "中http://a)",
    "quoted": "'http://a)",
    "semicolons": ";",
    "entities": "&a;",
    "full stops": ".",
    "www": "www.",
    "www with hyphens": "www.a-",
    "angle brackets": "<http://a\n",
    "placeholders": "http://a<b ",
    "back-slashes": "\\",
    "indices": "http://a?a[b",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_no_longer_than_its_length_asks_for(piece: str) -> None:
    text = "http://a/" + piece * (100_000 // len(piece))
    with within(10):
        sum(1 for _ in bare_urls(text))
