"""Reference rot: how many of the cited pages no longer show what was cited, and what can stand in for them.

Link rot is that a page is gone, content drift that it says something else; reference rot is both together (M. Klein and
others, "Scholarly context not found", 2014). A page counts once, however often it is cited. What could not be judged is
counted by itself and never as rot. Pure: everything comes from the Audit.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.models import Result, Verdict
from linkaudit.reporting.cited_pages import CHANGED, REPLACED, pages, was_asked
from linkaudit.reporting.danger import AtRisk, most_in_danger
from linkaudit.reporting.shares import Share

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from linkaudit.models import Audit, Lookup, PartialDate
    from linkaudit.reporting.cited_pages import Page

NEAR, FAR = 30, 180
"""Days from the citation within which a capture stands in for the page well, and within which it still may."""
ROWS = 10
"""Hosts that are listed at the most."""
_AGES = ((1, "this year"), (3, "1 or 2 years ago"), (6, "3 to 5 years ago"), (11, "6 to 10 years ago"))
_OLD, _UNDATED = "more than 10 years ago", "not dated"


class Row(Struct, frozen=True):
    """The pages of a host, or of an age."""

    name: str
    rotten: Share


class Recovery(Struct, frozen=True):
    """How many rotten pages have a capture that stands in for them; a page as the worst served of its citations."""

    near: int = 0
    far: int = 0
    """Further away than is near."""
    beyond: int = 0
    undated: int = 0
    """There is a capture, and nothing tells when the page was cited."""
    never: int = 0
    """No archive has a good capture."""
    unknown: int = 0
    not_asked: int = 0


class Coverage(Struct, frozen=True):
    """How many of the cited pages have a good capture, rotten or not."""

    found: int = 0
    absent: int = 0
    unknown: int = 0
    not_asked: int = 0


class ReferenceRot(Struct, frozen=True):
    """What the looks at the cited pages come to."""

    cited: int
    """The cited pages that were looked at."""
    unjudged: Mapping[str, int]
    """Those of them of which the look told nothing, by verdict."""
    confirmed: int
    """Gone, as several looks on several days say."""
    suspect: int
    """Gone, as this look says, and perhaps one or two before it."""
    soft: int
    """The address answers with something else than the page."""
    replaced: int
    changed: int
    """There, and less than half is left of what was cited."""
    compared: int
    """Pages that are there and were compared with a capture of the time of the citation."""
    there: int
    """Pages that are there."""
    rotten: Share
    recovery: Recovery
    coverage: Coverage
    hosts: tuple[Row, ...] = ()
    """The hosts with most rotten pages."""
    other_hosts: int = 0
    """Further hosts with rotten pages."""
    ages: tuple[Row, ...] = ()
    """By the age of the earliest citation."""
    at_risk: tuple[AtRisk, ...] = ()
    """The pages without a capture, those first that are most in danger."""
    unarchived: int = 0


def reference_rot(audit: Audit) -> ReferenceRot | None:
    """Count what an audit has seen of the cited pages; None if it looked at none."""
    cited = list(pages(audit))
    if not cited:
        return None
    judged = [page for page in cited if page.judged]
    dead = [page for page in judged if page.verdict is Verdict.DEAD]
    there = [page for page in judged if page.verdict.is_there]
    rotten = [page for page in judged if page.rotten]
    hosts = _rows(judged, lambda page: page.host)
    listed = sorted((row for row in hosts if row.rotten.count), key=_most_rotten_first)
    unarchived = [page for page in there if page.result is Result.ABSENT]
    return ReferenceRot(
        cited=len(cited),
        unjudged=dict(sorted(Counter(page.verdict.value for page in cited if not page.judged).items())),
        confirmed=sum(page.confirmed for page in dead),
        suspect=sum(not page.confirmed for page in dead),
        soft=sum(page.verdict is Verdict.SOFT_DEAD for page in judged),
        replaced=sum(page.drift == REPLACED for page in there),
        changed=sum(page.drift == CHANGED for page in there),
        compared=sum(bool(page.drift) for page in there),
        there=len(there),
        rotten=Share(len(rotten), len(judged)),
        recovery=Recovery(**Counter(map(_recovery, rotten))),
        coverage=Coverage(**Counter(_coverage(page) for page in cited)),
        hosts=tuple(listed[:ROWS]),
        other_hosts=max(0, len(listed) - ROWS),
        ages=tuple(_by_age(judged, audit.run.as_of.year)),
        at_risk=tuple(most_in_danger(unarchived, {row.name: row.rotten for row in hosts}, audit.run.as_of.year)),
        unarchived=len(unarchived),
    )


def _coverage(page: Page) -> str:
    result = page.result
    return result.value if result else "not_asked"


def _recovery(page: Page) -> str:
    """Name the class of a rotten page: that of the citation which is served worst."""
    order = Recovery.__struct_fields__
    classes = [_class_of(answer) for answer in page.answers]
    return max(classes, key=order.index, default="not_asked")


def _class_of(answer: Lookup) -> str:
    if answer.result is not Result.FOUND or answer.memento is None:
        return "never" if answer.result is Result.ABSENT else "unknown" if was_asked(answer) else "not_asked"
    days = answer.distance_days
    if days is None:
        return "undated"
    return "near" if abs(days) <= NEAR else "far" if abs(days) <= FAR else "beyond"


def _rows(pages: Iterable[Page], name: Callable[[Page], str]) -> list[Row]:
    """Count the pages, and the rotten ones, by what each is called."""
    every, rotten = Counter[str](), Counter[str]()
    for page in pages:
        every[name(page)] += 1
        rotten[name(page)] += page.rotten
    return [Row(each, Share(rotten[each], count)) for each, count in every.items()]


def _most_rotten_first(row: Row) -> tuple[int, float, str]:
    return -row.rotten.count, -row.rotten.value, row.name


def _by_age(pages: Iterable[Page], year: int) -> list[Row]:
    """Count the pages by how long ago they were cited first."""
    order = [*(name for _, name in _AGES), _OLD, _UNDATED]
    rows = _rows(pages, lambda page: _age(page.cited, year))
    return sorted(rows, key=lambda row: order.index(row.name))


def _age(cited: PartialDate | None, year: int) -> str:
    if cited is None:
        return _UNDATED
    return next((name for below, name in _AGES if year - cited.year < below), _OLD)
