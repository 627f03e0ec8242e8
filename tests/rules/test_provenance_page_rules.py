"""Stated originals that cannot be the page that was copied, or are not where it was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.judged import INFO, WARNING, document_of, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

A = "https://gazette.example/2018/07/12/ferry-line-cut"
DATED = "# Ferry line cut\n\nJuly 12, 2018\n\nThe ferry across the bay will stop in autumn.\n\n"
COPY = "# Ferry line cut\n\nPORT ALDA (Reuters) - The ferry across the bay will stop in autumn, the office said.\n\n"

NO_PAGES: list[tuple[str, str, list[Severity]]] = [
    ("first page", f"{DATED}Original url: https://gazette.example/\n", [WARNING]),
    ("first page of a language", f"{DATED}Original url: <https://gazette.example/en/>\n", [WARNING]),
    (
        "capture of a first page",
        f"{DATED}Original url: https://web.archive.org/web/20180712000000/https://gazette.example/\n",
        [WARNING],
    ),
    ("search", f"{DATED}Original url: https://gazette.example/?s=ferry\n", [WARNING]),
    ("tag", f"{DATED}Original url: https://gazette.example/tag/ferry\n", [WARNING]),
    ("log-in", f"{DATED}Original url: https://gazette.example/login?next=/x\n", [WARNING]),
    ("feed", f"{DATED}Original url: https://gazette.example/feed\n", [WARNING]),
    ("a page", f"{DATED}Original url: {A}\n", []),
    ("a page by number", f"{DATED}Original url: https://gazette.example/?p=120\n", []),
    ("copy of an agency's text", f"{COPY}Original url: https://gazette.example/\n", [WARNING]),
    ("no article", "# tidetable\n\nPredict tides.\n\nOriginal url: https://tides.example/\n", []),
    (
        "metadata",
        "---\ndate: 2018-07-12\noriginal_url: https://gazette.example/\n---\nThe ferry will stop.\n",
        [WARNING],
    ),
    ("source of a copy", f"{COPY}Source: https://gazette.example/\n", [INFO]),
    ("source of what may be one's own", f"{DATED}Source: https://gazette.example/\n", []),
    ("a page as source of a copy", f"{COPY}Source: {A}\n", []),
    ("a link", f"{DATED}[The Gazette](https://gazette.example/)\n", []),
]


@pytest.mark.parametrize(("text", "expected"), [each[1:] for each in NO_PAGES], ids=[each[0] for each in NO_PAGES])
def test_an_original_that_is_no_text(text: str, expected: list[Severity]) -> None:
    assert severities("provenance-not-a-page", text) == expected


def test_the_kind_of_page_and_what_shows_an_article_are_told() -> None:
    (finding,) = findings_of("provenance-not-a-page", f"{DATED}Original url: https://gazette.example/tag/ferry\n")
    assert finding.message == "`Original url:` names a list by tag, no text"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("Original url", "https://gazette.example/tag/ferry"),
        ("date (dateline)", "July 12, 2018"),
    ]


def test_a_saved_first_page_is_no_article_but_for_its_metadata() -> None:
    mark = "<!-- saved from url=(0024)https://gazette.example/ -->"
    body = "<body><p>July 12, 2018</p><p>The ferry across the bay will stop in autumn.</p></body>"
    assert severities("provenance-not-a-page", f"{mark}<html>{body}</html>", "a.html") == []
    dated = '<head><meta property="article:published_time" content="2018-07-12T08:00:00Z"></head>'
    assert severities("provenance-not-a-page", f"{mark}<html>{dated}{body}</html>", "a.html") == [WARNING]


HOME = ("https://github.com/ada/clippings", "https://ada.github.io/clippings", "https://clippings.example/press/")


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://github.com/ada/clippings", [WARNING]),
        ("https://github.com/ada/clippings/blob/main/a.md", [WARNING]),
        ("https://ada.github.io/clippings/a", [WARNING]),
        ("http://www.clippings.example/press/2018/ferry?x=1", [WARNING]),
        ("https://web.archive.org/web/20180712000000/https://clippings.example/press/a", [WARNING]),
        ("https://github.com/ada/clippings-2/blob/main/a.md", []),
        ("https://github.com/ada", []),
        ("https://clippings.example/", []),
        ("https://ada.github.io/tides", []),
        (A, []),
    ],
)
def test_an_original_that_is_the_collection_itself(url: str, expected: list[Severity]) -> None:
    text = f"{DATED}Original url: {url}\n"
    assert (
        severities("provenance-self-reference", text, home=lambda path: HOME if path == "example.md" else ())
        == expected
    )
    assert severities("provenance-self-reference", text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("---\noriginal_url: https://clippings.example/press/a\n---\nThe ferry will stop.\n", [INFO]),
        (f"---\noriginal_url: https://clippings.example/press/a\n---\n{COPY}", [WARNING]),
        ("---\nsource_url: https://github.com/ada/clippings\n---\nThe ferry will stop.\n", []),
        ("Source: https://github.com/ada/clippings/blob/main/a.py\n", []),
        ("---\ncanonical_url: https://clippings.example/press/a\n---\nThe ferry will stop.\n", []),
        ("---\npermalink: https://clippings.example/press/a\n---\nThe ferry will stop.\n", []),
    ],
)
def test_ones_own_texts_may_name_their_former_address(text: str, expected: list[Severity]) -> None:
    assert severities("provenance-self-reference", text, home=lambda _: HOME) == expected


def test_the_collection_is_named() -> None:
    text = f"{DATED}Original url: https://clippings.example/press/a\n"
    (finding,) = findings_of("provenance-self-reference", text, home=lambda _: HOME)
    assert finding.message == "`Original url:` names the collection itself (https://clippings.example/press/)"
    assert [each.value for each in finding.evidence] == ["https://clippings.example/press/a", HOME[2]]


def cited(publisher: str, url: str) -> str:
    return f"---\npublisher: {publisher}\noriginal_url: {url}\n---\nThe ferry across the bay will stop.\n"


NYT, GUARDIAN = "https://www.nytimes.com/2018/07/12/world/ferry.html", "https://www.theguardian.com/world/ferry"

PUBLISHERS: list[tuple[str, str, str, int]] = [
    ("another outlet", "a.md", cited("The Guardian", NYT), 1),
    ("another outlet, by its domain", "a.md", cited("theguardian.com", NYT), 1),
    ("the outlet", "a.md", cited("The Guardian", GUARDIAN), 0),
    ("without its article", "a.md", cited("New York Times", GUARDIAN), 1),
    ("by its domain", "a.md", cited("www.nytimes.com", NYT), 0),
    ("a capture", "a.md", cited("The Guardian", f"https://web.archive.org/web/20180712000000/{NYT}"), 1),
    (
        "a capture of the outlet",
        "a.md",
        cited("The Guardian", f"https://web.archive.org/web/20180712000000/{GUARDIAN}"),
        0,
    ),
    ("an agency elsewhere", "a.md", cited("Reuters", NYT), 0),
    ("at an agency", "a.md", cited("The Guardian", "https://www.reuters.com/world/ferry"), 0),
    ("nobody known", "a.md", cited("Harbour Press", NYT), 0),
    ("nowhere known", "a.md", cited("The Guardian", A), 0),
    ("sister of the outlet", "a.md", cited("MSNBC", "https://www.nbcnews.com/ferry"), 0),
    ("taken over", "a.md", cited("The Guardian", NYT) + "\nRepublished with permission.\n", 0),
    ("taken over, in Chinese", "a.md", cited("The Guardian", NYT) + "\n本文转载自卫报。\n", 0),
    ("citation", "a.wikitext", f"{{{{cite news |newspaper=[[The Guardian]] |title=Ferry |url={NYT}}}}}", 1),
    (
        "citation with a label for the link",
        "a.wikitext",
        f"{{{{cite news |newspaper=[[The Guardian|Guardian newspaper]] |title=Ferry |url={NYT}}}}}",
        1,
    ),
    ("citation in italics", "a.wikitext", f"{{{{cite news |work=''The New York Times'' |title=Ferry |url={NYT}}}}}", 0),
    ("citation twice", "a.wikitext", f"{{{{cite news |newspaper=The Guardian |title=Ferry |url={NYT}}}}}\n" * 2, 1),
    ("entry", "a.bib", f"@misc{{a, title = {{Ferry}}, publisher = {{The Guardian}}, url = {{{NYT}}}}}\n", 1),
    (
        "page",
        "a.html",
        f'<head><meta property="og:site_name" content="The Guardian"><link rel="canonical" href="{NYT}"></head>',
        1,
    ),
    (
        "page of the outlet",
        "a.html",
        f'<head><meta property="og:site_name" content="the Guardian"><link rel="canonical" href="{GUARDIAN}"></head>',
        0,
    ),
]


@pytest.mark.parametrize(
    ("path", "text", "number"), [each[1:] for each in PUBLISHERS], ids=[each[0] for each in PUBLISHERS]
)
def test_a_publisher_and_the_site(path: str, text: str, number: int) -> None:
    assert severities("provenance-host-vs-publisher", text, path) == [INFO] * number


def test_publisher_and_site_are_shown() -> None:
    (finding,) = findings_of("provenance-host-vs-publisher", cited("The Guardian", NYT))
    assert finding.message == "said to be published by The Guardian, but stands on the site of The New York Times"
    assert [(each.name, each.value) for each in finding.evidence] == [("publisher", "The Guardian"), ("site", NYT)]


@given(st.text(max_size=40))
def test_no_name_of_a_publisher_makes_it_fail(name: str) -> None:
    document = document_of(f'<meta property="og:site_name" content="x"><link rel="canonical" href="{NYT}">', "a.html")
    assert document.publisher == "x"
    text = f'<meta property="og:site_name" content="{name.replace(chr(34), "")}"><link rel="canonical" href="{NYT}">'
    findings_of("provenance-host-vs-publisher", text, "a.html")


def marked(count: int | str, url: str = A) -> str:
    return f"<!-- saved from url=({count}){url} -->\n<title>Ferry</title>"


LENGTH = len(A)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (marked(f"{LENGTH:04}"), 0),
        (marked(f"{LENGTH + 1:04}"), 0),
        (marked(f"{LENGTH - 1:04}"), 0),
        (marked(f"{LENGTH + 2:04}"), 1),
        (marked(f"{LENGTH - 2:04}"), 1),
        (marked("0014", "about:internet"), 0),
        (marked("0000", "file:///C:/a.html"), 0),
        (marked(f"{LENGTH + 8:04}", f"{A} and more"), 0),
        (marked(f"{LENGTH + 3:04}", f"{A}/é"), 0),
        (marked(f"{LENGTH + 2:04}", f"{A}/é"), 0),
        (marked("47"), 0),
        (f"<title>Ferry</title><link rel='canonical' href='{A}'>", 0),
    ],
)
def test_the_count_of_a_mark_of_the_web(text: str, number: int) -> None:
    assert severities("provenance-motw-length", text, "a.html") == [INFO] * number


def test_the_count_and_the_address_are_shown() -> None:
    (finding,) = findings_of("provenance-motw-length", marked("0009"), "a.html")
    assert finding.message == f"the Mark of the Web counts 9 characters, its address has {LENGTH}"
    assert [(each.name, each.value) for each in finding.evidence] == [("count", "(0009)"), ("address", A)]


@given(st.integers(0, 9999))
def test_only_the_length_counts(count: int) -> None:
    assert len(findings_of("provenance-motw-length", marked(f"{count:04}"), "a.html")) == (abs(count - LENGTH) > 1)
