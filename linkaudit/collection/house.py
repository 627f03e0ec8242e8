"""How houses write: spellings, abbreviations, brackets and quotes in which copies of one text differ.

A house style says through whose hands a text went: copies that agree in it are nearer to each other.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, NamedTuple

from linkaudit.collection.collation import Reading
from linkaudit.collection.forms import is_spelling
from linkaudit.collection.traces import Trace, listed
from linkaudit.models import Evidence, Sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.collection.collation import Collation, Run, Variant
    from linkaudit.collection.typeset import Text

# Forms of one document that are shown.
_MOST_SHOWN = 6
# Marks that houses set in one another's place.
_FOLDS = tuple(
    str.maketrans(dict.fromkeys(marks, marks[0]))
    for marks in (
        "([{\uff08\u3010",
        ")]}\uff09\u3011",
        "\"'\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019\u201a",
        "-\u2013\u2014\u2015",
    )
)
_NAMES = {
    **dict.fromkeys("()", "( )"), **dict.fromkeys("[]", "[ ]"), **dict.fromkeys("{}", "{ }"),
    **dict.fromkeys("\"'", "straight quotes"), **dict.fromkeys("\u201c\u201d\u2018\u2019", "curly quotes"),
    **dict.fromkeys("\u201e\u201a", "low quotes"), **dict.fromkeys("\u00ab\u00bb", "guillemets"),
    "-": "hyphens as dashes", "\u2013": "en dashes", "\u2014": "em dashes",
}  # fmt: skip
_PUNCTUATION = str.maketrans("", "", ".,;:!?\u2026")


class Way(NamedTuple):
    """A way to write what others write otherwise, with its first place in each document."""

    forms: dict[str, tuple[str, Evidence]]
    """What each document has there, by path."""

    @property
    def differs(self) -> tuple[str, ...]:
        """The ways in which it is written."""
        return tuple(sorted({form for form, _ in self.forms.values()}))


def house_styles(collation: Collation, variants: Sequence[Variant]) -> Iterator[Trace]:
    """Find in what ways the texts are written, those ways together in which the same documents agree."""
    ways: dict[tuple[str, ...], Way] = {}
    for way in (*_spellings(variants), *_typography(collation)):
        known = ways.setdefault(way.differs, way)
        if len(way.forms) > len(known.forms):
            ways[way.differs] = way
    together: list[list[Way]] = []
    for way in sorted(ways.values(), key=lambda each: -len(each.forms)):
        fitting = (some for some in together if all(_agree(way, each) for each in some))
        found = next(fitting, None)
        if found is None:
            together.append([way])
        else:
            found.append(way)
    yield from map(_told, together)


def _agree(one: Way, other: Way) -> bool:
    """Tell whether no two documents write alike in the one way and not in the other."""
    both = sorted(one.forms.keys() & other.forms.keys())
    return all(
        (one.forms[a][0] == one.forms[b][0]) == (other.forms[a][0] == other.forms[b][0])
        for a, b in combinations(both, 2)
    )


def _told(ways: Sequence[Way]) -> Trace:
    shown = ways[:_MOST_SHOWN]
    written: dict[str, list[str]] = {}
    for way in shown:
        for path, (form, _) in way.forms.items():
            written.setdefault(path, []).append(form)
    alike: dict[tuple[str, ...], list[str]] = {}
    for path, forms in sorted(written.items()):
        alike.setdefault(tuple(forms), []).append(path)
    first = max(alike.items(), key=lambda each: (len(each[1]), len(each[0]), each[1]))[1]
    styles = "; ".join(f"{', '.join(forms)} in {listed(paths)}" for forms, paths in alike.items())
    says = f"written in different house styles: {styles}; those that agree are likely nearer to each other"
    evidence = tuple(each for way in shown for _, each in way.forms.values())
    rest = tuple(path for path in sorted(written) if path not in first)
    pairs = {
        pair: way.forms[pair[0]][0] == way.forms[pair[1]][0]
        for way in ways
        for pair in combinations(sorted(way.forms), 2)
    }
    return Trace(
        Sign("spelling", says, evidence),
        tuple(first),
        rest,
        agreeing=frozenset(pair for pair, agree in pairs.items() if agree),
        differing=frozenset(pair for pair, agree in pairs.items() if not agree),
    )


def _spellings(variants: Sequence[Variant]) -> Iterator[Way]:
    """Find words that are spelled in two ways."""
    for variant in variants:
        single = [reading for reading in variant.readings if len(reading.keys) == 1]
        keys = sorted({reading.keys[0] for reading in single})
        if any(is_spelling(one, other) for one, other in combinations(keys, 2)):
            yield Way({each.path: (each.keys[0], _shown(each)) for each in single})


def _typography(collation: Collation) -> Iterator[Way]:
    """Find words and marks that are the same but for how they are set."""
    reference = collation.reference
    found: dict[tuple[str, str], tuple[int, dict[str, tuple[str, Evidence]]]] = {}
    for other in collation.others:
        for word, theirs, mine, form in _set_otherwise(reference, other, collation.runs[other.path]):
            _, way = found.setdefault((mine, form), (word, {}))
            way.setdefault(reference.path, (mine, _shown(Reading(reference, word, word + 1), mine)))
            way.setdefault(other.path, (form, _shown(Reading(other, theirs, theirs + 1), form)))
    for (mine, _), (word, way) in found.items():
        for other in collation.others:
            place = collation.counterpart(other.path, word)
            if other.path not in way and place is not None and _set_alike(reference, word, other, place):
                way[other.path] = mine, _shown(Reading(other, place, place + 1), mine)
        yield Way(way)


def _set_alike(one: Text, word: int, other: Text, theirs: int) -> bool:
    return one.forms[word] == other.forms[theirs] and one.marks[word] == other.marks[theirs]


def _set_otherwise(reference: Text, other: Text, found: Sequence[Run]) -> Iterator[tuple[int, int, str, str]]:
    """Go through the words of stretches that are set otherwise in another text: both, and how each sets them."""
    for a, b, length in found:
        if reference.forms[a : a + length] != other.forms[b : b + length]:
            for at in range(length):
                mine, theirs = reference.forms[a + at], other.forms[b + at]
                if mine != theirs and _folded(mine) != _folded(theirs) and "\n" not in mine + theirs:
                    yield a + at, b + at, mine, theirs
        if reference.marks[a + 1 : a + length] != other.marks[b + 1 : b + length]:
            for at in range(1, length):
                ways = _marks(reference.marks[a + at], other.marks[b + at])
                if ways:
                    yield a + at, b + at, *ways


def _folded(form: str) -> str:
    return form.casefold().replace("\u2019", "'").rstrip(".")


def _marks(mine: str, theirs: str) -> tuple[str, str] | None:
    """Name the ways in which two texts set the same marks; None if the marks are others."""
    one, other = mine.translate(_PUNCTUATION), theirs.translate(_PUNCTUATION)
    if one == other:
        return None
    for fold in _FOLDS:
        if one.translate(fold) == other.translate(fold):
            a, b = next((a, b) for a, b in zip(one, other, strict=True) if a != b)
            return _NAMES.get(a, a), _NAMES.get(b, b)
    return None


def _shown(reading: Reading, form: str = "") -> Evidence:
    return Evidence("written", form or reading.words, reading.place)
