"""The pages that a collection cites and that were looked at, each once, with all that is known of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.citations import urls
from linkaudit.citations.cited_when import cited_when
from linkaudit.models import NEVER_ASKED, Condition, Kind, Lookup, PartialDate, Result, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Audit, Drift

_NO_PAGES = (Kind.IMAGE, Kind.ATTRIBUTE)
_JUDGED = (Verdict.ALIVE, Verdict.MOVED, Verdict.DEAD, Verdict.SOFT_DEAD)
_GONE = (Verdict.DEAD, Verdict.SOFT_DEAD)
REPLACED, CHANGED, KEPT = "replaced", "changed", "kept"
_DRIFTED = (REPLACED, CHANGED)


class Page(Struct):
    """A cited page, and what is known of it."""

    url: str
    verdict: Verdict
    confirmed: bool
    drift: str
    """What became of its text, of several comparisons the worst: `replaced`, `changed` so that less than half of it is
    left, `kept`; empty if it was not compared."""
    cited: PartialDate | None
    answers: tuple[Lookup, ...]

    @property
    def judged(self) -> bool:
        """Whether the look says anything of the page."""
        return self.verdict in _JUDGED

    @property
    def rotten(self) -> bool:
        """Whether it no longer shows what was cited."""
        return self.verdict in _GONE or (self.judged and self.drift in _DRIFTED)

    @property
    def host(self) -> str:
        """The host at which it is."""
        return urls.host(self.url)

    @property
    def deep(self) -> bool:
        """Whether it is any other page than the front of its site."""
        return bool(urls.path(self.url).strip("/") or urls.query(self.url))

    @property
    def plain(self) -> bool:
        """Whether it is asked for without TLS."""
        return self.url.startswith("http:")

    @property
    def result(self) -> Result | None:
        """Say what the archives came to for a page: found if there is any capture; None if they were not asked."""
        results = {answer.result for answer in self.answers if was_asked(answer)}
        return next((each for each in (Result.FOUND, Result.UNKNOWN, Result.ABSENT) if each in results), None)


def was_asked(answer: Lookup) -> bool:
    """Tell whether an archive was asked, or was to be: none is where none keeps such addresses, for example."""
    return answer.reason not in NEVER_ASKED


def pages(audit: Audit) -> Iterator[Page]:
    """Go through the cited pages that were looked at, each once; captures are no pages that are cited."""
    seen = {each.url: each for each in audit.observations}
    confirmed = {each.url for each in audit.standings if each.condition is Condition.CONFIRMED}
    drifts: dict[str, list[str]] = {}
    for drift in audit.drifts:
        drifts.setdefault(drift.url, []).append(_came_to(drift))
    answers: dict[str, list[Lookup]] = {}
    for answer in audit.lookups:
        answers.setdefault(answer.url, []).append(answer)
    for url, cited in _first_cited(audit).items():
        look = seen.get(url)
        if look is not None:
            change = next((each for each in (*_DRIFTED, KEPT) if each in drifts.get(url, ())), "")
            yield Page(url, look.verdict, url in confirmed, change, cited, tuple(answers.get(url, ())))


def _came_to(drift: Drift) -> str:
    if drift.drifted:
        return CHANGED if drift.change == CHANGED and not drift.trade else REPLACED
    return KEPT if drift.change in ("same", CHANGED) else ""


def _first_cited(audit: Audit) -> dict[str, PartialDate | None]:
    """Map each page that is cited to the day of its earliest citation, if that is known."""
    cited: dict[str, PartialDate | None] = {}
    for document in audit.documents:
        for reference in document.references:
            if reference.kind in _NO_PAGES or not urls.is_web(reference.url) or urls.archive_url(reference.url):
                continue
            url = urls.without_fragment(reference.url)
            day = cited_when(document, reference).date
            known = cited.setdefault(url, day)
            if day is not None and (known is None or day.last_day < known.last_day):
                cited[url] = day
    return cited
