"""Texts of made-up words, as many and as long as a test wants."""

from __future__ import annotations

from random import Random

_SYLLABLES = ("ba", "de", "fi", "go", "lu", "mar", "nes", "tor", "pel", "vin", "sa", "ri", "cu", "hal", "em", "on")
_FUNCTION = ("the", "of", "and", "to", "in", "a", "that", "was", "for", "on")


class Writer:
    """Writes sentences that nobody wrote before; the same ones for the same number."""

    def __init__(self, number: int) -> None:
        """Begin."""
        self._chance = Random(number)  # noqa: S311 - chance makes test data

    def word(self) -> str:
        if self._chance.random() < 0.3:
            return self._chance.choice(_FUNCTION)
        return "".join(self._chance.choices(_SYLLABLES, k=self._chance.randint(2, 4)))

    def sentence(self, words: int = 15) -> str:
        return " ".join(self.word() for _ in range(words)).capitalize() + "."

    def paragraph(self, sentences: int = 3) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def story(self, paragraphs: int = 8) -> list[str]:
        return [self.paragraph() for _ in range(paragraphs)]

    def reworded(self, text: str, share: float) -> str:
        """Exchange a share of the words."""
        return " ".join(self.word() if self._chance.random() < share else word for word in text.split(" "))


def text(paragraphs: list[str]) -> str:
    return "\n\n".join(paragraphs) + "\n"
