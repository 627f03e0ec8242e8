"""The URLs of captures, taken apart: archive, stamp, original. How archives build them says `data/archives.toml`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import unquote

from msgspec import Struct

from linkaudit import data
from linkaudit.citations import written
from linkaudit.patterns import Pattern

# `/web/20180712000000id_/http://…`: a stamp of 14 digits, fewer for "about then", `*` for the calendar. archive.today
# also writes `/2018.07.12-000000/http://…`, Megalodon `/2018-0712-0000-00/http://…`, Pandora `/20180712-0000/…`.
_STAMP = r"\d{4}\.\d\d\.\d\d-\d{6}|\d{4}-\d{4}-\d{4}-\d\d|\d{8}-\d{4}|\d{1,20}\*?|\*"
_CAPTURE = Pattern(
    rf"/(?P<stamp>{_STAMP})(?P<flag>[a-z_]{{1,4}})?/(?P<inner>(?:https?|ftp)(?::/{{1,3}}|%3A(?:%2F){{1,2}}).+)",
    re.IGNORECASE,
)
_CAPTURE_WITHOUT_SCHEME = Pattern(
    r"/(?P<stamp>\d{4}-\d{4}-\d{4}-\d\d|\d{8}-\d{4}|\d{8,20}\*?|\*)(?P<flag>[a-z_]{1,4})?/(?P<inner>[^/\s]+\.[^/\s]+.*)"
)
# `/web/http://…`: the latest capture; `/save/http://…`: a new one.
_LATEST = Pattern(r"^https?://[^/]+/(?:[\w.-]+/){0,2}(?P<inner>(?:https?|ftp)(?::/{1,3}[^/]|%3A%2F).*)", re.IGNORECASE)
_FLAG = Pattern(r"[a-z]{2}_")
_STAMP_DIGITS = 14
_ONE_SLASH = Pattern(r"^(https?|ftp):/(?=[^/])", re.IGNORECASE)
# `…/5eWaHRbn4?url=http://gazette.example/a?b=c`: nobody encodes what stands there, so that it goes on to the end.
_IN_QUERY = Pattern(r"[?&]url=(?P<inner>(?:https?|ftp)(?:://|%3A).+)", re.IGNORECASE)
_BEHIND_QUERY = Pattern(r"&(?:date|title|refdoi)=[^&]*$")
_BASE_62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_FIRST_YEAR, _LAST_YEAR = 1996, 2100
_SECOND = 1_000_000


class ArchiveUrl(Struct, frozen=True):
    """The URL of a capture taken apart: the archive, the digits of its stamp, and the original resource inside."""

    archive: str
    stamp: str
    flag: str
    original: str
    trust: str = ""
    """Empty for an archive in good standing, else `untrusted` or `dead`."""

    @property
    def full_stamp(self) -> bool:
        """Whether the stamp names one capture rather than a time to search around."""
        return self.stamp.isdigit() and len(self.stamp) == _STAMP_DIGITS


@data.derived
def archives() -> dict[str, dict[str, Any]]:
    """Map the hosts of the known archives to what is known of each."""
    return {name: each for each in data.load("archives")["archive"] for name in each["hosts"]}


def archive_at(host: str) -> dict[str, Any] | None:
    """Give what is known of the archive at a host; None if it is none that is known."""
    return archives().get(host) or archives().get(host.removeprefix("www."))


def taken_apart(url: str, host: str) -> ArchiveUrl | None:
    """Take the URL of a capture at a host apart; None if it is not one.

    An unknown host counts as an archive if its path has a full stamp before a whole URL, as playback software has it.
    """
    known = archive_at(host)
    if known is None:
        return _of_unknown(url, host)
    trust = known.get("trust", "")
    found = None
    if known["grammar"] == "stamp":
        found = _CAPTURE.search(url) or _CAPTURE_WITHOUT_SCHEME.search(written.behind_host(url))
    if found:
        return ArchiveUrl(known["name"], _digits(found["stamp"]), found["flag"] or "", mended(found["inner"]), trust)
    latest = _LATEST.match(url) if known["grammar"] == "stamp" else None
    if latest:
        return ArchiveUrl(known["name"], "", "", mended(latest["inner"]), trust)
    return _by_identifier(url, known)


def _of_unknown(url: str, host: str) -> ArchiveUrl | None:
    """Take the URL of a capture apart whose archive is not known."""
    found = _CAPTURE.search(url)
    if found is None or len(found["stamp"]) != _STAMP_DIGITS or "?" in url[: found.start()]:
        return None
    if found["flag"] and not _FLAG.fullmatch(found["flag"]):
        return None
    return ArchiveUrl(host, found["stamp"], found["flag"] or "", mended(found["inner"]))


def _digits(stamp: str) -> str:
    """Write a stamp as digits alone; one that goes down to the minute is one of the first of its seconds."""
    digits = stamp.replace(".", "").replace("-", "")
    return digits.ljust(_STAMP_DIGITS, "0") if "-" in stamp else digits


def mended(text: str) -> str:
    """Write the URL inside an archive's URL in full: decoded if it was encoded, slashes and scheme mended."""
    if "%3a" in text[:9].lower():
        text = unquote(text)
    if not text[:6].lower().startswith(("http:", "https:", "ftp:", "ftps:")):
        text = f"http://{text}"
    return _ONE_SLASH.sub(r"\1://", text)


def names_by_identifier(url: str, known: dict[str, Any]) -> bool:
    """Tell whether a URL at a known archive names a capture by an identifier."""
    return "ids" in known and _identifiers(known["ids"]).match(written.behind_host(url)) is not None


def _by_identifier(url: str, known: dict[str, Any]) -> ArchiveUrl | None:
    """Take a URL apart that names its capture by an identifier, as far as that tells date and original."""
    if "ids" not in known:
        capture = known["grammar"] == "id" and written.behind_host(url) != "/"
        return ArchiveUrl(known["name"], "", "", "", known.get("trust", "")) if capture else None
    found = _identifiers(known["ids"]).match(written.behind_host(url))
    if found is None:
        return None
    groups = found.groupdict()
    stamp = groups.get("stamp") or _time(known.get("clock", ""), groups.get("id") or "", groups.get("number") or "")
    return ArchiveUrl(known["name"], stamp, "", _named_in(url, known, groups), known.get("trust", ""))


@data.derived
def _identifiers(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _named_in(url: str, known: dict[str, Any], groups: dict[str, str | None]) -> str:
    """Find the original in a URL that names its capture by an identifier; empty if it hides it."""
    if groups.get("inner"):
        return mended(unquote(groups["inner"] or ""))
    named = _IN_QUERY.search(url)
    if named:
        inner = named["inner"]
        inner = inner.partition("&")[0] if "%3a" in inner[:9].lower() else _BEHIND_QUERY.sub("", inner)
        return mended(inner)
    if groups.get("video") and "inner" in known:
        return str(known["inner"]).format(**groups)
    return ""


def _time(clock: str, identifier: str, number: str) -> str:
    """Read the time of a capture out of its identifier, as a stamp; empty if it tells none."""
    if clock == "microseconds in base 62" and (identifier or number):
        ticks = (
            int(number)
            if number
            else sum(_BASE_62.index(digit) * 62**place for place, digit in enumerate(reversed(identifier)))
        )
    elif clock == "seconds" and identifier[:10].isdigit():
        ticks = int(identifier[:10]) * _SECOND
    else:
        return ""
    if ticks // _SECOND >= (_LAST_YEAR - 1970) * 31_556_952:
        return ""
    moment = _EPOCH + timedelta(microseconds=ticks)
    return moment.strftime("%Y%m%d%H%M%S") if moment.year >= _FIRST_YEAR else ""
