"""What an archive with the Wayback Machine's URL shapes answers at `/web/`: reading it, without asking.

The rule that carries everything: an answer with a Memento-Datetime header is a capture, and its status is the archived
one; an answer without it is the archive's own (RFC 7089, 2.1.1). That tells an archived 404 from "never archived".
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from msgspec import Struct

from linkaudit.archives.choose import Capture
from linkaudit.archives.interface import Reason, UnansweredError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linkaudit.archives.interface import Answer

STAMP_LENGTH = 14
NOT_FOUND = 404
UNAVAILABLE_FOR_LEGAL_REASONS = 451
REDIRECTION = range(300, 400)

BLOCKED_IN_HEADER = ("AdministrativeAccessControlException", "RobotAccessControlException")
BLOCKED_IN_BODY = (
    b"Blocked Site Error",
    b"URL has been excluded",
    b"org.archive.wayback.exception.AdministrativeAccessControlException",
    b"org.archive.wayback.exception.RobotAccessControlException",
)
"""How the Wayback Machine says that it withholds a site (waybackpy 3.0.6 `check_for_blocked_site`; EDGI wayback
`get_memento`)."""
NOTHING_IN_HEADER = "ResourceNotInArchiveException"

_KEPT = "!#$%&'()+,/:;=?@[]~"
"""Characters that stay when a URL is made part of another. `*` does not: archives read it as "all that begins so"."""
_ARCHIVED = ("http", "https", "ftp")
_PLAYBACK_PATH = re.compile(r"^(?:https?:)?(?://[^/]+)?(?:/[^?#]*?)?/web/(\d{14})(?:[a-z]{2}_)?/(.+)$")
_LINK = re.compile(r'<([^>]*)>((?:\s*;\s*[\w-]+\s*=\s*(?:"[^"]*"|[^\s;,"]+))*)')
_LINK_PARAMETER = re.compile(r'([\w-]+)\s*=\s*(?:"([^"]*)"|([^\s;,"]+))')


class Played(Struct, frozen=True):
    """A capture was played back."""

    capture: Capture
    first: bool = False
    """Whether the archive says that there is none before it."""
    last: bool = False
    """Whether the archive says that there is none after it."""
    previous: datetime | None = None
    """The capture before it, if the archive says so."""


class Elsewhere(Struct, frozen=True):
    """The archive points at another moment of the same page."""

    stamp: str
    url: str


class Nothing(Struct, frozen=True):
    """The archive has no capture of the page."""


def askable(url: str) -> str | None:
    """Write a URL as archives are asked for it; None for one that archives do not keep (`mailto:`, relative, …).

    The fragment never reaches a server and credentials are nobody's business: both are dropped. Spaces, `*` and what
    is not ASCII are percent-encoded.
    """
    try:
        parts = urlsplit(url.strip())
        if parts.scheme not in _ARCHIVED or not parts.hostname:
            return None
    except ValueError:
        return None
    host = parts.netloc.rpartition("@")[2]
    return quote(parts._replace(netloc=host, fragment="").geturl(), safe=_KEPT)


def stamp_of(moment: datetime) -> str:
    """Write a moment as 14 digits."""
    return f"{moment.year:04d}{moment:%m%d%H%M%S}"  # %Y has no leading zeros on some platforms


def moment_of(stamp: str) -> datetime | None:
    """Read 14 digits; None if they are no moment."""
    if len(stamp) != STAMP_LENGTH or not (stamp.isascii() and stamp.isdigit()):
        return None
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def repaired(stamp: str) -> str | None:
    """Give a stamp that is a moment, if need be by undoing a known fault; None if that does not help.

    Some crawls of 2000 have `00` inserted before the month or the day, which pushed the seconds out
    (`20000008241731`; https://github.com/edgi-govdata-archiving/wayback, `parse_timestamp`).
    """
    candidates = [stamp, *(f"{stamp[:at]}{stamp[at + 2 :]}00" for at in (4, 6) if stamp[at : at + 2] == "00")]
    return next((candidate for candidate in candidates if moment_of(candidate)), None)


def playback_url(base: str, stamp: str, url: str) -> str:
    """Address a capture as it was captured, without the archive's banner and rewriting (`id_`)."""
    return f"{base}/web/{stamp}id_/{url}"


def memento_url(base: str, captured_at: datetime, url: str) -> str:
    """Address a capture as people open and cite it."""
    return f"{base}/web/{stamp_of(captured_at)}/{url}"


def withheld(answer: Answer) -> bool:
    """Tell whether the archive itself says that it may not show the site."""
    if answer.status == UNAVAILABLE_FOR_LEGAL_REASONS:
        return True
    error = answer.headers.get("X-Archive-Wayback-Runtime-Error", "")
    return any(name in error for name in BLOCKED_IN_HEADER) or any(mark in answer.body for mark in BLOCKED_IN_BODY)


def read_playback(answer: Answer) -> Played | Elsewhere | Nothing:
    """Read the answer to a request for `playback_url`.

    Raises UnansweredError if it is none that such an archive gives. Refusals, server errors and withheld sites are
    the caller's to recognise before.
    """
    written = answer.headers.get("Memento-Datetime")
    if written is not None:
        captured_at = _http_date(written)
        if captured_at is None:
            raise UnansweredError(Reason.INVALID_RESPONSE)
        return _played(Capture(captured_at, answer.status), answer.headers)
    if answer.status in REDIRECTION:
        place = _PLAYBACK_PATH.match(answer.headers.get("Location", ""))
        if place and (stamp := repaired(place[1])):
            return Elsewhere(stamp, quote(place[2], safe=_KEPT))
    error = answer.headers.get("X-Archive-Wayback-Runtime-Error", "")
    if answer.status == NOT_FOUND and (not error or NOTHING_IN_HEADER in error):
        return Nothing()
    raise UnansweredError(Reason.INVALID_RESPONSE)


def _played(capture: Capture, headers: Mapping[str, str]) -> Played:
    """Add what the Link header says of the captures around this one."""
    first, last, previous = False, False, None
    for relations, moment in _memento_links(headers.get("Link", "")):
        first |= "first" in relations and moment == capture.captured_at
        last |= "last" in relations and moment == capture.captured_at
        if relations & {"prev", "previous"} and moment and moment < capture.captured_at:
            previous = moment
    return Played(capture, first, last, None if first else previous)


def _memento_links(header: str) -> Iterator[tuple[set[str], datetime | None]]:
    """Go through the mementos that a Link header names (RFC 7089, 2.2): their relations and moments."""
    for _, written in _LINK.findall(header):
        parameters = {name.lower(): quoted or bare for name, quoted, bare in _LINK_PARAMETER.findall(written)}
        relations = set(parameters.get("rel", "").lower().split())
        if "memento" in relations:
            yield relations, _http_date(parameters.get("datetime", ""))


def _http_date(text: str) -> datetime | None:
    """Read an HTTP date; None if it is none."""
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
