"""Many files: read by processes, and not read again if they are what they were."""

from __future__ import annotations

import os
import time
from datetime import date
from typing import TYPE_CHECKING

import pytest

from linkaudit import gather as gathering
from linkaudit.content.main_text import BUILT_IN, TRAFILATURA
from linkaudit.documents.interface import Reading
from linkaudit.documents.read import read_file
from linkaudit.engines import many
from linkaudit.gather import MANY, Collection, gather
from linkaudit.models import Skipped
from linkaudit.settings import Collection as Kinds
from linkaudit.settings import Config, Content

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from linkaudit.documents.positions import Lines

DAY = date(2026, 11, 21)
NUMBER = MANY + 20
ALONE = "# Title\n\n[page](https://h.example/2027/01/02/x) and <!-- linkaudit: own-work --> <https://h.example/{}>\n"


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with many documents, changed long enough ago to be trusted."""
    monkeypatch.chdir(tmp_path)
    for number in range(NUMBER):
        write(tmp_path / f"docs/{number % 7}/{number:03}.md", ALONE.format(number))
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    long_ago = time.time() - 3600
    os.utime(path, (long_ago, long_ago))


@pytest.fixture
def trusting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files made for a test are new; take them for old ones."""
    monkeypatch.setattr("linkaudit.history.readings._RACY_NS", 0)


@pytest.fixture
def read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[], set[str]]:
    """Give the names of the files that were parsed since one asked last; processes note them in a folder."""
    notes = tmp_path / "notes"
    notes.mkdir()
    read = read_file

    def noted(path: Path, *given: object, **options: object) -> object:
        (notes / path.name).touch()
        return read(path, *given, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(gathering, "read_file", noted)

    def names() -> set[str]:
        found = {each.name for each in notes.iterdir()}
        for each in notes.iterdir():
            each.unlink()
        return found

    return names


def gathered(
    state: Path | None, config: Config | None = None, *, day: date = DAY, references: bool = True
) -> Collection:
    remembered = (lambda: str(state)) if state else None
    return gather(["docs"], config or Config(git=False), as_of=day, state=remembered, references=references)


def essence(collection: Collection) -> object:
    return collection.documents, collection.findings, collection.skipped


def test_many_documents_are_what_few_are(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tree / "docs/3/broken.md", "\0")
    by_processes = gathered(None)
    monkeypatch.setattr(gathering, "MANY", 10_000)
    assert essence(by_processes) == essence(gathered(None))
    assert len(by_processes.documents) == NUMBER
    assert len(by_processes.findings) == NUMBER
    assert by_processes.skipped == (Skipped("docs/3/broken.md", "binary (it holds zero bytes)"),)


@pytest.mark.usefixtures("trusting")
def test_what_is_known_is_not_read_again(tree: Path, read_again: Callable[[], set[str]]) -> None:
    first = gathered(tree / "state")
    assert len(read_again()) == NUMBER
    assert essence(gathered(tree / "state")) == essence(first)
    assert read_again() == set()


@pytest.mark.usefixtures("trusting")
def test_a_file_that_was_changed_is_read_again(tree: Path, read_again: Callable[[], set[str]]) -> None:
    gathered(tree / "state")
    read_again()
    changed = tree / "docs/1/001.md"
    write(changed, changed.read_text().replace("/1>", "/2>"))
    second = gathered(tree / "state")
    assert read_again() == {"001.md"}
    (document,) = (each for each in second.documents if each.path == "docs/1/001.md")
    assert document.references[1].url == "https://h.example/2"


@pytest.mark.usefixtures("trusting")
def test_a_file_that_was_only_touched_is_not_parsed(tree: Path, read_again: Callable[[], set[str]]) -> None:
    first = gathered(tree / "state")
    read_again()
    for path in tree.glob("docs/*/*.md"):
        path.touch()
    assert essence(gathered(tree / "state")) == essence(first)
    assert read_again() == set()


def test_a_file_that_was_changed_just_now_is_looked_at(tree: Path, read_again: Callable[[], set[str]]) -> None:
    gathered(tree / "state")
    read_again()
    path = tree / "docs/0/000.md"
    before = path.stat()
    path.write_text(path.read_text().replace("/0>", "/9>"))
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    gathered(tree / "state")
    assert read_again() == {"000.md"}


@pytest.mark.usefixtures("trusting")
@pytest.mark.parametrize(
    "other", [Config(git=False, include_code=True), Config(git=False, collection=Kinds(clippings=("*.md",)))]
)
def test_with_other_options_everything_is_read_again(
    tree: Path, read_again: Callable[[], set[str]], other: Config
) -> None:
    gathered(tree / "state")
    read_again()
    gathered(tree / "state", other)
    assert len(read_again()) == NUMBER


@pytest.mark.usefixtures("trusting")
def test_with_another_program_everything_is_read_again(
    tree: Path, read_again: Callable[[], set[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    gathered(tree / "state")
    read_again()
    monkeypatch.setattr(many, "_own_files", lambda: [("documents/markdown.py", 1, 2)])
    gathered(tree / "state")
    assert len(read_again()) == NUMBER


@pytest.mark.usefixtures("trusting")
def test_what_lies_in_the_future_today_is_judged_again_tomorrow(tree: Path, read_again: Callable[[], set[str]]) -> None:
    write(tree / "docs/past.md", "# Title\n\n[page](https://h.example/2018/01/02/x)\n")
    gathered(tree / "state")
    read_again()
    later = gathered(tree / "state", day=date(2027, 6, 1))
    assert len(read_again()) == NUMBER
    assert later.findings == ()
    gathered(tree / "state", day=date(2017, 1, 1))
    assert len(read_again()) == NUMBER + 1


@pytest.mark.usefixtures("trusting")
def test_references_are_kept_even_if_nobody_asks_for_them(tree: Path) -> None:
    without = gathered(tree / "state", references=False)
    # Those that carry a date are judged when all is read.
    assert {tuple(one.url for one in each.references) for each in without.documents} == {
        ("https://h.example/2027/01/02/x",)
    }
    assert {each.reference_count for each in without.documents} == {2}
    assert essence(gathered(tree / "state")) == essence(gathered(None))


def test_a_reader_that_fails_fails_for_one_file(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import linkaudit.documents.markdown as reader  # noqa: PLC0415 - the one that is replaced

    def broken(lines: Lines, _: object) -> Reading:
        if lines.path.endswith("005.md"):
            raise KeyError(lines.path)
        return Reading()

    monkeypatch.delenv("LINKAUDIT_TRACEBACK", raising=False)
    monkeypatch.setattr(reader, "read", broken)
    collection = gathered(None)
    assert len(collection.documents) == NUMBER - 1
    (skipped,) = collection.skipped
    assert skipped == Skipped("docs/5/005.md", "internal error while reading it: KeyError: 'docs/5/005.md'")


def test_a_reader_that_kills_its_process_costs_one_file(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import linkaudit.documents.markdown as reader  # noqa: PLC0415 - the one that is replaced

    def deadly(lines: Lines, _: object) -> Reading:
        if lines.path.endswith("005.md"):
            os.kill(os.getpid(), 9)
        return Reading()

    monkeypatch.setattr(reader, "read", deadly)
    collection = gathered(tree / "state")
    assert len(collection.documents) == NUMBER - 1
    (skipped,) = collection.skipped
    assert skipped.path == "docs/5/005.md"
    assert "killed the process" in skipped.reason


@pytest.mark.usefixtures("trusting")
def test_what_was_read_to_be_compared_is_enough_for_a_scan_and_not_the_other_way_round(
    tree: Path, read_again: Callable[[], set[str]]
) -> None:
    scans = Config(git=False, content=Content(enabled=False))
    text = " ".join(f"Day {number} went by." for number in range(30))
    write(tree / "docs/1/001.md", f"Original url: https://h.example/original\n\n{text}\n\n{ALONE}")
    scanned = gathered(tree / "state", scans)
    assert len(read_again()) == NUMBER
    first = gathered(tree / "state")
    assert len(read_again()) == NUMBER, "a scan keeps no samples"
    assert [each.path for each in first.documents if each.passages] == ["docs/1/001.md"]
    assert essence(gathered(tree / "state")) == essence(first)
    again = gathered(tree / "state", scans)
    assert read_again() == set()
    assert [each.references for each in again.documents] == [each.references for each in scanned.documents]


def test_all_means_by_which_samples_are_taken_are_known() -> None:
    assert {BUILT_IN, TRAFILATURA} == set(many.MEANS)
