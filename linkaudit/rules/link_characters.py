"""Rules on characters that a URL must not hold: white space, what cannot be seen, back-slashes."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.written import end_of_path
from linkaudit.documents.positions import lines_of
from linkaudit.models import Edit, Fix, Kind, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, as_written, replacement, rule, shortened, value
from linkaudit.rules.link_text import TEMPLATE, TEX, all_urls, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Location, Reference

_WHITE = Pattern(r"[ \t\r\n\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]")
# Joiners (U+200C, U+200D) belong to the spelling of Persian and of the languages of India, and to emoji.
_UNSEEN = Pattern(
    r"[\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
    r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]"
    r"|(?<![^\x00-\u02ff])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u02ff])"
)
# The same in percent-encoding, as far as no word needs it.
_UNSEEN_ENCODED = Pattern(r"(?i)%E2%80%(?:8[BEF]|A[A-E])|%E2%81%A[0-46-9]|%EF%BB%BF|%C2%AD|%00")
_WHITE_ENCODED = ("%20", "%09", "%0A", "%0D", "%C2%A0")
# What the URL parser takes off the ends itself (WHATWG URL).
_TRIMMED = "".join(map(chr, range(0x21)))
_TRIMMED_WHITE = " \t\r\n\f"
_IN_MARKUP = {Kind.LINK, Kind.IMAGE}
_TARGETS = {Kind.LINK, Kind.IMAGE, Kind.DEFINITION}
# The path of a file as Windows writes it; other relative targets with back-slashes may be anything.
_FILE = Pattern(r"(?:[\w.-]+[\\/]){1,20}[\w.() -]+\.\w{1,5}(?:#\S*)?")
_QUOTE_ESCAPED = Pattern(r"\\[\"']")
_AUTHORITY_ON = Pattern(r"[A-Za-z]+:[/\\]*([^?#]*)")


@rule(Severity.ERROR)
def link_whitespace(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL with white space in it.

    ## What it finds
    Spaces, no-break spaces and other white space in a URL. In the address of a file of one's own it is a warning, and
    so are a space in an attribute of markup, which browsers encode, and an encoded one at the very end of a path. White
    space around the address in an attribute, which every program takes off, and in the name of a place on the same page
    are only worth knowing. What a template fills in (`{{ page }}`) is left alone.

    ## Why it matters
    In Markdown a space ends the target, so that the link is none. A no-break space makes an address that looks right
    and leads nowhere.

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
    odd = not is_plain(document) or "%" in all_urls(document)
    for reference in document.references:
        found = _white_space(reference) if odd else None
        if found:
            severity, character, fixes = found
            yield _held(reference, character, severity, fixes)
        elif reference.element:
            around = _trimmed(document, reference)
            if around and not _controls(document, around):
                yield _surrounded(reference, around, "white space")


def _white_space(reference: Reference) -> tuple[Severity, str, tuple[Fix, ...]] | None:
    """Tell how grave the white space in a URL is, and what it is; None if there is none."""
    url = reference.url.strip(_TRIMMED)
    plain = url.isascii() and " " not in url and url.isprintable()
    found = None if plain else _WHITE.search(url)
    if found is None:
        cut, white = _without_white_end(url) if "%" in url and urls.is_web(url) else (url, "")
        fixes = replacement(reference, url, cut, "take the encoded white space off", safe=False)
        return (Severity.WARNING, white, fixes) if white else None
    severity = _severity(reference, url)
    if severity and url.startswith("#") and reference.element:
        # Browsers find the place that is called so all the same.
        severity = Severity.INFO
    elif severity is Severity.ERROR and found[0] == " " and " " in reference.element:
        # Browsers encode it; other programs stop there.
        severity = Severity.WARNING
    return (severity, found[0], _without_spaces(reference, url)) if severity else None


def _without_spaces(reference: Reference, url: str) -> tuple[Fix, ...]:
    """Offer to encode spaces, as every program does that takes the whole address.

    Where the format ends the address at the space, so that it is no link at all, that is for the writer to say.
    """
    encoded = url.replace(" ", "%20")
    if _WHITE.search(encoded):
        return ()
    meant, white = _without_white_end(encoded)
    return replacement(reference, url, meant, "encode the spaces", safe=" " in reference.element and not white)


def _without_white_end(url: str) -> tuple[str, str]:
    """Take encoded white space off the end of the path of a URL; give what is left, and what was taken off."""
    head, mark, tail = _cut_at_query(url)
    whole = head
    while head.upper().endswith(_WHITE_ENCODED):
        head = head[: -6 if head[-2:].upper() == "A0" else -3]
    return head + mark + tail, whole[len(head) :]


@rule(Severity.ERROR)
def link_control_character(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL with characters in it that nobody can see.

    ## What it finds
    Zero-width characters, soft hyphens, marks of direction and control characters in a URL. Percent-encoded they are
    a warning, and so they are in the address of a file of one's own. Those around the address in an attribute of
    markup, which every program takes off, are only worth knowing. The joiners that words of Persian or Hindi are
    spelled with are left alone.

    ## Why it matters
    The address looks right and leads nowhere. Such characters come along when an address is copied from a page or a
    message that may break it there.

    ## Example
    ```markdown
    See [the tables](https://harbour.example/tide-tables%E2%80%8B).
    ```

    ## Instead
    ```markdown
    See [the tables](https://harbour.example/tide-tables).
    ```

    ## References
    - [Unicode Security Considerations](https://www.unicode.org/reports/tr36/)
    """
    del context
    odd = not is_plain(document) or "%" in all_urls(document)
    for reference in document.references:
        found = _unseen(reference) if odd else None
        if found:
            severity, character, fixes = found
            yield _held(reference, character, severity, fixes)
        elif reference.element:
            around = _trimmed(document, reference)
            if around and _controls(document, around):
                yield _surrounded(reference, around, "a control character")


def _unseen(reference: Reference) -> tuple[Severity, str, tuple[Fix, ...]] | None:
    """Tell how grave it is that a URL holds what cannot be seen, and what that is; None if it does not."""
    url = reference.url.strip(_TRIMMED)
    plain = url.isascii() and url.isprintable()
    found = None if plain else _UNSEEN.search(url)
    if found is None:
        page = url.partition("#")[0]
        encoded = _UNSEEN_ENCODED.search(page) if "%" in page and urls.is_web(url) else None
        if encoded is None:
            return None
        return Severity.WARNING, encoded[0], _without_unseen(reference, url)
    severity = _severity(reference, url)
    if severity is None:
        return None
    return severity, found[0], _without_unseen(reference, url)


def _without_unseen(reference: Reference, url: str) -> tuple[Fix, ...]:
    """Offer to take out what cannot be seen, and what that puts together: `%` and `00` around a control character."""
    before, cut = "", url
    while cut != before:
        before, (page, mark, place) = cut, _UNSEEN.sub("", cut).partition("#")
        cut = _UNSEEN_ENCODED.sub("", page) + mark + place
    return replacement(reference, url, cut, "take them out", safe=False)


def _severity(reference: Reference, url: str) -> Severity | None:
    """Tell how grave a character is that must not stand in a URL; None if the URL may not be what is meant."""
    if reference.kind is Kind.BARE or "\n" in reference.raw or "\r" in reference.raw or TEMPLATE.search(url):
        return None
    if urls.is_web(url.strip()):
        return Severity.ERROR
    return Severity.WARNING if urls.is_relative(url) else None


def _held(reference: Reference, character: str, severity: Severity, fixes: tuple[Fix, ...]) -> Remark:
    """Say that a URL holds a character, and name it."""
    if character.startswith("%"):
        name = what = character.upper()
    else:
        name = "a space" if character == " " else f"U+{ord(character):04X}"
        what = f"U+{ord(character):04X} {unicodedata.name(character, '')}".rstrip()
    return Remark(
        f"the URL holds {name}",
        reference.location,
        urls.canonical(reference.url) if urls.is_web(reference.url) else reference.url,
        (value("as written", ascii(reference.raw)[1:-1], reference.location), value("character", what)),
        fixes=fixes,
        severity=severity,
    )


def _trimmed(document: Document, reference: Reference) -> tuple[Location, ...]:
    """Find what stands around an address within the quotation marks of an attribute, which no program heeds."""
    text, start, end = document.text, reference.location.start, reference.location.end
    if (text[start - 1] not in _TRIMMED and text[end : end + 1] not in _TRIMMED) or reference.kind not in _IN_MARKUP:
        return ()
    if reference.url.strip(_TRIMMED) in ("", "#"):
        # An address that is none is the business of other rules.
        return ()
    begin, finish = start, end
    while begin > 0 and text[begin - 1] in _TRIMMED:
        begin -= 1
    while finish < len(text) and text[finish] in _TRIMMED:
        finish += 1
    mark = text[begin - 2 : begin]
    whole = mark in ('="', "='") and text.startswith(mark[1], finish)
    if not whole or TEMPLATE.search(reference.url):
        return ()
    lines = lines_of(document)
    return tuple(lines.location(*each) for each in ((begin, start), (end, finish)) if each[0] < each[1])


def _controls(document: Document, around: tuple[Location, ...]) -> bool:
    """Tell whether control characters are among what stands around an address."""
    return any(document.text[each.start : each.end].strip(_TRIMMED_WHITE) for each in around)


def _surrounded(reference: Reference, around: tuple[Location, ...], what: str) -> Remark:
    """Say that something stands around an address that every program takes off."""
    edits = tuple(Edit(place, "") for place in around)
    return Remark(
        f"{what} stands around the URL",
        reference.location,
        reference.url,
        (as_written(reference), value("around it", what, around[0])),
        fixes=(Fix("take it off", safe=True, edits=edits),),
        severity=Severity.INFO,
    )


@rule(Severity.INFO)
def link_backslash(document: Document, context: Context) -> Iterator[Remark]:
    r"""Flag a back-slash in a URL.

    ## What it finds
    Back-slashes where slashes belong, in addresses on the web and in paths of files. In TeX, where they begin commands,
    they are left alone, and so are those behind a question mark, where they mean themselves.

    ## Why it matters
    Browsers take a back-slash in an attribute for a slash; other programs encode it and ask for a page that does not
    exist.

    ## Example
    ```markdown
    See [the tables](https://harbour.example\tides\tables).
    ```

    ## Instead
    ```markdown
    See [the tables](https://harbour.example/tides/tables).
    ```

    ## References
    - [WHATWG URL, special schemes](https://url.spec.whatwg.org/#path-state)
    """
    del context
    if document.format in TEX or "\\" not in all_urls(document):
        return
    for reference in document.references:
        if "\\" in reference.url and _in_path(reference):
            head, mark, tail = _cut_at_query(reference.url)
            slashed = head.replace("\\", "/") + mark + tail
            yield Remark(
                f"{shortened(reference.url)} has a back-slash for a slash",
                reference.location,
                slashed,
                (as_written(reference), value("probably meant", slashed)),
                # Only in markup is it a browser that reads what is written there.
                fixes=replacement(reference, reference.url, slashed, "write slashes", safe=" " in reference.element),
            )


def _in_path(reference: Reference) -> bool:
    """Tell whether a back-slash stands in a URL where a slash would mean something."""
    url = reference.url
    if TEMPLATE.search(url) or _QUOTE_ESCAPED.search(url):
        return False
    if urls.is_web(url):
        found = _AUTHORITY_ON.match(url)
        return found is not None and "\\" in found[1]
    return reference.kind in _TARGETS and _FILE.fullmatch(url) is not None


def _cut_at_query(url: str) -> tuple[str, str, str]:
    """Cut a URL at the question mark or the hash that ends its path."""
    at = end_of_path(url)
    return url[:at], url[at : at + 1], url[at + 1 :]
