"""Rules on hosts that are down as a whole."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import Severity
from linkaudit.rules.interface import Context, Needs, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document


@rule(Severity.INFO, Needs.WEB)
def live_host_outage(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a host on which nearly all links failed together.

    ## What it finds
    A host of which at least five links were looked at, and four of five or more gave no page in this run: the name does
    not exist, nobody answers, the server fails or its certificate is not valid. It is told once, where the first of the
    links stands. The single links (`live-suspect`) are then only worth knowing, until later looks confirm them. What a
    server says of one page, such as "not found", is no sign of an outage.

    ## Why it matters
    A server that is down for a night is no link rot. If it stays down, all that was cited from it is lost together, and
    one decision is called for instead of many.

    ## Example
    ```markdown
    [a](https://harbour.example/a) [b](https://harbour.example/b) [c](https://harbour.example/c)
    [d](https://harbour.example/d) [e](https://harbour.example/e)
    ```
    ```observation
    of = "all"
    verdict = "dead"
    reason = "timeout"
    ```

    ## Instead
    ```markdown
    [a](https://harbour.example/a) [b](https://harbour.example/b) [c](https://harbour.example/c)
    [d](https://harbour.example/d) [e](https://harbour.example/e)
    ```
    ```observation
    of = "all"
    verdict = "dead"
    reason = "not-found"
    status = 404
    ```
    """
    for outage in context.outages.values():
        first = outage.places[0]
        if first.path != document.path:
            continue
        reasons = ", ".join(outage.reasons)
        yield Remark(
            f"{outage.host} seems to be down: {outage.failed} of {outage.looked} links failed ({reasons})",
            first,
            outage.origin,
            (
                value("host", outage.host, first),
                value("failed", f"{outage.failed} of {outage.looked} links in this run"),
                value("reasons", reasons),
            ),
            outage.places[1:],
        )
