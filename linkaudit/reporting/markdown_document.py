"""The part of the report on one document: what it is, what was found, what its links came to."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from linkaudit.citations.masking import masked
from linkaudit.documents.formats import by_path
from linkaudit.documents.interface import INSIDE
from linkaudit.models import Severity, Verdict
from linkaudit.reporting.bounded import bounded
from linkaudit.reporting.certainty import how_sure, rests_on
from linkaudit.reporting.concluded import marked_date, means
from linkaudit.reporting.escape import code, link, markdown, prose
from linkaudit.reporting.instead import capture, instead
from linkaudit.rules.compared_texts import LIVE, percent
from linkaudit.rules.shown_captures import held_instead
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.models import Document, Finding, Inferred, Location, Observation
    from linkaudit.reporting.view import Dossier, Link

MARKS = {Severity.ERROR: "**error**", Severity.WARNING: "**warning**", Severity.INFO: "remark"}
# Remarks that are gathered in one list, since each of them says the same of another link.
_GATHERED = ("archive-absent", "archive-alive-unarchived")
_LINES_SHOWN = 5
# Reasons by which a server says that it has no such page.
_NOT_THERE = ("not-found", "gone")
# What the parts of a PDF are called.
_PAGE = "page "


class Places:
    """Writes places in documents as links that lead there from the report."""

    def __init__(self, folder: str | None) -> None:
        """Take the folder in which the report will stand; without one, places are only named."""
        self._folder = folder

    def place(self, at: Location) -> str:
        """Write a path with its line, and with the part if the file has parts."""
        part = f" ({at.part})" if at.part else ""
        plain = code(f"{at.path}:{at.line}") + (f" {markdown(part)}" if part else "")
        return self._linked(f"{at.path}:{at.line}{part}", at, plain)

    def named(self, name: str, at: Location) -> str:
        """Write a name for a place, or for the whole document."""
        return self._linked(name, at, markdown(name))

    def line(self, at: Location) -> str:
        """Write a line of the document that is spoken of, or its page, or its part."""
        page = at.part.startswith(_PAGE)
        text = at.part if page else f"line {at.line}" + (f" ({at.part})" if at.part else "")
        return self._linked(text, at, markdown(text))

    def file(self, path: str, name: str = "") -> str:
        """Write the path of a document, in a cell of a table, or its name if it has one."""
        target = self._target(path)
        if target:
            return f"[{markdown(name or path)}]({target})"
        return markdown(name) if name else code(path, in_cell=True)

    def _linked(self, text: str, at: Location, plain: str) -> str:
        target = self._target(at.path)
        return f"[{markdown(text)}]({target}{_fragment(at)})" if target else plain

    def _target(self, path: str) -> str:
        """Write the way from the report to a document, or to the archive that it is in.

        Empty if the report has no place of its own.
        """
        if self._folder is None:
            return ""
        path, _, _ = path.partition(INSIDE)
        return quote(PurePosixPath(os.path.relpath(path, self._folder)).as_posix(), safe="/.-_~")


def _fragment(at: Location) -> str:
    """Name the place within a file for the programs that open it: a page of a PDF (RFC 8118), a line of a text."""
    if at.part.startswith(_PAGE):
        return f"#page={at.part.removeprefix(_PAGE)}"
    known = by_path(at.path.partition(INSIDE)[0])
    return "" if at.part or (known and known.binary) else f"#L{at.line}"


def date_in_brief(document: Document, inferred: Inferred | None = None) -> str:
    """Write the date of a document with what vouches for it; one that was inferred is marked, and goes before git's."""
    if inferred:
        return markdown(marked_date(inferred))
    return f"{document.date.date} ({markdown(document.date.source)})" if document.date else "\u2013"


def document_section(dossier: Dossier, places: Places, inferred: Inferred | None = None) -> Iterator[str]:
    """Write the section of a document; `inferred` is the date that was concluded from others, if it states none."""
    document = dossier.document
    yield f"### {code(document.path)}" + (f": {markdown(document.title)}" if document.title else "")
    yield ""
    yield f"- File: {places.file(document.path)}, {markdown(document.format)}"
    if document.date:
        dated = document.date
        stands = f"{markdown(dated.source)}, {places.line(dated.location)}"
        yield f"- Date: **{dated.date}** by its {stands}: {code(dated.text)}"
    elif not inferred:
        yield "- Date: not stated"
    if inferred:
        yield f"- Date inferred: {markdown(marked_date(inferred))}, {markdown(means(inferred))}"
    yield from _sources(dossier, places)
    yield f"- Links: {verdicts_in_brief(dossier.links)}"
    listed = [each for each in dossier.findings if not _is_gathered(each)]
    if dossier.findings:
        yield ""
        yield f"**{counted(len(dossier.findings), 'finding')}**"
    if listed:
        yield ""
    for count, finding in enumerate(listed, start=1):
        yield from _finding(count, finding, places)
    yield from _links(dossier)
    yield from _not_archived(dossier, places)


def _sources(dossier: Dossier, places: Places) -> Iterator[str]:
    if not dossier.sources:
        named = [citation.publisher for citation in dossier.document.provenance if citation.publisher]
        yield f"- Source: {markdown(named[0])}, without an address" if named else "- Source: not stated"
    for citation, one in dossier.sources:
        if citation.reference:
            stated = f"{code(citation.form)}, {places.line(citation.reference.location)}"
            seen = f"; {one.seen.verdict}" if one and one.seen else ""
            captured = f"; {capture(one.capture, one.cited.source)}" if one and one.capture and not one.cites else ""
            yield f"- Source: {link(citation.reference.url)} ({stated}){seen}{captured}{_carried(one)}"


def _carried(one: Link | None) -> str:
    """Say whether the page behind an original has the text of the document."""
    if one is None or one.carrying is None:
        return ""
    carrying = one.carrying
    share, where = percent(carrying.share), _where(one)
    words = {
        "carries": f"carries {share} of the text, {where}",
        "in-part": f"carries a part of the text, {share}, {where}",
        "not": f"**does not carry the text**: {share} of it, {where}",
    }
    return (
        f"; {words.get(carrying.carries) or f'whether it carries the text is not known: {markdown(carrying.because)}'}"
    )


def _where(one: Link) -> str:
    """Say where the text of a document was looked for."""
    carrying = one.carrying
    if carrying is not None and carrying.captured_at is not None:
        captured = f"capture of {carrying.captured_at:%Y-%m-%d}"
        live = "" if carrying.live_share is None else f" (live: {percent(carrying.live_share)})"
        place = one.url if carrying.where == LIVE else carrying.where
        return f"in the {link(place, captured)}{live}"
    return f"live on {one.seen.checked_at:%Y-%m-%d}" if one.seen else "live"


def _is_gathered(finding: Finding) -> bool:
    return finding.rule in _GATHERED and finding.severity is Severity.INFO


def _finding(count: int, finding: Finding, places: Places) -> Iterator[str]:
    mark = MARKS[finding.severity]
    yield f"{count}. {mark} `{finding.rule}`, {places.line(finding.location)}: {prose(finding.message)}"
    yield from below(count, *_evidence(finding, places))


def _evidence(finding: Finding, places: Places) -> Iterator[str]:
    """Write the values that a finding compares, where else it holds, and how to repair it."""
    for evidence in finding.evidence:
        at = evidence.location
        here = finding.location
        where = f" ({places.line(at)})" if at and (at.line, at.part) != (here.line, here.part) else ""
        yield f"{markdown(evidence.name)}: {code(evidence.value)}{where}"
    if finding.related:
        lines = sorted({location.line for location in finding.related})
        yield f"also on {'line' if len(lines) == 1 else 'lines'} {', '.join(map(str, lines))}"
    for fix in finding.fixes:
        yield f"repair: {markdown(fix.title)}: {', '.join(code(edit.replacement) for edit in fix.edits)}"


def below(count: int, *items: str) -> Iterator[str]:
    """Write a list below the item `count` of a numbered list, as far in as its text."""
    indent = " " * len(f"{count}. ")
    yield from (f"{indent}- {item}" for item in items)


def _links(dossier: Dossier) -> Iterator[str]:
    """List the links that are not simply alive, with what to use instead."""
    shown = [each for each in dossier.links if each.telling]
    if shown:
        yield ""
        yield "| Line | Link | Verdict | How sure | Use instead |"
        yield "|--:|---|---|---|---|"
    rows = []
    for each in shown:
        if each.seen:
            sure = markdown(_how_sure(each, each.seen))
            told = f"{_verdict(each, each.seen)} | {sure} | {instead(each)}"
            rows.append(f"| {_lines(each)} | {link(each.url, length=60)} | {told} |")
    yield from bounded(rows, "link")


def _verdict(each: Link, seen: Observation) -> str:
    """Say what became of a link; of a capture that was opened, what it holds."""
    if each.misses:
        return f"the capture holds **{markdown(held_instead(seen) or str(seen.verdict))}**"
    answer = f" ({seen.status})" if seen.status else ""
    return f"**{seen.verdict}**: {markdown(seen.reason)}{answer}{_drifted(each)}"


def _how_sure(each: Link, seen: Observation) -> str:
    if each.misses and seen.captured_at is not None:
        return f"certain: it is what was captured, on {seen.captured_at:%Y-%m-%d}"
    if not each.lost:
        return ""
    if each.cites is not None and seen.reason in _NOT_THERE:
        return f"the archive says that it has no such capture ({rests_on(seen, each.standing)})"
    return how_sure(seen, each.standing)


def _not_archived(dossier: Dossier, places: Places) -> Iterator[str]:
    """List the pages that are still there and were never captured, each once: they can be saved now."""
    gathered = [each for each in dossier.findings if _is_gathered(each)]
    if not gathered:
        return
    rules = Counter(each.rule for each in gathered)
    counts = ", ".join(f"{count} `{rule}`" for rule, count in sorted(rules.items()))
    looks = {masked(one.url): one.seen for one in dossier.links}
    firsts: dict[str, Finding] = {}
    for each in gathered:
        firsts.setdefault(each.url, each)
    yield ""
    yield f"Still there, but in no archive that was asked; these can be saved now ({counts}):"
    yield ""
    lines = []
    for url, first in firsts.items():
        look = looks.get(url)
        state = f", {look.verdict} ({markdown(look.reason)})" if look and look.verdict is not Verdict.ALIVE else ""
        lines.append(f"- {places.line(first.location)}: {link(url)}{state}")
    yield from bounded(lines, "page")


def _drifted(each: Link) -> str:
    """Say that a page says something else than it did."""
    if each.drift is None or not each.drifted:
        return ""
    return f", **taken over**: {markdown(each.drift.trade)}" if each.drift.trade else ", **says something else**"


def verdicts_in_brief(links: Sequence[Link]) -> str:
    """Count the verdicts on the links of a document."""
    counts = Counter(each.seen.verdict for each in links if each.seen)
    listed = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
    return listed or (counted(len(links), "address") if links else "none")


def _lines(each: Link) -> str:
    return ", ".join(map(str, each.lines[:_LINES_SHOWN])) + (" …" if len(each.lines) > _LINES_SHOWN else "")
