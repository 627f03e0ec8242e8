"""What a document is told of the matters in which the documents of a collection disagree."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import chain, islice
from typing import TYPE_CHECKING, NamedTuple

from linkaudit.citations.same import Same
from linkaudit.models import Severity
from linkaudit.rules.interface import Context, Remark, shortened, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linkaudit.models import Disagreement, Document, Evidence, Location, Party

# Of what others say, so many values are shown.
_MOST_VALUES = 4
MOST_PLACES = 20
"""Places of others that are given."""
MOST_ALIKE = 10
"""Documents that say the same and are told each, where one may speak for all of more than these."""
LONGEST = 200
"""Characters of a value that are shown."""
_IN_MESSAGE = 100


class Told(NamedTuple):
    """What a document says in a matter in which documents disagree, and what others say."""

    matter: Disagreement
    party: Party
    values: Mapping[str, Sequence[Party]]
    """Who states what, what most state first."""

    @property
    def others(self) -> Iterator[Sequence[Party]]:
        """Go through those that state another value, for each value, what most state first."""
        return (said for text, said in self.values.items() if text != self.party.value)

    @property
    def alike(self) -> Sequence[Party]:
        """Those that state the same, in order, this document among them."""
        return self.values[self.party.value]

    @property
    def number_of_others(self) -> int:
        """How many state another value."""
        return len(self.matter.parties) - len(self.alike)

    @property
    def places(self) -> tuple[Location, ...]:
        """Where others state another value, as far as that is given."""
        return tuple(party.location for party in islice(chain.from_iterable(self.others), MOST_PLACES))

    @property
    def speaks_for_itself(self) -> bool:
        """Whether the document is to be told: of many that say the same, as pages of one design do, the first is."""
        return len(self.alike) <= MOST_ALIKE or self.alike[0].path == self.party.path


def told_in(document: Document, context: Context, kind: str) -> Iterator[Told]:
    """Go through the matters of a kind in which a document says what others do not."""
    for matter, own in _by_party(Same(context.kinship.disagreements)).get((kind, document.path), ()):
        party = next((each for each in own if each.value != matter.about), own[0])
        values = _by_value(Same(matter.parties))
        if len(values) > 1:
            yield Told(matter, party, values)


@lru_cache(maxsize=2)
def _by_party(
    disagreements: Same[Disagreement],
) -> dict[tuple[str, str], list[tuple[Disagreement, list[Party]]]]:
    """Find the matters of a kind in which a document is a party, with what it says."""
    found: dict[tuple[str, str], list[tuple[Disagreement, list[Party]]]] = defaultdict(list)
    for matter in disagreements.values:
        own: dict[str, list[Party]] = defaultdict(list)
        for party in matter.parties:
            own[party.path].append(party)
        for path, said in own.items():
            found[matter.kind, path].append((matter, said))
    return found


@lru_cache(maxsize=4096)
def _by_value(parties: Same[Party]) -> dict[str, list[Party]]:
    """Sort what documents say by what it is, what most say first."""
    found: dict[str, list[Party]] = defaultdict(list)
    for party in parties.values:
        found[party.value].append(party)
    return dict(sorted(found.items(), key=lambda each: -len(each[1])))


def remark(told: Told, message: str, name: str, url: str, *about: Evidence) -> Remark:
    """Tell a document of its part in a matter: what it says, what others say, and where."""
    return Remark(
        message,
        told.party.location,
        url,
        (
            *about,
            value(name, shortened(told.party.value, LONGEST), told.party.location),
            *_elsewhere(name, told),
        ),
        related=told.places,
        severity=Severity.INFO if told.matter.mild else None,
    )


def _elsewhere(name: str, told: Told) -> Iterator[Evidence]:
    """Show what others say, and where one of them says it."""
    for said in islice(told.others, _MOST_VALUES):
        more = f" and {len(said) - 1} more" if len(said) > 1 else ""
        yield value(f"{name} in {_place(said[0])}{more}", shortened(said[0].value, LONGEST))
    left = len(told.values) - 1 - _MOST_VALUES
    if left > 0:
        yield value(f"{name} elsewhere", f"{left} more")


def _place(party: Party) -> str:
    place = f"{party.path}:{party.location.line}"
    return f"{place} ({party.location.part})" if party.location.part else place


def quoted(told: Told) -> str:
    """Quote what most others say."""
    party = next(told.others)[0]
    return f"`{shortened(party.value, _IN_MESSAGE)}` in {_place(party)}"
