"""Work shared out to processes: everything is done, in order, whatever becomes of a process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from itertools import count, islice
from pathlib import Path

import pytest

from linkaudit.engines.local import Workers, processors

DEADLY = 13


def double(number: int) -> int:
    return 2 * number


def lost(number: int) -> int:
    return -number


def deadly(number: int) -> int:
    if number % 100 == DEADLY:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def slow_first(number: int) -> int:
    if number == 0:
        time.sleep(0.2)
    return number


def fails(number: int) -> int:
    msg = f"cannot do {number}"
    raise ValueError(msg)


def where(_: int) -> int:
    return os.getpid()


ORPHANS = """
import os, sys, time
from linkaudit.engines.local import Workers

def work(number):
    os.write(1, b"%d\\n" % os.getpid())
    time.sleep(0.05)
    return number

with Workers(work, work, 2) as workers:
    for _ in workers.results(range(100000)):
        pass
"""


def is_there(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked at in /proc")
def test_the_processes_end_with_the_one_that_started_them_however_that_was_ended() -> None:
    with subprocess.Popen([sys.executable, "-c", ORPHANS], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout
        pids = {int(next(parent.stdout)) for _ in range(20)}
        assert pids
        parent.kill()
    until = time.monotonic() + 60
    while any(map(is_there, pids)) and time.monotonic() < until:
        time.sleep(0.05)
    assert not any(map(is_there, pids))


def test_results_come_in_the_order_of_the_items() -> None:
    with Workers(slow_first, lost, 2) as workers:
        assert list(workers.results(range(500))) == list(range(500))
        assert list(workers.results(range(3))) == [0, 1, 2]


def test_nothing_is_started_for_nothing() -> None:
    with Workers(double, lost, 2) as workers:
        assert list(workers.results([])) == []


def test_the_work_is_done_elsewhere() -> None:
    with Workers(where, lost, 2) as workers:
        processes = set(workers.results(range(1000)))
    assert os.getpid() not in processes
    assert 1 <= len(processes) <= 2


def test_only_the_item_that_kills_its_process_is_lost() -> None:
    with Workers(deadly, lost, 2) as workers:
        results = list(workers.results(range(300)))
    assert results == [-number if number % 100 == DEADLY else number for number in range(300)]


def test_items_are_taken_as_they_are_needed() -> None:
    taken: list[int] = []

    def items() -> object:
        for number in count():
            taken.append(number)
            yield number

    with Workers(double, lost, 2) as workers:
        assert list(islice(workers.results(items()), 10)) == [2 * number for number in range(10)]  # type: ignore[arg-type]
    assert len(taken) < 1000


def test_an_error_in_the_work_is_an_error_here() -> None:
    with Workers(fails, lost, 2) as workers, pytest.raises(ValueError, match="cannot do 0"):
        list(workers.results([0]))


def test_there_is_a_processor() -> None:
    assert 1 <= processors() <= (os.cpu_count() or 1)
