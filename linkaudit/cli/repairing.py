"""Repairs carried out, or shown as a diff, document by document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.cli import given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from linkaudit.models import Skipped
    from linkaudit.repair.repair import Outcome


class Done(Struct):
    """What has been carried out so far."""

    documents: int = 0
    repairs: int = 0
    failed: int = 0
    left: int = 0
    """Places that are left as they are."""


def carried_out(outcomes: Iterable[Outcome | Skipped], out: Callable[[str], None], *, diff: bool) -> Done:
    """Make the repairs, or show them, document by document."""
    from linkaudit.models import Skipped  # noqa: PLC0415 - `--help` does without
    from linkaudit.repair.diff import unified  # noqa: PLC0415
    from linkaudit.repair.files import UnrepairableError, write_back  # noqa: PLC0415
    from linkaudit.reporting.escape import terminal  # noqa: PLC0415

    done = Done()
    for outcome in outcomes:
        if isinstance(outcome, Skipped):
            _complain(outcome.path, outcome.reason, done)
            continue
        for place in outcome.left:
            given.say(given.readable(f"left as it is: {terminal(place)}"))
        done.left += len(outcome.left)
        if not outcome.repaired.repairs:
            continue
        if diff:
            out(unified(given.readable(outcome.path), outcome.source.text, outcome.repaired.text).removesuffix("\n"))
        else:
            try:
                write_back(outcome.source, outcome.repaired.text)
            except UnrepairableError as error:
                _complain(outcome.path, f"not repaired: {error}", done)
                continue
            _list(outcome, out)
        done.documents += 1
        done.repairs += len(outcome.repaired.repairs)
    return done


def _complain(path: str, reason: str, done: Done) -> None:
    done.failed += 1
    given.say(f"{given.readable(path)}: {reason}")


def _list(outcome: Outcome, out: Callable[[str], None]) -> None:
    """List the repairs of a document as findings are listed, at the places where they stood."""
    from linkaudit.reporting.escape import terminal  # noqa: PLC0415 - `--help` does without

    for repair in outcome.repaired.repairs:
        place = terminal(given.readable(str(repair.finding.location)))
        out(f"{place}: repaired {repair.finding.rule} {terminal(repair.fix.title)}")
