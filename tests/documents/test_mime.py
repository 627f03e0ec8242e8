"""The parts of MIME messages and their texts, compared with what Python's own email package reads."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import within
from linkaudit.documents.interface import UnreadableError
from linkaudit.documents.messages.mime import leaves, message
from linkaudit.documents.messages.text import shown_text, source_text, text_of


def parts(data: bytes) -> tuple[list[tuple[str, str]], list[str]]:
    """List the type and the text of each part of text, and what could not be read."""
    problems: list[str] = []
    whole = message(source_text(data))
    found = [(each.type, each) for each in leaves(whole, problems)]
    texts = [(kind, "".join(said for said, _, _ in text_of(each))) for kind, each in found if kind.startswith("text/")]
    return texts, problems


def said(data: bytes, headers: str) -> list[tuple[str, str]]:
    """List what the text of a message without parts says, and as what it is written there."""
    source = source_text(headers.encode() + b"\n\n" + data)
    return [(text, source[start:end]) for text, start, end in text_of(message(source))]


TEXT = st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs", "Cc"]), max_size=300)


@given(st.lists(TEXT, min_size=1, max_size=4), st.sampled_from(["quoted-printable", "base64", "8bit"]))
def test_texts_are_what_the_email_package_reads(texts: list[str], coding: str) -> None:
    whole = EmailMessage(policy=policy.default.clone(cte_type="8bit"))
    whole["Subject"] = "s"
    for text in texts:
        whole.add_attachment(f"{text}\n", cte=coding)
    data = whole.as_bytes()
    expected = [
        (part.get_content_type(), part.get_content())
        for part in message_from_bytes(data, policy=policy.default).walk()
        if not part.is_multipart()
    ]
    found, problems = parts(data)
    assert problems == []
    # The line end before a delimiter belongs to the delimiter.
    assert [(kind, text.rstrip("\n")) for kind, text in found] == [(kind, text.rstrip("\n")) for kind, text in expected]


@pytest.mark.parametrize(
    ("data", "headers", "expected"),
    [
        (b"caf=C3=A9", "", [("caf", "caf"), ("é", "=C3=A9")]),
        (b"a=\r\nb", "", [("a", "a"), ("b", "b")]),
        (b"a= \t\nb=", "", [("a", "a"), ("b", "b")]),
        (b"a=3Db=zz=", "", [("a", "a"), ("=", "=3D"), ("b", "b"), ("=", "="), ("zz", "zz")]),
        (b"=f0=9f=92=a9!", "", [("💩", "=f0=9f=92=a9"), ("!", "!")]),
        (b"=E9", "Content-Type: text/plain; charset=ISO-8859-1", [("é", "=E9")]),
        (b"=C4=E3a", "Content-Type: text/plain; charset=gb2312", [("你", "=C4=E3"), ("a", "a")]),
        (b"caf=C3", "Content-Type: text/plain; charset=utf-8", [("caf", "caf"), ("Ã", "=C3")]),
    ],
)
def test_quoted_printable_is_exact(data: bytes, headers: str, expected: list[tuple[str, str]]) -> None:
    assert said(data, f"{headers or 'X: y'}\nContent-Transfer-Encoding: Quoted-Printable") == expected


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"YWJjZGVmZ2hpamts\nbW5v", [("abcdefghi", "YWJjZGVmZ2hp"), ("jkl", "amts"), ("mno", "bW5v")]),
        (b"YW\r\nJj", [("abc", "YW\r\nJj")]),
        (b"Y-W J.j", [("abc", "Y-W J.j")]),
        (b"YQ==Yg==", [("a", "YQ=="), ("b", "Yg==")]),
        (b"YWI", [("ab", "YWI")]),
        (b"YWJjZ", [("abc", "YWJj")]),
        ("é".encode() + b"w6k=", [("é", "w6k=")]),
    ],
)
def test_base64_stands_where_its_characters_are(data: bytes, expected: list[tuple[str, str]]) -> None:
    assert said(data, "Content-Transfer-Encoding: base64") == expected


@pytest.mark.parametrize(
    ("text", "charset", "encoding"),
    [
        ("Привет, café", "windows-1251", "cp1251"),
        ("Привет", "koi8-r", "koi8_r"),
        ("参照 https://h.example/日本 end", "shift_jis", "cp932"),
        ("参照 https://h.example/日本 end", "iso-2022-jp", "iso2022_jp"),
        ("你好 https://h.example/x", "gb2312", "gb18030"),
        ("café “x”", "iso-8859-1", "cp1252"),
        ("日本 é", "utf-8", "utf-8"),
        ("hello ~{x", "us-ascii", "ascii"),
    ],
)
def test_text_is_decoded_as_it_is_declared(text: str, charset: str, encoding: str) -> None:
    data = text.encode(encoding, "replace")
    pieces = said(data, f"Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit")
    assert "".join(piece for piece, _ in pieces) == data.decode(encoding)
    shown = [shown_text(written) for _, written in pieces]
    assert all(part.isprintable() or "\x1b" in part or not part.isascii() for part in shown)
    url = next((piece for piece, _ in pieces if piece.startswith("https:")), "https:")
    assert url.startswith("https:")


def test_ascii_behind_a_shift_stands_alone() -> None:
    data = b"\x1b$B%F\x1b(Bhttps://h.example/x"
    pieces = said(data, "Content-Type: text/plain; charset=iso-2022-jp")
    assert pieces[0] == ("テ", "\x1b$B%F")
    assert pieces[1] == ("h", "h")


def test_what_is_said_wrongly_of_a_text_is_corrected() -> None:
    assert said("café".encode(), "Content-Type: text/plain; charset=iso-8859-1")[0][0] == "café"
    latin = said("Kaffee für Übermüdete, größere Straße".encode("cp1252"), "Content-Type: text/plain; charset=utf-8")
    assert "".join(piece for piece, _ in latin) == "Kaffee für Übermüdete, größere Straße"


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("plain", "plain"),
        ("café", "café"),
        ("=?utf-8?Q?caf=C3=A9_x?=", "café x"),
        ("=?ISO-8859-1?B?Y2Fm6Q==?= x", "café x"),
        ("=?utf-8?q?a?= =?utf-8?q?b?=", "ab"),
        ("=?utf-8?q?a?=\r\n =?utf-8?q?b?=", "ab"),
        ("a\r\n  folded\r\n\tline", "a  folded\tline"),
        ("=?utf-8*en?q?a?= x =?nonsense?q?b?=", "a x =?nonsense?q?b?="),
        ("=?utf-8?b?a?=", "=?utf-8?b?a?="),
        ("=?utf-8?q?unfinished", "=?utf-8?q?unfinished"),
    ],
)
def test_headers_are_unfolded_and_decoded(header: str, expected: str) -> None:
    assert message(f"Subject: {header}\r\n\r\n").header("subject").text == expected


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("text/html", {}),
        ("text/html; charset=utf-8", {"charset": "utf-8"}),
        ('a/b; x="y; z\\"" ;CharSet = "K"', {"x": 'y; z"', "charset": "K"}),
        ("a/b; x*0=ab; x*1=cd", {"x": "abcd"}),
        ('a/b;boundary="unclosed', {"boundary": "unclosed"}),
    ],
)
def test_parameters(header: str, expected: dict[str, str]) -> None:
    assert message(f"Content-Type: {header}\n\n").parameters() == expected


def test_parts_within_parts() -> None:
    data = (
        b"From someone\nContent-Type: multipart/mixed; boundary=A\n\npreamble\n--AB\nno delimiter\n"
        b"--A \nContent-Type: multipart/alternative; boundary=B\n\n"
        b"--B\n\none\n--B\nContent-Type: text/html\n\ntwo\n--B--\n"
        b"--A\nContent-Type: message/rfc822\n\nSubject: inner\n\nthree\n"
        b"--A\nContent-Type: multipart/digest; boundary=C\n\n"
        b"--C\n\nSubject: digested\n\nfour\n--C--\n--A--\nepilogue\n--A\n\nnot read"
    )
    assert parts(data) == (
        [("text/plain", "one"), ("text/html", "two"), ("text/plain", "three"), ("text/plain", "four")],
        [],
    )


def test_a_message_that_was_cut_off_has_its_last_part() -> None:
    assert parts(b"Content-Type: multipart/mixed; boundary=A\n\n--A\n\none\n--A\n\ntw")[0] == [
        ("text/plain", "one"),
        ("text/plain", "tw"),
    ]


@pytest.mark.parametrize("text", ["", "\n\n", "plain text", "no header\n: x", "é: x"])
def test_what_has_no_header_is_no_message(text: str) -> None:
    with pytest.raises(UnreadableError, match="no message"):
        message(text)


def nested(depth: int) -> bytes:
    return b"".join(b"Content-Type: multipart/mixed; boundary=A%d\n\n--A%d\n" % (n, n) for n in range(depth)) + b"\nx"


def test_too_many_parts_and_levels_are_named() -> None:
    assert parts(nested(40)) == ([], ["a part within 20 others: nested too deeply"])
    texts, problems = parts(b"Content-Type: multipart/mixed; boundary=A\n\n" + b"--A\n\nx\n" * 6000)
    assert problems == ["what stands behind 5000 parts: too many parts"]
    assert len(texts) < 5000


IDS = [
    "semicolons", "quotes", "no delimiters", "delimiters", "encoded words", "half words", "folds", "headers",
    "equals signs", "octets", "single characters", "paddings", "double bytes", "shifts", "blank lines",
]  # fmt: skip


@pytest.mark.parametrize(
    "data",
    [
        b"Content-Type: text/plain" + b";" * 200_000 + b"\n\nx",
        b"Content-Type: text/plain" + b'; a="' * 50_000 + b"\n\nx",
        b"Content-Type: multipart/mixed; boundary=A\n\n" + b"--A" * 200_000,
        b"Content-Type: multipart/mixed; boundary=A\n\n" + b"--A\n" * 200_000,
        b"Subject: " + b"=?utf-8?q?a?= " * 30_000 + b"\n\n",
        b"Subject: " + b"=?" * 200_000 + b"\n\n",
        b"Subject:" + b"\n " * 200_000 + b"\n\n",
        b"A:\n" * 100_000,
        b"A: b\nContent-Transfer-Encoding: quoted-printable\n\n" + b"=" * 300_000,
        b"A: b\nContent-Transfer-Encoding: quoted-printable\n\n" + b"=E9" * 100_000,
        b"A: b\nContent-Transfer-Encoding: base64\n\n" + b"Y\n" * 200_000,
        b"A: b\nContent-Transfer-Encoding: base64\n\n" + b"=Y" * 200_000,
        b"Content-Type: text/plain; charset=gb2312\n\n" + b"\xc4\xe3" * 200_000,
        b"Content-Type: text/plain; charset=iso-2022-jp\n\n" + b"\x1b$B%F\x1b(B" * 50_000,
        b" \t\n" * 200_000,
    ],
    ids=IDS,
)
def test_hostile_messages_take_no_longer_than_their_length_asks_for(data: bytes) -> None:
    with within(5):
        try:
            whole = message(source_text(data))
            whole.header("subject")
            for each in leaves(whole, []):
                text_of(each)
        except UnreadableError:
            pass


ALPHABET = [
    b"Content-Type: ", b"multipart/mixed", b"; boundary=A", b"text/html", b"; charset=", b"utf-8", b"gb2312", b"x: y\n",
    b"iso-2022-jp", b"\r\n", b"\n", b"--A", b"--", b"Content-Transfer-Encoding: ", b"base64", b"quoted-printable", b"=",
    b"=C3", b"=A9", b"YWJj", b"\xe9", b"\xc4\xe3", b"\x1b$B%F\x1b(B", b" ", b"Subject: =?utf-8?q?", b"?=",
    b"message/rfc822", "é".encode(),
]  # fmt: skip


@given(st.lists(st.sampled_from(ALPHABET), max_size=40).map(b"".join))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    source = source_text(data)
    assert len(shown_text(source)) == len(source)
    try:
        found = list(leaves(message(source), []))
    except UnreadableError:
        return
    for each in found:
        try:
            pieces = text_of(each)
        except UnreadableError:
            continue
        places = [place for _, start, end in pieces for place in (start, end)]
        assert places == sorted(places)
        assert all(each.start <= place <= each.end for place in places)
