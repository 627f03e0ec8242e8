"""Rules on addresses of which a part is missing: the scheme, with or without its slashes, or the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Kind, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import (
    Context,
    Remark,
    as_written,
    is_page,
    rewriting,
    rule,
    shortened,
    value,
    web_references,
)
from linkaudit.rules.link_text import TEMPLATE, all_urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Reference

_LINKS = {Kind.LINK, Kind.DEFINITION, Kind.AUTOLINK}
_HOST = Pattern(r"(?i)(?P<host>(?:[^\W_](?:[\w-]{0,61}[^\W_])?\.){1,10}[a-z]{2,})(?::\d{1,5})?(?:[/?#]\S*)?")
_TARGETS = {Kind.LINK, Kind.IMAGE, Kind.DEFINITION, Kind.AUTOLINK, Kind.FIELD}
# A target in a document that is no file beside it: by its name, or by a domain that no file name ends with.
_NO_FILE = Pattern(
    r"(?i)www\d?\.|(?:[\w-]+\.)+(?:com|edu|gov|co\.uk|com\.\w\w)(?=[/?#:]|$)(?!\S*\.(?:md|html?|json|txt)$)"
)
_WWW = Pattern(r"(?i)www\.")
# A host with a dot, or with a port; two slashes alone may begin anything.
_WITHOUT_SCHEME = Pattern(r"//(?:[\w-]+\.)+[A-Za-z][\w-]+\.?(?::\d+)?(?:[/?#]\S*)?")
# What stands behind the address of an external link of wikitext: its label.
_LABEL = Pattern(r"[ \t]+[^\[\]\r\n]+\]")
_ELLIPSES = ("\u2026", "...", "%E2%80%A6")
_ELLIPSIS = Pattern(r"(?:\u2026|%E2%80%A6|(?<!\.)\.{3})$")


@rule(Severity.WARNING)
def link_no_scheme(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an address without its scheme where a program looks for a whole one.

    ## What it finds
    A field of a bibliographic entry, of metadata or of a citation template that holds a host without `https://` before
    it, and a link whose target begins with `www.` or with a host under `.com` and the like, also in wikitext, where
    `[www.gazette.example label]` is no link. In running text everybody understands it; there it is left alone.

    ## Why it matters
    Programs take such an address for the name of a file beside the document, or show it without linking it.

    ## Example
    ```markdown
    See [the gazette](www.gazette.example/ferry).
    ```

    ## Instead
    ```markdown
    See [the gazette](https://www.gazette.example/ferry).
    ```
    """
    del context
    for reference in document.references:
        if _lacks_scheme(reference, in_entry=bool(document.entries)) or _is_in_brackets(document, reference):
            written = reference.url if reference.kind in _LINKS else reference.raw
            yield Remark(
                f"the address {shortened(written)} has no scheme",
                reference.location,
                reference.url,
                (as_written(reference), value("probably meant", f"https://{written}")),
                # A name that begins with `www.` is nothing but a host; others may be those of files after all.
                fixes=rewriting(
                    reference,
                    f"https://{reference.raw}",
                    "put the scheme before it",
                    safe=_WWW.match(reference.raw) is not None,
                ),
            )


def _lacks_scheme(reference: Reference, *, in_entry: bool) -> bool:
    """Tell whether a reference is an address that only lacks its scheme; `readme.md` may be one only in an entry."""
    if reference.raw.startswith(("http://", "https://")):
        return False
    if reference.kind is Kind.FIELD:
        # Where the format itself puts the scheme before it, as in `{{URL|gazette.example}}`, it lacks none.
        found = _HOST.fullmatch(reference.raw) if "://" not in reference.url[:12] else None
    elif reference.kind in _LINKS:
        found = _HOST.fullmatch(reference.url) if _NO_FILE.match(reference.url) else None
    else:
        return False
    if found is None:
        return False
    named = _NO_FILE.match(found["host"]) is not None
    return named or (in_entry and urls.top_level_domain_exists(found["host"].lower()))


def _is_in_brackets(document: Document, reference: Reference) -> bool:
    """Tell whether a reference is an address of wikitext that was meant for a link: `[www.gazette.example label]`."""
    start, end = reference.location.start, reference.location.end
    return (
        document.format == "mediawiki"
        and reference.kind is Kind.BARE
        and "://" not in reference.raw[:12]
        and document.text[start - 1 : start] == "["
        and _LABEL.match(document.text, end) is not None
    )


@rule(Severity.INFO)
def link_protocol_relative(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an address that takes its scheme from the page on which it stands.

    ## What it finds
    Targets such as `//gazette.example/ferry` in Markdown, bibliographies, feeds and messages, and in pages those of
    links. Pictures, scripts and styles of a page are written so by custom and are left alone, as are links in wikitext,
    whose programs know the form.

    ## Why it matters
    A document that is read from a file has no scheme to lend: the address leads nowhere, or to a file.

    ## Example
    ```markdown
    See [the gazette](//gazette.example/ferry).
    ```

    ## Instead
    ```markdown
    See [the gazette](https://gazette.example/ferry).
    ```

    ## References
    - [RFC 3986, section 4.2](https://www.rfc-editor.org/rfc/rfc3986#section-4.2)
    """
    del context
    if "//" not in all_urls(document) or document.format == "mediawiki":
        return
    kinds = {Kind.LINK} if is_page(document) else _TARGETS
    for reference in document.references:
        url = reference.url
        if url.startswith("//") and reference.kind in kinds and _WITHOUT_SCHEME.fullmatch(url):
            if TEMPLATE.search(url):
                continue
            yield Remark(
                f"the address {shortened(url)} has no scheme of its own",
                reference.location,
                url,
                (as_written(reference), value("probably meant", f"https:{url}")),
                fixes=rewriting(reference, f"https:{reference.raw}", "put the scheme before it", safe=False),
            )


@rule(Severity.ERROR)
def link_truncated(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an address that was cut off.

    ## What it finds
    A target that ends with an ellipsis (`…`, `...`, `%E2%80%A6`). In running text, where three full stops may end the
    sentence, only the character `…` behind a path counts, and it is a warning.

    ## Why it matters
    Pages and messages show long addresses shortened. Whoever copies what is shown copies an address that leads nowhere.

    ## Example
    ```markdown
    See [the minutes](https://council.example/minutes/2018-07-12-harb...).
    ```

    ## Instead
    ```markdown
    See [the minutes](https://council.example/minutes/2018-07-12-harbour).
    ```
    """
    del context
    for reference in web_references(document):
        cut = reference.url.endswith(_ELLIPSES) and _ELLIPSIS.search(reference.url)
        shown = document.text.startswith("\u2026", reference.location.end) and reference.kind is Kind.BARE
        if cut or (shown and urls.path(reference.url) not in ("", "/")):
            yield Remark(
                f"the address {shortened(reference.url)} was cut off",
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference),),
                severity=None if cut else Severity.WARNING,
            )
