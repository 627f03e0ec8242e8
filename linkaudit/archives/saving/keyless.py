"""Saving without an account: a page is asked for under `/save/`, and the answer leads to its capture.

waybackpy says how it is asked and what the answer means; the request itself goes the way of all others, with its
time-outs, the guard and the archive's limits. One page at a time, and nothing more once the archive refuses.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from linkaudit.archives.asking.asker import host_of
from linkaudit.archives.asking.courtesy import Lane
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.remote import waybackpy_queries
from linkaudit.archives.remote.places import resolved
from linkaudit.archives.saving.page_now import Captured, Kind, Refused

if TYPE_CHECKING:
    from datetime import datetime

    from linkaudit.archives.asking.asker import Asker
    from linkaudit.archives.interface import Answer
    from linkaudit.archives.saving.page_now import Recent

REDIRECTS = 5
"""Redirects within the archive that are followed."""
_REDIRECTION = range(300, 400)
_CLIENT_ERRORS = range(400, 500)


class Keyless:
    """Has pages captured without an account."""

    at_once = 1

    def __init__(self, base: str, asker: Asker) -> None:
        """Save at `base`; `asker` has to be patient, since the answer comes when the capture is made."""
        self._base = base
        self._asker = asker
        self._refused: Refused | None = None

    async def capture(self, target: str) -> Captured | Recent | Refused:
        """Have a page captured. Raises UnansweredError if nobody knows what became of it."""
        if self._refused:
            return self._refused
        url, lane = waybackpy_queries.save_url(self._base, target), Lane.SAVE
        for _ in range(REDIRECTS):
            try:
                answer = await self._asker.ask(lane, url, read_body=lambda status, _: status not in _REDIRECTION)
            except UnansweredError as error:
                if error.reason is Reason.REFUSED:
                    self._refused = Refused(Reason.REFUSED, "the archive wants to be asked less often", Kind.LATER)
                    return self._refused
                raise
            location = answer.headers.get("Location", "") if answer.status in _REDIRECTION else ""
            place = resolved(url, location) or url
            at = _moment(self._base, target, answer, place)
            if at:
                return Captured(at, target)
            if place == url or host_of(place) != host_of(self._base):
                return _told(answer)
            url, lane = place, Lane.PLAYBACK
        raise UnansweredError(Reason.INVALID_RESPONSE)


def _moment(base: str, target: str, answer: Answer, place: str) -> datetime | None:
    """Find the moment of the capture in an answer that is none of an error."""
    if answer.status >= HTTPStatus.BAD_REQUEST and "Memento-Datetime" not in answer.headers:
        return None
    return waybackpy_queries.saved_at(base, target, answer.headers, place)


def _told(answer: Answer) -> Refused:
    """Say what an answer without a capture means. Raises UnansweredError if it says nothing."""
    if answer.status == HTTPStatus.UNAUTHORIZED:
        return Refused("unauthorised", "the archive saves nothing without an account", Kind.FINAL)
    if answer.status in _CLIENT_ERRORS:
        return Refused(f"http-{answer.status}", f"the archive answered {answer.status} and did not say why", Kind.FINAL)
    raise UnansweredError(Reason.INVALID_RESPONSE)
