"""What one archive holds, and how it is asked for it: all that the search for the right capture needs of an archive.

An archive may have a shortcut to the nearest capture (a TimeGate), it may list its captures (a CDX index, a TimeMap, a
local collection), and it may play them back. `search` finds the capture that answers by means of these three.
"""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - fields of structs
from enum import StrEnum, unique
from math import inf
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from linkaudit.archives.choose import Capture
    from linkaudit.archives.interface import Reason

ROWS = 200
"""Captures asked for at once. The Wayback Machine's index gives up a scan that takes long, and then shows fewer rows
than there are, the sooner the more are asked for (EDGI wayback, `search`): a few near ones are safer than thousands."""

PAGES = ("text/html", "application/xhtml", "text/plain")
"""Types of bodies that are read for what they say."""


@unique
class Wanted(StrEnum):
    """Which captures a question is about. A revisit, which has no status of its own, may be any of them."""

    ANYTHING = "anything"
    PERHAPS_GOOD = "perhaps-good"
    PERHAPS_REDIRECTS = "perhaps-redirects"


class Question(Struct, frozen=True):
    """A question for captures of `target`, nearest to `end` first."""

    target: str
    end: datetime
    wanted: Wanted = Wanted.ANYTHING
    """A hint: what does not fit may be listed too."""
    first: datetime | None = None
    """The first moment of interest; None for no bound."""
    last: datetime | None = None
    rows: int = ROWS
    without: tuple[str, ...] = ()
    """Digests of payloads that are of no interest, as a hint like `wanted`."""


class Listing(Struct, frozen=True):
    """What the archive listed."""

    captures: tuple[Capture, ...]
    reach: float = inf
    """Seconds from `end` within which all that fits the question is listed; infinite unless the listing was cut."""
    repaired: int = 0
    """Rows whose impossible timestamp was put right."""
    dropped: int = 0
    """Rows that could not be read."""
    missing: Reason | None = None
    """Why a part of the archive, or a row, could not be read: what is not found may be there. None if all was."""


class Shown(Struct, frozen=True):
    """A capture as it was played back: its own status, header fields and body."""

    capture: Capture
    content_type: str = ""
    body: bytes = b""
    """As far as it was read; the archived payload where the archive gives that, else the page as it is shown."""
    location: str = ""
    """Where an archived redirect leads: the original address."""
    first: bool = False
    """Whether the archive says that there is none before it."""
    last: bool = False
    """Whether the archive says that there is none after it."""
    previous: datetime | None = None
    """The capture before it, if the archive says so."""
    broken: bool = False
    """Whether the body broke off in the middle, so that it says nothing for certain."""


class Elsewhere(Struct, frozen=True):
    """The archive points at a capture, which is still to be played back."""

    capture: Capture
    """Its status is not known yet."""
    target: str
    """The address under which the archive has it."""


class Nothing(Struct, frozen=True):
    """The archive says that it has no capture."""


class Holdings(Protocol):
    """One archive. All of these raise UnansweredError where the archive cannot be asked or does not answer."""

    @property
    def name(self) -> str:
        """How reports call it."""
        ...

    @property
    def plays(self) -> bool:
        """Whether captures can be played back; if not, only the index tells what they are. Asked after each listing."""
        ...

    async def nearest(self, target: str, end: datetime) -> Shown | Elsewhere | Nothing | None:
        """Ask for the capture nearest to a moment, in either direction; None if there is no such shortcut."""
        ...

    async def listing(self, question: Question) -> Listing:
        """List captures."""
        ...

    async def play(self, capture: Capture, target: str) -> Shown | None:
        """Play back one capture; None if the archive shows something else in its place."""
        ...

    def address(self, capture: Capture, target: str) -> str:
        """Give the address at which people open and cite a capture (its URI-M)."""
        ...
