"""What the rules on how a link is written have in common."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from linkaudit.citations.same import Same
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.models import Document, Reference

TEMPLATE = Pattern(r"\{\{|\{%|<[%?$]|<MT[A-Z]|\[%|[$#]\{|['\"]\s*\+\s|\s\+\s*['\"]")
"""What is filled in before anybody reads the page (Jinja, Django, ERB, PHP, Movable Type, shell, JavaScript, Ruby)."""
WIKI = Pattern(r"/wiki/|/index\.php[/?]|[?&]title=")
"""Addresses of wikis, whose pages are called by their titles, punctuation included."""
TEX = {"latex", "bibtex"}
"""Formats in which a back-slash begins a command and a per cent sign a comment."""


def all_urls(document: Document) -> str:
    """Give the URLs of all references in one text, a line for each: enough to see that none holds a character."""
    return _joined(Same(document.references))


def is_plain(document: Document) -> bool:
    """Tell whether all URLs of a document are of nothing but printable ASCII without spaces."""
    return _plain(Same(document.references))


@lru_cache(maxsize=4)
def _plain(references: Same[Reference]) -> bool:
    joined = _joined(references)
    return joined.isascii() and " " not in joined and joined.replace("\n", "").isprintable()


@lru_cache(maxsize=4)
def _joined(references: Same[Reference]) -> str:
    return "\n".join([reference.url for reference in references.values])
