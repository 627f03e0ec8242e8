"""Links to files beside a document, and what was found there."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.citations.file_targets import FORMATS, Target, places_of, source_among, target_of
from linkaudit.citations.neighbours import ABSENT, FILE, FOLDER, UNKNOWN
from linkaudit.citations.same import Same
from linkaudit.documents.interface import INSIDE
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.citations.neighbours import Surroundings
    from linkaudit.models import Document, Reference

# What stands first in a target that is empty, or a place in the document itself.
_NO_FILES = ("", "#")
_BASE = Pattern(r"(?i)<base\s[^<>]*\bhref")
# Characters in which the head of a page is looked for.
_HEAD = 50_000


class FileLink(Struct, frozen=True):
    """A link to a file."""

    reference: Reference
    target: Target
    path: str
    """Where the file is, or should be."""
    answer: str
    """What is there."""


def file_links(document: Document, around: Surroundings) -> tuple[FileLink, ...]:
    """List the links of a document to files beside it, in order."""
    if document.format not in FORMATS or document.parts or INSIDE in document.path or _is_based_elsewhere(document):
        return ()
    return _links(Same(document.references), document.path, document.format, around)


def _is_based_elsewhere(document: Document) -> bool:
    """Tell whether the links of a page are meant from another place than that of its file."""
    return document.format == "html" and _BASE.search(document.text, 0, _HEAD) is not None


@lru_cache(maxsize=2)
def _links(references: Same[Reference], path: str, format_name: str, around: Surroundings) -> tuple[FileLink, ...]:
    """Look for the files once for all rules that ask for them."""
    found: list[FileLink] = []
    for reference in references.values:
        if reference.url[:4] != "http" and reference.url[:1] not in _NO_FILES:
            target = target_of(reference, format_name)
            if target:
                found.append(FileLink(reference, target, *_found(target, path, format_name, around)))
    return tuple(found)


def _found(target: Target, document: str, format_name: str, around: Surroundings) -> tuple[str, str]:
    """Look for a file at the places where it may be: give the first where it is, else the first with what is known."""
    if target.by_name:
        return target.path, around.called(target.path)
    ask = around.rooted if target.rooted else around.place
    paths = tuple(places_of(target, document, format_name))
    answers: list[str] = []
    for path in paths:
        answers.append(ask(path))
        if answers[-1] in (FILE, FOLDER):
            return path, answers[-1]
        if answers[-1] == UNKNOWN:
            return paths[0], UNKNOWN
    for path in () if target.rooted else paths:
        made_of = source_among(path, around.kin(path))
        if made_of:
            return f"{path.rpartition('/')[0]}/{made_of}".lstrip("/"), FILE
    return paths[0], next((answer for answer in answers if answer != ABSENT), ABSENT)
