"""Identifiers that are counted up: arXiv, PubMed, RFC."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit import data
from rules.judged import AS_OF, ERROR, WARNING, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

ARXIV: list[tuple[str, list[Severity], str]] = [
    ("1801.01234", [], ""),
    ("1801.01234v2", [], ""),
    ("0704.0001", [], ""),
    ("1412.9999", [], ""),
    ("1501.00001", [], ""),
    ("2611.01402", [], ""),
    ("math/0309136", [], ""),
    ("math.GT/0309136v1", [], ""),
    ("hep-th/9108001", [], ""),
    ("cond-mat.str-el/0703999", [], ""),
    ("HEP-TH/9901001", [], ""),
    ("0703.0001", [ERROR], "it has the form in use since April 2007"),
    ("1801.0123", [ERROR], "its number has 4 digits"),
    ("1412.01234", [ERROR], "its number has 5 digits"),
    ("1412.123", [ERROR], "its number has 3 digits"),
    ("1813.01402", [ERROR], "there is no month 13"),
    ("1800.01402", [ERROR], "there is no month 00"),
    ("2612.01402", [ERROR], "2026-12 is still to come"),
    ("9901.01402", [ERROR], "2099-01 is still to come"),
    ("180.01402", [ERROR], "it has another form"),
    ("maths/0309136", [ERROR], "there is no archive `maths`"),
    ("hep-th/9913001", [ERROR], "there is no month 13"),
    ("hep-th/0704001", [ERROR], "it has the form in use until March 2007"),
    ("1234.56789", [], ""),
    ("0000.00000", [], ""),
]


@pytest.mark.parametrize(("written", "expected", "why"), ARXIV, ids=[case[0] for case in ARXIV])
@pytest.mark.parametrize(
    ("path", "form"),
    [
        ("a.md", "The proof is in arXiv:{}.\n"),
        ("a.md", "[The proof](https://arxiv.org/abs/{})\n"),
        ("a.bib", "@misc{{a, title = {{T}}, eprint = {{{}}}, archiveprefix = {{arXiv}}}}\n"),
        ("a.bib", "@misc{{a, title = {{T}}, eprint = {{arXiv:{} [math.GT]}}}}\n"),
        ("a.wiki", "{{{{cite journal|title=T|arxiv={}}}}}\n"),
        ("a.wiki", "{{{{arXiv|{}}}}}\n"),
    ],
    ids=["text", "address", "eprint", "eprint with label and class", "citation", "template"],
)
def test_an_identifier_of_arxiv(path: str, form: str, written: str, expected: list[Severity], why: str) -> None:
    found = findings_of("id-arxiv", form.format(written), path)
    assert [finding.severity for finding in found] == expected
    assert all(finding.message.endswith(f": {why}") for finding in found)


def test_a_month_of_arxiv_begins_a_day_early_somewhere() -> None:
    text = "arXiv:2612.01402\n"
    assert severities("id-arxiv", text, as_of=date(2026, 11, 29)) == [ERROR]
    assert severities("id-arxiv", text, as_of=date(2026, 11, 30)) == []
    assert severities("id-arxiv", text, as_of=date(2026, 12, 1)) == []


@pytest.mark.parametrize(
    "text",
    [
        "arXiv has 2.5 million papers, arXiv: 1.5 in 2018.\n",
        "arXiv 2018.\n",
        "See `arXiv:1813.01402` in the code.\n",
        "[List](https://arxiv.org/list/math/1813)\n",
        "arXiv:1813.01402.pdf and arXiv:18xx.xxxxx\n",
        "Version 1813.01402 of the program.\n",
    ],
)
def test_other_numbers_are_none_of_arxiv(text: str) -> None:
    assert severities("id-arxiv", text) == []


def test_one_identifier_on_one_line_is_judged_once() -> None:
    assert severities("id-arxiv", "[arXiv:1813.01402](https://arxiv.org/abs/1813.01402v2)\n") == [ERROR]
    assert severities("id-arxiv", "arXiv:1813.01402\n\narXiv:1813.01402\n") == [ERROR, ERROR]


@given(st.dates(date(2007, 4, 1), date(2014, 12, 31)), st.integers(1, 9999))
def test_made_identifiers_of_four_digits_are_silent(day: date, number: int) -> None:
    assert severities("id-arxiv", f"arXiv:{day:%y%m}.{number:04d}\n") == []


@given(st.dates(date(2015, 1, 1), AS_OF), st.integers(1, 99999))
def test_made_identifiers_of_five_digits_are_silent(day: date, number: int) -> None:
    assert severities("id-arxiv", f"arXiv:{day:%y%m}.{number:05d}\n") == []


@given(st.dates(date(2026, 11, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2029, 1, 1)), st.integers(0, 900))
def test_a_later_day_finds_no_more(month: date, as_of: date, later: int) -> None:
    text = f"arXiv:{month:%y%m}.01402, PMID: 46789012, [r](https://www.rfc-editor.org/rfc/rfc10790)\n"
    after = date.fromordinal(as_of.toordinal() + later)
    for rule in ("id-arxiv", "id-pmid", "id-rfc"):
        assert len(severities(rule, text, as_of=after)) <= len(severities(rule, text, as_of=as_of))


def highest(name: str, years: int) -> int:
    """Compute how far a series can have come some years after it was seen."""
    series = data.load("identifiers")["series"][name]
    return int(series["highest"] + series["head-room"] + years * series["per-year"])


PMID: list[tuple[str, str, str, list[Severity]]] = [
    ("number", "a.md", "PMID: 31245678\n", []),
    ("the first", "a.md", "PMID 1\n", []),
    ("too high", "a.md", "PMID: 312456781\n", [ERROR]),
    ("nought", "a.md", "PMID: 0\n", [ERROR]),
    ("made up", "a.md", "PMID: 99999999, PMID: 123456789\n", []),
    ("address", "a.md", "[The trial](https://pubmed.ncbi.nlm.nih.gov/312456781/)\n", [ERROR]),
    ("address of a search", "a.md", "[The trial](https://pubmed.ncbi.nlm.nih.gov/?term=312456781)\n", []),
    ("text and address", "a.md", "[PMID 312456781](https://pubmed.ncbi.nlm.nih.gov/312456781/)\n", [ERROR]),
    ("field", "a.bib", "@article{a, title = {T}, pmid = {31245678}}\n", []),
    ("field with a label", "a.bib", "@article{a, title = {T}, pmid = {PMID: 31245678.}}\n", []),
    ("field with an address", "a.bib", "@article{a, title = {T}, pmid = {https://pubmed.ncbi.nlm.nih.gov/1}}\n", []),
    ("field with several", "a.bib", "@article{a, title = {T}, pmid = {31245678, 31245679}}\n", []),
    ("field with a word", "a.bib", "@article{a, title = {T}, pmid = {none}}\n", []),
    ("field with another number", "a.bib", "@article{a, title = {T}, pmid = {PMC4180410}}\n", [ERROR]),
    ("field with a DOI", "a.bib", "@article{a, title = {T}, pmid = {10.5555/a}}\n", [ERROR]),
    ("empty field", "a.bib", "@article{a, title = {T}, pmid = {}}\n", []),
    ("PubMed Central", "a.md", "PMCID: PMC4180410\n", []),
    ("PubMed Central, too high", "a.md", "PMCID: PMC41804107\n", [ERROR]),
    ("address of PubMed Central", "a.md", "[T](https://www.ncbi.nlm.nih.gov/pmc/articles/PMC41804107/)\n", [ERROR]),
    ("field of PubMed Central", "a.wiki", "{{cite journal|title=T|pmc=41804107}}\n", [ERROR]),
    ("manuscript", "a.bib", "@article{a, title = {T}, pmcid = {NIHMS418041}}\n", []),
    ("template", "a.wiki", "{{PMID|312456781}} {{PMC|4180410}}\n", [ERROR]),
]


@pytest.mark.parametrize(("path", "text", "expected"), [case[1:] for case in PMID], ids=[case[0] for case in PMID])
def test_a_number_of_pubmed(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("id-pmid", text, path) == expected


@pytest.mark.parametrize(
    ("rule", "name", "form"),
    [
        ("id-pmid", "PMID", "PMID: {}\n"),
        ("id-pmid", "PMC", "PMCID: PMC{}\n"),
        ("id-rfc", "RFC", "[r](https://www.rfc-editor.org/rfc/rfc{})\n"),
    ],
)
def test_a_series_grows(rule: str, name: str, form: str) -> None:
    seen = date.fromisoformat(data.load("identifiers")["series"][name]["seen"])
    for years in (0, 1, 2):
        limit, as_of = highest(name, years), date.fromordinal(seen.toordinal() + 365 * years)
        assert severities(rule, form.format(limit), as_of=as_of) == []
        (finding,) = findings_of(rule, form.format(limit + 1), as_of=as_of)
        assert finding.severity is ERROR
        assert [each.value for each in finding.evidence][1] == str(limit)
    assert severities(rule, form.format(highest(name, 0)), as_of=date(2010, 1, 1)) == []


RFC: list[tuple[str, str, str, list[Severity]]] = [
    ("address", "a.md", "[Form](https://www.rfc-editor.org/rfc/rfc9110)\n", []),
    ("address with noughts", "a.md", "[Form](https://www.ietf.org/rfc/rfc0822.txt)\n", []),
    ("address beyond the last", "a.md", "[Form](https://tools.ietf.org/html/rfc91100#section-3)\n", [ERROR]),
    ("address of one never issued", "a.md", "[Form](https://www.rfc-editor.org/rfc/rfc26.txt)\n", [ERROR]),
    ("address of nought", "a.md", "[Form](https://www.rfc-editor.org/rfc/rfc0)\n", [ERROR]),
    ("stand-in", "a.md", "[Form](https://tools.ietf.org/html/rfc99999) [F](https://tools.ietf.org/html/rfc0000)\n", []),
    ("others' addresses", "a.md", "[Form](https://rust-lang.github.io/rfcs/rfc91100.html)\n", []),
    ("capture", "a.md",
     "[F](https://web.archive.org/web/20180712000000/https://tools.ietf.org/html/rfc91100)\n", [ERROR]),
    ("text of the IETF", "a.md", "By the IETF, see RFC 91100.\n", [WARNING]),
    ("text of the IETF, never issued", "a.md", "By the IETF, see RFC 3100.\n", [WARNING]),
    ("text of the IETF, in order", "a.md", "By the IETF, see RFC 9110, RFC-822, RFC#2616, RFC2045.\n", []),
    ("template of a draft", "a.md", "By the IETF, see RFC 0 and RFC 0000 and RFC XXXX.\n", []),
    ("text of others", "a.md", "Our change is RFC 91100, approved in May.\n", []),
    ("text of others, never issued by the IETF", "a.md", "Rust's RFC 3100.\n", []),
    ("tax number", "a.md", "RFC: 680524, sent to the IETF.\n", []),
    ("version", "a.md", "By the IETF: RFC 91100.5 and rfc91100bis.\n", []),
    ("template", "a.wiki", "{{IETF RFC|91100}} {{IETF RFC|9110}}\n", [ERROR]),
    ("field", "a.wiki", "{{cite IETF|title=T|rfc=91100}}\n", [ERROR]),
    ("field of several", "a.wiki", "{{cite IETF|title=T|rfc=9110 and 9111}}\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), [case[1:] for case in RFC], ids=[case[0] for case in RFC])
def test_an_rfc(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("id-rfc", text, path) == expected


def test_the_lists_are_consistent() -> None:
    facts = data.load("identifiers")
    assert all(number <= facts["series"]["RFC"]["highest"] for number in facts["rfc"]["never-issued"])
    assert sorted(set(facts["rfc"]["never-issued"])) == facts["rfc"]["never-issued"]
    for names in (facts["arxiv"]["archives"], facts["publishers"]["domains"]):
        assert len(set(names)) == len(names)
        assert all(name == name.lower() for name in names)
