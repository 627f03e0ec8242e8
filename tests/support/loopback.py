"""A server on the loopback interface that records what it is asked and can be told to misbehave first."""

from __future__ import annotations

import socketserver
import threading
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

NO_BODY = frozenset({204, 304})


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it came: `target` is the path with the query, undecoded; header names are in lower case."""

    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True)
class Reply:
    """What is answered."""

    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    body: bytes = b""


@dataclass(slots=True)
class Fault:
    """Misbehaviour for the next `times` requests whose target begins with `prefix`.

    `stall` waits so many seconds before anything is sent; `drop` then closes the connection without an answer.
    """

    times: int = 1
    reply: Reply | None = None
    stall: float = 0.0
    drop: bool = False
    prefix: str = "/"


class LoopbackServer:
    """Serves `answer` from a thread for as long as it is entered as a context."""

    def __init__(self, address: str = "127.0.0.1") -> None:
        self.address = address
        self.requests: list[Request] = []
        self.faults: list[Fault] = []
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._server: socketserver.ThreadingTCPServer | None = None

    def answer(self, request: Request) -> Reply | None:
        """Answer a request that no fault has caught; None closes the connection without an answer."""
        raise NotImplementedError

    def reply_to(self, request: Request) -> Reply | None:
        """Record a request and give the reply to it; None if the connection is to be closed without one."""
        with self._lock:
            self.requests.append(request)
            fault = next((each for each in self.faults if each.times and request.target.startswith(each.prefix)), None)
            if fault:
                fault.times -= 1
        if fault is None:
            return self.answer(request)
        self.pause(fault.stall)
        if fault.drop:
            return None
        return fault.reply or self.answer(request)

    def pause(self, seconds: float) -> bool:
        """Wait, but no longer than the server runs; True if it is to end."""
        return self._closing.wait(seconds)

    @property
    def url(self) -> str:
        """The base, without a slash at the end."""
        assert self._server is not None, "the server is not running"
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def asked(self, prefix: str = "/") -> int:
        """Count the requests whose target begins with `prefix`."""
        return sum(request.target.startswith(prefix) for request in self.requests)

    def forget(self) -> None:
        """Forget the requests and faults so far."""
        self.requests.clear()
        self.faults.clear()

    def __enter__(self) -> Self:
        self._server = _Server((self.address, 0), _handler(self))
        threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True).start()
        return self

    def __exit__(self, *exc_info: object) -> None:
        self._closing.set()
        assert self._server is not None
        self._server.shutdown()
        self._server.server_close()


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing where a client has gone away: tests cut connections on purpose."""


def _handler(server: LoopbackServer) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Request(self.command, self.path, headers, self.rfile.read(length))
            reply = server.reply_to(request)
            if reply is None:
                return
            with suppress(OSError):
                self.send_response_only(reply.status)
                for name, value in reply.headers:
                    self.send_header(name, value)
                if reply.status not in NO_BODY and "content-length" not in {name.lower() for name, _ in reply.headers}:
                    self.send_header("Content-Length", str(len(reply.body)))
                self.end_headers()
                if self.command != "HEAD":
                    self.wfile.write(reply.body)

        do_HEAD = do_GET  # noqa: N815 - the name that the base class calls
        do_POST = do_GET  # noqa: N815 - likewise

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the signature of the base class
            """Keep the test's output clean."""

    return Handler
