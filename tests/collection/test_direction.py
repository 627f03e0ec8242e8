"""In which direction a text was likely copied, from signs that are given."""

from __future__ import annotations

import pytest

from collection.descent import tie
from linkaudit.collection.direction import Day, sources
from linkaudit.collection.first_version import earliest
from linkaudit.collection.traces import Trace
from linkaudit.models import Confidence, CopyKind, Evidence, PartialDate, Sign


def day(path: str, number: int, *, inferred: bool = False) -> Day:
    """Date a document to a day of July 2018."""
    date = PartialDate(2018, 7, number)
    return Day(date, Evidence(f"date of {path}", str(date)), inferred)


def trace(kind: str, having: str, lacking: str = "", derived: str = "") -> Trace:
    """Let a sign tell between documents, each named by a letter."""
    return Trace(Sign(kind, f"{kind} of {having}"), tuple(having), tuple(lacking), tuple(derived))


def told(*traces: Trace, days: dict[str, Day] | None = None, kind: CopyKind = CopyKind.COPY) -> dict[str, Confidence]:
    """Tell what is concluded of two documents: which is copied from the other, and how certainly."""
    found = sources([tie("a", "b", kind)], traces, days or {})
    return {f"{path} from {some[0].value}": some[0].confidence for path, some in found.items()}


def test_nothing_follows_from_nothing() -> None:
    assert told() == {}
    assert told(trace("spelling", "a", "b"), trace("rewording", "a", "b"), trace("slip", "a", "b")) == {}
    assert told(days={"a": day("a", 12)}) == {}
    assert told(days={"a": day("a", 12), "b": day("b", 12)}) == {}


def test_the_later_one_is_the_copy() -> None:
    assert told(days={"a": day("a", 12), "b": day("b", 14)}) == {"b from a": Confidence.MEDIUM}
    assert told(days={"a": day("a", 12), "b": day("b", 13)}) == {"b from a": Confidence.LOW}
    inferred = {"a": day("a", 12), "b": day("b", 14, inferred=True)}
    assert told(days=inferred) == {"b from a": Confidence.LOW}


@pytest.mark.parametrize("kind", ["slip", "correction", "break", "truncation", "insertion", "splice", "credit"])
def test_what_was_changed_is_copied_from_what_was_not(kind: str) -> None:
    assert list(told(trace(kind, "b", "a", "b"))) == ["b from a"]
    assert list(told(trace(kind, "a", "b", "a"))) == ["a from b"]


def test_signs_that_agree_make_it_more_certain_and_those_that_do_not_less() -> None:
    days = {"a": day("a", 12), "b": day("b", 14)}
    agreeing = [trace("break", "b", "a", "b"), trace("slip", "b", "a", "b")]
    assert told(*agreeing, days=days) == {"b from a": Confidence.HIGH}
    assert told(agreeing[0], trace("insertion", "a", "b", "a"), days=days) == {"b from a": Confidence.LOW}


def test_a_slip_that_an_earlier_text_has_as_well_was_not_made_in_copying_another() -> None:
    days = {"a": day("a", 12), "b": day("b", 14), "c": day("c", 16)}
    shared = trace("slip", "bc", "a")
    assert told(shared, days=days) == {"b from a": Confidence.MEDIUM}
    assert told(shared, days={**days, "c": day("c", 13)}) == {"b from a": Confidence.LOW}
    (source,) = sources([tie("a", "b")], [shared], {**days, "c": day("c", 13)})["b"]
    assert source.doubts == ("it has a slip that a has not, and others had it before",)


def test_an_excerpt_is_copied_from_the_longer_text() -> None:
    found = sources([tie("a", "b", CopyKind.PARTIAL, 0.9, 0.2)], [], {})
    assert {path: (some[0].value, some[0].by) for path, some in found.items()} == {"a": ("b", "part")}
    assert sources([tie("a", "b", CopyKind.PARTIAL, 0.4, 0.2)], [], {}) == {}


def nearest(*shares: tuple[str, str, float], days: dict[str, Day]) -> dict[str, list[tuple[str, Confidence]]]:
    """Tell from which others each document may be copied, of documents that share so much."""
    pairs = [tie(a, b, CopyKind.COPY if share > 0.9 else CopyKind.REWRITE, share) for a, b, share in shares]
    return {path: [(each.value, each.confidence) for each in found] for path, found in sources(pairs, [], days).items()}


CHAIN = (("a", "b", 0.8), ("a", "c", 0.8), ("b", "c", 1.0))


def test_of_two_earlier_texts_the_nearer_one_is_the_source() -> None:
    days = {"a": day("a", 12), "b": day("b", 14), "c": day("c", 16)}
    assert nearest(*CHAIN, days=days) == {
        "b": [("a", Confidence.MEDIUM)],
        "c": [("b", Confidence.MEDIUM), ("a", Confidence.MEDIUM)],
    }


def test_of_two_that_are_the_same_the_one_that_is_dated_is_the_source_of_the_other() -> None:
    days = {"a": day("a", 12), "b": day("b", 14), "c": day("c", 14, inferred=True)}
    assert nearest(*CHAIN, days=days)["c"] == [("b", Confidence.LOW), ("a", Confidence.LOW)]
    assert nearest(*CHAIN, days=days)["b"] == [("a", Confidence.LOW)]


def test_a_nearer_text_of_which_nothing_is_known_is_a_doubt() -> None:
    days = {"a": day("a", 12), "b": day("b", 14), "c": day("c", 14)}
    found = sources(
        [tie("a", "b", CopyKind.REWRITE, 0.8), tie("b", "c"), tie("a", "c", CopyKind.REWRITE, 0.8)], [], days
    )
    (source,) = found["c"]
    assert (source.value, source.confidence) == ("a", Confidence.LOW)
    assert source.doubts == ("b is nearer to it, and nothing tells which of the two was copied from the other",)


def test_a_copy_that_does_not_say_where_it_comes_from_is_copied_from_the_one_that_does() -> None:
    days = {"a": day("a", 12)}
    (source,) = sources([tie("a", "b")], [], days, origins={"a"})["b"]
    assert (source.value, source.confidence) == ("a", Confidence.LOW)
    assert source.because == "only a says when and where it was published"
    assert sources([tie("a", "b")], [], days, origins={"a", "b"}) == {}
    assert sources([tie("a", "b")], [], {**days, "b": day("b", 12)}, origins={"a"}) == {}
    assert sources([tie("a", "b", CopyKind.REWRITE)], [], days, origins={"a"}) == {}


def test_of_a_splice_all_texts_are_named_that_it_has_passages_of() -> None:
    pairs = [tie("a", "s", CopyKind.PARTIAL, 0.5, 0.4), tie("b", "s", CopyKind.PARTIAL, 0.4, 0.3)]
    first, second = sources(pairs, [trace("splice", "s", "ab", "s")], {})["s"]
    assert (first.value, first.sources, second.value) == ("a", ("a", "b", "s"), "b")
    assert first.because == "it is put together from passages of a and of others"
    assert first.doubts[-1] == "only 40% of it: it has passages of b as well"


PAIRS = [tie("a", "b"), tie("a", "c"), tie("b", "c")]


def test_the_first_day_is_that_of_the_first_version() -> None:
    days = {path: day(path, number) for path, number in (("a", 14), ("b", 12), ("c", 13))}
    found = earliest("abc", PAIRS, [], days)
    assert found is not None
    assert (found.value, found.by, found.confidence) == ("b", "date", Confidence.MEDIUM)
    assert found.doubts


def test_a_document_without_a_date_may_be_earlier() -> None:
    assert earliest("abc", PAIRS, [], {"a": day("a", 14), "b": day("b", 12)}) is None
    days = {"a": day("a", 14), "b": day("b", 12)}
    found = earliest("abc", PAIRS, [trace("break", "c", "ab", "c")], days)
    assert found is not None
    assert (found.value, found.confidence) == ("b", Confidence.MEDIUM)
    assert found.doubts[0] == "1 of the 3 documents is undated"


def test_another_story_that_a_splice_ties_to_it_is_not_its_first_version() -> None:
    pairs = [*PAIRS, tie("a", "s", CopyKind.PARTIAL, 0.2), tie("s", "z", CopyKind.PARTIAL, 0.2)]
    days = {path: day(path, number) for path, number in (("a", 14), ("b", 12), ("c", 13), ("s", 20), ("z", 1))}
    found = earliest("abcsz", pairs, [trace("splice", "s", "az", "s")], days)
    assert found is not None
    assert (found.value, found.sources) == ("b", ("a", "b", "c"))
    assert earliest("asz", pairs[3:], [trace("splice", "s", "az", "s")], days) is None


def test_what_was_changed_is_not_the_first_version() -> None:
    found = earliest("abc", PAIRS, [trace("break", "ab", "c", "ab")], {})
    assert found is not None
    assert (found.value, found.by, found.confidence) == ("c", "text", Confidence.LOW)
    assert earliest("abc", PAIRS, [trace("break", "a", "bc", "a")], {}) is None
