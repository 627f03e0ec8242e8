"""Which repairs are made, in what order, and what becomes of the text."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.models import Edit, Finding, Fix, Location, Severity
from linkaudit.repair.edits import RestlessError, applied, chosen, repaired

if TYPE_CHECKING:
    from collections.abc import Iterator


def place(start: int, end: int) -> Location:
    return Location("a.md", 1, start + 1, 1, end + 1, start, end)


def edit(start: int, end: int, new: str = "") -> Edit:
    return Edit(place(start, end), new)


def finding(start: int, *fixes: Fix, rule: str = "link-made") -> Finding:
    return Finding(rule, Severity.WARNING, "made", place(start, start + 1), fixes=fixes)


def safe(*edits: Edit, title: str = "safe") -> Fix:
    return Fix(title, safe=True, edits=edits)


def unsafe(*edits: Edit, title: str = "unsafe") -> Fix:
    return Fix(title, safe=False, edits=edits)


def titles(*findings: Finding, also_unsafe: bool = False) -> list[str]:
    return [repair.fix.title for repair in chosen(findings, unsafe=also_unsafe)]


def test_edits_are_made_where_they_belong_in_whatever_order_they_come() -> None:
    assert applied("one two three", [edit(8, 13, "3"), edit(0, 3, "1"), edit(4, 4, "and ")]) == "1 and two 3"
    assert applied("one", []) == "one"
    assert applied("", [edit(0, 0, "x")]) == "x"


@given(
    st.text(max_size=60), st.lists(st.tuples(st.integers(0, 60), st.integers(0, 6), st.text(max_size=5)), max_size=8)
)
def test_whatever_is_chosen_does_not_overlap_and_leaves_the_rest_as_it_is(
    text: str, wanted: list[tuple[int, int, str]]
) -> None:
    findings = [
        finding(start, safe(edit(start, min(len(text), start + length), new)))
        for start, length, new in wanted
        if start <= len(text)
    ]
    made = sorted((repair.fix.edits[0] for repair in chosen(findings)), key=lambda each: each.location.start)
    assert all(one.location.end <= other.location.start for one, other in pairwise(made))
    assert bool(made) == bool(findings)
    after = applied(text, made)
    kept = "".join(
        text[one:other]
        for one, other in zip(
            [0, *(each.location.end for each in made)],
            [*(each.location.start for each in made), len(text)],
            strict=True,
        )
    )
    assert len(after) == len(kept) + sum(len(each.replacement) for each in made)
    pattern = "".join(
        f"{re.escape(text[start : each.location.start])}{re.escape(each.replacement)}"
        for start, each in zip([0, *(each.location.end for each in made)], made, strict=False)
    )
    assert re.match(pattern, after)


def test_of_repairs_at_one_place_the_first_is_made_and_the_other_waits() -> None:
    one, other = finding(0, safe(edit(0, 5), title="one")), finding(3, safe(edit(3, 8), title="other"))
    assert titles(other, one) == ["one"]
    assert titles(finding(0, safe(edit(2, 2, "a"), title="a")), finding(1, safe(edit(2, 2, "b"), title="b"))) == ["a"]
    touching = finding(0, safe(edit(0, 5), title="one")), finding(5, safe(edit(5, 8), title="other"))
    assert titles(*touching) == ["one", "other"]


def test_a_repair_of_several_edits_is_made_as_a_whole_or_not_at_all() -> None:
    both = finding(0, safe(edit(0, 2), edit(10, 12), title="both"))
    assert titles(both, finding(11, safe(edit(11, 14), title="late"))) == ["both"]
    assert titles(finding(0, safe(edit(0, 1), title="early")), finding(1, safe(edit(0, 2), edit(10, 12)))) == ["early"]


def test_unsafe_repairs_are_made_only_if_asked_for_and_never_before_safe_ones() -> None:
    two = finding(0, unsafe(edit(0, 1)), safe(edit(0, 1)))
    assert titles(two) == ["safe"]
    assert titles(two, also_unsafe=True) == ["safe"]
    only = finding(0, unsafe(edit(0, 1)))
    assert titles(only) == []
    assert titles(only, also_unsafe=True) == ["unsafe"]


def test_a_repair_without_edits_is_none() -> None:
    assert titles(finding(0, safe())) == []


def shrinking(text: str) -> Iterator[Finding]:
    """Find an `a` that stands before another one."""
    for found in re.finditer("a(?=a)", text):
        yield finding(found.start(), safe(edit(found.start(), found.end())))


def test_repairs_go_on_until_there_are_none() -> None:
    done = repaired("aaab", shrinking)
    assert done.text == "ab"
    assert len(done.repairs) == 2
    assert repaired("b", shrinking) == type(done)("b")


def test_repairs_that_never_end_are_refused() -> None:
    def turning(text: str) -> Iterator[Finding]:
        yield finding(0, safe(edit(0, 1, "b" if text[0] == "a" else "a")), rule="link-turning")

    with pytest.raises(RestlessError, match=r"no end \(link-turning\)"):
        repaired("a", turning)
