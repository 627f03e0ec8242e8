"""Bibliographic entries as citations."""

from __future__ import annotations

import pytest
from rules.judged import context_of

from citations.citing import only
from linkaudit.citations.cite import cite
from linkaudit.documents import formats
from linkaudit.documents.read import read_text
from linkaudit.models import Citation, Document, Role
from linkaudit.rules import judge
from linkaudit.rules.interface import Needs

X = "https://gazette.example/x"
CAPTURE = f"https://web.archive.org/web/20150503080000/{X}"
BIB = f"""\
@online{{ferry,
  title = {{The {{Ferry}}}},
  journal = {{The Gazette}},
  date = {{2015-04-30}},
  url = {{{X}}},
  urldate = {{2015-05-01}},
  archiveurl = {{{CAPTURE}}},
  archivedate = {{2015-05-03}},
}}
"""
RIS = f"TY  - NEWS\r\nTI  - The Ferry\r\nT2  - The Gazette\r\nDA  - 2015/04/30/\r\nUR  - {X}\r\nY2  - 2015/05/01/\r\n"
CSL = (
    '[{"type": "article-newspaper", "title": "The Ferry", "container-title": "The Gazette", '
    f'"issued": {{"date-parts": [[2015, 4, 30]]}}, "URL": "{X}", "accessed": {{"date-parts": [["2015", 5, 1]]}}, '
    f'"note": "Archive URL: {CAPTURE}\\nArchive date: 2015-05-03"}}]'
)


def cited(text: str, path: str = "refs.bib") -> Document:
    announced = formats.by_path(path)
    assert announced is not None
    return cite(read_text(text, path, announced))


def dates(citation: Citation) -> list[str]:
    found = (citation.published, citation.accessed, citation.archived)
    return [str(dated.date) if dated else "" for dated in found]


@pytest.mark.parametrize(
    ("text", "path", "archived"),
    [(BIB, "refs.bib", True), (RIS, "refs.ris", False), (CSL, "refs.csljson", True)],
)
def test_what_an_entry_cites(text: str, path: str, archived: bool) -> None:
    citation = only(cited(text, path))
    assert citation.original is not None
    assert citation.original.url == X
    assert (citation.title, citation.publisher) == ("The Ferry", "The Gazette")
    assert (citation.role, citation.about_document) == (Role.INLINE, False)
    assert dates(citation) == ["2015-04-30", "2015-05-01", "2015-05-03" if archived else ""]
    assert (citation.archive.url if citation.archive else "") == (CAPTURE if archived else "")


def test_each_date_stands_at_its_field() -> None:
    citation = only(cited(BIB))
    places = [dated.location.line for dated in (citation.published, citation.accessed, citation.archived) if dated]
    assert places == [4, 6, 8]
    assert citation.location.line == 1


@pytest.mark.parametrize(
    ("fields", "original", "archive"),
    [
        (f"url = {{{CAPTURE}}}", "", CAPTURE),
        (f"howpublished = {{\\url{{{X}}}}}", X, ""),
        (f"note = {{\\url{{{X}}}, archived at {CAPTURE}}}", X, ""),
        (f"doi = {{https://doi.org/10.1000/1}}, url = {{{X}}}", X, ""),
        ("doi = {https://doi.org/10.1000/1}", "https://doi.org/10.1000/1", ""),
        (f"abstract = {{See {X}.}}, year = 2015", "", ""),
        ("url = {files/x.pdf}, year = 2015", "", ""),
    ],
)
def test_which_reference_is_the_source(fields: str, original: str, archive: str) -> None:
    citation = only(cited(f"@misc{{a, {fields}}}"))
    assert (citation.original.url if citation.original else "") == original
    assert (citation.archive.url if citation.archive else "") == archive


@pytest.mark.parametrize(
    ("note", "expected"),
    [
        ('"[Online; accessed 1-May-2015]"', "2015-05-01"),
        ("{Accessed: 2015-05-01}", "2015-05-01"),
        ("{Zugriff am 1. Mai 2015}", "2015-05-01"),
        ("{Retrieved 31 June 2015}", "2015-06-31"),
        ("{The board met on 1 May 2015}", ""),
    ],
)
def test_a_statement_in_a_note_speaks_of_the_entry(note: str, expected: str) -> None:
    citation = only(cited(f"@misc{{a, title = {{A}}, date = {{2015-04-30}}, url = {{{X}}}, note = {note}}}"))
    assert dates(citation) == ["2015-04-30", expected, ""]


def test_the_field_counts_more_than_the_note() -> None:
    text = f"@misc{{a, url = {{{X}}}, urldate = {{2015-05-01}}, note = {{Accessed 2 May 2016}}}}"
    assert dates(only(cited(text))) == ["", "2015-05-01", ""]


def test_an_entry_without_anything_to_judge_is_no_citation() -> None:
    assert cited("@book{a, title = {A}, author = {B}}").citations == ()


def test_what_an_entry_says_of_its_source_is_not_said_of_the_document() -> None:
    text = (
        f"@misc{{a, url = {{{X}}}, note = {{Originally published at {X}y. Published: 2015-03-04}}, "
        "abstract = {BEIRUT (Reuters) - The ferry stopped.}}"
    )
    document = cited(text)
    assert document.date is None
    assert document.provenance == ()
    assert document.copied == ()


FOUND: list[tuple[str, dict[str, int]]] = [
    (BIB, {}),
    (BIB.replace("urldate = {2015-05-01}", "urldate = {2015-04-01}"), {"date-access-before-publication": 6}),
    (BIB.replace("urldate = {2015-05-01}", "urldate = {2035-05-01}"),
     {"date-access-in-future": 6, "archive-far-from-access": 7}),
    (BIB.replace("urldate = {2015-05-01}", "urldate = {2015-04-31}"), {"date-access-invalid": 6}),
    (BIB.replace("archivedate = {2015-05-03}", "archivedate = {2016-05-03}"), {"archive-timestamp-mismatch": 7}),
    (BIB.replace("date = {2015-04-30}", "year = 2015, month = jun"),
     {"date-access-before-publication": 6, "archive-before-publication": 7}),
    (BIB.replace("/x}", "/2014/04/30/x}"), {"date-original-url-mismatch": 5}),
    (BIB.replace("date = {2015-04-30}", "date = {2015~}"), {}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_rules_judge_entries(text: str, expected: dict[str, int]) -> None:
    found = judge(cited(text), context_of(), Needs.TEXT)
    about_dates = {each.rule: each.location.line for each in found if each.rule.startswith(("date-", "archive-"))}
    assert about_dates == expected
