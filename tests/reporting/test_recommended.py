"""How a document is best cited: all that is known, what is inferred marked, what is missing named, nothing invented."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from linkaudit.models import Citation, Confidence, Dated, Evidence, Lookup, Member, PartialDate, Result, Role
from linkaudit.reporting.kindred import Kin, comparison
from linkaudit.reporting.recommended import in_markdown, in_words, recommended
from reporting.audits import CITED, EVIL, NOW, answered, at, document, link
from reporting.kinships import COPY, DATED, ORIGINAL, REWRITTEN, TWIN, ferry, inferred
from reporting.rendered import report

ARCHIVED = f"https://web.archive.org/web/20180713080000/{ORIGINAL}"


def kin(path: str = COPY, member: Member | None = None, **parts: Any) -> Kin:
    return Kin(document(path, **parts), member)


def sourced(**parts: Any) -> Kin:
    original = link(COPY, ORIGINAL, 9, role=Role.ORIGINAL)
    cited = Citation("Original url:", at(COPY, 9), **{"original": original, "about_document": True, **parts})
    return kin(title="Ferry stops", citations=(cited,), date=Dated(CITED, "dateline", "July 12", at(COPY, 2)))


def test_of_what_nothing_is_known_that_is_said() -> None:
    assert in_words(recommended(kin())) == "text without a title. [no date is known; no original is known]"


def test_what_a_document_states_is_not_marked() -> None:
    assert in_words(recommended(sourced())) == f"\u201cFerry stops\u201d, 2018-07-12, <{ORIGINAL}>."


def test_what_is_inferred_says_so() -> None:
    member = Member(
        COPY,
        inferred("2018-07-12", DATED, evidence=(Evidence("date", "July 12", at(DATED, 7)),)),
        (inferred(ORIGINAL, DATED, confidence=Confidence.MEDIUM),),
    )
    assert in_words(recommended(kin(member=member))) == (
        f"text without a title, 2018-07-12 (inferred from {DATED} line 7, high), "
        f"<{ORIGINAL}> (inferred from {DATED}, medium)."
    )


def test_a_date_of_git_is_none_of_the_text() -> None:
    committed = kin(date=Dated(PartialDate(2026, 11, 2), "git", "4f1c", at(COPY)))
    assert "no date is known" in in_words(recommended(committed))


@pytest.mark.parametrize(
    ("evidence", "said"),
    [
        (Evidence("byline", "Local | By Mona Berg"), "By Mona Berg"),
        (Evidence("byline", "By Mona Berg"), "By Mona Berg"),
        (Evidence("credit", "By Reuters"), "By Reuters"),
        (Evidence("agency", "(Reporting by Mona Berg)"), "(Reporting by Mona Berg)"),
        (Evidence("credit", "the boat will be sold, Reuters reports"), ""),
        (Evidence("credit", "standing by Reuters as it fell"), ""),
        (Evidence("agency", "ALDA (Reuters) - The last ferry"), ""),
        (Evidence("page furniture", "By continuing you agree"), ""),
    ],
)
def test_a_credit_is_a_line_of_its_own(evidence: Evidence, said: str) -> None:
    assert recommended(kin(copied=(evidence,))).credit == said


def test_the_publisher_may_stand_in_the_statement_of_the_source() -> None:
    assert recommended(sourced(publisher="Harbour Gazette")).publisher == "Harbour Gazette"


def test_a_cited_capture_goes_before_one_that_was_found() -> None:
    cited = sourced(archive=link(COPY, ARCHIVED, 10, role=Role.ARCHIVE))
    found = {ORIGINAL: (answered(ORIGINAL, Result.FOUND, datetime(2020, 1, 1, tzinfo=UTC)),)}
    assert in_words(recommended(cited, lookups=found)).endswith(f"archived 2018-07-13 <{ARCHIVED}>.")


def test_a_capture_that_was_found_for_the_day_goes_before_others() -> None:
    later = answered(ORIGINAL, Result.FOUND, datetime(2020, 1, 1, tzinfo=UTC), at=PartialDate(2020, 1, 1))
    then = answered(ORIGINAL, Result.FOUND, datetime(2018, 7, 2, tzinfo=UTC))
    assert "archived 2018-07-02 <https://web.archive.org" in in_words(
        recommended(sourced(), lookups={ORIGINAL: (later, then)})
    )


def test_a_capture_that_only_some_can_open_is_not_cited() -> None:
    answer = answered(ORIGINAL, Result.FOUND, datetime(2018, 7, 2, tzinfo=UTC))
    assert answer.memento is not None
    for changed in ({"memento_url": "file:///srv/port.warc"}, {"status": 301}):
        kept = Lookup(ORIGINAL, CITED, Result.FOUND, "", NOW, memento=replace(answer.memento, **changed))
        assert "archived" not in in_words(recommended(sourced(), lookups={ORIGINAL: (kept,)}))


def test_an_original_in_no_archive_is_said_to_be_in_none() -> None:
    absent = {ORIGINAL: (answered(ORIGINAL, Result.ABSENT),)}
    assert in_words(recommended(sourced(), lookups=absent)).endswith(". [in no archive that was asked]")


def test_the_day_of_access_closes_it() -> None:
    accessed = Dated(PartialDate(2019, 2, 3), "label", "2019-02-03", at(COPY, 10))
    assert in_words(recommended(sourced(accessed=accessed))).endswith(", accessed 2019-02-03.")


def test_as_markdown_the_addresses_are_links_that_show_them_whole() -> None:
    (shown,) = report(in_markdown(recommended(sourced()))).links
    assert shown == ORIGINAL
    assert f"[{ORIGINAL}]({ORIGINAL})" in in_markdown(recommended(sourced()))


def test_a_text_that_means_harm_stays_text() -> None:
    original = link(COPY, f"javascript:{EVIL}", 9)
    cited = recommended(
        kin(
            title=EVIL,
            publisher=EVIL,
            copied=(Evidence("byline", f"By {EVIL}"),),
            citations=(Citation(EVIL, at(COPY), original=original, about_document=True),),
        )
    )
    written = report(in_markdown(cited))
    assert (written.links, written.html, written.images, written.headings) == ([], [], [], [])
    assert not any(char in in_words(cited) for char in "\x1b\u202e\u200b\n")


def test_a_copy_without_a_title_has_that_of_its_closest_copy() -> None:
    (cluster,) = comparison(ferry()).clusters
    cited = {each.path: in_words(recommended(each, cluster)) for each in cluster.kin}
    assert cited[COPY].startswith(f"\u201cLast Ferry to Senn\u201d (the title of its copy {DATED}), 2018-07-12 (")
    assert cited[TWIN].startswith("text without a title.")
    assert cited[REWRITTEN].startswith("\u201cIsland loses its boat\u201d, ")
