"""Rules on the archives to which captures are entrusted: whether they last, can be trusted, say what they hold."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from linkaudit.citations import urls
from linkaudit.citations.archive_urls import archive_at
from linkaudit.models import Severity
from linkaudit.rules.archive_captures import captures, moment_of
from linkaudit.rules.interface import Context, Remark, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Evidence
    from linkaudit.rules.archive_captures import Capture


def _at_known(document: Document, trust: str | None = None) -> Iterator[tuple[Capture, dict[str, Any]]]:
    """Go through the captures at archives that are known, or at those that are trusted so far."""
    for capture in captures(document):
        if trust is None or capture.archived.trust == trust:
            known = archive_at(urls.host(capture.reference.url))
            if known:
                yield capture, known


def _content(capture: Capture) -> list[Evidence]:
    """Tell what a URL says of the capture: the original and the day, by which another archive can be asked."""
    moment = moment_of(capture.archived.stamp)
    return [
        value("original", capture.archived.original or "not told by the address"),
        value("captured", moment.date() if moment else "not told by the address"),
    ]


@rule(Severity.INFO)
def archive_short_id(document: Document, context: Context) -> Iterator[Remark]:
    """Flag the URL of a capture that does not say of which page it is.

    ## What it finds
    Short addresses of captures at archive.today, Perma.cc and Ghostarchive: a few letters in place of the original's
    address and the moment of the capture, unless the citation gives both. Archives that are gone are another rule's
    matter (`archive-dead-service`).

    ## Why it matters
    If the archive fails, nobody can tell any more which page was meant, or look for it elsewhere. Beside the short
    address the original's should stand with the date, or in its place the archive's long address, which holds both.

    ## Example
    ```markdown
    [Ferry line cut](https://perma.cc/AB12-CD34)
    ```

    ## Instead
    ```markdown
    [Ferry line cut](https://web.archive.org/web/20180712000000/https://gazette.example/cut)
    ```
    """
    del context
    for capture, known in _at_known(document):
        if capture.archived.original or known.get("trust") == "dead" or _is_told(document, capture):
            continue
        yield Remark(
            f"the address of {known['name']} hides which page was captured"
            + ("" if capture.archived.stamp else ", and when"),
            capture.reference.location,
            urls.canonical(capture.reference.url),
            (as_written(capture.reference), *_content(capture)),
        )


def _is_told(document: Document, capture: Capture) -> bool:
    """Tell whether a citation gives the original's address and the date beside a capture."""
    return any(
        each.archive is not None
        and each.archive.location == capture.reference.location
        and each.original is not None
        and each.archived is not None
        for each in document.citations
    )


@rule(Severity.WARNING)
def archive_untrusted_host(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a capture in an archive that has lost the trust of archivists.

    ## What it finds
    Captures at the hosts of archive.today (`archive.is`, `archive.ph` …), which the English Wikipedia gave up in
    February 2026; others can be added by configuration (to `lists.archives.archive`, with `trust = "untrusted"`).

    If it is the only copy there is, keep it and say so beside it: a doubtful capture is better than none. Otherwise put
    a capture of another archive in its place.

    ## Why it matters
    A capture is evidence only as long as nobody has touched it, and readers should not be sent to a site that uses
    their computers against others.

    ## Example
    ```markdown
    [Archived](https://archive.ph/2018.07.12-000000/https://gazette.example/cut)
    ```

    ## Instead
    ```markdown
    [Archived](https://web.archive.org/web/20180712000000/https://gazette.example/cut)
    ```

    ## References
    - [Wikipedia's guidance on archive.today](https://en.wikipedia.org/wiki/Wikipedia:Archive.today_guidance)
    """
    del context
    for capture, known in _at_known(document, "untrusted"):
        since = f" since {known['since_when']}" if "since_when" in known else ""
        yield Remark(
            f"{known['name']} is not to be trusted{since}; keep the capture only if there is no other copy, and say so",
            capture.reference.location,
            urls.canonical(capture.reference.url),
            (as_written(capture.reference), value("why", known.get("reason", "so configured")), *_content(capture)),
        )


@rule(Severity.ERROR, of_day=True)
def archive_dead_service(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a capture in an archive that is gone.

    ## What it finds
    Addresses of captures at WebCite, Google's cache, FreezePage, PastPages, Memento Time Travel, the European Archive
    and its successor, and at hosts that archives have left without forwarding, by the list in `data/archives.toml`. If
    the service is to end after the day of the audit, or its end is only reported, as of WebCite, which has been seen
    again since, it is a warning.

    What the address tells of page and moment is shown, also where it is hidden in an identifier: with it a capture may
    be found elsewhere.

    ## Why it matters
    The link was to outlive the page and is dead itself. Nobody notices, since people trust that archives last.

    ## Example
    ```markdown
    [Archived](https://www.webcitation.org/69k1oBjmR?url=https://gazette.example/cut)
    ```

    ## Instead
    ```markdown
    [Archived](https://web.archive.org/web/20120807142713/https://gazette.example/cut)
    ```

    ## References
    - [Where did the archive go?](https://ws-dl.blogspot.com/2019/08/2019-08-30-where-did-archive-go-part1.html)
    - [Google cache](https://en.wikipedia.org/wiki/Google_Cache)
    """
    for capture, known in _at_known(document, "dead"):
        ended = date.fromisoformat(str(known["ended"])) if "ended" in known else None
        coming = ended is not None and ended > context.as_of
        reported = known.get("reported", False)
        evidence = [as_written(capture.reference), value("why", known.get("reason", "so configured"))]
        if "moved" in known:
            evidence.append(value("its captures are now at", known["moved"]))
        yield Remark(
            f"{known['name']} {_state(ended, coming=coming, reported=reported)}",
            capture.reference.location,
            urls.canonical(capture.reference.url),
            (*evidence, *_content(capture)),
            severity=Severity.WARNING if coming or reported else Severity.ERROR,
        )


def _state(ended: date | None, *, coming: bool, reported: bool) -> str:
    """Say what has become of a service, and whether that is only reported."""
    if coming:
        return f"ends on {ended}"
    if ended is None:
        return "is reported to be gone" if reported else "is gone"
    return f"{'is reported to have' if reported else 'has'} been gone since {ended}"
