"""What becomes of a story when it is copied: slips, other words, parts of it, parts of several."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from copies.stories import Word, classes, sentence

if TYPE_CHECKING:
    from random import Random

    from copies.stories import Paragraph

_LONG = 4


def weight(paragraphs: list[Paragraph]) -> int:
    """Count the words of a story."""
    return sum(word.weight for paragraph in paragraphs for line in paragraph for word in line)


def with_slips(paragraphs: list[Paragraph], chance: Random, rate: float) -> list[Paragraph]:
    """Copy a story with typing errors in so many of its longer words."""

    def slipped(word: Word) -> Word:
        if len(word.text) <= _LONG or not word.text.isalpha() or word.weight > 1 or chance.random() >= rate:
            return word
        at = chance.randrange(1, len(word.text) - 1)
        text = word.text
        changed = (
            text[:at] + text[at + 1 :],
            text[:at] + text[at] + text[at:],
            text[:at] + text[at + 1] + text[at] + text[at + 2 :],
        )
        return Word(chance.choice(changed), word.slot)

    return [[[slipped(word) for word in line] for line in paragraph] for paragraph in paragraphs]


def reworded(paragraphs: list[Paragraph], chance: Random, rate: float, language: str) -> list[Paragraph]:
    """Copy a story with so many of its words exchanged, and now and then a sentence shortened or moved."""
    told: list[Paragraph] = []
    for paragraph in paragraphs:
        lines = [
            [_exchanged(word, chance, language) if chance.random() < rate else word for word in line]
            for line in paragraph
        ]
        for line in lines:
            if len(line) > 12 and chance.random() < rate / 3:
                at = chance.randrange(2, len(line) - 5)
                del line[at : at + chance.randint(1, 4)]
        if len(lines) > 1 and chance.random() < rate / 3:
            at = chance.randrange(len(lines) - 1)
            lines[at], lines[at + 1] = lines[at + 1], lines[at]
        told.append(lines)
    return told


def _exchanged(word: Word, chance: Random, language: str) -> Word:
    if not word.weight:
        return word
    known = _known(language)
    others = [each for each in known.get(word.text, ()) if each != word.text]
    if not others:
        others = list(chance.choice(list(known.values())))
    text = chance.choice(others)
    return Word(text, word.slot)


@cache
def _known(language: str) -> dict[str, tuple[str, ...]]:
    """Give for each word those that can stand in its place."""
    found: dict[str, tuple[str, ...]] = {}
    for entries in classes(language).values():
        every = tuple(word for entry in entries for word in entry)
        for entry in entries:
            for word in entry:
                found[word] = tuple(entry) if len(entry) > 1 else every
    return found


def part(paragraphs: list[Paragraph], chance: Random, least: int) -> list[Paragraph]:
    """Take neighbouring sentences out of a story, of so many words at least."""
    lines = [(number, line) for number, paragraph in enumerate(paragraphs) for line in paragraph]
    sizes = [sum(word.weight for word in line if word.slot) for _, line in lines]
    begins = [at for at in range(len(lines)) if sum(sizes[at:]) >= least]
    at = chance.choice(begins) if begins else 0
    taken: dict[int, Paragraph] = {}
    size = 0
    while size < least and at < len(lines):
        number, line = lines[at]
        taken.setdefault(number, []).append(line)
        size += sizes[at]
        at += 1
    return list(taken.values())


def spliced(parts: list[list[Paragraph]], chance: Random, language: str, name: str) -> list[Paragraph]:
    """Put parts of several stories together, with sentences of one's own in between."""
    told: list[Paragraph] = []
    number = 0
    for each in parts:
        for paragraph in each:
            own: Paragraph = []
            for _ in range(chance.randint(0, 2)):
                texts = sentence(chance, language)
                own.append([Word(text, (name, number + at)) for at, text in enumerate(texts)])
                number += len(texts)
            told.append([*own, *paragraph] if chance.random() < 0.5 else [*paragraph, *own])
    return told
