"""Which try follows which: the ladder from the cheapest request to the patient one, as pure functions.

HEAD comes first only for files, which need not be read; whatever it brings but a plain success is asked again by GET.
What may pass is tried again later, the last time with patience. Nothing is called dead after one answer: what says that
it is dead is looked at once more, unless no further tries are wanted. Where a wall is suspected and the user has named
a second identity, the page is asked for once under that.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.models import Verdict
from linkaudit.web.exchange import Answer, Failure
from linkaudit.web.judging.statuses import may_pass
from linkaudit.web.reading import settled_by_head

if TYPE_CHECKING:
    from linkaudit.web.judging.evidence import Judgement

# How much longer the last try waits for a connection and for bytes than the others.
PATIENCE = 2.0

# Reasons of `blocked` that depend on who asks. A login, a payment or a law stand before every program and person alike,
# and who asks too often is not helped by another name.
_BY_APPEARANCE = frozenset({"bot-wall", "captcha", "forbidden"})


# "Precondition failed", which our conditions cannot mean (RFC 9110 §13.2.2), and a plain "bad request".
_REFUSES_CONDITIONS = frozenset({HTTPStatus.BAD_REQUEST, HTTPStatus.PRECONDITION_FAILED})


_WALLS = frozenset({"bot-wall", "captcha"})


class Try(Struct, frozen=True):
    """One way of asking for a URL, from its first request to its last redirect."""

    head: bool = False
    number: int = 1
    """Counted from 1; HEAD before GET, and another identity, are no tries of their own."""
    agent: str = ""
    """The second identity, if it is asked under that."""
    patient: bool = False
    why: str = ""
    """Why it is made; empty for the first."""

    @property
    def patience(self) -> float:
        """By how much its waits are longer."""
        return PATIENCE if self.patient else 1.0


def next_try(
    made: Try,
    outcome: Answer | Failure,
    judgement: Judgement,
    *,
    retries: int,
    second_identity: str,
    conditional: bool = False,
) -> Try | None:
    """Say how to ask again after a try has come to `outcome`, which is judged so; None if that is the end.

    `conditional` tells whether the request was one for changes only: who cannot do with that is asked for all.
    """
    doubt = _in_another_form(made, outcome, conditional=conditional)
    if doubt:
        return replace(made, head=False, why=doubt)
    if made.agent:
        return None
    later = _later(made, outcome, judgement, retries)
    if later is not None:
        return later
    if second_identity and judgement.verdict is Verdict.BLOCKED and judgement.reason in _BY_APPEARANCE:
        return Try(number=made.number, agent=second_identity, why=f"{judgement.reason} may depend on who asks")
    return None


def _in_another_form(made: Try, outcome: Answer | Failure, *, conditional: bool) -> str:
    """Say what in the form of a request may have brought its outcome about; empty if nothing."""
    if conditional and isinstance(outcome, Answer) and outcome.status in _REFUSES_CONDITIONS:
        return f"{outcome.status} may be for the conditions"
    return f"HEAD brought {_words(outcome)}" if made.head and not settled_by_head(outcome) else ""


def _later(made: Try, outcome: Answer | Failure, judgement: Judgement, retries: int) -> Try | None:
    """Ask again in the same way for what may pass, and for what is dead at the first look.

    A wall that shows itself as one does not pass, whatever its status says.
    """
    if judgement.verdict is Verdict.BLOCKED and judgement.reason in _WALLS:
        return None
    if may_pass(outcome):
        if made.number <= retries:
            return _again(made, f"{_words(outcome)} may pass", patient=made.number == retries)
    elif judgement.verdict is Verdict.DEAD and made.number == 1 and retries:
        return _again(made, f"{_words(outcome)} is not believed at once", patient=True)
    return None


def _again(made: Try, why: str, *, patient: bool) -> Try:
    return Try(number=made.number + 1, patient=patient, why=why)


def _words(outcome: Answer | Failure) -> str:
    return str(outcome.status) if isinstance(outcome, Answer) else outcome.cause.value
