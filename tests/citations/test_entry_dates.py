"""Dates in the fields of bibliographic entries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations.entry_dates import composed_date, entry_date


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-07-12", "2018-07-12"),
        ("2018-07", "2018-07"),
        ("2018", "2018"),
        ("2018-07-12T10:00:00Z", "2018-07-12"),
        ("2018-07-12T10:00:00+02:00", "2018-07-12"),
        ("2018-07-12 10:00", "2018-07-12"),
        # Impossible dates stay as they are; what is filled in with zeros is missing.
        ("2018-02-30", "2018-02-30"),
        ("2018-13", "2018-13"),
        ("2018-13-45", "2018-13-45"),
        ("2018-00-00", "2018"),
        ("2018-07-00", "2018-07"),
        ("0000-00-00", None),
        # EDTF: seasons, uncertain and unspecified parts, years that nobody counts.
        ("2018-21", "2018"),
        ("2004-22", "2004"),
        ("2018-07~", "2018"),
        ("1980?", "1980"),
        ("1273?~", "1273"),
        ("2018-07-12%", "2018"),
        ("199u", None),
        ("19XX", None),
        ("1999-uu", "1999"),
        ("1999-XX-XX", "1999"),
        ("1999-01-uu", "1999-01"),
        ("y52000", None),
        ("y-51234", None),
        ("-0876", None),
        # Spans are known as far as their ends agree.
        ("2018/2019", None),
        ("2018-07/2018-09", "2018"),
        ("2018-07-01/2018-07-09", "2018-07"),
        ("2018-07-01/2018-07-01", "2018-07-01"),
        ("2004-01-01/..", None),
        ("../2004-01-01", None),
        ("2004-01-01/", None),
        ("unknown/2006", None),
        ("2018--2019", None),
        ("2018\u20132019", None),
        ("2018-19", None),
        ("12 July 2018 -- 3 August 2018", "2018"),
        ("12\u201314 July 2018", "2018-07"),
        ("12/13 July 2018", "2018-07"),
        ("12 & 13 de julio de 2018", "2018-07"),
        ("28 June \u2013 3 July 2018", "2018"),
        ("June 28 \u2013 July 3, 2018", "2018"),
        ("May/June 2018", "2018"),
        ("Jan.\u2013Feb. 2018", "2018"),
        ("Juni und Juli 2018", "2018"),
        ("Monday - 12 July 2018", "2018-07-12"),
        # RIS
        ("2018/07/12/", "2018-07-12"),
        ("2018/07/12", "2018-07-12"),
        ("2018/7/2/Spring", "2018-07-02"),
        ("2018/07//", "2018-07"),
        ("2018///", "2018"),
        ("2018/07", "2018-07"),
        # As people write
        ("12 July 2018", "2018-07-12"),
        ("July 12, 2018", "2018-07-12"),
        ("12. Juli 2018", "2018-07-12"),
        ("1-May-2015", "2015-05-01"),
        ("July 2018", "2018-07"),
        ("07/2018", "2018-07"),
        ("12. července 2018", "2018-07-12"),
        ("2018. július 12.", "2018-07-12"),
        ("12 tháng 7 năm 2018", "2018-07-12"),
        ("tháng 7 năm 2018", "2018-07"),
        ("12 يوليو 2018", "2018-07-12"),
        ("12. 7. 2018", "2018-07-12"),
        ("2018\u201307\u201312", "2018-07-12"),
        ("07/12/2018", "2018"),
        ("[2018]", "2018"),
        ("c2018", "2018"),
        ("ca. 2018", "2018"),
        ("2018a", "2018"),
        ("{2018}", "2018"),
        ('"2018"', "2018"),
        ("accessed 12 July 2018", "2018-07-12"),
        ("", None),
        ("n.d.", None),
        ("in press", None),
        ("\u2026", None),
        ("12345", None),
    ],
)  # fmt: skip
def test_what_a_date_field_says(text: str, expected: str | None) -> None:
    found = entry_date(text)
    assert (str(found) if found else None) == expected


@pytest.mark.parametrize(
    ("year", "month", "day", "expected"),
    [
        ("2018", "", "", "2018"),
        ("2018", "jul", "", "2018-07"),
        ("2018", "July", "12", "2018-07-12"),
        ("2018", "jul 12", "", "2018-07-12"),
        ("2018", "12 jul", "", "2018-07-12"),
        ("2018", "jul.", "", "2018-07"),
        ("2018", "7", "", "2018-07"),
        ("2018", "07", "02", "2018-07-02"),
        ("2018", "13", "", "2018-13"),
        ("2018", "feb", "30", "2018-02-30"),
        ("2018", "feb 30", "", "2018-02-30"),
        ("2018", "Juli", "", "2018-07"),
        ("2018", "July/August", "", "2018"),
        ("2018", "Spring", "", "2018"),
        ("2018", "jul--aug", "", "2018"),
        ("2018", "7/8", "", "2018"),
        ("2018", "", "12", "2018"),
        ("12 July 2018", "aug", "", "2018-07-12"),
        ("2018/2019", "jul", "", None),
        ("2018-19", "", "", None),
        ("forthcoming", "jul", "", None),
        ("", "jul", "12", None),
    ],
)  # fmt: skip
def test_a_date_is_put_together(year: str, month: str, day: str, expected: str | None) -> None:
    found = composed_date(year, month, day)
    assert (str(found) if found else None) == expected


def test_the_source_is_kept() -> None:
    found = composed_date("2018", "jul", "12")
    assert found is not None
    assert found.source == "2018 jul 12"


@given(st.text(alphabet="0123456789-/~?%uX.T: JulyMay[]{}c", max_size=20))
def test_any_text_is_read(text: str) -> None:
    for found in (entry_date(text), composed_date(text, text, text)):
        assert found is None or found.year > 0
