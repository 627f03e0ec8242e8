"""Places in other documents of the collection."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations.anchors import is_put_together
from linkaudit.citations.neighbours import FILE, MISSING
from linkaudit.models import Kind
from linkaudit.patterns import Pattern
from linkaudit.rules.file_links import file_links

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.citations.neighbours import Surroundings
    from linkaudit.models import Document
    from linkaudit.rules.file_links import FileLink

# `#/route`, `#!route`, `#page=3`, `#L10`, `#0` (a link that must not scroll), and what is filled in later.
_NO_NAME = Pattern(r"(?i)[/!?]|.*[=&{}<>$|]|L\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?$|0$")
# Names of places that the machinery around a text has: its frame, its table of contents, its footnotes.
_OF_THE_FRAME = Pattern(
    r"(?i)(?:top|_?top|page-?top|back-?to-?top|start-of-content|(?:main-?|page-?)?content|main|body|header|footer|nav(?:igation|bar)?|"
    r"menu|sidebar|search|comments?|respond|disqus_thread|reply|share|read-?me|(?:markdown-)?toc|table-of-contents|contents|"
    r"bottom|end|more|(?:user-content-)?fn(?:ref)?[:_-]?.*|mjx-.*|eq(?:uation)?[:_.-].*|cite_(?:note|ref)-.*|#.*|id\d+)"
)
_ALL_GONE_IS_ODD = 3


def is_name(fragment: str) -> bool:
    """Tell whether a fragment is the name of a place in a text, rather than of one in its frame, or of none."""
    return bool(fragment) and not _NO_NAME.match(fragment) and not _OF_THE_FRAME.fullmatch(fragment)


def dead_elsewhere(document: Document, around: Surroundings) -> Iterator[FileLink]:
    """Go through the links to places in other documents of the collection that are not there, each place once."""
    dead: dict[str, dict[str, FileLink]] = {}
    wanted: dict[str, set[str]] = {}
    for link in file_links(document, around):
        name = link.target.fragment
        if (
            link.path == document.path
            or link.answer != FILE
            or link.target.by_name
            or link.reference.kind is Kind.IMAGE
            or not is_name(name)
        ):
            continue
        wanted.setdefault(link.path, set()).add(name)
        if around.leads(link.path, name) == MISSING:
            dead.setdefault(link.path, {}).setdefault(name, link)
    if dead and is_put_together(document.format, document.text, ()):
        return
    for path, links in dead.items():
        # Where most are gone, the names follow a rule that is not known here.
        if len(links) < _ALL_GONE_IS_ODD or 2 * len(links) <= len(wanted[path]):
            yield from links.values()
