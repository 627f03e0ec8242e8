from __future__ import annotations

import pytest

from linkaudit.models import Hop
from linkaudit.web.chain import MAX_COOKIES, Chain
from linkaudit.web.exchange import Answer, Cause, Failure, Headers
from linkaudit.web.target import Target, is_file, parse


def target(url: str) -> Target:
    found = parse(url)
    assert found is not None
    return found


def chain(url: str = "http://h.test/a/b?c#top", limit: int = 10) -> Chain:
    return Chain(target(url), limit)


def redirect(location: str | None, *cookies: str, status: int = 302) -> Answer:
    fields = [("Set-Cookie", cookie) for cookie in cookies]
    if location is not None:
        fields.append(("Location", location))
    return Answer("", status, Headers(fields), elapsed_ms=7)


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("/x", "http://h.test/x"),
        ("x", "http://h.test/a/x"),
        ("?x", "http://h.test/a/b?x"),
        ("//other.test/x", "http://other.test/x"),
        ("https://other.test", "https://other.test/"),
        ("/caf\u00e9?q=\u00fc", "http://h.test/caf%C3%A9?q=%C3%BC"),
        ("/with space", "http://h.test/with%20space"),
        ("  /trimmed\t", "http://h.test/trimmed"),
        ("https://user:secret@other.test/", "https://other.test/"),
        ("mailto:a@b", "mailto:a@b"),
    ],
)
def test_locations_are_resolved_as_browsers_do(location: str, expected: str) -> None:
    way = chain()
    step = way.take(redirect(location))
    assert isinstance(step, Target)
    assert (step.url, way.current) == (expected, step)
    assert way.hops == [Hop("http://h.test/a/b?c", 302)]


@pytest.mark.parametrize("location", [None, "http://", "http://[::1", "http://h:99999/"])
def test_a_redirect_to_nowhere_ends_the_way(location: str | None) -> None:
    way = chain()
    answer = redirect(location)
    assert way.take(answer) is answer
    assert way.hops == []


def test_other_answers_end_the_way() -> None:
    answer = Answer("", 200, Headers([("Location", "/x")]), elapsed_ms=5)
    failure = Failure("", Cause.REFUSED, elapsed_ms=6)
    way = chain()
    assert way.take(answer) is answer
    assert way.take(failure) is failure
    assert way.elapsed_ms == 11


def test_a_fragment_in_the_location_takes_the_place_of_the_cited_one() -> None:
    way = chain()
    way.take(redirect("/x"))
    assert way.fragment == ""
    way.take(redirect("/y#there"))
    way.take(redirect("/z"))
    assert way.fragment == "#there"


def test_a_way_that_comes_back_is_a_loop() -> None:
    way = chain("http://h.test/a")
    assert isinstance(way.take(redirect("/b")), Target)
    step = way.take(redirect("/a", status=301))
    assert isinstance(step, Failure)
    assert (step.cause, step.status) == (Cause.REDIRECT_LOOP, 301)
    assert "http://h.test/a" in step.detail
    assert len(way.hops) == 2


def test_too_many_redirects_are_a_loop() -> None:
    way = chain(limit=3)
    steps = [way.take(redirect(f"/{number}")) for number in range(4)]
    assert [isinstance(step, Target) for step in steps] == [True, True, True, False]
    assert isinstance(steps[3], Failure)
    assert steps[3].detail == "more than 3 redirects"


def test_coming_back_with_a_new_cookie_is_no_loop() -> None:
    way = chain("http://h.test/a")
    assert isinstance(way.take(redirect("/a", "seen=1")), Target)
    assert way.headers == {"Cookie": "seen=1"}
    assert isinstance(way.take(redirect("/a", "seen=1")), Failure)


def test_cookies_are_for_the_host_that_set_them_and_last_as_long_as_the_way() -> None:
    way = chain("http://h.test/a")
    way.take(redirect("/b", "one=1; Path=/; HttpOnly", "two=2", "three=3; Max-Age=0", "junk", "caf\u00e9=1"))
    assert way.headers == {"Cookie": "one=1; two=2"}
    way.take(redirect("http://other.test/", "two=; Max-Age=0"))
    assert way.headers == {}
    way.take(redirect("http://h.test/c", "own=9"))
    assert way.headers == {"Cookie": "one=1"}
    assert chain("http://h.test/a").headers == {}


def test_what_is_set_over_tls_is_not_sent_without() -> None:
    way = chain("https://h.test/a")
    way.take(redirect("http://h.test/a", "secret=1"))
    assert way.headers == {}
    way.take(redirect("https://h.test/b", "open=1"))
    assert way.headers == {"Cookie": "secret=1; open=1"}


def test_cookies_are_bounded() -> None:
    way = chain()
    way.take(redirect("/b", *(f"name{number}=x" for number in range(200)), "big=" + "x" * 5000))
    assert way.headers["Cookie"].count("=") == MAX_COOKIES


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://h/a.pdf", True),
        ("http://h/A.ZIP?x=1", True),
        ("http://h/a.html", False),
        ("http://h/pdf", False),
        ("http://h/a.pdf/", False),
        ("http://h.zip/", False),
        ("http://h/?a.pdf", False),
    ],
)
def test_files_are_told_by_their_suffix(url: str, expected: bool) -> None:
    assert is_file(target(url)) is expected
