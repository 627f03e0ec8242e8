"""Identifiers: what addresses and texts name, and when two are the same."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linkaudit.citations.identifiers import (
    Scheme,
    digits,
    folded,
    in_string,
    in_url,
    is_made_up,
    isbn_end,
    same_thing,
    without_punctuation,
)

DOI, ARXIV, PMID, PMC, RFC, ISBN, ISSN, ORCID = Scheme
ADDRESSES = [
    ("https://doi.org/10.5555/harbour.12", (DOI, "10.5555/harbour.12")),
    ("http://dx.doi.org/10.5555/harbour.12?x=1#y", (DOI, "10.5555/harbour.12")),
    ("https://www.doi.org/10.5555/%28a%29", (DOI, "10.5555/(a)")),
    ("https://doi.org/gt8p", (DOI, "gt8p")),
    ("https://doi.org/", None),
    ("https://nodoi.org/10.5555/harbour.12", None),
    ("https://arxiv.org/abs/1801.01234", (ARXIV, "1801.01234")),
    ("https://www.arxiv.org/pdf/1801.01234v2.pdf", (ARXIV, "1801.01234v2")),
    ("https://export.arxiv.org/abs/math/0309136", (ARXIV, "math/0309136")),
    ("http://arxiv.org/abs/math.GT/0309136v1", (ARXIV, "math.GT/0309136v1")),
    ("https://ar5iv.labs.arxiv.org/html/1801.01234", (ARXIV, "1801.01234")),
    ("https://arxiv.org/list/cs.LG/recent", None),
    ("https://arxiv.org/abs/1801.01234/x.png", (ARXIV, "1801.01234")),
    ("https://arxiv.org.example/abs/1801.01234", None),
    ("https://pubmed.ncbi.nlm.nih.gov/31245678/", (PMID, "31245678")),
    ("https://www.ncbi.nlm.nih.gov/pubmed/31245678?dopt=Abstract", (PMID, "31245678")),
    ("https://pubmed.ncbi.nlm.nih.gov/?term=ferry", None),
    ("https://europepmc.org/article/MED/31245678", (PMID, "31245678")),
    ("https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4180410/", (PMC, "PMC4180410")),
    ("https://pmc.ncbi.nlm.nih.gov/articles/PMC4180410/pdf/x.pdf", (PMC, "PMC4180410")),
    ("https://europepmc.org/articles/PMC4180410", (PMC, "PMC4180410")),
    ("https://www.rfc-editor.org/rfc/rfc9110", (RFC, "9110")),
    ("https://www.rfc-editor.org/rfc/rfc9110.html#section-3", (RFC, "9110")),
    ("https://www.rfc-editor.org/info/rfc9110", (RFC, "9110")),
    ("https://datatracker.ietf.org/doc/html/rfc9110", (RFC, "9110")),
    ("https://datatracker.ietf.org/doc/rfc9110/", (RFC, "9110")),
    ("https://tools.ietf.org/html/rfc2616#section-14", (RFC, "2616")),
    ("http://www.ietf.org/rfc/rfc0822.txt", (RFC, "0822")),
    ("http://www.faqs.org/rfcs/rfc2822.html", (RFC, "2822")),
    ("https://www.rfc-editor.org/rfc-index.html", None),
    ("https://datatracker.ietf.org/doc/html/draft-ietf-rfc2616bis", None),
    ("https://github.com/rust-lang/rfcs/blob/master/text/rfc123.md", None),
    ("https://orcid.org/0000-0002-1825-0097", (ORCID, "0000-0002-1825-0097")),
    ("https://orcid.org/signin", None),
    ("https://openlibrary.org/isbn/9780306406157", (ISBN, "9780306406157")),
    ("https://www.worldcat.org/isbn/0-306-40615-2", (ISBN, "0-306-40615-2")),
    ("https://en.wikipedia.org/wiki/Special:BookSources/0306406152", (ISBN, "0306406152")),
    ("https://books.google.com/books?vid=ISBN9780306406157&hl=en", (ISBN, "9780306406157")),
    ("https://portal.issn.org/resource/ISSN/2070-1721", (ISSN, "2070-1721")),
    ("https://gazette.example/isbn/9780306406157", None),
    ("https://gazette.example/", None),
    ("", None),
]


@pytest.mark.parametrize(("url", "named"), ADDRESSES, ids=[case[0] or "empty" for case in ADDRESSES])
def test_what_an_address_names(url: str, named: tuple[Scheme, str] | None) -> None:
    assert in_url(url) == named


SAME = [
    (DOI, "10.5555/Harbour.12", "10.5555/harbour.12"),
    (DOI, "doi:10.5555/harbour.12", "10.5555/harbour.12"),
    (DOI, "10.5555/harbour.12/full", "10.5555/harbour.12"),
    (DOI, "10.5555/harbour.12.pdf", "10.5555/harbour.12"),
    (DOI, "10.5555/harbour.12).", "10.5555/harbour.12"),
    (ARXIV, "1801.01234v3", "1801.01234"),
    (ARXIV, "math.GT/0309136", "math/0309136"),
    (ARXIV, "HEP-TH/9901001v2", "hep-th/9901001"),
    (ISBN, "0-306-40615-2", "978-0-306-40615-7"),
    (ISBN, "978\u20110\u2011306\u201140615\u20117", "9780306406157"),
    (ISBN, "0 8044 2957 x", "080442957X"),
    (RFC, "0822", "822"),
    (PMC, "PMC4180410", "4180410"),
    (ORCID, "0000-0002-1694-233x", "000000021694233X"),
]


@pytest.mark.parametrize(("scheme", "one", "other"), SAME, ids=[case[1] for case in SAME])
def test_one_thing_is_written_in_many_ways(scheme: Scheme, one: str, other: str) -> None:
    assert folded(scheme, one) == folded(scheme, other)


def test_two_things_are_two() -> None:
    assert folded(DOI, "10.5555/harbour.1") != folded(DOI, "10.5555/harbour.12")
    assert folded(ARXIV, "1801.01234") != folded(ARXIV, "1801.01235")
    assert folded(ISBN, "0-306-40615-2") != folded(ISBN, "0-306-40616-2")
    assert folded(RFC, "822") != folded(RFC, "8220")


def test_two_addresses_of_one_thing() -> None:
    assert same_thing("http://dx.doi.org/10.5555/F.1", "https://doi.org/10.5555/f.1")
    assert same_thing("https://tools.ietf.org/html/rfc822", "https://www.rfc-editor.org/rfc/rfc0822.txt")
    assert same_thing("https://press.example/doi/full/10.5555/F.1", "https://doi.org/10.5555/f.1")
    assert not same_thing("https://doi.org/10.5555/f.1", "https://doi.org/10.5555/f.2")
    assert not same_thing("https://press.example/10.5555/f.2", "https://doi.org/10.5555/f.1")
    assert not same_thing("https://press.example/a", "https://press.example/a")


ENDS = [
    ("978-0-306-40615-7 (print)", "978-0-306-40615-7"),
    ("9780306406157.", "9780306406157"),
    ("978 0 306 40615 7 and more", "978 0 306 40615 7"),
    ("978 0306406157 2005", "978 0306406157"),
    ("0 8044 2957 X, 1990", "0 8044 2957 X"),
    ("0 306 40615 2 3rd edition", "0 306 40615 2"),
    ("0306406152", "0306406152"),
    ("080442957Xx", "080442957"),
    ("978-0-306", ""),
    ("978 0 306", ""),
    ("5 pages", ""),
    ("978 0 306 40615 77", ""),
    ("X", ""),
    ("", ""),
]


@pytest.mark.parametrize(("text", "number"), ENDS, ids=[case[0] or "empty" for case in ENDS])
def test_where_an_isbn_ends(text: str, number: str) -> None:
    assert text[: isbn_end(text, 0)] == number


def test_brackets_that_a_doi_opens_belong_to_it() -> None:
    assert without_punctuation("10.5555/(sici)(1)") == "10.5555/(sici)(1)"
    assert without_punctuation("10.5555/a),") == "10.5555/a"
    assert without_punctuation("10.5555/a\u201d.") == "10.5555/a"
    assert without_punctuation("...") == ""


def test_numbers_that_people_make_up() -> None:
    assert all(map(is_made_up, ("1234-5678", "9781234567890", "1111111111", "9999", "12345", "1234.56789")))
    assert all(map(is_made_up, ("0000-0000-0000-0000", "0000-0002-1234-5678", "987654321X")))
    assert not any(map(is_made_up, ("9780306406157", "0000-0002-1825-0097", "2070-1721", "9110", "822", "111")))


def test_what_a_text_about_one_names() -> None:
    def named(text: str, scheme: Scheme) -> list[str]:
        return [text[start:end] for start, end in in_string(text, scheme)]

    assert named("doi:10.5555/harbour.12.", DOI) == ["10.5555/harbour.12"]
    assert named("https://arxiv.org/abs/1801.01234v2", ARXIV) == ["1801.01234v2"]
    assert named("[math.GT/0309136]", ARXIV) == ["math.GT/0309136"]
    assert named("RFC 7230 and rfc7231", RFC) == ["7230", "7231"]
    assert named("31245678", PMID) == ["31245678"]
    assert named("0-306-40615-2, 978-0-306-40615-7, 0-306", ISBN) == ["0-306-40615-2", "978-0-306-40615-7"]
    assert named("In 2018 and 2019", PMID) == []


@given(st.sampled_from(Scheme), st.text("0123456789xX-\u2013 ./", max_size=24))
def test_folding_twice_is_folding_once(scheme: Scheme, value: str) -> None:
    once = folded(scheme, value)
    assume(scheme is not ISBN or len(digits(value)) != 10 or digits(value)[:-1].isdigit())
    assert folded(scheme, once) == once
