"""The verb fix(): scan documents, and repair what can be repaired in those whose findings offer it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.audit import scan, sieve_of
from linkaudit.citations.cite import cite
from linkaudit.collection.recovery import still_there
from linkaudit.documents import formats
from linkaudit.documents.interface import Options, UnreadableError
from linkaudit.documents.read import read_text
from linkaudit.gather import reading_of
from linkaudit.models import Audit, Kinship, Skipped
from linkaudit.repair.edits import Repaired, RestlessError, repaired
from linkaudit.repair.files import Source, UnrepairableError, opened
from linkaudit.rules import judge
from linkaudit.rules.collection_targets import collection_recoverable_target
from linkaudit.rules.interface import Needs
from linkaudit.triage import Sieve, triage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from linkaudit.documents.formats import Format
    from linkaudit.gather import Reading
    from linkaudit.models import Finding, Lead
    from linkaudit.settings import Config


class Outcome(Struct, frozen=True):
    """A document that can be repaired: its file, and the text that it would have."""

    path: str
    source: Source
    repaired: Repaired
    left: tuple[str, ...] = ()
    """What of it is left as it is, each place with the reason."""


class Fixing(Struct, frozen=True):
    """What was scanned, and the repairs of it, made as they are asked for."""

    audit: Audit
    outcomes: Iterator[Outcome | Skipped]


def fix(
    paths: Sequence[str],
    config: Config,
    *,
    unsafe: bool = False,
    as_of: date | None = None,
    root: Path | None = None,
    announced: Format | None = None,
    state: Callable[[], str] | None = None,
) -> Fixing:
    """Scan the documents below `paths` and work out the repairs of those whose findings offer any.

    Nothing is written: that is for `repair.files.write_back`. With `unsafe` repairs are worked out, too, that may
    change what a link means. The other arguments are those of `scan`, and so are its errors.
    """
    reading = reading_of(config, root, as_of=as_of, announced=announced)
    audit = scan(paths, config, as_of=reading.as_of, root=root, announced=announced, state=state, references=False)
    wanted = dict.fromkeys(each.location.path for each in audit.findings if _offers(each, unsafe=unsafe))
    sieve = sieve_of(config, reading.root)
    leads = audit.kinship.leads
    return Fixing(audit, (_outcome(path, reading, sieve, leads.get(path, ()), unsafe=unsafe) for path in wanted))


def offered(findings: Iterable[Finding], *, unsafe: bool) -> int:
    """Count the findings for which there is a repair."""
    return sum(_offers(finding, unsafe=unsafe) for finding in findings)


def _offers(finding: Finding, *, unsafe: bool) -> bool:
    return any(fix.edits and (fix.safe or unsafe) for fix in finding.fixes)


def _outcome(path: str, reading: Reading, sieve: Sieve, leads: Sequence[Lead], *, unsafe: bool) -> Outcome | Skipped:
    """Repair the text of a document, or say why that cannot be done."""
    known = reading.announced or formats.by_path(path)
    if known is None or known.binary:
        return Skipped(path, "its format is never repaired")
    try:
        source = opened(Path(path))
        made = repaired(source.text, lambda text: judged(text, path, known, reading, sieve, leads), unsafe=unsafe)
    except (UnrepairableError, UnreadableError, RestlessError) as error:
        return Skipped(path, f"not repaired: {error}")
    return Outcome(path, source, made)


def judged(
    text: str, path: str, known: Format, reading: Reading, sieve: Sieve, leads: Sequence[Lead] = ()
) -> Iterable[Finding]:
    """Find what is wrong with a text that stands for a document, as a scan of it does.

    `leads` are what the scan of the collection has found for its lost targets.
    """
    options = Options(include_code=reading.config.include_code)
    document = cite(read_text(text, path, known, options=options))
    # The scan has said which rule cannot judge it.
    findings = list(judge(document, reading.context, Needs.TEXT, failed=lambda *_: None))
    if leads:
        kinship = Kinship(leads={path: still_there(leads, document)})
        findings += collection_recoverable_target.judge(document, replace(reading.context, kinship=kinship))
    return triage(findings, [document], sieve, (Needs.TEXT,)).findings
