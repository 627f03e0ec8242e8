from __future__ import annotations

import pytest
from websites import NOW

from linkaudit.web.exchange import Headers
from linkaudit.web.retrying import backoff, retry_after


def test_each_further_look_waits_longer() -> None:
    assert [backoff(attempt) for attempt in (1, 2, 3)] == [1.0, 4.0, 16.0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", 0.0),
        (" 120 ", 120.0),
        ("99999999999999999999", 9_999_999_999.0),
        ("Sat, 21 Nov 2026 12:01:30 GMT", 90.0),
        ("Saturday, 21-Nov-26 12:00:10 GMT", 10.0),
        ("Sat, 21 Nov 2026 12:00:05", 5.0),
        ("Sat, 21 Nov 2026 11:00:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("1.5", None),
        ("\u0661", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str, expected: float | None) -> None:
    assert retry_after(Headers([("Retry-After", value)]), NOW) == expected


def test_without_the_field_nothing_is_asked() -> None:
    assert retry_after(Headers(), NOW) is None
