"""The stories: each in a file of its own, with what a later version adds, and some retold in other words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "stories"


@dataclass(frozen=True)
class Story:
    """A text that somebody published."""

    name: str
    language: str
    title: str
    paragraphs: tuple[str, ...]
    later: tuple[str, ...] = ()
    """Paragraphs that a later version has."""
    retold: tuple[str, ...] = ()
    """The same in other words."""

    @property
    def text(self) -> str:
        """The whole of it, as a document would have it."""
        return "\n\n".join((self.title, *self.paragraphs))


@cache
def stories() -> tuple[Story, ...]:
    """Read all stories."""
    return tuple(_read(path) for path in sorted(FOLDER.glob("*.txt")))


def others(story: Story) -> list[Story]:
    """List what else the same site has published: stories on other matters, those in the same language first."""
    there = [each for each in stories() if each.name != story.name]
    return sorted(there, key=lambda each: each.language != story.language)


def alike(story: Story) -> list[Story]:
    """List the other stories in the same language."""
    return [each for each in others(story) if each.language == story.language]


def translation(story: Story) -> Story:
    """Give the same story in another language."""
    return next(each for each in stories() if each.name == story.name and each.language != story.language)


def _read(path: Path) -> Story:
    body, *parts = path.read_text(encoding="utf-8").split("\n## ")
    title, *paragraphs = [line for line in body.splitlines() if line]
    more = {part.partition("\n")[0]: tuple(part.strip().splitlines()[1:]) for part in parts}
    name, language = path.stem.split(".")
    return Story(name, language, title, tuple(paragraphs), more.get("later", ()), more.get("retold", ()))
