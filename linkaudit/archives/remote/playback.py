"""What an archive with the Wayback Machine's URL shapes answers at `/web/`: reading it, without asking.

The rule that carries everything: an answer with a Memento-Datetime header is a capture, and its status is the archived
one; an answer without it is the archive's own (RFC 7089, 2.1.1). That tells an archived 404 from "never archived".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkaudit.archives.choose import GOOD, Capture
from linkaudit.archives.holdings import PAGES, Elsewhere, Nothing, Shown
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.notation import encoded, moment_of, repaired, stamp_of
from linkaudit.archives.remote.links import links
from linkaudit.http_fields import http_date

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from linkaudit.archives.interface import Answer

NOT_FOUND = 404
BAD_REQUEST = 400
REDIRECTION = range(300, 400)

NOTHING_IN_HEADER = "ResourceNotInArchiveException"

SELF_REDIRECT = b"Self Redirect "
"""What pywb says, with 400, where a capture leads to its own address, as from http to https: it would have to show
itself in its own place (`raise_on_self_redirect` in pywb/warcserver/resource/responseloader.py)."""

_PLAYBACK_PATH = re.compile(r"^(?:https?:)?(?://[^/]+)?(?:/[^?#]*?)?/web/(\d{14})(?:[a-z]{2}_)?/(.+)$")


def playback_url(base: str, stamp: str, url: str) -> str:
    """Address a capture as it was captured, without the archive's banner and rewriting (`id_`)."""
    return f"{base}/web/{stamp}id_/{url}"


def memento_url(base: str, captured_at: datetime, url: str) -> str:
    """Address a capture as people open and cite it."""
    return f"{base}/web/{stamp_of(captured_at)}/{url}"


def worth_reading(status: int, headers: Mapping[str, str]) -> bool:
    """Tell whether the body of an answer is worth reading: of captures only pages, of the archive's own words all."""
    if "Memento-Datetime" not in headers:
        return True
    return status in GOOD and headers.get("Content-Type", PAGES[0]).lower().startswith(PAGES)


def read_playback(answer: Answer) -> Shown | Elsewhere | Nothing:
    """Read the answer to a request for `playback_url`.

    Raises UnansweredError if it is none that such an archive gives. Refusals, server errors and withheld sites are
    the asker's to recognise before.
    """
    if "Memento-Datetime" in answer.headers:
        return read_capture(answer)
    if answer.status in REDIRECTION:
        place = _PLAYBACK_PATH.match(answer.headers.get("Location", ""))
        moment = moment_of(repaired(place[1]) or "") if place else None
        if place and moment:
            return Elsewhere(Capture(moment, None), encoded(place[2]))
    error = answer.headers.get("X-Archive-Wayback-Runtime-Error", "")
    if answer.status == NOT_FOUND and (not error or NOTHING_IN_HEADER in error):
        return Nothing()
    raise UnansweredError(Reason.INVALID_RESPONSE)


def leads_to_itself(answer: Answer) -> bool:
    """Tell whether an archive says that it has a capture which leads to its own address, and cannot show that."""
    return answer.status == BAD_REQUEST and "Memento-Datetime" not in answer.headers and SELF_REDIRECT in answer.body


def read_capture(answer: Answer) -> Shown:
    """Read an answer that is a capture, and what its Link header says of the captures around it.

    Raises UnansweredError if it does not say when it was captured, or if the body broke off: what a page says is not
    known then, and it may be that it is not there.
    """
    captured_at = http_date(answer.headers.get("Memento-Datetime", ""))
    if captured_at is None:
        raise UnansweredError(Reason.INVALID_RESPONSE)
    if not answer.complete and answer.status in GOOD:
        raise UnansweredError(Reason.UNREACHABLE)
    first, last, previous = False, False, None
    for link in links(answer.headers.get("Link", "")):
        if not link.memento:
            continue
        first |= "first" in link.relations and link.moment == captured_at
        last |= "last" in link.relations and link.moment == captured_at
        if "prev" in link.relations and link.moment and link.moment < captured_at:
            previous = link.moment
    return Shown(
        Capture(captured_at, answer.status),
        answer.headers.get("Content-Type", ""),
        answer.body,
        original_of(answer.headers.get("Location", "")) if answer.status in REDIRECTION else "",
        first,
        last,
        None if first else previous,
    )


def original_of(place: str) -> str:
    """Give the address to which an archived redirect leads: archives write their own before it."""
    inside = _PLAYBACK_PATH.match(place)
    return inside[2] if inside else place
