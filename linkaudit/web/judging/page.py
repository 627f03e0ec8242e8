"""What a reader sees of a page: its title, its words, and where it goes by itself."""

from __future__ import annotations

import re
from typing import Any

import turbohtml
from msgspec import Struct

from linkaudit.documents.decode import charset_of
from linkaudit.web.judging.likeness import sketch

# Bytes of a body that are parsed. Error pages say what they have to say early, and the rest is paid for every page.
MAX_PARSED = 256 * 1024

# Characters of a title that are kept, of a text that is searched for phrases, and of one that is sketched.
MAX_TITLE = 300
MAX_TEXT = 8_000
MAX_SKETCHED = 6_000

# Words. Error pages that come with the whole navigation of their site keep below the first; below the second there is
# room for little more than one sentence and its links; below the third for nothing but the message itself.
SHORT = 300
SMALL = 60
TINY = 25

# Words of running text that papers show of what they keep for those who pay, and of a page that is not all lists.
_MOST_SHOWN = 150
_MOST_AROUND = 1000
# Words of a line from which on it is running text rather than a headline or an entry of a menu.
_LINE = 12
_MAX_OFFERING = 20_000
# How pages tell search engines that what follows is only for those who pay (https://schema.org/isAccessibleForFree).
_NOT_FREE = re.compile(
    rb"isaccessibleforfree[\"'\\]*\s*(?::|content=)\s*[\"'\\]*(?:https?:\\?/\\?/schema\.org\\?/)?false", re.IGNORECASE
)

_APOSTROPHE = "\u2019"
# Scripts that are written without spaces: two characters make about one word.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Page(Struct, frozen=True):
    """What a reader sees of a page."""

    title: str = ""
    heading: str = ""
    text: str = ""
    """The visible text in lower case, if it is short enough for its phrases to mean anything; else empty."""
    tokens: frozenset[str] = frozenset()
    """What stands between the spaces of `text`."""
    words: int = 0
    password: bool = False
    """Whether it asks for a password."""
    not_free: bool = False
    """Whether it tells search engines that its text is only for those who pay."""
    offering: str = ""
    """The visible text in lower case of a page that tells so and shows little running text; else empty."""
    markup: str = ""
    """The source in lower case, under the same condition."""
    beginning: str = ""
    """The visible text as it stands, up to a limit."""
    canonical: str = ""
    """The address that it gives as its own, as written there."""
    refresh: str = ""
    """What it says under `<meta http-equiv=refresh>`: seconds, and mostly an address."""

    @property
    def sketch(self) -> str:
        """A sketch of its text, by which a later look tells how much of it is still there; made when asked for."""
        return sketch(self.beginning)


EMPTY = Page()


def read_page(body: bytes, content_type: str = "") -> Page:
    """Read a page. `content_type` is the header field; a charset in it takes precedence, as browsers have it."""
    if not body:
        return EMPTY
    head = body[:MAX_PARSED]
    if content_type.lower().startswith("text/plain"):
        text = head.decode("utf-8", "replace")
        words = _count(text)
        folded, tokens = _folded(text) if words <= SHORT else ("", frozenset())
        return Page(text=folded, tokens=tokens, words=words, beginning=text[:MAX_SKETCHED])
    document = parsed(head, content_type)
    title, heading = document.find("title"), document.find("h1")
    text = document.to_text()
    words = _count(text)
    folded, tokens = _folded(text) if words <= SHORT else ("", frozenset())
    not_free = b"ccessible" in head and _NOT_FREE.search(head) is not None
    return Page(
        title=_line(title.text) if title is not None else "",
        heading=_line(heading.text) if heading is not None and heading.closest("template, noscript") is None else "",
        text=folded,
        tokens=tokens,
        words=words,
        password=b"password" in head and document.select_one("input[type=password]") is not None,
        not_free=not_free,
        offering=_offering(text, words) if not_free else "",
        markup=head.decode("utf-8", "replace").lower() if words <= SHORT else "",
        beginning=text[:MAX_SKETCHED],
        canonical=_canonical(document) if b"canonical" in head else "",
        refresh=_refresh(document) if b"efresh" in head or b"EFRESH" in head else "",
    )


def parsed(body: bytes, content_type: str = "") -> turbohtml.Document:
    """Parse markup as browsers do; a charset in the header field `content_type` takes precedence."""
    try:
        return turbohtml.parse(body, encoding=charset_of(content_type) or None, positions=False)
    except LookupError:  # a charset that nobody knows
        return turbohtml.parse(body, positions=False)


def plain(text: str) -> str:
    """Put a text as the lists of phrases are put: in lower case, with straight apostrophes."""
    return text.lower().replace(_APOSTROPHE, "'")


def plain_lists(facts: Any) -> Any:
    """Put lists to which settings may have added in the same way; what is called `name` is for people and stays."""
    if isinstance(facts, dict):
        return {key.lower(): each if key == "name" else plain_lists(each) for key, each in facts.items()}
    if isinstance(facts, list):
        return [plain_lists(each) for each in facts]
    return plain(facts) if isinstance(facts, str) else facts


def _refresh(document: turbohtml.Document) -> str:
    """Give the content of the first refresh of a page; empty if it has none, or only for browsers without scripts."""
    for element in document.select("meta[http-equiv]"):
        said = str(element.attrs.get("http-equiv", "")).strip().lower()
        if said == "refresh" and element.closest("noscript") is None:
            return str(element.attrs.get("content", "")).strip()
    return ""


def _canonical(document: turbohtml.Document) -> str:
    link = document.select_one("link[rel=canonical]")
    return str(link.attrs.get("href", "")).strip() if link is not None else ""


def _line(text: str) -> str:
    return " ".join(text.split())[:MAX_TITLE]


def _folded(text: str) -> tuple[str, frozenset[str]]:
    words = plain(text[:MAX_TEXT]).split()
    return " ".join(words), frozenset(words)


def _offering(text: str, words: int) -> str:
    """Put a text as `plain` puts it, if there is little to read in it: menus and headlines are none of that."""
    if words > _MOST_AROUND or sum(each for each in map(_count, text.splitlines()) if each >= _LINE) > _MOST_SHOWN:
        return ""
    return " ".join(plain(text[:_MAX_OFFERING]).split())


def _count(text: str) -> int:
    words = text.split()
    return len(words) + len(_UNSPACED.findall(text[:MAX_TEXT])) // 2 if not text.isascii() else len(words)
