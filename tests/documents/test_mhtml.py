"""Pages saved in one file: where they come from, when they were saved, and their links."""

from __future__ import annotations

from base64 import encodebytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import places_hold, unpacked, urls
from linkaudit.citations.cite import cite
from linkaudit.documents import formats
from linkaudit.documents.read import read_bytes
from linkaudit.models import Document, Kind, Role, Skipped

PAGE = "https://gazette.example/2018/07/ferry?a=1"
CHROMIUM = f"""From: <Saved by Blink>
Snapshot-Content-Location: {PAGE}
Subject: =?utf-8?Q?The=20f=C3=A9rry?=
Date: Fri, 1 Mar 2019 10:00:00 -0000
MIME-Version: 1.0
Content-Type: multipart/related;
\ttype="text/html";
\tboundary="----MultipartBoundary--x----"


------MultipartBoundary--x----
Content-Type: text/html
Content-ID: <frame-1@mhtml.blink>
Content-Transfer-Encoding: quoted-printable
Content-Location: {PAGE}

<!DOCTYPE html><html><head><meta http-equiv=3D"Content-Type" content=3D"te=
xt/html; charset=3DUTF-8"><link rel=3D"stylesheet" href=3D"cid:css-1"></head><body>
<p>July 12, 2018 =C3=BC <a href=3D"https://h.example/very/long/address/tha=
t/was/cut?x=3D1&amp;y=3D2">the=20
line</a>, <a href=3D"/tides">tides</a>, <a href=3D"#top">top</a></p>
</body></html>
------MultipartBoundary--x----
Content-Type: text/css
Content-Transfer-Encoding: quoted-printable
Content-Location: cid:css-1

a {{ background: url("https://h.example/no.png") }}
------MultipartBoundary--x----
Content-Type: text/html
Content-Location: https://ads.example/frame

<a href=3D"https://ads.example/">Buy</a>
------MultipartBoundary--x------
"""


def saved(text: str | bytes) -> Document:
    """Read a saved page, having seen that every place in it holds."""
    document = unpacked(text if isinstance(text, bytes) else text.encode(), "mhtml", "page.mht")
    assert places_hold(document)
    assert document.format == "mhtml"
    return document


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_page_saved_by_chromium(line_end: str) -> None:
    document = saved(CHROMIUM.replace("\n", line_end))
    assert document.title == "The férry"
    assert [(each.url, each.location.line, each.location.column) for each in document.references] == [
        (PAGE, 2, 28),
        (PAGE, 15, 19),
        ("https://h.example/very/long/address/that/was/cut?x=1&y=2", 19, 36),
        ("https://gazette.example/tides", 21, 22),
        ("#top", 21, 52),
    ]
    link = document.references[2]
    assert link.raw == f"https://h.example/very/long/address/tha={line_end}t/was/cut?x=3D1&amp;y=3D2"
    assert (link.kind, link.text, link.location.end_line) == (Kind.LINK, "the line", 20)
    assert [block.text.strip() for block in document.blocks] == ["July 12, 2018 ü the \nline, tides, top"]
    assert document.skipped_parts == ()


def test_its_headers_say_where_it_comes_from_and_when_it_was_saved() -> None:
    document = cite(saved(CHROMIUM))
    assert [(each.form, each.role, each.location.line) for each in document.provenance] == [
        ("Snapshot-Content-Location", Role.ORIGINAL, 2),
        ("Content-Location", Role.ORIGINAL, 15),
    ]
    assert [each.role for each in document.references[:3]] == [Role.ORIGINAL, Role.ORIGINAL, Role.INLINE]
    assert [(each.name, each.value, each.location.line) for each in document.fields if each.origin != "meta"] == [
        ("saved date", "Fri, 1 Mar 2019 10:00:00 -0000", 4)
    ]
    assert document.date is None or str(document.date.date) == "2018-07-12"


def test_a_page_saved_by_internet_explorer() -> None:
    page = (
        '<HTML><HEAD><TITLE>Die F\xe4hre</TITLE></HEAD><BODY><A href="../x">\xfcber</A><IMG src="a.gif"></BODY></HTML>'
    )
    body = encodebytes(page.encode("cp1252")).decode().replace("\n", "\r\n")
    document = saved(
        'From: "Saved by Windows Internet Explorer 8"\r\nSubject: x\r\nDate: Thu, 12 Jul 2018 06:58:36 +0200\r\n'
        'MIME-Version: 1.0\r\nContent-Type: text/html;\r\n\tcharset="iso-8859-1"\r\n'
        "Content-Transfer-Encoding: base64\r\n"
        f"Content-Location: http://h.example/a/b/c.html\r\n\r\n{body}"
    )
    assert document.title == "Die Fähre"
    assert urls(document) == ["http://h.example/a/b/c.html", "http://h.example/a/x", "http://h.example/a/b/a.gif"]
    assert document.references[1].text == "über"
    assert [each.location.line for each in document.references] == [8, 11, 11]


def test_the_page_is_the_part_that_the_message_names() -> None:
    document = saved(
        'Content-Type: multipart/related; boundary=B; start="<main>"\n\n--B\nContent-Type: text/html\n\n'
        "<a href='https://h.example/no'>\n--B\nContent-Type: text/html\nContent-ID: <main>\n"
        "Content-Location: https://h.example/\n\n<base href='https://base.example/d/'><a href='x'>t</a>\n--B--\n"
    )
    assert urls(document) == ["https://h.example/", "https://base.example/d/x"]


def test_of_a_page_of_frames_the_frames_are_read() -> None:
    document = saved(
        "Content-Type: multipart/related; boundary=B\n\n--B\nContent-Type: text/html\nContent-Location: file://C:/x.html\n\n"
        "<FRAMESET><FRAME src='https://h.example/f.html'></FRAMESET>\n--B\nContent-Type: text/html\n"
        "Content-Location: https://h.example/f.html\n\n<a href='x'>t</a>\n--B--\n"
    )
    assert urls(document) == ["file://C:/x.html", "https://h.example/f.html", "https://h.example/x"]


def test_an_address_that_was_folded_is_one() -> None:
    document = saved(
        "Snapshot-Content-Location: https://h.example/a\n  b=?utf-8?q?=C3=A9?=\n"
        "Content-Type: text/html\n\n<a href='c'>t</a>"
    )
    assert urls(document) == ["https://h.example/abé", "https://h.example/c"]
    assert document.references[0].raw == "https://h.example/a\n  b=?utf-8?q?=C3=A9?="


def test_pictures_as_they_are_do_no_harm() -> None:
    data = CHROMIUM.replace("Content-Type: text/css", "Content-Type: image/png").encode()
    picture = bytes(range(256)) * 4
    document = saved(data.replace(b"a { background", picture + b" {"))
    assert len(document.references) == 5
    assert document.text.isprintable() is False
    document.text.encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no message: it does not begin with header lines"),
        (b"<html>", "no message: it does not begin with header lines"),
        (b"Content-Type: multipart/related; boundary=B\n\n--B\nContent-Type: image/png\n\nx", "holds no page"),
        (b"Content-Type: text/html\nContent-Transfer-Encoding: x-gzip\n\nx", "encoded in an unknown way (x-gzip)"),
    ],
)
def test_what_holds_no_page_is_skipped(data: bytes, reason: str) -> None:
    (skipped,) = read_bytes(data, "page.mhtml", formats.by_name("mhtml"))
    assert isinstance(skipped, Skipped)
    assert reason in skipped.reason


@given(st.integers(0, len(CHROMIUM)), st.integers(0, 60), st.binary(max_size=8))
def test_damaged_pages_are_read_or_skipped(start: int, length: int, instead: bytes) -> None:
    data = CHROMIUM.encode()
    (document,) = read_bytes(data[:start] + instead + data[start + length :], "a.mht", formats.by_name("mhtml"))
    assert isinstance(document, Skipped) or places_hold(document)
