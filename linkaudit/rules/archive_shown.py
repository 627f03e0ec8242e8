"""Rules on what cited captures show when they are opened: errors, pages that say nothing, other pages than were cited.

An answer with a Memento-Datetime is that of the archived page; without one it is the archive's own, and judged as any
other answer of the live web (RFC 7089, 2.1.1).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from linkaudit.citations import urls
from linkaudit.models import Observation, PartialDate, Severity, Verdict
from linkaudit.rules.archive_captures import captures, moment_of
from linkaudit.rules.interface import Context, Needs, Remark, as_written, replacement, rule, value
from linkaudit.rules.shown_captures import good_nearby, held_instead, is_door, is_error

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from linkaudit.citations.archive_urls import ArchiveUrl
    from linkaudit.models import Document, Evidence, Fix, Memento, Reference

# Days between the moment that is asked for and the one that is shown which time zones explain.
_ZONE_SLACK = 1


class Opened(NamedTuple):
    """A cited capture that was opened."""

    reference: Reference
    archived: ArchiveUrl
    seen: Observation
    captured_at: datetime


@rule(Severity.ERROR, Needs.ARCHIVE)
def archive_status_bad(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a cited capture that holds an error.

    ## What it finds
    The URL of a capture whose answer is that of the archived page, as its Memento-Datetime shows, with a status of 400
    or above: what was captured is an error. An error of the archive itself is none of the page, and is reported as any
    other failure of a link. If a good capture near that moment is known, it is named.

    ## Why it matters
    The capture is there and proves nothing: it shows that the page could not be had on that day.

    ## Example
    ```markdown
    [Archived](https://web.archive.org/web/20180712080000/https://harbour.example/tides)
    ```
    ```observation
    verdict = "dead"
    reason = "not-found"
    status = 404
    captured_at = 2018-07-12T08:00:00Z
    ```

    ## Instead
    ```markdown
    [Archived](https://web.archive.org/web/20180712080000/https://harbour.example/tides)
    ```
    ```observation
    verdict = "alive"
    reason = "ok"
    status = 200
    captured_at = 2018-07-12T08:00:00Z
    ```

    ## References
    - RFC 7089, 2.1.1: <https://www.rfc-editor.org/rfc/rfc7089#section-2.1.1>
    """
    for opened in _opened(document, context):
        if is_error(opened.seen):
            yield _remark(opened, context, f"the capture of {_day(opened)} holds {held_instead(opened.seen)}")


@rule(Severity.WARNING, Needs.ARCHIVE)
def archive_soft_404(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a cited capture that holds a page which says that there is none, or that its domain is for sale.

    ## What it finds
    The URL of a capture that answered with success, where two signs at least say that the archived page is not what was
    cited: a title or text that says "not found", a redirect to an error page, a domain that is for sale.

    ## Why it matters
    The archive answers "200 OK", so that no check of links complains, while nobody finds there what was cited.

    ## Example
    ```markdown
    [Archived](https://web.archive.org/web/20180712080000/https://harbour.example/tides)
    ```
    ```observation
    verdict = "soft-dead"
    reason = "soft-404"
    status = 200
    captured_at = 2018-07-12T08:00:00Z
    ```

    ## Instead
    ```markdown
    [Archived](https://web.archive.org/web/20180712080000/https://harbour.example/tides)
    ```
    ```observation
    verdict = "alive"
    reason = "ok"
    status = 200
    captured_at = 2018-07-12T08:00:00Z
    ```
    """
    for opened in _opened(document, context):
        seen = opened.seen
        if seen.verdict is Verdict.SOFT_DEAD:
            yield _remark(
                opened, context, f"the capture of {_day(opened)} holds another page: {seen.detail or seen.reason}"
            )


@rule(Severity.WARNING, Needs.ARCHIVE)
def archive_login(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a cited capture that holds a login, a captcha, a paywall or a consent page in place of the page.

    ## What it finds
    The URL of a capture whose archived page asks to log in, to prove that one is no robot, to pay or to agree, by the
    same signs by which such pages are told on the live web.

    ## Why it matters
    The archive's crawler came no further than the door, and behind a capture it cannot be opened any more.

    ## Example
    ```markdown
    [Archived](https://web.archive.org/web/20180712080000/https://harbour.example/tides)
    ```
    ```observation
    verdict = "blocked"
    reason = "login-required"
    status = 200
    captured_at = 2018-07-12T08:00:00Z
    ```

    ## Instead
    ```markdown
    [Tides](https://harbour.example/tides)
    ```
    ```observation
    verdict = "blocked"
    reason = "login-required"
    status = 200
    ```
    """
    for opened in _opened(document, context):
        if is_door(opened.seen):
            yield _remark(opened, context, f"the capture of {_day(opened)} holds {held_instead(opened.seen)}")


@rule(Severity.WARNING, Needs.ARCHIVE)
def archive_redirects(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a cited capture that leads to another moment or to another address than it names.

    ## What it finds
    The URL of a capture with all fourteen digits where the archive shows a capture that lies more than one day away
    from them, or the capture of another address. The same address with `https` or `www.` is no other.

    ## Why it matters
    What readers see is not what the citation names: from another day, or of the page to which the old one was sent.

    ## Example
    ```markdown
    [Archived](https://web.archive.org/web/20180712080000/https://harbour.example/tides)
    ```
    ```observation
    verdict = "alive"
    reason = "temporary-redirect"
    status = 200
    captured_at = 2021-03-01T10:00:00Z
    final_url = "https://web.archive.org/web/20210301100000/https://harbour.example/tides"
    ```

    ## Instead
    ```markdown
    [Archived](https://web.archive.org/web/20180712080000/https://harbour.example/tides)
    ```
    ```observation
    verdict = "alive"
    reason = "temporary-redirect"
    status = 200
    captured_at = 2018-07-12T08:00:01Z
    final_url = "https://web.archive.org/web/20180712080001/http://www.harbour.example/tides"
    ```
    """
    for opened in _opened(document, context):
        if not opened.seen.verdict.is_there:
            continue  # what is shown there is told by another rule, which matters more
        asked = moment_of(opened.archived.stamp) if opened.archived.full_stamp else None
        apart = abs((opened.captured_at.date() - asked.date()).days) if asked else 0
        shown = urls.archive_url(opened.seen.final_url) if opened.seen.final_url else None
        original = opened.archived.original
        elsewhere = shown is not None and original and shown.original and not urls.same_key(shown.original, original)
        if elsewhere and shown is not None:
            yield _remark(
                opened,
                context,
                f"the capture leads to another address: {shown.original}",
                value("address that is shown", shown.original),
            )
        elif apart > _ZONE_SLACK:
            yield _remark(
                opened,
                context,
                f"the archive shows the capture of {_day(opened)}, {apart} days from the one that is cited",
                value("moment that is cited", opened.archived.stamp),
            )


def _opened(document: Document, context: Context) -> Iterator[Opened]:
    """Go through the captures of a document that were opened, each address once."""
    done: set[str] = set()
    for reference, archived in captures(document):
        key = urls.without_fragment(reference.url)
        seen = context.observations.get(key)
        if seen is not None and seen.captured_at is not None and key not in done:
            done.add(key)
            yield Opened(reference, archived, seen, seen.captured_at)


def _day(opened: Opened) -> str:
    return f"{opened.captured_at:%Y-%m-%d}"


def _remark(opened: Opened, context: Context, message: str, *more: Evidence) -> Remark:
    """Remark on a capture, with the good one to use instead if there is one."""
    answers = context.lookups.get(urls.without_fragment(opened.archived.original), ())
    better = good_nearby(answers, opened.captured_at)
    known = (value("a good capture nearby", f"{better.memento_url} ({better.captured_at:%Y-%m-%d})"),) if better else ()
    seen = opened.seen
    return Remark(
        message,
        opened.reference.location,
        seen.url,
        (
            as_written(opened.reference),
            value("Memento-Datetime", f"{opened.captured_at:%Y-%m-%d %H:%M:%S} UTC"),
            value("answer of the capture", f"{seen.status} ({seen.verdict}, {seen.reason})"),
            *more,
            *known,
        ),
        fixes=_fixes(opened.reference, better) if better else (),
    )


def _fixes(reference: Reference, better: Memento) -> tuple[Fix, ...]:
    day = PartialDate.of(better.captured_at)
    return replacement(reference, reference.url, better.memento_url, f"Cite the capture of {day}", safe=False)
