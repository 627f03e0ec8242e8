"""Texts with dated addresses for the tests of the rules on dates."""

from __future__ import annotations

DATED = "# Ferry line cut\n\nJuly 12, 2018\n\n"


def link(path: str, host: str = "gazette.example") -> str:
    """Link to a path of a site."""
    return f"See [the plan](https://{host}{path}).\n"


def capture(stamp: str, path: str) -> str:
    """Link to a capture of a path of the site."""
    return link(f"/web/{stamp}/https://gazette.example{path}", "web.archive.org")
