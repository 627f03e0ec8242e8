"""What is special in links of wikitext: pictures, pages that show no text, addresses with templates in them."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from linkaudit import data
from linkaudit.documents.wiki.plain import address
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.wiki.syntax import Node

_LONGEST = 100
_INTERLANGUAGE = Pattern(r"[a-z]{2,3}(?:-[a-z]{2,8}){0,2}")
# `[[File:…|link=https://…]]`, in the languages that have a word of their own for it.
_LINK_OPTION = Pattern(r"\s*(?:link|verweis|lien|enlace|collegamento|ligação|ссылка|länk|lenke|linkki|odkaz)\s*=\s*")
_WEB = Pattern(r"(?i)(?:(?:https?|ftps?):)?//")
# Variables and parser functions, which MediaWiki fills in.
_FILLED_IN = Pattern(r"\{\{(?:[A-Z]+\}|#?[a-zA-Z]+:(?!//)[^\s{}]*\})")
_BEGUN_ADDRESS = Pattern(r"//[^\s\[\]<>\"|]*\Z")
_ADDRESS_GOES_ON = tuple("/?&=#%")


def kind_of_page(text: str, node: Node) -> Literal["file", "hidden", "page"]:
    """Tell what a link leads to: a file, which is shown; a page that is only named, as a category; or a page."""
    end = node.cuts[0] if node.cuts else node.inner_end
    space, colon, _ = text[node.inner : min(end, node.inner + _LONGEST)].strip().partition(":")
    name = space.strip().lower()
    if not colon or not name:
        return "page"
    if name in _name_space("file"):
        return "file"
    return "hidden" if name in _name_space("category") or _INTERLANGUAGE.fullmatch(name) else "page"


@cache
def _name_space(kind: str) -> frozenset[str]:
    """Give the names of the name space of files or of categories, in all languages."""
    return frozenset(data.load("wiki_citations")["namespaces"][kind])


def options(text: str, node: Node) -> Iterator[tuple[int, bool, tuple[str, int, int] | None]]:
    """Go through what follows the name of a picture, which is its options and then its caption.

    Of each it gives the place of the `|` before it, whether it is an option, and the address in it with its place.
    """
    for cut, end in pairwise([*node.cuts, node.inner_end]):
        link = _LINK_OPTION.match(text, cut + 1, end)
        target = None
        if link and _WEB.match(text, link.end(), end):
            url, stop = address(text, link.end(), end)
            target = url, link.end(), stop
        yield cut, bool(link) or end != node.inner_end, target


def part_of_address(text: str, node: Node) -> str:
    """Give what stands for a template that is a part of the address around it; empty if it is none.

    It is one if MediaWiki fills it in, or if the address goes on behind it; else it is a remark on the address.
    """
    source = text[node.start : node.end] if node.end - node.start <= _LONGEST else ""
    if "://" in source or any(char.isspace() for char in source):
        return ""
    if not _FILLED_IN.match(source) and not text.startswith(_ADDRESS_GOES_ON, node.end):
        return ""
    if not _BEGUN_ADDRESS.search(text, max(0, node.start - _LONGEST), node.start):
        return ""
    return source.partition("|")[0] + "}}" if "|" in source else source
