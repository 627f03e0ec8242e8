"""Mail addresses that stand bare in text, as GitHub Flavored Markdown links them (section 6.9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.positions import Lines

# GFM allows underscores in the domain and any last label that ends in a letter; `package@1.2.3` has none. What writers
# of Markdown escape is part of the address.
_ADDRESS = Pattern(
    r"(?<![\w.+/:@=\\-])(?P<scheme>mailto:)?(?:[A-Za-z0-9._+-]|\\[._+-]){1,64}@(?:[A-Za-z0-9_-]{1,63}\.){1,8}"
    r"[A-Za-z](?:[A-Za-z0-9-]{0,62}[A-Za-z0-9])?(?![\w@-])"
)


def mail_addresses(lines: Lines, text: str, start: int, end: int) -> Iterator[Reference]:
    """Find the mail addresses in running text between two offsets; in `text` all else is blanked."""
    for found in _ADDRESS.finditer(text, start, end):
        address = found[0].replace("\\", "")
        url = address if found["scheme"] else f"mailto:{address}"
        yield Reference(url, found[0], lines.location(*found.span()), Kind.BARE)
