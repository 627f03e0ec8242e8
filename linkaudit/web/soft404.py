"""Pages that answer 200 and are not there: soft 404s and parked domains, told from what a reader would see.

One sign is never enough: an article about error 404 has the words in its title, a site made by scripts has hardly any
text, a news report quotes "this domain is for sale". What is read here is also what other judgements need of a page:
its title and its words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import turbohtml
from msgspec import Struct

from linkaudit import data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkaudit.web.target import Target


# Bytes of a body that are parsed. Error pages say what they have to say early, and the rest is paid for every page.
MAX_PARSED = 256 * 1024

# Characters of a title that are kept, and of a text that is searched for phrases.
MAX_TITLE = 300
MAX_TEXT = 8_000

# Words. Error pages that come with the whole navigation of their site keep below the first; below the second there is
# room for little more than one sentence and its links; below the third for nothing but the message itself.
SHORT = 300
SMALL = 60
TINY = 25

# Words of a page of any kind; parked pages list some advertisements.
PARKED = 250

# Dashes, dots, angles and bars between the pieces of a title, two at most: "Page not found | Section | Site". Titles
# with more pieces are sentences.
_PIECES = 3
_SEPARATOR = re.compile(r"\s+[-\u2013\u2014\u00b7\u2022\u00bb\u203a|:]+\s+|\s*[|\u00bb\u203a\u2022]\s*")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_APOSTROPHE = "\u2019"
_NUMBER = re.compile(r"(404|410)")
# Scripts that are written without spaces: two characters make about one word.
_UNSPACED = re.compile("[\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Page(Struct, frozen=True):
    """What a reader sees of a page."""

    title: str = ""
    heading: str = ""
    text: str = ""
    """The visible text in lower case, if it is short enough for its phrases to mean anything; else empty."""
    words: int = 0
    password: bool = False
    """Whether it asks for a password."""
    markup: str = ""
    """The source in lower case, under the same condition."""
    sketch: str = ""
    """A sketch of its text, by which a later look tells how much of it is still there."""
    refresh: str = ""
    """What it says under `<meta http-equiv=refresh>`: seconds, and mostly an address."""


EMPTY = Page()


def read_page(body: bytes, content_type: str = "") -> Page:
    """Read a page. `content_type` is the header field; a charset in it takes precedence, as browsers have it."""
    if not body:
        return EMPTY
    head = body[:MAX_PARSED]
    if content_type.lower().startswith("text/plain"):
        text = head.decode("utf-8", "replace")
        words = _count(text)
        return Page(text=_folded(text) if words <= SHORT else "", words=words)
    document = parsed(head, content_type)
    title, heading = document.find("title"), document.find("h1")
    text = document.to_text()
    words = _count(text)
    return Page(
        title=_line(title.text) if title is not None else "",
        heading=_line(heading.text) if heading is not None else "",
        text=_folded(text) if words <= SHORT else "",
        words=words,
        password=b"password" in head and document.select_one("input[type=password]") is not None,
        markup=head.decode("utf-8", "replace").lower() if words <= SHORT else "",
        refresh=_refresh(document) if b"efresh" in head or b"EFRESH" in head else "",
    )


def parsed(body: bytes, content_type: str = "") -> turbohtml.Document:
    """Parse markup as browsers do; a charset in the header field `content_type` takes precedence."""
    charset = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type, re.IGNORECASE)
    try:
        return turbohtml.parse(body, encoding=charset[1] if charset else None, positions=False)
    except LookupError:  # a charset that nobody knows
        return turbohtml.parse(body, positions=False)


def soft_404(page: Page, target: Target) -> tuple[str, ...]:
    """Give the signs by which a page says that there is no such page, if there are enough of them; else nothing."""
    if page.words > SHORT:
        return ()
    named = [
        f"{where} {said!r}"
        for where, said in (("title", page.title), ("heading", page.heading), ("text", _whole(page)))
        if said and says_not_found(said)
    ]
    sentence = next((phrase for phrase in _sentences() if phrase in page.text), "")
    address = error_address(target)
    size = f"{page.words} words"
    if named and sentence:
        return (*named, f"text {sentence!r}", size)
    if address and (named or sentence):
        return (*named, *([f"text {sentence!r}"] if sentence else ()), f"address {address!r}", size)
    if named and page.words <= TINY:
        return (*named, size)
    # A page that has a title of its own may quote such a sentence; one with nothing but the sentence does not.
    if sentence and (page.words <= TINY or (page.words <= SMALL and not page.title)):
        return (f"text {sentence!r}", size)
    return ()


def parked(page: Page, target: Target, asked: Target) -> tuple[str, ...]:
    """Give the signs by which a page is a parked domain's, if there are enough of them; else nothing.

    `target` is where it was found, `asked` what was asked for.
    """
    hosts = _data()["parking"]["hosts"]
    if _under(target.host, hosts) and not _under(asked.host, hosts):
        return (f"host {target.host}",)
    if not page.words or page.words > PARKED:
        return ()
    lists = _data()["parking"]
    title = page.title.lower()
    host = target.host.removeprefix("www.")
    signs = [
        f"{kind} {found!r}"
        for kind, found in (
            ("mark", next((mark for mark in lists["marks"] if mark in page.markup), "")),
            ("text", next((phrase for phrase in lists["phrases"] if phrase in page.text or phrase in title), "")),
            # The name of the domain as title or heading, as parking pages put it: a site says what it is about.
            ("title", host if host in {title, page.heading.lower()} or title.startswith(f"{host} ") else ""),
        )
        if found
    ]
    return (*signs, f"{page.words} words") if len(signs) > 1 else ()


def says_not_found(said: str) -> bool:
    """Tell whether a title or heading as a whole says "not found", apart from the name of the site and a number."""
    pieces = [piece for piece in _SEPARATOR.split(said) if piece]
    if len(pieces) > _PIECES:
        return False
    # The name of the site stands last or first; what stands in between is the piece beside it.
    return any(_is_message(piece) for piece in (*pieces, said)[: _PIECES + 1])


def error_address(target: Target) -> str:
    """Give the part of a path that names an error page; empty if there is none."""
    parts = _data()["addresses"]["parts"]
    for part in target.path.lower().split("/"):
        if part.partition(".")[0] in parts:
            return part
    return ""


def _is_message(text: str) -> bool:
    """Compare one piece of a title with the phrases; a bare 404 is one as well."""
    fillers = _fillers()
    words = _WORD.findall(_NUMBER.sub(r" \1 ", _plain(text)))
    rest = " ".join(word for word in words if word not in fillers and not word.isdigit())
    if not rest:
        return "404" in words or "410" in words
    return rest in _titles()


def _whole(page: Page) -> str:
    """Give the whole text of a page that has neither title nor heading and hardly any text."""
    if page.title or page.heading or page.words > TINY:
        return ""
    return " ".join(page.text.split())


def _under(host: str, names: Iterable[str]) -> bool:
    return any(host == name or host.endswith(f".{name}") for name in names)


def _refresh(document: turbohtml.Document) -> str:
    """Give the content of the first refresh of a page; empty if it has none, or only for browsers without scripts."""
    for element in document.select("meta[http-equiv]"):
        said = str(element.attrs.get("http-equiv", "")).strip().lower()
        if said == "refresh" and element.closest("noscript") is None:
            return str(element.attrs.get("content", "")).strip()
    return ""


def _line(text: str) -> str:
    return " ".join(text.split())[:MAX_TITLE]


def _folded(text: str) -> str:
    return " ".join(_plain(text[:MAX_TEXT]).split())


def _plain(text: str) -> str:
    """Put a text as the phrases are put: in lower case, with straight apostrophes."""
    return text.lower().replace(_APOSTROPHE, "'")


def _count(text: str) -> int:
    words = text.split()
    return len(words) + len(_UNSPACED.findall(text[:MAX_TEXT])) // 2 if not text.isascii() else len(words)


@data.derived
def _data() -> dict[str, Any]:
    lists = data.load("soft404")
    return {**lists, "addresses": {**lists["addresses"], "parts": frozenset(lists["addresses"]["parts"])}}


def _phrases(section: str) -> list[str]:
    """Join the lists of a section's languages."""
    return [phrase for value in _data()[section].values() if isinstance(value, list) for phrase in value]


@data.derived
def _titles() -> frozenset[str]:
    return frozenset(" ".join(_WORD.findall(phrase)) for phrase in _phrases("titles"))


@data.derived
def _sentences() -> tuple[str, ...]:
    return tuple(dict.fromkeys(_phrases("sentences")))


@data.derived
def _fillers() -> frozenset[str]:
    return frozenset(_data()["fillers"]["words"])
