from __future__ import annotations

import pytest
from judging import read, target
from websites import page

from linkaudit.web.judging.landing import Landing, is_front_page, landing, silent_on
from linkaudit.web.verdict import _same_site

LONG = read(page("An ordinary page", words=600))


def led(asked: str, last: str) -> Landing | None:
    return landing(target(asked), target(last), LONG, _same_site)


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        ("https://site.test/a/story-of-tides", "https://site.test/a/story-of-tides"),
        ("http://site.test/a/story", "https://www.site.test/a/story"),
        ("https://site.test/a/story", "https://site.test/a/story/"),
        ("https://site.test/2019/05/the-tide-tables.html", "https://site.test/articles/tide-tables"),
        ("https://site.test/node/12345", "https://new.test/archive/12345-the-tide"),
        ("https://site.test/story/12345/print", "https://site.test/story/12345"),
        ("https://site.test/story/harbour/amp", "https://site.test/harbour"),
        ("https://site.test/view.php?id=778", "https://site.test/entries/778"),
        ("https://site.test/docs/tides", "https://site.test/#/docs/tides"),
        ("https://site.test/docs/tides", "https://site.test/app#!/docs/tides"),
        ("https://site.test/docs/", "https://docs.site.test/"),
        ("https://site.test/projects/tidal", "https://tidal-project.test/"),
        ("https://site.test/a/%C3%BCberfahrt", "https://site.test/b/%C3%BCberfahrt"),
        ("https://site.test/Wiki/Tide", "https://site.test/wiki/tide"),
    ],
)
def test_what_keeps_a_trace_is_the_page(asked: str, last: str) -> None:
    assert led(asked, last) is None


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        ("https://site.test/a/story", "https://site.test/welcome?next=/a/story"),
        ("https://site.test/a/story", "https://gate.test/check?url=https%3A%2F%2Fsite.test%2Fa%2Fstory"),
        ("https://site.test/a/story", "https://site.test/?return=%2Fa%2Fstory"),
    ],
)
def test_what_carries_the_way_back_is_a_door(asked: str, last: str) -> None:
    assert led(asked, last) is None


@pytest.mark.parametrize(
    ("asked", "last", "kind", "certain"),
    [
        ("https://site.test/a/story", "https://site.test/", "front page", True),
        ("https://site.test/a/story", "https://site.test/index.html", "front page", True),
        ("https://site.test/a/story", "https://site.test/home", "front page", True),
        ("https://site.test/a/story", "https://site.test/404", "error page", True),
        ("https://site.test/a/story", "https://site.test/error", "error page", False),
        ("https://site.test/a/story", "https://site.test/error?from=/a/story", "error page", True),
        ("https://site.test/a/story", "https://site.test/oops?aspxerrorpath=/a/story", "error page", True),
        ("https://site.test/a/old-story", "https://site.test/search?q=old+story", "search", True),
        ("https://site.test/a/old-story", "https://site.test/suche?suchbegriff=story", "search", True),
        ("https://site.test/a/old-story", "https://site.test/?s=story", "search", True),
        ("https://site.test/item/12345", "https://site.test/search?q=12345", "search", False),
        ("https://site.test/a/old-story", "https://site.test/search", "search", False),
        ("https://site.test/a/old-story", "https://site.test/recherche.php", "search", False),
        ("https://site.test/a/b/story", "https://site.test/a/", "above", False),
        ("https://site.test/a/b/story", "https://site.test/news", "above", False),
        ("https://site.test/a/story", "https://site.test/welcome", "front page", False),
        ("https://site.test/a/story", "https://site.test/en/", "language", False),
        ("https://site.test/a/story", "https://site.test/de-at/", "language", False),
        ("https://site.test/a/story", "https://site.test/b/other", "elsewhere", False),
        ("https://site.test/a/story", "https://new.test/closed/for/ever", "elsewhere", False),
    ],
)
def test_what_stands_in_for_a_page(asked: str, last: str, kind: str, certain: bool) -> None:
    found = led(asked, last)
    assert found is not None
    assert (found.kind, found.certain) == (kind, certain)
    assert last in found.words


@pytest.mark.parametrize(
    ("asked", "last"),
    [
        ("https://site.test/search?q=tides", "https://site.test/search/?q=tides"),
        ("https://site.test/", "https://site.test/en/"),
        ("https://site.test/", "https://site.test/start"),
        ("https://site.test/?p=12", "https://site.test/"),
        ("https://site.test/tag/tides", "https://site.test/search?q=tides"),
        ("https://site.test/isbn/9780131103627", "https://site.test/search?q=9780131103627"),
        ("https://sho.test/x7Fq", "https://other.test/"),
    ],
)
def test_what_stands_in_for_nothing(asked: str, last: str) -> None:
    assert led(asked, last) is None


def test_a_short_page_at_an_ambiguous_address_is_an_error_page() -> None:
    asked, last = target("https://site.test/a/story"), target("https://site.test/error")
    found = landing(asked, last, read("<title>Oh no</title>"), _same_site)
    assert found is not None
    assert found.certain


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://site.test", True),
        ("https://site.test/index.php", True),
        ("https://site.test/pt-br/", True),
        ("https://site.test/en/index.html", True),
        ("https://site.test/about", False),
        ("https://site.test/en/about", False),
    ],
)
def test_front_pages(url: str, expected: bool) -> None:
    assert is_front_page(target(url)) is expected


@pytest.mark.parametrize(
    ("path", "html", "expected"),
    [
        ("/2019/ferry-returns-to-harbour", page("Welcome", "Tables for the sea"), ("ferry", "returns", "harbour")),
        ("/2019/ferry-returns-to-harbour", page("The ferry is back"), ()),
        ("/2019/ferry-returns-to-harbour", page("Welcome", "All harbours of the sound"), ()),
        ("/ferry", page("Welcome"), ()),
        ("/news/12345", page("Welcome"), ()),
        ("/", page("Welcome"), ()),
        ("/2019/ferry-returns-to-harbour", "", ()),
    ],
)
def test_pages_that_are_silent_on_what_their_address_names(path: str, html: str, expected: tuple[str, ...]) -> None:
    assert silent_on(target(f"https://site.test{path}"), read(html)) == expected


@pytest.mark.parametrize(
    ("last", "html", "certain"),
    [
        ("https://site.test/404.html", page("An ordinary page"), True),
        ("https://site.test/errors/404.html", page("An ordinary page", words=60), True),
        ("https://site.test/status/404", page("404: what it means", words=200), False),
        ("https://site.test/help/not-found", page("What is not to be found here", words=200), False),
        ("https://site.test/help/not-found", page("Page not found", words=200), True),
    ],
)
def test_a_page_about_errors_is_no_error_page(last: str, html: str, certain: bool) -> None:
    found = landing(target("https://site.test/a/story"), target(last), read(html), _same_site)
    assert found is not None
    assert (found.kind, found.certain) == ("error page", certain)
