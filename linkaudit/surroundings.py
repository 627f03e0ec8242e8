"""What is around a document: the files that its links name, and the places in other documents of the collection.

Every question is kept with its answer, so that a later run can tell whether what was found of a document still holds.
"""

from __future__ import annotations

import os
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from linkaudit.citations.neighbours import UNKNOWN
from linkaudit.citations.places import NO_PLACES, Places, places_in
from linkaudit.documents import formats
from linkaudit.documents.decode import NotTextError, decode
from linkaudit.files import Files

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linkaudit.documents.discover import Discovery, Found

_NOT_READ = "not read"


@lru_cache(maxsize=2)
def files_of(run: int, root: str, paths: tuple[str, ...]) -> Files:
    """Give what one run has seen of the files of its collection."""
    del run
    return Files(root, paths)


@lru_cache(maxsize=256)
def _places(run: int, path: str) -> Places:
    """Read which places a document has, once in a run."""
    del run
    known = formats.by_path(path)
    try:
        text = decode(Path(path).read_bytes()).text
    except (OSError, NotTextError):
        return NO_PLACES
    return places_in(formats.by_content(known, text).name, text) if known else NO_PLACES


class Around:
    """What is around one document; it keeps what was asked and answered, so that the answers can be asked for again."""

    def __init__(self, run: int, files: Files, found: Found, discovery: Callable[[], Discovery], limit: int) -> None:
        """Answer in a run for the file `found`.

        Documents are the files that `discovery` finds and that have `limit` bytes at most.
        """
        self.answers: dict[str, str] = {}
        self._run = run
        self._files = files
        self._found = found
        self._discovery = discovery
        self._limit = limit

    def place(self, path: str) -> str:
        """Tell what is at a path."""
        return self._asked("place", path)

    def kin(self, path: str) -> tuple[str, ...]:
        """Name what is beside a path under the same name but for its suffix."""
        return tuple(self._asked("kin", path).split("/")[1:])

    def rooted(self, path: str) -> str:
        """Tell what is at a path from the top of the collection."""
        return self._asked("rooted", path)

    def called(self, name: str) -> str:
        """Tell whether a file has a name anywhere."""
        return self._asked("called", name)

    def leads(self, path: str, fragment: str) -> str:
        """Tell whether a document has a place."""
        if self._asked("state", path) == _NOT_READ:
            return UNKNOWN
        return _places(self._run, self._files.absolute(path)).lead_to(fragment)

    def holds(self, answers: Mapping[str, str]) -> bool:
        """Tell whether what an earlier run was answered is still so."""
        return all(answer and self._asked(*question.split(" ", 1)) == answer for question, answer in answers.items())

    def _asked(self, verb: str, about: str) -> str:
        question = f"{verb} {about}"
        answer = self.answers.get(question)
        if answer is None:
            answer = self.answers[question] = self._answer(verb, about) if self._is_certain else UNKNOWN
        return answer

    @cached_property
    def _is_certain(self) -> bool:
        """Whether the document lies where its path says: links in it are meant from there."""
        return self._found.name == self._found.path and not os.path.islink(self._found.path)  # noqa: PTH114

    def _answer(self, verb: str, about: str) -> str:
        document = self._files.absolute(self._found.path)
        if verb == "place":
            return self._files.place(self._files.absolute(about))
        if verb == "kin":
            return "/".join(("kin", *self._files.kin(self._files.absolute(about))))
        if verb == "rooted":
            return self._files.rooted(document, about)
        if verb == "called":
            return self._files.called(document, about)
        return self._state(self._files.absolute(about))

    def _state(self, path: str) -> str:
        """Name the state in which a document of the collection is; what is none is not read."""
        if formats.by_path(path) is None or not self._discovery().finds(path, self._files.paths):
            return _NOT_READ
        from linkaudit.history.readings import signature  # noqa: PLC0415 - only where a document leads into another

        state = signature(path)
        size = state.partition(":")[0]
        return _NOT_READ if size and int(size) > self._limit else state
