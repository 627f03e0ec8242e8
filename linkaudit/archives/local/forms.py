"""How the lines of an index are written: told by its beginning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.archives.local.rows import (
    Reader,
    cdx_reader,
    columns_by_count,
    columns_of,
    is_whole_cdxj,
    read_cdxj,
    read_own,
)
from linkaudit.archives.local.sources import BrokenError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkaudit.archives.local.sources import Source

_BOM = b"\xef\xbb\xbf"
COMMENTS = (b"!", b"@", b"#", b";")
"""What header lines of CDXJ begin with."""
_HEAD = 1 << 16


class Form(Struct, frozen=True):
    """How the lines of an index are written."""

    read: Reader
    delimiter: bytes = b" "
    sortable: bool = True
    """Whether lines begin with the key, by which they can be sorted."""
    reversed: bool = True
    """Whether hosts are reversed in keys."""
    start: int = 0
    """Where the lines begin, behind a header."""
    columns: int = 0
    """Columns of a line; 0 if it is one of CDXJ."""

    def divided(self, text: bytes) -> tuple[bytes, bytes]:
        """Divide a text into its lines, and the beginning of one with which it breaks off, if it does."""
        line = text.rpartition(b"\n")[2]
        if not line.strip() or line.startswith(COMMENTS) or columns_of(line) or self._is_whole(line):
            return text, b""
        return text[: -len(line)], line

    def _is_whole(self, line: bytes) -> bool:
        return line.count(self.delimiter) + 1 >= self.columns if self.columns else is_whole_cdxj(line)


OWN = Form(read_own)


def form_of(source: Source) -> Form:
    """Tell how the lines of an index are written. Raises BrokenError and OSError."""
    head = source.read(0, _HEAD)
    start = len(_BOM) if head.startswith(_BOM) else 0
    columns: tuple[str, ...] | None = None
    delimiter = b" "
    lines = head[start:].splitlines(keepends=True)
    for number, line in enumerate(lines):
        stripped = line.rstrip(b"\r\n")
        header = columns_of(stripped)
        if header:
            columns, delimiter = header
        elif stripped.strip() and not stripped.startswith(COMMENTS):
            keys = [each.partition(delimiter)[0] for each in lines[number:]]
            return _form_of_line(stripped, columns, delimiter, _is_reversed(keys), start)
        start += len(line)
    if start >= len(head):
        return Form(read_cdxj, start=start)  # nothing is listed
    msg = "neither CDX nor CDXJ"
    raise BrokenError(msg)


def _form_of_line(
    line: bytes, columns: tuple[str, ...] | None, delimiter: bytes, reverse: bool | None, start: int
) -> Form:
    """Tell the form by the first line, and by the header if there was one."""
    sortable = reverse is not None
    if columns:
        by_key = sortable and columns[0] == "key"
        return Form(cdx_reader(columns, delimiter), delimiter, by_key, bool(reverse), start, len(columns))
    if line.split(b" ", 2)[-1].startswith(b"{"):
        return Form(read_cdxj, b" ", sortable, bool(reverse), start)
    columns = columns_by_count(line)
    if columns:
        return Form(cdx_reader(columns, b" "), b" ", sortable, bool(reverse), start, len(columns))
    msg = "neither CDX nor CDXJ"
    raise BrokenError(msg)


def _is_reversed(keys: Iterable[bytes]) -> bool | None:
    """Tell whether hosts are reversed in keys, as `org,example)/` or as in `example.org/`; None if they are neither."""
    for each in keys:
        name = each.partition(b"/")[0]
        if b")" in name and not name.startswith(b"("):
            return True
        if b"." in name and b"," not in name and b":" not in name.partition(b".")[0]:
            return False
    return None
