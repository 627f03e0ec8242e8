"""The rule on URLs that are broken over lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Edit, Fix, Kind, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Reference

# Behind a per cent sign TeX, and behind an equals sign quoted-printable mail goes on as if there were no line end.
_CONTINUED = {"latex": "%", "mail": "=", "mhtml": "="}
# Where lines end in the text of a page is the doing of the typesetter.
_TYPESET = {"pdf"}
_BREAK = Pattern(r"[ \t]*(?:\r\n?|\n)[ \t]*")
_LINE_END = Pattern(r".?[\r\n]+")


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
