"""What is taken over from waybackpy says what waybackpy says by itself."""

from __future__ import annotations

import warnings
from datetime import UTC, datetime

import pytest
from requests.structures import CaseInsensitiveDict
from waybackpy.save_api import WaybackMachineSaveAPI

from linkaudit.archives.remote.waybackpy_queries import save_url, saved_at

BASE = "https://web.archive.org"
OWN = "http://127.0.0.1:8080"
PAGE = "https://example.org/a page?q=1"
STAMP = "20261121120105"
AT = datetime(2026, 11, 21, 12, 1, 5, tzinfo=UTC)
CAPTURE = f"/web/{STAMP}/https://example.org/a%20page?q=1"
ANSWERS = [
    ({"Link": f'<https://example.org/>; rel="original", <{BASE}{CAPTURE}>; rel="last memento"; datetime="x"'}, BASE),
    ({"Link": f'<{BASE}{CAPTURE}>; rel="memento"; datetime="x", <{BASE}{CAPTURE}>; rel="last memento"'}, BASE),
    ({}, BASE + CAPTURE),
    ({"Content-Type": "text/html"}, f"{BASE}/save/{PAGE}"),
    ({}, ""),
]


def unmodified() -> WaybackMachineSaveAPI:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        return WaybackMachineSaveAPI(PAGE)


def test_a_page_is_asked_for_at_the_same_address() -> None:
    assert save_url(BASE, PAGE) == unmodified().request_url
    assert save_url(OWN, PAGE) == unmodified().request_url.replace(BASE, OWN)


@pytest.mark.parametrize(("headers", "url"), ANSWERS)
def test_answers_mean_the_same(headers: dict[str, str], url: str) -> None:
    theirs = unmodified()
    theirs.headers, theirs.response_url = CaseInsensitiveDict(headers), url
    place = theirs.archive_url_parser()
    assert saved_at(BASE, PAGE, headers, url) == (AT if place else None)


@pytest.mark.parametrize(("headers", "url"), ANSWERS)
def test_another_archive_is_read_alike(headers: dict[str, str], url: str) -> None:
    other = {name: value.replace(BASE, OWN) for name, value in headers.items()}
    assert saved_at(OWN, PAGE, other, url.replace(BASE, OWN)) == saved_at(BASE, PAGE, headers, url)


def test_a_field_that_waybackpy_looks_for_in_vain_is_found() -> None:
    # It reads header fields as Python shows a dictionary, where a quotation mark stands behind the name.
    headers = {"content-location": CAPTURE}
    theirs = unmodified()
    theirs.headers, theirs.response_url = CaseInsensitiveDict(headers), ""
    assert theirs.archive_url_parser() is None
    assert saved_at(BASE, PAGE, headers, "") == AT


@pytest.mark.parametrize("stamp", ["20261332120105", "2026112112010", "00000000000000"])
def test_an_impossible_moment_is_none(stamp: str) -> None:
    assert saved_at(BASE, PAGE, {}, f"{BASE}/web/{stamp}/https://example.org/") is None
