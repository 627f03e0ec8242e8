"""One original on several texts, and one text with several originals."""

from __future__ import annotations

import pytest

from collection.shelved import FERRY, TIDES, URL, copies, of, told, values

OTHER = "https://herald.example/news/4711"
HEADINGS = FERRY.partition("\n")[0], TIDES.partition("\n")[0]
ONE, MANY = "same-url-many-titles", "same-title-many-urls"


def test_one_original_on_two_texts_is_a_contradiction_however_it_is_spelled() -> None:
    found = told(ONE, {"a.md": of(FERRY), "b.md": of(TIDES, f"http://www.{URL[8:]}/?utm_source=share")})
    assert values(found) == [
        {"a.md": "Ferry line across the bay to stop", "b.md": "New tide gauge measures every minute"}
    ]
    assert found[0].about == URL
    assert found[0].because == "the address has the words of `Ferry line across the bay to stop`"
    assert not found[0].mild


@pytest.mark.parametrize(("first", "second"), [("# News", "# News"), ("# Harbour notes", "# Harbour and ferry notes")])
def test_titles_that_say_little_leave_it_to_the_texts(first: str, second: str) -> None:
    ferry, tides = FERRY.replace(HEADINGS[0], first), TIDES.replace(HEADINGS[1], second)
    assert len(told(ONE, {"a.md": of(ferry), "b.md": of(tides)})) == int(first == second)


def test_a_capture_of_the_original_is_the_original() -> None:
    capture = f"https://web.archive.org/web/20180801000000/{URL}"
    assert len(told(ONE, {"a.md": of(FERRY), "b.md": of(TIDES, capture)})) == 1


def test_texts_without_titles_are_told_apart_by_their_words() -> None:
    ferry, tides = FERRY.partition("\n\n")[2], TIDES.partition("\n\n")[2]
    assert len(told(ONE, {"a.txt": of(ferry), "b.txt": of(tides)})) == 1
    reworded = ferry.replace("will make its last trip in autumn", "stops in autumn").replace("too few people", "nobody")
    assert told(ONE, {"a.txt": of(ferry), "b.txt": of(reworded)}) == []


@pytest.mark.parametrize("kind", ["copy", "rewrite", "partial"])
def test_documents_that_share_text_may_name_one_original(kind: str) -> None:
    assert told(ONE, {"a.md": of(FERRY), "b.md": of(TIDES)}, copies("a.md", "b.md", kind=kind)) == []


def test_excerpts_of_one_text_may_name_its_original_though_they_share_nothing() -> None:
    texts = {"a.md": of(FERRY), "b.md": of(TIDES), "whole.md": of(FERRY + TIDES)}
    assert told(ONE, texts, copies("whole.md", "a.md", "b.md", kind="partial")) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("# The harbour, part 1: boats", "# The harbour, part 2: tides"),
        ("# The boats (1/2)", "# The tides (2/2)"),
        ("# Kapitel 3: Boote", "# Kapitel 4: Gezeiten"),
        ("# Live: storm over Port Alda", "# Harbour closed by gale"),
        ("# Ferry line across the bay to stop", "# Ferry line across the bay to stop in autumn - Bay Gazette"),
    ],
)
def test_parts_live_blogs_and_one_title_are_left_alone(first: str, second: str) -> None:
    texts = {"a.md": of(FERRY.replace(HEADINGS[0], first)), "b.md": of(TIDES.replace(HEADINGS[1], second))}
    assert told(ONE, texts) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://gazette.example/",
        "https://gazette.example/index.html",
        "https://gazette.example/tag/harbour",
        "https://gazette.example/live/storm-4711",
    ],
)
def test_sites_lists_and_live_blogs_carry_many_texts(url: str) -> None:
    assert told(ONE, {"a.md": of(FERRY, url), "b.md": of(TIDES, url)}) == []


def test_two_places_of_one_page_carry_two_texts() -> None:
    assert told(ONE, {"a.md": of(FERRY, f"{URL}#ferry"), "b.md": of(TIDES, f"{URL}#tides")}) == []


def test_a_translation_names_the_original_of_what_it_translates() -> None:
    german = """\
# F\u00e4hre \u00fcber die Bucht wird eingestellt

Die F\u00e4hre \u00fcber die Bucht von Port Alda f\u00e4hrt im Herbst zum letzten Mal. Das Hafenamt
sagt, dass zu wenige Leute mit der Linie fahren, seit die Br\u00fccke offen ist, und dass die
beiden Boote neue Motoren brauchen, die es nicht bezahlen
kann. Den Mannschaften wird Arbeit auf den Schleppern angeboten.
"""
    assert told(ONE, {"a.md": of(FERRY), "b.md": of(german)}) == []


def test_too_little_text_says_nothing() -> None:
    assert told(ONE, {"a.md": of(FERRY), "b.md": of("# New tide gauge\n\nIt measures.\n")}) == []


def test_documents_in_one_file_are_parts_of_it() -> None:
    assert told(ONE, {"book.epub!/a.md": of(FERRY), "book.epub!/b.md": of(TIDES)}) == []


def test_where_a_text_was_found_is_no_statement_of_what_it_is_a_copy_of() -> None:
    def found_at(text: str) -> str:
        return f"---\nsource: {URL}\n---\n{text}"

    texts = {"a.md": found_at(FERRY), "b.md": found_at(TIDES)}
    (found,) = told(ONE, texts)
    assert found.mild
    notes = {f"{name}.md": found_at(TIDES.replace("tide gauge", f"{name} lamp")) for name in ("red", "green", "white")}
    assert told(ONE, {"a.md": found_at(FERRY), **notes}) == []


def test_a_document_with_many_originals_is_a_list() -> None:
    three = "".join(f"Original url: https://herald.example/{page}/x\n\n" for page in ("cut", "open", "closed"))
    assert told(ONE, {"a.md": of(FERRY), "b.md": of(TIDES) + "\n" + three}) == []


def test_copies_of_one_text_with_two_originals_are_a_contradiction() -> None:
    found = told(MANY, {"a.md": of(FERRY), "b.md": of(FERRY, OTHER)}, copies("a.md", "b.md"))
    assert values(found) == [{"a.md": URL, "b.md": OTHER}]
    assert found[0].about == "Ferry line across the bay to stop"
    assert not found[0].mild


def test_all_copies_are_told_once() -> None:
    texts = {"a.md": of(FERRY), "b.md": of(FERRY, OTHER), "c.md": of(FERRY)}
    found = told(MANY, texts, [*copies("a.md", "b.md", "c.md"), *copies("b.md", "c.md", kind="rewrite")])
    assert values(found) == [{"a.md": URL, "b.md": OTHER, "c.md": URL}]


def test_a_shortened_copy_of_the_same_title_is_one_text() -> None:
    texts = {"a.md": of(FERRY + TIDES.partition("\n\n")[2]), "b.md": of(FERRY, OTHER)}
    assert len(told(MANY, texts, copies("a.md", "b.md", kind="partial"))) == 1


def test_an_excerpt_may_come_from_another_page() -> None:
    assert told(MANY, {"a.md": of(FERRY), "b.md": of(TIDES, OTHER)}, copies("a.md", "b.md", kind="partial")) == []


@pytest.mark.parametrize(
    "credit",
    [
        "PORT ALDA (Reuters) - The boats",
        "By Ada Holm, Associated Press\n\nThe boats",
        "AFP\n\nThe boats",
        "(Reporting by Ada Holm; editing by Bo Lind)\n\nThe boats",
        "This story was republished with permission.\n\nThe boats",
    ],
)
def test_texts_of_agencies_stand_on_many_sites(credit: str) -> None:
    credited = FERRY.replace("The ferry", f"{credit} lie at the quay. The ferry", 1)
    assert told(MANY, {"a.md": of(credited), "b.md": of(FERRY, OTHER)}, copies("a.md", "b.md")) == []


def test_what_one_copy_says_of_the_text_holds_for_all() -> None:
    texts = {
        "a.md": of(FERRY),
        "b.md": of(FERRY, OTHER),
        "c.txt": FERRY.replace("The ferry", "ALDA (Reuters) - The ferry"),
    }
    assert told(MANY, texts, copies("a.md", "b.md", "c.txt")) == []
    assert len(told(MANY, texts, copies("a.md", "b.md"))) == 1


def test_a_linked_byline_is_a_credit() -> None:
    credited = FERRY.replace("The ferry", "By [Reuters](#)\n\nThe ferry", 1)
    assert told(MANY, {"a.md": of(credited), "b.md": of(FERRY, OTHER)}, copies("a.md", "b.md")) == []


def test_what_names_the_original_does_not_say_that_it_is_one_of_many() -> None:
    texts = {
        "a.md": f"{FERRY}\nOriginally published at <{URL}>.\n",
        "b.md": f"{FERRY}\nOriginally published at <{OTHER}>.\n",
    }
    assert len(told(MANY, texts, copies("a.md", "b.md"))) == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (URL, f"{URL}/amp/"),
        (URL, f"http://www.{URL[8:]}?utm_source=share"),
        (URL, f"https://web.archive.org/web/20180801000000/{URL}"),
        ("https://docs.harbour.example/3.1/tides", "https://docs.harbour.example/latest/tides"),
        ("https://docs.harbour.example/tides", "https://docs.harbour.example/v3/tides"),
        ("https://docs.harbour.example/en/tides", "https://docs.harbour.example/de/tides"),
        (URL, "https://www.reuters.com/article/harbour-ferry-idUSKBN1K21AB"),
    ],
)
def test_forms_captures_versions_and_agencies_are_no_other_originals(one: str, other: str) -> None:
    assert told(MANY, {"a.md": of(FERRY, one), "b.md": of(FERRY, other)}, copies("a.md", "b.md")) == []


def test_a_page_that_may_have_moved_is_only_worth_knowing() -> None:
    moved = "https://gazette.example/news/ferry-line-cut-a4711"
    (found,) = told(MANY, {"a.md": of(FERRY), "b.md": of(FERRY, moved)}, copies("a.md", "b.md"))
    assert found.mild
    (found,) = told(MANY, {"a.md": of(FERRY), "b.md": of(FERRY, URL.replace("/12/", "/13/"))}, copies("a.md", "b.md"))
    assert found.mild


def test_one_telling_title_with_two_originals_is_only_worth_knowing() -> None:
    titled = TIDES.replace(HEADINGS[1], HEADINGS[0])
    (found,) = told(MANY, {"a.md": of(FERRY), "b.md": of(titled, OTHER)})
    assert found.mild
    assert found.because == "the texts have no passage in common"
    (found,) = told(MANY, {"a.md": of(FERRY), "b.md": of(HEADINGS[0] + "\n", OTHER)})
    assert found.because == "there is too little text to compare"


@pytest.mark.parametrize("heading", ["# Weekly digest of the harbour of Port Alda", "# The tides"])
def test_titles_that_come_again_say_nothing(heading: str) -> None:
    texts = {"a.md": FERRY.replace(HEADINGS[0], heading), "b.md": TIDES.replace(HEADINGS[1], heading)}
    assert told(MANY, {"a.md": of(texts["a.md"]), "b.md": of(texts["b.md"], OTHER)}) == []


def test_what_three_texts_are_called_is_the_name_of_a_series() -> None:
    titled = TIDES.replace(HEADINGS[1], HEADINGS[0])
    texts = {"a.md": of(FERRY), "b.md": of(titled, OTHER), "c.md": of("# " + HEADINGS[0][2:] + "\n", OTHER + "2")}
    assert told(MANY, texts) == []
