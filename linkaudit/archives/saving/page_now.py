"""Save Page Now 2: what is sent to it, and what its answers mean. Pure: nothing is asked here.

Errors come with HTTP 200, both where a capture is asked for and where its job is asked after; `status_ext` names them.
(Save Page Now 2 Public API Docs, Internet Archive, as of 2025-10.)
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import TYPE_CHECKING, Literal, TypeVar
from urllib.parse import quote, urlencode

import msgspec
from msgspec import Struct

from linkaudit import data
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.notation import askable, moment_of
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from linkaudit.archives.interface import Answer

T = TypeVar("T")

UNAUTHORISED = 401
OK = 200
_PREFIX = "error:"
_CODE = Pattern(r"error:[a-z0-9_-]{1,60}")
_LONGEST = 300
"""Characters of the archive's own words that are shown."""
_SHORTEST_KEY = 4
_MASK = "\u2022\u2022\u2022"
# As the archive says that it will not capture a page again so soon; then there is no job.
_SAME = "same snapshot"


class Keys(Struct, frozen=True):
    """The keys of an account at the archive. They are never shown."""

    access: str
    secret: str

    def __repr__(self) -> str:
        """Show that there are keys, and nothing of them."""
        return "Keys(\u2022\u2022\u2022)"

    def hidden_in(self, text: str) -> str:
        """Hide the keys in a text, should someone have put them there."""
        for key in (self.secret, self.access):
            if len(key) >= _SHORTEST_KEY:
                text = text.replace(key, _MASK)
        return text


def keys_from(environ: Mapping[str, str], access: str, secret: str) -> Keys | None:
    """Take the keys from the variables of these names; None if one is missing."""
    found = Keys(environ.get(access, "").strip(), environ.get(secret, "").strip())
    return found if found.access and found.secret else None


@unique
class Kind(StrEnum):
    """What a refusal means for whoever asked."""

    AGAIN = "again"
    """It may be gone in a minute."""
    LATER = "later"
    """It may be gone tomorrow."""
    SPENT = "spent"
    """Nothing more can be saved today."""
    TAKEN = "taken"
    """There are captures of today."""
    FINAL = "final"


class Accepted(Struct, frozen=True):
    """The capture is under way, or was made not long ago: the job knows."""

    job: str


class Recent(Struct, frozen=True):
    """The page was captured not long ago and is not captured again; which capture that is must be looked up."""

    words: str


class Pending(Struct, frozen=True):
    """The job is under way."""


class Captured(Struct, frozen=True):
    """The archive says that it has captured the page."""

    at: datetime
    url: str
    """The address under which it was captured, behind redirects."""


class Refused(Struct, frozen=True):
    """The archive says that it does not, or could not, capture the page."""

    code: str
    """Its own name of the error, `error:…`; `error` if it gave none."""
    words: str
    kind: Kind


class Quota(Struct, frozen=True):
    """What an account may still do."""

    available: int = 1
    """Captures that may be begun now."""
    daily_captures: int = 0
    daily_captures_limit: int = 0
    """Captures that are allowed in a day; 0 if that is not told."""

    @property
    def spent(self) -> bool:
        """Whether today's captures are used up."""
        return 0 < self.daily_captures_limit <= self.daily_captures


class _Told(Struct, frozen=True):
    job_id: str | None = None
    status: Literal["pending", "success", "error"] | None = None
    status_ext: str | None = None
    message: str | None = None
    timestamp: str | None = None
    original_url: str | None = None


def headers(keys: Keys) -> dict[str, str]:
    """Give the fields that go with every request."""
    return {"Accept": "application/json", "Authorization": f"LOW {keys.access}:{keys.secret}"}


def form(url: str, within_days: int | None) -> bytes:
    """Write what is sent to have a page captured, unless it was captured `within_days`.

    What a capture must not be: one of an error page (`capture_all`), nor one that shows only after twelve hours
    (`delay_wb_availability`); whether it is the first does not matter (`skip_first_archive`, which saves time).
    """
    fields = {"url": url, "skip_first_archive": "1"}
    if within_days is not None:
        fields["if_not_archived_within"] = f"{within_days}d"
    return urlencode(fields).encode("ascii")


def job_url(base: str, job: str) -> str:
    """Address the state of a job."""
    return f"{base}/save/status/{quote(job, safe='')}"


def read_accepted(answer: Answer) -> Accepted | Recent | Refused:
    """Read the answer to the request for a capture. Raises UnansweredError if it is none."""
    told = _read(answer, _Told)
    if told.status_ext or told.status == "error":
        return _refused(told)
    if told.job_id:
        return Accepted(told.job_id)
    if _SAME in (told.message or ""):
        return Recent(told.message or "")
    raise UnansweredError(Reason.INVALID_RESPONSE)


def read_status(answer: Answer, asked: str) -> Pending | Captured | Refused:
    """Read the state of the job that captures `asked`. Raises UnansweredError if it is none."""
    told = _read(answer, _Told)
    if told.status == "pending":
        return Pending()
    if told.status == "error":
        return _refused(told)
    at = moment_of(told.timestamp or "")
    if told.status == "success" and at:
        return Captured(at, askable(told.original_url or "") or asked)
    raise UnansweredError(Reason.INVALID_RESPONSE)


def read_quota(answer: Answer) -> Quota:
    """Read what the account may still do. Raises UnansweredError if that is not told."""
    return _read(answer, Quota)


def refusal(code: str, message: str = "") -> Refused:
    """Say what an error of the archive's means. One that nobody knows is taken for the last word."""
    name = code.removeprefix(_PREFIX)
    kind, words = _known().get(name, (Kind.FINAL, ""))
    own = name if name != code else "the archive does not say why"
    return Refused(code, words or message or own, kind)


def _refused(told: _Told) -> Refused:
    code = told.status_ext or ""
    return refusal(code if _CODE.fullmatch(code) else "error", " ".join((told.message or "").split())[:_LONGEST])


def _read(answer: Answer, kind: type[T]) -> T:
    if answer.status != OK or not answer.complete or answer.truncated:
        raise UnansweredError(Reason.INVALID_RESPONSE)
    try:
        return msgspec.json.decode(answer.body, type=kind)
    except (msgspec.DecodeError, UnicodeDecodeError):
        raise UnansweredError(Reason.INVALID_RESPONSE) from None


@data.derived
def _known() -> dict[str, tuple[Kind, str]]:
    return dict(_rows())


def _rows() -> Iterator[tuple[str, tuple[Kind, str]]]:
    listed = data.load("save_page_now")
    for kind in Kind:
        for name, words in listed[kind.value].items():
            yield name, (kind, words)
