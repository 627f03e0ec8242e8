"""Which files are to be read: walking folders, respecting `.gitignore`, `include` and `exclude`."""

from __future__ import annotations

import os
import stat
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.documents import formats
from linkaudit.models import Skipped
from linkaudit.repositories import repository_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pathspec import GitIgnoreSpec

# Folders that hold no documents of the collection: version control, and what package managers put there.
NEVER_ENTERED = {".git", ".hg", ".svn", ".venv", "__pycache__", "node_modules"}


# linkaudit's own settings, and what package managers write: addresses of packages by the thousand, which nobody cites.
# If they are named, they are read.
NO_DOCUMENTS = {
    "linkaudit.toml", "linkaudit-baseline.jsonl",
    "Cargo.lock", "Gemfile.lock", "Pipfile.lock", "composer.lock", "deno.lock", "flake.lock", "npm-shrinkwrap.json",
    "package-lock.json", "packages.lock.json", "pdm.lock", "pnpm-lock.yaml", "poetry.lock", "uv.lock", "yarn.lock",
}  # fmt: skip
GITIGNORE = ".gitignore"


class Found(Struct, frozen=True):
    """A file to be read, as strings: ten thousand paths as objects would take longer than finding them."""

    path: str
    name: str
    """What reports call it: its path as the user would write it."""
    real: str
    """Where it really is, links resolved: two names of one file have one such place."""


class Discovery:
    """How to look for documents."""

    def __init__(
        self,
        root: Path,
        include: Sequence[str] = (),
        exclude: Sequence[str] = (),
        *,
        respect_gitignore: bool = True,
        never: Sequence[Path] = (),
    ) -> None:
        """Take patterns as those of `.gitignore`, relative to `root`.

        `never` are folders, resolved, that are not entered: where the reports go.
        """
        self.root = root.resolve()
        self._prefix = f"{str(self.root).rstrip('/')}/"
        self.respect_gitignore = respect_gitignore
        self.never = frozenset(map(str, never))
        self._included = _spec(include) if include else None
        self._excluded = _spec(exclude) if exclude else None

    def discover(self, paths: Sequence[str]) -> Iterator[Found | Skipped]:
        """Find the files below `paths`, in the order given and sorted within folders, each once.

        A path that does not exist, or is neither file nor folder, is Skipped with the reason. A file that is named
        itself is read whatever its suffix, but still obeys `exclude`, so that a commit hook can pass what it likes.
        """
        seen: set[str] = set()
        for given in paths:
            for found in self._below(Path(given).as_posix()):
                if isinstance(found, Found):
                    if found.real in seen:
                        continue
                    seen.add(found.real)
                yield found

    def finds(self, path: str, paths: Sequence[str]) -> bool:
        """Tell whether a file, given by its full path, is among those that are found below `paths`."""
        for given in paths:
            top = os.path.normpath(os.path.join(os.getcwd(), given))  # noqa: PTH109, PTH118 - strings, as above
            if path == top and not self._is_excluded(path, folder=False):
                return True
            if path.startswith(f"{top.rstrip('/')}/") and self._walks_to(path, top):
                return True
        return False

    def _walks_to(self, path: str, top: str) -> bool:
        """Tell whether walking a folder comes to a file."""
        ignored = Ignored(top) if self.respect_gitignore else None
        folder = top.rstrip("/")
        for name in path[len(folder) + 1 :].split("/")[:-1]:
            if ignored:
                ignored.enter(folder)
            folder = f"{folder}/{name}"
            if not self._enters(folder, ignored):
                return False
        if ignored:
            ignored.enter(folder)
        return self._wants(path) and not (ignored and ignored.matches(path))

    def includes(self, path: str) -> bool:
        """Tell whether `include` names a path."""
        return self._included is not None and self._included.match_file(self._relative(path))

    def _below(self, given: str) -> Iterator[Found | Skipped]:
        try:
            mode = Path(given).stat().st_mode
        except OSError as error:
            yield Skipped(_name(given), f"cannot be read: {error.strerror or error}")
            return
        if stat.S_ISDIR(mode):
            yield from self._walk(given)
        elif not stat.S_ISREG(mode):
            yield Skipped(_name(given), "not a regular file")
        elif not self._is_excluded(given, folder=False):
            yield Found(given, _name(given), os.path.realpath(given))

    def _walk(self, top: str) -> Iterator[Found | Skipped]:
        """Walk a folder. Links to folders are not followed: they lead in circles, or out of the collection."""
        ignored = Ignored(top) if self.respect_gitignore else None
        unreadable: list[OSError] = []
        waiting = [top]
        while waiting:
            here = waiting.pop()
            try:
                with os.scandir(here) as entries:
                    listed = sorted(entries, key=_by_name)
            except OSError as error:
                unreadable.append(error)
                continue
            if ignored and any(entry.name == GITIGNORE for entry in listed):
                ignored.enter(here)
            prefix = "" if here == "." else f"{here.rstrip('/')}/"
            folders = [prefix + entry.name for entry in listed if entry.is_dir(follow_symlinks=False)]
            waiting += (folder for folder in reversed(folders) if self._enters(folder, ignored))
            for entry in listed:
                path = prefix + entry.name
                if not _is_folder(entry, path) and self._wants(path) and not (ignored and ignored.matches(path)):
                    yield _found(entry, path)
        for each in unreadable:
            yield Skipped(_name(each.filename), f"cannot be read: {each.strerror}")

    def _enters(self, folder: str, ignored: Ignored | None) -> bool:
        if folder.rpartition("/")[2] in NEVER_ENTERED or self._is_excluded(folder, folder=True):
            return False
        if self.never and os.path.realpath(folder) in self.never:
            return False
        return not (ignored and ignored.matches(folder, folder=True))

    def _wants(self, path: str) -> bool:
        if self._included is not None:
            if not self.includes(path):
                return False
        elif formats.by_path(path) is None or path.rpartition("/")[2] in NO_DOCUMENTS:
            return False
        return not self._is_excluded(path, folder=False)

    def _is_excluded(self, path: str, *, folder: bool) -> bool:
        if self._excluded is None:
            return False
        return self._excluded.match_file(self._relative(path) + ("/" if folder else ""))

    def _relative(self, path: str) -> str:
        """Write a path as patterns see it: relative to the configuration, or in full when it lies elsewhere.

        A link is seen under its own name.
        """
        resolved = _resolved(path)
        inside = resolved.startswith(self._prefix)
        return resolved[len(self._prefix) :] if inside else resolved.lstrip("/")


def _by_name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _is_folder(entry: os.DirEntry[str], path: str) -> bool:
    """Tell whether an entry is a folder, or a link to one; a link that leads nowhere is none."""
    return os.path.isdir(path) if entry.is_symlink() else entry.is_dir()  # noqa: PTH112 - for each file


def _found(entry: os.DirEntry[str], path: str) -> Found | Skipped:
    """Take a file of a folder, or a link to one."""
    if entry.is_symlink():
        real, is_file = os.path.realpath(path), os.path.isfile(path)  # noqa: PTH113 - for each file
    else:
        real, is_file = _resolved(path), entry.is_file()
    return Found(path, _name(path), real) if is_file else Skipped(_name(path), "not a regular file")


class Ignored:
    """What the `.gitignore` files from the top of the repository down to a folder leave out."""

    def __init__(self, top: str) -> None:
        """Read those that count for the folder `top`."""
        self._specs: dict[str, GitIgnoreSpec] = {}
        resolved = os.path.realpath(top)
        above = repository_of(f"{resolved}/any")
        if above is not None:
            for folder in _upwards(f"{resolved}/any"):
                self._read(folder)
                if folder == str(above):
                    break
        # Whoever names an ignored folder wants what is in it.
        if self.matches(resolved, folder=True):
            self._specs.clear()

    def enter(self, folder: str) -> None:
        """Take note of the `.gitignore` of a folder that is being walked."""
        self._read(_real(folder))

    def matches(self, path: str, *, folder: bool = False) -> bool:
        """Tell whether a path is ignored: the deepest file that says anything of it decides."""
        if not self._specs:
            return False
        resolved = _resolved(path)
        for above in _upwards(resolved):
            spec = self._specs.get(above)
            if spec is not None:
                relative = resolved[len(above.rstrip("/")) + 1 :] + ("/" if folder else "")
                verdict = spec.check_file(relative).include
                if verdict is not None:
                    return verdict
        return False

    def _read(self, folder: str) -> None:
        if folder in self._specs:
            return
        try:
            text = Path(folder, GITIGNORE).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return
        self._specs[folder] = _spec_of_others(text.splitlines())


def _spec_of_others(patterns: Sequence[str]) -> GitIgnoreSpec:
    """Compile patterns that are not ours: as git does, what is no pattern is passed over."""
    try:
        return _spec(patterns)
    except ValueError:
        return _spec([pattern for pattern in patterns if _is_pattern(pattern)])


def _is_pattern(pattern: str) -> bool:
    try:
        _spec((pattern,))
    except ValueError:
        return False
    return True


def _spec(patterns: Sequence[str]) -> GitIgnoreSpec:
    """Compile patterns of `.gitignore`."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where there are patterns

    return GitIgnoreSpec.from_lines(patterns)


def _real(folder: str) -> str:
    """Resolve a folder, once for all the files in it."""
    return _real_from(os.getcwd(), folder)  # noqa: PTH109 - for each file


@lru_cache(maxsize=1024)
def _real_from(here: str, folder: str) -> str:
    return os.path.realpath(f"{here}/{folder}" if not folder.startswith("/") else folder)


def _resolved(path: str) -> str:
    """Resolve the folder in which a path lies, and keep its own name."""
    folder, _, name = path.rpartition("/")
    return f"{_real(folder or ('/' if path.startswith('/') else '.')).rstrip('/')}/{name}"


def _upwards(path: str) -> Iterator[str]:
    """Go through the folders above a resolved path, the nearest first."""
    while path != "/":
        path = path.rpartition("/")[0] or "/"
        yield path


def _name(path: str) -> str:
    """Write a path as reports do: readable even if its bytes are no UTF-8."""
    return path if path.isascii() else os.fsencode(path).decode("utf-8", "replace")
