"""A page as far as the places in it matter: the names that it has, its text, and whether scripts may make more."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any
from urllib.parse import quote, unquote

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.web.judging.page import parsed
from linkaudit.web.places.text_directives import folded
from linkaudit.web.target import is_under

# Bodies in which places are looked for; of all others it is enough to know what they are.
HTML, XHTML, SVG, PLAIN = "text/html", "application/xhtml+xml", "image/svg+xml", "text/plain"
MARKUP = (HTML, XHTML, SVG)

# Words. A page with scripts and fewer words than the first is filled by them; one with fewer than the second may be,
# as far as its text is concerned.
SHELL = 60
FULL = 200
# A page gives its names itself if so many, and such a share, of its own links find them, or of its headings have one:
# scripts that name headings name them all, and those that fill a page fill all of it.
_OWN_LINKS, _MOST_LINKS = 3, 0.8
_HEADINGS, _MOST_HEADINGS = 2, 0.5

# Fragments that mean something else than a name, where scripts or viewers read them.
_MEANINGS = (
    (re.compile(r"[!/?]"), "a route of the page's scripts"),
    (re.compile(r"(?i)L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$|lines?-\d+"), "lines are shown by scripts"),
    (re.compile(r"(?:t|xywh|track|id)=|(?:page|zoom|view|nameddest|search)="), "a parameter of the page's scripts"),
    (re.compile(r"[^=]*="), "a parameter of the page's scripts"),
)
_HEADING = ":is(h1,h2,h3,h4,h5,h6)"
# A heading with a name of its own, around it, in it, or right before it.
_NAMED_HEADING = ",".join(
    (
        f"{_HEADING}[id]",
        f"[id]>{_HEADING}:first-child",
        f"{_HEADING}:has([id],a[name])",
        f":is([id],a[name])+{_HEADING}",
    )
)
_SCRIPT_TYPE = re.compile(r"(?i)^(?:|module|.*(?:java|ecma|j|live)script)$")
# What browsers let stand in a fragment (WHATWG URL, fragment percent-encode set).
_KEPT = "%!#$&'()*+,-./:;=?@[\\]^_{|}~"


class Page:
    """A page as far as its places matter; each part is worked out when it is first asked for."""

    def __init__(self, body: bytes, content_type: str, url: str, *, truncated: bool) -> None:
        """Take the bytes of a page, the header field with their type, and the address at which they were found."""
        self.body = body
        self.kind = content_type.partition(";")[0].strip().lower() or HTML
        self.truncated = truncated
        self._content_type = content_type
        self._host = urls.host(url)

    @cached_property
    def _document(self) -> Any:
        return parsed(self.body, self._content_type)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names that elements have, and those that `<a name>` gives."""
        made_later = {each.attrs["id"] for each in self._document.select("template [id]")}
        ids = {each.attrs["id"] for each in self._document.select("[id]")} - made_later
        return frozenset(map(str, ids | {each.attrs["name"] for each in self._document.select("a[name]")}))

    @cached_property
    def _folded_names(self) -> frozenset[str]:
        return frozenset(name.casefold() for name in self.names)

    def has(self, fragment: str) -> bool:
        """Tell whether a browser, or the script of a forge, finds a name: as it is written first, then decoded."""
        if fragment in self.names:
            return True
        spellings = {fragment, quote(fragment, safe=_KEPT), unquote(fragment)}
        spellings |= {f"user-content-{each}" for each in spellings}
        if not spellings.isdisjoint(self.names):
            return True
        on_forge = is_under(self._host, data.load("fragments")["forges"]["hosts"])
        return on_forge and not {each.casefold() for each in spellings}.isdisjoint(self._folded_names)

    @cached_property
    def text(self) -> str:
        """The text that a reader sees, folded."""
        return folded(self.body.decode("utf-8", "replace") if self.kind == PLAIN else self._document.to_text())

    @cached_property
    def words(self) -> int:
        """How many words a reader sees."""
        letters = sum(not letter.isascii() for letter in self.text[: FULL * 20])
        return self.text.count(" ") + 1 + letters // 2

    @cached_property
    def has_frames(self) -> bool:
        """Whether it only shows other pages."""
        return self._document.select_one("frameset") is not None

    @cached_property
    def has_scripts(self) -> bool:
        """Whether anything in the page can change it."""
        scripts = self._document.select("script")
        return any(_SCRIPT_TYPE.match(str(each.attrs.get("type") or "").strip()) for each in scripts)

    @cached_property
    def is_made_by_scripts(self) -> bool:
        """Whether scripts fill the page."""
        facts = data.load("fragments")["viewers"]
        if is_under(self._host, facts["hosts"]) or self.words < SHELL:
            return True
        generator = self._document.select_one("meta[name=generator i]")
        if generator is not None and str(generator.attrs.get("content")).lower().startswith(tuple(facts["generators"])):
            return True
        roots = (self._document.select_one(f"body>#{root}") for root in facts["roots"])
        return any(root is not None and not root.text.strip() for root in roots)

    def gives_names_itself(self, but: str) -> bool:
        """Tell whether the markup has the names to which the page's links lead, `but` one, or those of its headings."""
        own = self._own_links - {but, unquote(but)}
        if len(own) >= _OWN_LINKS and len(own & self._found_links) >= _MOST_LINKS * len(own):
            return True
        return self._named_headings

    @cached_property
    def _own_links(self) -> frozenset[str]:
        found = {str(each.attrs["href"])[1:] for each in self._document.select('a[href^="#"]')}
        return frozenset(each for each in found if each and each.lower() != "top" and not meaning_of(each))

    @cached_property
    def _found_links(self) -> frozenset[str]:
        return frozenset(filter(self.has, self._own_links))

    @cached_property
    def _named_headings(self) -> bool:
        named = len(self._document.select(_NAMED_HEADING))
        return named >= _HEADINGS and named >= _MOST_HEADINGS * len(self._document.select(_HEADING))

    def speaks_of(self, fragment: str) -> bool:
        """Tell whether a name stands anywhere else than in a link: a script may make the place."""
        return any(self._is_quoted(each.encode("utf-8", "replace")) for each in {fragment, unquote(fragment)})

    def _is_quoted(self, name: bytes) -> bool:
        if name not in self.body:
            return False
        literal = re.escape(name)
        quoted = len(re.findall(rb"[\"'`#=\\]" + literal + rb"[\"'`\\\s>&]", self.body))
        return quoted > len(re.findall(rb"(?i)href\s*=\s*[\"']?[^\"'\s>]*#" + literal + rb"[\"'\s>]", self.body))


def meaning_of(name: str) -> str:
    """Say what a fragment means to scripts that is no name; empty for a name."""
    return next((meaning for pattern, meaning in _MEANINGS if pattern.match(name)), "")
