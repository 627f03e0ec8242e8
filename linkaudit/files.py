"""Which files a collection has, by one look at each folder that is asked for.

Nothing is looked at outside the folders that were given and the one to which patterns are relative, symbolic links that
lead out of these included. What is not checked out, ignored by git or unreadable is not known to be missing.
"""

from __future__ import annotations

import os
from functools import cached_property
from unicodedata import normalize

from linkaudit.citations.neighbours import ABSENT, FILE, FIRST_PAGE, FIRST_TEXTS, FOLDER, OTHER_CASE, UNKNOWN
from linkaudit.documents.discover import GITIGNORE, NEVER_ENTERED, Ignored
from linkaudit.repositories import repository_of

# What no file of a collection has; paths in documents are anybody's.
_DEEPEST = 64
_LONGEST = 1024
# Files among which a wiki's link is looked up by its name; beyond them it is not known.
_MOST_FILES = 200_000


class Folder:
    """A folder that was looked at."""

    def __init__(self, path: str, entries: dict[str, str], *, exact: bool) -> None:
        """Take what is in it: for each name whether it is a file, a folder, or nobody can tell."""
        self.path = path
        self.entries = entries
        self.exact = exact
        """Whether it was asked for by the names that it and the folders above have."""

    @cached_property
    def _folded(self) -> dict[str, str]:
        return {_folded(name): name for name in self.entries}

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        stems: dict[str, list[str]] = {}
        for name in sorted(self.entries):
            stems.setdefault(name.partition(".")[0], []).append(name)
        return stems

    def kin(self, name: str) -> list[str]:
        """List the names that are the same but for what stands behind their stem."""
        stem = name.rpartition(".")[0] or name
        stems = (stem, *FIRST_TEXTS) if stem == FIRST_PAGE else (stem,)
        return [
            each
            for wanted in stems
            for each in self._by_stem.get(wanted.partition(".")[0], ())
            if each == wanted or each.startswith(f"{wanted}.")
        ]

    def find(self, name: str) -> str:
        """Find the name under which something is there; empty if it is not."""
        return name if name in self.entries else self._folded.get(_folded(name), "")


def _readable(name: str) -> str:
    """Give a name as text; one whose bytes are no UTF-8 is nobody's target."""
    return name if name.isascii() else os.fsencode(name).decode("utf-8", "replace")


def _folded(name: str) -> str:
    return normalize("NFC", name).casefold()


class Files:
    """The files of a collection, as far as they were asked for; a folder is looked at once."""

    def __init__(self, root: str, paths: tuple[str, ...]) -> None:
        """Look at nothing but what lies in `root` or in `paths`."""
        self.paths = paths
        self._here = os.getcwd()  # noqa: PTH109 - paths are strings here, as there are many
        given = [self.absolute(path) for path in paths]
        tops = [path if os.path.isdir(path) else os.path.dirname(path) for path in given]  # noqa: PTH112, PTH120
        self._tops = tuple(dict.fromkeys((*tops, self.absolute(root))))
        self._real_tops = tuple(os.path.realpath(top) for top in self._tops)
        self._folders: dict[str, Folder | str] = {}
        self._ignored: dict[str, Ignored] = {}
        self._names: dict[str, frozenset[str] | None] = {}

    def absolute(self, path: str) -> str:
        """Write a path in full."""
        return os.path.normpath(f"{self._here}/{path}" if not path.startswith("/") else path)

    def place(self, path: str) -> str:
        """Tell what is at a full path."""
        if path in self._tops:
            return FOLDER
        above, _, name = path.rpartition("/")
        folder = self._folder(above or "/") if path.count("/") < _DEEPEST and len(path) < _LONGEST else UNKNOWN
        if isinstance(folder, str):
            return self._unless_ignored(path, folder)
        found = folder.find(name)
        if not found:
            # What is not checked out is an empty folder.
            return self._unless_ignored(path, ABSENT) if folder.entries else UNKNOWN
        kind = folder.entries[found]
        same = folder.exact and normalize("NFC", found) == normalize("NFC", name)
        if same or kind == UNKNOWN:
            return kind
        full = f"{folder.path.rstrip('/')}/{found}"
        return OTHER_CASE + full.removeprefix(f"{self._here}/")

    def kin(self, path: str) -> list[str]:
        """List what is beside a full path under the same name but for its suffix."""
        above, _, name = path.rpartition("/")
        folder = self._folder(above or "/")
        return [] if isinstance(folder, str) else folder.kin(name)

    def rooted(self, document: str, path: str) -> str:
        """Tell what is at a path from the top of the collection, or of the repository, in which a document lies."""
        answers = [self._below(top, path) for top in self._tops_of(document)]
        return next(
            (answer for answer in (FILE, FOLDER) if answer in answers),
            next((a for a in answers if a != UNKNOWN), UNKNOWN),
        )

    def called(self, document: str, name: str) -> str:
        """Tell whether a file is called so anywhere below the outermost folder in which a document lies."""
        top = min(self._tops_of(document), key=len, default="")
        if top not in self._names:
            self._names[top] = _all_names(top) if top else None
        names = self._names[top]
        if names is None:
            return UNKNOWN
        return FILE if _as_in_wikis(name.rpartition("/")[2]) in names else ABSENT

    def _below(self, top: str, path: str) -> str:
        first, slash, _ = path.partition("/")
        answer = self.place(os.path.normpath(f"{top}/{path}"))
        known = slash and self.place(f"{top}/{first}") == FOLDER
        return answer if known or answer in (FILE, FOLDER) else UNKNOWN

    def _tops_of(self, document: str) -> list[str]:
        tops = [top for top in self._tops if document.startswith(f"{top.rstrip('/')}/")]
        repository = repository_of(document)
        if repository and self._is_inside(str(repository), self._tops):
            tops.append(str(repository))
        return list(dict.fromkeys(tops))

    def _is_inside(self, path: str, tops: tuple[str, ...]) -> bool:
        return any(path == top or path.startswith(f"{top.rstrip('/')}/") for top in tops)

    def _folder(self, path: str) -> Folder | str:
        """Look at a folder; say why it cannot be, if it cannot."""
        known = self._folders.get(path)
        if known is None:
            known = self._folders[path] = self._looked_at(path)
        return known

    def _looked_at(self, path: str) -> Folder | str:
        if path in self._tops:
            return self._scanned(path, exact=True)
        if not self._is_inside(path, self._tops):
            return UNKNOWN
        above = self._folder(path.rpartition("/")[0] or "/")
        if isinstance(above, str):
            return above
        name = path.rpartition("/")[2]
        found = above.find(name)
        kind = above.entries[found] if found else ABSENT if above.entries else UNKNOWN
        if kind != FOLDER:
            return UNKNOWN if kind == UNKNOWN else ABSENT
        return self._scanned(f"{above.path.rstrip('/')}/{found}", exact=above.exact and found == name)

    def _scanned(self, path: str, *, exact: bool) -> Folder | str:
        try:
            with os.scandir(path) as entries:
                return Folder(path, {_readable(entry.name): self._kind(entry) for entry in entries}, exact=exact)
        except OSError:
            return UNKNOWN

    def _kind(self, entry: os.DirEntry[str]) -> str:
        if entry.is_symlink():
            if not self._is_inside(os.path.realpath(entry.path), self._real_tops):
                return UNKNOWN
            return FOLDER if entry.is_dir() else FILE if entry.is_file() else UNKNOWN
        return FOLDER if entry.is_dir() else FILE

    def _unless_ignored(self, path: str, answer: str) -> str:
        """Take back that something is absent if git ignores it: then programs make it."""
        if answer != ABSENT:
            return answer
        top = max((top for top in self._tops if path.startswith(f"{top.rstrip('/')}/")), key=len)
        if top not in self._ignored:
            self._ignored[top] = Ignored(top)
        folder = top.rstrip("/")
        for name in ("", *path[len(folder) + 1 :].split("/")[:-1]):
            folder = f"{folder}/{name}" if name else folder
            inside = self._folder(folder or "/")
            if isinstance(inside, str):
                break
            if GITIGNORE in inside.entries:
                self._ignored[top].enter(folder)
        return UNKNOWN if self._ignored[top].matches(path) else ABSENT


def _all_names(top: str) -> frozenset[str] | None:
    """List the names of all files below a folder, with and without suffix, as wikis compare them; None if too many."""
    names: set[str] = set()
    waiting, count = [top], 0
    while waiting:
        try:
            with os.scandir(waiting.pop()) as entries:
                listed = list(entries)
        except OSError:
            continue
        count += len(listed)
        if count > _MOST_FILES:
            return None
        for entry in listed:
            if not entry.is_dir(follow_symlinks=False):
                names |= {_as_in_wikis(entry.name), _as_in_wikis(entry.name.rpartition(".")[0] or entry.name)}
            elif entry.name not in NEVER_ENTERED:
                waiting.append(entry.path)
    return frozenset(names)


def _as_in_wikis(name: str) -> str:
    return "-".join(_folded(name).replace("_", " ").replace("-", " ").split())
