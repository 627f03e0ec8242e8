"""Files around a document, as rules are told of them, without a disk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations.neighbours import ABSENT, FILE, FOLDER, OTHER_CASE, UNKNOWN
from linkaudit.citations.places import NO_PLACES, places_in
from linkaudit.documents import formats
from linkaudit.files import Folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class Beside:
    """A collection whose files are given with their texts; what begins with `..` lies outside."""

    def __init__(self, files: Mapping[str, str]) -> None:
        self._files = files

    def place(self, path: str) -> str:
        if path.startswith(("..", "/")):
            return UNKNOWN
        if path in self._files:
            return FILE
        if path == "." or any(each.startswith(f"{path}/") for each in self._files):
            return FOLDER
        other = next((each for each in self._files if each.lower() == path.lower()), "")
        return OTHER_CASE + other if other else ABSENT

    def kin(self, path: str) -> tuple[str, ...]:
        folder = Folder("", dict.fromkeys(self._inside(path.rpartition("/")[0]), FILE), exact=True)
        return tuple(folder.kin(path.rpartition("/")[2]))

    def _inside(self, folder: str) -> Iterator[str]:
        for each in self._files:
            if not folder or each.startswith(f"{folder}/"):
                yield each.removeprefix(f"{folder}/").partition("/")[0]

    def rooted(self, path: str) -> str:
        answer = self.place(path)
        known = "/" in path and self.place(path.partition("/")[0]) == FOLDER
        return answer if known or answer in (FILE, FOLDER) else UNKNOWN

    def called(self, name: str) -> str:
        names = {
            part
            for each in self._files
            for part in (each.rpartition("/")[2], each.rpartition("/")[2].partition(".")[0])
        }
        return FILE if name in names else ABSENT

    def leads(self, path: str, fragment: str) -> str:
        known = formats.by_path(path)
        places = places_in(known.name, self._files[path]) if known else NO_PLACES
        return places.lead_to(fragment)
