"""Text of mail whose lines flow (RFC 3676): a line that ends with a space goes on in the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents import text
from linkaudit.documents.derived import Derived
from linkaudit.documents.interface import PLAIN
from linkaudit.documents.positions import Lines
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
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
    """Cut the text into pieces without the line ends after which it goes on.

    It goes on in a line that is quoted as deeply and is not the mark of a signature (section 4.5).
    """
    before: re.Match[str] | None = None
    for found in _LINE.finditer(source):
        depth = len(found["quotes"])
        start = found.start("said")
        if before and (len(before["quotes"]) != depth or found["said"] == _SIGNATURE):
            yield (
                source[before.end("said") - delete_space : before.end()],
                before.end("said") - delete_space,
                before.end(),
            )
            before = None
        if before is None:
            yield found["quotes"], found.start(), found.end("quotes")
            # The space behind the marks is seen, unless it was put in before a line without marks.
            start -= len(found["stuffed"]) if depth else 0
        flows = found["said"].endswith(" ") and found["said"] != _SIGNATURE and bool(found["end"])
        end = found.end("said") - delete_space if flows else found.end()
        yield source[start:end], start, end
        before = found if flows else None
