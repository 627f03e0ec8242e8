"""Inline markup of reStructuredText: where each construct begins and ends, as docutils decides it.

https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#inline-markup

docutils searches for start strings and whole constructs from left to right, and for URLs in what is left. Its regular
expressions take quadratic time; here each kind of character that can begin a construct is looked at once.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.documents.bare import BareUrl
from linkaudit.documents.lightweight.running import Running
from linkaudit.documents.restructuredtext.punctuation import BEFORE, BEHIND, are_paired
from linkaudit.models import Kind
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.documents.derived import Derived
    from linkaudit.documents.positions import Lines
    from linkaudit.documents.restructuredtext.targets import Targets
    from linkaudit.documents.visible import VisibleText
    from linkaudit.models import Reference

SIMPLE_NAME = r"(?:(?!_)\w)+(?:[-._+:](?:(?!_)\w)+)*"
_CANDIDATE = Pattern(r"[*`|\[_]")
_START = Pattern(r"(?:\*\*|\*(?!\*)|``|_`|\|(?!\|)|`(?!`))(?!\s|\Z)")
_NAME_END = Pattern(rf"__?{BEHIND}")
_NAME = Pattern(SIMPLE_NAME)
_LONGEST_NAME = 200
_FOOTNOTE = Pattern(rf"\[(?:[0-9]+|\#(?:{SIMPLE_NAME})?|\*|{SIMPLE_NAME})\]_{BEHIND}")
_ROLE = Pattern(rf":{SIMPLE_NAME}:\Z")
_LONGEST_ROLE = 60
_ENDS = {
    "*": Pattern(rf"(?<![\s\x00])\*{BEHIND}"),
    "**": Pattern(rf"(?<![\s\x00])\*\*{BEHIND}"),
    "``": Pattern(rf"(?<!\s)``{BEHIND}"),
    "_`": Pattern(rf"(?<![\s\x00])`{BEHIND}"),
    "|": Pattern(rf"(?<![\s\x00])\|(?P<link>_{{0,2}}){BEHIND}"),
    "`": Pattern(rf"(?<!(?<!\x00)[\s\x00])`(?P<role>:{SIMPLE_NAME}:)?(?P<link>__?)?{BEHIND}"),
}
# Roles whose text is an address or a text with an address, as Sphinx's `download` and what documents define themselves.
_ADDRESS_ROLES = {"download", "url", "uri", "link", "href"}
# The schemes of which a reader's program makes links in running text; docutils takes all that are registered.
_SCHEMES = "https?|ftps?|sftp|git|svn|ssh|gopher|gemini|ircs?|news|nntp|mailto"
_URIC = r"[-_.!~*'()\[\];/:@&=+$,%a-zA-Z0-9\x00]"
_LAST = rf"(?:[_~*/=+a-zA-Z0-9]|{_URIC}(?=>))"
_SCHEME = Pattern(rf"(?<![A-Za-z0-9.+])(?:{_SCHEMES}):", re.IGNORECASE)
# A scheme that is written of, not an address: `use https:// instead`.
_SCHEME_ALONE = Pattern(rf"(?:{_SCHEMES}):/*", re.IGNORECASE)
_URI_REST = Pattern(rf"(?:(?://?)?{_URIC}*{_LAST})(?:\?{_URIC}*{_LAST})?(?:\#{_URIC}*{_LAST})?{BEHIND}")
_URI = Pattern(rf"[a-zA-Z][a-zA-Z0-9.+-]{{0,30}}:(?:(?://?)?{_URIC}*{_LAST})")
_URI_RUN = Pattern(rf"(?:{_URIC}|[?#])*")
_ESCAPE = Pattern(r"\\(.|\n|\Z)", re.DOTALL)
_UNESCAPED = Pattern(r"\x00[ \n]?")
_ESCAPED_SPACE = Pattern(r"\x00[ \n]")
_EMAIL = Pattern(r"[-_!~*'{|}/#?^`&=+$%.\w\x00]+(?<!\x00)@[-_!~*'{|}/#?^`&=+$%.\w]*\w")


def escaped(text: str) -> str:
    """Write each escaping back-slash as a null character, as docutils does: places stay as they are."""
    return _ESCAPE.sub("\x00\\1", text) if "\\" in text else text


def unescaped(text: str) -> str:
    """Take out the null characters, and the white space that they escape."""
    return _UNESCAPED.sub("", text) if "\x00" in text else text


def address(text: str) -> str:
    """Read an address: white space is left out unless escaped, escapes are undone, `ada@h.example` is one of mail."""
    url = " ".join("".join(unescaped(part).split()) for part in _ESCAPED_SPACE.split(text))
    return f"mailto:{url}" if "@" in url and _EMAIL.fullmatch(text.strip()) else url


class Gathered(Struct):
    """What is found in a document while it is read."""

    lines: Lines
    targets: Targets
    references: list[Reference] = []
    code: list[tuple[int, int]] = []
    """Stretches of literal text."""


class Inline(Running):
    """Reads one stretch of running text: adds what is seen to a block, and what leads somewhere to what is gathered."""

    def __init__(self, gathered: Gathered, visible: VisibleText, places: Derived, element: str = "") -> None:
        """Prepare to read text of a block, or of the metadata field called `element`."""
        super().__init__(gathered.lines, gathered.references, visible, places, element)
        self._gathered = gathered
        self._source = self.text
        self._text = escaped(self.text)
        self._without_end: set[str] = set()
        # Where docutils begins to search anew, and up to where the text has been taken.
        self._from = self._taken = 0

    def read(self) -> None:
        """Read the whole text."""
        position = 0
        while found := _CANDIDATE.search(self._text, position):
            position = max(self._candidate(found.start()), found.end())
        self._plain(len(self._text))

    def _candidate(self, place: int) -> int:
        """Look at a character that may begin a construct, or end a name; tell where to go on."""
        character = self._text[place]
        if place and self._text[place - 1] == "\x00":
            return place + 1
        if character == "[":
            found = _FOOTNOTE.match(self._text, place) if self._may_begin(place) else None
            return self._restart(place, found.end()) if found else place + 1
        start = _START.match(self._text, place)
        if character == "_" and start is None:
            return self._name(place)
        if start is None:
            return place + (2 if self._text.startswith(("``", "**", "||"), place) else 1)
        return self._span(place, start[0])

    def _may_begin(self, place: int) -> bool:
        """Tell whether inline markup may begin here: after white space and opening or parting punctuation."""
        return place == self._from or BEFORE.match(self._text, place - 1) is not None

    def _restart(self, begin: int, end: int) -> int:
        """Take the text up to a construct, and go on behind it."""
        self._plain(begin)
        self._taken = self._from = end
        return end

    def _name(self, place: int) -> int:
        """Read `name_` or `name__`, whose underscore stands at `place`."""
        ending = _NAME_END.match(self._text, place)
        if ending is None:
            return place + 1
        # A name reads as one from either end.
        backwards = _NAME.match(self._text[max(self._from, place - _LONGEST_NAME) : place][::-1])
        for begin in range(place - backwards.end() if backwards else place, place):
            if self._text[begin].isalnum() and self._may_begin(begin):
                self._plain(begin)
                name = self._text[begin:place]
                self._use("" if ending[0] == "__" else name, begin, ending.end(), name)
                self.show(begin, place)
                self._taken = self._from = ending.end()
                return ending.end()
        return place + 1

    def _span(self, place: int, start: str) -> int:
        """Read a construct that has a start string and an end string."""
        begin, role = self._role(place) if start == "`" else (place, "")
        if not self._may_begin(begin):
            begin, role = place, ""
        inner = place + len(start)
        if not self._may_begin(begin):
            return inner
        if not role and place > self._from and are_paired(self._text[place - 1], self._text[inner]):
            self._from = inner
            return inner
        ending = None if start in self._without_end else _ENDS[start].search(self._text, inner)
        if ending is None or ending.start() == inner:
            if ending is None:
                self._without_end.add(start)
            # A start string without an end is shown as an error, and parts the text.
            self._plain(inner)
            self._from = inner
            return inner
        self._plain(begin)
        self._take(start, role, begin, inner, ending)
        self._taken = self._from = ending.end()
        return ending.end()

    def _role(self, place: int) -> tuple[int, str]:
        """Find the role in front of a back-quote."""
        found = _ROLE.search(self._text, max(self._from, place - _LONGEST_ROLE), place)
        return (found.start(), found[0].strip(":")) if found else (place, "")

    def _take(self, start: str, role: str, begin: int, inner: int, ending: re.Match[str]) -> None:
        """Take a construct whose content stands between `inner` and its end string."""
        stop = ending.start()
        if start == "``":
            # The back-quotes stay, so that what is quoted as code is not taken for what the text itself says.
            self.add("`", inner - 1)
            self.add(self._source[inner:stop], inner)
            self.add("`", stop)
            self._gathered.code.append((self._places.start(inner), self._places.end(stop)))
        elif start == "`":
            self._back_quoted(role or (ending["role"] or "").strip(":"), begin, inner, ending)
        elif start == "|":
            if ending["link"]:
                name = unescaped(self._text[inner:stop])
                self._use("" if ending["link"] == "__" else name, begin, ending.end(), name)
        else:
            self.show(inner, stop)
            if start != "_`":
                self._extra(inner, stop, [])

    def _back_quoted(self, role: str, begin: int, inner: int, ending: re.Match[str]) -> None:
        """Read interpreted text, or a link whose text is a phrase, perhaps with its target embedded."""
        stop = ending.start()
        embedded = self._embedded(inner, stop)
        link = ending["link"] or ""
        if role and not link:
            self._interpreted(role.rpartition(":")[2], inner, stop, embedded)
            return
        if role or not link:
            self.show(inner, stop)
            return
        if embedded is None:
            phrase = " ".join(unescaped(self._text[inner:stop]).split())
            self.show(inner, stop)
            self._use("" if link == "__" else phrase, begin, ending.end(), phrase)
            return
        self._embedded_target(begin, inner, ending.end(), embedded)

    def _embedded_target(self, begin: int, inner: int, end: int, embedded: tuple[int, int]) -> None:
        """Read `text <target>`_, where the target is an address or, with an underscore behind it, a name."""
        target = self._text[slice(*embedded)]
        text_end = embedded[0] - 1
        phrase = " ".join(unescaped(self._text[inner:text_end]).split())
        named = target.endswith("_") and not target.endswith("\x00_") and not _URI.match(target)
        self.show(inner, inner + len(self._text[inner:text_end].rstrip()))
        if not phrase:
            self.show(*embedded)
        if named:
            self._use(unescaped(target[:-1]), begin, end, phrase or unescaped(target))
        else:
            self.refer(Kind.LINK, address(target), *embedded, phrase)

    def _interpreted(self, role: str, inner: int, stop: int, embedded: tuple[int, int] | None) -> None:
        """Read interpreted text: of a role that is known to take an address, and else what a reader sees of it."""
        text_end = embedded[0] - 1 if embedded else stop
        self.show(inner, text_end)
        if role.lower() in _ADDRESS_ROLES:
            place = embedded or (inner, stop)
            url = address(self._text[slice(*place)])
            if "://" in url:
                text = " ".join(unescaped(self._text[inner:text_end]).split())
                self.refer(Kind.LINK, url, *place, text)

    def _embedded(self, inner: int, stop: int) -> tuple[int, int] | None:
        """Find what stands in angle brackets at the end of a phrase."""
        text = self._text
        if text[stop - 1] != ">" or text[stop - 2] in "\x00 \n":
            return None
        begin = stop - 1
        while begin > inner:
            begin = max(text.rfind("<", inner, begin), text.rfind(">", inner, begin))
            if begin < 0 or begin == inner or text[begin - 1] != "\x00":
                break
        if begin < inner or text[begin] != "<" or text[begin + 1 : begin + 2].isspace() or begin + 1 >= stop - 1:
            return None
        return (begin + 1, stop - 1) if begin == inner or text[begin - 1] in " \n" else None

    def _plain(self, end: int) -> None:
        """Take the text up to `end`, in which nothing but URLs may stand."""
        begin, self._taken = self._taken, end
        if begin >= end:
            return
        self.show(begin, end)
        if ":" in self._text[begin:end]:
            self._extra(begin, end, self._uris(begin, end))

    def _uris(self, begin: int, end: int) -> list[tuple[int, int]]:
        """Find the URLs between two offsets that docutils makes links of."""
        found: list[tuple[int, int]] = []
        position = begin
        while scheme := _SCHEME.search(self._text, position, end):
            place = scheme.start()
            rest = None
            if place == begin or BEFORE.match(self._text, place - 1):
                rest = _URI_REST.match(self._text, scheme.end(), end)
                if rest:
                    found.append((place, rest.end()))
                elif run := _URI_RUN.match(self._text, scheme.end(), end):
                    # No later beginning in the same run of characters can end anywhere either.
                    position = max(scheme.end(), run.end())
                    continue
            position = rest.end() if rest else scheme.end()
        return found

    def _extra(self, begin: int, end: int, found: list[tuple[int, int]]) -> None:
        """List URLs, and besides those that docutils finds the ones that a reader sees.

        docutils makes no links in emphasized text, and takes only ASCII for a part of a URL: it would give half of it.
        """
        ends = dict(found)
        starts = sorted(ends)
        for bare in self.bare(begin, end):
            before = bisect_right(starts, bare.start) - 1
            if bare.start in ends:
                if bare.end > ends[bare.start] and self._cut(ends[bare.start], bare.end):
                    ends[bare.start] = bare.end
            elif before < 0 or ends[starts[before]] <= bare.start:
                ends[bare.start] = bare.end
        for start, stop in sorted(ends.items()):
            url = "".join(unescaped(self._text[start:stop]).split())
            if not _SCHEME_ALONE.fullmatch(url):
                self.refer_bare(BareUrl(start, stop, url))

    def _cut(self, end: int, longer: int) -> bool:
        """Tell whether docutils cuts a URL where its author cannot have meant it to end: at a letter, at a bracket."""
        rest = self._source[end:longer]
        foreign = next((character for character in rest if not _URI_RUN.fullmatch(character)), "")
        return not foreign or foreign.isalnum() or foreign in "{\n"

    def show(self, begin: int, end: int) -> None:
        """Add what a reader sees of a stretch of text to the block."""
        position = begin
        while position < end:
            null = self._text.find("\x00", position, end)
            stop = null if null >= 0 else end
            self.add(self._text[position:stop], position)
            position = stop + 1
            if null >= 0 and self._text[position : position + 1] in (" ", "\n"):
                position += 1

    def _use(self, name: str, begin: int, end: int, text: str) -> None:
        self._gathered.targets.use(name, self.location(begin, end), " ".join(text.split()))
