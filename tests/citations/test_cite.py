"""From a document that was read to one whose claims are known."""

from __future__ import annotations

import pytest
from documents.reading import read, within
from hypothesis import given, settings
from hypothesis import strategies as st

from citations.citing import BODY, cited
from linkaudit.citations.attribution import credits_of
from linkaudit.citations.cite import cite, with_roles
from linkaudit.citations.words import alternatives

A = "https://h.example/a"


def test_what_a_document_claims() -> None:
    document = cited(f"---\npublisher: The Herald\ndate: 2018-07-12\nlastmod: 2019-01-02\nvia: {A}\n---{BODY}")
    assert document.date is not None
    assert document.modified is not None
    assert (str(document.date.date), str(document.modified.date)) == ("2018-07-12", "2019-01-02")
    assert document.publisher == "The Herald"
    assert [citation.form for citation in document.citations] == ["via:"]
    assert document.provenance == document.citations


def test_provenance_comes_before_statements_of_access() -> None:
    document = cited(f"Text {A} Retrieved 7 March 2015.\n\nOriginal url: {A}x\n")
    assert [citation.about_document for citation in document.citations] == [True, False]


def test_roles_alone_are_found_without_the_rest() -> None:
    document = read(f"Original url: {A}\n\n12 July 2018\n")
    assert with_roles(document).references == cite(document).references
    assert with_roles(document).date is None


PIECES = st.sampled_from(
    [
        *(
            "Original url: ",
            "Source: ",
            "https://h.example/a ",
            "[original article](https://h.example/b)",
            "Retrieved ",
        ),
        *("7 March 2015", "2018年7月12日閲覧", "Archived on ", "By Reuters", "BEIRUT (AP) - ", "Published: ", "\n\n"),
        *("Originally published at ", "Photo: ", "Advertisement\n", "---\n", "via:\n", "date: 2018-02-31\n", "\n"),
        *("Status: x\n", "Last updated ", "(Reporting by A)", "according to ", "原文链接：", "| a | b |\n", "<p>"),
        *("\u2028", "\0", "[x](#)", "[r]: /r\n", "([r])", "😀 ", "*", "`", "\r\n", "- ", "# "),
    ]
)


@given(st.lists(PIECES, max_size=25).map("".join), st.sampled_from(["markdown", "html", "text"]))
@settings(max_examples=300)
def test_any_text_is_cited_and_every_place_holds(text: str, name: str) -> None:
    document = cited(text, name)
    end = len(document.text)
    for citation in document.citations:
        assert 0 <= citation.location.start <= citation.location.end <= end
        for dated in (citation.published, citation.accessed, citation.archived):
            assert dated is None or 0 <= dated.location.start < dated.location.end <= end
        for reference in (citation.original, citation.canonical, citation.archive):
            assert reference is None or reference.location in [each.location for each in document.references]
    for dated in (document.date, document.modified):
        assert dated is None or 0 <= dated.location.start <= dated.location.end <= end
    for credit in credits_of(document):
        assert document.text[credit.location.start : credit.location.end]
        assert credit.quote


def test_alternatives_are_tried_longest_first_with_any_white_space() -> None:
    assert alternatives(["a", "a b", "a b", "x?y"]) == "(?:a\\s+b|x?y|a)"


HOSTILE = {
    "labels": "Original url: https://h.example/a\n",
    "labels apart": "Original url: https://h.example/a\n\n",
    "labels without address": "Original url:\n",
    "labels without address apart": "Original url:\n\n",
    "sources": "Source: x\n\n",
    "facts": "date:|",
    "facts without date": "date: foo bar |",
    "changes": "Updated: foo bar\n",
    "phrases": "Originally published at https://h.example/a on 2 May 2018. ",
    "headers": '[#]: via: "https://h.example/a"\n',
    "empty headers": "[#]: via: ()\n",
    "status": "Status: ",
    "spaces": " ",
    "blank lines": "   \n",
    "datelines": "July 12, 2018\n\n",
}


@pytest.mark.parametrize("name", ["markdown", "text"])
@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_text_takes_no_longer_than_its_length_asks_for(piece: str, name: str) -> None:
    with within(10):
        cited(piece * (40_000 // len(piece)) + " 2018", name)
