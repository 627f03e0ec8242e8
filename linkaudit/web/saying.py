"""What a page says, kept as a sample of its passages: for a comparison with what was cited, where one is wanted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.content.main_text import chosen, main_text
from linkaudit.content.passages import TOO_FEW, WHOLE, WORDS, read, sample
from linkaudit.web.exchange import Answer
from linkaudit.web.judging.replaced import trade_of

if TYPE_CHECKING:
    from linkaudit.models import Observation
    from linkaudit.web.exchange import Failure
    from linkaudit.web.judging.page import Page


class Said(Struct, frozen=True):
    """What is kept of what a page says."""

    passages: str = ""
    """A sample of the passages of its main text."""
    trade: str = ""
    """The trade of those who buy expired domains, if the page is in it."""


NOTHING = Said()


def said_by(outcome: Answer | Failure | None, page: Page, most: int, extractor: str) -> Said:
    """Sample at most so many passages of the page in an answer; nothing if none are wanted."""
    if not most or not isinstance(outcome, Answer):
        return NOTHING
    found = main_text(outcome.body, outcome.headers.get("content-type", ""), extractor)
    return Said(sample(found.text, most, found.by), trade_of(page))


def is_enough(known: Observation, most: int, extractor: str) -> bool:
    """Tell whether an earlier look has kept as many passages of a page as are wanted now, found by the same means.

    A page with too few words has none to keep.
    """
    if not most or known.words < TOO_FEW + WORDS - 1:
        return True
    kept = read(known.passages)
    if kept is None or kept.by not in (WHOLE, chosen(extractor)):
        return False
    return kept.complete or len(kept.hashes) >= most
