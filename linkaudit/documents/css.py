"""CSS: `url(…)`, `@import`, the strings of `image-set()`; in files, `<style>` elements and `style` attributes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkaudit.documents.bare import bare_urls
from linkaudit.documents.derived import Derived
from linkaudit.documents.interface import PLAIN, Reading
from linkaudit.documents.pages.attributes import Attribute, pieces
from linkaudit.models import Comment, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.interface import Options
    from linkaudit.documents.positions import Lines

# CSS Syntax Module Level 3, section 4, "Tokenization". What ends with the text is complete all the same.
_TOKEN = Pattern(
    # comment, at-keyword, url, bad url, function, strings, marks, names
    r"""(?P<comment>/\*(?:[^*]++|\*(?!/))*+(?:\*/|\Z))
    |(?P<at>@[\w-]++)
    |(?<![\w-])url\(\s*+(?P<url>(?:[^\s"'()\\\x00-\x08\x0e-\x1f\x7f]|\\(?:[0-9a-f]{1,6}(?:\r\n|\s)?|[^\r\n\f]))++)\s*+(?:\)|\Z)
    |(?<![\w-])url\(\s*+(?=[^\s"'])(?P<bad_url>(?:[^)\\]|\\[\s\S])*+)
    |(?P<function>[\w-]*+\()
    |"(?P<double>(?:[^"\\\r\n\f]++|\\(?:\r\n|[\s\S]))*+)(?P<double_end>"|\Z)?
    |'(?P<single>(?:[^'\\\r\n\f]++|\\(?:\r\n|[\s\S]))*+)(?P<single_end>'|\Z)?
    |(?P<mark>[){};])
    |(?:\\[\s\S]|[\w-])++""".replace("\n    ", ""),
    re.IGNORECASE | re.ASCII,
)
# Section 4.3.7, "Consume an escaped code point"; a line end behind a back-slash is none.
_ESCAPE = Pattern(r"\\(?:([0-9a-fA-F]{1,6})(?:\r\n|[ \t\r\n\f])?|\r\n|[\s\S])")
_LINE_END = {"\n", "\r", "\f", "\r\n"}
_NO_CHARACTER = "\ufffd"
_SURROGATES = range(0xD800, 0xE000)
_LAST_CODE_POINT = 0x10FFFF
# Functions of CSS Values and Units Level 4 and CSS Images Level 4 in which a string is an address.
_OF_LISTS = {"image-set", "-webkit-image-set"}
_OF_ADDRESSES = _OF_LISTS | {"url", "src", "image"}
# What these at-rules name is a vocabulary, or the pages that a style is for, and is not fetched.
_OF_NAMES = {"@namespace", "@document", "@-moz-document"}


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read a style sheet."""
    references = [
        Reference(
            found.url,
            lines.text[begin:stop],
            lines.location(begin, stop),
            Kind.ATTRIBUTE,
            element="@import" if imported else "url()",
        )
        for found, imported in _addresses(lines.text, 0, len(lines.text))
        for begin, stop in (found.stripped(lines.text),)
        if found.url[:5].lower() != "data:"
    ]
    comments = tuple(_comments(lines))
    if options.include_code:
        references += (reference for comment in comments for reference in _in_comment(lines, comment))
        references.sort(key=lambda reference: reference.location.start)
    return Reading(references=tuple(references), comments=comments)


def css_urls(text: str, start: int, end: int) -> Iterator[Attribute]:
    """Find the addresses in the CSS between two offsets; comments and namespaces have none."""
    return (found for found, _ in _addresses(text, start, end))


def style_urls(attribute: Attribute, text: str) -> Iterator[Attribute]:
    """Find the addresses in a `style` attribute of `text`, whose quotation marks may be character references."""
    if "&" not in text[attribute.start : attribute.end]:
        yield from css_urls(text, attribute.start, attribute.end)
        return
    source = Derived(pieces(text, attribute.start, attribute.end))
    css = source.text
    for found in css_urls(css, 0, len(css)):
        yield Attribute(found.text, source.start(found.start), source.end(found.end))


def _addresses(text: str, start: int, end: int) -> Iterator[tuple[Attribute, bool]]:
    """Find the addresses in the CSS between two offsets, and tell of each whether a style sheet is imported."""
    functions: list[str] = []
    at_rule = ""
    for token in _TOKEN.finditer(text, start, end):
        kind = token.lastgroup
        if kind == "at":
            at_rule = token["at"].lower()
        elif kind == "mark":
            # A brace or semicolon ends whatever brackets were left open; data within `url(…)` is one token.
            del functions[-1 if token[0] == ")" else 0 :]
            at_rule = at_rule if token[0] == ")" else ""
        elif kind == "function":
            functions.append(token["function"][:-1].lower())
        elif kind in ("url", "double_end", "single_end"):
            imported = at_rule == "@import" and not functions
            group = kind.removesuffix("_end")
            is_address = group == "url" or imported or bool(functions and functions[-1] in _OF_ADDRESSES)
            if is_address and token[group] and at_rule not in _OF_NAMES:
                yield Attribute(_unescaped(token[group]), *token.span(group)), imported
            if imported:
                # What follows the address of an import are its conditions.
                at_rule = "@import …"
            if functions and functions[-1] not in _OF_LISTS:
                functions[-1] = ""
        elif kind in ("double", "single") and functions:
            # A string that its line ends: nothing behind it is understood.
            functions[-1] = ""


def _unescaped(written: str) -> str:
    """Undo the escapes of CSS."""
    return _ESCAPE.sub(_meaning, written) if "\\" in written else written


def _meaning(escape: re.Match[str]) -> str:
    """Give what an escape stands for."""
    if escape[1] is None:
        return "" if escape[0][1:] in _LINE_END else escape[0][1:]
    code = int(escape[1], 16)
    return _NO_CHARACTER if not code or code in _SURROGATES or code > _LAST_CODE_POINT else chr(code)


def _comments(lines: Lines) -> Iterator[Comment]:
    """List the comments of a style sheet."""
    for token in _TOKEN.finditer(lines.text) if "/*" in lines.text else ():
        if token.lastgroup == "comment":
            yield Comment(token[0][2:].removesuffix("*/").strip(), lines.location(*token.span()))


def _in_comment(lines: Lines, comment: Comment) -> Iterator[Reference]:
    """Find the URLs that stand in a comment."""
    for found in bare_urls(lines.text, comment.location.start, comment.location.end):
        raw = lines.text[found.start : found.end]
        yield Reference(found.url, raw, lines.location(found.start, found.end), Kind.BARE)
