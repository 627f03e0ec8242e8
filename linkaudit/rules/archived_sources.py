"""Sources that are cited together with a capture, and how far the two addresses agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.tracking import tracks_anywhere
from linkaudit.documents.positions import references_between
from linkaudit.models import Severity
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Citation, Document, Entry, Reference

ROBUST_LINK = "robust link"
# What an address of one page has besides: a host for small screens, a number of a server.
_HOST = Pattern(r"^(?:www\d*|m|mobile|amp)\.")
_INDEX = Pattern(r"/(?:index|default|home|main|welcome)\.(?:[a-z]{3,5}|php\d)$")
_TAIL = Pattern(r"(?:/amp)?[/.,;)]*$")
_WORD = Pattern(r"[^\W_]{4,}")
# A number with so many digits names one page of a site.
_NUMBER = Pattern(r"\d{5,}")
_FEWEST_WORDS = 2
_LONGEST_NOTE = 600


class Pair(NamedTuple):
    """An address that is cited, and the one that is given for its archived copy."""

    cited: Reference
    archive: Reference
    certain: bool = True
    """Whether the two are given for each other in fields, rather than in running text."""


def pairs(document: Document) -> Iterator[Pair]:
    """Go through the sources of which both addresses are given, each copy once."""
    both = [each for each in document.citations if each.archive]
    if not both:
        return
    yield from _in_entries(document)
    entries = {entry.location.start for entry in document.entries}
    headers: dict[int, list[Pair]] = {}
    for citation in both:
        if citation.archive is None or citation.original is None or citation.location.start in entries:
            continue
        pair = Pair(citation.original, citation.archive)
        if citation.about_document:
            headers.setdefault(citation.archive.location.start, []).append(pair)
        elif citation.form == ROBUST_LINK:
            yield pair
        else:
            yield from _in_words(document, citation, pair)
    for found in headers.values():
        # Of several addresses of a text, any may be that of the capture.
        if len(found) == 1:
            yield found[0]


def _in_entries(document: Document) -> Iterator[Pair]:
    """Go through the entries that give both."""
    for entry in document.entries:
        cited, archive = address_at(document, entry, "url"), address_at(document, entry, "archive-url")
        if cited and archive:
            yield Pair(cited, archive)


def address_at(document: Document, entry: Entry, name: str) -> Reference | None:
    """Find the address that stands in a field of an entry."""
    field = entry.field(name)
    if field is None:
        return None
    found = references_between(document, field.location.start, max(field.location.start + 1, field.location.end))
    return next((each for each in found if urls.is_web(each.url)), None)


def _in_words(document: Document, citation: Citation, pair: Pair) -> Iterator[Pair]:
    """Give the pair of a statement in running text, if its links say that they belong together."""
    cited, archive = pair.cited, pair.archive
    if urls.archive_url(archive.url) is None:
        return
    start, end = citation.location.start, citation.location.end
    found = references_between(document, min(start, cited.location.start), max(end, archive.location.end))
    others = [each for each in found if urls.is_web(each.url) and urls.archive_url(each.url) is None]
    named = "original" in cited.text.lower()
    follows = "archiv" in archive.text.lower() and cited.location.start < archive.location.start
    if end - start <= _LONGEST_NOTE and (named or (follows and others == [cited])):
        yield pair._replace(certain=False)


def same_page(one: str, other: str) -> bool:
    """Tell whether two addresses are of one page: what else than `urls.same_key` may differ is put aside.

    More generous than `citations.same_page`, which asks whether two originals are stated: an archive writes what it
    was redirected to, and a wrong "another page" is an error here.
    """
    return urls.same_key(one, other) or _folded(one) == _folded(other)


def _folded(url: str) -> str:
    """Fold an address to what identifies the page: no server's number, name of an index, order of parameters."""
    path, _, query = urls.key(url).partition("?")
    path = _TAIL.sub("", _INDEX.sub("", _HOST.sub("", path)))
    kept = sorted(each for each in query.split("&") if each and not tracks_anywhere(each.partition("=")[0]))
    return f"{path}?{'&'.join(kept)}"


def difference(cited: str, captured: str) -> Severity | None:
    """Tell how grave it is that one address is cited and another was captured; None if both are of one page.

    A redirect that the archive followed cannot be known here: where one site moved a page, or a page kept its name on
    another site, it is likely.
    """
    cited, captured = urls.subject(cited), urls.subject(urls.subject(captured))
    if not (urls.host(cited) and urls.host(captured)) or _leads_on(cited) or _leads_on(captured):
        return None
    if same_page(cited, captured):
        return None
    alike = _alike(cited, captured)
    if urls.same_site(cited, captured):
        return Severity.INFO if alike else Severity.WARNING
    return Severity.WARNING if alike else Severity.ERROR


def _leads_on(url: str) -> bool:
    """Tell whether an address only leads on to a page that has another."""
    host = urls.host(url).removeprefix("www.")
    return host in data.load("archives")["resolvers"]["hosts"] or host in data.load("shorteners")["hosts"]


def _alike(one: str, other: str) -> bool:
    """Tell whether two addresses may be of one page: by a number, the last part of the path, most of the words."""
    first, second = (urls.key(url).partition("/")[2] for url in (one, other))
    if {*_NUMBER.findall(first)} & {*_NUMBER.findall(second)}:
        return True
    words, others = set(_WORD.findall(first)), set(_WORD.findall(second))
    if not (words and others):
        # Both are the front of a site, or almost.
        return max(first.count("/"), second.count("/")) == 0
    shared = len(words & others)
    return shared >= _FEWEST_WORDS and 2 * shared >= min(len(words), len(others))
