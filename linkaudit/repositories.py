"""Where the git repositories are, found without starting git."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path


def repository_of(path: str) -> Path | None:
    """Find the top of the repository in which a file lies; None if it lies in none."""
    return _top(Path(path).resolve().parent)


@lru_cache(maxsize=4096)
def _top(folder: Path) -> Path | None:
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
