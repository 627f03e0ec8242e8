"""Which lines of a document are its text, and which the furniture of the page that it was copied from.

A text that was pasted from a page has no markup that could tell. What tells is what jusText goes by (J. Pomikálek,
Removing Boilerplate and Duplicate Content from Web Corpora, 2011): a paragraph is long and ends like a sentence, what
stands in menus and lists of teasers is short and does not; what is short counts with its neighbours. What stands twice
in a document as a short line, is mostly links, begins with the words of a site or speaks in those of a notice (cookies,
payment, rights, confidential mail) is none of its text, nor what presents the outlet at its end. Where hardly anything
is long (a poem, a list, a transcript) nothing can be told, and all but those words is kept.
"""

from __future__ import annotations

from collections import Counter
from enum import Enum, auto
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.content.statements import is_about, is_furniture, is_notice, notices_in
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Characters of a line of text that was wrapped, the share of the width that is full, and how many lines are.
_WRAPPED = 45
_FULL = 0.9
_WRAPPED_LINES = 0.5
# Words of a paragraph that ends like a sentence, and of one that may end otherwise.
_SENTENCE = 10
_LONG = 20
# Words of a teaser at the most, and how near to a paragraph the next one is that is not of a list of teasers.
_TEASER = 45
_NEAR = 2
# Words of a headline at least.
_HEADLINE = 4
# Lines between parts of a page, and the size of a part, beside the largest, that is not of the text.
_FAR = 7
_SMALL = 0.25
# Words of a paragraph between the words of a site that is one of its notices.
_NOTICE = 25
# Words of a line that are no chance if they stand twice, at the most; longer ones are passages.
_TWICE = 30
# Share of a paragraph that is links, and share of its words that begin with a capital, where it is a menu.
_LINKED = 0.6
_CAPITALS = 0.6
# Short lines in a row that are a menu; fewer will do beside as many words of a site.
_MENU = 4
_FEW = 2
# Words that must be long, and their share of all, for anything to be told.
_TEXT = 40
_SHARE = 0.1
# Share of the paragraphs that may turn out to be teasers.
_TEASERS = 0.5

_CLOSERS = "\"'”’»)]}›」』）】*_ \t"
_STOPS = tuple(".!?…。！？؟۔।։")
_ITEM = Pattern(r"\s*(?:[-*+•‣▪●○·–—>|]|\d{1,3}[.)])\s")
# Scripts that are written without spaces: two characters are about a word.
_UNSPACED = Pattern("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\U00020000-\U0003ffff]")
_LETTER = Pattern(r"[^\W\d_]")
_FOLDED = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "\u00a0": " "})


class Piece(Struct, frozen=True):
    """A line, with what is known of the block in which it stands."""

    text: str
    block: int
    heading: bool = False
    linked: float = 0.0
    """The share of the block that is links."""


class _Class(Enum):
    TEXT = auto()
    SAID = auto()
    """Short, and ends like a sentence."""
    SHORT = auto()
    SITE = auto()
    """The words of a site."""


_SENTENCES = (_Class.TEXT, _Class.SAID)


class _Unit(Struct):
    """Lines that are one paragraph."""

    lines: range
    text: str
    words: int
    kind: _Class
    heading: bool


def kept(pieces: Sequence[Piece]) -> list[range]:
    """List the paragraphs that are of the text, each as the numbers of its lines."""
    notices = notices_in(" ".join(piece.text for piece in pieces))
    units = list(_units(pieces, notices))
    _mark_repeated(units)
    plain = [unit for unit in units if unit.kind is not _Class.SITE]
    long = sum(unit.words for unit in plain if unit.kind is _Class.TEXT)
    if long >= max(_TEXT, _SHARE * sum(unit.words for unit in units)):
        _mark_notices(units)
        _mark_closing(units)
        _mark_teasers(units)
        plain = [unit for run in _runs(units) for unit in _kept_of(run)]
    else:
        plain = [unit for unit in _units(pieces, notices) if unit.kind is not _Class.SITE]
    return [unit.lines for unit in plain]


def _units(pieces: Sequence[Piece], notices: Sequence[str]) -> Iterator[_Unit]:
    """Put lines together that are one paragraph; `notices` are the words of notices that there may be."""
    for _, found in groupby(range(len(pieces)), key=lambda number: pieces[number].block):
        block = list(found)
        full = _full([pieces[number].text for number in block])
        # Of items of a list, only the longest fill the width.
        wrapped = sum(full) > _WRAPPED_LINES * len(full)
        first = block[0]
        for number, is_full in zip(block, [*full, False], strict=True):
            if not (wrapped and is_full and _may_go_on(pieces[number + 1].text)):
                yield _unit(pieces, range(first, number + 1), notices)
                first = number + 1


def _full(lines: Sequence[str]) -> list[bool]:
    """Tell of each line of a block but the last whether it is full: the next word had no room in that width."""
    width = _FULL * max(map(len, lines))
    return [
        len(line) >= _WRAPPED and len(line) + 1 + len(following.split(maxsplit=1)[0]) >= width
        for line, following in pairwise(lines)
    ]


def _may_go_on(following: str) -> bool:
    """Tell whether a line may be what the one before it goes on with."""
    return not _ITEM.match(following) and not is_furniture(following)


def _unit(pieces: Sequence[Piece], lines: range, notices: Sequence[str]) -> _Unit:
    text = " ".join(pieces[number].text.strip() for number in lines)
    words = _count(text)
    piece = pieces[lines[0]]
    kind = _Class.SITE if is_notice(text, notices) else _class(text, words, piece)
    return _Unit(lines, text, words, kind, piece.heading)


def _count(text: str) -> int:
    """Count words."""
    if text.isascii():
        return len(text.split())
    unspaced = len(_UNSPACED.findall(text))
    return len(text.split()) + unspaced // 2


def _class(text: str, words: int, piece: Piece) -> _Class:
    if piece.linked > _LINKED or is_furniture(text) or not _LETTER.search(text):
        return _Class.SITE
    ended = text.rstrip(_CLOSERS).endswith(_STOPS)
    if (ended and words >= _SENTENCE) or (words >= _LONG and not _is_capitals(text)):
        return _Class.TEXT
    return _Class.SAID if ended else _Class.SHORT


def _is_capitals(text: str) -> bool:
    """Tell whether most words begin with a capital, as in menus and titles."""
    words = text.split()
    return sum(word[0].isupper() for word in words) > _CAPITALS * len(words)


def _mark_repeated(units: Sequence[_Unit]) -> None:
    """Mark short lines that stand twice: headlines of teasers, menus at both ends of a page."""
    folded = [_folded(unit.text) if unit.words < _TWICE else "" for unit in units]
    times = Counter(folded)
    for unit, text in zip(units, folded, strict=True):
        if text and times[text] > 1:
            unit.kind = _Class.SITE


def _folded(text: str) -> str:
    return text.translate(_FOLDED).casefold().strip(" \t•*-#|")


def _mark_notices(units: Sequence[_Unit]) -> None:
    """Mark short paragraphs that stand among the words of a site: `Get the facts behind the news …`."""
    notices = []
    for at, unit in enumerate(units):
        if unit.kind is not _Class.TEXT or unit.words >= _NOTICE:
            continue
        before = [each.kind is _Class.SITE for each in units[max(0, at - 2) : at]]
        after = [each.kind is _Class.SITE for each in units[at + 1 : at + 3]]
        if before[-1:] == [True] and after[:1] == [True] and (before == [True, True] or after == [True, True]):
            notices.append(unit)
    for unit in notices:
        unit.kind = _Class.SITE


def _mark_closing(units: Sequence[_Unit]) -> None:
    """Mark what presents the outlet or the author below the text, with the heading above it."""
    text = [at for at, unit in enumerate(units) if unit.kind is _Class.TEXT]
    for last in reversed(text[1:]):
        above = units[last - 1]
        headed = above.kind is _Class.SHORT and is_about(above.text)
        if not headed and not is_about(units[last].text):
            return
        units[last].kind = _Class.SITE
        if headed:
            above.kind = _Class.SITE


def _mark_teasers(units: Sequence[_Unit]) -> None:
    """Mark paragraphs of lists of teasers, then those far from the text, unless most of the text is such."""
    for find in (_listed, _far):
        found = list(find(units))
        most = _TEASERS * sum(unit.words for unit in units if unit.kind is _Class.TEXT)
        if sum(unit.words for unit in found) <= most:
            for unit in found:
                unit.kind = _Class.SHORT


def _listed(units: Sequence[_Unit]) -> Iterator[_Unit]:
    """Find short paragraphs that stand alone among short lines, each below a headline, one after the other."""
    text = [at for at, unit in enumerate(units) if unit.kind in _SENTENCES]
    alone = [
        following - at > _NEAR and _is_teaser(units, at)
        for at, following in zip(text, [*text[1:], len(units) + _NEAR], strict=True)
    ]
    for number, at in enumerate(text):
        if alone[number] and any(alone[max(0, number - 1) : number] + alone[number + 1 : number + 2]):
            yield units[at]


def _is_teaser(units: Sequence[_Unit], at: int) -> bool:
    """Tell whether a paragraph is short and stands below a headline."""
    above = units[at - 1] if at else None
    return units[at].words < _TEASER and above is not None and above.kind is _Class.SHORT and above.words >= _HEADLINE


def _far(units: Sequence[_Unit]) -> Iterator[_Unit]:
    """Find short paragraphs that are far from the text: clusters of sentences that are small beside the largest."""
    clusters: list[list[_Unit]] = []
    last = -_FAR
    for at, unit in enumerate(units):
        if unit.kind in _SENTENCES:
            if at - last >= _FAR:
                clusters.append([])
            clusters[-1].append(unit)
            last = at
    sizes = [sum(unit.words for unit in cluster) for cluster in clusters]
    for cluster, size in zip(clusters, sizes, strict=True):
        if size < _SMALL * max(sizes):
            yield from (unit for unit in cluster if unit.kind is _Class.TEXT and unit.words < _TEASER)


def _runs(units: Sequence[_Unit]) -> Iterator[list[_Unit]]:
    """Go through the runs of paragraphs, and those of what stands between them."""
    for _, run in groupby(units, key=lambda unit: unit.kind is _Class.TEXT):
        yield list(run)


def _kept_of(run: list[_Unit]) -> list[_Unit]:
    """Give what is of the text in a run: a paragraph, headings, single short lines; nothing of menus and teasers."""
    if run[0].kind is _Class.TEXT:
        return run
    short = sum(unit.kind is _Class.SHORT for unit in run)
    site = sum(unit.kind is _Class.SITE for unit in run)
    if short >= _MENU or (short >= 1 and site >= _FEW):
        return [unit for unit in run[-1:] if unit.heading and unit.kind is _Class.SHORT]
    return [unit for unit in run if unit.kind is not _Class.SITE]
