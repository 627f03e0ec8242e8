"""What one copy has and another has not: an end that is cut off, something put in, other words."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from linkaudit.collection.collation import Reading, Run
from linkaudit.collection.forms import is_spelling
from linkaudit.collection.traces import Trace, listed, read_as
from linkaudit.models import Evidence, Sign
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from linkaudit.collection.collation import Collation, Variant
    from linkaudit.collection.typeset import Text

# Words behind the end of another copy: a credit line is shorter.
_MUCH_MORE = 20
# Words behind an end within a sentence, at least.
_A_FEW = 3
# Words behind what both have, at most, of a text that ends there.
_ITS_END = 3
# Share of a text that stands in the other one, if the one is taken for a copy of it up to its end.
_MOST = 0.5
# How many times as long as a text that ends with a sentence what follows elsewhere may be: more is the rest of a page.
_NO_PAGE = 1.0
# Words that are put into a sentence, at least: fewer are another wording. An address is enough.
_PUT_IN = 4
_MOST_PUT_IN = 80
# Exchanged words that are shown, and how many words an exchange has at most: more is another passage.
_EXCHANGES = 6
_LOOKED_AT = 24
_LONGEST_EXCHANGE = 4
# Words that are shown.
_SHOWN = 12


def truncations(collation: Collation) -> Iterator[Trace]:
    """Find texts that end earlier than others."""
    found: dict[str, list[tuple[Reading, Reading]]] = {}
    for other in collation.others:
        theirs = collation.runs[other.path]
        turned = sorted(Run(run.b, run.a, run.length) for run in theirs)
        for short, whole, runs in ((other, collation.reference, theirs), (collation.reference, other, turned)):
            cut = _cut_off(whole, short, runs)
            if cut is not None:
                found.setdefault(short.path, []).append(cut)
                if whole is collation.reference:
                    found[short.path] += ((cut[0], each) for each in _also(collation, cut[1], but=short))
    yield from map(_told, found.values())


def _cut_off(whole: Text, short: Text, found: Sequence[Run]) -> tuple[Reading, Reading] | None:
    """Give the end of a text, and what another one has behind it; None if it does not end earlier."""
    if not found or sum(run.length for run in found) < _MOST * len(short):
        return None
    last = max(found, key=lambda run: run.b)
    end, ends = last.a + last.length, last.b + last.length
    more = len(whole) - end
    if any(run.a >= end for run in found) or len(short) - ends > _ITS_END:
        return None
    in_sentence = _breaks_off(short, ends - 1, whole, end)
    if more < (_A_FEW if in_sentence else _MUCH_MORE) or (not in_sentence and more > _NO_PAGE * len(short)):
        return None
    return Reading(short, max(0, ends - _SHOWN), ends), Reading(whole, end, min(len(whole), end + _SHOWN))


def _breaks_off(short: Text, last: int, whole: Text, then: int) -> bool:
    """Tell whether a text ends within a sentence, with which another one goes on."""
    if not (short.ends_within(last) and 0 < then < len(whole)) or whole.ends_sentence(then - 1):
        return False
    # Names, and in some languages all nouns, go on with a capital.
    return whole.goes_on(then) or whole.line(then) == whole.line(then - 1)


def _told(cut: Sequence[tuple[Reading, Reading]]) -> Trace:
    """Say that a text ends where others go on."""
    ends = cut[0][0]
    short = ends.text
    breaks_off = any(_breaks_off(short, each.last - 1, then.text, then.first) for each, then in cut)
    others = sorted(goes_on.path for _, goes_on in cut)
    says = f"{short.path} ends where {listed(others)} {'goes' if len(others) == 1 else 'go'} on"
    says += ", in the middle of a sentence: likely cut off" if breaks_off else ": likely cut short, or continued there"
    evidence = (read_as("ends", ends), *(read_as("goes on", goes_on) for _, goes_on in cut))
    derived = (short.path,) if breaks_off else ()
    return Trace(Sign("truncation", says, evidence), (short.path,), tuple(others), derived)


def insertions(collation: Collation) -> Iterator[Trace]:
    """Find what was put into a sentence of one text: an address, the words of a page."""
    found: dict[Reading, list[Reading]] = {}
    for other in collation.others:
        theirs = collation.runs[other.path]
        turned = sorted(Run(run.b, run.a, run.length) for run in theirs)
        for text, plain, runs in ((collation.reference, other, theirs), (other, collation.reference, turned)):
            for put_in, whole in _put_in(text, plain, runs):
                found.setdefault(put_in, []).append(whole)
                if plain is collation.reference:
                    found[put_in] += _also(collation, whole, but=text)
    yield from (_interrupted(put_in, whole) for put_in, whole in found.items())


def _interrupted(put_in: Reading, whole: Sequence[Reading]) -> Trace:
    others = tuple(sorted(each.path for each in whole))
    what = "an address stands" if any("://" in key for key in put_in.keys) else "words of another kind stand"
    says = (
        f"in {put_in.path} {what} within a sentence that is whole in {listed(others)}: likely put in when it was copied"
    )
    evidence = (read_as("put in", put_in), *(read_as("whole", each) for each in whole))
    return Trace(Sign("insertion", says, evidence), (put_in.path,), others, (put_in.path,))


def _also(collation: Collation, reading: Reading, but: Text) -> Iterator[Reading]:
    """Go through the other texts that read as the reference does at a place."""
    for other in collation.others:
        first = collation.counterpart(other.path, reading.first)
        last = collation.counterpart(other.path, reading.last - 1)
        if other is not but and first is not None and last is not None and last - first == len(reading.keys) - 1:
            yield Reading(other, first, last + 1)


def _put_in(text: Text, plain: Text, found: Sequence[Run]) -> Iterator[tuple[Reading, Reading]]:
    for one, then in pairwise(found):
        first, last = one.a + one.length, then.a
        if one.b + one.length != then.b or not 0 < last - first <= _MOST_PUT_IN:
            continue
        address = any("://" in form for form in text.forms[first:last])
        apart = text.line(first) != text.line(first - 1) and text.line(last) != text.line(last - 1)
        if (address or last - first >= _PUT_IN) and apart and plain.goes_on(then.b):
            yield Reading(text, first, last), _around(plain, then.b)


def rewordings(variants: Sequence[Variant], slips: AbstractSet[str] = frozenset()) -> Iterator[Trace]:
    """Find the words that each text has in place of others of the reference, but for the slips that are known."""
    found: dict[str, list[tuple[Reading, Reading]]] = {}
    for variant in variants:
        mine, *others = variant.readings
        for theirs in others:
            if _is_exchange(mine, theirs) and not {mine.words, theirs.words} <= slips:
                found.setdefault(theirs.path, []).append((mine, theirs))
    yield from (_reworded(exchanges) for _, exchanges in sorted(found.items()))


def _reworded(exchanges: Sequence[tuple[Reading, Reading]]) -> Trace:
    one, other = exchanges[0][0].path, exchanges[0][1].path
    pairs = dict.fromkeys(f'"{mine.words}" \u2013 "{theirs.words}"' for mine, theirs in exchanges[:_LOOKED_AT])
    shown = ", ".join([*pairs][:_EXCHANGES])
    says = f"{one} and {other} have other words at {counted(len(exchanges), 'place')}: {shown}"
    says += ", \u2026" if len(exchanges) > _EXCHANGES else ""
    readings = [reading for both in exchanges[:_EXCHANGES] for reading in both]
    return Trace(Sign("rewording", says, tuple(read_as("has", each) for each in readings)), (one,), (other,))


def _is_exchange(mine: Reading, theirs: Reading) -> bool:
    """Tell whether two readings are words in place of others: no spelling, no passage."""
    if mine.keys == theirs.keys or not (mine.keys and theirs.keys):
        return False
    if max(len(mine.keys), len(theirs.keys)) > _LONGEST_EXCHANGE:
        return False
    if len(mine.keys) == len(theirs.keys) == 1:
        return not is_spelling(mine.keys[0], theirs.keys[0])
    return True


def spliced(path: str, apart: Sequence[str], places: Sequence[Evidence], sources: Sequence[str]) -> Trace:
    """Say that a text has passages of several that share nothing with each other; `sources` are these and their kin."""
    says = (
        f"{path} has passages of {listed(apart)}, which share none with each other: likely put together from such texts"
    )
    return Trace(Sign("splice", says, tuple(places)), (path,), tuple(sorted(sources)), (path,))


def _around(text: Text, word: int) -> Reading:
    return Reading(text, max(0, word - _SHOWN // 2), min(len(text), word + _SHOWN // 2))
