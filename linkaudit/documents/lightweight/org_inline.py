"""Inline markup of Org: links in their four forms, and text that is shown as it is.

https://orgmode.org/worg/org-syntax.html#Links
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.lightweight.running import Running
from linkaudit.models import Kind
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.models import Location

_CANDIDATE = Pattern(r"\[\[|<(?=[A-Za-z]+:)|[=~](?=\S)|@@(?=[\w-]+:)|(?<![\w/])(?:mailto|doi):(?=\w)")
_TARGET = Pattern(r"\[\[(?P<target>(?:\\[\\\[\]]|\\(?![\\\[\]])|[^\[\]\\])++)\](?=[\]\[])")
_LONGEST_TARGET = 4096
_ESCAPE = Pattern(r"\\([\\\[\]])")
_ANGLE = Pattern(
    r"<(?P<url>(?:https?|ftps?|mailto|doi|file|news|gopher|gemini|ircs?):[^>\n]*(?:\n[ \t]*[^>\s][^>\n]*)*)>", 2
)
_MAIL = Pattern(r"mailto:[\w.+-]+@[\w-]+(?:\.[\w-]+)+|doi:10\.\d{4,9}/[^\s<>\[\]\"]*[\w/]")
_BEFORE_VERBATIM = Pattern(r"[-\s({'\"]")
_VERBATIM_END = {mark: Pattern(rf"(?<=\S){mark}(?=[-\s.,;:!?'\")}}\\\[]|\Z)") for mark in "=~"}
_SCHEME = Pattern(r"(?P<scheme>[A-Za-z][A-Za-z0-9+-]*):")
_OPENED = {"http", "https", "ftp", "ftps", "mailto", "news", "gopher", "gemini", "irc", "ircs"}
_FILE = Pattern(r"(?:file(?:\+(?:sys|emacs))?:|(?=\.{0,2}/|~/))(?P<path>.+)\Z", 16)
_IMAGE = Pattern(r"\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp|xbm|xpm|pbm|pgm|ppm|avif)\Z", 2)
_WHITE = Pattern(r"\s*\n\s*")
# What the program of a reader makes of an identifier of a publication: Org's ol-doi.el.
_DOI = "https://doi.org/"


class Abbreviations:
    """Abbreviations of addresses, as `#+LINK: bugs https://bugs.example/%s` defines them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._templates: dict[str, str] = {}
        self.uses: dict[str, list[tuple[Location, str]]] = {}

    def define(self, name: str, template: str) -> None:
        """Define an abbreviation."""
        self._templates[name.lower()] = template

    def expanded(self, target: str) -> tuple[str, str]:
        """Replace the abbreviation at the beginning of a target; give the address and the name of the abbreviation."""
        name, colon, tag = target.partition(":")
        template = self._templates.get(name.lower()) if colon or name.lower() in self._templates else None
        if template is None:
            return target, ""
        for mark in ("%s", "%h"):
            if mark in template:
                return template.replace(mark, tag), name.lower()
        return template + tag, name.lower()


class Inline(Running):
    """Reads one stretch of running text."""

    def read(self, abbreviations: Abbreviations) -> None:
        """Read the whole text."""
        self._abbreviations = abbreviations
        self._taken = 0
        self._without_end: set[str] = set()
        position = 0
        while found := _CANDIDATE.search(self.text, position):
            position = max(self._candidate(found[0], found.start()), found.end())
        self._plain(len(self.text))

    def _candidate(self, mark: str, begin: int) -> int:
        """Look at what may begin a construct; tell where to go on."""
        if mark == "[[":
            return self._bracketed(begin)
        if mark == "<":
            return self._angle(begin)
        if mark in ("=", "~"):
            return self._verbatim(mark, begin)
        if mark == "@@":
            end = self.closer("@@", begin + 2)
            return self._hidden(begin, end + 2) if end > 0 else begin
        return self._mail(begin)

    def _hidden(self, begin: int, end: int) -> int:
        """Leave out what only one exporter shows."""
        self._plain(begin)
        self._taken = end
        return end

    def _verbatim(self, mark: str, begin: int) -> int:
        """Leave out `=verbatim=` and `~code~`, which are shown as they are."""
        if mark in self._without_end or (begin and not _BEFORE_VERBATIM.match(self.text, begin - 1)):
            return begin
        ending = _VERBATIM_END[mark].search(self.text, begin + 2)
        if ending is None:
            self._without_end.add(mark)
            return begin
        self._plain(begin)
        self.add(f"`{self.text[begin + 1 : ending.start()]}`", begin)
        self._taken = ending.end()
        return self._taken

    def _bracketed(self, begin: int) -> int:
        """Read `[[target][text]]` or `[[target]]`."""
        found = _TARGET.match(self.text, begin, min(len(self.text), begin + _LONGEST_TARGET))
        if found is None:
            return begin
        inner = found.end() + 1
        described = self.text[found.end()] == "["
        end = self.closer("]]", inner) if described else found.end() - 1
        if end < 0 or (described and end == inner):
            return begin
        self._plain(begin)
        begin, stop = found.span("target")
        text = self.text[inner:end] if described else ""
        if not self._description_leads(text, inner, end):
            self.add(text or self.text[begin:stop], inner if text else begin)
        self._link(begin, stop, text)
        self._taken = end + 2
        return self._taken

    def _description_leads(self, text: str, begin: int, end: int) -> bool:
        """List the image that is shown instead of the text of a link."""
        if not _IMAGE.search(text.strip()) or any(mark.isspace() for mark in text.strip()):
            return False
        url = _opened(text.strip())
        if url:
            self.refer(Kind.IMAGE, url, begin, end)
        return bool(url)

    def _link(self, begin: int, stop: int, text: str) -> None:
        """List where a link leads, unless it is a place in the same or another Org document."""
        target = _WHITE.sub(" ", _ESCAPE.sub(r"\1", self.text[begin:stop])).strip()
        expanded, name = self._abbreviations.expanded(target)
        url = _opened(expanded)
        if not url:
            return
        if name:
            self._abbreviations.uses.setdefault(name, []).append((self.location(begin, stop), text or target))
        kind = Kind.IMAGE if not text and _IMAGE.search(url) else Kind.LINK
        self.refer(kind, url, begin, stop, text or target)

    def _angle(self, begin: int) -> int:
        """Read `<https://…>`, which may go on in the next line."""
        end = self.closer(">", begin) + 1
        found = _ANGLE.match(self.text, begin, end) if begin < end < begin + _LONGEST_TARGET else None
        url = _opened(_WHITE.sub("", found["url"])) if found else ""
        if found is None or not url:
            return begin
        self._plain(begin)
        self.add_instead(url, *found.span("url"))
        self.refer(Kind.AUTOLINK, url, *found.span("url"))
        self._taken = found.end()
        return self._taken

    def _mail(self, begin: int) -> int:
        """Read `mailto:ada@h.example` and `doi:10.1000/182`, which are links as they stand."""
        found = _MAIL.match(self.text, begin)
        if found is None:
            return begin
        self._plain(begin)
        self.show(*found.span())
        self.refer(Kind.BARE, _opened(found[0]), *found.span())
        self._taken = found.end()
        return self._taken

    def _plain(self, end: int) -> None:
        """Take the text up to `end`, in which nothing but bare URLs may stand."""
        begin, self._taken = self._taken, end
        if begin < end:
            self.show(begin, end)
            for found in self.bare(begin, end, "/+"):
                self.refer_bare(found)


def _opened(target: str) -> str:
    """Give what a reader's program opens for a target: an address or a file; empty for a place within documents."""
    file = _FILE.match(target)
    if file:
        return file["path"].partition("::")[0]
    scheme = _SCHEME.match(target)
    if scheme is None or scheme.end() == len(target):
        return ""
    if scheme["scheme"].lower() == "doi":
        return _DOI + target[scheme.end() :]
    return target if scheme["scheme"].lower() in _OPENED else ""
