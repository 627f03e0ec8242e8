from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.archives.notation import ODD_STATUS, askable, moment_of, repaired, stamp_of, status_of


@pytest.mark.parametrize(
    ("written", "asked"),
    [
        ("http://example.org/a?b=c#d", "http://example.org/a?b=c"),
        ("https://user:secret@example.org:8080/", "https://example.org:8080/"),
        ("https://user@example.org", "https://example.org"),
        ("http://example.org/a b", "http://example.org/a%20b"),
        ("  http://example.org/a%20b ", "http://example.org/a%20b"),
        ("http://example.org/*", "http://example.org/%2A"),
        ("http://example.org/grün?ä=ö", "http://example.org/gr%C3%BCn?%C3%A4=%C3%B6"),
        ('http://example.org/"<>\\^`{|}', "http://example.org/%22%3C%3E%5C%5E%60%7B%7C%7D"),
        ("http://[::1]:80/", "http://[::1]:80/"),
        ("ftp://example.org/file", "ftp://example.org/file"),
        ("HTTP://Example.org/", "http://Example.org/"),
        ("mailto:someone@example.org", None),
        ("//example.org/", None),
        ("chapter/2.html", None),
        ("http://", None),
        ("http:///path", None),
        ("http://[::1/", None),
        ("", None),
    ],
)
def test_urls_are_written_as_archives_are_asked(written: str, asked: str | None) -> None:
    assert askable(written) == asked


@given(st.datetimes(timezones=st.just(UTC)))
def test_stamps_read_back_to_the_second(moment: datetime) -> None:
    assert moment_of(stamp_of(moment)) == moment.replace(microsecond=0)


@pytest.mark.parametrize("stamp", ["", "2018", "2018050108000", "201805010800000", "20180231080000", "2018050108000x"])
def test_what_is_no_stamp_is_no_moment(stamp: str) -> None:
    assert moment_of(stamp) is None


@pytest.mark.parametrize(
    ("stamp", "mended"),
    [
        ("20000824173100", "20000824173100"),
        ("20000008241731", "20000824173100"),
        ("20000800241623", "20000824162300"),
        ("20131414230300", None),
        ("00000000000000", None),
        ("garbage", None),
    ],
)
def test_inserted_zeros_are_taken_out_of_stamps(stamp: str, mended: str | None) -> None:
    assert repaired(stamp) == mended


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("200", 200),
        ("-", None),
        ("", None),
        ("abc", ODD_STATUS),
        ("2000", ODD_STATUS),
        ("-1", ODD_STATUS),
        ("\u0662\u0660\u0660", ODD_STATUS),
        ("2" * 5000, ODD_STATUS),
    ],
)
def test_a_status_that_is_no_number_answers_for_nothing(written: str, status: int | None) -> None:
    assert status_of(written) == status
