"""The rule that compares a link's target with its text."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.identifiers import same_thing
from linkaudit.models import Kind, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document

# A text that is itself an address: with a scheme, with `www.`, or a host with a path.
_SHOWN_URL = Pattern(
    r"(?i)(?:(?P<scheme>https?://)(?P<rest>\S+)|(?P<www>www\.[\w-]+\.\S+)|(?P<path>[\w-]+(?:\.[\w-]+)+/\S*))"
)
# The host that a path without a scheme begins with; `config.d/site` and `Node.js/Express` have none.
_HOST_OF_PATH = Pattern(r"(?:[\w-]+\.)+([\w-]+)/")
# A text that is only a host, under a domain that no file name ends with.
_SHOWN_HOST = Pattern(
    r"(?i)[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|org|net|edu|gov|mil|int|info|co\.uk|org\.uk|ac\.uk|de|fr|es|it|ru|jp|cn|br|nl)"
)
# Products that are called like a host.
_PRODUCTS = {"asp.net", "vb.net", "ado.net", "ml.net", "paint.net"}
_ELLIPSIS = Pattern(r"(?:\.{3}|\u2026)$")
_LEFT_OUT = Pattern(r"\.{3,}|\u2026|%E2%80%A6")
_SCHEME = Pattern(r"(?i)^https?://(?:www\.)?")
# Hyphens that keep a line from breaking, and marks that allow it to: typography, no part of an address.
_TYPOGRAPHY = {0x2010: "-", 0x2011: "-", 0xAD: None, 0x200B: None, 0x2060: None, 0xFEFF: None}
# Where the code of a package lives whose import path is an address of its own: `golang.org/x/tools`.
_FORGES = ("github.com", "gitlab.com", "bitbucket.org", "codeberg.org", "go.googlesource.com")
_AROUND = " \t<>()[]\"'`.,;:*_\u201c\u201d"
# Sites with more than one registrable domain: what is shown under one leads to the other by design.
_SAME_SITES = (
    {"youtube.com", "youtu.be"}, {"twitter.com", "x.com"}, {"facebook.com", "fb.com", "fb.me", "fb.watch"},
    {"reddit.com", "redd.it"}, {"wikipedia.org", "wikimedia.org", "wikipedia.com"}, {"google.com", "goo.gl", "g.co"},
    {"instagram.com", "instagr.am"}, {"telegram.org", "t.me", "telegram.me"}, {"github.com", "github.io"},
    {"doi.org", "handle.net"}, {"gitlab.com", "gitlab.io"}, {"bbc.com", "bbc.co.uk"}, {"discord.com", "discord.gg"},
    {"linkedin.com", "lnkd.in"}, {"flickr.com", "flic.kr"}, {"amazon.com", "amzn.to"},
)  # fmt: skip


@rule(Severity.ERROR)
def link_text_mismatch(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link that shows one address and leads to another.

    ## What it finds
    A link whose text is itself an address with another registrable domain than the target, or, as a warning, with
    another path on the same site, or the name of a site where the page speaks of it or has its code. Differences in
    scheme, `www.`, final slash, encoding and query, shortened displays, and links through an archive, a wrapper or a
    library's proxy to the address shown are left alone.

    ## Why it matters
    On paper and in a screen reader the text is all there is. A reader who copies it arrives elsewhere; and showing one
    address while leading to another is how readers are deceived.

    ## Example
    ```markdown
    [https://gazette.example/ferry](https://tabloid.test/ferry)
    ```

    ## Instead
    ```markdown
    [https://gazette.example/ferry](https://gazette.example/ferry)
    ```
    """
    del context
    shorteners = data.load("shorteners")["hosts"]
    for reference in document.references:
        if reference.kind not in (Kind.LINK, Kind.DEFINITION, Kind.ANNOTATION) or not urls.is_web(reference.url):
            continue
        if reference.uses and document.text.startswith("!", reference.uses[0].start):
            # What describes a picture is no text that leads to it.
            continue
        target = urls.subject(reference.url)
        shown = _shown(reference.text.translate(_TYPOGRAPHY))
        if not shown or urls.host(target) in shorteners or _is_name(reference.text, target):
            continue
        if _is_shortened(shown, target) or _is_shortened(shown, reference.url):
            continue
        severity = _difference(urls.subject(shown), target)
        if severity and target != reference.url:
            # The text may show the archive or the wrapper itself.
            severity = min(severity, _difference(shown, reference.url), key=_gravity)
        if severity:
            where = "another site" if severity is Severity.ERROR else "another page"
            yield Remark(
                f"the text shows {_ELLIPSIS.sub('', shown)}, the target is {where}",
                reference.location,
                urls.canonical(reference.url),
                (value("text", reference.text, reference.location), value("target", reference.url, reference.location)),
                severity=Severity.WARNING if _is_spoken_of(reference.text, target) else severity,
            )


def _shown(text: str) -> str:
    """Give the address that a text shows; empty if it shows none."""
    if "." not in text:
        return ""
    ellipsis = _ELLIPSIS.search(text.strip())
    bare = _ELLIPSIS.sub("", text.strip()).strip(_AROUND)
    found = _SHOWN_URL.fullmatch(bare)
    if found and (found["path"] is None or _has_host(bare)):
        return (bare if "://" in bare[:8] else f"http://{bare}") + ("\u2026" if ellipsis else "")
    # With capitals it is a company or a site by its name: `Booking.com`.
    named = bare != bare.lower() or bare in _PRODUCTS
    return f"http://{bare}" if _SHOWN_HOST.fullmatch(bare) and not named else ""


def _has_host(text: str) -> bool:
    """Tell whether a path without a scheme begins with the name of a host rather than of a folder."""
    found = _HOST_OF_PATH.match(text)
    return found is not None and urls.top_level_domain_exists(found[0].rstrip("/").lower())


def _is_name(text: str, target: str) -> bool:
    """Tell whether a text that resembles an address is the name of what the link leads to: a file, a package."""
    name = text.strip(_AROUND).lower()
    if "://" in name[:8] or name.startswith("www."):
        return False
    if unquote(urls.path(target)).lower().rstrip("/").endswith(name if "/" not in name else f"/{name}"):
        return True
    return "/" in name and urls.host(target) in _FORGES


def _is_spoken_of(text: str, target: str) -> bool:
    """Tell whether a text is the name of a site, and the target a page about it, or where its code lives."""
    name = text.strip(_AROUND).lower()
    if not _SHOWN_HOST.fullmatch(name):
        return False
    return urls.host(target) in _FORGES or _squeezed(name) in _squeezed(urls.path(target))


def _squeezed(text: str) -> str:
    """Leave nothing but letters and digits, as in the names of pages: `gazette.com`, `gazette-com`."""
    return "".join(filter(str.isalnum, text.lower()))


def _is_shortened(shown: str, target: str) -> bool:
    """Tell whether an address is shown with something left out: `https://h.example/2026/…/title`."""
    parts = _LEFT_OUT.split(_SCHEME.sub("", shown.lower()))
    if len(parts) == 1:
        return False
    whole = unquote(_SCHEME.sub("", target.lower())).rstrip("/")
    return whole.startswith(unquote(parts[0])) and whole.endswith(unquote(parts[-1]).rstrip("/"))


def _difference(shown: str, target: str) -> Severity | None:
    """Tell how far the address shown and the target differ; None if they do not."""
    cut = _ELLIPSIS.sub("", shown)
    if not urls.host(cut):
        return None
    one, other = urls.key(cut), urls.key(target)
    if other.startswith(one) or one.startswith(other) or same_thing(cut, target):
        return None
    if not urls.same_site(cut, target):
        sites = {urls.registrable_domain(cut), urls.registrable_domain(target)}
        return None if any(sites <= known for known in _SAME_SITES) else Severity.ERROR
    if _without_query(one) == _without_query(other) or urls.path(cut) in ("", "/"):
        return None
    return Severity.WARNING


def _gravity(severity: Severity | None) -> int:
    """Order differences, the gravest last."""
    return -severity.rank if severity else -len(Severity)


def _without_query(key: str) -> str:
    return key.partition("?")[0]
