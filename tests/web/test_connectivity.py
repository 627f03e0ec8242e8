from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest

from linkaudit.web.connectivity import ENOUGH_HOSTS, NETWORK_CAUSES, PATIENCE, Connectivity
from linkaudit.web.exchange import Answer, Cause, Failure, Headers

if TYPE_CHECKING:
    from collections.abc import Sequence

ANSWER = Answer("http://h/", 200, Headers())
NO_NAME = Failure("http://h/", Cause.DNS_FAILURE)


class Network:
    """A resolver that knows the control names while it is up, in a time that is set."""

    def __init__(self, *, up: bool) -> None:
        self.up = up
        self.now = 0.0
        self.asked: list[str] = []

    async def resolve(self, name: str) -> Sequence[str]:
        self.asked.append(name)
        await asyncio.sleep(0)
        if not self.up:
            raise socket.gaierror(socket.EAI_NONAME, "no such name")
        return ["192.0.2.1"]

    def connectivity(self, *control: str) -> Connectivity:
        return Connectivity(control or ("one.test", "two.test"), self.resolve, lambda: self.now)


def note(connectivity: Connectivity, answered: int, failed: int) -> None:
    for number in range(answered):
        connectivity.note(f"good{number}.test", ANSWER)
    for number in range(failed):
        connectivity.note(f"bad{number}.test", NO_NAME)


def test_a_control_name_that_resolves_vouches_for_the_network() -> None:
    network = Network(up=True)
    assert asyncio.run(network.connectivity().ask()) is True
    assert network.asked


def test_one_control_name_is_enough() -> None:
    network = Network(up=True)

    async def resolve(name: str) -> Sequence[str]:
        if name == "dead.test":
            raise socket.gaierror(socket.EAI_AGAIN, "no answer")
        return await network.resolve(name)

    connectivity = Connectivity(("dead.test", "live.test"), resolve, lambda: 0.0)
    assert asyncio.run(connectivity.ask()) is True


def test_without_control_names_failures_are_believed() -> None:
    connectivity = Connectivity((), Network(up=False).resolve, lambda: 0.0)
    assert asyncio.run(connectivity.ask()) is True


@pytest.mark.parametrize(
    ("answered", "failed", "at_end", "expected"),
    [
        (0, 1, True, True),
        (0, 1, False, False),
        (1, 1, True, False),
        (1, 2, True, True),
        (3, 5, False, True),
        (4, 4, False, False),
        (0, ENOUGH_HOSTS - 1, False, False),
        (0, ENOUGH_HOSTS, False, True),
    ],
)
def test_the_machine_is_offline_if_more_than_half_of_the_hosts_fail(
    answered: int, failed: int, at_end: bool, expected: bool
) -> None:
    connectivity = Network(up=False).connectivity()
    note(connectivity, answered, failed)
    assert asyncio.run(connectivity.ask()) is False
    assert connectivity.offline(at_end=at_end) is expected


def test_a_host_that_has_answered_once_has_not_failed() -> None:
    connectivity = Network(up=False).connectivity()
    note(connectivity, 1, 1)
    connectivity.note("bad0.test", ANSWER)
    connectivity.note("good0.test", NO_NAME)
    assert not connectivity.offline(at_end=True)


@pytest.mark.parametrize("cause", sorted(set(Cause) - NETWORK_CAUSES - {Cause.UNSAFE}))
def test_failures_that_need_a_network_show_that_there_is_one(cause: Cause) -> None:
    connectivity = Network(up=False).connectivity()
    note(connectivity, 0, 1)
    connectivity.note("other.test", Failure("http://other.test/", cause))
    assert not connectivity.offline(at_end=True)


def test_a_refusal_by_the_guard_shows_nothing() -> None:
    connectivity = Network(up=False).connectivity()
    note(connectivity, 0, 1)
    connectivity.note("other.test", Failure("http://other.test/", Cause.UNSAFE))
    assert connectivity.offline(at_end=True)


def test_a_run_is_not_stopped_before_allowed_hosts_have_been_looked_at() -> None:
    connectivity = Network(up=False).connectivity()
    connectivity.expect({"http://local.test/"})
    note(connectivity, 0, 20)
    assert not connectivity.offline(at_end=False)
    connectivity.settle("http://local.test/")
    assert connectivity.offline(at_end=False)


def test_a_network_that_was_there_and_is_gone_is_the_machine_s() -> None:
    network = Network(up=True)
    connectivity = network.connectivity()
    note(connectivity, 9, 1)
    assert asyncio.run(connectivity.ask())
    network.up = False
    assert not asyncio.run(connectivity.ask())
    assert connectivity.offline(at_end=False)


UNREACHED = Failure("http://h/", Cause.CONNECT_TIMEOUT)


def fail_to_reach(connectivity: Connectivity, network: Network, *hosts: str, seconds: float = 20.0) -> None:
    """Let connecting to some hosts at once take some time, in vain."""
    began, network.now = network.now, network.now + seconds
    for host in hosts:
        connectivity.note(host, UNREACHED, began)


HOSTS = [f"{number}.test" for number in range(ENOUGH_HOSTS)]


def test_names_that_resolve_are_no_network_while_nobody_can_be_reached() -> None:
    network = Network(up=True)
    connectivity = network.connectivity()
    note(connectivity, 99, 0)
    network.now += 1.0
    fail_to_reach(connectivity, network, *HOSTS[:-1])
    assert asyncio.run(connectivity.ask())
    assert not connectivity.believes(HOSTS[0]), "there are few of them, but nobody else answers"
    assert connectivity.believes("bad0.test")
    fail_to_reach(connectivity, network, HOSTS[-1])
    assert connectivity.cut_off
    assert not asyncio.run(connectivity.ask())
    assert connectivity.offline(at_end=False)
    connectivity.note("again.test", ANSWER)
    assert asyncio.run(connectivity.ask()), "somebody answers"


def test_hosts_that_fail_while_others_answer_are_down_themselves() -> None:
    network = Network(up=True)
    connectivity = network.connectivity()
    began = network.now
    network.now += 1.0
    connectivity.note("live.test", ANSWER)
    network.now += 19.0
    for host in HOSTS:
        connectivity.note(host, UNREACHED, began)
    assert not connectivity.cut_off
    assert all(map(connectivity.believes, HOSTS))
    # At the end of a run they are tried once more, and nobody is left to answer.
    fail_to_reach(connectivity, network, *HOSTS)
    assert not connectivity.cut_off


@pytest.mark.parametrize("cause", [Cause.DNS_FAILURE, Cause.REFUSED, Cause.READ_TIMEOUT])
def test_other_failures_do_not_say_that_nobody_can_be_reached(cause: Cause) -> None:
    network = Network(up=True)
    connectivity = network.connectivity()
    for host in HOSTS:
        connectivity.note(host, Failure("http://h/", cause), network.now)
    assert not connectivity.cut_off


def test_hosts_on_ones_own_network_do_not_say_that_nobody_can_be_reached() -> None:
    connectivity = Network(up=True).connectivity()
    for host in HOSTS:
        connectivity.note(host, UNREACHED)
    assert not connectivity.cut_off


def test_the_control_names_are_not_asked_for_all_the_time() -> None:
    network = Network(up=True)
    connectivity = network.connectivity()
    assert connectivity.due
    asyncio.run(connectivity.ask())
    assert not connectivity.due
    network.now = PATIENCE
    assert connectivity.due


def test_the_control_names_are_asked_for_as_soon_as_a_conclusion_is_possible() -> None:
    connectivity = Network(up=False).connectivity()
    connectivity.expect({"http://local.test/"})
    note(connectivity, 0, ENOUGH_HOSTS)
    asyncio.run(connectivity.ask())
    assert not connectivity.due
    connectivity.settle("http://local.test/")
    assert connectivity.due
    asyncio.run(connectivity.ask())
    assert not connectivity.due


def test_the_control_names_are_not_asked_for_twice_at_a_time() -> None:
    network = Network(up=True)

    async def run() -> None:
        connectivity = network.connectivity()
        first = asyncio.ensure_future(connectivity.ask())
        await asyncio.sleep(0)
        network.now = 10 * PATIENCE
        assert not connectivity.due
        await first
        assert connectivity.due

    asyncio.run(run())
