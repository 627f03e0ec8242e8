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
    from collections.abc import Callable, Iterable, Iterator

    from linkaudit.models import Block, Document, Edit, Location, Reference
    from linkaudit.repair.beside.interface import Way

_TITLE = r"""(?:"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\((?:\\.|[^()\\])*\))"""
# White space, also over the end of a line in a quotation.
_GAP = r"(?:[ \t]+|[ \t]*(?:\r\n|\r|\n)[ \t>]*)"
_ATTRIBUTES = r"(?:\{[^{}\r\n]*\})?"
# What stands between the target of an inline link and its end; attributes (Pandoc, kramdown) belong to the link.
_MARKDOWN_END = Pattern(rf">?(?:{_GAP}{_TITLE})?{_GAP}?\){_ATTRIBUTES}")
# What belongs to a use of a definition behind its text, or behind the label of the definition: `[text][]`.
_MARKDOWN_USE_END = Pattern(rf"(?:\[\])?{_ATTRIBUTES}")
_RST_END = Pattern(r">`__?")
_ASCIIDOC_END = Pattern(r"\[(?:\\\]|[^\]\r\n])*\]")
_ORG_END = Pattern(r"\](?:\[[^\[\]]*\])?\]")
_WIKI_END = Pattern(r"(?:[^\[\]\r\n]|\[\[[^\[\]\r\n]*\]\])*\]")
_SPACE = Pattern(r"\s*")
_ENTITY = Pattern(r"&(?=#?\w+;)")
_OPENS = " ("
# The formats of programs that make sites of Markdown.
_TEMPLATED = frozenset({"markdown", "mdx", "quarto"})
_NO_END = Refusal("the end of the link is not certain")
_NO_USE = Refusal("no link of the text uses the definition")
_HEADING = Refusal("it stands in a heading, to which others may link by its words")

_TEMPLATE = Refusal("it stands in a template of the program that makes the page")
_TEMPLATES = (("{{", "}}"), ("{%", "%}"))
# Characters that are looked at for the beginning of one.
_LONG_TEMPLATE = 2000


def places(document: Document, reference: Reference) -> tuple[Location, ...]:
    """List where a citation stands in the text: that of a definition where it is used, but for pictures."""
    if reference.kind is not Kind.DEFINITION:
        return (reference.location,)
    return tuple(use for use in reference.uses if not document.text.startswith("!", use.start))


def _behind(ends: Callable[[Document, Reference], Iterable[int | None]], written: Callable[[Copy], str]) -> Way:
    """Make the way of a format: where its links end, and what is put behind the first that is in no heading."""

    def put(document: Document, reference: Reference, copy: Copy) -> tuple[Edit, ...] | Refusal:
        refusal = _NO_USE
        for end in ends(document, reference):
            if end is None:
                refusal = _NO_END
            elif _in_heading(document, end):
                refusal = _HEADING
            elif document.format in _TEMPLATED and _in_template(document.text, end):
                refusal = _TEMPLATE
            else:
                return (insertion(document, end, written(copy)),)
        return refusal

    return put


def _in_template(text: str, offset: int) -> bool:
    """Tell whether an offset lies in what the program that makes the page fills in: `{{< video … >}}`, `{% … %}`."""
    before = text[max(0, offset - _LONG_TEMPLATE) : offset]
    return any(before.rfind(opens) > before.rfind(closes) for opens, closes in _TEMPLATES)


def _in_heading(document: Document, offset: int) -> bool:
    """Tell whether an offset lies in a heading."""
    headings = _headings(Same(document.blocks))
    number = bisect_right(headings, offset, key=lambda block: block.start) - 1
    return number >= 0 and offset <= headings[number].end


@lru_cache(maxsize=4)
def _headings(blocks: Same[Block]) -> tuple[Block, ...]:
    return tuple(block for block in blocks.values if block.kind == "heading")


def _ends(
    closing: Pattern, *, optional: bool = False, use: Pattern | None = None
) -> Callable[[Document, Reference], Iterator[int | None]]:
    """Find the ends of a link: of a bare address where it ends, of others behind what closes them.

    A definition has as many as there are uses of it; `use` is what belongs to one behind its place.
    """

    def ends(document: Document, reference: Reference) -> Iterator[int | None]:
        text = document.text
        if reference.kind is Kind.DEFINITION:
            for place in places(document, reference):
                behind = use.match(text, place.end) if use else None
                yield behind.end() if behind else place.end
            return
        end = reference.location.end
        if reference.kind in (Kind.BARE, Kind.AUTOLINK):
            yield end + text.startswith(">", end)
            return
        found = closing.match(text, end)
        yield found.end() if found else end if optional else None

    return ends


def _markdown(copy: Copy) -> str:
    url = _ENTITY.sub("&amp;", copy.spelled(encode="()*"))
    return f" ([archived {copy.day}]({url}))"


def _latex_ends(document: Document, reference: Reference) -> Iterator[int | None]:
    yield _latex_end(document, reference)


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


SHOWING = frozenset({*_TEMPLATED, "rst", "asciidoc", "org"})
"""The formats in which what is seen of a capture behind a link is known."""
SHOWN = Pattern(r" \(archived \d{4}-\d\d-\d\d\)")
"""What is seen in those formats of a capture behind a link."""


def stands_behind(edit: Edit) -> bool:
    """Tell whether an edit puts a capture behind a link, rather than below it or into a tag."""
    return edit.replacement.startswith(_OPENS)


_MARKDOWN = _behind(_ends(_MARKDOWN_END, use=_MARKDOWN_USE_END), _markdown)
WAYS: dict[str, Way] = {
    "markdown": _MARKDOWN,
    "mdx": _MARKDOWN,
    "quarto": _MARKDOWN,
    "text": _behind(_ends(Pattern(r">?")), lambda copy: f" (archived {copy.day}: {copy.spelled(encode='()')})"),
    "rst": _behind(_ends(_RST_END), lambda copy: f" (`archived {copy.day} <{copy.spelled()}>`__)"),
    "asciidoc": _behind(
        _ends(_ASCIIDOC_END, optional=True), lambda copy: f" ({copy.spelled(encode='()*')}[archived {copy.day}])"
    ),
    "org": _behind(_ends(_ORG_END), lambda copy: f" ([[{copy.spelled()}][archived {copy.day}]])"),
    "latex": _behind(_latex_ends, lambda copy: f" (\\href{{{in_latex(copy)}}}{{archived {copy.day}}})"),
    "mediawiki": _behind(
        _ends(_WIKI_END), lambda copy: f" {{{{webarchive |url={in_template(copy)} |date={copy.day}}}}}"
    ),
}
"""How captures are written behind links, by format."""
