"""What becomes of a text: it is corrected, grows, is cut, copied, scanned, rewritten. All of it is made by code."""

from __future__ import annotations

import random
import re
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

from content_pairs.stories import Story, alike, others

if TYPE_CHECKING:
    from collections.abc import Callable

_WORD = re.compile(r"\w+")
_UNSPACED = ("ja", "zh")
# What optical character recognition takes for each other.
_LIKE = {"e": "c", "i": "l", "l": "1", "o": "0", "n": "u", "r": "n", "h": "b", "t": "f", "a": "o", "м": "и", "и": "н"}


def corrected(story: Story) -> Story:
    """Two numbers or words were wrong, and a line says so."""
    paragraphs = list(story.paragraphs)
    for at in (1, 3):
        paragraphs[at] = _exchange(paragraphs[at], 0.02, random.Random(at))
    return replace(story, paragraphs=tuple(paragraphs))


def extended(story: Story) -> Story:
    """What happened next stands at its end."""
    return replace(story, paragraphs=(*story.paragraphs, *story.later))


def revised(story: Story) -> Story:
    """Written anew for the next day: some paragraphs gave way to what happened since."""
    kept = story.paragraphs
    return replace(story, paragraphs=(*story.later, kept[0], *kept[2:3], *kept[4:]))


def live_blog(story: Story) -> Story:
    """News after news was put on top, until the text was a third of the whole."""
    news = [each.paragraphs for each in alike(story)[:2]]
    return replace(story, paragraphs=(*story.later, *news[0], *news[1], *story.paragraphs))


def beginning(story: Story) -> Story:
    """Only the beginning is shown, and what one should do to see the rest."""
    return replace(
        story, paragraphs=(*story.paragraphs[:2], "To read the rest of this story, please subscribe or log in.")
    )


def one_page_of_three(story: Story) -> Story:
    """The text is on three pages, and this is the first."""
    return replace(story, paragraphs=(*story.paragraphs[:2], "Page 1 of 3", "Next page"))


def wrapped(story: Story) -> str:
    """Lines of 72 characters, words broken at their ends, quoted as in mail."""
    lines = [line for each in story.paragraphs for line in (*_lines(each), "")]
    return "\n".join((story.title, "", *lines))


def typed(story: Story) -> str:
    """Typed off: straight quotes, two hyphens for a dash, ligatures and soft hyphens as layout programs leave them."""
    text = story.text.translate(str.maketrans("„“”«»’", '"""""\'')).replace(" — ", " -- ").replace("…", "...")
    return text.replace("fi", "\ufb01").replace("fl", "\ufb02").replace("tion", "\u00adtion")


def quoting(story: Story) -> str:
    """An essay of somebody else's that quotes two paragraphs; empty where there is none in the language."""
    essay = next((each.paragraphs for each in alike(story)), ())
    if not essay:
        return ""
    return "\n\n".join((*essay[:3], f"“{story.paragraphs[1]}”", *essay[3:], f"“{story.paragraphs[2]}”"))


def noted(story: Story) -> str:
    """A copy with a head of its own and remarks of about a sixth of its length."""
    remark = others(story)[1].paragraphs[0]
    return "\n\n".join(
        (
            story.title,
            "Original url: https://example.org/story",
            "Saved for the reading group.",
            *story.paragraphs,
            remark,
        )
    )


def first_third(story: Story) -> str:
    """An excerpt."""
    return "\n\n".join((story.title, *story.paragraphs[:2]))


def every_second(story: Story) -> str:
    """An abridged text: each second paragraph."""
    return "\n\n".join((story.title, *story.paragraphs[::2]))


def scanned(share: float) -> Callable[[Story], str]:
    """Scanned and recognised, with one letter wrong in this `share` of the words."""

    def scan(story: Story) -> str:
        chance = random.Random(story.name + story.language)
        if story.language in _UNSPACED:
            return "".join("口" if each.isalpha() and chance.random() < share / 2 else each for each in story.text)
        return _WORD.sub(lambda found: _misread(found[0]) if chance.random() < share else found[0], story.text)

    return scan


def rewritten(share: float) -> Callable[[Story], str]:
    """This `share` of the words was exchanged for others, one by one, as programs do that hide a copy."""

    def rewrite(story: Story) -> str:
        return _exchange(story.text, share, random.Random(story.name))

    return rewrite


def retold(story: Story) -> str:
    """The same in other words; empty for stories that nobody has retold."""
    return "\n\n".join(story.retold)


def _lines(paragraph: str) -> list[str]:
    lines = textwrap.wrap(paragraph, 72)
    # Every third line ends within a word.
    for at in range(0, len(lines) - 1, 3):
        head, _, rest = lines[at + 1].partition(" ")
        if rest and len(head) > 5 and head.isalpha():
            lines[at], lines[at + 1] = f"{lines[at]} {head[:3]}-", f"{head[3:]} {rest}"
    return [f"> {line}" for line in lines]


def _misread(word: str) -> str:
    for right, wrong in _LIKE.items():
        if right in word:
            return word.replace(right, wrong, 1)
    return word + "'"


def _exchange(text: str, share: float, chance: random.Random) -> str:
    if any(mark in text for mark in "。，"):
        return "".join("某" if each.isalpha() and chance.random() < share / 2 else each for each in text)
    return _WORD.sub(lambda found: "other" if chance.random() < share else found[0], text)
