"""What reports show of documents beside each other: groups with their members, and what was concluded of each."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.collection.undated import WEAK
from linkaudit.models import CopyKind
from linkaudit.reporting.letters import Letters

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.models import Audit, Document, Group, Inferred, Lead, Member, OddAddress, Pair

_UNDATED = "9999"


class Kin(Struct, frozen=True):
    """A document with what was concluded of it from the others."""

    document: Document
    member: Member | None = None
    leads: tuple[Lead, ...] = ()
    odd: tuple[OddAddress, ...] = ()

    @property
    def path(self) -> str:
        """The path by which the others know it."""
        return self.document.path

    @property
    def inferred_date(self) -> Inferred | None:
        """Its date as concluded from others or its own words, if it states none itself."""
        return self.member.date if self.member else None

    @property
    def origins(self) -> tuple[Inferred, ...]:
        """The addresses that it may come from, if it names none; the likeliest first."""
        return self.member.provenance if self.member else ()

    @property
    def copied_from(self) -> tuple[Inferred, ...]:
        """The documents that its text may be copied from, the likeliest first."""
        return self.member.copied_from if self.member else ()

    @property
    def day(self) -> str:
        """Its date, stated or inferred, as ISO 8601 writes it; empty if neither. When it was committed says little."""
        if self.inferred_date:
            return self.inferred_date.value
        stated = self.document.date
        return str(stated.date) if stated and stated.source not in WEAK else ""

    @property
    def telling(self) -> bool:
        """Whether anything was concluded of it."""
        return bool(self.inferred_date or self.origins or self.copied_from or self.leads)


class Cluster(Struct, frozen=True):
    """Documents that share text, the earliest first, and the pairs that they make."""

    group: Group
    kin: tuple[Kin, ...]
    pairs: tuple[Pair, ...]

    @property
    def earliest(self) -> Inferred | None:
        """The path of the document that is likely the earliest version."""
        return self.group.earliest

    def letters(self, most: int | None = None) -> Letters:
        """Give the first documents letters, in the order in which they are shown."""
        return Letters([each.path for each in self.kin[:most]])

    def titled_copy(self, path: str) -> Document | None:
        """Give the closest copy of a document that has a title, if it has none itself."""
        by_path = {each.path: each.document for each in self.kin}
        if by_path[path].title:
            return None
        copies = [pair for pair in self.pairs if pair.kind is CopyKind.COPY and path in (pair.a, pair.b)]
        closest = sorted(copies, key=lambda pair: (-pair.share_of(path), pair.other(path)))
        return next((by_path[pair.other(path)] for pair in closest if by_path[pair.other(path)].title), None)


class Comparison(Struct, frozen=True):
    """The groups of a collection, and the documents outside of them of which something was concluded."""

    clusters: tuple[Cluster, ...]
    alone: tuple[Kin, ...]


def comparison(audit: Audit) -> Comparison:
    """Put together what the documents of an audit say about each other."""
    kinship = audit.kinship
    if not (kinship.groups or kinship.members or kinship.leads):
        return Comparison((), ())
    kin = {each.path: each for each in _kin(audit)}
    group_of = {path: number for number, group in enumerate(kinship.groups) for path in group.paths}
    pairs: dict[int, list[Pair]] = defaultdict(list)
    for pair in kinship.pairs:
        pairs[group_of[pair.a]].append(pair)
    clusters = tuple(
        Cluster(group, tuple(sorted((kin[path] for path in group.paths), key=_by_time)), tuple(pairs[number]))
        for number, group in enumerate(kinship.groups)
    )
    alone = tuple(each for path, each in kin.items() if path not in group_of and each.telling)
    return Comparison(clusters, alone)


def concluded(audit: Audit) -> dict[str, Kin]:
    """Give the documents of which something was concluded, by path."""
    if not (audit.kinship.members or audit.kinship.leads):
        return {}
    return {each.path: each for each in _kin(audit) if each.telling}


def inferred_dates(audit: Audit) -> dict[str, Inferred]:
    """Give the dates of the documents that state none, by path."""
    return {path: each.date for path, each in audit.kinship.members.items() if each.date}


def strongest_first(pairs: Sequence[Pair]) -> list[Pair]:
    """Sort the pairs that share most first, whole copies before rewritten ones before parts."""
    order = (CopyKind.COPY, CopyKind.REWRITE, CopyKind.PARTIAL)
    return sorted(pairs, key=lambda pair: (order.index(pair.kind), -max(pair.a_in_b, pair.b_in_a), pair.a, pair.b))


def _kin(audit: Audit) -> Iterator[Kin]:
    kinship = audit.kinship
    seen: set[str] = set()
    for document in audit.documents:
        path = document.path
        if path not in seen:
            seen.add(path)
            yield Kin(document, kinship.members.get(path), kinship.leads.get(path, ()), kinship.odd.get(path, ()))


def _by_time(each: Kin) -> tuple[str, str]:
    return each.day or _UNDATED, each.path
