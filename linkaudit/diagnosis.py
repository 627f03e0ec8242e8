"""What linkaudit finds where it runs: the program, its settings, the folders that it writes, what is installed."""

from __future__ import annotations

import os
import platform
import re
import sqlite3
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit import __version__
from linkaudit.documents.formats import DISTRIBUTION
from linkaudit.errors import StateError
from linkaudit.history.store import IN_MEMORY, open_past
from linkaudit.own_files import Locked, lock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkaudit.archives.examination import Examined
    from linkaudit.config import Loaded

# `pypdf[crypto]>=7.0; extra == "pdf"`
_EVERYTHING = "all"
_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+).*;.*\bextra == ['\"]([^'\"]+)['\"]")


class Program(Struct, frozen=True):
    """The program and what it runs on."""

    version: str
    python: str
    platform: str


class Place(Struct, frozen=True):
    """Something that linkaudit writes."""

    path: str
    usable: bool
    state: str
    """What is the matter, or that nothing is."""


class Extra(Struct, frozen=True):
    """What can be installed beside linkaudit, by the name of the extra."""

    name: str
    packages: dict[str, str | None]
    """The version of each package; None for one that is not installed."""

    @property
    def installed(self) -> bool:
        """Whether all of it is there."""
        return None not in self.packages.values()


class Diagnosis(Struct, frozen=True):
    """All of it."""

    program: Program
    configuration: str
    """The file that is in force; empty for none."""
    services: tuple[str, ...]
    state: Place
    courtesy: Place
    """The folder in which runs tell each other how archives were asked."""
    extras: tuple[Extra, ...]
    archives: tuple[Examined, ...] = ()
    """The services that were asked; none unless that was wanted."""


def diagnose(loaded: Loaded, state: str, courtesy: Path) -> Diagnosis:
    """Find out what can be found out without network, and without writing anything that was not there."""
    program = Program(__version__, platform.python_version(), platform.platform())
    return Diagnosis(
        program,
        str(loaded.path or ""),
        loaded.config.archives.services,
        _state(state),
        _folder(courtesy),
        tuple(_extras()),
    )


def _state(path: str) -> Place:
    """Look at the state: whether there is one, it can be read, and it can be written."""
    if path == IN_MEMORY:
        return Place(path, usable=True, state="in memory: nothing is remembered from run to run")
    folder = _folder(Path(path).parent)
    if not folder.usable:
        return Place(path, usable=False, state=folder.state)
    if not Path(path).exists():
        return Place(path, usable=True, state="there is none yet; it can be written")
    if not os.access(path, os.R_OK | os.W_OK):
        return Place(path, usable=False, state="it may not be written")
    try:
        with open_past(path):
            pass
    except (StateError, sqlite3.Error) as error:
        return Place(path, usable=False, state=str(error))
    return Place(path, usable=True, state="a run is using it" if _is_held(f"{path}.lock") else "it can be written")


def _is_held(path: str) -> bool:
    if not Path(path).exists():
        return False
    try:
        with lock(path):
            return False
    except Locked:
        return True


def _folder(folder: Path) -> Place:
    """Tell whether files can be made in a folder, or it can be made itself."""
    there = next(each for each in (folder, *folder.absolute().parents) if os.path.lexists(each))
    if not there.is_dir():
        return Place(str(folder), usable=False, state=f"{there} is no folder")
    if not os.access(there, os.W_OK | os.X_OK):
        return Place(str(folder), usable=False, state=f"{there} may not be written")
    return Place(str(folder), usable=True, state="it can be written" if there == folder else "it can be made")


def _extras() -> Iterable[Extra]:
    """List the extras of the package, each with the versions of what it consists of."""
    try:
        requirements = metadata.requires(DISTRIBUTION) or []
    except metadata.PackageNotFoundError:
        # Run from its source, without having been installed.
        return
    extras: dict[str, dict[str, str | None]] = {}
    for requirement in requirements:
        found = _REQUIREMENT.match(requirement)
        if found and found[2] != _EVERYTHING:
            extras.setdefault(found[2], {})[found[1]] = _version(found[1])
    for name, packages in sorted(extras.items()):
        yield Extra(name, packages)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None
