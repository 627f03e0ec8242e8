"""What a document states as the address of its original, told apart by who states it."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from linkaudit.citations import urls
from linkaudit.citations.same import Same
from linkaudit.models import Role

if TYPE_CHECKING:
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
    stated = stated_originals(document)
    first: dict[str, Reference] = {}
    for each in (*stated.named, *stated.marked, *stated.own):
        first.setdefault(urls.without_fragment(each.url), each.reference)
    return list(first.values())
