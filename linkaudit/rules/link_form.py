"""Rules on how a link is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Edit, Fix, Kind, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, as_written, is_page, replacement, rule, shortened, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Reference

_LINKS = {Kind.LINK, Kind.IMAGE, Kind.DEFINITION}
# Words that stand where somebody meant to put an address.
_STAND_INS = Pattern(
    r"(?i)(?:todo|tbd|tba|fixme|xxx+|n/?a|none|null|undefined|url|link|path|href|target|"
    r"insert[- _]?(?:link|url)[- _]?here|(?:your|some|the)[-_ ]?(?:link|url)(?:[-_ ]?here)?|"
    r"https?:/{0,2}#?|about:blank|\.\.\.|\u2026|\?+)"
)
_LONGEST_STAND_IN = 20
_SCRIPT = Pattern(r"(?i)\s*javascript:")
# `#` alone leads to the top of the page, and some links mean just that.
_TO_TOP = Pattern(
    r"(?i)\W*(?:(?:go |back |return |jump )*(?:to )?(?:the )?top|up|nach oben|haut de (?:la )?page|arriba|inizio|"
    r"наверх|回到?顶部|返回顶部|回頂端|トップへ(?:戻る)?|"
    r"table of contents|contents|toc|\u2191|\u2b06\ufe0f?|\u25b2|\^)\W*"
)
# RFC 2606: second-level names reserved for documentation.
_RESERVED_HOSTS = Pattern(r"(?:^|\.)example\.(?:com|net|org|edu)$")
_INVISIBLE = Pattern(
    r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\x00-\x08\x0b\x0c\x0e-\x1f\x7f]"
)
_WHITE = Pattern(r"[ \t\r\n\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_NESTED = Pattern(r"^\[[^\]]*\]\(")
_QUOTATION_MARKS = "\"'\u201c\u201d\u201e"
_QUOTED = Pattern(rf"(?i)[{_QUOTATION_MARKS}](?:https?|ftp)://\S*$")
# The same as a browser writes it that took the address in quotation marks for the name of a page.
_QUOTED_WITHIN = Pattern(r"(?i)^[^?#]*/(?:%22|%27|%E2%80%9[CD]|[\"\u201c\u201d])https?://")
# What templates and scripts fill in before anybody reads the page (Jinja, Django, ERB, PHP, shell and JavaScript).
_TEMPLATE = Pattern(r"\{\{|\{%|<%|<\?|\[%|\$\{|['\"]\s*\+\s|\s\+\s*['\"]")
# A port that is a word shows the pattern of an address.
_NAMED_PORT = Pattern(r"(?i)^[a-z]+://(?:[^/?#@]*@)?[\w.-]+:[<{\[]?(?:[a-z]+[-_]?)?port[>}\]]?(?:[/?#]|$)")
# What the URL parser takes off the ends itself (WHATWG URL).
_TRIMMED = "".join(map(chr, range(0x21)))


@rule(Severity.ERROR)
def link_empty(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link or picture without a target.

    ## What it finds
    `[text]()`, `![]( )`, `[label]: <>` and empty `href` or `src` attributes. In HTML it is only worth knowing, since
    scripts fill in such targets.

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
    for reference in document.references:
        if reference.kind in _LINKS and not reference.url.strip():
            what = "picture" if reference.kind is Kind.IMAGE else "link"
            yield Remark(
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


@rule(Severity.ERROR)
def link_placeholder(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link whose target is only a stand-in.

    ## What it finds
    Targets such as `#`, `javascript:void(0)`, `TODO`, `xxx`, `http://` in links that are not meant for the top of the
    page. Addresses at `example.com` and its like, which are reserved for documentation, are only worth knowing, and so
    are `#` and scripts in HTML, where they drive menus and buttons.

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
    for reference in document.references:
        found = _placeholder(document, reference) if reference.kind in _LINKS | {Kind.AUTOLINK, Kind.BARE} else None
        if found:
            severity, reason = found
            text = f' of "{shortened(reference.text)}"' if reference.text and reference.kind is not Kind.BARE else ""
            yield Remark(
                f"the target{text} {reason}",
                reference.location,
                reference.url if urls.is_web(reference.url) else "",
                (value("text", reference.text, reference.location), as_written(reference)),
                severity=severity,
            )


def _placeholder(document: Document, reference: Reference) -> tuple[Severity, str] | None:
    """Tell how grave a stand-in is, and what it is; None if the target is none."""
    url = reference.url.strip()
    mild = Severity.INFO if is_page(document) else None
    if url == "#":
        if _TO_TOP.fullmatch(reference.text) or not (reference.text or mild):
            return None
        return mild or Severity.ERROR, "is only `#`"
    if _SCRIPT.match(url):
        return mild or Severity.ERROR, "is a script"
    if len(url) <= _LONGEST_STAND_IN and _STAND_INS.fullmatch(url):
        syntax = reference.text.lower() in ("text", "link", "link text", "title", "alt", "alt text", "name", "label")
        return Severity.INFO if syntax else mild or Severity.ERROR, f"is the stand-in `{url}`"
    if urls.is_web(url) and _RESERVED_HOSTS.search(urls.host(url)):
        return Severity.INFO, "is at a host reserved for documentation (RFC 2606)"
    return None


@rule(Severity.ERROR)
def link_whitespace(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL with white space or invisible characters in it.

    ## What it finds
    Spaces, no-break spaces, zero-width characters, soft hyphens, direction marks and control characters in a URL. In
    the address of a file of one's own it is a warning. What a template fills in (`{{ page }}`) is left alone.

    ## Why it matters
    In Markdown a space ends the target, so that the link is none. An invisible character makes an address that looks
    right and leads nowhere.

    ## Example
    ```markdown
    See [the tables](https://harbour.example/tide tables.html).
    ```

    ## Instead
    ```markdown
    See [the tables](https://harbour.example/tide%20tables.html).
    ```
    """
    del context
    for reference in document.references:
        found = _white_space(reference)
        if found:
            severity, what = found
            yield Remark(
                f"the URL holds {what}",
                reference.location,
                urls.canonical(reference.url) if urls.is_web(reference.url) else reference.url,
                (value("as written", ascii(reference.raw)[1:-1], reference.location),),
                severity=severity,
            )


def _white_space(reference: Reference) -> tuple[Severity, str] | None:
    """Tell how grave the white space in a URL is, and what it is; None if there is none."""
    url, raw = reference.url.strip(_TRIMMED), reference.raw
    if url.isascii() and url.isprintable() and " " not in url:
        return None
    found = _INVISIBLE.search(url) or _WHITE.search(url)
    wrapped = reference.kind is Kind.BARE or "\n" in raw or "\r" in raw
    if found is None or wrapped or _TEMPLATE.search(url):
        return None
    web = urls.is_web(url.strip())
    if not web and not urls.is_relative(url):
        return None
    name = "a space" if found[0] == " " else f"U+{ord(found[0]):04X}"
    return (Severity.ERROR if web else Severity.WARNING), name


@rule(Severity.ERROR)
def link_malformed(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL that cannot be right as it is written.

    ## What it finds
    A link nested in the target of a link, quotation marks around an address within its brackets or behind another
    address, and addresses that the URL standard refuses: forbidden characters in the host, an impossible port, an
    unclosed IPv6 address. What a template fills in is left alone, and so is a port that is a word
    (`http://host:port/`), as it only shows the pattern of an address.

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
        if _NESTED.match(reference.raw) and reference.raw != reference.url:
            yield Remark(
                "a link is nested in the target of the link",
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference), value("probably meant", reference.url)),
                fixes=replacement(reference, reference.raw, reference.url, "keep the inner target"),
            )
        elif _QUOTED.match(reference.raw):
            bare = reference.raw.strip(_QUOTATION_MARKS)
            yield Remark(
                "quotation marks stand within the address",
                reference.location,
                urls.canonical(bare),
                (as_written(reference), value("probably meant", bare)),
                fixes=(Fix("take the quotation marks out", safe=True, edits=(Edit(reference.location, bare),)),),
            )
        elif _QUOTED_WITHIN.match(reference.url):
            yield Remark(
                "another address stands in quotation marks within the address",
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference),),
            )
        elif (
            urls.is_web(reference.url)
            and not urls.host(reference.url)
            and not _STAND_INS.fullmatch(reference.url.strip())
            and not _TEMPLATE.search(reference.url)
            and not _NAMED_PORT.match(reference.url)
        ):
            yield Remark(
                "no program can read this as a URL", reference.location, reference.url, (as_written(reference),)
            )
