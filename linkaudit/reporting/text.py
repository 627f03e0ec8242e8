"""Text for terminals, logs and commit hooks: one finding a line, in the form that editors understand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations.masking import masked
from linkaudit.models import Result, Severity, Verdict
from linkaudit.reporting.counts import NOUNS, compared_texts, kept_looks, why_none_looked_up
from linkaudit.reporting.escape import terminal
from linkaudit.reporting.recoverable import in_words
from linkaudit.reporting.rot import reference_rot
from linkaudit.reporting.shares import percent
from linkaudit.wording import counted

if TYPE_CHECKING:
    from linkaudit.archives.saving.saver import Saved
    from linkaudit.models import Asked, Audit, Finding, Lookup, Observation

# ANSI colours of the severities, verdicts and parts; only for those who can see them.
_COLOURS = {"error": "31", "warning": "33", "info": "36", "dead": "31", "soft-dead": "31", "alive": "32", "moved": "33",
            "heading": "1", "inferred": "33"}  # fmt: skip


def render(audit: Audit, *, colour: bool = False) -> str:
    """Write the findings, one a line: `path:line:column: severity rule message`."""
    return "".join(f"{finding_line(finding, colour=colour)}\n" for finding in audit.findings)


def finding_line(finding: Finding, *, colour: bool = False) -> str:
    """Write one finding."""
    severity = painted(finding.severity.value, finding.severity.value, colour=colour)
    return f"{terminal(str(finding.location))}: {severity} {finding.rule} {terminal(finding.message)}"


def observation_line(seen: Observation, *, colour: bool = False) -> str:
    """Write one observation: verdict, reason, status, URL, and where it led."""
    verdict = painted(f"{seen.verdict.value:9}", seen.verdict.value, colour=colour)
    led = f" -> {terminal(seen.final_url)}" if seen.final_url not in ("", seen.url) else ""
    status = seen.status if seen.status is not None else "-"
    detail = f" ({terminal(seen.detail)})" if seen.detail and seen.verdict is not Verdict.ALIVE else ""
    missing = [terminal(f"#{name}") for name, what in seen.fragments.items() if what == "missing"]
    lacks = f" (the page has no {', '.join(missing)})" if missing else ""
    return f"{verdict} {terminal(seen.reason):18} {status!s:>3} {terminal(seen.url)}{led}{detail}{lacks}"


def explanation(seen: Observation) -> str:
    """Write how an observation came about: each request, what came of it, and the steps to the verdict."""
    lines = [line for asked in seen.asked for line in _asked(asked)]
    lines += [f"  because  {terminal(reason)}" for reason in seen.because or (seen.detail,) if reason]
    lines += [f"  {terminal(f'#{fragment}')}  {terminal(what)}" for fragment, what in seen.fragments.items()]
    if seen.title:
        lines.append(f"  title    {terminal(seen.title)}")
    return "\n".join(lines)


def _asked(asked: Asked) -> list[str]:
    """Write one request: when it is not the first why it was made, what came, how long it took, what the head says."""
    why = f" ({terminal(asked.why)})" if asked.why else ""
    came = str(asked.status) if not asked.cause else f"{asked.cause}: {terminal(asked.detail)}"
    times = [("connected", asked.connect_ms), ("first byte", asked.first_byte_ms), ("in all", asked.elapsed_ms)]
    took = ", ".join(f"{what} {number} ms" for what, number in times if number is not None)
    head = [f"           {name}: {terminal(text)}" for name, text in asked.headers.items()]
    return [f"  asked    {asked.method} {terminal(asked.url)}{why}", f"  came     {came} ({took})", *head]


def lookup_line(answer: Lookup, at: str | None = None) -> str:
    """Write what the archives answered: result, date, distance, URL, capture, or why there is none.

    `at` is the date as it was given, if it is none that the answer can hold.
    """
    date = str(answer.at or "") if at is None else at
    asked = f"{answer.result.value:7} {terminal(answer.url)} ({terminal(date) or 'latest'}"
    if answer.memento is None:
        from linkaudit.reporting.certainty import why_no_capture  # noqa: PLC0415 - what a scan does without

        return f"{asked}): {terminal(why_no_capture(answer))}"
    days = answer.distance_days
    distance = f", {days:+d} {'day' if abs(days) == 1 else 'days'}" if days is not None else ""
    captured = f"{answer.memento.captured_at:%Y-%m-%d %H:%M} UTC"
    return f"{asked}{distance}): {captured} {terminal(answer.memento.memento_url)}"


def saved_line(saved: Saved) -> str:
    """Write what came of having a page captured: the capture, or what speaks against it and whether to try again."""
    lookup = saved.lookup
    page = terminal(masked(lookup.url))
    if lookup.memento is not None and lookup.result is Result.FOUND:
        captured = f"{lookup.memento.captured_at:%Y-%m-%d %H:%M} UTC"
        remark = f" ({terminal(saved.words)})" if saved.words else ""
        return f"saved   {page}: {captured} {terminal(masked(lookup.memento.memento_url))}{remark}"
    return f"{'later' if saved.later else 'not':7} {page}: {terminal(saved.words or str(lookup.reason))}"


def summary(audit: Audit) -> str:
    """Write what an audit came to, in a few lines."""
    references = sum(document.reference_count for document in audit.documents)
    counts = ", ".join(counted(audit.count(severity), NOUNS[severity]) for severity in Severity)
    lines = [f"{counted(len(audit.documents), 'document')}, {counted(references, 'reference')}: {counts}."]
    accepted = sum(each.accepted for each in audit.suppressed)
    if len(audit.suppressed) > accepted:
        lines.append(f"{counted(len(audit.suppressed) - accepted, 'finding')} hidden by comments in the documents.")
    if accepted:
        lines.append(f"{counted(accepted, 'finding')} accepted in the baseline.")
    if audit.skipped:
        lines.append(f"{counted(len(audit.skipped), 'file')} skipped, in whole or in part:")
        lines += (f"  {terminal(skipped.path)}: {terminal(skipped.reason)}" for skipped in audit.skipped)
    return (
        "\n".join(
            [*lines, *_kinship(audit), *_compared(audit), *_web(audit), *_archives(audit), *_texts(audit), *_rot(audit)]
        )
        + "\n"
    )


def _kinship(audit: Audit) -> list[str]:
    """Say what the documents say about each other."""
    if not (audit.kinship.groups or audit.kinship.members or audit.kinship.leads):
        return [*map(terminal, audit.kinship.notes)]
    from linkaudit.reporting.concluded import in_brief  # noqa: PLC0415 - most commits are of documents that share nothing

    said = in_brief(audit)
    return [*([f"{said[:1].upper()}{said[1:]}."] if said else []), *map(terminal, audit.kinship.notes)]


def painted(text: str, name: str, *, colour: bool) -> str:
    """Colour a text by what it names, where colours are wanted."""
    return f"\x1b[{_COLOURS[name]}m{text}\x1b[0m" if colour and name in _COLOURS else text


def _web(audit: Audit) -> list[str]:
    """Say what the look at the web came to."""
    if audit.run.web == "offline":
        return ["The machine has no network: no address was judged."]
    if audit.run.web == "not asked":
        return []
    found = [(verdict, sum(seen.verdict is verdict for seen in audit.observations)) for verdict in Verdict]
    counts = ", ".join(f"{count} {verdict.value}" for verdict, count in found if count) or "none"
    ended = " (interrupted; run again to go on)" if audit.run.web == "interrupted" else ""
    kept = len(kept_looks(audit))
    others = f", {kept} not due, whose last look stands" if kept else ""
    return [f"{counted(len(audit.observations) - kept, 'address')} looked at once{others}{ended}: {counts}."]


def _texts(audit: Audit) -> list[str]:
    """Say what comparing texts came to."""
    return [f"{what[:1].upper()}{what[1:]}: {came_to}." for what, came_to in compared_texts(audit)]


def _compared(audit: Audit) -> list[str]:
    """Say what is not shown since it has not changed."""
    compared = audit.compared
    if compared is None:
        return []
    if not compared.run:
        return ["There is no earlier run to compare with: all findings are shown."]
    left_out = f"{counted(compared.unchanged, 'finding')} as before, {compared.gone} gone"
    return [f"Only changes since the run {terminal(compared.run)} are shown: {left_out}."]


def _archives(audit: Audit) -> list[str]:
    """Say what the archives answered."""
    if audit.run.archives == "not asked":
        return []
    if audit.run.archives == "offline":
        return ["The machine has no network: no archive was asked."]
    ended = " (interrupted; run again to go on)" if audit.run.archives == "interrupted" else ""
    if not audit.lookups:
        return [f"No capture was looked up{ended}{'' if ended else f': {why_none_looked_up(audit)}'}."]
    found = [(result, sum(answer.result is result for answer in audit.lookups)) for result in Result]
    words = {Result.FOUND: "found", Result.ABSENT: "absent", Result.UNKNOWN: "could not be told"}
    counts = ", ".join(f"{count} {words[result]}" for result, count in found if count)
    return [f"{counted(len(audit.lookups), 'capture')} looked up{ended}: {counts}."]


def _rot(audit: Audit) -> list[str]:
    """Say how many of the cited pages no longer show what was cited, and how many of these can be recovered."""
    rot = reference_rot(audit)
    if rot is None or not rot.rotten.of:
        return []
    value, low, high = map(percent, (rot.rotten.value, *rot.rotten.bounds))
    line = f"Reference rot: {rot.rotten.count} of {counted(rot.rotten.of, 'cited page')} judged "
    line += f"({value}, with 95 % confidence {low} to {high})"
    recoverable = in_words(rot)
    return [f"{line}.", *([f"Recoverable by a capture: {recoverable}."] if recoverable else [])]
