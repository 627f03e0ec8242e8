"""The text of a page without its furniture."""

from __future__ import annotations

from msgspec import Struct

from linkaudit.content.passages import WHOLE
from linkaudit.web.judging.page import parsed

BUILT_IN = "b"

_FURNITURE = "script, style, noscript, template, nav, header, footer, aside, form, button, select, iframe"


class MainText(Struct, frozen=True):
    """What a page says."""

    title: str = ""
    text: str = ""
    by: str = WHOLE
    """What found the text, by one letter: belongs to its sample, `passages.sample(text, by=…)`."""


def main_text(body: bytes, content_type: str = "", extractor: str = "auto") -> MainText:  # noqa: ARG001
    """Find the main text of a page; empty if it is no page of text."""
    if not body or (
        content_type and not content_type.lower().startswith(("text/html", "application/xhtml", "text/plain"))
    ):
        return MainText()
    if content_type.lower().startswith("text/plain"):
        return MainText(text=body.decode("utf-8", "replace"))
    document = parsed(body, content_type)
    title = document.find("title")
    for element in document.select(_FURNITURE):
        element.decompose()
    return MainText(" ".join(title.text.split()) if title is not None else "", document.to_text(), BUILT_IN)
