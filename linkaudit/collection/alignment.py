"""Two texts side by side: which stretches of the one stand in the other, and what that makes them to each other.

Seeds are runs of equal words; neighbouring ones in the same order are joined to stretches, and what is too short or too
sparse is dropped, as is usual in text alignment (M. Potthast and others, Overview of the 5th International Competition
on Plagiarism Detection, PAN 2013). No word counts twice: the longest stretches come first (M. Wise, String similarity
via greedy string tiling, 1993).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.collection.shares import once_more, with_short_ones
from linkaudit.collection.slots import slots, together
from linkaudit.collection.stretches import stretches
from linkaudit.collection.words import is_character
from linkaudit.models import CopyKind, Location, Pair, Passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.collection.slots import Slots
    from linkaudit.collection.stretches import Stretch
    from linkaudit.collection.words import Words

# Words outside of quotations, without names, that two texts must share in one stretch for the one to be copied at all,
# or in several beyond the first few of each; phrases of agencies, titles and what is said on every such day are shorter
# (benchmarks/near_copies.py).
_ENOUGH_IN_ONE = 22
_ENOUGH = 16
_PHRASE = 8
# Names are left out of at most this share of a stretch, unless it is a list of them: in German, all nouns are written
# like them.
_NAMES = 0.25
# For each number or name that others have in its place, so many words are but the form that is filled in.
_FORM = 5
# So many words in a row are more than a form.
_NO_FORM = 44
# Where no spaces are written, a character is a good half of a word, and set phrases have fewer of them than of words.
_CHARACTER = 0.75
# The share that two texts by different hands have in common where their words are paired off; the more is the same, the
# more it counts.
_LOOSE = 0.3
# Of short texts: fewer will do if they are as much of one of them.
_FEW = 12
_MUCH = 0.45
# Of one of two texts that share quotations alone.
_ALL = 0.85
# Share from which on most of a text stands in the other.
_MOST = 0.65
# Share of exchanged words within the stretches from which on one is another wording of the other.
_EXCHANGED = 0.08
# Share of the words that lie within stretches, of the one text and of both, if the one goes on as the other does.
_PARALLEL = 0.5
_PARALLEL_IN_BOTH = 0.3
# Characters of a passage that are shown.
_SHOWN = 400


def compared(a: str, b: str, one: Words, other: Words) -> Pair | None:
    """Compare two texts, of the documents `a` and `b`; None if what they share makes neither a copy of the other."""
    if not one.folded or not other.folded:
        return None
    found = stretches(one.folded, other.folded)
    if not found:
        return None
    same = sum(len(stretch.places) for stretch in found)
    share = same / min(len(one.folded), len(other.folded))
    counted = [slots(stretch, one, other) for stretch in found]
    every = together(counted)
    own = _weights(found, counted, one, other)
    form = every.filled or every.is_list
    if one.folded != other.folded and not _enough(own, same, 0 if form else share):
        return None
    all_found = with_short_ones(found, one.folded, other.folded)
    every_same = sum(len(stretch.places) for stretch in all_found)
    more = once_more(all_found, one.folded, other.folded)
    shares = (every_same + more[0]) / len(one.folded), (every_same + more[1]) / len(other.folded)
    short = every_same - same
    certain = shares[0] - short / len(one.folded), shares[1] - short / len(other.folded)
    kind = CopyKind.PARTIAL if every.filled else _kind(all_found, one, other, certain)
    passages = tuple(_passage(stretch, one, other) for stretch in all_found)
    return Pair(a, b, kind, round(shares[0], 4), round(shares[1], 4), passages)


def _enough(own: Sequence[float], same: int, share: float) -> bool:
    """Tell whether what two texts share is more than they may have in common by quoting the same, or by chance.

    `own` is the weight of each stretch, `same` how many words stand in both, which are this share of one of the texts.
    """
    if max(own) >= _ENOUGH_IN_ONE or sum(max(0.0, each - _PHRASE) for each in own) >= _ENOUGH:
        return True
    return same >= _FEW and share >= _MUCH and (sum(own) >= _FEW or share >= _ALL)


def _weights(found: Sequence[Stretch], counted: Sequence[Slots], one: Words, other: Words) -> list[float]:
    """Weigh what two texts share in each stretch: the words that not both of them quote, fewer the looser it is.

    Names and lists do not count, nor does the form around what differs; of a phrase that comes again and again only the
    first time does.
    """
    every = together(counted)
    told: set[tuple[str, ...]] = set()
    weights: list[float] = []
    for stretch, each in zip(found, counted, strict=True):
        dense = max(0.0, stretch.density - _LOOSE) / (1 - _LOOSE)
        weight = 0 if each.is_list else _weight(stretch, one, other, told) * dense
        beyond = each.beyond(every)
        form = beyond * max(_FORM, weight / each.telling if every.filled else 0) if beyond else 0
        unbroken = weight * each.unbroken / len(stretch.places) if each.unbroken >= _NO_FORM else 0
        weights.append(max(weight - form, unbroken, 0))
    return weights


def _weight(stretch: Stretch, one: Words, other: Words, told: set[tuple[str, ...]]) -> float:
    """Weigh the words of a stretch; `told` are the phrases that were there before."""
    names = one.names(stretch.places[0][0], stretch.places[-1][0])
    weight = named = 0.0
    for i, j in stretch.places:
        phrase = tuple(one.folded[max(0, i - 1) : i + 2])
        if phrase not in told and not (one.quoted[i] and other.quoted[j]):
            word = _CHARACTER if is_character(one.folded[i]) else 1
            weight += word
            named += word if i in names else 0
        told.add(phrase)
    return weight - min(named, _NAMES * weight)


def _kind(found: Sequence[Stretch], one: Words, other: Words, shares: tuple[float, float]) -> CopyKind:
    """Tell what two texts are to each other; `shares` are those without short stretches."""
    exchanged = sum(stretch.exchanged for stretch in found)
    spans = sum(stretch.a_words for stretch in found), sum(stretch.b_words for stretch in found)
    covered = spans[0] / len(one.folded), spans[1] / len(other.folded)
    if exchanged > _EXCHANGED * min(spans):
        parallel = max(covered) >= _PARALLEL and min(covered) >= _PARALLEL_IN_BOTH
        return CopyKind.REWRITE if parallel else CopyKind.PARTIAL
    return CopyKind.COPY if min(shares) >= _MOST else CopyKind.PARTIAL


def _passage(stretch: Stretch, one: Words, other: Words) -> Passage:
    (first_a, first_b), (last_a, last_b) = stretch.places[0], stretch.places[-1]
    return Passage(
        a=_location(one, first_a, last_a),
        b=_location(other, first_b, last_b),
        text=_text(one, first_a, last_a),
        words=stretch.a_words,
        same=len(stretch.places),
    )


def _location(found: Words, first: int, last: int) -> Location:
    """Locate the words from the first to the last one: to the column where lines stand in the file as they are read."""
    begin, end = found.lines[found.line_of(first)].location, found.lines[found.line_of(last)].location
    start, behind = _span(found, first), _span(found, last)
    before = start[0] if start else 0
    after = (end.end - end.start) - behind[1] if behind else 0
    return Location(
        begin.path,
        begin.line,
        begin.column + before,
        end.end_line,
        end.end_column - after,
        begin.start + before,
        end.end - after,
        begin.part,
    )


def _span(found: Words, word: int) -> tuple[int, int] | None:
    """Give where a word stands in its line, if the line stands in the file as it is read."""
    line = found.lines[found.line_of(word)]
    place = line.location
    verbatim = place.line == place.end_line and place.end - place.start == len(line.text)
    return found.span(word) if verbatim else None


def _text(found: Words, first: int, last: int) -> str:
    """Give the text from one word to another, as it stands there, spaces folded."""
    begin, end = found.line_of(first), found.line_of(last)
    pieces: list[str] = []
    length = 0
    for number in range(begin, end + 1):
        text = found.lines[number].text
        stop = _behind(text, found.span(last)) if number == end else len(text)
        start = _before(text, found.span(first)) if number == begin else 0
        pieces += text[start : min(stop, start + 2 * _SHOWN)].split()
        length += stop - start
        if length > _SHOWN:
            break
    joined = " ".join(pieces)
    if len(joined) <= _SHOWN:
        return joined
    shown = joined[:_SHOWN]
    return (shown.rpartition(" ")[0] or shown) + "…"


def _before(text: str, span: tuple[int, int] | None) -> int:
    """Give where the marks before a word begin."""
    start = span[0] if span else 0
    while start and not (text[start - 1].isspace() or text[start - 1].isalnum()):
        start -= 1
    return start


def _behind(text: str, span: tuple[int, int] | None) -> int:
    """Give where the marks behind a word end."""
    end = span[1] if span else len(text)
    while end < len(text) and not (text[end].isspace() or text[end].isalnum()):
        end += 1
    return end
