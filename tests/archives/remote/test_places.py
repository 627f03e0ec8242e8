"""Addresses of captures: taken apart, put together, and left alone where they tell nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from linkaudit.archives.remote.places import inner_of, joined, moved_to, place_of, raw, resolved

MAY = datetime(2020, 5, 1, 8, tzinfo=UTC)
BASE = "https://h.test/web/"


@pytest.mark.parametrize("flag", ["", "id_", "mp_", "if_"])
def test_a_stamp_is_found_before_the_original(flag: str) -> None:
    place = place_of(f"{BASE}20200501080000{flag}/http://a.test/x?y=20190101000000/z")
    assert place is not None
    assert (place.before, place.moment, place.inner) == (BASE, MAY, "http://a.test/x?y=20190101000000/z")
    assert place.raw == f"{BASE}20200501080000id_/http://a.test/x?y=20190101000000/z"


@pytest.mark.parametrize(
    "address",
    [
        "https://perma.test/ABCD-1234",
        "https://h.test/web/2020/http://a.test/",
        "https://h.test/web/20200501080000/",
        "https://h.test/?u=/20200501080000/http://a.test/",
        "/web/20200501080000/http://a.test/",
        "",
    ],
)
def test_an_address_without_a_stamp_is_left_alone(address: str) -> None:
    assert place_of(address) is None
    assert raw(address) == address
    assert moved_to(address, MAY) == address
    assert inner_of(address) == address


def test_a_stamp_inside_of_the_original_is_none_of_the_archive() -> None:
    target = "https://other.test/web/20190101000000/http://a.test/"
    assert place_of(f"https://h.test/gate/{target}", target) is None
    place = place_of(f"{BASE}20200501080000/{target}", target)
    assert place is not None
    assert place.moment == MAY


def test_a_known_fault_of_a_stamp_is_undone_for_its_moment_only() -> None:
    place = place_of(f"{BASE}20000008241731/http://a.test/")
    assert place is not None
    assert place.moment == datetime(2000, 8, 24, 17, 31, tzinfo=UTC)
    assert place.raw == f"{BASE}20000008241731id_/http://a.test/"


def test_a_neighbour_has_the_same_address_at_another_moment() -> None:
    assert moved_to(f"{BASE}20190101000000mp_/http://a.test/", MAY) == f"{BASE}20200501080000/http://a.test/"
    assert moved_to(f"{BASE}20200501080000mp_/http://a.test/", MAY) == f"{BASE}20200501080000mp_/http://a.test/"


def test_a_service_is_addressed_for_a_page() -> None:
    assert joined("http://h.test/gate", "http://a.test/?b=1") == "http://h.test/gate/http://a.test/?b=1"
    assert joined("http://h.test/gate/", "http://a.test/") == "http://h.test/gate/http://a.test/"
    assert (
        joined("http://h.test/gate?url=", "http://a.test/?b=1")
        == "http://h.test/gate?url=http%3A%2F%2Fa.test%2F%3Fb%3D1"
    )


@pytest.mark.parametrize("address", ["http://[half", "//[half", "http://a\u2100b/", "mailto:x", "javascript:x"])
def test_what_is_no_address_of_the_web_leads_nowhere(address: str) -> None:
    assert resolved(BASE, address) == ""
