"""The rule on what the archives answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Result, Severity, Verdict
from linkaudit.rules.interface import Context, Needs, Remark, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Reference

_STILL_THERE = {Verdict.ALIVE, Verdict.MOVED, Verdict.BLOCKED}


@rule(Severity.WARNING, Needs.ARCHIVE)
def archive_absent(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a cited page of which no archive has a capture.

    ## What it finds
    A URL of which every archive that was asked said that it has no capture. An archive that could not be asked is never
    counted as having none. While the page itself is still there it is only worth knowing: it can be captured now.

    ## Why it matters
    When the page disappears, what it said cannot be shown any more. While it is alive it can still be captured.

    ## Example
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```lookup
    result = "absent"
    ```

    ## Instead
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```lookup
    result = "unknown"
    ```
    """
    for reference in _first_of_each(document):
        key = urls.without_fragment(reference.url)
        answers = context.lookups.get(key, ())
        if answers and all(answer.result is Result.ABSENT for answer in answers):
            seen = context.observations.get(key)
            state = f"{seen.verdict} ({seen.reason})" if seen else "not looked at"
            there = seen is not None and seen.verdict in _STILL_THERE
            asked = sorted({answer.archive for answer in answers if answer.archive})
            yield Remark(
                f"no capture in {', '.join(asked) or 'any archive'}",
                reference.location,
                key,
                (as_written(reference), value("the page itself", state), value("why", answers[0].reason)),
                severity=Severity.INFO if there else Severity.WARNING,
            )


def _first_of_each(document: Document) -> Iterator[Reference]:
    """Go through the references to the web, each address once."""
    seen: set[str] = set()
    for reference in document.references:
        key = urls.without_fragment(reference.url)
        if urls.is_web(reference.url) and key not in seen:
            seen.add(key)
            yield reference
