"""One original on clearly different texts."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING, NamedTuple

from linkaudit.collection.claims import by_page, called, is_enough, text_of
from linkaudit.collection.relation import Relation, are_two_languages, language_of
from linkaudit.collection.telling import folded, weight, words_of_slug
from linkaudit.collection.titles import are_one, are_two, in_two_scripts, is_live, is_part, main_part
from linkaudit.models import Disagreement, Party
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from collections.abc import Set as AbstractSet

    from linkaudit.collection.claims import Claim
    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Pair

# Of documents that name one original, those with which each is compared: what more of them say is the same.
_MOST_COMPARED = 40
# So many documents that say where they were found, rather than what they are copies of, are notes on one source.
_NOTES = 4
# What one says alone contradicts nobody.
_FEWEST = 2
# Texts on different matters have fewer of their longer words in common (share of the shorter one's).
_COMMON_WORDS = 0.25
# Words of an address that would not be those of a title by chance, and the share of them that a title has.
_TELLING_WORDS = 3
_MOST_WORDS = 0.6
_LONG_WORD = Pattern(r"[^\W\d_]{5,}|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2}")


class _Text(NamedTuple):
    """What of a text is held against another."""

    enough: bool
    language: str
    words: frozenset[str]


def same_url_many_titles(shelf: Shelf, claims: Sequence[Claim], pairs: Sequence[Pair]) -> Iterator[Disagreement]:
    """Find the originals that documents with clearly different texts name."""
    relation = Relation(pairs)
    looked_at = lru_cache(maxsize=4 * _MOST_COMPARED)(partial(_text, shelf))
    for said in by_page(claims).values():
        certain = [claim for claim in said if claim.certain]
        if len(certain) < _FEWEST and len(said) >= _NOTES:
            continue
        against = [
            claim
            for claim in said
            if any(_are_different(looked_at, relation, claim, other) for other in said[:_MOST_COMPARED])
        ]
        if against:
            yield Disagreement(
                "collection-same-url-many-titles",
                against[0].url,
                tuple(Party(claim.path, called(shelf, claim.document), claim.location) for claim in against),
                _whose(against),
                mild=sum(claim.certain for claim in against) < _FEWEST,
            )


def _text(shelf: Shelf, path: str) -> _Text:
    text = text_of(shelf, path)
    return _Text(is_enough(text), language_of(text), frozenset(_LONG_WORD.findall(text.casefold())))


def _whose(said: Sequence[Claim]) -> str:
    """Say what speaks for one of the texts: the words of the address, which are mostly those of the title."""
    words = set(words_of_slug(said[0].url))
    if weight(tuple(words)) >= _TELLING_WORDS:
        fitting = {title for title in {claim.document.title for claim in said} if _fits(title, words)}
        if len(fitting) == 1:
            return f"the address has the words of `{fitting.pop()}`"
    return "the texts have no passage in common"


def _fits(title: str, words: AbstractSet[str]) -> bool:
    """Tell whether most of some words stand in a title."""
    return len(words & set(folded(main_part(title)))) >= _MOST_WORDS * len(words)


def _are_different(looked_at: Callable[[str], _Text], relation: Relation, one: Claim, other: Claim) -> bool:
    """Tell whether two documents that name one original are certainly not copies of one text, nor parts of one."""
    if one.file == other.file or relation.share_text(one.path, other.path) or _are_places(one, other):
        return False
    titles = one.document.title, other.document.title
    if any(is_part(title) or is_live(title, one.url) for title in titles) or are_one(*titles):
        return False
    texts = looked_at(one.path), looked_at(other.path)
    if not all(text.enough for text in texts) or are_two_languages(*(text.language for text in texts)):
        return False
    return are_two(*titles) or (not in_two_scripts(*titles) and _on_two_matters(*texts))


def _are_places(one: Claim, other: Claim) -> bool:
    """Tell whether two originals are two places of one page."""
    places = [claim.url.partition("#")[2] for claim in (one, other)]
    return all(places) and places[0] != places[1]


def _on_two_matters(one: _Text, other: _Text) -> bool:
    """Tell whether two texts have hardly a longer word in common."""
    return len(one.words & other.words) < _COMMON_WORDS * min(len(one.words), len(other.words))
