"""Outlets that no list has, by what they are called: `the CNA news agency reported`, `the Port Gazette writes`."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from linkaudit.citations.credit_words import is_credited
from linkaudit.citations.outlet_names import Mention, Outlet
from linkaudit.citations.signs import holds_words
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_AGENCY = Pattern(r"(?<!\w)(?:[Tt]he\s{1,4})?(?P<name>[A-Z][\w-]{1,30}(?:\s[A-Z][\w-]{1,30}){0,2})\s+news\s+agency\b")
# Words with which names of newspapers end; Times, Post and Journal end those of too much else.
_PAPERS = ("gazette", "herald", "tribune", "chronicle", "courier", "examiner", "inquirer", "advertiser", "sentinel")
_CAPITALS = tuple(word.capitalize() for word in _PAPERS)
_PAPER = Pattern(rf"(?<!\w)(?P<name>(?:[A-Z][\w'\u2019-]{{1,25}}[ ]){{1,3}}(?:{'|'.join(_CAPITALS)}))(?![\w-])")
_ARTICLE = Pattern(r"\A(?:The|According|By|In|As|From|A|An|Source|Photo)\s+")
# Such names in one paragraph that are looked at.
_MOST = 50
# `German news agency dpa`, `a Belarusian news agency`: whose it is, not what it is called.
_WHOSE = Pattern(
    r"(?:The|A|An|State|Official|Local|Foreign|National|Private|Another"
    r"|\w+(?:an|ish|ese|ch|eek|ss|qi|eli|ani|ian|-based|-owned|-run|official))\Z"
)
_SIGNS = ("news agency", *_PAPERS)


def may_be_in(text: str) -> bool:
    """Tell by a look at its words whether a text may name such an outlet."""
    return holds_words(text, _SIGNS)


def credited_in(text: str, known: list[Mention]) -> Iterator[Mention]:
    """Find those that a text credits, but for outlets that are known."""
    for pattern, signs in ((_AGENCY, ("agency",)), (_PAPER, _CAPITALS)):
        for found in islice(pattern.finditer(text), _MOST) if any(sign in text for sign in signs) else ():
            start, end = found.span("name")
            lead = _ARTICLE.match(text[start:end])
            start += lead.end() if lead else 0
            name = " ".join(text[start:end].split())
            whole = " " in name if pattern is _PAPER else not _WHOSE.match(name.rpartition(" ")[2])
            # What is known may be named behind what it is, too: `German news agency dpa`.
            if not whole or any(one.start <= found.end() + 2 and start < one.end for one in known):
                continue
            mention = Mention(start, end, Outlet(name, ()))
            if is_credited(text, mention):
                yield mention
