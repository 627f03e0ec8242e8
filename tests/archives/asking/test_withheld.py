from __future__ import annotations

import httpx
import pytest
from support.fake_archive import BLOCKED_INDEX, BLOCKED_PLAYBACK
from support.transport import Answered

from linkaudit.archives.asking.asker import withheld

URL = "http://example.org/"


def answered(status: int, body: bytes = b"", **headers: str) -> Answered:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Answered(URL, status, httpx.Headers(named), body)


@pytest.mark.parametrize(
    "answer",
    [
        answered(403, BLOCKED_INDEX),
        answered(403, BLOCKED_PLAYBACK),
        answered(200, BLOCKED_INDEX),
        answered(404, b"org.archive.wayback.exception.RobotAccessControlException: Blocked By Robots"),
        answered(503, X_Archive_Wayback_Runtime_Error="RobotAccessControlException: Blocked By Robots"),
        answered(451),
    ],
)
def test_withheld_sites_are_recognised(answer: Answered) -> None:
    assert withheld(answer)


@pytest.mark.parametrize("answer", [answered(403, b"Forbidden"), answered(404), answered(200, b"Robots")])
def test_other_answers_are_not_taken_for_withheld_sites(answer: Answered) -> None:
    assert not withheld(answer)
