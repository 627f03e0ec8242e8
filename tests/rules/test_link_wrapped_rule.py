"""URLs that are broken over lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.judged import INFO, WARNING, findings_of, fixed, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

HALF, REST = "https://h.example/minutes/2018/", "07/ferry_line.html"
CASES: list[tuple[str, str, str, list[Severity]]] = [
    ("angle brackets", "a.md", f"See <{HALF}\n{REST}>.\n", [WARNING]),
    ("angle brackets with indentation", "a.txt", f"See <URL:{HALF}\r\n   {REST}>.\r\n", [WARNING]),
    ("folded text", "a.txt", f"The minutes of the whole board are {HALF}\n{REST}.\n", [WARNING]),
    ("attribute", "a.html", f"<a href='{HALF}\n{REST}'>minutes</a>", [INFO]),
    ("attribute in Markdown", "a.md", f"See <a href='{HALF}\n{REST}'>minutes</a>", [WARNING]),
    ("one line", "a.txt", f"The minutes of the board are\n{HALF}{REST}\nas ever.\n", []),
    ("line ends around an attribute", "a.html", f"<a href='\n{HALF}\n'>minutes</a>", []),
    ("line ends in a relative target", "a.html", "<a href='minutes/\nferry'>minutes</a>", []),
    ("target on a line of its own", "a.md", f"See [the minutes](\n{HALF}{REST}\n'title').\n", []),
]


@pytest.mark.parametrize(("path", "text", "expected"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_a_url_that_is_broken_over_lines(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("link-wrapped", text, path) == expected


def test_both_lines_and_the_whole_url_are_named() -> None:
    (finding,) = findings_of("link-wrapped", f"text\n\nSee <{HALF}\n{REST}>.\n")
    assert (finding.url, finding.message) == (HALF + REST, "the URL is broken over lines 3 to 4")
    assert (finding.location.line, finding.location.end_line) == (3, 4)
    assert [each.value for each in finding.evidence] == [f"{HALF}\n{REST}", HALF + REST]


def test_the_url_can_be_written_on_one_line() -> None:
    text = f"See <{HALF}\n   {REST}>.\n"
    (finding,) = findings_of("link-wrapped", text)
    assert not finding.fixes[0].safe
    assert fixed(text, finding) == f"See <{HALF}{REST}>.\n"
    assert severities("link-wrapped", fixed(text, finding)) == []


def test_where_more_than_line_ends_would_have_to_go_nothing_is_offered() -> None:
    text = f"> The minutes of the whole board are {HALF}\n> {REST} now\n"
    (finding,) = findings_of("link-wrapped", text, "a.txt")
    assert (finding.url, finding.fixes) == (HALF + REST, ())


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("https://h.example/2018/%3E%3E07/ferry", "https://h.example/2018/07/ferry"),
        ("https://h.example/2018/%3e07/ferry?a=b#c", "https://h.example/2018/07/ferry?a=b#c"),
        ("https://h.example/2018/>> 07/ferry", "https://h.example/2018/07/ferry"),
        ("https://h.example/2018-%0A%3E%2007/ferry", "https://h.example/2018-07/ferry"),
        ("https://h.example/2018%20%3E%20%3E%2007/ferry", "https://h.example/201807/ferry"),
        ("https://h.example/fer>>ry", "https://h.example/ferry"),
    ],
)
def test_a_mark_of_quoted_mail_within_a_url(target: str, meant: str) -> None:
    text = f'<a href="{target}">ferry</a>\n'
    (finding,) = findings_of("link-quoted-prefix", text, "a.html")
    assert finding.severity is WARNING
    assert finding.evidence[1].value == meant
    assert not finding.fixes[0].safe
    assert fixed(text, finding) == f'<a href="{meant}">ferry</a>\n'
    assert severities("link-quoted-prefix", fixed(text, finding), "a.html") == []


@pytest.mark.parametrize(
    "target",
    [
        "https://h.example/2018/07/ferry",
        "https://h.example/search?date=%3E2018",
        "https://h.example/search?q=a+%3E%3E+b",
        "https://h.example/#a%3E%3Eb",
        "https://h.example/a%3Eb",
        "https://h.example/a-%3Eb",
        "https://h.example/a%3E",
        "https://h.example/%3Cid%3E/b",
        "https://h.example/10.1000/5%3C523::aid-x2%3E%3E3.0.co;2-p",
        "a/>>b",
    ],
)
def test_other_marks_are_no_quotation(target: str) -> None:
    assert severities("link-quoted-prefix", f'<a href="{target}">ferry</a>\n', "a.html") == []


def test_the_mark_of_a_line_that_is_put_together_is_none() -> None:
    text = f"> The minutes of the whole board are {HALF}\n> {REST} now\n"
    assert severities("link-quoted-prefix", text, "a.txt") == []


@given(st.text("a/> %3E0Ad-<?", max_size=16))
def test_without_the_marks_a_url_is_in_order(tail: str) -> None:
    text = f'<a href="https://h.example/{tail}">ferry</a>\n'
    for finding in findings_of("link-quoted-prefix", text, "a.html"):
        if finding.fixes:
            assert severities("link-quoted-prefix", fixed(text, finding), "a.html") == []
