"""The text of a page without its furniture, by one of two means.

The built-in one is always there. trafilatura (the extra `content`) has been tried on many more pages, and takes ten
times as long. What they find differs, so that each text says by which means it was found. The text is that of the page
as it was sent: what only scripts put in is not there.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module

from msgspec import Struct

from linkaudit.content import pruning
from linkaudit.content.banners import without_banners
from linkaudit.content.passages import WHOLE
from linkaudit.documents.decode import NotTextError, charset_of, decode, encoding_named
from linkaudit.errors import ConfigError
from linkaudit.web.judging.page import parsed

BUILT_IN, TRAFILATURA = "b", "t"
_BY_TRAFILATURA = "linkaudit.content.by_trafilatura"
INSTALL = "pip install 'linkaudit-cli[content]'"

# Bytes of a page that are read: an article may stand behind hundreds of kilobytes of scripts. A page of nothing but
# tags takes a second and a half.
MAX_READ = 512 * 1024
MAX_TITLE = 300
# Where the kind of a page is not told, it is looked for in so many bytes of it.
_SNIFFED = 1024

_MARKUP = ("text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml")
_PLAIN = ("text/plain", "text/markdown", "text/x-markdown")
_UTF_16 = ("utf-16", "utf-16le", "utf-16be")
_TAG = re.compile(rb"<(?:!doctype|html|head|body|title|meta|p|div|h\d|table|frameset)\b", re.IGNORECASE)


class MainText(Struct, frozen=True):
    """What a page says."""

    title: str = ""
    text: str = ""
    by: str = WHOLE
    """What found the text, by one letter: belongs to its sample, `passages.sample(text, by=…)`."""


def main_text(body: bytes, content_type: str = "", extractor: str = "auto") -> MainText:
    """Find the main text of a page; empty if it is no page of text. `extractor` is `settings.Content.extractor`.

    Raises ConfigError if trafilatura is wanted and not installed.
    """
    by = chosen(extractor)
    body = without_banners(body)[:MAX_READ]
    kind = content_type.partition(";")[0].strip().lower() or _sniffed(body)
    if not body or body.startswith(b"%PDF-") or kind not in (*_MARKUP, *_PLAIN):
        return MainText()
    if kind in _PLAIN:
        return MainText(text=_decoded(body, content_type))
    page = parsed(body, content_type)
    found = page.find("title")
    title = " ".join(found.text.split())[:MAX_TITLE] if found is not None else ""
    if by == TRAFILATURA:
        extracted = import_module(_BY_TRAFILATURA).extracted
        return MainText(title, extracted(_in(page.encoding or "", body)), by)
    return MainText(title, pruning.text_of(page), by)


def chosen(extractor: str) -> str:
    """Say by one letter which extractor is at work. Raises ConfigError if it is wanted and not installed."""
    if extractor == "built-in":
        return BUILT_IN
    trouble = unusable()
    if trouble and extractor == "trafilatura":
        msg = f"`content.extractor` is `trafilatura`, which cannot be used ({trouble}): {INSTALL}"
        raise ConfigError(msg)
    return BUILT_IN if trouble else TRAFILATURA


@cache
def unusable() -> str:
    """Say why trafilatura cannot be used; empty if it can. It is imported to find out."""
    try:
        import_module(_BY_TRAFILATURA)
    except ImportError as problem:
        return str(problem).partition("\n")[0]
    return ""


def _sniffed(body: bytes) -> str:
    """Tell of what kind a body without content type is: markup, plain text, or nothing that can be read."""
    head = body[:_SNIFFED]
    if b"\0" in head:
        return ""
    return "text/html" if _TAG.search(head) else "text/plain"


def _decoded(body: bytes, content_type: str) -> str:
    """Decode plain text: as the header says, else as what it is told to be in; empty if it is no text."""
    charset = charset_of(content_type)
    if charset:
        return _in(charset, body)
    try:
        return decode(body).text
    except NotTextError:
        return ""


def _in(label: str, body: bytes) -> str:
    """Decode by a label of an encoding as browsers do, and as UTF-8 if it names none."""
    encoding = label if label.lower() in _UTF_16 else encoding_named(label)
    return body.decode(encoding or "utf-8", "replace")
