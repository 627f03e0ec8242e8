"""Which citations are to have captures, and which answers of archives can be written beside them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace
from rules.judged import document_of, lookup, observation

from linkaudit.content.own_text import sampled
from linkaudit.content.passages import MANY, sample
from linkaudit.history.store import Store, open_store
from linkaudit.models import Document, Lookup, Memento, Observation
from linkaudit.repair.beside.interface import Copy, Refusal
from linkaudit.repair.captures import Captures, Known, requests, unfit
from linkaudit.settings import Archives, Config, Content
from linkaudit.web.clock import SYSTEM

PAGE = "https://gazette.example/cut"
COPY = f"https://web.archive.org/web/20180710080000/{PAGE}"
TAKEN = datetime(2018, 7, 10, 8, tzinfo=UTC)
LOCAL = f"file:///captures/port.wacz#20180710080000/{PAGE}"


def found(url: str = COPY, **parts: Any) -> Lookup:
    memento = Memento(
        **{"original": PAGE, "memento_url": url, "captured_at": TAKEN, "status": 200, "archive": "a", **parts}
    )
    return lookup(PAGE, result="found", memento=memento, reason="ok")


UNFIT = {
    "absent": (lookup(PAGE, result="absent"), "there is no capture"),
    "unknown": (lookup(PAGE, result="unknown", reason="timeout"), "not known whether there is a capture (timeout)"),
    "local": (found(LOCAL), "local collection"),
    "redirect": (found(status=301), "redirect"),
    "error": (found(status=404), "redirect"),
    "hidden": (found("https://perma.cc/AB12-CD34"), "does not say of what"),
    "about then": (found(f"https://web.archive.org/web/2018/{PAGE}"), "does not say of what"),
    "untrusted": (found(f"https://archive.today/20180710080000/{PAGE}"), "untrusted"),
    "another page": (
        found("https://web.archive.org/web/20180710080000/https://gazette.example/other"),
        "another address",
    ),
}


@pytest.mark.parametrize("case", UNFIT)
def test_what_cannot_stand_beside_a_citation_is_not_offered(case: str) -> None:
    answer, reason = UNFIT[case]
    assert reason in unfit(answer)
    document = document_of(f"Original url: {PAGE}\n")
    known = Known(every=False, lookups={(PAGE, None): answer})
    assert [known.copy(document, each) for each in document.references] == [None]


@pytest.mark.parametrize(
    ("look", "status"),
    [
        ({}, "live"),
        ({"verdict": "moved", "reason": "permanent-redirect"}, "live"),
        ({"verdict": "blocked", "reason": "forbidden"}, "live"),
        ({"verdict": "dead", "reason": "gone"}, "dead"),
        ({"verdict": "soft-dead", "reason": "soft-404"}, "dead"),
        ({"verdict": "soft-dead", "reason": "parked"}, "usurped"),
        ({"trade": "gambling: casino"}, "usurped"),
        (None, "live"),
    ],
)
def test_the_state_of_the_page_is_that_of_the_last_look(look: dict[str, Any] | None, status: str) -> None:
    document = document_of(f"Original url: {PAGE}\n")
    seen = {PAGE: observation(PAGE, **look)} if look is not None else {}
    known = Known(every=False, seen=seen, lookups={(PAGE, None): found()})
    assert [known.copy(document, each) for each in document.references] == [Copy(COPY, date(2018, 7, 10), status)]


def wanted(text: str, *, every: bool = False, path: str = "a.md", **look: Any) -> list[str]:
    seen = {PAGE: observation(PAGE, **look)} if look else {}
    return [url for url, _ in requests([document_of(text, path)], Known(every, seen))]


def test_what_is_lost_and_what_a_document_is_from_are_in_need_of_a_capture() -> None:
    mention = f"See [it]({PAGE}#part).\n"
    assert wanted(mention) == []
    assert wanted(mention, verdict="alive") == []
    assert wanted(mention, verdict="blocked", reason="forbidden") == []
    assert wanted(mention, verdict="unknown", reason="budget-spent") == []
    for verdict, reason in (("dead", "gone"), ("soft-dead", "soft-404")):
        assert wanted(mention, verdict=verdict, reason=reason) == [PAGE]
    assert wanted(mention, trade="gambling: casino") == [PAGE]
    assert wanted(f"Original url: {PAGE}\n") == [PAGE]
    assert wanted(f"---\ncanonical_url: {PAGE}\n---\nText.\n") == []
    assert wanted(mention, every=True) == [PAGE]


def test_nothing_is_asked_for_what_has_a_capture_or_cannot_hold_one() -> None:
    gone = {"verdict": "dead", "reason": "gone"}
    assert wanted(f"[it]({PAGE}) ([archived 2018-07-10]({COPY}))\n", every=True, **gone) == []
    assert wanted(f"![it]({PAGE})\n", every=True, **gone) == []
    assert wanted(f'{{"url": "{PAGE}"}}\n', path="a.json", every=True, **gone) == []


def recalled(store: Store, *services: str) -> dict[str, str]:
    """Give the captures that are known without asking."""
    config = Config(archives=Archives(services=services))
    clock = replace(SYSTEM, now=lambda: datetime(2026, 11, 21, 10, tzinfo=UTC))
    documents = (document_of(f"Original url: {PAGE}\n"),)
    known = Captures(config, offline=True, clock=clock).known(documents, store, every=False)
    return {url: each.memento.memento_url for (url, _), each in known.lookups.items() if each.memento}


def test_a_local_capture_gives_way_to_one_that_others_can_open() -> None:
    services = ("file:port.wacz", "wayback")
    with open_store(":memory:") as store:
        assert recalled(store, *services) == {}
        store.remember(" ".join(services), found(LOCAL))
        assert recalled(store, *services) == {PAGE: LOCAL}
        store.remember("wayback", found())
        assert recalled(store, *services) == {PAGE: COPY}


def test_an_answer_of_all_archives_counts_for_those_that_others_can_open() -> None:
    with open_store(":memory:") as store:
        store.remember("file:port.wacz wayback", found())
        assert recalled(store, "file:port.wacz", "wayback") == {PAGE: COPY}
        assert recalled(store, "wayback") == {}


BOATS = " ".join(f"The boat number {each} came home at {each + 3} o'clock." for each in range(60))
TRAMS = " ".join(f"On line {each} a fare of {each + 3} pence buys any tram ride." for each in range(60))


def known_of(document: Document, capture: str, *looks: Observation, compared: bool = True) -> Known:
    """Give what is known without asking, of a capture that says something and of looks at pages."""
    config = Config(archives=Archives(services=("file:port.wacz", "wayback")), content=Content(enabled=compared))
    clock = replace(SYSTEM, now=lambda: datetime(2026, 11, 21, 10, tzinfo=UTC))
    with open_store(":memory:") as store:
        run = store.begin("test", "audit", "2026-11-21", clock.now(), timedelta(0)).id
        for look in looks:
            store.observe(run, look)
        store.remember("file:port.wacz wayback", found(passages=sample(capture, MANY)))
        return Captures(config, offline=True, clock=clock).known((document,), store, every=False)


def says(text: str) -> Observation:
    return observation(PAGE, passages=sample(text))


@pytest.mark.parametrize(
    ("then", "now", "status"), [(BOATS, TRAMS, "deviated"), (BOATS, BOATS, ""), (BOATS, f"{BOATS} {TRAMS}", "")]
)
def test_a_page_that_says_something_else_than_its_capture_is_in_need_of_it(then: str, now: str, status: str) -> None:
    document = document_of(f"See [it]({PAGE}).\n")
    known = known_of(document, then, says(now))
    expected = Copy(COPY, date(2018, 7, 10), status) if status else None
    assert [known.copy(document, each) for each in document.references] == [expected]


def test_texts_are_not_compared_where_the_settings_say_so() -> None:
    document = document_of(f"See [it]({PAGE}).\n")
    assert not known_of(document, BOATS, says(TRAMS), compared=False).replaced


@pytest.mark.parametrize(("carried", "said"), [(BOATS, ""), (f"{TRAMS} {BOATS}", ""), (TRAMS, "not carry"), ("", "")])
def test_a_capture_that_does_not_carry_the_text_is_not_put_beside_its_original(carried: str, said: str) -> None:
    document = sampled(document_of(f"# T\n\nOriginal url: {PAGE}\n\n{BOATS}\n"))
    known = known_of(document, carried)
    (made,) = (known.copy(document, each) for each in document.references)
    if said:
        assert made == Refusal("the capture of 2018-07-10 does not carry the text of the document: 0 % of it")
    else:
        assert made == Copy(COPY, date(2018, 7, 10))


def test_a_page_that_a_text_mentions_need_not_carry_it() -> None:
    document = sampled(document_of(f"See [it]({PAGE}).\n\n{BOATS}\n"))
    known = known_of(document, TRAMS, observation(PAGE, verdict="dead", reason="gone"))
    assert [known.copy(document, each) for each in document.references] == [Copy(COPY, date(2018, 7, 10), "dead")]


@pytest.mark.parametrize(
    ("verdict", "reason", "good"),
    [
        ("soft-dead", "soft-404", False),
        ("dead", "not-found", False),
        ("blocked", "throttled", True),
        ("alive", "ok", True),
    ],
)
def test_a_capture_that_was_seen_to_show_nothing_is_not_proposed(verdict: str, reason: str, good: bool) -> None:
    document = document_of(f"See [it]({PAGE}).\n")
    lost = observation(PAGE, verdict="dead", reason="gone")
    known = known_of(document, "", lost, observation(COPY, verdict=verdict, reason=reason))
    (made,) = (known.copy(document, each) for each in document.references)
    assert isinstance(made, Copy if good else Refusal)
    assert good or (isinstance(made, Refusal) and f"seen to be {verdict} ({reason})" in made.reason)
