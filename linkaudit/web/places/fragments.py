"""Whether a page has the places to which fragments lead: `#name` and `#:~:text=…`.

A name is `missing` only where no browser would find it: the markup was read to its end, has no such name, and nothing
in the page could make one. Where scripts may, or the page is no markup, it is `unknown`, with the reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from linkaudit.web.places.names import FULL, MARKUP, PLAIN, SVG, Page, meaning_of
from linkaudit.web.places.text_directives import DELIMITER, Quote, folded, is_quoted_in, quotes

if TYPE_CHECKING:
    from collections.abc import Collection

THERE = "there"
MISSING = "missing"
SCRIPTED = "the page is made by scripts"
CUT = "only the beginning of the page was read"

READ = (*MARKUP, PLAIN)
"""The types of bodies that must be read; of all others it is enough to know the type."""

_SVG_VIEW = re.compile(r"svgView\(|(?:xywh|t)=")
_OTHER_KINDS = {"application/pdf": "a PDF's places are not looked up", PLAIN: "a plain text has no names"}


def places(
    body: bytes, content_type: str, wanted: Collection[str], url: str, *, truncated: bool = False
) -> dict[str, str]:
    """Tell of each wanted fragment, as it is written behind `#`: `there`, `missing`, or `unknown: ` with the reason.

    `content_type` is the header field, `url` the address at which the page was found; `truncated` says that there is
    more of the body than was read. A body of no declared type is taken for HTML.
    """
    page = Page(body, content_type, url, truncated=truncated)
    return {fragment: _judged(page, fragment) for fragment in wanted}


def _judged(page: Page, fragment: str) -> str:
    """Judge one fragment: what it quotes comes first, then the name."""
    name, _, directives = fragment.partition(DELIMITER)
    wanted = quotes(directives)
    if directives and not wanted and not name:
        return _unknown("no directive that is known")
    by_text = _by_text(page, wanted) if wanted else ""
    if by_text == THERE or (wanted and not name):
        return by_text
    by_name = _by_name(page, name)
    return by_text if by_text and by_name == MISSING else by_name


def _by_name(page: Page, name: str) -> str:
    if not name or unquote(name).lower() == "top":
        return THERE
    if page.kind not in MARKUP:
        return _unknown(_OTHER_KINDS.get(page.kind, f"{page.kind} has no names that browsers look for"))
    if page.has(name):
        return THERE
    doubt = _unread(page) or _doubt_of_name(page, name)
    return _unknown(doubt) if doubt else MISSING


def _by_text(page: Page, wanted: tuple[Quote, ...]) -> str:
    if page.kind not in READ:
        return _unknown(f"{page.kind} is not searched for a text")
    if is_quoted_in(page.text, wanted):
        return THERE
    doubt = _unread(page) or _doubt_of_text(page, wanted)
    return _unknown(doubt) if doubt else MISSING


def _unread(page: Page) -> str:
    """Say why what is missing may stand in what was not read; empty if all was."""
    if not page.body:
        return "the page was not read"
    return CUT if page.truncated else ""


def _doubt_of_name(page: Page, name: str) -> str:
    """Say why a name that the markup has not may be there all the same; empty if it cannot."""
    if page.kind == SVG and _SVG_VIEW.match(name):
        return "a view of the picture"
    if page.has_frames:
        return "the page is made of frames"
    if not page.has_scripts:
        return ""
    if page.is_made_by_scripts:
        return SCRIPTED
    certain = page.gives_names_itself(name) and not page.speaks_of(name)
    return meaning_of(name) or ("" if certain else "scripts of the page may make the place")


def _doubt_of_text(page: Page, wanted: tuple[Quote, ...]) -> str:
    """Say why a text that a page has not may be there all the same; empty if it cannot."""
    if page.kind == PLAIN or not page.has_scripts:
        return ""
    if page.is_made_by_scripts or page.words < FULL:
        return SCRIPTED
    source = folded(page.body.decode("utf-8", "replace"))
    return "the text stands where only scripts can read it" if any(each.start in source for each in wanted) else ""


def _unknown(reason: str) -> str:
    return f"unknown: {reason}"
