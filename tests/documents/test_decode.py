"""From bytes to text."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.documents.decode import Decoded, NotTextError, decode

FRENCH = "Le procès-verbal de la réunion fut publié à Genève, près du café. Voilà où çà commence.\n" * 3
RUSSIAN = "Министр сообщил, что переговоры начнутся во вторник в здании порта. Подробности позднее.\n" * 3
JAPANESE = (
    "港の倉庫で火災が発生し、消防車が出動した。けが人はいなかったという。くわしい原因は調査中である。\n"
    "カメラの映像によると、ロープが切れたあとにトラックが動き出したように見える。\n"
) * 4
CHINESE = "据报道，港口的仓库昨天晚上发生火灾，没有人受伤，原因正在调查之中。\n" * 4


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_byte_order_mark_decides_and_is_left_out(mark: bytes, encoding: str) -> None:
    assert decode(mark + "h😀é\r\n".encode(encoding)) == Decoded("h😀é\r\n", f"{encoding}-sig")


@given(st.text(st.characters(codec="utf-8", exclude_characters="\0\ufeff\x1b")))
def test_utf_8_needs_no_mark(text: str) -> None:
    assert decode(text.encode()) == Decoded(text, "utf-8")


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_mark_is_told_by_its_zero_bytes(encoding: str) -> None:
    text = "Minutes of the harbour board, 12 July 2018\r\n"
    assert decode(text.encode(encoding)) == Decoded(text, encoding)


@pytest.mark.parametrize(
    ("text", "written", "encoding"),
    [
        (FRENCH, "latin-1", "cp1252"),
        ("He said “yes” – for 5 €, that’s all…\n", "cp1252", "cp1252"),
        (RUSSIAN, "cp1251", "cp1251"),
        (RUSSIAN, "koi8-r", "koi8_r"),
        (JAPANESE, "shift_jis", "cp932"),
        (JAPANESE, "euc_jp", "euc_jis_2004"),
        (JAPANESE, "iso2022_jp", "iso2022_jp"),
        (CHINESE, "gb18030", "gb18030"),
    ],
    ids=["Latin-1", "Windows quotes", "Windows Cyrillic", "KOI8-R", "Shift JIS", "EUC-JP", "ISO-2022-JP", "GB 18030"],
)
def test_old_encodings_are_told_by_their_letters(text: str, written: str, encoding: str) -> None:
    decoded = decode(text.encode(written))
    assert (decoded.text, decoded.encoding) == (text, encoding)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("windows-1252", "cp1252"),
        ("ISO-8859-1", "cp1252"),
        ("iso-8859-2", "iso8859-2"),
        ("windows-1251", "cp1251"),
        ("Shift_JIS", "cp932"),
        ("gbk", "gb18030"),
        ("gb2312", "gb18030"),
        ("x-sjis", "cp932"),
        ("x-mac-cyrillic", "mac-cyrillic"),
        ("iso-8859-9", "cp1254"),
    ],
)
def test_a_page_says_its_encoding(declared: str, encoding: str) -> None:
    letter = bytes([0xC1, 0xC1])
    page = f'<html><head><meta charset="{declared}"></head><p>'.encode() + letter
    assert decode(page) == Decoded(page.decode(encoding), encoding)


def test_a_page_says_its_encoding_in_the_old_manner() -> None:
    page = "<meta http-equiv='Content-Type' content='text/html; charset=windows-1251'><p>Привет".encode("cp1251")
    assert decode(page).text.endswith("<p>Привет")


@pytest.mark.parametrize(
    "declared",
    [
        "utf-8",
        "no-such-encoding",
        "utf-16",
        "utf-7",
        "unicode_escape",
        "base64",
        "idna",
        "punycode",
        "undefined",
        "rot13",
    ],
)
def test_a_declaration_that_is_not_so_or_that_no_browser_knows_is_not_believed(declared: str) -> None:
    page = f'<meta charset="{declared}">\\x41+AGE- '.encode() + FRENCH.encode("latin-1")
    assert decode(page) == Decoded(page.decode("cp1252"), "cp1252")


def test_a_declaration_counts_only_at_the_beginning() -> None:
    page = FRENCH.encode("latin-1") + b" " * 1024 + b"<meta charset=windows-1251>"
    assert decode(page).encoding == "cp1252"


def test_terminal_control_signs_do_not_make_a_text_japanese() -> None:
    text = "\x1b$B\x7fé red \x1b[0m"
    assert decode(text.encode()) == Decoded(text, "utf-8")


def test_an_empty_file_is_empty_text() -> None:
    assert decode(b"") == Decoded("", "utf-8")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"\0" * 64, "binary"),
        (b"a\0b", "binary"),
        ("text".encode("utf-16-le") + b"\0", "binary"),
        (codecs.BOM_UTF8 + b"\xff\xfe", "not utf-8 although it is marked so"),
        (codecs.BOM_UTF16_LE + b"a", "not utf-16-le although it is marked so"),
        (b"".join(bytes([byte]) for byte in range(1, 256)) * 4, "no encoding fits"),
    ],
    ids=["image", "zeros", "one zero", "odd length", "marked UTF-8", "cut UTF-16", "every byte"],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(NotTextError, match=reason):
        decode(data)


def test_a_text_that_looks_like_an_encoding_only_at_its_beginning_is_refused() -> None:
    damaged = RUSSIAN.encode("cp1251") * 300 + b"\x98\x98"
    with pytest.raises(NotTextError, match=r"looked like cp1251 \(byte \d+\)"):
        decode(damaged)


@given(st.binary(max_size=200))
def test_any_bytes_are_decoded_or_refused(data: bytes) -> None:
    try:
        decoded = decode(data)
    except NotTextError:
        return
    assert isinstance(decoded.text, str)
