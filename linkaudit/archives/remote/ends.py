"""Where an answer ends, and whether it may have been torn off there.

A connection that breaks looks like the end of a body whose length nobody gave. A list that ends there in the middle of
a row is half a list, and half a list hides captures.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkaudit.archives.interface import Answer

FRAMES = ("Content-Length", "Transfer-Encoding")
"""The header fields by which it is known that all of a body came (RFC 9112, 6.3)."""


def has_known_end(answer: Answer) -> bool:
    """Tell whether an answer said where its body ends, so that it is no matter how it ends."""
    return any(answer.headers.get(name) for name in FRAMES)


def ends_within_line(answer: Answer) -> bool:
    """Tell whether the last line may have been torn off: it has no end, and neither has the body."""
    return bool(answer.body.strip()) and not answer.body.endswith(b"\n") and not has_known_end(answer)
