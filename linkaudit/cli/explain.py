"""`linkaudit explain`: what a rule finds and why it matters."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

import click

from linkaudit.cli.exits import Exit
from linkaudit.errors import UsageError

if TYPE_CHECKING:
    from linkaudit.rules.interface import Rule


@click.command("explain")
@click.argument("rule")
@click.option("--output-format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def command(rule: str, output_format: str) -> Exit:
    """Explain a RULE: what it finds, why it matters, an example, and what to write instead.

    \b
      linkaudit explain date-url-after-document
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded
    from linkaudit.rules import BY_NAME  # noqa: PLC0415 - `--help` does without

    found = BY_NAME.get(rule)
    if found is None:
        near = difflib.get_close_matches(rule, BY_NAME, n=1)
        hint = f" Did you mean `{near[0]}`?" if near else " `linkaudit rules` lists them."
        msg = f"no rule is called `{rule}`.{hint}"
        raise UsageError(msg)
    if output_format == "json":
        from linkaudit.reporting import json, records  # noqa: PLC0415

        click.echo(json.line(records.rule(found)))
    else:
        click.echo(_explained(found))
    return Exit.OK


def _explained(rule: Rule) -> str:
    """Write a rule's documentation under its name."""
    needs = "no network" if rule.needs.value in ("text", "collection", "triage") else f"the {rule.needs.value}"
    return f"# {rule.name}\n\n{rule.severity.value}, needs {needs}\n\n{rule.documentation.strip()}"
