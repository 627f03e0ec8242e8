"""Rules on what the archives answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.cited_when import cited_when
from linkaudit.models import NEVER_ASKED, Result, Severity, Verdict
from linkaudit.rules.interface import Context, Needs, Remark, as_written, rule, value
from linkaudit.rules.shown_captures import ONLY_CAPTURED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Evidence, Reference

_STILL_THERE = {Verdict.ALIVE, Verdict.MOVED, Verdict.BLOCKED}


@rule(Severity.WARNING, Needs.ARCHIVE)
def archive_absent(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a cited page of which no archive has a capture.

    ## What it finds
    A URL of which every archive that was asked said that it has no capture, or none but of errors, of pages that say
    that there is none, and of doors (logins, captchas, paywalls). An archive that could not be asked is never counted
    as having none. While the page itself is still there it is only worth knowing: it can be captured now.

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
            asked = ", ".join(sorted({answer.archive for answer in answers if answer.archive})) or "any archive"
            only = next((ONLY_CAPTURED[each.reason] for each in answers if each.reason in ONLY_CAPTURED), "")
            yield Remark(
                f"no good capture in {asked}: {only}" if only else f"no capture in {asked}",
                reference.location,
                key,
                (
                    as_written(reference),
                    _cited(document, reference),
                    value("the page itself", state),
                    value("why", answers[0].reason),
                ),
                severity=Severity.INFO if there else Severity.WARNING,
            )


@rule(Severity.INFO, Needs.ARCHIVE)
def archive_unknown(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a cited page of which it could not be told whether an archive has it.

    ## What it finds
    A URL for which an archive refused, failed, did not answer in time or withholds the site, or which was not asked for
    since the budget was spent, and of which no other archive has a capture. It says nothing about the page: the next
    audit asks again.

    ## Why it matters
    A look-up that failed is easily taken for "never captured", and a page that could be saved is given up.

    ## Example
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```lookup
    result = "unknown"
    reason = "refused"
    ```

    ## Instead
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```lookup
    result = "absent"
    ```
    """
    for reference in _first_of_each(document):
        key = urls.without_fragment(reference.url)
        answers = context.lookups.get(key, ())
        open_ones = [answer for answer in answers if answer.result is Result.UNKNOWN]
        if not open_ones or any(answer.result is Result.FOUND for answer in answers):
            continue
        answer = open_ones[0]
        if answer.reason in NEVER_ASKED:
            continue
        yield Remark(
            f"could not be told whether {answer.archive or 'an archive'} has it: {answer.reason}",
            reference.location,
            key,
            (
                as_written(reference),
                _cited(document, reference),
                value("reason", answer.reason),
                value("asked", f"{answer.looked_up_at:%Y-%m-%d %H:%M} UTC"),
            ),
        )


@rule(Severity.INFO, Needs.ARCHIVE)
def archive_alive_unarchived(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a cited page that is alive and in no archive, so that it can be saved now.

    ## What it finds
    A URL that was seen alive in this audit, and of which every archive that was asked said that it has no capture.

    ## Why it matters
    Half of all pages are gone or changed within a few years. `linkaudit archive --save URL` has it captured while it is
    there; `linkaudit archive --local FOLDER URL` keeps it in a collection of your own.

    ## Example
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```observation
    verdict = "alive"
    reason = "ok"
    ```
    ```lookup
    result = "absent"
    ```

    ## Instead
    ```markdown
    See [the tide tables](https://harbour.example/tides).
    ```
    ```observation
    verdict = "alive"
    reason = "ok"
    ```
    ```lookup
    result = "unknown"
    ```
    """
    for reference in _first_of_each(document):
        key = urls.without_fragment(reference.url)
        answers, seen = context.lookups.get(key, ()), context.observations.get(key)
        if seen is None or not seen.verdict.is_there or not answers:
            continue
        if all(answer.result is Result.ABSENT for answer in answers):
            yield Remark(
                "alive and in no archive that was asked: save it while it is there",
                reference.location,
                key,
                (
                    as_written(reference),
                    value("the page itself", f"{seen.verdict} ({seen.reason}), {seen.checked_at:%Y-%m-%d}"),
                    value("archives", ", ".join(sorted({answer.archive for answer in answers if answer.archive}))),
                ),
            )


def _cited(document: Document, reference: Reference) -> Evidence:
    """Say for which date a capture was looked for, and what that was taken from."""
    when = cited_when(document, reference)
    return value("cited", f"{when.date}, {when.source}" if when.date else when.source)


def _first_of_each(document: Document) -> Iterator[Reference]:
    """Go through the references to the web, each address once."""
    seen: set[str] = set()
    for reference in document.references:
        key = urls.without_fragment(reference.url)
        if urls.is_web(reference.url) and key not in seen:
            seen.add(key)
            yield reference
