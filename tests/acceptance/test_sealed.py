"""The seal around the programs that these tests start does hold: without it, "nobody was asked" would mean nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.command import PYTHON

if TYPE_CHECKING:
    from support.command import Command


@pytest.mark.parametrize(
    ("attempt", "noted"),
    [
        ("socket.getaddrinfo('www.site.test', 80)", "resolve www.site.test"),
        ("socket.getaddrinfo(b'www.site.test', None)", "resolve www.site.test"),
        ("socket.gethostbyname('www.site.test')", "resolve www.site.test"),
        ("socket.create_connection(('192.0.2.1', 80))", "connect 192.0.2.1"),
        ("socket.create_connection(('2001:db8::1', 80))", "connect 2001:db8::1"),
        ("socket.socket(type=socket.SOCK_DGRAM).sendto(b'', ('192.0.2.1', 53))", "connect 192.0.2.1"),
        ("asyncio.run(asyncio.open_connection('192.0.2.1', 80))", "connect 192.0.2.1"),
    ],
)
def test_nothing_gets_off_this_machine(linkaudit: Command, attempt: str, noted: str) -> None:
    script = f"import asyncio, socket\ntry:\n    {attempt}\nexcept OSError as error:\n    print(type(error).__name__)\n"
    linkaudit.expected_outside = {noted}
    ran = linkaudit.run(program=(PYTHON, "-W", "ignore", "-c", script))
    assert ran.out.strip() in {"gaierror", "OSError"}
    assert linkaudit.outside == {noted}


def test_this_machine_can_be_reached(linkaudit: Command) -> None:
    linkaudit.names = {"inside.test": "127.0.0.9"}
    script = "import socket; print(socket.getaddrinfo('localhost', 80) and socket.getaddrinfo('inside.test', 80)[0][4])"
    assert linkaudit.run(program=(PYTHON, "-c", script)).out == "('127.0.0.9', 80)\n"
    assert linkaudit.outside == set()
