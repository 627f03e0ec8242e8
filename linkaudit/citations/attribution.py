"""Who is credited in running text: news agencies, newspapers, broadcasters, as `data/outlets.toml` knows them.

Authorities, speakers, places and "state media" are no outlets, and a name without a word that makes it a credit is
only mentioned.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.words import alternatives
from linkaudit.documents.positions import locate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Block, Document, Location

# Letters, and those of scripts without spaces between words, of the longest name and what may stand beside it.
_REACH = 60
# Between a name and its verb: `Iran's ISNA news agency quoted`, `the BBC has`.
_KIND = r"(?:\s+(?:news\s+agency|newspaper|daily|magazine|television|TV|radio|correspondent))?"
_CAPTION = 200
_CREDIT_WORDS = 4
_SENTENCE_END = re.compile(r"[.!?]\s*$")
_NAME_LIKE = re.compile(r"[A-Z\u0410-\u042f\u3040-\u9fff]")
_DATELINE = re.compile(r"(?m)^[^\S\n]*[A-Z][A-Z .,'/\u2019-]{2,60}(?:,\s*\w+\.?\s+\d{1,2}(?:,\s*\d{4})?)?\s*\((?P<name>[^()\n]{2,40})\)\s*[-\u2013\u2014]")
_BYLINE = re.compile(r"(?m)^[^\S\n]*(?:By|BY|Von|Par|Por|Di|Door)\s+(?=\S)")
_NAME_AND_DATE = re.compile(r"(?m)^[^\S\n]*(?P<name>[^\n•|·]{2,40}?)\s*[•|·]\s*(?=[^\n]*\d{4})")
_PHOTO = re.compile(r"(?i)(?:photo(?:graph)?|image|picture|foto|credit|courtesy)(?:\s+(?:by|credit|courtesy(?:\s+of)?))?\s*[:/]\s*(?=\S)")
_SLASH_CREDIT = re.compile(r"\([^()\n]{0,60}/\s*(?P<name>[^()\n/]{2,30})\)")


@dataclass(frozen=True, slots=True)
class Credit:
    """An outlet that a text credits: its name as `data/outlets.toml` has it, the words, and where they stand."""

    outlet: str
    domains: tuple[str, ...]
    quote: str
    location: Location
    block: Block


@cache
def _outlets() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Map every name of an outlet to its usual name and its domains."""
    lists = data.load("outlets")
    return {
        name: (outlet["name"], tuple(outlet["domains"]))
        for kind in ("agencies", "press", "broadcasters")
        for outlet in lists[kind]
        for name in outlet["names"]
    }


@cache
def _name() -> re.Pattern[str]:
    return re.compile(rf"(?:[Tt]he\s+)?(?P<name>{alternatives(_outlets())})(?![\w-])")


@cache
def _name_before() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?P<name>{alternatives(_outlets())}){_KIND}(?:['\u2019]s)?\s*$")


@cache
def _cues() -> re.Pattern[str]:
    cues = data.load("outlets")["cues"]
    before, after = alternatives(cues["before_name"]), alternatives(cues["after_name"])
    return re.compile(rf"(?i)(?:(?<![a-z])(?P<after>{after})(?![a-z])|(?<![a-z])(?P<before>{before})(?![a-z]))")


def credits_of(document: Document) -> Iterator[Credit]:
    """Find the outlets that a document credits, each once in a paragraph, in order."""
    for block in document.blocks:
        seen: set[str] = set()
        for start, end in sorted(set(_credits_in(document, block))):
            name = block.text[start:end]
            outlet, domains = _outlets().get(" ".join(name.split()), (name, ()))
            if outlet not in seen:
                seen.add(outlet)
                yield Credit(outlet, domains, _quote(block.text, start, end), locate(document, block, start, end), block)


def is_linked(document: Document, credit: Credit) -> bool:
    """Tell whether a credit has a link in its paragraph, or the document one to the outlet anywhere."""
    near = range(credit.block.start, credit.block.end)
    return any(
        urls.is_web(reference.url)
        and (reference.location.start in near or _belongs_to(urls.subject(reference.url), credit.domains))
        for reference in document.references
    )


def is_agency_line(text: str) -> re.Match[str] | None:
    """Find a line that an agency's text begins with (`BEIRUT (Reuters) -`), or one of its name and a date."""
    for pattern in (_DATELINE, _NAME_AND_DATE):
        for found in pattern.finditer(text):
            if found["name"].strip() in _outlets():
                return found
    return None


def _belongs_to(url: str, domains: tuple[str, ...]) -> bool:
    name = urls.host(url)
    return any(name == domain or name.endswith(f".{domain}") for domain in domains)


def _credits_in(document: Document, block: Block) -> Iterator[tuple[int, int]]:
    """Find the stretches of a block that name a credited outlet."""
    text = block.text
    for cue in _cues().finditer(text):
        if cue["before"]:
            yield from _name_at(text, cue.end())
        start = max(0, cue.start() - _REACH)
        before = _name_before().search(text[start : cue.start()]) if cue["after"] else None
        if before:
            yield start + before.start("name"), start + before.end("name")
    for pattern in (_BYLINE, _PHOTO):
        for found in pattern.finditer(text):
            yield from _name_at(text, found.end())
    for pattern in (_DATELINE, _NAME_AND_DATE, _SLASH_CREDIT):
        for found in pattern.finditer(text):
            if found["name"].strip() in _outlets():
                yield found.span("name")
    yield from _lost_credit(document, block)


def _name_at(text: str, index: int) -> Iterator[tuple[int, int]]:
    """Find a name that begins at an index, behind white space."""
    while index < len(text) and text[index].isspace():
        index += 1
    found = _name().match(text, index)
    if found:
        yield found.span("name")


def _lost_credit(document: Document, block: Block) -> Iterator[tuple[int, int]]:
    """Find a credit at the end of a caption whose link lost its target: `The minister on Tuesday. [Agency](#)`."""
    text = block.text.rstrip()
    if len(text) > _CAPTION:
        return
    for reference in document.references:
        if reference.url in ("", "#") and block.start <= reference.location.start <= block.end and reference.text:
            start = text.rfind(reference.text)
            short = len(reference.text.split()) <= _CREDIT_WORDS and _NAME_LIKE.match(reference.text)
            if short and start > 0 and start + len(reference.text) == len(text) and _SENTENCE_END.search(text[:start]):
                yield start, len(text)


def _quote(text: str, start: int, end: int) -> str:
    """Cut out the words around a name, whole words only."""
    begin = text.rfind(" ", 0, max(0, start - 30)) + 1 if start > _REACH // 2 else 0
    stop = text.find(" ", min(len(text), end + 30))
    return " ".join(text[begin : stop if stop >= 0 else len(text)].split())
