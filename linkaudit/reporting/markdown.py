"""The report that archivists read and file: CommonMark with GFM tables.

It says first what was audited and what needs a decision, then goes through the documents with the evidence, and ends
with what could not be looked at. Everything that comes from documents or servers is escaped.
"""

from __future__ import annotations

import os
from collections import Counter
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import quote

from linkaudit import __version__
from linkaudit.models import Kind, Result, Role, Severity, Verdict
from linkaudit.reporting.certainty import MEANINGS, how_sure
from linkaudit.reporting.escape import code, link, markdown, prose
from linkaudit.reporting.view import dossiers
from linkaudit.rules import BY_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linkaudit.models import Audit, Evidence, Finding, Location, Lookup
    from linkaudit.reporting.view import Dossier, Link

# Findings listed under "Decide first"; the rest follows under its document.
_MOST_DECISIONS = 50
_MARKS = {Severity.ERROR: "🔴 error", Severity.WARNING: "🟡 warning", Severity.INFO: "🔵 remark"}
_LINES_SHOWN = 5
# Links that need no line of their own in the table of a document.
_QUIET = {Verdict.ALIVE}


def render(audit: Audit, *, folder: str | None = None) -> str:
    """Write the report. `folder` is where it will stand; the documents are linked relative to it, if it is given."""
    return _Report(audit, folder).text()


class _Report:
    """One report in the making."""

    def __init__(self, audit: Audit, folder: str | None) -> None:
        self.audit = audit
        self.folder = folder
        self.dossiers = list(dossiers(audit))

    def text(self) -> str:
        """Put the sections together."""
        sections = [
            self._head(),
            self._summary(),
            self._decisions(),
            self._documents(),
            self._moved(),
            self._left_out(),
            self._legend(),
        ]
        return "\n\n".join(section for section in sections if section) + "\n"

    def _head(self) -> str:
        run = self.audit.run
        references = sum(len(each.document.references) for each in self.dossiers)
        lines = [
            "# Integrity report",
            "",
            self._in_one_sentence(),
            "",
            "| | |",
            "|---|---|",
            f"| Audited | {', '.join(code(path) for path in run.paths)}: {len(self.dossiers)} documents, {references} references |",
            f"| Day of the audit | {run.as_of} |",
            f"| Live web | {_asked(run.web, self._web_words())} |",
            f"| Web archives | {_asked(run.archives, self._archive_words())} |",
        ]
        if run.started_at and run.finished_at:
            resumed = ", taken up again after an interruption" if run.resumed else ""
            lines.append(
                f"| Run | {code(run.id)}, {run.started_at:%Y-%m-%d %H:%M} to {run.finished_at:%H:%M} UTC{resumed} |"
            )
        configured = f", configured by {code(run.config)}" if run.config else ""
        lines.append(f"| Made by | linkaudit {__version__}{configured} |")
        return "\n".join(lines)

    def _in_one_sentence(self) -> str:
        errors, warnings = self.audit.count(Severity.ERROR), self.audit.count(Severity.WARNING)
        lost = [each for dossier in self.dossiers for each in dossier.links if each.lost]
        saved = sum(each.capture is not None and each.capture.result is Result.FOUND for each in lost)
        parts = [f"**{errors} {'finding is' if errors == 1 else 'findings are'} certainly wrong**"]
        parts.append(f"{warnings} more {'needs' if warnings == 1 else 'need'} a look")
        if lost:
            parts.append(
                f"{len(lost)} {'link is' if len(lost) == 1 else 'links are'} lost, {saved} of them with a capture that stands in"
            )
        ended = "" if self.audit.run.complete else " **The audit is not complete: see below.**"
        return "; ".join(parts) + "." + ended

    def _web_words(self) -> str:
        count = len(self.audit.observations)
        return f"{count} {'address' if count == 1 else 'addresses'}, one look at each"

    def _archive_words(self) -> str:
        names = sorted({answer.archive for answer in self.audit.lookups if answer.archive})
        return f"{len(self.audit.lookups)} look-ups" + (
            f" in {', '.join(code(name) for name in names)}" if names else ""
        )

    def _summary(self) -> str:
        rules = Counter((finding.severity, finding.rule) for finding in self.audit.findings)
        lines = ["## Summary", ""]
        documents = len(self.dossiers)
        if documents:
            dated = sum(each.document.date is not None for each in self.dossiers)
            sourced = sum(bool(each.sources) for each in self.dossiers)
            lines.append(f"- {dated} of {documents} documents are dated, {sourced} name a source by its address")
        lines += [f"- {text}" for text in (self._verdict_counts(), self._capture_counts()) if text]
        if self.audit.suppressed:
            lines.append(f"- {len(self.audit.suppressed)} findings are hidden by comments in the documents")
        if self.audit.skipped:
            lines.append(f"- {len(self.audit.skipped)} files could not be read: see [Not looked at](#not-looked-at)")
        if rules:
            lines += ["", "| | Rule | Findings |", "|---|---|--:|"]
            for (severity, rule), count in sorted(rules.items(), key=lambda item: (item[0][0].rank, item[0][1])):
                lines.append(f"| {_MARKS[severity]} | `{rule}`: {markdown(BY_NAME[rule].summary)} | {count} |")
        return "\n".join(lines)

    def _verdict_counts(self) -> str:
        counts = Counter(seen.verdict for seen in self.audit.observations)
        return ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict]) and (
            "addresses: " + ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
        )

    def _capture_counts(self) -> str:
        counts = Counter(answer.result for answer in self.audit.lookups)
        words = {Result.FOUND: "found", Result.ABSENT: "absent", Result.UNKNOWN: "could not be told"}
        listed = ", ".join(f"{counts[result]} {words[result]}" for result in Result if counts[result])
        return f"captures: {listed}" if listed else ""

    def _decisions(self) -> str:
        """List what needs a decision: errors first, then warnings that concern the source or the loss of a page."""
        urgent = sorted(
            (finding for finding in self.audit.findings if finding.severity is not Severity.INFO),
            key=lambda finding: (finding.severity.rank, finding.sort_key),
        )
        if not urgent:
            return "## Decide first\n\nNothing here needs a decision."
        captures = {
            (each.document.path, each_link.url): each_link for each in self.dossiers for each_link in each.links
        }
        lines = ["## Decide first", ""]
        for number, finding in enumerate(urgent[:_MOST_DECISIONS], start=1):
            lines.append(
                f"{number}. {_MARKS[finding.severity]} {self._place(finding.location)}: {prose(finding.message)}"
            )
            stands_in = captures.get((finding.location.path, finding.url))
            if stands_in and stands_in.lost:
                lines.append(f"   - {self._instead(stands_in)}")
        if len(urgent) > _MOST_DECISIONS:
            lines.append(f"\n{len(urgent) - _MOST_DECISIONS} more stand under their documents.")
        return "\n".join(lines)

    def _documents(self) -> str:
        telling = [each for each in self.dossiers if each.findings or any(_is_telling(one) for one in each.links)]
        quiet = [each for each in self.dossiers if each not in telling]
        lines = ["## Documents"]
        for dossier in telling:
            lines += ["", *self._document(dossier)]
        if quiet:
            lines += ["", "### Nothing to report", ""]
            lines += [f"- {self._file(each.document.path)}: {_facts_in_brief(each)}" for each in quiet]
        return "\n".join(lines)

    def _document(self, dossier: Dossier) -> Iterator[str]:
        document = dossier.document
        title = f": {markdown(document.title)}" if document.title else ""
        yield f"### {code(document.path)}{title}"
        yield ""
        yield f"- File: {self._file(document.path)}, {markdown(document.format)}"
        if document.date:
            dated = document.date
            yield f"- Date: **{dated.date}** by its {markdown(dated.source)}, {self._line(dated.location)}: {code(dated.text)}"
        else:
            yield "- Date: not stated"
        yield from self._sources(dossier)
        yield f"- Links: {_verdicts_in_brief(dossier.links)}"
        if dossier.findings:
            yield ""
            yield f"**{len(dossier.findings)} {'finding' if len(dossier.findings) == 1 else 'findings'}**"
            yield ""
            for number, finding in enumerate(dossier.findings, start=1):
                yield from self._finding(number, finding)
        yield from self._links(dossier)

    def _sources(self, dossier: Dossier) -> Iterator[str]:
        if not dossier.sources:
            named = [citation.publisher for citation in dossier.document.provenance if citation.publisher]
            yield f"- Source: {markdown(named[0])}, without an address" if named else "- Source: not stated"
        for citation, one in dossier.sources:
            if citation.reference:
                seen = f"; {one.seen.verdict}" if one and one.seen else ""
                capture = f"; {self._capture(one.capture)}" if one and one.capture else ""
                stated = f"{code(citation.form)}, {self._line(citation.reference.location)}"
                yield f"- Source: {link(citation.reference.url)} ({stated}){seen}{capture}"

    def _finding(self, number: int, finding: Finding) -> Iterator[str]:
        mark = _MARKS[finding.severity]
        yield f"{number}. {mark} `{finding.rule}`, {self._line(finding.location)}: {prose(finding.message)}"
        for evidence in finding.evidence:
            yield f"   - {markdown(evidence.name)}: {code(evidence.value)}{self._where(evidence, finding)}"
        if finding.related:
            yield f"   - also on {_lines_in_words([location.line for location in finding.related])}"
        for fix in finding.fixes:
            after = ", ".join(code(edit.replacement) for edit in fix.edits)
            yield f"   - repair: {markdown(fix.title)}: {after}"

    def _where(self, evidence: Evidence, finding: Finding) -> str:
        if evidence.location is None or evidence.location.line == finding.location.line:
            return ""
        return f" ({self._line(evidence.location)})"

    def _links(self, dossier: Dossier) -> Iterator[str]:
        """List the links that are not simply alive, with what to use instead."""
        shown = [each for each in dossier.links if _is_telling(each)]
        if not shown:
            return
        yield ""
        yield "| Line | Link | Verdict | How sure | Use instead |"
        yield "|--:|---|---|---|---|"
        for each in shown:
            seen = each.seen
            verdict = f"**{seen.verdict}**: {markdown(seen.reason)}" if seen else "not looked at"
            answer = f" ({seen.status})" if seen and seen.status else ""
            sure = markdown(how_sure(seen)) if seen and each.lost else ""
            lines = ", ".join(str(line) for line in each.lines[:_LINES_SHOWN]) + (
                " …" if len(each.lines) > _LINES_SHOWN else ""
            )
            yield f"| {lines} | {link(each.url, length=60)} | {verdict}{answer} | {sure} | {self._instead(each)} |"

    def _instead(self, each: Link) -> str:
        """Say what can stand in for a link: its new address, or the capture nearest to the citation."""
        if each.seen and each.seen.verdict is Verdict.MOVED:
            return f"its new address {link(each.seen.final_url, length=60)}"
        if each.capture is None:
            return "no capture was looked up" if each.lost else ""
        return self._capture(each.capture)

    def _capture(self, answer: Lookup) -> str:
        if answer.memento is None:
            if answer.result is Result.ABSENT:
                return f"no capture ({markdown(answer.reason)})"
            return f"whether there is a capture could not be told ({markdown(answer.reason)})"
        captured = answer.memento.captured_at
        return f"{link(answer.memento.memento_url, f'capture of {captured:%Y-%m-%d}')}{_distance(answer)}"

    def _moved(self) -> str:
        moved = {seen.url: seen for seen in self.audit.observations if seen.verdict is Verdict.MOVED}
        if not moved:
            return ""
        lines = ["## Moved", "", "Alive at a new address for good; the old one still leads there today.", ""]
        lines += ["| Address | Now at |", "|---|---|"]
        lines += [
            f"| {link(seen.url, length=60)} | {link(seen.final_url, length=60)} |" for _, seen in sorted(moved.items())
        ]
        return "\n".join(lines)

    def _left_out(self) -> str:
        """List what was not looked at, and what comments hide: nothing is dropped silently."""
        lines: list[str] = []
        lines += [f"- {code(skipped.path)}: {markdown(skipped.reason)}" for skipped in self.audit.skipped]
        lines += (f"- {link(seen.url)}: {markdown(seen.detail or seen.reason)}" for seen in self.audit.observations
                  if seen.verdict in (Verdict.UNKNOWN, Verdict.UNSAFE))  # fmt: skip
        if self.audit.run.web in ("offline", "interrupted"):
            why = "the machine has no network" if self.audit.run.web == "offline" else "the run was interrupted"
            lines.append(f"- the live web: {why}; run the audit again, and it goes on where it stopped")
        text = "\n".join(["## Not looked at", "", *lines]) if lines else ""
        if self.audit.suppressed:
            hidden = [
                f"- {self._place(each.finding.location)} `{each.finding.rule}`: {markdown(each.reason or 'no reason given')}"
                for each in self.audit.suppressed
            ]
            text += "\n".join(["\n\n" if text else "", "## Hidden by comments", "", *hidden]).lstrip(
                "\n" if not text else ""
            )
        return text

    def _legend(self) -> str:
        verdicts = {seen.verdict for seen in self.audit.observations}
        if not verdicts:
            return ""
        lines = ["## What the verdicts mean", ""]
        lines += [f"- **{verdict}**: {MEANINGS[verdict]}" for verdict in Verdict if verdict in verdicts]
        lines += [
            "",
            "Each verdict rests on one look from one place. A page is confirmed dead when later audits see the same.",
        ]
        return "\n".join(lines)

    def _place(self, at: Location) -> str:
        return self._linked(f"{at.path}:{at.line}", at)

    def _line(self, at: Location) -> str:
        return self._linked(f"line {at.line}", at)

    def _file(self, path: str) -> str:
        target = self._relative(path)
        return f"[{markdown(path)}]({target})" if target else code(path)

    def _linked(self, text: str, at: Location) -> str:
        target = self._relative(at.path)
        return f"[{markdown(text)}]({target}#L{at.line})" if target else code(text) if ":" in text else text

    def _relative(self, path: str) -> str:
        """Write the way from the report to a document; empty if the report has no place of its own."""
        if self.folder is None:
            return ""
        way = PurePosixPath(os.path.relpath(path, self.folder)).as_posix()
        return quote(way, safe="/.-_~")


def _asked(state: str, words: str) -> str:
    return {"asked": words, "interrupted": f"{words}; interrupted", "offline": "no network: no address was judged"}.get(
        state, "not asked"
    )


def _is_telling(each: Link) -> bool:
    """Tell whether a link needs a line in the table of its document."""
    if each.seen is None or each.seen.verdict in _QUIET or each.reference.kind is Kind.ATTRIBUTE:
        return False
    return each.seen.verdict is not Verdict.UNKNOWN or each.capture is not None


def _facts_in_brief(dossier: Dossier) -> str:
    document = dossier.document
    dated = f"dated {document.date.date}" if document.date else "undated"
    original = any(citation.role in (Role.ORIGINAL, Role.SOURCE) for citation, _ in dossier.sources)
    return f"{dated}, {'source named' if original else 'no source named'}, {_verdicts_in_brief(dossier.links)}"


def _verdicts_in_brief(links: Sequence[Link]) -> str:
    counts = Counter(each.seen.verdict for each in links if each.seen)
    listed = ", ".join(f"{counts[verdict]} {verdict}" for verdict in Verdict if counts[verdict])
    number = f"{len(links)} {'address' if len(links) == 1 else 'addresses'}"
    return f"{number}: {listed}" if listed else number


def _lines_in_words(lines: Iterable[int]) -> str:
    return "lines " + ", ".join(map(str, sorted(set(lines))))


def _distance(answer: Lookup) -> str:
    """Say how far a capture lies from the date of the citation."""
    days = answer.distance_days
    if days is None:
        return ", the latest" if answer.at is None else ""
    if days == 0:
        return ", of the time of the citation"
    return f", {abs(days)} {'day' if abs(days) == 1 else 'days'} {'before' if days < 0 else 'after'} the citation ({answer.at})"
