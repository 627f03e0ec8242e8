"""Short pieces of wikitext as a reader sees them: values of parameters, labels of links; and the addresses in them."""

from __future__ import annotations

import re

from linkaudit.documents.pages.attributes import unescape
from linkaudit.documents.wiki.syntax import PROTOCOL
from linkaudit.patterns import Pattern

# Values are titles, names and dates; of a longer one the beginning is enough.
_LONGEST = 4000
# Templates within templates within a value.
_DEEPEST = 6
_HIDDEN = Pattern(r"<!--.*?(?:-->|\Z)|<ref\b[^<>]*/>|<ref\b[^<>]*>.*?(?:</ref\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_TEMPLATE = Pattern(r"\{\{([^{}]*)\}\}")
_ARGUMENT = Pattern(r"\{\{\{[^{}|]*\|?([^{}]*)\}\}\}")
_LINK = Pattern(r"\[\[(?:[^\[\]|]*\|)?([^\[\]]*)\]\]")
_EXTERNAL = Pattern(rf"\[(?:{PROTOCOL})[^\s\[\]]*[^\S\r\n]*([^\[\]\r\n]*)\]", re.IGNORECASE)
_TAG = Pattern(r"</?[A-Za-z][^<>]*>")
_QUOTES = Pattern(r"'{2,5}")
_WHITE = Pattern(r"\s+")
# `{{date|2010|7|12}}`: the parts of a date in the order of ISO 8601.
_NUMBERS = Pattern(r"[12]\d{3}(?:\|\s*\d{1,2}\s*){1,2}")
# Templates that stand for one character, since that would be markup.
CHARACTERS = {"!": "|", "=": "=", "(": "{", ")": "}", "((": "{{", "))": "}}", "!!": "||", "'": "'", "spaces": " "}

_ADDRESS_UNIT = Pattern(
    r"(?P<hidden><!--.*?(?:-->|\Z))|(?P<template>\{\{\{?[^{}\s]*\}\}\}?)|(?P<entity>&(?:[A-Za-z]\w{1,30}|#\w{1,8});)"
    r"|(?P<plain>[^\s<>\"{&'\[]+|'(?!')|[{&]|\[(?!(?:(?:https?|ftps?):)?//))",
    re.DOTALL,
)
_GOES_ON = tuple("/?&=#%")
# What MediaWiki fills in without looking at another page: variables, parser functions, parameters.
_FILLED_IN = Pattern(r"\{\{(?:[A-Z]+|#?[a-z]+:.*|\{.*)\}+|\{\{\{.*")


def plain(wikitext: str) -> str:
    """Give what a reader sees of a short piece of wikitext, on one line."""
    text = wikitext[:_LONGEST]
    if "<" in text:
        text = _HIDDEN.sub("", text)
    for _ in range(_DEEPEST):
        if "{{" not in text:
            break
        text = _ARGUMENT.sub(r"\1", text)
        text = _TEMPLATE.sub(lambda found: _shown(found[1]), text)
    if "[" in text:
        text = _EXTERNAL.sub(r"\1", _LINK.sub(r"\1", text))
    if "<" in text:
        text = _TAG.sub(" ", text)
    return _WHITE.sub(" ", unescape(_QUOTES.sub("", text))).strip()


def _shown(template: str) -> str:
    """Guess what a reader sees of a template: what stands in it without a name."""
    name, _, rest = template.partition("|")
    if _NUMBERS.match(rest):
        numbers = (number.strip() for number in rest.split("|")[:3])
        return "-".join(f"{int(number):02d}" for number in numbers if number.isdecimal())
    name = name.strip()
    if not rest:
        return CHARACTERS.get(name, name if name[:1].isdecimal() else "")
    shown = [part.strip() for part in rest.split("|") if "=" not in part]
    # `{{lang|fr|Le Monde}}`: the first says the language of the second.
    return " ".join(shown[-1:] if name.lower().startswith(("lang", "lien", "nobr", "abbr")) else shown)


def address(text: str, start: int, end: int) -> tuple[str, int]:
    """Read the address that begins at `start`: what it says, comments and entities undone, and where it ends.

    It goes on to white space, a tag, a quotation mark, italics, or a template that is not a part of it.
    """
    said: list[str] = []
    position = start
    while found := _ADDRESS_UNIT.match(text, position, end):
        unit = found[0]
        if found["template"]:
            character = CHARACTERS.get(unit[2:-2])
            goes_on = _FILLED_IN.fullmatch(unit) or text.startswith(_GOES_ON, found.end())
            if character is None and ("://" in unit or not goes_on):
                break
            said.append(character or unit)
        elif found["entity"]:
            character = unescape(unit)
            if character.isspace() or character in "<>":
                break
            said.append(character)
        elif not found["hidden"]:
            if unit == "{" and text.startswith("{{", position):
                break
            said.append(unit)
        position = found.end()
    while position > start and text.endswith("-->", start, position):
        position = max(start, text.rfind("<!--", start, position))
    return "".join(said), position
