"""Hosts of a document's references, and what a host's name says by itself."""

from __future__ import annotations

import ipaddress
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from linkaudit.citations import urls
from linkaudit.citations.same import Same
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import web_references

if TYPE_CHECKING:
    from linkaudit.models import Document, Reference

# RFC 2606 and RFC 6761: names for examples and tests, which are never delegated.
_RESERVED = {"example", "test", "invalid"}
# RFC 2606, section 3, and `example.edu`, which the registry of `.edu` holds likewise.
_FOR_DOCUMENTATION = Pattern(r"(?:^|\.)example\.(?:com|net|org|edu)$")
# RFC 6761, RFC 6762, appendix G, and ICANN's resolution of 2024-07-29 on `.internal`: names inside one network.
_INTERNAL = {"local", "localhost", "localdomain", "internal", "lan", "corp", "home", "intranet", "private"}
# `.onion` (RFC 7686), I2P, and names that are looked up elsewhere than in the DNS (RFC 9476; Ethereum, Namecoin, GNU).
_OTHER_NETWORKS = {"onion", "i2p", "eth", "bit", "gnu", "alt"}
# Schemes that stand in the place of a host where one is doubled, which is the business of another rule.
_SCHEMES = ("http", "https")
# RFC 5737 and RFC 3849: addresses for documentation.
_DOCUMENTATION = ("192.0.2.", "198.51.100.", "203.0.113.", "[2001:db8:")
# Names that a writer makes up to show the pattern of an address.
_MADE_UP = Pattern(
    r"(?i)(?:^|[.-])(?:(?:your|my|our|some|any|no|other|test|fake|not-?a-?real)?[-_]?"
    r"(?:host(?:name)?|domain(?:name)?|server(?:name)?|site(?:name)?|website|address|where|company|tld|url)\d*"
    r"|(?:your|my|our|some|any|the)[-_]?proxy\d*|notareal\w*|your|my|some|foo\w*|bar|baz|qux|quux|example|name|acme|anonymous)(?:$|[.-])"
    # A last label of one letter: no top-level domain has one.
    r"|(?:^|\.)[a-z]$"
)


class Target(NamedTuple):
    """Where a reference leads: the original resource that it is about, and its host in ASCII."""

    reference: Reference
    url: str
    host: str


def targets(document: Document) -> tuple[Target, ...]:
    """Give the targets of all references to the web that have a host, in order."""
    return _targets(Same(web_references(document)))


@lru_cache(maxsize=4)
def _targets(references: Same[Reference]) -> tuple[Target, ...]:
    """Find them once for all rules that ask for them."""
    names = ordinary_hosts(references)
    if names is not None:
        return tuple(map(_target, references.values, names))
    subjects = ((reference, urls.subject(reference.url)) for reference in references.values)
    return tuple(Target(each, url, name) for each, url in subjects if (name := urls.host(url)))


@lru_cache(maxsize=4)
def ordinary_hosts(references: Same[Reference]) -> list[str] | None:
    """List the hosts of references whose URLs are all ordinary; None if one is not."""
    return urls.ordinary_hosts([reference.url for reference in references.values])


def _target(reference: Reference, name: str) -> Target:
    return Target(reference, reference.url, name)


def is_reserved(name: str) -> bool:
    """Tell whether a host lies under a suffix for examples and tests."""
    return name.rpartition(".")[2] in _RESERVED


def is_for_documentation(name: str) -> bool:
    """Tell whether a host is one that is kept for documentation, or lies under it: `example.com`."""
    return _FOR_DOCUMENTATION.search(name) is not None


def is_internal(name: str) -> bool:
    """Tell whether a host lies under a suffix that means something inside one network only, or is one."""
    return name.rpartition(".")[2] in _INTERNAL


def is_of_another_network(name: str) -> bool:
    """Tell whether a host is looked up elsewhere than in the DNS."""
    return name.rpartition(".")[2] in _OTHER_NETWORKS


def is_made_up(name: str) -> bool:
    """Tell whether a host only shows the pattern of one: `your.domain`, `foo.bar`."""
    return _MADE_UP.search(name) is not None


def local(name: str) -> str:
    """Say what makes a host one of a single machine or network; empty if nothing does, or no host is named."""
    if not name:
        return ""
    if not name[-1].isalpha() and urls.is_ip_address(name):
        return "" if is_public_address(name) or name.startswith(_DOCUMENTATION) else f"the address {name}"
    if name == "localhost" or name.endswith(".localhost"):
        return "localhost"
    if "." in name:
        return f"the name {name}" if is_internal(name) else ""
    # A mark of the sentence behind a scheme on its own, `ftp://,`, is no name.
    return "" if name in _SCHEMES or not any(map(str.isalnum, name)) else f"the single name {name}"


def is_public_address(name: str) -> bool:
    """Tell whether a host is an address that is reached from everywhere (IANA's special-purpose address registries)."""
    if name[-1:].isalpha() or not urls.is_ip_address(name):
        return False
    address = ipaddress.ip_address(name.strip("[]"))
    return address.is_global and not address.is_multicast and not name.startswith(_DOCUMENTATION)
