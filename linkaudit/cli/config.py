"""`linkaudit config`: the settings in force and where each comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from linkaudit.cli import given, options
from linkaudit.cli.exits import Exit

if TYPE_CHECKING:
    from pathlib import Path


@click.command("config")
@options.common
@click.option("--show", is_flag=True, help="Show every setting and where it comes from (the default).")
@click.option("--schema", "as_schema", is_flag=True, help="Print the JSON Schema of a linkaudit.toml.")
def command(config_file: Path | None, show: bool, as_schema: bool, **_: Any) -> Exit:
    """Show the settings and where each comes from, or their JSON Schema.

    \b
      linkaudit config
      linkaudit config --schema > linkaudit.schema.json
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    import msgspec  # noqa: PLC0415 - `--help` does without

    from linkaudit import config  # noqa: PLC0415

    if as_schema:
        click.echo(msgspec.json.format(msgspec.json.encode(config.schema()), indent=2).decode())
        if not show:
            return Exit.OK
    loaded = given.settings(config_file)
    click.echo(f"# {loaded.path or 'no configuration file'}")
    for key in config.setting_names():
        value = msgspec.json.encode(config.value_of(loaded.config, key)).decode()
        click.echo(f"{key} = {value}  # {loaded.origins.get(key, 'default')}")
    return Exit.OK
