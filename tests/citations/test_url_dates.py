"""Dates in URLs."""

from __future__ import annotations

import datetime as dt

import pytest
from documents.reading import within
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations.url_dates import Form, url_date
from linkaudit.models import PartialDate

HOST = "https://h.example"


def date_of(url: str) -> str:
    found = url_date(url)
    return str(found.date) if found else ""


@pytest.mark.parametrize(
    ("path", "date", "form", "text"),
    [
        ("/2018/07/12/title", "2018-07-12", Form.SEGMENTS, "2018/07/12"),
        ("/2018/7/2/", "2018-07-02", Form.SEGMENTS, "2018/7/2"),
        ("/world/2018-07/12/c_1123.htm", "2018-07-12", Form.SEGMENTS, "2018-07/12"),
        ("/n1/2018/0712/c1002-301.html", "2018-07-12", Form.SEGMENTS, "2018/0712"),
        ("/201807/12/title.html", "2018-07-12", Form.SEGMENTS, "201807/12"),
        ("/gongbao/t20180712_51234.htm", "2018-07-12", Form.COMPACT, "20180712"),
        ("/news/2018/07/12", "2018-07-12", Form.SEGMENTS, "2018/07/12"),
        ("/2018/jul/12/title", "2018-07-12", Form.SEGMENTS, "2018/jul/12"),
        ("/2018/July/12-title", "2018-07-12", Form.SEGMENTS, "2018/July/12"),
        ("/2018/07/12?page=2", "2018-07-12", Form.SEGMENTS, "2018/07/12"),
        ("/2018/07/title", "2018-07", Form.MONTH, "2018/07"),
        ("/2018/jul", "2018-07", Form.MONTH, "2018/jul"),
        ("/blog/2018/07/", "2018-07", Form.MONTH, "2018/07"),
        ("/2018-07-12-title", "2018-07-12", Form.HYPHENATED, "2018-07-12"),
        ("/title-2018-07-12.html", "2018-07-12", Form.HYPHENATED, "2018-07-12"),
        ("/2018_07_12/", "2018-07-12", Form.HYPHENATED, "2018_07_12"),
        ("/a/2018-07-12T10:00/", "2018-07-12", Form.HYPHENATED, "2018-07-12"),
        ("/20180712/title", "2018-07-12", Form.COMPACT, "20180712"),
        ("/title-20180712.html", "2018-07-12", Form.COMPACT, "20180712"),
        ("/title_20180712_1.html", "2018-07-12", Form.COMPACT, "20180712"),
        ("/20180712T101112Z/", "2018-07-12", Form.COMPACT, "20180712T101112Z"),
        ("/article/20180712/title", "2018-07-12", Form.COMPACT, "20180712"),
        ("/31/12/2018/title", "2018-12-31", Form.YEAR_LAST, "31/12/2018"),
        ("/12/31/2018/", "2018-12-31", Form.YEAR_LAST, "12/31/2018"),
        ("/5/5/2018", "2018-05-05", Form.YEAR_LAST, "5/5/2018"),
        ("/12/07/2018/title", "2018", Form.YEAR_LAST, "12/07/2018"),
        ("/title?date=2018-07-12", "2018-07-12", Form.PARAMETER, "2018-07-12"),
        ("/title?a=b&pubdate=20180712", "2018-07-12", Form.PARAMETER, "20180712"),
        ("/title?day=2018/07/12&x", "2018-07-12", Form.PARAMETER, "2018/07/12"),
        ("/title?ymd=20180712", "2018-07-12", Form.PARAMETER, "20180712"),
        ("/title?year=2018&month=7&day=12", "2018-07-12", Form.PARAMETER, "year=2018&month=7&day=12"),
        ("/title?a=b&y=2018&m=07&d=12", "2018-07-12", Form.PARAMETER, "y=2018&m=07&d=12"),
        ("/abci-title-201807121012_noticia.html", "2018-07-12", Form.COMPACT, "201807121012"),
        ("/view/20180712101112.html", "2018-07-12", Form.COMPACT, "20180712101112"),
        ("/20180712101112345", "2018-07-12", Form.COMPACT, "20180712101112345"),
        ("/blog/1/201807/1-20180712101112345-9.png", "2018-07-12", Form.COMPACT, "20180712101112345"),
        ("/QQ20180712-101112.png", "2018-07-12", Form.COMPACT, "20180712"),
        ("/IMG20180712101112.jpg", "2018-07-12", Form.COMPACT, "20180712101112"),
        ("/12%20July%202018.pdf", "2018-07-12", Form.NAMED, "12 July 2018"),
        ("/%E6%88%AA%E5%9B%BE20180712.png", "2018-07-12", Form.COMPACT, "20180712"),
        ("/2018/Jul/63", "2018-07", Form.MONTH, "2018/Jul"),
        ("/world/story20180712-874", "2018-07-12", Form.COMPACT, "20180712"),
        ("/12-31-2018/", "2018-12-31", Form.YEAR_LAST, "12-31-2018"),
        ("/title-31_12_2018.html", "2018-12-31", Form.YEAR_LAST, "31_12_2018"),
        ("/title-12-july-2018.html", "2018-07-12", Form.NAMED, "12-july-2018"),
        ("/title-12th-july-2018", "2018-07-12", Form.NAMED, "12th-july-2018"),
        ("/july-12-2018-title/", "2018-07-12", Form.NAMED, "july-12-2018"),
        ("/news/July_12th_2018", "2018-07-12", Form.NAMED, "July_12th_2018"),
        ("/12/jul/2018/title", "2018-07-12", Form.NAMED, "12/jul/2018"),
        ("/2018/july-12/title", "2018-07-12", Form.NAMED, "2018/july-12"),
        ("/2018-jul-12-title", "2018-07-12", Form.NAMED, "2018-jul-12"),
        ("/titulo-12-de-julio-de-2018", "2018-07-12", Form.NAMED, "12-de-julio-de-2018"),
        ("/12-ao\u00fbt-2018/", "2018-08-12", Form.NAMED, "12-ao\u00fbt-2018"),
        ("/2018/7/title", "2018-07", Form.MONTH, "2018/7"),
        ("/2018-07/123.html", "2018-07", Form.MONTH, "2018-07"),
        ("/python-dev/2018-July/123.html", "2018-07", Form.MONTH, "2018-July"),
        ("/july-2018/title", "2018-07", Form.MONTH, "july-2018"),
        ("/uploads/201807/a.png", "2018-07", Form.MONTH, "201807"),
    ],
)
def test_the_forms_of_a_date(path: str, date: str, form: Form, text: str) -> None:
    found = url_date(HOST + path)
    assert found is not None
    assert (str(found.date), found.form, found.text) == (date, form, text)


@pytest.mark.parametrize(
    ("path", "date"),
    [
        ("/2018/13/45/title", "2018-13-45"),
        ("/2018/02/30/title", "2018-02-30"),
        ("/2018/31/12/title", "2018-31-12"),
        ("/2018-02-30-title", "2018-02-30"),
        ("/2018-13-45", "2018-13-45"),
        ("/20180230.html", "2018-02-30"),
        ("/t20181131_51234.htm", "2018-11-31"),
        ("/2018/4/31/", "2018-04-31"),
        ("/31/06/2018/title", "2018-06-31"),
        ("/title-31-june-2018.html", "2018-06-31"),
        ("/title?date=2018-13-45", "2018-13-45"),
    ],
)
def test_an_impossible_date_in_an_evident_slot_stays_as_it_is(path: str, date: str) -> None:
    assert date_of(HOST + path) == date


@pytest.mark.parametrize(
    "path",
    [
        "", "/", "/2018", "/2018/", "/title-2018", "/2018/foo/5", "/2018/w07/12", "/2018/007/12", "/2018/13/title",
        "/1018/07/12/", "/3018/07/12/", "/12018/07/12/",
        # ranges of years, seasons, week numbers
        "/2018-2019-season", "/2018-19/", "/2018-W28", "/1914-1918/07", "/2006-07/title", "/2018/28/", "/week/2018/07/",
        "/issue/2018/07/title", "/2018/wk07/", "/news/2018/28/title", "/kw/2018/7/",
        # identifiers
        "/issues/20180712", "/pull/20180712", "/id/20180712", "/watch/20180712", "/article/details/20180712",
        "/review/20180712/",
        "/questions/20180712/title",
        "/article/20180712", "/post/20180712", "/status/2018071212345678", "/20189912", "/20184567", "/a20180712",
        "/18991231", "/20510712/", "/%20180712", "/1.20180712", "/20180712.5/", "/title?id=20180712",
        "/title?update=2018-07-12", "/isbn/19991231", "/0123/20180712abc", "/2015/98/77/66",
        "/files/20067877/report.pdf", "/files/20060394/x.pdf", "/20181345/title", "/20183112/title", "/20180700/title",
        "/eli/acts/DU/2025/1209/text.pdf", "/acts/2010/1228/", "/2015/1228/",
        "/ukpga/2018/12/contents", "/uksi/2018/07/45/made", "/eli/dir/2018/12/oj", "/ABC20180712.pdf",
        "/journal/2018/7/title", "/articles/201807", "/201807", "/201813/a", "/20187/title", "/45/13/2018/",
        "/45-13-2018/", "/report-july-2018", "/top-10-of-2018", "/a10-july-2018b", "/9-lives-2018", "/v-may-10-2018",
        "/title?end_date=2018-07-12", "/title?y=2018&m=07", "/18_luglio_12/title", "/18/0712/10/DMG0123456789ABC.html",
        "/content/2015/34/2/title", "/content/2015/34/99/title", "/2015/45/3/title", "/12/2015/98/77",
        # versions, releases, vulnerabilities
        "/v2018-07-12", "/version/2018-07-12", "/releases/2018-07-12", "/tag/2018-07-12", "/rfc/20180712",
        "/CVE-2018-07-12", "/cve-2018-0712", "/release-20180712/notes", "/v20180712",
        # fragments and hosts are no slots
        "/#2018/07/12/", "/title#2018-07-12", "#/2018/07/12/",
    ],
)  # fmt: skip
def test_traps(path: str) -> None:
    assert date_of(HOST + path) == ""


@pytest.mark.parametrize("url", ["https://2018-07-12.h.example/", "2018/07/12/x", "", "mailto:2018-07-12@h.example"])
def test_a_date_outside_the_path_is_none(url: str) -> None:
    assert date_of(url) == ""


def test_the_most_telling_form_wins() -> None:
    assert date_of(f"{HOST}/2018/07/title-2018-07-12.html?date=2019-01-01") == "2018-07-12"
    assert date_of(f"{HOST}/20170101/2018/07/12/") == "2018-07-12"
    assert date_of(f"{HOST}/2018/07/?date=2018-07-12") == "2018-07-12"


@pytest.mark.parametrize(
    "url",
    [
        "https://www.bbc.co.uk/news/world-asia-20180316", "https://www.slideshare.net/ada/tides-20180316",
        "https://vimeo.com/20180316", "https://www.jstor.org/stable/20180316", "https://h.example/stable/20180316",
        "https://www.goodreads.com/book/show/20180316-tides", "https://www.meetup.com/tides/events/20180316/",
    ],
)  # fmt: skip
def test_sites_that_number_what_they_publish(url: str) -> None:
    assert date_of(url) == ""


def test_sites_that_number_what_they_publish_may_date_it_otherwise() -> None:
    assert date_of("https://www.bbc.com/future/article/2018/03/16/tides") == "2018-03-16"
    assert date_of("https://notbbc.com/news/tides-20180316") == "2018-03-16"


@pytest.mark.parametrize(
    ("url", "date"),
    [
        ("https://www.bbc.com/future/article/20180712-title", "2018-07-12"),
        ("https://www.bbc.com/travel/story/20180712-", ""),
        ("https://www.goodreads.com/series/20180712-title", ""),
        ("https://www.corriere.it/esteri/18_luglio_12/title", "2018-07-12"),
        ("https://www.corriere.it/esteri/98_luglio_12/title", "1998-07-12"),
        ("https://www.corriere.it/esteri/18_luglio_32/title", ""),
        ("https://news.163.com/18/0712/10/DMG0123456789ABC.html", "2018-07-12"),
        ("https://news.163.com/18/0712/10/title.html", ""),
        ("https://seclists.org/fulldisclosure/2018/Jul/12", "2018-07"),
        ("https://h.ru/politics/12/07/2018/5b4", "2018-07-12"),
        ("https://h.co.uk/12-07-2018/title", "2018-07-12"),
        ("https://h.com/politics/12/07/2018/5b4", "2018"),
        ("https://h.us/politics/12/07/2018/5b4", "2018"),
    ],
)
def test_ways_of_single_sites_and_countries(url: str, date: str) -> None:
    assert date_of(url) == date


@pytest.mark.parametrize(
    ("url", "readings"),
    [
        ("https://h.com/12/07/2018/title", ["2018-07-12", "2018-12-07"]),
        ("https://h.com/title-12-07-2018", ["2018-07-12", "2018-12-07"]),
        ("https://h.com/31/07/2018/title", ["2018-07-31"]),
        ("https://h.com/07/07/2018/title", ["2018-07-07"]),
        ("https://h.de/12/07/2018/title", ["2018-07-12"]),
        ("https://h.com/2018/07/title", ["2018-07"]),
    ],
)
def test_the_days_that_a_date_can_be(url: str, readings: list[str]) -> None:
    found = url_date(url)
    assert found is not None
    assert [str(each) for each in found.readings] == readings


def test_of_a_capture_the_original_counts() -> None:
    assert date_of("https://web.archive.org/web/20200101000000/https://h.example/2018/07/12/x") == "2018-07-12"
    assert date_of("https://web.archive.org/web/20200101000000/https://h.example/x") == ""


DAYS = st.dates(dt.date(1995, 1, 1), dt.date(2031, 12, 31))


@given(
    DAYS,
    st.sampled_from(
        [
            "/{0:%Y/%m/%d}/",
            "/{0:%Y-%m-%d}",
            "/{0:%Y%m%d}/",
            "/{0:%Y}/{0:%b}/{0:%d}/",
            "/?date={0:%Y-%m-%d}",
            "/x_{0:%Y_%m_%d}.html",
            "/x-{0:%d}-{0:%B}-{0:%Y}.html",
            "/{0:%B}-{0:%d}-{0:%Y}-x/",
            "/{0:%Y}-{0:%b}-{0:%d}/",
            "/x-{0:%Y%m%d%H%M}_n.html",
        ]
    ),
    st.sampled_from(["", "/news", "/en/world", "/a-b_c"]),
    st.sampled_from(["", "title", "title.html", "a/b/c"]),
)
def test_a_date_is_found_wherever_it_stands(day: dt.date, form: str, before: str, after: str) -> None:
    after = "" if form.endswith(("d}", "html")) else after
    found = url_date(f"{HOST}{before}{form.format(day)}{after}")
    assert found is not None
    assert found.date == PartialDate.of(day)


@given(st.text(alphabet="/0123456789-_.?=&vdateT", max_size=50))
def test_any_path_is_read(path: str) -> None:
    found = url_date(HOST + path)
    assert found is None or found.text in HOST + path


@pytest.mark.parametrize(
    "piece",
    [
        "/2018/99/99",
        "/v/2018-01-02",
        "/id/20180102",
        "/1/1",
        "2018",
        "/2018/99/99/1",
        "may-",
        "/1-may-",
        "-12-12-2018",
        "/201813",
    ],
)
def test_hostile_urls_are_read_in_seconds(piece: str) -> None:
    with within(5):
        url_date(HOST + piece * (200_000 // len(piece)))
