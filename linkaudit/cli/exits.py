"""The exit codes, and what decides them."""

from __future__ import annotations

from enum import IntEnum, unique
from typing import TYPE_CHECKING

from linkaudit.models import Severity

if TYPE_CHECKING:
    from linkaudit.models import Audit


@unique
class Exit(IntEnum):
    """What a command ends with; 75 is EX_TEMPFAIL of sysexits.h, which cron wrappers and systemd know."""

    OK = 0
    FINDINGS = 1
    ERROR = 2
    NOTHING_TO_AUDIT = 3
    TRY_LATER = 75


def exit_of(audit: Audit, fail_on: str, *, exit_zero: bool, missing: bool, left_out: bool = False) -> Exit:
    """Decide with what an audit ends.

    `missing` says that something that was to be audited is not there, `left_out` that the settings exclude all of it.
    """
    if not audit.run.complete:
        return Exit.TRY_LATER
    if not audit.documents:
        return Exit.OK if left_out else Exit.NOTHING_TO_AUDIT
    if missing:
        return Exit.ERROR
    if exit_zero or fail_on == "never":
        return Exit.OK
    limit = Severity(fail_on).rank
    return Exit.FINDINGS if any(finding.severity.rank <= limit for finding in audit.findings) else Exit.OK
