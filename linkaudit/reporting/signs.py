"""What tells of the way in which the texts of a group were copied, so that each piece of evidence is told once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.reporting.letters import listed

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linkaudit.models import Evidence, Sign


class Told(Struct, frozen=True):
    """Evidence for something, as far as it was not told with a sign, and the names of those signs."""

    evidence: tuple[Evidence, ...]
    with_signs: tuple[str, ...] = ()

    @property
    def see(self) -> str:
        """The signs to look at, in words: `the slip and break 2`; empty if there are none."""
        return listed([name if name[-1].isdigit() else f"the {name}" for name in self.with_signs])


class Named(Struct, frozen=True):
    """A sign with a name that is its own in the group: `slip`, or `slip 2` if there are several slips."""

    name: str
    sign: Sign


class Signs:
    """The signs of a group that are shown."""

    def __init__(self, signs: Sequence[Sign]) -> None:
        """Name them; evidence that several have belongs to the first of them."""
        several = Counter(sign.kind for sign in signs)
        count: Counter[str] = Counter()
        self._named: list[Named] = []
        self._first: dict[Evidence, str] = {}
        for sign in signs:
            count[sign.kind] += 1
            name = f"{sign.kind} {count[sign.kind]}" if several[sign.kind] > 1 else sign.kind
            self._named.append(Named(name, sign))
            for each in sign.evidence:
                self._first.setdefault(each, name)

    @property
    def named(self) -> Sequence[Named]:
        """The signs with their names, in their order."""
        return self._named

    def told(self, evidence: Iterable[Evidence], within: str = "") -> Told:
        """Tell which of some evidence is not shown with a sign; `within` is the sign that it is of."""
        own: list[Evidence] = []
        others: dict[str, None] = {}
        for each in evidence:
            name = self._first.get(each, within)
            if name == within:
                own.append(each)
            else:
                others[name] = None
        return Told(tuple(own), tuple(others))
