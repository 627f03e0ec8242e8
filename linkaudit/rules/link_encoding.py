"""Rules on how the characters of a URL are encoded: entities that nobody decoded, percent-encoding gone wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.citations import urls
from linkaudit.models import Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.hosts import is_for_documentation
from linkaudit.rules.interface import Context, Remark, as_written, replacement, rule, shortened, value, web_references
from linkaudit.rules.link_text import TEMPLATE, TEX, all_urls
from linkaudit.rules.page_furniture import once

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from linkaudit.models import Document, Fix, Reference

_AMPERSAND = Pattern(r"(?i)&(?:amp|#0*38|#x0*26);(?:amp;)*")
# Other characters that are escaped in markup; `&lt` and its like may be the name of a parameter.
_ESCAPED = Pattern(r"(?i)&(?:quot|apos|nbsp|lt|gt|#0*3[49]|#x0*2[27f]);")

# What is encoded in a path, encoded once more: a space, punctuation, a letter that is not ASCII (UTF-8).
_TWICE = Pattern(
    r"(?i)%(?:25)+(?:2[0-9a-e]|3[b-f]|40|5[b-e]|60|7[b-e]|c[2-9a-f]%(?:25)*[89ab]|[de][0-9a-f]%(?:25)*[89ab])"
)
_ONCE_MORE = Pattern(r"%(?:25)+(?=[0-9A-Fa-f]{2})")
# An address within an address, a slash that does not part the path, a query as the value of a parameter: each has to
# be encoded once more than what holds it.
_NESTED_IN_PATH = Pattern(r"(?i):/|%(?:25)*2f")
_NESTED_IN_QUERY = Pattern(r"(?i):/|%(?:25)*(?:2f|3a|3d|26)")
_STRAY = Pattern(r"%(?![0-9A-Fa-f]{2})")
# What a program fills in: `%s`, `%Y`, `%1$s`, `%(name)s`, `%{name}`, `%NAME%`, `%%`.
_FILLED_IN = Pattern(r"%(?:[A-Za-z@](?![A-Za-z0-9])|\d+\$|[({<\[%]|[A-Za-z_]\w*%)")
_ENCODED_LETTERS = Pattern(r"(?:%[89A-Fa-f][0-9A-Fa-f])+")
# UTF-8 read as Windows-1252: what bytes behind the first become there. Alone only the letters and the punctuation of
# western languages count, as `Ã©` and `â€™` are no spelling of anything; of others at least two have to stand together.
_LATER = "[\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
_MISREAD = Pattern(
    rf"(?:[\u00c2\u00c3]{_LATER}|\u00e2[\u0080\u20ac]{_LATER}"
    rf"|(?:[\u00c4-\u00df]{_LATER}){{2,}}|(?:[\u00e0-\u00ef]{_LATER}{{2}}){{2,}})+"
)
_LOST = "\ufffd"
# What programs write that have no sign for a letter.
_QUESTIONS = "???"
_ASCII = "".join(map(chr, range(0x80)))


@rule(Severity.WARNING)
def link_html_entity(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an HTML entity in a URL that nobody decodes.

    ## What it finds
    `&amp;`, `&#38;` and other escaped characters that are still there when the format has decoded the address: in plain
    text, in a field, and in markup where they were escaped twice (`&amp;amp;`). Addresses at `example.com` and its
    like, which show how to escape, are left alone.

    ## Why it matters
    The server is asked for parameters of the name `amp;page`. It finds none, and gives another page.

    ## Example
    ```markdown
    See [the tables](https://harbour.example/tides?port=alda&amp;amp;page=2).
    ```

    ## Instead
    ```markdown
    See [the tables](https://harbour.example/tides?port=alda&page=2).
    ```
    """
    del context
    joined = all_urls(document)
    if "&" not in joined or not (_AMPERSAND.search(joined) or _ESCAPED.search(joined)):
        return
    for reference in web_references(document):
        url = reference.url
        found = _AMPERSAND.search(url) or _ESCAPED.search(url)
        if found and not is_for_documentation(urls.host(url)) and not TEMPLATE.search(url):
            decoded = _AMPERSAND.sub("&", url)
            meant = (value("probably meant", decoded),) if decoded != url else (value("entity", found[0]),)
            yield Remark(
                f"{shortened(url)} holds the entity `{shortened(found[0], 16)}`",
                reference.location,
                url,
                (as_written(reference), *meant),
                fixes=_decoded(reference, url, decoded),
            )


def _decoded(reference: Reference, url: str, decoded: str) -> tuple[Fix, ...]:
    """Offer to decode the ampersands, if nothing else is escaped; an archive may know the page by the wrong name."""
    if decoded == url or _ESCAPED.search(decoded) or _AMPERSAND.search(decoded):
        return ()
    return replacement(reference, url, decoded, "decode the entity", safe=urls.archive_url(url) is None)


@rule(Severity.WARNING)
def link_encoding(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL whose characters are wrongly encoded.

    ## What it finds
    - what was encoded twice (`%2520`), unless it stands in an address within the address, where that is right;
    - a per cent sign that encodes nothing (`100%-wool`), unless a program fills something in there (`%s`);
    - letters that were read in another encoding than they were written in (`Ã©` for `é`), or lost (`???`, U+FFFD);
    - letters that are not ASCII and not encoded: only worth knowing, and told once a document. Those of a host and
      behind `#` are left alone.

    ## Why it matters
    Servers decode once, and find no page of that name. What is not encoded at all browsers encode; other programs cut
    it off there or encode it otherwise.

    ## Example
    ```markdown
    See [the tables](https://harbour.example/tide%2520tables.html).
    ```

    ## Instead
    ```markdown
    See [the tables](https://harbour.example/tide%20tables.html).
    ```

    ## References
    - [RFC 3986, section 2.4](https://www.rfc-editor.org/rfc/rfc3986#section-2.4)
    """
    del context
    joined = all_urls(document)
    if joined.isascii() and "%" not in joined and _QUESTIONS not in joined:
        return
    plain: list[Remark] = []
    for reference in web_references(document):
        start, end = _asked_for(reference.url)
        found = _flaw(reference.url[start:end], document)
        if found and found.severity is Severity.INFO:
            plain.append(_wrongly_encoded(reference, found, start, end))
        elif found:
            yield _wrongly_encoded(reference, found, start, end)
    yield from once(plain)


class _Flaw(Struct, frozen=True):
    """What is wrong with the encoding of a part of a URL."""

    what: str
    severity: Severity = Severity.WARNING
    meant: str = ""
    """How the part was probably meant; empty if nobody can tell."""


def _asked_for(url: str) -> tuple[int, int]:
    """Tell where in a URL the path begins and the fragment: what lies between is what a server is asked for."""
    if url.isascii() and "%" not in url and _QUESTIONS not in url:
        return 0, 0
    start = url.find("/", url.find("://") + 3)
    end = url.find("#")
    return (start if start >= 0 else len(url)), (end if end >= 0 else len(url))


def _flaw(part: str, document: Document) -> _Flaw | None:
    """Judge how path and query are encoded; None if that is in order or in the hands of a program.

    How the part was meant is said with all flaws mended, of which the first is named.
    """
    first = flaw = _first_flaw(part, document) if part and not TEMPLATE.search(part) else None
    while flaw and flaw.meant:
        part = flaw.meant
        flaw = _first_flaw(part, document)
    if first is None or flaw is None or flaw.severity is Severity.INFO:
        return replace(first, meant=part) if first and first.meant else first
    return replace(first, meant="")


def _first_flaw(part: str, document: Document) -> _Flaw | None:
    """Find a flaw in how path and query are encoded."""
    flaw = _percent_flaw(part, document) if "%" in part else None
    if flaw is None and _QUESTIONS in part:
        flaw = _Flaw("holds question marks where letters were lost")
    return flaw or _letter_flaw(part)


def _percent_flaw(part: str, document: Document) -> _Flaw | None:
    """Judge what is percent-encoded."""
    page, _, query = part.partition("?")
    if (_TWICE.search(page) and not _NESTED_IN_PATH.search(page)) or (
        _TWICE.search(query) and not _NESTED_IN_QUERY.search(query)
    ):
        return _Flaw("is encoded twice", meant=_ONCE_MORE.sub("%", part))
    # In TeX the sign may be a comment that somebody forgot.
    stray = _STRAY.search(part) if document.format not in TEX else None
    if stray and not _FILLED_IN.match(part, stray.start()):
        return _Flaw("has a per cent sign that encodes nothing", meant=_STRAY.sub("%25", part))
    return None


def _letter_flaw(part: str) -> _Flaw | None:
    """Judge the letters, encoded or not, that are not ASCII."""
    read = _ENCODED_LETTERS.sub(_letters, part) if "%" in part else part
    if read.isascii():
        return None
    if _LOST in read:
        return _Flaw("holds letters that were lost (U+FFFD)")
    mended = _MISREAD.sub(_mended, read)
    if mended != read:
        again = quote(mended, safe=_ASCII) if part.isascii() else mended
        return _Flaw("holds letters that were read in another encoding than they were written in", meant=again)
    plain = next((character for character in part if not character.isascii() and character.isprintable()), "")
    return _Flaw(f"holds the letter {plain}, not encoded", Severity.INFO) if plain else None


def _letters(found: re.Match[str]) -> str:
    """Decode letters as UTF-8; as they are if they are in another encoding."""
    try:
        return unquote(found[0], errors="strict")
    except UnicodeDecodeError:
        return found[0]


def _mended(found: re.Match[str]) -> str:
    """Read letters anew that were taken for Windows-1252; as they are if they were not."""
    try:
        return b"".join(_byte(letter) for letter in found[0]).decode()
    except UnicodeError:
        return found[0]


def _byte(letter: str) -> bytes:
    """Give the byte for which a letter was taken; what Windows-1252 leaves open stands for itself."""
    try:
        return letter.encode("cp1252")
    except UnicodeEncodeError:
        return letter.encode("latin-1")


def _wrongly_encoded(reference: Reference, flaw: _Flaw, start: int, end: int) -> Remark:
    """Say what is wrong, and offer what was probably meant: only the server knows whether it was."""
    url = reference.url
    meant = url[:start] + flaw.meant + url[end:]
    return Remark(
        f"{shortened(url)} {flaw.what}",
        reference.location,
        urls.canonical(url),
        (as_written(reference), value("probably meant", meant) if flaw.meant else value("found", url[start:end])),
        fixes=replacement(reference, url, meant, "encode it anew", safe=False) if flaw.meant else (),
        severity=flaw.severity,
    )
