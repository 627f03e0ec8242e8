"""Rules on short addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.models import Severity
from linkaudit.rules.interface import Context, Remark, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document


@rule(Severity.WARNING)
def link_shortener(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a short address that hides where it leads.

    ## What it finds
    Links through services such as bit.ly or t.co, by the list in `data/shorteners.toml`. Short forms of a site's own
    pages, which say whose page it is, are left alone.

    ## Why it matters
    The service knows where the link leads, the document does not: when the service ends, the citation is lost although
    the page is still there.

    ## Example
    ```markdown
    More [about the ferry](https://bit.ly/2fErry).
    ```

    ## Instead
    ```markdown
    More [about the ferry](https://gazette.example/ferry).
    ```
    """
    del context
    shorteners = data.load("shorteners")["hosts"]
    for reference in document.references:
        name = urls.host(urls.subject(reference.url)).removeprefix("www.")
        if name in shorteners and urls.path(urls.subject(reference.url)) != "/":
            yield Remark(
                f"{name} hides where the link leads",
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference), value("shortener", name)),
            )
