"""How archives write things down: moments as stamps of fourteen digits, addresses as they are asked for, statuses."""

from __future__ import annotations

from datetime import UTC, datetime
from urllib.parse import quote, urlsplit

STAMP_LENGTH = 14
NO_VALUE = "-"
"""What indexes write where there is nothing to write."""
ODD_STATUS = 0
"""The status taken down for one that is no number: it answers for nothing."""

_ARCHIVED = ("http", "https", "ftp")
_KEPT = "!#$%&'()+,/:;=?@[]~"
"""Characters that stay when a URL is made part of another. `*` does not: archives read it as "all that begins so"."""
_LONGEST_STATUS = 3
_ERRORS = range(400, 600)


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
    return encoded(parts._replace(netloc=host, fragment="").geturl())


def encoded(url: str) -> str:
    """Write a URL so that it can be a part of another."""
    return quote(url, safe=_KEPT)


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


def status_of(written: str) -> int | None:
    """Read a status; None if there is none, as for a revisit that is listed without the status that it repeats."""
    if written in ("", NO_VALUE):
        return None
    number = whole_number(written, _LONGEST_STATUS)
    return ODD_STATUS if number is None else number


def says_error(written: str) -> bool:
    """Tell whether a status as it is written is that of an error."""
    return status_of(written) in _ERRORS


def whole_number(written: str, digits: int) -> int | None:
    """Read a whole number of no more than so many digits; None if it is none."""
    return int(written) if written.isascii() and written.isdecimal() and len(written) <= digits else None
