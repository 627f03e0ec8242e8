"""reStructuredText, by the rules of docutils, with what Sphinx adds to it.

docutils gives no places and drops what it does not know; so its grammar is followed here.
https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.interface import PLAIN, Reading
from linkaudit.documents.lightweight.normalized import read_normalized
from linkaudit.documents.lightweight.running import in_code
from linkaudit.documents.restructuredtext.blocks import Body
from linkaudit.documents.restructuredtext.page import Page

if TYPE_CHECKING:
    from linkaudit.documents.interface import Options
    from linkaudit.documents.positions import Lines


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read a document in reStructuredText."""
    return read_normalized(lines, lambda normalized: _read(normalized, options), tabs=True)


def _read(lines: Lines, options: Options) -> Reading:
    page = Page(lines)
    while page.waiting:
        rows, context = page.waiting.pop()
        Body(page, rows, context).read()
    references = [*page.gathered.references, *page.gathered.targets.references()]
    if options.include_code:
        references += in_code(lines, page.gathered.code, references)
    blocks = sorted(page.blocks, key=lambda block: block.start)
    title = page.title or next((field.value for field in page.fields if field.name == "title"), "")
    title = title or next((block.text for block in blocks if block.kind == "heading"), "")
    return Reading(
        references=tuple(sorted(references, key=lambda reference: reference.location.start)),
        blocks=tuple(blocks),
        fields=tuple(sorted(page.fields, key=lambda field: field.location.start)),
        comments=tuple(sorted(page.comments, key=lambda comment: comment.location.start)),
        title=" ".join(title.split()),
    )
