"""The elements that are open at a place of an HTML document."""

from __future__ import annotations

from collections import Counter

BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header",
    "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "time", "title", "tr", "ul",
}  # fmt: skip
HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
UNSEEN = {"script", "style", "title"}
RAW_TEXT = {"noscript", "iframe", "noembed", "noframes"}
# Text in which nothing is a link: code is quoted, a form field is filled in.
_LITERAL = {"code", "kbd", "listing", "pre", "samp", "textarea", "tt", "var", "xmp"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


class OpenElements:
    """A stack of elements. Every question costs the same however deep it is."""

    def __init__(self, around: OpenElements | None = None) -> None:
        """Begin with none, or inside the elements that are open around."""
        self._stack: list[str] = []
        self._counts: Counter[str] = Counter()
        self._literal = int(around is not None and around.quoted)

    @property
    def innermost(self) -> str:
        """The element that text here belongs to; empty if none is open."""
        return self._stack[-1] if self._stack else ""

    @property
    def quoted(self) -> bool:
        """Whether text here is quoted code or the content of a form field."""
        return self._literal > 0

    def __contains__(self, tag: str) -> bool:
        """Tell whether an element of this kind is open."""
        return self._counts[tag] > 0

    def open(self, tag: str) -> None:
        """Open an element, unless it is one that has no content."""
        if tag not in _VOID:
            self._stack.append(tag)
            self._counts[tag] += 1
            self._literal += tag in _LITERAL

    def close(self, tag: str) -> None:
        """Close the last element of a kind with all inside it; an end tag without start tag closes nothing."""
        while tag in self:
            closed = self._stack.pop()
            self._counts[closed] -= 1
            self._literal -= closed in _LITERAL
            if closed == tag:
                return
