"""Works that documents cite, or copy, and of which they say different things."""

from __future__ import annotations

import pytest

from collection.shelved import FERRY, TIDES, URL, copies, entry, of, told, values

CITED, PUBLISHED = "citation-conflict", "publisher-conflict"


def entries(first: dict[str, str], second: dict[str, str]) -> dict[str, str]:
    return {"a.bib": entry(**first), "b.bib": entry(**second)}


def test_two_days_of_publication_contradict_each_other() -> None:
    found = told(CITED, entries({"title": "Ferry line cut", "date": "2018-07-12"}, {"date": "2018-07-21"}))
    assert values(found) == [{"a.bib": "2018-07-12 (2018-07-12)", "b.bib": "2018-07-21 (2018-07-21)"}]
    assert (found[0].about, found[0].because) == (URL, "the date of publication")
    assert [party.location.line for party in found[0].parties] == [4, 3]


def test_day_and_month_that_changed_places_are_named() -> None:
    (found,) = told(CITED, entries({"date": "2018-07-12"}, {"date": "2018-12-07"}))
    assert found.because == "the date of publication; day and month may have changed places"


@pytest.mark.parametrize("date", ["2018-07-12", "2018-07-13", "2018-07", "2018", "12 July 2018", "2018-06-31"])
def test_days_that_may_be_one_do_not_contradict_each_other(date: str) -> None:
    assert told(CITED, entries({"date": "2018-07-12"}, {"date": date})) == []


@pytest.mark.parametrize(("one", "other"), [("2018", "2019"), ("2018-07", "2018-08-12"), ("2018", "2017-12-31")])
def test_what_is_known_of_dates_may_part_them(one: str, other: str) -> None:
    assert len(told(CITED, entries({"date": one}, {"date": other}))) == 1


def test_days_of_access_differ_as_they_may() -> None:
    assert told(CITED, entries({"urldate": "2018-07-12"}, {"urldate": "2020-07-12"})) == []


def test_captures_of_one_page_may_be_of_two_days() -> None:
    stamps = ("20180801000000", "20200801000000")
    first, second = ({"archive_url": f"https://web.archive.org/web/{stamp}/{URL}"} for stamp in stamps)
    assert told(CITED, entries(first, second)) == []


def test_captures_of_two_pages_contradict_each_other() -> None:
    held = (
        f"https://web.archive.org/web/20180801000000/{URL}",
        "https://web.archive.org/web/20180801000000/https://x.example/y",
    )
    found = told(CITED, entries({"archive_url": held[0]}, {"archive_url": held[1]}))
    assert values(found) == [{"a.bib": held[0], "b.bib": held[1]}]


def test_one_capture_was_made_on_one_day() -> None:
    held = "https://archive.today/AbC12"
    first, second = ({"archive_url": held, "archive_date": day} for day in ("2018-07-12", "2019-07-12"))
    (found,) = told(CITED, entries(first, second))
    assert found.because == "the day on which one archived copy was made"


def test_two_titles_contradict_each_other_and_then_two_days_do_not() -> None:
    first = {"title": "Ferry line cut in autumn", "date": "2018-07-12"}
    second = {"title": "New gauge at the pier", "date": "2018-07-21"}
    found = told(CITED, entries(first, second))
    assert [each.because for each in found] == ["the title"]


@pytest.mark.parametrize(
    "title",
    [
        "{Ferry} Line Cut",
        "Ferry line cut - Bay Gazette",
        "Ferry line cut in autumn",
        "\u0424\u0435\u0440\u0440\u0438 \u043b\u0438\u043d\u0438\u044f",
    ],
)
def test_titles_that_may_be_one_do_not_contradict_each_other(title: str) -> None:
    assert told(CITED, entries({"title": "Ferry line cut"}, {"title": title})) == []


def test_a_page_with_several_things_on_it_is_cited_for_each() -> None:
    both = entry(title="Ferry line cut", date="2018-07-12") + entry(title="New gauge at the pier", date="2018-09-01")
    assert told(CITED, {"a.bib": both, "b.bib": entry(title="Rates of the quay", date="2019-01-01")}) == []


def test_a_page_that_is_said_to_be_of_many_days_changes() -> None:
    texts = {f"{month}.bib": entry(date=f"2018-{month:02}-01") for month in range(1, 6)}
    assert told(CITED, texts) == []


def test_sites_and_lists_are_no_works() -> None:
    for url in ("https://gazette.example/", "https://gazette.example/tag/harbour"):
        texts = {"a.bib": entry(url, date="2018-07-12"), "b.bib": entry(url, date="2019-07-12")}
        assert told(CITED, texts) == []


def test_what_one_document_says_twice_is_its_own_matter() -> None:
    assert told(CITED, {"a.bib": entry(date="2018-07-12") + entry(date="2019-07-12"), "b.md": FERRY}) == []


def test_the_day_of_a_copy_is_held_against_that_of_a_citation() -> None:
    copy = of(FERRY.replace("\n\n", "\n\nJuly 12, 2018\n\n", 1))
    found = told(CITED, {"a.md": copy, "b.bib": entry(date="2018-07-21")})
    assert values(found) == [{"a.md": "2018-07-12 (July 12, 2018)", "b.bib": "2018-07-21 (2018-07-21)"}]


def test_days_of_two_copies_are_compared_if_they_are_of_one_text() -> None:
    texts = {
        "a.md": of(FERRY.replace("\n\n", "\n\nJuly 12, 2018\n\n", 1)),
        "b.md": of(FERRY.replace("\n\n", "\n\nJuly 21, 2018\n\n", 1)),
    }
    assert len(told(CITED, texts, copies("a.md", "b.md"))) == 1
    assert told(CITED, texts) == []


def test_two_publishers_of_one_page_contradict_each_other() -> None:
    found = told(PUBLISHED, entries({"publisher": "Bay Gazette"}, {"publisher": "Port Herald"}))
    assert values(found) == [{"a.bib": "Bay Gazette", "b.bib": "Port Herald"}]
    assert (found[0].about, found[0].because) == (URL, "the publisher of one page")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Bay Gazette", "Bay Gazette Ltd."),
        ("Bay Gazette", "baygazette.example"),
        ("New York Times", "nytimes.com"),
        ("WXQ", "Western Xylophone Quarterly"),
        ("Reuters", "Port Herald"),
        ("Bay Gazette", "Port Alda Media Group"),
        ("MSNBC", "NBC News"),
    ],
)
def test_names_that_may_be_of_one_publisher_do_not_contradict_each_other(one: str, other: str) -> None:
    assert told(PUBLISHED, entries({"publisher": one}, {"publisher": other})) == []


def test_known_outlets_are_told_from_each_other_by_any_of_their_names() -> None:
    assert len(told(PUBLISHED, entries({"publisher": "NYT"}, {"publisher": "The Washington Post"}))) == 1


def published(text: str, publisher: str, url: str = "") -> str:
    return f"---\npublisher: {publisher}\n{f'original_url: {url}' if url else 'lang: en'}\n---\n{text}"


def test_copies_of_one_text_with_two_publishers_contradict_each_other() -> None:
    texts = {"a.md": published(FERRY, "Bay Gazette"), "b.md": published(FERRY, "Port Herald", URL)}
    found = told(PUBLISHED, texts, copies("a.md", "b.md"))
    assert values(found) == [{"a.md": "Bay Gazette", "b.md": "Port Herald"}]
    assert found[0].because == "the publisher of one text"
    assert [party.location.line for party in found[0].parties] == [5, 3]


def test_one_matter_is_told_once() -> None:
    texts = {"a.md": published(FERRY, "Bay Gazette", URL), "b.md": published(FERRY, "Port Herald", URL)}
    assert [each.because for each in told(PUBLISHED, texts, copies("a.md", "b.md"))] == ["the publisher of one page"]


def test_each_copy_may_name_the_publisher_of_the_page_that_it_is_from() -> None:
    texts = {
        "a.md": published(FERRY, "Bay Gazette", URL),
        "b.md": published(FERRY, "Port Herald", "https://herald.example/n/1"),
    }
    assert told(PUBLISHED, texts, copies("a.md", "b.md")) == []


def test_texts_of_agencies_have_many_publishers() -> None:
    credited = FERRY.replace("The ferry", "PORT ALDA (Reuters) - The ferry", 1)
    texts = {"a.md": published(credited, "Bay Gazette"), "b.md": published(credited, "Port Herald")}
    assert told(PUBLISHED, texts, copies("a.md", "b.md")) == []


def test_texts_that_share_nothing_have_publishers_of_their_own() -> None:
    assert told(PUBLISHED, {"a.md": published(FERRY, "Bay Gazette"), "b.md": published(TIDES, "Port Herald")}) == []
