"""Rules on short addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.models import Severity
from linkaudit.rules.hosts import targets
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
    for reference, url, host in targets(document):
        name = host.removeprefix("www.")
        if name in shorteners and urls.path(url) != "/" and _ended(url, name) is None:
            yield Remark(
                f"{name} hides where the link leads",
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference), value("shortener", name)),
            )


@rule(Severity.ERROR)
def link_shortener_dead(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a short address whose service has ended.

    ## What it finds
    Links through services that were switched off, by the list in `data/shorteners.toml`, which has the day and the
    source of each. Where some of a service's links still work, as at goo.gl, or where nobody said what becomes of them,
    it is a warning. It does not depend on the day of the audit.

    ## Why it matters
    Only the service knew where the link leads. What is left is a capture of the redirect in an archive, if anybody made
    one.

    ## Example
    ```markdown
    Get [the timetable](https://harbour.page.link/tides).
    ```

    ## Instead
    ```markdown
    Get [the timetable](https://harbour.example/tides).
    ```
    """
    del context
    for reference, url, host in targets(document):
        name = host.removeprefix("www.")
        ended = _ended(url, name)
        if ended:
            some = ended.get("still")
            yield Remark(
                f"{name} ended: {ended['how']} ({ended['ended']})",
                reference.location,
                urls.canonical(reference.url),
                (
                    as_written(reference),
                    value("service", ended["name"]),
                    value("ended", f"{ended['ended']}, by {ended['source']}"),
                ),
                severity=Severity.WARNING if some else Severity.ERROR,
            )


def _ended(url: str, name: str) -> dict[str, Any] | None:
    """Give what is known of the end of the service that a short address goes through; None if it has not ended."""
    known = _all_ended()
    found = known.get(name) or known.get(f"*.{name.partition('.')[2]}")
    if found is None or len(urls.path(url) + urls.query(url)) < len("/x"):
        return None
    return None if urls.path(url).startswith(tuple(found.get("kept", ()))) else found


@data.derived
def _all_ended() -> dict[str, dict[str, Any]]:
    """Map the hosts of the services that have ended to what is known of each."""
    return {host: each for each in data.load("shorteners")["ended"] for host in each["hosts"]}
