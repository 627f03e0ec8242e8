from __future__ import annotations

from datetime import UTC, datetime

import pytest
from support.pages import GOOD, LOGIN, PARKED, SENDS_ON, SOFT_404, WALL, WORDS, page

from linkaudit.archives.choose import Capture
from linkaudit.archives.holdings import Shown
from linkaudit.archives.screening import Said, Shows, said, screen
from linkaudit.content.passages import likeness

URL = "http://example.org/canal/lock-keepers"
MOMENT = datetime(2018, 5, 1, 8, tzinfo=UTC)
BANNER = (
    "<!-- BEGIN WAYBACK TOOLBAR INSERT --><div id=wm-ipp>The Wayback Machine has 112 captures of http://example.org/ "
    "between 3 May 2011 and 14 June 2020. About this capture. Previous capture. Next capture. "
    + "Collected by the crawl of a national library that kept what was published. " * 30
    + "</div><!-- END WAYBACK TOOLBAR INSERT -->"
)


def shown(body: str | bytes, status: int = 200, kind: str = "text/html; charset=utf-8", **more: object) -> Shown:
    raw = body if isinstance(body, bytes) else body.encode()
    return Shown(Capture(MOMENT, status), kind, raw, **more)  # type: ignore[arg-type]


def shows(body: str | bytes, status: int = 200, kind: str = "text/html", **more: object) -> Shows:
    return screen(shown(body, status, kind, **more), URL).shows


@pytest.mark.parametrize(
    "body",
    [GOOD, page("404"), page("Page not found"), page("Log in"), page("Canal", "Open from March."), "<p>words", ""],
)
def test_a_page_with_one_sign_or_none_is_taken_for_the_page(body: str) -> None:
    assert shows(body) is Shows.PAGE


@pytest.mark.parametrize(
    ("body", "sign"),
    [
        (SOFT_404, "Page not found"),
        (LOGIN, "password"),
        (PARKED, "for sale"),
        (WALL, "Cloudflare"),
        (page("Fehler 404", "Die Seite wurde nicht gefunden."), "404"),
    ],
)
def test_what_stands_in_for_a_page_is_recognised_with_its_signs(body: str, sign: str) -> None:
    screened = screen(shown(body), URL)
    assert screened.shows is Shows.NO_PAGE
    assert sign.lower() in screened.because.lower()


@pytest.mark.parametrize("body", [SOFT_404, LOGIN])
def test_the_archives_banner_hides_nothing_and_is_no_text(body: str) -> None:
    assert shows(body.replace("<body>", f"<body>{BANNER}")) is Shows.NO_PAGE
    with_banner = said(shown(GOOD.replace("<body>", f"<body>{BANNER}")), "built-in")
    assert with_banner == said(shown(GOOD), "built-in")


def test_the_beginning_of_a_text_that_goes_on_for_those_who_pay_is_the_page() -> None:
    sign = '<script type="application/ld+json">{"isAccessibleForFree": false}</script>'
    offer = " Subscribe to continue reading. Already a subscriber? Sign in."
    beginning = page("Canal", f"{'The lock keepers wrote down each boat that passed. ' * 9}{offer}", sign)
    screened = screen(shown(beginning), URL)
    assert (screened.shows, "not free" in screened.because) == (Shows.PAGE, True)
    assert shows(page("Canal", offer, sign)) is Shows.NO_PAGE


def test_a_page_that_sends_its_readers_on_shows_where_the_page_went() -> None:
    assert shows(SENDS_ON) is Shows.WAY
    assert shows(SENDS_ON.replace('content="0;', 'content="600;')) is Shows.PAGE
    assert shows(SENDS_ON.replace("http://example.org/new", URL)) is Shows.PAGE


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("http://example.org/archive/lock-keepers", Shows.WAY),
        ("/new", Shows.WAY),
        ("https://example.org/", Shows.WAY),
        ("", Shows.WAY),
        (URL, Shows.WAY),
        ("https://example.org/login?next=/canal/lock-keepers", Shows.NO_PAGE),
        ("/errors/404.html", Shows.NO_PAGE),
    ],
)
def test_redirects_to_a_login_or_an_error_page_show_not_even_where_the_page_went(
    location: str, expected: Shows
) -> None:
    assert shows("", 302, location=location) is expected


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"%PDF-1.4 page not found", "application/pdf"),
        (b"\x89PNG\r\n", "image/png"),
        (b'{"error": "page not found"}', "application/json"),
    ],
)
def test_what_is_no_page_of_text_is_judged_by_its_status(body: bytes, kind: str) -> None:
    assert shows(body, kind=kind) is Shows.PAGE
    assert said(shown(body, kind=kind), "built-in") == Said()


def test_half_a_page_says_nothing() -> None:
    half = shown(SOFT_404, broken=True)
    assert screen(half, URL).shows is Shows.PAGE
    assert said(half, "built-in") == Said()


def test_a_page_tells_its_title_its_words_and_a_sample() -> None:
    told = said(shown(GOOD), "built-in")
    assert told.title == "The books of the lock keepers"
    assert len(WORDS.split()) < told.words < len(WORDS.split()) + 20
    assert likeness(told.passages, said(shown(GOOD.replace("Home News Contact", "Start")), "built-in").passages) == 1.0
    assert said(shown(GOOD), None) == Said(told.title, told.words)


@pytest.mark.parametrize("body", [b"\xff\xfe\x00<", b"<" * 5000, b"\x00" * 5000, b"<title>" * 500])
def test_garbage_is_no_reason_to_fail(body: bytes) -> None:
    assert shows(body) in set(Shows)
    assert said(shown(body), "built-in").passages == ""
