"""Pages that send their readers elsewhere by themselves."""

from __future__ import annotations

import pytest
from websites import PAGE, Website, look, moved, page, reply, words

from linkaudit.models import Hop
from linkaudit.web.exchange import Answer, Cause, Failure, Headers
from linkaudit.web.reading import page_of, refresh_of
from linkaudit.web.target import parse

HERE = parse("http://h.test/a/b")


def to(content: str, *, extra: str = "", header: str = "") -> str | None:
    assert HERE is not None
    body = f"<html><head><meta http-equiv='refresh' content=\"{content}\"></head><body>{extra}</body></html>"
    fields = [("content-type", "text/html"), *([("refresh", header)] if header else [])]
    answer = Answer(HERE.url, 200, Headers(fields), body.encode())
    found = refresh_of(answer, page_of(answer), HERE)
    return found.target.url if found else None


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0; url=/new", "http://h.test/new"),
        ("0;URL=/new", "http://h.test/new"),
        ("0;url='/new'", "http://h.test/new"),
        ("0; /new", "http://h.test/new"),
        ("0 url=new", "http://h.test/a/new"),
        ("0,url=https://other.test/x", "https://other.test/x"),
        ("1.5; url=/new", "http://h.test/new"),
        ("10; url=/new", "http://h.test/new"),
        ("60; url=/new", None),
        ("0", None),
        ("300", None),
        ("0; url=", None),
        ("0; url=/a/b", None),
        ("0; url=#part", None),
        ("soon; url=/new", None),
        ("99999999999999999999; url=/new", None),
    ],
)
def test_where_a_page_sends_its_readers(content: str, expected: str | None) -> None:
    assert to(content) == expected


def test_a_page_worth_reading_is_no_notice_that_it_has_moved() -> None:
    text = "Words of an article that somebody reads before the page goes on. " * 20
    assert to("10; url=/next", extra=text) is None
    assert to("0; url=/next", extra=text) == "http://h.test/next"


def test_the_header_says_so_as_well() -> None:
    assert to("", header="0; url=/new") == "http://h.test/new"


def test_what_is_meant_for_browsers_without_scripts_is_not_followed(site: Website) -> None:
    body = "<noscript><meta http-equiv=refresh content='0;url=/nojs'></noscript>" + PAGE
    url = site.on("/a", reply(200, body))
    assert words(look(url)[url]) == "alive ok"
    assert len(site.heads) == 1


def test_nothing_is_read_from_a_failure_or_a_redirect() -> None:
    assert HERE is not None
    failure = Failure(HERE.url, Cause.REFUSED)
    assert refresh_of(failure, page_of(failure), HERE) is None
    answer = Answer(HERE.url, 302, Headers([("refresh", "0; url=/new")]))
    assert refresh_of(answer, page_of(answer), HERE) is None


def test_a_refresh_is_a_hop(site: Website) -> None:
    url = site.on("/old", reply(200, "<meta http-equiv=refresh content='0; url=/new'><title>Moved</title>"))
    new = site.on("/new", reply(200, PAGE))
    seen = look(url)[url]
    assert words(seen) == "alive temporary-redirect"
    assert (seen.hops, seen.final_url, seen.title) == ((Hop(url, 200),), new, "A page")


def test_a_refresh_to_nothing_is_dead(site: Website) -> None:
    url = site.on("/old", reply(200, "<meta http-equiv=refresh content='0; url=/gone'>"))
    assert words(look(url)[url]) == "dead not-found"


def test_a_refresh_into_a_private_network_is_unsafe(site: Website) -> None:
    url = site.on("/old", reply(200, "<meta http-equiv=refresh content='0; url=http://10.0.0.1/'>"))
    assert words(look(url)[url]) == "unsafe private-address"


def test_cookies_of_a_page_go_along_with_its_refresh(site: Website) -> None:
    url = site.on("/a", reply(200, "<meta http-equiv=refresh content='0;url=/b'>", "Set-Cookie: seen=1"))
    site.on("/b", reply(200, PAGE))
    assert words(look(url)[url]) == "alive temporary-redirect"
    assert "cookie: seen=1" in site.heads[1].lower()


def test_pages_that_change_to_and_fro_slowly_are_pages(site: Website) -> None:
    for one, other in (("/1", "/2"), ("/2", "/1")):
        site.on(one, reply(200, f"<title>Slide</title><meta http-equiv=refresh content='8; url={other}'>A picture."))
    url = site.url("/1")
    assert words(look(url, probes=False)[url]) == "alive temporary-redirect"
    assert len(site.heads) == 2


def test_pages_that_change_to_and_fro_at_once_are_a_loop(site: Website) -> None:
    site.on("/1", reply(200, "<meta http-equiv=refresh content='0; url=/2'>"))
    site.on("/2", moved(302, "/1"))
    url = site.url("/1")
    assert words(look(url)[url]) == "dead redirect-loop"


def test_a_page_that_reloads_itself_is_a_page(site: Website) -> None:
    body = page("Live", "<meta http-equiv=refresh content='0'>")
    url = site.on("/live", reply(200, body))
    assert words(look(url)[url]) == "alive ok"
