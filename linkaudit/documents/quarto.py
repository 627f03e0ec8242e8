"""Quarto and R Markdown: Pandoc's Markdown with chunks of code, short codes and bibliographies.

https://quarto.org/docs/extensions/shortcodes.html: `{{< video https://… >}}` puts in what it names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.documents.interface import PLAIN
from linkaudit.documents.markdown import read_with
from linkaudit.models import Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.interface import Options, Reading
    from linkaudit.documents.positions import Lines
    from linkaudit.models import Field

_SHORT_CODE = Pattern(r"""\{\{<[ \t]*(?P<name>video|include|embed|audio)[ \t]+["']?(?P<target>[^\s"'<>{}]+)""")
# Keys of the header whose values are files or addresses: bibliographies and their styles.
_FILES = {"bibliography", "csl", "bib"}
_LIST_ITEM = Pattern(r"[^\s\[\],\"']+")


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read a Quarto or R Markdown document."""
    reading = read_with(lines, options, (("{{<", _short_codes),))
    known = {reference.location.start for reference in reading.references}
    files = (each for each in _files(lines, reading.fields) if each.location.start not in known)
    references = sorted((*reading.references, *files), key=lambda each: each.location.start)
    return replace(reading, references=tuple(references))


def _short_codes(lines: Lines, text: str, start: int, end: int) -> Iterator[Reference]:
    """Find the targets of short codes in running text between two offsets."""
    for found in _SHORT_CODE.finditer(text, start, end):
        target, place = found["target"], lines.location(*found.span("target"))
        yield Reference(target, target, place, Kind.LINK, element=f"shortcode {found['name']}")


def _files(lines: Lines, fields: tuple[Field, ...]) -> Iterator[Reference]:
    """Find the bibliographies and styles that the header names, one or a list in brackets."""
    for field in fields:
        if field.origin == "front matter" and field.name in _FILES:
            for found in _LIST_ITEM.finditer(lines.text, field.location.start, field.location.end):
                place = lines.location(*found.span())
                yield Reference(found[0], found[0], place, Kind.FIELD, text=field.value, element=field.name)
