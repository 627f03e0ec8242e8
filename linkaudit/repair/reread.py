"""A text with captures in it, read again: its links must be those that it had, and the captures links as well."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote

from linkaudit.citations.masking import masked
from linkaudit.repair.beside.links import SHOWING, SHOWN, stands_behind
from linkaudit.repair.edits import applied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from linkaudit.models import Document
    from linkaudit.repair.robust import Written

OTHERWISE = "the capture would be seen otherwise than it is meant there"


def harm(before: Document, made: Iterable[Written], read: Callable[[str], Document]) -> str:
    """Say what would be read otherwise with captures in a document; empty if nothing is. `read` reads a text as such.

    Where what the format shows for a capture is known, nothing else may be seen of it.
    """
    made = tuple(made)
    after = read(applied(before.text, [edit for each in made for edit in each.edits]))
    there, now = _links(before), _links(after)
    lost = next(iter(there - now), None)
    if lost:
        return f"with the capture the link to {masked(lost[0])} would be read otherwise"
    new = Counter(unquote(url) for url, *_ in (now - there).elements())
    if Counter(unquote(each.copy.url) for each in made) - new:
        return "the capture would not be read as a link there"
    return "" if _shows_no_more(before, made, read) else OTHERWISE


def _links(document: Document) -> Counter[tuple[str, str, str, int]]:
    return Counter((each.url, each.raw, str(each.kind), len(each.uses)) for each in document.references)


def seen_otherwise(before: Document, made: Iterable[Written], read: Callable[[str], Document]) -> list[Written]:
    """List the captures with which a paragraph would show more than their words, as far as they can be told apart."""
    behind = {edit.location.start: each for each in made for edit in each.edits if stands_behind(edit)}
    after = _with_captures(before, behind.values(), read)
    if after is None or len(after.blocks) != len(before.blocks):
        return []
    places = sorted(behind)
    found = []
    for then, now in zip(before.blocks, after.blocks, strict=True):
        if _without_words(then.text) != _without_words(now.text):
            found += [behind[at] for at in places[bisect_left(places, then.start) : bisect_right(places, then.end)]]
    return found


def _shows_no_more(before: Document, made: tuple[Written, ...], read: Callable[[str], Document]) -> bool:
    """Tell whether captures behind links show no more than their words."""
    after = _with_captures(before, made, read)
    return after is None or _seen(after) == _seen(before)


def _with_captures(before: Document, made: Iterable[Written], read: Callable[[str], Document]) -> Document | None:
    """Read a document with captures behind its links; None if there are none of which it is known what they show."""
    behind = [edit for each in made for edit in each.edits if stands_behind(edit)] if before.format in SHOWING else []
    return read(applied(before.text, behind)) if behind else None


def _seen(document: Document) -> str:
    return _without_words("\n".join(block.text for block in document.blocks))


def _without_words(text: str) -> str:
    """Take away what is seen of captures behind links."""
    return SHOWN.sub("", text)
