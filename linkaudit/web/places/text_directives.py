"""Text fragments, `#:~:text=…`: what they quote, and whether a page's text has it (Scroll To Text Fragment, WICG).

The search is that of the specification, without regard to case, accents and the width of white space; matches begin and
end with words. It does not know where blocks end, so it may find what a browser would not.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable

DELIMITER = ":~:"
_TEXT = "text="
_PARTS = re.compile(r"(?:(?P<prefix>[^,]+)-,)?(?P<start>[^,-][^,]*)(?:,(?P<end>[^,-][^,]*))?(?:,-(?P<suffix>[^,]+))?")
# Accents and their like, soft hyphens, and marks that nobody sees.
_MARKS = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f\u00ad\u200b-\u200d\u2060\ufeff]"
)
# What stands between two blocks in a text made of a page: signs and numbers of lists.
_BETWEEN = r"\W{0,8}(?:\d{1,4}\. )?"
# Letters of scripts that are written without spaces have no words to begin with.
_LETTER = r"[^\W_\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ua4cf\uf900-\ufaff]"


class Quote(Struct, frozen=True):
    """What one directive quotes: a text, or one from `start` to `end`, perhaps between two others; all folded."""

    start: str
    end: str = ""
    prefix: str = ""
    suffix: str = ""


def quotes(directives: str) -> tuple[Quote, ...]:
    """Read what stands behind `:~:`; directives that are no text's, or cannot be read, are ignored as browsers do."""
    found = (_PARTS.fullmatch(each.removeprefix(_TEXT)) for each in directives.split("&") if each.startswith(_TEXT))
    return tuple(
        Quote(**{name: folded(unquote(part or "")) for name, part in each.groupdict().items()})
        for each in found
        if each
    )


def folded(text: str) -> str:
    """Put a text as it is compared: without case, accents and unneeded white space."""
    if not text.isascii():
        text = _MARKS.sub("", normalize("NFKD", text)).casefold()
    return " ".join(text.lower().split())


def is_quoted_in(text: str, wanted: Iterable[Quote]) -> bool:
    """Tell whether a folded text has what any of the directives quotes: a browser shows the first that it finds."""
    return any(each.start and _has(text, each) for each in wanted)


def _has(text: str, quote: Quote) -> bool:
    before = rf"{_words(quote.prefix)}{_BETWEEN}" if quote.prefix else ""
    behind = rf"{_BETWEEN}{_words(quote.suffix)}" if quote.suffix else ""
    if not quote.end:
        return _search(text, before + _words(quote.start) + behind) is not None
    first = _search(text, before + _words(quote.start))
    return first is not None and _search(text, _words(quote.end) + behind, first.end()) is not None


def _words(text: str) -> str:
    """Make a pattern that finds a text where words begin and end."""
    return rf"(?:(?<!{_LETTER})|(?!{_LETTER})){re.escape(text)}(?:(?!{_LETTER})|(?<!{_LETTER}))"


def _search(text: str, pattern: str, start: int = 0) -> re.Match[str] | None:
    return _compiled(pattern).search(text, start)


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
