from __future__ import annotations

import asyncio
import contextlib
import socket
import threading

import pytest

from linkaudit.web.resolver import THREADS, Resolver, system_lookup


def test_names_are_looked_up_beside_each_other() -> None:
    meeting = threading.Barrier(20, timeout=5.0)

    def lookup(name: str) -> list[str]:
        meeting.wait()
        return [f"192.0.2.{name}"]

    async def run() -> list[list[str]]:
        resolver = Resolver(5.0, lookup)
        found = await asyncio.gather(*(resolver.addresses(str(number)) for number in range(20)))
        return [list(each) for each in found]

    assert asyncio.run(run()) == [[f"192.0.2.{number}"] for number in range(20)]


def test_there_are_never_too_many_threads() -> None:
    lock, under_way, most = threading.Lock(), 0, 0

    def lookup(_: str) -> list[str]:
        nonlocal under_way, most
        with lock:
            under_way += 1
            most = max(most, under_way)
        threading.Event().wait(0.01)
        with lock:
            under_way -= 1
        return []

    async def run() -> None:
        resolver = Resolver(5.0, lookup)
        await asyncio.gather(*(resolver.addresses(str(number)) for number in range(2 * THREADS)))

    asyncio.run(run())
    assert 1 < most <= THREADS


def test_an_answer_that_comes_too_late_is_dropped_in_silence() -> None:
    go_on = threading.Event()
    trouble: list[object] = []

    def lookup(_: str) -> list[str]:
        go_on.wait(5.0)
        return []

    async def run() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: trouble.append(context))
        with pytest.raises(socket.gaierror) as caught:
            await Resolver(0.05, lookup).addresses("slow.test")
        assert caught.value.errno == socket.EAI_AGAIN
        go_on.set()
        await asyncio.sleep(0.1)

    asyncio.run(run())
    assert trouble == []


def test_an_answer_that_comes_after_the_run_is_dropped_in_silence(monkeypatch: pytest.MonkeyPatch) -> None:
    go_on = threading.Event()
    trouble: list[object] = []
    monkeypatch.setattr(threading, "excepthook", trouble.append)

    def lookup(_: str) -> list[str]:
        go_on.wait(5.0)
        return []

    with pytest.raises(socket.gaierror):
        asyncio.run(Resolver(0.05, lookup).addresses("slow.test"))
    go_on.set()
    for thread in threading.enumerate():
        if thread.name == "resolve slow.test":
            thread.join(5.0)
    assert trouble == []


def test_answers_are_used_again_for_a_while(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def lookup(name: str) -> list[str]:
        asked.append(name)
        return ["192.0.2.1"]

    async def run() -> None:
        resolver = Resolver(5.0, lookup)
        await asyncio.gather(*(resolver.addresses("a.test") for _ in range(10)))
        await resolver.addresses("a.test")
        assert asked == ["a.test"]
        await resolver.look_up("a.test")
        assert asked == ["a.test"] * 2
        monkeypatch.setattr("linkaudit.web.resolver.TTL", 0.0)
        await resolver.addresses("a.test")
        assert asked == ["a.test"] * 3

    asyncio.run(run())


def test_errors_are_not_remembered_and_not_many_answers_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkaudit.web.resolver.KEPT", 2)
    asked: list[str] = []

    def lookup(name: str) -> list[str]:
        asked.append(name)
        if name == "none.test":
            raise socket.gaierror(socket.EAI_NONAME, name)
        return ["192.0.2.1"]

    async def run() -> None:
        resolver = Resolver(5.0, lookup)
        for name in ("none.test", "none.test", "a.test", "b.test", "c.test", "c.test", "a.test"):
            with contextlib.suppress(socket.gaierror):
                await resolver.addresses(name)

    asyncio.run(run())
    assert asked == ["none.test", "none.test", "a.test", "b.test", "c.test", "a.test"]


def test_who_gives_up_waiting_leaves_the_others_their_answer() -> None:
    go_on = threading.Event()

    def lookup(_: str) -> list[str]:
        go_on.wait(5.0)
        return ["192.0.2.1"]

    async def run() -> list[str]:
        resolver = Resolver(5.0, lookup)
        impatient = asyncio.ensure_future(resolver.addresses("a.test"))
        patient = asyncio.ensure_future(resolver.addresses("a.test"))
        await asyncio.sleep(0.05)
        impatient.cancel()
        await asyncio.sleep(0)
        go_on.set()
        return list(await patient)

    assert asyncio.run(run()) == ["192.0.2.1"]


def test_localhost_is_never_looked_up() -> None:
    def lookup(name: str) -> list[str]:
        raise AssertionError(name)

    assert list(asyncio.run(Resolver(1.0, lookup).addresses("www.localhost."))) == ["127.0.0.1", "::1"]


def test_the_system_is_asked_without_conversion_of_the_name(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[object] = []

    def getaddrinfo(*arguments: object, **options: object) -> list[tuple[object, ...]]:
        asked.append(arguments[0])
        address = ("192.0.2.7", 0)
        return [
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", address),
            (socket.AF_INET, socket.SOCK_STREAM, 6, "", address),
        ]

    monkeypatch.setattr(socket, "getaddrinfo", getaddrinfo)
    assert system_lookup("xn--ls8h.test") == ["192.0.2.7"]
    assert asked == [b"xn--ls8h.test"]
