"""Taking stretches out of a URL where it stands in a document, however it is escaped there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.documents.pages.attributes import unescape
from linkaudit.models import Edit, Fix, Kind
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.models import Reference

_REFERENCE = r"&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_BACKSLASH = r"\{\\[!-/:-@\[-`{-~]\}|\\[!-/:-@\[-`{-~]"
# How a URL may be written: as it is, with character references, with back-slashes (TeX, Markdown), with both.
_UNITS = (
    Pattern(r"(?s:.)"),
    Pattern(rf"{_REFERENCE}|(?s:.)"),
    Pattern(rf"{_BACKSLASH}|(?s:.)"),
    Pattern(rf"{_BACKSLASH}|{_REFERENCE}|(?s:.)"),
)
# What readers take for punctuation of the sentence where nothing else ends an address.
_LOOSE_END = Pattern(r"[^\w/=%&-]\Z|_\Z")
_DELIMITED = {Kind.LINK, Kind.IMAGE, Kind.DEFINITION, Kind.ATTRIBUTE}


def removal(reference: Reference, stretches: Sequence[tuple[int, int]], title: str, *, safe: bool) -> tuple[Fix, ...]:
    """Offer to take stretches out of the URL of a reference, given as places in the URL; nothing where that cannot be.

    The rest stays as it is written. It is safe if it cannot change what the link means.
    """
    if not stretches:
        return ()
    first = min(start for start, _ in stretches)
    places = next((found for units in _UNITS if (found := _places(reference, first, units))), None)
    if places is None:
        return ()
    new = reference.raw
    for start, end in sorted(stretches, reverse=True):
        new = new[: places[start - first]] + new[places[end - first] :]
    if reference.kind not in _DELIMITED and _LOOSE_END.search(new):
        return ()
    return (Fix(title, safe=safe, edits=(Edit(reference.location, new),)),)


def _places(reference: Reference, first: int, units: Pattern) -> list[int] | None:
    """Give for each character of the URL from `first` on, and for its end, the place in the source where it stands.

    None if the source is not written in these units.
    """
    wanted = reference.url[first:]
    written = list(_decoded(reference.raw, units))
    text = "".join(part for part, _ in written)
    begin = len(text) - len(wanted)
    if len(text) != len(written) or not text.endswith(wanted):
        return None
    head = text[:begin].lstrip()
    # What was resolved against a base has another head, and must be certain to be at the same place.
    if head != reference.url[:first] and (urls.is_web(head) or wanted[0] in head or head.endswith("\\")):
        return None
    return [place for _, place in written[begin:]] + [len(reference.raw)]


def _decoded(raw: str, units: Pattern) -> Iterator[tuple[str, int]]:
    """Go through the characters that a source text stands for, each with the place where it is written."""
    for found in units.finditer(raw):
        unit = found[0]
        if len(unit) == 1:
            yield unit, found.start()
        elif unit.startswith("&"):
            yield unescape(unit), found.start()
        else:
            yield unit[2] if unit.startswith("{") else unit[1], found.start()
