"""All that one run asks of archives."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from support.fake_archive import FakeArchive, Held

from linkaudit.archives.asking.courtesy import Lane
from linkaudit.archives.inquiry import Inquiry
from linkaudit.errors import ConfigError
from linkaudit.models import Observation, PartialDate, Result, Verdict
from linkaudit.settings import Archives, Config, Web
from linkaudit.web.client import open_client
from linkaudit.web.guard import Guard

if TYPE_CHECKING:
    from pathlib import Path

    from linkaudit.models import Lookup

URL = "http://a.test/page"
WHEN = PartialDate(2018, 7, 12)


def inquire(*services: str, urls: tuple[str, ...] = (URL,), **settings: object) -> tuple[Inquiry, list[Lookup]]:
    config = Config(
        web=Web(allow_hosts=("127.0.0.0/8",)),
        archives=Archives(services=services, **settings),  # type: ignore[arg-type]  # what a test sets fits
    )

    async def run() -> tuple[Inquiry, list[Lookup]]:
        async with open_client(config.web, Guard(config.web.allow_hosts)) as client:
            inquiry = Inquiry(config, client)
            return inquiry, await inquiry.look_up([(url, WHEN) for url in urls])

    return asyncio.run(run())


def collection(folder: Path) -> str:
    row = '{"url": "http://a.test/page", "mime": "text/html", "status": "200", "digest": "A", "length": "9"}'
    (folder / "mine.cdxj").write_text(f"test,a)/page 20180712080000 {row}\n")
    return f"file:{folder}"


def test_what_was_asked_is_counted(archive: FakeArchive) -> None:
    archive.links = False
    archive.hold(URL, Held("20190712080000"))
    inquiry, (answer,) = inquire(f"wayback+{archive.url}")
    assert answer.result is Result.FOUND
    assert inquiry.requests() == {archive.url.removeprefix("http://"): {"playback": 2, "index": 1}}
    assert inquiry.notes([answer]) == ()
    assert len(archive.requests) == 3


def test_looks_at_captures_just_before_count_as_requests() -> None:
    now = datetime(2026, 11, 22, 12, tzinfo=UTC)
    slept: list[float] = []

    async def sleep(seconds: float) -> None:
        slept.append(seconds)
        await asyncio.sleep(0)
        raise TimeoutError

    def seen(host: str, ago: float, attempts: int = 1) -> Observation:
        url = f"http://{host}/web/20180712080000/{URL}"
        return Observation(url, now - timedelta(seconds=ago), Verdict.ALIVE, "ok", attempts=attempts)

    async def run(*looks: Observation) -> None:
        config = Config(archives=Archives(services=(), playback_per_minute=4))
        async with open_client(config.web, Guard()) as client:
            inquiry = Inquiry(config, client, now=lambda: now, monotonic=lambda: 1000.0, sleep=sleep)
            inquiry.note_looks(looks)
            async with inquiry.courtesies.of("archive.test").turn(Lane.PLAYBACK):
                pass

    asyncio.run(run(seen("archive.test", 10), seen("archive.test", 30, attempts=2)))
    asyncio.run(run(*(seen("archive.test", 61 + number) for number in range(9)), seen("other.test", 1, attempts=9)))
    assert slept == []
    with pytest.raises(TimeoutError):
        asyncio.run(run(seen("archive.test", 10), seen("archive.test", 30, attempts=3)))
    assert slept == [30.0]


def test_what_lies_in_a_local_collection_costs_no_request(archive: FakeArchive, tmp_path: Path) -> None:
    inquiry, answers = inquire(f"wayback+{archive.url}", collection(tmp_path), urls=(URL, "http://b.test/"), budget=1)
    assert [answer.result for answer in answers] == [Result.FOUND, Result.ABSENT]
    assert answers[0].archive.startswith("file:")
    assert len(archive.requests) == 1
    assert inquiry.notes(answers) == ()


def test_what_of_a_local_collection_cannot_be_read_is_told(tmp_path: Path) -> None:
    service = collection(tmp_path)
    (tmp_path / "broken.cdx.gz").write_bytes(b"\x1f\x8bthis is no gzip")
    inquiry, answers = inquire(service, urls=(URL, "http://b.test/"))
    assert [answer.result for answer in answers] == [Result.FOUND, Result.UNKNOWN]
    (note,) = inquiry.notes(answers)
    assert note.startswith(f"{service}: broken.cdx.gz: ")


def test_a_collection_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="there is no such file or folder"):
        inquire(f"file:{tmp_path / 'none'}")
