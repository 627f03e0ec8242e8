"""`linkaudit fix`: repair what can be repaired."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from linkaudit.cli import given, options
from linkaudit.cli.exits import Exit
from linkaudit.cli.repairing import Done, carried_out
from linkaudit.cli.writing import writing

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from linkaudit.repair.repair import Fixing

_ARCHIVE = "--archive"
_LOST, _EVERY = "lost", "all"


class _Command(click.Command):
    """A command whose option `--archive` may go without its value: what follows it is a PATH."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Give the option its usual value where it has none."""
        end = args.index("--") if "--" in args else len(args)
        usual = [f"{_ARCHIVE}={_LOST}" if each == _ARCHIVE else each for each in args[:end]]
        return super().parse_args(ctx, [*usual, *args[end:]])


@click.command("fix", cls=_Command)
@options.documents
@options.selection
@options.baseline
@click.option("--diff", is_flag=True, help="Show what would be changed, and change nothing.")
@click.option("--unsafe-fixes", is_flag=True, help="Make repairs, too, that may change what a link means.")
@click.option(
    _ARCHIVE,
    "archive",
    type=click.Choice([_LOST, _EVERY]),
    metavar="[=lost|all]",
    help="Put captures beside citations instead: of pages that are lost and of originals, or of all pages. Only with "
    "--unsafe-fixes are they written; else the difference is shown.",
)
@click.option("--offline", is_flag=True, help="With --archive: ask no archive; what audits have learned must do.")
@options.no_cache
def command(
    paths: tuple[str, ...],
    config_file: Path | None,
    format_name: str | None,
    as_of: date | None,
    quiet: int,
    verbose: int,
    diff: bool,
    unsafe_fixes: bool,
    archive: str | None,
    offline: bool,
    no_cache: bool,
    **chosen: Any,
) -> Exit:
    """Repair what can be repaired in documents.

    Scans the documents below the PATHs (default: here) and edits those with findings that offer a repair; everything
    else in them stays as it is, byte for byte. Safe repairs cannot change what a link means; others are made with
    --unsafe-fixes only, and want to be read. What a comment hides, or the baseline accepts, is left alone, and so are
    PDF, office files and archives.

    With --archive the repairs are captures: pages that the last audit saw gone or replaced, and the originals of
    documents, get beside them the capture that stands for the day of the citation, as a robust link, in a citation
    template, a note, a line "Archived:" or key of front matter, or in parentheses behind the link. The link itself
    stays. Nothing is written without --unsafe-fixes, only shown as a diff.

    Ends with 0 when the repairs are made; with --diff, or if they are only shown, it ends with 1 if there are any.

    \b
      linkaudit fix docs/ --diff
      linkaudit fix docs/ --select 'link-*'
      linkaudit fix docs/ --unsafe-fixes --diff > repairs.patch
      linkaudit fix --archive docs/
      linkaudit fix --archive=all docs/ --unsafe-fixes
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    loaded = given.settings(config_file, verbose=verbose, **given.overrides(chosen))
    if archive:
        from linkaudit.cli.fix_archive import Asked, put_captures  # noqa: PLC0415 - archives only if they are asked for

        how = Asked(paths, archive == _EVERY, offline, as_of, given.announced(format_name), quiet, verbose)
        return put_captures(how, loaded, diff=diff or not unsafe_fixes)
    from linkaudit.repair.repair import fix  # noqa: PLC0415 - `--help` does without

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
        done = carried_out(fixing.outcomes, out, diff=diff)
    if not quiet:
        sys.stderr.write(_summary(fixing, done, unsafe=unsafe_fixes, diff=diff))
    if not fixing.audit.documents:
        return Exit.OK if given.all_left_out(paths, fixing.audit) else Exit.NOTHING_TO_AUDIT
    if done.failed or given.any_missing(asked):
        return Exit.ERROR
    return Exit.FINDINGS if diff and done.repairs else Exit.OK


def _summary(fixing: Fixing, done: Done, *, unsafe: bool, diff: bool) -> str:
    """Say what was done, and what is left."""
    from linkaudit.repair.repair import offered  # noqa: PLC0415 - `--help` does without
    from linkaudit.wording import counted  # noqa: PLC0415

    could = "could be made" if diff else "made"
    lines = [f"{counted(done.repairs, 'repair')} {could} in {counted(done.documents, 'document')}."]
    further = offered(fixing.audit.findings, unsafe=True) - offered(fixing.audit.findings, unsafe=False)
    if further and not unsafe:
        lines.append(f"{counted(further, 'repair')} that may change what a link means: --unsafe-fixes makes them.")
    if fixing.audit.skipped:
        lines.append(f"{counted(len(fixing.audit.skipped), 'file')} skipped; `linkaudit scan` says why.")
    return "\n".join(lines) + "\n"
