"""Rules on where a link leads, judged by its host."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Role, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document

# RFC 6761 and RFC 2606: names that are never delegated. `.onion` (RFC 7686) and I2P have networks of their own.
_SPECIAL = {
    "example",
    "test",
    "invalid",
    "localhost",
    "local",
    "internal",
    "lan",
    "corp",
    "home",
    "intranet",
    "private",
}
_OTHER_NETWORKS = {"onion", "i2p"}
_INTERNAL = {"local", "internal", "lan", "corp", "home", "intranet", "private", "localdomain"}
# Names that a writer makes up to show the pattern of an address.
_MADE_UP = Pattern(
    r"(?i)(?:^|[.-])(?:your|my|some|foo|bar|baz|host(?:name)?|domain|server|site|example|name|company|tld|acme)(?:$|[.-])"
)
_CODE_WORDS = {
    "user",
    "username",
    "usr",
    "login",
    "name",
    "me",
    "you",
    "token",
    "oauth2",
    "x-access-token",
    "git",
    "anonymous",
}


@rule(Severity.ERROR)
def link_unknown_suffix(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a host under a top-level domain that does not exist.

    ## What it finds
    A host whose last label is no delegated top-level domain, by the list in `data/top_level_domains.txt`. Addresses,
    single names and reserved names are left alone; names that are plainly made up to show a pattern, and those under
    `.onion` and `.i2p`, are only worth knowing.

    ## Why it matters
    No such name can ever have been reached: it was mistyped, or two words ran together.

    ## Example
    ```markdown
    See [the tables](https://harbour.ogr/tides).
    ```

    ## Instead
    ```markdown
    See [the tables](https://harbour.org/tides).
    ```
    """
    del context
    for reference in document.references:
        name = urls.host(urls.subject(reference.url))
        last = name.rpartition(".")[2]
        # The Public Suffix List knows `.onion`, too.
        elsewhere = last in _OTHER_NETWORKS
        if "." not in name or urls.is_ip_address(name) or last in _SPECIAL:
            continue
        if urls.top_level_domain_exists(name) and not elsewhere:
            continue
        severity = Severity.INFO if elsewhere or _MADE_UP.search(name) else Severity.ERROR
        known = "is reached through a network of its own" if elsewhere else "is no top-level domain"
        yield Remark(
            f".{last} {known}",
            reference.location,
            urls.canonical(reference.url),
            (as_written(reference), value("host", name), value("list of top-level domains of", "2026-11-21")),
            severity=severity,
        )


@rule(Severity.ERROR)
def link_local(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link that works on one machine or in one network only.

    ## What it finds
    `localhost`, private and link-local addresses, names under `.local`, `.internal`, `.lan`, `.corp`, single names, and
    `file:` URLs. In text with code around it, where such addresses are part of instructions, it is only worth knowing;
    where the link is no source of the document, a warning.

    ## Why it matters
    No reader elsewhere can follow it, and no archive has it. Such a link is never asked for by an audit.

    ## Example
    ```markdown
    Original url: http://192.168.0.12/scans/ferry.html
    ```

    ## Instead
    ```markdown
    Original url: https://gazette.example/ferry.html
    ```
    """
    coded = "`" in document.text or "<code" in document.text or "    $ " in document.text
    for reference in document.references:
        what = _local(reference.url)
        if what:
            source = reference.role in (Role.ORIGINAL, Role.CANONICAL, Role.SOURCE) or context.clipping(document.path)
            severity = Severity.ERROR if source else Severity.INFO if coded else Severity.WARNING
            yield Remark(
                f"{what} can be reached from one machine or network only",
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference),),
                severity=severity,
            )


def _local(url: str) -> str:
    """Say what makes a URL a local one; empty if nothing does."""
    if url.lower().startswith("file:"):
        return "a file: URL"
    name = urls.host(url)
    if not name or name in ("http", "https"):
        # A doubled scheme is the business of another rule.
        return ""
    if urls.is_ip_address(name):
        address = ipaddress.ip_address(name.strip("[]"))
        local = address.is_private or address.is_loopback or address.is_link_local or address.is_unspecified
        return f"the address {name}" if local and not _is_documentation(address) else ""
    if name == "localhost" or name.endswith(".localhost"):
        return "localhost"
    if name.rpartition(".")[2] in _INTERNAL and "." in name:
        return f"the name {name}"
    return f"the single name {name}" if "." not in name else ""


def _is_documentation(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Tell whether an address is reserved for examples (RFC 5737, RFC 3849)."""
    networks = ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32")
    return any(address in ipaddress.ip_network(network) for network in networks)


@rule(Severity.ERROR)
def link_userinfo(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL with a name or password before its host.

    ## What it finds
    `https://name:password@host/` and `https://trusted.example@host/`. The names are shown masked in every report. Words
    that only show the pattern (`user:password@`) are a warning.

    ## Why it matters
    A password in a document is given away for good. And what stands before `@` is not where the link leads, which is
    how such addresses deceive.

    ## Example
    ```markdown
    [Log in](https://ada:s3cret-harbour@records.gazette.example/)
    ```

    ## Instead
    ```markdown
    [Log in](https://records.gazette.example/)
    ```
    """
    del context
    for reference in document.references:
        before = urls.userinfo(reference.url) if "@" in reference.url else ""
        if before and reference.url.lower().startswith("http"):
            pattern = before.partition(":")[0].lower() in _CODE_WORDS
            yield Remark(
                f"what stands before @ is no part of the host: the link leads to {urls.host(reference.url)}",
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference), value("host", urls.host(reference.url))),
                severity=Severity.WARNING if pattern else Severity.ERROR,
            )
