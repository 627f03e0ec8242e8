"""A web of any number of pages on several loopback addresses, which counts how often each was asked for.

Standard library only. Page `n` is at `/page/n`: of a hundred pages, 85 are there, 6 have moved, 8 are not found, and
one has a server error. `/-/total` says how many were asked for, `/-/counts` how often each (32-bit integers).
"""

from __future__ import annotations

import asyncio
import sys
from array import array

ADDRESSES = tuple(f"127.0.0.{number}" for number in range(31, 61))
WORDS = b"The ferry crosses the sound twice a day, and the tide decides when it leaves the eastern quay. "


def _answer(status: bytes, body: bytes, fields: bytes = b"") -> bytes:
    head = b"HTTP/1.1 %s\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n%s\r\n"
    return head % (status, len(body), fields) + body


def _page(number: int) -> bytes:
    title = b"Page %d of the harbour records" % number
    text = WORDS * (5 + number % 40)
    return _answer(
        b"200 OK",
        b"<!doctype html><html lang=en><head><title>%s</title></head><body><h1>%s</h1><p>%s</p></body></html>"
        % (title, title, text),
        b'ETag: "%d"\r\n' % number,
    )


NOT_FOUND = _answer(b"404 Not Found", b"<title>Not found</title><p>There is no such page.</p>")
ERROR = _answer(b"500 Internal Server Error", b"<title>Error</title>")


class Pages(asyncio.Protocol):
    """One connection."""

    counts: array[int] = array("I")
    total = 0

    def __init__(self) -> None:
        """Begin with nothing read."""
        self._read = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Keep the way back."""
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        """Answer every request that has come whole."""
        self._read += data
        while (end := self._read.find(b"\r\n\r\n")) >= 0:
            target = self._read[:end].split(b" ", 2)[1]
            self._read = self._read[end + 4 :]
            assert isinstance(self._transport, asyncio.WriteTransport)
            self._transport.write(self._answer(target))

    def _answer(self, target: bytes) -> bytes:
        kind, _, name = target[1:].partition(b"/")
        if kind == b"-":
            return _answer(b"200 OK", b"%d" % Pages.total if name == b"total" else Pages.counts.tobytes())
        if not name.isdigit() or int(name) >= len(self.counts):
            return NOT_FOUND
        number = int(name)
        if kind == b"now":
            return _page(number)
        Pages.counts[number] += 1
        Pages.total += 1
        share = number % 100
        if share < 85:
            return _page(number)
        if share < 91:
            return _answer(b"301 Moved Permanently", b"", b"Location: /now/%d\r\n" % number)
        return NOT_FOUND if share < 99 else ERROR


async def serve(pages: int) -> None:
    """Serve until standard input ends; the port is the first line of output."""
    Pages.counts = array("I", bytes(4 * pages))
    loop = asyncio.get_running_loop()
    first = await loop.create_server(Pages, ADDRESSES[0], 0, backlog=1024)
    port = first.sockets[0].getsockname()[1]
    for address in ADDRESSES[1:]:
        await loop.create_server(Pages, address, port, backlog=1024)
    print(port, flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(serve(int(sys.argv[1])))
