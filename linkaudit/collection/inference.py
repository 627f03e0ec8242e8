"""What a document does not state and its siblings, or its own words, let conclude: its date, where it comes from."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.citations.stated_originals import origins
from linkaudit.collection import day_clues
from linkaudit.collection.dated_siblings import date_of_sibling, siblings_of
from linkaudit.collection.named_origins import is_pieced, origins_of_siblings
from linkaudit.collection.news_days import SLACK, checked
from linkaudit.collection.own_words import date_by_words
from linkaudit.collection.stated_dates import INFERRED, DatedBy, as_date, date_of_original, dated_by_itself
from linkaudit.collection.undated import is_undated
from linkaudit.models import Confidence, CopyKind, Evidence, Inferred, Member, PartialDate

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linkaudit.collection.day_clues import DayClue
    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Document, Pair, Reference

# Days between what the own words say and the date of a text that shares passages, when the two agree.
_NEAR = 31


def inferred(shelf: Shelf, pairs: Sequence[Pair]) -> dict[str, Member]:
    """Conclude the dates of documents that state none, and the origins of those that name none, by path."""
    related: dict[str, list[Pair]] = {}
    for pair in pairs:
        related.setdefault(pair.a, []).append(pair)
        related.setdefault(pair.b, []).append(pair)
    dates = _dates(shelf, related)
    pieced = cache(lambda path: is_pieced(path, related))
    members: dict[str, Member] = {}
    for document in shelf.documents:
        path = document.path
        if path in members or document is not shelf[path]:
            continue
        found = dates.get(path)
        provenance: tuple[Inferred, ...] = ()
        if path in related and not origins(document):
            provenance = origins_of_siblings(shelf, document, related[path], pieced, _written(document, found))
        if found or provenance:
            members[path] = Member(path, date=found, provenance=provenance)
    return members


def _written(document: Document, found: Inferred | None) -> PartialDate | None:
    """Give the date of a document, stated or inferred."""
    if found:
        return as_date(found)
    return document.date.date if document.date and document.date.date.possible else None


def _dates(shelf: Shelf, related: Mapping[str, Sequence[Pair]]) -> dict[str, Inferred]:
    """Conclude the dates of undated documents: from what they say, from dated siblings, then from inferred dates."""
    undated = [document for document in shelf.documents if document is shelf[document.path] and is_undated(document)]
    stated: dict[str, DatedBy] = {}
    for path in related:
        by = dated_by_itself(shelf[path], _originals(shelf[path]))
        if by and by.date.first_day <= shelf.as_of:
            stated[path] = by
    found: dict[str, Inferred] = {}
    for document in undated:
        concluded = _date(shelf, document, related.get(document.path, ()), stated)
        if concluded:
            found[document.path] = concluded
    second = {
        path: DatedBy(as_date(each), Evidence(f"date of {path} (inferred)", each.value), INFERRED)
        for path, each in found.items()
        if each.confidence is not Confidence.LOW and path in related
    }
    for document in undated if second else ():
        copies = [pair for pair in related.get(document.path, ()) if pair.kind is CopyKind.COPY]
        if document.path not in found and copies:
            concluded = _date(shelf, document, copies, second)
            if concluded:
                found[document.path] = concluded
    return found


def _date(shelf: Shelf, document: Document, pairs: Sequence[Pair], stated: Mapping[str, DatedBy]) -> Inferred | None:
    """Conclude the date of an undated document; None if nothing says enough."""
    clues = day_clues.opened(document)
    siblings = siblings_of(
        document.path,
        ((shelf[other], pair, stated[other]) for pair in pairs if (other := pair.other(document.path)) in stated),
        clues,
    )
    by_sibling = date_of_sibling(siblings, clues)
    by_itself = _by_original(shelf, document, clues) or date_by_words(shelf, document, clues)
    concluded = _together(by_itself, by_sibling) if by_itself and by_sibling else by_itself or by_sibling
    return concluded and _beside_weak(document, concluded)


def _together(own: Inferred, sibling: Inferred) -> Inferred:
    """Take what a document says of itself and what its siblings say for two signs that agree, or do not."""
    first, second = (sibling, own) if sibling.by == "copy" and own.by == "weekday" else (own, sibling)
    apart = as_date(first).days_apart(as_date(second))
    close = SLACK if "copy" in (first.by, second.by) and "url" in (first.by, second.by) else _NEAR
    if apart > close:
        return replace(
            first,
            confidence=Confidence.LOW,
            doubts=(*first.doubts, f"by {second.by} it would be of {second.value}: {second.because}"),
        )
    confidence = Confidence.MEDIUM if first.doubts else Confidence.HIGH
    return replace(
        first,
        sources=tuple(dict.fromkeys((*first.sources, *second.sources))),
        confidence=min(first.confidence, confidence, key=_rank),
        because=f"{first.because}; {second.because}",
        evidence=tuple(dict.fromkeys((*first.evidence, *second.evidence))),
    )


def _rank(confidence: Confidence) -> int:
    return confidence.rank


def _by_original(shelf: Shelf, document: Document, clues: Sequence[DayClue]) -> Inferred | None:
    """Conclude the date of a text from the address that it names as its original."""
    by = date_of_original(_originals(document))
    if by is None or by.date.first_day > shelf.as_of:
        return None
    check = checked(clues, by.date)
    confidence = Confidence.HIGH if check.agreeing else Confidence.MEDIUM
    return Inferred(
        value=str(by.date),
        sources=(document.path,),
        by="url",
        confidence=Confidence.LOW if check.against else confidence,
        because="the address that it names as its original carries that date",
        evidence=(by.evidence, *check.agreeing),
        doubts=check.against,
    )


def _beside_weak(document: Document, found: Inferred) -> Inferred:
    """Say of a document that is dated by its file or commit that this is another date."""
    own = document.date
    if own is None or not own.date.possible:
        return found
    beside = Evidence(f"date of its file ({own.source})", f"{own.date} ({own.text})", own.location)
    doubts = found.doubts
    if as_date(found).days_after(own.date) > SLACK:
        doubts = (*doubts, f"its file is older: {own.date} by {own.source}")
    confidence = Confidence.LOW if doubts != found.doubts else found.confidence
    return replace(
        found, confidence=confidence, doubts=doubts, evidence=tuple(dict.fromkeys((*found.evidence, beside)))
    )


def _originals(document: Document) -> list[Reference]:
    """List the addresses from which a document plainly says that it comes."""
    return [each.reference for each in origins(document) if each.certain]
