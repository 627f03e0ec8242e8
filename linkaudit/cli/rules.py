"""`linkaudit rules`: the catalogue."""

from __future__ import annotations

import click

from linkaudit.cli.exits import Exit


@click.command("rules")
@click.option("--output-format", type=click.Choice(["text", "json", "markdown"]), default="text", show_default=True)
def command(output_format: str) -> Exit:
    """List the rules: their names, severities, what they need to know, what they find.

    \b
      linkaudit rules
      linkaudit rules --output-format markdown > docs/rules.md
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    from linkaudit.reporting import catalogue  # noqa: PLC0415 - `--help` does without

    render = {"text": catalogue.text, "json": catalogue.json, "markdown": catalogue.markdown}
    click.echo(render[output_format](), nl=False)
    return Exit.OK
