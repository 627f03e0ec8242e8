"""The commands: a group that loads each when it is called."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import click

from linkaudit import __version__
from linkaudit.cli.exits import Exit

# Name of the command, its module, and its line in the overview: the overview loads none of them.
_COMMANDS = {
    "scan": "Read documents and judge them, without network (for commit hooks).",
    "audit": "The main job: scan, look at the web and the archives, write the reports.",
    "extract": "List the references of documents.",
    "check": "Look at URLs.",
    "archive": "Find the capture nearest to a date, or have one made.",
    "collection": "Tell what documents say about each other: copies, inferred dates, lost targets.",
    "history": "Show what earlier audits saw of a URL.",
    "fix": "Repair what can be repaired in documents.",
    "baseline": "Accept the findings that there are, so that only new ones are shown.",
    "explain": "Explain a rule.",
    "rules": "List the rules.",
    "config": "Show the settings and where each comes from, or their JSON Schema.",
    "doctor": "Tell whether everything is in place, and ask each archive once if wanted.",
}


class _Commands(click.Group):
    """A group that knows its commands by name and loads one when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in _COMMANDS:
            return None
        command = import_module(f"linkaudit.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # The reader of a pipe has seen enough. (click would end with 1, which means findings.)
            return Exit.OK

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        del ctx
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            import difflib  # noqa: PLC0415 - only after a mistake

            near = difflib.get_close_matches(args[0], _COMMANDS, n=1)
            hint = f" Did you mean `{near[0]}`?" if near else ""
            raise click.UsageError(f"{error.message}{hint}", ctx) from error  # noqa: EM102 - click's own message


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "--version", "-V", prog_name="linkaudit", message="%(prog)s %(version)s")
def cli(**_: Any) -> None:
    """Audit link rot and citation integrity.

    Do your documents still point at what they claim to point at, and did they ever?

    \b
      linkaudit scan docs/              what the documents say, without network
      linkaudit audit docs/             the whole audit; reports go to reports/
      linkaudit explain link-shortener  why a rule speaks, and what to do

    Exit codes: 0 nothing at or above --fail-on; 1 findings; 2 wrong usage, configuration or an internal error;
    3 nothing to audit; 75 try again later (another run is at work, no network, interrupted).
    """  # noqa: D301 - \b is click's mark for a paragraph that is not folded


def execute(arguments: list[str] | None) -> int:
    """Run a command, and say what is wrong with its arguments; gives the exit code."""
    try:
        return int(cli.main(args=arguments, prog_name="linkaudit", standalone_mode=False) or 0)
    except click.exceptions.Abort:
        click.echo("linkaudit: interrupted", err=True)
        return Exit.TRY_LATER
    except click.ClickException as error:
        error.show()
        return Exit.ERROR
