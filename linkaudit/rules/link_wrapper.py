"""Rules on links that go through a service which only sends the reader on."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.proxies import proxied
from linkaudit.citations.same import Same
from linkaudit.citations.wrappers import unwrapped
from linkaudit.models import Severity
from linkaudit.rules.interface import Context, Remark, as_written, rule, value
from linkaudit.rules.relinking import relinked

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkaudit.citations.wrappers import Unwrapped
    from linkaudit.models import Document, Reference


@lru_cache(maxsize=4)
def _led_on(references: Same[Reference]) -> tuple[Reference, ...]:
    """Give the few references whose hosts may lead on, for both rules."""
    return tuple(reference for reference in references.values if urls.goes_through(reference.url))


@rule(Severity.WARNING)
def link_wrapper(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link that goes through a service which counts or checks clicks.

    ## What it finds
    Links through redirects of search engines and social networks (`google.com/url?q=`, `l.facebook.com`), through
    gateways that check the links in mail (Safe Links, URL Defense …), click counters and affiliates, by the list in
    `data/wrappers.toml`. Wrappers within wrappers are taken off one by one. What is inside is judged by the other rules
    all the same. Where only the service knows the target, the remark says so.

    ## Why it matters
    The link dies with the service or the contract, though the page is still there. It tells the service who reads what,
    and those of mail gateways carry the address of whoever got the mail.

    ## Example
    ```markdown
    The [tide tables](https://www.google.com/url?q=https%3A%2F%2Fharbour.example%2Ftides&sa=D) for July.
    ```

    ## Instead
    ```markdown
    The [tide tables](https://harbour.example/tides) for July.
    ```
    """
    del context
    for reference in _led_on(Same(document.references)):
        outer = unwrapped(reference.url)
        if outer is None:
            continue
        layers = _layers(outer, unwrapped)
        innermost = layers[-1]
        host = urls.host(innermost.url)
        services = " and ".join(dict.fromkeys(layer.service for layer in layers))
        known = f"to {host}" if host else "to a page that only the service knows"
        fixes = relinked(
            document, reference, innermost.url, f"link to {host}", safe=not any(layer.meant for layer in layers)
        )
        yield Remark(
            f"the link goes through {services} {known}",
            reference.location,
            urls.canonical(reference.url),
            (as_written(reference), value("target", innermost.url or innermost.how), value("found in", outer.how)),
            fixes=fixes if host else (),
        )


def _layers(outer: Unwrapped, taken_apart: Callable[[str], Unwrapped | None]) -> list[Unwrapped]:
    """Take off what is around a URL, from the outside in."""
    layers = [outer]
    while layers[-1].url and len(layers) < urls.DEEPEST:
        inner = taken_apart(layers[-1].url)
        if inner is None:
            break
        layers.append(inner)
    return layers


@rule(Severity.WARNING)
def link_proxy(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link that goes through the proxy of a library.

    ## What it finds
    Addresses of library proxies (EZproxy, WAM, WebVPN, those of `idm.oclc.org`): the page that asks who one is, with
    the target behind it (`login?url=`), and hosts that are rewritten (`www-jstor-org.ezproxy.…`). The names by which
    such proxies are known are in `data/proxies.toml`.

    ## Why it matters
    Only members of that institution can follow the link, and no archive can capture what is behind it.

    ## Example
    ```markdown
    See [the survey](https://www-jstor-org.wikipedialibrary.idm.oclc.org/stable/1815) of 1912.
    ```

    ## Instead
    ```markdown
    See [the survey](https://www.jstor.org/stable/1815) of 1912.
    ```
    """
    del context
    for reference in _led_on(Same(document.references)):
        found = proxied(reference.url)
        if found:
            target = _layers(found, proxied)[-1].url
            yield Remark(
                f"{found.service} lets in members only; the page is at {urls.host(target)}",
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference), value("target", target), value("found in", found.how)),
                fixes=relinked(document, reference, target, f"link to {urls.host(target)}", safe=False),
            )
