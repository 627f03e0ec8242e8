"""Where a document may come from that does not say it: the originals that the copies of its text name."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.citations import urls
from linkaudit.citations.publishers import may_share, outlet_at, outlet_named
from linkaudit.citations.stated_originals import origins
from linkaudit.citations.url_dates import url_date
from linkaudit.collection.dated_siblings import BY, NEARLY_ALL, SHOWN, in_common
from linkaudit.collection.news_days import SLACK
from linkaudit.models import Confidence, CopyKind, Evidence, Inferred, PartialDate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from linkaudit.citations.stated_originals import Origin
    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Document, Pair

_RANKS = (CopyKind.COPY, CopyKind.REWRITE, CopyKind.PARTIAL)
# Of what shares passages with a text, that with most of it tells whether it is pieced together.
_MOST_PIECES = 16


def origins_of_siblings(
    shelf: Shelf,
    document: Document,
    pairs: Sequence[Pair],
    pieced: Callable[[str], bool],
    written: PartialDate | None,
) -> tuple[Inferred, ...]:
    """List the originals that siblings of a document name, the likeliest first; `written` is its date, if any is known.

    A sibling counts if it is a copy, runs parallel, or holds nearly all of it, and is not itself `pieced` together.
    """
    related = [
        pair
        for pair in pairs
        if (pair.kind is not CopyKind.PARTIAL or pair.share_of(document.path) >= NEARLY_ALL)
        and not pieced(pair.other(document.path))
    ]
    related.sort(key=lambda pair: (_RANKS.index(pair.kind), -pair.share_of(document.path), pair.other(document.path)))
    named: dict[str, list[tuple[Pair, Origin]]] = {}
    for pair in related:
        for origin in origins(shelf[pair.other(document.path)]):
            if origin.certain and not _is_home(origin.url):
                named.setdefault(urls.key(origin.url), []).append((pair, origin))
    found = [_inferred(document, witnesses, written) for witnesses in named.values()]
    if len(found) > 1:
        found = [_doubted(each, found) for each in found]
    # A stable sort: of equally certain ones the closer sibling's comes first.
    return tuple(sorted(found, key=lambda each: each.confidence.rank))[:SHOWN]


def _is_home(url: str) -> bool:
    """Tell whether an address is that of a whole site: no text in particular comes from there."""
    subject = urls.subject(url)
    return not urls.path(subject).strip("/") and not urls.query(subject)


def _inferred(document: Document, witnesses: Sequence[tuple[Pair, Origin]], written: PartialDate | None) -> Inferred:
    """Offer an address, with the siblings that name it."""
    pair, origin = witnesses[0]
    sibling = pair.other(document.path)
    paths = tuple(dict.fromkeys(each.other(document.path) for each, _ in witnesses))
    dated = url_date(origin.url)
    doubts = list(_doubts(document, origin))
    evidence = [Evidence("original named there", origin.reference.raw, origin.reference.location)]
    evidence.append(in_common(sibling, pair))
    agrees = False
    if dated and dated.date.possible and written:
        evidence.append(Evidence("date in the URL", f"{dated.date} ({dated.text})", origin.reference.location))
        agrees = dated.date.days_apart(written) <= SLACK
        later = dated.date.days_after(written)
        if later > SLACK:
            doubts.append(f"the URL is dated {dated.date}, {later} days after the document ({written})")
    confidence = Confidence.LOW
    if pair.kind is CopyKind.COPY:
        confidence = Confidence.HIGH if agrees or len(paths) > 1 else Confidence.MEDIUM
    elif pair.kind is CopyKind.PARTIAL:
        confidence = Confidence.MEDIUM
    if doubts:
        confidence = _less(confidence)
    said = {CopyKind.COPY: "a copy of this text", CopyKind.REWRITE: "which runs parallel to this text"}
    what = said.get(pair.kind, "which holds nearly all of this text")
    return Inferred(
        value=origin.url,
        sources=paths[:SHOWN],
        by=BY[pair.kind],
        confidence=confidence,
        because=f"{sibling}, {what}, names it as its original",
        evidence=tuple(evidence),
        doubts=tuple(doubts),
    )


def _doubts(document: Document, origin: Origin) -> Iterator[str]:
    """Say what of a document speaks against an address."""
    agency = next((each for each in document.copied if each.name == "agency"), None)
    if agency and agency.location:
        yield f"an agency sent out this text (line {agency.location.line}): it stands at several addresses"
    named = outlet_named(document.publisher) if document.publisher else ""
    host = outlet_at(urls.host(urls.subject(origin.url))) if named else ""
    if named and host and named != host and not may_share(named, host):
        yield f"the document is said to be published by {named}, and the address is one of {host}"


def _doubted(each: Inferred, found: Sequence[Inferred]) -> Inferred:
    """Say of one of several addresses that others are named as well."""
    others = ", ".join([other.value for other in found if other is not each][:SHOWN])
    confidence = each.confidence if each.confidence is Confidence.LOW else _less(each.confidence)
    return replace(each, confidence=confidence, doubts=(*each.doubts, f"other copies name {others}"))


def _less(confidence: Confidence) -> Confidence:
    return tuple(Confidence)[min(confidence.rank + 1, len(Confidence) - 1)]


def is_pieced(path: str, pairs: Mapping[str, Sequence[Pair]]) -> bool:
    """Tell whether a document is pieced together from others: it holds parts of several that share nothing."""
    parts = [
        pair
        for pair in pairs.get(path, ())
        if pair.kind is CopyKind.PARTIAL and pair.share_of(pair.other(path)) < NEARLY_ALL
    ]
    parts.sort(key=lambda pair: (-pair.share_of(path), pair.other(path)))
    pieces = [pair.other(path) for pair in parts[:_MOST_PIECES]]
    partners = {piece: {pair.other(piece) for pair in pairs.get(piece, ())} for piece in pieces}
    return any(two not in partners[one] for one, two in combinations(pieces, 2))
