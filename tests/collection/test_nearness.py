"""How far the texts of a group are from each other."""

from __future__ import annotations

from collection.descent import collated, tie, varied
from linkaudit.collection.nearness import Nearness
from linkaudit.collection.traces import Trace
from linkaudit.models import CopyKind, Sign

SLIPS = (("gulls", "gluls"), ("petition", "petiiton"))


def near(texts: dict[str, str], reference: str = "") -> Nearness:
    """Hold texts against one of them."""
    collation = collated(texts, reference)
    found = Nearness()
    found.add(collation, collation.variants())
    return found


def test_places_at_which_a_letter_differs_count_between_all_of_them_whichever_they_are_held_against() -> None:
    texts = {"a.txt": varied(), "b.txt": varied(*SLIPS), "c.txt": varied(*SLIPS, ("garage", "depot"))}
    for reference in texts:
        found = near(texts, reference)
        assert (found.places("a.txt", "b.txt"), found.places("a.txt", "c.txt")) == (2, 3)
        assert (found.places("b.txt", "c.txt"), found.places("b.txt", "b.txt")) == (1, 0)
        ranks = found.ranks("c.txt", [tie("a.txt", "c.txt", share=1), tie("b.txt", "c.txt", share=1)])
        assert ranks == {"a.txt": 3, "b.txt": 1}
    assert found.places("a.txt", "elsewhere.txt") is None


def test_where_one_was_not_looked_at_only_words_in_common_count() -> None:
    found = near({"a.txt": varied(), "c.txt": varied(*SLIPS)})
    pairs = [tie("a.txt", "c.txt", share=1), tie("c.txt", "x.txt", CopyKind.REWRITE, 0.5)]
    ranks = found.ranks("c.txt", pairs)
    assert ranks["a.txt"] == 0
    assert ranks["x.txt"] > 50


def test_a_torn_place_that_one_has_parts_it_from_those_that_are_whole() -> None:
    found = near({"a.txt": varied(), "b.txt": varied(), "c.txt": varied()})
    found.mark(
        [Trace(Sign("break", ""), ("b.txt", "c.txt"), ("a.txt",)), Trace(Sign("slip", ""), ("b.txt",), ("c.txt",))]
    )
    assert found.ranks("c.txt", [tie("a.txt", "c.txt", share=1), tie("b.txt", "c.txt", share=1)]) == {
        "a.txt": 1,
        "b.txt": 0,
    }


def test_of_two_copies_the_one_with_changes_of_its_own_is_the_later() -> None:
    first = varied(*SLIPS)
    found = near({"m.txt": varied(), "b.txt": first, "c.txt": varied(("garage", "depot"), of=first)})
    assert found.changes("c.txt", "b.txt", "m.txt") == (1, 0)
    assert found.changes("b.txt", "c.txt", "m.txt") == (0, 1)
    assert found.changes("b.txt", "x.txt", "m.txt") == (0, 0)
    found.mark([Trace(Sign("break", ""), ("b.txt",), ("c.txt", "m.txt"))])
    assert found.changes("c.txt", "b.txt", "m.txt") == (1, 1)
