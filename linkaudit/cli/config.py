"""`linkaudit config`: the settings in force and where each comes from."""

from __future__ import annotations

import json
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
    from linkaudit import config  # noqa: PLC0415 - `--help` does without

    if as_schema:
        import msgspec  # noqa: PLC0415

        click.echo(msgspec.json.format(msgspec.json.encode(config.schema()), indent=2).decode())
        if not show:
            return Exit.OK
    loaded = given.settings(config_file)
    click.echo(f"# {loaded.path or 'no configuration file'}")
    for key in config.setting_names():
        value = as_toml(config.value_of(loaded.config, key))
        if key == "web.proxy" and "@" in value:
            from linkaudit.citations.masking import masked  # noqa: PLC0415 - few have a proxy

            value = masked(value)
        click.echo(f"{key} = {value}  # {loaded.origins.get(key, 'default')}")
    return Exit.OK


def as_toml(value: object) -> str:
    """Write a value as TOML does, in one line."""
    import msgspec  # noqa: PLC0415

    return _toml(msgspec.to_builtins(value))


def _toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_toml(each)}" for key, each in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(_toml(each) for each in value) + "]"
    return json.dumps(value, ensure_ascii=False)
