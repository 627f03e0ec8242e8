"""Rules on the scheme of a URL, doubled, mistyped or in capitals, in links and in the text beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.documents.positions import locate, references_between
from linkaudit.models import Edit, Fix, Kind, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, as_written, is_page, rewriting, rule, shortened, value

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from linkaudit.models import Block, Document, Reference

_DOUBLE = Pattern(
    r"(?i)^(?P<first>https?|ftp)(?P<sep>:/{0,3}|%3A%2F%2F|/{2})(?P<second>https?|ftp)(?P<sep2>:/{0,3}|;//|/{2}|%3A)"
)
_MISTYPED = Pattern(
    r"(?i)^(?P<scheme>h?t{1,3}ps?|ht{1,3}p{1,2}s{1,2}|htt?ps?|htts|hhttps?|htpps?|hptts?|https?)"
    r"(?:(?P<sep>:\\\\|;//|:;//|:/{1,4}|//:/{0,2}|/{2,3}|::?//)(?=\w)"
    # Without slashes it may be a namespace and its name, unless a host follows.
    r"|:(?=(?:[\w-]+\.)+[a-z]{2,}(?:[/:?#]|$)))"
)
_SCHEMES = {"http", "https", "ftp"}
# An address whose scheme keeps it from being a link, with a host that has a dot. Nothing that is part of a longer word,
# of a path or of a value is meant.
_IN_TEXT = Pattern(
    r"(?i)(?<![^\s(\"'\u201c\u2018\u00ab])(?:(?:ttps?|htt?ps?|hptts?|hhttps?|htpps?|htttps?)(?:[:;]{1,2}/{1,4}|//))"
    r"(?:[a-z0-9-]+\.)+[a-z]{2,}(?=[/:?#\s.,;!)\"'\u201d\u2019\u00bb]|$)[^\s<>\"`]*"
)
# As it is, and as it stands escaped in a feed.
_CODE = Pattern(r"(?i)(?:<|&lt;)(?:code|pre|samp|kbd|tt|textarea)")


@rule(Severity.ERROR)
def link_double_scheme(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL whose scheme is doubled or mistyped.

    ## What it finds
    `http://http://…`, `https://https:…`, `http//…`, `https:/x`, `https:///x`, `https:host`, `htp://…`, `ttps://…`,
    `https;//…`, as the target of a link and in running text. The URLs of archives and of redirects, which hold another
    URL by design, are left alone, and so is what is quoted as code.

    ## Why it matters
    Browsers repair some of these by guessing, other programs do not; an archive's index knows none of them. In running
    text such an address is no link at all.

    ## Example
    ```markdown
    [The gazette](https:/gazette.example/ferry)
    ```

    ## Instead
    ```markdown
    [The gazette](https://gazette.example/ferry)
    ```
    """
    del context
    for reference in document.references:
        repaired = _repaired(reference.url)
        if repaired:
            yield Remark(
                _message(reference.url),
                reference.location,
                reference.url,
                (as_written(reference), value("probably meant", repaired)),
                fixes=_with_scheme_repaired(reference, repaired),
            )
    yield from _in_text(document)


def _with_scheme_repaired(reference: Reference, repaired: str) -> tuple[Fix, ...]:
    """Offer to repair the scheme where it stands; what comes behind it may be escaped and stays as it is."""
    written = _repaired(reference.raw)
    scheme = repaired.partition("://")[0]
    return rewriting(reference, written, "repair the scheme") if written.startswith(f"{scheme}://") else ()


def _in_text(document: Document) -> Iterator[Remark]:
    """Find addresses in running text that their scheme keeps from being links."""
    if _has_only_sound_schemes(document.text):
        return
    for block in document.blocks:
        if ":/" not in block.text and "//" not in block.text:
            continue
        for found in _IN_TEXT.finditer(block.text):
            url = found[0].rstrip(".,;:!?)'\u201d\u2019\u00bb")
            repaired = _repaired(url)
            if (
                repaired
                and urls.top_level_domain_exists(urls.host(repaired))
                and not _is_quoted(document, block, found)
            ):
                location = locate(document, block, found.start(), found.start() + len(url))
                written = document.text[location.start : location.end] == url
                yield Remark(
                    f"{_message(url)}, so that it is no link",
                    location,
                    url,
                    (value("as written", url, location), value("probably meant", repaired)),
                    fixes=(Fix("repair the scheme", safe=True, edits=(Edit(location, repaired),)),) if written else (),
                )


def _has_only_sound_schemes(text: str) -> bool:
    """Tell by counting, which is cheap, whether every slash behind a colon and every pair of slashes is of a scheme."""
    sound = text.count("http://") + text.count("https://")
    pairs = text.count("//") == sound == text.count(":/")
    return pairs and "hhttp" not in text and ";//" not in text and "HTTP" not in text


def _is_quoted(document: Document, block: Block, found: re.Match[str]) -> bool:
    """Tell whether a place of the visible text is quoted as code or belongs to a link."""
    if block.text.count("`", 0, found.start()) % 2:
        return True
    start = block.offset(found.start())
    named = any(
        reference.location.start <= start < reference.location.end
        or (reference.kind is not Kind.BARE and found[0] in reference.text)
        for reference in references_between(document, block.start, block.end)
    )
    code = is_page(document) and _CODE.search(document.text, block.start, start) is not None
    return named or code


def _message(url: str) -> str:
    return f"the scheme of {shortened(url)} is {'doubled' if _DOUBLE.match(url) else 'mistyped'}"


def _repaired(url: str) -> str:
    """Give the URL with its scheme repaired; empty if it is in order."""
    if url.startswith(("http://", "https://")) and url[8:9].isalnum() and "http" not in url[7:20].lower():
        return ""
    double = _DOUBLE.match(url)
    if double:
        return f"{double['second'].lower()}://{url[double.end() :].lstrip('/')}"
    mistyped = _MISTYPED.match(url)
    if mistyped is None or (mistyped["scheme"].lower() in _SCHEMES and mistyped["sep"] == "://"):
        return ""
    scheme = "https" if "s" in mistyped["scheme"].lower() else "http"
    return f"{scheme}://{url[mistyped.end() :]}"


@rule(Severity.INFO)
def link_case_scheme(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL whose scheme is in capitals.

    ## What it finds
    `Http://…`, `HTTPS://…` and other schemes of the web that are not all in lower case, as telephones and word
    processors write them at the beginning of a sentence.

    ## Why it matters
    Browsers do not mind. Programs that look for `http` in a text do not see the link, and the list of sources has two
    spellings of one address.

    ## Example
    ```markdown
    [The gazette](Http://gazette.example/ferry)
    ```

    ## Instead
    ```markdown
    [The gazette](http://gazette.example/ferry)
    ```

    ## References
    - [RFC 3986, section 3.1](https://www.rfc-editor.org/rfc/rfc3986#section-3.1)
    """
    del context
    for reference in document.references:
        raw = reference.raw
        if raw[:4] == "http" or raw[:3] == "ftp" or not urls.is_web(raw):
            continue
        scheme, colon, rest = raw.partition(":")
        if not _repaired(raw) and rest.startswith("//"):
            lower = scheme.lower()
            yield Remark(
                f"the scheme of {shortened(raw)} is in capitals",
                reference.location,
                reference.url,
                (as_written(reference), value("as programs write it", lower)),
                fixes=rewriting(reference, lower + colon + rest, "write the scheme in lower case"),
            )
