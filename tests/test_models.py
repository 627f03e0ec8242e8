"""The nouns: dates as far as they are known, places, severities, and that nothing can be changed."""

from __future__ import annotations

import calendar
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from msgspec.structs import asdict

from linkaudit import models
from linkaudit.models import (
    Audit,
    Block,
    Citation,
    Dated,
    Document,
    Evidence,
    Finding,
    Kind,
    Location,
    Lookup,
    Memento,
    PartialDate,
    Precision,
    Reference,
    Result,
    Role,
    Run,
    Severity,
    days,
)

HERE = Location("a.md", 3, 5, 3, 9, 20, 24)


def all_days(partial: PartialDate) -> list[date]:
    """List every day that a date can mean, by going through the calendar."""
    months = [partial.month] if partial.month else list(range(1, 13))
    return [
        date(partial.year, month, day)
        for month in months
        for day in range(1, calendar.monthrange(partial.year, month)[1] + 1)
        if partial.day in (None, day)
    ]


years = st.integers(1, 9999)
parts = st.one_of(
    st.builds(PartialDate, years),
    st.builds(PartialDate, years, st.integers(1, 12)),
    st.builds(PartialDate.of, st.dates()),
)
near = st.one_of(
    st.builds(PartialDate, st.integers(2019, 2021)),
    st.builds(PartialDate, st.integers(2019, 2021), st.integers(1, 12)),
    st.builds(PartialDate.of, st.dates(date(2019, 1, 1), date(2021, 12, 31))),
)


@given(parts)
def test_a_date_lies_between_its_first_and_its_last_day(partial: PartialDate) -> None:
    assert partial.possible
    listed = all_days(partial)
    assert (partial.first_day, partial.last_day) == (listed[0], listed[-1])


@given(near, near)
def test_days_between_two_dates_are_those_that_no_reading_denies(one: PartialDate, other: PartialDate) -> None:
    apart = [(first - second).days for first in all_days(one) for second in (other.first_day, other.last_day)]
    assert one.days_after(other) == max(0, min(apart))
    assert one.days_apart(other) == other.days_apart(one) == max(one.days_after(other), other.days_after(one))


@given(st.dates(), st.dates())
def test_whole_days_are_counted_as_the_calendar_does(one: date, other: date) -> None:
    assert PartialDate.of(one).days_apart(PartialDate.of(other)) == abs((one - other).days)


@given(st.integers(-5, 12000), st.integers(-2, 15), st.integers(-2, 40))
def test_a_date_is_possible_if_the_calendar_has_it(year: int, month: int, day: int) -> None:
    try:
        date(year, month, day)
    except ValueError:
        exists = False
    else:
        exists = True
    assert PartialDate(year, month, day).possible is exists
    assert PartialDate(year, month).possible is (1 <= year <= 9999 and 1 <= month <= 12)
    assert PartialDate(year).possible is (1 <= year <= 9999)


def test_a_day_without_its_month_is_no_date() -> None:
    assert not PartialDate(2018, None, 12).possible


@pytest.mark.parametrize("partial", [PartialDate(2018, 2, 31), PartialDate(2018, 13, 1), PartialDate(0, 1, 1)])
def test_an_impossible_date_has_no_first_day(partial: PartialDate) -> None:
    with pytest.raises(ValueError, match=r"out of range|must be in|is out of"):
        _ = partial.first_day


@given(parts, st.text(max_size=5), st.text(max_size=5))
def test_dates_are_equal_by_what_they_say(partial: PartialDate, one: str, other: str) -> None:
    first = PartialDate(partial.year, partial.month, partial.day, one)
    second = PartialDate(partial.year, partial.month, partial.day, other)
    assert first == second
    assert hash(first) == hash(second)
    assert len({first, second}) == 1


@given(parts, parts)
def test_dates_that_say_something_else_differ(one: PartialDate, other: PartialDate) -> None:
    assume(str(one) != str(other))
    assert one != other


def test_a_date_is_not_equal_to_its_text() -> None:
    assert PartialDate(2018, 7, 12).__eq__("2018-07-12") is NotImplemented
    assert PartialDate(2018, 7, 12) != "2018-07-12"
    assert PartialDate(2018, 7) != PartialDate(2018, 7, 1)
    assert PartialDate(2018) != PartialDate(2018, 1)


@pytest.mark.parametrize(
    ("partial", "text", "precision"),
    [
        (PartialDate(2018), "2018", Precision.YEAR),
        (PartialDate(2018, 7), "2018-07", Precision.MONTH),
        (PartialDate(2018, 7, 12), "2018-07-12", Precision.DAY),
        (PartialDate(987, 1, 2), "0987-01-02", Precision.DAY),
        (PartialDate(2019, 13, 45), "2019-13-45", Precision.DAY),
    ],
)
def test_a_date_is_written_as_far_as_it_is_known(partial: PartialDate, text: str, precision: Precision) -> None:
    assert str(partial) == text
    assert partial.precision is precision


def test_an_instant_is_more_than_its_day() -> None:
    instant = PartialDate.at(datetime(2018, 7, 12, 8, 0, 0, 999, UTC))
    assert str(instant) == "2018-07-12T08:00:00Z"
    assert (instant.first_day, instant.last_day) == (date(2018, 7, 12), date(2018, 7, 12))
    assert (
        len({instant, PartialDate.at(datetime(2018, 7, 12, 8, tzinfo=UTC), "at eight"), PartialDate(2018, 7, 12)}) == 2
    )
    assert instant.coarsened(Precision.DAY) == PartialDate(2018, 7, 12)


def test_a_date_forgets_what_is_finer_than_asked_for() -> None:
    day = PartialDate(2018, 7, 12, "July 12")
    assert day.coarsened(Precision.DAY) == day
    assert day.coarsened(Precision.MONTH) == PartialDate(2018, 7)
    assert day.coarsened(Precision.YEAR) == PartialDate(2018)
    assert PartialDate(2018).coarsened(Precision.DAY) == PartialDate(2018)
    assert day.coarsened(Precision.YEAR).source == "July 12"


def test_a_moment_is_taken_as_its_day() -> None:
    assert PartialDate.of(datetime(2018, 7, 12, 23, 59, tzinfo=UTC), "now") == PartialDate(2018, 7, 12)
    assert PartialDate.of(date(2018, 7, 12), "now").source == "now"
    assert days(3) == timedelta(days=3)


@st.composite
def blocks(draw: st.DrawFn) -> tuple[Block, list[int]]:
    """Make a block of pieces with gaps between them, and list where each of its characters stands."""
    position = draw(st.integers(0, 50))
    text = ""
    segments: list[tuple[int, int]] = []
    places: list[int] = []
    for piece in draw(st.lists(st.text("ab", min_size=1, max_size=5), min_size=1, max_size=6)):
        position += draw(st.integers(0, 7))
        segments.append((len(text), position))
        places += range(position, position + len(piece))
        text += piece
        position += len(piece)
    return Block("paragraph", text, tuple(segments), segments[0][1], position), places


@given(blocks())
def test_a_place_in_the_visible_text_is_found_in_the_source(made: tuple[Block, list[int]]) -> None:
    block, places = made
    assert [block.offset(index) for index in range(len(block.text))] == places
    assert block.offset(len(block.text)) == places[-1] + 1


def answer(at: PartialDate | None, captured: datetime | None) -> Lookup:
    memento = Memento("u", "m", captured, 200, "Port Archive") if captured else None
    return Lookup("u", at, Result.FOUND, "found", datetime(2026, 11, 21, tzinfo=UTC), memento)


@pytest.mark.parametrize(
    ("at", "captured", "distance"),
    [
        (PartialDate(2018, 7, 12), datetime(2018, 7, 12, 23, 59, tzinfo=UTC), 0),
        (PartialDate(2018, 7, 12), datetime(2018, 7, 11, 23, 59, tzinfo=UTC), -1),
        (PartialDate(2018, 7, 12), datetime(2018, 7, 13, tzinfo=UTC), 1),
        (PartialDate(2018, 7), datetime(2018, 7, 31, tzinfo=UTC), 0),
        (PartialDate(2018, 7), datetime(2018, 8, 2, tzinfo=UTC), 2),
        (PartialDate(2018, 7), datetime(2018, 6, 29, tzinfo=UTC), -2),
        (PartialDate(2018), datetime(2018, 1, 1, tzinfo=UTC), 0),
        (PartialDate(2018), datetime(2019, 1, 1, tzinfo=UTC), 1),
        (PartialDate(2018), datetime(2017, 12, 31, tzinfo=UTC), -1),
        (None, datetime(2018, 1, 1, tzinfo=UTC), None),
        (PartialDate(2018), None, None),
    ],
)
def test_the_distance_of_a_capture_is_negative_before_the_citation(
    at: PartialDate | None, captured: datetime | None, distance: int | None
) -> None:
    assert answer(at, captured).distance_days == distance


@given(near, st.datetimes(datetime(2018, 1, 1), datetime(2023, 1, 1), timezones=st.just(UTC)))  # noqa: DTZ001
def test_the_distance_of_a_capture_is_that_to_the_nearest_day_that_is_meant(
    at: PartialDate, captured: datetime
) -> None:
    distance = answer(at, captured).distance_days
    nearest = min(abs((captured.date() - day).days) for day in all_days(at))
    assert distance is not None
    assert abs(distance) == nearest
    assert (distance < 0) == (captured.date() < at.first_day)


def test_severities_are_ranked_from_the_gravest() -> None:
    assert [severity.rank for severity in (Severity.ERROR, Severity.WARNING, Severity.INFO)] == [0, 1, 2]
    assert [str(severity) for severity in Severity] == ["error", "warning", "info"]


def reference(url: str) -> Reference:
    return Reference(url, url, HERE, Kind.LINK)


def test_a_citation_is_about_the_original_then_the_canonical_address_then_the_copy() -> None:
    one, two, three = reference("o"), reference("c"), reference("a")
    assert Citation("f", HERE, original=one, canonical=two, archive=three).reference is one
    assert Citation("f", HERE, canonical=two, archive=three).reference is two
    assert Citation("f", HERE, archive=three).reference is three
    assert Citation("f", HERE).reference is None
    assert Citation("f", HERE).role is Role.ORIGINAL


def document(**parts: object) -> Document:
    return Document(**{"path": "a.md", "format": "markdown", "text": "t", "digest": "", "encoding": "utf-8", **parts})  # type: ignore[arg-type]


def test_provenance_is_what_is_said_of_the_document_itself() -> None:
    about, other = Citation("f", HERE, about_document=True), Citation("g", HERE)
    assert document(citations=(other, about)).provenance == (about,)


def test_a_document_that_is_kept_forgets_what_only_reading_needs() -> None:
    block = Block("paragraph", "t", ((0, 0),), 0, 1)
    field = models.Field("date", "2018", HERE, "front matter")
    whole = document(blocks=(block,), fields=(field,), references=(reference("u"),), title="T")
    kept = whole.without_text()
    assert (kept.text, kept.blocks, kept.fields) == ("", (), ())
    assert (kept.references, kept.title, kept.path) == (whole.references, "T", "a.md")
    assert whole.text == "t"


def finding(severity: Severity, **parts: object) -> Finding:
    return Finding(**{"rule": "link-empty", "severity": severity, "message": "m", "location": HERE, **parts})  # type: ignore[arg-type]


def test_an_audit_counts_its_findings_and_goes_through_its_references() -> None:
    run = Run("", "scan", (), date(2026, 11, 21))
    first, second = document(references=(reference("a"), reference("b"))), document(references=(reference("c"),))
    audit = Audit(run, (first, second), (finding(Severity.ERROR), finding(Severity.INFO), finding(Severity.ERROR)))
    assert [audit.count(severity) for severity in Severity] == [2, 0, 1]
    assert [each.url for each in audit.references()] == ["a", "b", "c"]


def test_findings_are_sorted_by_place_rule_and_message() -> None:
    assert finding(Severity.INFO).sort_key == ("a.md", 3, 5, "link-empty", "m")


def test_a_place_is_written_as_editors_understand_it() -> None:
    assert str(HERE) == "a.md:3:5"


@pytest.mark.parametrize(
    "value",
    [
        PartialDate(2018),
        HERE,
        reference("u"),
        document(),
        finding(Severity.INFO),
        Evidence("a", "b"),
        Dated(PartialDate(2018), "label", "2018", HERE),
        answer(None, None),
        Run("", "scan", (), date(2026, 11, 21)),
    ],
    ids=lambda value: type(value).__name__,
)
def test_nothing_can_be_changed_afterwards(value: object) -> None:
    for name in asdict(value):  # type: ignore[arg-type]
        with pytest.raises(AttributeError):
            setattr(value, name, None)


def test_every_noun_is_frozen() -> None:
    structs = [each for each in vars(models).values() if isinstance(each, type) and hasattr(each, "__struct_config__")]
    own = [each for each in structs if each.__module__.startswith(models.__name__)]
    assert len(own) >= 20
    assert all(each.__struct_config__.frozen for each in own)
