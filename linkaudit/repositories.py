"""Where the git repositories are, found without starting git."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path


def repository_of(path: str) -> Path | None:
    """Find the top of the repository in which a file lies; None if it lies in none."""
    return _top(os.getcwd(), path.rpartition("/")[0] or ("/" if path.startswith("/") else "."))  # noqa: PTH109 - for each file


@lru_cache(maxsize=4096)
def _top(here: str, given: str) -> Path | None:
    folder = Path(here, given).resolve()
    return next((each for each in (folder, *folder.parents) if (each / ".git").exists()), None)
