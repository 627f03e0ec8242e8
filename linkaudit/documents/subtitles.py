"""Subtitles: SubRip (`.srt`) and WebVTT (https://www.w3.org/TR/webvtt1/): what the cues show, notes, header."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.documents.bare import bare_urls
from linkaudit.documents.interface import PLAIN, Reading
from linkaudit.documents.pages.attributes import attributes, unescape
from linkaudit.documents.prose import Prose
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Comment, Field, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from linkaudit.documents.interface import Options
    from linkaudit.documents.positions import Lines

_WEBVTT = Pattern(r"\ufeff?WEBVTT(?![^ \t\r\n])[ \t]*+(?:-+[ \t]*+)?([^\r\n]*)")
_HEADER = Pattern(r"([A-Za-z][\w -]{0,40}?)[ \t]*[:=][ \t]*(.*)")
_TIMING = Pattern(r"[ \t]*\d[\d:.,]*[ \t]*-->")
_NUMBER = Pattern(r"\s*\d+\s*")
# WebVTT, section 4.1: blocks that are no cues.
_NOTE = Pattern(r"NOTE(?![^ \t\r\n])[ \t]*")
_STYLE_OR_REGION = Pattern(r"(?:STYLE|REGION)[ \t]*$")
# A tag or time stamp, an override of SubStation Alpha, a character reference, an address in brackets or other text.
_TOKEN = Pattern(
    r"<(?![a-zA-Z]+://)(?P<tag>/?[a-zA-Z][^<>]*|[\d:.]+|/)>"
    r"|\{\\[^{}\r\n]*\}|(?P<reference>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<text>[<{&]?[^<{&]*)"
)
_ANCHOR = Pattern(r"a(?![^\s.])")


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read subtitles."""
    reader = _SubtitleReader(lines, options)
    reader.read()
    return Reading(
        references=tuple(sorted(reader.references, key=lambda each: each.location.start)),
        blocks=tuple(reader.visible.blocks),
        fields=tuple(reader.fields),
        comments=tuple(reader.comments),
        title=reader.title,
    )


class _SubtitleReader:
    """Goes through the blocks of subtitles, which blank lines part."""

    def __init__(self, lines: Lines, options: Options) -> None:
        self.lines = lines
        self.options = options
        self.references: list[Reference] = []
        self.fields: list[Field] = []
        self.comments: list[Comment] = []
        self.visible = VisibleText()
        self.title = ""
        self.is_webvtt = False

    def read(self) -> None:
        """Read all blocks."""
        self.visible.end_block(0, "cell")
        for number, block in enumerate(self._blocks()):
            if number == 0 and (first := _WEBVTT.match(self.lines.text, block[0][0])):
                self.is_webvtt = True
                self._header(first, block[1:])
            elif self.is_webvtt and (note := _NOTE.match(self.lines.text, *block[0])):
                self._note(note, block[-1][1])
            elif not (self.is_webvtt and _STYLE_OR_REGION.match(self.lines.text, *block[0])):
                self._cues(block)

    def _blocks(self) -> Iterator[list[tuple[int, int]]]:
        """Go through the blocks, each a list of lines without their ends."""
        block: list[tuple[int, int]] = []
        text = self.lines.text
        for start, behind in zip(self.lines.starts, [*self.lines.starts[1:], len(text)], strict=True):
            end = start + len(text[start:behind].rstrip("\r\n"))
            if text[start:end].strip("\ufeff \t"):
                block.append((start, end))
            elif block:
                yield block
                block = []
        if block:
            yield block

    def _header(self, first: re.Match[str], block: list[tuple[int, int]]) -> None:
        """Take the header of WebVTT: a line that may hold a title, and metadata."""
        self.title = first[1].strip()
        self._fielded("webvtt", *first.span(1))
        for start, end in block:
            entry = _HEADER.match(self.lines.text, start, end)
            if entry:
                name, value = entry[1].lower(), entry[2].strip()
                self.fields.append(Field(name, value, self.lines.location(*entry.span(2)), "metadata"))
                self._fielded(name, *entry.span(2))
            else:
                self._fielded("webvtt", start, end)

    def _note(self, note: re.Match[str], end: int) -> None:
        """Take a note, which is a comment; the links in it are none unless they are asked for."""
        words = self.lines.text[note.end() : end].strip()
        self.comments.append(Comment(words, self.lines.location(note.start(), end)))
        if self.options.include_code:
            self._refer(Kind.BARE, "", note.end(), end)

    def _fielded(self, name: str, start: int, end: int) -> None:
        self._refer(Kind.FIELD, name, start, end)

    def _refer(self, kind: Kind, name: str, start: int, end: int) -> None:
        """List the URLs in a stretch of the source that has no markup."""
        for found in bare_urls(self.lines.text, start, end):
            raw = self.lines.text[found.start : found.end]
            location = self.lines.location(found.start, found.end)
            self.references.append(Reference(found.url, raw, location, kind, element=name))

    def _cues(self, block: list[tuple[int, int]]) -> None:
        """Take a block: a cue, several that no blank line parts, or the rest of a cue that had one in it."""
        shown: list[tuple[int, int]] = []
        timed = False
        for start, end in block:
            if not _TIMING.match(self.lines.text, start, end):
                shown.append((start, end))
                continue
            if not timed:
                # What stands before the times of a block names the cue.
                shown.clear()
            elif shown and _NUMBER.fullmatch(self.lines.text, *shown[-1]):
                shown.pop()
            self._show(shown)
            shown.clear()
            timed = True
        self._show(shown)

    def _show(self, shown: list[tuple[int, int]]) -> None:
        """Read the lines of a cue."""
        if not shown:
            return
        start, end = shown[0][0], shown[-1][1]
        self.visible.end_block(start, "cell")
        prose = Prose()
        anchor: tuple[int, int] | None = None
        for token in _TOKEN.finditer(self.lines.text, start, end):
            tag = token["tag"]
            if tag is not None:
                if anchor and tag.lower() == "/a":
                    self._name_link(anchor)
                    anchor = None
                elif _ANCHOR.match(tag.lower()):
                    anchor = self._link(token, anchor)
            elif token["reference"] or token["text"]:
                said = unescape(token[0]) if token["reference"] else token[0]
                self.visible.add(said, token.start())
                if anchor is None:
                    prose.add(said, *token.span())
        if anchor:
            self._name_link(anchor)
        self.visible.end_block(end, "cell")
        for found in prose.urls():
            location = self.lines.location(found.start, found.end)
            raw = self.lines.text[found.start : found.end]
            self.references.append(Reference(found.url, raw, location, Kind.BARE))

    def _link(self, token: re.Match[str], anchor: tuple[int, int] | None) -> tuple[int, int] | None:
        """Take a tag that begins a link; give the number of its reference and how much is shown before its text."""
        target = attributes(token[0], token.start()).get("href")
        if target is None:
            return anchor
        begin, end = target.stripped(self.lines.text)
        raw, location = self.lines.text[begin:end], self.lines.location(begin, end)
        self.references.append(Reference(target.url, raw, location, Kind.LINK, element="a href"))
        return len(self.references) - 1, self.visible.length

    def _name_link(self, anchor: tuple[int, int]) -> None:
        """Give a link the text that it holds."""
        number, length = anchor
        words = " ".join(self.visible.since(length).split())
        self.references[number] = replace(self.references[number], text=words)
