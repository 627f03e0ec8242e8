"""What the user gave: settings, paths, standard input. Nothing here needs the library for command lines."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from linkaudit.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkaudit.config import Loaded
    from linkaudit.documents.formats import Format
    from linkaudit.models import Audit

SILENT = 2
"""How often `-q` has to be given for not even the report to be written."""
_COLLECTION = "file:"
# Options that say how a command works and stand for no setting.
_NO_SETTINGS = {"no_ignore", "no_cache"}


def settings(config_file: Path | None, *, verbose: int = 0, **overrides: object) -> Loaded:
    """Load the settings, the command line's on top. Names with underscores stand for dotted keys: `web__enabled`.

    From now on the lists are those of the settings.
    """
    from linkaudit import data  # noqa: PLC0415 - `--help` needs no settings
    from linkaudit.config import load  # noqa: PLC0415

    keys = {name.replace("__", ".").replace("_", "-"): value for name, value in overrides.items()}
    loaded = load(config_file, keys)
    if loaded.config.web.hosts:
        _check_hosts(loaded)
    data.extend(loaded.config.lists)
    loaded = _with_collections_placed(loaded)
    if verbose:
        say(f"settings from {loaded.path or 'nowhere; each is at its default'}")
    return loaded


def _with_collections_placed(loaded: Loaded) -> Loaded:
    """Place the collections among the archives: where a file names one, it is relative to that file."""
    named = loaded.config.archives.services
    if not any(service.startswith(_COLLECTION) for service in named):
        return loaded
    from msgspec.structs import replace  # noqa: PLC0415 - few have collections of their own

    placed = tuple(
        f"{_COLLECTION}{beside(loaded, 'archives.services', service.removeprefix(_COLLECTION))}"
        if service.startswith(_COLLECTION)
        else service
        for service in named
    )
    archives = replace(loaded.config.archives, services=placed)
    return replace(loaded, config=replace(loaded.config, archives=archives))


def _check_hosts(loaded: Loaded) -> None:
    """Make sure that the table of hosts names hosts, which is a mistake in any command. Raises ConfigError."""
    from linkaudit.web.manners import read_hosts  # noqa: PLC0415 - most settings have no such table

    try:
        read_hosts(loaded.config.web.hosts)
    except ConfigError as error:
        msg = f"{loaded.origins['web.hosts']}: {error}"
        raise ConfigError(msg) from None


def beside(loaded: Loaded, key: str, given: str) -> Path:
    """Place a path: from a file, or by default, it is relative to that file; else to where one is."""
    from_file = loaded.path is not None and loaded.origins.get(key, str(loaded.path)) == str(loaded.path)
    return loaded.root / given if from_file else Path(given)


def state_of(loaded: Loaded) -> str:
    """Find the state file: as configured, else one in the user's state folder."""
    from linkaudit.history.store import IN_MEMORY, default_path  # noqa: PLC0415 - `--help` does without

    state = loaded.config.state
    if not state:
        return default_path(loaded.root)
    return state if state == IN_MEMORY else str(beside(loaded, "state", state))


def paths_or_here(paths: tuple[str, ...]) -> tuple[str, ...]:
    """Take the current folder where no path is given. Raises UsageError for an empty one, which would be all of it."""
    if "" in paths:
        msg = "a PATH is empty; write . for the current folder"
        raise UsageError(msg)
    return paths or (".",)


def any_missing(paths: tuple[str, ...]) -> bool:
    """Tell whether a path that was named is not there: then a report on the others is no report on what was meant."""
    return any(not os.path.lexists(path) for path in paths)


def all_left_out(paths: tuple[str, ...], audit: Audit) -> bool:
    """Tell whether files were named, and the settings exclude every one: then nothing was wanted, which is no error.

    A commit hook is given whatever is committed.
    """
    return bool(paths) and not audit.documents and not audit.skipped and all(map(os.path.isfile, paths))


def announced(name: str | None) -> Format | None:
    """Find the format that `--format` names."""
    from linkaudit.documents import formats  # noqa: PLC0415 - only the commands that read documents

    return formats.by_name(name) if name else None


def overrides(given: dict[str, Any]) -> dict[str, Any]:
    """Turn the options that stand for settings into overrides of them; those that were not given are left out."""
    names = {"select": "rules__select", "ignore": "rules__ignore"}
    settings_given = {names.get(name, name): value for name, value in given.items() if name not in _NO_SETTINGS}
    if given.get("baseline"):
        # In a file it is relative to that file, on the command line to where one is.
        settings_given["baseline"] = os.path.abspath(given["baseline"])  # noqa: PTH100 - as a string
    if given.get("no_ignore"):
        settings_given["respect_gitignore"] = False
    return settings_given


def lines_of_input() -> list[str]:
    """Read the lines of standard input that are not blank."""
    return [line for _, line in numbered_lines_of_input()]


def numbered_lines_of_input() -> list[tuple[int, str]]:
    """Read the lines of standard input that are not blank, with their numbers; a mark before the first is none of it.

    Some editors write that mark (U+FEFF) to say that a text is UTF-8.
    """
    lines = ((number, line if number > 1 else line.removeprefix("\ufeff")) for number, line in enumerate(sys.stdin, 1))
    return [(number, readable(line.rstrip("\r\n"))) for number, line in lines if line.strip()]


def presentable(audit: Audit) -> Audit:
    """Write the names in an audit so that every format can hold them: files may have any bytes for a name."""
    from msgspec.structs import replace  # noqa: PLC0415 - `--help` does without

    run = audit.run
    return replace(audit, run=replace(run, paths=tuple(map(readable, run.paths)), config=readable(run.config)))


def readable(text: str) -> str:
    """Put a mark in the place of each byte that is no UTF-8: no format can hold it."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def say_all(notes: Iterable[str]) -> None:
    """Tell the user what became of asking others. Names of files and hosts in it are strangers' words."""
    from linkaudit.reporting.escape import terminal  # noqa: PLC0415 - mostly there is nothing to say

    for note in notes:
        say(readable(terminal(note)))


def say(text: str) -> None:
    """Tell the user something that is no part of a report."""
    print(f"linkaudit: {text}", file=sys.stderr)
