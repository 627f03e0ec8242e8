"""Which documents are put together."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from collection.descent import tie
from linkaudit.collection.grouping import grouped, holds
from linkaudit.models import CopyKind, Pair

PARTIAL = CopyKind.PARTIAL


def test_copies_of_copies_are_one_group() -> None:
    assert grouped([tie("b", "c"), tie("a", "b"), tie("x", "y", CopyKind.REWRITE)]) == (("a", "b", "c"), ("x", "y"))


def test_two_documents_that_share_little_are_a_group() -> None:
    assert grouped([tie("a", "b", PARTIAL, 0.02)]) == (("a", "b"),)


def test_a_small_excerpt_does_not_melt_two_stories_into_one() -> None:
    pairs = [tie("a", "b"), tie("x", "y"), tie("b", "x", PARTIAL, 0.04)]
    assert grouped(pairs) == (("a", "b"), ("x", "y"))
    assert grouped([*pairs[:2], tie("b", "x", PARTIAL, 0.04, 0.3)]) == (("a", "b", "x", "y"),)


def test_who_has_only_small_ties_goes_where_most_is_shared() -> None:
    pairs = [tie("a", "b"), tie("x", "y"), tie("b", "z", PARTIAL, 0.03), tie("y", "z", PARTIAL, 0.05)]
    assert grouped(pairs) == (("a", "b"), ("x", "y", "z"))


def test_a_chain_of_small_excerpts_is_no_large_group() -> None:
    stories = [tie(f"{number:03}a", f"{number:03}b") for number in range(100)]
    chain = [tie(f"{number:03}b", f"{number + 1:03}a", PARTIAL, 0.05) for number in range(99)]
    assert len(grouped(stories + chain)) == 100


PAIRS = st.lists(
    st.builds(
        Pair,
        st.sampled_from("abcdefgh"),
        st.sampled_from("ijklmnop"),
        st.sampled_from(CopyKind),
        st.floats(0, 1),
        st.floats(0, 1),
    ),
    max_size=30,
)


@given(PAIRS)
def test_every_document_of_a_pair_is_in_one_group_and_strong_ties_hold(pairs: list[Pair]) -> None:
    found = grouped(pairs)
    members = [path for group in found for path in group]
    assert sorted(members) == sorted({path for pair in pairs for path in (pair.a, pair.b)})
    by_path = {path: group for group in found for path in group}
    assert all(by_path[pair.a] is by_path[pair.b] for pair in pairs if holds(pair))
    assert list(found) == sorted(found)
    assert all(list(group) == sorted(group) for group in found)
