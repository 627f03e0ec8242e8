"""Rules on stated originals that cannot be the page that was copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.listings import listing
from linkaudit.citations.stated_originals import Stated, stated_originals
from linkaudit.models import Kind, Role, Severity
from linkaudit.rules.interface import Context, Needs, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Evidence

# What dates an article, and what dates one in the page that a browser saved: a first page may well show some date.
_OF_ARTICLES = {"dateline", "byline", "label", "meta", "json-ld", "microdata", "time", "front matter", "comment header"}
_OF_SAVED_ARTICLES = {"meta", "json-ld"}


@rule(Severity.WARNING)
def provenance_not_a_page(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an original that is no text but a whole site, a search, a list, a log-in or a feed.

    ## What it finds
    An article (a document with a date of its own, or that shows that it is a copy) whose original is stated to be the
    first page of a site, a search, a list by tag or category, a log-in or a feed, by the words in
    `data/listings.toml`. A `Source:` that merely names the site of a copy is only worth knowing.

    ## Why it matters
    What stands at such an address changes from day to day. The text cannot be found there again, in an archive as
    little as live.

    ## Example
    ```markdown
    # Ferry line cut

    July 12, 2018

    Original url: https://gazette.example/
    ```

    ## Instead
    ```markdown
    # Ferry line cut

    July 12, 2018

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    ```
    """
    del context
    if not document.citations:
        return
    article = _is_article(document)
    originals = stated_originals(document)
    stated = originals.named if article else ()
    if document.date and document.date.source in _OF_SAVED_ARTICLES:
        stated += originals.marked
    for one in stated:
        yield from _judged(one, article, Severity.WARNING)
    if document.copied:
        for citation in document.provenance:
            if citation.role is Role.SOURCE and citation.original:
                yield from _judged(Stated(citation.form, citation.original), article, Severity.INFO)


def _is_article(document: Document) -> tuple[Evidence, ...]:
    """Show that a document is an article; empty if nothing does."""
    if document.copied:
        return document.copied[:1]
    if document.date and document.date.source in _OF_ARTICLES:
        return (value(f"date ({document.date.source})", document.date.text, document.date.location),)
    return ()


def _judged(one: Stated, article: tuple[Evidence, ...], severity: Severity) -> Iterator[Remark]:
    what = listing(urls.subject(one.url))
    if what:
        yield Remark(
            f"`{one.form}` names {what}, no text",
            one.reference.location,
            urls.canonical(one.url),
            (value(one.form.rstrip(":"), one.url, one.reference.location), *article),
            severity=severity,
        )


@rule(Severity.WARNING, Needs.COLLECTION)
def provenance_self_reference(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an original that is the collection itself.

    ## What it finds
    A label or key for the original whose address lies in the repository that holds the document, or on the site that
    is made of it: the remote repository `origin`, its pages, the host in a `CNAME` file, the address in the
    configuration of MkDocs, Jekyll or Hugo. A key of metadata in a document that does not show that it is a copy may
    name the former address of a text of one's own; that is only worth knowing. Without a repository nothing is found.

    ## Why it matters
    The copy names itself as its source. Where the text really comes from is not recorded.

    ## Example
    ```markdown
    Original url: https://clippings.example/2018/ferry-line-cut
    ```
    ```repository
    addresses = ["https://clippings.example/"]
    ```

    ## Instead
    ```markdown
    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    ```
    ```repository
    addresses = ["https://clippings.example/"]
    ```
    """
    for one in stated_originals(document).named:
        # The source of a piece of software is where it is kept.
        if "source" in one.form.casefold():
            continue
        url = urls.subject(one.url)
        copied = document.copied or context.clipping(document.path) or one.reference.kind is not Kind.FIELD
        home = next((address for address in context.home(document.path) if _lies_within(url, address)), "")
        if home:
            yield Remark(
                f"`{one.form}` names the collection itself ({home})",
                one.reference.location,
                urls.canonical(one.url),
                (value(one.form.rstrip(":"), one.url, one.reference.location), value("the collection", home)),
                severity=Severity.WARNING if copied else Severity.INFO,
            )


def _lies_within(url: str, address: str) -> bool:
    """Tell whether a URL is an address or lies below it."""
    within, whole = urls.key(url), urls.key(address)
    return within == whole or within.startswith((f"{whole}/", f"{whole}?"))
