"""Writing another URL in the place of one where it stands in a document, so that it is read as it is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import Kind
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import replacement, rewriting
from linkaudit.rules.link_text import TEX

if TYPE_CHECKING:
    from linkaudit.models import Document, Fix, Reference

_MARKUP = {"html", "xml", "feed", "sitemap", "opml", "enex"}
_SPECIAL_IN_TEX = "%#&_~^$"
# What ends a URL or begins markup in one format or another; a URL means the same with these percent-encoded.
_ENCODED = {ord(each): f"%{ord(each):02X}" for each in "'*|[]!$`{}\"<>\\^"}
_UNBALANCED = {ord("("): "%28", ord(")"): "%29"}
_ENTITY = Pattern(r"&#?\w+;")
# Where a bare address may end; other signs at its end are taken for punctuation of the sentence or for markup.
_FIRM_END = Pattern(r"[A-Za-z0-9/=]\Z")


def relinked(document: Document, reference: Reference, url: str, title: str, *, safe: bool) -> tuple[Fix, ...]:
    """Offer to write another URL in the place of that of a reference; nothing where it could be read as another.

    It is safe if the link leads to the same page as before.
    """
    new = url.translate(_ENCODED) if "//[" not in url else ""
    if not _balanced(new):
        new = new.translate(_UNBALANCED)
    bare = reference.kind not in (Kind.LINK, Kind.IMAGE, Kind.ATTRIBUTE)
    if not new or (bare and not _FIRM_END.search(new)) or new.endswith("_"):
        return ()
    if document.format in _MARKUP:
        if "&" in new and reference.raw == reference.url:
            return rewriting(reference, new.replace("&", "&amp;"), title, safe=safe)
    elif _ENTITY.search(new):
        return ()
    if document.format in TEX and any(sign in new and sign not in reference.raw for sign in _SPECIAL_IN_TEX):
        return ()
    return replacement(reference, reference.url, new, title, safe=safe)


def _balanced(text: str) -> bool:
    """Tell whether every round bracket has its partner."""
    depth = 0
    for character in text:
        depth += (character == "(") - (character == ")")
        if depth < 0:
            return False
    return depth == 0
