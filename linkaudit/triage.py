"""Which findings are shown: selection, severity, suppressions, baseline. Nothing else hides a finding.

What is not selected does not speak at all. What a comment in a document hides, or the baseline accepts, is kept and
counted, with its reason. Where only changes are wanted, what is as it was is counted.
"""

from __future__ import annotations

import re
from collections import defaultdict
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.citations.masking import masked
from linkaudit.errors import ConfigError, nearest
from linkaudit.models import BASELINE, Compared, Evidence, Finding, Severity, Suppressed
from linkaudit.patterns import Pattern
from linkaudit.rules import BY_NAME, RULES
from linkaudit.rules.interface import Needs, fingerprint
from linkaudit.rules.suppression import suppression_unused

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

    from linkaudit import settings
    from linkaudit.baseline import Accepted
    from linkaudit.models import Audit, Comment, Document
    from linkaudit.rules.interface import Rule

_DIRECTIVE = Pattern(
    r"\s*linkaudit:\s*(?P<verb>ignore-file|ignore|disable|enable)\s*(?:\[(?P<rules>[^\]]*)\])?\s*(?P<reason>.*)",
    re.DOTALL,
)
_END_OF_TIME = 1 << 60


class _Suppression(Struct):
    """A stretch of lines in which a comment hides the findings of some rules."""

    patterns: tuple[str, ...]
    first: int
    last: int
    comment: Comment
    verb: str
    reason: str
    used: set[str]


class Sieve(Struct, frozen=True):
    """What decides which findings are shown, besides the comments in the documents."""

    rules: settings.Rules
    named: Callable[[str], str] = lambda path: path
    """Names a document for its fingerprints."""
    silent: tuple[tuple[Callable[[str], bool], tuple[str, ...]], ...] = ()
    """Which documents some rules say nothing about."""
    accepted: Mapping[str, Accepted] = {}
    """The baseline, by fingerprint."""

    def passes(self, rule: str, path: str) -> bool:
        """Tell whether a rule speaks, and speaks of this document."""
        return _is_selected(rule, self.rules) and not any(
            _matches(rule, pattern) for covers, patterns in self.silent if covers(path) for pattern in patterns
        )


class Triaged(Struct, frozen=True):
    """The findings that are shown and those that are hidden, each sorted by place."""

    findings: tuple[Finding, ...]
    suppressed: tuple[Suppressed, ...]


def check_names(rules: settings.Rules) -> None:
    """Make sure that the settings name rules that exist. Raises ConfigError with the likely name."""
    per_file = tuple(name for names in rules.per_file_ignores.values() for name in names)
    for setting, names in (
        ("select", rules.select),
        ("ignore", rules.ignore),
        ("severity", tuple(rules.severity)),
        ("per-file-ignores", per_file),
    ):
        for name in names:
            if not _matching(name):
                msg = f"`rules.{setting}`: no rule is called `{name}`{nearest(name, BY_NAME)}"
                raise ConfigError(msg)


def triage(findings: Iterable[Finding], documents: Iterable[Document], sieve: Sieve, ran: Collection[Needs]) -> Triaged:
    """Sort out the findings on documents by the settings, by the comments in the documents and by the baseline.

    `ran` are the needs of the rules that could speak: a suppression of a rule that could not is not called unused.
    """
    rules = sieve.rules
    selected = [
        _with_severity(finding, rules) for finding in findings if sieve.passes(finding.rule, finding.location.path)
    ]
    by_path: dict[str, list[_Suppression]] = {}
    undated: set[str] = set()
    for document in documents:
        by_path[document.path] = list(_suppressions(document))
        if document.date is None:
            undated.add(document.path)
    shown: list[Finding] = []
    hidden: list[Suppressed] = []
    for finding in selected:
        suppression = _hiding(finding, by_path.get(finding.location.path, ()))
        if suppression is None:
            shown.append(finding)
        else:
            hidden.append(
                Suppressed(finding, f"comment on line {suppression.comment.location.line}", suppression.reason)
            )
    for path, suppressions in by_path.items():
        if suppressions and sieve.passes(suppression_unused.name, path):
            spoke = {
                rule.name
                for rule in RULES
                if rule.needs in ran
                and sieve.passes(rule.name, path)
                and not _waits_for_siblings(rule, undated=path in undated)
            }
            shown += (_with_severity(each, rules) for each in _unused(suppressions, spoke, sieve.named(path)))
    accepted = sieve.accepted
    hidden += (
        Suppressed(each, BASELINE, accepted[each.fingerprint].reason) for each in shown if each.fingerprint in accepted
    )
    new = [finding for finding in shown if finding.fingerprint not in accepted]
    return Triaged(
        tuple(sorted(new, key=lambda finding: finding.sort_key)),
        tuple(sorted(hidden, key=lambda suppressed: suppressed.finding.sort_key)),
    )


class Told(Struct, frozen=True):
    """What a run reported."""

    run: str = ""
    """Its name; empty if there was none."""
    findings: Mapping[str, str] = {}
    """What stood for each finding, by fingerprint."""


def substance(finding: Finding) -> str:
    """Put what matters about a finding in a few words: one that is known by them has not changed.

    The fingerprint stands for rule, document and what is compared; messages may speak of days that go by.
    """
    verdict = next((each.value for each in finding.evidence if each.name == "verdict"), "")
    return f"{finding.severity} {verdict}".rstrip()


def changes(audit: Audit, before: Told) -> Audit:
    """Leave only those findings that an earlier run did not report, or not as they are now; the others are counted."""
    shown = tuple(each for each in audit.findings if before.findings.get(each.fingerprint) != substance(each))
    gone = len(before.findings.keys() - {each.fingerprint for each in audit.findings})
    return replace(audit, findings=shown, compared=Compared(before.run, len(audit.findings) - len(shown), gone))


def _waits_for_siblings(rule: Rule, *, undated: bool) -> bool:
    """Tell whether a rule may be silent only because other documents of the collection were not read this time."""
    return rule.of_siblings and (rule.compared is None or undated)


def _matches(name: str, pattern: str) -> bool:
    """Tell whether a name is the one that a pattern names; most patterns are no more than that."""
    return pattern in ("*", name) or fnmatchcase(name, pattern)


def _matching(pattern: str) -> list[str]:
    return [name for name in BY_NAME if _matches(name, pattern)]


def _is_selected(name: str, rules: settings.Rules) -> bool:
    wanted = any(_matches(name, pattern) for pattern in rules.select)
    return wanted and not any(_matches(name, pattern) for pattern in rules.ignore)


def _with_severity(finding: Finding, rules: settings.Rules) -> Finding:
    severity = next((each for pattern, each in rules.severity.items() if _matches(finding.rule, pattern)), None)
    return replace(finding, severity=Severity(severity)) if severity else finding


def _hiding(finding: Finding, suppressions: Sequence[_Suppression]) -> _Suppression | None:
    """Find the suppression that hides a finding, and note that it was of use."""
    hiding = None
    for suppression in suppressions:
        # Lines are counted anew in each chapter of a book; a comment speaks of its own.
        here = suppression.comment.location.part == finding.location.part or suppression.verb == "ignore-file"
        if here and suppression.first <= finding.location.line <= suppression.last:
            matched = {pattern for pattern in suppression.patterns if _matches(finding.rule, pattern)}
            suppression.used |= matched
            hiding = hiding or (suppression if matched else None)
    return hiding


def _suppressions(document: Document) -> Iterator[_Suppression]:
    """Read the comments of a document: `ignore[…]`, `disable[…]` … `enable[…]`, `ignore-file`."""
    open_blocks: dict[str, list[_Suppression]] = defaultdict(list)
    for comment in document.comments:
        found = _DIRECTIVE.match(comment.text)
        if found is None:
            continue
        named = tuple(name.strip() for name in (found["rules"] or "").split(",") if name.strip())
        reason, line, end = " ".join(found["reason"].split()), comment.location.line, comment.location.end_line
        verb = found["verb"]
        if verb == "enable":
            for pattern in named or tuple(open_blocks):
                for block in open_blocks.pop(pattern, ()):
                    block.last = line
            continue
        patterns = named or (("*",) if verb == "ignore-file" else ())
        first, last = {"ignore": (line, end + 1), "disable": (line, _END_OF_TIME), "ignore-file": (0, _END_OF_TIME)}[
            verb
        ]
        if verb == "disable" and patterns:
            for pattern in patterns:
                block = _Suppression((pattern,), first, last, comment, verb, reason, set())
                open_blocks[pattern].append(block)
                yield block
        else:
            yield _Suppression(patterns, first, last, comment, verb, reason, set())


def _unused(suppressions: Sequence[_Suppression], spoke: set[str], named: str) -> Iterator[Finding]:
    """Make findings of the suppressions that hid nothing, or that name no rule."""
    for number, suppression in enumerate(suppressions):
        idle = [pattern for pattern in suppression.patterns if pattern not in suppression.used]
        unknown = [pattern for pattern in idle if not _matching(pattern)]
        useless = [pattern for pattern in idle if pattern in unknown or spoke.intersection(_matching(pattern))]
        if suppression.patterns and not useless:
            continue
        if not suppression.patterns:
            message = f"`{suppression.verb}` names no rule: write `{suppression.verb}[rule-name]`"
        elif unknown:
            message = f"no rule is called {', '.join(f'`{name}`' for name in unknown)}"
        else:
            message = f"nothing to hide here for {', '.join(f'`{name}`' for name in useless)}"
        text = " ".join(suppression.comment.text.split())
        evidence = (Evidence("comment", masked(text), suppression.comment.location),)
        location = suppression.comment.location
        yield Finding(
            rule=suppression_unused.name,
            severity=suppression_unused.severity,
            message=masked(message),
            location=location,
            evidence=evidence,
            fingerprint=fingerprint(suppression_unused.name, named, text, number),
        )
