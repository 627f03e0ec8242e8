"""A behaviour: a site, the addresses of it that are cited, and the truth about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from linkaudit.models import Verdict

if TYPE_CHECKING:
    from testweb.answers import Act

Site = Mapping[str, "Act"]
"""What a virtual host answers, by path with query; `*` for all other paths, else these are honestly not found."""

GONE_BY_REDIRECT = ("redirect-to-root", "redirect-to-error", "soft-404", "replaced", "parked")
"""Reasons between which a person would not care to choose either."""


@dataclass(frozen=True)
class Behaviour:
    """A site and the truth about it. `NAME.test` is its host."""

    name: str
    verdict: Verdict
    reasons: tuple[str, ...]
    site: Site
    cites: tuple[str, ...] = ()
    """Paths of the site, or whole URLs, that documents cite; the first path of the site unless given."""
    also: tuple[Verdict, ...] = ()
    """Other verdicts that a careful person could defend; never one that calls something living dead."""
    innocent: bool = False
    """Whether it lives or is closed to us only, while a careless checker calls it dead."""
    more: Mapping[str, Site] = field(default_factory=dict)
    """Further hosts that belong to it."""
    addresses: tuple[str, ...] = ()
    """What its host resolves to, one answer of the resolver after the other, each `ADDRESS[,ADDRESS…]`."""
    was: Act | None = None
    """What the cited page was on an earlier visit."""
    fragments: Mapping[str, str] = field(default_factory=dict)
    """Fragments that are cited, and whether they are `there`, `missing` or `unknown`."""

    @property
    def host(self) -> str:
        return f"{self.name}.test"

    @property
    def urls(self) -> tuple[str, ...]:
        """The cited URLs, on the default ports."""
        cites = self.cites or (next(iter(self.site)),)
        return tuple(cite if "://" in cite else f"http://{self.host}{cite}" for cite in cites)

    def allows(self, verdict: Verdict, reason: str) -> bool:
        """Tell whether a verdict and its reason are right."""
        return verdict in self.also or (verdict is self.verdict and reason in self.reasons)


def alive(name: str, site: Site, *reasons: str, innocent: bool = True, **rest: Any) -> Behaviour:
    """Describe a site whose page is there; most of these look otherwise at first sight."""
    given = reasons or ("ok", "temporary-redirect")
    return Behaviour(name, Verdict.ALIVE, given, site, innocent=innocent, **rest)


def moved(name: str, site: Site, *reasons: str, innocent: bool = True, **rest: Any) -> Behaviour:
    """Describe a site whose page is at another true place now."""
    given = reasons or ("permanent-redirect", "new-domain")
    return Behaviour(name, Verdict.MOVED, given, site, innocent=innocent, **rest)


def dead(name: str, site: Site, *reasons: str, **rest: Any) -> Behaviour:
    """Describe a site that gives no one the page."""
    return Behaviour(name, Verdict.DEAD, reasons, site, **rest)


def soft(name: str, site: Site, *reasons: str, **rest: Any) -> Behaviour:
    """Describe a site that gives something else in place of the page."""
    return Behaviour(name, Verdict.SOFT_DEAD, reasons or GONE_BY_REDIRECT, site, **rest)


def blocked(name: str, site: Site, *reasons: str, **rest: Any) -> Behaviour:
    """Describe a page that exists for people and not for us."""
    return Behaviour(name, Verdict.BLOCKED, reasons, site, innocent=True, **rest)


def unsafe(name: str, site: Site, *reasons: str, **rest: Any) -> Behaviour:
    """Describe what must not be asked, or not be read on."""
    return Behaviour(name, Verdict.UNSAFE, reasons, site, **rest)


def unknown(name: str, site: Site, *reasons: str, **rest: Any) -> Behaviour:
    """Describe what nothing can be said about."""
    return Behaviour(name, Verdict.UNKNOWN, reasons or ("not-checked",), site, **rest)
