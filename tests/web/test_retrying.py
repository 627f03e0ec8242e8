from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from websites import NOW

from linkaudit.http_fields import LONGEST
from linkaudit.web.exchange import Headers
from linkaudit.web.retrying import JITTER, backoff, exhausted, pause_wanted, retry_after

EPOCH = int(NOW.timestamp())
IN_A_MINUTE = "Sat, 21 Nov 2026 12:01:00 GMT"


def test_each_further_look_waits_longer() -> None:
    assert [backoff(attempt) for attempt in (1, 2, 3)] == [1.0, 4.0, 16.0]


@given(st.integers(1, 6), st.floats(0, 1))
def test_what_failed_together_is_not_tried_again_together_nor_too_soon(attempt: int, chance: float) -> None:
    assert backoff(attempt) <= backoff(attempt, chance) <= backoff(attempt) * (1 + JITTER) < backoff(attempt + 1)
    assert chance < 1e-9 or backoff(attempt, chance) > backoff(attempt)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", 0.0),
        (" 120 ", 120.0),
        ("0000000000120", 120.0),
        ("1.5", 1.5),
        ("30.", 30.0),
        ("99999999999999999999", LONGEST),
        ("9" * 300, LONGEST),
        ("9" * 5000, None),
        ("Sat, 21 Nov 2026 12:01:30 GMT", 90.0),
        ("Saturday, 21-Nov-26 12:00:10 GMT", 10.0),
        ("Sat, 21 Nov 2026 12:00:05", 5.0),
        ("Sat, 21 Nov 2026 12:00:05 -0000", 5.0),
        ("Sat, 21 Nov 2026 14:00:05 +0200", 5.0),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0.0),
        ("Fri, 31 Dec 9999 23:59:59 -2300", LONGEST),
        ("Sat, 21 Nov 99999 12:01:30 GMT", None),
        ("Sat, 21 Nov 2026 12:01:30 -9999999999", None),
        ("Sat, 21 Nov 2026 12:01:30 +99999999999999999999", None),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1e9", None),
        ("inf", None),
        ("60 s", None),
        ("\u0661", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, expected: float | None) -> None:
    assert retry_after(Headers([("Retry-After", value)]), NOW) == expected


def test_without_the_field_nothing_is_asked() -> None:
    assert retry_after(Headers(), NOW) is None


def test_of_several_waits_the_longest_counts() -> None:
    assert retry_after(Headers([("Retry-After", "3"), ("Retry-After", IN_A_MINUTE)]), NOW) == 60.0
    assert retry_after(Headers([("Retry-After", "soon"), ("Retry-After", "3")]), NOW) == 3.0


def fields(text: str) -> Headers:
    """Read fields that are written one a line."""
    lines = (line.partition(":") for line in text.splitlines() if line.strip())
    return Headers((name.strip(), value.strip()) for name, _, value in lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("RateLimit-Remaining: 0 \n RateLimit-Reset: 30", 30.0),
        ("RateLimit-Remaining: 1 \n RateLimit-Reset: 30", None),
        ("RateLimit-Remaining: 0", None),
        ("RateLimit-Reset: 30", None),
        ("RateLimit-Remaining: 0 \n X-RateLimit-Reset: 30", None),
        (f"X-RateLimit-Remaining: 0 \n X-RateLimit-Reset: {EPOCH + 45}", 45.0),
        (f"X-RateLimit-Remaining: 0 \n X-RateLimit-Reset: {EPOCH - 45}", 0.0),
        (f"X-RateLimit-Remaining: 0 \n X-RateLimit-Reset: {EPOCH + 2}500", 2.5),
        (f"X-RateLimit-Remaining: 0 \n X-RateLimit-Reset: {IN_A_MINUTE}", 60.0),
        ("X-RateLimit-Remaining: 0.0 \n X-RateLimit-Reset: 12.5", 12.5),
        ("X-RateLimit-Remaining: 0 \n X-RateLimit-Reset-After: 7.25", 7.25),
        ("x-rate-limit-remaining: 0 \n x-rate-limit-reset: 9", 9.0),
        ("X-RateLimit-Remaining: none \n X-RateLimit-Reset: 30", None),
        ("X-RateLimit-Remaining: -1 \n X-RateLimit-Reset: 30", None),
        ("X-RateLimit-Remaining: 0 \n X-RateLimit-Reset: tomorrow", None),
        ("X-RateLimit-Remaining: 0 \n X-RateLimit-Reset: -3", None),
        (f"X-RateLimit-Remaining: 0 \n X-RateLimit-Reset: {'9' * 200}", LONGEST),
        ('RateLimit: "default";r=0;t=30', 30.0),
        ('RateLimit: "default"; r=0; t=30', 30.0),
        ('RateLimit: "default";t=30;r=0', 30.0),
        ('RateLimit: "default";r=50;t=30', None),
        ('RateLimit: "default";r=0', None),
        ('RateLimit: "burst";r=0;t=10, "daily";r=900;t=86400', 10.0),
        ('RateLimit: "burst";r=0;t=10, "daily";r=0;t=86400', 86400.0),
        ('RateLimit: "a;r=0;t=99, b";r=4;t=10', None),
        ('RateLimit: "burst";r=7;t=10 \n RateLimit: "daily";r=0;t=60', 60.0),
        ('RateLimit: "default";r=0;t=30;pk=:cHNlIQ==:', 30.0),
        ("RateLimit: limit=100, remaining=0, reset=50", 50.0),
        ("RateLimit: limit=100, remaining=10, reset=50", None),
        ("RateLimit: nonsense", None),
        ('RateLimit-Policy: "default";q=100;w=60', None),
        ("RateLimit-Remaining: 0 \n RateLimit-Reset: 3 \n X-RateLimit-Remaining: 0 \n X-RateLimit-Reset: 8", 8.0),
        ("", None),
    ],
)
def test_a_rate_limit_that_is_used_up_says_when_there_is_more(text: str, expected: float | None) -> None:
    assert exhausted(fields(text), NOW) == expected


@pytest.mark.parametrize(
    ("status", "text", "expected"),
    [
        (429, "Retry-After: 2", 2.0),
        (503, "Retry-After: 2", 2.0),
        (500, "Retry-After: 2", 2.0),
        (301, "Retry-After: 2", 2.0),
        (302, f"Retry-After: {IN_A_MINUTE}", 60.0),
        (403, "Retry-After: 2", 2.0),
        (413, "Retry-After: 2", 2.0),
        (429, "Retry-After: 0", 0.0),
        (429, "Retry-After: soon", None),
        (429, "", None),
        # It means nothing with these: one may go on.
        (200, "Retry-After: 2", None),
        (404, "Retry-After: 2", None),
        (410, "Retry-After: 2", None),
        # What the server says last, and of itself, goes before what follows from numbers.
        (429, "Retry-After: 2 \n RateLimit-Remaining: 0 \n RateLimit-Reset: 30", 2.0),
        (429, "Retry-After: soon \n RateLimit-Remaining: 0 \n RateLimit-Reset: 30", 30.0),
        (429, 'RateLimit: "default";r=0;t=30', 30.0),
        (403, f"X-RateLimit-Remaining: 0 \n X-RateLimit-Reset: {EPOCH + 1800}", 1800.0),
        (200, 'RateLimit: "default";r=0;t=30', 30.0),
        (200, 'Retry-After: 2 \n RateLimit: "default";r=0;t=30', 30.0),
        (404, "X-RateLimit-Remaining: 0 \n X-RateLimit-Reset: 5", 5.0),
        (200, 'RateLimit: "default";r=1;t=30', None),
    ],
)
def test_a_host_may_want_to_be_left_alone(status: int, text: str, expected: float | None) -> None:
    assert pause_wanted(status, fields(text), NOW) == expected


NAMES = [
    "Retry-After",
    "RateLimit",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "X-RateLimit-Remaining",
    "X-RateLimit-Reset",
]
VALUES = st.one_of(
    st.text(max_size=30),
    st.integers(-10, 10**15).map(str),
    st.from_regex(r'"[a-z]*";[rt]=\d{1,20};[rt]=\d{1,20}', fullmatch=True),
    st.from_regex(r"(Sat, )?\d{1,2} (Nov|Feb|Foo) \d{1,6} \d{2}:\d{2}:\d{2} ([+-]\d{1,6}|GMT|)", fullmatch=True),
)


@given(st.sampled_from([200, 301, 403, 404, 429, 503]), st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=4))
def test_whatever_a_server_sends_is_a_bounded_wait_or_none(status: int, sent: list[tuple[str, str]]) -> None:
    wait = pause_wanted(status, Headers(sent), NOW)
    assert wait is None or 0 <= wait <= LONGEST
