"""`linkaudit fix`: repair what can be repaired."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct

from linkaudit.cli import given, options
from linkaudit.cli.exits import Exit
from linkaudit.cli.writing import writing

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from linkaudit.repair.repair import Fixing, Outcome


@click.command("fix")
@options.documents
@options.selection
@options.baseline
@click.option("--diff", is_flag=True, help="Show what would be changed, and change nothing.")
@click.option("--unsafe-fixes", is_flag=True, help="Make repairs, too, that may change what a link means.")
@options.no_cache
def command(
    paths: tuple[str, ...],
    config_file: Path | None,
    format_name: str | None,
    as_of: date | None,
    quiet: int,
    diff: bool,
    unsafe_fixes: bool,
    no_cache: bool,
    **chosen: Any,
) -> Exit:
    """Repair what can be repaired in documents.

    Scans the documents below the PATHs (default: here) and edits those with findings that offer a repair; everything
    else in them stays as it is, byte for byte. Safe repairs cannot change what a link means; others are made with
    --unsafe-fixes only, and want to be read. What a comment hides, or the baseline accepts, is left alone, and so are
    PDF, office files and archives.

    Ends with 0 when the repairs are made; with --diff it ends with 1 if there are any.

    \b
      linkaudit fix docs/ --diff
      linkaudit fix docs/ --select 'link-*'
      linkaudit fix docs/ --unsafe-fixes --diff > repairs.patch
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    from linkaudit.repair.repair import fix  # noqa: PLC0415 - `--help` does without

    loaded = given.settings(config_file, **given.overrides(chosen))
    asked = given.paths_or_here(paths)
    fixing = fix(
        asked,
        loaded.config,
        unsafe=unsafe_fixes,
        as_of=as_of,
        root=loaded.root,
        announced=given.announced(format_name),
        state=(lambda: given.state_of(loaded)) if not no_cache else None,
    )
    with writing(None, silent=quiet >= given.SILENT) as out:
        done = _carried_out(fixing, out, diff=diff)
    if not quiet:
        sys.stderr.write(_summary(fixing, done, unsafe=unsafe_fixes, diff=diff))
    if not fixing.audit.documents:
        return Exit.OK if given.all_left_out(paths, fixing.audit) else Exit.NOTHING_TO_AUDIT
    if done.failed or given.any_missing(asked):
        return Exit.ERROR
    return Exit.FINDINGS if diff and done.repairs else Exit.OK


class _Done(Struct):
    """What has been carried out so far."""

    documents: int = 0
    repairs: int = 0
    failed: int = 0


def _carried_out(fixing: Fixing, out: Callable[[str], None], *, diff: bool) -> _Done:
    """Make the repairs, or show them, document by document."""
    from linkaudit.models import Skipped  # noqa: PLC0415 - `--help` does without
    from linkaudit.repair.diff import unified  # noqa: PLC0415
    from linkaudit.repair.files import UnrepairableError, write_back  # noqa: PLC0415

    done = _Done()
    for outcome in fixing.outcomes:
        if isinstance(outcome, Skipped):
            _complain(outcome.path, outcome.reason, done)
            continue
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


def _complain(path: str, reason: str, done: _Done) -> None:
    done.failed += 1
    given.say(f"{given.readable(path)}: {reason}")


def _list(outcome: Outcome, out: Callable[[str], None]) -> None:
    """List the repairs of a document as findings are listed, at the places where they stood."""
    from linkaudit.reporting.escape import terminal  # noqa: PLC0415 - `--help` does without

    for repair in outcome.repaired.repairs:
        place = terminal(given.readable(str(repair.finding.location)))
        out(f"{place}: repaired {repair.finding.rule} {terminal(repair.fix.title)}")


def _summary(fixing: Fixing, done: _Done, *, unsafe: bool, diff: bool) -> str:
    """Say what was done, and what is left."""
    from linkaudit.repair.repair import offered  # noqa: PLC0415 - `--help` does without
    from linkaudit.reporting.view import counted  # noqa: PLC0415

    could = "could be made" if diff else "made"
    lines = [f"{counted(done.repairs, 'repair')} {could} in {counted(done.documents, 'document')}."]
    further = offered(fixing.audit.findings, unsafe=True) - offered(fixing.audit.findings, unsafe=False)
    if further and not unsafe:
        lines.append(f"{counted(further, 'repair')} that may change what a link means: --unsafe-fixes makes them.")
    if fixing.audit.skipped:
        lines.append(f"{counted(len(fixing.audit.skipped), 'file')} skipped; `linkaudit scan` says why.")
    return "\n".join(lines) + "\n"
