"""Rules on what the query of a URL carries along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.documents.pages.attributes import unescape
from linkaudit.models import Edit, Fix, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Reference

_PARAMETER = Pattern(r"[?&;]([^=&;#]+)(?:=[^&;#]*)?")


@rule(Severity.INFO)
def link_tracking_parameters(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL with parameters that only say where a reader came from.

    ## What it finds
    `utm_*`, `fbclid`, `gclid` and the like, by the list in `data/tracking_parameters.toml`. Parameters of that name
    that choose the page are left alone.

    ## Why it matters
    The same page gets many addresses, so that copies and captures of it are not found; and the link tells the site who
    passed it on.

    ## Example
    ```markdown
    [Ferry](https://gazette.example/ferry?utm_source=share&utm_medium=app&page=2)
    ```

    ## Instead
    ```markdown
    [Ferry](https://gazette.example/ferry?page=2)
    ```
    """
    del context
    for reference in document.references:
        if "?" not in reference.url or not urls.is_web(reference.url) or urls.archive_url(reference.url):
            continue
        names = _tracking(reference.url)
        if names:
            yield Remark(
                f"tracking parameters: {', '.join(names)}",
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference), value("parameters", ", ".join(names))),
                fixes=_without_tracking(reference, names),
            )


def _tracking(url: str) -> list[str]:
    """Name the tracking parameters of a URL, in order, each once."""
    known = data.load("tracking_parameters")
    needed = known["needed"].get(urls.host(url), ())
    names = dict.fromkeys(found[1] for found in _PARAMETER.finditer(url.partition("#")[0], url.index("?")))
    return [name for name in names if name not in needed and _is_tracking(name.lower(), known)]


def _is_tracking(name: str, known: dict[str, list[str]]) -> bool:
    return name in known["names"] or name.startswith(tuple(known["prefixes"]))


def _without_tracking(reference: Reference, names: list[str]) -> tuple[Fix, ...]:
    """Offer to take the parameters out, where the source holds the URL unescaped."""
    head, mark, tail = reference.raw.partition("?")
    if not mark or unescape(tail) != reference.url.partition("?")[2]:
        # Escaped twice, as in a feed, or encoded, as in mail.
        return ()
    query, hash_mark, fragment = tail.partition("#")
    separator = "&amp;" if "&amp;" in query else "&"
    kept = [part for part in query.split(separator) if part.partition("=")[0] not in names]
    new = head + ("?" + separator.join(kept) if kept else "") + hash_mark + fragment
    return (Fix("take out the tracking parameters", safe=True, edits=(Edit(reference.location, new),)),)
