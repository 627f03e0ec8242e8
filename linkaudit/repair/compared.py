"""What comparisons of texts mean for captures beside citations: which pages need one, and which are no good for it.

The samples are in the state, from audits and from look-ups; they are taken from it one page at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.cited_when import cited_when
from linkaudit.citations.stated_originals import originals
from linkaudit.content.comparing import NOT, carrying, drift
from linkaudit.models import Verdict
from linkaudit.repair.robust import cites
from linkaudit.rules.compared_texts import day, percent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from linkaudit.models import Document, Lookup, Observation
    from linkaudit.wanted import Request

_LOST = (Verdict.DEAD, Verdict.SOFT_DEAD)


def seen_there(documents: Iterable[Document], seen: Mapping[str, Observation]) -> Iterator[Request]:
    """Go through the citations of pages that the last look saw, each with the date of its citation."""
    for document in documents:
        for reference in document.references:
            look = seen.get(urls.without_fragment(reference.url))
            if look is not None and look.verdict.is_there and cites(reference):
                yield look.url, cited_when(document, reference).date


def replaced(
    answers: Iterable[Lookup],
    seen: Mapping[str, Observation],
    page: Callable[[Observation], Observation],
    capture: Callable[[Lookup], Lookup],
) -> frozenset[Request]:
    """Name the pages that say something else than their captures; `page` and `capture` give the samples of both."""
    found = set()
    for answer in answers:
        made = drift(capture(answer), page(seen[answer.url])) if answer.memento is not None else None
        if made is not None and made.drifted:
            found.add((answer.url, answer.at))
    return frozenset(found)


def not_carried(
    documents: Iterable[Document], lookups: Mapping[Request, Lookup], capture: Callable[[Lookup], Lookup]
) -> dict[tuple[str, Request], str]:
    """Say of which originals the capture has nothing of the document's text, by the document and the page.

    What cannot be compared is no contradiction.
    """
    found = {}
    for document in documents:
        stated = {urls.without_fragment(each.url) for each in originals(document)} if document.passages else ()
        for reference in document.references if stated else ():
            page = urls.without_fragment(reference.url)
            request = (page, cited_when(document, reference).date) if page in stated else None
            answer = lookups.get(request) if request else None
            if request is None or answer is None or answer.memento is None:
                continue
            made = carrying(document, answer.url, None, capture(answer))
            if made.carries == NOT:
                taken = day(answer.memento.captured_at)
                found[document.path, request] = (
                    f"the capture of {taken} does not carry the text of the document: {percent(made.share)} of it"
                )
    return found


def not_shown(looks: Iterable[Observation]) -> dict[str, str]:
    """Say of which captures it was seen that they do not show the page, by their addresses."""
    return {
        each.url: f"the capture does not show the page: it was seen to be {each.verdict} ({each.reason})"
        for each in looks
        if each.verdict in _LOST or (each.captured_at is not None and each.verdict is Verdict.BLOCKED)
    }
