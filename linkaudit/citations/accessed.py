"""Statements on when a source was looked at and archived: `Archived from the original on … Retrieved …`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.dates import find_dates, may_hold_date, stated_dates
from linkaudit.citations.signs import holds_any, holds_words
from linkaudit.citations.words import alternatives, day_comes_first, words_of
from linkaudit.documents.positions import locate, references_between
from linkaudit.models import Citation, Dated, Role
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.citations.dates import FoundDate
    from linkaudit.models import Block, Document, Reference

# Between `Archived … on 2 April 2015` and `Retrieved 7 March 2015` of one source stands a full stop, or a link.
_GAP_WITHIN_STATEMENT = 60
# Between the date of access and the address behind it: `, from`, `. Available at:`, the text of a link.
_GAP_BEFORE_ADDRESS = 80
_MOST_WORDS_BEFORE_ADDRESS = 4
_WORD = Pattern(r"[^\W\d_]+")
_NEXT_SOURCE = Pattern(r"\n\s*(?:\[|\d+[.)]|\^|[-*\u2022])\s*")
# Characters of text that belong to one source at the most: author, title, publisher, date.
_LONGEST_SOURCE = 500
# `2018年7月12日閲覧`, `2018年7月12日查阅`: in Japanese and Chinese the word may stand behind the date, as the last one.
_BEHIND = data.pattern(
    lambda: rf"\s*に?(?P<word>{alternatives(data.load('labels')['behind']['accessed'])})(?![^\W\d_])"
)


class _Mention(Struct, frozen=True):
    """A word such as `Retrieved` with its date."""

    kind: str
    word: str
    start: int
    found: FoundDate


def _words() -> str:
    accessed, archived = (alternatives(words_of(kind)) for kind in ("accessed", "archived"))
    said = rf"(?:(?P<archived>{archived})|(?P<accessed>{accessed}))"
    # Words of Chinese and Japanese follow each other without a space.
    before, behind = r"(?<![^\W\u3040-\u30ff\u3400-\u9fff])", r"(?:\s*[:：]|\s+[-\u2013\u2014](?=\s)|\s+on|\s+am)?"
    return rf"(?i){before}{said}{behind}\s*(?=\w|[«\u201c\"])"


_WORDS = data.pattern(_words)


@data.derived
def _signs() -> tuple[str, ...]:
    """List what the words of access and archiving begin with, as far as it is no pattern: every statement has one."""
    words = (re.split(r"[(\\?]", word)[0].strip() for kind in ("accessed", "archived") for word in words_of(kind))
    return tuple({*words, *data.load("labels")["behind"]["accessed"]})


def precedes_visit(text: str, start: int, end: int) -> bool:
    """Tell whether the date at `text[end:]` is one of a visit or a capture, by the word that stands before it."""
    return any(match.end() == end for match in _WORDS.finditer(text, start, end + 1))


def states_visit(text: str) -> bool:
    """Tell whether a text says when something was looked at or archived."""
    return holds_words(text, _signs()) and next(_mentions(text), None) is not None


def accessed(document: Document) -> tuple[Citation, ...]:
    """Find the statements of access and of archiving, each with the references and the date of its source."""
    if not holds_words(document.text, _signs()):
        return ()
    return tuple(citation for block in document.blocks for citation in _in_block(document, block))


def _in_block(document: Document, block: Block) -> Iterator[Citation]:
    mentions = deque(sorted(_mentions(block.text), key=lambda mention: mention.start))
    begin = 0
    while mentions:
        group = [mentions.popleft()]
        while mentions and _continues(group, mentions[0]):
            group.append(mentions.popleft())
        end = group[-1].found.end
        citation = _citation(document, block, group, max(begin, end - _LONGEST_SOURCE))
        begin = end
        if citation.reference is None and (behind := _address_behind(document, block, end)):
            reference, begin = behind
            archived = urls.archive_url(reference.url) is not None
            citation = replace(citation, **{"archive" if archived else "original": reference})
        yield citation


def _mentions(text: str) -> Iterator[_Mention]:
    """Find every word of access or archiving with its date directly behind it, or before it in Japanese and Chinese."""
    if not may_hold_date(text):
        return
    for word in _WORDS.finditer(text):
        kind, end = word.lastgroup or "", word.end()
        found = next(find_dates(text, end, end + 40, day_first=day_comes_first(kind, word[kind])), None)
        if found and not re.search(r"[^\W\d_]{4,}|[.;)]", text[word.end() : found.start]):
            yield _Mention(kind, word[0].strip(" :\n："), word.start(), found)
    if holds_any(text, tuple(data.load("labels")["behind"]["accessed"])):
        for found in find_dates(text):
            behind = _BEHIND.match(text, found.end)
            if behind:
                yield _Mention("accessed", behind["word"], found.start, found)


def _continues(group: list[_Mention], following: _Mention) -> bool:
    """Tell whether a mention belongs to the source of those before it: near, and of a kind that is not there yet."""
    near = following.start - group[-1].found.end <= _GAP_WITHIN_STATEMENT
    return near and all(following.kind != mention.kind for mention in group)


def _citation(document: Document, block: Block, group: list[_Mention], begin: int) -> Citation:
    dates = {mention.kind: _dated(document, block, mention.found, mention.word) for mention in reversed(group)}
    start, end = group[0].start, group[-1].found.end
    references = _references(document, block, begin, end)
    archived = [each for each in references if urls.archive_url(each.url)]
    originals = [each for each in references if not urls.archive_url(each.url) and urls.is_web(each.url)]
    published = min(
        (found for found in stated_dates(block.text, begin, start) if found.date.possible),
        key=lambda found: found.date.first_day,
        default=None,
    )
    return Citation(
        form=group[0].word,
        location=locate(document, block, _first_letter(block.text, begin, start), end),
        role=Role.INLINE,
        original=originals[-1] if originals else None,
        archive=archived[-1] if archived else None,
        published=_dated(document, block, published, "statement") if published else None,
        accessed=dates.get("accessed"),
        archived=dates.get("archived"),
    )


def _address_behind(document: Document, block: Block, end: int) -> tuple[Reference, int] | None:
    """Find the address that stands behind the date: `Retrieved 3 May 2018, from https://…`; tell where it ends, too."""
    limit = min(len(block.text), end + _GAP_BEFORE_ADDRESS)
    last = block.offset(limit) if limit < len(block.text) else block.end
    found = references_between(document, block.offset(end - 1) + 1, last)
    reference = next((each for each in found if urls.is_web(each.url)), None)
    if reference is None:
        return None
    start = bisect_left(range(len(block.text)), reference.location.start, lo=end, key=block.offset)
    between = block.text[end:start]
    if len(_WORD.findall(between)) > _MOST_WORDS_BEFORE_ADDRESS or _NEXT_SOURCE.search(between):
        return None
    return reference, bisect_left(range(len(block.text)), reference.location.end, lo=start, key=block.offset)


def _first_letter(text: str, begin: int, end: int) -> int:
    """Find where a source begins, behind the punctuation that ends the one before."""
    while begin < end and not text[begin].isalnum():
        begin += 1
    return begin


def _dated(document: Document, block: Block, found: FoundDate, source: str) -> Dated:
    return Dated(found.date, source, found.date.source, locate(document, block, found.start, found.end))


def _references(document: Document, block: Block, begin: int, end: int) -> Sequence[Reference]:
    """Find the references of a source: from the end of the source before to the end of this statement."""
    # The address of `<a href>` stands before the text that is seen.
    first = block.offset(begin - 1) + 1 if begin else block.start
    last = block.offset(end) if end < len(block.text) else block.end
    return references_between(document, first, last)
