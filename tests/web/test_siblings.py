from __future__ import annotations

import pytest
from judging import ASKED, beside, evidence, led, target
from websites import page

from linkaudit.web.exchange import Cause, Failure
from linkaudit.web.judging.evidence import Sibling
from linkaudit.web.judging.siblings import Says, sibling_of, witness

TIDES = page("The tides", "High water at noon and low water at dusk.")
SHELL = "<title>App</title><div id=root></div><script src=/main.js></script>"


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        ("https://site.test/a/b/story.html", "https://site.test/a/b/*.html"),
        ("https://site.test/a/b/story", "https://site.test/a/b/*"),
        ("https://site.test/a/b/", "https://site.test/a/*/"),
        ("https://site.test/a", "https://site.test/*"),
        ("https://site.test/", "https://site.test/*"),
        ("https://site.test/a?x=1", "https://site.test/*"),
        ("http://site.test:8080/a.php", "http://site.test:8080/*.php"),
        ("https://site.test/v1.2", "https://site.test/*.2"),
    ],
)
def test_a_sibling_stands_beside_the_page(url: str, shape: str) -> None:
    made = sibling_of(target(url)).url
    before, after = shape.split("*")
    assert made.startswith(before)
    assert made.endswith(after)
    name = made.removeprefix(before).removesuffix(after)
    assert len(name) == 18
    assert name.isalpha()


def test_pages_chosen_by_their_query_have_siblings_of_another_query() -> None:
    made = sibling_of(target("https://site.test/view.php?id=12&lang=en"))
    assert made.path == "/view.php"
    number, word = (pair.partition("=")[2] for pair in made.query[1:].split("&"))
    assert number.isdigit()
    assert number != "12"
    assert word.isalpha()
    assert word != "en"


def test_a_sibling_is_always_the_same_and_differs_for_each_page() -> None:
    assert sibling_of(target(ASKED)) == sibling_of(target(ASKED))
    assert sibling_of(target(ASKED)) != sibling_of(target(ASKED + "2"))


@pytest.mark.parametrize("status", [404, 410])
def test_a_site_that_knows_what_it_does_not_have_has_the_page(status: int) -> None:
    says, told = witness(evidence(200, TIDES, sibling=beside(ASKED, status)))
    assert says is Says.OTHER
    assert str(status) in told


@pytest.mark.parametrize("status", [403, 429, 500, 503, 401, 405])
def test_other_answers_say_nothing(status: int) -> None:
    assert witness(evidence(200, TIDES, sibling=beside(ASKED, status)))[0] is Says.NOTHING


def test_walls_and_failures_say_nothing() -> None:
    walled = beside(ASKED, 200, "<title>Just a moment...</title>")
    assert witness(evidence(200, TIDES, sibling=walled))[0] is Says.NOTHING
    made = sibling_of(target(ASKED))
    failed = Sibling(made, made, Failure(made.url, Cause.READ_TIMEOUT))
    says, told = witness(evidence(200, TIDES, sibling=failed))
    assert says is Says.NOTHING
    assert "read-timeout" in told


def test_nobody_asked_says_nothing() -> None:
    assert witness(evidence(200, TIDES)) == (Says.NOTHING, "")
    itself = Sibling(target(ASKED), target(ASKED), evidence(200, TIDES).outcome)
    assert witness(evidence(200, TIDES, sibling=itself)) == (Says.NOTHING, "")


@pytest.mark.parametrize(
    ("html", "other"),
    [
        (TIDES, TIDES),
        ("<title>Oh</title><p>Nothing to see.", "<title>Oh</title><p>Nothing to see."),
        ("<title>No story.html</title><p>story.html is not here", "<title>No {name}</title><p>{name} is not here"),
        ("<title>Shop</title><p>/2019/05/story.html? 12:01", "<title>Shop</title><p>/2019/05/{name}? 12:02"),
        ("", ""),
        (page("Shop", "We looked for story.html.", words=700), page("Shop", "We looked for {name}.", words=700)),
    ],
)
def test_the_same_page_for_any_address(html: str, other: str) -> None:
    assert witness(evidence(200, html, sibling=beside(ASKED, 200, other)))[0] is Says.SAME


@pytest.mark.parametrize(
    ("html", "other"),
    [
        (TIDES, page("Page not found", words=60)),
        (TIDES, page("The harbour", "High water at noon and low water at dusk.")),
        ("<title>Shop</title><p>A red hat, size nine", "<title>Shop</title><p>Something else altogether here"),
        (page("Shop", words=100), page("Shop", words=300)),
        ("<title>Shop</title><p>Hats", ""),
    ],
)
def test_another_page_for_another_address(html: str, other: str) -> None:
    assert witness(evidence(200, html, sibling=beside(ASKED, 200, other)))[0] is Says.OTHER


@pytest.mark.parametrize(
    ("html", "other"),
    [(SHELL, SHELL), (page("App", "<div id=root></div>", words=900), page("App", "<div id=root></div>", words=900))],
)
def test_sites_made_by_scripts_say_nothing(html: str, other: str) -> None:
    assert witness(evidence(200, html, sibling=beside(ASKED, 200, other)))[0] is Says.NOTHING


@pytest.mark.parametrize(
    ("last", "other", "expected"),
    [
        ("https://www.site.test/news", "https://www.site.test/news", Says.SAME),
        ("https://www.site.test/search?q=story", "https://www.site.test/search?q={name}", Says.SAME),
        ("https://www.site.test/find/story", "https://www.site.test/find/{name}", Says.SAME),
        ("https://www.site.test/news", "https://www.site.test/sport", Says.OTHER),
        ("https://www.site.test/news", "", Says.OTHER),
    ],
)
def test_places_are_compared_but_for_the_name(last: str, other: str, expected: Says) -> None:
    assert witness(led(last, 302, html=TIDES, sibling=beside(ASKED, 200, TIDES, last=other)))[0] is expected


def test_a_page_that_stays_where_others_are_sent_away_is_there() -> None:
    sibling = beside(ASKED, 200, TIDES, last="https://www.site.test/")
    assert witness(evidence(200, TIDES, sibling=sibling))[0] is Says.OTHER
