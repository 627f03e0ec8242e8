"""Services of archives that stand elsewhere than they are asked for: redirects to https, or to a host's own name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.archives.choose import REDIRECTS
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.remote.places import resolved

if TYPE_CHECKING:
    from linkaudit.archives.asking.asker import Asker
    from linkaudit.archives.asking.courtesy import Lane
    from linkaudit.archives.interface import Answer

HOPS = 4


async def followed(asker: Asker, lane: Lane, address: str) -> tuple[Answer, str]:
    """Ask, and follow a few redirects; give the answer, and the address that gave it. Raises UnansweredError."""
    for _ in range(HOPS):
        answer = await asker.ask(lane, address)
        place = answer.headers.get("Location", "")
        if answer.status not in REDIRECTS or not place:
            return answer, address
        if not (address := resolved(address, place)):
            break
    raise UnansweredError(Reason.INVALID_RESPONSE)
