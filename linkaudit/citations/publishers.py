"""Which outlet a name or a host is that of, as `data/outlets.toml` knows them, and which of them share their texts."""

from __future__ import annotations

from linkaudit import data
from linkaudit.patterns import Pattern

_MARKUP = Pattern(r"^.*\||[\[\]{}\"'*_\u2018\u2019\u201c\u201d]|\.$")
_DOMAIN = Pattern(r"(?:[\w-]+\.)+[a-z]{2,}")
_KINDS = ("agencies", "press", "broadcasters")


def outlet_named(name: str, *, by_itself: bool = False) -> str:
    """Give the usual name of an outlet that is named, also by its domain; empty for all that are not known.

    A name that stands `by_itself`, as in the field for a publisher, may be one that is a word as well.
    """
    plain = " ".join(_MARKUP.sub("", name).split()).casefold()
    if _DOMAIN.fullmatch(plain):
        return outlet_at(plain)
    bare = plain.removeprefix("the ")
    return _names("names").get(bare, "") or (_names("common").get(bare, "") if by_itself else "")


def outlet_at(host: str) -> str:
    """Give the outlet to which a host belongs; empty if none is known."""
    labels = host.split(".")
    domains = (".".join(labels[first:]) for first in range(len(labels) - 1))
    return next((known for domain in domains if (known := _domains().get(domain))), "")


def may_share(one: str, other: str) -> bool:
    """Tell whether one outlet's texts stand on the site of the other as a matter of course."""
    if is_agency(one) or is_agency(other) or not _sites(one).isdisjoint(_sites(other)):
        return True
    return any(one in group and other in group for group in data.load("outlets")["sharing"]["groups"])


def is_agency(outlet: str) -> bool:
    """Tell whether an outlet, by its usual name, is an agency, whose texts appear everywhere."""
    return outlet in _agencies()


@data.derived
def _agencies() -> frozenset[str]:
    return frozenset(outlet["name"] for outlet in data.load("outlets")["agencies"])


@data.derived
def _names(key: str) -> dict[str, str]:
    """Map the names of outlets, folded, to the usual one; under `common` are those that are words as well."""
    return {
        name.casefold().removeprefix("the "): outlet["name"]
        for kind in _KINDS
        for outlet in data.load("outlets")[kind]
        for name in outlet.get(key, ())
    }


@data.derived
def _domains() -> dict[str, str]:
    """Map domains to the outlets that publish there; of several at one domain the first that is listed counts."""
    found: dict[str, str] = {}
    for kind in _KINDS:
        for outlet in data.load("outlets")[kind]:
            for domain in outlet["domains"]:
                found.setdefault(domain, outlet["name"])
    return found


@data.derived
def _sites(name: str) -> frozenset[str]:
    """List the domains at which an outlet, by its usual name, publishes."""
    return frozenset(
        domain
        for kind in _KINDS
        for outlet in data.load("outlets")[kind]
        if outlet["name"] == name
        for domain in outlet["domains"]
    )
