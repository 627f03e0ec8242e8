"""What was concluded, in words: marked as such wherever it is shown, with what it comes from and what is against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import CopyKind
from linkaudit.reporting.kindred import comparison, concluded
from linkaudit.reporting.letters import listed
from linkaudit.rules.compared_texts import percent
from linkaudit.wording import counted

if TYPE_CHECKING:
    from linkaudit.models import Audit, Disagreement, Inferred, Pair
    from linkaudit.reporting.letters import Letters

# Documents that are named as those that a conclusion comes from; more are counted.
_NAMED = 2
_BY = {
    "copy": "as a copy of another",
    "rewrite": "as a text that runs parallel to another",
    "part": "by passages that it shares with another",
    "weekday": "by the days that it names",
    "url": "by the address of its original",
}
_MATTERS = {
    "collection-url-variants": "one page under several addresses",
    "collection-same-url-many-titles": "one address named as the original of different texts",
    "collection-same-title-many-urls": "different addresses named as the original of one text",
    "collection-citation-conflict": "one page cited differently",
    "collection-publisher-conflict": "different publishers named",
}
_KINDS = {
    CopyKind.COPY: "copy",
    CopyKind.REWRITE: "rewritten",
    CopyKind.PARTIAL: "in part",
}


def in_brief(audit: Audit) -> str:
    """Say in a line what comparing documents with each other came to; empty if to nothing."""
    found = comparison(audit)
    kin = concluded(audit).values()
    documents = sum(len(each.kin) for each in found.clusters)
    share = "shares" if len(found.clusters) == 1 else "share"
    parts = [f"{counted(len(found.clusters), 'group')} of documents {share} text ({documents} in all)"] * bool(
        documents
    )
    inferred = [
        counted(count, noun)
        for count, noun in (
            (sum(each.inferred_date is not None for each in kin), "date"),
            (sum(bool(each.origins) for each in kin), "source"),
            (sum(len(each.leads) for each in kin), "lost target"),
        )
        if count
    ]
    parts += [f"inferred: {', '.join(inferred)}"] * bool(inferred)
    return "; ".join(parts)


def marked(inferred: Inferred) -> str:
    """Write an address or a path with the mark that it was inferred, and how certain it is."""
    return f"{inferred.value} (inferred, {inferred.confidence})"


def marked_date(inferred: Inferred) -> str:
    """Write a date with that mark, and one that is seen where dates stand below each other."""
    return f"~{marked(inferred)}"


def means(inferred: Inferred) -> str:
    """Say by what means, and from which lines of which documents, something was concluded."""
    return f"{_BY.get(inferred.by, f'by {inferred.by}')} (from {origin(inferred)})"


def origin(inferred: Inferred) -> str:
    """Name the places from which something was concluded."""
    lines: dict[str, int] = {}
    for each in inferred.evidence:
        if each.location:
            lines.setdefault(each.location.path, each.location.line)
    named = [f"{path} line {lines[path]}" if path in lines else path for path in inferred.sources[:_NAMED]]
    more = len(inferred.sources) - _NAMED
    return listed([*named, *[counted(more, "more document")] * (more > 0)])


def unseen_sources(inferred: Inferred) -> tuple[str, ...]:
    """List the documents from which something was concluded that none of its evidence stands in."""
    seen = {each.location.path for each in inferred.evidence if each.location}
    return tuple(path for path in inferred.sources if path not in seen)


def in_order(pair: Pair, letters: Letters) -> tuple[str, str]:
    """Give two documents in the order of their letters."""
    return (pair.a, pair.b) if letters.place(pair.a) <= letters.place(pair.b) else (pair.b, pair.a)


def shares(pair: Pair, letters: Letters) -> tuple[str, str]:
    """Say how much of each of two documents stands in the other, in that order."""
    one, other = in_order(pair, letters)
    a, b = letters.of(one), letters.of(other)
    return f"{percent(pair.share_of(one))} of {a} in {b}", f"{percent(pair.share_of(other))} of {b} in {a}"


def kind(pair: Pair) -> str:
    """Say what two documents are to each other."""
    return _KINDS[pair.kind]


def matter(disagreement: Disagreement) -> str:
    """Say in what documents disagree."""
    return _MATTERS.get(disagreement.kind, "they differ")
