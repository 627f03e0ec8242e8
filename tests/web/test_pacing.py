from __future__ import annotations

import heapq
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkaudit.web.pacing import GRACE, JITTER, LAST_SLOWDOWN, Pacer


def pacer(concurrency: int = 100, per_host: int = 100, interval: float = 0.0, jitter: float = 0.0) -> Pacer[int]:
    return Pacer(concurrency=concurrency, per_host=per_host, interval=interval, jitter=lambda: jitter)


def fill(pacer: Pacer[int], **hosts: int) -> None:
    for host, number in hosts.items():
        for item in range(number):
            pacer.put(host, item)


def simulate(pacer: Pacer[int], duration: float, start: float = 0.0) -> list[tuple[float, str]]:
    """Run everything, each request lasting `duration`; gives the starts."""
    now, starts = start, []
    ends: list[tuple[float, str]] = []
    while True:
        while (taken := pacer.take(now)) is not None:
            starts.append((now, taken[0]))
            heapq.heappush(ends, (now + duration, taken[0]))
        moments = [moment for moment in (pacer.next_start(), ends[0][0] if ends else None) if moment is not None]
        if not moments:
            return starts
        now = max(now, min(moments))
        while ends and ends[0][0] <= now:
            pacer.done(heapq.heappop(ends)[1])


@pytest.mark.parametrize("concurrency", [32, 128])
def test_crowded_hosts_take_the_ideal_time(concurrency: int) -> None:
    crowd = pacer(concurrency=concurrency, per_host=10, interval=0.05)
    fill(crowd, a=200, b=200, c=200)
    starts = simulate(crowd, duration=0.02)
    assert len(starts) == 600
    assert starts[-1][0] == pytest.approx(199 * 0.05)


def test_a_waiting_host_holds_no_slot() -> None:
    one = pacer(concurrency=1, interval=10.0)
    fill(one, slow=2, quick=1, other=1)
    assert simulate(one, duration=1.0) == [(0.0, "slow"), (1.0, "quick"), (2.0, "other"), (10.0, "slow")]


def test_limits_are_kept() -> None:
    both = pacer(concurrency=3, per_host=2)
    fill(both, a=5, b=5)
    taken = [both.take(0.0) for _ in range(4)]
    assert [each[0] for each in taken if each] == ["a", "b", "a"]
    assert (both.active, both.waiting) == (3, 7)
    both.done("a")
    assert both.take(0.0) == ("b", 1)
    both.done("b")
    both.done("b")
    assert [both.take(0.0), both.take(0.0)] == [("a", 2), ("b", 2)]
    assert both.take(0.0) is None


def test_next_start_tells_waiting_from_being_full() -> None:
    one = pacer(per_host=1, interval=2.0)
    assert one.next_start() is None
    fill(one, a=2)
    assert one.take(5.0) == ("a", 0)
    assert one.next_start() is None
    one.done("a")
    assert one.next_start() == 7.0
    assert one.take(6.9) is None
    assert one.take(7.0) == ("a", 1)


def test_lateness_within_the_grace_is_made_up_and_no_more() -> None:
    late = pacer(interval=1.0)
    fill(late, a=4)
    late.take(0.0)
    late.take(1.0 + GRACE / 2)
    assert late.next_start() == 2.0
    late.take(2.5)
    assert late.next_start() == 3.5


def test_an_item_may_have_a_time_of_its_own() -> None:
    one = pacer()
    one.put("a", 1, 5.0)
    one.put("a", 2)
    assert one.take(0.0) == ("a", 2)
    assert one.take(4.9) is None
    assert one.take(5.0) == ("a", 1)


def test_a_hold_is_for_the_whole_host_and_never_shortened() -> None:
    one = pacer(jitter=0.5)
    fill(one, a=2, b=1)
    one.take(0.0)
    assert one.hold("a", 0.0, 10.0) == pytest.approx(10.5)
    assert one.hold("a", 0.0, 1.0) == pytest.approx(10.5)
    assert one.take(0.0) == ("b", 0)
    assert one.take(10.4) is None
    assert one.take(10.5) == ("a", 1)


def test_a_hold_outlasts_what_succeeds_meanwhile() -> None:
    one = pacer(interval=0.05)
    fill(one, a=3)
    one.take(0.0)
    one.take(0.05)
    one.hold("a", 0.1, 2.0)
    one.done("a")
    one.done("a")
    assert one.next_start() == pytest.approx(2.1)


def test_each_refusal_doubles_the_interval_once_for_all_that_were_under_way() -> None:
    one = pacer(interval=0.4)
    fill(one, a=9)
    assert one.slow_down("a", 0.0, 1.0) == pytest.approx(1.8)
    assert one.slow_down("a", 0.5, 1.1) == pytest.approx(1.9)
    assert one.slow_down("a", 1.8, 2.0) == pytest.approx(3.6)
    assert one.take(3.6) == ("a", 0)
    assert one.next_start() == pytest.approx(5.2)
    for moment in range(10, 20):
        one.slow_down("a", moment, moment + 0.5)
    assert one.slow_down("a", 30.0, 30.0) == 30.0 + LAST_SLOWDOWN


def test_slowing_down_never_makes_a_slow_run_faster() -> None:
    one = pacer(interval=60.0)
    fill(one, a=1)
    assert one.slow_down("a", 0.0, 0.0) == 60.0


@given(
    st.lists(st.sampled_from("abcde"), max_size=60),
    st.integers(1, 5),
    st.integers(1, 3),
    st.sampled_from([0.0, 0.1, 1.0]),
    st.sampled_from([0.05, 0.3]),
)
def test_everything_is_given_out_once_and_all_limits_hold(
    hosts: list[str], concurrency: int, per_host: int, interval: float, duration: float
) -> None:
    any_pacer = pacer(concurrency, per_host, interval)
    for number, host in enumerate(hosts):
        any_pacer.put(host, number)
    starts = simulate(any_pacer, duration)
    assert sorted(host for _, host in starts) == sorted(hosts)
    assert (any_pacer.active, any_pacer.waiting) == (0, 0)
    for moment, host in starts:
        under_way = [other for start, other in starts if start <= moment < start + duration - 1e-9]
        assert len(under_way) <= concurrency
        assert under_way.count(host) <= per_host
    for host in set(hosts):
        own = [start for start, other in starts if other == host]
        assert all(later - earlier >= interval - 1e-9 for earlier, later in itertools.pairwise(own))


def test_the_most_crowded_host_does_not_begin_late() -> None:
    run = pacer(concurrency=4, per_host=4, interval=1.0)
    fill(run, **{f"other{number}": 1 for number in range(80)}, crowded=30)
    starts = simulate(run, duration=1.0)
    assert [moment for moment, host in starts if host == "crowded"] == [float(number) for number in range(30)]
    assert starts[-1][0] == 29.0


def test_without_an_interval_crowded_hosts_still_leave_room() -> None:
    run = pacer(concurrency=4, per_host=2)
    fill(run, small=1, crowded=100)
    starts = simulate(run, duration=1.0)
    assert (0.0, "small") in starts
    assert starts[-1][0] == 49.0


def test_single_hosts_have_limits_of_their_own() -> None:
    limits = {"slow": (1, 10.0), "free": (3, 0.0)}
    run: Pacer[int] = Pacer(
        concurrency=9, per_host=2, interval=1.0, jitter=lambda: 0.0, pace=lambda host: limits.get(host, (2, 1.0))
    )
    fill(run, slow=3, free=4, other=3)
    starts = simulate(run, duration=0.5)
    by_host = {host: [moment for moment, each in starts if each == host] for host in ("slow", "free", "other")}
    assert by_host == {"slow": [0.0, 10.0, 20.0], "free": [0.0, 0.0, 0.0, 0.5], "other": [0.0, 1.0, 2.0]}


def test_a_host_may_be_kept_apart_from_its_last_start_on() -> None:
    run = pacer(interval=1.0)
    fill(run, a=3, b=1)
    assert run.take(0.0) == ("a", 0)
    run.done("a")
    run.keep_apart("a", 5.0)
    assert run.take(4.9) == ("b", 0)
    assert run.take(4.9) is None
    assert run.take(5.0) == ("a", 1)
    run.keep_apart("a", 2.0)
    assert run.next_start() == 10.0


def test_a_host_that_nobody_asked_yet_may_be_kept_apart() -> None:
    run = pacer(interval=1.0)
    run.keep_apart("a", 5.0)
    fill(run, a=2)
    assert [moment for moment, _ in simulate(run, duration=0.1, start=3.0)] == [3.0, 8.0]


def test_a_host_that_is_kept_apart_is_not_hurried_by_its_refusals() -> None:
    run = pacer(interval=1.0)
    fill(run, a=1)
    run.keep_apart("a", 30.0)
    assert run.slow_down("a", 0.0, 0.0) == 30.0


def test_a_refusal_that_names_a_wait_gets_it_and_more_room_afterwards() -> None:
    run = pacer(interval=0.5)
    fill(run, a=3)
    run.take(0.0)
    assert run.slow_down("a", 0.0, 0.1, 7.0) == pytest.approx(7.1)
    assert run.take(7.1) == ("a", 1)
    assert run.next_start() == pytest.approx(8.1)


@given(st.floats(0, 100), st.floats(0, 1))
def test_a_hold_is_never_shorter_than_asked_and_little_longer(seconds: float, chance: float) -> None:
    run = pacer(jitter=chance)
    fill(run, a=1)
    assert 10 + seconds <= run.hold("a", 10.0, seconds) <= 10 + seconds * (1 + JITTER) + 1e-9


class Rules:
    """What a host has asked for so far, kept by the simplest means."""

    def __init__(self, most: int, interval: float) -> None:
        self.most = most
        self.interval = interval
        self.not_before = 0.0
        self.starts: list[float] = []
        self.active = 0


LATENESS = st.sampled_from([0.0, 0.001, 0.004, 0.02, 0.7])


@settings(deadline=None)
@given(st.data(), st.integers(1, 4), st.booleans())
def test_whatever_happens_hosts_are_respected_and_nobody_starves(
    data: st.DataObject, concurrency: int, own_limits: bool
) -> None:
    """Play a run with random lateness, durations, refusals, holds and new items; no rule is broken, and it ends."""
    limits = {"a": (1, 2.0), "b": (3, 0.1)} if own_limits else {}
    pace = {host: limits.get(host, (2, 0.5)) for host in "abcd"}
    run: Pacer[int] = Pacer(
        concurrency=concurrency, per_host=2, interval=0.5, jitter=lambda: 0.3, pace=pace.__getitem__
    )
    rules = {host: Rules(*pace[host]) for host in "abcd"}
    given_out: list[int] = []
    items = 0
    for host in data.draw(st.lists(st.sampled_from("abcd"), max_size=12), label="queued"):
        run.put(host, items)
        items += 1
    now, ends = 0.0, list[tuple[float, str, float]]()
    while run.waiting or run.active:
        while (taken := run.take(now)) is not None:
            host, item = taken
            rule = rules[host]
            assert now >= rule.not_before - 1e-9
            assert not rule.starts or now - rule.starts[-1] >= rule.interval - GRACE - 1e-9
            rule.starts.append(now)
            rule.active += 1
            assert rule.active <= rule.most
            assert run.active <= concurrency
            given_out.append(item)
            heapq.heappush(ends, (now + data.draw(st.sampled_from([0.05, 0.5, 3.0]), label="lasts"), host, now))
        moments = [moment for moment in (run.next_start(), ends[0][0] if ends else None) if moment is not None]
        assert moments, "something waits, and nothing will ever start it"
        now = max(now, min(moments)) + data.draw(LATENESS, label="late")
        while ends and ends[0][0] <= now:
            _, host, started = heapq.heappop(ends)
            rule = rules[host]
            run.done(host)
            rule.active -= 1
            event = data.draw(
                st.sampled_from(["fine", "fine", "fine", "429", "503", "crawl-delay", "again"]), label="event"
            )
            if event == "429":
                free_at = run.slow_down(host, started, now)
                assert now < free_at <= now + max(LAST_SLOWDOWN, rule.interval) * 1.1 or free_at == rule.not_before
                rule.not_before = free_at
            elif event == "503":
                rule.not_before = max(rule.not_before, run.hold(host, now, 4.0))
                assert rule.not_before >= now + 4.0
            elif event == "crawl-delay":
                rule.interval = max(rule.interval, 6.0)
                run.keep_apart(host, 6.0)
            elif event == "again" and items < 30:
                run.put(host, items, now + 1.0)
                items += 1
    assert sorted(given_out) == list(range(items))
    assert (run.active, run.waiting) == (0, 0)


@settings(deadline=None)
@given(st.lists(st.integers(1, 30), min_size=1, max_size=12), st.integers(1, 6))
def test_no_run_takes_much_longer_than_it_must(crowds: list[int], concurrency: int) -> None:
    """Scheduling the longest first is within a factor of two of the best for independent work (Graham 1966)."""
    run = pacer(concurrency=concurrency, per_host=1, interval=1.0)
    for number, crowd in enumerate(crowds):
        fill(run, **{f"host{number}": crowd})
    ideal = max(*crowds, sum(crowds) / concurrency)
    assert simulate(run, duration=1.0)[-1][0] + 1.0 <= 2 * ideal
