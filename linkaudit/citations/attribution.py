"""Who is credited in running text: news agencies, newspapers, broadcasters, as `data/outlets.toml` knows them.

Authorities, speakers, places and "state media" are no outlets, and a name without a word that makes it a credit is
only mentioned.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.same import Same
from linkaudit.citations.signs import holds_words
from linkaudit.citations.words import alternatives
from linkaudit.documents.positions import locate, references_between
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from linkaudit.models import Block, Document, Location, Reference

# Letters, and those of scripts without spaces between words, of the longest name and what may stand beside it.
_REACH = 60
# Between a name and its verb: `Iran's ISNA news agency quoted`, `the BBC has`.
_KIND_BEFORE = Pattern(
    r"(?:['\u2019]s?)?(?:\s+(?:news\s+agency|newspaper|daily|magazine|television|TV|radio|correspondent))?(?:['\u2019]s)?\s*$"
)
_OTHER_AGENCY = Pattern(
    r"(?<!\w)(?:[Tt]he\s{1,4})?(?P<name>[A-Z][\w-]{1,30}(?:\s[A-Z][\w-]{1,30}){0,2})\s+news\s+agency\b"
)
_LEAD = Pattern(r"\s*(?:[Tt]he\s+)?[\u300a\u300c\u300e]?")
_CAPTION = 200
_CREDIT_WORDS = 4
_SENTENCE_END = Pattern(r"[.!?]\s*$")
_NAME_LIKE = Pattern(r"[A-Z\u0410-\u042f\u3040-\u9fff]")
_DATELINE = Pattern(
    r"(?m)^[^\S\n]*[A-Z][A-Z .,'/\u2019-]{2,60}(?:,\s*[A-Z][a-z]+\.?(?:\s[A-Z][a-z]+)?)?"
    r"(?:,\s*\w+\.?\s+\d{1,2}(?:,\s*\d{4})?)?"
    r"\s*\((?P<name>[^()\n]{2,40})\)\s*[-\u2013\u2014]"
)
_BYLINE = Pattern(r"(?m)^[^\S\n]*(?:By|BY|Von|Par|Por|Di|Door)\s+(?=\S)")
_BESIDE_DATES = "•|·"
_NAME_AND_DATE = Pattern(
    r"(?m)^[^\S\n]*+(?P<name>[^\s•|·][^\n•|·]{1,39}?)[^\S\n]*+\n?[^\S\n]*+[•|·]\s{0,3}(?=[^\n]{0,60}\d{4}[^\n]{0,40}(?:\n|\Z))"
)
_PHOTO = Pattern(
    r"(?i)(?:photo(?:graph)?|image|picture|foto|credit|courtesy)(?:\s+(?:by|credit|courtesy(?:\s+of)?))?\s*[:/]\s*(?=\S)"
)
_SLASH_CREDIT = Pattern(r"\([^()\n]{0,60}/\s*(?P<name>[^()\n/]{2,30})\)")


class Credit(Struct, frozen=True):
    """An outlet that a text credits: its name as `data/outlets.toml` has it, the words, and where they stand."""

    outlet: str
    domains: tuple[str, ...]
    quote: str
    location: Location
    block: Block


@data.derived
def _outlets() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Map every name of an outlet to its usual name and its domains."""
    lists = data.load("outlets")
    return {
        name: (outlet["name"], tuple(outlet["domains"]))
        for kind in ("agencies", "press", "broadcasters")
        for outlet in lists[kind]
        for name in outlet["names"]
    }


@data.derived
def _lengths() -> tuple[int, ...]:
    """List the lengths that names have, longest first."""
    return tuple(sorted({len(name) for name in _outlets()}, reverse=True))


def _cue_words() -> str:
    cues = data.load("credits")
    return rf"(?i)(?<![a-z]){alternatives((*cues['before_name'], *cues['after_name']))}(?![a-z])"


_CUES = data.pattern(_cue_words)
_FAR_CUES = data.pattern(lambda: alternatives(data.load("credits")["after_name_far"]))
# What parts a clause from the next one, and how long one is before its verb.
_CLAUSE_END = Pattern(r"[，。；！？：、“”\"'()（）|\n]|[,.;!?:]\s|——")
_CLAUSE = 30


@data.derived
def _sides(words: str) -> tuple[bool, bool]:
    """Tell whether a cue has the name behind it, and whether it has it before it: `meldet` may have either.

    A cue that begins with another one is both, too: `Reuters reports in …`, `reports in Reuters`.
    """
    cues = data.load("credits")
    parts = words.casefold().split()
    beginnings = {" ".join(parts[:length]) for length in range(1, len(parts) + 1)}
    return " ".join(parts) in cues["before_name"], not beginnings.isdisjoint(cues["after_name"])


def may_credit(document: Document) -> bool:
    """Tell by cheap signs whether a text may credit anybody: the search itself is for texts that may."""
    return _may_credit(document.text)


@lru_cache(maxsize=4)
def _may_credit(text: str) -> bool:
    bylines = data.load("credits")["bylines"]
    if any(sign in text for sign in bylines) or text.startswith(tuple(sign.lstrip("\n") for sign in bylines)):
        return True
    if holds_words(text, _signs()):
        return True
    return any(sign in text for sign in _BESIDE_DATES) and _NAME_AND_DATE.search(text) is not None


@data.derived
def _signs() -> tuple[str, ...]:
    """List what stands in a text that credits somebody, but for bylines."""
    cues = data.load("credits")
    return (*cues["signs"], *cues["before_name"], *cues["after_name"], *cues["after_name_far"])


def credits_of(document: Document) -> Iterator[Credit]:
    """Find the outlets that a document credits, each once in a paragraph, in order."""
    if not may_credit(document):
        return
    for block in document.blocks:
        seen: set[str] = set()
        known = set(_credits_in(document, block))
        for start, end in sorted(known.union(_other_agencies(block.text, known))):
            name = block.text[start:end]
            outlet, domains = _outlets().get(" ".join(name.split()), (name, ()))
            if outlet not in seen and not _is_software(document.text, name):
                seen.add(outlet)
                yield Credit(
                    outlet, domains, _quote(block.text, start, end), locate(document, block, start, end), block
                )


def _is_software(text: str, name: str) -> bool:
    """Tell whether a text has a name in code, too: it is that of a program which is called like an outlet."""
    word = name.lower()
    return word in text and any(f"{sign}{word}{sign}" in text for sign in "`'\"")


def is_linked(document: Document, credit: Credit) -> bool:
    """Tell whether a credit has a link in its paragraph, or the document one to the outlet anywhere."""
    near = references_between(document, credit.block.start, credit.block.end)
    if any(urls.is_web(reference.url) for reference in near):
        return True
    if not _linked_domains(Same(document.references)).isdisjoint(credit.domains):
        return True
    return any(credit.outlet in _named_in(block) for block in _of_origin(document))


def _of_origin(document: Document) -> Iterator[Block]:
    """Find the blocks that say where the document comes from, with a link: whom they name published it."""
    for citation in document.citations:
        if citation.about_document and citation.reference:
            place = citation.reference.location.start
            yield from (block for block in document.blocks if block.start <= place < block.end)


def _named_in(block: Block) -> set[str]:
    """List the outlets that a short block names, credited or not."""
    text = block.text[:_CAPTION]
    starts = (start for start, char in enumerate(text) if char in _initials())
    spans = (span for start in starts for span in _name_at(text, start))
    return {_outlets()[" ".join(text[start:end].split())][0] for start, end in spans}


def is_agency_line(text: str) -> re.Match[str] | None:
    """Find a line that an agency's text begins with (`BEIRUT (Reuters) -`), or one of its name and a date."""
    for pattern in (_DATELINE, _NAME_AND_DATE):
        for found in pattern.finditer(text):
            if found["name"].strip() in _outlets():
                return found
    return None


@lru_cache(maxsize=4)
def _linked_domains(references: Same[Reference]) -> frozenset[str]:
    """List the hosts to which references lead, each with the domains that it belongs to."""
    hosts = {urls.host(urls.subject(reference.url)) for reference in references.values}
    labels = (host.split(".") for host in hosts)
    return frozenset(".".join(names[first:]) for names in labels for first in range(len(names)))


def _credits_in(document: Document, block: Block) -> Iterator[tuple[int, int]]:
    """Find the stretches of a block that name a credited outlet."""
    text = block.text
    for cue in _CUES.finditer(text):
        leads, follows = _sides(cue[0])
        if leads:
            yield from _name_at(text, cue.end())
        if follows:
            yield from _name_before(text, cue.start())
    yield from _names_far_before(text)
    for pattern in (_BYLINE, _PHOTO):
        for found in pattern.finditer(text):
            yield from _name_at(text, found.end())
    for pattern in (_DATELINE, _NAME_AND_DATE, _SLASH_CREDIT):
        for found in pattern.finditer(text):
            if found["name"].strip() in _outlets():
                yield found.span("name")
    yield from _lost_credit(document, block)


def _other_agencies(text: str, known: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Find agencies that are credited by name although no list has them: `the CNA news agency reported`."""
    for found in _OTHER_AGENCY.finditer(text):
        start, end = found.span("name")
        if any(first < end and start < last for first, last in known):
            continue
        before, after = text[max(0, start - _REACH) : start], text[found.end() : found.end() + _REACH // 3]
        behind = _CUES.match(after.lstrip())
        if (behind and _sides(behind[0])[1]) or any(_sides(cue[0])[0] for cue in _CUES.finditer(before)):
            yield start, end


def _name_at(text: str, index: int) -> Iterator[tuple[int, int]]:
    """Find a name that begins at an index, behind white space and perhaps an article."""
    lead = _LEAD.match(text, index)
    begin = lead.end() if lead else index
    for start in (begin, index + len(text[index:begin].rstrip())):
        window = text[start : start + _lengths()[0] + 1].replace("\n", " ")
        for length in _lengths():
            if window[:length] in _outlets() and not _goes_on(window, length):
                yield start, start + length
                return


def _name_before(text: str, index: int) -> Iterator[tuple[int, int]]:
    """Find a name that ends before an index, perhaps with what it is: `ISNA news agency quoted`."""
    found = _KIND_BEFORE.search(text, max(0, index - _REACH), index)
    end = found.start() if found else index
    window = text[max(0, end - _lengths()[0] - 1) : end].replace("\n", " ")
    for length in _lengths():
        start = len(window) - length
        if start >= 0 and window[start:] in _outlets() and not (start and _is_letter(window[start - 1 : start + 1])):
            yield end - length, end
            return


def _names_far_before(text: str) -> Iterator[tuple[int, int]]:
    """Find a name in the clause that ends with a verb of reporting, in scripts that set no spaces between words."""
    if text.isascii():
        return
    for cue in _FAR_CUES.finditer(text):
        begin = max(0, cue.start() - _CLAUSE)
        for mark in _CLAUSE_END.finditer(text, begin, cue.start()):
            begin = mark.end()
        starts = (start for start in range(begin, cue.start()) if text[start] in _initials())
        yield from next((found for start in starts if (found := [*_name_at(text, start)])), [])


@data.derived
def _initials() -> frozenset[str]:
    """List the characters that names begin with."""
    return frozenset(name[0] for name in _outlets())


def _goes_on(window: str, length: int) -> bool:
    """Tell whether a word goes on behind a name: `Reuters` in `Reutersberg`."""
    return _is_letter(window[length - 1 : length + 1])


def _is_letter(pair: str) -> bool:
    """Tell whether two neighbours belong to one word; scripts without spaces have no such words."""
    return len(pair) > 1 and all(char.isalnum() and char < "\u3000" for char in pair)


def _lost_credit(document: Document, block: Block) -> Iterator[tuple[int, int]]:
    """Find a credit at the end of a caption whose link lost its target: `The minister on Tuesday. [Agency](#)`."""
    text = block.text.rstrip()
    if len(text) > _CAPTION:
        return
    for reference in references_between(document, block.start, block.end + 1):
        if reference.url in ("", "#") and reference.text:
            start = text.rfind(reference.text)
            short = len(reference.text.split()) <= _CREDIT_WORDS and _NAME_LIKE.match(reference.text)
            if short and start > 0 and start + len(reference.text) == len(text) and _SENTENCE_END.search(text[:start]):
                yield start, len(text)


def _quote(text: str, start: int, end: int) -> str:
    """Cut out the words around a name, whole words only."""
    begin = text.rfind(" ", 0, max(0, start - 30)) + 1 if start > _REACH // 2 else 0
    stop = text.find(" ", min(len(text), end + 30))
    return " ".join(text[begin : stop if stop >= 0 else len(text)].split())
