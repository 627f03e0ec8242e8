"""Pages that answer 200 and say that they are not there, told from what a reader would see.

One sign is never enough: an article about error 404 has the words in its title, a site made by scripts has hardly any
text, a short page quotes "we couldn't find".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from linkaudit import data
from linkaudit.web.judging.page import SHORT, SMALL, TINY, Page, plain, plain_lists
from linkaudit.web.judging.phrases import Phrases

if TYPE_CHECKING:
    from linkaudit.web.target import Target

# Words. A page whose title says "not found" may have a large menu; one that is longer than this is about something.
LONG = 1500

# Words. A sentence that says "we couldn't find" is a hint only where there is little else.
FEW = 120

# Words. A title that says nothing but "not found" above no more than this is a message, not the name of something.
LITTLE = 40

# Dashes, dots, angles and bars between the pieces of a title, two at most: "Page not found | Section | Site". Titles
# with more pieces are sentences.
_PIECES = 3
_SEPARATOR = re.compile(r"\s+[-\u2013\u2014\u00b7\u2022\u00bb\u203a|:]+\s+|\s*[|\u00bb\u203a\u2022]\s*")
_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_NUMBER = re.compile(r"(404|410)")

# A page at such an address is about errors: that it speaks of them is no sign that it is one.
_ABOUT_ERRORS = re.compile(r"40[34]|410|not.?found|error", re.IGNORECASE)
# Scripts that are loaded: with hardly any text besides, they may make the page.
_SCRIPT = re.compile(r"<script[^>]*\s(?:src|type=[\"']?module)")
# Folders of error pages.
_FOLDERS = frozenset(
    {"error", "errors", "err", "errorpages", "error-pages", "error_pages", "errordocs", "httperrors", "cgi-sys"}
)
_INDEX = re.compile(r"(?:index|default)\.\w{2,5}")


def soft_404(page: Page, target: Target, *, led: bool = True) -> tuple[str, ...]:
    """Give the signs by which a page says that there is no such page, if there are enough of them; else nothing.

    Its address is one of them if redirects `led` there: an address that was cited names what the page is about.
    """
    if page.words > SHORT:
        return ()
    named, sentence = _named(page), _sentence(page)
    address = error_address(target) if led else ""
    size = f"{page.words} words"
    if named and sentence:
        return (*named, f"text {sentence!r}", size)
    if address and (named or sentence):
        return (*named, *([f"text {sentence!r}"] if sentence else ()), f"address {address!r}", size)
    if named and page.words <= (SMALL if len(named) > 1 else LITTLE):
        return (*named, size)
    # A page that has a title of its own may quote such a sentence; one with nothing but the sentence does not.
    if sentence and (page.words <= TINY or (page.words <= SMALL and not page.title)):
        return (f"text {sentence!r}", size)
    return ()


def default_page(page: Page) -> tuple[str, ...]:
    """Give the signs by which a page is what a server shows where nobody has put anything; nothing if it is not."""
    if not page.title or page.words > SHORT:
        return ()
    title = plain(page.title)
    for default in _data()["default"]:
        if title.startswith(tuple(default["titles"])):
            # The title is a part of the source, and no second sign.
            text = next(
                (each for each in default["texts"] if each in page.text or (each in page.markup and each not in title)),
                "",
            )
            # The same words as title and as text are one sign, unless there is nothing else.
            if text and (text not in title or page.words <= TINY):
                return (f"the default page of {default['name']}", f"title {page.title!r}", f"text {text!r}")
    return ()


def hint(page: Page) -> str:
    """Give one sign that a page may not be what it was; empty if there is none. By itself it says nothing."""
    if page.words > LONG:
        return ""
    named = _named(page)
    if named:
        return named[0]
    if page.words <= FEW:
        sentence = _sentence(page) or _hints().first(page.text, page.tokens)
        if sentence:
            return f"text {sentence!r}"
    what = _of_no_page(page.title)
    if what:
        return f"title {page.title!r}, as {what} has it"
    if page.words <= TINY and page.markup and not is_shell(page) and not _has(page, "contents"):
        return f"{page.words} words"
    return ""


def _of_no_page(title: str) -> str:
    """Say what has such a title, other than pages that somebody cites; empty if nothing in particular has."""
    pieces = {plain(piece).strip(" !.") for piece in _SEPARATOR.split(title)}
    if not pieces.isdisjoint(_front_titles()):
        return "a front page"
    return "an error" if not pieces.isdisjoint(_data()["hints"]["errors"]) else ""


def is_shell(page: Page) -> bool:
    """Tell whether a page is made by scripts, or asks for them: then its text is not what a reader sees."""
    if _has(page, "shells"):
        return True
    # What the server itself has put a heading on, or says to be missing, is no empty shell.
    empty = page.words <= TINY and not page.heading and not _named(page)
    return empty and _SCRIPT.search(page.markup) is not None


def is_about_errors(asked: Target) -> bool:
    """Tell whether an address names errors, so that a page that speaks of them may be what was cited."""
    return _ABOUT_ERRORS.search(asked.path) is not None


@data.derived
def says_not_found(said: str) -> bool:
    """Tell whether a title or heading as a whole says "not found", apart from the name of the site and a number."""
    pieces = [piece for piece in _SEPARATOR.split(said) if piece]
    if len(pieces) > _PIECES:
        return False
    # The name of the site stands last or first; what stands in between is the piece beside it.
    return any(_is_message(piece) for piece in (*pieces, said)[: _PIECES + 1])


def error_address(target: Target) -> str:
    """Give the part of an address that names an error page; empty if there is none."""
    lists = _data()["addresses"]
    query = target.query.lower()
    if query:
        found = next((mark for mark in lists["queries"] if mark in query), "")
        if found:
            return found
    parts = [part for part in unquote(target.path.lower()).split("/") if part and not _INDEX.fullmatch(part)]
    return parts[-1] if parts and parts[-1].partition(".")[0] in _addresses() else ""


def error_part(part: str) -> bool:
    """Tell whether a part of a path names errors or an error page."""
    name = unquote(part.lower()).partition(".")[0]
    return name in _addresses() or _INDEX.fullmatch(part.lower()) is not None or name in _FOLDERS


def is_ambiguous(address: str) -> bool:
    """Tell whether pages of their own have such an address as well."""
    return address.partition(".")[0] in _data()["addresses"]["ambiguous"]


def _named(page: Page) -> tuple[str, ...]:
    return tuple(
        f"{where} {said!r}"
        for where, said in (("title", page.title), ("heading", page.heading), ("text", _whole(page)))
        if said and says_not_found(said)
    )


def _sentence(page: Page) -> str:
    return _sentences().first(page.text, page.tokens)


def _has(page: Page, section: str) -> bool:
    return any(mark in page.markup for mark in _data()[section]["marks"])


def _is_message(text: str) -> bool:
    """Compare one piece of a title with the phrases; a bare 404 is one as well."""
    fillers = _fillers()
    words = _WORD.findall(_NUMBER.sub(r" \1 ", plain(text)))
    rest = " ".join(word for word in words if word not in fillers and not word.isdigit())
    if not rest:
        return "404" in words or "410" in words
    return rest in _titles()


def _whole(page: Page) -> str:
    """Give the whole text of a page that has neither title nor heading and hardly any text."""
    if page.title or page.heading or page.words > TINY:
        return ""
    return " ".join(page.text.split())


@data.derived
def _data() -> dict[str, Any]:
    lists: dict[str, Any] = plain_lists(data.load("soft404"))
    return lists


def _phrases(section: str) -> list[str]:
    """Join the lists of a section's languages."""
    return [phrase for value in _data()[section].values() if isinstance(value, list) for phrase in value]


@data.derived
def _addresses() -> frozenset[str]:
    return frozenset(_data()["addresses"]["parts"])


@data.derived
def _titles() -> frozenset[str]:
    fillers = _fillers()
    phrases = (_WORD.findall(phrase) for phrase in _phrases("titles"))
    return frozenset(" ".join(word for word in words if word not in fillers) for words in phrases) - {""}


@data.derived
def _sentences() -> Phrases:
    return Phrases(_phrases("sentences"))


@data.derived
def _hints() -> Phrases:
    return Phrases(_data()["hints"]["sentences"])


@data.derived
def _front_titles() -> frozenset[str]:
    return frozenset(_data()["hints"]["titles"])


@data.derived
def _fillers() -> frozenset[str]:
    return frozenset(_data()["fillers"]["words"])
