"""The machines behind the test web: real sockets on loopback addresses, virtual hosts, TLS, and doors not to touch."""

from __future__ import annotations

import asyncio
import re
import socket
import sys
import threading
import time
import weakref
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping  # noqa: TC003 - types of arguments that are inspected by nobody
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING, Self

from testweb.answers import Act, Asked, Reply
from testweb.pages import home, missing
from testweb.wire import Wire

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from testweb.behaviour import Behaviour, Site
    from testweb.certificates import Certificates

NETWORK = "127.0.3.0/27"
"""What the guard is told to allow: the addresses of the test web and no others."""
ADDRESSES = tuple(f"127.0.3.{number}" for number in range(1, 7))
OLD_TLS, NO_COMMON_TLS, RESETTING, REFUSING, FULL = (f"127.0.3.{number}" for number in range(10, 15))
FORBIDDEN = ("127.9.9.9", "127.0.0.1", "::1")
"""Where doors stand open that nobody may come to."""

_HEAD_LIMIT = 1 << 17
_SEND_BUFFER = 1 << 16
_OWN_NAME = re.compile(rb"\b(https?)://([A-Za-z0-9.\x80-\xff-]+\.test)(?![A-Za-z0-9.:-])")

# A ServerHello of TLS 1.0 (RFC 2246 §7.4.1.3), and the fatal alert `handshake_failure` (RFC 8446 §6.2).
_HELLO_OF_TLS_1_0 = bytes.fromhex("160301002a020000260301") + bytes(range(32)) + bytes.fromhex("00003500")
_HANDSHAKE_FAILURE = bytes.fromhex("15030100020228")

_connected: list[tuple[object, ...]] | None = None


def _watch(event: str, arguments: tuple[object, ...]) -> None:
    if event == "socket.connect" and _connected is not None:
        _connected.append(arguments)


sys.addaudithook(_watch)


@dataclass(frozen=True)
class Plea:
    """A Retry-After that a host has sent."""

    host: str
    after: int
    """How many requests had come by then, to all hosts."""
    moment: float
    seconds: float


class TestWeb:
    """All the sites, served from one thread for as long as it is entered as a context."""

    __test__ = False  # pytest takes the name for a group of tests

    def __init__(
        self,
        behaviours: Iterable[Behaviour],
        certificates: Certificates,
        clock: Callable[[], float],
        now: Callable[[], datetime],
    ) -> None:
        self._sites: dict[str, Site] = {}
        self._answers: dict[str, tuple[str, ...]] = {}
        self.was: dict[tuple[str, str], Act] = {}
        """What pages were before now; while `earlier`, they still are."""
        self.earlier = False
        for behaviour in behaviours:
            self._settle(behaviour)
        self._certificates = certificates
        self._clock = clock
        self._now = now
        self._looked_up: Counter[str] = Counter()
        self._numbers: Counter[tuple[str, str]] = Counter()
        self.requests: list[Asked] = []
        self.pleas: list[Plea] = []
        self.sent: defaultdict[str, int] = defaultdict(int)
        self.intruders: list[str] = []
        """Connections to forbidden doors."""
        self._loop = asyncio.new_event_loop()
        self._writers: weakref.WeakSet[asyncio.StreamWriter] = weakref.WeakSet()
        self._sockets: list[socket.socket] = []
        self._lock = threading.Lock()
        self.plain = self.tls = 0
        self._calls: list[tuple[object, ...]] = []

    def _settle(self, behaviour: Behaviour) -> None:
        for host, site in {behaviour.host: behaviour.site, **behaviour.more}.items():
            name = host.encode("idna").decode() if not host.isascii() else host
            assert name not in self._sites, f"{name} is taken"
            self._sites[name] = site
        name = behaviour.host.encode("idna").decode()
        if behaviour.addresses:
            self._answers[name] = behaviour.addresses
        if behaviour.was is not None:
            self.was[name, next(iter(behaviour.site))] = behaviour.was

    @property
    def names(self) -> list[str]:
        """All hosts, in ASCII."""
        return list(self._sites)

    def lookup(self, name: str) -> list[str]:
        """Resolve a name as the system would. Raises socket.gaierror."""
        name = name.rstrip(".")
        if name == "control.test":
            return [ADDRESSES[0]]
        with self._lock:
            self._looked_up[name] += 1
            number = self._looked_up[name]
        answers = self._answers.get(name)
        if answers is None and name in self._sites:
            return [ADDRESSES[zlib.crc32(name.encode()) % len(ADDRESSES)]]
        answer = answers[min(number, len(answers)) - 1] if answers else "NXDOMAIN"
        if answer == "NXDOMAIN":
            raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")
        if answer == "SERVFAIL":
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        return answer.split(",")

    def ported(self, data: bytes) -> bytes:
        """Give the hosts of the test web their ports; `:PLAIN` is the port itself."""
        ports = {b"http": b"%d" % self.plain, b"https": b"%d" % self.tls}
        data = data.replace(b":PLAIN", b":%d" % self.plain).replace(b":TLS", b":%d" % self.tls)
        return _OWN_NAME.sub(lambda found: found[0] + b":" + ports[found[1]], data)

    def plead(self, reply: Reply, asked: Asked) -> Reply:
        """Note that a host asks to be let alone; `@30` stands for the date that comes in thirty seconds."""
        wait = dict(reply.headers).get("Retry-After", "")
        seconds = wait.removeprefix("@")
        if seconds.isdigit():
            self.pleas.append(Plea(asked.host, len(self.requests), self._clock(), float(seconds)))
        if wait == seconds:
            return reply
        # HTTP dates have no fractions: one second more, so that it is never too early.
        date = format_datetime(
            (self._now() + timedelta(seconds=float(seconds) + 1)).replace(microsecond=0), usegmt=True
        )
        return replace(reply, headers=tuple((name, date if value == wait else value) for name, value in reply.headers))

    @property
    def strangers(self) -> list[object]:
        """Addresses outside the test web to which this process has tried to connect."""
        return [
            address
            for _, address in (self._calls if _connected is None else _connected)
            if not (isinstance(address, tuple) and str(address[0]).startswith("127.0.3."))
        ]

    def __enter__(self) -> Self:
        global _connected  # noqa: PLW0603 - an audit hook stays for good: it writes only while a test web runs
        self._bind()
        _connected = []
        started = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(started,), daemon=True)
        self._thread.start()
        started.wait()
        return self

    def __exit__(self, *exc_info: object) -> None:
        global _connected
        self._calls, _connected = _connected or [], None
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _bind(self) -> None:
        """Take the same two free ports on all addresses."""
        for _ in range(20):
            self.plain, self.tls = _free_port(), _free_port()
            with suppress(OSError):
                self._plain = [_listener(each, self.plain) for each in (*ADDRESSES, *FORBIDDEN, RESETTING)]
                self._secure = [_listener(each, self.tls) for each in ADDRESSES]
                self._raw = [_listener(each, self.tls) for each in (OLD_TLS, NO_COMMON_TLS)]
                self._full = _full(FULL, self.plain)
                return
        msg = "no two ports that are free on all addresses"
        raise OSError(msg)

    def _run(self, started: threading.Event) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.set_exception_handler(lambda loop, context: None)  # clients break connections off all the time
        self._loop.run_until_complete(self._serve())
        started.set()
        self._loop.run_forever()
        for writer in self._writers:
            writer.transport.abort()
        tasks = asyncio.all_tasks(self._loop)
        for task in tasks:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        # A transport that was aborted lets go of its socket when the loop comes round again.
        self._loop.run_until_complete(asyncio.sleep(0.01))
        for each in (*self._plain, *self._secure, *self._raw, *self._full):
            each.close()
        self._loop.close()

    async def _serve(self) -> None:
        for listener in self._plain:
            address = listener.getsockname()[0]
            handler = (
                self._intruder if address in FORBIDDEN else self._resetter if address == RESETTING else self._plainly
            )
            await asyncio.start_server(handler, sock=listener, limit=_HEAD_LIMIT)
        for listener in self._secure:
            await asyncio.start_server(self._securely, sock=listener, ssl=self._certificates.context, limit=_HEAD_LIMIT)
        for listener in self._raw:
            await asyncio.start_server(self._greeter, sock=listener)

    async def _intruder(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.intruders.append(str(writer.get_extra_info("sockname")))
        writer.close()

    async def _greeter(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer a TLS greeting as servers do that only know TLS 1.0, or share no cipher with the client."""
        self._writers.add(writer)
        with suppress(OSError):
            await reader.read(4096)
            old = writer.get_extra_info("sockname")[0] == OLD_TLS
            writer.write(_HELLO_OF_TLS_1_0 if old else _HANDSHAKE_FAILURE)
            await reader.read(4096)
            writer.close()

    async def _resetter(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        Wire(self, reader, writer, "").reset()

    async def _plainly(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._talk(reader, writer, secure=False)

    async def _securely(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await self._talk(reader, writer, secure=True)

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, secure: bool) -> None:
        """Answer the requests of one connection."""
        self._writers.add(writer)
        wire = Wire(self, reader, writer, "")
        with suppress(OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError, ValueError):
            while wire.open and not writer.is_closing():
                lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
                method, target, _ = lines[0].split(" ", 2)
                headers = {
                    name.strip().lower(): value.strip() for name, _, value in (x.partition(":") for x in lines[1:] if x)
                }
                host = headers.get("host", "").partition(":")[0].rstrip(".")
                wire = Wire(self, reader, writer, host)
                self._numbers[host, target] += 1
                number = self._numbers[host, target]
                asked = Asked(host, method, target, headers, number, secure, self._clock())
                self.requests.append(asked)
                await wire.do(self._find(asked), asked)
        writer.close()

    def _find(self, asked: Asked) -> Act:
        site: Mapping[str, Act] = self._sites.get(asked.host, {})
        if self.earlier and (asked.host, asked.target) in self.was:
            return self.was[asked.host, asked.target]
        secure = (f"https:{asked.target}", f"https:{asked.path}") if asked.secure else ()
        for key in (*secure, asked.target, asked.path):
            if key in site:
                return site[key]
        if asked.path == "/" and "/" not in site and "*" not in site:
            return home(asked.host)
        return site.get("*", missing(asked.host))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _listener(address: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER)
    listener.bind((address, port))
    listener.listen(256)
    return listener


def _full(address: str, port: int) -> list[socket.socket]:
    """Listen with a queue that is full already: whoever connects waits."""
    listener = socket.socket()
    listener.bind((address, port))
    listener.listen(0)
    waiting = []
    for _ in range(4):
        caller = socket.socket()
        caller.setblocking(False)
        with suppress(BlockingIOError):
            caller.connect((address, port))
        waiting.append(caller)
    time.sleep(0.05)
    return [listener, *waiting]
