"""The report that archivists read and file: CommonMark with GFM tables.

It says first what was audited and what needs a decision, then goes through the documents with the evidence, and ends
with what could not be looked at. Everything that comes from documents or servers is escaped.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from linkaudit import __version__
from linkaudit.citations.masking import masked
from linkaudit.models import Result, Severity, Verdict
from linkaudit.reporting import attributions, markdown_decisions, markdown_groups, markdown_overview, markdown_rot
from linkaudit.reporting.bounded import ENTRIES, bounded
from linkaudit.reporting.certainty import MEANINGS
from linkaudit.reporting.cited_pages import was_asked
from linkaudit.reporting.concluded import in_brief
from linkaudit.reporting.counts import compared_texts, kept_looks, why_none_looked_up
from linkaudit.reporting.escape import code, link, markdown
from linkaudit.reporting.kindred import inferred_dates
from linkaudit.reporting.markdown_document import MARKS, Places, document_section
from linkaudit.reporting.recoverable import untold
from linkaudit.reporting.rot import reference_rot
from linkaudit.reporting.view import dossiers
from linkaudit.rules import BY_NAME
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Audit

_ASKED = {"not asked": "not asked", "offline": "no network: nothing was judged"}


def render(audit: Audit, *, folder: str | None = None) -> str:
    """Write the report. `folder` is where it will stand; the documents are linked relative to it, if it is given."""
    return "".join(pieces(audit, folder=folder))


def pieces(audit: Audit, *, folder: str | None = None) -> Iterator[str]:
    """Write the report as `render` does, line by line, so that little of it is in memory at a time."""
    report = _Report(audit, Places(folder))
    sections = (
        report.head(),
        report.summary(),
        report.decisions(),
        report.rot(),
        report.rules(),
        report.overview(),
        report.groups(),
        attributions.section(audit, report.places),
        report.documents(),
        report.moved(),
        report.left_out(),
        report.hidden(),
        report.legend(),
    )
    before = ""
    for section in sections:
        for number_of_line, line in enumerate(section):
            yield f"{before}{line}\n" if number_of_line == 0 else f"{line}\n"
            before = "\n"


class _Report:
    """One report in the making: each section gives its lines, or none."""

    def __init__(self, audit: Audit, places: Places) -> None:
        self.audit = audit
        self.places = places
        self.dossiers = list(dossiers(audit))
        self.links = {(each.document.path, one.url): one for each in self.dossiers for one in each.links}
        # A finding names its address without the secrets in it.
        self.by_shown_url = {(path, masked(url)): one for (path, url), one in self.links.items()}
        self.dates = inferred_dates(audit)
        self.only_changes = audit.compared is not None and bool(audit.compared.run)

    def head(self) -> Iterator[str]:
        """Say what was audited, when and how, and what came of it in one sentence."""
        run = self.audit.run
        references = sum(each.document.reference_count for each in self.dossiers)
        paths = ", ".join(code(path, in_cell=True) for path in run.paths)
        yield "# Integrity report"
        yield ""
        yield self._in_one_sentence()
        yield ""
        yield "| | |"
        yield "|---|---|"
        yield f"| Audited | {paths}: {counted(len(self.dossiers), 'document')}, {counted(references, 'reference')} |"
        yield f"| Day of the audit | {run.as_of} |"
        yield f"| Live web | {self._web()} |"
        yield f"| Web archives | {self._archives()} |"
        if run.started_at and run.finished_at:
            resumed = ", taken up again after an interruption" if run.resumed else ""
            moments = f"{run.started_at:%Y-%m-%d %H:%M} to {run.finished_at:%H:%M} UTC"
            yield f"| Run | {code(run.id, in_cell=True)}, {moments}{resumed} |"
        configured = f", configured by {code(run.config, in_cell=True)}" if run.config else ""
        yield f"| Made by | linkaudit {__version__}{configured} |"

    def _in_one_sentence(self) -> str:
        errors, warnings = self.audit.count(Severity.ERROR), self.audit.count(Severity.WARNING)
        lost = [one for one in self.links.values() if one.lost]
        saved = sum(one.recoverable for one in lost)
        text = f"**{counted(errors, 'error')}** and {counted(warnings, 'warning')}"
        text += " that are new or changed" if self.only_changes else ""
        if lost:
            text += f"; {counted(len(lost), 'link')} lost"
            looked_up = [one.capture for one in lost if one.capture is not None]
            text += f", {saved} of them with a capture that can stand in" if looked_up else ""
            open_ones = sum(answer.result is Result.UNKNOWN and was_asked(answer) for answer in looked_up)
            text += f"; {untold(open_ones)}" if open_ones else ""
        return text + ("." if self.audit.run.complete else ". **The audit is not complete:** see Not looked at.")

    def _web(self) -> str:
        state = self.audit.run.web
        kept = kept_looks(self.audit)
        words = f"{counted(len(self.audit.observations) - len(kept), 'address')}, one look at each"
        if kept:
            first = min(seen.checked_at for seen in kept)
            words += f"; {len(kept)} more were not due, and what was seen of them since {first:%Y-%m-%d} stands"
        return _ASKED.get(state, words + ("; interrupted" if state == "interrupted" else ""))

    def _archives(self) -> str:
        state = self.audit.run.archives
        names = sorted({answer.archive for answer in self.audit.lookups if answer.archive})
        words = counted(len(self.audit.lookups), "look-up")
        words += f": {why_none_looked_up(self.audit)}" if state == "asked" and not self.audit.lookups else ""
        words += f" in {', '.join(code(name, in_cell=True) for name in names)}" if names else ""
        return _ASKED.get(state, words + ("; interrupted" if state == "interrupted" else ""))

    def summary(self) -> Iterator[str]:
        """Count."""
        yield "## Summary"
        yield ""
        dated = sum(each.document.date is not None for each in self.dossiers)
        sourced = sum(bool(each.sources) for each in self.dossiers)
        names = "names" if sourced == 1 else "name"
        is_dated = f"{dated} {'is' if dated == 1 else 'are'} dated"
        yield f"- documents: {len(self.dossiers)}; {is_dated}, {sourced} {names} a source by its address"
        said = in_brief(self.audit)
        if said:
            yield f"- beside each other: {said}"
        verdicts = Counter(seen.verdict for seen in self.audit.observations)
        if verdicts:
            yield f"- addresses: {', '.join(f'{verdicts[each]} {each}' for each in Verdict if verdicts[each])}"
        results = Counter(answer.result for answer in self.audit.lookups)
        if results:
            words = {Result.FOUND: "found", Result.ABSENT: "absent", Result.UNKNOWN: "could not be told"}
            yield f"- captures: {', '.join(f'{results[each]} {words[each]}' for each in Result if results[each])}"
        for what, came_to in compared_texts(self.audit):
            yield f"- {what}: {came_to}"
        accepted = sum(each.accepted for each in self.audit.suppressed)
        if len(self.audit.suppressed) > accepted:
            yield f"- hidden by comments in the documents: {counted(len(self.audit.suppressed) - accepted, 'finding')}"
        if accepted:
            yield f"- accepted in the baseline, and not shown: {counted(accepted, 'finding')}"
        yield from self._compared()
        if self.audit.skipped:
            yield f"- not read, in whole or in part: {counted(len(self.audit.skipped), 'file')}"

    def _compared(self) -> Iterator[str]:
        """Say what is not shown since it has not changed."""
        compared = self.audit.compared
        if compared is None:
            return
        if not compared.run:
            yield "- only changes are wanted, and there is no earlier run to compare with: all findings are shown"
            return
        yield (
            f"- only changes since the run {code(compared.run)} are shown: {counted(compared.unchanged, 'finding')} "
            f"of then {'is' if compared.unchanged == 1 else 'are'} unchanged and left out, {compared.gone} "
            f"{'is' if compared.gone == 1 else 'are'} gone"
        )

    def rules(self) -> Iterator[str]:
        """Count the findings by rule, those of the gravest first."""
        rules = Counter((finding.severity, finding.rule) for finding in self.audit.findings)
        if rules:
            yield "## Findings by rule"
            yield ""
            yield "| | Rule | What it flags | Findings |"
            yield "|---|---|---|--:|"
        for (severity, name), count in sorted(rules.items(), key=lambda item: (item[0][0].rank, item[0][1])):
            what = markdown(BY_NAME[name].summary.removeprefix("Flag "))
            yield f"| {MARKS[severity]} | `{name}` | {what} | {count} |"

    def decisions(self) -> Iterator[str]:
        """List what needs a decision."""
        yield from markdown_decisions.section(
            self.audit.findings, self.by_shown_url, self.places, only_changes=self.only_changes
        )

    def rot(self) -> Iterator[str]:
        """Say how many of the cited pages no longer show what was cited, and what can stand in for them."""
        rot = reference_rot(self.audit)
        if rot:
            yield from markdown_rot.section(rot)

    def overview(self) -> Iterator[str]:
        """Show every document in a line."""
        yield from markdown_overview.section(self.dossiers, self.dates, self.places)

    def documents(self) -> Iterator[str]:
        """Go through the documents of which there is something to say."""
        telling = [each for each in self.dossiers if each.findings or any(one.telling for one in each.links)]
        if telling:
            yield "## Documents"
        for each in telling:
            yield ""
            yield from document_section(each, self.places, self.dates.get(each.document.path))

    def groups(self) -> Iterator[str]:
        """Say what the documents say about each other."""
        yield from markdown_groups.section(self.audit, self.dossiers, self.places)

    def moved(self) -> Iterator[str]:
        """List what has a new address."""
        moved = [seen for seen in self.audit.observations if seen.verdict is Verdict.MOVED]
        if moved:
            yield "## Moved"
            yield ""
            yield "Alive at a new address; the old one still leads there today."
            yield ""
            yield "| Address | Now at |"
            yield "|---|---|"
        rows = sorted((seen.url, seen.final_url) for seen in moved)
        lines = [f"| {link(url, length=60)} | {link(now_at, length=60)} |" for url, now_at in rows]
        yield from bounded(lines, "address")

    def left_out(self) -> Iterator[str]:
        """List what was not looked at: nothing is dropped silently."""
        lines = [f"- {code(skipped.path)}: {markdown(skipped.reason)}" for skipped in self.audit.skipped]
        unseen = (seen for seen in self.audit.observations if seen.verdict in (Verdict.UNKNOWN, Verdict.UNSAFE))
        lines += (f"- {link(seen.url)}: {markdown(seen.detail or seen.reason)}" for seen in unseen)
        why = {"offline": "the machine has no network", "interrupted": "the run was interrupted"}
        states = []
        for name, state in (("the live web", self.audit.run.web), ("the web archives", self.audit.run.archives)):
            if state in why:
                states.append(f"- {name}: {why[state]}; run the audit again, and it goes on where it stopped")
        states += (f"- {markdown(note)}" for note in (*self.audit.run.notes, *self.audit.kinship.notes))
        if lines or states:
            yield "## Not looked at"
            yield ""
            yield from bounded(lines, "line")
            yield from [""] * (len(lines) > ENTRIES and bool(states))
            yield from states

    def hidden(self) -> Iterator[str]:
        """List what comments in the documents hide, with their reasons."""
        hidden = [each for each in self.audit.suppressed if not each.accepted]
        if hidden:
            yield "## Hidden by comments"
            yield ""
        reasons = (markdown(each.reason) if each.reason else "no reason given" for each in hidden)
        named = (f"{self.places.place(each.finding.location)} `{each.finding.rule}`" for each in hidden)
        yield from bounded([f"- {name}: {reason}" for name, reason in zip(named, reasons, strict=True)], "finding")

    def legend(self) -> Iterator[str]:
        """Say what the verdicts mean that occur."""
        verdicts = {seen.verdict for seen in self.audit.observations}
        if verdicts:
            yield "## What the verdicts mean"
            yield ""
            yield from (f"- **{verdict}**: {MEANINGS[verdict]}" for verdict in Verdict if verdict in verdicts)
            yield ""
            yield "A verdict rests on one look from one place; later audits that see the same confirm it."
            if self.audit.standings:
                yield "*Suspect* is what failed and may come back, *confirmed* what failed again days later."
