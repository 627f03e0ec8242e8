"""What a document states as the address of its original, told apart by who states it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.listings import listing
from linkaudit.citations.provenance import PHRASES
from linkaudit.citations.same import Same
from linkaudit.models import Kind, Role
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.models import Citation, Document, Reference

# What browsers and crawlers write into the pages that they save.
_MARKS = {
    "mark of the web", "SingleFile", "HTTrack", "WARC-Target-URI", "Snapshot-Content-Location", "Content-Location",
}  # fmt: skip
CRAWLED = {"WARC-Target-URI", "Content-Location"}
"""Those of them that crawlers write: what was asked for, whatever the page says of itself."""
# What a page says is its own address.
_OWN = {"link rel=canonical", "og:url"}
# What a page says for search engines of texts that it takes over, of which there may be several.
_META = {"original-source", "syndication-source", "DC.source", "DCTERMS.source"}
# Keys that name where something was found, or what a post is about, as often as an original.
_LOOSE = {"via:", "origin:", "origin_url:", "external_url:", "imported_from:"}


# The text of a link that says no more than a label `Source:` does.
_BARE_LINK = "source"
_PLACE_IN_LIST = Pattern(r"(?:\.\w+)+$")


class Stated(NamedTuple):
    """A statement with the address that it names."""

    form: str
    reference: Reference

    @property
    def url(self) -> str:
        """The address."""
        return self.reference.url


class Originals(NamedTuple):
    """The addresses of the original: as people state them, as programs marked them, as the page itself has it."""

    named: tuple[Stated, ...] = ()
    marked: tuple[Stated, ...] = ()
    own: tuple[Stated, ...] = ()


class Origin(NamedTuple):
    """An address from which a document says that its text comes."""

    reference: Reference
    certain: bool
    """Whether that is what it says, rather than where it was found, or what its own address is."""

    @property
    def url(self) -> str:
        """The address."""
        return self.reference.url


_NONE = Originals()


def stated_originals(document: Document) -> Originals:
    """Sort the statements of a document about its original."""
    return _sorted(Same(document.citations)) if document.citations else _NONE


@lru_cache(maxsize=4)
def _sorted(citations: Same[Citation]) -> Originals:
    named: list[Stated] = []
    marked: list[Stated] = []
    own: list[Stated] = []
    for citation in citations.values:
        reference = citation.reference if citation.about_document else None
        if reference is None or not urls.is_web(reference.url):
            continue
        stated = Stated(citation.form, reference)
        if citation.form in _MARKS:
            marked.append(stated)
        elif citation.role is Role.CANONICAL and (citation.form in _OWN or citation.form.endswith(":")):
            own.append(stated)
        elif citation.role is Role.ORIGINAL and _names_original(stated):
            named.append(stated)
    return Originals(tuple(named), tuple(marked), tuple(own))


def _names_original(stated: Stated) -> bool:
    """Tell whether a statement names the original by a label or a key, rather than by a sentence or a link's text."""
    return stated.form.endswith(":") and stated.form not in _LOOSE and stated.form not in _META


def originals(document: Document) -> list[Reference]:
    """List the addresses from which a document says that its text comes, each page once."""
    return [origin.reference for origin in origins(document)]


def origins(document: Document) -> list[Origin]:
    """List the addresses from which a document says that its text comes, each page once, the plainest statements first.

    Sites, lists and feeds are none, unless a label or a mark says so: `Originally published in the Gazette`.
    """
    if not document.citations:
        return []
    stated = stated_originals(document)
    found = [
        *(Origin(each.reference, certain=True) for each in (*stated.named, *stated.marked)),
        *_said_otherwise(document.citations),
        *(Origin(each.reference, certain=False) for each in stated.own),
    ]
    first: dict[str, Origin] = {}
    for origin in sorted(found, key=lambda origin: not origin.certain):
        first.setdefault(urls.without_fragment(origin.url), origin)
    return list(first.values())


def _said_otherwise(citations: Iterable[Citation]) -> Iterator[Origin]:
    """Go through the statements by phrases, texts of links, and labels of sources and lasting addresses."""
    sources: dict[str, dict[str, Reference]] = {}
    for citation in citations:
        reference = citation.reference if citation.about_document else None
        if reference is None or citation.of_part or not urls.is_web(reference.url) or listing(reference.url):
            continue
        stated = Stated(citation.form, reference)
        words = citation.form.rstrip(":").casefold()
        if PHRASES.fullmatch(words) and citation.role in (Role.ORIGINAL, Role.SOURCE):
            yield Origin(reference, certain=True)
        elif citation.role is Role.PERMALINK:
            yield Origin(reference, certain=False)
        elif citation.role is Role.SOURCE:
            label = _PLACE_IN_LIST.sub("", words) if reference.kind is Kind.FIELD else words
            if label not in data.load("labels")["source_of_parts"]["labels"]:
                sources.setdefault(label, {}).setdefault(urls.without_fragment(reference.url), reference)
        elif citation.role is Role.ORIGINAL and citation.form not in _MARKS and not _names_original(stated):
            bare = citation.form in _META or citation.form in _LOOSE or words == _BARE_LINK
            yield Origin(reference, certain=not bare)
    # Several are the sources of parts, whatever they are called.
    yield from (Origin(next(iter(each.values())), certain=False) for each in sources.values() if len(each) == 1)
