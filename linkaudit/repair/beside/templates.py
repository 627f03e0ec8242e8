"""Captures in the citation templates of wikitext: `archive-url`, `archive-date`, `url-status`.

The parameters are called as in the language of the template; where the template has them empty, they are filled in.
The date is written as that of access is, as the templates ask for one form of dates in an article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from linkaudit import data
from linkaudit.citations.dates import month_languages, month_number
from linkaudit.documents.wiki.syntax import structure
from linkaudit.documents.wiki.templates import normalized
from linkaudit.patterns import Pattern
from linkaudit.repair.beside.interface import Copy, Refusal, insertion
from linkaudit.repair.beside.links import in_template

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from linkaudit.models import Document, Edit, Entry, Reference

# Templates of this family, in whatever language the text is, know the English names and ask for the state of the link
# (https://en.wikipedia.org/wiki/Help:Citation_Style_1).
_SHARED = "en"
_SHARED_WORD = "cite "
_WANTED = ("archive-url", "archive-date", "url-status")
_DAY_FIRST = Pattern(r"(\d{1,2})(\.?\s+(?:de\s+)?)([^\W\d_]+\.?)(\s+(?:de\s+)?)(\d{4})")
_MONTH_FIRST = Pattern(r"([^\W\d_]+\.?)(\s+)(\d{1,2})(,\s*)(\d{4})")


class _Parameter(NamedTuple):
    """A parameter as it stands in a template; the stretch of its value has the white space around it."""

    name: str
    start: int
    value_start: int
    end: int


def put(document: Document, entry: Entry, reference: Reference, copy: Copy) -> tuple[Edit, ...] | Refusal:
    """Write a capture into a citation template."""
    language = _language(entry.kind)
    if language is None:
        return Refusal(f"the template `{entry.kind}` is not known to have a place for captures")
    parameters = list(_parameters(document, entry))
    place = next((each for each in parameters if each.value_start <= reference.location.start < each.end), None)
    if place is None or normalized(place.name) not in _names("url"):
        return Refusal("the address does not stand in the template's own parameter for it")
    said = entry.field("access-date")
    values = {"archive-url": in_template(copy), "archive-date": _as(said.value if said else "", copy.day, language)}
    if language == _SHARED:
        values["url-status"] = copy.status
    edits: list[Edit] = []
    added = ""
    for meaning in _WANTED:
        if meaning not in values:
            continue
        there = [each for each in parameters if normalized(each.name) in _names(meaning)]
        empty = next((each for each in there if not document.text[each.value_start : each.end].strip()), None)
        if empty:
            edits.append(_filled(document, empty, values[meaning]))
        elif not there:
            added += _laid_out(document, place, _names_in(meaning, language)[0], values[meaning])
        elif meaning != "url-status":
            return Refusal(f"the template says something in `{there[0].name}` already")
    if added:
        edits.append(insertion(document, _value_end(document, place), added))
    return tuple(edits)


def _parameters(document: Document, entry: Entry) -> Iterator[_Parameter]:
    """Go through the named parameters of a template, empty ones, too."""
    start = entry.location.start
    text = document.text[start : entry.location.end]
    node = next((event.node for event in structure(text) if event.node.start == 0 and event.node.closed), None)
    for index, (begin, end) in enumerate(node.parts() if node else ()):
        equals = node.equals.get(index, -1) if node else -1
        if index and begin <= equals < end:
            yield _Parameter(text[begin:equals].strip(), start + begin, start + equals + 1, start + end)


def _filled(document: Document, parameter: _Parameter, value: str) -> Edit:
    """Fill in an empty parameter; the white space in which it stands stays."""
    text = document.text[parameter.value_start : parameter.end]
    spaced = text.startswith(" ") and document.text[parameter.value_start - 2] == " "
    behind = " " if spaced and len(text) == 1 else ""
    return insertion(document, parameter.value_start + spaced, value + behind)


def _value_end(document: Document, parameter: _Parameter) -> int:
    return parameter.value_start + len(document.text[parameter.value_start : parameter.end].rstrip())


def _laid_out(document: Document, beside: _Parameter, name: str, value: str) -> str:
    """Write a parameter in the way of the one behind which it stands: on its line, or on one of its own."""
    text = document.text
    bar = beside.start - 1
    margin = text[len(text[:bar].rstrip()) : bar]
    named, value_text = text[beside.start : beside.value_start], text[beside.value_start : beside.end]
    lead = named[: len(named) - len(named.lstrip())]
    equals = named[len(named.rstrip("= \t")) :] + value_text[: len(value_text) - len(value_text.lstrip(" \t"))]
    return f"{margin}|{lead}{name}{equals}{value}"


@data.derived
def _names(meaning: str) -> frozenset[str]:
    """Give all names of the parameters that say something, in one spelling; also of those that say it by yes or no."""
    parameters = data.load("wiki_citations")["parameters"]
    meanings = (meaning, "dead-url") if meaning == "url-status" else (meaning,)
    return frozenset(normalized(name) for each in meanings for names in parameters[each].values() for name in names)


def _names_in(meaning: str, language: str) -> list[str]:
    return list(data.load("wiki_citations")["parameters"][meaning].get(language, ()))


@data.derived
def _language(kind: str) -> str | None:
    """Find the language in which the parameters of a template are called; None if captures have no place in it."""
    if kind.startswith(_SHARED_WORD):
        return _SHARED
    for language, names in data.load("wiki_citations")["templates"].items():
        if kind in names and _names_in("archive-url", language) and _names_in("archive-date", language):
            return str(language)
    return None


def _as(written: str, day: date, language: str) -> str:
    """Write a day in the form of another date: with its order, its signs and its language; else as ISO 8601 does."""
    for pattern, month_at in ((_DAY_FIRST, 2), (_MONTH_FIRST, 0)):
        found = pattern.fullmatch(written.strip())
        parts = list(found.groups()) if found else []
        name = _month_like(parts[month_at], day.month, language) if parts else ""
        if name:
            parts[month_at], parts[2 - month_at], parts[4] = name, str(day.day), str(day.year)
            return "".join(parts)
    return day.isoformat()


def _month_like(word: str, month: int, template: str) -> str:
    """Name a month in the language of another one's name, that of the template if it may be; empty if it cannot be."""
    name = word.rstrip(".").casefold()
    if month_number(word) is None:
        return ""
    for language in sorted(month_languages(name), key=lambda each: (each != template, each)):
        months = [names.split() for names in data.load("months")[language]]
        form = next((forms.index(name) for forms in months if name in forms), None)
        # The first form is the whole name; short ones differ too much to be made from each other.
        if form == 0 and not word.endswith("."):
            named = str(months[month - 1][0])
            return named.capitalize() if word[:1].isupper() else named
    return ""
