"""What documents say about each other, as text for terminals: a block for each group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.reporting.concluded import kind, marked, marked_date, means, shares
from linkaudit.reporting.escape import cut_off, terminal
from linkaudit.reporting.kindred import comparison, strongest_first
from linkaudit.reporting.recommended import in_words, recommended
from linkaudit.reporting.text import painted
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.models import Audit, Disagreement, Evidence, Inferred, Lead, OddAddress, Pair
    from linkaudit.reporting.kindred import Cluster, Kin

# Passages of a pair that are shown unless more are wanted, and characters of each.
_PASSAGES = 3
_LENGTH = 88
_EVIDENCE = 4
"""Places of a sign that are shown unless more are wanted."""
_PAIRS = 30
"""Pairs of a group that are shown unless more are wanted: a group of a hundred copies has thousands."""


def render(audit: Audit, *, colour: bool = False, verbose: bool = False) -> str:
    """Write the groups, what was concluded of other documents, and where documents contradict each other.

    `verbose` shows all pairs and passages, and how each document is best cited.
    """
    found = comparison(audit)
    blocks = [
        _group(number, cluster, colour=colour, verbose=verbose)
        for number, cluster in enumerate(found.clusters, start=1)
    ]
    blocks += [_alone(found.alone, colour=colour)] if found.alone else []
    odd = [each for path in sorted(audit.kinship.odd) for each in audit.kinship.odd[path]]
    blocks += [_odd(odd, colour=colour)] if odd else []
    blocks += [_disagreements(audit.kinship.disagreements, colour=colour)] if audit.kinship.disagreements else []
    return "\n".join("".join(f"{line}\n" for line in block) for block in blocks)


def _group(number: int, cluster: Cluster, *, colour: bool, verbose: bool) -> Iterator[str]:
    yield painted(f"Group {number}: {counted(len(cluster.kin), 'document')} that share text", "heading", colour=colour)
    for each in cluster.kin:
        yield from _member(each, colour=colour, verbose=verbose)
    yield "  who has what of whom"
    pairs = strongest_first(cluster.pairs)
    for pair in pairs if verbose else pairs[:_PAIRS]:
        yield from _pair(pair, verbose=verbose)
    if len(pairs) > _PAIRS and not verbose:
        yield f"    … and {counted(len(pairs) - _PAIRS, 'more pair')} (-v shows them)"
    if cluster.earliest:
        earliest = cluster.earliest
        said = f"{terminal(earliest.value)} ({earliest.confidence}): {terminal(earliest.because)}"
        yield f"  likely the earliest version: {said}"
        yield from _doubts(earliest.doubts, "    ")
    for sign in cluster.group.signs:
        yield f"  {terminal(sign.kind)}: {terminal(sign.says)}"
        yield from _evidence(sign.evidence, verbose=verbose)
    if verbose:
        yield "  how each is best cited"
        yield from (f"    {terminal(each.path)}: {in_words(recommended(each, cluster))}" for each in cluster.kin)


def _member(each: Kin, *, colour: bool, verbose: bool = False) -> Iterator[str]:
    yield f"  {terminal(each.path)}: {_dated(each, colour=colour)}; {_source(each)}"
    yield from _concluded(each, colour=colour, verbose=verbose)


def _dated(each: Kin, *, colour: bool) -> str:
    if each.inferred_date:
        return painted(terminal(marked_date(each.inferred_date)), "inferred", colour=colour)
    stated = each.document.date
    return f"{stated.date} ({terminal(stated.source)})" if stated else "no date"


def _source(each: Kin) -> str:
    named = [citation.reference.url for citation in each.document.provenance if citation.reference]
    return f"from {terminal(named[0])}" if named else "names no source"


def _concluded(each: Kin, *, colour: bool, verbose: bool) -> Iterator[str]:
    """List what was concluded of a document: date, origins, what it is copied from, lost targets."""
    if each.inferred_date:
        yield f"    dated {terminal(means(each.inferred_date))}: {terminal(each.inferred_date.because)}"
        yield from _doubts(each.inferred_date.doubts, "      ")
    for origin in each.origins:
        yield from _inferred("may come from", origin, colour=colour)
    for source in each.copied_from if verbose else each.copied_from[:1]:
        yield from _inferred("may be copied from", source, colour=colour)
    for lead in each.leads:
        yield from _lead(lead, colour=colour)


def _inferred(what: str, value: Inferred, *, colour: bool) -> Iterator[str]:
    shown = painted(terminal(marked(value)), "inferred", colour=colour)
    yield f"    {what} {shown}, {terminal(means(value))}: {terminal(value.because)}"
    yield from _doubts(value.doubts, "      ")


def _lead(lead: Lead, *, colour: bool) -> Iterator[str]:
    shown = painted(terminal(marked(lead.target)), "inferred", colour=colour)
    words = terminal(cut_off(lead.text, _LENGTH))
    yield f"    line {lead.location.line}: \u201c{words}\u201d has lost its target; it may be {shown}"
    yield f"      {terminal(means(lead.target))}: {terminal(lead.target.because)}"
    yield from _doubts(lead.target.doubts, "      ")


def _doubts(doubts: Sequence[str], indent: str) -> Iterator[str]:
    yield from (f"{indent}against it: {terminal(doubt)}" for doubt in doubts)


def _pair(pair: Pair, *, verbose: bool) -> Iterator[str]:
    yield f"    {terminal(pair.a)} and {terminal(pair.b)}: {kind(pair)}, {shares(pair)}"
    passages = pair.passages if verbose else pair.passages[:_PASSAGES]
    for each in passages:
        words = terminal(each.text if verbose else cut_off(each.text, _LENGTH))
        yield f"      {_lines(each.a.line, each.a.end_line)} = {_lines(each.b.line, each.b.end_line)}: {words}"
    if len(pair.passages) > len(passages):
        yield f"      … and {counted(len(pair.passages) - len(passages), 'more passage')} (-v shows them)"


def _lines(line: int, end_line: int) -> str:
    return f"line {line}" if line == end_line else f"lines {line}-{end_line}"


def _evidence(evidence: Sequence[Evidence], *, verbose: bool) -> Iterator[str]:
    shown = evidence if verbose else evidence[:_EVIDENCE]
    for each in shown:
        where = f"{terminal(str(each.location))}: " if each.location else ""
        yield f"    {where}{terminal(each.name)}: {terminal(cut_off(each.value, _LENGTH))}"
    if len(evidence) > len(shown):
        yield f"    … and {counted(len(evidence) - len(shown), 'more place')} (-v shows them)"


def _alone(kin: Sequence[Kin], *, colour: bool) -> Iterator[str]:
    yield painted("Documents by themselves of which something was inferred", "heading", colour=colour)
    for each in kin:
        yield from _member(each, colour=colour)


def _odd(odd: Sequence[OddAddress], *, colour: bool) -> Iterator[str]:
    yield painted("Addresses that are not built as the others of their host", "heading", colour=colour)
    for each in odd:
        yield f"  {terminal(str(each.location))}: {terminal(each.url)}: {terminal(each.lacks)}"
        for party in each.examples:
            yield f"    {terminal(str(party.location))}: {terminal(party.value)}"


def _disagreements(disagreements: Sequence[Disagreement], *, colour: bool) -> Iterator[str]:
    yield painted("Documents that say different things", "heading", colour=colour)
    for each in disagreements:
        because = f" ({terminal(each.because)})" if each.because else ""
        yield f"  {terminal(each.kind)}: {terminal(each.about)}{because}"
        for party in each.parties:
            yield f"    {terminal(str(party.location))}: {terminal(party.value)}"
