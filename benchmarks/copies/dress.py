"""How a story is put into a file: as text, Markdown or a page, wrapped or not, with what a site puts around it."""

from __future__ import annotations

import textwrap
from html import escape
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from copies.stories import Word, sentence, written

if TYPE_CHECKING:
    from random import Random

    from copies.stories import Paragraph

FORMATS = ("txt", "md", "html")


class Site(NamedTuple):
    """What a site puts around each of its pages."""

    name: str
    above: list[str]
    between: str
    below: list[str]


def site(chance: Random, number: int) -> Site:
    """Make up a site."""

    def label() -> str:
        words = [word for word in sentence(chance, "en") if word.isalpha()][: chance.randint(1, 3)]
        return " ".join(words).title()

    def line() -> str:
        return written([[Word(text) for text in sentence(chance, "en")]], "en")

    return Site(
        f"site{number}",
        [label() for _ in range(chance.randint(4, 14))],
        chance.choice(("", "", "Story continues below", line())),
        [*(line() for _ in range(chance.randint(1, 4))), *(label() for _ in range(chance.randint(3, 10)))],
    )


def dressed(
    paragraphs: list[Paragraph], headline: str, language: str, suffix: str, around: Site | None, chance: Random
) -> str:
    """Write a story as a file of a format."""
    lines = [written(paragraph, language) for paragraph in paragraphs]
    if chance.random() < 0.4:
        lines = [_typeset(line) for line in lines]
    if around and around.between:
        for at in range(3, len(lines), 4):
            lines.insert(at, around.between)
    above, below = (around.above, around.below) if around else ([], [])
    if suffix == "html":
        return _page(lines, headline, above, below, chance)
    width = chance.choice((0, 0, 64, 78, 92))
    if width and language not in {"zh", "ja"}:
        lines = ["\n".join(textwrap.wrap(line, width, break_long_words=False)) for line in lines]
    mark = "* " if suffix == "md" else "  - "
    head = f"# {headline}" if suffix == "md" else headline
    pieces = ["\n".join(mark + label for label in above), head, *lines, *below]
    return "\n\n".join(piece for piece in pieces if piece) + "\n"


def _typeset(line: str) -> str:
    """Set a line with typographic quotes, and letters composed otherwise."""
    opened = iter(range(line.count('"')))
    pieces = line.split('"')
    marks = ["“" if next(opened) % 2 == 0 else "”" for _ in pieces[1:]]
    joined = pieces[0] + "".join(mark + piece for mark, piece in zip(marks, pieces[1:], strict=True))
    return normalize("NFD", joined.replace("'", "’"))


def _page(lines: list[str], headline: str, above: list[str], below: list[str], chance: Random) -> str:
    items = "".join(f'<li><a href="/{number}">{escape(label)}</a></li>\n' for number, label in enumerate(above))
    menu = f"<nav><ul>\n{items}</ul></nav>" if chance.random() < 0.6 else f"<div><ul>\n{items}</ul></div>"
    body = "\n".join(f"<p>{escape(line, quote=False)}</p>" for line in lines)
    foot = "\n".join(f"<p>{escape(line)}</p>" for line in below)
    foot = f"<footer>\n{foot}\n</footer>" if chance.random() < 0.6 else f"<div>\n{foot}\n</div>"
    return (
        f"<!doctype html>\n<html><head><meta charset=utf-8><title>{escape(headline)}</title></head><body>\n{menu}\n"
        f"<article><h1>{escape(headline)}</h1>\n{body}\n</article>\n{foot}\n</body></html>\n"
    )
