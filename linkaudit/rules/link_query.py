"""The rule on what the query of a URL carries along: parameters that only say where a reader came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.parameters import stretches
from linkaudit.citations.tracking import tracking
from linkaudit.models import Severity
from linkaudit.rules.interface import Context, Remark, as_written, rule, value, web_references
from linkaudit.rules.removal import removal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document


@rule(Severity.INFO)
def link_tracking_parameters(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL with parameters that only say where a reader came from.

    ## What it finds
    `utm_*`, `fbclid`, `gclid` and the like in the query or the fragment, by the list in
    `data/tracking_parameters.toml`, and what single sites use for it, on those sites. Parameters of that name that
    choose the page are left alone, and so are copies in an archive, which are kept under the whole address.

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

    ## References
    - [Campaign parameters of Google Analytics](https://support.google.com/analytics/answer/10917952)
    """
    del context
    for reference in web_references(document):
        if "?" not in reference.url and "=" not in reference.url:
            continue
        found = tracking(reference.url)
        if found and not urls.archive_url(reference.url):
            names = ", ".join(dict.fromkeys(parameter.name for parameter in found))
            yield Remark(
                f"tracking parameters: {names}",
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference), value("parameters", names)),
                fixes=removal(
                    reference,
                    stretches(reference.url, found),
                    "take out the tracking parameters",
                    safe=all(each.sure for each in found),
                ),
            )
