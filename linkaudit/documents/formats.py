"""The table of formats: which suffix means which, and which module reads it."""

from __future__ import annotations

import re
from importlib import import_module
from pathlib import PurePath
from typing import TYPE_CHECKING, cast

from msgspec import Struct

from linkaudit.documents.metadata import front_matter_span
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.documents.interface import Reader


class Format(Struct, frozen=True):
    """A format: its name, the module that reads it, and the suffixes that announce it."""

    name: str
    module: str
    suffixes: tuple[str, ...]

    def reader(self) -> Reader:
        """Load the module that reads this format."""
        return cast("Reader", import_module(self.module).read)


MARKDOWN = Format("markdown", "linkaudit.documents.markdown", (".md", ".markdown", ".mdown", ".mkd", ".mkdn"))
HTML = Format("html", "linkaudit.documents.html", (".html", ".htm", ".xhtml", ".xht", ".shtml"))
TEXT = Format("text", "linkaudit.documents.text", (".txt", ".text"))
FORMATS = (MARKDOWN, HTML, TEXT)

_BY_SUFFIX = {suffix: each for each in FORMATS for suffix in each.suffixes}
_BY_NAME = {each.name: each for each in FORMATS}
# A page begins with its doctype or its root element, perhaps behind a comment (a saved page's mark) or a prologue.
_HTML_START = Pattern(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_HTML_WITHIN = 4096
# An inline link whose target is empty, a fragment, a URL or a path: plain text has no such thing.
_MARKDOWN_LINK = Pattern(r"(?<![\\`])\[[^\[\]\n]+\]\((?:|#[^()\s]*|(?:https?://|mailto:|\.{0,2}/)[^()\s]*)\)")


def names() -> tuple[str, ...]:
    """Name the formats."""
    return tuple(_BY_NAME)


def by_name(name: str) -> Format:
    """Find a format by its name. Raises KeyError."""
    return _BY_NAME[name]


def by_path(path: str) -> Format | None:
    """Tell the format by the suffix of a path; None if no format has it."""
    return _BY_SUFFIX.get(PurePath(path).suffix.lower())


def by_content(announced: Format, text: str) -> Format:
    """Correct what the suffix announces by what the text is: `.txt` often holds Markdown or a saved page."""
    if announced is not TEXT:
        return announced
    if _HTML_START.match(text[:_HTML_WITHIN]):
        return HTML
    return MARKDOWN if front_matter_span(text) or _MARKDOWN_LINK.search(text) else TEXT
