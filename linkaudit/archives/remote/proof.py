"""Whether there is an archive at an address at all.

Any web server answers 404: at a wrong base, in place of an archive that is down. Such an answer means "never archived"
only where an archive gives it, and an archive shows that it is one: by its header fields, by the words of its page, by
whatever else it answered in this run. Where nothing has shown it yet, one more question settles it once for all.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from linkaudit.archives.asking.asker import is_capture
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.remote.links import LINK_FORMAT, links

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from linkaudit.archives.interface import Answer

_FIELDS = ("x-archive-", "x-memento-", "memento-")
"""How the names of header fields begin that archives alone send (Wayback Machine, OpenWayback, MemGator)."""
_RELATIONS = frozenset({"memento", "timemap", "timegate"})
_GENERATOR = "memgator"
"""What MemGator calls itself in X-Generator, whatever it answers (`router` in its main.go)."""
_WORDS = (
    b"wayback machine has not archived that url",
    b"wayback machine doesn't have that page archived",
    b"could not be found in this collection",
    b"resource not in archive",
)
"""What is on the pages by which the Wayback Machine, pywb (`not_found.html`) and OpenWayback say that they have nothing
of an address."""


def speaks_as_archive(answer: Answer) -> bool:
    """Tell whether an answer can only come from a web archive."""
    if is_capture(answer) or any(name.lower().startswith(_FIELDS) for name in answer.headers):
        return True
    headers = answer.headers
    return (
        "accept-datetime" in headers.get("Vary", "").lower()
        or headers.get("X-Generator", "").lower().startswith(_GENERATOR)
        or headers.get("Content-Type", "").lower().startswith(LINK_FORMAT)
        or any(not _RELATIONS.isdisjoint(link.relations) for link in links(headers.get("Link", "")))
        or any(words in answer.body.lower() for words in _WORDS)
    )


class Proof:
    """What this run knows of whether an archive is one."""

    def __init__(self) -> None:
        """Begin with nothing known."""
        self.shown = False
        """Whether it has shown that it is an archive."""
        self._refuted = False
        self._settling = asyncio.Lock()

    def note(self, answer: Answer) -> None:
        """Take an answer into account."""
        self.shown = self.shown or speaks_as_archive(answer)

    async def require(self, find_out: Callable[[], Awaitable[bool]]) -> None:
        """Find out, once, whether it is an archive, if that is not known. Raises UnansweredError if it is none."""
        async with self._settling:
            if not self.shown and not self._refuted:
                self.shown = await find_out() or self.shown
                self._refuted = not self.shown
        if not self.shown:
            raise UnansweredError(Reason.UNPROVEN)
