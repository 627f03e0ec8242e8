"""Links of wikis inside Markdown: `[[page]]`, `[[page|label]]`, `![[picture.png]]` (Obsidian, Foam, GitHub's wikis)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkaudit.models import Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.positions import Lines

# The bar is escaped in tables. A condition of a shell, the index of an array and a number in brackets are no links.
_WIKILINK = Pattern(
    r"""(?<![\w\\\[)\]])(?P<embed>!)?\[\[
    (?P<page>(?![\s"'$!-]|\d+(?:[.,]\s*\d+)*(?:\]|\\?\|))[^\[\]|\\\r\n`<>{}"]{1,300}(?<!\s))
    (?:\\?\|(?P<label>[^\[\]|\r\n]{0,300}))?\]\](?![\[(\w])""",
    re.VERBOSE,
)
# In GitHub's wikis the label stands first, so that an address in its place is the target.
_ADDRESS = Pattern(r"(?i)(?:https?|ftp)://\S+")


def wikilinks(lines: Lines, text: str, start: int, end: int) -> Iterator[Reference]:
    """Find the links of wikis in running text between two offsets; in `text` all else is blanked."""
    for found in _WIKILINK.finditer(text, start, end):
        page, label = ("label", "page") if _ADDRESS.fullmatch((found["label"] or "").strip()) else ("page", "label")
        raw = found[page].strip()
        begin = text.index(raw, found.start(page))
        yield Reference(
            url=raw,
            raw=raw,
            location=lines.location(begin, begin + len(raw)),
            kind=Kind.IMAGE if found["embed"] else Kind.LINK,
            text=(found[label] or raw).strip(),
            element="wikilink",
        )
