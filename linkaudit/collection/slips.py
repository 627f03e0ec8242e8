"""Slips of the pen, by which copies are told from each other: who makes the same one copied it.

A slip that two texts share and a third has not, they have from one text. That is how the descent of manuscripts is told
(P. Maas, Textkritik, 1927: errors that join, errors that separate).
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from linkaudit.collection.collation import Reading
from linkaudit.collection.forms import SHORTEST, is_slip_of, is_swap_of
from linkaudit.collection.traces import Trace, listed, read_as
from linkaudit.content.language import language
from linkaudit.models import Sign
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.collection.collation import Collation, Variant
    from linkaudit.collection.typeset import Text
    from linkaudit.collection.vocabulary import Vocabulary

# Letters of a name that may be spelled in two ways; shorter ones are two names (Anders, Sanders).
_LONG_NAME = 7
# How often the usual form stands in the text, at least: of two forms that stand once each, nobody can tell which it is.
_USUAL = 2

# Other documents that have a form from which on it is a word, or a name, of its own.
_A_WORD = 3

# Languages that write every noun with a capital, and what stands before nouns in them.
_ALL_NOUNS = {"de"}
_ARTICLE = Pattern(
    "d(?:er|ie|as|en|em|es)|(?:k?ein|mein|dein|sein|ihr|unser|euer|eur)(?:e[nmrs]?)?"
    "|(?:dies|jen|jed|welch|manch|all|viel|einig|mehrer|beid)e[nmrs]?|im|am|zum|zur|vom|beim|ins|ans"
)


def slips(collation: Collation, variants: Sequence[Variant], vocabulary: Vocabulary) -> Iterator[Trace]:
    """Find the slips that some of the texts have and others do not, and those that all of them share."""
    for variant in variants:
        yield from _at(variant, collation, vocabulary)
    yield from _within(collation, vocabulary)


def corrections(traces: Sequence[Trace]) -> Iterator[Trace]:
    """Find texts that corrected a slip: they come from one copy with a text that has it, as other signs show."""
    joining = [trace for trace in traces if trace.sign.kind in ("break", "insertion") and len(trace.having) > 1]
    for slip in (trace for trace in traces if trace.sign.kind == "slip"):
        for right in slip.lacking:
            found = (
                (kept, apart, sign)
                for sign in joining
                if right in sign.having
                for kept in slip.having
                if kept in sign.having
                for apart in slip.having
                if apart in sign.lacking
            )
            kept, apart, sign = next(found, ("", "", None))
            if sign is not None:
                says = (
                    f'{right} likely corrected "{slip.sign.evidence[0].value}": it comes from one copy with {kept}, '
                    f"which has it as {apart} has, and {kept} is not copied from {right} as it stands"
                )
                evidence = (*slip.sign.evidence, *sign.sign.evidence)
                others = tuple(path for path in slip.having if path in sign.having or path in sign.lacking)
                yield Trace(Sign("correction", says, evidence), (right,), others, (right,))


def _at(variant: Variant, collation: Collation, vocabulary: Vocabulary) -> Iterator[Trace]:
    """Find a slip where texts differ in one word."""
    by_key: dict[str, list[Reading]] = {}
    for reading in variant.readings:
        if len(reading.keys) == 1:
            by_key.setdefault(reading.keys[0], []).append(reading)
    paths = [text.path for text in collation.texts]
    for one, other in combinations(sorted(by_key), 2):
        if not is_slip_of(one, other):
            continue
        counts = _elsewhere(one, by_key), _elsewhere(other, by_key)
        slip = vocabulary.rarer(one, other, counts, paths)
        if not slip and not any(counts) and is_swap_of(one, other):
            slip = vocabulary.oddly_spelled(one, other)
        if slip:
            yield _told(by_key[slip], by_key[other if slip == one else one])
        elif is_swap_of(one, other) and not any(counts):
            yield _either(by_key[one], by_key[other])


def _elsewhere(key: str, by_key: dict[str, list[Reading]]) -> int:
    """Count a word in the texts at other places, in the one that has most of it: the others may be its copies."""
    return max(reading.text.counts[key] - (found == key) for found, readings in by_key.items() for reading in readings)


def _told(having: list[Reading], lacking: list[Reading]) -> Trace:
    """Say what a slip tells of those that have it and those that do not."""
    slip, right = having[0].words, lacking[0].words
    with_it, without = _paths(having), _paths(lacking)
    if len(with_it) > 1:
        says = (
            f'{listed(with_it)} share the slip "{slip}" and likely have it from one text; {listed(without)} with '
            f'"{right}" is likely not that text as it stands, and was corrected or never had it'
        )
    elif len(without) > 1:
        says = (
            f'only {with_it[0]} has the slip "{slip}" for "{right}": likely made in copying, so that '
            f"{listed(without)} are likely not copied from it as it stands"
        )
    else:
        says = f'{with_it[0]} has "{slip}" where {without[0]} has "{right}": made by the one or corrected by the other'
    evidence = (*(read_as("slip", each) for each in having), *(read_as("elsewhere", each) for each in lacking))
    derived = with_it if len(with_it) == 1 and len(without) > 1 else ()
    return Trace(Sign("slip", says, evidence), with_it, without, derived)


def _either(one: list[Reading], other: list[Reading]) -> Trace:
    """Say that one of two forms is a slip, where nothing tells which: those that agree are nearer to each other."""
    first, second = sorted((one, other), key=lambda each: (-len(each), _paths(each)))
    says = (
        f'"{first[0].words}" in {listed(_paths(first))} is "{second[0].words}" in {listed(_paths(second))}: one of '
        "them likely a slip, with two letters swapped, made by the one or corrected by the other"
    )
    if len(first) > 1:
        says += "; those that agree are likely nearer to each other"
    evidence = tuple(read_as("has", each) for each in (*first, *second))
    return Trace(Sign("slip", says, evidence), _paths([*first, *second]))


def _within(collation: Collation, vocabulary: Vocabulary) -> Iterator[Trace]:
    """Find names that the reference spells in two ways, where other texts have both as well."""
    reference = collation.reference
    for usual, word in _names_twice(reference):
        readings = [Reading(reference, word, word + 1)]
        for other in collation.others:
            place = collation.counterpart(other.path, word)
            if place is not None and other.counts[reference.keys[usual]] >= _USUAL:
                readings.append(Reading(other, place, place + 1))
        paths = _paths(readings)
        if len(readings) > 1 and vocabulary.count(reference.keys[word], paths) < _A_WORD:
            says = (
                f'{listed(paths)} spell one name in two ways at the same place, "{readings[0].words}" beside '
                f'"{reference.forms[usual]}": likely copied from one text'
            )
            evidence = [read_as("slip", each) for each in readings]
            evidence.append(read_as("elsewhere", Reading(reference, usual, usual + 1)))
            yield Trace(Sign("slip", says, tuple(evidence)), paths)


def _names_twice(text: Text) -> Iterator[tuple[int, int]]:
    """Find names that stand in a text once, and all but so more often: the first of those, and the one."""
    places: dict[str, list[int]] = {}
    for word, form in enumerate(text.forms):
        if form[:1].isupper() and len(form) >= _LONG_NAME and not text.keys[word].isnumeric():
            places.setdefault(text.keys[word], []).append(word)
    by_piece: dict[str, set[str]] = {}
    for key in places:
        for at in range(1, len(key)):
            by_piece.setdefault(f"{key[:at]}{key[at + 1 :]}", set()).add(key)
        by_piece.setdefault(key, set()).add(key)
    nouns = _nouns(text)
    for key, found in places.items():
        if key in nouns or len(found) != 1 or text.counts[key] != 1:
            continue
        near = {each for at in range(1, len(key)) for each in by_piece.get(f"{key[:at]}{key[at + 1 :]}", ())}
        near |= by_piece.get(key, set())
        usual = [each for each in sorted(near - nouns) if len(places[each]) >= _USUAL and is_slip_of(key, each)]
        if usual and len(key) >= SHORTEST:
            yield places[usual[0]][0], found[0]


def _nouns(text: Text) -> set[str]:
    """List the words that are no names though they have a capital, in a language that gives one to every noun.

    A noun stands somewhere behind an article, or what takes the place of one; few names do.
    """
    if language(text.keys) not in _ALL_NOUNS:
        return set()
    before = zip(text.keys, text.forms, text.keys[1:], text.forms[1:], strict=False)
    return {
        noun
        for word, form, noun, written in before
        if form.islower() and written[:1].isupper() and _ARTICLE.fullmatch(word)
    }


def _paths(readings: Sequence[Reading]) -> tuple[str, ...]:
    return tuple(sorted(reading.path for reading in readings))
