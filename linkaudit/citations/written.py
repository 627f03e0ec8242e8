"""A URL taken apart as it is written, without parsing it: enough to look it up in lists."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote, unquote_to_bytes

from linkaudit.patterns import Pattern

# A host that is written as it is looked up, with nothing around it.
_ORDINARY = Pattern(r"https?://([a-z0-9-]++(?:\.[a-z0-9-]++)*+)(?=[/?#]|\Z)")
_WEB = ("http://", "https://")
# All of ASCII that may stand in a URL as it is (https://url.spec.whatwg.org/#url-code-points), and `%`.
_PLAIN = "!#$%&'()*+,/:;=?@[]~|"
# A URL within another: encoded up to twice, and with one slash where a server merged them.
_INNER = Pattern(r"(?i)(?:https?|ftp)(?::|%(?:25)?3A)(?:/|%(?:25)?2F){1,2}(?=[^/\s])")
_MERGED_SLASHES = Pattern(r"(?i)\A(https?|ftp):/(?=[^/])")
_WHOLE = Pattern(r"(?i)(?:https?|ftp)://(?:[^/?#@]*@)?[a-z0-9%\[]")
# What is left of a host without its public suffix, as far as a service with one host for each country needs it.
_WITHOUT_SUFFIX = Pattern(r"(.+?)\.(?:com|(?:com?\.)?[a-z]{2})")
_LONGEST_HOST = 253  # RFC 1035 section 2.3.4, as text
_TIMES_ENCODED = 2  # a wrapper within a wrapper that was pasted as it was


class Written(NamedTuple):
    """The parts of a URL, as they are written."""

    host: str
    path: str
    query: str
    fragment: str

    def parameters(self, *names: str) -> list[tuple[str, str]]:
        """Give the named parameters that have a value, in the order of the names."""
        pairs = [part.removeprefix("amp;").partition("=") for part in self.query.split("&")]
        return [(name, value) for wanted in names for name, _, value in pairs if name == wanted and value]


def is_absolute(url: str) -> bool:
    """Tell whether a URL names a host on the web."""
    return url[:8].lower().startswith(_WEB)


@lru_cache(maxsize=16384)
def host(url: str) -> str:
    """Give the host in lower case, without user and port."""
    ordinary = _ORDINARY.match(url)
    if ordinary:
        return ordinary[1]
    authority = url.partition("//")[2].partition("/")[0]
    if "?" in authority or "#" in authority:
        authority = authority.partition("#")[0].partition("?")[0]
    return authority.rpartition("@")[2].partition(":")[0].rstrip(".").lower()


def behind_host(url: str) -> str:
    """Give everything behind the host, from the slash on; a slash if there is nothing."""
    return "/" + url.partition("//")[2].partition("/")[2]


def end_of_path(url: str, start: int = 0) -> int:
    """Find where the path ends, if it does not end before `start`: at the query, the fragment or the end of the URL."""
    places = (url.find("?", start), url.find("#", start))
    return min((place for place in places if place >= 0), default=len(url))


def names(host_name: str) -> list[str]:
    """List under what a list can have a host: itself, `*.` and a domain above it, `x.*` for any country's domain."""
    if len(host_name) > _LONGEST_HOST:
        return []
    labels = host_name.split(".")
    found = [host_name, *(f"*.{'.'.join(labels[place:])}" for place in range(1, len(labels)))]
    without = _WITHOUT_SUFFIX.fullmatch(host_name)
    return [*found, f"{without[1]}.*"] if without else found


def parts(url: str) -> Written:
    """Take a URL apart."""
    rest, _, fragment = url.partition("#")
    rest, _, query = rest.partition("?")
    slash, path = rest.partition("//")[2].partition("/")[1:]
    return Written(host(url), slash + path, query, fragment)


def inner(text: str) -> str:
    """Write out the URL that stands within another, encoded or as it is; empty if it is no whole one.

    What comes out is ASCII without space and control characters, whatever goes in.
    """
    if _INNER.match(text) is None:
        return ""
    for _ in range(_TIMES_ENCODED):
        if "%" in text.partition("/")[0]:
            text = decoded(text)
    whole = _MERGED_SLASHES.sub(r"\1://", quote(_bytes(text), safe=_PLAIN))
    return whole if _WHOLE.match(whole) else ""


def decoded(text: str) -> str:
    """Undo percent-encoding once, but for what may not stand in a URL as it is."""
    return quote(unquote_to_bytes(_bytes(text)), safe=_PLAIN)


def _bytes(text: str) -> bytes:
    """Encode a text that may hold halves of characters."""
    return text.encode(errors="replace")
