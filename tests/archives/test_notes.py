"""What is said of the asking when it is over."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from support.fake_time import NOW, FakeTime

from linkaudit.archives.asking.courtesy import Courtesy, Lane
from linkaudit.archives.asking.tally import Tally
from linkaudit.archives.interface import Reason
from linkaudit.archives.notes import notes
from linkaudit.models import Lookup, Result

if TYPE_CHECKING:
    from pathlib import Path

HOST = "archive.test"


def unknown(reason: Reason, number: int = 1, archive: str = HOST) -> list[Lookup]:
    return [
        Lookup(f"http://a.test/{each}", None, Result.UNKNOWN, reason, NOW, archive=archive) for each in range(number)
    ]


def asked(time: FakeTime, *refusals: float | None, tally: Tally | None = None) -> Courtesy:
    """Ask once, and be refused so often."""
    courtesy = Courtesy(clock=time.clock, sleep=time.sleep, tally=tally)

    async def ask() -> None:
        async with courtesy.turn(Lane.PLAYBACK) as turn:
            turn.served()
        for retry_after in refusals:
            async with courtesy.turn(Lane.INDEX) as turn:
                turn.refused(retry_after)

    asyncio.run(ask())
    return courtesy


def test_nothing_is_said_where_everything_was_answered(fake_time: FakeTime) -> None:
    found = Lookup("http://a.test/", None, Result.FOUND, Reason.OK, NOW)
    never_asked = unknown(Reason.NOT_ASKED) + unknown(Reason.IMPOSSIBLE_DATE)
    assert list(notes({HOST: asked(fake_time)}, [found, *never_asked], 5)) == []


def test_an_archive_that_refused_is_named(fake_time: FakeTime) -> None:
    assert list(notes({HOST: asked(fake_time, None)}, [])) == [
        "archive.test refused once in 2 requests, and was asked no more for a while each time"
    ]


def test_an_archive_that_was_given_up_is_named_with_the_reason_and_what_stays_open(fake_time: FakeTime) -> None:
    lookups = unknown(Reason.GIVEN_UP, 4) + unknown(Reason.REFUSED) + unknown(Reason.GIVEN_UP, 9, "other.test")
    assert list(notes({HOST: asked(fake_time, None, None, None)}, lookups)) == [
        (
            "archive.test was left alone after 4 requests, since it refused 3 times; "
            "5 look-ups stay open, with which the next run goes on"
        )
    ]
    assert list(notes({HOST: asked(fake_time, 3600)}, unknown(Reason.GIVEN_UP))) == [
        (
            "archive.test was left alone after 2 requests, since it wants to be left alone for 3600 seconds; "
            "1 look-up stays open, with which the next run goes on"
        )
    ]


def test_nothing_stays_open_where_others_have_answered(fake_time: FakeTime) -> None:
    assert list(notes({HOST: asked(fake_time, 3600)}, unknown(Reason.GIVEN_UP, archive="other.test"))) == [
        "archive.test was left alone after 2 requests, since it wants to be left alone for 3600 seconds"
    ]


def test_how_long_an_archive_wants_to_be_left_alone_is_said_as_people_count(fake_time: FakeTime) -> None:
    (note,) = notes({HOST: asked(fake_time, 2_300_893_195)}, [])
    assert note.endswith("since it wants to be left alone for more than a day")


def test_a_budget_that_was_spent_is_named_as_it_was_set(fake_time: FakeTime) -> None:
    lookups = unknown(Reason.BUDGET_SPENT, 3)
    assert list(notes({HOST: asked(fake_time)}, lookups, 1)) == [
        (
            "the budget for archives, 1 request, was spent after 1 request; "
            "3 look-ups stay open, with which the next run goes on"
        )
    ]
    assert "the budget for archives, 20min, was spent after 0 requests; " in next(notes({}, lookups, "20min"))


def test_a_folder_that_cannot_be_written_is_named_once(fake_time: FakeTime, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    both = {host: asked(fake_time, tally=Tally(tmp_path / "file", host)) for host in ("a.test", "b.test")}
    (note,) = notes(both, [])
    assert note.startswith(f"archives were asked without regard to other runs: {tmp_path / 'file'}: ")


def test_what_local_collections_have_to_say_is_handed_on() -> None:
    remarks = {"file:a.wacz": ("a.warc.gz: broken", "b: not sorted", "c: broken", "d: broken"), "file:b": ()}
    assert list(notes({}, [], remarks=remarks)) == [
        "file:a.wacz: a.warc.gz: broken; b: not sorted; c: broken; and 1 more"
    ]
