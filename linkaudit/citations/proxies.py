"""URLs that lead through the proxy of a library, taken apart. `data/proxies.toml` says how such proxies are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import written
from linkaudit.citations.wrappers import Unwrapped
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.citations.written import Written

# What Innovative's proxy puts before a host, by the number of the port that it stands for: 0 is the usual one.
_WAM = "0-"
_LEAST_LABELS = 2  # of the institution's own domain
# Domains that universities register.
_ACADEMIC = Pattern(r"(?:.+\.)?(?:edu|(?:edu|ac)\.[a-z]{2}|uni-[a-z-]+\.[a-z]{2}|univ-[a-z0-9-]+\.[a-z]{2})")
_LABEL = Pattern(r"[a-z0-9](?:[a-z0-9-]*[a-z0-9])?")
_NUMBER = "0123456789"
_LONGEST_HOST = 253  # RFC 1035 section 2.3.4, as text
# Suffixes of sites behind a proxy that keeps the dots, where the name of the proxy follows directly.
_SUFFIXES = ("com", "org", "net", "gov", "int", "edu")


@data.derived
def proxied(url: str) -> Unwrapped | None:
    """Take apart a URL that leads through a proxy; None if it does not, or does not say where."""
    host = written.host(url)
    if not may_be_at(host) or not written.is_absolute(url) or len(host) > _LONGEST_HOST:
        return None
    if host.startswith(_WAM):
        inner = _behind_wam(host.removeprefix(_WAM))
        return Unwrapped(host, _rehosted(url, inner, secure=False), "host") if inner else None
    labels = host.split(".")
    place = _place(labels)
    if place is None:
        return None
    parts = written.parts(url)
    proxy = ".".join(labels[place:])
    if parts.path.rstrip("/") in data.load("proxies")["logins"]:
        target, how = _behind_login(url, parts)
        if target:
            return Unwrapped(proxy, target, how)
    # Only what is asked by HTTPS is written with hyphens, so that one certificate is good for all.
    hyphens = place == 1
    inner = _with_dots(labels[0]) if hyphens else _checked(labels[:place])
    return Unwrapped(proxy, _rehosted(url, inner, secure=hyphens), "host") if inner else None


def may_be_at(host: str) -> bool:
    """Tell cheaply whether a host can be that of a proxy."""
    return host.startswith(_WAM) or _SIGN.search(host) is not None


def _signs() -> str:
    facts = data.load("proxies")
    words = sorted({*facts["names"], *facts["perhaps"], *facts["hosted"]}, key=len)
    shortest = (word for number, word in enumerate(words) if not any(each in word for each in words[:number]))
    return "|".join(map(re.escape, shortest))


_SIGN = data.pattern(_signs)


def _place(labels: list[str]) -> int | None:
    """Find the label with which the name of the proxy begins; None if there is no proxy."""
    facts = data.load("proxies")
    for hosted in facts["hosted"]:
        place = len(labels) - len(hosted.split(".")) - 1
        if place >= 0 and ".".join(labels[place + 1 :]) == hosted:
            return place
    for place, label in enumerate(labels[:-1]):
        if any(name in label for name in facts["names"]):
            return place
        if label.rstrip(_NUMBER) in facts["perhaps"] and _is_of_library(labels[:place], labels[place + 1 :]):
            return place
    return None


def _is_of_library(before: list[str], around: list[str]) -> bool:
    """Tell whether what may be a proxy is one, by what stands before it or by who has it."""
    libraries = data.load("proxies")["libraries"]
    if _ACADEMIC.fullmatch(".".join(around)) or any(label in libraries for label in around[:-1]):
        return True
    return bool(before) and (before[0].startswith("www-") if len(before) == 1 else before[0] == "www")


def _behind_login(url: str, parts: Written) -> tuple[str, str]:
    """Find the target behind the page that asks who one is, and where it stands."""
    facts = data.load("proxies")
    for name, value in parts.parameters(*facts["encoded"]):
        return written.inner(written.decoded(value)), f"parameter {name}"
    for name in facts["open"]:
        for sign in (f"?{name}=", f"&{name}="):
            rest = url.partition(sign)[2]
            if rest:
                # Nobody encodes what stands there, so that it goes on to the end.
                encoded = "%" in rest.partition("/")[0]
                return written.inner(rest.partition("&")[0] if encoded else rest), f"parameter {name}"
    return "", ""


def _with_dots(label: str) -> str:
    """Undo what a proxy does to a host: dots become hyphens, hyphens are doubled. Empty if it cannot be one."""
    plain = [part.replace("\0", "-") for part in label.replace("--", "\0").split("-")]
    # `-s` says that the site behind the proxy is asked by HTTPS.
    return _checked(plain) or (_checked(plain[:-1]) if plain[-1] == "s" else "")


def _behind_wam(host: str) -> str:
    """Find the host before that of Innovative's proxy; empty if there is none."""
    labels = host.split(".")
    place = 1 if "-" in labels[0] else next((n for n, each in enumerate(labels) if n and each in _SUFFIXES), 0) + 1
    before, around = labels[:place], labels[place:]
    if len(around) < _LEAST_LABELS or not _is_of_library(before, around):
        return ""
    return _with_dots(before[0]) if place == 1 else _checked(before)


def _checked(labels: list[str]) -> str:
    """Join the labels of a host that can be on the web; empty if it cannot."""
    whole = len(labels) > 1 and labels[-1] in data.lines("top_level_domains")
    return ".".join(labels) if whole and all(_LABEL.fullmatch(label) for label in labels) else ""


def _rehosted(url: str, host: str, *, secure: bool) -> str:
    """Put another host in the place of the proxy's."""
    parts = written.parts(url)
    scheme = "https:" if secure else url.partition("//")[0]
    query = f"?{parts.query}" if parts.query else ""
    fragment = f"#{parts.fragment}" if parts.fragment else ""
    return written.inner(f"{scheme}//{host}{parts.path}{query}{fragment}")
