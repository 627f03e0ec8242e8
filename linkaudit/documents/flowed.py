"""Text of mail whose lines flow (RFC 3676): a line that ends with a space goes on in the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents import text
from linkaudit.documents.derived import Derived
from linkaudit.documents.interface import PLAIN
from linkaudit.documents.positions import Lines
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.derived import Piece
    from linkaudit.documents.interface import Options, Reading

# Section 4.5: marks of quotation, then a space that was put in to protect what follows (section 4.4).
_LINE = Pattern(r"(?P<quotes>>*+)(?P<stuffed> ?)(?P<said>[^\r\n]*+)(?P<end>\r\n?|\n|\Z)")
_SIGNATURE = "-- "


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read text whose lines flow; the space at their ends parts words."""
    return _read(lines, options, delete_space=False)


def read_without_spaces(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read text whose lines flow and whose spaces at their ends were put in (`DelSp=yes`)."""
    return _read(lines, options, delete_space=True)


def _read(lines: Lines, options: Options, *, delete_space: bool) -> Reading:
    joined = Derived(_joined(lines.text, delete_space=delete_space))
    return joined.relocated(text.read(Lines(lines.path, joined.text), options), lines)


def _joined(source: str, *, delete_space: bool) -> Iterator[Piece]:
    """Cut the text into pieces without the line ends after which it goes on."""
    flowing_at = -1
    for found in _LINE.finditer(source):
        depth = len(found["quotes"])
        said, start = found["said"], found.start("said")
        if flowing_at != depth:
            yield found["quotes"], found.start(), found.end("quotes")
            # The space behind the marks is seen, unless it was put in before a line without marks.
            start -= len(found["stuffed"]) if depth else 0
        flows = said.endswith(" ") and said != _SIGNATURE and bool(found["end"])
        end = found.end("said") - (flows and delete_space)
        yield source[start:end], start, end
        if not flows:
            yield found["end"], *found.span("end")
        flowing_at = depth if flows else -1
