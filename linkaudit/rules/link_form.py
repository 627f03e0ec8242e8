"""Rules on how a link is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.stand_ins import LONGEST, STAND_INS, is_script, is_stand_in, leads_to_top
from linkaudit.models import Kind, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.hosts import is_for_documentation
from linkaudit.rules.interface import (
    Context,
    Remark,
    as_written,
    is_page,
    replacement,
    rewriting,
    rule,
    shortened,
    value,
)
from linkaudit.rules.link_text import TEMPLATE, all_urls
from linkaudit.rules.page_furniture import once, told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Reference

_LINKS = {Kind.LINK, Kind.IMAGE, Kind.DEFINITION}
_TARGETS = _LINKS | {Kind.AUTOLINK, Kind.BARE}
_WORDS_OF_SYNTAX = ("text", "link", "link text", "title", "alt", "alt text", "name", "label")
_NESTED = Pattern(r"^\[[^\]]*\]\(")
_QUOTATION_MARKS = "\"'\u201c\u201d\u201e"
_QUOTED = Pattern(rf"(?i)[{_QUOTATION_MARKS}](?:https?|ftp)://\S*$")
# The same as a browser writes it that took the address in quotation marks for the name of a page.
_QUOTED_WITHIN = Pattern(r"(?i)^[^?#]*/(?:%22|%27|%E2%80%9[CD]|[\"\u201c\u201d])(?=https?://)")
# A second address that begins in the middle of a word of the first: `https://a.example/onehttps://b.example/`.
_GLUED = Pattern(r"(?i)^https?://[^?#]*?[^\W_](?=https?://[^/])")
# Names have no empty parts, and no commas between these; dots alone stand for a name that was left out.
_NO_HOST = Pattern(
    r"(?i)^https?://(?:[^/?#@]*@)?(?!\.+(?:[/?#]|$))(?:\.[a-z]|[\w.-]*(?:\.\.(?!\.)[a-z]|,[a-z]))(?![^/?#]*\.\.\.)"
)
# Behind so many characters a second scheme is one.
_SCHEME_LENGTH = 9
_QUOTE_AT_END = Pattern(r"(?i)(?:%22|%27|%E2%80%9[CD]|[\"\u201c\u201d])$")
# A port or a host that is a word in brackets shows the pattern of an address.
_PATTERN = Pattern(
    r"(?i)^[a-z]+://(?:[^/?#@]*@)?[\w.-]+:[<{\[]?(?:[a-z]+[-_]?)?port[>}\]]?(?:[/?#]|$)"
    r"|^[a-z]+://(?:[^/?#@]*@)?[\w.-]*(?:\[[a-z][\w -]*\]|<[a-z][\w .-]*>)"
)


@rule(Severity.ERROR)
def link_empty(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link or picture without a target.

    ## What it finds
    `[text]()`, `![]( )`, `[label]: <>`, a definition `[label]:` with nothing behind it, and empty `href` or `src`
    attributes. In HTML it is only worth knowing, since scripts fill in such targets. Menus and other links in markup
    that stand alone are told once for a document, and buttons that work, links without words, and those that bear the
    name of the page itself are left alone.

    ## Why it matters
    The text promises a source and gives none. The target was forgotten or got lost when the text was converted.

    ## Example
    ```markdown
    Write to [the editors]().
    ```

    ## Instead
    ```markdown
    Write to [the editors](https://gazette.example/contact).
    ```
    """
    del context
    yield from told(document, _without_target(document))


def _without_target(document: Document) -> Iterator[tuple[Reference, Remark]]:
    """Go through the links and pictures without a target."""
    for reference in document.references:
        if not reference.url.strip() and reference.kind in _LINKS:
            what = "picture" if reference.kind is Kind.IMAGE else "link"
            remark = Remark(
                f'the {what} "{shortened(reference.text)}" has no target'
                if reference.text
                else f"the {what} has no target",
                reference.location,
                evidence=(
                    value("text", reference.text, reference.location),
                    value("target", "(empty)", reference.location),
                ),
                severity=Severity.INFO if is_page(document) else Severity.ERROR,
            )
            yield reference, remark


@rule(Severity.ERROR)
def link_placeholder(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link whose target is only a stand-in.

    ## What it finds
    Targets such as `#`, `javascript:void(0)`, `TODO`, `xxx`, `http://` in links that are not meant for the top of the
    page. Addresses at `example.com` and its like, which are reserved for documentation, are only worth knowing and told
    once for a document. So are scripts and `#` in markup, where they drive menus and buttons, unless the link stands in
    a sentence; with a handler of their own, without words, or with the name of the page itself they are left alone, and
    so are comments of Markdown (`[todo]: # (Say more)`).

    ## Why it matters
    Where text was copied out of a page or converted, lost targets often remain as `#`. The words still look like a
    link, and the reader takes a source for given that is no longer there.

    ## Example
    ```markdown
    By [Harbour Press](#)
    ```

    ## Instead
    ```markdown
    By [Harbour Press](https://press.example/ferry-line-cut). [Back to top](#)
    ```
    """
    del context
    found = list(_stand_ins(document))
    yield from told(document, [each for each in found if not urls.host(each[0].url)])
    reserved = [remark for reference, remark in found if urls.host(reference.url)]
    yield from once(reserved)


def _stand_ins(document: Document) -> Iterator[tuple[Reference, Remark]]:
    """Go through the links whose target is a stand-in."""
    reserved = "example." in all_urls(document).lower()
    for reference in document.references:
        # Whole addresses elsewhere are no stand-ins, and there are many.
        whole = not reserved and len(reference.url) > LONGEST and reference.url.startswith("http")
        found = None if whole or reference.kind not in _TARGETS else _placeholder(document, reference)
        if found:
            severity, reason = found
            text = f' of "{shortened(reference.text)}"' if reference.text and reference.kind is not Kind.BARE else ""
            remark = Remark(
                f"the target{text} {reason}",
                reference.location,
                reference.url if urls.is_web(reference.url) else "",
                (value("text", reference.text, reference.location), as_written(reference)),
                severity=severity,
            )
            yield reference, remark


def _placeholder(document: Document, reference: Reference) -> tuple[Severity, str] | None:
    """Tell how grave a stand-in is, and what it is; None if the target is none."""
    url = reference.url.strip()
    mild = Severity.INFO if is_page(document) else None
    if url == "#":
        if leads_to_top(document, reference) or not (reference.text or mild):
            return None
        return mild or Severity.ERROR, "is only `#`"
    if is_script(url):
        return mild or Severity.ERROR, "is a script"
    if is_stand_in(url):
        # A link whose words are the beginning of an address speaks of the scheme; a program made the link.
        syntax = reference.text.strip() == url or reference.text.lower() in _WORDS_OF_SYNTAX
        return Severity.INFO if syntax else mild or Severity.ERROR, f"is the stand-in `{url}`"
    if urls.is_web(url) and is_for_documentation(urls.host(url)):
        return Severity.INFO, "is at a host reserved for documentation (RFC 2606)"
    return None


@rule(Severity.ERROR)
def link_malformed(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL that cannot be right as it is written.

    ## What it finds
    A link nested in the target of a link, quotation marks around an address within its brackets or behind another
    address, two addresses without anything between them, hosts with a comma or an empty part, and addresses that the
    URL standard refuses: forbidden characters in the host, an impossible port, an unclosed IPv6 address. What a
    template fills in is left alone, and so is a port that is a word or a host in brackets (`http://host:port/`,
    `http://[host]/`, `http://<host>/`), as it only shows the pattern of an address.

    ## Why it matters
    No program can open it, whatever stands behind it.

    ## Example
    ```markdown
    See [the guide]([https://harbour.example/guide](https://harbour.example/guide#start)).
    ```

    ## Instead
    ```markdown
    See [the guide](https://harbour.example/guide#start).
    ```

    ## References
    - [WHATWG URL](https://url.spec.whatwg.org/)
    """
    del context
    for reference in document.references:
        first = reference.raw[:1]
        if first == "[" and _NESTED.match(reference.raw) and reference.raw != reference.url:
            yield Remark(
                "a link is nested in the target of the link",
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference), value("probably meant", reference.url)),
                fixes=replacement(reference, reference.raw, reference.url, "keep the inner target"),
            )
        elif first in _QUOTATION_MARKS and _QUOTED.match(reference.raw):
            bare = reference.raw.strip(_QUOTATION_MARKS)
            yield Remark(
                "quotation marks stand within the address",
                reference.location,
                urls.canonical(bare),
                (as_written(reference), value("probably meant", bare)),
                fixes=rewriting(reference, bare, "take the quotation marks out"),
            )
        elif reference.url.find("://", _SCHEME_LENGTH) > 0 and (within := _QUOTED_WITHIN.match(reference.url)):
            inner = reference.url[within.end() :]
            bare = _QUOTE_AT_END.sub("", inner)
            yield Remark(
                "another address stands in quotation marks within the address",
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference), value("probably meant", bare)),
                fixes=replacement(reference, reference.url, bare, "keep the quoted address") if bare != inner else (),
            )
        elif reference.url.find("://", _SCHEME_LENGTH) > 0 and (glued := _GLUED.match(reference.url)):
            if urls.subject(reference.url) == reference.url and not TEMPLATE.search(reference.url):
                yield Remark(
                    "two addresses stand in one",
                    reference.location,
                    urls.canonical(reference.url),
                    (as_written(reference), value("second address", reference.url[glued.end() :])),
                )
        elif _has_no_host(reference):
            yield Remark(
                "no host can be called so", reference.location, urls.canonical(reference.url), (as_written(reference),)
            )
        elif (
            not urls.host(reference.url)
            and urls.is_web(reference.url)
            and not STAND_INS.fullmatch(reference.url.strip())
            and not TEMPLATE.search(reference.url)
            and not _PATTERN.match(reference.url)
        ):
            yield Remark(
                "no program can read this as a URL", reference.location, reference.url, (as_written(reference),)
            )


def _has_no_host(reference: Reference) -> bool:
    """Tell whether a target, which was meant to be one, has a name for its host that none can have."""
    if reference.kind is Kind.BARE or not urls.is_web(reference.url):
        return False
    return _NO_HOST.match(reference.url) is not None and not TEMPLATE.search(reference.url)
