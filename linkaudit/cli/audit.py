"""`linkaudit audit`: the main job."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec.structs import replace

from linkaudit.cli import given, options
from linkaudit.cli.exits import Exit, exit_of
from linkaudit.cli.scanning import rendered
from linkaudit.cli.signals import terminable
from linkaudit.cli.writing import wants_colour, write, write_folder
from linkaudit.models import Severity

if TYPE_CHECKING:
    from datetime import date

    from linkaudit.config import Loaded
    from linkaudit.models import Audit, Run
    from linkaudit.progress import Progress
    from linkaudit.settings import Config

# What fits on a screen and in a mail; the reports have the rest.
_FINDINGS_SHOWN = 20


@click.command("audit")
@options.documents
@options.judgement
@options.output("text", "json", "markdown")
@options.no_cache
@click.option("--offline", is_flag=True, help="Do not use the network: neither the web nor archives.")
@click.option("--web/--no-web", "web__enabled", default=None, help="Look at the live web.  [default: as configured]")
@click.option("--archives/--no-archives", "archives__enabled", default=None, help="Look into web archives.")
@click.option(
    "--allow-hosts", "web__allow_hosts", type=options.Names(), help="Private hosts, addresses or networks to ask."
)
@click.option("--service", "archives__services", multiple=True, help="An archive to ask, as in the settings.")
@options.budget
@click.option("--reports", "reports__directory", type=click.Path(), help="The folder in which reports are written.")
@click.option("--state", type=click.Path(), help="The file that remembers, or :memory:.")
@click.option("--due", is_flag=True, help="Look only at what is due; for the rest the last look stands.")
@click.option("--only-changed", is_flag=True, help="Show only findings that are new or changed since the last audit.")
@click.option("--fresh", is_flag=True, help="Begin anew, even where an earlier run was cut off.")
@click.option(
    "--wait",
    type=click.FloatRange(min=0),
    default=0.0,
    metavar="SECONDS",
    help="Wait so long for a run that is at work.",
)
def command(
    paths: tuple[str, ...],
    config_file: Path | None,
    format_name: str | None,
    as_of: date | None,
    output_format: str,
    output_file: Path | None,
    quiet: int,
    exit_zero: bool,
    offline: bool,
    due: bool,
    only_changed: bool,
    fresh: bool,
    wait: float,
    no_cache: bool,
    **chosen: Any,
) -> Exit:
    """Do the main job: scan, look at the web and the archives, write the reports.

    Reads the documents below the PATHs (default: here), looks at each address once, politely, looks up the capture
    nearest to the date of each citation, compares what pages say with what they said then and with the documents that
    come from them, and writes a report for archivists and one as JSON into reports/<run>/. A run that is interrupted
    is taken up where it stopped when it is started again.

    An audit by hand looks at everything. A scheduled one looks with --due at what is due: what is alive once a week,
    what failed after three days, what is lost for certain once a month; with --only-changed it shows what is new, and
    with --fail-on error only links that are lost for certain make it fail.

    \b
      linkaudit audit docs/
      linkaudit audit docs/ --no-archives --fail-on error
      linkaudit audit docs/ --due --only-changed --fail-on error -q
      linkaudit audit docs/ --offline --output-format markdown
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    if offline:
        chosen.update(web__enabled=False, archives__enabled=False)
    chosen["archives__services"] = chosen["archives__services"] or None
    loaded = given.settings(config_file, **given.overrides(chosen))
    from linkaudit.cli.watching import watching  # noqa: PLC0415 - `--help` does without

    with terminable(), watching(quiet=quiet > 0, verbose=chosen["verbose"] > 0) as progress:
        audit = _audit(
            given.paths_or_here(paths),
            loaded,
            as_of,
            format_name,
            given.state_of(loaded),
            progress,
            fresh=fresh,
            due=due,
            only_changed=only_changed,
            wait=wait,
            cache=not no_cache,
            tell=(lambda _: None) if quiet else given.say,
        )
    if not quiet:
        given.say_all(audit.run.notes)
    _print(given.presentable(audit), output_format, output_file, _folder(audit.run, loaded), quiet)
    return exit_of(audit, loaded.config.fail_on, exit_zero=exit_zero, missing=given.any_missing(paths))


def _audit(
    paths: tuple[str, ...],
    loaded: Loaded,
    as_of: date | None,
    format_name: str | None,
    state: str,
    progress: Progress,
    **how: Any,
) -> Audit:
    from linkaudit.archives.asking.courtesies import shared_folder  # noqa: PLC0415 - `--help` does without
    from linkaudit.audit import audit  # noqa: PLC0415
    from linkaudit.online import Online  # noqa: PLC0415

    return audit(
        paths,
        Online(state, environ=os.environ, courtesy=shared_folder(), **how),
        _with_reports_in_place(loaded),
        as_of=as_of,
        root=loaded.root,
        announced=given.announced(format_name),
        progress=progress,
        configured=str(loaded.path or ""),
        deliver=lambda audit: _write_reports(given.presentable(audit), loaded),
    )


def _with_reports_in_place(loaded: Loaded) -> Config:
    """Name the folder of the reports in full, so that they are not read as documents wherever one is."""
    reports = loaded.config.reports
    place = given.beside(loaded, "reports.directory", reports.directory).resolve()
    return replace(loaded.config, reports=replace(reports, directory=str(place)))


def _folder(run: Run, loaded: Loaded) -> Path | None:
    """Name the folder in which the reports of a run are written; None if the settings ask for none."""
    if not loaded.config.reports.formats:
        return None
    folder = given.beside(loaded, "reports.directory", loaded.config.reports.directory) / run.id
    return folder.relative_to(Path.cwd()) if folder.is_relative_to(Path.cwd()) else folder


def _write_reports(audit: Audit, loaded: Loaded) -> None:
    """Write the reports that the settings ask for into a folder of the run."""
    folder = _folder(audit.run, loaded)
    if folder is None:
        return
    from linkaudit.reporting import json, markdown  # noqa: PLC0415

    pieces = {"markdown": lambda: markdown.pieces(audit, folder=str(folder)), "json": lambda: json.pieces(audit)}
    suffix = {"markdown": "md", "json": "json"}
    write_folder(folder, {f"report.{suffix[name]}": pieces[name]() for name in loaded.config.reports.formats})


def _print(audit: Audit, output_format: str, output_file: Path | None, folder: Path | None, quiet: int) -> None:
    """Print the report that is asked for; as text, the gravest findings and the summary, which are that of a terminal.

    Beside another report, or one in a file, the summary is a remark, which whoever wants quiet does without.
    """
    on_terminal = output_format == "text" and not output_file
    if output_file or (not on_terminal and quiet < given.SILENT):
        write(rendered(audit, output_format, output_file), output_file)
    if quiet >= (given.SILENT if on_terminal else 1):
        return
    if on_terminal and audit.findings:
        _print_gravest(audit)
    from linkaudit.reporting.text import summary  # noqa: PLC0415

    click.echo(summary(audit), nl=False, err=output_format != "text")
    if folder:
        click.echo(f"Reports: {folder}", err=output_format != "text")


def _print_gravest(audit: Audit) -> None:
    from linkaudit.reporting.text import finding_line  # noqa: PLC0415

    grave = sorted(audit.findings, key=lambda finding: (finding.severity.rank, finding.sort_key))
    grave = [finding for finding in grave if finding.severity is not Severity.INFO] or grave
    for finding in grave[:_FINDINGS_SHOWN]:
        click.echo(finding_line(finding, colour=wants_colour()), color=True)
    if len(audit.findings) > min(len(grave), _FINDINGS_SHOWN):
        click.echo(f"… {len(audit.findings) - min(len(grave), _FINDINGS_SHOWN)} more stand in the reports.")
    click.echo()
