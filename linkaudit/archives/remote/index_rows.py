"""What CDX servers answer, whatever their dialect: recognised by what comes, not by who is asked.

- JSON: an array of arrays, with the names of the columns first (Wayback Machine) or without (OutbackCDX); an array of
  objects; a line for each object (pywb, Common Crawl)
- lines of columns: CDXJ (pywb), CDX with or without its header (OpenWayback, OutbackCDX)

An error page, a message, columns that are none of an index are no listing: they never count as an empty one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from linkaudit.archives.choose import Capture
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.notation import NO_VALUE, STAMP_LENGTH, moment_of, repaired, says_error, status_of
from linkaudit.archives.remote.ends import ends_within_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from linkaudit.archives.interface import Answer

OK, NOT_FOUND = 200, 404
NO_CAPTURES = b"No Captures found"
"""What the index server of Common Crawl says, with 404 and in JSON, where it has nothing."""
GET = ("", NO_VALUE, "GET")

_COLUMNS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest")
"""What the columns of an index without a header begin with, whether there are seven, nine, ten or eleven."""
_FEWEST, _MOST = 7, 16
_NAMES = {
    "url": "original",
    "mime": "mimetype",
    "status": "statuscode",
}
_LETTERS = {"b": "timestamp", "a": "original", "m": "mimetype", "s": "statuscode", "k": "digest", "c": "digest"}
"""Letters of a CDX header (https://archive.org/web/researcher/cdx_legend.php)."""
_HEADER = "CDX"


class Rows(Struct, frozen=True):
    """The captures that an index listed, in its order."""

    captures: tuple[Capture, ...] = ()
    lines: int = 0
    """How many rows came."""
    repaired: int = 0
    """Rows whose impossible timestamp was put right."""
    unread: int = 0
    """Rows that could not be read, and of which it is not known that they are errors."""

    @property
    def dropped(self) -> int:
        """How many rows could not be read."""
        return self.lines - len(self.captures)

    @property
    def moments(self) -> list[datetime]:
        """The moments of the captures."""
        return [capture.captured_at for capture in self.captures]


def read(answer: Answer) -> Rows:
    """Read the answer of an index. Raises UnansweredError if it is no listing, or only half of one."""
    if answer.status == NOT_FOUND and answer.body.lstrip()[:1] == b"{" and NO_CAPTURES in answer.body:
        return Rows()
    if answer.status != OK or is_page(answer):
        raise UnansweredError(Reason.INVALID_RESPONSE)
    if not answer.complete:  # half a listing would hide captures
        raise UnansweredError(Reason.UNREACHABLE)
    captures, lines, mended, unread = [], 0, 0, 0
    for fields in _rows(answer):
        lines += 1
        stamp = fields.get("timestamp", "")[:STAMP_LENGTH]  # some programs add thousandths of seconds
        mended += (capture := _capture(fields, stamp)) is not None and repaired(stamp) != stamp
        captures += [capture] if capture else []
        unread += capture is None and _may_be_good(fields)
    if lines and not captures:
        raise UnansweredError(Reason.INVALID_RESPONSE)
    return Rows(tuple(captures), lines, mended, unread)


def is_page(answer: Answer) -> bool:
    """Tell whether an answer is a page for people, as servers give it that have no index."""
    kind = answer.headers.get("Content-Type", "").lower()
    return kind.startswith(("text/html", "application/xhtml")) or answer.body.lstrip()[:1] == b"<"


def _capture(fields: Mapping[str, str], stamp: str) -> Capture | None:
    """Take over a row; None if it has no moment, or is the answer to a form."""
    moment = moment_of(repaired(stamp) or "")
    if moment is None or not fields.get("original") or not _is_get(fields):
        return None
    digest = fields.get("digest", NO_VALUE)
    digest = "" if digest == NO_VALUE else digest.removeprefix("sha1:")
    return Capture(moment, status_of(fields.get("statuscode", "")), digest)


def _is_get(fields: Mapping[str, str]) -> bool:
    return fields.get("method", "").upper() in GET


def _may_be_good(fields: Mapping[str, str]) -> bool:
    """Tell whether a row that cannot be read may be a capture that shows the page."""
    return _is_get(fields) and not says_error(fields.get("statuscode", ""))


def _rows(answer: Answer) -> Iterator[Mapping[str, str]]:
    """Go through the rows, each as its fields by the names of the Wayback Machine."""
    body, cut = answer.body, answer.truncated
    if body.lstrip()[:1] == b"[":
        return _of_array(body.strip(), cut=cut)
    text = body.decode("utf-8", errors="replace").rstrip()
    lines = text.split("\n")
    if cut:
        lines = lines[:-1]
    elif text and not body.endswith(b"\n"):
        torn = ends_within_line(answer) and not lines[-1].endswith("}")
        if torn or not _readable(lines[-1], lines[0]):
            raise UnansweredError(Reason.INVALID_RESPONSE)
    return _of_lines([line.rstrip("\r") for line in lines if line.strip()])


def _readable(line: str, header: str) -> bool:
    """Tell whether a last line that does not end is a whole row."""
    *_, last = {}, *_of_lines([header, line])
    return bool(last.get("timestamp"))


def _of_array(body: bytes, *, cut: bool) -> Iterator[Mapping[str, str]]:
    if cut:
        ends = [at for at in (body.rfind(b"],"), body.rfind(b"},")) if at > 0]
        body = body[: max(ends, default=0) + 1] + b"]"
    try:
        rows = msgspec.json.decode(body.decode("utf-8", errors="replace"), type=list[Any])
    except (msgspec.DecodeError, RecursionError):
        raise UnansweredError(Reason.INVALID_RESPONSE) from None
    names: Sequence[str] = _COLUMNS
    for number, row in enumerate(rows):
        if isinstance(row, dict):
            yield _named(row)
        elif not isinstance(row, list):
            yield {}
        elif number == 0 and "timestamp" in row:
            names = [_NAMES.get(str(name), str(name)) for name in row]
        else:
            yield dict(zip(names, map(str, row), strict=False)) if len(row) >= len(names) else {}


def _of_lines(lines: Sequence[str]) -> Iterator[Mapping[str, str]]:
    names: Sequence[str] = ()
    for line in lines:
        if line.startswith("{"):
            yield _of_json(line)
        elif line.strip().startswith(f"{_HEADER} "):
            names = [_LETTERS.get(letter, "") for letter in line.split()[1:]]
        else:
            yield _of_columns(line, names)


def _of_columns(line: str, names: Sequence[str]) -> Mapping[str, str]:
    """Read a line of CDXJ or CDX."""
    key, _, rest = line.strip().partition(" ")
    stamp, _, fields = rest.partition(" ")
    if fields.startswith("{"):
        said = _of_json(fields)
        return {"urlkey": key, "timestamp": stamp, **said} if said else {}
    values = line.strip().split(" ")
    if names:
        return dict(zip(names, values, strict=False)) if len(values) == len(names) else {}
    if not _FEWEST <= len(values) <= _MOST or not (values[1].isascii() and values[1].isdigit()):
        return {}
    return dict(zip(_COLUMNS, values, strict=False))


def _of_json(line: str) -> dict[str, str]:
    try:
        return _named(msgspec.json.decode(line, type=dict[str, Any]))
    except (msgspec.DecodeError, RecursionError):
        return {}


def _named(fields: Mapping[str, Any]) -> dict[str, str]:
    """Name fields as the Wayback Machine does, whose names come first where both are given."""
    known = {_NAMES.get(name, name): str(value) for name, value in fields.items() if value is not None}
    return known | {name: str(fields[name]) for name in _NAMES.values() if fields.get(name) is not None}
