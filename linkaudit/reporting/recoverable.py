"""How many of the rotten pages can be recovered, in words that are the same in every report for people."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.reporting.rot import FAR, NEAR

if TYPE_CHECKING:
    from linkaudit.reporting.rot import ReferenceRot


def in_words(rot: ReferenceRot) -> str:
    """Say how many have a capture near the citation, and of how many that is not known; empty if nobody asked."""
    found = rot.recovery
    if found.not_asked >= rot.rotten.count:
        return ""
    open_ones = [text for text in (untold(found.unknown), _not_asked(found.not_asked)) if text]
    near = (
        f"{found.near} of {rot.rotten.count} within {NEAR} days of the citation, {found.near + found.far} within {FAR}"
    )
    return "; ".join([near, *open_ones])


def untold(count: int) -> str:
    """Say of how many it could not be told whether there is a capture; empty for none."""
    return (
        f"of {count} it could not be told, since the archives could not be asked or gave no clear answer"
        if count
        else ""
    )


def _not_asked(count: int) -> str:
    return f"of {count} no archive was asked" if count else ""
