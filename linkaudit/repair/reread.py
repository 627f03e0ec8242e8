"""A text with captures in it, read again: its links must be those that it had, and the captures links as well."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import unquote

from linkaudit.repair.beside.links import SHOWING, shown, stands_behind
from linkaudit.repair.edits import applied

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from linkaudit.models import Document
    from linkaudit.repair.robust import Written


def harm(before: Document, made: Iterable[Written], read: Callable[[str], Document]) -> str:
    """Say what would be read otherwise with captures in a document; empty if nothing is. `read` reads a text as such.

    Where what the format shows for a capture is known, nothing else may be seen of it.
    """
    made = tuple(made)
    after = read(applied(before.text, [edit for each in made for edit in each.edits]))
    there, now = _links(before), _links(after)
    lost = next(iter(there - now), None)
    if lost:
        return f"with the capture the link to {lost[0]} would be read otherwise"
    new = Counter(unquote(url) for (url, *_), count in (now - there).items() for _ in range(count))
    if Counter(unquote(each.copy.url) for each in made) - new:
        return "the capture would not be read as a link there"
    return "" if _shows_no_more(before, made, read) else "the capture would be seen otherwise than it is meant there"


def _links(document: Document) -> Counter[tuple[str, str, str, int]]:
    return Counter((each.url, each.raw, str(each.kind), len(each.uses)) for each in document.references)


def _shows_no_more(before: Document, made: tuple[Written, ...], read: Callable[[str], Document]) -> bool:
    """Tell whether captures behind links show no more than their words."""
    behind = [edit for each in made for edit in each.edits if stands_behind(edit)] if before.format in SHOWING else []
    if not behind:
        return True
    words = {shown(each.copy) for each in made}
    return _without(words, read(applied(before.text, behind))) == _without(words, before)


def _without(words: Iterable[str], document: Document) -> str:
    """Give what is seen of a document, but for some words."""
    text = "\n".join(block.text for block in document.blocks)
    for each in words:
        text = text.replace(each, "")
    return text
