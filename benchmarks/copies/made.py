"""A collection of files, and what is true of every two of them."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from copies.dress import FORMATS, dressed, site
from copies.stories import LANGUAGES, Word, event, sentence, story, written
from copies.versions import part, reworded, spliced, weight, with_slips

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from copies.stories import Paragraph

# What a collection of a hundred documents has.
SHARES = {
    "original": 20,
    "whole": 20,
    "excerpt": 14,
    "splice": 10,
    "rewrite": 14,
    "translation": 5,
    "same event": 11,
    "short": 3,
    "short copy": 3,
}
STRENGTHS = (0.1, 0.2, 0.3, 0.4, 0.5)
# Words that are so many are a copy in any case, and those that are fewer may be a coincidence.
_CERTAIN = 33
_SHORT = 24


class Made(NamedTuple):
    """A document that was made: of which kind, and its story."""

    path: str
    how: str
    language: str
    paragraphs: list[Paragraph]


class Truth(NamedTuple):
    """What is true of two documents."""

    kinds: frozenset[str]
    """What they may be called: `copy`, `rewrite`, `partial`, `none`; several where that is a matter of taste."""
    a_in_b: float
    b_in_a: float
    exchanged: float
    """The share of words that are exchanged where the one goes on as the other does."""


def collection(folder: Path, number: int, seed: int, *, furniture: bool = True) -> list[Made]:
    """Write so many documents into a folder."""
    chance = Random(seed)
    sites = [site(chance, at) for at in range(max(2, number // 25))]
    licence = [[[Word(text) for text in sentence(chance, "en")] for _ in range(4)]]
    made = list(_made(chance, number))
    chance.shuffle(made)
    documents: list[Made] = []
    for at, each in enumerate(made):
        suffix = chance.choice(FORMATS)
        around = chance.choice(sites) if furniture and chance.random() < 0.6 else None
        headline = [Word(text) for text in sentence(chance, each.language)]
        paragraphs = [*each.paragraphs, *licence] if furniture and at % 12 == 0 else each.paragraphs
        path = f"{at:03}-{each.how.replace(' ', '-')}.{suffix}"
        title = written([headline], each.language).rstrip(".。")
        text = dressed(paragraphs, title, each.language, suffix, around, chance)
        (folder / path).write_text(text, "utf-8")
        documents.append(each._replace(path=path, paragraphs=[[headline], *each.paragraphs]))
    return documents


def _made(chance: Random, number: int) -> Iterator[Made]:
    """Make the documents, the originals first."""
    counts = {how: max(1, round(share * number / 100)) for how, share in SHARES.items()}
    originals: list[Made] = []
    events = {}
    for at in range(counts["original"]):
        language = "en" if chance.random() < 0.6 else chance.choice(LANGUAGES)
        length = int(min(3000, max(100, chance.lognormvariate(6.0, 0.8))))
        name = f"story{at}"
        events[name] = event(chance)
        originals.append(Made(name, "original", language, story(name, chance, language, length, events[name])))
    yield from originals
    for at in range(counts["whole"]):
        of = chance.choice(originals)
        kept = of.paragraphs if at % 4 else of.paragraphs[: max(1, round(len(of.paragraphs) * 0.85))]
        rate = chance.choice((0.0, 0.0, 0.01, 0.03))
        yield Made("", "whole", of.language, with_slips(kept, chance, rate))
    for at in range(counts["excerpt"]):
        of = chance.choice(originals)
        own = f"excerpt{at}"
        least = chance.randint(35, max(36, weight(of.paragraphs) // 2))
        taken = part(of.paragraphs, chance, min(least, chance.choice((35, 60, 120, least))))
        around = story(own, chance, of.language, chance.randint(60, 900)) if at % 3 else []
        middle = chance.randint(0, len(around))
        yield Made("", "excerpt", of.language, [*around[:middle], *taken, *around[middle:]])
    for at in range(counts["splice"]):
        language = chance.choice(originals).language
        among = [each for each in originals if each.language == language]
        sources = chance.sample(among, min(len(among), chance.randint(2, 3)))
        parts = [part(each.paragraphs, chance, chance.randint(35, 110)) for each in sources]
        yield Made("", "splice", language, spliced(parts, chance, language, f"splice{at}"))
    for at in range(counts["rewrite"]):
        of = chance.choice(originals)
        strength = STRENGTHS[at % len(STRENGTHS)]
        yield Made("", f"rewrite {strength:.0%}", of.language, reworded(of.paragraphs, chance, strength, of.language))
    for how in ("translation", "same event"):
        for at in range(counts[how]):
            of = chance.choice(originals)
            others = [each for each in LANGUAGES if each != of.language]
            language = chance.choice(others) if how == "translation" else "en"
            length = weight(of.paragraphs) if how == "translation" else chance.randint(120, 1500)
            yield Made("", how, language, story(f"{how}{at}", chance, language, length, events[of.path]))
    shorts = [
        Made("", "short", "en", story(f"short{at}", chance, "en", chance.randint(28, 50)))
        for at in range(counts["short"])
    ]
    yield from shorts
    for short in chance.choices(shorts, k=counts["short copy"]):
        yield Made("", "short copy", "en", with_slips(short.paragraphs, chance, 0.02))


def truths(documents: list[Made]) -> Iterator[tuple[Made, Made, Truth]]:
    """Tell what is true of every two documents that share a word that was written for the one story."""
    slots: list[dict[tuple[str, int], Word]] = []
    by_story: dict[str, list[int]] = defaultdict(list)
    for at, made in enumerate(documents):
        words = {word.slot: word for paragraph in made.paragraphs for line in paragraph for word in line if word.slot}
        slots.append(words)
        for name in sorted({name for name, _ in words}):
            by_story[name].append(at)
    pairs = sorted({pair for members in by_story.values() for pair in combinations(members, 2)})
    for one, other in pairs:
        yield documents[one], documents[other], _truth(slots[one], slots[other], documents[one], documents[other])


def _truth(mine: dict[tuple[str, int], Word], theirs: dict[tuple[str, int], Word], one: Made, other: Made) -> Truth:
    common = mine.keys() & theirs.keys()
    parallel = sum(mine[slot].weight for slot in common)
    same = sum(mine[slot].weight for slot in common if _same(mine[slot].text, theirs[slot].text))
    words = weight(one.paragraphs), weight(other.paragraphs)
    # Quotations and phrases that stand in both belong to nobody, and are shared as well.
    free = _free(one) & _free(other) if same else frozenset()
    shared = same + sum(len(text.split()) for text in free)
    shares = shared / words[0], shared / words[1]
    exchanged = 1 - same / parallel if parallel else 0.0
    return Truth(_kinds(same, exchanged, shares, parallel / words[0], parallel / words[1]), *shares, exchanged)


def _free(made: Made) -> frozenset[str]:
    return frozenset(
        " ".join(word.text for word in line if word.weight)
        for paragraph in made.paragraphs
        for line in paragraph
        if all(word.slot is None for word in line)
    )


def _same(one: str, other: str) -> bool:
    """Tell whether two words are one, perhaps with a slip: slips keep all letters but one."""
    return one == other or (len(one) > 3 and one[0] == other[0] and abs(len(one) - len(other)) <= 1
                            and len(set(one) ^ set(other)) <= 1)  # fmt: skip


def _kinds(same: int, exchanged: float, shares: tuple[float, float], *parallel: float) -> frozenset[str]:
    kinds: set[str] = set()
    if same < _CERTAIN and not (same >= _SHORT and max(shares) > 0.6):
        kinds.add("none")
    if exchanged > 0.06:
        if max(parallel) >= 0.45 and min(parallel) >= 0.25:
            kinds.add("rewrite")
        if max(parallel) < 0.65 or min(parallel) < 0.45:
            kinds.add("partial")
    if exchanged <= 0.11:
        if min(shares) >= 0.45:
            kinds.add("copy")
        if min(shares) < 0.65:
            kinds.add("partial")
    return frozenset(kinds)
