"""The transport of production, beside servers that do what servers may do, and some of what they may not."""

from __future__ import annotations

import asyncio
import contextlib
import gc
import socket
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest
import uvloop
from websites import ONLINE, Listener, Website, hang, names, reply, settings

from linkaudit.web import loop
from linkaudit.web.client import Client, open_client
from linkaudit.web.exchange import Answer, Cause, Failure
from linkaudit.web.guard import Guard
from linkaudit.web.transport.connecting import DELAY, connect, interleaved
from linkaudit.web.transport.parsing import MAX_HEAD, MAX_INTERIM, MAX_OVERHEAD

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    Answering = Callable[[str, int], bytes]

LOOPS: dict[str, Callable[[], asyncio.AbstractEventLoop]] = {
    "asyncio": asyncio.new_event_loop,
    "uvloop": uvloop.new_event_loop,
}
KEPT = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
BUFFERS = 1 << 23
"""What the two sides' systems may hold of what nobody reads: more than Linux takes for a connection by default."""


@pytest.fixture(params=list(LOOPS.values()), ids=list(LOOPS))
def run(request: pytest.FixtureRequest) -> Callable[[Coroutine[Any, Any, Any]], Any]:
    """Run a coroutine in each kind of event loop, and see that nothing is left over."""

    def running(main: Coroutine[Any, Any, Any]) -> Any:
        trouble: list[dict[str, Any]] = []

        async def watched() -> Any:
            asyncio.get_running_loop().set_exception_handler(lambda _, context: trouble.append(context))
            outcome = await main
            assert asyncio.all_tasks() == {asyncio.current_task()}
            return outcome

        with asyncio.Runner(loop_factory=request.param) as runner:
            outcome = runner.run(watched())
        gc.collect()  # a connection that was not closed would warn now
        assert trouble == []
        return outcome

    return running


class Keeping(Listener):
    """A server that keeps its connections open, and counts them."""

    def __init__(self, answering: Answering) -> None:
        super().__init__()
        self.requests: list[str] = []
        self._answering = answering
        self.url = f"http://127.0.0.1:{self.port}"

    @property
    def alive(self) -> int:
        """Connections that the other side has not closed."""
        return len(self._open)

    def serve(self, connection: socket.socket, number: int) -> None:
        with contextlib.suppress(OSError), connection:
            data = b""
            while piece := connection.recv(65536):
                data += piece
                while b"\r\n\r\n" in data:
                    head, _, data = data.partition(b"\r\n\r\n")
                    line = head.decode().partition("\r\n")[0]
                    self.requests.append(line)
                    answer = self._answering(line, number)
                    if not answer:
                        self._open.discard(connection)
                        return
                    connection.sendall(answer)
        self._open.discard(connection)


def asking(
    *urls: str, method: str = "GET", lookup: Callable[[str], list[str]] = ONLINE, **changes: object
) -> Coroutine[Any, Any, list[Answer | Failure]]:
    """Ask for URLs, one after the other, with one client."""
    web = settings(**changes)

    async def main() -> list[Answer | Failure]:
        async with open_client(web, Guard(web.allow_hosts), lookup) as client:
            return [await client.ask(method, url) for url in urls]

    return main()


def bodies(outcomes: list[Answer | Failure]) -> list[object]:
    return [outcome.body if isinstance(outcome, Answer) else outcome.cause for outcome in outcomes]


# Connections are used again


def test_a_connection_serves_many_requests(run: Any) -> None:
    with Keeping(lambda *_: KEPT) as server:
        outcomes = run(asking(*[f"{server.url}/{number}" for number in range(5)]))
    assert bodies(outcomes) == [b"ok"] * 5
    assert server.connections == 1
    assert [outcome.connect_ms is None for outcome in outcomes] == [False, True, True, True, True]
    assert all(outcome.first_byte_ms is not None for outcome in outcomes)


def test_after_head_a_connection_is_used_again(run: Any) -> None:
    answer = KEPT.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    with Keeping(lambda *_: answer) as server:
        outcomes = run(asking(server.url, server.url, method="HEAD"))
    assert bodies(outcomes) == [b"", b""]
    assert server.connections == 1


def test_a_body_after_head_is_not_taken_for_the_next_answer(run: Any) -> None:
    # Broken servers do send one. Whether it is noticed before or after the next request, that one gets its own answer.
    with Keeping(lambda line, number: KEPT if number > 1 or line.startswith("HEAD") else b"") as server:

        async def main() -> list[Answer | Failure]:
            web = settings()
            async with open_client(web, Guard(web.allow_hosts)) as client:
                first = await client.ask("HEAD", f"{server.url}/1")
                return [first, await client.ask("GET", f"{server.url}/2")]

        assert bodies(run(main())) == [b"", b"ok"]


def test_a_connection_that_was_closed_while_idle_is_not_noticed(run: Any) -> None:
    # The first connection ends as soon as the second request comes in: that is sent once more on a new one.
    seen: dict[int, int] = {}

    def answering(_: str, number: int) -> bytes:
        seen[number] = seen.get(number, 0) + 1
        return KEPT if number > 1 or seen[number] == 1 else b""

    with Keeping(answering) as server:
        assert bodies(run(asking(f"{server.url}/1", f"{server.url}/2"))) == [b"ok", b"ok"]
    assert server.requests == ["GET /1 HTTP/1.1", "GET /2 HTTP/1.1", "GET /2 HTTP/1.1"]


def test_a_new_connection_that_is_closed_is_not_tried_again(run: Any) -> None:
    with Keeping(lambda *_: b"") as server:
        assert bodies(run(asking(server.url))) == [Cause.CONNECTION_CLOSED]
    assert len(server.requests) == 1


def test_what_may_do_harm_is_not_sent_twice(run: Any) -> None:
    seen: list[str] = []

    def answering(line: str, _: int) -> bytes:
        seen.append(line)
        return KEPT if len(seen) == 1 else b""

    with Keeping(answering) as server:
        assert bodies(run(asking(server.url, server.url, method="POST"))) == [b"ok", Cause.CONNECTION_CLOSED]
    assert len(seen) == 2


@pytest.mark.parametrize(
    "answer",
    [
        KEPT.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"),
        KEPT.replace(b"1.1", b"1.0"),
        KEPT + KEPT,
        KEPT + b"more than was announced",
    ],
)
def test_a_connection_that_is_no_good_any_more_is_not_used(run: Any, answer: bytes) -> None:
    with Keeping(lambda *_: answer) as server:
        assert bodies(run(asking(server.url, server.url))) == [b"ok", b"ok"]
    assert server.connections == 2


def test_connections_are_closed_in_the_end(run: Any) -> None:
    with Keeping(lambda *_: KEPT) as server:
        run(asking(server.url))
        for _ in range(100):
            if not server.alive:
                break
            time.sleep(0.02)
        assert server.alive == 0


def test_idle_connections_are_closed_after_a_while(run: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkaudit.web.transport.pool.KEEP_ALIVE", 0.1)
    with Keeping(lambda *_: KEPT) as server:

        async def main() -> None:
            web = settings()
            async with open_client(web, Guard(web.allow_hosts)) as client:
                await client.ask("GET", server.url)
                for _ in range(200):
                    await asyncio.sleep(0.02)
                    if not server.alive:
                        return
            raise AssertionError

        run(main())


def test_there_are_never_more_connections_than_allowed(run: Any) -> None:
    most = 0

    def answering(*_: object) -> bytes:
        nonlocal most
        most = max(most, sum(server.alive for server in servers))
        time.sleep(0.01)
        return KEPT

    with contextlib.ExitStack() as stack:
        servers = [stack.enter_context(Keeping(answering)) for _ in range(6)]

        async def main() -> list[Answer | Failure]:
            web = settings(concurrency=2, timeout=10.0, total_timeout=20.0)
            async with open_client(web, Guard(web.allow_hosts)) as client:
                asked = [client.ask("GET", server.url) for server in servers for _ in range(4)]
                return list(await asyncio.gather(*asked))

        assert bodies(run(main())) == [b"ok"] * 24
    # Twice the concurrency; the server learns a moment later that one was closed for another.
    assert most <= 2 * 2 + 1


def test_a_request_that_is_given_up_leaves_nothing_behind(run: Any, site: Website) -> None:
    site.on("/slow", hang())
    site.on("/", reply(200, "ok"))

    async def main() -> list[object]:
        web = settings()
        async with open_client(web, Guard(web.allow_hosts)) as client:
            task = asyncio.ensure_future(client.ask("GET", site.url("/slow")))
            await asyncio.sleep(0.05)
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task
            assert not _open_connections(client)
            return bodies([await client.ask("GET", site.url("/"))])

    assert run(main()) == [b"ok"]


def _open_connections(client: Client) -> set[object]:
    pool: Any = client._transport  # noqa: SLF001 - nothing else tells
    return set(pool._open)  # noqa: SLF001 - as above


# What servers say


@pytest.mark.parametrize(
    ("answer", "body"),
    [
        (b"HTTP/1.1 100 Continue\r\n\r\n" + KEPT, b"ok"),
        (b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n" + KEPT, b"ok"),
        (b"HTTP/1.1 204 No Content\r\n\r\n", b""),
        (b"HTTP/1.1 304 Not Modified\r\nContent-Length: 100\r\n\r\n", b""),
        (
            b"HTTP/1.1 200 OK\r\nUpgrade: h2,h2c\r\nConnection: Upgrade, Keep-Alive\r\nContent-Length: 2\r\n\r\nok",
            b"ok",
        ),
        (b"HTTP/1.1 200\r\nContent-Length: 2\r\n\r\nok", b"ok"),
        (b"HTTP/1.1 200 OK\nContent-Length: 2\n\nok", b"ok"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nok", b"ok"),
        (b"HTTP/1.1 200 OK\r\nContent-Length : 2\r\nno field at all\r\n\r\nok", b"ok"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 9\r\n\r\n2\r\nok\r\n0\r\n\r\n", b"ok"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2;x=y\r\nok\r\n0\r\nTrailer: x\r\n\r\n", b"ok"),
        (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n", Cause.INVALID_RESPONSE),
        (b"HTTP/1.1 100 Continue\r\n\r\n" * (MAX_INTERIM + 1) + KEPT, Cause.INVALID_RESPONSE),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok", Cause.INVALID_RESPONSE),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok", Cause.INVALID_RESPONSE),
        (b"<html>no header at all</html>\r\n\r\n", Cause.INVALID_RESPONSE),
    ],
)
def test_answers_are_understood_as_browsers_do(run: Any, answer: bytes, body: object) -> None:
    with Keeping(lambda *_: answer) as server:
        assert bodies(run(asking(server.url, timeout=1.0))) == [body]


def test_an_answer_may_come_one_byte_at_a_time(run: Any, site: Website) -> None:
    def act(connection: socket.socket) -> None:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n":
            connection.sendall(bytes([byte]))

    site.on("/", act)
    assert bodies(run(asking(site.url("/")))) == [b"ok"]


def test_an_answer_may_come_before_the_question(run: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection:
                connection.sendall(KEPT)
                connection.recv(65536)
                hang(1.0)(connection)

        threading.Thread(target=serve, daemon=True).start()
        assert bodies(run(asking(f"http://127.0.0.1:{listener.getsockname()[1]}/"))) == [b"ok"]


# Nothing is read beyond the caps


def _flood(first: bytes, piece: bytes, sent: list[int]) -> Callable[[socket.socket], None]:
    """Send without end, and count what the system takes."""

    def act(connection: socket.socket) -> None:
        sent.append(0)
        with contextlib.suppress(OSError):
            connection.sendall(first)
            while sent[-1] < 1 << 30:
                connection.sendall(piece)
                sent[-1] += len(piece)

    return act


@pytest.mark.parametrize(
    ("first", "piece", "cause"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 65536, None),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n", b"x" * 65536, None),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n" * 10000, None),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1;", b"x" * 65536, None),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"X: y\r\n" * 10000, Cause.HEADER_BOMB),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n\x1f\x8b", b"x" * 65536, Cause.INVALID_RESPONSE),
        (b"HTTP/1.1 200 OK\r\nX: ", b"x" * 65536, Cause.HEADER_BOMB),
        (b"HTTP/1.1 200 OK\r\n", b"X: y\r\n" * 10000, Cause.HEADER_BOMB),
        (b"HTTP/1.1 200 ", b"OK" * 30000, Cause.HEADER_BOMB),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1000, Cause.INVALID_RESPONSE),
        (b"", b"x" * 65536, Cause.INVALID_RESPONSE),
    ],
)
def test_who_sends_without_end_is_not_read_to_the_end(
    run: Any, site: Website, first: bytes, piece: bytes, cause: Cause | None
) -> None:
    sent: list[int] = []
    limit = 1 << 20
    site.on("/", _flood(first, piece, sent))
    (outcome,) = run(asking(site.url("/"), max_body=limit, timeout=10.0, total_timeout=20.0))
    assert (outcome.cause if isinstance(outcome, Failure) else None) is cause
    assert len(sent) == 1
    assert sent[0] <= MAX_OVERHEAD * limit + MAX_HEAD + BUFFERS
    if cause is None:
        assert len(outcome.body) <= limit


# Connecting


def test_the_families_take_turns() -> None:
    assert interleaved(["::1", "::2", "1.1.1.1"]) == ["::1", "1.1.1.1", "::2"]
    assert interleaved(["1.1.1.1", "::1", "::2", "::3"]) == ["1.1.1.1", "::1", "::2", "::3"]


def test_an_address_that_fails_gives_way_at_once(run: Any, site: Website) -> None:
    site.on("/", reply(200, "ok"))
    lookup = names(two__test="127.0.0.2 127.0.0.1")
    began = time.monotonic()
    outcomes = run(asking(site.url("/", host="two.test"), lookup=lookup, allow_hosts=("127.0.0.0/8",)))
    assert bodies(outcomes) == [b"ok"]
    assert time.monotonic() - began < 5


def test_an_address_that_does_not_answer_holds_up_nobody(run: Any) -> None:
    # A full queue of connections that nobody accepts: the next attempt gets no answer.
    with socket.create_server(("127.0.0.3", 0), backlog=0) as silent, contextlib.ExitStack() as stack:
        port = silent.getsockname()[1]
        for _ in range(3):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(("127.0.0.3", port))
        listener = stack.enter_context(socket.create_server(("127.0.0.1", port)))

        async def main() -> str:
            began = time.monotonic()
            with await connect(["127.0.0.3", "127.0.0.1"], port, 5.0) as made:
                assert time.monotonic() - began >= DELAY / 2
                return str(made.getpeername()[0])

        assert run(main()) == "127.0.0.1"
        listener.close()


def test_of_many_addresses_that_fail_the_cause_is_told(run: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    lookup = names(none__test="127.0.0.1 127.0.0.2 127.0.0.3")
    outcomes = run(asking(f"http://none.test:{port}/", lookup=lookup, allow_hosts=("127.0.0.0/8",)))
    assert bodies(outcomes) == [Cause.REFUSED]


def test_a_server_that_never_shakes_hands_is_given_up(run: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        (outcome,) = run(asking(f"https://127.0.0.1:{listener.getsockname()[1]}/", timeout=1.0))
    assert outcome.cause is Cause.CONNECT_TIMEOUT
    assert outcome.detail == "connected, but no TLS connection in time"


def test_a_server_that_hangs_up_on_tls_is_told_apart(run: Any) -> None:
    with Keeping(lambda *_: b"") as server:
        pass
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            connection.recv(10)
            connection.close()

        threading.Thread(target=serve, daemon=True).start()
        (outcome,) = run(asking(f"https://127.0.0.1:{listener.getsockname()[1]}/"))
    assert outcome.cause is Cause.CONNECTION_CLOSED
    assert server.connections == 0


def test_the_fast_loop_is_used_where_there_is_one() -> None:
    async def kind() -> str:
        return type(asyncio.get_running_loop()).__module__

    assert loop.run(kind()) == "uvloop"


def test_without_the_fast_loop_python_s_own_is_used(site: Website, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "uvloop", None)
    site.on("/", reply(200, "ok"))

    async def kind() -> str:
        return type(asyncio.get_running_loop()).__module__

    assert loop.run(kind()).startswith("asyncio")
    assert bodies(loop.run(asking(site.url("/")))) == [b"ok"]
