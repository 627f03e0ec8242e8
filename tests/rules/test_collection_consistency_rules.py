"""What each document is told of the matters in which documents contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from collection.shelved import FERRY, TIDES, URL, copies, entry, of, shelf_of

from linkaudit.collection.consistency import disagreements
from linkaudit.models import Kinship
from linkaudit.rules import BY_NAME
from rules.judged import INFO, WARNING, context_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from linkaudit.models import Finding, Pair

MANY = 30


def told(rule: str, texts: Mapping[str, str], pairs: Iterable[Pair] = ()) -> list[Finding]:
    """Let one rule judge the documents of a collection."""
    shelf = shelf_of(texts)
    context = context_of(kinship=Kinship(disagreements=disagreements(shelf, tuple(pairs), {})))
    return [found for document in shelf.documents for found in BY_NAME[f"collection-{rule}"].judge(document, context)]


def shown(finding: Finding) -> dict[str, str]:
    return {each.name: each.value for each in finding.evidence}


def test_each_document_is_told_what_it_says_and_what_others_say_and_where() -> None:
    first, second = told("same-url-many-titles", {"a.md": of(FERRY), "b.md": of(TIDES)})
    assert (first.location.path, first.location.line, first.severity, first.url) == ("a.md", 7, WARNING, URL)
    assert first.message == (
        "named as the original of another text by 1 document: `New tide gauge measures every minute` in b.md:7"
    )
    assert shown(first) == {
        "original": URL,
        "told apart by": "the address has the words of `Ferry line across the bay to stop`",
        "title": "Ferry line across the bay to stop",
        "title in b.md:7": "New tide gauge measures every minute",
    }
    assert [str(place) for place in first.related] == ["b.md:7:15"]
    assert [str(place) for place in second.related] == ["a.md:7:15"]


def test_what_is_only_worth_knowing_is_told_so() -> None:
    texts = {"a.md": f"---\nsource: {URL}\n---\n{FERRY}", "b.md": f"---\nsource: {URL}\n---\n{TIDES}"}
    assert [finding.severity for finding in told("same-url-many-titles", texts)] == [INFO, INFO]


def test_copies_are_told_of_the_other_original() -> None:
    texts = {"a.md": of(FERRY), "b.md": of(FERRY, "https://herald.example/news/4711")}
    first, second = told("same-title-many-urls", texts, copies("a.md", "b.md"))
    assert (first.url, second.url) == (URL, "https://herald.example/news/4711")
    assert first.message == (
        "another original is named for the same text: `https://herald.example/news/4711` in b.md:7"
        " (the texts are copies of each other)"
    )
    assert shown(second)["title"] == "Ferry line across the bay to stop"


def test_only_those_are_told_who_do_not_use_the_usual_address() -> None:
    texts = {
        "a.md": "[tables](http://www.example.com/tides/)\n",
        "b.md": "[tables](https://example.com/tides)\n",
        "c.md": "[tables](https://example.com/tides)\n",
    }
    assert told("url-variants", texts) == []
    texts = {path: text.replace("example.com", "harbour.example") for path, text in texts.items()}
    (finding,) = told("url-variants", texts)
    assert finding.location.path == "a.md"
    assert finding.message == "cited as https://harbour.example/tides in 2 documents of the collection"
    assert shown(finding) == {
        "usual address": "https://harbour.example/tides",
        "differs in": "the scheme, www, the last slash",
        "address": "http://www.harbour.example/tides/",
        "address in b.md:1 and 1 more": "https://harbour.example/tides",
    }


def test_many_pages_of_a_host_are_told_at_once() -> None:
    def cites(form: str, number: int) -> str:
        return "".join(f"[{page}]({form}/{page}) " for page in range(number))

    few = {"a.md": cites("http://harbour.example", 3), "b.md": cites("https://harbour.example", 3)}
    assert len(told("url-variants", few)) == 3
    many = {"a.md": cites("http://harbour.example", MANY), "b.md": cites("https://harbour.example", MANY)}
    (finding,) = told("url-variants", many)
    assert finding.message == (
        "30 pages of harbour.example are cited here by other addresses than elsewhere in the collection"
    )
    assert finding.url == "https://harbour.example/"
    assert [each.name for each in finding.evidence] == ["differ in", *["address"] * 3, *["usual address"] * 3]


def test_of_many_pages_with_one_footer_the_first_is_told() -> None:
    pages = {f"{number:02}.md": "[made with](http://harbour.example/made)\n" for number in range(MANY)}
    (finding,) = told("url-variants", {**pages, "usual.md": "[made with](https://harbour.example/made)\n"})
    assert finding.location.path == "00.md"
    assert finding.message == (
        "cited as https://harbour.example/made in 1 document of the collection, but as here in 29 more documents"
    )


def test_a_citation_is_told_of_the_other_date() -> None:
    texts = {"a.bib": entry(date="2018-07-12"), "b.bib": entry(date="2018-07-21"), "c.bib": entry(date="2018-07-21")}
    first, *_ = told("citation-conflict", texts)
    assert first.message == (
        "other documents cite this page otherwise, in the date of publication: `2018-07-21 (2018-07-21)` in b.bib:3"
    )
    assert shown(first) == {
        "page": URL,
        "the date of publication": "2018-07-12 (2018-07-12)",
        "the date of publication in b.bib:3 and 1 more": "2018-07-21 (2018-07-21)",
    }
    assert [place.path for place in first.related] == ["b.bib", "c.bib"]


def test_what_many_others_say_is_shown_in_part() -> None:
    texts = {f"{number:02}.md": of(FERRY) for number in range(MANY)}
    odd = {"odd.md": of(FERRY, "https://herald.example/news/4711")}
    pairs = copies("odd.md", *texts)
    found = told("same-title-many-urls", {**texts, **odd}, pairs)
    assert len(found) == MANY + 1
    assert shown(found[-1])["original in 00.md:7 and 29 more"] == URL
    assert len(found[-1].related) == 20


def test_a_publisher_is_told_of_the_other_one() -> None:
    texts = {"a.bib": entry(publisher="Bay Gazette"), "b.bib": entry(publisher="Port Herald")}
    first, second = told("publisher-conflict", texts)
    assert (
        first.message == "other documents name another publisher: `Port Herald` in b.bib:1 (the publisher of one page)"
    )
    assert shown(second) == {"of": URL, "publisher": "Port Herald", "publisher in a.bib:1": "Bay Gazette"}


def test_two_matters_of_one_page_are_two_findings() -> None:
    held = "https://archive.today/AbC12"
    texts = {
        "a.bib": entry(date="2018-07-12", archive_url=held, archive_date="2018-07-13"),
        "b.bib": entry(date="2018-07-21", archive_url=held, archive_date="2019-07-13"),
    }
    found = [each for each in told("citation-conflict", texts) if each.location.path == "a.bib"]
    assert len({each.fingerprint for each in found}) == len(found) == 2
