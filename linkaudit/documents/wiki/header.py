"""The header of a proposal written in wikitext, which stands in `<pre>` at its top, as that of a Bitcoin proposal.

https://github.com/bitcoin/bips/blob/master/bip-0003.md
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import Field
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.documents.positions import Lines

_LINE = Pattern(r"(?m)^[ \t]*(?P<name>[A-Za-z][A-Za-z-]{1,30}):(?:[ \t]+|$)")
_NAMES = {"assigned", "author", "authors", "created", "status", "title", "type"}
_FEWEST_NAMES = 3
_LONGEST = 8000


def header_fields(lines: Lines, start: int, end: int) -> list[Field]:
    """Read the header that stands between two offsets; none if what stands there is no header."""
    if end - start > _LONGEST:
        return []
    found = list(_LINE.finditer(lines.text.replace("\r", "\n") if "\r" in lines.text else lines.text, start, end))
    if len(_NAMES.intersection(line["name"].lower() for line in found)) < _FEWEST_NAMES:
        return []
    fields = []
    for line, stop in zip(found, [*(line.start() for line in found[1:]), end], strict=True):
        begin = line.end()
        value = lines.text[begin:stop].rstrip()
        if value:
            location = lines.location(begin, begin + len(value))
            fields.append(Field(line["name"].lower(), " ".join(value.split()), location, "front matter"))
    return fields
