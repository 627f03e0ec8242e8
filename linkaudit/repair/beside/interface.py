"""What is written beside a citation, and how what cannot be written is said."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date  # noqa: TC003 - a field of a struct
from typing import TypeAlias
from urllib.parse import quote

from msgspec import Struct

from linkaudit.documents.positions import lines_of
from linkaudit.models import Document, Edit, Reference

# Nothing that can stand in a URL is lost or changed in meaning by this; what ends a construct somewhere is encoded.
_KEPT = "%/:?#@!$&'()*+,;=~-._"
# Signs that are taken for those of the sentence, or for emphasis, where an address ends with them.
_ENDING = tuple("_~*'!.,;:")


class Copy(Struct, frozen=True):
    """A capture that can stand beside a citation."""

    url: str
    """Where it is opened: an address of the web."""
    day: date
    """The day on which it was captured, in UTC."""
    status: str = "live"
    """The state of the page itself, as citation templates call it: `live`, `dead`, `usurped`, `deviated`."""

    def spelled(self, *, encode: str = "") -> str:
        """Write its address so that it can stand in any text; the signs in `encode` are written as `%XX`, too."""
        safe = "".join(sign for sign in _KEPT if sign not in encode)
        url = quote(self.url, safe=safe)
        return url[:-1] + f"%{ord(url[-1]):02X}" if url.endswith(_ENDING) else url


class Refusal(Struct, frozen=True):
    """Why a capture is not written beside a citation."""

    reason: str


Way: TypeAlias = Callable[[Document, Reference, Copy], tuple[Edit, ...] | Refusal]
"""Writes a capture beside a citation."""


def insertion(document: Document, offset: int, text: str) -> Edit:
    """Put a text in at an offset."""
    return Edit(lines_of(document).location(offset, offset), text)


def line_end(text: str, offset: int) -> int:
    """Find where the line ends in which an offset lies; its line end stands behind that."""
    ends = [place for sign in "\r\n" if (place := text.find(sign, offset)) >= 0]
    return min(ends, default=len(text))


def line_start(text: str, offset: int) -> int:
    """Find where the line begins in which an offset lies."""
    return max(text.rfind("\n", 0, offset), text.rfind("\r", 0, offset)) + 1


def newline_of(text: str, offset: int) -> str:
    """Give the line end that a text has behind an offset, else the first that it has at all."""
    for start in (line_end(text, offset), line_end(text, 0)):
        if start < len(text):
            return "\r\n" if text.startswith("\r\n", start) else text[start]
    return "\n"
