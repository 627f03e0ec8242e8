"""Identifiers with a check digit: ISBN, ISSN, ORCID."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from linkaudit.citations.check_digits import isbn_check_digit, issn_check_digit, orcid_check_digit
from linkaudit.citations.identifiers import is_made_up
from rules.judged import ERROR, INFO, WARNING, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

Cases = list[tuple[str, str, str, "list[Severity]"]]

ISBN: Cases = [
    ("13 digits", "a.md", "ISBN 978-0-306-40615-7\n", []),
    ("13 digits, wrong", "a.md", "ISBN 978-0-306-40615-8\n", [ERROR]),
    ("10 digits", "a.md", "ISBN 0-306-40615-2\n", []),
    ("10 digits, wrong", "a.md", "ISBN 0-306-40615-3\n", [ERROR]),
    ("10 digits with X", "a.md", "ISBN 0-8044-2957-X, isbn 080442957x\n", []),
    ("X instead of another", "a.md", "ISBN 0-306-40615-X\n", [ERROR]),
    ("979", "a.md", "ISBN 979-10-90636-07-1\n", []),
    ("10 digits where 13 were announced", "a.md", "ISBN-13: 0-306-40615-2\n", []),
    ("13 digits with the last one of 10", "a.md", "ISBN 978-0-306-40615-2\n", [ERROR]),
    ("spaces", "a.md", "ISBN 978 0 306 40615 8, in print\n", [ERROR]),
    ("spaces, then another number", "a.md", "ISBN 0 306 40615 2 3rd edition\n", []),
    ("dashes", "a.md", "ISBN 978–0–306–40615–8\n", [ERROR]),
    ("at the end of a sentence", "a.md", "Bound, ISBN 978-0-306-40615-8. More\n", [ERROR]),
    ("in brackets", "a.md", "(ISBN 978-0-306-40615-8)\n", [ERROR]),
    ("11 digits", "a.md", "ISBN 0-306-406155-2\n", [ERROR]),
    ("12 digits", "a.md", "ISBN 978-0-306-4061-7.\n", [ERROR]),
    ("14 digits", "a.md", "ISBN 978-0-306-406155-7\n", [ERROR]),
    ("another prefix", "a.md", "ISBN 977-0-306-40615-8\n", [ERROR]),
    ("prefix of a publisher", "a.md", "Their prefix is ISBN 978-0-306, or ISBN 978-0-3064061.\n", []),
    ("check digit to be found", "a.md", "ISBN 978-0-306-40615-? and ISBN 978-0-306-40615-x\n", []),
    ("pattern", "a.md", "ISBN 978-0-306-XXXXX-X, ISBN 978-0-306-40615-8…, ISBN 0306406153*\n", []),
    ("on two lines of print", "a.md", "ISBN 978-0-306-4061- 57\n", []),
    ("made up", "a.md", "ISBN 1234567890, ISBN 978-1-234567-89-0, ISBN 0000000000001, ISBN 1111111111\n", []),
    ("no label", "a.md", "The barcode 978-0-306-40615-8 and 0306406153.\n", []),
    ("code", "a.md", "Write `ISBN 978-0-306-40615-8`.\n", []),
    ("said to be invalid", "a.md", "ISBN 978-0-306-40615-8 (invalid ISBN)\n", []),
    ("said to be invalid before", "a.md", "The invalid ISBN 978-0-306-40615-8 was printed.\n", []),
    ("sic", "a.md", "ISBN 978-0-306-40615-8 [sic]\n", []),
    ("German", "a.md", "ISBN 978-0-306-40615-8 (formal falsche ISBN)\n", []),
    ("French", "a.md", "ISBN 978-0-306-40615-8 (ISBN erroné)\n", []),
    ("Russian", "a.md", "ISBN 978-0-306-40615-8 (ошибочный)\n", []),
    ("SBN", "a.md", "ISBN 306-40615-2\n", [INFO]),
    ("nine digits that are none", "a.md", "ISBN 306-40615-3\n", []),
    ("address", "a.md", "[b](https://openlibrary.org/isbn/9780306406158)\n", [ERROR]),
    ("address in order", "a.md", "[b](https://openlibrary.org/isbn/9780306406157)\n", []),
    ("text and address", "a.md", "[ISBN 978-0-306-40615-8](https://openlibrary.org/isbn/9780306406158)\n", [ERROR]),
    ("field", "a.bib", "@book{a, title = {T}, isbn = {9780306406158}}\n", [ERROR]),
    ("field of several", "a.bib", "@book{a, title = {T}, isbn = {9780306406157 (hbk), 0306406153 (pbk)}}\n", [ERROR]),
    ("field with a label", "a.bib", "@book{a, title = {T}, isbn = {ISBN 9780306406158}}\n", [ERROR]),
    ("field with an ISSN", "a.bib", "@book{a, title = {T}, isbn = {0302-9743}}\n", [WARNING]),
    ("field with another number", "a.bib", "@book{a, title = {T}, isbn = {B00ABCDEFG}}\n", []),
    ("empty field", "a.bib", "@book{a, title = {T}, isbn = {}}\n", []),
    ("front matter", "a.md", "---\nisbn: 978-0-306-40615-8\n---\nT\n", [ERROR]),
    ("citation", "a.wiki", "{{cite book|title=T|isbn=978-0-306-40615-8}}\n", [ERROR]),
    ("citation that knows", "a.wiki", "{{cite book|title=T|isbn=9780306406158|ignore-isbn-error=true}}\n", []),
    ("citation that takes it as written", "a.wiki", "{{cite book|title=T|isbn=((9780306406158))}}\n", []),
    ("template", "a.wiki", "{{ISBN|978-0-306-40615-8}}\n", [ERROR]),
    ("template that knows", "a.wiki", "{{ISBN|978-0-306-40615-8|invalid1=y}}\n", []),
    ("text of wikitext", "a.wiki", "''T'', ISBN 3-16-148410-1\n", [ERROR]),
    ("record", "a.ris", "TY  - BOOK\nTI  - T\nSN  - 978-0-306-40615-8\nER  - \n", [ERROR]),
    ("markup within", "a.html", "<p>ISBN <b>978</b>-0-306-40615-8</p>\n", [ERROR]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), [case[1:] for case in ISBN], ids=[case[0] for case in ISBN])
def test_an_isbn(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("id-isbn", text, path) == expected


def test_a_wrong_digit_is_shown_beside_the_right_one() -> None:
    (finding,) = findings_of("id-isbn", "ISBN 978-0-306-40615-8\n")
    assert finding.message == "the check digit of ISBN 978-0-306-40615-8 is 8, by the others it would be 7"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("as written", "978-0-306-40615-8"),
        ("check digit by the others", "7"),
    ]
    assert (finding.location.column, finding.location.end_column) == (6, 23)
    assert finding.fixes == ()


ISSN: Cases = [
    ("in order", "a.md", "ISSN 2070-1721\n", []),
    ("wrong", "a.md", "ISSN 2070-1722\n", [ERROR]),
    ("with X", "a.md", "ISSN 2434-561X, ISSN 2434-561x\n", []),
    ("kinds", "a.md", "e-ISSN 2070-1722, ISSN-L: 2070-1723, ISSN (print): 2070-1724\n", [ERROR] * 3),
    ("dash", "a.md", "ISSN 2070–1722\n", [ERROR]),
    ("made up", "a.md", "ISSN 1234-5678, ISSN 0000-0000\n", []),
    ("no label", "a.md", "2070-1722\n", []),
    ("years", "a.md", "ISSN statistics, 2010-2018\n", []),
    ("longer number", "a.md", "ISSN 2070-17221, ISSN 2070-1722-3\n", []),
    ("said to be wrong", "a.md", "ISSN 2070-1722 (wrong)\n", []),
    ("field", "a.bib", "@article{a, title = {T}, issn = {2070-1722}}\n", [ERROR]),
    ("field of several", "a.bib", "@article{a, title = {T}, issn = {2070-1721, 0317-8472 (online)}}\n", [ERROR]),
    ("field without hyphen", "a.bib", "@article{a, title = {T}, issn = {20701721}}\n", []),
    ("field of something else", "a.bib", "@article{a, title = {T}, issn = {print}}\n", []),
    ("address", "a.md", "[J](https://portal.issn.org/resource/ISSN/2070-1722)\n", [ERROR]),
    ("template", "a.wiki", "{{ISSN|2070-1722}}\n", [ERROR]),
    ("metadata", "a.html", '<meta name="citation_issn" content="2070-1722"><p>T</p>\n', [ERROR]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), [case[1:] for case in ISSN], ids=[case[0] for case in ISSN])
def test_an_issn(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("id-issn", text, path) == expected


ORCID: Cases = [
    ("address", "a.md", "[Ada](https://orcid.org/0000-0002-1825-0097)\n", []),
    ("address, wrong", "a.md", "[Ada](https://orcid.org/0000-0002-1825-0098)\n", [ERROR]),
    ("address with X", "a.md", "[Ada](https://orcid.org/0000-0002-1694-233X)\n", []),
    ("address with a digit too few", "a.md", "[Ada](https://orcid.org/0000-0002-1825-009)\n", [ERROR]),
    ("address of another page", "a.md", "[Ada](https://orcid.org/register)\n", []),
    ("text", "a.md", "ORCID: 0000-0002-1825-0098\n", [ERROR]),
    ("text and address", "a.md", "ORCID [0000-0002-1825-0098](https://orcid.org/0000-0002-1825-0098)\n", [ERROR]),
    ("made up", "a.md", "ORCID: 0000-0000-0000-0000, ORCID: 0000-0002-1234-5678\n", []),
    ("pattern", "a.md", "ORCID: 0000-0002-xxxx-xxxx\n", []),
    ("no label", "a.md", "The card 0000-0002-1825-0098.\n", []),
    ("front matter", "a.md", "---\norcid: 0000-0002-1825-0098\n---\nT\n", [ERROR]),
    ("field with the address", "a.bib", "@misc{a, orcid = {https://orcid.org/0000-0002-1825-0098}}\n", [ERROR]),
    ("template", "a.wiki", "{{ORCID|0000-0002-1825-0098}}\n", [ERROR]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), [case[1:] for case in ORCID], ids=[case[0] for case in ORCID])
def test_an_orcid(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("id-orcid", text, path) == expected


KINDS = {
    "ISBN-13": ("id-isbn", isbn_check_digit, 13, "978", "ISBN {}\n"),
    "ISBN-10": ("id-isbn", isbn_check_digit, 10, "", "ISBN {}\n"),
    "ISSN": ("id-issn", issn_check_digit, 8, "", "ISSN {}\n"),
    "ORCID": ("id-orcid", orcid_check_digit, 16, "0000000", "ORCID: {}\n"),
}


@pytest.mark.parametrize("kind", KINDS)
@given(st.data())
def test_made_numbers_are_silent_and_any_wrong_digit_is_found(kind: str, draw: st.DataObject) -> None:
    rule, check, length, begin, form = KINDS[kind]
    rest = length - len(begin) - 1
    first = begin + draw.draw(st.text("0123456789", min_size=rest, max_size=rest))
    number = first + check(first + "0")
    place = draw.draw(st.integers(len(begin), length - 2))
    other = draw.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    wrong = number[:place] + other + number[place + 1 :]
    assume(not is_made_up(number) and not is_made_up(wrong))
    group = 4 if kind in ("ISSN", "ORCID") else 3
    hyphens = "-".join(number[index : index + group] for index in range(0, length, group))
    assert severities(rule, form.format(hyphens)) == []
    hyphens = "-".join(wrong[index : index + group] for index in range(0, length, group))
    assert severities(rule, form.format(hyphens)) == [ERROR]


@given(st.text("ISBNORCD0123456789-X :()xinvalid.", max_size=50), st.sampled_from(["a.md", "a.bib", "a.wiki"]))
def test_any_text_can_be_judged(text: str, path: str) -> None:
    written = {"a.md": text, "a.bib": f"@book{{a, title = {{T}}, isbn = {{{text}}}, issn = {{{text}}}}}"}.get(
        path, f"{{{{ISBN|{text}}}}} {{{{cite book|title=T|isbn={text}|orcid={text}}}}}"
    )
    for rule in ("id-isbn", "id-issn", "id-orcid"):
        severities(rule, written, path)
