"""Who is credited in running text: news agencies, newspapers, broadcasters, as `data/outlets.toml` knows them.

Authorities, speakers, places and "state media" are no outlets, and a name without a word that makes it a credit is
only mentioned.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.citations import unlisted_outlets
from linkaudit.citations.credit_lines import is_beside_date, is_dateline, is_in_credit_line
from linkaudit.citations.credit_words import is_credited
from linkaudit.citations.outlet_names import Mention, Outlet, mentions, names_in
from linkaudit.documents.positions import locate, references_between
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Block, Document, Location

_QUOTE_REACH = 60
_CAPTION = 200
_CREDIT_WORDS = 4
_SENTENCE_END = Pattern(r"[.!?]\s*$")
_NAME_LIKE = Pattern(r"[A-Z\u0410-\u042f\u3040-\u9fff]")
# Between the names of a list: `Reuters, AP and the BBC`.
_LISTED = Pattern(
    r"[\"”“»«]?\s*(?:,|/|&|、|,?\s(?:and|und|et|y|e|en|og|och|и|та|i|ve|with|avec))\s*(?:both\s+|(?i:the|die|der|das|le|la|l['\u2019]|el|il)\s+)?"
    r"[\"„“«»]?"
)


class Credit(Struct, frozen=True):
    """An outlet that a text credits: its name as `data/outlets.toml` has it, the words, and where they stand."""

    outlet: str
    domains: tuple[str, ...]
    quote: str
    location: Location
    block: Block


def may_credit(document: Document) -> bool:
    """Tell by cheap signs whether a text may credit anybody: the search itself is for texts that may."""
    return bool(names_in(document.text)) or unlisted_outlets.may_be_in(document.text) or _has_lost_link(document)


def credits_of(document: Document) -> Iterator[Credit]:
    """Find the outlets that a document credits, each once in a paragraph, in order."""
    if not may_credit(document):
        return
    names = tuple(name for name in names_in(document.text) if not _is_software(document.text, name))
    full: dict[str, Outlet] = {}
    for block in document.blocks:
        seen: set[str] = set()
        for mention in _credited_in(document, block, names):
            outlet = _as_before(block.text[mention.start : mention.end], mention.outlet, full)
            if outlet.name not in seen:
                seen.add(outlet.name)
                place = locate(document, block, mention.start, mention.end)
                quote = _quote(block.text, mention.start, mention.end)
                yield Credit(outlet.name, outlet.domains, quote, place, block)


def _as_before(written: str, outlet: Outlet, full: dict[str, Outlet]) -> Outlet:
    """Give the outlet whose short form a name is, if the text has named it in full: `the Times` of New York."""
    last = written.rsplit(maxsplit=1)[-1]
    if outlet.common:
        return full.get(last, outlet)
    if len(written.removeprefix("The ").split()) > 1:
        full[last] = outlet
    return outlet


def is_agency_line(text: str, names: tuple[str, ...]) -> tuple[int, int] | None:
    """Find the agency in a line that its texts begin with (`BEIRUT (Reuters) -`), or in one of its name and a date."""
    for mention in mentions(text, names):
        if is_dateline(text, mention) or (not mention.outlet.common and is_beside_date(text, mention)):
            return mention.start, mention.end
    return None


def _is_software(text: str, name: str) -> bool:
    """Tell whether a text has a name in code, too: it is that of a program which is called like an outlet."""
    word = name.lower()
    return word in text and any(f"{sign}{word}{sign}" in text for sign in "`'\"")


def _credited_in(document: Document, block: Block, names: tuple[str, ...]) -> list[Mention]:
    """Find the outlets that a block credits, in order."""
    text = block.text
    named = list(mentions(text, names))
    credited = [_is_credit(text, mention) for mention in named]
    for number in range(len(named) - 2, -1, -1):
        # Who stands in a list with one that is credited behind it is so, too; and behind it, at the end of a sentence.
        if credited[number + 1] and _listed(text, named[number], named[number + 1]):
            credited[number] = True
    for number in range(1, len(named)):
        if credited[number - 1] and _listed(text, named[number - 1], named[number]):
            credited[number] = True
    found = [mention for mention, each in zip(named, credited, strict=True) if each]
    found += unlisted_outlets.credited_in(text, named)
    found += _lost_credit(document, block)
    return sorted(found, key=lambda mention: (mention.start, mention.end))


def _is_credit(text: str, mention: Mention) -> bool:
    return (
        is_credited(text, mention)
        or is_dateline(text, mention)
        or (not mention.outlet.common and is_beside_date(text, mention))
        or is_in_credit_line(text, mention)
    )


def _listed(text: str, one: Mention, other: Mention) -> bool:
    return _LISTED.fullmatch(text, one.end, other.start) is not None


def _has_lost_link(document: Document) -> bool:
    return any(reference.url in ("", "#") and reference.text for reference in document.references)


def _lost_credit(document: Document, block: Block) -> Iterator[Mention]:
    """Find a credit at the end of a caption whose link lost its target: `The minister on Tuesday. [Agency](#)`."""
    text = block.text.rstrip()
    if len(text) > _CAPTION:
        return
    for reference in references_between(document, block.start, block.end + 1):
        if reference.url in ("", "#") and reference.text:
            start = text.rfind(reference.text)
            short = len(reference.text.split()) <= _CREDIT_WORDS and _NAME_LIKE.match(reference.text)
            if short and start > 0 and start + len(reference.text) == len(text) and _SENTENCE_END.search(text[:start]):
                yield Mention(start, len(text), Outlet(reference.text, ()))


def _quote(text: str, start: int, end: int) -> str:
    """Cut out the words around a name, whole words only."""
    begin = text.rfind(" ", 0, max(0, start - 30)) + 1 if start > _QUOTE_REACH // 2 else 0
    stop = text.find(" ", min(len(text), end + 30))
    return " ".join(text[begin : stop if stop >= 0 else len(text)].split())
