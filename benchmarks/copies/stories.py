"""Stories put together by chance from words and patterns: all different, but for names, quotations and set phrases."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from random import Random

LANGUAGES = ("en", "de", "fr", "ru", "zh", "ja")
_CLASSES = {"%n": "nouns", "%a": "adjectives", "%v": "verbs", "%d": "adverbs"}


class Word(NamedTuple):
    """A word or mark of a story, and the place that it was written for; None where it belongs to nobody."""

    text: str
    slot: tuple[str, int] | None = None

    @property
    def weight(self) -> int:
        """How many words it counts as: one for each character where no spaces are written, none for a mark."""
        if not self.text[:1].isalnum():
            return 0
        return len(self.text) if self.text[0] > "\u2fff" else 1


Sentence = list[Word]
Paragraph = list[Sentence]


class Event(NamedTuple):
    """What stories about it have in common though they are written by different people."""

    names: list[str]
    numbers: list[str]
    quotations: list[str]
    phrases: list[str]


@cache
def vocabulary() -> dict[str, Any]:
    """Load the words."""
    return tomllib.loads((Path(__file__).parent / "vocabulary.toml").read_text("utf-8"))


@cache
def classes(language: str) -> dict[str, list[list[str]]]:
    """Give the words of each class of a language; each with others that mean about the same."""
    of = vocabulary()[language]
    split = str.split if language == "en" else lambda entry: [entry]
    return {name: [split(entry) for entry in of[name]] for name in _CLASSES.values()}


def event(chance: Random) -> Event:
    """Make up what happened."""
    of = vocabulary()
    person, role = chance.choice(of["names"]["people"]), chance.choice(of["names"]["roles"])
    place, firm = chance.choice(of["names"]["places"]), chance.choice(of["names"]["firms"])
    names = [f"{person} , the {role} of {place} ,", person.split()[-1], place, firm, f"{firm} of {place}"]
    return Event(
        names,
        [str(chance.randrange(3, 4000)) for _ in range(4)],
        chance.sample(of["event"]["quotations"], 2),
        chance.sample(of["event"]["phrases"], 4),
    )


def sentence(chance: Random, language: str) -> list[str]:
    """Make a sentence, as words and marks."""
    of = vocabulary()[language]
    known = classes(language)

    def grown(pattern: str) -> list[str]:
        found: list[str] = []
        for piece in re.findall(r"%[pnavd]|[^%\s]+", pattern):
            if piece == "%p":
                found += grown(chance.choice(of["phrases"]))
            elif piece in _CLASSES:
                found += chance.choice(chance.choice(known[_CLASSES[piece]])).split()
            else:
                # A suffix of a word is one with it only where no spaces are written.
                found += [piece] if of["gap"] else _marks_apart(piece)
        return found

    return grown(chance.choice(of["sentences"]))


def story(name: str, chance: Random, language: str, length: int, about: Event | None = None) -> list[Paragraph]:
    """Write a story of about so many words; with names, quotations and phrases of an event if it is about one."""
    told: list[Paragraph] = []
    number = 0
    words = 0
    quotations = list(about.quotations) if about else []
    while words < length:
        paragraph: Paragraph = []
        for _ in range(chance.randint(1, 4)):
            texts = sentence(chance, language)
            if about and chance.random() < 0.5:
                texts = _about(texts, about, chance, language)
            line = [Word(text, (name, number + at)) for at, text in enumerate(texts)]
            number += len(line)
            words += sum(word.weight for word in line)
            paragraph.append(line)
            if words >= length:
                break
        told.append(paragraph)
        if quotations and language == "en" and chance.random() < 0.4:
            said = f'" {quotations.pop()} , " said {about.names[1] if about else ""} .'
            told.append([[Word(text) for text in said.split()]])
    return told


def _about(texts: list[str], about: Event, chance: Random, language: str) -> list[str]:
    """Put a name, a number or a set phrase into a sentence."""
    kind = chance.random()
    if language != "en":
        return [*texts[:-1], chance.choice((about.names[1], about.names[2], *about.numbers)), texts[-1]]
    if kind < 0.5:
        return [*chance.choice(about.names).split(), *texts[chance.randrange(1, 4) :]]
    if kind < 0.7:
        return [*texts[:-1], "with", chance.choice(about.numbers), "."]
    return [*texts[:-1], ",", *chance.choice(about.phrases).split(), "."]


def _marks_apart(piece: str) -> list[str]:
    return re.findall(r"\w+|\W", piece)


def written(paragraph: Paragraph, language: str) -> str:
    """Write a paragraph as one line."""
    gap = vocabulary()[language]["gap"]
    text = gap.join(
        _capital(gap.join(word.text for word in line)) if gap else "".join(word.text for word in line)
        for line in paragraph
    )
    text = re.sub(r" ([.,;:!?])", r"\1", text)
    opened = iter(range(text.count('"')))
    return re.sub(r' ?" ?', lambda _: ' "' if next(opened) % 2 == 0 else '" ', text).replace("  ", " ").strip()


def _capital(line: str) -> str:
    return line[:1].upper() + line[1:]
