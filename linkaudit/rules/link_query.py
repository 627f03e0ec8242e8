"""Rules on what the query of a URL carries along: parameters that only say where a reader came from."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.parameters import Parameter, parameters, stretches
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
        found = _tracking(reference.url)
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


def _tracking(url: str) -> list[Parameter]:
    """Give the tracking parameters of a URL, in order."""
    return [each for each in parameters(url) if each.before and _tracks(each, url)]


def _tracks(parameter: Parameter, url: str) -> bool:
    known = data.load("tracking_parameters")
    key = parameter.key
    if key in _names() or key.startswith(_prefixes()):
        shape = known["shapes"].get(key)
        if shape is None or re.fullmatch(shape, parameter.value):
            return key not in _of_site(urls.host(url), "needed")
    return key in _site_names() and key in _of_site(urls.host(url), "sites")


@data.derived
def _names() -> frozenset[str]:
    return frozenset(data.load("tracking_parameters")["names"])


@data.derived
def _prefixes() -> tuple[str, ...]:
    return tuple(data.load("tracking_parameters")["prefixes"])


@data.derived
def _site_names() -> frozenset[str]:
    """Gather the names that track on some site: hardly any parameter is one of them."""
    return frozenset(name for site in data.load("tracking_parameters")["sites"] for name in site["names"])


@data.derived
def _of_site(host: str, kind: str) -> frozenset[str]:
    """Give the parameters that are listed for a host or for the domains above it."""
    listed: Any = data.load("tracking_parameters")[kind]
    pairs = (
        listed.items()
        if isinstance(listed, dict)
        else ((name, site["names"]) for site in listed for name in site["hosts"])
    )
    return frozenset(
        parameter for name, names in pairs if host == name or host.endswith(f".{name}") for parameter in names
    )
