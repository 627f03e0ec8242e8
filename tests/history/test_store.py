"""The state: what is written comes back, runs that were cut off go on, answers hold as long as they should."""

from __future__ import annotations

import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkaudit.errors import BusyError, StateError
from linkaudit.history.schema import MIGRATIONS
from linkaudit.history.seen_alive import Opening, seen_alive
from linkaudit.history.store import BATCH, IN_MEMORY, Store, default_path, open_past, open_store
from linkaudit.models import (
    Asked,
    Condition,
    Hop,
    Lookup,
    Memento,
    Observation,
    PartialDate,
    Result,
    Standing,
    Verdict,
)
from linkaudit.settings import History

if TYPE_CHECKING:
    from collections.abc import Iterator

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SECOND = timedelta(seconds=1)
URL = "http://www.site.test/größe?q=1"
SERVICES = "wayback"

SEEN = Observation(
    url=URL,
    checked_at=NOW,
    verdict=Verdict.MOVED,
    reason="permanent-redirect",
    status=200,
    final_url="http://www.site.test/neu#teil",
    hops=(Hop(URL, 301), Hop("http://www.site.test/über", 308)),
    elapsed_ms=123,
    attempts=3,
    detail="200 OK, “neu”",
    title="Größe\x00\N{PILE OF POO}",
    etag='W/"abc"',
    last_modified="Sat, 21 Nov 2026 12:00:00 GMT",
    digest="0" * 64,
    cause="truncated-body",
    words=312,
    sketch="0123456789abcdef",
    fragments={"teil": "there", "fu\xdfnote": "missing"},
    captured_at=datetime(2018, 7, 12, 8, tzinfo=UTC),
    passages="1AAAAAAA",
    trade="gambling (casino)",
)
BARE = Observation(url="http://other.test/", checked_at=NOW, verdict=Verdict.UNKNOWN, reason="not-checked")
FOUND = Lookup(
    url=URL,
    at=PartialDate(2018, 7, 12, "12 July 2018"),
    result=Result.FOUND,
    reason="ok",
    looked_up_at=NOW,
    memento=Memento(
        original="http://www.site.test/gr%C3%B6%C3%9Fe?q=1",
        memento_url="http://archive.test/web/20180712080000/http://www.site.test/",
        captured_at=datetime(2018, 7, 12, 8, tzinfo=UTC),
        status=203,
        archive="archive.test",
        digest="ABC",
        title="Größe \N{PILE OF POO}",
        words=312,
        passages="1BBBBBBB",
    ),
    archive="archive.test",
)
ABSENT = Lookup(URL, None, Result.ABSENT, "only-errors", NOW, archive="archive.test, other.test")
UNKNOWN = Lookup(URL, None, Result.UNKNOWN, "refused", NOW, archive="archive.test")


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store(IN_MEMORY) as opened:
        yield opened


def begin(store: Store, key: str = "key", now: datetime = NOW, within: timedelta = DAY) -> str:
    return store.begin(key, "audit", "2026-11-21", now, within).id


def reported(seen: Observation) -> Observation:
    """Leave out what only the next look needs."""
    return replace(seen, title="", etag="", last_modified="", digest="", words=0, sketch="", passages="")


@pytest.mark.parametrize("seen", [SEEN, BARE], ids=["full", "bare"])
def test_an_observation_comes_back_as_it_was(store: Store, seen: Observation) -> None:
    run = begin(store)
    store.observe(run, seen)
    assert store.past.looks(seen.url) == [seen]
    assert store.observations(run, {seen.url: seen.url}) == {seen.url: reported(seen)}


def test_every_field_of_an_observation_is_kept() -> None:
    # A field at its default would come back even if nobody had written it down.
    given = {name: getattr(SEEN, name) for name in SEEN.__struct_fields__}
    same = {name for name, value in given.items() if value == getattr(BARE, name)}
    assert same == {"checked_at", "asked", "because"}


def test_how_a_look_came_about_is_not_kept(store: Store) -> None:
    run = begin(store)
    store.observe(run, replace(SEEN, asked=(Asked("GET", URL),), because=("it said so",)))
    assert store.past.looks(URL) == [SEEN]


def test_half_a_character_is_replaced(store: Store) -> None:
    run = begin(store)
    store.observe(run, BARE)
    store.observe(run, replace(SEEN, title="half \ud83d a face", detail="\udc80"))
    (look,) = store.past.looks(URL)
    assert (look.title, look.detail) == ("half \ufffd a face", "\ufffd")
    assert store.past.looks(BARE.url) == [BARE]


def test_observations_belong_to_their_run(store: Store) -> None:
    first, second = begin(store, "one"), begin(store, "two")
    store.observe(first, SEEN)
    assert store.observations(second, {URL: URL}) == {}


def test_the_last_look_of_a_run_counts(store: Store) -> None:
    run = begin(store)
    later = replace(SEEN, verdict=Verdict.DEAD, checked_at=NOW + SECOND)
    store.observe(run, SEEN)
    store.observe(run, later)
    assert store.observations(run, {URL: URL}) == {URL: reported(later)}


def test_a_run_that_was_cut_off_goes_on(store: Store) -> None:
    cut = store.begin("key", "audit", "2026-11-21", NOW, DAY)
    again = store.begin("key", "audit", "2026-11-22", NOW + DAY - SECOND, DAY)
    assert (cut.resumed, again.resumed) == (False, True)
    assert (again.id, again.started_at) == (cut.id, NOW)


@pytest.mark.parametrize(
    ("key", "now", "within", "finished"),
    [
        ("other", NOW + SECOND, DAY, False),
        ("key", NOW + SECOND, DAY, True),
        ("key", NOW + DAY, DAY, False),
        ("key", NOW + SECOND, timedelta(0), False),
        ("key", NOW, timedelta(0), False),
        ("key", NOW - SECOND, timedelta(0), False),
    ],
    ids=[
        "other work",
        "finished",
        "too old",
        "fresh",
        "fresh in the same second",
        "fresh after the clock was set back",
    ],
)
def test_a_run_does_not_go_on(store: Store, key: str, now: datetime, within: timedelta, finished: bool) -> None:
    first = begin(store)
    if finished:
        store.finish(first, "complete", NOW)
    second = store.begin(key, "audit", "2026-11-21", now, within)
    assert second.resumed is False
    assert second.id != first
    assert second.started_at == now


def test_the_last_of_several_that_were_cut_off_goes_on(store: Store) -> None:
    begin(store)
    second = begin(store, within=timedelta(0), now=NOW + SECOND)
    assert begin(store, now=NOW + 2 * SECOND) == second


def test_a_fresh_run_can_be_taken_up_itself(store: Store) -> None:
    begin(store)
    fresh = begin(store, within=timedelta(0))
    assert begin(store) == fresh


def test_runs_are_named_after_their_second_and_told_apart_within_it(store: Store) -> None:
    names = [begin(store, f"work {number}") for number in range(12)]
    assert names[:3] == ["20261121T120000Z", "20261121T120000Z-2", "20261121T120000Z-3"]
    assert len(set(names)) == 12
    assert begin(store, "later", NOW + SECOND) == "20261121T120001Z"


@pytest.mark.parametrize("answer", [FOUND, ABSENT], ids=["found", "absent"])
def test_an_answer_comes_back_as_it_was(store: Store, answer: Lookup) -> None:
    store.remember(SERVICES, answer)
    recalled = store.recall(SERVICES, answer.url, answer.at, NOW)
    assert recalled == answer
    assert recalled is not None
    assert recalled.distance_days == answer.distance_days


def test_a_provisional_answer_leaves_its_text_and_is_not_recalled(store: Store) -> None:
    assert FOUND.memento is not None
    answer = replace(FOUND, provisional=True, memento=replace(FOUND.memento, passages="sampled"))
    store.remember(SERVICES, answer)
    assert store.recall(SERVICES, URL, answer.at, NOW) is None
    assert store.texts(SERVICES).capture(answer.without_passages()) == answer


def test_an_answer_for_an_instant_is_none_for_its_day(store: Store) -> None:
    instant = PartialDate.at(NOW)
    store.remember(SERVICES, replace(FOUND, at=instant))
    assert store.recall(SERVICES, URL, instant, NOW) == replace(FOUND, at=instant)
    assert store.recall(SERVICES, URL, PartialDate.of(NOW), NOW) is None


def test_a_capture_of_unknown_status_comes_back(store: Store) -> None:
    assert FOUND.memento is not None
    answer = replace(FOUND, memento=replace(FOUND.memento, status=None, digest=""))
    store.remember(SERVICES, answer)
    assert store.recall(SERVICES, URL, FOUND.at, NOW) == answer


@pytest.mark.parametrize(("answer", "days"), [(FOUND, 30), (ABSENT, 7)], ids=["found", "absent"])
def test_an_answer_holds_for_its_time(store: Store, answer: Lookup, days: int) -> None:
    store.remember(SERVICES, answer)
    assert store.recall(SERVICES, URL, answer.at, NOW + days * DAY) == answer
    assert store.recall(SERVICES, URL, answer.at, NOW + days * DAY + SECOND) is None


def test_what_could_not_be_told_is_not_kept(store: Store) -> None:
    store.remember(SERVICES, UNKNOWN)
    assert store.recall(SERVICES, URL, None, NOW) is None


def test_what_could_not_be_told_does_not_replace_what_was(store: Store) -> None:
    store.remember(SERVICES, ABSENT)
    store.remember(SERVICES, UNKNOWN)
    assert store.recall(SERVICES, URL, None, NOW) == ABSENT


def test_a_later_answer_replaces_an_earlier_one(store: Store) -> None:
    store.remember(SERVICES, ABSENT)
    later = replace(FOUND, at=None, looked_up_at=NOW + SECOND)
    store.remember(SERVICES, later)
    assert store.recall(SERVICES, URL, None, NOW + SECOND) == later


def test_a_capture_that_was_made_refutes_what_was_absent(store: Store) -> None:
    day, other = PartialDate(2018, 7, 13), f"{URL}&other"
    for absent in (replace(ABSENT, at=day), replace(ABSENT, url=other)):
        store.remember(SERVICES, absent)
    store.remember("other archives", ABSENT)
    store.remember(SERVICES, FOUND)
    store.remember_capture(SERVICES, replace(FOUND, at=None))
    assert store.recall(SERVICES, URL, None, NOW) == replace(FOUND, at=None)
    assert store.recall(SERVICES, URL, FOUND.at, NOW) == FOUND
    assert store.recall(SERVICES, URL, day, NOW) is None
    assert store.recall("other archives", URL, None, NOW) is None
    assert store.recall(SERVICES, other, None, NOW) == replace(ABSENT, url=other)


@pytest.mark.parametrize(
    ("services", "url", "at"),
    [
        ("other", URL, FOUND.at),
        (SERVICES, f"{URL}#", FOUND.at),
        (SERVICES, URL, None),
        (SERVICES, URL, PartialDate(2018, 7)),
        (SERVICES, URL, PartialDate(2018)),
        (SERVICES, URL, PartialDate(2018, 7, 13)),
    ],
)
def test_an_answer_is_to_its_own_question_only(store: Store, services: str, url: str, at: PartialDate | None) -> None:
    store.remember(SERVICES, FOUND)
    assert store.recall(services, url, at, NOW) is None


def test_what_was_written_is_there_when_the_file_is_opened_again(tmp_path: Path) -> None:
    path = str(tmp_path / "new" / "folder" / "state.sqlite3")
    with open_store(path) as store:
        run = begin(store)
        store.observe(run, SEEN)
        store.remember(SERVICES, FOUND)
    with open_store(path) as store:
        assert begin(store) == run
        assert store.past.looks(URL) == [SEEN]
        assert store.recall(SERVICES, URL, FOUND.at, NOW) == FOUND


def urls_in(path: Path) -> list[str]:
    """Read the state as another program would."""
    with closing(sqlite3.connect(path)) as other:
        return [url for (url,) in other.execute("SELECT url FROM observations ORDER BY id")]


def test_what_was_written_is_there_for_others_when_its_batch_is(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    with open_store(str(path)) as store:
        run = begin(store)
        store.observe(run, SEEN)
        store.flush()
        assert urls_in(path) == [URL]
        urls = [f"http://{number}.test/" for number in range(BATCH)]
        for url in urls[:-1]:
            store.observe(run, replace(BARE, url=url))
        assert urls_in(path) == [URL]
        store.observe(run, replace(BARE, url=urls[-1]))
        assert urls_in(path) == [URL, *urls]


def test_all_of_a_batch_is_kept_or_none_and_nothing_is_lost_by_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    with open_store(str(path)) as store:
        run = begin(store)
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute(
                "CREATE TRIGGER full BEFORE INSERT ON observations WHEN new.url = 'http://other.test/' "
                "BEGIN SELECT RAISE(ABORT, 'the disk is full'); END"
            )
            store.observe(run, SEEN)
            store.observe(run, BARE)
            with pytest.raises(sqlite3.DatabaseError, match="the disk is full"):
                store.flush()
            assert urls_in(path) == []
            other.execute("DROP TRIGGER full")
        store.flush()
        store.flush()
        assert urls_in(path) == [URL, BARE.url]


def test_what_was_written_stays_when_the_run_fails(tmp_path: Path) -> None:
    path = str(tmp_path / "state.sqlite3")

    def fail() -> None:
        with open_store(path) as store:
            store.observe(begin(store), SEEN)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    with open_store(path) as store:
        assert list(store.seen("20261121T120000Z")) == [URL]


@pytest.mark.parametrize("empty", [False, True], ids=["no file", "an empty file"])
def test_a_new_state_is_brought_up_to_date(tmp_path: Path, empty: bool) -> None:
    path = tmp_path / "state.sqlite3"
    if empty:
        path.touch()
    with open_store(str(path)):
        pass
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (len(MIGRATIONS),)
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    assert tables >= {"runs", "observations", "lookups", "told", "tellers"}


def old_state(path: Path) -> None:
    """Write a state of the first version, with a run that looked at one URL."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.executescript(f"{MIGRATIONS[0]} PRAGMA user_version = 1; PRAGMA journal_mode = WAL;")
        connection.execute(
            "INSERT INTO runs VALUES ('run', 'key', 'audit', '2026-11-21', ?, NULL, NULL)", (NOW.isoformat(),)
        )
        given = (SEEN.url, NOW.isoformat(), "dead", "gone", 410, SEEN.final_url, "[]", 1, 1, "410 Gone", "", "", "", "")
        connection.execute(
            "INSERT INTO observations VALUES (1, 'run', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", given
        )


GONE = Observation(URL, NOW, Verdict.DEAD, "gone", 410, SEEN.final_url, elapsed_ms=1, detail="410 Gone")


def test_what_an_older_version_wrote_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    old_state(path)
    with open_past(str(path)) as past:
        assert past.looks(URL) == [GONE]
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (1,), "reading changes nothing"
    with open_store(str(path)) as store:
        assert begin(store) == "run"
        assert store.past.looks(URL) == [GONE]
        assert store.told("key") == ("", {})


def test_captures_that_an_older_version_found_without_their_text_are_looked_up_again(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    old_state(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        for number, result in enumerate(("found", "absent")):
            row = ("services", f"{URL}{number}", "", result, "ok", NOW.isoformat(), "archive.test", *(None,) * 5)
            connection.execute("INSERT INTO lookups VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    with open_store(str(path)) as store:
        found, absent = (store.recall("services", f"{URL}{number}", None, NOW) for number in range(2))
    assert found is None
    assert absent is not None
    assert absent.result is Result.ABSENT


def test_a_state_can_be_read_while_a_run_writes_it(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    with open_store(str(path)) as store:
        run = begin(store)
        with open_past(str(path)) as past:
            assert past.looks(URL) == []
            store.observe(run, SEEN)
            store.flush()
            assert past.looks(URL) == [SEEN]


def test_a_state_that_may_not_be_written_can_be_read(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    path = folder / "state.sqlite3"
    with open_store(str(path)) as store:
        store.observe(begin(store), SEEN)
    (folder / "state.sqlite3.lock").unlink(missing_ok=True)
    path.chmod(0o400)
    folder.chmod(0o500)
    try:
        with open_past(str(path)) as past:
            assert past.looks(URL) == [SEEN]
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize(
    ("content", "words"), [(None, "nothing has been audited yet"), (b"no database " * 99, "file is not a database")]
)
def test_a_state_that_cannot_be_read_is_named(tmp_path: Path, content: bytes | None, words: str) -> None:
    path = tmp_path / "state.sqlite3"
    if content:
        path.write_bytes(content)
    with pytest.raises(StateError, match=rf"state\.sqlite3.*{words}"), open_past(str(path)):
        pass
    assert path.exists() is bool(content)


TOLD = {"00aa": "error", "00bb": "warning dead (gone)"}


def test_the_findings_of_the_last_run_that_came_to_its_end_are_known(store: Store) -> None:
    first = begin(store)
    assert store.told("key") == ("", {})
    store.finish(first, "complete", NOW, TOLD)
    assert store.told("key") == (first, TOLD)
    assert store.told("other") == ("", {})
    begin(store, now=NOW + SECOND)  # it is cut off, and tells nothing
    assert store.told("key") == (first, TOLD)
    second = begin(store, now=NOW + 2 * SECOND)
    store.finish(second, "complete", NOW, {})
    assert store.told("key") == (second, {})


def test_the_last_look_that_saw_the_page_is_known(store: Store) -> None:
    run = begin(store)
    for day, verdict in enumerate([Verdict.ALIVE, Verdict.MOVED, Verdict.SOFT_DEAD, Verdict.BLOCKED]):
        store.observe(run, replace(SEEN, checked_at=NOW + day * DAY, verdict=verdict))
    store.observe(run, replace(BARE, verdict=Verdict.DEAD))
    unknown = "http://unknown.test/"
    with seen_alive(store.past, [URL, BARE.url, unknown]) as opening, opening() as known:
        assert known is not None
        assert known[URL] == replace(SEEN, checked_at=NOW + DAY)
        assert (known.get(BARE.url), known.get(unknown)) == (None, None)
        assert (list(known), len(known)) == ([URL], 1)
    with seen_alive(store.past, [BARE.url]) as opening, opening() as known:
        assert known is None, "there is none of what is spoken of"
    assert store.past.looks(URL)


def test_the_last_looks_can_be_read_by_a_process_that_became_two(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "state.sqlite3")) as store:
        run = begin(store)
        urls = [f"http://{number}.test/" for number in range(1234)]
        for url in urls:
            store.observe(run, replace(SEEN, url=url))
        with seen_alive(store.past, urls) as opening:
            child = get_context("fork").Process(target=look_up, args=(opening, urls))
            child.start()
            store.observe(run, SEEN)
            store.flush()
            child.join(20)
            assert child.exitcode == 0
        assert len(list(store.seen(run))) == len(urls) + 1


def look_up(opening: Opening, urls: list[str]) -> None:
    """Fail if one of the URLs cannot be looked up."""
    with opening() as known:
        assert known is not None
        assert [known[url].title for url in urls] == [SEEN.title] * len(urls)


def test_the_latest_looks_and_standings_of_many_urls(store: Store) -> None:
    run = begin(store)
    urls = [f"http://{number}.test/?q='{number}" for number in range(1234)]
    for day, verdict in enumerate([Verdict.ALIVE, Verdict.DEAD]):
        for url in urls:
            store.observe(run, replace(SEEN, url=url, checked_at=NOW + day * DAY, verdict=verdict))
    again = replace(SEEN, url=urls[7], checked_at=NOW + DAY, verdict=Verdict.ALIVE)
    store.observe(run, again)  # in the same second: what was written later counts
    unknown = "http://unknown.test/"
    latest = {each.url: each for each in store.past.latest([*urls, unknown])}
    assert set(latest) == set(urls)
    assert latest[urls[7]] == reported(again)
    assert {each.verdict for url, each in latest.items() if url != urls[7]} == {Verdict.DEAD}
    standings = list(store.past.standings([*urls, unknown], History()))
    assert [each.url for each in standings] == [*urls, unknown]
    assert (standings[8].condition, standings[8].alive_at, standings[8].failed_at) == (
        Condition.SUSPECT,
        NOW,
        NOW + DAY,
    )
    assert (standings[7].condition, standings[7].looks) == (Condition.ALIVE, 3)
    assert standings[-1] == Standing(unknown)


def test_the_urls_that_a_run_has_seen_are_known(store: Store) -> None:
    first, second = begin(store, "one"), begin(store, "two")
    store.observe(first, SEEN)
    store.observe(second, BARE)
    assert list(store.seen(first)) == [URL]


def test_a_state_from_the_future_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    with open_store(str(path)) as store:
        begin(store)
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 999")
    before = path.read_bytes()
    with (
        pytest.raises(StateError, match=r"state\.sqlite3 was written by a newer version of linkaudit"),
        open_store(str(path)),
    ):
        pass
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", [0, 1, 999])
def test_the_database_of_another_program_is_refused_and_left_as_it_is(tmp_path: Path, version: int) -> None:
    path = tmp_path / "state.sqlite3"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")
        connection.execute(f"PRAGMA user_version = {version}")
    before = path.read_bytes()
    with pytest.raises(StateError, match="it is the database of another program"), open_store(str(path)):
        pass
    assert path.read_bytes() == before


def test_a_file_that_is_no_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    path.write_text("not a database at all, but long enough to be looked at " * 20)
    with pytest.raises(StateError, match="file is not a database"), open_store(str(path)):
        pass


def test_a_state_is_held_by_one_run_at_a_time(tmp_path: Path) -> None:
    path = str(tmp_path / "state.sqlite3")
    with open_store(path):
        for wait in (0.0, 0.1):
            with pytest.raises(BusyError, match="another run is using the state"), open_store(path, wait=wait):
                pass
    with open_store(path):
        pass


def test_a_run_that_may_wait_gets_the_state_when_it_is_free(tmp_path: Path) -> None:
    path = str(tmp_path / "state.sqlite3")
    held, release = threading.Event(), threading.Event()

    def hold() -> None:
        with open_store(path):
            held.set()
            release.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    try:
        assert held.wait(10)
        threading.Timer(0.1, release.set).start()
        with open_store(path, wait=10) as store:
            assert release.is_set()
            begin(store)
    finally:
        release.set()
        thread.join()


def test_the_state_is_free_again_after_a_failure(tmp_path: Path) -> None:
    path = tmp_path / "state.sqlite3"
    path.write_text("not a database at all, but long enough to be looked at " * 20)
    for _ in range(2):
        with pytest.raises(StateError), open_store(str(path)):
            pass


def test_two_states_that_forget_know_nothing_of_each_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with open_store(IN_MEMORY) as one, open_store(IN_MEMORY) as other:
        run = begin(one)
        one.observe(run, SEEN)
        assert list(other.seen(run)) == []
    assert list(tmp_path.iterdir()) == []


def test_each_collection_has_a_state_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    roots = [tmp_path / "a" / "docs", tmp_path / "b" / "docs"]
    places = [Path(default_path(root)) for root in roots]
    assert places[0] != places[1]
    assert places[0].is_relative_to(tmp_path / "state")
    assert all(place.name.startswith("docs-") and place.suffix == ".sqlite3" for place in places)
    assert default_path(tmp_path / "b" / ".." / "a" / "docs") == str(places[0])
    assert Path(default_path(Path("/"))).name.startswith("root-")
