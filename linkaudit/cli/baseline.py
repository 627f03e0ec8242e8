"""`linkaudit baseline`: accept the findings that there are, so that only new ones are shown."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from linkaudit import baseline
from linkaudit.cli import given, options
from linkaudit.cli.exits import Exit
from linkaudit.cli.writing import write_whole
from linkaudit.errors import UsageError

if TYPE_CHECKING:
    from datetime import date

    from linkaudit.baseline import Baseline
    from linkaudit.config import Loaded
    from linkaudit.models import Audit
    from linkaudit.settings import Config


@click.command("baseline")
@options.documents
@options.selection
@options.baseline
@click.option("--prune", is_flag=True, help="Only take out what is found no longer; accept nothing new.")
@options.no_cache
def command(
    paths: tuple[str, ...],
    config_file: Path | None,
    format_name: str | None,
    as_of: date | None,
    quiet: int,
    prune: bool,
    no_cache: bool,
    **chosen: Any,
) -> Exit:
    """Accept the findings that there are.

    Scans the documents below the PATHs (default: here) and writes what is found to the baseline, a file that belongs
    under version control. From then on `scan` and `audit` show what is new. Findings are known by what they are about,
    not by their lines, so that text can be moved. What was not looked at stays accepted.

    \b
      linkaudit baseline docs/
      linkaudit baseline --prune
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    loaded = given.settings(config_file, **given.overrides(chosen))
    asked = given.paths_or_here(paths)
    if not loaded.config.baseline:
        msg = "no file is set for the baseline; name one with --baseline"
        raise UsageError(msg)
    file = loaded.root / loaded.config.baseline
    old = baseline.read(file)
    audited = _scanned(asked, loaded, as_of, format_name, cache=not no_cache)
    if not audited.documents:
        given.say(f"nothing to audit below {', '.join(map(given.readable, asked))}")
        return Exit.NOTHING_TO_AUDIT
    new = _renewed(old, audited, loaded, _spoke(loaded.config, whole=_are_folders(asked)), prune=prune)
    if new != old or not file.exists():
        _write(file, new)
    if not quiet:
        gained, lost = len(new.keys() - old.keys()), len(old.keys() - new.keys())
        given.say(f"{file}: {len(new)} accepted findings, {gained} of them new; {lost} taken out")
    return Exit.ERROR if given.any_missing(asked) else Exit.OK


def _scanned(
    paths: tuple[str, ...], loaded: Loaded, as_of: date | None, format_name: str | None, *, cache: bool
) -> Audit:
    """Scan as `scan` does, but with nothing accepted."""
    from linkaudit.audit import scan  # noqa: PLC0415 - `--help` does without

    return scan(
        paths,
        replace(loaded.config, baseline=""),
        as_of=as_of,
        root=loaded.root,
        announced=given.announced(format_name),
        state=(lambda: given.state_of(loaded)) if cache else None,
        references=False,
    )


def _renewed(old: Baseline, audited: Audit, loaded: Loaded, spoke: set[str], *, prune: bool) -> Baseline:
    root = loaded.root.resolve()
    return baseline.renewed(
        old,
        audited.findings,
        root,
        judged={baseline.placed(document.path, root) for document in audited.documents},
        spoke=spoke,
        there=lambda name: (root / name.partition("!/")[0]).exists(),
        prune=prune,
    )


def _are_folders(paths: tuple[str, ...]) -> bool:
    """Tell whether folders were scanned, with all documents in them, rather than single files."""
    return all(Path(path).is_dir() for path in paths)


def _spoke(config: Config, *, whole: bool) -> set[str]:
    """Name the rules that a scan with these settings asks; those that compare documents only if it saw `whole` folders.

    What they found of a document beside another is not gone because the other one was not read.
    """
    from linkaudit.audit import OFFLINE  # noqa: PLC0415 - `--help` does without
    from linkaudit.rules import RULES  # noqa: PLC0415
    from linkaudit.rules.interface import Needs  # noqa: PLC0415
    from linkaudit.triage import Sieve  # noqa: PLC0415

    sieve = Sieve(config.rules)
    return {
        rule.name
        for rule in RULES
        if rule.needs in {*OFFLINE, Needs.TRIAGE} and sieve.passes(rule.name, "") and (whole or not rule.of_siblings)
    }


def _write(file: Path, accepted: Baseline) -> None:
    try:
        write_whole(file, baseline.render(accepted))
    except OSError as error:
        msg = f"cannot write {file}: {error.strerror or error}"
        raise UsageError(msg) from error
