"""Which files are to be read: walking folders, respecting `.gitignore`, `include` and `exclude`."""

from __future__ import annotations

import os
import stat
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


class Found(Struct, frozen=True):
    """A file to be read, and the name that reports give it: its path as the user would write it."""

    path: Path
    name: str


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
        self.respect_gitignore = respect_gitignore
        self.never = frozenset(never)
        self._included = _spec(include) if include else None
        self._excluded = _spec(exclude) if exclude else None

    def discover(self, paths: Sequence[str]) -> Iterator[Found | Skipped]:
        """Find the files below `paths`, in the order given and sorted within folders, each once.

        A path that does not exist, or is neither file nor folder, is Skipped with the reason. A file that is named
        itself is read whatever its suffix, but still obeys `exclude`, so that a commit hook can pass what it likes.
        """
        seen: set[Path] = set()
        for given in paths:
            for found in self._below(Path(given)):
                if isinstance(found, Found):
                    identity = found.path.resolve()
                    if identity in seen:
                        continue
                    seen.add(identity)
                yield found

    def includes(self, path: Path) -> bool:
        """Tell whether `include` names a path."""
        return self._included is not None and self._included.match_file(self._relative(path))

    def _below(self, given: Path) -> Iterator[Found | Skipped]:
        try:
            mode = given.stat().st_mode
        except OSError as error:
            yield Skipped(_name(given), f"cannot be read: {error.strerror or error}")
            return
        if stat.S_ISDIR(mode):
            yield from self._walk(given)
        elif not stat.S_ISREG(mode):
            yield Skipped(_name(given), "not a regular file")
        elif not self._is_excluded(given, folder=False):
            yield Found(given, _name(given))

    def _walk(self, top: Path) -> Iterator[Found | Skipped]:
        """Walk a folder. Links to folders are not followed: they lead in circles, or out of the collection."""
        ignored = _Ignored(top) if self.respect_gitignore else None
        unreadable: list[OSError] = []
        for folder, folders, files in os.walk(top, onerror=unreadable.append):
            here = Path(folder)
            if ignored:
                ignored.enter(here, files)
            folders[:] = sorted(name for name in folders if self._enters(here / name, ignored))
            for name in sorted(files):
                path = here / name
                if self._wants(path) and not (ignored and ignored.matches(path, folder=False)):
                    yield Found(path, _name(path)) if path.is_file() else Skipped(_name(path), "not a regular file")
        for error in unreadable:
            yield Skipped(_name(Path(error.filename)), f"cannot be read: {error.strerror}")

    def _enters(self, folder: Path, ignored: _Ignored | None) -> bool:
        if folder.name in NEVER_ENTERED or self._is_excluded(folder, folder=True):
            return False
        if self.never and folder.resolve() in self.never:
            return False
        return not (ignored and ignored.matches(folder, folder=True))

    def _wants(self, path: Path) -> bool:
        if self._included is not None:
            if not self.includes(path):
                return False
        elif formats.by_path(path.name) is None:
            return False
        return not self._is_excluded(path, folder=False)

    def _is_excluded(self, path: Path, *, folder: bool) -> bool:
        if self._excluded is None:
            return False
        return self._excluded.match_file(self._relative(path) + ("/" if folder else ""))

    def _relative(self, path: Path) -> str:
        """Write a path as patterns see it: relative to the configuration, or in full when it lies elsewhere.

        A link is seen under its own name.
        """
        resolved = path.parent.resolve() / path.name
        try:
            return resolved.relative_to(self.root).as_posix()
        except ValueError:
            return resolved.as_posix().lstrip("/")


class _Ignored:
    """What the `.gitignore` files from the top of the repository down to a folder leave out."""

    def __init__(self, top: Path) -> None:
        self._top = top
        self._specs: dict[Path, GitIgnoreSpec] = {}
        resolved = top.resolve()
        above = repository_of(str(resolved / "any"))
        if above is not None:
            for folder in (resolved, *resolved.parents):
                self._read(folder)
                if folder == above:
                    break
        # Whoever names an ignored folder wants what is in it.
        if self.matches(resolved, folder=True):
            self._specs.clear()

    def enter(self, folder: Path, files: list[str]) -> None:
        """Take note of the `.gitignore` of a folder that is being walked."""
        if ".gitignore" in files:
            self._read(folder.resolve())

    def matches(self, path: Path, *, folder: bool) -> bool:
        """Tell whether a path is ignored: the deepest file that says anything of it decides."""
        if not self._specs:
            return False
        resolved = path.parent.resolve() / path.name
        for above in resolved.parents:
            spec = self._specs.get(above)
            if spec is not None:
                relative = resolved.relative_to(above).as_posix() + ("/" if folder else "")
                verdict = spec.check_file(relative).include
                if verdict is not None:
                    return verdict
        return False

    def _read(self, folder: Path) -> None:
        if folder in self._specs:
            return
        try:
            text = (folder / ".gitignore").read_text(encoding="utf-8", errors="replace")
        except OSError:
            return
        self._specs[folder] = _spec(text.splitlines())


def _spec(patterns: Sequence[str]) -> GitIgnoreSpec:
    """Compile patterns of `.gitignore`."""
    from pathspec import GitIgnoreSpec  # noqa: PLC0415 - only where there are patterns

    return GitIgnoreSpec.from_lines(patterns)


def _name(path: Path) -> str:
    """Write a path as reports do: with slashes, and readable even if its bytes are no UTF-8."""
    return os.fsencode(path.as_posix()).decode("utf-8", "replace")
