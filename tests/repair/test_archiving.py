"""Captures that would make something wrong are left out, and only they."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rules.judged import document_of

from linkaudit.models import Finding, Severity
from linkaudit.repair.archiving import faultless
from linkaudit.repair.beside.interface import Copy
from linkaudit.repair.robust import Refused, Written, written

if TYPE_CHECKING:
    from collections.abc import Callable

TEXT = "".join(f"[p](https://gazette.example/{number}), " for number in range(8))
STAMP = "https://web.archive.org/web/20180712080000"
DOCUMENT = document_of(TEXT)
PROPOSED = [
    each
    for each in written(DOCUMENT, lambda reference: Copy(f"{STAMP}/{reference.url}", date(2018, 7, 12)))
    if isinstance(each, Written)
]


def finding(words: str, severity: Severity) -> Finding:
    return Finding("archive-form", severity, words, DOCUMENT.references[0].location)


def judge(*bad: int, at_once: int = 99, severity: Severity = Severity.WARNING) -> Callable[[str], list[Finding]]:
    """Make a judge who finds fault with the captures of some pages, with too many at once, and with something old."""

    def judged(text: str) -> list[Finding]:
        found = [finding("old", Severity.ERROR)]
        found += [finding(str(each), severity) for each in bad if f"{STAMP}/https://gazette.example/{each})" in text]
        return found + [finding("too many", severity)] * (text.count(STAMP) > at_once)

    return judged


def chosen(judge: Callable[[str], list[Finding]]) -> tuple[list[str], list[Refused]]:
    refused: list[Refused] = []
    good = faultless(TEXT, PROPOSED, judge, refused.append)
    return [each.reference.url[-1] for each in good], refused


@given(st.sets(st.integers(0, 7)))
def test_those_with_which_something_would_be_wrong_are_left_out(bad: set[int]) -> None:
    good, refused = chosen(judge(*bad))
    assert good == [str(number) for number in range(8) if number not in bad]
    assert sorted(each.reference.url[-1] for each in refused) == sorted(map(str, bad))
    assert all("there would be a finding: archive-form" in each.reason for each in refused)


def test_what_is_wrong_with_the_page_is_not_new_with_its_capture() -> None:
    page = DOCUMENT.references[0].url

    def judged(text: str) -> list[Finding]:
        urls = [page] if STAMP not in text else [page, f"{STAMP}/{page}"]
        return [replace(finding("too short", Severity.WARNING), url=url) for url in urls]

    assert chosen(judged) == ([*"01234567"], [])


def test_a_remark_is_nothing_wrong() -> None:
    assert chosen(judge(1, 2, severity=Severity.INFO)) == ([*"01234567"], [])


def test_what_is_wrong_only_with_all_of_them_leaves_as_many_as_can_be() -> None:
    good, refused = chosen(judge(at_once=5))
    assert len(good) == 5
    assert len(refused) == 3


def test_nothing_is_judged_where_nothing_is_proposed() -> None:
    def never(_: str) -> list[Finding]:
        raise AssertionError

    assert faultless(TEXT, [], never, lambda _: None) == []
