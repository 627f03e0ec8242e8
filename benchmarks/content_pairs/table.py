"""Tables of what was said of the pairs, in Markdown."""

from __future__ import annotations

from collections import Counter
from statistics import median
from typing import TYPE_CHECKING

from content_pairs.kinds import CARRYINGS, DRIFTS, Compared, Kind, compared

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

Results = dict[str, dict[str, list[Compared]]]
"""What was said of the pairs of each kind, by extractor."""


def measured(kinds: Sequence[Kind], extractors: Sequence[str]) -> Results:
    """Compare the pairs of all kinds with each extractor."""
    return {kind.name: {each: compared(kind, each) for each in extractors} for kind in kinds}


def rows(kinds: Sequence[Kind], results: Results, extractors: Sequence[str]) -> Iterator[str]:
    """Write a row for each kind: for each extractor the lowest, middle and highest share, and what was said."""
    yield f"| pairs | n | right | {' | '.join(f'{each}: share | said' for each in extractors)} |"
    yield f"|---|--:|---|{'---|---|' * len(extractors)}"
    for kind in kinds:
        by = results[kind.name]
        cells = [cell for each in extractors for cell in (_shares(by[each]), _said(by[each]))]
        number = len(by[extractors[0]])
        yield f"| {kind.name} | {number} | {' or '.join(kind.right)} | {' | '.join(cells)} |"


def confusion(kinds: Sequence[Kind], results: Results, extractor: str) -> Iterator[str]:
    """Write how often each thing was said where another was right; what may be two things counts under both names."""
    right = dict.fromkeys(" or ".join(kind.right) for kind in kinds)
    said = dict.fromkeys(each for kind in kinds for each in kind.right)
    yield f"| right ({extractor}) | {' | '.join(f'said {each}' for each in said)} |"
    yield f"|---|{'--:|' * len(said)}"
    for wanted in right:
        counts = Counter(
            each.said for kind in kinds if " or ".join(kind.right) == wanted for each in results[kind.name][extractor]
        )
        yield f"| {wanted} | {' | '.join(str(counts[each]) for each in said)} |"


def wrong(kinds: Sequence[Kind], results: Results, extractor: str) -> list[tuple[Kind, Compared]]:
    """List the pairs of which something wrong was said."""
    return [(kind, each) for kind in kinds for each in results[kind.name][extractor] if each.said not in kind.right]


def every_kind() -> tuple[Kind, ...]:
    """List the kinds of both questions."""
    return (*DRIFTS, *CARRYINGS)


def _shares(results: list[Compared]) -> str:
    shares = [each.share for each in results if each.share is not None]
    return f"{min(shares):.2f} {median(shares):.2f} {max(shares):.2f}" if shares else "–"


def _said(results: list[Compared]) -> str:
    """Write what was said, the most frequent first, with the number unless it was always the same."""
    counts = Counter(each.said for each in results).most_common()
    return counts[0][0] if len(counts) == 1 else ", ".join(f"{said} {number}" for said, number in counts)
