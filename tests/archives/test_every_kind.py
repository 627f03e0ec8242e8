"""The same look-ups in the same captures, by way of every kind of archive: the answers are the same."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from support.fake_time import FakeTime
from support.pywb_archive import missing, pywb
from support.transport import HttpxClient
from support.wayback_facade import WaybackFacade

from archives.test_pywb import CAPTURES, CASES, SCREENED, SITE
from linkaudit.archives.lookup import look_up
from linkaudit.archives.services import open_archives
from linkaudit.settings import Archives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Lookup

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

KINDS = {
    "the Wayback Machine's shapes": "wayback+{facade}",
    "a TimeGate": "timegate+{pywb}/web/",
    "pywb's index": "cdx+{pywb}/web/cdx",
    "the Wayback Machine's index": "cdx+{facade}/cdx/search/cdx",
    "a WARC": "file:{folder}/archive/captures.warc.gz",
    "an index beside its WARC": "file:{folder}/indexes/index.cdxj",
    "a folder": "file:{folder}",
}


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    folder = tmp_path_factory.mktemp("pywb")
    with pywb(folder, CAPTURES) as base, WaybackFacade(base) as facade:
        yield {"pywb": base, "facade": facade.url, "folder": str(folder / "collections" / "web")}


def ask(service: str) -> list[Lookup]:
    time = FakeTime()

    async def run() -> list[Lookup]:
        async with HttpxClient() as client:
            settings = Archives(services=(service,))
            archives = open_archives(settings, client, clock=time.now, monotonic=time.clock, sleep=time.sleep)
            return await look_up([(SITE + path, when) for path, when, _ in CASES + SCREENED], archives)

    return asyncio.run(run())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_archive_gives_the_same_answers(world: dict[str, str], kind: str) -> None:
    lookups = ask(KINDS[kind].format(**world))
    outcomes = [f"{lookup.memento.captured_at:%Y%m%d%H%M%S}" if lookup.memento else lookup.reason for lookup in lookups]
    assert outcomes == [expected for _, _, expected in CASES + SCREENED]
    told = {(memento.status, memento.title, memento.words) for lookup in lookups if (memento := lookup.memento)}
    assert told == {
        (200, "A page", 2),
        (206, "A page", 2),
        (301, "", 0),
        (200, "The books of the lock keepers", 112),
        (200, "Moved", 8),
    }
