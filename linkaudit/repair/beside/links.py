"""Captures behind links in running text: `[text](original) ([archived 2018-07-12](capture))` and its like.

The link leads to the original as before; behind it, in parentheses, stands the capture with its day. So the two are
told to belong together by every reader, be it a person or a program that looks for `archived` and a date.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from linkaudit.citations.same import Same
from linkaudit.models import Kind
from linkaudit.patterns import Pattern
from linkaudit.repair.beside.interface import Copy, Refusal, insertion

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.models import Block, Document, Edit, Reference
    from linkaudit.repair.beside.interface import Way

_TITLE = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\))"""
# What stands between the target of an inline link and its end; attributes (Pandoc, kramdown) belong to the link.
_MARKDOWN_END = Pattern(rf">?(?:\s+{_TITLE})?\s*\)(?:\{{[^{{}}\n]*\}})?")
_RST_END = Pattern(r">`__?")
_ASCIIDOC_END = Pattern(r"\[(?:\\\]|[^\]\r\n])*\]")
_ORG_END = Pattern(r"\](?:\[[^\[\]]*\])?\]")
_WIKI_END = Pattern(r"(?:[^\[\]\r\n]|\[\[[^\[\]\r\n]*\]\])*\]")
_SPACE = Pattern(r"\s*")
_ENTITY = Pattern(r"&(?=#?\w+;)")
_NO_END = Refusal("the end of the link is not certain")


def _behind(end_of: Callable[[Document, Reference], int | None], written: Callable[[Copy], str]) -> Way:
    """Make the way of a format: where its links end, and what is put there."""

    def put(document: Document, reference: Reference, copy: Copy) -> tuple[Edit, ...] | Refusal:
        end = end_of(document, reference)
        if end is None:
            return _NO_END
        if _in_heading(document, end):
            return Refusal("it stands in a heading, to which others may link by its words")
        return (insertion(document, end, written(copy)),)

    return put


def _in_heading(document: Document, offset: int) -> bool:
    """Tell whether an offset lies in a heading."""
    headings = _headings(Same(document.blocks))
    number = bisect_right(headings, offset, key=lambda block: block.start) - 1
    return number >= 0 and offset <= headings[number].end


@lru_cache(maxsize=4)
def _headings(blocks: Same[Block]) -> tuple[Block, ...]:
    return tuple(block for block in blocks.values if block.kind == "heading")


def _end(closing: Pattern, *, optional: bool = False) -> Callable[[Document, Reference], int | None]:
    """Find the end of a link: of a bare address where it ends, of others behind what closes them."""

    def end_of(document: Document, reference: Reference) -> int | None:
        if reference.kind is Kind.DEFINITION:
            return reference.uses[0].end if reference.uses else None
        end = reference.location.end
        if reference.kind in (Kind.BARE, Kind.AUTOLINK):
            return end + document.text.startswith(">", end)
        found = closing.match(document.text, end)
        return found.end() if found else end if optional else None

    return end_of


def _markdown(copy: Copy) -> str:
    url = _ENTITY.sub("&amp;", copy.spelled(encode="()*"))
    return f" ([archived {copy.day}]({url}))"


def _latex_end(document: Document, reference: Reference) -> int | None:
    r"""Find the end of `\url{…}` or of `\href{…}{…}`."""
    text, end = document.text, reference.location.end
    if reference.kind is Kind.BARE:
        return end
    groups = {"url": 0, "href": 1}.get(reference.element)
    if groups is None or not text.startswith("}", end):
        return None
    end += 1
    for _ in range(groups):
        space = _SPACE.match(text, end)
        end = space.end() if space else end
        if not text.startswith("{", end):
            return None
        end = _closed(text, end)
        if end < 0:
            return None
    return end


def _closed(text: str, start: int) -> int:
    """Find the end of the group that begins at an offset; -1 if it has none."""
    depth, place = 0, start
    while place < len(text):
        sign = text[place]
        depth += (sign == "{") - (sign == "}")
        place += 2 if sign == "\\" else 1
        if not depth:
            return place
    return -1


def in_latex(copy: Copy) -> str:
    """Write the address of a capture as the argument of a command."""
    url = copy.spelled()
    for sign in "%#&":
        url = url.replace(sign, f"\\{sign}")
    return url


def in_template(copy: Copy) -> str:
    """Write the address of a capture as a value of wikitext: quotes and braces mean something there."""
    return copy.spelled(encode="'")


_MARKDOWN = _behind(_end(_MARKDOWN_END), _markdown)
WAYS: dict[str, Way] = {
    "markdown": _MARKDOWN,
    "mdx": _MARKDOWN,
    "quarto": _MARKDOWN,
    "text": _behind(_end(Pattern(r">?")), lambda copy: f" (archived {copy.day}: {copy.spelled(encode='()')})"),
    "rst": _behind(_end(_RST_END), lambda copy: f" (`archived {copy.day} <{copy.spelled()}>`__)"),
    "asciidoc": _behind(
        _end(_ASCIIDOC_END, optional=True), lambda copy: f" ({copy.spelled(encode='()*')}[archived {copy.day}])"
    ),
    "org": _behind(_end(_ORG_END), lambda copy: f" ([[{copy.spelled()}][archived {copy.day}]])"),
    "latex": _behind(_latex_end, lambda copy: f" (\\href{{{in_latex(copy)}}}{{archived {copy.day}}})"),
    "mediawiki": _behind(
        _end(_WIKI_END), lambda copy: f" {{{{webarchive |url={in_template(copy)} |date={copy.day}}}}}"
    ),
}
"""How captures are written behind links, by format."""
