"""Links, text and notes of subtitles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.documents import formats
from linkaudit.documents.interface import Options
from linkaudit.documents.read import read_text
from linkaudit.models import Document, Kind

X, Y, Z = "https://h.example/x", "https://h.example/y", "https://h.example/z"
TIMES = "00:00:01,000 --> 00:00:04.000 align:start"


def subtitles(text: str) -> Document:
    """Read subtitles, having seen that every place in them holds."""
    document = read(text, "subtitles")
    assert places_hold(document)
    return document


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_cues(line_end: str, mark: str) -> None:
    lines = [
        "1",
        TIMES,
        "😀 See",
        f"{X}.",
        "",
        "2",
        TIMES,
        f"- <i>{Y}</i>",
        "3",
        TIMES,
        "last",
        "",
        "after a gap",
        f"({Z})",
    ]
    document = subtitles(mark + line_end.join(lines))
    assert [(each.url, each.kind, each.location.line, each.location.column) for each in document.references] == [
        (X, Kind.BARE, 4, 1), (Y, Kind.BARE, 8, 6), (Z, Kind.BARE, 14, 2),
    ]  # fmt: skip
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("cell", f"😀 See\n{X}."), ("cell", f"- {Y}"), ("cell", "last"), ("cell", f"after a gap\n({Z})"),
    ]  # fmt: skip


def test_links() -> None:
    text = (
        f"1\n{TIMES}\n<a\thref=\"{X}?a&amp;b\">The <b>old</b>\nharbour</a> <A href='{Y}'>{Z}\n\n"
        f"2\n{TIMES}\n{Z} <a>{X}</a>"
    )
    document = subtitles(text)
    assert [(each.url, each.kind, each.element, each.text) for each in document.references] == [
        (f"{X}?a&b", Kind.LINK, "a href", "The old harbour"),
        (Y, Kind.LINK, "a href", Z),
        (Z, Kind.BARE, "", ""),
        (X, Kind.BARE, "", ""),
    ]
    assert document.references[0].raw == f"{X}?a&amp;b"


@pytest.mark.parametrize(
    ("cue", "expected"),
    [
        (f"<v Ada>{X}</v>", [X]),
        (f"<c.yellow.bg_blue>{X}</c> <lang en>{Y}</lang><00:00:01.000>{Z}", [X, Y, Z]),
        (f"{{\\an8}}{X}{{\\i0}}", [X]),
        (f'<font color="#fff">{X}</font>', [X]),
        (f"<{X}> and < {Y} > & {Z}", [X, Y, Z]),
        ("https://h.example/?a=1&amp;b=2&#x26;c=3&copy=4", ["https://h.example/?a=1&b=2&c=3&copy=4"]),
        ("www.h.example/x", ["http://www.h.example/x"]),
        ("{http://h.example/a}", ["http://h.example/a"]),
        ("h.example", []),
        ("<a name='x'>y</a> <br href='z'>", []),
    ],
)
def test_markup_in_a_cue(cue: str, expected: list[str]) -> None:
    assert urls(subtitles(f"1\n{TIMES}\n{cue}\n")) == expected
    assert urls(subtitles(f"WEBVTT\n\n{TIMES}\n{cue}\n")) == expected


def test_webvtt() -> None:
    text = (
        f"\ufeffWEBVTT - The harbour\nKind: captions\nSource: {X}\nX-TIMESTAMP-MAP=LOCAL:0\n\n"
        f"NOTE linkaudit: ignore[x] why\n\nNOTE\nsee {Y}\nand more\n\nSTYLE\n::cue {{ background: url({Y}) }}\n\n"
        f"REGION\nid:x\n\nintro {Y}\n{TIMES}\n&lt;i&gt; {Z}\n\nNOTES are no note {X}\n\nNOTE"
    )
    document = subtitles(text)
    assert document.title == "The harbour"
    assert [(each.url, each.kind, each.element) for each in document.references] == [
        (X, Kind.FIELD, "source"), (Z, Kind.BARE, ""), (X, Kind.BARE, ""),
    ]  # fmt: skip
    assert [(comment.text, comment.location.line) for comment in document.comments] == [
        ("linkaudit: ignore[x] why", 6), (f"see {Y}\nand more", 8), ("", 24),
    ]  # fmt: skip
    assert [(field.name, field.value, field.origin) for field in document.fields][:2] == [
        ("kind", "captions", "metadata"), ("source", X, "metadata"),
    ]  # fmt: skip
    assert [block.text for block in document.blocks] == [f"<i> {Z}", f"NOTES are no note {X}"]
    with_code = read_text(text, "a.vtt", formats.by_name("subtitles"), options=Options(include_code=True))
    assert urls(with_code) == [X, Y, Z, X]


def test_a_header_with_an_address() -> None:
    reference = only(subtitles(f"WEBVTT from {X}\n\n"))
    assert (reference.url, reference.kind, reference.location.column) == (X, Kind.FIELD, 13)
    assert urls(subtitles(f"WEBVTTX {X}")) == [X]


def test_a_note_of_webvtt_is_text_in_subrip() -> None:
    assert urls(subtitles(f"NOTE\n{X}\n")) == [X]


@given(
    st.lists(
        st.sampled_from(["WEBVTT", "NOTE", "STYLE", "1", TIMES, "\n", "\r\n", "\n\n", "<a href='", "'>", "</a>", X,
                         "<b>", "<", ">", "{\\an8}", "&amp;", "&", " ", "😀", "-->", "\ufeff", "\u2028"]),
        max_size=25,
    )
)  # fmt: skip
def test_any_text_is_read_and_every_place_holds(parts: list[str]) -> None:
    subtitles("".join(parts))


@pytest.mark.parametrize(
    "text",
    [
        "<" * 500_000, "<a " * 200_000, "{\\" * 250_000, "&" * 500_000, "&a" * 250_000, "\n" * 500_000, "1\n" * 200_000,
        f"{TIMES}\n" * 10_000, f"1\n{TIMES}\nx\n\n" * 8_000, "WEBVTT\n" + "a:" * 250_000,
        "WEBVTT\n" + "a" + " " * 500_000,
        f"WEBVTT\n\n{TIMES}\n" + "<a href=x>" * 50_000, " " * 500_000 + "-->", "0" * 500_000,
    ],
    ids=lambda text: f"{text[:9]!r}…{text[-9:]!r}",
)  # fmt: skip
def test_hostile_text_takes_no_longer_than_its_length_asks_for(text: str) -> None:
    with within(5):
        read(text, "subtitles")
