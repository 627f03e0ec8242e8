r"""LaTeX: addresses in commands and in running text, pictures, comments, the text that is printed.

What is literal (`verbatim`, listings, `\verb`), commented out (`%`, `\iffalse`, `comment`) or stands behind the end of
the document holds no links.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.bare import bare_urls
from linkaudit.documents.interface import PLAIN, Reading
from linkaudit.documents.tex_language.tex import TexReader
from linkaudit.models import Comment, Field, Kind
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

    from linkaudit.documents.interface import Options
    from linkaudit.documents.positions import Lines
    from linkaudit.documents.tex_language.tex import Command

_HEADINGS = {
    "title", "subtitle", "part", "chapter", "section", "subsection", "subsubsection", "paragraph", "frametitle",
}  # fmt: skip
# What a document says of itself before it begins, by the command that says it.
_METADATA = {"title": "title", "author": "author", "date": "date", "publishers": "publisher"}
_DEFINITIONS = {
    "newcommand", "renewcommand", "providecommand", "DeclareRobustCommand", "def", "gdef", "edef", "xdef",
    "newenvironment", "renewenvironment", "NewDocumentCommand", "RenewDocumentCommand", "ProvideDocumentCommand",
    "DeclareMathOperator", "newcommandx",
}  # fmt: skip
_VERBATIM = {
    "verbatim", "Verbatim", "BVerbatim", "LVerbatim", "SaveVerbatim", "lstlisting", "minted", "alltt", "comment",
    "filecontents", "tcblisting", "pycode", "luacode", "asy", "dot2tex",
}  # fmt: skip
_TABLES = {
    "tabular", "tabularx", "tabulary", "longtable", "supertabular", "array", "tblr", "longtblr", "matrix", "align",
}  # fmt: skip
_WITH_ARGUMENT = {"thebibliography", "minipage", "multicols", "wrapfigure", "column", "adjustbox", "enumerate*"}
# etoolbox and ifthen bring commands whose names begin with `if` and that no `\fi` ends.
_CONDITION = Pattern(
    r"\\(?:(?P<begin>if(?!f\b|thenelse|def\b|undef|cs|str|blank|num(?:comp|equal|less|greater|odd)|toggle|bool|dim)[A-Za-z@]*)"
    r"|(?P<other>else)|(?P<end>fi))(?![A-Za-z@])"
)
_COMMENT = Pattern(r"%(?P<words>[^\r\n]*+)(?:(?:\r\n?|\n)[ \t]*+(?![\r\n]))?")
_NAME = Pattern(r"\s*(?:\{\s*)?\\(?P<name>[A-Za-z@]+)\*?\s*\}?(?P<parameters>(?:\[[^\[\]{}]*\]|#\d)*)")
_ENVIRONMENT = Pattern(r"\s*\{(?P<name>[^{}\\\s]{1,60})\}")
_NEW_LITERAL = Pattern(
    r"\\(?:lstnewenvironment|newverbatim|DefineVerbatimEnvironment|RecustomVerbatimEnvironment|newtcblisting)\s*"
    r"\{(?P<name>\w+)\}|\\newminted(?:\[(?P<named>\w+)\])?\{(?P<language>\w+)\}"
)
_KEY = Pattern(r"\b([A-Za-z]+)\s*=\s*$")
# `\let\ifdraft\iffalse` sets a switch and leaves nothing out.
_SETS_SWITCH = Pattern(r"\\(?:let|def)\s*\\[A-Za-z@]+\s*[={]?\s*$")
_LONGEST_SWITCH = 60
_LONGEST_MACRO = 500
_BEGINS = "\\begin{document}"


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read a LaTeX document, or a part of one."""
    reader = _LatexReader(lines, options)
    reader.feed(0, len(lines.text))
    return reader.reading()


class _LatexReader(TexReader):
    """Reads what only whole documents have: environments, definitions, literal text, comments."""

    def __init__(self, lines: Lines, options: Options) -> None:
        super().__init__(lines)
        self.include_code = options.include_code
        self.comments: list[Comment] = []
        self.fields: list[Field] = []
        self.title = ""
        self.literal = set(_VERBATIM)
        for found in _NEW_LITERAL.finditer(self.text):
            self.literal.add(found["name"] or found["named"] or f"{found['language']}code")
        # The preamble is not printed.
        self.hidden = _BEGINS in self.text

    def reading(self) -> Reading:
        """Give what was found."""
        self.visible.end_block(len(self.text))
        self.list_bare()
        return Reading(
            references=tuple(sorted(self.references, key=lambda reference: reference.location.start)),
            blocks=tuple(sorted([*self.blocks, *self.visible.blocks], key=lambda block: block.start)),
            fields=tuple(self.fields),
            comments=tuple(self.comments),
            title=self.title,
        )

    def commands(self) -> Iterator[tuple[Iterable[str], Command]]:
        """Say what takes which commands."""
        yield from super().commands()
        yield _HEADINGS | _METADATA.keys(), self._heading
        yield _DEFINITIONS, self._definition
        yield ("hypersetup", "pdfinfo", "bookmarksetup"), self._settings
        yield ("urldef",), self._urldef
        yield ("begin", "end"), self._environment
        yield ("verb", "Verb", "lstinline", "mintinline"), self._verb
        yield ("iffalse",), self._left_out
        yield ("endinput",), self._ended
        yield ("item", "bibitem"), self._item
        yield ("includegraphics", "includesvg", "includepdf"), self._picture

    def comment(self, start: int) -> int:
        """Take a comment, which ends with its line; what follows belongs to what stands before it."""
        found = _COMMENT.match(self.text, start)
        if found is None:
            return start + 1
        stop = found.end("words")
        if found["words"]:
            words = self.text[start:stop].lstrip("%").strip()
            self.comments.append(Comment(words, self.lines.location(start, stop)))
            self._code(start, stop)
        else:
            self.prose.bridge(*found.span())
        return found.end()

    def _code(self, start: int, end: int) -> None:
        """List the URLs in what is no text, if they are wanted."""
        if self.include_code:
            for found in bare_urls(self.text, start, end):
                self.refer(found.url, found.start, found.end, Kind.BARE, "")

    def _heading(self, token: re.Match[str], end: int) -> int:
        """Enter the argument of a heading, or of what a document says of itself."""
        word = token["word"]
        position = self.arguments.skip(token.end(), end)
        if not self.text.startswith("{", position):
            return position
        hidden, self.hidden = self.hidden, False
        self.visible.end_block(token.start(), "heading" if word in _HEADINGS else "paragraph")

        def end_heading(stop: int) -> None:
            said = " ".join(self.visible.since(0).split())
            if word in _METADATA and said:
                location = self.lines.location(position + 1, max(stop, position + 1))
                self.fields.append(Field(_METADATA[word], said, location, "front matter"))
            if word == "title":
                self.title = self.title or said
            self.visible.end_block(stop)
            self.hidden = hidden

        self.enter(end_heading)
        return position + 1

    def _definition(self, token: re.Match[str], end: int) -> int:
        """Note what a command stands for; its body is read, but not printed where it stands."""
        name = _NAME.match(self.text, token.end(), end)
        if name is None:
            return token.end()
        body = self.arguments.in_braces(name.end(), end)
        if body is None or not self.text.startswith("{", name.end()):
            return name.end()
        if not self.definitions or body.start >= self.definitions[-1][1]:
            self.definitions.append((body.start, body.end))
        if not name["parameters"] and body.end - body.start <= _LONGEST_MACRO:
            said = self.text[body.start : body.end].strip()
            if not any(sign in said for sign in "\\{}"):
                self.macros[name["name"]] = said
        hidden, self.hidden = self.hidden, True

        def end_definition(_: int) -> None:
            self.hidden = hidden

        self.enter(end_definition)
        return body.start

    def _urldef(self, token: re.Match[str], end: int) -> int:
        r"""Pass over the name in `\urldef{\name}\url{…}`."""
        name = _NAME.match(self.text, token.end(), end)
        return name.end() if name else token.end()

    def _item(self, token: re.Match[str], end: int) -> int:
        self.visible.end_block(token.start(), "item")
        return self.arguments.skip(token.end(), end, 1 if token["word"] == "bibitem" else 0)

    def _settings(self, token: re.Match[str], end: int) -> int:
        r"""List the URLs in the settings of hyperref (`pdfurl={…}`), each by its key."""
        given = self.arguments.in_braces(token.end(), end)
        if given is None:
            return token.end()
        for found in bare_urls(self.text, given.start, given.end):
            before = self.text[max(given.start, found.start - 60) : found.start].rstrip("{ \t\r\n")
            key = _KEY.search(before)
            self.refer(found.url, found.start, found.end, Kind.FIELD, key[1].lower() if key else "")
        return given.behind

    def _environment(self, token: re.Match[str], end: int) -> int:
        r"""Take `\begin{…}` or `\end{…}`."""
        word = token["word"]
        found = _ENVIRONMENT.match(self.text, token.end(), end)
        name = found["name"] if found else ""
        position = found.end() if found else token.end()
        self.visible.end_block(token.start())
        if name == "document":
            self.hidden = word == "end"
            if word == "end":
                self._code(position, end)
                return end
        elif name.rstrip("*") in self.literal and word == "begin":
            return self._literal(name, position, end)
        elif name.rstrip("*") in _TABLES:
            self.tables = max(0, self.tables + (1 if word == "begin" else -1))
            spec = self.arguments.in_braces(position, end) if word == "begin" else None
            return spec.behind if spec else position
        return self.arguments.skip(position, end, int(name in _WITH_ARGUMENT and word == "begin"))

    def _literal(self, name: str, position: int, end: int) -> int:
        """Pass over an environment whose content is literal."""
        close = f"\\end{{{name}}}"
        place = self.text.find(close, position, end)
        stop = place if place >= 0 else end
        self._code(position, stop)
        self.visible.end_block(stop)
        return stop + len(close) if place >= 0 else end

    def _verb(self, token: re.Match[str], end: int) -> int:
        r"""Pass over `\verb|…|`, `\lstinline!…!`, `\mintinline{text}{…}`."""
        word, position, given = token["word"], token.end(), None
        if word == "Verb":
            position = self.arguments.skip(position, end)
        elif word != "verb":
            position = self.arguments.skip(position, end, int(word == "mintinline"))
            given = self.arguments.in_braces(position, end)
        given = given or self.arguments.between_marks(position, end)
        if given is None:
            return position
        self._code(given.start, given.end)
        if not self.hidden:
            self.visible.add(self.text[given.start : given.end], given.start)
        return given.behind

    def _ended(self, token: re.Match[str], end: int) -> int:
        """Pass over what stands behind the end of the document."""
        self._code(token.end(), end)
        return end

    def _left_out(self, token: re.Match[str], end: int) -> int:
        r"""Pass over what stands between `\iffalse` and its `\else` or `\fi`."""
        if _SETS_SWITCH.search(self.text, max(0, token.start() - _LONGEST_SWITCH), token.start()):
            return token.end()
        depth = 1
        for found in _CONDITION.finditer(self.text, token.end(), end):
            depth += 1 if found["begin"] else -1 if found["end"] else 0
            if not depth or (depth == 1 and found["other"]):
                self._code(token.end(), found.start())
                return found.end()
        self._code(token.end(), end)
        return end

    def _picture(self, token: re.Match[str], end: int) -> int:
        """List the file of a picture."""
        given = self.arguments.in_braces(token.end(), end)
        if given is None:
            return token.end()
        self.refer_argument(given, Kind.IMAGE, token["word"])
        return given.behind
