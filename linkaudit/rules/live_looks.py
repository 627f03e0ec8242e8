"""What the rules on the live web share: the looks at a document's links, and how sure they are, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Condition, Kind, Severity
from linkaudit.rules.interface import Remark, as_written, value
from linkaudit.rules.live_patterns import host_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Evidence, Location, Observation, Reference, Standing, Verdict
    from linkaudit.rules.interface import Context
    from linkaudit.rules.live_patterns import Outage

SINGLE = "seen in a single look"


def seen_as(
    document: Document, context: Context, *verdicts: Verdict
) -> Iterator[tuple[Reference, Observation, tuple[Location, ...]]]:
    """Go through the addresses that got a verdict: where each stands first, what was seen, where else it stands."""
    places: dict[str, list[Reference]] = {}
    for reference in document.references:
        if urls.is_web(reference.url):
            places.setdefault(urls.without_fragment(reference.url), []).append(reference)
    for key, references in places.items():
        observation = context.observations.get(key)
        # What an archive shows of a page is for the rules on captures to judge.
        if observation and observation.verdict in verdicts and observation.captured_at is None:
            yield references[0], observation, tuple(reference.location for reference in references[1:])


def is_confirmed(context: Context, seen: Observation) -> bool:
    """Tell whether earlier looks make a death certain."""
    standing = context.standings.get(seen.url)
    return standing is not None and standing.condition is Condition.CONFIRMED


def _tries(seen: Observation) -> str:
    """Say how often it was tried in this look; how many looks there were is told by the standing."""
    return f", after {seen.attempts} tries" if seen.attempts > 1 else ""


def looks(seen: Observation) -> str:
    """Say on how much a verdict rests."""
    return "one look" if seen.attempts == 1 else f"one look with {seen.attempts} tries"


def stands(standing: Standing | None) -> str:
    """Say what the looks at a URL that fails have come to, in a few words."""
    if standing is None or standing.failed_since is None or standing.failed <= 1:
        return SINGLE
    count = f"{standing.failed} looks"
    if standing.confirmed_at is not None:
        return f"confirmed since {standing.confirmed_at:%Y-%m-%d}, {count} since {standing.failed_since:%Y-%m-%d}"
    return f"suspect since {standing.failed_since:%Y-%m-%d}, {count}"


def with_certainty(context: Context, seen: Observation, said: str) -> str:
    """Say something of a URL that fails, and on how many looks it rests."""
    return f"{said} ({stands(context.standings.get(seen.url))})"


def standing_in_full(standing: Standing | None) -> str:
    """Say it with the first and the last failed look, and the last that saw the page alive."""
    if standing is None:
        return SINGLE
    alive = f"last alive {standing.alive_at:%Y-%m-%d}" if standing.alive_at else "never seen alive"
    if standing.failed_since is None or standing.failed_at is None or standing.failed <= 1:
        return f"{SINGLE}, {alive}"
    failed = f"failed from {standing.failed_since:%Y-%m-%d} to {standing.failed_at:%Y-%m-%d}"
    return f"{stands(standing)}; {failed}, {alive}"


def outage_of(context: Context, seen: Observation) -> Outage | None:
    """Give the outage of which a failed look is a part, as long as nothing worse is confirmed."""
    return None if is_confirmed(context, seen) else context.outages.get(host_of(seen.url))


def remark(
    context: Context,
    found: tuple[Reference, Observation, tuple[Location, ...]],
    message: str,
    severity: Severity,
    *more: Evidence,
) -> Remark:
    """Remark on what was seen, with all that a reader needs to judge it. A style sheet is only worth knowing of."""
    reference, seen, related = found
    standing = context.standings.get(seen.url)
    answer = f"{seen.status}" if seen.status else "none"
    led = f" at {seen.final_url}" if seen.final_url not in ("", seen.url) else ""
    return Remark(
        message,
        reference.location,
        seen.url,
        (
            as_written(reference),
            value("verdict", f"{seen.verdict} ({seen.reason})"),
            value("answer", f"{answer}{led}"),
            value("looked at", f"{seen.checked_at:%Y-%m-%d %H:%M} UTC{_tries(seen)}"),
            value("standing", standing_in_full(standing)),
            *more,
        ),
        related,
        severity=Severity.INFO if reference.kind is Kind.ATTRIBUTE else severity,
    )
