"""What a TimeGate answers, and what the Link header of any answer of an archive says: reading it, without asking.

A TimeGate answers in many ways (RFC 7089, section 4): it redirects to the memento, shows it at once, names it in a Link
header only, or leads on to another TimeGate. That an answer is a memento is proved by its Memento-Datetime and by
nothing else.
"""

from __future__ import annotations

from datetime import UTC
from email.utils import format_datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.archives.asking.asker import is_capture, may_be_asked
from linkaudit.archives.choose import REDIRECTS, Capture
from linkaudit.archives.holdings import Elsewhere, Nothing, Shown
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.remote.links import links, named
from linkaudit.archives.remote.places import inner_of, moved_to, place_of, raw, resolved
from linkaudit.archives.remote.playback import NOTHING_IN_HEADER, leads_to_itself, read_capture
from linkaudit.archives.remote.time_map import absolute

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from linkaudit.archives.interface import Answer
    from linkaudit.archives.remote.links import Link

OK, MULTIPLE_CHOICES, NOT_FOUND = 200, 300, 404
ODD_DATE = frozenset({400, 406})
"""How a TimeGate says that it has no use for the date: malformed to it, or outside of what it holds."""


class Onward(Struct, frozen=True):
    """The TimeGate leads on to another address."""

    address: str
    dated: bool = True
    """Whether the date is to be asked for there, too."""


def accept_datetime(moment: datetime) -> str:
    """Write a moment as Accept-Datetime has it (RFC 7089, 2.1.1)."""
    return format_datetime(moment.astimezone(UTC), usegmt=True)


def links_of(answer: Answer, address: str) -> tuple[Link, ...]:
    """Give the links in the headers of an answer, each in full."""
    found = (replace(link, target=absolute(address, link.target)) for link in links(answer.headers.get("Link", "")))
    return tuple(link for link in found if link.target)


def read_gate(
    answer: Answer, asked: Onward, around: Sequence[Link], target: str, end: datetime
) -> Shown | Elsewhere | Nothing | Onward | None:
    """Read what a TimeGate answers. Raises UnansweredError if it is nothing that a TimeGate says.

    Refusals, server errors and withheld sites are the asker's to recognise before.
    """
    if is_capture(answer):
        return _shown_at_once(answer, asked.address, around, target)
    if answer.status in REDIRECTS and answer.headers.get("Location"):
        if place := resolved(asked.address, answer.headers["Location"]):
            return _led_on(place, asked, around, target, end)
        raise UnansweredError(Reason.INVALID_RESPONSE)
    if answer.status in (OK, MULTIPLE_CHOICES):
        return _named(asked, around, target, end)
    if answer.status == NOT_FOUND:
        error = answer.headers.get("X-Archive-Wayback-Runtime-Error", "")
        if not error or NOTHING_IN_HEADER in error:
            return Nothing()
    if leads_to_itself(answer) or (answer.status in ODD_DATE and any(link.time_map for link in around)):
        return None
    if answer.status in ODD_DATE and asked.dated:
        return Onward(asked.address, dated=False)
    raise UnansweredError(Reason.INVALID_RESPONSE)


def _shown_at_once(answer: Answer, address: str, around: Sequence[Link], target: str) -> Shown | Elsewhere:
    """Take a memento that the TimeGate shows at once; if it has an address that tells its moment, play it there."""
    shown = read_capture(answer)
    moment = shown.capture.captured_at
    location = answer.headers.get("Content-Location", "")
    here = absolute(address, location) if location else ""
    same = (link.target for link in around if link.memento and link.moment == moment)
    places = [each for each in (here, *same, address) if each]
    stamped = next((each for each in places if (place := place_of(each, target)) and place.moment == moment), "")
    if stamped and stamped != address:
        return Elsewhere(Capture(moment, None, place=stamped), target)
    return with_place(shown, stamped or places[0], around)


def _led_on(place: str, asked: Onward, around: Sequence[Link], target: str, end: datetime) -> Elsewhere | Onward:
    """Follow a redirect: to a capture if its address tells the moment or a link names it, else onward.

    An address with the very moment that was asked for need be no capture yet: there the archive leads to the nearest.
    """
    known = next((link.moment for link in around if link.target == place and link.memento), None)
    stamped = place_of(place, target)
    moment = known or (stamped.moment if stamped else None)
    if moment is None or (known is None and moment == end) or not may_be_asked(place):
        return Onward(place, asked.dated)
    return Elsewhere(Capture(moment, None, place=place), target)


def _named(asked: Onward, around: Sequence[Link], target: str, end: datetime) -> Elsewhere | Onward | None:
    """Take the nearest of the mementos that a Link header names; else go where it says that the TimeGate is.

    Those that are named as the first or last, or as neighbours, need not be near.
    """
    has_list = any(link.time_map for link in around)
    mementos = [link for link in around if link.memento]
    chosen = [link for link in mementos if link.relations == {"memento"}] or ([] if has_list else mementos)
    moments = [link.moment for link in chosen if link.moment]
    if moments:
        nearest = min(moments, key=lambda moment: abs((moment - end).total_seconds()))
        place = next(link.target for link in chosen if link.moment == nearest)
        return Elsewhere(Capture(nearest, None, place=place), target)
    gate = named(around, "timegate")
    if gate and gate.target != asked.address:
        return Onward(gate.target, asked.dated)
    if has_list:
        return None
    raise UnansweredError(Reason.INVALID_RESPONSE)


def with_place(shown: Shown, place: str, around: Sequence[Link]) -> Shown:
    """Say where a memento is played back, and where the one before it is, if that can be told from this."""
    before = named(around, "prev", "memento")
    previous = shown.previous
    if previous and not (before and before.moment == previous and raw(moved_to(place, previous)) == raw(before.target)):
        previous = None
    location = inner_of(shown.location) if shown.location else ""
    return replace(shown, capture=replace(shown.capture, place=place), previous=previous, location=location)
