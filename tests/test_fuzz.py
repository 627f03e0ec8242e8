"""The fuzzer itself: a few mutated documents of every format are read well, and a reader that is not is caught."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random
from types import ModuleType
from typing import TYPE_CHECKING

import pytest
from fuzzing import target
from fuzzing.mutation import Mutator
from fuzzing.seeds import seeds
from fuzzing.session import Plan, tried
from fuzzing.target import FailureError, attempt

from linkaudit.documents import formats
from linkaudit.documents.formats import Format
from linkaudit.documents.interface import PLAIN, Options, Reading
from linkaudit.documents.read import read_bytes
from linkaudit.models import Kind, Reference

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.documents.positions import Lines

FUZZ = Path(__file__).parent.parent / "scripts" / "fuzz.py"


def test_mutated_documents_of_every_format_are_read(tmp_path: Path) -> None:
    ran = subprocess.run(
        [sys.executable, FUZZ, "all", "--runs", "150", "--seed", "1", "--largest", "5000", "--folder", tmp_path],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (0, ""), ran.stdout
    lines = [line.split() for line in ran.stdout.splitlines()[1:]]
    assert [(line[0], line[1], line[-1]) for line in lines] == [(name, "150", "0") for name in formats.names()]


@pytest.mark.parametrize("name", formats.names())
def test_every_format_has_seeds_that_hold_references(name: str) -> None:
    announced = formats.by_name(name)
    for seed in seeds(name):
        documents = list(read_bytes(seed, target.name_of(announced), announced))
        assert any(getattr(document, "references", ()) for document in documents), documents


def test_the_same_seed_makes_the_same_files() -> None:
    files = seeds("html")
    one, two, other = (Mutator(Random(seed), "html", files, 2000) for seed in (1, 1, 2))  # noqa: S311 - to be repeated
    made = [one.another() for _ in range(20)]
    assert made == [two.another() for _ in range(20)] != [other.another() for _ in range(20)]
    assert len(set(made)) > 15


def _raises(lines: Lines) -> Reading:
    raise ValueError(lines.text[:0] + "broken")


def _never_ends(lines: Lines) -> Reading:
    while lines.text:
        pass
    return Reading()


def _recurses(lines: Lines) -> Reading:
    return _recurses(lines)


def _elsewhere(lines: Lines) -> Reading:
    return Reading((Reference("x", "x", lines.location(0, 1), Kind.LINK),))


def _outside(lines: Lines) -> Reading:
    return Reading((Reference("x", "", lines.location(9000, 9000), Kind.LINK),))


def _unsorted(lines: Lines) -> Reading:
    places = (lines.location(1, 1), lines.location(0, 0))
    return Reading(tuple(Reference("x", "", place, Kind.LINK) for place in places))


BROKEN = [
    (_raises, "ValueError: broken"),
    (_never_ends, "longer than"),
    (_recurses, "RecursionError"),
    (_elsewhere, "a reference is not at its place"),
    (_outside, "outside the text"),
    (_unsorted, "stands before"),
]


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[Lines], Reading]], Format]:
    """Give the making of a format whose reader is broken in the way of a function, in the place of `text`."""

    def make(way: Callable[[Lines], Reading]) -> Format:
        def read(lines: Lines, options: Options = PLAIN) -> Reading:
            return way(lines)

        module = ModuleType("broken_reader")
        monkeypatch.setattr(module, "read", read, raising=False)
        monkeypatch.setitem(sys.modules, "broken_reader", module)
        made = Format("text", "broken_reader", (".broken",))
        monkeypatch.setitem(formats._BY_NAME, "text", made)  # noqa: SLF001
        monkeypatch.setattr(target, "SECONDS", 0.2)
        return made

    return make


@pytest.mark.parametrize(("way", "told"), BROKEN)
def test_a_broken_reader_is_caught(
    broken: Callable[[Callable[[Lines], Reading]], Format], way: Callable[[Lines], Reading], told: str
) -> None:
    with pytest.raises(FailureError, match=told):
        attempt(b"some text", broken(way))


def test_a_failing_file_is_kept_with_its_reason(
    broken: Callable[[Callable[[Lines], Reading]], Format], tmp_path: Path
) -> None:
    broken(_raises)
    outcome = tried(Plan("text", tmp_path, runs=20))
    (path,) = outcome.failures
    assert path.parent == tmp_path
    assert path.suffix == ".broken"
    assert path.read_bytes()
    assert "ValueError: broken" in path.with_suffix(".why").read_text()
    assert outcome.runs == 20


def test_reading_that_takes_too_much_memory_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(target, "MEMORY", 1)
    with pytest.raises(FailureError, match="of memory"):
        attempt(b"some text", formats.by_name("css"))
