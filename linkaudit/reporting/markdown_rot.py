"""The section of the report on reference rot: the numbers, each with what it means in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.reporting.escape import link, markdown
from linkaudit.reporting.recoverable import in_words
from linkaudit.reporting.rot import FAR, NEAR
from linkaudit.reporting.shares import percent
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.reporting.danger import AtRisk
    from linkaudit.reporting.rot import ReferenceRot, Row
    from linkaudit.reporting.shares import Share


def section(rot: ReferenceRot) -> Iterator[str]:
    """Write the section."""
    yield "## Reference rot"
    yield ""
    yield from _share(rot)
    yield ""
    yield "| | Pages | What it means |"
    yield "|---|--:|---|"
    for name, count, meaning in _kinds(rot):
        yield f"| {name} | {count} | {meaning} |"
    yield from _recovery(rot)
    yield from _rows("By host", "Host", rot.hosts, rot.other_hosts)
    yield from _rows("By age of the earliest citation", "Cited", rot.ages)
    yield from _at_risk(rot)


def _with_bounds(share: Share) -> str:
    """Write a share in per cent, with its bounds."""
    low, high = share.bounds
    return f"{percent(share.value)} ({percent(low)} to {percent(high)})"


def _share(rot: ReferenceRot) -> Iterator[str]:
    """Say in a paragraph how many of the pages no longer show what was cited."""
    if not rot.rotten.of:
        yield "None of the cited pages could be judged."
        return
    low, high = map(percent, rot.rotten.bounds)
    shows = "shows" if rot.rotten.count == 1 else "show"
    yield (
        f"**{rot.rotten.count} of {counted(rot.rotten.of, 'cited page')} that could be judged "
        f"({percent(rot.rotten.value)}) "
        f"no longer {shows} what was cited:** gone, or something else than at the time of the citation. If these pages "
        f"are a sample of what such documents cite, the share of all is between {low} and {high}, with 95 % "
        "confidence (Wilson). Each page counts once."
    )


def _kinds(rot: ReferenceRot) -> Iterator[tuple[str, int, str]]:
    """Give the numbers of the first table, as far as they are not zero, with what each means."""
    rows = (
        ("gone, confirmed", rot.confirmed, "several looks, days apart, found no page"),
        ("gone in this look", rot.suspect, "the address gives nobody the page; later audits confirm or refute it"),
        ("something else in its place", rot.soft, "an error page that says it is none, a start page, a parked domain"),
        ("replaced", rot.replaced, "alive, and says hardly anything of what it said when it was cited"),
        ("changed", rot.changed, "alive, and says less than half of what it said when it was cited"),
    )
    yield from (row for row in rows if row[1])
    yield "**rotten in all**", rot.rotten.count, "link rot and content drift together"
    unjudged = sum(rot.unjudged.values())
    if unjudged:
        why = ", ".join(f"{count} {verdict}" for verdict, count in rot.unjudged.items())
        yield "could not be judged", unjudged, f"{why}: not counted, neither as rotten nor as whole"
    if rot.compared < rot.there:
        yield (
            "there, not compared",
            rot.there - rot.compared,
            "no capture of the time, or no text to compare: they count as whole, so that rot may be more",
        )


def _recovery(rot: ReferenceRot) -> Iterator[str]:
    """Say how many of the rotten pages have a capture that can stand in for them."""
    found = rot.recovery
    rows = (
        (f"within {NEAR} days of the citation", found.near, "a capture shows very likely what was cited"),
        (f"{NEAR + 1} to {FAR} days from it", found.far, "a capture shows probably what was cited"),
        ("further away", found.beyond, "a capture shows the page at another time: compare before citing it"),
        ("date of the citation not known", found.undated, "there is a capture; how well it serves cannot be told"),
        ("no capture", found.never, "no archive that was asked has a good one: what was cited cannot be shown"),
        (
            "not known",
            found.unknown,
            "archives could not be asked or gave no clear answer; this is not the same as no capture",
        ),
        ("not looked up", found.not_asked, "no archive was asked"),
    )
    recoverable = in_words(rot)
    if recoverable:
        yield ""
        yield f"**Recoverable** by a capture: {recoverable}."
        yield ""
        yield "| Nearest good capture | Pages | What it means |"
        yield "|---|--:|---|"
        yield from (f"| {name} | {count} | {meaning} |" for name, count, meaning in rows if count)
        yield ""
        yield "A page that is cited more than once counts by the citation that is served worst."


def _rows(title: str, name: str, rows: tuple[Row, ...], left: int = 0) -> Iterator[str]:
    if not rows:
        return
    yield ""
    yield f"**{title}**"
    yield ""
    yield f"| {name} | Pages judged | Rotten | Share (95 %) |"
    yield "|---|--:|--:|--:|"
    for row in rows:
        yield f"| {markdown(row.name)} | {row.rotten.of} | {row.rotten.count} | {_with_bounds(row.rotten)} |"
    if left:
        yield ""
        yield f"{counted(left, 'further host')} with rotten pages."


def _at_risk(rot: ReferenceRot) -> Iterator[str]:
    """List the pages that are there and in no archive: they can be saved now."""
    known = rot.coverage
    if known.found + known.absent + known.unknown:
        yield ""
        yield "**Not archived**"
        yield ""
        yield (
            f"Cited pages with a good capture: {known.found}; without one: {known.absent}; of which it is not known: "
            f"{known.unknown}; not looked up: {known.not_asked}."
        )
    if not rot.at_risk:
        return
    yield ""
    yield (
        "These are still there and in no archive; `linkaudit archive --save` asks for captures. Those most in danger "
        "come first: by the share of the host's cited pages that is rotten; then pages deep in a site, which live far "
        "shorter than its front; then those without TLS; then the oldest citations."
    )
    yield ""
    yield "| Page | What endangers it |"
    yield "|---|---|"
    yield from (_in_danger(each) for each in rot.at_risk)
    if rot.unarchived > len(rot.at_risk):
        yield ""
        yield f"{rot.unarchived - len(rot.at_risk)} more are in no archive."


def _in_danger(each: AtRisk) -> str:
    return f"| {link(each.url, length=60)} | {markdown(', '.join(each.dangers)) or '–'} |"
