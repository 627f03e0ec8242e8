"""Reference rot, put into the machine format."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations.masking import masked
from linkaudit.reporting.machine_rot import AtRisk, Coverage, Recovery, ReferenceRot, Row, Share

if TYPE_CHECKING:
    from linkaudit.reporting import rot, shares

# Digits behind the point: a tenth of a per cent.
_DIGITS = 3


def reference_rot(found: rot.ReferenceRot) -> ReferenceRot:
    """Record what the looks at the cited pages come to."""
    recovery, coverage = found.recovery, found.coverage
    return ReferenceRot(
        cited=found.cited,
        judged=found.rotten.of,
        unjudged=dict(found.unjudged),
        dead_confirmed=found.confirmed,
        dead_in_this_look=found.suspect,
        soft_dead=found.soft,
        replaced=found.replaced,
        changed=found.changed,
        compared=found.compared,
        rotten=Share(*_share(found.rotten)),
        recovery=Recovery(
            within_30_days=recovery.near,
            from_31_to_180_days=recovery.far,
            beyond=recovery.beyond,
            undated=recovery.undated,
            never=recovery.never,
            unknown=recovery.unknown,
            not_asked=recovery.not_asked,
        ),
        coverage=Coverage(coverage.found, coverage.absent, coverage.unknown, coverage.not_asked),
        hosts=[Row(*_share(row.rotten), name=row.name) for row in found.hosts],
        other_hosts=found.other_hosts,
        ages=[Row(*_share(row.rotten), name=row.name) for row in found.ages],
        unarchived=found.unarchived,
        at_risk=[
            AtRisk(masked(each.url), str(each.cited) if each.cited else None, list(each.dangers))
            for each in found.at_risk
        ],
    )


def _share(share: shares.Share) -> tuple[int, int, float, float, float]:
    low, high = share.bounds
    return share.count, share.of, round(share.value, _DIGITS), round(low, _DIGITS), round(high, _DIGITS)
