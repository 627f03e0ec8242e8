"""The rule on places within pages of the web."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from linkaudit.citations import urls
from linkaudit.models import Severity
from linkaudit.rules.interface import Context, Needs, Remark, as_written, rule, shortened, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Observation, Reference

# What `Observation.fragments` says of a place that no browser finds.
_MISSING = "missing"
# Text fragments (https://wicg.github.io/scroll-to-text-fragment/): what stands behind is quoted from the page.
_DIRECTIVE = ":~:"


@rule(Severity.INFO, Needs.WEB)
def live_fragment_dead(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link to a place in a page of the web that is not there.

    ## What it finds
    A URL with `#name` or `#:~:text=quotation` whose page was fetched and has neither. Where scripts of the page may
    make the place, where only its beginning was read, and for lines, routes and times, nothing is said.

    ## Why it matters
    The page opens at its top, and the reader looks in vain for what was cited: the section was renamed or moved, or
    the words that are quoted have been changed since.

    ## Example
    ```markdown
    See [the tables of spring tides](https://harbour.example/tides#spring).
    ```
    ```observation
    verdict = "alive"
    reason = "ok"
    status = 200
    fragments = { spring = "missing" }
    ```

    ## Instead
    ```markdown
    See [the tables of spring tides](https://harbour.example/tides#spring).
    ```
    ```observation
    verdict = "alive"
    reason = "ok"
    status = 200
    fragments = { spring = "unknown: the page is made by scripts" }
    ```

    ## References
    - [HTML: scrolling to a fragment](https://html.spec.whatwg.org/multipage/browsing-the-web.html#scrolling-to-a-fragment)
    - [URL Fragment Text Directives](https://wicg.github.io/scroll-to-text-fragment/)
    """
    for (page, fragment), references in _with_fragment(document).items():
        seen = context.observations.get(page)
        if seen and seen.fragments.get(fragment) == _MISSING:
            yield _remark(fragment, references, seen)


def _with_fragment(document: Document) -> dict[tuple[str, str], list[Reference]]:
    """Map the places in pages of the web to which a document points to the references that do."""
    found: dict[tuple[str, str], list[Reference]] = {}
    for reference in document.references:
        if "#" in reference.url and urls.is_web(reference.url):
            page, _, fragment = urls.canonical(reference.url).partition("#")
            found.setdefault((page, fragment), []).append(reference)
    return found


def _remark(fragment: str, references: list[Reference], seen: Observation) -> Remark:
    first, *others = references
    name, _, quoted = fragment.partition(_DIRECTIVE)
    said = [f"nothing called #{unquote(name)}"] if name else []
    said += ["not the text that the link quotes"] if quoted else []
    return Remark(
        f"the page has {shortened(' and '.join(said), 120)}",
        first.location,
        urls.canonical(first.url),
        (
            as_written(first),
            value("looked for", f"#{fragment}"),
            value("page", seen.final_url or seen.url),
            value("looked at", f"{seen.checked_at:%Y-%m-%d %H:%M} UTC"),
        ),
        tuple(each.location for each in others),
    )
