r"""Text with TeX commands: what a reader sees of it, the addresses in `\url` and `\href`, and those that stand bare.

Shared by LaTeX documents and by the fields of BibTeX entries.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.documents.derived import Derived
from linkaudit.documents.prose import Prose
from linkaudit.documents.tex_characters import CHARACTER, character, url_pieces
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from linkaudit.documents.derived import Piece
    from linkaudit.documents.positions import Lines
    from linkaudit.models import Block

    Closer = Callable[[int], None]
    """What is done at the end of a group, which lies at an offset."""
    Command = Callable[[re.Match[str], int], int]
    """Takes a command and the end of what is read; gives the offset at which reading goes on."""

_TOKEN = Pattern(
    rf"{CHARACTER}"
    r"|(?P<percent>%)"
    r"|\\(?P<word>[A-Za-z@]+)\*?"
    r"|(?P<control>\\(?:\r\n?|[^A-Za-z])?(?:\[-?[\d.]+ ?[a-z]{2}\])?)"
    r"|(?P<math>\$\$?)"
    r"|(?P<open>\{)|(?P<close>\})|(?P<tie>~)|(?P<cell>&)"
    r"|(?P<blank>(?:\r\n?+|\n)[ \t]*+(?:\r\n?|\n)\s*+)"
    r"|(?P<text>[^\\%{}$~&\r\n]++|(?:\r\n?|\n))"
)
# `$…$` within a paragraph; what of it is letters, digits and signs is shown.
_MATH = Pattern(r"(\$\$?)((?:[^$\\\r\n]++|\\(?:\r\n?|.)|(?:\r\n?|\n)(?![ \t]*+[\r\n]))*+)\1")
_SHOWN_IN_MATH = Pattern(r"\\[A-Za-z]+\s*|([\w .,:;+=<>()/-]+)")
_OPTIONS = Pattern(r"(?:[ \t]*\[(?:(?!://)[^\[\]{}\\]){0,400}\])*")
_SIMPLE_ARGUMENT = Pattern(r"[ \t]*(?:(?:\r\n?|\n)[ \t]*)?\{[^{}\\]{0,2000}\}")
_GROUP_BEGINS = Pattern(r"\s*\{")
_BRACE = Pattern(r"\\.|[{}]|(?:\r\n?+|\n)[ \t]*+(?:\r\n?|\n)", re.DOTALL)
_DELIMITED = Pattern(r"[ \t]?(?P<mark>[^\sA-Za-z0-9\\{}*%])")
_LINE_END = Pattern(r"[\r\n]")
# A percent sign and two digits behind `://` are part of an address, though TeX itself would take it for a comment.
_WITHIN_URL = Pattern(r"%[0-9A-Fa-f]{2}")
_LOOK_BACK = 300
_AROUND = "\"'\u201c\u201d\u201e`<>"
_SPECIAL = Pattern(r"[\\{}$~]")
_TO_PLAIN = Pattern(rf"{CHARACTER}|(?P<other>\\(?:[A-Za-z@]+\*?[ \t]*|.)?|[{{}}$~])", re.DOTALL)
_PARAMETER = Pattern(r"#[1-9]")

_ADDRESSES = {"url", "Url", "burl", "nolinkurl", "path", "doiurl"}
_LINKS = {"href", "htmladdnormallink", "hyperimage"}
_NOTES = {"footnote", "footnotetext", "thanks", "endnote", "sidenote", "marginpar", "marginnote", "tnote", "todo"}
# Commands whose first argument is for TeX and not for the reader.
_UNSEEN = {
    "label", "ref", "eqref", "pageref", "autoref", "nameref", "cref", "Cref", "vref", "cite", "citep", "citet",
    "citealp", "citeauthor", "citeyear", "parencite", "textcite", "footcite", "autocite", "nocite", "input", "include",
    "bibliography", "bibliographystyle", "addbibresource", "usepackage", "RequirePackage", "documentclass",
    "documentstyle", "PassOptionsToPackage", "vspace", "hspace", "setlength", "addtolength", "setcounter",
    "addtocounter", "pagestyle", "thispagestyle", "graphicspath", "color", "textcolor", "colorbox", "fontsize",
    "selectlanguage", "foreignlanguage", "hyperlink", "hypertarget", "index", "glossary", "gls", "definecolor",
    "geometry", "theoremstyle", "newtheorem", "newcounter", "newlength", "hyphenation", "lstinputlisting",
    "inputminted", "urlstyle", "pagenumbering", "phantom", "hphantom", "vphantom", "enlargethispage", "rule",
    "resizebox", "scalebox", "rotatebox", "parbox", "multicolumn", "cline", "cmidrule",
}  # fmt: skip
_TWO_UNSEEN = {
    "setlength", "addtolength", "setcounter", "addtocounter", "fontsize", "definecolor", "resizebox", "multicolumn",
    "newtheorem", "rule", "inputminted", "PassOptionsToPackage",
}  # fmt: skip


def plain_text(text: str) -> str:
    """Give what a short text says, without commands and braces."""
    if _SPECIAL.search(text):
        text = _TO_PLAIN.sub(_plain, text)
    return " ".join(text.split())


def _plain(found: re.Match[str]) -> str:
    if found["other"] is not None:
        return " " if found["other"] in ("~", "\\\\") else ""
    return character(found)


class Argument(Struct, frozen=True):
    """The argument of a command: where its inside begins and ends, and where the text goes on."""

    start: int
    end: int
    behind: int


class TexReader:
    """Goes through text with TeX commands and gathers what a reader of what is printed would find."""

    def __init__(self, lines: Lines) -> None:
        """Begin with nothing found."""
        self.lines = lines
        self.text = lines.text
        self.references: list[Reference] = []
        self.blocks: list[Block] = []
        self.visible = VisibleText()
        self.prose = Prose()
        """The text in which a bare URL would be read as a link."""
        self.macros: dict[str, str] = {}
        """What the commands say that the document defines for addresses or parts of them."""
        self.field = ""
        """The field of an entry that is being read; empty in a document."""
        self.hidden = False
        """Whether what is read now is never printed."""
        self.tables = 0
        """The number of tables that are open, in which `&` ends a cell."""
        self.defining = 0
        """The offset up to which a command is being defined."""
        self._in_link = False
        self._groups: list[Closer | None] = []
        self._outer: list[VisibleText] = []

    def feed(self, start: int, end: int) -> None:
        """Read the stretch between two offsets."""
        position = start
        while position < end:
            token = _TOKEN.match(self.text, position, end)
            position = max(self._take(token, end), position + 1) if token else position + 1
        while self._groups:
            self.leave(end)

    def list_bare(self) -> None:
        """List the URLs that stand bare in what was read since the last time."""
        for found in self.prose.urls():
            if found.start >= self.defining or not _PARAMETER.search(found.url):
                self.refer(found.url, found.start, found.end, Kind.BARE, "")
        self.prose = Prose()

    def refer(self, url: str, start: int, end: int, kind: Kind, element: str) -> None:
        """List a URL that stands between two offsets."""
        if self.field:
            kind, element = Kind.FIELD, self.field
        raw = self.text[start:end]
        self.references.append(Reference(url, raw, self.lines.location(start, end), kind, element=element))

    def show(self, text: str, start: int, end: int, *, prose: str | None = None) -> None:
        """Add what a reader sees of the source between two offsets; `prose` is what it says within a URL."""
        if not self.hidden:
            self.visible.add(text, start)
        if not self._in_link:
            self.prose.add(text if prose is None else prose, start, end)

    def commands(self) -> Iterator[tuple[Iterable[str], Command]]:
        """Say what takes which commands; what takes a command later in the list is what counts."""
        yield _ADDRESSES, self._address
        yield _LINKS, self._link
        yield _NOTES, self._note
        yield _UNSEEN, self._unseen
        yield ("par",), self._paragraph

    @cached_property
    def _taken_by(self) -> dict[str, Command]:
        return {word: taker for words, taker in self.commands() for word in words}

    def comment(self, start: int) -> int:
        """Take what begins with a percent sign; give the offset at which reading goes on."""
        self.show("%", start, start + 1)
        return start + 1

    def end_paragraph(self, token: re.Match[str]) -> None:
        """Take a blank line."""
        self.visible.end_block(token.end())

    def skip_arguments(self, position: int, end: int, number: int) -> int:
        """Pass over options, and as many simple arguments that nobody sees."""
        for left in range(number, -1, -1):
            options = _OPTIONS.match(self.text, position, end)
            position = options.end() if options else position
            found = _SIMPLE_ARGUMENT.match(self.text, position, end) if left else None
            position = found.end() if found else position
        return position

    def argument(self, position: int, end: int) -> Argument | None:
        """Find the argument in braces that follows; None if there is none, or its end is missing in the paragraph."""
        begin = _GROUP_BEGINS.match(self.text, self.skip_arguments(position, end, 0), end)
        close = self._closing_braces.get(begin.end() - 1, end) if begin else end
        return Argument(begin.end(), close, close + 1) if begin and close < end else None

    def enter(self, closer: Closer | None) -> None:
        """Enter a group; the closer is called at its end."""
        self._groups.append(closer)

    def leave(self, end: int) -> None:
        """Leave the innermost group at an offset."""
        closer = self._groups.pop() if self._groups else None
        if closer:
            closer(end)

    @cached_property
    def _closing_braces(self) -> dict[int, int]:
        """Map the offset of each opening brace to that of the brace that closes it within the paragraph."""
        closing: dict[int, int] = {}
        opened: list[int] = []
        for found in _BRACE.finditer(self.text):
            if found[0] == "{":
                opened.append(found.start())
            elif found[0] != "}":
                opened = opened if found[0][0] == "\\" else []
            elif opened:
                closing[opened.pop()] = found.start()
        return closing

    def _take(self, token: re.Match[str], end: int) -> int:
        """Take one token; give the offset at which reading goes on."""
        kind = token.lastgroup
        behind = token.end()
        if kind == "word":
            taker = self._taken_by.get(token["word"])
            behind = taker(token, end) if taker else self.skip_arguments(behind, end, 0)
        elif kind == "percent":
            behind = self._percent(token)
        elif kind == "text":
            self.show(token[0], token.start(), behind)
        elif kind == "open":
            self.enter(None)
        elif kind == "close":
            self.leave(token.start())
        elif kind == "math":
            behind = self._math(token, end)
        elif kind in ("blank", "control", "tie", "cell"):
            self._space(token, kind)
        else:
            self.show(character(token), token.start(), behind)
        return behind

    def _space(self, token: re.Match[str], kind: str) -> None:
        """Take what parts words, lines, cells or paragraphs."""
        if kind == "tie":
            self.show(" ", *token.span(), prose="~")
        elif kind == "blank":
            while self._in_link:
                self.leave(token.start())
            self.end_paragraph(token)
        elif self.tables and (kind == "cell" or token[0].startswith("\\\\")):
            self.visible.end_block(token.end(), "cell")
        elif kind == "control":
            # `\\` ends a line; `\,` and its like are narrow spaces.
            if not self.hidden:
                self.visible.add("\n" if token[0].startswith("\\\\") else " ", token.start())
        else:
            # Somebody forgot to escape it.
            self.show("&", *token.span())

    def _percent(self, token: re.Match[str]) -> int:
        """Take a percent sign: within an address it is part of it."""
        start = token.start()
        if _WITHIN_URL.match(self.text, start):
            word = self.text[max(0, start - _LOOK_BACK) : start].split()[-1:]
            if word and "://" in word[0] and not self.text[start - 1].isspace():
                self.show("%", start, start + 1)
                return start + 1
        return self.comment(start)

    def _math(self, token: re.Match[str], end: int) -> int:
        """Show what can be read of a formula, so that `12$^{th}$ July` is a date."""
        formula = _MATH.match(self.text, token.start(), end)
        if formula is None:
            self.show(token[0], *token.span())
            return token.end()
        for found in _SHOWN_IN_MATH.finditer(self.text, *formula.span(2)):
            if found[1] and not self.hidden:
                self.visible.add(found[1], found.start())
        return formula.end()

    def _unseen(self, token: re.Match[str], end: int) -> int:
        """Pass over a command with what nobody sees."""
        return self.skip_arguments(token.end(), end, 2 if token["word"] in _TWO_UNSEEN else 1)

    def _paragraph(self, token: re.Match[str], _: int) -> int:
        self.visible.end_block(token.end())
        return token.end()

    def _address(self, token: re.Match[str], end: int) -> int:
        r"""Read `\url{…}` or `\url|…|`."""
        word, behind = token["word"], token.end()
        given = self.argument(behind, end) or self.delimited(behind, end)
        if given is None:
            return behind
        if word == "path" and self.text.find("://", given.start, given.end) < 0:
            self.show(self.text[given.start : given.end], given.start, given.end)
            return given.behind
        for said, start, stop in self.refer_argument(given, Kind.AUTOLINK, word):
            if not self.hidden:
                # What a macro says may be longer than its name: each of its characters stands where that begins.
                for piece in [said] if len(said) <= stop - start else said:
                    self.visible.add(piece, start)
        return given.behind

    def delimited(self, position: int, end: int) -> Argument | None:
        """Find an argument between two equal marks, on one line."""
        begin = _DELIMITED.match(self.text, position, end)
        close = self.text.find(begin["mark"], begin.end(), end) if begin else -1
        if begin is None or close < 0 or _LINE_END.search(self.text, begin.end(), close):
            return None
        return Argument(begin.end(), close, close + 1)

    def _link(self, token: re.Match[str], end: int) -> int:
        r"""Read the address of `\href{…}{…}` and enter the braces with its text."""
        word, behind = token["word"], token.end()
        given = self.argument(behind, end)
        if given is None:
            return behind
        number = len(self.references)
        self.refer_argument(given, Kind.LINK, word)
        begin = _GROUP_BEGINS.match(self.text, given.behind, end)
        if begin is None:
            return given.behind
        if self._in_link:
            self.enter(None)
            return begin.end()
        self._in_link = True
        length = self.visible.length

        def name_link(_: int) -> None:
            self._in_link = False
            if number < len(self.references):
                text = " ".join(self.visible.since(length).split())
                self.references[number] = replace(self.references[number], text=text)

        self.enter(name_link)
        return begin.end()

    def refer_argument(self, given: Argument, kind: Kind, element: str) -> list[Piece]:
        """List the address that stands in an argument, and give its pieces.

        In the text of a link none is listed, nor one with a macro or parameter that nobody knows.
        """
        if given.start < self.defining and _PARAMETER.search(self.text, given.start, given.end):
            return []
        pieces = url_pieces(self.text, given.start, given.end, self.macros)
        if pieces is not None and not self._in_link:
            self.refer_said(Derived(pieces), given.start, kind, element)
        return pieces or []

    def refer_said(self, said: Derived, start: int, kind: Kind, element: str) -> None:
        """List an address without the quotation marks around it; if it is empty it stands at `start`."""
        url = said.text.strip(_AROUND)
        if url:
            self.refer(url, said.start(0), said.end(len(said.text)), kind, element)
        else:
            self.refer("", start, start, kind, element)

    def _note(self, token: re.Match[str], end: int) -> int:
        """Enter a footnote: a paragraph of its own."""
        begin = _GROUP_BEGINS.match(self.text, self.skip_arguments(token.end(), end, 0), end)
        if begin is None:
            return token.end()
        self._outer.append(self.visible)
        self.visible = VisibleText(begin.end())
        self.enter(self._end_note)
        return begin.end()

    def _end_note(self, end: int) -> None:
        self.visible.end_block(end)
        self.blocks.extend(self.visible.blocks)
        self.visible = self._outer.pop()
