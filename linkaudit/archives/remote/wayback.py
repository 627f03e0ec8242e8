"""The Wayback Machine, and every archive with its URL shapes at another base.

Playback is asked first, since it may be asked twenty times as often as the index: `/web/{14 digits}id_/{url}` leads
to the nearest capture in either direction, and the capture's own answer tells its status.

The Availability API is never asked: it answers "nothing" for archived pages
(https://github.com/akamhy/waybackpy/issues/154).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.archives.asking.asker import host_of
from linkaudit.archives.asking.courtesy import Lane
from linkaudit.archives.choose import REDIRECTS
from linkaudit.archives.holdings import Elsewhere, Nothing, Question, Shown
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.notation import stamp_of
from linkaudit.archives.remote import cdx
from linkaudit.archives.remote.index_rows import is_page
from linkaudit.archives.remote.playback import (
    leads_to_itself,
    memento_url,
    playback_url,
    read_playback,
    worth_reading,
)
from linkaudit.archives.remote.proof import Proof

if TYPE_CHECKING:
    from datetime import datetime

    from linkaudit.archives.asking.asker import Asker
    from linkaudit.archives.choose import Capture
    from linkaudit.archives.holdings import Listing
    from linkaudit.archives.interface import Answer

INTERNET_ARCHIVE = "https://web.archive.org"


class Wayback:
    """What an archive with the URL shapes of the Wayback Machine holds."""

    plays = True

    def __init__(self, base: str, asker: Asker) -> None:
        """Set up the archive at `base`."""
        self.base = base.rstrip("/")
        self.name = host_of(self.base)
        self.rows_repaired = 0
        """Rows of the index whose impossible timestamp was put right."""
        self.rows_dropped = 0
        """Rows of the index that could not be read."""
        self._asker = asker
        self._proof = Proof()

    async def nearest(self, target: str, end: datetime) -> Shown | Elsewhere | Nothing | None:
        """Ask for the capture nearest to a moment; None if the index has one that is not shown. Raises UnansweredError.

        That there is nothing is believed of what is an archive: an index that answers proves it.
        """
        found = await self._playback(stamp_of(end), target)
        if not isinstance(found, Nothing):
            return found
        held = False

        async def lists() -> bool:
            nonlocal held
            answer = await self._asked(Question(target, end, rows=1))
            try:
                held = bool(cdx.read(Question(target, end, rows=1), answer).captures)
            except UnansweredError:
                return False
            return not is_page(answer)

        await self._proof.require(lists)
        return None if held else found

    async def listing(self, question: Question) -> Listing:
        """Ask the index. Raises UnansweredError."""
        listing = cdx.read(question, await self._asked(question))
        self.rows_repaired += listing.repaired
        self.rows_dropped += listing.dropped
        return listing

    async def play(self, capture: Capture, target: str) -> Shown | None:
        """Play back the capture of this very moment; None if the archive shows something else in its place."""
        stamp = stamp_of(capture.captured_at)
        shown = await self._playback(stamp, target)
        if shown is None:  # it leads to itself: what the index says of it is all that there is
            return Shown(capture) if capture.status in REDIRECTS else None
        if isinstance(shown, Elsewhere) and shown.capture.captured_at == capture.captured_at and shown.target != target:
            # pywb leads from an address to the same one as it was captured, with or without a slash at its end.
            shown = await self._playback(stamp, shown.target)
        if not isinstance(shown, Shown) or shown.capture.captured_at != capture.captured_at:
            return None
        return shown

    def address(self, capture: Capture, target: str) -> str:
        """Give the address at which people open and cite a capture."""
        return memento_url(self.base, capture.captured_at, target)

    async def _asked(self, question: Question) -> Answer:
        answer = await self._asker.ask(Lane.INDEX, cdx.address(question, f"{self.base}/cdx/search/cdx"))
        if not answer.complete:  # half a listing would hide captures
            raise UnansweredError(Reason.UNREACHABLE)
        return answer

    async def _playback(self, stamp: str, target: str) -> Shown | Elsewhere | Nothing | None:
        """Play back; None where the archive only says that a capture leads to itself. Raises UnansweredError."""
        url = playback_url(self.base, stamp, target)
        answer = await self._asker.ask(Lane.PLAYBACK, url, read_body=worth_reading)
        self._proof.note(answer)
        return None if leads_to_itself(answer) else read_playback(answer)
