"""What documents say about each other, for archivists: a section for each group, in the report or by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import __version__
from linkaudit.reporting import markdown_groups
from linkaudit.reporting.bounded import ENTRIES, bounded
from linkaudit.reporting.concluded import in_brief, matter
from linkaudit.reporting.escape import code, link, markdown, prose
from linkaudit.reporting.kindred import comparison
from linkaudit.reporting.letters import Letters
from linkaudit.reporting.markdown_conclusions import inferred
from linkaudit.reporting.markdown_document import Places
from linkaudit.reporting.markdown_names import Names
from linkaudit.reporting.view import dossiers
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.models import Audit, Disagreement, OddAddress


def render(audit: Audit, *, folder: str | None = None) -> str:
    """Write a report of its own on what the documents say about each other."""
    places = Places(folder)
    said = in_brief(audit)
    lines = [
        "# What the documents say about each other",
        "",
        f"{counted(len(audit.documents), 'document')}: {said or 'none shares text with another'}.",
        f"Compared on {audit.run.as_of} by linkaudit {__version__}; no document states any of this itself.",
    ]
    for section in (
        markdown_groups.section(audit, dossiers(audit), places),
        _alone(audit, places),
        _odd(audit, places),
        _disagreements(audit.kinship.disagreements, places),
        _notes(audit),
    ):
        written = list(section)
        lines += ["", *written] * bool(written)
    return "\n".join(lines) + "\n"


def _alone(audit: Audit, places: Places) -> Iterator[str]:
    alone = comparison(audit).alone
    if alone:
        yield "## Documents by themselves of which something was inferred"
        yield ""
    for each in alone[:ENTRIES]:
        yield from inferred(each, Names(places, Letters()))
    if len(alone) > ENTRIES:
        yield f"- … and {counted(len(alone) - ENTRIES, 'more document')}"


def _odd(audit: Audit, places: Places) -> Iterator[str]:
    odd = [each for path in sorted(audit.kinship.odd) for each in audit.kinship.odd[path]]
    if odd:
        yield "## Addresses that are not built as the others of their host"
        yield ""
    yield from bounded([_odd_one(each, places) for each in odd], "address")


def _odd_one(each: OddAddress, places: Places) -> str:
    examples = ", ".join(f"{link(party.value)} ({places.place(party.location)})" for party in each.examples)
    lacks = f"{link(each.url)} lacks {prose(each.lacks)}"
    return f"- {places.place(each.location)}: {lacks}; others of its host have it: {examples}"


def _disagreements(disagreements: Sequence[Disagreement], places: Places) -> Iterator[str]:
    if disagreements:
        yield "## Documents that say different things"
        yield ""
    for each in disagreements[:ENTRIES]:
        because = f" ({prose(each.because)})" if each.because else ""
        yield f"- {matter(each)}, {code(each.kind)}: {markdown(each.about)}{because}"
        yield from (f"  - {places.place(party.location)}: {code(party.value)}" for party in each.parties)
    if len(disagreements) > ENTRIES:
        yield f"- … and {counted(len(disagreements) - ENTRIES, 'more matter')}"


def _notes(audit: Audit) -> Iterator[str]:
    lines = [f"- {code(each.path)}: {markdown(each.reason)}" for each in audit.skipped]
    lines += [f"- {markdown(note)}" for note in audit.kinship.notes]
    if lines:
        yield "## Not read or not compared"
        yield ""
        yield from bounded(lines, "line")
