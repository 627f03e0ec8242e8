"""The content stage of an audit: what pages say is compared with their captures and with the documents that name them.

What is compared with what is worked out here; `content.comparing` says what it comes to. Samples of texts are in the
state and are taken from it a page at a time: those of many pages would fill the memory.
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a field of a struct
from datetime import datetime  # noqa: TC003 - likewise
from itertools import groupby
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, NamedTuple, Protocol
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.citations import urls
from linkaudit.citations.cited_when import cited_when
from linkaudit.citations.stated_originals import originals
from linkaudit.content.comparing import CARRIES, IN_PART, NOT, OTHER_MEANS, UNKNOWN, carrying, drift, is_usurped
from linkaudit.content.passages import FEW, MANY
from linkaudit.models import Carrying, Drift, Lookup, Memento, Observation, Result
from linkaudit.wanted import Request  # noqa: TC001 - likewise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.models import Document, PartialDate, Reference

# The reason of a capture that nobody had to look up.
_CITED = "cited"
# The reason why a look-up that was wanted is missing.
_INTERRUPTED = "interrupted"
_WORTH = (UNKNOWN, NOT, IN_PART, CARRIES)


class Texts(Protocol):
    """Where the samples of texts are."""

    def page(self, seen: Observation) -> Observation:
        """Give a look with all that was kept of the page."""
        ...

    def capture(self, answer: Lookup) -> Lookup:
        """Give an answer with all that was kept of the capture."""
        ...


class Compared(Struct, frozen=True):
    """What the comparisons came to."""

    drifts: tuple[Drift, ...] = ()
    carryings: tuple[Carrying, ...] = ()

    @property
    def notes(self) -> tuple[str, ...]:
        """Say of which originals nothing could be told, and which comparisons the settings prevent.

        That a page has too little text is nothing unusual: such pages are only counted.
        """
        compared = {each.path for each in self.carryings}
        untold = len(compared - {each.path for each in self.carryings if each.carries != UNKNOWN})
        reasons = [*(each.because for each in self.drifts), *(each.because for each in self.carryings)]
        apart = sum(OTHER_MEANS in each for each in reasons)
        told = (
            (untold, f"{untold} of {len(compared)} documents could not be compared with their originals"),
            (apart, f"{apart} comparisons could not be made: {OTHER_MEANS}"),
        )
        return tuple(words for number, words in told if number)


class CitedCapture(NamedTuple):
    """A page that is cited together with a capture of it."""

    url: str
    at: PartialDate | None
    archive: str
    """The address of the capture."""


def passages_wanted(documents: Iterable[Document], cited: Iterable[str], *, archives: bool) -> dict[str, int]:
    """Say of how many passages the sample of each page is to be, if it will be compared with anything.

    `cited` are the addresses that are looked at, and `archives` tells whether their captures are looked up.
    """
    wanted = {url: FEW for url in cited if not urls.archive_url(url)} if archives else {}
    for document in documents:
        sources = {urls.without_fragment(each.url) for each in originals(document)} if document.passages else set()
        wanted |= dict.fromkeys(sources, MANY)
        for url, _, archive in cited_captures(document):
            most = MANY if url in sources else FEW
            wanted[url] = max(most, wanted.get(url, 0))
            wanted[archive] = max(most, wanted.get(archive, 0))
    return wanted


def many_wanted(documents: Iterable[Document]) -> dict[str, int]:
    """Name the originals of documents, whose captures are to be sampled more finely than others."""
    return {
        urls.without_fragment(each.url): MANY
        for document in documents
        if document.passages
        for each in originals(document)
    }


def digests_wanted(documents: Iterable[Document], lookups: Mapping[Request, Lookup]) -> list[Request]:
    """List the captures whose digest is wanted and not known: of what may be the very file of a document.

    That is what the document names as its original, and what is cited anywhere under the name of the file.
    """
    documents = tuple(documents)
    files = [document for document in documents if document.sha1]
    sources = {urls.without_fragment(each.url) for document in files for each in originals(document)}
    names = {PurePosixPath(document.path).name for document in files}
    return [
        request
        for request, answer in lookups.items()
        if names
        and answer.memento is not None
        and not answer.memento.digest
        and (request[0] in sources or unquote(urls.path(request[0]).rpartition("/")[2]) in names)
    ]


def cited_captures(document: Document) -> Iterator[CitedCapture]:
    """Go through the pages that a document cites together with a capture, as far as the address of that names it.

    Of several captures the one counts that is given for the citation, else the first.
    """
    archives: dict[str, str] = {}
    for reference in (*(each.archive for each in document.citations if each.archive), *document.references):
        archived = urls.archive_url(reference.url)
        if archived and archived.original:
            archives.setdefault(urls.key(archived.original), urls.without_fragment(reference.url))
    for reference in document.references if archives else ():
        archive = archives.get(urls.key(reference.url)) if urls.is_web(reference.url) else None
        if archive and not urls.archive_url(reference.url):
            yield CitedCapture(urls.without_fragment(reference.url), cited_when(document, reference).date, archive)


class Sighted(Struct, frozen=True):
    """What was seen of pages, live and in archives."""

    observations: Mapping[str, Observation]
    lookups: Mapping[Request, Lookup]
    texts: Texts
    cut_off_at: datetime | None = None
    """When the run was interrupted, so that not everything was asked; None if it was not."""

    def page(self, url: str) -> Observation | None:
        """Give the look at a page, with what it says."""
        look = self.observations.get(url)
        return self.texts.page(look) if look is not None else None

    def captures(self, request: Request, archive: str) -> Iterator[Lookup]:
        """Give the captures of a page: the one at `archive`, which is cited with it, and the one that was looked up."""
        look = self.observations.get(archive)
        if look is not None and look.captured_at is not None and look.verdict.is_there:
            yield _as_answer(*request, self.texts.page(look))
        answer = self.lookups.get(request)
        if answer is not None:
            yield self.texts.capture(answer)


def compare(documents: Iterable[Document], seen: Sighted) -> Compared:
    """Compare each page with its capture, and each document with the page that it names as its original."""
    documents = tuple(documents)
    return Compared(tuple(_drifts(documents, seen)), tuple(_carryings(documents, seen)))


def _drifts(documents: Iterable[Document], seen: Sighted) -> Iterator[Drift]:
    """Compare pages with the captures that are cited with them, else with those that were looked up."""
    cited = {(each.url, each.at): each.archive for document in documents for each in cited_captures(document)}
    found = (request for request, answer in seen.lookups.items() if answer.memento)
    requests = sorted({*found, *cited}, key=lambda request: (request[0], str(request[1] or "")))
    for url, group in groupby(requests, key=lambda request: request[0]):
        page = seen.page(url)
        if page is None:
            continue
        for request in group:
            answers = seen.captures(request, cited.get(request, ""))
            made = [each for each in (_drift(answer, page) for answer in answers) if each]
            yield from [each for each in made if each.change != UNKNOWN or each.trade][:1] or made[:1]


def _as_answer(url: str, at: PartialDate | None, look: Observation) -> Lookup:
    """Put the look at a capture as an archive would answer."""
    archive = urls.host(look.url)
    captured_at = look.captured_at or look.checked_at
    memento = Memento(
        url, look.url, captured_at, look.status, archive, title=look.title, words=look.words, passages=look.passages
    )
    return Lookup(url, at, Result.FOUND, _CITED, look.checked_at, memento, archive)


def _drift(answer: Lookup, page: Observation) -> Drift | None:
    made = drift(answer, page)
    # A picture, a table of numbers: nobody expects it to be compared.
    if made is None or not (page.words or page.passages or made.memento.words or made.memento.passages):
        return None
    trade = page.trade if is_usurped(page, made.memento) else ""
    return replace(made, memento=replace(made.memento, passages=""), trade=trade)


def _carryings(documents: Iterable[Document], seen: Sighted) -> Iterator[Carrying]:
    """Look for the text of each document in the page that it names as its original, live and captured."""
    for document in documents:
        if not document.passages:
            continue
        cited = {(each.url, each.at): each.archive for each in cited_captures(document)}
        for reference in originals(document):
            yield _carrying(document, reference, cited, seen)


def _carrying(document: Document, reference: Reference, cited: Mapping[Request, str], seen: Sighted) -> Carrying:
    """Say what the page behind an original has of a document: of all that is known of the page, the best."""
    url = urls.without_fragment(reference.url)
    request = (url, cited_when(document, reference).date)
    page = seen.page(url)
    answers: list[Lookup | None] = [*seen.captures(request, cited.get(request, ""))]
    if not answers:
        when = seen.cut_off_at
        answers.append(Lookup(*request, Result.UNKNOWN, _INTERRUPTED, when) if when is not None else None)
    made = [carrying(document, url, page, answer) for answer in answers]
    return max(made, key=lambda each: _WORTH.index(each.carries))
