from __future__ import annotations

import heapq
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.web.pacing import GRACE, LAST_SLOWDOWN, Pacer


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
