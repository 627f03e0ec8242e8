"""Pages that say something else now, originals that carry a text or do not, files that were captured."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from linkaudit.models import PartialDate, Verdict
from linkaudit.rules import BY_NAME
from linkaudit.rules.compared_texts import percent
from linkaudit.rules.local_copies import same_bytes
from rules.judged import (
    ERROR,
    INFO,
    WARNING,
    carried,
    context_of,
    document_of,
    drifted,
    findings_of,
    lookup,
    memento,
    observation,
    seen,
    severities,
)

if TYPE_CHECKING:
    from linkaudit.models import Finding, Severity

TIDES = "https://harbour.example/tides"
LINK = f"See [the tide tables]({TIDES}).\n"
ORIGINAL = "https://gazette.example/2018/07/12/ferry"
COPY = f"Original url: {ORIGINAL}\nDate: 2018-07-12\n\nThe ferry stops.\n"
ARCHIVED = "https://archive.example/web/20180712080000/https://gazette.example/2018/07/12/ferry"
THEN = datetime(2018, 7, 12, 8, tzinfo=UTC)
DIGEST = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"


def evidence(finding: Finding) -> dict[str, str]:
    return {each.name: each.value for each in finding.evidence}


def test_a_page_that_says_something_else_is_shown_with_both_dates_and_the_share() -> None:
    known = drifted(document_of(LINK), change="replaced", likeness=0.074)
    (finding,) = findings_of("content-drift", LINK * 2, **known, observations=seen(observation(TIDES)))
    assert finding.severity is INFO
    assert finding.message == (
        "the page says something else than when it was captured on 2018-07-12: 7 % of the passages in common"
    )
    assert evidence(finding) == {
        "as written": TIDES,
        "in common": "7 %",
        "captured": f"2018-07-12, https://archive.example/web/20180712080000/{TIDES}",
        "looked at": "2026-11-21",
        "cited": "date unknown",
    }
    assert finding.location.line == 1
    assert len(finding.related) == 1


@pytest.mark.parametrize("change", ["same", "changed", "unknown"])
def test_a_page_that_only_changed_is_no_finding(change: str) -> None:
    assert findings_of("content-drift", LINK, **drifted(document_of(LINK), change=change, likeness=0.6)) == []


def test_each_date_of_citation_has_a_comparison_of_its_own() -> None:
    text = f"[Then]({TIDES}). Retrieved 3 May 2018.\n\n[Now]({TIDES}). Retrieved 3 May 2026.\n"
    known = drifted(document_of(text), change="replaced", likeness=0.07)
    assert list(known["drifts"]) == [(TIDES, PartialDate(2018, 5, 3))]
    (finding,) = findings_of("content-drift", text, **known)
    assert (finding.location.line, finding.related) == (1, ())
    assert evidence(finding)["cited"] == "2018-05-03"


@pytest.mark.parametrize(
    ("likeness", "kept", "shown"),
    [
        (0.45, 0.49, ["49 %"]),
        (0.17, 0.17, ["17 %"]),
        (0.49, 0.5, []),
        (0.5, 0.49, []),
        (0.3, 0.97, []),
        (0.4, None, []),
    ],
)
def test_a_page_that_lost_more_than_half_of_what_it_said_has_drifted(
    likeness: float, kept: float | None, shown: list[str]
) -> None:
    known = drifted(document_of(LINK), change="changed", likeness=likeness, kept=kept)
    found = findings_of("content-drift", LINK, **known)
    assert [finding.message for finding in found] == [
        f"the page says {share}, less than half, of what it said when captured on 2018-07-12" for share in shown
    ]


def test_a_page_that_somebody_took_over_is_an_error_and_no_drift() -> None:
    known = drifted(document_of(LINK), change="replaced", likeness=0.0, trade="gambling (casino, slots)")
    known["observations"] = seen(observation(TIDES))
    (finding,) = findings_of("live-usurped", LINK, **known)
    assert finding.severity is ERROR
    assert finding.message == (
        "taken over: gambling (casino, slots), and 0 % in common with what was captured on 2018-07-12"
    )
    assert evidence(finding)["captured"].endswith(TIDES)
    assert findings_of("content-drift", LINK, **known) == []


def test_what_was_seen_replaced_at_a_later_look_is_told_once() -> None:
    known = drifted(document_of(LINK), change="unknown", because="the page was not seen")
    known["observations"] = seen(observation(TIDES, verdict=Verdict.SOFT_DEAD, reason="replaced"))
    assert severities("live-usurped", LINK, **known) == [WARNING]


def carried_by(rule: str, **parts: Any) -> Finding:
    known = carried(document_of(COPY, "copy.txt"), **parts)
    (finding,) = findings_of(rule, COPY, "copy.txt", **known, observations=seen(observation(ORIGINAL)))
    return finding


def test_an_original_that_carries_the_text_is_on_record() -> None:
    finding = carried_by("content-original-carries", carries="carries", share=0.974, where="live")
    assert (finding.severity, finding.location.line, finding.url) == (INFO, 1, ORIGINAL)
    assert finding.message == "the page carries 97 % of the text, live on 2026-11-21"
    assert evidence(finding) == {
        "as written": ORIGINAL,
        "carried": "97 %",
        "the page itself": "alive (ok), looked at 2026-11-21",
    }


def test_where_the_page_has_moved_on_its_capture_carries_the_text() -> None:
    finding = carried_by(
        "content-original-carries", carries="carries", share=1.0, where=ARCHIVED, captured_at=THEN, live_share=0.02
    )
    assert finding.message == "the page carries 100 % of the text, in the capture of 2018-07-12"
    shown = evidence(finding)
    assert (shown["captured"], shown["carried live"]) == (f"2018-07-12, {ARCHIVED}", "2 %")


def test_an_original_that_is_named_by_its_capture_is_one() -> None:
    finding = carried_by("content-original-carries", carries="carries", share=1.0, where="live", captured_at=THEN)
    assert finding.message == "the page carries 100 % of the text, in the capture of 2018-07-12"
    assert evidence(finding)["captured"] == f"2018-07-12, {ORIGINAL}"


def test_an_original_without_the_text_is_a_warning_and_with_a_part_of_it_a_remark() -> None:
    finding = carried_by("content-original-mismatch", carries="not", share=0.004, where="live")
    assert (finding.severity, finding.message) == (
        WARNING,
        "the page does not carry the text: 1 % of it, live on 2026-11-21",
    )
    finding = carried_by("content-original-mismatch", carries="in-part", share=0.4, where="live")
    assert (finding.severity, finding.message) == (
        INFO,
        "the page carries a part of the text: 40 % of it, live on 2026-11-21",
    )


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        (f"---\nsource: {ORIGINAL}\n---\n", INFO),
        (f"---\nvia: {ORIGINAL}\n---\n", INFO),
        (f"Permalink: {ORIGINAL}\n", INFO),
        (f"Originally published at {ORIGINAL} on 12 July 2018.\n", WARNING),
        (f"---\nsource: {ORIGINAL}\n---\n\nOriginal url: {ORIGINAL}\n", WARNING),
    ],
)
def test_how_plainly_an_original_is_named_tells_how_much_it_weighs_that_it_lacks_the_text(
    said: str, expected: Severity
) -> None:
    text = f"{said}\nThe ferry stops.\n"
    lacking = carried(document_of(text), carries="not", share=0.004, where="live")
    assert severities("content-original-mismatch", text, **lacking) == [expected]
    carrying = carried(document_of(text), carries="carries", share=1.0, where="live")
    assert severities("content-original-mismatch", text, **carrying) == []
    assert severities("content-original-carries", text, **carrying) == [INFO]


@pytest.mark.parametrize("rule", ["content-original-carries", "content-original-mismatch"])
def test_what_could_not_be_compared_is_no_finding(rule: str) -> None:
    known = carried(document_of(COPY, "copy.txt"), carries="unknown", because="the page was not seen")
    assert findings_of(rule, COPY, "copy.txt", **known) == []
    (known_of_it,) = carried(document_of(COPY, "copy.txt"), carries="carries", share=1.0)["carryings"].values()
    elsewhere = {"carryings": {("another.txt", ORIGINAL): known_of_it}}
    assert findings_of(rule, COPY, "copy.txt", **elsewhere) == []


@pytest.mark.parametrize(
    ("share", "written"),
    [(0.0, "0 %"), (0.001, "1 %"), (0.504, "50 %"), (0.999, "99 %"), (1.0, "100 %"), (None, "unknown")],
)
def test_a_share_is_written_so_that_little_is_not_nothing(share: float | None, written: str) -> None:
    assert percent(share) == written


def test_a_file_that_was_captured_as_it_is_is_on_record() -> None:
    document = replace(document_of("Notice.\n", "notice.txt"), sha1=DIGEST)
    answers = [lookup(TIDES, result="found", digest=f"sha1:{DIGEST.lower()}"), lookup(ORIGINAL, result="absent")]
    (finding,) = BY_NAME["provenance-local-copy-match"].judge(
        document, context_of(copies=same_bytes([document], answers))
    )
    assert (finding.severity, finding.location.line, finding.url) == (INFO, 1, TIDES)
    assert finding.message == f"the file is what archive.example captured on 2018-07-12 at {TIDES}"


def test_files_and_captures_that_differ_or_have_no_digest_do_not_match() -> None:
    document = replace(document_of("Notice.\n", "notice.txt"), sha1=DIGEST)
    other = [lookup(TIDES, result="found", digest="IHTFWJK7KTHGKVQZMDMSCNSLW7H2SFZP")]
    assert same_bytes([document], other) == {}
    assert same_bytes([document_of("Notice.\n")], [replace(other[0], memento=memento(TIDES, digest=""))]) == {}
