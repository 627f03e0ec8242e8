"""Links of the Memento protocol: the Link header and TimeMaps (RFC 7089, sections 2.2 and 5; RFC 6690; RFC 8288).

Read as servers write it: quoted commas, bare values, lists of relations, a comma at the end, nonsense between the
links. What cannot be read is passed over; nothing raises, and the time grows with the length only.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from linkaudit.http_fields import http_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

LONGEST_TARGET = 16 * 1024
"""Characters of an address at the most: longer ones are no addresses of captures."""

# Each quote that is opened is searched for its end once, and behind a quote that is never closed no other one begins.
_PARAMETER = re.compile(r'\s*;\s*([^\s=;,"<>]+)(?:\s*=\s*(?:"([^"\\]*(?:\\.[^"\\]*)*)"|([^\s;,"<>]*)))?', re.DOTALL)
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_FIXED_DATE = re.compile(r"\w{3}, (\d\d) (\w{3}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT")
_MONTHS = {
    name: number
    for number, name in enumerate(
        ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), start=1
    )
}
_SAME = {"previous": "prev"}
LINK_FORMAT = "application/link-format"


class Link(Struct, frozen=True):
    """A link, as far as the Memento protocol has a use for it."""

    target: str
    relations: frozenset[str]
    """In lower case: `memento`, `first`, `prev`, `timemap`, `timegate`, `original`, `self`, …"""
    moment: datetime | None = None
    """The Memento-Datetime of what it leads to."""
    kind: str = ""
    """The media type of what it leads to."""
    since: datetime | None = None
    """The first and last Memento-Datetime in the TimeMap that it leads to."""
    until: datetime | None = None

    @property
    def memento(self) -> bool:
        """Whether it leads to a capture of which the moment is known."""
        return "memento" in self.relations and self.moment is not None

    @property
    def time_map(self) -> bool:
        """Whether it leads to a list of captures in link-format, other than the one in which it stands."""
        return "timemap" in self.relations and "self" not in self.relations and self.kind in ("", LINK_FORMAT)


def links(text: str) -> Iterator[Link]:
    """Go through the links of a Link header or of a document in link-format."""
    begin = text.find("<")
    while begin >= 0:
        end = text.find(">", begin)
        if end < 0:
            return
        target = text[text.rfind("<", begin, end) + 1 : end].strip()
        parameters, end = _parameters(text, end + 1)
        if target and len(target) <= LONGEST_TARGET:
            yield _link(target, parameters)
        begin = text.find("<", end)


def time_map(body: bytes) -> Iterator[Link]:
    """Go through the links of a TimeMap: link-format, or the JSON that MemGator gives."""
    text = body.decode("utf-8", errors="replace")
    return _from_json(text) if body.lstrip()[:1] == b"{" else links(text)


def breaks_off(body: bytes) -> bool:
    """Tell whether a document in link-format ends within a link, or before one that it announces."""
    text = body.decode("utf-8", errors="replace").rstrip()
    begin = text.rfind("<")
    while begin > 0 and not text[:begin].rstrip().endswith(","):  # an address or a title may have such a sign
        begin = text.rfind("<", 0, begin)
    end = text.find(">", begin)
    if begin < 0 or end < 0:
        return True
    parameters, end = _parameters(text, end + 1)
    link = _link("", parameters)
    return bool(text[end:].strip(" ;")) or not link.relations or ("memento" in link.relations and not link.memento)


def moment(text: str) -> datetime | None:
    """Read a date of HTTP; None if it is none. A TimeMap may have a hundred thousand, nearly all of one form."""
    fixed = _FIXED_DATE.fullmatch(text)
    if fixed is None or fixed[2] not in _MONTHS:
        return http_date(text)
    day, _, *numbers = fixed.groups()
    year, hour, minute, second = map(int, numbers)
    try:
        return datetime(year, _MONTHS[fixed[2]], int(day), hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def named(these: Iterable[Link], *relations: str) -> Link | None:
    """Give the first link that has all these relations."""
    return next((link for link in these if link.relations.issuperset(relations)), None)


def _parameters(text: str, position: int) -> tuple[dict[str, str], int]:
    """Read the parameters behind a target, the first of each name; give them and where they end."""
    parameters: dict[str, str] = {}
    while found := _PARAMETER.match(text, position):
        name, quoted, bare = found.groups()
        value = bare or "" if quoted is None else quoted
        parameters.setdefault(name.lower(), _ESCAPED.sub(r"\1", value) if "\\" in value else value)
        position = found.end()
    return parameters, position


def _link(target: str, parameters: dict[str, str]) -> Link:
    relations = frozenset(_SAME.get(each, each) for each in parameters.get("rel", "").lower().split())
    kind = parameters.get("type", "").partition(";")[0].strip().lower()
    moments = (moment(parameters[name]) if name in parameters else None for name in ("datetime", "from", "until"))
    captured_at, since, until = moments
    return Link(target, relations, captured_at, kind, since, until)


def _from_json(text: str) -> Iterator[Link]:
    """Go through a TimeMap in JSON: `mementos.list`, and where it is divided, `timemap_index`."""
    try:
        document = msgspec.json.decode(text)
    except (msgspec.DecodeError, RecursionError):
        return
    mementos = document.get("mementos") if isinstance(document, dict) else None
    for entry in _entries(mementos.get("list") if isinstance(mementos, dict) else None):
        yield Link(entry["uri"], frozenset({"memento"}), _iso(entry.get("datetime")))
    for entry in _entries(document.get("timemap_index") if isinstance(document, dict) else None):
        since, until = _iso(entry.get("from")), _iso(entry.get("until"))
        yield Link(entry["uri"], frozenset({"timemap"}), since=since, until=until)


def _entries(found: Any) -> Iterator[dict[str, Any]]:
    for entry in found if isinstance(found, list) else ():
        if isinstance(entry, dict) and isinstance(entry.get("uri"), str) and len(entry["uri"]) <= LONGEST_TARGET:
            yield entry


def _iso(text: Any) -> datetime | None:
    """Read a moment of ISO 8601; None if it is none."""
    try:
        written = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return written.replace(tzinfo=UTC) if written.tzinfo is None else written.astimezone(UTC)
