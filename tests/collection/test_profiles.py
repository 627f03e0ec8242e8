"""How the addresses of hosts are built, and which of them are not."""

from __future__ import annotations

import pytest

from collection.shelved import shelf_of
from linkaudit.collection.profiles import odd_addresses
from linkaudit.collection.shapes import shape

HOST = "https://courier.example"
NUMBERED = f"{HOST}/2018/07/12/ferry-line-cut-after-a-century-a62221"
WITHOUT = f"{HOST}/2026/02/28/why-the-crews-will-not-leave"
WORDS = ["alda", "bay", "crane", "dock", "ebb", "fog", "gale", "hull", "isle", "jetty", "keel", "lock"]


def odd(*addresses: str, others: tuple[str, ...] = ()) -> list[str]:
    """Let one document name addresses, and another one others; give those of both that are odd."""
    shelf = shelf_of({"a.md": _listed(addresses), "b.md": _listed(others)})
    return [each.url for found in odd_addresses(shelf).values() for each in found]


def _listed(addresses: tuple[str, ...]) -> str:
    return "".join(f"- <{each}>\n" for each in addresses)


def many(form: str, number: int = 10) -> tuple[str, ...]:
    """Make addresses of articles in one form."""
    return tuple(
        f"{HOST}/{form.format(day=at + 1, id=61000 + at * 37, words=f'why-the-{word}-of-the-port')}"
        for at, word in enumerate(WORDS[:number])
    )


def test_one_other_of_a_whole_date_and_a_number_is_enough() -> None:
    shelf = shelf_of({"a.md": _listed((WITHOUT,)), "b.md": _listed((NUMBERED,))})
    [(path, [found])] = odd_addresses(shelf).items()
    assert (path, found.url, found.host, found.location.line) == ("a.md", WITHOUT, "courier.example", 1)
    assert "the number behind the title, with `a` before it" in found.lacks
    assert [(each.path, each.value) for each in found.examples] == [("b.md", NUMBERED)]


@pytest.mark.parametrize(
    "other",
    [
        f"{HOST}/",
        f"{HOST}/tags/ferry",
        f"{HOST}/authors/ada-holm-of-alda",
        f"{HOST}/2018/07/12/",
        f"{HOST}/2018/07/12/ferry",
        f"{HOST}/search?q=why-the-crews-will-not-leave",
        f"{HOST}/2018/07/why-the-crews-will-not-leave",
        "https://press.example/2026/02/28/why-the-crews-will-not-leave",
    ],
)
def test_pages_of_other_kinds_and_hosts_are_left_alone(other: str) -> None:
    assert odd(NUMBERED, other) == []


@pytest.mark.parametrize("end", ["12345", "2018", "300000", "a320", "covid-19", "mh370"])
def test_what_may_be_a_word_of_the_title_is_no_number(end: str) -> None:
    assert odd(f"{HOST}/2018/07/12/ferry-line-cut-{end}", WITHOUT) == []


def test_a_host_that_builds_its_addresses_in_both_ways_has_no_odd_ones() -> None:
    assert odd(NUMBERED, WITHOUT, f"{HOST}/2018/07/13/the-boats-are-sold") == []
    assert odd(NUMBERED, WITHOUT, f"{HOST}/news/the-boats-are-sold") == []


@pytest.mark.parametrize(
    ("form", "other"),
    [
        ("news/{words}-{id}", "news/why-the-crews-will-not-leave"),
        ("2018/07/{day:02}/{words}.html", "2018/07/28/why-the-crews-will-not-leave"),
        ("2018/07/{day:02}/{words}", "2018/07/why-the-crews-will-not-leave"),
    ],
)
def test_of_many_one_is_odd(form: str, other: str) -> None:
    assert odd(*many(form), f"{HOST}/{other}") == [f"{HOST}/{other}"]
    assert odd(*many(form, 5), f"{HOST}/{other}") == []


def test_what_differs_in_more_than_one_way_is_a_page_of_another_kind() -> None:
    assert odd(*many("2018/07/{day:02}/{words}-a{id}.html"), f"{HOST}/2018/07/why-the-crews-will-not-leave") == []


def test_it_is_told_in_each_document_once() -> None:
    assert odd(WITHOUT, f"{WITHOUT}/", NUMBERED, others=(WITHOUT,)) == [WITHOUT, WITHOUT]


def test_captures_are_addresses_of_their_originals() -> None:
    capture = f"https://web.archive.org/web/20260301000000/{WITHOUT}"
    assert odd(NUMBERED, capture) == [WITHOUT]


def test_what_was_cut_off_is_not_odd() -> None:
    assert odd(NUMBERED, f"{HOST}/2018/07/12/why-the-crews-will-n...") == []


def test_only_articles_have_a_shape() -> None:
    assert shape(f"{HOST}/about-us") is None
    built = shape(NUMBERED)
    assert built is not None
    assert (built.date, built.before, built.number, built.suffix) == ("year/month/day", 0, "a#", "")


def test_an_article_without_its_date_is_odd_if_its_number_shows_that_it_is_one() -> None:
    usual = many("2018/07/{day:02}/{words}-a{id}")
    assert odd(*usual, f"{HOST}/why-the-crews-will-not-leave-a62999") == [f"{HOST}/why-the-crews-will-not-leave-a62999"]
    assert odd(*usual, f"{HOST}/why-the-crews-will-not-leave") == []
    assert odd(*usual[:6], f"{HOST}/why-the-crews-will-not-leave-a62999") == []
