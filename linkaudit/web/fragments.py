"""Whether the places to which links lead within a page are there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def places(body: bytes, content_type: str, wanted: Collection[str], url: str) -> dict[str, str]:
    """Say for each wanted fragment whether the page has it: `there`, `missing`, or `unknown: ` with the reason."""
    del body, content_type, url
    return dict.fromkeys(wanted, "unknown: not looked for")
