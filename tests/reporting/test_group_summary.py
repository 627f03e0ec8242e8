"""What a group is, in a sentence or two: right for whatever shares text with whatever."""

from __future__ import annotations

import re
from itertools import combinations, pairwise
from string import ascii_lowercase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.models import CopyKind, Group, Pair
from linkaudit.reporting.group_summary import summary
from linkaudit.reporting.kindred import Cluster, Kin
from reporting.audits import document

COPY, REWRITE, PART = CopyKind.COPY, CopyKind.REWRITE, CopyKind.PARTIAL
Tie = tuple[str, CopyKind] | tuple[str, CopyKind, float, float]


def cluster(paths: str, *ties: Tie) -> Cluster:
    """Make a group of documents with names of one letter; a tie is `ab` with its kind, and shares."""
    pairs = []
    for both, kind, *shares in ties:
        a_in_b, b_in_a = shares or ((0.3, 0.3) if kind is PART else (0.9, 0.9))
        pairs.append(Pair(both[0], both[1], kind, a_in_b, b_in_a))
    return Cluster(Group("group", tuple(paths)), tuple(Kin(document(path)) for path in paths), tuple(pairs))


@pytest.mark.parametrize(
    ("paths", "ties", "said"),
    [
        ("ab", [("ab", COPY)], "Both are copies of one text."),
        ("ab", [("ab", REWRITE)], "Both have one text, in different words."),
        ("ab", [("ab", PART)], "The two share passages."),
        ("ab", [("ab", PART, 0.9, 0.2)], "Most of A stands in B."),
        ("ab", [("ab", PART, 0.2, 0.9)], "Most of B stands in A."),
        ("abc", [("ab", COPY), ("bc", COPY), ("ac", COPY)], "All 3 are copies of one text."),
        ("abc", [("ab", COPY), ("bc", COPY), ("ac", PART)], "All 3 have one text, whole or in part."),
        (
            "abc",
            [("ab", COPY), ("bc", REWRITE), ("ac", REWRITE)],
            "All 3 have one text, some of them in different words.",
        ),
        ("abc", [("ab", COPY), ("bc", REWRITE), ("ac", PART)], "All 3 are versions of one text."),
        ("abc", [("ab", PART), ("bc", PART), ("ac", PART)], "All 3 share passages with each other."),
        (
            "abc",
            [("ab", PART), ("cb", PART)],
            "B shares passages with each of the others, which share none with each other.",
        ),
        (
            "abcd",
            [("ab", PART), ("ac", PART), ("ad", PART), ("cd", PART)],
            "A shares passages with each of the others, some of which share passages with each other.",
        ),
        ("abcd", [("ab", PART), ("bc", PART), ("cd", PART)], ""),
    ],
)
def test_of_one_text_or_of_none(paths: str, ties: list[Tie], said: str) -> None:
    assert summary(cluster(paths, *ties)) == said


COPIES: list[Tie] = [("ab", COPY), ("bc", COPY), ("ac", COPY)]


@pytest.mark.parametrize(
    ("paths", "ties", "said"),
    [
        ("abcd", [("dc", PART)], "D shares passages with that text."),
        ("abcd", [("dc", PART, 0.8, 0.2), ("da", PART, 0.6, 0.2)], "Most of D stands in that text."),
        ("abcd", [("da", PART, 0.3, 0.9), ("bd", PART, 0.8, 0.3), ("cd", PART, 0.8, 0.3)],
         "Most of that text stands in D."),
        ("abcd", [("da", PART, 0.3, 0.9)], "D shares passages with that text."),
        ("abcde", [("da", PART), ("de", PART)], "D shares passages with both that text and E."),
        ("abcde", [("da", PART), ("eb", PART)], "D and E each share passages with that text."),
        ("abcde", [("da", PART), ("eb", PART), ("de", PART)],
         "D shares passages with both that text and E. E shares passages with that text."),
        ("abcdefg", [("da", PART), ("ef", PART), ("de", PART), ("fg", PART)],
         "The other 4 share passages with it or with each other."),
    ],
)  # fmt: skip
def test_of_one_text_and_others(paths: str, ties: list[Tie], said: str) -> None:
    assert summary(cluster(paths, *COPIES, *ties)) == f"A, B and C are copies of one text. {said}"


@pytest.mark.parametrize(
    ("ties", "said"),
    [
        ([("bc", PART)], "; C and D are copies of another text. The two texts share passages."),
        ([("ac", PART, 0.2, 0.9), ("bd", PART, 0.2, 0.7)], "; C and D are copies of a part of it."),
        ([("ac", PART, 0.9, 0.2)], "; C and D are copies of another text. The two texts share passages."),
    ],
)
def test_of_two_texts(ties: list[Tie], said: str) -> None:
    assert summary(cluster("abcd", ("ab", COPY), ("cd", COPY), *ties)) == f"A and B are copies of one text{said}"


def test_the_whole_text_is_told_before_its_part() -> None:
    made = cluster("abcd", ("ab", COPY), ("cd", COPY), ("ac", PART, 0.9, 0.2), ("bc", PART, 0.9, 0.2))
    assert summary(made) == "C and D are copies of one text; A and B are copies of a part of it."


def test_two_texts_and_what_has_passages_of_both() -> None:
    made = cluster("abcde", ("ab", COPY), ("cd", REWRITE), ("ae", PART), ("ed", PART))
    assert summary(made) == (
        "A and B are copies of one text; C and D have another text, in different words. "
        "E shares passages with both the text of A and B and the text of C and D."
    )


def test_many_texts_are_not_told_of() -> None:
    ties = [(both, COPY) for both in ("ab", "cd", "ef", "gh")]
    joined = [(both, PART) for both in ("bc", "de", "fg")]
    assert summary(cluster("abcdefgh", *ties, *joined)) == ""


def test_only_documents_with_letters_are_named() -> None:
    made = cluster("abcde", *((both, COPY) for both in ("ab", "ac", "ad")), ("ae", PART))
    assert summary(made, 5) == "A to D are copies of one text. E shares passages with that text."
    assert summary(made, 4) == "A to D are copies of one text. The other document shares passages with it."
    assert summary(made, 3) == "4 of the documents are copies of one text. The other document shares passages with it."


def test_a_pair_that_leaves_the_group_says_nothing_of_it() -> None:
    assert summary(cluster("ab", ("ab", COPY), ("bx", PART))) == "Both are copies of one text."


def test_of_many_nobody_knows_who_shares_nothing() -> None:
    paths = [chr(0x4E00 + number) for number in range(51)]
    star = [(f"{paths[0]}{path}", PART) for path in paths[1:]]
    assert summary(cluster("".join(paths), *star)) == "A shares passages with each of the others."


PAIRS = st.tuples(st.sampled_from(list(CopyKind)), st.floats(0, 1), st.floats(0, 1))


@given(st.integers(2, 9), st.data())
def test_whatever_shares_text_with_whatever_there_is_little_to_read(count: int, data: st.DataObject) -> None:
    paths = ascii_lowercase[:count]
    chosen = data.draw(st.sets(st.sampled_from(list(combinations(paths, 2)))))
    both = sorted({*chosen, *pairwise(paths)})
    said = summary(cluster(paths, *(("".join(each), *data.draw(PAIRS)) for each in both)))
    assert said.count(".") <= 3
    assert said == "" or (said[0].isupper() and said.endswith("."))
    assert {each.lower() for each in re.findall(r"\b[A-Z]\b", said)} <= {*paths}
    assert not re.search(r"[{}]|  | ,", said)
