"""Bookmarks as browsers export them: Netscape's format, which the reader of HTML reads."""

from __future__ import annotations

import pytest

from documents.reading import places_hold
from linkaudit.documents import formats
from linkaudit.documents.read import read_text
from linkaudit.models import Kind

X, Y, Z = "https://h.example/x", "https://h.example/y?a=1&b=2", "https://h.example/z"
BOOKMARKS = f"""<!DOCTYPE NETSCAPE-Bookmark-file-1>
<!-- This is an automatically generated file.
     It will be read and overwritten.
     DO NOT EDIT! -->
<META HTTP-EQUIV="Content-Type" CONTENT="text/html; charset=UTF-8">
<TITLE>Bookmarks</TITLE>
<H1>Bookmarks Menu</H1>

<DL><p>
    <DT><H3 ADD_DATE="1531353600" LAST_MODIFIED="1531353601" PERSONAL_TOOLBAR_FOLDER="true">Harbour 😀</H3>
    <DL><p>
        <DT><A HREF="{X}" ADD_DATE="1531353600" ICON="data:image/png;base64,iVBORw0KGgo=">The old harbour</A>
        <DD>What the board wrote: {Z}
        <DT><A HREF="{Y.replace("&", "&amp;")}" ICON_URI="https://h.example/icon.ico" TAGS="a,b">Ferries &amp; piers</A>
        <DT><A HREF="javascript:void(0)" SHORTCUTURL="js">Run</A>
        <DT><A HREF="place:type=6&amp;sort=14" ADD_DATE="1531353600">Recent</A>
        <HR>
        <DT><A FEEDURL="https://h.example/feed.xml" HREF="{Z}">News</A>
    </DL><p>
</DL><p>
"""


@pytest.mark.parametrize("name", ["bookmarks.html", "bookmarks.txt"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_bookmarks(name: str, line_end: str) -> None:
    announced = formats.by_path(name)
    assert announced
    document = read_text(BOOKMARKS.replace("\n", line_end), name, announced)
    assert places_hold(document)
    assert document.format == "html"
    assert document.title == "Bookmarks"
    links = [each for each in document.references if each.kind is Kind.LINK]
    assert [(each.url, each.text, each.location.line, each.location.column) for each in links] == [
        (X, "The old harbour", 12, 22),
        (Y, "Ferries & piers", 14, 22),
        ("javascript:void(0)", "Run", 15, 22),
        ("place:type=6&sort=14", "Recent", 16, 22),
        (Z, "News", 18, 59),
    ]
    others = [(each.kind, each.url, each.location.line) for each in document.references if each.kind is not Kind.LINK]
    assert [each for each in others if each[0] is Kind.BARE] == [(Kind.BARE, Z, 13)]
    assert not any(url.startswith("data:") for _, url, _ in others)
    assert {"Harbour 😀"} <= {block.text.strip() for block in document.blocks if block.kind == "heading"}


def test_icons_and_feeds_are_attributes() -> None:
    document = read_text(BOOKMARKS, "bookmarks.html", formats.HTML)
    found = {each.element: each.url for each in document.references if each.kind is Kind.ATTRIBUTE}
    assert found == {"a icon_uri": "https://h.example/icon.ico", "a feedurl": "https://h.example/feed.xml"}
