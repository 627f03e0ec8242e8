"""The signs of a group: each has a name of its own, and a piece of evidence belongs to the first that has it."""

from __future__ import annotations

from linkaudit.models import Evidence, Sign
from linkaudit.reporting.signs import Signs, Told

ONE, TWO, THREE = (Evidence("torn after", word) for word in ("one", "two", "three"))


def test_signs_are_numbered_where_there_are_several_of_a_kind() -> None:
    signs = Signs([Sign("slip", "a"), Sign("break", "b"), Sign("slip", "c")])
    assert [each.name for each in signs.named] == ["slip 1", "break", "slip 2"]
    assert [each.sign.says for each in signs.named] == ["a", "b", "c"]


def test_evidence_belongs_to_the_first_sign_that_has_it() -> None:
    signs = Signs([Sign("break", "a", (ONE,)), Sign("correction", "b", (ONE, TWO))])
    assert signs.told((ONE, TWO), "correction") == Told((TWO,), ("break",))
    assert signs.told((ONE,), "break") == Told((ONE,))
    assert signs.told((TWO, THREE, ONE, ONE)) == Told((THREE,), ("correction", "break"))


def test_which_signs_to_see_is_told_in_words() -> None:
    assert Told((), ("slip", "break 1", "break 2")).see == "the slip, break 1 and break 2"
    assert Told((ONE,)).see == ""
