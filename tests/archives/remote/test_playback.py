from __future__ import annotations

from datetime import UTC, datetime

import httpx
import pytest
from support.transport import Answered

from linkaudit.archives.choose import Capture
from linkaudit.archives.holdings import Elsewhere, Nothing, Shown
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.notation import moment_of
from linkaudit.archives.remote.playback import memento_url, playback_url, read_playback, worth_reading

DATE = "Tue, 01 May 2018 08:00:00 GMT"
MOMENT = datetime(2018, 5, 1, 8, 0, 0, tzinfo=UTC)
URL = "http://example.org/"


def answered(status: int, body: bytes = b"", **headers: str) -> Answered:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answered(URL, status, httpx.Headers(named), body)


def test_addresses_of_captures() -> None:
    assert playback_url("http://a.test", "20180501080000", URL) == f"http://a.test/web/20180501080000id_/{URL}"
    assert memento_url("http://a.test", MOMENT, URL) == f"http://a.test/web/20180501080000/{URL}"


@pytest.mark.parametrize("status", [200, 301, 403, 404, 429, 503])
def test_with_a_memento_datetime_the_status_is_the_archived_one(status: int) -> None:
    answer = answered(status, Memento_Datetime=DATE, Location="http://elsewhere.test/")
    location = "http://elsewhere.test/" if status == 301 else ""
    assert read_playback(answer) == Shown(Capture(MOMENT, status), location=location)


@pytest.mark.parametrize(
    ("place", "original"),
    [
        ("http://a.test/web/20180501080000id_/https://example.org/new?a=b", "https://example.org/new?a=b"),
        ("/web/20180501080000/http://example.org/new", "http://example.org/new"),
        ("https://example.org/web/new", "https://example.org/web/new"),
        ("new", "new"),
    ],
)
def test_an_archived_redirect_leads_where_the_page_said(place: str, original: str) -> None:
    shown = read_playback(answered(302, Memento_Datetime=DATE, Location=place))
    assert shown == Shown(Capture(MOMENT, 302), location=original)


def test_the_body_of_a_capture_comes_with_it() -> None:
    whole = answered(200, b"<p>page", Memento_Datetime=DATE, Content_Type="text/html")
    assert read_playback(whole) == Shown(Capture(MOMENT, 200), "text/html", b"<p>page")


def test_a_capture_whose_body_broke_off_was_not_read() -> None:
    headers = answered(200, Memento_Datetime=DATE, Content_Type="text/html").headers
    with pytest.raises(UnansweredError, match=Reason.UNREACHABLE):
        read_playback(Answered(URL, 200, headers, b"<p>pa", complete=False))
    lost = read_playback(Answered(URL, 404, headers, b"<p>pa", complete=False))
    assert lost == Shown(Capture(MOMENT, 404), "text/html", b"<p>pa")


@pytest.mark.parametrize(
    ("status", "headers", "worth"),
    [
        (404, {}, True),
        (200, {"Content-Type": "application/json"}, True),
        (200, {"Memento-Datetime": DATE}, True),
        (203, {"Memento-Datetime": DATE, "Content-Type": "TEXT/HTML; charset=x"}, True),
        (200, {"Memento-Datetime": DATE, "Content-Type": "application/pdf"}, False),
        (301, {"Memento-Datetime": DATE, "Content-Type": "text/html"}, False),
        (404, {"Memento-Datetime": DATE, "Content-Type": "text/html"}, False),
    ],
)
def test_of_captures_only_pages_are_read(status: int, headers: dict[str, str], worth: bool) -> None:
    assert worth_reading(status, httpx.Headers(headers)) is worth


@pytest.mark.parametrize("status", [301, 302, 307])
@pytest.mark.parametrize(
    ("location", "stamp", "url"),
    [
        ("/web/20180501080000id_/http://example.org/?a=/web/1", "20180501080000", "http://example.org/?a=/web/1"),
        ("http://127.0.0.1:80/web/20180501080000id_/http://example.org/", "20180501080000", URL),
        ("//web.archive.org/web/20180501080000/http://example.org/", "20180501080000", URL),
        ("https://a.test/deep/base/web/20180501080000im_/http://example.org/", "20180501080000", URL),
        ("/web/20000008241731id_/http://example.org/", "20000824173100", URL),
        ("/web/20180501080000id_/http://example.org/ü*", "20180501080000", "http://example.org/%C3%BC%2A"),
    ],
)
def test_without_one_a_redirect_leads_to_another_moment(status: int, location: str, stamp: str, url: str) -> None:
    moment = moment_of(stamp)
    assert moment
    assert read_playback(_raw(status, location)) == Elsewhere(Capture(moment, None), url)


def _raw(status: int, location: str) -> Answered:
    # httpx takes only ASCII in headers that it is given as text.
    return Answered(URL, status, {"Location": location})


@pytest.mark.parametrize(
    "location",
    ["", "https://archive.org/account/login", "/web/2018/http://example.org/", "/web/20131414230300id_/http://x.test/"],
)
def test_a_redirect_to_anywhere_else_is_no_answer(location: str) -> None:
    with pytest.raises(UnansweredError, match=Reason.INVALID_RESPONSE):
        read_playback(_raw(302, location))


def test_a_404_without_a_memento_datetime_means_never_captured() -> None:
    assert read_playback(answered(404)) == Nothing()
    error = "ResourceNotInArchiveException: http://example.org/ was not found"
    assert read_playback(answered(404, X_Archive_Wayback_Runtime_Error=error)) == Nothing()


@pytest.mark.parametrize(
    "answer",
    [
        answered(200, b"<html>calendar</html>"),
        answered(400),
        answered(404, X_Archive_Wayback_Runtime_Error="ResourceNotAvailableException: temporarily"),
        answered(200, Memento_Datetime="yesterday"),
        answered(404, Memento_Datetime=""),
        answered(200, Memento_Datetime="Tue, 99 May 2018 08:00:00 GMT"),
    ],
)
def test_anything_else_is_no_answer(answer: Answered) -> None:
    with pytest.raises(UnansweredError, match=Reason.INVALID_RESPONSE):
        read_playback(answer)


def link(relation: str, date: str) -> str:
    return f'<https://a.test/web/x/http://example.org/?q=1,2;3>; rel="{relation}"; datetime="{date}"'


EARLIER = "Mon, 01 May 2017 08:00:00 GMT"


@pytest.mark.parametrize(
    ("links", "first", "last", "previous"),
    [
        ("", False, False, None),
        ("complete nonsense, <>; rel", False, False, None),
        (f'<{URL}>; rel="original", {link("memento", DATE)}', False, False, None),
        (f"{link('first memento', DATE)}, {link('last memento', DATE)}", True, True, None),
        (f"{link('first last memento', DATE)}", True, True, None),
        (f"{link('first prev memento', EARLIER)}", False, False, datetime(2017, 5, 1, 8, tzinfo=UTC)),
        (f"{link('PREVIOUS MEMENTO', EARLIER)}", False, False, datetime(2017, 5, 1, 8, tzinfo=UTC)),
        (f"{link('prev memento', 'long ago')}", False, False, None),
        (f"{link('prev', EARLIER)}", False, False, None),
        (f"{link('prev memento', 'Wed, 01 May 2019 08:00:00 GMT')}", False, False, None),
    ],
)
def test_the_link_header_names_the_neighbours(links: str, first: bool, last: bool, previous: datetime | None) -> None:
    played = read_playback(answered(200, Memento_Datetime=DATE, Link=links))
    assert played == Shown(Capture(MOMENT, 200), first=first, last=last, previous=previous)
