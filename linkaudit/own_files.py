"""The folder in which linkaudit keeps what is its own, and locks that hold between its processes."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator
    from pathlib import Path


def state_folder() -> Path:
    """Name the user's state folder, where states are unless the settings place them elsewhere."""
    from platformdirs import user_state_path  # noqa: PLC0415 - only where nothing is configured

    return user_state_path("linkaudit")


class Locked(Exception):  # noqa: N818 - a state of affairs, and no error
    """Raised where another process holds the lock."""


@contextmanager
def lock(path: str | os.PathLike[str], *, wait: float = 0.0) -> Iterator[None]:
    """Hold a lock that no other process can hold meanwhile; one that is killed holds it no longer.

    `path` is the file of the lock. Raises Locked after `wait` seconds, OSError if there can be no such file.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only where there are files of our own

    held = FileLock(path)
    try:
        held.acquire(timeout=wait, poll_interval=0.01)
    except Timeout as error:
        raise Locked(str(path)) from error
    try:
        yield
    finally:
        held.release()
