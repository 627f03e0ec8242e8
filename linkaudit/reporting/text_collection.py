"""What documents say about each other, as text for terminals: a block for each group."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.reporting.concluded import in_order, kind, marked, marked_date, matter, origin, shares
from linkaudit.reporting.escape import cut_off, terminal
from linkaudit.reporting.group_summary import summary
from linkaudit.reporting.kindred import comparison, strongest_first
from linkaudit.reporting.letters import Letters
from linkaudit.reporting.recommended import in_words, lettered, recommended
from linkaudit.reporting.shared_passages import Shared, shared_passages
from linkaudit.reporting.signs import Signs, Told
from linkaudit.reporting.text import painted
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.models import Audit, Disagreement, Evidence, Inferred, Location, OddAddress, Pair
    from linkaudit.reporting.kindred import Cluster, Kin

# Passages of a group that are shown unless more are wanted, and characters of each.
_PASSAGES = 8
_LENGTH = 88
_PLACES = 8
"""Other documents in which a passage stands that are named unless more are wanted."""
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
    letters = cluster.letters()
    said = summary(cluster)
    yield from [f"  {said}"] * bool(said)
    for each in cluster.kin:
        yield from _member(each, letters, colour=colour, verbose=verbose)
    yield "  how much of each stands in the others"
    pairs = strongest_first(cluster.pairs)
    yield from (_pair(each, letters) for each in (pairs if verbose else pairs[:_PAIRS]))
    yield from _left_out(len(pairs) - _PAIRS, "pair", verbose=verbose)
    passages = shared_passages(cluster.pairs)
    yield from ["  what they share, the longest passages first"] * bool(passages)
    yield from (_passage(each, letters, verbose=verbose) for each in (passages if verbose else passages[:_PASSAGES]))
    yield from _left_out(len(passages) - _PASSAGES, "passage", verbose=verbose)
    yield from _likely(cluster, letters, verbose=verbose)
    if verbose:
        yield "  how each is best cited"
        for each in cluster.kin:
            yield f"    {_named(each.path, letters)}: {in_words(lettered(recommended(each, cluster), letters))}"


def _pair(pair: Pair, letters: Letters) -> str:
    both = " and ".join(_named(path, letters) for path in in_order(pair, letters))
    return f"    {both}: {kind(pair)}, {terminal(', '.join(shares(pair, letters)))}"


def _passage(each: Shared, letters: Letters, *, verbose: bool) -> str:
    """Quote a passage, with all the places at which it stands."""
    others = sorted(each.elsewhere, key=lambda at: (letters.place(at.path), at.path))
    shown = others if verbose else others[:_PLACES]
    places = f"{_lines(each.quoted, letters)} = {', '.join(_lines(at, letters) for at in shown)}"
    places += f" and {len(others) - len(shown)} more" if len(others) > len(shown) else ""
    words = terminal(each.text if verbose else cut_off(each.text, _LENGTH))
    return f"    {places} ({counted(each.words, 'word')}): {words}"


def _likely(cluster: Cluster, letters: Letters, *, verbose: bool) -> Iterator[str]:
    """Say which is likely the earliest version, and what tells of how the texts were copied."""
    if cluster.earliest:
        earliest = cluster.earliest
        named = f"{_named(earliest.value, letters)} ({earliest.confidence})"
        yield f"  likely the earliest version: {named}: {_said(earliest.because, letters)}"
        yield from _doubts(earliest.doubts, letters, "    ")
    signs = Signs(cluster.group.signs)
    for one in signs.named:
        yield f"  {terminal(one.name)}: {_said(one.sign.says, letters)}"
        told = Told(one.sign.evidence) if verbose else signs.told(one.sign.evidence, one.name)
        yield from (_evidence(each, letters) for each in (told.evidence if verbose else told.evidence[:_EVIDENCE]))
        yield from _left_out(len(told.evidence) - _EVIDENCE, "place", verbose=verbose)
        yield from [f"    see {terminal(told.see)}"] * bool(told.see)


def _left_out(count: int, noun: str, *, verbose: bool) -> Iterator[str]:
    """Say how many lines are not shown, unless all are wanted."""
    if count > 0 and not verbose:
        yield f"    \u2026 and {counted(count, f'more {noun}')} (-v shows them)"


def _member(each: Kin, letters: Letters, *, colour: bool, verbose: bool = False) -> Iterator[str]:
    letter = f"{letters.of(each.path)}  " if each.path in letters else ""
    yield f"  {letter}{terminal(each.path)}: {_dated(each, colour=colour)}; {_source(each)}"
    yield from _concluded(each, letters, colour=colour, verbose=verbose)


def _dated(each: Kin, *, colour: bool) -> str:
    if each.inferred_date:
        return painted(terminal(marked_date(each.inferred_date)), "inferred", colour=colour)
    stated = each.document.date
    return f"{stated.date} ({terminal(stated.source)})" if stated else "no date"


def _source(each: Kin) -> str:
    named = [citation.reference.url for citation in each.document.provenance if citation.reference]
    return f"from {terminal(named[0])}" if named else "names no source"


def _concluded(each: Kin, letters: Letters, *, colour: bool, verbose: bool) -> Iterator[str]:
    """List what was concluded of a document: date, origins, what it is copied from, lost targets."""
    if each.inferred_date:
        yield f"    dated {_from(each.inferred_date, letters)}"
        yield from _doubts(each.inferred_date.doubts, letters)
    for address in each.origins:
        shown = painted(terminal(marked(address)), "inferred", colour=colour)
        yield f"    may come from {shown}, {_from(address, letters)}"
        yield from _doubts(address.doubts, letters)
    for source in each.copied_from if verbose else each.copied_from[:1]:
        shown = painted(f"{_named(source.value, letters)} (inferred, {source.confidence})", "inferred", colour=colour)
        yield f"    may be copied from {shown}: {_said(source.because, letters)}"
        yield from _doubts(source.doubts, letters)
    for lead in each.leads:
        shown = painted(terminal(marked(lead.target)), "inferred", colour=colour)
        words = terminal(cut_off(lead.text, _LENGTH))
        yield f"    line {lead.location.line}: \u201c{words}\u201d has lost its target; it may be {shown}"
        yield f"      {_from(lead.target, letters)}"
        yield from _doubts(lead.target.doubts, letters)


def _named(path: str, letters: Letters) -> str:
    return terminal(letters.of(path))


def _said(words: str, letters: Letters) -> str:
    return terminal(letters.said(words))


def _from(value: Inferred, letters: Letters) -> str:
    """Say from what something was concluded, and why."""
    return f"from {_said(origin(value), letters)}: {_said(value.because, letters)}"


def _doubts(doubts: Sequence[str], letters: Letters, indent: str = "      ") -> Iterator[str]:
    yield from (f"{indent}against it: {_said(doubt, letters)}" for doubt in doubts)


def _lines(at: Location, letters: Letters) -> str:
    lines = str(at.line) if at.end_line <= at.line else f"{at.line}-{at.end_line}"
    return terminal(f"{letters.of(at.path)}:{lines}" + (f" ({at.part})" if at.part else ""))


def _evidence(each: Evidence, letters: Letters) -> str:
    where = f"{terminal(str(each.location))}: " if each.location else ""
    return f"    {where}{_said(each.name, letters)}: {terminal(cut_off(each.value, _LENGTH))}"


def _alone(kin: Sequence[Kin], *, colour: bool) -> Iterator[str]:
    yield painted("Documents by themselves of which something was inferred", "heading", colour=colour)
    for each in kin:
        yield from _member(each, Letters(), colour=colour)


def _odd(odd: Sequence[OddAddress], *, colour: bool) -> Iterator[str]:
    yield painted("Addresses that are not built as the others of their host", "heading", colour=colour)
    for each in odd:
        yield f"  {terminal(str(each.location))}: {terminal(each.url)} lacks {terminal(each.lacks)}; others have it"
        for party in each.examples:
            yield f"    {terminal(str(party.location))}: {terminal(party.value)}"


def _disagreements(disagreements: Sequence[Disagreement], *, colour: bool) -> Iterator[str]:
    yield painted("Documents that say different things", "heading", colour=colour)
    for each in disagreements:
        because = f" ({terminal(each.because)})" if each.because else ""
        yield f"  {matter(each)} [{terminal(each.kind)}]: {terminal(each.about)}{because}"
        for party in each.parties:
            yield f"    {terminal(str(party.location))}: {terminal(party.value)}"
