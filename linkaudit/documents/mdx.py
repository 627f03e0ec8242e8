"""MDX: Markdown with components and expressions of JavaScript.

What is no Markdown is blanked, and the rest is read as Markdown; the attributes of components hold links. Since MDX has
no indented code, deep indentation is taken out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.documents import html, markdown, text
from linkaudit.documents.commonmark.mdx_syntax import Kind, Syntax
from linkaudit.documents.derived import Derived
from linkaudit.documents.interface import PLAIN, Reading
from linkaudit.documents.metadata import front_matter_span
from linkaudit.documents.positions import Lines
from linkaudit.models import Comment
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.commonmark.mdx_syntax import Stretch
    from linkaudit.documents.derived import Piece
    from linkaudit.documents.interface import Options
    from linkaudit.models import Reference

_NOT_LINE_END = Pattern(r"[^\r\n]")
# Four spaces would make code of a line of Markdown.
_DEEP = Pattern(r"(?m)^(?P<kept>[ \t]{0,3})(?P<deep>[ \t]+)")
# A tag that Markdown reads by itself, with all that is between it and its end tag.
_INLINE_TAG = Pattern(r"</?[a-z][a-z0-9]*(?=[\s/>])")
_ATTRIBUTE_BEFORE = Pattern(r"[\w:.-]+\s*=\s*\Z")
_LONGEST_NAME = 100
_STRING = Pattern(r"""\{\s*(?:"[^"\\]*"|'[^'\\]*'|`[^`\\$]*`)\s*\}""")


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read an MDX document."""
    header = front_matter_span(lines.text)
    begin = header[1] if header else 0
    stretches = list(Syntax(lines.text).stretches(begin))
    plain = _blanked(lines.text, [(each.start, each.end) for each in stretches if _is_foreign(lines.text, each)])
    source = Derived(_without_indentation(plain, begin, stretches))
    reading = markdown.read_with(Lines(lines.path, source.text), options, ())
    reading = source.relocated(reading, lines)
    tags = _components(lines, [each for each in stretches if each.kind is Kind.TAG and _is_foreign(lines.text, each)])
    references = (*reading.references, *tags.references, *_code(lines, options, stretches))
    comments = (*reading.comments, *_comments(lines, stretches))
    return replace(
        reading,
        references=tuple(sorted(references, key=lambda each: each.location.start)),
        comments=tuple(sorted(comments, key=lambda each: each.location.start)),
    )


def _is_foreign(source: str, stretch: Stretch) -> bool:
    """Tell whether Markdown would misread a stretch: not a fence, nor a tag of HTML that stands within a line."""
    if stretch.kind is Kind.EXPRESSION:
        # In the target of a link braces are braces.
        return source[max(0, stretch.start - 2) : stretch.start] != "]("
    if stretch.kind is not Kind.TAG:
        return stretch.kind is Kind.MODULE
    if stretch.inner or not _INLINE_TAG.match(source, stretch.start):
        return True
    before = source[max(0, stretch.start - _LONGEST_NAME) : stretch.start].replace("\r", "\n").rpartition("\n")[2]
    return not before.strip(" \t>") and not source.startswith(("<a ", "<a\n", "</a"), stretch.start)


def _blanked(source: str, spans: list[tuple[int, int]]) -> str:
    """Blank stretches of a text, whose lines stay lines."""
    parts: list[str] = []
    position = 0
    for start, end in spans:
        parts += (source[position:start], _NOT_LINE_END.sub(" ", source[start:end]))
        position = end
    return "".join([*parts, source[position:]])


def _without_indentation(plain: str, begin: int, stretches: list[Stretch]) -> Iterator[Piece]:
    """Cut a text into pieces without the indentation that would make code of a line; blocks of code keep theirs."""
    position = 0
    fences = [(each.start, each.end) for each in stretches if each.kind is Kind.FENCE]
    for start, end in [*fences, (len(plain), len(plain))]:
        first_line = min(end, max(plain.find("\n", start), start) if start < len(plain) else end)
        for found in _DEEP.finditer(plain, max(position, begin), first_line):
            yield plain[position : found.start("deep")], position, found.start("deep")
            position = found.end("deep")
        yield plain[position:end], position, end
        position = end


def _components(lines: Lines, tags: list[Stretch]) -> Reading:
    """Read the attributes of components as those of HTML; an expression is a value only if it is a mere string."""
    parts: list[str] = []
    position = 0
    for tag in tags:
        for start, end in tag.inner:
            if _STRING.fullmatch(lines.text, start, end):
                parts += (lines.text[position:start], " ", lines.text[start + 1 : end - 1].replace("`", '"'), " ")
            else:
                name = _ATTRIBUTE_BEFORE.search(lines.text, max(tag.start + 1, start - _LONGEST_NAME), start)
                begin = max(position, name.start() if name else start)
                parts += (lines.text[position:begin], _NOT_LINE_END.sub(" ", lines.text[begin:end]))
            position = end
    source = "".join([*parts, lines.text[position:]])
    return html.read_fragments(Lines(lines.path, source), (), [(each.start, each.end) for each in tags])


def _code(lines: Lines, options: Options, stretches: list[Stretch]) -> Iterator[Reference]:
    """Find the URLs in JavaScript, if they are wanted."""
    for each in stretches:
        if options.include_code and each.kind in (Kind.MODULE, Kind.EXPRESSION):
            yield from text.references(lines, each.start, each.end)


def _comments(lines: Lines, stretches: list[Stretch]) -> Iterator[Comment]:
    """List the comments of JavaScript: `{/* … */}`."""
    for each in stretches:
        if each.kind in (Kind.MODULE, Kind.EXPRESSION):
            for start, end in each.inner:
                yield Comment(lines.text[start + 2 : end - 2], lines.location(start, end))
