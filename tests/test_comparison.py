"""The content stage: what is compared with what, and what of it needs which samples."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from rules.judged import document_of

from linkaudit.comparison import (
    Compared,
    Sighted,
    cited_captures,
    compare,
    digests_wanted,
    many_wanted,
    passages_wanted,
)
from linkaudit.content.main_text import BUILT_IN, TRAFILATURA
from linkaudit.content.own_text import sampled
from linkaudit.content.passages import FEW, MANY, sample
from linkaudit.history.store import IN_MEMORY, open_store
from linkaudit.models import Document, Lookup, Memento, Observation, PartialDate, Result, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)
THEN = datetime(2018, 7, 12, 8, tzinfo=UTC)
DAY = PartialDate(2018, 7, 12)
URL = "https://gazette.example/2018/07/12/ferry"
ARCHIVED = f"https://web.archive.org/web/20180712080000/{URL}"
STORY = " ".join(f"On day {number} the ferry took {number * 7} people to Senn and back." for number in range(60))
OTHER = " ".join(f"Chapter {number} of the book tells of the {number * 3} bridges of Alda." for number in range(60))
HEAD = f"Original url: {URL}\nDate: 2018-07-12\n\n"


def document(text: str = f"{HEAD}{STORY}\n", path: str = "ferry.txt") -> Document:
    return sampled(document_of(text, path), "built-in")


def page(text: str = STORY, url: str = URL, **parts: object) -> Observation:
    seen = Observation(url, NOW, Verdict.ALIVE, "ok", 200, url, passages=sample(text, MANY), title="The ferry")
    return replace(seen, **parts)


MEMENTO = Memento(URL, ARCHIVED, THEN, 200, "web.archive.org", title="The ferry")


def captured(text: str = STORY, **parts: object) -> Lookup:
    memento = replace(MEMENTO, **{"passages": sample(text, MANY), **parts})
    return Lookup(URL, DAY, Result.FOUND, "ok", NOW, memento, "web.archive.org")


UNKNOWN = Lookup(URL, DAY, Result.UNKNOWN, "refused", NOW)
ABSENT = Lookup(URL, DAY, Result.ABSENT, "no-capture", NOW)
DEAD = Observation(URL, NOW, Verdict.DEAD, "gone", 410)


def compared(
    documents: Iterable[Document],
    *seen: Observation,
    lookups: Iterable[Lookup] = (),
    cut_off_at: datetime | None = None,
) -> Compared:
    """Compare what the state remembers, with all samples taken out of what is in memory."""
    with open_store(IN_MEMORY) as store:
        run = store.begin("key", "audit", "2026-11-21", NOW, NOW - NOW).id
        for each in seen:
            store.observe(run, each)
        for answer in lookups:
            store.remember("wayback", answer)
        observations = store.observations(run, {each.url: each.url for each in seen})
        assert not any(each.passages for each in observations.values())
        known = {(answer.url, answer.at): answer.without_passages() for answer in lookups}
        return compare(documents, Sighted(observations, known, store.texts("wayback"), cut_off_at))


def test_a_page_is_compared_with_its_capture() -> None:
    (drift,) = compared([document()], page(OTHER), lookups=[captured()]).drifts
    assert (drift.url, drift.at, drift.change, drift.likeness) == (URL, DAY, "replaced", 0)
    assert drift.memento.memento_url == ARCHIVED
    assert drift.memento.passages == "", "the samples stay in the state"
    (drift,) = compared([document()], page(), lookups=[captured()]).drifts
    assert (drift.change, drift.likeness) == ("same", 1)


def test_what_is_no_page_of_text_is_not_expected_to_be_compared() -> None:
    assert compared([document()], page("", words=0), lookups=[captured("", words=0)]).drifts == ()


def test_a_page_that_is_gone_has_not_drifted() -> None:
    assert compared([document()], DEAD, lookups=[captured()]).drifts == ()
    assert compared([document()], lookups=[captured()]).drifts == ()


@pytest.mark.parametrize(
    ("seen", "lookups", "came_to"),
    [
        (page(), (), ("carries", "live", None, 1)),
        (page(), [captured(OTHER)], ("carries", "live", None, 1)),
        (page(" ".join(STORY.split()[:300]) + OTHER), (), ("in-part", "live", None, None)),
        (page(OTHER), (), ("not", "live", None, 0)),
        (page(OTHER), [ABSENT], ("not", "live", None, 0)),
        (page(OTHER), [UNKNOWN], ("unknown", "live", None, 0)),
        (page(OTHER), [captured()], ("carries", ARCHIVED, THEN, 1)),
        (page(OTHER), [captured(OTHER)], ("not", "live", None, 0)),
        (DEAD, [captured()], ("carries", ARCHIVED, THEN, 1)),
        (DEAD, [captured(OTHER)], ("not", ARCHIVED, THEN, 0)),
        (DEAD, [ABSENT], ("unknown", "", None, None)),
        (page("", words=0), [captured()], ("carries", ARCHIVED, THEN, 1)),
    ],
)
def test_the_text_of_a_document_is_looked_for_behind_its_original(
    seen: Observation, lookups: list[Lookup], came_to: tuple[object, ...]
) -> None:
    (carrying,) = compared([document()], seen, lookups=lookups).carryings
    assert (carrying.path, carrying.url) == ("ferry.txt", URL)
    carries, where, captured_at, share = came_to
    assert (carrying.carries, carrying.where, carrying.captured_at) == (carries, where, captured_at)
    if carries == "in-part":
        assert carrying.share is not None
        assert 0.2 < carrying.share < 0.75
    else:
        assert carrying.share == share
    assert bool(carrying.because) is (carries == "unknown")


def test_what_could_not_be_asked_before_the_end_is_not_known() -> None:
    (carrying,) = compared([document()], page(OTHER), cut_off_at=NOW).carryings
    assert carrying.carries == "unknown"
    assert "interrupted" in carrying.because
    (carrying,) = compared([document()], page(), cut_off_at=NOW).carryings
    assert carrying.carries == "carries"


def test_a_document_that_names_no_original_is_compared_with_nothing() -> None:
    assert compared([document(f"{STORY}\n\nSee {URL}\n")], page()).carryings == ()


CITING = (
    f"Text.\n\n<a href='{URL}' data-originalurl='{URL}' data-versionurl='{ARCHIVED}' "
    "data-versiondate='2018-07-12'>ferry</a>\n"
)


def test_a_page_is_compared_with_the_capture_that_is_cited_with_it() -> None:
    citing = document(CITING, "citing.html")
    capture = page(url=ARCHIVED, captured_at=THEN)
    (drift,) = compared([citing], page(OTHER), capture).drifts
    assert (drift.url, drift.change, drift.memento.memento_url) == (URL, "replaced", ARCHIVED)
    assert (drift.memento.captured_at, drift.memento.archive) == (THEN, "web.archive.org")
    no_memento = page(url=ARCHIVED)
    assert compared([citing], page(OTHER), no_memento).drifts == (), "only a Memento-Datetime makes it a capture"
    gone = page(url=ARCHIVED, captured_at=THEN, verdict=Verdict.DEAD)
    assert compared([citing], page(OTHER), gone).drifts == ()


def test_a_capture_that_stands_elsewhere_in_the_document_is_one_of_the_page() -> None:
    citing = document_of(f"See [the ferry]({URL}#part) ([archived]({ARCHIVED})) and [more](https://other.example/).\n")
    (cited,) = cited_captures(citing)
    assert (cited.url, cited.archive) == (URL, ARCHIVED)
    assert list(cited_captures(document_of(f"See [the ferry]({URL}).\n"))) == []
    assert list(cited_captures(document_of(f"See [the ferry]({ARCHIVED}).\n"))) == []


def test_the_capture_that_was_looked_up_answers_where_the_cited_one_tells_nothing() -> None:
    (drift,) = compared(
        [document(CITING, "citing.html")],
        page(OTHER),
        page("", url=ARCHIVED, captured_at=THEN),
        lookups=[replace(captured(memento_url="https://other.example/1"), at=None)],
    ).drifts
    assert (drift.memento.memento_url, drift.change) == ("https://other.example/1", "replaced")


def test_a_page_that_was_taken_over_is_told_with_its_trade() -> None:
    casino = page(OTHER, title="Best bonus", trade="gambling (casino, slots)")
    (drift,) = compared([document()], casino, lookups=[captured()]).drifts
    assert (drift.change, drift.trade) == ("replaced", "gambling (casino, slots)")
    (drift,) = compared([document()], page(trade="gambling (casino, slots)"), lookups=[captured()]).drifts
    assert drift.trade == "", "it says what it said"


def test_only_what_will_be_compared_is_sampled() -> None:
    copy, citing = document(), document(CITING, "citing.html")
    mention = document_of(f"See {URL}#part and https://other.example/\n", "mention.txt")
    cited = [URL, "https://other.example/", ARCHIVED]
    assert passages_wanted([mention], cited, archives=False) == {}
    assert passages_wanted([mention], cited, archives=True) == {URL: FEW, "https://other.example/": FEW}
    assert passages_wanted([mention, copy], cited, archives=False) == {URL: MANY}
    assert passages_wanted([citing], cited, archives=False) == {URL: FEW, ARCHIVED: FEW}
    assert passages_wanted([copy, citing], cited, archives=True)[URL] == MANY
    assert many_wanted([mention, copy, citing]) == {URL: MANY}


def test_originals_of_which_nothing_could_be_told_are_counted() -> None:
    assert compared([document()], page(), lookups=[captured()]).notes == ()
    silent = compared([document()], page("", words=3), lookups=[captured("", words=3)])
    assert silent.notes == ("1 of 1 documents could not be compared with their originals",)
    assert [each.change for each in silent.drifts] == ["unknown"]


def test_a_document_that_names_two_pages_is_counted_once() -> None:
    named = document(f"---\nvia: https://harbour.example/notes/7\n---\nOriginal url: {URL}\n\n{STORY}\n")
    told = compared([named], page())
    assert sorted(each.carries for each in told.carryings) == ["carries", "unknown"]
    assert told.notes == ()
    assert compared([named], page("", words=3)).notes == (
        "1 of 1 documents could not be compared with their originals",
    )


def test_samples_that_were_found_by_different_means_are_told() -> None:
    found = page(passages=sample(STORY, MANY, BUILT_IN))
    answer = captured(passages=sample(STORY, MANY, TRAFILATURA))
    told = compared([document(f"See {URL}\n\nDate: 2018-07-12\n")], found, lookups=[answer])
    assert told.notes == ("1 comparisons could not be made: their texts were found by different means",)


def test_only_the_digests_of_what_may_be_a_file_of_the_collection_are_wanted() -> None:
    notice = Document(path="kept/the notice.eml", format="mail", text="", digest="", encoding="", sha1="ABC")
    named = replace(captured(), url="https://harbour.example/the%20notice.eml")
    known = replace(named, at=None, memento=replace(MEMENTO, digest="XYZ"))
    other = replace(captured(), url="https://harbour.example/another.eml")
    lookups = {(answer.url, answer.at): answer for answer in (named, known, other, ABSENT)}
    assert digests_wanted([notice, document()], lookups) == [(named.url, named.at)]
    assert digests_wanted([replace(notice, sha1="")], lookups) == []
    copy = replace(document(), path="another name.eml", sha1="ABC")
    assert digests_wanted([copy], {(URL, DAY): captured()}) == [(URL, DAY)]
