"""URLs that are signed for a time: until when they open what they name, by the conventions of the services."""

from __future__ import annotations

import binascii
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.citations.credentials import is_stand_in
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from linkaudit.citations.parameters import Parameter

# AWS Signature Version 4 and those made after it: Google Cloud, Alibaba, Volcengine. A date and a number of seconds.
_DATED = ("x-amz-", "x-goog-", "x-oss-", "x-tos-")
_MOMENT = Pattern(r"(\d{8}T\d{6})Z")
# An end beside a signature: Amazon S3 (version 2), CloudFront, Google Cloud, Alibaba, Laravel and many more.
_SIGNATURES = ("signature", "sig", "hmac", "x-signature")
_ENDS = ("expires", "exp", "expire", "expiry", "x-expires")
# Hosts with names of their own for the end and for what stands beside it; but for videos the end is hexadecimal.
_OF_VIDEOS = "googlevideo.com"
_OF_HOSTS = (
    (("fbcdn.net", "cdninstagram.com"), "oe", ("oh",)),
    (("cdn.discordapp.com", "media.discordapp.net"), "ex", ("is", "hm")),
    ((_OF_VIDEOS,), "expire", ("lsig",)),
)
_EPOCH = Pattern(r"(\d{10})(?:\d{3})?")
_HEXADECIMAL = Pattern(r"[0-9a-fA-F]{8}")
# `2018-07-12`, `2018-07-12T08:00Z`, `2018-07-12T08:00:00.000Z` (Azure Storage, service SAS).
_ISO = Pattern(r"(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z?)?")
# Akamai's tokens: `hdnts=exp=1531382400~acl=/*~hmac=…`.
_AKAMAI = ("hdnts", "hdnea", "hdntl", "__token__", "hdnts_", "token")
_AKAMAI_END = Pattern(r"(?:^|~)exp=(\d{10})~(?:.*~)?hmac=[0-9a-f]{16,}")
_POLICY_END = Pattern(r'"AWS:EpochTime"\s*:\s*(\d{10})')
_JWT = Pattern(r"eyJ[\w-]+\.(eyJ[\w-]+)\.[\w-]*")
_JWT_END = Pattern(r'"exp"\s*:\s*(\d{10})\b')
_OF_PRIVATE_IMAGES = "private-user-images.githubusercontent.com"
# Signed before the first of these services, or for longer than any of them: not the end of a signature.
_YEARS = range(2005, 2101)


class Signed(Struct, frozen=True):
    """The end of a signed URL, and the parameters that say it."""

    ends: datetime
    names: tuple[str, ...]


def signed(parameters: Iterable[Parameter], host: str) -> Signed | None:
    """Read until when a URL is signed; None if it is not, if it does not say, or if it is only an example."""
    given = {parameter.key: parameter.value for parameter in parameters if parameter.value}
    found = _dated(given) or _until(given, host) or _within(given, host)
    if found is None or found.ends.year not in _YEARS or any(is_example(value) for value in given.values()):
        return None
    return found


def is_example(value: str) -> bool:
    """Tell whether a value comes from a manual: its author left it out, or calls it an example."""
    return "EXAMPLE" in value or ("<" in value and ">" in value) or "..." in value or "\u2026" in value or "{" in value


def _dated(given: Mapping[str, str]) -> Signed | None:
    """Read a moment and a number of seconds."""
    for prefix in _DATED:
        names = (f"{prefix}date", f"{prefix}expires")
        if names[0] in given and names[1] in given and _is_signature(given.get(f"{prefix}signature", "")):
            moment, seconds = _MOMENT.fullmatch(given[names[0]]), given[names[1]]
            if moment and seconds.isdecimal() and len(seconds) < len("1000000000"):
                try:
                    begins = datetime.strptime(moment[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
                except ValueError:
                    return None
                return Signed(begins + timedelta(seconds=int(seconds)), names)
    return None


def _until(given: Mapping[str, str], host: str) -> Signed | None:
    """Read an end beside a signature."""
    if any(_is_signature(given.get(name, "")) for name in _SIGNATURES):
        names = ("se",) if "sv" in given or "sr" in given else _ENDS
        name = next((name for name in names if name in given), "")
        return _end(given, name) if name else None
    if "q-signature" in given and "q-sign-time" in given:
        return _end(given, "q-sign-time")
    for hosts, name, others in _OF_HOSTS:
        if name in given and all(other in given for other in others) and host.endswith(hosts):
            return _end(given, name) if host.endswith(_OF_VIDEOS) else _hexadecimal(given, name)
    return None


def _within(given: Mapping[str, str], host: str) -> Signed | None:
    """Read an end inside a value: Akamai's tokens, CloudFront's policies, the tokens of GitHub's images."""
    for name in _AKAMAI:
        found = _AKAMAI_END.search(given[name]) if "~hmac=" in given.get(name, "") else None
        if found:
            return Signed(_moment(found[1]), (name,))
    if "policy" in given and "signature" in given and "key-pair-id" in given:
        # CloudFront writes Base64 with other signs for those that have a meaning in URLs.
        found = _POLICY_END.search(_base64(given["policy"].translate(str.maketrans("-_~", "+=/"))))
        return Signed(_moment(found[1]), ("policy",)) if found else None
    if "jwt" in given and host == _OF_PRIVATE_IMAGES:
        ends = token_end(given["jwt"])
        return Signed(ends, ("jwt",)) if ends else None
    return None


def token_end(value: str) -> datetime | None:
    """Read until when a JSON Web Token (RFC 7519) is good; None if it is none or does not say."""
    found = _JWT.fullmatch(value)
    end = _JWT_END.search(_base64(found[1].replace("-", "+").replace("_", "/"))) if found else None
    return _moment(end[1]) if end else None


def _is_signature(value: str) -> bool:
    """Tell whether a value is a signature rather than a word in its place."""
    return len(value) >= len("0123456789abcdef") and not is_stand_in(value)


def _end(given: Mapping[str, str], name: str) -> Signed | None:
    """Read an end in seconds since 1970, or as ISO 8601 writes it."""
    # Tencent gives the beginning as well: `q-sign-time=1531375200;1531382400`.
    text = given[name].rpartition(";")[2]
    seconds = _EPOCH.fullmatch(text)
    if seconds:
        return Signed(_moment(seconds[1]), (name,))
    iso = _ISO.fullmatch(text)
    try:
        return Signed(datetime.fromisoformat(f"{iso[1]}T{iso[2] or '00:00'}+00:00"), (name,)) if iso else None
    except ValueError:
        return None


def _hexadecimal(given: Mapping[str, str], name: str) -> Signed | None:
    """Read an end in seconds since 1970, in hexadecimal."""
    return Signed(_moment(str(int(given[name], 16))), (name,)) if _HEXADECIMAL.fullmatch(given[name]) else None


def _moment(seconds: str) -> datetime:
    return datetime.fromtimestamp(int(seconds), UTC)


def _base64(text: str) -> str:
    """Decode as much as can be; empty if nothing can."""
    try:
        return binascii.a2b_base64(text + "=" * (-len(text) % 4)).decode("utf-8", "replace")
    except ValueError:
        return ""
