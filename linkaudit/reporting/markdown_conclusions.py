"""What was concluded of documents, for archivists: marked as inferred, with what is for and against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.collection.dated_siblings import IN_COMMON
from linkaudit.reporting.concluded import marked_date, unseen_sources
from linkaudit.reporting.escape import code, cut_off, link, markdown
from linkaudit.reporting.letters import listed
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.models import Evidence, Inferred, Location
    from linkaudit.reporting.kindred import Cluster, Kin
    from linkaudit.reporting.markdown_names import Names
    from linkaudit.reporting.signs import Signs

# Pieces of evidence that are shown of a sign, and of what signs tell of besides; characters of each.
_OF_SIGN, _BESIDES = 4, 3
_LENGTH = 120


def likely(cluster: Cluster, shown: Sequence[Kin], signs: Signs, names: Names) -> Iterator[str]:
    """Say which is likely the earliest version, which was copied from which, and by what signs."""
    earliest = cluster.earliest
    if earliest:
        named = names.document(earliest.value)
        said = f"likely the earliest version: {named} ({earliest.confidence}): {names.said(earliest.because)}"
        yield from _judged(said, earliest, signs, names)
    for each in shown:
        for source in each.copied_from[:1]:
            both = f"{names.document(each.path)} from {names.document(source.value)}"
            said = f"likely copied: {both} ({source.confidence}): {names.said(source.because)}"
            yield from _judged(said, source, signs, names)
    for one in signs.named:
        yield f"- {markdown(one.name)}: {names.said(one.sign.says)}"
        told = signs.told(one.sign.evidence, one.name)
        yield from _some(told.evidence, _OF_SIGN, names)
        yield from _see(told.see)


def _judged(said: str, inferred: Inferred, signs: Signs, names: Names) -> Iterator[str]:
    """Give a likelihood with the signs and what else is for it, then what is against it."""
    told = signs.told(inferred.evidence)
    yield f"- {said}"
    yield from _see(f"{told.see} below" if told.see else "")
    yield from _some(told.evidence, _BESIDES, names)
    yield from _doubts(inferred.doubts, names)


def inferred(each: Kin, names: Names) -> Iterator[str]:
    """List what was inferred of a document, from what, and what is against it."""
    name = names.document(each.path)
    if each.inferred_date:
        yield from _value(f"{name}: date {markdown(marked_date(each.inferred_date))}", each.inferred_date, names)
    for origin in each.origins:
        yield from _value(f"{name}: may come from {link(origin.value)} (inferred, {origin.confidence})", origin, names)
    for lead in each.leads:
        found = lead.target
        words = markdown(cut_off(lead.text, _LENGTH))
        said = f"lost the target of \u201c{words}\u201d; it may be {link(found.value)} (inferred, {found.confidence})"
        yield from _value(f"{names.place(lead.location)}: {said}", found, names)


def _value(said: str, inferred: Inferred, names: Names) -> Iterator[str]:
    sources = listed([names.document(path) for path in unseen_sources(inferred)])
    yield f"- {said}{f', from {sources}' if sources else ''}: {names.said(inferred.because)}"
    yield from _some(inferred.evidence, len(inferred.evidence), names)
    yield from _doubts(inferred.doubts, names)


def _some(evidence: Sequence[Evidence], most: int, names: Names) -> Iterator[str]:
    """List evidence, with all places at which the same stands; of much of it the first."""
    places: dict[tuple[str, str], list[Location | None]] = {}
    for each in evidence:
        places.setdefault((each.name, each.value), []).append(each.location)
    shown = list(places.items())
    yield from (_evidence(*what, found, names) for what, found in shown[:most])
    more = sum(len(found) for _, found in shown[most:])
    if more:
        yield f"  - \u2026 and {counted(more, 'more place')}"


def _evidence(name: str, value: str, places: Sequence[Location | None], names: Names) -> str:
    where = ", ".join(names.place(each) for each in places if each)
    # How much is shared is told in words of linkaudit's own; what else is evidence stands in a document.
    shown = names.said(value) if name == IN_COMMON else code(cut_off(value, _LENGTH))
    return f"  - {names.said(name)}: {shown}{f' ({where})' if where else ''}"


def _see(signs: str) -> Iterator[str]:
    if signs:
        yield f"  - see {markdown(signs)}"


def _doubts(doubts: Sequence[str], names: Names) -> Iterator[str]:
    yield from (f"  - against it: {names.said(doubt)}" for doubt in doubts)
