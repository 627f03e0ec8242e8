"""What is told of the way in which texts were copied, in families of copies of which it is known.

    python benchmarks/lineage.py                      # 200 families of three to six documents
    python benchmarks/lineage.py --wrong              # and everything that is told wrong

Each family has an original and copies of it or of copies: with slips of the pen, sentences torn by a blank line or by
an address, ends cut off. A part of the documents says on what day it was published. The exit code is 1 if of what is
told of slips, torn places, ends, sources and first versions less than 95 % is true, of what is told with medium and low
confidence less than 90 and 85 %.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from copies.stories import story, written

from linkaudit import Config
from linkaudit.gather import gather

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Group, Kinship

PRECISION = {"low": 0.85, "medium": 0.9}
"""Of what is told with these confidences, the share that must be true; of everything else 95 %."""
NEAREST = "nearest sources"
# Of the sources that are told, those that are the very text which was copied, rather than one before that. Often
# nothing tells which of two texts with the same changes was first.
_NEAREST = {"low": 0.7, "medium": 0.85, "high": 0.85}
_LONG_WORD = 7


class Copy(NamedTuple):
    """A document of a family: from which it was copied, and what was changed there."""

    path: str
    parent: str
    text: str
    slips: frozenset[str]
    torn: frozenset[str]
    cut: bool


def main() -> int:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", "--number", type=int, default=200, help="families")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--language", choices=("en", "de", "fr"), default="en")
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    figures, wrong = measured(given.number, given.seed, given.language)
    names = sorted({name.rpartition(" ")[0] for name in figures})
    print("| | told | of these true | there | of these told |\n|---|---|---|---|---|")
    kept = True
    for name in names:
        told, true, there, found = (figures[f"{name} {what}"] for what in ("told", "true", "there", "found"))
        kept = kept and holds(name, told, true)
        print(f"| {name} | {told} | {_share(true, told)} | {there or ''} | {_share(found, there)} |")
    if given.wrong:
        print(*wrong, sep="\n")
    return int(not kept)


def holds(name: str, told: int, true: int) -> bool:
    """Tell whether enough of what is told is true."""
    wanted = _NEAREST if name.startswith(NEAREST) else PRECISION
    return true >= wanted.get(name.rpartition(" ")[2], 0.95) * told


def measured(number: int, seed: int, language: str = "en") -> tuple[Counter[str], list[str]]:
    """Make families, and hold what is told of them against the truth."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        families = [list(_family(Random(f"{seed}/{at}"), at, language)) for at in range(number)]
        for copy in (copy for family in families for copy in family):
            (folder / copy.path).write_text(copy.text, "utf-8")
        read = gather([str(folder)], Config(), as_of=date(2026, 11, 22), root=folder)
        figures: Counter[str] = Counter()
        wrong: list[str] = []
        by_path = {Path(path).name: group for group in read.context.kinship.groups for path in group.paths}
        for family in families:
            group = by_path.get(family[0].path)
            if group is not None:
                _judge(family, group, read.context.kinship, figures, wrong)
        return figures, wrong


def _family(chance: Random, at: int, language: str) -> Iterator[Copy]:
    """Make an original and its copies, each of one that was made before."""
    paragraphs = [
        written(paragraph, language) for paragraph in story(f"family{at}", chance, language, chance.randint(200, 700))
    ]
    day = date(2018, 1, 1) + timedelta(days=chance.randint(0, 900))
    number = chance.randint(3, 6)
    order = chance.sample(range(number), number)
    made: list[tuple[Copy, list[str]]] = []
    for step in range(number):
        path = f"{at:03}-{order[step]}.txt"
        if not made:
            copy, text = Copy(path, "", "", frozenset(), frozenset(), cut=False), paragraphs
        else:
            parent, before = chance.choice(made)
            copy, text = _copied(parent, before, path, chance)
        made.append((copy, text))
        day += timedelta(days=chance.randint(1, 4))
        stated = f"Published: {day:%B} {day.day}, {day.year}\n\n" if chance.random() < 0.4 else ""
        yield copy._replace(text=stated + "\n\n".join(text) + "\n")


def _copied(parent: Copy, before: list[str], path: str, chance: Random) -> tuple[Copy, list[str]]:
    """Copy a text as people do: what was changed before stays."""
    text, slips, torn, cut = list(before), set(parent.slips), set(parent.torn), parent.cut
    for _ in range(chance.choice((0, 0, 1, 2))):
        slip = _slip(text, chance)
        slips |= {slip} if slip else set()
    if chance.random() < 0.4:
        place = _torn(text, chance)
        torn |= {place} if place else set()
    if not cut and chance.random() < 0.15 and len(text) > 3:
        words = text[-1].split()
        text[-1] = " ".join(words[: len(words) // 3]).rstrip(".,;:!?\"'")
        cut = True
    return Copy(path, parent.path, "", frozenset(slips), frozenset(torn), cut), text


def _slip(text: list[str], chance: Random) -> str:
    """Swap two letters of a long word; give what came of it."""
    at = chance.randrange(len(text) - 1)
    words = text[at].split(" ")
    long = [
        number for number, word in enumerate(words) if len(word) >= _LONG_WORD and word.isalpha() and word.islower()
    ]
    if not long:
        return ""
    number = chance.choice(long)
    word = words[number]
    swap = next((i for i in range(2, len(word) - 2) if word[i] != word[i + 1]), 0)
    words[number] = word[:swap] + word[swap + 1] + word[swap] + word[swap + 2 :]
    text[at] = " ".join(words)
    return words[number]


def _torn(text: list[str], chance: Random) -> str:
    """Tear a sentence at a word in lower case; give the word before and the words behind."""
    at = chance.randrange(len(text) - 1)
    words = text[at].split(" ")
    places = [
        number
        for number in range(5, len(words) - 5)
        if words[number][:1].islower() and words[number - 1].isalpha() and words[number].isalpha()
    ]
    if not places:
        return ""
    number = chance.choice(places)
    foot = chance.choice(("", f"https://press.example/{chance.randint(1000, 9999)}\n\n"))
    text[at] = " ".join(words[:number]) + "\n\n" + foot + " ".join(words[number:])
    return f"{words[number - 1]} {words[number]}"


def _judge(family: list[Copy], group: Group, kinship: Kinship, figures: Counter[str], wrong: list[str]) -> None:
    by_path = {copy.path: copy for copy in family}
    planted = {slip for copy in family for slip in copy.slips}
    slips = {each.value for sign in group.signs if sign.kind == "slip" for each in sign.evidence if each.name == "slip"}
    _count("slips", slips, planted - _everywhere(family), figures, wrong, family)
    torn = {
        f"{one.value.split()[-1]} {other.value.split()[0]}"
        for sign in group.signs
        if sign.kind == "break"
        for one, other in zip(sign.evidence, sign.evidence[1:], strict=False)
        if one.name == "torn after"
    }
    _count("torn places", torn, {place for copy in family for place in copy.torn}, figures, wrong, family)
    cut = {
        Path(each.location.path).name
        for sign in group.signs
        if sign.kind == "truncation"
        for each in sign.evidence
        if each.name == "ends" and each.location
    }
    _count("ends cut off", cut, {copy.path for copy in family if copy.cut}, figures, wrong, family)
    for path, member in kinship.members.items():
        copy = by_path.get(Path(path).name)
        if copy is None:
            continue
        for source in member.copied_from[:1]:
            true = _state(by_path[Path(source.value).name]) in map(_state, _ancestors(copy, by_path))
            figures[f"sources, {source.confidence} told"] += 1
            figures[f"sources, {source.confidence} true"] += true
            figures[f"{NEAREST}, {source.confidence} told"] += 1
            figures[f"{NEAREST}, {source.confidence} true"] += _is_nearest(copy, source.value, by_path)
            if not true:
                wrong.append(f"source: {path} from {source.value}: {source.because}")
    if group.earliest is not None:
        true = _state(by_path[Path(group.earliest.value).name]) == _state(family[0])
        figures[f"first versions, {group.earliest.confidence} told"] += 1
        figures[f"first versions, {group.earliest.confidence} true"] += true
        if not true:
            wrong.append(f"first: {group.earliest.value}, not {family[0].path}: {group.earliest.because}")


def _everywhere(family: list[Copy]) -> set[str]:
    return set.intersection(*(set(copy.slips) for copy in family))


def _count(
    what: str, told: set[str], there: set[str], figures: Counter[str], wrong: list[str], family: list[Copy]
) -> None:
    figures[f"{what} told"] += len(told)
    figures[f"{what} true"] += len(told & there)
    figures[f"{what} there"] += len(there)
    figures[f"{what} found"] += len(told & there)
    wrong += [f"{what}: {each!r} in {family[0].path[:3]} is none" for each in sorted(told - there)]
    wrong += [f"{what}: {each!r} in {family[0].path[:3]} was missed" for each in sorted(there - told)]


def _ancestors(copy: Copy, by_path: dict[str, Copy]) -> Iterator[Copy]:
    while copy.parent:
        copy = by_path[copy.parent]
        yield copy


def _is_nearest(copy: Copy, source: str, by_path: dict[str, Copy]) -> bool:
    return bool(copy.parent) and _state(by_path[Path(source).name]) == _state(by_path[copy.parent])


def _state(copy: Copy) -> tuple[frozenset[str], frozenset[str], bool]:
    """Give what was changed in a text: two that are the same cannot be told from each other."""
    return copy.slips, copy.torn, copy.cut


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else ""


if __name__ == "__main__":
    sys.exit(main())
