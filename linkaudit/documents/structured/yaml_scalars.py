"""What a scalar of YAML says, with the place of every piece: quotes, escapes, folded lines and indentation undone.

The parser gives what a scalar says and where it stands, not which character stands where. A line end that YAML folds
into a space stays a line end here, as a reader sees it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.structured.values import pieces
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from linkaudit.documents.derived import Piece

# YAML 1.2.2, section 6.5, "Line Folding": the white space on both sides goes with the line end.
_FOLD = r"(?:(?<![ \t])[ \t]++)?+(?:(?:\r\n?|\n)[ \t]*+)++"
_FOLDED = Pattern(_FOLD)
_SINGLE = Pattern(rf"''|{_FOLD}")
# Section 5.7, "Escaped Characters".
_DOUBLE = Pattern(rf"\\(?:x[0-9a-fA-F]{{2}}|u[0-9a-fA-F]{{4}}|U[0-9a-fA-F]{{8}}|(?:\r\n?|\n)[ \t]*+|[^\r\n])|{_FOLD}")
_SHORT = {
    "0": "\0", "a": "\a", "b": "\b", "t": "\t", "n": "\n", "v": "\v", "f": "\f", "r": "\r", "e": "\x1b", "N": "\x85",
    "_": "\xa0", "L": "\u2028", "P": "\u2029",
}  # fmt: skip
_LAST_CODE_POINT = 0x10FFFF
_LINE_END = Pattern(r"\r\n?|\n")
# Section 6.9, "Node Properties": an anchor and a tag, between which comments may stand.
_PROPERTIES = Pattern(r"(?:(?:[&!]\S*+|#[^\r\n]*+)\s++)*+")
# Section 8.1, "Block Scalar Styles".
_HEADER = Pattern(r"[|>][-+0-9]*+[ \t]*+(?:#([^\r\n]*+))?[^\r\n]*+(?:\r\n?|\n|\Z)")
_BLOCK_LINE = Pattern(r"( *+)([^\r\n]*+)(\r\n?|\n|\Z)")


def properties_end(text: str, start: int, end: int) -> int:
    """Find where the scalar itself begins behind its anchor and its tag."""
    found = _PROPERTIES.match(text, start, end)
    return found.end() if found else start


def block_header(text: str, start: int, end: int) -> re.Match[str] | None:
    """Find the comment in the first line of a block scalar, as a group of a match; None if it has none."""
    found = _HEADER.match(text, start, end)
    return found if found and found[1] is not None else None


def pieces_of(text: str, start: int, end: int, style: str, value: str) -> list[Piece]:
    """Cut a scalar that says `value` into pieces; `style` is the mark that it begins with, empty for a plain one."""
    written = text[start:end]
    if not style and written == value:
        return [(written, start, end)] if written else []
    said: list[Piece] = []
    if text[start : start + len(style)] == style:
        if style in ("|", ">"):
            said = list(_in_block(text, start, end, value))
        elif style:
            said = list(pieces(text, start + 1, end - 1, _SINGLE if style == "'" else _DOUBLE, _meaning))
        else:
            said = list(pieces(text, start, end, _FOLDED, _meaning))
    # Where the parser understands it otherwise, what is written stands for what it says.
    right = "".join("".join(piece for piece, _, _ in said).split()) == "".join(value.split())
    return [piece for piece in said if piece[0]] if right else [(written, start, end)]


def _meaning(found: re.Match[str]) -> str:
    """Give what an escape stands for, or the line ends of a fold."""
    written = found[0]
    if written == "''":
        return "'"
    if written[0] != "\\":
        return "\n" * len(_LINE_END.findall(written))
    if written[1] in "\r\n":
        return ""
    if written[1] in "xuU" and len(written) > len("\\x"):
        code = int(written.lstrip("\\xuU"), 16)
        return chr(code) if code <= _LAST_CODE_POINT else "\ufffd"
    return _SHORT.get(written[1], written[1])


def _in_block(text: str, start: int, end: int, value: str) -> Iterator[Piece]:
    """Cut a block scalar into its lines without their indentation."""
    header = _HEADER.match(text, start, end)
    position = header.end() if header else end
    said = value.lstrip("\r\n")
    indented = len(said) - len(said.lstrip(" "))
    indent = -1
    gap: list[Piece] = []
    while position < end and (line := _BLOCK_LINE.match(text, position, end)):
        if line[2]:
            indent = len(line[1]) - indented if indent < 0 else indent
            begin = line.start() + min(len(line[1]), max(indent, 0))
            yield from gap
            yield text[begin : line.end(2)], begin, line.end(2)
            gap.clear()
        if line[3]:
            gap.append(("\n", line.end(2), line.end()))
        position = line.end()
