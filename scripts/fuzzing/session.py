"""Trying one format for a while, in a process of its own: one that hangs or takes all memory ends only itself."""

from __future__ import annotations

import hashlib
import multiprocessing
import tempfile
import time
import traceback
from importlib import import_module
from itertools import count
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from fuzzing.mutation import LARGEST, Mutator
from fuzzing.seeds import seeds
from fuzzing.target import SECONDS, FailureError, attempt, name_of, peak_memory
from linkaudit.documents import formats

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.documents.formats import Format

_PATIENCE = 60.0
"""How many seconds a process may stay with one file before it is killed: the alarm does not interrupt compiled code."""
# Forked, since what is loaded (and instrumented) is so in the new process, too.
_PROCESSES = multiprocessing.get_context("fork")
_RUNS, _SLOWEST, _MEMORY = range(3)


class Plan(Struct, frozen=True):
    """How a format is tried."""

    format: str
    folder: Path
    """Where failing files go."""
    seconds: float = 60.0
    runs: int = 0
    """After how many files to stop; 0 to stop when the time is up."""
    seed: int = 0
    largest: int = LARGEST
    corpus: Path | None = None
    coverage: bool = False

    @property
    def announced(self) -> Format:
        """The format itself."""
        return formats.by_name(self.format)

    @property
    def current(self) -> Path:
        """The file that is being tried."""
        return self.folder / f"{self.format}.current"


class Outcome(Struct, frozen=True):
    """What became of it."""

    runs: int
    seconds: float
    slowest: float
    memory: int
    failures: tuple[Path, ...]


def tried(plan: Plan) -> Outcome:
    """Try a format as planned."""
    plan.folder.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    state = _PROCESSES.Array("d", 3, lock=False)
    reported = _PROCESSES.SimpleQueue()
    failures: set[Path] = set()
    for round_ in count():
        left = plan.seconds - (time.monotonic() - begun)
        if left <= 0 or (plan.runs and state[_RUNS] >= plan.runs):
            break
        _one_process(plan, round_, left, state, reported)
        while not reported.empty():
            failures.add(reported.get())
    plan.current.unlink(missing_ok=True)
    seconds = time.monotonic() - begun
    return Outcome(int(state[_RUNS]), seconds, state[_SLOWEST], int(state[_MEMORY]), tuple(sorted(failures)))


def _one_process(plan: Plan, round_: int, seconds: float, state: Any, reported: Any) -> None:
    """Try until the time is up, all runs are done, or the process has to end; note what killed it."""
    engine = _explore if plan.coverage else _mutate
    worker = _PROCESSES.Process(target=engine, args=(plan, round_, seconds, state, reported))
    worker.start()
    runs, since = -1.0, time.monotonic()
    while worker.is_alive():
        worker.join(0.2)
        if state[_RUNS] != runs:
            runs, since = state[_RUNS], time.monotonic()
        elif time.monotonic() - since > _PATIENCE:
            worker.kill()
            worker.join()
    if worker.exitcode and not plan.current.exists():
        msg = f"trying {plan.format} ended with {worker.exitcode} before any file was read"
        raise RuntimeError(msg)
    if worker.exitcode:
        told = f"the process ended with {worker.exitcode} (a negative number is a signal)"
        reported.put(_kept(plan, plan.current.read_bytes(), told, told))


def _mutate(plan: Plan, round_: int, seconds: float, state: Any, reported: Any) -> None:
    """Read the seeds, then mutated files."""
    until = time.monotonic() + seconds
    files = seeds(plan.format, plan.corpus)
    # Which files are made depends on nothing but the format and the seed.
    random = Random(f"{plan.format} {plan.seed} {round_}")  # noqa: S311 - nothing is kept secret
    mutator = Mutator(random, plan.format, files, plan.largest)
    try_ = _trial(plan, state, reported)
    for number in count():
        if time.monotonic() > until or (plan.runs and state[_RUNS] >= plan.runs):
            return
        if not try_(files[number] if number < len(files) and not round_ else mutator.another()):
            return


def _explore(plan: Plan, round_: int, seconds: float, state: Any, reported: Any) -> None:
    """Let libFuzzer choose, by what code they reach, which files are worth being mutated further."""
    atheris = import_module("atheris")
    files = seeds(plan.format, plan.corpus)
    with atheris.instrument_imports(include=["linkaudit"]):  # readers are loaded when they are first used
        for each in files:
            _trial(plan, state, reported)(each)
    try_ = _trial(plan, state, reported)

    def mutate(data: bytes, size: int, seed: int) -> bytes:
        random = Random(seed)  # noqa: S311 - nothing is kept secret
        if random.random() < 0.3:  # noqa: PLR2004 - it combines what it has learned from comparisons
            return bytes(atheris.Mutate(data, size))
        return Mutator(random, plan.format, (data, *files), plan.largest).mutated(data)[:size]

    with tempfile.TemporaryDirectory() as folder:
        for number, each in enumerate(files):
            (Path(folder) / str(number)).write_bytes(each)
        options = {
            "max_total_time": max(1, int(seconds)),
            "max_len": plan.largest,
            "seed": plan.seed + round_ + 1,
            # Time and memory are watched here; 0 would be taken for no time at all.
            "timeout": 3600,
            "rss_limit_mb": 0,
            "verbosity": 0,
            "runs": plan.runs or -1,
        }
        given = [f"-{name}={value}" for name, value in options.items()]
        atheris.Setup(["fuzz", *given, folder], try_, custom_mutator=mutate)
        atheris.Fuzz()


def _trial(plan: Plan, state: Any, reported: Any) -> Callable[[bytes], bool]:
    """Make a function that tries a file and tells whether the process is still fit to go on."""
    known: set[str] = set()

    def try_(data: bytes) -> bool:
        plan.current.write_bytes(data)
        state[_RUNS] += 1
        try:
            state[_SLOWEST] = max(state[_SLOWEST], attempt(data, plan.announced))
        except FailureError as error:
            if "longer than" in str(error):
                state[_SLOWEST] = SECONDS
            where = _where(error)
            if where not in known:
                known.add(where)
                told = "".join(traceback.format_exception(error))
                reported.put(_kept(plan, data, where, told))
            if "of memory" in str(error):
                return False
        finally:
            state[_MEMORY] = max(state[_MEMORY], peak_memory())
        return True

    return try_


def _where(error: FailureError) -> str:
    """Name a failure, so that it is shown once: by where in the code it arose, or by what it is."""
    cause = error.__cause__
    if cause is None:
        return str(error).partition(":")[0]
    steps = [each for each in traceback.extract_tb(cause.__traceback__) if "/fuzzing/" not in each.filename]
    own = [each for each in steps if "linkaudit" in each.filename] or steps
    # Time runs out anywhere: what matters is which function took it.
    place = f"{Path(own[-1].filename).name} {own[-1].name}" if own else ""
    return f"{type(cause).__name__} {place}"


def _kept(plan: Plan, data: bytes, where: str, told: str) -> Path:
    """Write a failing file and, beside it, what happened."""
    name = f"{plan.format}-{hashlib.sha256(where.encode()).hexdigest()[:8]}"
    path = plan.folder / f"{name}{Path(name_of(plan.announced)).suffix}"
    path.write_bytes(data)
    (plan.folder / f"{name}.why").write_text(told, encoding="utf-8", errors="backslashreplace")
    return path
