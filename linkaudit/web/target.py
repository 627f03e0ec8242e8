"""What a URL asks of whom: parsed as browsers do, without the parts that are never sent.

The WHATWG URL Standard decides what a URL is, since it is what a reader's browser would do with it: `0x7f.1` is
127.0.0.1, a tab inside is dropped, a backslash is a slash. (https://url.spec.whatwg.org/)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import can_ada
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Collection

DEFAULT_PORTS = {"http": 80, "https": 443}

# Longer URLs are refused by the HTTP library too (httpx 0.28.1); browsers stop at 2 MiB, servers at 8 to 64 KiB.
LONGEST = 65_536


# Files that are no pages and may be large: for these HEAD costs less and says as much. Pages must be read in any case,
# or no soft 404 would be found, so that HEAD before GET would only double the requests.
FILES = frozenset(
    {
        *("7z", "bz2", "gz", "rar", "tar", "tbz", "tgz", "xz", "zip", "zst"),
        *("apk", "bin", "deb", "dmg", "exe", "iso", "jar", "msi", "pkg", "rpm", "whl"),
        *("bmp", "gif", "ico", "jpeg", "jpg", "png", "svgz", "tif", "tiff", "webp"),
        *("avi", "flac", "flv", "m4a", "m4v", "mkv", "mov", "mp3", "mp4", "mpeg", "mpg", "ogg", "ogv", "opus"),
        *("swf", "wav", "webm", "wma", "wmv"),
        *("djvu", "doc", "docx", "eps", "epub", "mobi", "odp", "ods", "odt", "pdf", "pps", "ppsx", "ppt", "pptx", "ps"),
        *("rtf", "ttf", "woff", "woff2", "xls", "xlsx"),
    }
)


class Target(Struct, frozen=True):
    """A parsed URL."""

    url: str
    """What is asked for: canonical, without fragment, user name and password."""
    scheme: str
    host: str
    """Lower case, in ASCII, IPv6 addresses in brackets; empty for schemes without one."""
    port: int
    """The port that is connected to; 0 for schemes without one."""
    path: str
    query: str
    """With its question mark, or empty."""
    fragment: str
    """With its number sign, or empty."""
    credentials: bool
    """Whether it named a user or a password. They are never sent."""


def is_under(host: str, names: Collection[str]) -> bool:
    """Tell whether a host is one of those that are named, or lies under one."""
    # One look at the end of the host settles nearly all of them.
    return host.endswith(tuple(names)) and any(host == name or host.endswith(f".{name}") for name in names)


def parse(url: str, base: str | None = None) -> Target | None:
    """Parse a URL, relative to `base` if one is given; None if a browser would not open it."""
    try:
        parsed = can_ada.parse(url) if base is None else can_ada.parse(base) + url
        credentials = parsed.has_credentials()
        if credentials:
            parsed.username = ""
            parsed.password = ""
        fragment = parsed.hash
        if fragment or parsed.has_hash():
            parsed.hash = ""
        href = parsed.href
    except (ValueError, TypeError):  # TypeError: a lone surrogate, which has no UTF-8 form
        return None
    if len(href) > LONGEST:
        return None
    scheme = parsed.protocol[:-1]
    port = parsed.port
    return Target(
        url=href.removesuffix("#"),
        scheme=scheme,
        host=parsed.hostname,
        port=int(port) if port else DEFAULT_PORTS.get(scheme, 0),
        path=parsed.pathname,
        query=parsed.search,
        fragment=fragment,
        credentials=credentials,
    )


def is_file(target: Target) -> bool:
    """Tell by the suffix whether a URL names a file that is no page."""
    name = target.path.rpartition("/")[2]
    return "." in name and name.rpartition(".")[2].lower() in FILES
