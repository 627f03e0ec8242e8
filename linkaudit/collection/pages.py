"""Which page an address leads to, however it is spelled, and in what two spellings of one page differ."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import unquote

from linkaudit import data
from linkaudit.citations import urls, variants
from linkaudit.citations.parameters import stretches
from linkaudit.citations.same_page import plain, without_default_page
from linkaudit.citations.tracking import may_track, tracking
from linkaudit.patterns import Pattern

# Nearly all addresses: a host that is written as it is looked up, and a path with nothing to be undone.
_ORDINARY = Pattern(
    r"https?://((?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)++[a-z]{2,63})(/(?:[\w~@+,!-]+(?:\.[\w~@+,!-]+)*/?)*+)"
    r"(?:\?([\w.~-]+=[\w.~-]*(?:&[\w.~-]+=[\w.~-]*)*+))?\Z"
)
# What the address of a form of a page has in it: one for phones, for the printer, for a cache; of a default page; an
# address within.
_TELLING = Pattern(r"[/.]amp|print|//(?:m|mobile|touch|i)\.|\.m\.|/http|xn--|/(?i:index|default)\.|google\.")
# Hosts of forms of pages that stand beside the host of the pages: `m.gazette.example`.
_FORM_HOST = Pattern(r"(?:m|mobile|touch|amp)\.(?=[^.]+\.)")
# A whole site of such forms below one folder: `/amp/2018/07/12/ferry`.
_AMP_FOLDER = Pattern(r"\A/amp(?=/[^/]+[/-])")
_PORT = Pattern(r"(?i)https?://(?:[^/?#@]*@)?[^/?#:@]+:(\d+)(?=[/?#]|\Z)")
_USUAL_PORTS = {"80", "443"}
_ROUTE = ("#!", "#/")


def page(url: str) -> str:
    """Name the page that an address leads to, in the same way for all its spellings.

    `m.gazette.example` is taken for `gazette.example`, which says little of an address, and enough of two that are
    otherwise the same. Put aside are the scheme, `www.`, a last slash, a default page, the fragment, what tracks
    readers, the order of parameters, and forms for phones and printers; captures and wrappers are undone.
    """
    return _ordinary(url) or _page(url)


def page_and_spelling(url: str) -> tuple[str, str] | None:
    """Name the page of an address, and give the address as it is spelled; None if it is not itself that of a page.

    Captures and the addresses of services that lead to a page are not.
    """
    rest = url.partition("#")[0] if "#" in url and not _route(url) else url
    name = _ordinary(rest)
    if name:
        return name, rest
    return (page(url), spelling(url)) if is_itself(url) else None


def _ordinary(url: str) -> str:
    """Name the page of an address in which nothing needs to be undone, as in nearly all; empty if something may."""
    found = _ORDINARY.match(url)
    if found is None or _TELLING.search(url) or urls.leads_on(found[1]):
        return ""
    host = found[1].removeprefix("www.")
    if host in _short_hosts():
        return ""
    name = _usual_host(host) + found[2].rstrip("/")
    if not found[3]:
        return name
    parameters = found[3].split("&")
    return "" if any(map(_may_be_left_out, parameters)) else f"{name}?{'&'.join(sorted(parameters))}"


def _may_be_left_out(parameter: str) -> bool:
    """Tell cheaply whether a parameter may be one that does not choose the page."""
    name = parameter.partition("=")[0]
    return variants.names_form(name) or may_track(name.lower())


@lru_cache(maxsize=16384)
def _page(url: str) -> str:
    inner = _untracked(_lengthened(plain(urls.subject(url))))
    name = urls.host(inner)
    if not name:
        return urls.without_fragment(inner)
    parameters = "&".join(sorted(part for part in urls.query(inner).split("&") if part))
    path = _AMP_FOLDER.sub("", without_default_page(unquote(urls.path(inner))))
    return f"{_main_host(inner, name)}{_port(inner)}{path}{'?' if parameters else ''}{parameters}{_route(inner)}"


def spelling(url: str) -> str:
    """Give an address as it is spelled, without the place in the page: `https://gazette.example/ferry`."""
    rest, mark, fragment = url.partition("#")
    if mark and url[len(rest) :].startswith(_ROUTE):
        rest += mark + fragment
    return rest if _ORDINARY.match(rest) else urls.canonical(rest)


def is_itself(url: str) -> bool:
    """Tell whether an address is that of a page, rather than of a capture or of a service that leads to it."""
    if "/http" not in url and not urls.goes_through(url):
        return True
    return urls.archive_url(url) is None and (urls.subject(url) == url or variants.cached_page(url) != "")


def oddities(url: str) -> tuple[str, ...]:
    """List what makes a spelling one that nobody should cite: a form of the page, parameters that track readers."""
    found: list[str] = []
    for form, what in (
        (variants.amp, "the AMP form"),
        (variants.mobile, "the form for phones"),
        (variants.printed, "the form to print"),
    ):
        if form(url):
            found.append(what)
    if ("?" in url or "=" in url) and tracking(url):
        found.append("tracking parameters")
    path, host = urls.path(url), urls.host(url).removeprefix("www.")
    if without_default_page(path) != path.rstrip("/"):
        found.append("the default page")
    if host in _short_hosts() or _usual_host(host) != host:
        found.append("the name of the host")
    return tuple(found)


def differences(one: str, other: str) -> tuple[str, ...]:
    """Say in what two spellings of a page differ."""
    mine, theirs = oddities(one), oddities(other)
    found = [*dict.fromkeys((*mine, *theirs))] if mine != theirs else []
    hosts = urls.host(one), urls.host(other)
    scheme = one.partition(":")[0] != other.partition(":")[0]
    if scheme:
        found.append("the scheme")
    if hosts[0] != hosts[1] and hosts[0].removeprefix("www.") == hosts[1].removeprefix("www."):
        found.append("www")
    paths = urls.path(one), urls.path(other)
    if paths[0] != paths[1]:
        if paths[0].rstrip("/") == paths[1].rstrip("/"):
            found.append("the last slash")
        elif unquote(paths[0]).rstrip("/") == unquote(paths[1]).rstrip("/"):
            found.append("how characters are escaped")
    queries = urls.query(one), urls.query(other)
    if queries[0] != queries[1] and sorted(queries[0].split("&")) == sorted(queries[1].split("&")):
        found.append("the order of parameters")
    return tuple(found) or ("the spelling",)


def _main_host(url: str, name: str) -> str:
    """Give the host without `www.`, and without what makes it that of pages for phones or of AMP pages."""
    found = _FORM_HOST.match(name)
    if found and (variants.mobile(url) or variants.amp(url)):
        name = name[found.end() :]
    return _usual_host(name.removeprefix("www."))


@data.derived
def _usual_host(name: str) -> str:
    """Give the host under which the pages of a host stand, too; mostly itself."""
    usual: str = data.load("page_aliases")["hosts"].get(name, name)
    return usual


@data.derived
def _short_hosts() -> dict[str, str]:
    """Map short hosts to the beginnings of the addresses for which they stand."""
    return dict(data.load("page_aliases")["short"])


def _lengthened(url: str) -> str:
    """Write the address of a page for that at a short host: `youtu.be/4711`."""
    begin = _short_hosts().get(urls.host(url).removeprefix("www."))
    number = urls.path(url).strip("/")
    if not begin or not number or "/" in number:
        return url
    return f"https://{begin}{number}{'&' * bool(urls.query(url))}{urls.query(url)}"


def _port(url: str) -> str:
    """Give the port of an address with its colon, if it is not the usual one: another service is there."""
    found = _PORT.match(url) if ":" in url[len("https:") :] else None
    return f":{found[1]}" if found and found[1] not in _USUAL_PORTS else ""


def _untracked(url: str) -> str:
    """Take the parameters out of an address that only say where a reader came from."""
    if "?" not in url and "=" not in url:
        return url
    found = tracking(url)
    for start, end in sorted(stretches(url, found), reverse=True) if found else ():
        url = url[:start] + url[end:]
    return url


def _route(url: str) -> str:
    """Give the fragment of an address that chooses the page: `#!/ferry`."""
    place = url.find("#")
    return url[place:] if place >= 0 and url.startswith(_ROUTE, place) else ""
