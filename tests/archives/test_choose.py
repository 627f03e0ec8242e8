from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.archives.choose import EMPTY_PAYLOAD, REDIRECTS, Capture, choose, end_of, learn, merge
from linkaudit.models import PartialDate

STATUSES = [200, 203, 206, 204, 301, 302, 303, 304, 307, 308, 403, 404, 410, 429, 500, 503, 0, None]
END = datetime(2020, 5, 31, 23, 59, 59, tzinfo=UTC)


def at(stamp: str, status: int | None = 200, digest: str = "") -> Capture:
    return Capture(datetime.strptime(stamp, "%Y%m%d").replace(tzinfo=UTC), status, digest)


moments = st.builds(
    lambda seconds: END + timedelta(seconds=seconds),
    st.one_of(st.integers(-5, 5), st.integers(-900_000_000, 300_000_000)),
)
captures = st.builds(Capture, moments, st.sampled_from(STATUSES), st.sampled_from(["", "A", "B"]))


def by_definition(listed: list[Capture]) -> set[Capture]:
    """Give all captures that may answer, read off the definition one sentence at a time."""
    good = [each for each in listed if each.status in (200, 203, 206, None)]
    redirects = [each for each in listed if each.status in (301, 302, 303, 307, 308)]
    for tier in (good, redirects):
        before = [each for each in tier if not each.captured_at > END]
        after = [each for each in tier if each.captured_at > END]
        latest = {each for each in before if all(other.captured_at <= each.captured_at for other in before)}
        first = {each for each in after if all(other.captured_at >= each.captured_at for other in after)}
        if latest or first:
            return latest or first
    return set()


@given(st.lists(captures, max_size=12))
def test_chooses_what_the_definition_says(listed: list[Capture]) -> None:
    chosen = choose(listed, END)
    expected = by_definition(listed)
    assert chosen in expected if expected else chosen is None


@given(st.lists(captures, max_size=12).flatmap(lambda listed: st.tuples(st.just(listed), st.permutations(listed))))
def test_the_moment_and_worth_do_not_depend_on_the_order(orders: tuple[list[Capture], list[Capture]]) -> None:
    first, second = (choose(listed, END) for listed in orders)
    assert (first and first.captured_at) == (second and second.captured_at)
    assert (first and first.status == 200) == (second and second.status == 200)


@given(st.lists(captures, max_size=12), st.sampled_from(["A", "B"]))
def test_what_leads_elsewhere_answers_where_nothing_else_does(listed: list[Capture], digest: str) -> None:
    def leads(capture: Capture) -> bool:
        return capture.status in REDIRECTS or capture.digest == digest

    chosen = choose(listed, END, leads)
    others = choose([each for each in listed if not leads(each)], END)
    assert chosen == (others or choose(filter(leads, listed), END, leads))
    assert (chosen is None) is (others is None and not any(map(leads, listed)))


def test_the_last_second_of_the_date_still_counts_as_before_it() -> None:
    on_time, late = Capture(END, 200), Capture(END + timedelta(seconds=1), 200)
    assert choose([at("20200501"), late, on_time], END) == on_time
    assert choose([late], END) == late


@pytest.mark.parametrize("status", [204, 304, 404, 500, 0])
def test_errors_never_answer(status: int) -> None:
    assert choose([at("20200101", status)], END) is None


def test_a_redirect_answers_only_where_nothing_shows_the_page() -> None:
    redirect, late = at("20200530", 301), at("20251231", 200)
    assert choose([redirect, late], END) == late
    assert choose([redirect, at("20200531", 404)], END) == redirect


def test_in_one_second_the_known_status_is_preferred() -> None:
    revisit, whole, part = at("20200501", None), at("20200501", 200), at("20200501", 206)
    assert choose([revisit, part, whole], END) == whole
    assert choose([revisit, part], END) == part
    assert choose([at("20200601", None), at("20200601", 206)], END) == at("20200601", 206)


@pytest.mark.parametrize(
    ("date", "end"),
    [
        (PartialDate(2020, 2, 3), "2020-02-03T23:59:59+00:00"),
        (PartialDate(2020, 2), "2020-02-29T23:59:59+00:00"),
        (PartialDate(2019, 12), "2019-12-31T23:59:59+00:00"),
        (PartialDate(2020), "2020-12-31T23:59:59+00:00"),
        (PartialDate.at(datetime(2020, 2, 3, 8, 5, 1, tzinfo=UTC)), "2020-02-03T08:05:01+00:00"),
    ],
)
def test_the_end_of_a_date_is_as_coarse_as_the_date(date: PartialDate, end: str) -> None:
    assert end_of(date).isoformat() == end


def test_an_impossible_date_has_no_end() -> None:
    with pytest.raises(ValueError, match="day"):
        end_of(PartialDate(2020, 2, 31))


def test_a_status_learned_holds_for_revisits_of_the_same_payload() -> None:
    shown, same, other = at("20200101", None, "A"), at("20190101", None, "A"), at("20180101", None, "B")
    explicit = at("20170101", 200, "A")
    assert learn([shown, same, other, explicit], shown, 404) == [
        at("20200101", 404, "A"),
        at("20190101", 404, "A"),
        other,
        explicit,
    ]


@pytest.mark.parametrize("digest", ["", EMPTY_PAYLOAD])
def test_an_empty_payload_proves_nothing_about_other_captures(digest: str) -> None:
    shown, other = at("20200101", None, digest), at("20190101", None, digest)
    assert learn([shown, other], shown, 301) == [at("20200101", 301, digest), other]


def test_merging_gives_the_status_of_the_playback_and_the_digest_of_the_index() -> None:
    listed = [at("20200101", None, "A"), at("20190101", None, "A"), at("20180101", 200, "B"), at("20180101", 200, "B")]
    played = [at("20200101", 404), at("20180101", 200), at("20160101", 301)]
    assert merge(listed, played) == [
        at("20200101", 404, "A"),
        at("20190101", 404, "A"),
        at("20180101", 200, "B"),
        at("20160101", 301),
    ]


@pytest.mark.parametrize(
    ("place", "host"),
    [
        ("", ""),
        ("http://a.test:8080/web/2020/http://b.test/", "a.test:8080"),
        ("0/1234/0/captures.warc.gz", ""),
    ],
)
def test_a_place_tells_the_server(place: str, host: str) -> None:
    assert Capture(END, 200, place=place).host == host


def test_what_two_archives_captured_in_the_same_second_is_not_joined() -> None:
    one, two = (Capture(END, None, place=f"http://{host}.test/web/x") for host in ("one", "two"))
    lost = Capture(END, 404, place="http://one.test/web/y")
    assert merge([one, two], [lost]) == [Capture(END, 404, place="http://one.test/web/x"), two]
    assert merge([Capture(END, None)], [lost]) == [Capture(END, 404)]
