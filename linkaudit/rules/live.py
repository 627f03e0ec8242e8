"""Rules on what a look at the live web showed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Kind, Observation, Severity, Verdict
from linkaudit.rules.interface import Context, Needs, Remark, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Location, Reference

# Answers that say of themselves that the page is not there. Others (time-outs, refusals, errors) may pass.
_DEFINITE = {"not-found", "gone", "dns-failure"}


def _seen(
    document: Document, context: Context, verdict: Verdict
) -> Iterator[tuple[Reference, Observation, tuple[Location, ...]]]:
    """Go through the addresses that got a verdict: where each stands first, what was seen, where else it stands."""
    places: dict[str, list[Reference]] = {}
    for reference in document.references:
        if urls.is_web(reference.url):
            places.setdefault(urls.without_fragment(reference.url), []).append(reference)
    for key, references in places.items():
        observation = context.observations.get(key)
        if observation and observation.verdict is verdict:
            yield references[0], observation, tuple(reference.location for reference in references[1:])


def looks(seen: Observation) -> str:
    """Say on how much a verdict rests."""
    return "one look" if seen.attempts == 1 else f"one look with {seen.attempts} tries"


def _remark(
    reference: Reference, seen: Observation, related: tuple[Location, ...], message: str, severity: Severity
) -> Remark:
    answer = f"{seen.status}" if seen.status else "none"
    return Remark(
        message,
        reference.location,
        seen.url,
        (
            as_written(reference),
            value("verdict", f"{seen.verdict} ({seen.reason})"),
            value("answer", f"{answer}{f' at {seen.final_url}' if seen.final_url not in ('', seen.url) else ''}"),
            value("looked at", f"{seen.checked_at:%Y-%m-%d %H:%M} UTC, {looks(seen)}"),
        ),
        related,
        severity=severity,
    )


@rule(Severity.ERROR, Needs.WEB)
def live_dead(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link that gives nobody the page any more.

    ## What it finds
    A URL that answered "not found" or "gone", or whose host does not exist. Where the cause may pass (no answer in
    time, a refused connection, an error of the server, a bad certificate), it is a warning. Walls against robots,
    logins and throttling are no death and never counted as one.

    ## Why it matters
    The citation has lost its source; what the page said can only be had from an archive. One look is one look: it is
    confirmed when later audits see the same.

    ## Example
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```observation
    verdict = "dead"
    reason = "not-found"
    status = 404
    ```

    ## Instead
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```observation
    verdict = "blocked"
    reason = "forbidden"
    status = 403
    ```
    """
    for reference, seen, related in _seen(document, context, Verdict.DEAD):
        severity = Severity.ERROR if seen.reason in _DEFINITE else Severity.WARNING
        if reference.kind is Kind.ATTRIBUTE:
            severity = Severity.INFO
        yield _remark(reference, seen, related, f"dead: {seen.detail or seen.reason}", severity)


@rule(Severity.WARNING, Needs.WEB)
def live_soft_404(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link that answers as if all were well, with something else than the page.

    ## What it finds
    A URL that answered with success where two signs at least say that the page is not there: a title or text that says
    "not found", a start page or an error page in its place, a domain for sale.

    ## Why it matters
    Link checkers that stop at "200 OK" call such a link fine, while no reader finds what was cited.

    ## Example
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```observation
    verdict = "soft-dead"
    reason = "soft-404"
    status = 200
    ```

    ## Instead
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```observation
    verdict = "alive"
    reason = "ok"
    status = 200
    ```
    """
    for reference, seen, related in _seen(document, context, Verdict.SOFT_DEAD):
        yield _remark(
            reference, seen, related, f"{seen.reason}: {seen.detail or 'something else is there'}", Severity.WARNING
        )
