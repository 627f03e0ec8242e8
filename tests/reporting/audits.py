"""Audits made by hand: an ordinary one, and one whose every text was written by somebody who means harm."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from linkaudit.citations import urls
from linkaudit.models import (
    Audit,
    Carrying,
    Citation,
    Condition,
    Dated,
    Document,
    Drift,
    Edit,
    Evidence,
    Finding,
    Fix,
    Hop,
    Kind,
    Location,
    Lookup,
    Memento,
    Observation,
    PartialDate,
    Reference,
    Result,
    Role,
    Run,
    Severity,
    Skipped,
    Standing,
    Suppressed,
    Verdict,
)

NOW = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
AS_OF = date(2026, 11, 21)
CITED = PartialDate(2018, 7, 12, "July 12, 2018")
CUT, GONE, MOVED, WALL = (f"https://gazette.example/{name}" for name in ("cut", "gone", "moved", "wall"))


def at(path: str, line: int = 1, column: int = 1) -> Location:
    start = line * 100 + column
    return Location(path, line, column, line, column + 4, start, start + 4)


def link(path: str, url: str, line: int, **parts: Any) -> Reference:
    return Reference(**{"url": url, "raw": url, "location": at(path, line), "kind": Kind.LINK, "text": "here", **parts})


def document(path: str, *references: Reference, **parts: Any) -> Document:
    given = {
        "path": path,
        "format": "markdown",
        "text": "",
        "digest": "",
        "encoding": "utf-8",
        "references": references,
    }
    return Document(**{**given, **parts})


def seen(url: str, verdict: Verdict = Verdict.ALIVE, reason: str = "ok", **parts: Any) -> Observation:
    return Observation(**{"url": url, "checked_at": NOW, "verdict": verdict, "reason": reason, "status": 200, **parts})


def answered(url: str, result: Result, captured: datetime | None = None, **parts: Any) -> Lookup:
    copy = f"https://web.archive.org/web/{captured:%Y%m%d%H%M%S}/{url}" if captured else ""
    memento = Memento(url, copy, captured, 200, "Internet Archive") if captured else None
    given = {"url": url, "at": CITED, "result": result, "reason": "no-capture", "looked_up_at": NOW, "memento": memento}
    return Lookup(**{**given, "archive": "Internet Archive", **parts})


def finding(path: str, rule: str = "link-empty", severity: Severity = Severity.ERROR, **parts: Any) -> Finding:
    given = {"rule": rule, "severity": severity, "message": "the link has no target", "location": at(path)}
    return Finding(**{**given, **parts})


def run(**parts: Any) -> Run:
    return Run(**{"id": "", "command": "scan", "paths": ("docs",), "as_of": AS_OF, **parts})


def audit(*documents: Document, **parts: Any) -> Audit:
    return Audit(**{"run": run(), "documents": documents, **parts})


def ordinary() -> Audit:
    """Make an audit with a bit of everything."""
    path = "docs/ferry.md"
    original = link(path, CUT, 9, role=Role.ORIGINAL)
    places = (link(path, GONE, 3), link(path, f"{GONE}#tides", 5), link(path, MOVED, 6), link(path, WALL, 7), original)
    ferry = document(
        path,
        *places,
        title="Ferry line cut",
        date=Dated(CITED, "dateline", "July 12, 2018", at(path, 2)),
        citations=(Citation("Original url:", at(path, 9), original=original, about_document=True),),
    )
    quiet = document("docs/tides.md", link("docs/tides.md", CUT, 1), title="Tides")
    dead = finding(
        path,
        "live-dead",
        message="dead: 410 Gone",
        location=at(path, 3),
        url=GONE,
        evidence=(Evidence("as written", GONE, at(path, 3)), Evidence("date stated", "2018-07-12", at(path, 2))),
        related=(at(path, 5),),
        fingerprint="0123456789abcdef",
    )
    tracking = finding(
        path,
        "link-tracking-parameters",
        Severity.INFO,
        message="tracking parameters: fbclid",
        location=at(path, 6),
        url=MOVED,
        fixes=(Fix("take them out", safe=True, edits=(Edit(at(path, 6), MOVED),)),),
    )
    mismatch = finding(path, "date-original-url-mismatch", Severity.WARNING, message="15 days", location=at(path, 9))
    return audit(
        ferry,
        quiet,
        run=run(
            id="7",
            command="audit",
            started_at=NOW,
            finished_at=NOW.replace(hour=10),
            config="linkaudit.toml",
            web="asked",
            archives="asked",
        ),
        findings=(dead, tracking, mismatch),
        suppressed=(
            Suppressed(finding(path, "link-shortener", location=at(path, 8)), "comment on line 8", "given so in print"),
            Suppressed(finding("docs/tides.md", "link-local"), "comment on line 1"),
        ),
        skipped=(Skipped("docs/scan.md", "binary (it holds zero bytes)"),),
        observations=(
            seen(CUT),
            seen(GONE, Verdict.DEAD, "gone", status=410, hops=(Hop(GONE, 410),), detail="410 Gone", attempts=2),
            seen(MOVED, Verdict.MOVED, "permanent-redirect", final_url="https://tram.example/new"),
            seen(WALL, Verdict.BLOCKED, "forbidden", status=403),
        ),
        lookups=(
            answered(CUT, Result.ABSENT),
            answered(GONE, Result.FOUND, datetime(2018, 7, 2, tzinfo=UTC)),
            answered(WALL, Result.UNKNOWN, reason="refused"),
        ),
        standings=(
            Standing(
                GONE,
                Condition.CONFIRMED,
                looks=4,
                failed=3,
                counted=3,
                failed_since=NOW - timedelta(days=9),
                failed_at=NOW,
                confirmed_at=NOW,
                alive_at=NOW - timedelta(days=16),
                looked_at=NOW,
                verdict=Verdict.DEAD,
            ),
        ),
    )


# A text of somebody who means harm: it breaks out of cells, lists, links, code and terminals, if it can.
EVIL = (
    "</td></table><script>alert(1)</script>\n\n# Heading\n\n| a | b |\n|---|---|\n| ` | `` |\n"
    "[x](javascript:alert(1)) ![y](https://evil.test/y.png) <https://evil.test> https://evil.test www.evil.test "
    "ada@evil.test <!-- x --> &lt;b&gt; *b* _i_ ~~s~~ \\ \x1b[31m \u202e \u200b - - - 1. x"
)


def hostile() -> Audit:
    """Make an audit that holds such a text wherever there is room for one."""
    path = f"docs/{EVIL}/a|b.md"
    url = f"https://gazette.example/{EVIL}?a=|&b=`)(<>"
    place = at(path, 3)
    source = link(path, url, 3, text=EVIL, role=Role.ORIGINAL)
    other = link(path, f"javascript:{EVIL}", 4)
    away = f"https://lost.example/{EVIL}?a=|"
    lost = link(path, away, 5)
    moved_key, lost_key = urls.without_fragment(url), urls.without_fragment(away)
    cited = Citation(EVIL, place, original=source, publisher=EVIL, title=EVIL, about_document=True)
    named = Citation(EVIL, place, role=Role.SOURCE, publisher=EVIL, about_document=True)
    first = document(
        path,
        source,
        other,
        lost,
        format=EVIL,
        title=EVIL,
        date=Dated(CITED, EVIL, EVIL, place),
        citations=(cited,),
    )
    second = document(f"{path}2", title=EVIL, citations=(named,))
    broken = finding(
        path,
        message=f"{EVIL} `{EVIL}`",
        location=place,
        url=url,
        evidence=(Evidence(EVIL, EVIL, at(path, 9)), Evidence("as written", url, place)),
        related=(at(path, 4), at(path, 4), at(path, 8)),
        fixes=(Fix(EVIL, safe=False, edits=(Edit(place, EVIL),)),),
    )
    dead = finding(path, "live-dead", message=f"dead: {EVIL}", location=at(path, 5), url=lost_key)
    absent = finding(path, "archive-absent", Severity.INFO, message=EVIL, location=place, url=url)
    memento = Memento(EVIL, f"https://web.archive.org/web/20180712080000/{url}", NOW, 200, EVIL, title=EVIL)
    return audit(
        first,
        second,
        run=run(id=EVIL, paths=(EVIL,), config=EVIL, started_at=NOW, finished_at=NOW, web="asked", archives="asked"),
        findings=(broken, dead, absent),
        suppressed=(Suppressed(broken, EVIL, EVIL),),
        skipped=(Skipped(path, EVIL),),
        observations=(
            seen(moved_key, Verdict.MOVED, EVIL, final_url=f"javascript:{EVIL}", detail=EVIL, title=EVIL),
            seen(lost_key, Verdict.DEAD, EVIL, final_url=url, detail=EVIL),
            seen("https://gazette.example/unknown", Verdict.UNKNOWN, EVIL, detail=EVIL),
            seen(f"https://gazette.example/{EVIL}", Verdict.UNSAFE, EVIL, detail=""),
        ),
        lookups=(
            answered(moved_key, Result.UNKNOWN, reason=EVIL, archive=EVIL),
            answered(lost_key, Result.FOUND, NOW, archive=EVIL),
        ),
        drifts=(Drift(moved_key, CITED, "replaced", memento, 0.1, EVIL, EVIL),),
        carryings=(Carrying(path, moved_key, "unknown", because=EVIL),),
    )
