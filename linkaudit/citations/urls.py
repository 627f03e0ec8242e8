"""What a URL says: its canonical form, its host and registrable domain, the address inside an archive's URL.

The only module that imports tldextract, and beside `web/target.py` the only one that imports can_ada (WHATWG URL).
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

import can_ada
from msgspec import Struct

from linkaudit import data
from linkaudit.citations import proxies, variants, wrappers, written
from linkaudit.citations.archive_urls import ArchiveUrl, archive_at, archives, taken_apart
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tldextract import TLDExtract

# A host in which the parser finds nothing to do: labels of lower case, no port, no name, no number at its end.
_ORDINARY_HOST = r"https?://((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)++[a-z]{2,63})"
_ORDINARY = Pattern(rf"{_ORDINARY_HOST}(?=[/?#]|\Z)")
_ORDINARY_LINES = Pattern(rf"(?m)^{_ORDINARY_HOST}(?=[/?#]|$)")
_WEB_SCHEMES = ("http:", "https:", "ftp:", "ftps:")
_SCHEME = Pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")
DEEPEST = 10
"""Wrappers within wrappers that are taken off; each level is shorter than the one around it."""
_IPV4 = Pattern(r"\d{1,3}(?:\.\d{1,3}){3}$")


def is_web(url: str) -> bool:
    """Tell whether a URL names something on the web or an FTP server."""
    return url[:6].lower().startswith(_WEB_SCHEMES)


def is_relative(url: str) -> bool:
    """Tell whether a URL has no scheme of its own."""
    return _SCHEME.match(url) is None


class _Parts(Struct, frozen=True):
    """The parts of a URL as browsers read it.

    The parser's own objects are not kept: they must not outlive its module.
    """

    href: str
    host: str
    path: str
    query: str
    userinfo: str


@lru_cache(maxsize=16384)
def _parsed(url: str) -> _Parts | None:
    """Parse a URL as browsers do; None if they refuse it."""
    try:
        parsed = can_ada.parse(url)
    except ValueError:
        return None
    userinfo = ":".join(part for part in (parsed.username, parsed.password) if part)
    host_name = parsed.hostname.rstrip(".")
    return _Parts(parsed.href, host_name, parsed.pathname, parsed.search.removeprefix("?"), userinfo)


def canonical(url: str) -> str:
    """Write a URL as browsers send it (WHATWG URL); unchanged if it is relative or cannot be parsed."""
    parsed = _parsed(url) if is_web(url) else None
    return parsed.href if parsed else url


def without_fragment(url: str) -> str:
    """Give the canonical URL of the page in which a fragment lies: what is asked for, and asked for only once."""
    return canonical(url).partition("#")[0]


@lru_cache(maxsize=16384)
def host(url: str) -> str:
    """Give the host in lower case and ASCII, without port; empty if there is none."""
    ordinary = _ORDINARY.match(url)
    if ordinary and "xn--" not in ordinary[1]:
        return ordinary[1]
    parsed = _parsed(url) if is_web(url) else None
    return parsed.host if parsed else ""


def path(url: str) -> str:
    """Give the path as browsers send it; empty if the URL cannot be parsed."""
    parsed = _parsed(url) if is_web(url) else None
    return parsed.path if parsed else ""


def query(url: str) -> str:
    """Give the query without its question mark."""
    parsed = _parsed(url) if is_web(url) else None
    return parsed.query if parsed else ""


def userinfo(url: str) -> str:
    """Give what stands before `@` in the authority, as it is written."""
    parsed = _parsed(url) if is_web(url) else None
    return parsed.userinfo if parsed else ""


def is_ip_address(name: str) -> bool:
    """Tell whether a canonical host is an address: WHATWG writes every spelling of IPv4 with four decimal numbers."""
    return name.startswith("[") or _IPV4.match(name) is not None


def registrable_domain(url: str) -> str:
    """Give the domain that somebody registered (`bbc.co.uk`), by the bundled Public Suffix List, without network.

    For an address, a single label or an unknown suffix it is the host itself.
    """
    return _registrable(host(url))


@lru_cache(maxsize=16384)
def _registrable(name: str) -> str:
    if not name or is_ip_address(name) or "." not in name:
        return name
    return _extractor()(name).top_domain_under_public_suffix or name


@cache
def _extractor() -> TLDExtract:
    """Load the suffix list: a tenth of a second that most runs do without."""
    from tldextract import TLDExtract  # noqa: PLC0415 - heavy, and rarely needed

    return TLDExtract(suffix_list_urls=(), cache_dir=None)


def same_site(one: str, other: str) -> bool:
    """Tell whether two URLs belong to one registrable domain."""
    first, second = host(one), host(other)
    return first == second or (bool(first) and registrable_domain(one) == registrable_domain(other))


def same_host_site(one: str, other: str) -> bool:
    """Tell whether two hosts belong to one registrable domain."""
    return same_site(f"http://{one}/", f"http://{other}/")


def top_level_domain_exists(name: str) -> bool:
    """Tell whether the last label of a host is a delegated top-level domain."""
    return name.rpartition(".")[2] in data.lines("top_level_domains")


def same_key(one: str, other: str) -> bool:
    """Tell whether two URLs name one page: scheme, `www.`, port, final slash and fragment put aside."""
    return key(one) == key(other)


@lru_cache(maxsize=16384)
def key(url: str) -> str:
    """Fold a URL to what identifies the page, as archives' indexes do."""
    folded = without_fragment(url)
    name = host(url).removeprefix("www.")
    tail = path(url).rstrip("/") + (f"?{query(url)}" if query(url) else "")
    return (name + unquote(tail)).casefold() if name else folded


@data.derived
def archive_url(url: str) -> ArchiveUrl | None:
    """Take the URL of a capture apart; None if it is not one."""
    if "/http" not in url and archive_at(written.host(url)) is None:
        return None
    return taken_apart(url, host(url))


@data.derived
def subject(url: str) -> str:
    """Give the original resource that a URL is about: itself, or what it holds.

    A URL may hold another if it is that of a capture, of a service that stands between a link and its page, of a
    library's proxy or of a cache; and that one again.
    """
    for _ in range(DEEPEST):
        inner = _inside(url)
        if not inner:
            break
        url = inner
    return url


def goes_through(url: str) -> bool:
    """Tell cheaply whether the host of a URL can be one that leads on: an archive, a wrapper, a proxy, a cache."""
    return leads_on(written.host(url))


def ordinary_hosts(addresses: Sequence[str]) -> list[str] | None:
    """List the hosts of URLs of which each is its own subject, and has a host that is written as it is looked up.

    They are all seen at once, which costs a fifth of looking at one after the other; None if one of them is another.
    """
    joined = "\n".join(addresses)
    names = _ORDINARY_LINES.findall(joined)
    if not len(names) == len(addresses) == joined.count("\n") + 1 or "/http" in joined or "xn--" in joined:
        return None
    return None if any(map(leads_on, names)) else names


@data.derived
def leads_on(name: str) -> bool:
    """Tell cheaply whether a host can be one that leads on."""
    if _telling_labels().isdisjoint(name.split(".")) and not proxies.may_be_at(name):
        # Ordinary hosts, which are nearly all.
        return False
    return (
        archive_at(name) is not None or wrappers.stand_at(name) or proxies.may_be_at(name) or variants.caches_at(name)
    )


@data.derived
def _telling_labels() -> frozenset[str]:
    """List for each host that leads on, but for proxies, one label that it has."""
    hosts = (*archives(), *wrappers.hosts(), *variants.cache_hosts())
    return frozenset(max(host.removeprefix("www.").split("."), key=len) for host in hosts)


def _inside(url: str) -> str:
    """Give the URL within a URL; empty if there is none."""
    if "/http" not in url and not goes_through(url):
        return ""
    archived = archive_url(url)
    if archived:
        return archived.original
    wrapped = wrappers.unwrapped(url) or proxies.proxied(url)
    return wrapped.url if wrapped else variants.cached_page(url)
