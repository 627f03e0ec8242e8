"""What was found in a collection, beside what is true of it."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from copies.made import truths
from linkaudit.collection import prose
from linkaudit.collection.alignment import compared
from linkaudit.collection.words import words
from linkaudit.documents.read import read_file
from linkaudit.models import Document

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from copies.made import Made, Truth
    from linkaudit.models import Pair


class Judgement(NamedTuple):
    """Two documents: by which means they were made, what is true of them, and what was found."""

    a: Made
    b: Made
    truth: Truth | None
    found: Pair | None

    @property
    def told(self) -> str:
        """What they were said to be."""
        return self.found.kind.value if self.found else "none"

    @property
    def true_kinds(self) -> frozenset[str]:
        """What they may be called."""
        return self.truth.kinds if self.truth else frozenset({"none"})

    @property
    def sort(self) -> str:
        """The kind of truth."""
        if self.truth is None:
            return _unrelated(self.a, self.b)
        if "none" in self.truth.kinds:
            return "too little to tell"
        if "rewrite" in self.truth.kinds and self.truth.exchanged > 0.08:
            return f"rewrite, up to {min(9, int(self.truth.exchanged * 10) + 1)}0 %"
        if self.truth.kinds == {"partial"}:
            return "part" if self.truth.exchanged <= 0.08 else "part, reworded"
        return "whole" if self.truth.kinds == {"copy"} else "whole or part"

    @property
    def right(self) -> bool:
        """Whether two that share text were found, or two that do not were not."""
        return (self.found is not None) != (self.true_kinds == {"none"})


def _unrelated(a: Made, b: Made) -> str:
    for how in ("translation", "same event"):
        if how in (a.how, b.how):
            return f"unrelated, with {how}"
    return "unrelated"


def every_pair(folder: Path, documents: list[Made]) -> Iterator[Pair]:
    """Compare all with all, by nothing but the alignment of two texts."""
    read = []
    for made in sorted(documents):
        document = next(iter(read_file(folder / made.path, made.path, 10_000_000)))
        assert isinstance(document, Document)
        read.append((made.path, words(prose.opened(replace(document, prose=prose.packed(document))))))
    for (a, one), (b, other) in combinations(read, 2):
        if pair := compared(a, b, one, other):
            yield pair


def judged(documents: list[Made], pairs: Iterable[Pair]) -> list[Judgement]:
    """Hold what was found against the truth; for two that share nothing and of which nothing was said, too."""
    found = {frozenset((PurePath(pair.a).name, PurePath(pair.b).name)): pair for pair in pairs}
    by_path = {made.path: made for made in documents}
    judgements = []
    for one, other, truth in truths(documents):
        a, b = sorted((one, other), key=lambda made: made.path)
        judgements.append(
            Judgement(a, b, _turned(truth, turned=a is not one), found.pop(frozenset((a.path, b.path)), None))
        )
    known = {(each.a.path, each.b.path) for each in judgements}
    for first, second in combinations(sorted(by_path), 2):
        if (first, second) not in known:
            pair = found.pop(frozenset((first, second)), None)
            judgements.append(Judgement(by_path[first], by_path[second], None, pair))
    assert not found
    return judgements


def _turned(truth: Truth, *, turned: bool) -> Truth:
    return truth._replace(a_in_b=truth.b_in_a, b_in_a=truth.a_in_b) if turned else truth


class Result(NamedTuple):
    """Figures of a collection, or of several."""

    precision: float
    recall: dict[str, tuple[int, int]]
    confusion: dict[str, Counter[str]]
    errors: list[float]
    wrong: list[Judgement]


def result(judgements: list[Judgement]) -> Result:
    """Count."""
    recall: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    confusion: dict[str, Counter[str]] = defaultdict(Counter)
    errors: list[float] = []
    said = [each for each in judgements if each.found]
    for each in judgements:
        recall[each.sort][0] += each.found is not None
        recall[each.sort][1] += 1
        confusion["/".join(sorted(each.true_kinds))][each.told] += 1
        if each.found and each.truth and "none" not in each.true_kinds:
            errors += [abs(each.found.a_in_b - each.truth.a_in_b), abs(each.found.b_in_a - each.truth.b_in_a)]
    wrong = [each for each in judgements if "none" not in each.true_kinds and not each.found]
    false = [each for each in said if each.truth is None]
    return Result(
        1 - len(false) / max(1, len(said)),
        {name: (number, of) for name, (number, of) in sorted(recall.items())},
        dict(sorted(confusion.items())),
        sorted(errors),
        false + wrong,
    )
