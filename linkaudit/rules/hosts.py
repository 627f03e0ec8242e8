"""Hosts of a document's references, and what a host's name says by itself."""

from __future__ import annotations

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
# RFC 6761, RFC 6762, appendix G, and ICANN's resolution of 2024-07-29 on `.internal`: names inside one network.
_INTERNAL = {"local", "localhost", "localdomain", "internal", "lan", "corp", "home", "intranet", "private"}
# `.onion` (RFC 7686), I2P, and names that are looked up elsewhere than in the DNS (RFC 9476; Ethereum, Namecoin, GNU).
_OTHER_NETWORKS = {"onion", "i2p", "eth", "bit", "gnu", "alt"}
# Names that a writer makes up to show the pattern of an address.
_MADE_UP = Pattern(
    r"(?i)(?:^|[.-])(?:(?:your|my|our|some|any|no|other|test|fake|not-?a-?real)?[-_]?"
    r"(?:host(?:name)?|domain(?:name)?|server(?:name)?|site(?:name)?|website|address|where|company|tld|url)\d*"
    r"|notareal\w*|your|my|some|foo\w*|bar|baz|qux|quux|example|name|acme|anonymous)(?:$|[.-])"
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
    subjects = ((reference, urls.subject(reference.url)) for reference in references.values)
    return tuple(Target(each, url, name) for each, url in subjects if (name := urls.host(url)))


def is_reserved(name: str) -> bool:
    """Tell whether a host lies under a suffix for examples and tests."""
    return name.rpartition(".")[2] in _RESERVED


def is_internal(name: str) -> bool:
    """Tell whether a host lies under a suffix that means something inside one network only, or is one."""
    return name.rpartition(".")[2] in _INTERNAL


def is_of_another_network(name: str) -> bool:
    """Tell whether a host is looked up elsewhere than in the DNS."""
    return name.rpartition(".")[2] in _OTHER_NETWORKS


def is_made_up(name: str) -> bool:
    """Tell whether a host only shows the pattern of one: `your.domain`, `foo.bar`."""
    return _MADE_UP.search(name) is not None
