"""Rules on what a host and what stands before it say by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from linkaudit.citations import urls
from linkaudit.citations.ended import service_that_ended
from linkaudit.models import Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.hosts import is_internal, is_made_up, is_of_another_network, is_reserved, targets
from linkaudit.rules.interface import Context, Remark, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document

# Names and passwords that only show where one's own would stand.
_STAND_IN = Pattern(
    r"(?i)(?:.*[<>{}\[\]$%*\u2022].*|(?:your|my|some|the)?[-_ ]?(?:user(?:[-_ ]?(?:name|id))?|usr|login|name|me|you|"
    r"account|pass(?:w(?:or)?d)?|pwd|pw|secret|(?:access[-_]?)?token|(?:api[-_]?)?key|pat|oauth2?|x-access-token|x-oauth-basic|"
    r"x-token-auth|gitlab-ci-token|git|anonymous|guest|foo|bar|xxx+|\.\.\.|\u2026)?)"
)
# What services hand out as a password for programs is longer.
_SHORTEST_TOKEN = 16
# Where one's own name stands before the host when a repository is cloned.
_CLONED = Pattern(r"(?i)/[^/]+\.git/?$|^/scm/|^/[^/]+/_git/")
_CLONED_FROM = ("bitbucket.org", "github.com", "gitlab.com", "dev.azure.com")
# What is told apart from a name: a host with a last label that a top-level domain may have.
_HOST = Pattern(r"(?i)(?:[a-z0-9-]+\.)+[a-z][a-z0-9-]+(?::\d+)?")


@rule(Severity.ERROR)
def link_unknown_suffix(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a host under a top-level domain that does not exist.

    ## What it finds
    A host whose last label is no delegated top-level domain, by the list in `data/top_level_domains.txt`. Addresses,
    single names and reserved names are left alone; names that are plainly made up to show a pattern, and those of other
    networks (`.onion`, `.i2p`, `.eth`), are only worth knowing.

    ## Why it matters
    No such name can be reached: it was mistyped, or two words ran together.

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
    for reference, url, name in targets(document):
        # The Public Suffix List knows `.onion`, too.
        elsewhere = is_of_another_network(name)
        if urls.top_level_domain_exists(name) and not elsewhere:
            continue
        if "." not in name or urls.is_ip_address(name) or is_reserved(name) or is_internal(name):
            continue
        if service_that_ended(name, url):
            # It existed once.
            continue
        severity = Severity.INFO if elsewhere or is_made_up(name) else Severity.ERROR
        known = "is reached through a network of its own" if elsewhere else "is no top-level domain"
        yield Remark(
            f".{name.rpartition('.')[2]} {known}",
            reference.location,
            urls.canonical(reference.url),
            (as_written(reference), value("host", name), value("list of top-level domains of", "2026-11-21")),
            severity=severity,
        )


@rule(Severity.ERROR)
def link_userinfo(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL with a name or password before its host.

    ## What it finds
    `https://name:password@host/` and `https://trusted.example@host/`. The names are shown masked in every report. Words
    that only show the pattern (`user:password@`, `${TOKEN}@`) and the names in addresses to clone from are a warning,
    and only worth knowing where the host is made up, too.

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
    for reference, url, name in targets(document):
        before = urls.userinfo(url) if "@" in url else ""
        if before and url[:4].lower() == "http":
            yield Remark(
                f"what stands before @ is no part of the host: the link leads to {name}",
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference), value("host", name), value("before it stands", _told(before))),
                severity=_severity(before, url, name),
            )


def _severity(before: str, url: str, name: str) -> Severity:
    """Tell how grave it is what stands before a host."""
    if not _is_harmless(before, url, name):
        return Severity.ERROR
    return Severity.INFO if is_made_up(name.removesuffix(".example")) else Severity.WARNING


def _told(before: str) -> str:
    """Say what stands before `@` without giving it away."""
    user, _, password = before.partition(":")
    if _HOST.fullmatch(unquote(user)):
        return "what looks like another host"
    return "a name and a password" if password and user else "a name or a token"


def _is_harmless(before: str, url: str, name: str) -> bool:
    """Tell whether a name and a password only show the pattern, or a lone name says who clones a repository."""
    user, _, password = unquote(before).partition(":")
    if _HOST.fullmatch(user):
        return False
    if _STAND_IN.fullmatch(user) and len(password) < _SHORTEST_TOKEN:
        return True
    if password:
        return _STAND_IN.fullmatch(password) is not None
    return name in _CLONED_FROM or _CLONED.search(urls.path(url)) is not None
