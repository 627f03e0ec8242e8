"""Org, the format of Emacs' Org mode.

https://orgmode.org/worg/org-syntax.html
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.documents.interface import PLAIN, Reading
from linkaudit.documents.lightweight.normalized import read_normalized
from linkaudit.documents.lightweight.org_inline import Abbreviations, Inline
from linkaudit.documents.lightweight.rows import rows_of, stretch
from linkaudit.documents.lightweight.running import in_code
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Block, Comment, Field, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.documents.interface import Options
    from linkaudit.documents.lightweight.rows import Row
    from linkaudit.documents.positions import Lines

_HEADLINE = Pattern(
    r"(?P<stars>\*+)[ \t]+(?:(?P<todo>TODO|DONE|NEXT|WAITING|CANCELL?ED)[ \t]+)?(?:\[#\w\][ \t]+)?(?P<title>.*?)"
    r"(?:[ \t]+:[\w@#%:]+:)?\Z"
)
_COMMENTED = Pattern(r"COMMENT(?:[ \t]|\Z)")
_BLOCK = Pattern(r"[ \t]*#\+begin_(?P<name>\S+)", re.IGNORECASE)
_ORDER = Pattern(r"[ \t]*#\+\S")
_KEYWORD = Pattern(r"[ \t]*#\+(?P<name>[\w-]+)(?:\[.*?\])?:[ \t]*(?P<value>.*)\Z")
_COMMENT = Pattern(r"[ \t]*#(?:[ \t]+(?P<text>.*))?\Z")
_FIXED = Pattern(r"[ \t]*:(?:[ \t].*)?\Z")
_DRAWER = Pattern(r"[ \t]*:(?P<name>[\w-]+):\Z")
_PROPERTY = Pattern(r"[ \t]*:(?P<name>[^\s:]\S*?)\+?:(?:[ \t]+(?P<value>.*))?\Z")
_DRAWER_END = Pattern(r"[ \t]*:end:\Z", re.IGNORECASE)
_ITEM = Pattern(r"[ \t]*(?:[-+]|(?<=[ \t])\*|(?:\d+|[A-Za-z])[.)])(?:[ \t]+(?:\[[ X-]\][ \t]+)?|\Z)")
_TABLE = Pattern(r"[ \t]*\|")
_TABLE_RULE = Pattern(r"[ \t]*\|[-+|:]*\Z")
_FOOTNOTE = Pattern(r"\[fn:[\w-]+\][ \t]*")
_TIMESTAMP = Pattern(r"[<\[](?P<date>\d{4}-\d\d-\d\d[^>\]\n]*)[>\]]\Z")
_LINK_ABBREVIATION = Pattern(r"(?P<quote>\"?)(?P<name>[^\"\n]+?)(?P=quote)[ \t]+(?P<template>\S.*)\Z")
# What these blocks hold is shown as it is, or is not shown.
_CODE_BLOCKS = {"src", "example", "export", "comment"}
# Keywords that hold source of another language, or orders to Emacs.
_CODE_KEYWORDS = {
    "html", "latex", "beamer", "ascii", "texinfo", "man", "odt", "html_head", "html_head_extra", "latex_header",
    "latex_header_extra", "latex_class", "latex_class_options", "attr_html", "attr_latex", "attr_odt", "attr_org",
    "header", "headers", "property", "call", "tblfm", "plot", "results", "options", "startup", "begin", "end", "macro",
    "begin_src", "end_src", "todo", "tags", "bind", "exclude_tags", "select_tags", "html_doctype",
}  # fmt: skip
_SHOWN_KEYWORDS = {"caption", "title", "subtitle", "author", "date"}


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read a document in Org."""
    return read_normalized(lines, lambda normalized: _Org(normalized).reading(options))


class _Org:
    """Goes through the lines of a document."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._text = lines.text
        self._rows = list(rows_of(lines.text))
        self._references: list[Reference] = []
        self._fields: list[Field] = []
        self._blocks: list[Block] = []
        self._comments: list[Comment] = []
        self._abbreviations = Abbreviations()
        self._code: list[tuple[int, int]] = []
        self._without_end: set[str] = set()
        self._title = ""
        self._headline = ""
        self._headlines = 0

    def reading(self, options: Options) -> Reading:
        """Read the whole document."""
        self._keywords_first()
        number = 0
        while number < len(self._rows):
            number = self._block(number)
        if options.include_code:
            self._references += in_code(self._lines, self._code, self._references)
        return Reading(
            references=tuple(sorted(map(self._with_uses, self._references), key=lambda each: each.location.start)),
            blocks=tuple(self._blocks),
            fields=tuple(self._about_document(field) for field in self._fields),
            comments=tuple(self._comments),
            title=" ".join((self._title or self._headline).split()),
        )

    def _keywords_first(self) -> None:
        """Read the abbreviations of the whole document, since they may be used before they are defined."""
        if "#+link:" in self._text.lower():
            for row in self._rows:
                keyword = _KEYWORD.match(self._text, *row)
                found = (
                    _LINK_ABBREVIATION.match(keyword["value"])
                    if keyword and keyword["name"].lower() == "link"
                    else None
                )
                if found:
                    self._abbreviations.define(found["name"], found["template"].strip())

    def _with_uses(self, reference: Reference) -> Reference:
        """Give the address of an abbreviation the places where it is used."""
        if reference.kind is not Kind.DEFINITION:
            return reference
        uses = self._abbreviations.uses.pop(reference.text.lower(), [])
        return replace(reference, uses=tuple(place for place, _ in uses))

    def _about_document(self, field: Field) -> Field:
        """Take the properties of the only headline for those of the document, as clippers write one entry a file."""
        return replace(field, origin="front matter") if field.origin == "entry" and self._headlines == 1 else field

    def _line(self, number: int) -> str:
        return self._text[slice(*self._rows[number])]

    def _block(self, number: int) -> int:
        """Read what begins at a row; tell where the next begins."""
        line = self._line(number)
        begin, end = self._rows[number]
        if not line:
            return number + 1
        headline = _HEADLINE.match(line) if line[0] == "*" else None
        if headline:
            return self._section(number, headline)
        shown = line.lstrip()
        if shown[0] == "#":
            return self._hash(number, line)
        if shown[0] == ":":
            if drawer := _DRAWER.match(line):
                return self._drawer(number, drawer["name"].lower())
            if _FIXED.match(line):
                self._code.append((begin, end))
                return number + 1
        return self._running(number)

    def _section(self, number: int, headline: re.Match[str]) -> int:
        """Read a headline; one that begins with COMMENT takes its whole section out of the document."""
        begin = self._rows[number][0]
        if _COMMENTED.match(headline["title"]):
            end = number + 1
            level = len(headline["stars"])
            while end < len(self._rows):
                stars = _HEADLINE.match(self._line(end))
                if stars and len(stars["stars"]) <= level:
                    break
                end += 1
            self._code.append((begin, self._rows[end - 1][1]))
            return end
        if len(headline["stars"]) == 1:
            self._headlines += 1
        self._headline = self._headline or headline["title"]
        self._paragraph([(begin + headline.start("title"), begin + headline.end("title"))], "heading")
        return number + 1

    def _hash(self, number: int, line: str) -> int:
        """Read what begins with a hash: blocks, keywords, comments."""
        begin, end = self._rows[number]
        if block := _BLOCK.match(line):
            return self._delimited(number, block["name"].lower())
        if keyword := _KEYWORD.match(line):
            value = begin + keyword.start("value")
            self._keyword(keyword["name"].lower(), value, end)
            return number + 1
        if comment := _COMMENT.match(line):
            self._comments.append(Comment((comment["text"] or "").strip(), self._lines.location(begin, end)))
            self._code.append((begin, end))
            return number + 1
        return number + 1 if line.lstrip().startswith("#+") else self._running(number)

    def _delimited(self, number: int, name: str) -> int:
        """Read a block: skip what is shown as it is, and go into what holds text."""
        if name not in _CODE_BLOCKS or name in self._without_end:
            return number + 1
        ending = f"#+end_{name}"
        end = next((n for n in range(number + 1, len(self._rows)) if self._line(n).strip().lower() == ending), None)
        if end is None:
            self._without_end.add(name)
            return number + 1
        begin, stop = self._rows[number][0], self._rows[end][1]
        if name == "comment":
            said = "\n".join(self._text[slice(*row)] for row in self._rows[number + 1 : end])
            self._comments.append(Comment(said.strip(), self._lines.location(begin, stop)))
        self._code.append((begin, stop))
        return end + 1

    def _keyword(self, name: str, begin: int, end: int) -> None:
        """Read `#+KEYWORD: value`."""
        if name == "link":
            self._abbreviation(begin, end)
        elif name in _CODE_KEYWORDS or begin == end:
            self._code.append((begin, end))
        elif name == "caption":
            self._paragraph([(begin, end)])
        else:
            self._field(name, begin, end, "front matter")
            if name in _SHOWN_KEYWORDS:
                self._paragraph([(begin, end)], "heading" if name == "title" else "paragraph", name)
                if name == "title" and not self._title:
                    self._title = self._blocks[-1].text
            else:
                self._inline([(begin, end)], VisibleText(begin), name)

    def _abbreviation(self, begin: int, end: int) -> None:
        """List the address for which an abbreviation stands, unless it is a pattern for addresses."""
        found = _LINK_ABBREVIATION.match(self._text, begin, end)
        if found and "://" in found["template"] and "%" not in found["template"]:
            place = self._lines.location(*found.span("template"))
            template = found["template"]
            self._references.append(Reference(template, template, place, Kind.DEFINITION, text=found["name"]))

    def _field(self, name: str, begin: int, end: int, origin: str) -> None:
        value = self._text[begin:end]
        stamp = _TIMESTAMP.match(value)
        self._fields.append(Field(name, stamp["date"] if stamp else value, self._lines.location(begin, end), origin))

    def _drawer(self, number: int, name: str) -> int:
        """Read the properties in a drawer; of any other drawer, what it holds is text."""
        end = number + 1
        if name != "properties":
            return end
        origin = (
            "entry" if any(block.kind == "heading" for block in self._blocks) and self._headlines else "front matter"
        )
        while end < len(self._rows) and not _DRAWER_END.match(self._line(end)):
            found = _PROPERTY.match(self._line(end))
            if found is None:
                break
            if found["value"]:
                begin = self._rows[end][0] + found.start("value")
                self._field(found["name"].lower(), begin, self._rows[end][1], origin)
                self._inline([(begin, self._rows[end][1])], VisibleText(begin), found["name"].lower())
            end += 1
        return end

    def _running(self, number: int) -> int:
        """Read a paragraph, an item of a list, a footnote or a row of a table."""
        begin, end = self._rows[number]
        if _TABLE.match(self._text, begin, end):
            if not _TABLE_RULE.match(self._text, begin, end):
                self._cells(begin, end)
            return number + 1
        item = _ITEM.match(self._text, begin, end) or _FOOTNOTE.match(self._text, begin, end)
        following = number + 1
        while following < len(self._rows) and self._goes_on(following):
            following += 1
        rows = self._rows[number:following]
        if item:
            rows[0] = (item.end(), end)
        self._paragraph([row for row in rows if row[0] < row[1]], "item" if item else "paragraph")
        return following

    def _goes_on(self, number: int) -> bool:
        """Tell whether a line goes on with the paragraph before it."""
        begin, end = self._rows[number]
        line = self._line(number)
        if not line or (line[0] == "*" and _HEADLINE.match(line)):
            return False
        if line.lstrip()[0] in "#:" and any(each.match(line) for each in (_ORDER, _COMMENT, _FIXED, _DRAWER)):
            return False
        return not any(each.match(self._text, begin, end) for each in (_TABLE, _ITEM, _FOOTNOTE))

    def _cells(self, begin: int, end: int) -> None:
        """Read the cells of a row of a table."""
        position = begin
        while position < end:
            stop = self._text.find("|", position, end)
            stop = end if stop < 0 else stop
            if self._text[position:stop].strip():
                self._paragraph([(position, stop)], "cell")
            position = stop + 1

    def _paragraph(self, rows: list[Row], kind: str = "paragraph", element: str = "") -> None:
        """Read running text as one block."""
        if not rows:
            return
        visible = VisibleText(rows[0][0])
        visible.end_block(rows[0][0], kind)
        self._inline(rows, visible, element)
        visible.end_block(rows[-1][1])
        self._blocks += visible.blocks

    def _inline(self, rows: list[Row], visible: VisibleText, element: str = "") -> None:
        places = stretch(self._text, rows)
        Inline(self._lines, self._references, visible, places, element).read(self._abbreviations)
