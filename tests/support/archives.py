"""Archives as the settings name them, opened for a test with its own client and clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.archives.inquiry import Inquiry
from linkaudit.settings import Config

if TYPE_CHECKING:
    from linkaudit.archives.interface import Archive, Client
    from linkaudit.settings import Archives
    from support.fake_time import FakeTime


def opened(settings: Archives, client: Client, time: FakeTime) -> list[Archive]:
    """Open the archives."""
    config = Config(archives=settings)
    return Inquiry(config, client, now=time.now, monotonic=time.clock, sleep=time.sleep).archives
