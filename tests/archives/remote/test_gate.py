"""What a TimeGate answers, read without asking: every pattern of RFC 7089, and what is none of them."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.transport import Answered

from linkaudit.archives.choose import Capture
from linkaudit.archives.holdings import Elsewhere, Nothing, Shown
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.remote.gate import Onward, accept_datetime, links_of, read_gate

TARGET = "http://a.test/page"
GATE = f"https://h.test/gate/{TARGET}"
MAY, JUNE = datetime(2020, 5, 1, 8, tzinfo=UTC), datetime(2020, 6, 1, 8, tzinfo=UTC)
END = datetime(2020, 6, 30, 23, 59, 59, tzinfo=UTC)
IN_MAY, IN_JUNE = f"https://h.test/web/20200501080000/{TARGET}", f"https://h.test/web/20200601080000/{TARGET}"
MAP = f'<https://h.test/map/{TARGET}>; rel="timemap"; type="application/link-format"'
WRITTEN = "Fri, 01 May 2020 08:00:00 GMT"


def read(status: int, *, dated: bool = True, **headers: str) -> Shown | Elsewhere | Nothing | Onward | None:
    return read_headers(status, headers, dated=dated)


def read_headers(
    status: int, headers: dict[str, str], *, dated: bool = True
) -> Shown | Elsewhere | Nothing | Onward | None:
    raw = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    answer = Answered(GATE, status, httpx.Headers(raw))
    asked = Onward(GATE, dated)
    return read_gate(answer, asked, links_of(answer, GATE), TARGET, END)


def link(place: str, relation: str, written: str = WRITTEN) -> str:
    return f'<{place}>; rel="{relation}"; datetime="{written}"'


def test_a_redirect_to_a_capture() -> None:
    assert read(302, location=IN_MAY) == Elsewhere(Capture(MAY, None, place=IN_MAY), TARGET)
    assert read(307, location=f"/web/20200501080000/{TARGET}") == Elsewhere(Capture(MAY, None, place=IN_MAY), TARGET)


def test_a_redirect_to_a_capture_whose_moment_only_a_link_tells() -> None:
    place = "https://h.test/ABCD-1234"
    assert read(302, location=place, link=link(place, "memento")) == Elsewhere(Capture(MAY, None, place=place), TARGET)
    assert read(302, location=place) == Onward(place)


@pytest.mark.parametrize(
    "place",
    [
        f"https://www.h.test/gate/{TARGET}",
        f"https://h.test/web/20200630235959/{TARGET}",  # the moment that was asked for, and no capture
        f"https://h.test/web/20201399000000/{TARGET}",
        f"https://archive.ph/20200501080000/{TARGET}",
    ],
)
def test_a_redirect_that_only_leads_on(place: str) -> None:
    assert read(302, location=place) == Onward(place)
    assert read(302, dated=False, location=place) == Onward(place, dated=False)


def test_a_capture_that_is_asked_for_as_a_page() -> None:
    target = IN_MAY
    answer = Answered("", 302, httpx.Headers({"location": f"https://www.h.test/gate/{target}"}))
    place = f"https://www.h.test/gate/{target}"
    assert read_gate(answer, Onward(f"https://h.test/gate/{target}"), (), target, END) == Onward(place)


def test_a_memento_named_in_a_link_header() -> None:
    june = link(IN_JUNE, "memento", "Mon, 01 Jun 2020 08:00:00 GMT")
    expected = Elsewhere(Capture(JUNE, None, place=IN_JUNE), TARGET)
    assert read(200, link=f"{link(IN_MAY, 'memento')}, {june}, {MAP}") == expected
    assert read(300, link=f"{link(IN_MAY, 'first memento')}, {june}") == expected


def test_first_and_last_need_not_be_near() -> None:
    assert read(200, link=f"{link(IN_MAY, 'first memento')}, {MAP}") is None
    assert read(200, link=link(IN_MAY, "first last memento")) == Elsewhere(Capture(MAY, None, place=IN_MAY), TARGET)


def test_a_memento_that_is_shown_at_once() -> None:
    shown = read(200, memento_datetime=WRITTEN)
    assert isinstance(shown, Shown)
    assert shown.capture == Capture(MAY, 200, place=GATE)
    expected = Elsewhere(Capture(MAY, None, place=IN_MAY), TARGET)
    assert read(200, memento_datetime=WRITTEN, content_location=IN_MAY) == expected
    assert read(404, memento_datetime=WRITTEN, link=link(IN_MAY, "memento")) == expected


@pytest.mark.parametrize(
    "place", [f"https://archive.ph/20200501080000/{TARGET}", "https://archive.ph/ABCD", "https://a\u2100b/", "mailto:x"]
)
def test_where_a_memento_says_that_it_is_may_be_no_place_to_go(place: str) -> None:
    shown = read(200, memento_datetime=WRITTEN, content_location=place)
    assert isinstance(shown, Shown)
    assert shown.capture.place == GATE


def test_the_time_gate_may_be_elsewhere() -> None:
    assert read(200, link='<https://other.test/gate>; rel="timegate"') == Onward("https://other.test/gate")
    assert read(200, link=f'<{GATE}>; rel="timegate", {MAP}') is None


def test_a_date_for_which_it_has_no_use() -> None:
    assert read(406, link=MAP) is None
    assert read(400) == Onward(GATE, dated=False)
    with pytest.raises(UnansweredError):
        read(400, dated=False)


def test_nothing_is_404_and_no_memento() -> None:
    assert read(404) == Nothing()
    assert read(404, x_archive_wayback_runtime_error="ResourceNotInArchiveException: x") == Nothing()


@pytest.mark.parametrize(
    ("status", "headers"),
    [
        (200, {}),
        (200, {"link": '<http://a.test/>; rel="original"'}),
        (200, {"memento_datetime": "soon"}),
        (204, {}),
        (302, {}),
        (302, {"location": "mailto:x"}),
        (302, {"location": "http://[half"}),
        (410, {}),
        (404, {"x_archive_wayback_runtime_error": "ConfigurationException"}),
        (405, {}),
    ],
)
def test_what_is_none_of_it_is_no_answer(status: int, headers: dict[str, str]) -> None:
    with pytest.raises(UnansweredError) as raised:
        read_headers(status, headers)
    assert raised.value.reason is Reason.INVALID_RESPONSE


@given(
    st.sampled_from([200, 300, 302, 400, 404]),
    st.dictionaries(
        st.sampled_from(["location", "link", "memento_datetime", "content_location"]),
        st.text(alphabet='<>;="[]:/?#20 htpabemnotz,', max_size=40)
        | st.sampled_from([IN_MAY, MAP, WRITTEN, "//[", "http://"]),
    ),
)
def test_nothing_else_is_raised(status: int, headers: dict[str, str]) -> None:
    with suppress(UnansweredError):
        read_headers(status, headers)


def test_a_moment_is_written_as_http_has_it() -> None:
    assert accept_datetime(END) == "Tue, 30 Jun 2020 23:59:59 GMT"
