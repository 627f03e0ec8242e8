"""Tags of HTML in wikitext: which part blocks, which quote code, which have addresses."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.documents.wiki.syntax import Node

# Text in which a URL that stands bare is quoted, or belongs to a link already.
_QUOTING = {"a", "code", "kbd", "samp", "tt", "var"}
PARTING = {
    "blockquote", "center", "dd", "div", "dl", "dt", "gallery", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "ol",
    "p", "poem", "references", "table", "td", "th", "tr", "ul",
}  # fmt: skip
# Elements of HTML with addresses, which some programs that show wikitext allow.
_WITH_ADDRESS = {"a", "area", "audio", "blockquote", "del", "embed", "iframe", "img", "ins", "object", "q", "video"}
_URL_ATTRIBUTE = Pattern(r"(?i)\s(?:href|src|cite|poster|srcset|data)\s*=")


def has_address(text: str, node: Node) -> bool:
    """Tell whether a tag has an attribute that is an address."""
    return node.name in _WITH_ADDRESS and _URL_ATTRIBUTE.search(text, node.start, node.end) is not None


class Quotation:
    """Whether text is quoted as code. A tag that is never closed quotes nothing."""

    def __init__(self, text: str) -> None:
        """Begin outside of any quotation in `text`."""
        self._text = text
        self._inside = ""
        self._unended: set[str] = set()

    def __bool__(self) -> bool:
        """Tell whether a quotation is open."""
        return bool(self._inside)

    def take(self, node: Node) -> None:
        """Begin or end a quotation, if a tag does that."""
        name = node.name.removeprefix("/")
        if name not in _QUOTING:
            return
        if name != node.name:
            self._inside = "" if self._inside == name else self._inside
        elif not self._inside and name not in self._unended:
            if _closing_tag(name).search(self._text, node.end):
                self._inside = name
            else:
                self._unended.add(name)

    def end(self) -> None:
        """End whatever is open: a footnote begins or ends."""
        self._inside = ""


@cache
def _closing_tag(name: str) -> Pattern:
    return Pattern(rf"(?i)</{name}\s*>")
