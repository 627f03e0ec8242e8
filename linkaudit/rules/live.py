"""Rules on links that give nobody the page any more: suspected at first, confirmed by later looks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import Severity, Verdict
from linkaudit.rules.interface import Context, Needs, Remark, rule, value
from linkaudit.rules.live_looks import is_confirmed, outage_of, remark, seen_as, with_certainty

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document


@rule(Severity.ERROR, Needs.WEB)
def live_dead(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link that is lost, as several looks with days between them have confirmed.

    ## What it finds
    A URL that fails now, and has failed in at least three looks (`history.confirm-looks`) of which each lies three days
    or more (`history.confirm-days`) after the last one that counts, without a single success in between. A failure is
    an answer such as "not found" or "gone", a name that does not exist, a server that does not answer or only with
    errors. Walls against robots, logins and throttling are no failure and never counted as one. A certificate that is
    not valid is a warning: the page may still be there.

    The first failures are `live-suspect`. So a scheduled audit that is to alarm on certain deaths only runs with
    `--fail-on error`.

    ## Why it matters
    The citation has lost its source; what the page said can only be had from an archive.

    ## Example
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```observation
    verdict = "dead"
    reason = "not-found"
    status = 404
    failed-days-before = [8, 4]
    ```

    ## Instead
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```observation
    verdict = "blocked"
    reason = "forbidden"
    status = 403
    failed-days-before = [12, 8, 4]
    ```

    ## References
    - InternetArchiveBot counts three failed passes, at least three days apart:
      <https://github.com/internetarchive/internetarchivebot>
    """
    for found in seen_as(document, context, Verdict.DEAD):
        seen = found[1]
        if is_confirmed(context, seen):
            severity = Severity.WARNING if seen.reason == "tls-invalid" else Severity.ERROR
            message = with_certainty(context, seen, f"dead: {seen.detail or seen.reason}")
            yield remark(context, found, message, severity)


@rule(Severity.WARNING, Needs.WEB)
def live_suspect(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link that fails now, which later looks have not confirmed yet.

    ## What it finds
    A URL that answered "not found" or "gone", whose host does not exist, or that gave no page for any other reason that
    is neither a wall nor a limit, after it was tried again. The finding says on how many looks it rests: a single look
    is a single look. When later audits see the same, it becomes `live-dead`; when one sees the page, it is gone.

    Where nearly all links of a host fail together, each is only worth knowing (see `live-host-outage`).

    ## Why it matters
    A page that is not there today may be back tomorrow, or never. Now is the time to look for it at another address,
    and for a capture of it.

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
    for found in seen_as(document, context, Verdict.DEAD):
        seen = found[1]
        if is_confirmed(context, seen):
            continue
        message = with_certainty(context, seen, f"dead: {seen.detail or seen.reason}")
        outage = outage_of(context, seen)
        if outage:
            more = value("host", f"{outage.failed} of {outage.looked} links of {outage.host} failed", outage.places[0])
            yield remark(context, found, message, Severity.INFO, more)
        else:
            yield remark(context, found, message, Severity.WARNING)
