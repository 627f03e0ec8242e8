"""Rules on links to a variant of a page: for a phone, for the printer, in a cache."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls, variants
from linkaudit.models import Kind, Role, Severity
from linkaudit.rules.hosts import is_for_documentation
from linkaudit.rules.interface import Context, Remark, as_written, rule, value, web_references
from linkaudit.rules.link_text import all_urls
from linkaudit.rules.relinking import relinked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkaudit.citations.variants import Variant
    from linkaudit.models import Document, Reference


@rule(Severity.INFO)
def link_amp(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link to the AMP variant of a page.

    ## What it finds
    Pages in AMP caches (`cdn.ampproject.org`, `google.com/amp/s/`), and those that say that they are such a page by
    their host, by `/amp` in the path of an article or by a parameter (`?outputType=amp`).

    ## Why it matters
    Caches forget, and publishers give these pages up one after the other; archives seldom have them. The page itself
    lasts longer.

    ## Example
    ```markdown
    [Ferry line cut](https://gazette.example/2018/07/12/ferry-line-cut/amp/)
    ```

    ## Instead
    ```markdown
    [Ferry line cut](https://gazette.example/2018/07/12/ferry-line-cut/)
    ```
    """
    del context
    yield from _variants(document, ("amp",), variants.amp, "an AMP page")


@rule(Severity.INFO)
def link_mobile(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link to the page for phones where there is one for all.

    ## What it finds
    Hosts that begin with `m.`, and those of the table in `data/variants.toml`, as far as they are more than a start
    page. Where the table has the host of the page for all, that is proposed.

    ## Why it matters
    Readers elsewhere get a page that is not made for them, and copies and captures of the page itself are not found.

    ## Example
    ```markdown
    [Ferry](https://en.m.wikipedia.org/wiki/Ferry)
    ```

    ## Instead
    ```markdown
    [Ferry](https://en.wikipedia.org/wiki/Ferry)
    ```
    """
    del context
    yield from _variants(
        document, ("//m.", ".m.", "//mobile.", "//touch.", "//i."), variants.mobile, "a page for phones"
    )


@rule(Severity.INFO)
def link_print(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link to the printer's variant of a page.

    ## What it finds
    Parameters that ask for a page to be printed (`?print=1`, `?printable=yes`), and articles with `/print/` before or
    behind their path.

    ## Why it matters
    Such a page often lacks pictures, links and date, and goes away with the next design of the site.

    ## Example
    ```markdown
    [Ferry line cut](https://gazette.example/2018/07/12/ferry-line-cut?print=1)
    ```

    ## Instead
    ```markdown
    [Ferry line cut](https://gazette.example/2018/07/12/ferry-line-cut)
    ```
    """
    del context
    yield from _variants(document, ("print",), variants.printed, "a page to print")


def _variants(
    document: Document, signs: tuple[str, ...], judge: Callable[[str], Variant | None], what: str
) -> Iterator[Remark]:
    """Go through the links of a document that lead to a variant of a page, which has one of the signs in its URL."""
    if not any(sign in all_urls(document) for sign in signs):
        return
    for reference in web_references(document):
        variant = judge(reference.url) if any(sign in reference.url for sign in signs) else None
        if variant and _is_link(reference):
            # A variant of a variant is not the page itself.
            page = variant.page if variant.page and judge(variant.page) is None else ""
            yield Remark(
                f"this is {what}" + (f"; the page itself is at {urls.host(page)}" if page else ""),
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference), value("shown by", variant.sign), *([value("page", page)] if page else [])),
                fixes=relinked(document, reference, page, "link to the page itself", safe=False) if page else (),
            )


def _is_link(reference: Reference) -> bool:
    """Tell whether a reference leads to another page on the web, not to a capture or to a part of the page itself."""
    if reference.kind in (Kind.IMAGE, Kind.ATTRIBUTE) or reference.role is Role.CANONICAL:
        return False
    return urls.archive_url(reference.url) is None and not is_for_documentation(urls.host(reference.url))
