"""The section of the report on each group of documents that share text, and how each of them is best cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.reporting.bounded import bounded
from linkaudit.reporting.concluded import kind, marked_date, means
from linkaudit.reporting.escape import code, cut_off, link, markdown, prose
from linkaudit.reporting.kindred import comparison, strongest_first
from linkaudit.reporting.markdown_document import date_in_brief, verdicts_in_brief
from linkaudit.reporting.recommended import in_markdown, recommended
from linkaudit.rules.compared_texts import percent
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from linkaudit.models import Audit, Evidence, Inferred, Lookup, Pair
    from linkaudit.reporting.kindred import Cluster, Kin
    from linkaudit.reporting.markdown_document import Places
    from linkaudit.reporting.view import Dossier

GROUPS = 50
"""Groups of which there is a section at the most."""
MEMBERS = 30
"""Documents of a group that are told of at the most."""
# Pairs and signs of a group, and passages of a pair, that are told of at the most; characters of each text.
_PAIRS, _PASSAGES = 20, 3
_LENGTH = 120


def section(audit: Audit, dossiers: Iterable[Dossier], places: Places) -> Iterator[str]:
    """Write the section of the groups: who has what, what is shared, what is likely, how each is best cited."""
    clusters = comparison(audit).clusters
    if not clusters:
        return
    known = _Known(
        {each.document.path: each for each in dossiers}, _by_url(audit.lookups), audit.run.archives != "not asked"
    )
    yield "## Documents that share text"
    yield ""
    yield "What is marked as inferred no document says of itself: it was concluded from the others, or from its words."
    for number, cluster in enumerate(clusters[:GROUPS], start=1):
        yield ""
        yield from _Section(cluster, known, places).lines(number)
    if len(clusters) > GROUPS:
        yield ""
        yield f"… and {counted(len(clusters) - GROUPS, 'more group')}, which `linkaudit collection` lists."


class _Known(Struct, frozen=True):
    """What the audit found out about the documents of all groups."""

    dossiers: Mapping[str, Dossier]
    lookups: Mapping[str, Sequence[Lookup]]
    archives_asked: bool


class _Section:
    """The section of a group in the making."""

    def __init__(self, cluster: Cluster, known: _Known, places: Places) -> None:
        self.cluster = cluster
        self.known = known
        self.places = places
        self.shown = cluster.kin[:MEMBERS]

    def lines(self, number: int) -> Iterator[str]:
        """Write its parts, those that have something to say."""
        yield f"### Group {number}: {counted(len(self.cluster.kin), 'document')}"
        parts = (
            ("", self.who_has_what()),
            ("How much of each stands in the others:", self.shares()),
            ("What is shared, the longest passages of each pair:", self.passages()),
            ("What their texts tell of how they were copied, as a likelihood:", self.likely()),
            ("What was inferred:", self.inferred()),
            ("How each is best cited, from what is known:", self.citations()),
        )
        for heading, part in parts:
            written = list(part)
            if written:
                yield ""
                yield from (heading, "") if heading else ()
                yield from written

    def who_has_what(self) -> Iterator[str]:
        """Show the documents in the order of their dates, with what each has."""
        yield f"| Document | Date | Original | Links |{' Archive |' if self.known.archives_asked else ''}"
        yield f"|---|---|---|---|{'---|' if self.known.archives_asked else ''}"
        for each in self.shown:
            dossier = self.known.dossiers[each.path]
            cells = [
                self.places.file(each.path),
                date_in_brief(each.document, each.inferred_date),
                _original(each),
                _links(each, dossier),
            ]
            cells += [_archived(dossier)] if self.known.archives_asked else []
            yield f"| {' | '.join(cells)} |"
        if len(self.cluster.kin) > MEMBERS:
            yield ""
            yield f"… and {counted(len(self.cluster.kin) - MEMBERS, 'more document')}."

    def shares(self) -> Iterator[str]:
        """Show how much of each document stands in each other, the closest first."""
        yield "| Document | Other document | Kind | Of the first in the other | Of the other in the first |"
        yield "|---|---|---|--:|--:|"
        pairs = strongest_first(self.cluster.pairs)
        rows = (
            f"| {self.places.file(pair.a)} | {self.places.file(pair.b)} | {kind(pair)} "
            f"| {percent(pair.a_in_b)} | {percent(pair.b_in_a)} |"
            for pair in pairs
        )
        yield from bounded(list(rows), "pair", _PAIRS)

    def passages(self) -> Iterator[str]:
        """Quote the longest passages that are shared, with their places."""
        pairs = [pair for pair in strongest_first(self.cluster.pairs) if pair.passages][:_PAIRS]
        for pair in pairs:
            yield from self._passages(pair)

    def _passages(self, pair: Pair) -> Iterator[str]:
        longest = sorted(pair.passages, key=lambda each: -each.words)[:_PASSAGES]
        for each in pair.passages:
            if each in longest:
                quoted = markdown(cut_off(each.text, _LENGTH))
                yield f"- {self.places.place(each.a)} and {self.places.place(each.b)}: \u201c{quoted}\u201d"
        if len(pair.passages) > len(longest):
            yield f"- … and {counted(len(pair.passages) - len(longest), 'more passage')} of the two"

    def likely(self) -> Iterator[str]:
        """Say which is likely the earliest version, which was copied from which, and by what signs."""
        earliest = self.cluster.earliest
        if earliest:
            named = self.places.file(earliest.value)
            yield f"- Likely the earliest version ({earliest.confidence}): {named}: {prose(earliest.because)}"
            yield from _below(earliest.evidence, earliest.doubts, self.places)
        for each in self.shown:
            for source in each.copied_from[:1]:
                names = f"{self.places.file(each.path)} from {self.places.file(source.value)}"
                yield f"- Likely copied ({source.confidence}): {names}: {prose(source.because)}"
                yield from _below(source.evidence, source.doubts, self.places)
        for sign in self.cluster.group.signs[:_PAIRS]:
            yield f"- {markdown(sign.kind)}: {prose(sign.says)}"
            yield from _below(sign.evidence, (), self.places)
        if len(self.cluster.group.signs) > _PAIRS:
            yield f"- … and {counted(len(self.cluster.group.signs) - _PAIRS, 'more sign')}"

    def inferred(self) -> Iterator[str]:
        """Say what was inferred of each document, from what, and what is against it."""
        for each in self.shown:
            yield from inferred(each, self.places)

    def citations(self) -> Iterator[str]:
        """Recommend how to cite each document."""
        for each in self.shown:
            yield f"- {self.places.file(each.path)}: {in_markdown(recommended(each, self.cluster, self.known.lookups))}"


def _original(each: Kin) -> str:
    for citation in each.document.provenance:
        if citation.reference:
            return link(citation.reference.url, length=50)
    if each.origins:
        first = each.origins[0]
        more = f", and {counted(len(each.origins) - 1, 'more candidate')}" if len(each.origins) > 1 else ""
        return f"{link(first.value, length=50)} (inferred, {first.confidence}{more})"
    return "\u2013"


def _links(each: Kin, dossier: Dossier) -> str:
    """Say how many links a document has, and how many targets it lost."""
    lost = f"; {counted(len(each.leads), 'lost target')} with a candidate" if each.leads else ""
    return f"{verdicts_in_brief(dossier.links)}{lost}"


def _archived(dossier: Dossier) -> str:
    """Say what archives have of the original."""
    for citation, one in dossier.sources:
        if one and one.capture and one.capture.memento:
            return link(one.capture.memento.memento_url, f"{one.capture.memento.captured_at:%Y-%m-%d}")
        if citation.archive:
            return link(citation.archive.url, length=40)
    return "\u2013"


def inferred(each: Kin, places: Places) -> Iterator[str]:
    """List what was concluded of a document."""
    name = places.file(each.path)
    if each.inferred_date:
        yield from _value(f"{name}: date {markdown(marked_date(each.inferred_date))}", each.inferred_date, places)
    for origin in each.origins:
        yield from _value(f"{name}: may come from {link(origin.value)} (inferred, {origin.confidence})", origin, places)
    for lead in each.leads:
        found = lead.target
        words = markdown(cut_off(lead.text, _LENGTH))
        said = f"lost the target of \u201c{words}\u201d; it may be {link(found.value)} (inferred, {found.confidence})"
        yield from _value(f"{places.place(lead.location)}: {said}", found, places)


def _value(said: str, inferred: Inferred, places: Places) -> Iterator[str]:
    yield f"- {said}, {markdown(means(inferred))}: {prose(inferred.because)}"
    yield from _below(inferred.evidence, inferred.doubts, places)


def _below(evidence: Sequence[Evidence], doubts: Sequence[str], places: Places) -> Iterator[str]:
    """List the evidence for what stands above, then what is against it."""
    for each in evidence:
        where = f" ({places.place(each.location)})" if each.location else ""
        yield f"  - {markdown(each.name)}: {code(cut_off(each.value, _LENGTH))}{where}"
    yield from (f"  - against it: {prose(doubt)}" for doubt in doubts)


def _by_url(lookups: Iterable[Lookup]) -> dict[str, list[Lookup]]:
    found: dict[str, list[Lookup]] = {}
    for each in lookups:
        found.setdefault(each.url, []).append(each)
    return found
