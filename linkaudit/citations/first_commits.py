"""What git knows of when documents were written: the commits that first have them, and the addresses in them.

Git is started only where its answer matters, and once or twice for each repository.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.citations.patches import OPTIONS, first_commits, path_of
from linkaudit.documents.interface import INSIDE
from linkaudit.documents.positions import top_of
from linkaudit.models import Dated, PartialDate, Skipped
from linkaudit.patterns import Pattern
from linkaudit.repositories import repository_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from linkaudit.citations.patches import First
    from linkaudit.models import Document, Reference

GIT = "git"
"""What vouches for a date that was taken from a commit."""
# So few documents are followed one by one, in less time than one pass through all that was ever written takes.
_FEW = 4
_COMMIT = "\x01"
_SUFFIX = Pattern(r"\.\w+")


class _Asked(Struct, frozen=True):
    """A document in a repository: its name there, and what is asked about it."""

    document: Document
    name: str
    undated: bool
    addresses: tuple[Reference, ...]


def dated_by_git(
    documents: Sequence[Document], addresses: Callable[[Document], Iterable[Reference]], *, undated: bool = True
) -> tuple[list[Document], list[Skipped]]:
    """Date what git can date, and say of which repositories it could not be asked, and why.

    A document without a date is dated by the commit that added it, if `undated` are wanted; the `addresses` of each by
    the commits that first have them in it. A shallow history dates nothing: its oldest commit is not the first one.
    """
    told: dict[str, Document] = {}
    skipped: list[Skipped] = []
    for top, asked in _by_repository(documents, addresses, undated=undated).items():
        from linkaudit import git  # noqa: PLC0415 - starting programs, only where there is something to ask

        try:
            if git.has_whole_history(top):
                told |= _with_own_dates(top, [each for each in asked if each.undated])
                told |= _with_addresses(top, [each for each in asked if each.addresses], told)
        except git.GitError as error:
            skipped.append(Skipped(_shown(top / ".git"), f"{error}; nothing is dated by its commits"))
    return [told.get(document.path, document) for document in documents], skipped


def _by_repository(
    documents: Iterable[Document], addresses: Callable[[Document], Iterable[Reference]], *, undated: bool
) -> dict[Path, list[_Asked]]:
    """Group the documents about which there is something to ask by the repositories that they lie in."""
    groups: dict[Path, list[_Asked]] = {}
    for document in documents:
        if repository_of(document.path) is None or INSIDE in document.path:
            continue
        wanted = () if document.parts else tuple(addresses(document))
        if wanted or (undated and document.date is None):
            path = Path(document.path).resolve()
            top = repository_of(str(path))
            if top is not None:
                name = path.relative_to(top).as_posix()
                groups.setdefault(top, []).append(_Asked(document, name, undated and document.date is None, wanted))
    return groups


def _with_own_dates(top: Path, asked: Sequence[_Asked]) -> dict[str, Document]:
    """Date documents by the commits that added them; a new name makes a new document."""
    days = _days_added(top, {each.name for each in asked}) if asked else {}
    return {
        each.document.path: replace(
            each.document,
            date=Dated(PartialDate.of(day, day.isoformat()), GIT, f"added on {day}", top_of(each.document.path)),
        )
        for each in asked
        if (day := days.get(each.name))
    }


def _days_added(top: Path, names: set[str]) -> dict[str, date]:
    """Find in one pass the day on which each file was added."""
    from linkaudit import git  # noqa: PLC0415

    folders = sorted({name.rpartition("/")[0] for name in names})
    places = ["."] if "" in folders else [f":(literal){folder}" for folder in folders]
    found: dict[str, date] = {}
    day = None
    for line in git.log(top, "--diff-filter=A", "--name-only", "--no-renames", f"--format={_COMMIT}%cs", "--", *places):
        text = line.decode("utf-8", "surrogateescape").removesuffix("\n")
        if text.startswith(_COMMIT):
            day = date.fromisoformat(text.removeprefix(_COMMIT))
        elif day is not None and (name := path_of(text)) in names:
            # The log runs backwards: the last mention is the first addition.
            found[name] = day
    return found


def _with_addresses(top: Path, asked: Sequence[_Asked], told: dict[str, Document]) -> dict[str, Document]:
    """Add to documents the commits that first have the addresses in them."""
    from linkaudit import git  # noqa: PLC0415

    found: dict[str, Document] = {}
    for group in [[each] for each in asked] if len(asked) <= _FEW else [asked]:
        wanted: dict[str, set[str]] = {}
        for each in group:
            wanted.setdefault(each.name, set()).update(reference.raw for reference in each.addresses)
        firsts = first_commits(git.log(top, *OPTIONS, *_where(list(wanted))), wanted)
        for each in group:
            document = told.get(each.document.path, each.document)
            found[document.path] = replace(document, introduced=_introduced(each.addresses, firsts[each.name]))
    return found


def _introduced(addresses: Iterable[Reference], firsts: dict[str, First]) -> dict[str, Dated]:
    """Say of each URL which commit first has it, in whatever spelling."""
    found: dict[str, tuple[First, Reference]] = {}
    for reference in addresses:
        first = firsts.get(reference.raw)
        if first and (reference.url not in found or first < found[reference.url][0]):
            found[reference.url] = first, reference
    return {
        url: Dated(
            PartialDate.of(first.day, first.day.isoformat()), GIT, f"commit {first.commit[:12]}", reference.location
        )
        for url, (first, reference) in found.items()
    }


def _where(names: Sequence[str]) -> list[str]:
    """Limit a log to a document, whose names git follows, or to all files that may have been one of the documents."""
    if len(names) == 1:
        return ["--follow", "--", f":(literal){names[0]}"]
    suffixes = {suffix for name in names if _SUFFIX.fullmatch(suffix := PurePosixPath(name).suffix)}
    others = [f":(literal){name}" for name in names if PurePosixPath(name).suffix not in suffixes]
    return ["--", *(f"*{suffix}" for suffix in sorted(suffixes)), *others]


def _shown(path: Path) -> str:
    """Show a path as seen from here, if it lies below."""
    return path.relative_to(here).as_posix() if path.is_relative_to(here := Path.cwd()) else path.as_posix()
