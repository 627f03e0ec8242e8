"""`linkaudit doctor`: whether everything is in place for an audit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from linkaudit.cli import given, options
from linkaudit.cli.exits import Exit
from linkaudit.cli.writing import writing

if TYPE_CHECKING:
    from pathlib import Path

    from linkaudit.archives.examination import Examined
    from linkaudit.diagnosis import Diagnosis
    from linkaudit.settings import Config


@click.command("doctor")
@options.common
@options.output("text", "json")
@click.option("--archives", is_flag=True, help="Make one polite look-up in each archive of the settings.")
@click.option("--offline", is_flag=True, help="Do not use the network, whatever else is given.")
@click.option("--service", "archives__services", multiple=True, help="An archive to ask, as in the settings.")
@click.option("--url", "page", metavar="URL", default="", help="The page that archives are asked for.")
@click.option(
    "--allow-hosts", "web__allow_hosts", type=options.Names(), help="Private hosts, addresses or networks to ask."
)
@click.option("--state", type=click.Path(), help="The file that remembers, or :memory:.")
def command(
    config_file: Path | None,
    output_format: str,
    output_file: Path | None,
    quiet: int,
    archives: bool,
    offline: bool,
    page: str,
    **chosen: Any,
) -> Exit:
    """Tell whether everything is in place: the settings in force, the files that are written, what is installed.

    With --archives, each archive of the settings is asked three things, in turn and within its limits: for the capture
    nearest to now, for the list of captures, and for a page that cannot exist, of which it must have none. An archive
    that refused a while ago is left alone. Exit code 1 means that something is wrong here, or that an archive answers
    with what cannot be; 75 that an archive could not be asked.

    \b
      linkaudit doctor
      linkaudit doctor --archives
      linkaudit doctor --archives --service cdx+https://archive.example/cdx --url https://example.org/
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    chosen["archives__services"] = chosen["archives__services"] or None
    loaded = given.settings(config_file, **given.overrides(chosen))
    from msgspec.structs import replace  # noqa: PLC0415 - `--help` does without

    from linkaudit.archives.asking.courtesies import shared_folder  # noqa: PLC0415
    from linkaudit.diagnosis import diagnose  # noqa: PLC0415
    from linkaudit.reporting.diagnosis import as_json, lines  # noqa: PLC0415
    from linkaudit.web import loop  # noqa: PLC0415

    found = diagnose(loaded, given.state_of(loaded), shared_folder())
    if archives and not offline:
        examined = loop.run(_examine(loaded.config, given.readable(page), shared_folder(), quiet=quiet > 0))
        found = replace(found, archives=tuple(examined))
    with writing(output_file, silent=quiet >= given.SILENT) as out:
        if output_format == "json":
            out(as_json(found))
        else:
            for line in lines(found):
                out(line)
    return _exit_of(found)


def _exit_of(found: Diagnosis) -> Exit:
    # What is wrong here stays wrong, whatever an archive says later.
    if not (found.state.usable and found.courtesy.usable) or any(each.doubtful for each in found.archives):
        return Exit.FINDINGS
    return Exit.OK if all(each.answers for each in found.archives) else Exit.TRY_LATER


async def _examine(config: Config, page: str, folder: Path, *, quiet: bool) -> list[Examined]:
    """Ask the archives one after the other, and say so where one has to wait for a turn."""
    import asyncio  # noqa: PLC0415 - `--help` does without

    from msgspec.structs import replace  # noqa: PLC0415

    from linkaudit.archives.asking.courtesies import Courtesies  # noqa: PLC0415
    from linkaudit.archives.examination import PAGE, examine  # noqa: PLC0415
    from linkaudit.archives.lookup import now_utc  # noqa: PLC0415
    from linkaudit.archives.services import services  # noqa: PLC0415
    from linkaudit.web.client import open_client  # noqa: PLC0415
    from linkaudit.web.guard import Guard  # noqa: PLC0415

    async def sleep(seconds: float) -> None:
        if seconds > 1 and not quiet:
            given.say(f"waiting for a turn for {seconds:.0f} seconds, as the archive's limits ask")
        await asyncio.sleep(seconds)

    # A budget is for audits: this is little, and wanted.
    courtesies = Courtesies(replace(config.archives, budget=0), folder=folder, sleep=sleep)
    async with open_client(config.web, Guard(config.web.allow_hosts)) as client:
        return [
            await examine(each, client, courtesies, now_utc, page=page or PAGE, patience=config.archives.timeout)
            for each in services(config.archives)
        ]
