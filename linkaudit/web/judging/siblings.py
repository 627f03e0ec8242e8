"""What a site answers to an address that cannot exist, and what that says of a page.

A site that has the same for any address does not have the page (Z. Bar-Yossef and others, Sic transit gloria telae,
2004); a site that knows what it does not have has the page that it shows. A site made by scripts sends one shell for
every address and fills it in the browser: that says nothing.
"""

from __future__ import annotations

import re
from enum import Enum, auto
from hashlib import blake2b
from http import HTTPStatus
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from linkaudit import data
from linkaudit.web.exchange import Answer
from linkaudit.web.judging.likeness import likeness, sketch
from linkaudit.web.judging.statuses import status_words
from linkaudit.web.soft404 import is_shell, soft_404
from linkaudit.web.target import Target, parse
from linkaudit.web.walls import find_wall

if TYPE_CHECKING:
    from linkaudit.web.exchange import Failure
    from linkaudit.web.judging.evidence import Evidence, Sibling
    from linkaudit.web.judging.page import Page

# Names of this many letters are given to nothing.
_LETTERS = "bcdfghjklmnpqrstvwxz"
_LENGTH = 18

# Pages that are chosen by their query: another name of the script would only show that there is no such script.
_SCRIPTS = re.compile(r"\.(?:php\d?|aspx?|jspx?|cgi|pl|do|cfm|action|exe|dll|shtml)$", re.IGNORECASE)
_SUFFIX = re.compile(r"\.[a-z0-9]{1,5}$", re.IGNORECASE)
_VALUE = re.compile(r"=([^&]*)")
_WORD = re.compile(r"[^\W\d_]+")

# Two texts are the same if they share so much of their sketches, or of their words where these are too few for one.
_SAME = 0.9
_SAME_WORDS = 0.8
# Shorter names occur in any text.
_ECHO = 3

# Words by which their lengths may differ: a time, a greeting; and the share for long ones.
_SLACK = 5
_SLACK_SHARE = 0.03


class Says(Enum):
    """What the answer to an address that cannot exist says of a page."""

    NOTHING = auto()
    SAME = auto()
    """The site has the same for any address."""
    OTHER = auto()
    """The site answers otherwise where it has nothing."""


def sibling_of(target: Target) -> Target:
    """Make the address beside another that nobody can have given to a page; always the same for the same address."""
    digest = blake2b(target.url.encode(), digest_size=_LENGTH).digest()
    name = "".join(_LETTERS[byte % len(_LETTERS)] for byte in digest)
    if target.query and _SCRIPTS.search(target.path):
        path = target.path
        query = _VALUE.sub(lambda found: f"={_like(found[1], name, digest)}", target.query)
    else:
        above, _, last = target.path.rstrip("/").rpartition("/")
        suffix = _SUFFIX.search(last)
        path = f"{above}/{name}{suffix[0] if suffix else ''}{'/' if target.path.endswith('/') and last else ''}"
        query = ""
    return parse(f"{path}{query}", target.url) or target


def witness(evidence: Evidence) -> tuple[Says, str]:
    """Say what the sibling shows of a page, in words too; these are empty if nobody asked for one."""
    sibling = evidence.sibling
    if sibling is None or sibling.asked.url == evidence.asked.url:
        return Says.NOTHING, ""
    where = f"{sibling.asked.url}, which cannot exist,"
    outcome = sibling.outcome
    if not isinstance(outcome, Answer):
        return Says.NOTHING, f"{where} brought no answer ({outcome.cause.value})"
    answer = status_words(outcome.status)
    if outcome.status in {HTTPStatus.NOT_FOUND, HTTPStatus.GONE}:
        return Says.OTHER, f"{where} is answered by {answer}"
    if not HTTPStatus.OK <= outcome.status < HTTPStatus.MULTIPLE_CHOICES:
        return Says.NOTHING, f"{where} is answered by {answer}, which says nothing of the page"
    wall = find_wall(outcome.status, outcome.headers, sibling.page)
    if wall is not None:
        return Says.NOTHING, f"{where} leads to a wall: {wall.name}"
    return _compare(evidence, sibling, where, answer)


def _compare(evidence: Evidence, sibling: Sibling, where: str, answer: str) -> tuple[Says, str]:
    moved = evidence.last.url != evidence.asked.url
    if moved != (sibling.last.url != sibling.asked.url):
        return Says.OTHER, f"{where} is answered by {answer} at {sibling.last.url}"
    if moved:
        if _without_name(evidence.last, evidence.asked) == _without_name(sibling.last, sibling.asked):
            return Says.SAME, f"{where} leads to {sibling.last.url} as well"
        return Says.OTHER, f"{where} leads to {sibling.last.url} instead"
    if _is_shell(evidence.outcome, evidence.page) or _is_shell(sibling.outcome, sibling.page):
        return Says.NOTHING, f"{where} is answered by {answer}; the site is made by scripts, which says nothing"
    if _same_page(evidence, sibling):
        return Says.SAME, f"{where} is answered by {answer} with the same page"
    said = soft_404(sibling.page, sibling.last)
    return Says.OTHER, f"{where} is answered by {answer} with another page{f': {said[0]}' if said else ''}"


def _is_shell(outcome: Answer | Failure, page: Page) -> bool:
    """Tell whether a page is made by scripts; also a long one, which was made ahead."""
    if page.markup:
        return is_shell(page)
    body = outcome.body.lower() if isinstance(outcome, Answer) else b""
    return any(mark in body for mark in _roots())


def _same_page(evidence: Evidence, sibling: Sibling) -> bool:
    one, other = evidence.page, sibling.page
    if abs(one.words - other.words) > max(_SLACK, _SLACK_SHARE * max(one.words, other.words)):
        return False
    if _rest(one.title, evidence.asked) != _rest(other.title, sibling.asked):
        return False
    text, beside = _rest(one.beginning, evidence.asked), _rest(other.beginning, sibling.asked)
    share = likeness(sketch(text), sketch(beside))
    if share is not None:
        return share >= _SAME
    first, second = set(_WORD.findall(text)), set(_WORD.findall(beside))
    return len(first & second) >= _SAME_WORDS * len(first | second)


def _rest(text: str, asked: Target) -> str:
    """Take out of a text what it repeats of the address that was asked for."""
    rest = " ".join(text.lower().split())
    for echo in _echoes(asked):
        rest = rest.replace(echo, "")
    return rest.strip()


def _without_name(place: Target, asked: Target) -> str:
    rest = place.url.lower()
    for echo in _echoes(asked):
        rest = rest.replace(echo, "*")
    return rest


def _echoes(asked: Target) -> list[str]:
    """List the spellings in which a page may repeat an address, the longest first."""
    path = asked.path.lower()
    name = path.rstrip("/").rpartition("/")[2]
    plain = [
        asked.url.lower(),
        path + asked.query.lower(),
        path,
        path.rstrip("/"),
        path.strip("/"),
        name,
        _SUFFIX.sub("", name),
    ]
    plain += [re.sub("[-_/]+", " ", each) for each in (path.strip("/"), _SUFFIX.sub("", name))]
    plain += [value.lower() for value in _VALUE.findall(asked.query)]
    forms = {
        form
        for each in plain
        if len(each) >= _ECHO
        for form in (each, unquote(each), quote(each, safe=""), quote(each, safe="").lower())
    }
    return sorted(forms, key=lambda form: (-len(form), form))


def _like(value: str, name: str, digest: bytes) -> str:
    """Make a value that nothing has: a number for a number."""
    return str(10**11 + int.from_bytes(digest[:4], "big")) if value.isdigit() else name


@data.derived
def _roots() -> tuple[bytes, ...]:
    """List the marks of pages that are made by scripts, but for what any page may say to browsers without."""
    marks: list[str] = data.load("soft404")["shells"]["marks"]
    return tuple(mark.encode() for mark in marks if " " not in mark)
