"""The rule on who is said to have published a text, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.publishers import may_share, outlet_at, outlet_named
from linkaudit.citations.signs import holds_any
from linkaudit.citations.stated_originals import stated_originals
from linkaudit.models import Severity
from linkaudit.rules.interface import Context, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Location, Reference


@rule(Severity.INFO)
def provenance_host_vs_publisher(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a text that is said to be published by one outlet and stands on the site of another.

    ## What it finds
    A publisher, newspaper or site that is named for a source, or for the document itself, where the address belongs to
    another outlet, both by the list in `data/outlets.toml`. Agencies appear everywhere, and so does what the document
    says is syndicated or republished; captures and wrappers are undone.

    ## Why it matters
    One of the two is wrong, or the text was taken over: then whoever looks for the original looks in the wrong place.

    ## Example
    ```markdown
    ---
    publisher: The Guardian
    original_url: https://www.nytimes.com/2018/07/12/world/ferry-line-cut.html
    ---
    The ferry across the bay will stop in autumn.
    ```

    ## Instead
    ```markdown
    ---
    publisher: The Guardian
    original_url: https://www.theguardian.com/world/2018/jul/12/ferry-line-cut
    ---
    The ferry across the bay will stop in autumn.
    ```
    """
    del context
    told_of: set[tuple[str, str]] = set()
    for publisher, reference, place in _published(document):
        named = outlet_named(publisher)
        host = outlet_at(urls.host(urls.subject(reference.url))) if named else ""
        if not named or not host or named == host or (named, host) in told_of:
            continue
        if may_share(named, host) or holds_any(document.text, tuple(data.load("outlets")["sharing"]["words"])):
            continue
        told_of.add((named, host))
        yield Remark(
            f"said to be published by {named}, but stands on the site of {host}",
            reference.location,
            urls.canonical(reference.url),
            (value("publisher", publisher, place), value("site", reference.url, reference.location)),
        )


def _published(document: Document) -> Iterator[tuple[str, Reference, Location]]:
    """Go through the publishers that are named together with an address."""
    if document.publisher:
        named, marked, own = stated_originals(document)
        for stated in (*named, *marked, *own):
            yield document.publisher, stated.reference, stated.reference.location
    for citation in document.citations:
        if citation.publisher and citation.original:
            yield citation.publisher, citation.original, citation.location
