"""Read a text as a document and let rules judge it, as a scan would."""

from __future__ import annotations

import tomllib
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from linkaudit import settings
from linkaudit.citations import urls
from linkaudit.citations.cite import cite
from linkaudit.citations.cited_when import cited_when
from linkaudit.citations.stated_originals import originals
from linkaudit.collection import addresses, day_clues, prose
from linkaudit.collection.kin import kinship
from linkaudit.documents import formats
from linkaudit.documents.read import read_text
from linkaudit.history.standing import standing
from linkaudit.models import (
    Carrying,
    Dated,
    Document,
    Drift,
    Finding,
    Hop,
    Kinship,
    Lookup,
    Memento,
    Observation,
    PartialDate,
    Result,
    Severity,
    Standing,
    Verdict,
)
from linkaudit.rules import BY_NAME, judge
from linkaudit.rules.interface import Context, Needs
from linkaudit.rules.live_patterns import outages, same_targets
from linkaudit.triage import Sieve, Triaged, triage

if TYPE_CHECKING:
    from collections.abc import Iterable

AS_OF = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
THEN = datetime(2018, 7, 12, 8, 0, tzinfo=UTC)
OFFLINE = (Needs.TEXT, Needs.COLLECTION)
ERROR, WARNING, INFO = Severity.ERROR, Severity.WARNING, Severity.INFO


def document_of(text: str, path: str = "example.md") -> Document:
    """Read a text as the document that its name announces, and find what it claims."""
    announced = formats.by_path(path)
    assert announced is not None
    return cite(read_text(text, path, announced))


def kinship_of(documents: Iterable[Document]) -> Kinship:
    """Compare documents as a scan does, when it has read them."""
    packed = (replace(each, prose=prose.packed(each), addresses=addresses.packed(each)) for each in documents)
    return kinship(tuple(replace(each, clues=day_clues.packed(each)) for each in packed), AS_OF)


def committed(document: Document, day: date) -> Document:
    """Let all addresses of a document have been committed first on a day."""
    first = PartialDate.of(day)
    introduced = {each.url: Dated(first, "git", "commit 0a1b2c3d4e5f", each.location) for each in document.references}
    return replace(document, introduced=introduced)


def findings_of(rule: str, text: str, path: str = "example.md", **known: Any) -> list[Finding]:
    """Let one rule judge a text; `known` is what the context knows besides the day of the audit."""
    return list(BY_NAME[rule].judge(document_of(text, path), context_of(**known)))


def severities(rule: str, text: str, path: str = "example.md", **known: Any) -> list[Severity]:
    """Give the severities of what one rule finds."""
    return [finding.severity for finding in findings_of(rule, text, path, **known)]


def context_of(**known: Any) -> Context:
    """Make a context in which today is the day of the tests."""
    return Context(**{"as_of": AS_OF, **known})


def triaged(
    text: str,
    path: str = "example.md",
    rules: settings.Rules | None = None,
    ran: Iterable[Needs] = OFFLINE,
) -> Triaged:
    """Let all rules that need no network judge a text, and sort out what they find."""
    document = document_of(text, path)
    return triage(list(judge(document, context_of(), *OFFLINE)), [document], Sieve(rules or settings.Rules()), set(ran))


def observation(url: str, toml: str = "", **parts: Any) -> Observation:
    """Make a look at a URL, of parts in TOML or as they are."""
    given: dict[str, Any] = {"verdict": "alive", "reason": "ok", "status": 200, **tomllib.loads(toml), **parts}
    return Observation(
        url=urls.without_fragment(url), checked_at=NOW, **{**given, "verdict": Verdict(given["verdict"])}
    )


def looked_at(document: Document, toml: str, **parts: Any) -> dict[str, Any]:
    """Let the first link of a document be looked at, or, with `of = "all"`, each of them; gives what a context knows.

    `failed-days-before` are the days before this look on which earlier ones came to the same as a death does.
    """
    given = {**tomllib.loads(toml), **parts}
    everything = given.pop("of", "") == "all"
    earlier = given.pop("failed-days-before", ())
    given["hops"] = tuple(Hop(*hop) for hop in given.get("hops", ()))
    cited = list(dict.fromkeys(each.url for each in document.references if urls.is_web(each.url)))
    looks = [observation(url, **given) for url in (cited if everything else cited[:1])]
    return {
        "observations": seen(*looks),
        "standings": {each.url: failing(each, *earlier) for each in looks},
        "outages": outages([document], looks),
        "gathered": same_targets(looks),
    }


def failing(now: Observation, *days_before: int) -> Standing:
    """Tell what a look comes to after others that found no page, so many days before."""
    failed = (
        replace(now, checked_at=NOW - timedelta(days=days), verdict=Verdict.DEAD, reason="not-found")
        for days in days_before
    )
    return standing(now.url, [*failed, now], settings.History())


def lookup(url: str, toml: str = "", **parts: Any) -> Lookup:
    """Make an answer of an archive, of parts in TOML or as they are; `digest` is that of the capture that it found."""
    given: dict[str, Any] = {"at": None, "reason": "asked", "archive": "Port Archive", **tomllib.loads(toml), **parts}
    if "digest" in given:
        given["memento"] = memento(url, digest=given.pop("digest"))
    return Lookup(url=urls.without_fragment(url), looked_up_at=NOW, **{**given, "result": Result(given["result"])})


def memento(url: str, **parts: Any) -> Memento:
    """Make a capture of a URL."""
    given = {"captured_at": THEN, "status": 200, "archive": "archive.example", **parts}
    return Memento(url, f"https://archive.example/web/{given['captured_at']:%Y%m%d%H%M%S}/{url}", **given)


def drifted(document: Document, toml: str = "", **parts: Any) -> dict[str, Any]:
    """Let the page behind the first link of a document be compared with a capture; gives what a context knows."""
    first = next(each for each in document.references if urls.is_web(each.url))
    url, at = urls.without_fragment(first.url), cited_when(document, first).date
    given = {"memento": memento(url), **tomllib.loads(toml), **parts}
    return {"drifts": {(url, at): Drift(url, at, **given)}}


def carried(document: Document, toml: str = "", **parts: Any) -> dict[str, Any]:
    """Let the text of a document be looked for behind its first original; gives what a context knows."""
    url = urls.without_fragment(originals(document)[0].url)
    given = {**tomllib.loads(toml), **parts}
    return {"carryings": {(document.path, url): Carrying(document.path, url, **given)}}


def seen(*observations: Observation) -> dict[str, Observation]:
    """Put observations where rules look for them."""
    return {each.url: each for each in observations}


def fixed(text: str, finding: Finding) -> str:
    """Apply the edits of a finding's first fix to the text."""
    for edit in sorted(finding.fixes[0].edits, key=lambda edit: -edit.location.start):
        text = text[: edit.location.start] + edit.replacement + text[edit.location.end :]
    return text
