"""Identifiers of publications and people: what an address identifies, and when two are the same.

What is found is what is written: whether it can be right is for the rules to say.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import TYPE_CHECKING
from urllib.parse import unquote

from linkaudit.citations.check_digits import ISBN_DIGITS, OLD_ISBN_DIGITS, isbn_of_13
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator


@unique
class Scheme(StrEnum):
    """The kinds of identifiers, as they are called in text."""

    DOI = "DOI"
    ARXIV = "arXiv"
    PMID = "PMID"
    PMC = "PMC"
    RFC = "RFC"
    ISBN = "ISBN"
    ISSN = "ISSN"
    ORCID = "ORCID"


HYPHENS = "\u2010-\u2015\u2212"
"""What typesetters put for a hyphen, as a range of a pattern."""
_END = r"(?=[/?#&]|$)"
# By a word that stands in every such address, in lower case: what it identifies, and how.
_IN_URL = {
    "doi.org/": (Scheme.DOI, Pattern(r"(?i)^https?://(?:dx\.|www\.)?doi\.org/(?P<id>[^?#]+)")),
    "arxiv.": (
        Scheme.ARXIV,
        Pattern(
            r"(?i)^https?://(?:[\w-]+\.)*arxiv\.org/(?:abs|pdf|html|ps|format|e-print|src)/"
            r"(?P<id>\d{3,6}\.\d{3,7}(?:v\d+)?|[a-z-]{2,12}(?:\.[a-z-]{2,10})?/\d{7}(?:v\d+)?)"
            rf"(?:\.pdf|\.ps(?:\.gz)?)?{_END}"
        ),
    ),
    "pubmed": (
        Scheme.PMID,
        Pattern(
            rf"(?i)^https?://(?:pubmed\.ncbi\.nlm\.nih\.gov|(?:www\.)?ncbi\.nlm\.nih\.gov/(?:m/)?pubmed)/(?P<id>\d+){_END}"
        ),
    ),
    "/med/": (
        Scheme.PMID,
        Pattern(rf"(?i)^https?://(?:www\.)?europepmc\.org/(?:article|abstract)/med/(?P<id>\d+){_END}"),
    ),
    "pmc": (
        Scheme.PMC,
        Pattern(
            r"(?i)^https?://(?:pmc\.ncbi\.nlm\.nih\.gov/articles|(?:www\.)?ncbi\.nlm\.nih\.gov/pmc/articles"
            rf"|(?:www\.)?europepmc\.org/(?:articles?(?:/pmc)?|abstract/pmc))/(?P<id>(?:PMC)?\d+){_END}"
        ),
    ),
    "/rfc": (
        Scheme.RFC,
        Pattern(
            r"(?i)^https?://(?:[\w-]+\.)*(?:rfc-editor\.org|ietf\.org|faqs\.org|httpwg\.org)/(?:[\w.-]+/)*"
            r"rfc(?P<id>\d+)(?:\.(?:txt|html|pdf|ps|xml|json))?(?=[/?#]|$)"
        ),
    ),
    "orcid.org/": (Scheme.ORCID, Pattern(rf"(?i)^https?://(?:www\.)?orcid\.org/(?P<id>\d{{4}}-[\dX-]{{8,16}}){_END}")),
    "isbn": (
        Scheme.ISBN,
        Pattern(
            r"(?i)^https?://(?:(?:[\w-]+\.)*(?:openlibrary\.org|worldcat\.org|librarything\.com|isbnsearch\.org)/isbn"
            rf"|(?:www\.)?goodreads\.com/book/isbn)/(?P<id>[\dX-]{{8,20}}){_END}"
        ),
    ),
    "booksources/": (Scheme.ISBN, Pattern(rf"(?i)^https?://[^?#]*:booksources/(?P<id>[\dX-]{{8,20}}){_END}")),
    "vid=isbn": (
        Scheme.ISBN,
        Pattern(r"(?i)^https?://books\.google\.[^?#]*\?[^#]*vid=isbn:?(?P<id>[\dX-]{8,20})(?=[&#]|$)"),
    ),
    "/issn/": (
        Scheme.ISSN,
        Pattern(
            rf"(?i)^https?://(?:portal\.issn\.org/resource|(?:[\w-]+\.)*worldcat\.org)/issn/(?P<id>\d{{4}}-?\d{{3}}[\dX]){_END}"
        ),
    ),
}
_BARE = {
    Scheme.DOI: Pattern(r"(?P<id>10\.\d{4,9}(?:\.\d+)*/[^\s\"<>\[\]{}|]+)"),
    Scheme.ARXIV: Pattern(
        r"(?i)(?<![\w.])(?P<id>\d{4}\.\d{4,5}(?:v\d+)?|[a-z-]{2,12}(?:\.[a-z-]{2,10})?/\d{7}(?:v\d+)?)(?![\w/]|\.\d)"
    ),
    Scheme.PMID: Pattern(r"(?<![\w./-])(?P<id>\d{7,8})(?![\w-]|\.\d)"),
    Scheme.PMC: Pattern(r"(?i)(?<!\w)(?P<id>PMC\d+)(?!\w)"),
    Scheme.RFC: Pattern(r"(?i)(?<![\w.-])rfc[\s\u00a0-]?(?P<id>\d+)(?![\w-]|\.\d)"),
    Scheme.ISBN: Pattern(rf"(?<![\w./{HYPHENS}-])(?P<id>\d[\dXx \u00a0{HYPHENS}-]{{8,}})"),
    Scheme.ISSN: Pattern(r"(?i)(?<![\w-])(?P<id>\d{4}-\d{3}[\dX])(?![\w-])"),
    Scheme.ORCID: Pattern(r"(?i)(?<![\w-])(?P<id>\d{4}-\d{4}-\d{4}-\d{3}[\dX])(?![\w-])"),
}
_SPACES = Pattern(r"[\s\u00a0]+")
_HYPHEN = Pattern(rf"[{HYPHENS}]")
_COMPACT = Pattern(rf"\d(?:[{HYPHENS}-]?\d)*(?:[{HYPHENS}-]?[Xx](?!\w))?")
_LAST = Pattern(r"[Xx](?!\w)")
_VERSION = Pattern(r"v\d+$")
_SUBJECT_CLASS = Pattern(r"^([a-z-]+)\.[a-z-]+/")
# What publishers put behind the DOI in the address of a page.
_PART_OF_PAGE = Pattern(
    r"(?:/(?:full|abstract|abs|pdf|epdf|meta|html|fulltext|summary|references))+$|\.(?:pdf|full|abstract)$"
)
# Registration agencies allow no more than 2048 characters.
_LONGEST_DOI = 2048
# What nearly all ORCID iDs begin with.
_COMMON_TO_ORCID = "0000000"
_COUNTED, _FEWEST_MADE_UP = "01234567890", 4
_MADE_UP = Pattern(r"(\d)\1{5}|012345|123456|234567|345678|456789|987654|876543|765432|654321")


def in_string(text: str, scheme: Scheme) -> Iterator[tuple[int, int]]:
    """Find where the identifiers of a scheme stand in a text that is known to be about one, such as that of a link."""
    for found in _BARE[scheme].finditer(text):
        start, end = found.span("id")
        if scheme is Scheme.ISBN:
            end = isbn_end(text, start)
            if len(digits(text[start:end])) not in (OLD_ISBN_DIGITS, ISBN_DIGITS):
                continue
        elif scheme is Scheme.DOI:
            end = start + len(without_punctuation(found["id"]))
        yield start, end


def may_identify(url: str) -> bool:
    """Tell by cheap signs whether an address, or one of several lines of them, may identify anything."""
    folded = url.lower()
    return any(sign in folded for sign in _IN_URL)


def in_url(url: str) -> tuple[Scheme, str] | None:
    """Tell what the address of a page about one publication or person identifies; None for all others."""
    folded = url.lower()
    for sign, (scheme, pattern) in _IN_URL.items():
        if sign in folded:
            found = pattern.match(url)
            if found:
                return scheme, unquote(found["id"])
    return None


def isbn_end(text: str, start: int) -> int:
    """Find where the ISBN ends that begins at an index; there if it cannot be told.

    With hyphens or none it ends where they do. With spaces it is what comes to the right number of digits.
    """
    first = _COMPACT.match(text, start)
    end = first.end() if first else start
    if first is None or len(digits(first[0])) >= OLD_ISBN_DIGITS - 1:
        return end
    wanted = ISBN_DIGITS if digits(first[0]).startswith(("978", "979")) else OLD_ISBN_DIGITS
    while text[end : end + 1] in (" ", "\u00a0"):
        following = _COMPACT.match(text, end + 1) or _LAST.match(text, end + 1)
        if following is None:
            break
        end = following.end()
        count = len(digits(text[start:end]))
        if count >= wanted:
            return end if count == wanted else start
    return start


def digits(value: str) -> str:
    """Take out of a number what only makes it easier to read."""
    return _HYPHEN.sub("", _SPACES.sub("", value)).replace("-", "").upper()


def without_punctuation(value: str) -> str:
    """Take off the end of a DOI in running text what belongs to the sentence; brackets that it opens stay."""
    while value and len(value) <= _LONGEST_DOI:
        last = value[-1]
        opening = {")": "(", "]": "[", "}": "{", "\u201d": "", "\u00bb": "", "\u300d": "", "\uff09": "\uff08"}.get(last)
        loose = opening is not None and (not opening or value.count(last) > value.count(opening))
        if last not in ".,;:!?'*_`\u2019\u2026\u3002\uff0c\u3001\uff1b" and not loose:
            break
        value = value[:-1]
    return value


def is_made_up(value: str) -> bool:
    """Tell whether a number is one that people write for any number: `123456…`, `000000…`, `9999`."""
    number = digits(value).replace(".", "")
    if len(number) > ISBN_DIGITS:
        number = number.removeprefix(_COMMON_TO_ORCID)
    few = len(number) >= _FEWEST_MADE_UP and (len(set(number)) == 1 or number in _COUNTED)
    return few or _MADE_UP.search(number) is not None


def folded(scheme: Scheme, value: str) -> str:
    """Write an identifier in one way, so that two of the same thing are equal."""
    if scheme is Scheme.DOI:
        return _folded_doi(value.casefold())
    if scheme is Scheme.ARXIV:
        return _SUBJECT_CLASS.sub(r"\1/", _VERSION.sub("", value.lower()))
    number = digits(value)
    if scheme is Scheme.ISBN:
        return isbn_of_13(number) if number[:-1].isdigit() else number
    if scheme in (Scheme.ISSN, Scheme.ORCID):
        return number
    return number.removeprefix("PMC").lstrip("0")


def _folded_doi(value: str) -> str:
    """Leave out what people and publishers put before a DOI and behind it."""
    if len(value) > _LONGEST_DOI:
        return value
    while value.startswith("doi:"):
        value = value[4:].lstrip()
    longer = ""
    while value != longer:
        longer, value = value, without_punctuation(_PART_OF_PAGE.sub("", value.rstrip("/")))
    return value


def same_thing(one: str, other: str) -> bool:
    """Tell whether two addresses identify the same publication or person: also a DOI and a page named by it."""
    first, second = in_url(one), in_url(other)
    if first and second:
        return first[0] is second[0] and folded(*first) == folded(*second)
    known, page = (first, other) if first else (second, one)
    return known is not None and known[0] is Scheme.DOI and folded(*known) in unquote(page).casefold()
