"""TimeMaps: the list of all captures of a page (RFC 7089, section 5), in one piece or divided into several.

A list that is longer than what is read tells only so far as it was read: the stretches of time of which nothing was
seen are counted, and the reach of the listing ends where the first of them begins.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from linkaudit import data
from linkaudit.archives.asking.asker import may_be_asked
from linkaudit.archives.asking.courtesy import Lane
from linkaudit.archives.choose import Capture
from linkaudit.archives.holdings import Listing
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.remote.ends import has_known_end
from linkaudit.archives.remote.following import followed
from linkaudit.archives.remote.links import breaks_off, time_map
from linkaudit.archives.remote.places import resolved
from linkaudit.archives.remote.reach import EVER, Stretch, bounds_of, common, empty, gap, reach_of, unseen
from linkaudit.citations.written import behind_host

if TYPE_CHECKING:
    from linkaudit.archives.asking.asker import Asker
    from linkaudit.archives.holdings import Question
    from linkaudit.archives.interface import Answer
    from linkaudit.archives.remote.links import Link

PAGES = 8
"""TimeMaps that are read for one question at the most, where a list is divided."""
MOST = 100_000
"""Captures that are read of one TimeMap at the most."""
OK, NOT_FOUND = 200, 404
_RELATIONS = frozenset({"memento", "original", "self", "timemap", "timegate"})


class Page(Struct, frozen=True):
    """What one TimeMap says."""

    captures: tuple[Capture, ...] = ()
    onward: tuple[Link, ...] = ()
    """Further TimeMaps."""
    unseen: tuple[Stretch, ...] = ()
    """The time of which it says nothing, since not all of it was read."""
    left_out: int = 0
    """Captures that cannot be asked for, most of them at archives that are never asked."""
    unread: int = 0
    """Captures without a moment that can be read."""


class _Gathered(Struct):
    captures: dict[Capture, None] = field(default_factory=dict)
    unseen: list[Stretch] = field(default_factory=list)
    left_out: int = 0
    unread: int = 0
    missing: Reason | None = None
    """Why one of them could not be read."""


async def listed(asker: Asker, address: str, question: Question) -> Listing:
    """List the captures that a TimeMap names, further TimeMaps included, the nearest first. Raises UnansweredError."""
    gathered = _Gathered()
    seen, waiting = set[str](), [(address, EVER)]
    bounds = bounds_of(question)
    while waiting and len(seen) < PAGES and not (bounds == EVER and len(gathered.captures) >= question.rows):
        waiting.sort(key=lambda each: gap(each[1], question.end), reverse=True)
        place, stretch = waiting.pop()
        seen.add(place)
        try:
            answer, place = await followed(asker, Lane.INDEX, place)
            page = read(answer, place, first=len(seen) == 1)
        except UnansweredError as error:
            if len(seen) == 1:
                raise
            gathered.missing = error.reason
            gathered.unseen.append(stretch)
            continue
        gathered.captures.update(dict.fromkeys(page.captures))
        gathered.left_out += page.left_out
        gathered.unread += page.unread
        gathered.unseen += [common(each, stretch) for each in page.unseen]
        known = seen | {each for each, _ in waiting}
        further = [(link.target, _stretch(link)) for link in page.onward if link.target not in known]
        waiting += [each for each in further if not empty(common(each[1], bounds))]
    reach = reach_of(gathered.unseen + [stretch for _, stretch in waiting], question)
    captures = [each for each in gathered.captures if bounds[0] <= each.captured_at <= bounds[1]]
    missing = gathered.missing or (Reason.INVALID_RESPONSE if gathered.unread else None)
    missing = missing or (Reason.NOT_ASKED if gathered.left_out else None)
    return Listing(tuple(captures), reach, dropped=gathered.left_out + gathered.unread, missing=missing)


def read(answer: Answer, address: str, *, first: bool = True) -> Page:
    """Read a TimeMap. Raises UnansweredError if it is none, or only half of one.

    An archive that has nothing of a page has no TimeMap of it, which is no proof; a further one that another names
    must be there.
    """
    if answer.status == NOT_FOUND and first:
        return Page(unseen=(EVER,))
    _require_whole(answer)
    captures, onward, left_out, unread, known = [], [], 0, 0, False
    cut = answer.truncated
    for link in time_map(answer.body):
        known |= not _RELATIONS.isdisjoint(link.relations)
        target = absolute(address, link.target)
        if link.time_map and target and behind_host(target) != behind_host(address):
            onward.append(replace(link, target=target))
        elif link.memento and link.moment and target:
            captures.append(Capture(link.moment, None, place=target))
        elif link.memento:
            left_out += 1
        elif "memento" in link.relations:
            unread += 1
        if len(captures) >= MOST:
            cut = True
            break
    if not known:
        raise UnansweredError(Reason.INVALID_RESPONSE)
    hidden = (unseen([each.captured_at for each in captures]),) if cut else ()
    return Page(tuple(captures), tuple(onward), hidden, left_out, unread)


def _require_whole(answer: Answer) -> None:
    """Raise UnansweredError unless a list came, and all of it or as much as is read: half a list hides captures."""
    if not answer.complete:
        raise UnansweredError(Reason.UNREACHABLE)
    if answer.status != OK or (not answer.truncated and _breaks_off(answer)):
        raise UnansweredError(Reason.INVALID_RESPONSE)


def _breaks_off(answer: Answer) -> bool:
    """Tell whether a list ends within a link; one in JSON that does cannot be read anyway.

    Some archives write a comma behind the last link, too: that is the end where the body has a known one.
    """
    body = answer.body.rstrip()
    if has_known_end(answer):
        body = body.removesuffix(b",")
    return body.lstrip()[:1] != b"{" and breaks_off(body)


def absolute(base: str, target: str) -> str:
    """Give a link's target in full; empty if it is no address of the web, or one that is never asked."""
    full = resolved(base, target)
    scheme, slashes, rest = full.partition("//")
    return full if full and _may_be_asked(scheme + slashes + rest.partition("/")[0]) else ""


@data.derived
def _may_be_asked(origin: str) -> bool:
    """Keep what is known of each archive: a TimeMap names the same few thousands of times."""
    return may_be_asked(origin)


def _stretch(link: Link) -> Stretch:
    return (link.since or EVER[0], link.until or EVER[1])
