"""How Markdown is shown to a reader: rendered as GitHub does, with tables and bare addresses made links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any, NamedTuple

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from collections.abc import Sequence

# GFM 0.29, section 6.9: what makes a bare address a link.
_BARE = re.compile(
    r"(?i)(?:https?|ftp)://[^\s<]+|www\.[^\s<]+|[a-z0-9._+-]+@[a-z0-9_-]+(?:\.[a-z0-9_-]+)*\.[a-z0-9_-]*[a-z0-9]"
)


@dataclass
class Match:
    """A bare address that a renderer makes a link of."""

    schema: str
    index: int
    last_index: int
    raw: str
    text: str
    url: str


class Linkify:
    """Finds bare addresses as GFM has it: the part of linkify-it that markdown-it asks for."""

    def pretest(self, text: str) -> bool:
        """Tell by cheap signs whether there may be one."""
        return self.test(text)

    def test(self, text: str) -> bool:
        """Tell whether there is one."""
        return _BARE.search(text) is not None

    def match(self, text: str) -> list[Match] | None:
        """List them."""
        found = [Match("", *each.span(), each[0], each[0], _target(each[0])) for each in _BARE.finditer(text)]
        return found or None

    def match_at_start(self, text: str) -> Match | None:
        """Find the one with which a text begins."""
        found = _BARE.match(text)
        return (
            Match(found[0].partition(":")[0], 0, found.end(), found[0], found[0], _target(found[0])) if found else None
        )


def _target(address: str) -> str:
    if "://" in address:
        return address
    return f"http://{address}" if address.lower().startswith("www.") else f"mailto:{address}"


def renderer() -> MarkdownIt:
    """Make what renders as GitHub does: tables, strikethrough, HTML passed through, bare addresses made links."""
    made = MarkdownIt("commonmark", {"linkify": True, "html": True}).enable(["table", "strikethrough", "linkify"])
    made.linkify = Linkify()
    return made


RENDERER = renderer()


class Shown(NamedTuple):
    """What a reader sees: the text, the links with their texts, and every other element by its name."""

    text: str
    links: list[tuple[str, str]]
    elements: list[str]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text: list[str] = []
        self.links: list[tuple[str, str]] = []
        self.elements: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self.links.append((dict(attrs).get("href") or "", ""))
        else:
            self.elements.append(tag)

    def handle_endtag(self, tag: str) -> None:
        self.elements += [] if tag == "a" else [f"/{tag}"]

    def handle_data(self, data: str) -> None:
        self.text.append(data)
        if self.links and self.get_starttag_text() and self.links[-1][1] == "":
            self.links[-1] = (self.links[-1][0], data)

    def handle_comment(self, data: str) -> None:
        self.elements.append("comment")

    def handle_decl(self, decl: str) -> None:
        self.elements.append("declaration")

    def unknown_decl(self, data: str) -> None:
        self.elements.append("declaration")

    def handle_pi(self, data: str) -> None:
        self.elements.append("instruction")


def shown(markdown: str) -> Shown:
    """Show Markdown to a reader."""
    reader = _Reader()
    reader.feed(RENDERER.render(markdown))
    reader.close()
    return Shown("".join(reader.text), reader.links, reader.elements)


class Table(NamedTuple):
    """A table: its headings, and its rows as the reader sees them."""

    head: list[str]
    rows: list[list[str]]


class Report(NamedTuple):
    """What a report is made of, as a renderer sees it."""

    headings: list[tuple[str, str]]
    tables: list[Table]
    links: list[str]
    html: list[str]
    images: list[str]


def report(markdown: str) -> Report:
    """Read a report as a renderer does."""
    tokens = RENDERER.parse(markdown)
    inline = [child for token in tokens for child in token.children or []]
    headings = [
        (token.tag, _plain(tokens[number + 1])) for number, token in enumerate(tokens) if token.type == "heading_open"
    ]
    return Report(
        headings=headings,
        tables=_tables(tokens),
        links=[unescape(str(child.attrs["href"])) for child in inline if child.type == "link_open"],
        html=[each.content for each in (*tokens, *inline) if each.type in ("html_block", "html_inline")],
        images=[str(child.attrs["src"]) for child in inline if child.type == "image"],
    )


def _tables(tokens: Sequence[Any]) -> list[Table]:
    tables: list[Table] = []
    row: list[str] = []
    for number, token in enumerate(tokens):
        if token.type == "table_open":
            tables.append(Table([], []))
        elif token.type in ("th_open", "td_open"):
            row.append(_plain(tokens[number + 1]))
        elif token.type == "tr_close":
            if tables[-1].head:
                tables[-1].rows.append(row)
            else:
                tables[-1].head.extend(row)
            row = []
    return tables


def _plain(token: Any) -> str:
    return "".join(
        child.content for child in token.children or [] if child.type in ("text", "code_inline", "text_special")
    )
