from __future__ import annotations

import pytest

from linkaudit.models import Verdict
from linkaudit.web.exchange import Answer, Cause, Failure, Headers
from linkaudit.web.judging.evidence import Judgement
from linkaudit.web.ladder import Try, next_try

BROWSER = "Mozilla/5.0"
DEAD = Judgement(Verdict.DEAD, "not-found")
ALIVE = Judgement(Verdict.ALIVE, "ok")
WALL = Judgement(Verdict.BLOCKED, "bot-wall")


def answer(status: int, kind: str = "text/html") -> Answer:
    return Answer("http://h.test/", status, Headers([("content-type", kind)]))


def following(
    made: Try, outcome: Answer | Failure, judgement: Judgement, retries: int = 2, identity: str = ""
) -> Try | None:
    return next_try(made, outcome, judgement, retries=retries, second_identity=identity)


@pytest.mark.parametrize("outcome", [answer(404), answer(405), answer(200), Failure("http://h.test/", Cause.REFUSED)])
def test_head_is_followed_by_get_within_the_same_try(outcome: Answer | Failure) -> None:
    again = following(Try(head=True), outcome, DEAD, retries=0)
    assert again is not None
    assert (again.head, again.number, again.patient) == (False, 1, False)
    assert again.why.startswith("HEAD brought ")


def test_head_of_a_file_settles_it() -> None:
    assert following(Try(head=True), answer(200, "application/pdf"), ALIVE) is None


def test_what_may_pass_is_tried_as_often_as_is_wanted_and_at_last_with_patience() -> None:
    made, tries = Try(), []
    while (again := following(made, answer(500), DEAD, retries=3)) is not None:
        tries.append((again.number, again.patient))
        made = again
    assert tries == [(2, False), (3, False), (4, True)]


@pytest.mark.parametrize("reason", ["bot-wall", "captcha"])
def test_a_wall_that_shows_itself_does_not_pass(reason: str) -> None:
    assert following(Try(), answer(503), Judgement(Verdict.BLOCKED, reason)) is None
    assert following(Try(), answer(503), Judgement(Verdict.BLOCKED, "maintenance")) is not None


@pytest.mark.parametrize("outcome", [answer(404), answer(410), Failure("http://h.test/", Cause.DNS_FAILURE)])
def test_what_says_that_it_is_dead_is_asked_once_more(outcome: Answer | Failure) -> None:
    again = following(Try(), outcome, DEAD, retries=5)
    assert again is not None
    assert (again.number, again.patient) == (2, True)
    assert following(again, outcome, DEAD, retries=5) is None
    assert following(Try(), outcome, DEAD, retries=0) is None


@pytest.mark.parametrize(
    "judgement",
    [
        ALIVE,
        WALL,
        Judgement(Verdict.MOVED, "new-domain"),
        Judgement(Verdict.SOFT_DEAD, "soft-404"),
        Judgement(Verdict.UNSAFE, "private-address"),
        Judgement(Verdict.UNKNOWN, "not-checked"),
    ],
)
def test_only_death_is_doubted(judgement: Judgement) -> None:
    assert following(Try(), answer(200), judgement) is None


@pytest.mark.parametrize(
    ("reason", "helps"),
    [
        ("bot-wall", True),
        ("captcha", True),
        ("forbidden", True),
        ("login-required", False),
        ("paywall", False),
        ("legal", False),
        ("consent", False),
        ("maintenance", False),
    ],
)
def test_a_second_identity_is_tried_where_it_matters_who_asks(reason: str, helps: bool) -> None:
    judgement = Judgement(Verdict.BLOCKED, reason)
    again = following(Try(number=1), answer(403), judgement, identity=BROWSER)
    assert (again is not None and again.agent == BROWSER) is helps
    assert following(Try(number=1), answer(403), judgement, identity="") is None


def test_there_is_no_third_identity() -> None:
    assert following(Try(agent=BROWSER), answer(403), WALL, identity=BROWSER) is None
    assert following(Try(agent=BROWSER), answer(404), DEAD, identity=BROWSER) is None


def test_patience_is_a_longer_wait() -> None:
    assert Try().patience == 1.0
    assert Try(patient=True).patience > 1.0
