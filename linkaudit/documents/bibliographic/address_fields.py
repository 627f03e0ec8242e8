"""The value of a field that holds an address: one as a rule, sometimes several, sometimes with words around."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkaudit.documents.bare import bare_urls
from linkaudit.models import Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.derived import Derived
    from linkaudit.documents.positions import Lines

SCHEME = Pattern(r"(?:https?|ftps?)://", re.IGNORECASE)
"""With what an address on the web begins."""
_WORD = Pattern(r"\S+")
# The second half of an address with a space in it.
_CONTINUES = Pattern(r"[^\s()\[\],;]*[./=&%?_-][^\s()\[\],;]*")
_AROUND = "<>\"'\u201c\u201d,;"


def addresses(said: str) -> Iterator[tuple[int, int]]:
    """Find where the addresses stand in what a field says that holds nothing else, as a rule."""
    words = [_narrowed(said, *word.span()) for word in _WORD.finditer(said)]
    words = [(begin, stop) for begin, stop in words if begin < stop]
    complete = [SCHEME.match(said, begin, stop) is not None for begin, stop in words]
    if len(words) == 1 or (complete == [True, False] and _CONTINUES.fullmatch(said, *words[1])):
        # Whatever stands alone is taken for the address. A space in it is one too many, but half of it is none.
        yield words[0][0], words[-1][1]
        return
    for (begin, stop), is_address in zip(words, complete, strict=True):
        if is_address:
            yield begin, stop


def field_references(said: Derived, lines: Lines, element: str, *, is_address: bool) -> Iterator[Reference]:
    """List the addresses in what a field says: `is_address` if it holds nothing else, as a rule."""
    text = said.text
    if is_address:
        found = [(begin, stop, text[begin:stop]) for begin, stop in addresses(text)]
    else:
        found = [(each.start, each.end, each.url) for each in bare_urls(text)]
    for begin, stop, url in found:
        location = lines.location(said.start(begin), said.end(stop))
        raw = lines.text[location.start : location.end]
        yield Reference(url, raw, location, Kind.FIELD, element=element)


def _narrowed(said: str, begin: int, stop: int) -> tuple[int, int]:
    """Narrow a word to what stands within quotation marks, angle brackets and commas."""
    word = said[begin:stop]
    begin += len(word) - len(word.lstrip(_AROUND))
    return begin, max(begin, begin + len(word.strip(_AROUND)))
