r"""Text with TeX commands: what a reader sees of it, the addresses in `\url` and `\href`, and those that stand bare.

Shared by LaTeX documents and by the fields of BibTeX entries.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.documents.derived import Derived
from linkaudit.documents.prose import Prose
from linkaudit.documents.tex_language.arguments import Arguments
from linkaudit.documents.tex_language.characters import CHARACTER, character, url_pieces
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable, Iterator

    from linkaudit.documents.derived import Piece
    from linkaudit.documents.positions import Lines
    from linkaudit.documents.tex_language.arguments import Argument
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
# A percent sign and two digits behind `://` are part of an address, though TeX itself would take it for a comment.
_WITHIN_URL = Pattern(r"%[0-9A-Fa-f]{2}")
_LOOK_BACK = 300
_AROUND = "\"'\u201c\u201d\u201e`<>"
_PARAMETER = Pattern(r"#[1-9]")

_ADDRESSES = {"url", "Url", "burl", "nolinkurl", "path", "doiurl"}
_LINKS = {"href", "hyperimage"}
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


class TexReader:
    """Goes through text with TeX commands and gathers what a reader of what is printed would find."""

    def __init__(self, lines: Lines) -> None:
        """Begin with nothing found."""
        self.lines = lines
        self.text = lines.text
        self.arguments = Arguments(lines.text)
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
        self.definitions: list[tuple[int, int]] = []
        """Where commands are defined, whose parameters (`#1`) stand for what nobody knows yet."""
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
            if not self._has_parameter(found.start, found.end):
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

    def enter(self, closer: Closer | None) -> None:
        """Enter a group; the closer is called at its end."""
        self._groups.append(closer)

    def leave(self, end: int) -> None:
        """Leave the innermost group at an offset."""
        closer = self._groups.pop() if self._groups else None
        if closer:
            closer(end)

    def _take(self, token: re.Match[str], end: int) -> int:
        """Take one token; give the offset at which reading goes on."""
        kind = token.lastgroup
        behind = token.end()
        if kind == "word":
            taker = self._taken_by.get(token["word"])
            behind = taker(token, end) if taker else self.arguments.skip(behind, end)
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
        return self.arguments.skip(token.end(), end, 2 if token["word"] in _TWO_UNSEEN else 1)

    def _paragraph(self, token: re.Match[str], _: int) -> int:
        self.visible.end_block(token.end())
        return token.end()

    def _address(self, token: re.Match[str], end: int) -> int:
        r"""Read `\url{…}` or `\url|…|`."""
        word, behind = token["word"], token.end()
        given = self.arguments.in_braces(behind, end) or self.arguments.between_marks(behind, end)
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

    def _link(self, token: re.Match[str], end: int) -> int:
        r"""Read the address of `\href{…}{…}` and enter the braces with its text."""
        word, behind = token["word"], token.end()
        given = self.arguments.in_braces(behind, end)
        if given is None:
            return behind
        number = len(self.references)
        self.refer_argument(given, Kind.LINK, word)
        begin = self.arguments.begin(given.behind, end)
        if begin < 0:
            return given.behind
        if self._in_link:
            self.enter(None)
            return begin
        self._in_link = True
        length = self.visible.length

        def name_link(_: int) -> None:
            self._in_link = False
            if number < len(self.references):
                text = " ".join(self.visible.since(length).split())
                self.references[number] = replace(self.references[number], text=text)

        self.enter(name_link)
        return begin

    def refer_argument(self, given: Argument, kind: Kind, element: str) -> list[Piece]:
        """List the address that stands in an argument, and give its pieces.

        In the text of a link none is listed, nor one with a macro or parameter that nobody knows.
        """
        if self._has_parameter(given.start, given.end):
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

    def _has_parameter(self, start: int, end: int) -> bool:
        """Tell whether a parameter of a command that is defined stands between two offsets."""
        number = bisect_right(self.definitions, (start, end)) - 1
        inside = number >= 0 and start < self.definitions[number][1]
        return inside and _PARAMETER.search(self.text, start, end) is not None

    def _note(self, token: re.Match[str], end: int) -> int:
        """Enter a footnote: a paragraph of its own."""
        begin = self.arguments.begin(token.end(), end)
        if begin < 0:
            return token.end()
        self._outer.append(self.visible)
        self.visible = VisibleText(begin)
        self.enter(self._end_note)
        return begin

    def _end_note(self, end: int) -> None:
        self.visible.end_block(end)
        self.blocks.extend(self.visible.blocks)
        self.visible = self._outer.pop()
