"""Whether a text has the place to which a fragment of another document leads."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from linkaudit.citations.anchors import (
    fits,
    forms_of,
    github_slug,
    is_put_together,
    marked,
    names_given,
    source_headings,
    without_code,
)
from linkaudit.citations.neighbours import MISSING, THERE, UNKNOWN
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable

MARKDOWN = frozenset({"markdown", "mdx", "quarto"})
_WHOLE_PAGE = Pattern(r"(?i)<(?:!doctype\s+html|html|body)\b")
_TEMPLATE = Pattern(r"\{\{|\{%|<%|<\?(?:php|=)|\$\{")


class Places:
    """The places of one document."""

    def __init__(self, names: frozenset[str], otherwise: Callable[[str], str]) -> None:
        """Know `names`; for others `otherwise` tells whether they are there."""
        self._names = names
        self._otherwise = otherwise

    def lead_to(self, fragment: str) -> str:
        """Tell whether a fragment leads to one of them: `there`, `missing` or `unknown`."""
        if fragment in self._names or unquote(fragment) in self._names:
            return THERE
        return self._otherwise(fragment)


NO_PLACES = Places(frozenset(), lambda _: UNKNOWN)


def places_in(format_name: str, text: str) -> Places:
    """List the places of a text; of formats whose names are not known nothing can be told."""
    if format_name in MARKDOWN:
        return _of_markdown(format_name, text)
    return _of_page(text) if format_name == "html" else NO_PLACES


def _of_markdown(format_name: str, text: str) -> Places:
    """List the names of headings, and the names that are given; a text that others are put into has more."""
    bare = without_code(text)
    if is_put_together(format_name, bare, (bare,)):
        return NO_PLACES
    headings = tuple(source_headings(bare))
    given = names_given(bare) | marked(bare)
    known = frozenset(github_slug(each) for each in headings) | given
    forms: set[str] = set()

    def otherwise(fragment: str) -> str:
        if not forms:
            forms.update(forms_of(headings, given))
        # A text without any name follows rules that are not known here.
        return THERE if fits(fragment, forms) else MISSING if forms else UNKNOWN

    return Places(known, otherwise)


def _of_page(text: str) -> Places:
    """List the names of a page; a part of a page, and one that is filled in, has more."""
    if _TEMPLATE.search(text) or not _WHOLE_PAGE.search(text):
        return NO_PLACES
    from linkaudit.web.places.fragments import places  # noqa: PLC0415 - the parser is loaded only for pages
    from linkaudit.web.places.names import HTML, Page  # noqa: PLC0415

    kind = f"{HTML}; charset=utf-8"

    def otherwise(fragment: str) -> str:
        return places(text.encode(), kind, (fragment,), "")[fragment].partition(":")[0]

    return Places(Page(text.encode(), kind, "", truncated=False).names, otherwise)
