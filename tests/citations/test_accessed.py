"""Statements on when a source was looked at and archived."""

from __future__ import annotations

import pytest
from documents.reading import within

from citations.citing import BODY, cited, only, url_of
from linkaudit.citations.accessed import precedes_visit, states_visit
from linkaudit.citations.words import words_of
from linkaudit.models import Citation, Dated, Role

A, B = "https://h.example/a", "https://h.example/b"
STORED = f"https://web.archive.org/web/20150402000000/{A}"
# Words with signs of a pattern in them are tried below, by the forms that they stand for.
ACCESSED = words_of("accessed")
ARCHIVED = [word for word in words_of("archived") if "(" not in word and "?" not in word]


def day(dated: Dated | None) -> str:
    return str(dated.date) if dated else ""


def days(citation: Citation) -> tuple[str, str, str]:
    """Give the dates of publication, access and archiving of a statement."""
    return day(citation.published), day(citation.accessed), day(citation.archived)


@pytest.mark.parametrize("word", ACCESSED)
def test_words_of_access_in_every_language(word: str) -> None:
    for between in (" ", ": "):
        for written in (word, word.capitalize()):
            citation = only(cited(f"The report, {A}, {written}{between}2015-03-07.", "text"))
            assert (url_of(citation), day(citation.accessed)) == (A, "2015-03-07")
            assert citation.form.casefold() == word.casefold()
            assert not citation.about_document


@pytest.mark.parametrize("word", ARCHIVED)
def test_words_of_archiving_in_every_language(word: str) -> None:
    citation = only(cited(f"The report, {A}, {word} 2015-04-02.", "text"))
    assert (url_of(citation), day(citation.archived), day(citation.accessed)) == (A, "2015-04-02", "")


@pytest.mark.parametrize(
    "words",
    [
        "Archived from the original on", "Archived from the original (PDF) on", "archiviert vom Original am",
        "archivé depuis l'original le", "archivado desde el original el", "archiviato dall'originale il",
        "arquivado do original em", "архивировано из первоисточника",
    ],
)  # fmt: skip
def test_phrases_of_archiving(words: str) -> None:
    assert day(only(cited(f"{A} {words} 2 April 2015", "text")).archived) == "2015-04-02"


@pytest.mark.parametrize(
    ("text", "accessed"),
    [
        ("Retrieved 7 March 2015", "2015-03-07"),
        ("Retrieved on March 7, 2015", "2015-03-07"),
        ("retrieved: 2015-03-07", "2015-03-07"),
        ("(accessed\n7 March 2015)", "2015-03-07"),
        ("Last accessed on 7 March 2015", "2015-03-07"),
        ("Accessed: March 2015", "2015-03"),
        ("Accessed 31 February 2015", "2015-02-31"),
        ("Accessed 7/3/2015", "2015"),
        ("abgerufen am 7. März 2015", "2015-03-07"),
        ("Zugriff am: 07.03.2015", "2015-03-07"),
        ("consulté le 7 mars 2015", "2015-03-07"),
        ("consultado el 7 de marzo de 2015", "2015-03-07"),
        ("дата обращения: 7 марта 2015", "2015-03-07"),
        ("访问日期：2015年3月7日", "2015-03-07"),
        ("2015年3月7日閲覧", "2015-03-07"),
        ("2015年3月7日に閲覧。", "2015-03-07"),
        ("2015-03-07 閲覧", "2015-03-07"),
        ("閲覧日：2015年3月7日", "2015-03-07"),
        ("2015年3月7日查阅", "2015-03-07"),
        ("2015-03-07查閱", "2015-03-07"),
        ("[besucht am 7. März 2015]", "2015-03-07"),
        ("Henta 7. mars 2015", "2015-03-07"),
        ("Last access: 7 March 2015", "2015-03-07"),
    ],
)
def test_ways_of_stating_an_access(text: str, accessed: str) -> None:
    citation = only(cited(f"The report, {A}, {text}{BODY}", "text"))
    assert (url_of(citation), day(citation.accessed)) == (A, accessed)
    assert states_visit(text)


@pytest.mark.parametrize(
    "text",
    [
        "Retrieved data from 7 March 2015",
        "Retrieved. Then, on 7 March 2015, it rained",
        "The dog retrieved it; 7 March 2015",
        "Retrieved",
        "Retrieved in March",
        "unretrieved 7 March 2015",
        "Retrieved by the harbour board of the city on 7 March 2015",
        "7 March 2015",
        "2015年3月7日の閲覧",
        "Holm, op. cit., 7 March 2015, p. 5",
    ],
)
def test_what_states_no_access(text: str) -> None:
    assert cited(f"The report, {A}, {text}{BODY}", "text").citations == ()
    assert not states_visit(text)


def test_archiving_and_access_of_one_source_are_one_statement() -> None:
    text = (
        f'"Pier opened". [The Herald]({A}). 1 January 2015. [Archived]({STORED}) from the original on 2 April 2015.'
        " Retrieved 7 March 2015."
    )
    document = cited(f"{text}{BODY}")
    citation = only(document)
    assert days(citation) == ("2015-01-01", "2015-03-07", "2015-04-02")
    assert citation.original is not None
    assert citation.archive is not None
    assert (citation.original.url, citation.archive.url, citation.role) == (A, STORED, Role.INLINE)
    assert citation.form == "Archived from the original on"
    said = document.text[citation.location.start : citation.location.end]
    assert said.startswith("Pier opened")
    assert said.endswith("Retrieved 7 March 2015")


def test_the_other_order_is_one_statement_too() -> None:
    citation = only(cited(f"{A} Retrieved 7 March 2015, archived on 2 April 2015 {STORED}.{BODY}", "text"))
    assert days(citation) == ("", "2015-03-07", "2015-04-02")


def test_each_source_of_a_paragraph_has_its_own_statement() -> None:
    text = f"One {A} Retrieved 7 March 2015. Two, 3 May 2014, {B} Retrieved 8 March 2015. C, Retrieved 9 March 2015."
    citations = cited(f"{text}{BODY}", "text").citations
    assert [(url_of(citation), *days(citation)) for citation in citations] == [
        (A, "", "2015-03-07", ""),
        (B, "2014-05-03", "2015-03-08", ""),
        ("", "", "2015-03-09", ""),
    ]


def test_statements_far_apart_are_of_two_sources() -> None:
    text = f"{A} Archived on 2 April 2015. {'Other words of a source. ' * 4} {B} Retrieved 7 March 2015."
    assert [day(citation.archived) or day(citation.accessed) for citation in cited(text, "text").citations] == [
        "2015-04-02",
        "2015-03-07",
    ]


def test_statements_stay_within_their_paragraph() -> None:
    citations = cited(f"{A}\n\nRetrieved 7 March 2015\n\n- {B} Retrieved 8 March 2015\n").citations
    assert [(url_of(citation), day(citation.accessed)) for citation in citations] == [
        ("", "2015-03-07"),
        (B, "2015-03-08"),
    ]


def test_what_stands_far_before_belongs_to_another_source() -> None:
    text = f"{A} 1 January 2014 {'and many more words ' * 40}. Retrieved 7 March 2015."
    citation = only(cited(text, "text"))
    assert (url_of(citation), *days(citation)) == ("", "", "2015-03-07", "")


@pytest.mark.parametrize(
    ("text", "published"),
    [
        (f"Title, 3 May 2014. {A} Retrieved 7 March 2015.", "2014-05-03"),
        (f"Title, printed 9 May 2014, online 3 May 2014. {A} Retrieved 7 March 2015.", "2014-05-03"),
        (f"Title, 31 February 2014. {A} Retrieved 7 March 2015.", ""),
        ("https://h.example/2014/05/03/a Retrieved 7 March 2015.", ""),
        (f"{A} Retrieved 7 March 2015, of 3 May 2014.", ""),
    ],
)
def test_the_date_of_publication_is_the_first_possible_one_that_is_stated(text: str, published: str) -> None:
    assert day(only(cited(f"{text}{BODY}", "text")).published) == published


def test_an_original_is_not_what_only_its_capture_names() -> None:
    citation = only(cited(f"[Archived]({STORED}) on 2 April 2015"))
    assert citation.original is None
    assert citation.reference is citation.archive


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_statements_in_every_format(line_end: str) -> None:
    for name, text in (
        ("markdown", f"- [The\nreport]({A}). Retrieved\n7 March 2015.\n"),
        ("html", f"<p><a href='{A}'>The\nreport</a>.\nRetrieved <i>7\nMarch</i> 2015."),
        ("text", f"The report\n{A}\nRetrieved 7\nMarch 2015\n"),
    ):
        citation = only(cited(text.replace("\n", line_end), name))
        assert (url_of(citation), day(citation.accessed)) == (A, "2015-03-07")


@pytest.mark.parametrize(
    ("text", "expected"), [("accessed 7 March", True), ("published 7 March", False), ("accessed and read 7", False)]
)
def test_whether_a_date_is_one_of_a_visit(text: str, expected: bool) -> None:
    assert precedes_visit(text, 0, text.index("7")) is expected


@pytest.mark.parametrize(
    "piece",
    [
        "Retrieved ",
        "Retrieved 7 March 2015. ",
        "2018年7月12日閲覧",
        f"{A} Archived on 2 April 2015. Retrieved 7 March 2015.\n",
        "Retrieved  \n",
    ],
)
def test_hostile_text_takes_no_longer_than_its_length_asks_for(piece: str) -> None:
    with within(10):
        cited(piece * (60_000 // len(piece)), "text")
        cited(("Retrieved" + " " * 60_000) + "x", "text")


def test_a_statement_may_be_folded_within_its_words() -> None:
    text = (
        "[Archived](https://web.archive.org/web/20180712000000/http://a.example/x)\nfrom the original on 3 March 2015."
    )
    (citation,) = cited(text).citations
    assert citation.archived is not None
    assert str(citation.archived.date) == "2015-03-03"
    assert citation.archive is not None


@pytest.mark.parametrize(
    "text",
    [
        f"Title. Retrieved 7 March 2015, from {A}",
        f"Title. Retrieved 7 March 2015 from <{A}>.",
        f"Title. Accessed 7 March 2015. {A}",
        f"Title. Accessed 7 March 2015. Available at: {A}",
        f"Title. Accessed 7 March 2015, [the report]({A}).",
        f"Title. Retrieved 7 March 2015,\nfrom {A}",
    ],
)
def test_an_address_behind_the_date(text: str) -> None:
    citation = only(cited(text))
    assert (url_of(citation), day(citation.accessed)) == (A, "2015-03-07")


def test_addresses_behind_their_dates_stay_with_them() -> None:
    text = f"A. Retrieved 7 March 2015, from {A}\nB. Retrieved 8 March 2015, from {B}\n"
    assert [url_of(citation) for citation in cited(text, "text").citations] == [A, B]
    stored = only(cited(f"A. Retrieved 7 March 2015, from {STORED}"))
    assert stored.original is None
    assert stored.archive is not None


@pytest.mark.parametrize(
    "text",
    [
        f"[1] A. Retrieved 7 March 2015.\n[2] {A}",
        f"A. Retrieved 7 March 2015. The board has also told of its further plans at {A}",
        f"A. Retrieved 7 March 2015. {'-' * 100} {A}",
    ],
)
def test_an_address_behind_the_date_of_another_source(text: str) -> None:
    assert url_of(cited(text, "text").citations[0]) == ""
