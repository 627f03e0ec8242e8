"""The rule on who is said to have published a text, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.signs import holds_any
from linkaudit.citations.stated_originals import stated_originals
from linkaudit.models import Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Location, Reference

_MARKUP = Pattern(r"^.*\||[\[\]{}\"'*_\u2018\u2019\u201c\u201d]|\.$")
_DOMAIN = Pattern(r"(?:[\w-]+\.)+[a-z]{2,}")


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
        named = _outlet(publisher)
        host = _outlet_at(urls.host(urls.subject(reference.url))) if named else ""
        if not named or not host or named == host or (named, host) in told_of:
            continue
        if _may_share(named, host) or holds_any(document.text, tuple(data.load("outlets")["sharing"]["words"])):
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


def _outlet(name: str) -> str:
    """Give the usual name of an outlet that is named, also by its domain; empty for all that are not known."""
    plain = " ".join(_MARKUP.sub("", name).split()).casefold()
    if _DOMAIN.fullmatch(plain):
        return _outlet_at(plain)
    return _names().get(plain.removeprefix("the "), "")


def _outlet_at(host: str) -> str:
    """Give the outlet to which a host belongs; empty if none is known."""
    labels = host.split(".")
    domains = (".".join(labels[first:]) for first in range(len(labels) - 1))
    return next((known for domain in domains if (known := _domains().get(domain))), "")


def _may_share(one: str, other: str) -> bool:
    """Tell whether one outlet's texts stand on the site of the other as a matter of course."""
    outlets = data.load("outlets")
    agencies = _agencies()
    return (
        one in agencies
        or other in agencies
        or any(one in group and other in group for group in outlets["sharing"]["groups"])
    )


@data.derived
def _agencies() -> frozenset[str]:
    return frozenset(outlet["name"] for outlet in data.load("outlets")["agencies"])


@data.derived
def _names() -> dict[str, str]:
    """Map the names of outlets, folded, to the usual one."""
    return {
        name.casefold().removeprefix("the "): outlet["name"]
        for kind in ("agencies", "press", "broadcasters")
        for outlet in data.load("outlets")[kind]
        for name in outlet["names"]
    }


@data.derived
def _domains() -> dict[str, str]:
    """Map domains to the outlets that publish there."""
    return {
        domain: outlet["name"]
        for kind in ("agencies", "press", "broadcasters")
        for outlet in data.load("outlets")[kind]
        for domain in outlet["domains"]
    }
