"""The keys under which indexes file addresses: the host reversed, then path and query (`org,example)/path?query`).

Indexes are made by different programs, which fold a little more or less than each other. `key` folds what all of them
do: scheme, default port, `www.`, case, credentials, fragment, the final slash, the order of the query, session ids.
`spellings` adds the forms in which programs that fold less have filed the same address.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import unquote_to_bytes

from linkaudit.citations.urls import canonical, host, path, query
from linkaudit.patterns import Pattern

_WWW = Pattern(r"www\d*\.(?=.)")
_PORT = Pattern(r"[a-z]+://[^/?#]*?(:\d+)(?=[/?#]|\Z)")
_SLASHES = Pattern(r"/{2,}")
# What servers add to tell visitors apart; Heritrix and its heirs take it off (org.archive.url, IAURLCanonicalizer).
_SESSION_IN_QUERY = Pattern(
    r"(?:^|(?<=&))(?:(?:jsessionid|phpsessid|sid)=[0-9a-z]{32}|aspsessionid[a-z]{8}=[a-z]{24}"
    r"|cfid=[^&]+&cftoken=[^&]+)(?:&|$)"
)
_SESSION_IN_PATH = Pattern(r"/\((?:[a-z]\([0-9a-z]{24}\)|[0-9a-z]{24})\)(?=/[^?]+\.aspx)")
_UNSURE = Pattern(r"[^a-z0-9/._~-]")
_MOST_LAYERS = 5
"""Percent-encodings on top of each other that are undone."""
LONGEST = 4000
"""Characters of a key by which it is looked up; the rest is compared row by row."""


@lru_cache(maxsize=16384)
def key(url: str) -> str:
    """Fold an address; empty if it is none of the web."""
    return _joined(url, _sorted(_query(url)))


def spellings(url: str) -> tuple[str, ...]:
    """List the keys under which an index may have filed an address, the usual one first."""
    written = _query(url)
    without = _without_sessions(written)
    queries = (_sorted(written), without, written, "&".join(sorted([*without.split("&"), ""])) if without else "")
    keys = [_joined(url, each) for each in queries]
    keys += [each.replace("?", "/?", 1) if "?" in each else f"{each}/" for each in keys if ")/?" not in each]
    return tuple(dict.fromkeys(each for each in keys if each and not each.endswith(")//")))


def stable(usual: str) -> str:
    """Give the part of a key that every program writes alike, down to the first character on which they may differ."""
    reversed_host, bracket, path = usual.partition(")")
    odd = _UNSURE.search(path)
    return reversed_host + bracket + (path[: odd.start()] if odd else path).rstrip("/")


def unreversed(surt: str) -> str:
    """Write a key as indexes did before hosts were reversed in them: `example.org/path`."""
    reversed_host, bracket, path = surt.partition(")")
    if not bracket:
        return surt
    labels, colon, port = reversed_host.partition(":") if "," in reversed_host else (reversed_host, "", "")
    return ".".join(reversed(labels.split(","))) + colon + port + path


def _joined(url: str, asked: str) -> str:
    """Put the key together."""
    name = host(url)
    if not name:
        return ""
    www = _WWW.match(name)
    name = name[www.end() :] if www else name
    labels = name.strip("[]") if name.startswith("[") else ",".join(reversed(name.split(".")))
    port = _PORT.match(canonical(url))
    place = _SLASHES.sub("/", _folded(path(url)))
    place = _SESSION_IN_PATH.sub("", place).rstrip("/") or "/"
    return f"{labels}{port[1] if port else ''}){place}" + (f"?{asked}" if asked else "")


@lru_cache(maxsize=1024)
def _query(url: str) -> str:
    return _folded(query(url))


def _without_sessions(asked: str) -> str:
    return _SESSION_IN_QUERY.sub("", asked).rstrip("&") if "=" in asked else asked


def _sorted(asked: str) -> str:
    return "&".join(sorted(_without_sessions(asked).split("&")))


def _folded(text: str) -> str:
    """Undo all percent-encoding, fold case, and encode what cannot be written."""
    data = text.encode("utf-8", "surrogatepass")
    for _ in range(_MOST_LAYERS):
        if b"%" not in data or (plain := unquote_to_bytes(data)) == data:
            break
        data = plain
    return "".join(_WRITTEN[byte] for byte in data.lower()) if not data.isalnum() else data.lower().decode("ascii")


_WRITTEN = tuple(
    chr(byte) if ord(" ") < byte < ord("\x7f") and byte not in b"#%" else f"%{byte:02x}" for byte in range(256)
)
