"""Parameters that only tell a site where a reader came from, as `data/tracking_parameters.toml` lists them."""

from __future__ import annotations

import re
from typing import Any

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.parameters import Parameter, parameters


def tracking(url: str) -> list[Parameter]:
    """Give the tracking parameters of a URL, in order."""
    return [each for each in parameters(url) if each.before and _tracks(each, url)]


def tracks_anywhere(name: str) -> bool:
    """Tell whether a name, in lower case, is that of a tracking parameter on nearly all sites."""
    return name in _names() or name.startswith(_prefixes())


def may_track(name: str) -> bool:
    """Tell whether a name, in lower case, is that of a tracking parameter on any site."""
    return tracks_anywhere(name) or name in _site_names()


def _tracks(parameter: Parameter, url: str) -> bool:
    known = data.load("tracking_parameters")
    key = parameter.key
    if tracks_anywhere(key):
        shape = known["shapes"].get(key)
        if shape is None or re.fullmatch(shape, parameter.value):
            return key not in _of_site(urls.host(url), "needed")
    return key in _site_names() and key in _of_site(urls.host(url), "sites")


@data.derived
def _names() -> frozenset[str]:
    return frozenset(data.load("tracking_parameters")["names"])


@data.derived
def _prefixes() -> tuple[str, ...]:
    return tuple(data.load("tracking_parameters")["prefixes"])


@data.derived
def _site_names() -> frozenset[str]:
    """Gather the names that track on some site: hardly any parameter is one of them."""
    return frozenset(name for site in data.load("tracking_parameters")["sites"] for name in site["names"])


@data.derived
def _of_site(host: str, kind: str) -> frozenset[str]:
    """Give the parameters that are listed for a host or for the domains above it."""
    listed: Any = data.load("tracking_parameters")[kind]
    pairs = (
        listed.items()
        if isinstance(listed, dict)
        else ((name, site["names"]) for site in listed for name in site["hosts"])
    )
    return frozenset(
        parameter for name, names in pairs if host == name or host.endswith(f".{name}") for parameter in names
    )
