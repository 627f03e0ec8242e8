"""The rule on services that have ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.ended import is_front_page, service_that_ended
from linkaudit.models import Severity
from linkaudit.rules.hosts import targets
from linkaudit.rules.interface import Context, Remark, as_written, rule, value
from linkaudit.rules.page_furniture import once

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.citations.ended import Ended
    from linkaudit.models import Document, Evidence
    from linkaudit.rules.hosts import Target

_A_DAY = len("2009-10-26")


@rule(Severity.ERROR)
def link_obsolete_host(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a link to a service that has ended.

    ## What it finds
    Links to GeoCities, Google+, Wikispaces, Storify and many more, by the list in `data/obsolete_hosts.toml`, which
    says when each of them ended and who says so. Where something of it was kept or moved, for the front page of the
    service, and where the end is generally reported but confirmed by no source, it is a warning, once for each service
    in a document. Captures in an archive, and links of which the same document has a capture, are left alone.

    ## Why it matters
    The page is gone, and no waiting brings it back. Only an archive may still have it.

    ## Example
    ```markdown
    See [the harbour in 1999](http://www.geocities.com/harbour_pilot/1999.html).
    ```

    ## Instead
    ```markdown
    See [the harbour in 1999](http://www.geocities.com/harbour_pilot/1999.html)
    ([archived](https://web.archive.org/web/20050101000000/http://www.geocities.com/harbour_pilot/1999.html)).
    ```
    """
    del context
    found = [(each, ended) for each in targets(document) if (ended := service_that_ended(each.host, each.url))]
    kept = _captured(document) if found else set()
    told: dict[str, list[Remark]] = {}
    for target, ended in found:
        if urls.key(target.url) not in kept:
            remark = _remark(target, ended)
            # What is only likely is said once: a page of badges or logos has dozens at one service.
            told.setdefault(ended.name if remark.severity else str(target.reference.location), []).append(remark)
    for remarks in told.values():
        yield from once(remarks)


def _captured(document: Document) -> set[str]:
    """Name the pages of which the document has a capture."""
    archived = (urls.archive_url(target.reference.url) for target in targets(document))
    return {urls.key(each.original) for each in archived if each and each.original}


def _remark(target: Target, ended: Ended) -> Remark:
    """Say what has ended, and what is left of it."""
    when = f"{'on' if len(ended.ended) == _A_DAY else 'in'} {ended.ended}"
    front_page = is_front_page(target.host, target.url)
    certain = bool(ended.source) and not ended.left and not front_page
    has_ended = "ended" if ended.source else "is generally reported, but not confirmed, to have ended"
    rest = "what stood there is gone" if certain else ended.left
    return Remark(
        f"{ended.name} {has_ended} {when}" + (f": {rest}" if rest else ""),
        target.reference.location,
        urls.canonical(target.reference.url),
        (as_written(target.reference), *_evidence(ended)),
        severity=None if certain else Severity.WARNING,
    )


def _evidence(ended: Ended) -> tuple[Evidence, ...]:
    """Show when a service ended, and who says so, if anybody does."""
    when = value("service", ended.name), value("ended", ended.ended)
    return (*when, value("according to", ended.source)) if ended.source else when
