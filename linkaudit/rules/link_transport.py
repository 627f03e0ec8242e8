"""Rules on how a link's host is reached: by which scheme, at which port."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Edit, Fix, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.hosts import is_made_up, local, targets
from linkaudit.rules.interface import Context, Remark, as_written, rule, value, web_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Reference

# Addresses that name vocabularies rather than pages: they are compared letter by letter and stay what they are.
_NAMES = Pattern(
    r"(?i)^http://(?:www\.w3\.org/(?:\d{4}/|ns/|xml/)|(?:www\.)?(?:schema\.org|xmlns\.com|purl\.org|purl\.oclc\.org|"
    r"json-schema\.org|ogp\.me|rdfs\.org|ns\.adobe\.com|schemas\.[\w.-]+)/)"
)
_PORT = Pattern(
    r"(?i)^\s*(?P<scheme>https?|ftps?)://(?:[^/?#\\]*@)?(?:\[[^\]/]*\]|[^/?#\\:@\[\]]*):(?P<port>\d+)(?=[/?#\\]|$)"
)
# RFC 9110, sections 4.2.1 and 4.2.2, and RFC 959, section 8.
_USUAL_PORTS = {"http": 80, "https": 443, "ftp": 21, "ftps": 990}
_SCHEMES = {port: scheme for scheme, port in _USUAL_PORTS.items()}
# Behind the longest scheme, `https:`, a colon stands before a port, or not in the authority at all.
_BEHIND_SCHEME = 6


@rule(Severity.INFO)
def link_http_only(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an http link to a site that the same document links to with https.

    ## What it finds
    Links that begin with `http:` and whose host also stands in an https link of the document; each host is told once.
    Addresses that name vocabularies (`http://www.w3.org/2000/svg`), local and made-up ones, and those with a port are
    left alone.

    ## Why it matters
    The site speaks https, as the document itself shows. Over http anybody on the way can read and change the page, and
    browsers warn of it or refuse it.

    ## Example
    ```markdown
    See [the tables](http://harbour.example/tides) and [the map](https://harbour.example/map).
    ```

    ## Instead
    ```markdown
    See [the tables](https://harbour.example/tides) and [the map](https://harbour.example/map).
    ```
    """
    del context
    plain = [each for each in web_references(document) if each.url[:5].lower() == "http:"]
    secure = _first_secure(document) if plain else {}
    found: dict[str, list[Reference]] = {}
    for each in plain:
        name = urls.host(each.url)
        if name in secure and not (_NAMES.match(each.url) or _PORT.match(each.url) or _is_nobodys(name)):
            found.setdefault(name, []).append(each)
    for name, (first, *others) in found.items():
        often = f" and in {len(others)} more place{'s' * (len(others) > 1)}" if others else ""
        yield Remark(
            f"{name} is linked with http here{often}, and with https elsewhere in the document",
            first.location,
            urls.canonical(first.url),
            (as_written(first), value("with https", secure[name].url, secure[name].location)),
            related=tuple(each.location for each in others),
            fixes=_with_https([first, *others]),
        )


def _first_secure(document: Document) -> dict[str, Reference]:
    """Map the hosts that are linked with https to the first such link."""
    found: dict[str, Reference] = {}
    for each in web_references(document):
        if each.url[:6].lower() == "https:" and (name := urls.host(each.url)):
            found.setdefault(name, each)
    return found


def _with_https(references: list[Reference]) -> tuple[Fix, ...]:
    """Offer to write https, which no format escapes."""
    edits = tuple(Edit(each.location, f"https{each.raw[4:]}") for each in references if each.raw[:5].lower() == "http:")
    return (Fix("use https", safe=False, edits=edits),) if len(edits) == len(references) else ()


def _is_nobodys(name: str) -> bool:
    """Tell whether a host is a local one, or made up to show a pattern."""
    return bool(local(name)) or is_made_up(name.removesuffix(".example"))


@rule(Severity.INFO)
def link_port(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link that names a port.

    ## What it finds
    A port other than the one that the scheme uses (`http://harbour.example:8080/`), and the usual one where it is
    spelled out (`:80`, `:443`), which can be left out. Local addresses and numbers, which other rules judge, and names
    that are made up to show a pattern are left alone.

    ## Why it matters
    An odd port is mostly that of a test or of an inner service, and many networks let nobody through to it. A usual
    port that is spelled out gives the same page a second address, under which copies and captures are not found.

    ## Example
    ```markdown
    See [the tables](https://harbour.example:443/tides) and [the map](http://harbour.example:8080/map).
    ```

    ## Instead
    ```markdown
    See [the tables](https://harbour.example/tides) and [the map](http://harbour.example/map).
    ```
    """
    del context
    for reference, url, name in targets(document):
        found = _PORT.match(url) if ":" in url[_BEHIND_SCHEME:] else None
        if found is None or urls.is_ip_address(name) or _is_nobodys(name):
            continue
        scheme, port = found["scheme"].lower(), int(found["port"])
        usual = port == _USUAL_PORTS[scheme]
        if usual and url != reference.url:
            # Archives write the port as they were given it.
            continue
        yield Remark(
            _what_of(scheme, port),
            reference.location,
            urls.canonical(reference.url),
            (as_written(reference), value("port", port), value(f"usual port of {scheme}", _USUAL_PORTS[scheme])),
            fixes=_without_port(reference) if usual else (),
        )


def _what_of(scheme: str, port: int) -> str:
    """Say what is odd about a port."""
    owner = _SCHEMES.get(port, "")
    if owner == scheme:
        return f"port {port} is the usual one of {scheme} and can be left out"
    return f"port {port} is that of {owner}, not of {scheme}" if owner else f"port {port} is an odd one for {scheme}"


def _without_port(reference: Reference) -> tuple[Fix, ...]:
    """Offer to leave the port out, where it stands in the source as it is."""
    found = _PORT.match(reference.raw)
    if found is None:
        return ()
    start, end = found.span("port")
    new = reference.raw[: start - 1] + reference.raw[end:]
    return (Fix("leave the usual port out", safe=True, edits=(Edit(reference.location, new),)),)
