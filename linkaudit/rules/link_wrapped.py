"""Rules on URLs that are broken over lines, and on what is left in them when somebody joins the lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Edit, Fix, Kind, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, as_written, replacement, rule, shortened, value, web_references
from linkaudit.rules.link_text import TEMPLATE, all_urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Reference

# Behind a per cent sign TeX, and behind an equals sign quoted-printable mail goes on as if there were no line end.
_CONTINUED = {"latex": "%", "mail": "=", "mhtml": "="}
# Where lines end in the text of a page is the doing of the typesetter.
_TYPESET = {"pdf"}
_BREAK = Pattern(r"[ \t]*(?:\r\n?|\n)[ \t]*")
_LINE_END = Pattern(r".?[\r\n]+")
# The marks with which mail quotes: behind a line end or white space, twice, or where a path goes on behind a slash.
_MARK = r"(?:>|%3E|&gt;)"
_SPACE = r"(?:[ \t]|%20)"
_QUOTED = Pattern(
    rf"(?i)(?:(?:[\r\n]|%0[AD]){{1,4}}{_SPACE}{{0,8}}(?:{_MARK}{_SPACE}{{0,8}}){{1,8}}"
    rf"|{_SPACE}{{1,8}}(?:{_MARK}{_SPACE}{{0,8}}){{1,8}}|(?<![-=<])(?:{_MARK}{_SPACE}{{0,8}}){{2,8}}"
    rf"|(?<=/){_MARK}{_SPACE}{{0,8}})(?=[\w%./?&=#-])"
)
_SIGNS = (">", "%3E", "%3e", "&gt;")
_OPENING = Pattern(r"(?i)<|%3C|&lt;")


@rule(Severity.WARNING)
def link_wrapped(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL that is broken over lines.

    ## What it finds
    A URL that begins on one line and ends on a later one: in angle brackets, in a field, or in text whose lines were
    folded. In an attribute of HTML it is only worth knowing, since browsers take line ends out.

    ## Why it matters
    Most programs take the first half for the whole, and so do people who copy it. The first half is often a page as
    well, only not the one that is cited.

    ## Example
    ```markdown
    The minutes of the board are at <https://harbour.example/minutes/2018/
    07/ferry-line.html>.
    ```

    ## Instead
    ```markdown
    The minutes of the board are at
    <https://harbour.example/minutes/2018/07/ferry-line.html>.
    ```

    ## References
    - [RFC 3986, appendix C](https://www.rfc-editor.org/rfc/rfc3986#appendix-C)
    """
    del context
    if document.format in _TYPESET:
        return
    for reference in document.references:
        if _is_broken(document, reference):
            lines = f"{reference.location.line} to {reference.location.end_line}"
            yield Remark(
                f"the URL is broken over lines {lines}",
                reference.location,
                urls.canonical(reference.url),
                (as_written(reference), value("put together", reference.url)),
                fixes=_joined(reference),
                severity=Severity.INFO if _in_attribute(document, reference) else None,
            )


def _is_broken(document: Document, reference: Reference) -> bool:
    """Tell whether a line end stands within a URL and is none of those that the format takes out."""
    raw = reference.raw.strip()
    # Without a dot the URL stands there in another spelling (base64), whose lines are not its own.
    if ("\n" not in raw and "\r" not in raw) or "." not in raw or not urls.is_web(reference.url):
        return False
    sign = _CONTINUED.get(document.format)
    return sign is None or not all(found.startswith(sign) for found in _LINE_END.findall(raw))


def _in_attribute(document: Document, reference: Reference) -> bool:
    """Tell whether a URL stands in an attribute of markup."""
    return document.format == "html" and reference.kind not in (Kind.BARE, Kind.FIELD)


def _joined(reference: Reference) -> tuple[Fix, ...]:
    """Offer to write a URL on one line, where nothing but its line ends has to be taken out."""
    whole = _BREAK.sub("", reference.raw)
    if whole != reference.url:
        return ()
    return (Fix("write the URL on one line", safe=False, edits=(Edit(reference.location, whole),)),)


@rule(Severity.WARNING)
def link_quoted_prefix(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a mark of quoted mail within a URL.

    ## What it finds
    `>` or `>>`, encoded or not, in the midst of a path, where a quoted line began before somebody joined the lines of
    the message. What comes with its counterpart `<` is left alone, and so are queries, which may ask for anything.

    ## Why it matters
    The mark is no part of the address. The server is asked for a page of that name and has none.

    ## Example
    ```markdown
    See [the minutes](https://council.example/minutes/2018/%3E%3E07/ferry-line.html).
    ```

    ## Instead
    ```markdown
    See [the minutes](https://council.example/minutes/2018/07/ferry-line.html).
    ```

    ## References
    - [RFC 3676, section 4.5](https://www.rfc-editor.org/rfc/rfc3676#section-4.5)
    """
    del context
    joined = all_urls(document)
    if not any(sign in joined for sign in _SIGNS):
        return
    for reference in web_references(document):
        url = reference.url
        page = url.partition("?")[0].partition("#")[0]
        found = _QUOTED.search(page)
        if found and reference.kind is not Kind.BARE and not _OPENING.search(page) and not TEMPLATE.search(page):
            whole = _QUOTED.sub("", page) + url[len(page) :]
            yield Remark(
                f"the mark of quoted mail `{found[0].strip()}` stands within {shortened(url)}",
                reference.location,
                urls.canonical(url),
                (as_written(reference), value("probably meant", whole)),
                fixes=replacement(reference, url, whole, "take the mark out", safe=False),
            )
