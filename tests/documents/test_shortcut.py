"""Shortcuts to pages on Windows, macOS and other desktops."""

from __future__ import annotations

import plistlib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, urls, within
from linkaudit.documents import formats
from linkaudit.documents.read import read_bytes
from linkaudit.models import Document, Kind, Skipped

X, Y, Z = "https://h.example/x", "https://h.example/y", "https://h.example/z"


def shortcut(data: bytes | str, name: str = "a.url") -> Document:
    """Read a shortcut, having seen that every place in it holds."""
    written = data if isinstance(data, bytes) else data.encode()
    (document,) = read_bytes(written, name, formats.by_name("shortcut"))
    assert isinstance(document, Document)
    assert places_hold(document)
    return document


def skipped(data: bytes) -> str:
    """Say why a shortcut cannot be read."""
    (found,) = read_bytes(data, "a.webloc", formats.by_name("shortcut"))
    assert isinstance(found, Skipped)
    return found.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_windows(encoding: str) -> None:
    text = (
        f"[DEFAULT]\r\nBASEURL={X}\r\n[DOC#1#2]\r\nBASEURL={Y}\r\nORIGURL={Z}\r\n; linkaudit: ignore[x] why\r\n"
        f"[{{000214A0-0000-0000-C000-000000000046}}]\r\nProp3=19,2\r\n[InternetShortcut]\r\nIDList=\r\n"
        f" url = {X}?a=b;c#d \r\nIconFile=https://h.example/é.ico\r\nIconIndex=1\r\nModified=F0A1\r\n"
        f"[InternetShortcut.W]\r\nURL=https://h.example/+AOk-\r\n"
    )
    document = shortcut(text.encode(encoding))
    assert [(each.element, each.url, each.location.line, each.location.column) for each in document.references] == [
        ("DEFAULT.BASEURL", X, 2, 9),
        ("DOC#1#2.BASEURL", Y, 4, 9),
        ("DOC#1#2.ORIGURL", Z, 5, 9),
        ("InternetShortcut.url", f"{X}?a=b;c#d", 11, 8),
        ("InternetShortcut.IconFile", "https://h.example/é.ico", 12, 10),
    ]
    assert [each.kind for each in document.references] == [Kind.FIELD] * 4 + [Kind.ATTRIBUTE]
    assert [comment.text for comment in document.comments] == ["linkaudit: ignore[x] why"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[InternetShortcut]\nURL=", [""]),
        ("[InternetShortcut]\nURL=file:///C:/a.htm\nIconFile=C:\\a.ico\nHotKey=0", ["file:///C:/a.htm"]),
        ("URL=mailto:a@h.example", ["mailto:a@h.example"]),
        (f"[InternetShortcut]\rURL={X}\r", [X]),
        (f"[InternetShortcut]\n# URL={X}\n;URL={Y}\nNoURL={Z}\nURL", []),
        (f"[Desktop Entry]\nType=Application\nURL={X}\nExec=a {Y}\n", []),
        (f"[Desktop Entry]\nURL={X}\n", []),
        (f"[Desktop Entry]\nType=Link\nURL={X}\nURL[de]={Y}\nIcon={Z}\n[X-Other]\nName={Z}", [X, Y]),
        ("[Desktop Entry]\nType=Link\nURL=https://h.example/a\\sb\\\\c\\q", ["https://h.example/a b\\c\\q"]),
        ("", []),
    ],
)
def test_which_values_are_addresses(text: str, expected: list[str]) -> None:
    assert urls(shortcut(text)) == expected


def test_desktop_entries() -> None:
    document = shortcut(
        f"#!/usr/bin/env xdg-open\n[Desktop Entry]\nType=Link\nName=The harbour\nURL = {X}\n", "a.desktop"
    )
    assert document.title == "The harbour"
    reference = only(document)
    assert (reference.location.line, reference.location.column, reference.element) == (5, 7, "Desktop Entry.URL")
    assert {field.name: field.value for field in document.fields}["type"] == "Link"


HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" '
    '"http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n<plist version="1.0">\n<dict>\n'
)


@pytest.mark.parametrize(
    ("inner", "url", "raw", "line"),
    [
        (f"\t<key>URL</key>\n\t<string>{X}?a=1&amp;b=é</string>\n", f"{X}?a=1&b=é", f"{X}?a=1&amp;b=é", 6),
        (f"<key> URL </key><string>\n {X} \n</string>", X, X, 6),
        (f"<key>URL</key><string><![CDATA[{X}?a&amp;b]]></string>", f"{X}?a&amp;b", f"{X}?a&amp;b", 5),
        (f"<!-- <key>URL</key><string>{Y}</string> --><key>URL</key><string>{X}</string>", X, X, 5),
        (f"<key>Other</key><string>{Y}</string><key>URL</key><string>{X}</string>", X, X, 5),
        ("<key>URL</key><string></string>", "", "", 5),
    ],
)
def test_property_lists_in_xml(inner: str, url: str, raw: str, line: int) -> None:
    reference = only(shortcut(f"{HEAD}{inner}</dict>\n</plist>\n", "a.webloc"))
    assert (reference.url, reference.raw, reference.location.line, reference.kind) == (url, raw, line, Kind.FIELD)


def test_what_python_writes_is_read() -> None:
    address = f"{X}?a=1&b=<2>é😀"
    assert urls(shortcut(plistlib.dumps({"URL": address}))) == [address]
    document = shortcut(plistlib.dumps({"URL": address}, fmt=plistlib.FMT_BINARY))
    assert urls(document) == [address]
    assert document.text == address


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"Other": X}, "a property list without an address"),
        ([X], "a property list without an address"),
        ({"URL": 7}, "a property list without an address"),
        ({"URL": X * 1000}, "too large for a shortcut"),
    ],
)
def test_property_lists_without_an_address(value: Any, reason: str) -> None:
    assert skipped(plistlib.dumps(value, fmt=plistlib.FMT_BINARY)).startswith(reason)


def test_a_property_list_that_stands_for_far_more_is_bounded() -> None:
    # Each of many arrays lists the same object many times; all of them share one stretch of bytes.
    count = 3_900
    shared = b"\xaf\x11" + count.to_bytes(2, "big") + b"\x00\x01" * count
    first = (
        b"\xaf\x11" + count.to_bytes(2, "big") + b"".join(number.to_bytes(2, "big") for number in range(1, count + 1))
    )
    body = b"bplist00" + first[:4000] + shared[:4000]
    offsets = [8, *([8 + 4000] * 1_900)]
    table = b"".join(offset.to_bytes(2, "big") for offset in offsets)
    trailer = bytes(6) + b"\x02\x02" + len(offsets).to_bytes(8, "big") + bytes(8) + len(body).to_bytes(8, "big")
    with within(5):
        assert skipped(body + table + trailer)


@given(st.binary(max_size=80))
def test_any_bytes_are_read_or_skipped(data: bytes) -> None:
    for written in (data, b"bplist00" + data, b"[InternetShortcut]\nURL=" + data):
        (found,) = read_bytes(written, "a.webloc", formats.by_name("shortcut"))
        assert isinstance(found, Skipped) or places_hold(found)


@given(st.binary(max_size=12), st.integers(min_value=8, max_value=120))
def test_damaged_property_lists_are_skipped_or_read(patch: bytes, place: int) -> None:
    data = bytearray(plistlib.dumps({"URL": X, "b": [1, {"c": b"d"}]}, fmt=plistlib.FMT_BINARY))
    data[place : place + len(patch)] = patch
    (found,) = read_bytes(bytes(data), "a.webloc", formats.by_name("shortcut"))
    assert isinstance(found, Skipped) or places_hold(found)


@given(
    st.lists(
        st.sampled_from(["[Desktop Entry]", "[InternetShortcut]", "Type=Link", "URL=", "URL", "=", X, "\n", "\r\n", " ",
                         ";", "#", "<plist>", "<key>URL</key>", "<string>", "</string>", "<!--", "-->", "<![CDATA[",
                         "]]>", "&amp;", "😀"]),
        max_size=20,
    )
)  # fmt: skip
def test_any_text_is_read_and_every_place_holds(parts: list[str]) -> None:
    shortcut("".join(parts))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 500_000, "=" * 500_000, "URL=" + " " * 500_000 + "x", "a" + " " * 500_000, "a=b\n" * 100_000,
        "<plist>" + "<!--" * 200_000, "<plist>" + "<key>" * 100_000, "<plist>" + "<key>URL</key><string>" * 30_000,
        "<plist>" + "<key>URL</key><string><![CDATA[" * 20_000, "<plist><key>" + " " * 500_000,
    ],
    ids=lambda text: f"{text[:9]!r}…{text[-6:]!r}",
)  # fmt: skip
def test_hostile_text_takes_no_longer_than_its_length_asks_for(text: str) -> None:
    with within(5):
        shortcut(text)
