"""Messages: headers, texts in every coding, forwarded messages, flowing lines."""

from __future__ import annotations

from base64 import encodebytes

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, unpacked, urls, within
from linkaudit.citations.cite import cite
from linkaudit.documents import formats
from linkaudit.documents.read import read_bytes
from linkaudit.models import Document, Skipped

X, Y = "https://h.example/x", "https://h.example/y"


def mail(data: bytes | str) -> Document:
    """Read a message, having seen that every place in it holds."""
    document = unpacked(data if isinstance(data, bytes) else data.encode(), "mail", "box/one.eml")
    assert places_hold(document)
    assert document.format == "mail"
    return document


def test_headers_are_metadata() -> None:
    document = cite(
        mail(
            "Received: from mx.h.example (https://h.example/no)\r\nDate: Thu, 12 Jul 2018 06:58:36 +0200\r\n"
            "From: =?utf-8?q?Ad=C3=A9?= <a@h.example>\r\nSubject: =?utf-8?q?The_f=C3=A9rry?=\r\n at last\r\n"
            "List-Archive: <https://lists.h.example/harbour/>,\r\n <mailto:archive@h.example>\r\n"
            "Archived-At: <https://lists.h.example/\r\n harbour/1?a=b>\r\n\r\nText.\r\n"
        )
    )
    assert document.title == "The férry at last"
    assert [(field.name, field.value, field.location.line) for field in document.fields] == [
        ("date", "Thu, 12 Jul 2018 06:58:36 +0200", 2),
        ("from", "Adé <a@h.example>", 3),
        ("title", "The férry at last", 4),
    ]
    assert [(each.url, each.raw, each.element, each.location.line) for each in document.references] == [
        ("https://lists.h.example/harbour/", "https://lists.h.example/harbour/", "list-archive", 6),
        ("https://lists.h.example/harbour/1?a=b", "https://lists.h.example/\r\n harbour/1?a=b", "archived-at", 8),
    ]
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "The férry at last"),
        ("paragraph", "Text."),
    ]
    assert document.date is not None
    assert (str(document.date.date), document.date.source) == ("2018-07-12", "mail header")


def test_texts_in_every_coding_stand_at_the_lines_of_the_file() -> None:
    coded = encodebytes(f"Original url: {X} ü\nand {Y} too\n".encode()).decode()
    document = mail(
        "Content-Type: multipart/alternative; boundary=B\n\nhttps://h.example/preamble\n"
        "--B\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit\n\n💩 https://h.example/1 ü\n"
        "--B\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n"
        '<p>=C3=BC <a href=3D"https://h.example/lo=\nng?a=3D1&amp;b=3D2">t=\next</a>=F0=9F=92=A9 https://h.example/2</p>\n'
        f"--B\nContent-Transfer-Encoding: base64\n\n{coded}\n--B--\nhttps://h.example/epilogue\n"
    )
    one, link, two, three, four = document.references
    assert (one.url, one.location.line, one.location.column) == ("https://h.example/1", 8, 3)
    assert (link.url, link.raw, link.text) == (
        "https://h.example/long?a=1&b=2",
        "https://h.example/lo=\nng?a=3D1&amp;b=3D2",
        "text",
    )
    assert (link.location.line, link.location.column, link.location.end_line) == (13, 22, 14)
    assert (two.url, two.location.line, two.location.column) == ("https://h.example/2", 15, 21)
    assert (three.url, three.location.line) == (X, 19)
    assert (four.url, four.location.end_line) == (Y, 20)
    assert three.location.start < three.location.end <= four.location.start
    assert document.skipped_parts == ()


def test_old_encodings() -> None:
    data = "Content-Type: text/html; charset=windows-1251\n\n<p>Привет <a href='https://h.example/П'>мир</a>".encode(
        "cp1251"
    )
    reference = only(mail(data))
    assert (reference.url, reference.text) == ("https://h.example/П", "мир")
    assert (reference.raw, reference.location.line, reference.location.column) == ("https://h.example/Ï", 3, 20)


def test_headers_in_old_encodings_are_shown_byte_by_byte() -> None:
    document = mail(
        "Subject: F\xe4hre\nArchived-At: <https://h.example/\xe4>\nContent-Type: t\xe4xt/x\n\n".encode("cp1252")
    )
    assert document.title == "Fähre"
    assert urls(document) == ["https://h.example/ä"]
    document.text.encode()


def test_forwarded_messages_are_read_and_do_not_speak_for_the_whole() -> None:
    document = mail(
        "Subject: Fwd\nContent-Type: multipart/mixed; boundary=B\n\n--B\nContent-Type: message/rfc822\n\n"
        f"Subject: Inner\nDate: Thu, 12 Jul 2018 06:58:36 +0200\n\n{X}\n--B--\n"
    )
    assert urls(document) == [X]
    assert [field.name for field in document.fields] == ["title"]


@pytest.mark.parametrize(
    ("headers", "problems"),
    [
        ("Content-Type: application/pdf\nContent-Transfer-Encoding: base64", ()),
        ("Content-Type: image/png; name=a.txt", ()),
        ("Content-Type: text/css", ()),
        ("Content-Type: application/pkcs7-mime", ("part 1 (application/pkcs7-mime): encrypted",)),
        (
            "Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode",
            ("part 1 (text/plain): encoded in an unknown way (x-uuencode)",),
        ),
    ],
)
def test_files_are_not_read_and_texts_that_cannot_be_are_named(headers: str, problems: tuple[str, ...]) -> None:
    document = mail(f"{headers}\n\n{X}\n")
    assert (urls(document), document.skipped_parts) == ([], problems)


def test_attached_texts_are_read() -> None:
    assert urls(mail(f"Content-Type: text/plain\nContent-Disposition: attachment; filename=a.txt\n\n{X}\n")) == [X]


@pytest.mark.parametrize(
    ("delsp", "text", "expected", "shown"),
    [
        ("", "One \ntwo \nthree\n\nfour\n", [], ["One two three", "four"]),
        ("", f"See {X} \nor so.\n", [X], [f"See {X} or so."]),
        ("; delsp=yes", "https://h.example/ \nlong\n", ["https://h.example/long"], ["https://h.example/long"]),
        (
            "; DelSp=Yes",
            "> https://h.example/ \n> long\nx\n",
            ["https://h.example/long"],
            ["> https://h.example/long\nx"],
        ),
        ("", "> a \n> b\n>> c \nd\n", [], ["> a b\n>> c \nd"]),
        ("", " >stuffed\n From me\n", [], [">stuffed\nFrom me"]),
        ("", "end\n-- \nAda\n", [], ["end\n-- \nAda"]),
    ],
)
def test_lines_that_flow(delsp: str, text: str, expected: list[str], shown: list[str]) -> None:
    for line_end in ("\n", "\r\n"):
        written = text.replace("\n", line_end)
        document = mail(f"Content-Type: text/plain; format=flowed{delsp}\n\n{written}")
        assert urls(document) == expected
        assert [block.text for block in document.blocks] == shown


def test_flowing_lines_in_quoted_printable() -> None:
    reference = only(
        mail(
            "Content-Type: text/plain; format=flowed; delsp=yes\nContent-Transfer-Encoding: quoted-printable\n\n"
            "=C3=BC https://h.example/a=\nb =20\nc?d=3De\n"
        )
    )
    assert (reference.url, reference.location.line, reference.location.end_line) == ("https://h.example/ab", 4, 5)


def test_relative_links_are_resolved_against_where_the_part_was() -> None:
    document = mail(
        "Content-Type: text/html\nContent-Location: https://h.example/a/\n\n<a href=b>t</a><img src='cid:1'>"
    )
    assert urls(document) == ["https://h.example/a/", "https://h.example/a/b"]


@pytest.mark.parametrize("data", [b"", b"plain words\n", b"\xff\xfe\x00", b"\n\n\n"])
def test_what_is_no_message_is_skipped(data: bytes) -> None:
    (skipped,) = read_bytes(data, "one.eml", formats.by_name("mail"))
    assert skipped == Skipped("one.eml", "no message: it does not begin with header lines")


PIECES = [
    b"Content-Type: multipart/mixed; boundary=B\n\n", b"--B\n", b"--B--\n", b"\n", b"\r\n", b"=\n", b" ", b"'>",
    b"Content-Type: text/html; charset=gb2312\n\n", b"Content-Transfer-Encoding: base64\n", b"> ", b"\xe9",
    b"Content-Transfer-Encoding: quoted-printable\n", b"<a href=3D'https://h.example/", "é💩".encode(),
    b"https://h.example/\xc4\xe3 ", b"aHR0cHM6Ly9oLmV4YW1wbGUv", b"Subject: =?utf-8?q?https://h.example/a?=\n",
    b"Content-Type: text/plain; format=flowed; delsp=yes\n", b"Archived-At: <https://h.example/\n b>\n",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=40).map(b"".join))
def test_any_message_is_read(data: bytes) -> None:
    with within(5):
        mail(b"MIME-Version: 1.0\n" + data)
