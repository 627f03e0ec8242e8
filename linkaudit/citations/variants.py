"""URLs of a page made for a phone, for the printer or for a cache, and of the page itself as far as that is certain.

`data/variants.toml` has the hosts and parameters.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit import data
from linkaudit.citations import written
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# `/c/s/<host>/…` and `/v/s/<host>/…` of a cache, `/amp/s/<host>/…` of Google's viewer.
_CACHED = Pattern(r"/[cv]/(?P<secure>s/)?(?P<inner>[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?#:].*)?)")
_VIEWED = Pattern(r"/amp/(?P<secure>s/)?(?P<inner>[a-z0-9-]+(?:\.[a-z0-9-]+)+/.*)")
# What the path of an article has and that of a product or a repository has not: a title of several words, a number, a
# day or month.
_ARTICLE = Pattern(r"(?i)[a-z0-9][-_][a-z0-9]+[-_][a-z0-9]|\d{5}|/(?:19|20)\d\d/\d{1,2}/")
_AMP_SEGMENT = Pattern(r"/amp/?\Z")
_AMP_SUFFIX = Pattern(r"\.amp(?=(?:\.html?)?\Z)")
_PRINT_SEGMENT = Pattern(r"/print(?:able)?/?\Z")
_PRINT_FIRST = Pattern(r"/print(?:able|view)?/.")


class Variant(Struct, frozen=True):
    """What shows that a URL is that of a variant of a page, and the URL of the page."""

    sign: str
    page: str = ""
    """Empty if it is not certain."""


@data.derived
def cache_hosts() -> list[str]:
    """List the hosts and patterns of hosts of caches of AMP pages, and of viewers."""
    facts = data.load("variants")["amp"]
    return [*facts["caches"], *facts["viewers"]]


def caches_at(host: str) -> bool:
    """Tell whether a host is that of a cache of AMP pages, or of a viewer."""
    return _form_at(host) is not None


def _form_at(host: str) -> Pattern | None:
    """Give the form of the URLs of the cache at a host; None if there is none."""
    facts = data.load("variants")["amp"]
    names = written.names(host)
    if any(name in facts["caches"] for name in names):
        return _CACHED
    return _VIEWED if any(name in facts["viewers"] for name in names) else None


def cached_page(url: str) -> str:
    """Give the URL of the publisher in that of a cache of AMP pages; empty if it is none."""
    form = _form_at(written.host(url)) if "/c/" in url or "/v/" in url or "/amp/" in url else None
    found = form.fullmatch(written.behind_host(url)) if form and written.is_absolute(url) else None
    if found is None:
        return ""
    inner = written.inner(f"http{'s' if found['secure'] else ''}://{found['inner']}")
    return _without(inner, dict.fromkeys(data.load("variants")["amp"]["added"]))


def amp(url: str) -> Variant | None:
    """Tell whether a URL is that of an AMP page."""
    page = cached_page(url)
    if page:
        further = amp(page)
        return Variant(f"cache at {written.host(url)}", further.page if further and further.page else page)
    facts = data.load("variants")["amp"]
    parts = written.parts(url)
    if parts.host in facts["hosts"]:
        return Variant(f"host {parts.host}", _at_host(url, facts["hosts"][parts.host]))
    plain = _without(url, facts["parameters"])
    if plain != url:
        return Variant("parameter", plain)
    return _amp_path(url, parts.host, parts.path)


def _amp_path(url: str, host: str, path: str) -> Variant | None:
    """Tell whether the path of an article, or its host, says that it is an AMP page."""
    for form, left in ((_AMP_SEGMENT, "/"), (_AMP_SUFFIX, "")):
        found = form.search(path)
        if found and _ARTICLE.search(path, 0, found.start()):
            rest = path[: found.start()] + (left if found[0].endswith("/") else "") + path[found.end() :]
            return Variant(f"path with {found[0]}", _with_path(url, rest))
    article = _ARTICLE.search(path) is not None
    if article and path.startswith("/amp/"):
        return Variant("path with /amp/")
    return Variant(f"host {host}") if article and host.startswith("amp.") and host.count(".") > 1 else None


def mobile(url: str) -> Variant | None:
    """Tell whether a URL is that of a page made for a phone."""
    facts = data.load("variants")["mobile"]
    parts = written.parts(url)
    first, _, rest = parts.host.partition(".")
    if parts.host in facts["hosts"]:
        known = facts["hosts"][parts.host]
        return Variant(f"host {parts.host}", _at_host(url, known) if known else "")
    known = facts["hosts"].get(f"*.{rest}")
    if known:
        return Variant(f"host {parts.host}", _at_host(url, known.replace("*", first)))
    plain = first == "m" and "." in rest and len(parts.path) > 1
    return Variant(f"host {parts.host}") if plain and parts.host not in facts["others"] else None


def printed(url: str) -> Variant | None:
    """Tell whether a URL is that of a page made for the printer."""
    plain = _without(url, data.load("variants")["print"]["parameters"])
    if plain != url:
        return Variant("parameter", plain)
    path = written.parts(url).path
    found = _PRINT_SEGMENT.search(path)
    if found and _ARTICLE.search(path, 0, found.start()):
        return Variant(f"path with {found[0]}", _with_path(url, path[: found.start()] + "/" * found[0].endswith("/")))
    return Variant("path with /print/") if _PRINT_FIRST.match(path) and _ARTICLE.search(path) else None


@data.derived
def names_form(parameter: str) -> bool:
    """Tell whether the name of a parameter may ask for a variant of a page."""
    facts = data.load("variants")
    return parameter in facts["amp"]["parameters"] or parameter in facts["print"]["parameters"]


def _without(url: str, parameters: Mapping[str, Iterable[str] | None]) -> str:
    """Take parameters out of a URL that have one of the values given, or any."""
    rest, hash_mark, fragment = url.partition("#")
    head, mark, query = rest.partition("?")
    if not mark:
        return url
    kept = [part for part in query.split("&") if not _is_of(part, parameters)]
    if len(kept) == query.count("&") + 1:
        return url
    return head + ("?" + "&".join(kept) if kept else "") + hash_mark + fragment


def _is_of(part: str, parameters: Mapping[str, Iterable[str] | None]) -> bool:
    name, _, value = part.partition("=")
    if name not in parameters:
        return False
    values = parameters[name]
    return values is None or value.lower() in values


def _at_host(url: str, host: str) -> str:
    """Write a URL with another host, asked by HTTPS."""
    return f"https://{host}{written.behind_host(url)}"


def _with_path(url: str, path: str) -> str:
    """Write a URL with another path."""
    place = url.find("/", url.index("//") + 2)
    return url[:place] + path + url[written.end_of_path(url, place) :]
