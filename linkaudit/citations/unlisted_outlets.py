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
# What says before a name that it is one of an outlet.
_KINDS = (
    "newspaper", "daily", "weekly", "magazine", "broadcaster", "tabloid", "news agency", "nachrichtenagentur",
    "zeitung", "tageszeitung", "wochenzeitung", "quotidien", "hebdomadaire", "diario", "periódico", "semanario",
    "quotidiano", "settimanale", "jornal", "semanário", "dagblad", "persbureau", "газета", "газете", "газеты",
    "агентство", "агентству", "агентства", "информагентство", "телеканал", "dziennik", "gazeta", "tygodnik",
)  # fmt: skip
_CAPITALISED = r"[A-Z\u00c0-\u00de\u0410-\u042f][\w'\u2019-]{1,25}"
_PARTICLE = r"(?:(?:of|du|de|des|del|della|der|van|das|do|da)[ ])?"
_OPENED = r"(?P<open>[\"\u201c\u201e\u00ab])(?=[^\"\u201c\u201d\u00bb\n]{2,40}[\"\u201c\u201d\u00bb])"
# Between quotation marks words of a name may be in lower case.
_MORE = rf"[ ]{_PARTICLE}{_CAPITALISED}|(?(open)[ ][^\W\d_]+|(?!))"
_OF_KIND = Pattern(
    rf"(?<!\w)(?i:{'|'.join(_KINDS)})\s+(?:{_OPENED})?(?P<name>{_CAPITALISED}(?:{_MORE}){{0,3}})(?![\w-])"
)
_DAY = Pattern(r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\Z")
# `《…报》`, `《…周刊》`, `《…杂志》`
_ASIAN = Pattern(r"\u300a(?P<name>[\u4e00-\u9fff]{2,10}(?:[\u62a5\u5831]|[\u5468\u9031]\u520a|\u6742\u5fd7))\u300b")
_ARTICLE = Pattern(r"\A(?:The|According|By|In|As|From|A|An|Source|Photo)\s+")
# Such names in one paragraph that are looked at.
_MOST = 50
# `German news agency dpa`, `a Belarusian news agency`: whose it is, not what it is called.
_WHOSE = Pattern(
    r"(?:The|A|An|State|Official|Local|Foreign|National|Private|Another"
    r"|\w+(?:an|ish|ese|ch|eek|ss|qi|eli|ani|ian|-based|-owned|-run|official))\Z"
)
# What stands between whose agency it is and its name.
_BETWEEN = Pattern(r"(?:\s+news\s+agency)?[\s\"\u201c\u201e\u00ab]*")
_SIGNS = (*_KINDS, *_PAPERS, "\u300a")
_FORMS = ((_AGENCY, ("agency",)), (_PAPER, _CAPITALS), (_OF_KIND, _KINDS), (_ASIAN, ("\u300a",)))


def may_be_in(text: str) -> bool:
    """Tell by a look at its words whether a text may name such an outlet."""
    return holds_words(text, _SIGNS)


def credited_in(text: str, known: list[Mention]) -> list[Mention]:
    """Find those that a text credits, but for outlets that are known."""
    found: list[Mention] = []
    for mention in _named_in(text):
        taken = any(_is_named_there(text, mention, one) for one in (*known, *found))
        if not taken and is_credited(text, mention):
            found.append(mention)
    return found


def _is_named_there(text: str, mention: Mention, known: Mention) -> bool:
    """Tell whether what is known is named there, or behind what it is: `German news agency dpa`."""
    if known.start < mention.end:
        return mention.start < known.end
    return _BETWEEN.fullmatch(text, mention.end, known.start) is not None


def _named_in(text: str) -> Iterator[Mention]:
    """Find names that have the form of an outlet's."""
    folded = text.casefold()
    for pattern, signs in _FORMS:
        if not any(sign.casefold() in folded for sign in signs):
            continue
        for found in islice(pattern.finditer(text), _MOST):
            start, end = found.span("name")
            lead = _ARTICLE.match(text[start:end])
            start += lead.end() if lead else 0
            name = " ".join(text[start:end].split())
            if _may_be_name(name, pattern):
                yield Mention(start, end, Outlet(name, (), pattern is _OF_KIND and not found["open"]))


def _may_be_name(name: str, pattern: Pattern) -> bool:
    if pattern is _PAPER:
        return " " in name
    if pattern is _AGENCY:
        return not _WHOSE.match(name.rpartition(" ")[2])
    return _DAY.match(name) is None
