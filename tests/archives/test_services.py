from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.archives import opened
from support.fake_archive import FakeArchive
from support.transport import DirectClient

from linkaudit.archives.local import Local
from linkaudit.archives.remote.index_server import IndexServer
from linkaudit.archives.remote.memento import TimeGateArchive
from linkaudit.archives.remote.memgator import MemGator
from linkaudit.archives.remote.wayback import Wayback
from linkaudit.archives.search import Searched
from linkaudit.archives.services import Service, bases, check_collections, services
from linkaudit.errors import ConfigError
from linkaudit.settings import Archives

if TYPE_CHECKING:
    from pathlib import Path

    from support.fake_time import FakeTime

NAMED = Archives(
    services=(
        "wayback",
        "timegate+https://a.test/timegate/",
        "file:/srv/second.wacz",
        "cdx+https://a.test/cdx",
        "memgator+http://127.0.0.1:1208",
        "file:first.cdxj",
        "wayback+https://web.archive.org/",
        "timegate+https://a.test/timegate",
    )
)


def test_collections_of_ones_own_come_first_and_each_service_once() -> None:
    assert services(NAMED) == [
        Service("file", "/srv/second.wacz"),
        Service("file", "first.cdxj"),
        Service("wayback", "https://web.archive.org"),
        Service("timegate", "https://a.test/timegate"),
        Service("cdx", "https://a.test/cdx"),
        Service("memgator", "http://127.0.0.1:1208"),
    ]


def test_bases_are_what_is_asked_over_the_network() -> None:
    assert bases(NAMED) == [
        "https://web.archive.org",
        "https://a.test/timegate",
        "https://a.test/cdx",
        "http://127.0.0.1:1208",
    ]
    assert bases(Archives(services=("file:ours.wacz",))) == []


def test_each_kind_is_opened_as_what_it_is(fake_time: FakeTime) -> None:
    remote = Archives(services=tuple(service for service in NAMED.services if not service.startswith("file:")))
    archives = opened(remote, DirectClient(FakeArchive()), fake_time)
    kinds = [type(archive.holdings) for archive in archives if isinstance(archive, Searched)]
    assert kinds == [Wayback, TimeGateArchive, IndexServer, MemGator]


def test_archives_that_are_switched_off_are_not_opened(fake_time: FakeTime) -> None:
    settings = Archives(enabled=False, services=("file:/nowhere",))
    assert opened(settings, DirectClient(FakeArchive()), fake_time) == []


def test_a_collection_that_is_not_there_is_a_mistake_in_the_settings(tmp_path: Path, fake_time: FakeTime) -> None:
    settings = Archives(services=(f"file:{tmp_path / 'none.wacz'}",))
    with pytest.raises(ConfigError, match=r"none\.wacz"):
        opened(settings, DirectClient(FakeArchive()), fake_time)


def test_a_collection_that_is_damaged_keeps_none_of_the_others_from_being_opened(
    tmp_path: Path, fake_time: FakeTime
) -> None:
    path = tmp_path / "torn.wacz"
    path.write_bytes(b"PK\x03\x04 torn")
    settings = Archives(services=(f"file:{path}", "wayback"))
    check_collections(settings)
    archives = opened(settings, DirectClient(FakeArchive()), fake_time)
    kinds = [type(archive.holdings) for archive in archives if isinstance(archive, Searched)]
    assert kinds == [Local, Wayback]
