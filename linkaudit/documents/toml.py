"""TOML: what the strings say, as in JSON, and comments (https://toml.io/en/v1.0.0).

What is no TOML is read as plain text to the end of its line.
"""

# A scanner of its own, since the parser of the standard library knows no places and gives up at the first mistake.

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.interface import PLAIN
from linkaudit.documents.structured.toml_path import NotTomlError, TomlPath
from linkaudit.documents.structured.values import Value, ValueReader, pieces
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re

    from linkaudit.documents.derived import Piece
    from linkaudit.documents.interface import Options, Reading
    from linkaudit.documents.positions import Lines

_COMMENT = Pattern(r"#([^\r\n]*)")
_TOKEN = Pattern(
    r"""(?P<space>[ \t\ufeff]++)
    |(?P<comment>\#[^\r\n]*+)
    |(?P<line_end>(?:\r\n?|\n)++)
    |"{3}(?P<long_basic>(?:[^"\\]++|\\[\s\S]|"(?!""))*+"{0,2})"{3}
    |'{3}(?P<long_literal>(?:[^']++|'(?!''))*+'{0,2})'{3}
    |"(?!"")(?P<basic>(?:[^"\\\r\n]++|\\[^\r\n])*+)"
    |'(?!'')(?P<literal>[^'\r\n]*+)'
    |(?P<mark>[\[\]{},=])
    |(?P<bare>[\w+:.-]++(?: \d\d:[\d:.Z+-]++)?)
    |(?P<wrong>[\s\S])""".replace("\n    ", ""),
)
# Numbers, dates, times and words; an address without quotes is none.
_WORD = Pattern(r"[-+]?\d[\w.:+ -]*|true|false|[-+]?(?:inf|nan)")
_STRINGS = ("long_basic", "long_literal", "basic", "literal")
# "String": a line end that follows the opening quotes directly is not part of the string.
_FIRST_LINE_END = Pattern(r"\r\n?|\n")
_ESCAPE = Pattern(r"\\(?:u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|x[0-9a-fA-F]{2}|[ \t]*+(?:\r\n?|\n)\s*+|[^\r\n])")
_NEVER = Pattern(r"(?!)")
_SHORT = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}
_LONG = {"u": 4, "U": 8, "x": 2}
_SURROGATES = range(0xD800, 0xE000)
_LAST_CODE_POINT = 0x10FFFF


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read a TOML document."""
    reader = ValueReader(lines, _COMMENT, options)
    scan(reader)
    return reader.reading()


def scan(reader: ValueReader) -> None:
    """Give every value of a text to the reader."""
    path = TomlPath()
    position = 0
    while position < len(reader.lines.text):
        token = _TOKEN.match(reader.lines.text, position)
        if token is None:
            break
        try:
            _take(reader, path, token)
            position = token.end()
        except NotTomlError:
            position = _recover(reader, path, token.start())


def _take(reader: ValueReader, path: TomlPath, token: re.Match[str]) -> None:
    """Take a token. Raises NotTomlError if it may not stand where it does."""
    kind = token.lastgroup or ""
    if kind == "line_end":
        path.end_line()
    elif kind == "mark":
        path.take_mark(token[0])
    elif kind in _STRINGS:
        said = _pieces(reader.lines.text, kind, *token.span(kind))
        is_key = path.expects_key
        if is_key:
            path.take_quoted_key("".join(piece for piece, _, _ in said))
        _give(reader, path, said, token.span(kind), is_key=is_key, is_string=True)
    elif kind == "bare" and path.expects_key:
        path.take_bare_key(token[0])
    elif kind == "bare" and _WORD.fullmatch(token[0]):
        _give(reader, path, [(token[0], *token.span())], token.span(), is_key=False, is_string=False)
    elif kind in ("bare", "wrong"):
        raise NotTomlError


def _give(
    reader: ValueReader, path: TomlPath, said: list[Piece], span: tuple[int, int], *, is_key: bool, is_string: bool
) -> None:
    """Give a value or key to the reader."""
    where = path.path
    if not is_key:
        path.take_value()
    reader.take(Value(where, said, *span, is_string=is_string, is_key=is_key))


def _recover(reader: ValueReader, path: TomlPath, start: int) -> int:
    """Read a line as plain text from where it is no TOML, and go on behind it."""
    text = reader.lines.text
    line = reader.lines.line_of(start)
    column = start - reader.lines.starts[line - 1] + 1
    found = _FIRST_LINE_END.search(text, start)
    end = found.start() if found else len(text)
    reader.complain(f"line {line}, column {column}: not TOML")
    reader.take_text(max(start, reader.position), end)
    path.reset()
    return found.end() if found else end


def _pieces(text: str, kind: str, start: int, end: int) -> list[Piece]:
    """Cut a string into what stands there as it is and the escapes."""
    if kind.startswith("long"):
        first = _FIRST_LINE_END.match(text, start, end)
        start = first.end() if first else start
    return list(pieces(text, start, end, _ESCAPE if kind.endswith("basic") else _NEVER, _meaning))


def _meaning(escape: re.Match[str]) -> str:
    """Give what an escape stands for; a line end behind a back-slash, with the white space around it, for nothing."""
    written = escape[0]
    if written[1].isspace() and "\n" in written.replace("\r", "\n"):
        return ""
    if _LONG.get(written[1]) == len(written) - len("\\u"):
        code = int(written.lstrip("\\uUx"), 16)
        return "\ufffd" if code in _SURROGATES or code > _LAST_CODE_POINT else chr(code)
    return _SHORT.get(written[1], written[1])
