#!/usr/bin/env python3
"""Write the files that are made from the code: the page of the rules, the JSON Schemas, the report on the example.

`--check` writes nothing and fails if one of them is not up to date. Run it from the top of the project.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import hooks
import msgspec
from msgspec.structs import replace
from played_web import connect, connect_earlier

from linkaudit import config, data
from linkaudit.audit import audit
from linkaudit.online import Online
from linkaudit.reporting import catalogue, format_catalogue, json, markdown
from linkaudit.settings import Config
from linkaudit.web.clock import Clock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Audit

TOP = Path(__file__).resolve().parent.parent
AS_OF = date(2026, 11, 21)
NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)
EARLIER = (NOW - timedelta(days=11), NOW - timedelta(days=5))
EXAMPLE = "reports/example"
SETTINGS = {
    # The archive is played as well, so it is one's own: only such an archive is told of hosts that are allowed.
    "web": {
        "allow-hosts": ["*.example", "web.archive.org"],
        "interval": 0,
        "retries": 0,
        "control-hosts": ["localhost"],
    },
    "archives": {"services": ["wayback"]},
    "git": False,
}
HELP_BEGIN, HELP_END = "<!-- help: begin -->", "<!-- help: end -->"


def main() -> None:
    """Write or check all generated files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; fail if a file is not up to date")
    check = parser.parse_args().check
    stale: list[str] = []
    for name, text in files():
        if _is_current(name, text):
            continue
        stale.append(name)
        if not check:
            # At once: what follows in the list is made by means of it.
            path = TOP / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    if check and stale:
        sys.exit(f"not up to date: {', '.join(stale)}; run scripts/generate.py")
    if not check:
        print("\n".join(stale) or "everything was up to date")


def files() -> Iterator[tuple[str, str]]:
    """Go through the generated files: name and text."""
    yield f"linkaudit/data/{data.FACTS}", data.generated()
    yield "docs/rules.md", catalogue.markdown()
    yield "docs/formats.md", format_catalogue.markdown()
    yield ".pre-commit-hooks.yaml", hooks.yaml()
    for name, schema in {"config": config.schema(), **json.schemas()}.items():
        encoded = msgspec.json.format(msgspec.json.encode(schema), indent=2).decode()
        yield f"linkaudit/schemas/{name}.schema.json", encoded + "\n"
    example = audit_of_example()
    yield f"{EXAMPLE}/report.md", markdown.render(example, folder=EXAMPLE)
    yield f"{EXAMPLE}/report.json", json.render(example)
    yield "README.md", _with_help((TOP / "README.md").read_text(encoding="utf-8"))


def audit_of_example() -> Audit:
    """Audit the example with a played web at a fixed moment, after two earlier audits that looked at the same."""
    settings = msgspec.convert(SETTINGS, Config)
    with TemporaryDirectory() as folder:
        state = str(Path(folder) / "state.sqlite3")
        for moment in EARLIER:
            online = Online(state, cache=False, clock=_clock_at(moment), connect=connect_earlier)
            audit(["examples"], online, settings, as_of=moment.date(), root=TOP)
        online = Online(state, cache=False, clock=_clock_at(NOW), connect=connect)
        done = audit(["examples"], online, settings, as_of=AS_OF, root=TOP)
    # How long a played answer takes says nothing, and is different each time.
    return replace(done, observations=tuple(replace(seen, elapsed_ms=0) for seen in done.observations))


def _clock_at(moment: datetime) -> Clock:
    """Make a clock that stands still at a moment, and in which no waiting takes time."""
    return Clock(monotonic=_Monotonic(), now=lambda: moment, sleep=_no_wait, jitter=lambda: 0.0)


class _Monotonic:
    """Seconds that go by as they are asked for."""

    def __init__(self) -> None:
        self._seconds = 0.0

    def __call__(self) -> float:
        self._seconds += 0.001
        return self._seconds


async def _no_wait(seconds: float) -> None:
    del seconds
    await asyncio.sleep(0)


def _is_current(name: str, text: str) -> bool:
    path = TOP / name
    return path.is_file() and path.read_text(encoding="utf-8") == text


def _with_help(readme: str) -> str:
    """Put the present `--help` into the README."""
    import click  # noqa: PLC0415

    from linkaudit.cli.commands import cli  # noqa: PLC0415

    context = click.Context(cli, info_name="linkaudit", max_content_width=100, terminal_width=100)
    shown = f"{HELP_BEGIN}\n```text\n{cli.get_help(context)}\n```\n{HELP_END}"
    before, _, rest = readme.partition(HELP_BEGIN)
    _, _, after = rest.partition(HELP_END)
    return before + shown + after if rest else readme


if __name__ == "__main__":
    main()
