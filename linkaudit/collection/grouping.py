"""Which documents belong together: those that share text, directly or through others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import CopyKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.models import Pair

_HOLDS = 0.1
"""Share of the one or of the other from which a shared passage ties two documents together.

Less is a sentence or two of a long text: enough to tell of it, too little to make one group of all stories that a chain
of such excerpts leads to.
"""


def grouped(pairs: Sequence[Pair]) -> tuple[tuple[str, ...], ...]:
    """Put the documents of pairs into groups, each sorted, in the order of their first members.

    Copies, rewrites and larger excerpts tie documents together. A document that has only smaller ties goes to the one
    that it shares most with.
    """
    roots: dict[str, str] = {}

    def root(path: str) -> str:
        while (above := roots.setdefault(path, path)) != path:
            roots[path] = roots[above]
            path = roots[path]
        return path

    def join(pair: Pair) -> None:
        first, second = sorted((root(pair.a), root(pair.b)))
        roots[second] = first

    weak: list[Pair] = []
    for pair in pairs:
        if holds(pair):
            join(pair)
        else:
            weak.append(pair)
    tied = set(roots)
    for pair in sorted(weak, key=lambda each: (-_strength(each), each.a, each.b)):
        if pair.a not in tied or pair.b not in tied:
            join(pair)
            tied |= {pair.a, pair.b}
    groups: dict[str, list[str]] = {}
    for path in sorted(roots):
        groups.setdefault(root(path), []).append(path)
    return tuple(sorted(map(tuple, groups.values())))


def holds(pair: Pair) -> bool:
    """Tell whether a pair shares so much that it ties the two together."""
    return pair.kind is not CopyKind.PARTIAL or _strength(pair) >= _HOLDS


def _strength(pair: Pair) -> float:
    return max(pair.a_in_b, pair.b_in_a)
