"""Where identifiers stand: behind labels in text, in fields, in templates, in addresses."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.judged import document_of

from linkaudit.citations.identified import identifiers, in_addresses
from linkaudit.citations.identifiers import Scheme, folded

DOI, ARXIV, PMID, PMC, RFC, ISBN, ISSN, ORCID = Scheme
TEXTS = {
    DOI: ["doi:{}", "DOI: {}", "DOI {}", "(doi: {})."],
    ARXIV: ["arXiv:{}", "arxiv: {}.", "[arXiv:{}]"],
    PMID: ["PMID: {}", "PMID {};", "(PMID:{})"],
    PMC: ["PMCID: {}"],
    RFC: ["RFC {}", "RFC{},", "RFC-{}.", "(RFC #{})"],
    ISBN: ["ISBN {}", "ISBN: {}.", "ISBN-13: {}", "ISBN (print): {}", "ISBN\uff1a{}", "eISBN {}", "ISBN\u53f7\uff1a{}"],
    ISSN: ["ISSN {}", "ISSN: {}.", "e-ISSN {}", "ISSN-L: {}", "ISSN (online) {}"],
    ORCID: ["ORCID: {}", "ORCID iD {}.", "orcid.org/{}"],
}
VALUES = {
    DOI: "10.5555/harbour(12)", ARXIV: "1801.01234", PMID: "31245678", PMC: "PMC4180410", RFC: "9110",
    ISBN: "978-0-306-40615-7", ISSN: "2070-1721", ORCID: "0000-0002-1825-0097",
}  # fmt: skip
LABELLED = [(scheme, text) for scheme, texts in TEXTS.items() for text in texts]


@pytest.mark.parametrize("path", ["a.txt", "a.md", "a.rst", "a.html"])
@pytest.mark.parametrize(("scheme", "text"), LABELLED, ids=[text for _, text in LABELLED])
def test_an_identifier_in_text_is_found_behind_its_label(scheme: Scheme, text: str, path: str) -> None:
    document = document_of(f"Ferries, {text.format(VALUES[scheme])} of the harbour.\n", path)
    (found,) = identifiers(document, scheme)
    assert found.value == VALUES[scheme]
    assert document.text[found.location.start : found.location.end] == VALUES[scheme]
    assert not found.alone


@pytest.mark.parametrize("scheme", Scheme)
def test_a_number_without_its_label_is_none(scheme: Scheme) -> None:
    document = document_of(f"The barcode {VALUES[scheme].replace('PMC', '')} of the harbour, `ISBN 0306406152`.\n")
    assert list(identifiers(document, scheme)) == []


FIELDS = [
    ("a.bib", "@book{{a, title = {{T}}, {} = {{{}}}}}", ["doi", "pmid", "pmcid", "isbn", "issn", "arxiv", "orcid"]),
    ("a.wiki", "{{{{cite book|title=T|{}={}}}}}", ["doi", "pmid", "pmc", "isbn", "issn", "arxiv", "rfc"]),
    ("a.wiki", "See {{{{{}|{}}}}}.", ["doi", "pmid", "isbn", "issn", "arxiv", "ietf rfc", "ORCID"]),
    ("a.md", "---\n{}: {}\n---\nText.\n", ["doi", "pmid", "isbn", "issn", "orcid"]),
    ("a.html", '<meta name="citation_{}" content="{}">', ["doi", "pmid", "isbn", "issn", "arxiv_id", "author_orcid"]),
    ("a.ris", "TY  - JOUR\nTI  - T\n{}  - {}\nER  - \n", ["DO"]),
    ("a.json", '[{{"id": "a", "type": "book", "title": "T", "{}": "{}"}}]', ["DOI", "ISBN", "ISSN", "PMID", "PMCID"]),
]
NAMES = {**{each.value.lower(): each for each in Scheme}, "pmcid": PMC, "arxiv_id": ARXIV, "ietf rfc": RFC}
CASES = [(path, form, name) for path, form, names in FIELDS for name in names]


@pytest.mark.parametrize(("path", "form", "name"), CASES, ids=[f"{case[0]}-{case[2]}-{len(case[1])}" for case in CASES])
def test_an_identifier_in_a_field_is_found_by_its_name(path: str, form: str, name: str) -> None:
    scheme = NAMES.get(name.lower().removeprefix("author_"), DOI)
    document = document_of(form.format(name, VALUES[scheme]), path)
    found = [each for each in identifiers(document, scheme) if each.alone]
    assert [each.value for each in found] == [VALUES[scheme]]
    assert document.text[found[0].location.start : found[0].location.end] == VALUES[scheme]


def test_an_eprint_is_one_of_arxiv_if_its_entry_says_so() -> None:
    entry = "@misc{{a, title = {{T}}, eprint = {{1801.01234}}{}}}"
    assert list(identifiers(document_of(entry.format(""), "a.bib"), ARXIV)) == []
    (found,) = identifiers(document_of(entry.format(", archiveprefix = {arXiv}"), "a.bib"), ARXIV)
    assert found.value == "1801.01234"
    (found,) = identifiers(document_of("{{cite arXiv|title=T|eprint=1801.01234}}", "a.wiki"), ARXIV)
    assert found.value == "1801.01234"


def test_one_tag_of_ris_holds_both_kinds_of_numbers() -> None:
    document = document_of("TY  - BOOK\nTI  - T\nSN  - 978-0-306-40615-7\nSN  - 2070-1721\nER  - \n", "a.ris")
    assert [each.value for each in identifiers(document, ISBN)] == ["978-0-306-40615-7"]
    assert [each.value for each in identifiers(document, ISSN)] == ["2070-1721"]


def test_what_wikitext_hides_or_shows_as_it_stands_is_no_template() -> None:
    text = "<!-- {{ISBN|0306406152}} --> <nowiki>{{ISBN|0306406152}}</nowiki> <nowiki/> {{ISBN| 080442957X }}\n"
    (found,) = identifiers(document_of(text, "a.wiki"), ISBN)
    assert found.value == "080442957X"


def test_captures_are_of_what_they_show() -> None:
    document = document_of("[a](https://web.archive.org/web/20180712000000/https://doi.org/10.5555/harbour.12)\n")
    (found,) = in_addresses(document)
    assert (found.scheme, found.value) == (DOI, "10.5555/harbour.12")


PIECES = st.sampled_from(
    ["ISBN ", "978-0-306-40615-7", "doi:", "10.5555/a(b)", "arXiv:", "1801.01234", "{{ISBN|", "}}", "PMID: ", "7", "X",
     " ", "-", "RFC ", "\n\n", "`", "https://doi.org/", "[a](", ")", "<!--", "ORCID: 0000-0002-1825-0097", "ISSN ", "("]
) | st.text(max_size=3)  # fmt: skip


@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["a.txt", "a.md", "a.wiki", "a.bib"]))
def test_any_text_can_be_searched_and_places_hold_what_was_found(text: str, path: str) -> None:
    document = document_of(text, path)
    for scheme in Scheme:
        for found in identifiers(document, scheme):
            assert found.scheme is scheme
            folded(scheme, found.value)
            written = document.text[found.location.start : found.location.end]
            if path == "a.txt" and found.reference is None:
                assert written == found.value


HOSTILE = {
    "labels": "ISBN " * 20000,
    "hyphens": "ISBN 9" + "-9" * 60000,
    "spaces": "ISBN " + "9 " * 60000,
    "brackets": "doi:10.5555/" + "(" * 90000,
    "beginnings": "doi:10.1" * 20000,
    "open templates": "{{ISBN|" * 20000,
    "an empty template": "{{ISBN|" + " " * 90000,
    "open comments": "<!--" * 30000,
    "open tags": "<nowiki>" * 20000,
    "archives": "arxiv:" + "a-" * 60000,
    "many in a link": "[RFC 1" + "RFC 1 " * 20000 + "](https://www.rfc-editor.org/rfc/rfc1)",
    "closing brackets in an address": "https://doi.org/10.5555/" + ")" * 90000,
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("path", ["a.txt", "a.wiki"])
def test_hostile_texts_are_searched_in_linear_time(text: str, path: str) -> None:
    document = document_of(text, path)
    begin = time.process_time()
    for scheme in Scheme:
        list(identifiers(document, scheme))
    assert time.process_time() - begin < 2
