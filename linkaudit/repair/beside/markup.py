"""Robust links: `<a href>` with its capture in `data-versionurl` (https://robustlinks.mementoweb.org/spec/)."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from linkaudit.repair.beside.interface import Copy, Refusal, insertion

if TYPE_CHECKING:
    from linkaudit.models import Document, Edit, Reference

ELEMENT = "a href"
VERSION = "data-versionurl"


def put(document: Document, reference: Reference, copy: Copy) -> tuple[Edit, ...] | Refusal:
    """Write a capture into the tag of a link, behind its target."""
    text, start, end = document.text, reference.location.start, reference.location.end
    before, behind = text[start - 1 : start], text[end : end + 1]
    quoted = before in ('"', "'")
    if (quoted and behind != before) or (not quoted and behind not in (">", " ", "\t", "\r", "\n")):
        return Refusal("the end of the target is not certain")
    url = html.escape(copy.spelled())
    return (insertion(document, end + quoted, f' {VERSION}="{url}" data-versiondate="{copy.day}"'),)


def is_kept(document: Document, reference: Reference) -> bool:
    """Tell whether the tag of a link names a capture, or the original of which the link is a capture."""
    text = document.text
    start = text.rfind("<", 0, reference.location.start)
    end = text.find(">", reference.location.end)
    tag = text[start : end if end >= 0 else len(text)].lower()
    return VERSION in tag or "data-originalurl" in tag
