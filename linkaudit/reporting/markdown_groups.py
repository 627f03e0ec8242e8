"""The section of the report on each group of documents that share text, and how each of them is best cited."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.reporting.bounded import left_out
from linkaudit.reporting.concluded import in_order, kind, shares
from linkaudit.reporting.escape import cut_off, link, markdown
from linkaudit.reporting.group_summary import summary
from linkaudit.reporting.kindred import comparison, strongest_first
from linkaudit.reporting.markdown_conclusions import inferred, likely
from linkaudit.reporting.markdown_document import date_in_brief, verdicts_in_brief
from linkaudit.reporting.markdown_names import Names
from linkaudit.reporting.recommended import in_markdown, lettered, recommended
from linkaudit.reporting.shared_passages import shared_passages
from linkaudit.reporting.signs import Signs
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from linkaudit.models import Audit, Lookup
    from linkaudit.reporting.kindred import Cluster, Kin
    from linkaudit.reporting.markdown_document import Places
    from linkaudit.reporting.view import Dossier

GROUPS = 50
"""Groups of which there is a section at the most."""
MEMBERS = 30
"""Documents of a group that are told of at the most."""
# Pairs, passages and signs of a group that are told of at the most; characters of each text.
_PAIRS, _PASSAGES, _SIGNS = 20, 12, 20
# Other documents in which a passage stands that are named.
_PLACES = 8
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
    yield "What is marked as inferred, no document says of itself: it was concluded from others or from its own words."
    yield "*High*, *medium* and *low* say how certain that is; what is low is a lead, not a proof."
    yield "In each group the documents are named by the letters of its table."
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
        self.letters = cluster.letters(MEMBERS)
        self.names = Names(places, self.letters)

    def lines(self, number: int) -> Iterator[str]:
        """Write its parts, those that have something to say."""
        yield f"### Group {number}: {counted(len(self.cluster.kin), 'document')}"
        said = summary(self.cluster, MEMBERS)
        parts = (
            ("", [said] if said else []),
            ("", self.who_has_what()),
            ("How much of each stands in the others:", self.shares()),
            ("What is shared, the longest passages first:", self.passages()),
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
        yield f"| | Document | Date | Original | Links |{' Archive |' if self.known.archives_asked else ''}"
        yield f"|---|---|---|---|---|{'---|' if self.known.archives_asked else ''}"
        for each in self.shown:
            dossier = self.known.dossiers[each.path]
            cells = [
                self.letters.of(each.path),
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
        yield "| Documents | Kind | Of the one in the other | The other way round |"
        yield "|---|---|---|---|"
        pairs = strongest_first(self.cluster.pairs)
        for pair in pairs[:_PAIRS]:
            both = ", ".join(map(self.names.document, in_order(pair, self.letters)))
            one, other = map(markdown, shares(pair, self.letters))
            yield f"| {both} | {kind(pair)} | {one} | {other} |"
        yield from left_out(len(pairs) - _PAIRS, "pair")

    def passages(self) -> Iterator[str]:
        """Quote the longest passages that are shared, each once, with all its places."""
        found = shared_passages(self.cluster.pairs)
        for each in found[:_PASSAGES]:
            quoted = markdown(cut_off(each.text, _LENGTH))
            others = sorted(each.elsewhere, key=lambda at: (self.letters.place(at.path), at.path))
            elsewhere = ", ".join(map(self.names.lines, others[:_PLACES]))
            elsewhere += f" and {len(others) - _PLACES} more" if len(others) > _PLACES else ""
            words = counted(each.words, "word")
            yield f"- {self.names.lines(each.quoted)} = {elsewhere} ({words}): \u201c{quoted}\u201d"
        if len(found) > _PASSAGES:
            yield f"- \u2026 and {counted(len(found) - _PASSAGES, 'shorter passage')}"

    def likely(self) -> Iterator[str]:
        """Say what is likely, and by what signs."""
        signs = self.cluster.group.signs
        yield from likely(self.cluster, self.shown, Signs(signs[:_SIGNS]), self.names)
        if len(signs) > _SIGNS:
            yield f"- \u2026 and {counted(len(signs) - _SIGNS, 'more sign')}"

    def inferred(self) -> Iterator[str]:
        """Say what was inferred of each document, from what, and what is against it."""
        for each in self.shown:
            yield from inferred(each, self.names)

    def citations(self) -> Iterator[str]:
        """Recommend how to cite each document."""
        for each in self.shown:
            cited = lettered(recommended(each, self.cluster, self.known.lookups), self.letters)
            yield f"- {self.names.document(each.path)}: {in_markdown(cited)}"


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


def _by_url(lookups: Iterable[Lookup]) -> dict[str, list[Lookup]]:
    found: dict[str, list[Lookup]] = {}
    for each in lookups:
        found.setdefault(each.url, []).append(each)
    return found
