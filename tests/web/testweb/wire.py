"""One connection, as what is done with a request sees it."""

from __future__ import annotations

import asyncio
import socket
import ssl
import struct
from contextlib import suppress
from typing import TYPE_CHECKING

from testweb.answers import NO_BODY, Act, Asked, Reply

if TYPE_CHECKING:
    from testweb.serving import TestWeb


class Wire:
    """One connection, as the acts see it."""

    def __init__(self, web: TestWeb, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, host: str) -> None:
        self._web = web
        self._reader = reader
        self._writer = writer
        self._host = host
        self.open = True

    async def do(self, act: Act, asked: Asked) -> None:
        """Do with a request what an act says."""
        if isinstance(act, bytes):
            await self.send(self.ported(act))
            self.close()
        elif isinstance(act, Reply):
            await self._reply(act, asked)
        else:
            await act(asked, self)

    async def _reply(self, reply: Reply, asked: Asked) -> None:
        reply = self._web.plead(reply, asked)
        body = self.ported(reply.body) if reply.kind.startswith("text/") else reply.body
        head = self.ported(reply.head(len(body)))
        nothing = asked.method == "HEAD" or reply.status in NO_BODY
        await self.send(head if nothing else head + body)
        if reply.version == "HTTP/1.0" or "connection: close" in head.decode().lower():
            self.close()

    def ported(self, data: bytes) -> bytes:
        """Put the ports in: what is written is written as on the real web, with the default ports."""
        return self._web.ported(data)

    async def send(self, data: bytes) -> bool:
        """Send, and count; False as soon as nobody takes it."""
        if not self.open or self._writer.is_closing():
            return False
        try:
            self._writer.write(data)
            await self._writer.drain()
        except (OSError, ssl.SSLError):
            self.open = False
            return False
        self._web.sent[self._host] += len(data)
        return True

    async def pause(self, seconds: float) -> None:
        """Wait, but not longer than the client does."""
        if seconds and not self._reader.at_eof():
            with suppress(TimeoutError, OSError):
                await asyncio.wait_for(self._reader.read(1), seconds)
            self.open = self.open and not self._reader.at_eof()

    def close(self) -> None:
        self.open = False
        self._writer.close()

    def reset(self) -> None:
        """Close by RST in place of FIN."""
        connection = self._writer.get_extra_info("socket")
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.open = False
        self._writer.transport.abort()
