"""What is asked of the web and of the archives for a collection: each thing once, the neediest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.archives.notation import moment_of
from linkaudit.citations import urls
from linkaudit.citations.cited_when import cited_when
from linkaudit.models import Kind, PartialDate, Role, Verdict
from linkaudit.web.guard import PRIVATE_ADDRESS
from linkaudit.web.target import parse
from linkaudit.web.unasked import judge_unasked

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from linkaudit.models import Document, Observation, Reference
    from linkaudit.web.guard import Guard

Request = tuple[str, "PartialDate | None"]
# Whose capture is needed most: what cannot be had live any more comes first, what says where a text is from before
# what it merely mentions.
_WORTH = {
    Verdict.DEAD: 0,
    Verdict.SOFT_DEAD: 1,
    Verdict.MOVED: 2,
    Verdict.BLOCKED: 3,
    Verdict.UNKNOWN: 4,
    Verdict.ALIVE: 5,
}
_FAILED = (Verdict.DEAD, Verdict.SOFT_DEAD)
_OF_THE_DOCUMENT = (Role.ORIGINAL, Role.SOURCE, Role.CANONICAL)


def addresses(documents: Iterable[Document]) -> list[str]:
    """List the pages that documents point to, each once, in the order in which they stand."""
    return list(
        dict.fromkeys(
            urls.without_fragment(reference.url)
            for document in documents
            for reference in document.references
            if urls.is_web(reference.url)
        )
    )


def fragments_wanted(documents: Iterable[Document]) -> dict[str, set[str]]:
    """List for each page the fragments to which documents point, without number sign."""
    wanted: dict[str, set[str]] = {}
    for document in documents:
        for reference in document.references:
            if "#" in reference.url and urls.is_web(reference.url):
                page, _, fragment = urls.canonical(reference.url).partition("#")
                if fragment:
                    wanted.setdefault(page, set()).add(fragment)
    return wanted


def captures_wanted(
    documents: Iterable[Document], seen: Mapping[str, Observation], guard: Guard, *, own_archives: bool = False
) -> list[Request]:
    """List the pages whose captures are wanted, each with the date of its citation, the neediest first.

    What was seen alive needs none if it is cited together with a capture of it, or is no citation at all; what says
    where a document is from always does, since the texts of both are compared. In place of a cited capture that does
    not show the page, another one is wanted. Left out is what is not looked up at all: private and reserved names are
    nobody else's business, nor are names that turned out to lead into a private network. What the user allows although
    it is private is named to no archive but the user's own.
    """
    worth: dict[Request, tuple[int, bool, int]] = {}
    for document in documents:
        captured = _captured(document, seen)
        for reference in document.references:
            url, shown = _looked_up(reference, seen)
            if not url or judge_unasked(parse(url), guard):
                continue
            if url in seen and _private(seen[url]):
                continue
            if guard.names(urls.host(url)) and not own_archives:
                continue
            verdict = Verdict.DEAD if shown else seen[url].verdict if url in seen else Verdict.UNKNOWN
            mentioned = reference.role not in _OF_THE_DOCUMENT
            if verdict is Verdict.ALIVE and mentioned and (_is_part(reference) or urls.key(url) in captured):
                continue
            request = (url, PartialDate.of(shown) if shown else cited_when(document, reference).date)
            rank = (_WORTH.get(verdict, len(_WORTH)), mentioned, len(worth))
            worth[request] = min(rank, worth.get(request, rank))
    return sorted(worth, key=worth.__getitem__)


def _looked_up(reference: Reference, seen: Mapping[str, Observation]) -> tuple[str, datetime | None]:
    """Name the page that is looked up for a reference; empty for none.

    For a capture it is none, unless it does not show the page, or is not there: then another one is needed, from about
    the same moment, which is given too.
    """
    url = urls.without_fragment(reference.url)
    capture = urls.archive_url(url) if urls.is_web(url) else None
    if capture is None:
        return (url if urls.is_web(url) else ""), None
    look = seen.get(url)
    if look is None or look.verdict.is_there or not urls.is_web(capture.original) or urls.archive_url(capture.original):
        return "", None
    moment = look.captured_at or (moment_of(capture.stamp) if look.verdict in _FAILED else None)
    return (urls.without_fragment(capture.original), moment) if moment else ("", None)


def _is_part(reference: Reference) -> bool:
    """Tell whether a page is built with it rather than cites it: its scripts, styles, frames."""
    return reference.kind is Kind.ATTRIBUTE and not reference.element.endswith(" cite")


def _captured(document: Document, seen: Mapping[str, Observation]) -> set[str]:
    """Fold the pages of which a document cites a capture that stands: in no archive that has ended or is not trusted.

    A capture that was looked at, and is not there or is none of the page, stands for nothing.
    """
    captured = set()
    cited = [(reference.url, "") for reference in document.references]
    stated = [(each.archive.url, each.original.url) for each in document.citations if each.archive and each.original]
    for url, original in (*cited, *stated):
        capture = urls.archive_url(url)
        if capture is None or capture.trust or not (capture.full_stamp or original):
            continue
        look = seen.get(urls.without_fragment(url))
        if look is None or look.verdict not in _FAILED:
            captured.add(urls.key(original or capture.original))
    return captured


def _private(seen: Observation) -> bool:
    """Tell whether a URL itself, rather than one that it redirects to, is of a private network."""
    return seen.verdict is Verdict.UNSAFE and seen.reason == PRIVATE_ADDRESS and not seen.hops
