"""Playing back captures at the addresses at which archives have them (URI-M)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from msgspec.structs import replace

from linkaudit.archives.asking.asker import is_capture, may_be_asked
from linkaudit.archives.asking.courtesy import Lane
from linkaudit.archives.choose import REDIRECTS
from linkaudit.archives.holdings import Shown
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.remote import index_rows
from linkaudit.archives.remote.gate import NOT_FOUND, OK, links_of, with_place
from linkaudit.archives.remote.places import place_of, raw, resolved
from linkaudit.archives.remote.playback import leads_to_itself, read_capture, worth_reading

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linkaudit.archives.asking.asker import Asker
    from linkaudit.archives.choose import Capture
    from linkaudit.archives.interface import Answer
    from linkaudit.archives.remote.links import Link

HOPS = 6
"""Redirects that are followed, from http to https or to the archive's own name of an address."""
NO_SUCH_FORM = frozenset({OK, 400, 403, NOT_FOUND, 405, 501})
"""How an archive may answer that does not play back without rewriting."""


async def look(
    asker: Asker, capture: Capture, place: str, *, read_body: bool = True
) -> tuple[Shown | None, tuple[Link, ...]]:
    """Play back a capture as it was captured, or where the archive cannot do that, as it shows it.

    Gives it, and the links that came with it; None if the archive shows another one, or nothing, in its place.
    Raises UnansweredError.
    """
    forms = list(dict.fromkeys((place, raw(place))))
    address = forms.pop()
    asked = set[str]()
    for _ in range(HOPS):
        asked.add(address)
        answer = await asker.ask(Lane.PLAYBACK, address, read_body=worth_reading if read_body else _own_words)
        around = links_of(answer, address)
        if is_capture(answer):
            framed = None if address == raw(address) else _framed(capture, around)
            if framed is None or framed in asked:
                return _shown(answer, capture, place, around), around
            address = framed
            continue
        if leads_to_itself(answer):
            status = capture.status or await _indexed_status(asker, capture, address)
            return Shown(replace(capture, status=status)), around
        onward = _location(answer, address)
        if onward and _leads_to_another(onward, capture):
            return None, around
        if onward and may_be_asked(onward):
            address = onward
        elif forms and answer.status in NO_SUCH_FORM:
            address = forms.pop()
        elif answer.status == NOT_FOUND:
            return None, around
        else:
            break
    raise UnansweredError(Reason.INVALID_RESPONSE)


async def _indexed_status(asker: Asker, capture: Capture, address: str) -> int:
    """Ask the index of a pywb for the status of a redirect that it does not play back. Raises UnansweredError."""
    place = place_of(address)
    if place is None:
        raise UnansweredError(Reason.INVALID_RESPONSE)
    query = urlencode({"url": place.inner, "from": place.stamp, "to": place.stamp, "output": "json"})
    rows = index_rows.read(await asker.ask(Lane.INDEX, f"{place.before}cdx?{query}"))
    statuses = (row.status for row in rows.captures if row.captured_at == capture.captured_at)
    status = next((status for status in statuses if status in REDIRECTS), None)
    if status is None:
        raise UnansweredError(Reason.INVALID_RESPONSE)
    return status


def _shown(answer: Answer, capture: Capture, place: str, around: Sequence[Link]) -> Shown | None:
    """Read a memento; None if it is not the one that was asked for."""
    shown = read_capture(answer)
    return with_place(shown, place, around) if shown.capture.captured_at == capture.captured_at else None


def _location(answer: Answer, address: str) -> str:
    place = answer.headers.get("Location", "")
    return resolved(address, place) if place and answer.status in REDIRECTS else ""


def _framed(capture: Capture, around: Sequence[Link]) -> str | None:
    """Give the address of the memento that an answer names as itself.

    pywb shows mementos in a frame that answers 200 with the Memento-Datetime of whatever moment its address has, be
    there such a capture or not; what is in the frame stands at an address of its own.
    """
    return next((link.target for link in around if link.memento and link.moment == capture.captured_at), None)


def _leads_to_another(address: str, capture: Capture) -> bool:
    place = place_of(address)
    return place is not None and place.moment not in (None, capture.captured_at)


def _own_words(_status: int, headers: Mapping[str, str]) -> bool:
    """Read what the archive itself says, and no capture."""
    return "Memento-Datetime" not in headers
