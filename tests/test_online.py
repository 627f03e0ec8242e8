"""The online half of an audit: what is asked, in which order, and what is remembered, without any socket."""

from __future__ import annotations

import errno
import sys
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import httpx
import pytest
from msgspec.structs import replace
from support.fake_archive import FakeArchive, Held
from support.loopback import Request

from linkaudit.gather import Collection, gather
from linkaudit.models import Condition, Hop, Observation, Result, Run, Verdict
from linkaudit.online import Online
from linkaudit.progress import Unwatched
from linkaudit.settings import Archives, Config, Content, Web
from linkaudit.triage import Told
from linkaudit.wanted import addresses, captures_wanted, fragments_wanted
from linkaudit.web.client import Client
from linkaudit.web.clock import Clock
from linkaudit.web.guard import Guard
from linkaudit.web.resolver import Resolver

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable
    from pathlib import Path

    from linkaudit.audit import Seen

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PAGE = "<title>A page</title>" + "<p>Some words of an ordinary page.</p>" * 100
ARCHIVE = "http://archive.test"


def looked(online: Online, *about: Any) -> tuple[Run, Seen]:
    """Look to the end, and report without trouble."""
    with online.look(*about) as learned:
        return learned


@dataclass
class World:
    """Pages by URL (a status, or a place to go to), captures, a clock, and a record of who asked for what."""

    pages: dict[str, int | str] = field(default_factory=dict)
    archive: FakeArchive = field(default_factory=FakeArchive)
    asked: list[str] = field(default_factory=list)
    now: datetime = NOW
    seconds: float = 0.0
    has_network: bool = True
    resolves: bool = True
    """Whether names are resolved while there is no network: from what a resolver remembers."""
    cut_after: int | None = None
    """The number of requests after which the network goes away."""

    def __post_init__(self) -> None:
        self.archive.base = ARCHIVE

    def reply(self, request: httpx.Request) -> httpx.Response:
        url = str(request.url)
        self.asked.append(url)
        if url.startswith(ARCHIVE):
            parts = urlsplit(url)
            reply = self.archive.answer(Request(request.method, parts._replace(scheme="", netloc="").geturl()))
            return httpx.Response(reply.status, headers=list(reply.headers), content=reply.body)
        page = self.pages.get(url, 404)
        if isinstance(page, str):
            return httpx.Response(301, headers={"Location": page})
        return httpx.Response(page, headers={"Content-Type": "text/html"}, text=PAGE if page < 400 else "")

    def resolve(self, name: str) -> list[str]:
        if not (self.has_network or self.resolves):
            raise OSError(name)
        return ["192.0.2.1"]

    async def sleep(self, seconds: float) -> None:
        self.seconds += seconds

    @asynccontextmanager
    async def connect(self, settings: Web, guard: Guard) -> AsyncIterator[Client]:
        def handle(request: httpx.Request) -> httpx.Response:
            self.has_network = self.has_network and len(self.asked) != self.cut_after
            if not self.has_network:
                self.seconds += 20.0
                message = "no route"
                raise httpx.ConnectTimeout(message)
            return self.reply(request)

        yield Client(httpx.MockTransport(handle), guard, settings, Resolver(1.0, self.resolve))

    def online(self, state: str = ":memory:", *, fresh: bool = False) -> Online:
        clock = Clock(monotonic=lambda: self.seconds, now=lambda: self.now, sleep=self.sleep, jitter=lambda: 0.0)
        return Online(state, fresh=fresh, clock=clock, connect=self.connect)

    def of_archive(self) -> list[str]:
        """Give the addresses for which the archive was asked, in that order, each once."""
        asked = (url.partition("id_/")[2] for url in self.asked if url.startswith(f"{ARCHIVE}/web/"))
        return list(dict.fromkeys(asked))

    def of_web(self) -> list[str]:
        return [url for url in self.asked if not url.startswith(ARCHIVE)]


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def collect(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Collection]:
    """Make a collection of documents by their texts."""
    monkeypatch.chdir(tmp_path)

    def make(*texts: str) -> Collection:
        names = [f"{number}.md" for number in range(len(texts))]
        for name, text in zip(names, texts, strict=True):
            (tmp_path / name).write_text(text)
        return gather(names, Config(git=False), as_of=NOW.date())

    return make


def config(**changes: Any) -> Config:
    archives = Archives(services=(f"wayback+{ARCHIVE}",), **changes.pop("archives", {}))
    web = Web(**{"interval": 0.0, "retries": 0, "control_hosts": ("control.test",), **changes.pop("web", {})})
    return Config(web=web, archives=archives, **changes)


RUN = Run(id="", command="audit", paths=("0.md",), as_of=date(2026, 11, 21))


def seen(url: str, verdict: Verdict, reason: str = "", hops: tuple[Hop, ...] = ()) -> Observation:
    return Observation(url, NOW, verdict, reason, hops=hops)


def test_each_page_is_asked_for_once_in_the_order_of_the_documents(collect: Callable[..., Collection]) -> None:
    collection = collect(
        "[b](http://b.test/x#one), [a](http://a.test), <mailto:a@b.test>, [c](c.md), [b again](http://b.test/x#two)",
        "[a](http://A.test:80/), ![z](http://z.test/pic.png), [f](ftp://f.test/)",
    )
    assert addresses(collection.documents) == [
        "http://b.test/x", "http://a.test/", "http://z.test/pic.png", "ftp://f.test/",
    ]  # fmt: skip


def test_captures_of_what_is_lost_come_first_and_of_sources_before_mentions(collect: Callable[..., Collection]) -> None:
    verdicts = {
        "alive": Verdict.ALIVE,
        "blocked": Verdict.BLOCKED,
        "dead": Verdict.DEAD,
        "moved": Verdict.MOVED,
        "soft": Verdict.SOFT_DEAD,
        "unknown": Verdict.UNKNOWN,
    }
    mentions = "".join(f"- <http://{name}.test/>\n" for name in verdicts)
    collection = collect(f"{mentions}- <http://unseen.test/>\n", "---\nsource: http://source.test/\n---\nWords.\n")
    observations = {url: seen(url, verdict) for name, verdict in verdicts.items() for url in [f"http://{name}.test/"]}
    observations["http://source.test/"] = seen("http://source.test/", Verdict.DEAD)
    wanted = captures_wanted(collection.documents, observations, Guard())
    assert [urlsplit(url).hostname for url, _ in wanted] == [
        "source.test", "dead.test", "soft.test", "moved.test",
        "blocked.test", "unknown.test", "unseen.test", "alive.test",
    ]  # fmt: skip


CAPTURE = "https://web.archive.org/web/20180712000000/http://a.test/page"
WIKI = "{{{{cite web |url=http://a.test/page |title=A page |archive-url={} |archive-date=2018-07-12}}}}"


@pytest.mark.parametrize(
    ("text", "verdict", "asked"),
    [
        (f"<http://a.test/page> <{CAPTURE}>", Verdict.ALIVE, False),
        (f"<https://www.a.test/page/> <{CAPTURE}>", Verdict.ALIVE, False),
        (WIKI.format(CAPTURE), Verdict.ALIVE, False),
        (WIKI.format("https://perma.cc/ABCD-1234"), Verdict.ALIVE, False),
        ("<http://a.test/page>", Verdict.ALIVE, True),
        (f"<http://a.test/other> <{CAPTURE}>", Verdict.ALIVE, True),
        (f"<http://a.test/page> <{CAPTURE}>", Verdict.DEAD, True),
        (f"<http://a.test/page> <{CAPTURE}>", Verdict.SOFT_DEAD, True),
        (f"<http://a.test/page> <{CAPTURE}>", Verdict.MOVED, True),
        (f"<http://a.test/page> <{CAPTURE}>", Verdict.BLOCKED, True),
        (f"<http://a.test/page> <{CAPTURE}>", None, True),
        (f"---\nsource: http://a.test/page\n---\n\n<{CAPTURE}>", Verdict.ALIVE, True),
        ("<http://a.test/page> <https://archive.today/20180712000000/http://a.test/page>", Verdict.ALIVE, True),
        ("<http://a.test/page> <https://web.archive.org/web/2018/http://a.test/page>", Verdict.ALIVE, True),
        ("<http://a.test/page> <https://perma.cc/ABCD-1234>", Verdict.ALIVE, True),
    ],
)
def test_what_is_alive_and_cited_with_a_capture_is_not_asked_for(
    collect: Callable[..., Collection], tmp_path: Path, text: str, verdict: Verdict | None, asked: bool
) -> None:
    suffix = "wiki" if text.startswith("{{") else "md"
    (tmp_path / f"cited.{suffix}").write_text(text)
    collection = gather([f"cited.{suffix}"], Config(git=False), as_of=NOW.date())
    pages = [url for url in addresses(collection.documents) if "a.test" in url and "archive" not in url]
    assert pages
    looks = {url: seen(url, verdict) for url in pages} if verdict else {}
    assert bool(captures_wanted(collection.documents, looks, Guard())) is asked


@pytest.mark.parametrize(
    ("markup", "verdict", "asked"),
    [
        ('<script src="{}"></script>', Verdict.ALIVE, False),
        ('<link rel="stylesheet" href="{}">', Verdict.ALIVE, False),
        ('<script src="{}"></script>', Verdict.DEAD, True),
        ('<script src="{0}"></script><a href="{0}">the script</a>', Verdict.ALIVE, True),
        ('<blockquote cite="{}">Words</blockquote>', Verdict.ALIVE, True),
        ('<img src="{}">', Verdict.ALIVE, True),
        ('<link rel="canonical" href="{}">', Verdict.ALIVE, True),
    ],
)
def test_what_a_page_is_built_with_is_no_citation(
    collect: Callable[..., Collection], tmp_path: Path, markup: str, verdict: Verdict, asked: bool
) -> None:
    del collect  # only the folder that it has made the current one
    (tmp_path / "page.html").write_text(markup.format("http://a.test/part"))
    collection = gather(["page.html"], Config(git=False), as_of=NOW.date())
    looks = {"http://a.test/part": seen("http://a.test/part", verdict)}
    assert bool(captures_wanted(collection.documents, looks, Guard())) is asked


@pytest.mark.parametrize(("verdict", "asked"), [(Verdict.ALIVE, False), (Verdict.BLOCKED, False), (Verdict.DEAD, True)])
def test_a_capture_that_is_not_there_stands_for_nothing(
    collect: Callable[..., Collection], verdict: Verdict, asked: bool
) -> None:
    collection = collect(f"<http://a.test/page> <{CAPTURE}>")
    looks = {url: seen(url, each) for url, each in [("http://a.test/page", Verdict.ALIVE), (CAPTURE, verdict)]}
    assert bool(captures_wanted(collection.documents, looks, Guard())) is asked


def test_another_document_without_the_capture_wants_one(collect: Callable[..., Collection]) -> None:
    collection = collect(f"<http://a.test/page> <{CAPTURE}>", "---\ndate: 2020\n---\n\n<http://a.test/page>")
    looks = {"http://a.test/page": seen("http://a.test/page", Verdict.ALIVE)}
    wanted = captures_wanted(collection.documents, looks, Guard())
    assert [(url, str(at)) for url, at in wanted] == [("http://a.test/page", "2020")]


def test_each_date_of_citation_is_a_question_of_its_own(collect: Callable[..., Collection]) -> None:
    text = "---\ndate: {}\n---\n\n<http://a.test/#{}>\n"
    collection = collect(
        text.format("2019-06-15", 1), text.format("2020", 2), text.format("2019-06-15", 3), "<http://a.test/>"
    )
    wanted = captures_wanted(collection.documents, {}, Guard())
    assert [(url, str(at or "")) for url, at in wanted] == [
        ("http://a.test/", "2019-06-15"), ("http://a.test/", "2020"), ("http://a.test/", ""),
    ]  # fmt: skip


def test_no_capture_is_wanted_of_what_is_private_reserved_or_a_capture_itself(
    collect: Callable[..., Collection],
) -> None:
    collection = collect(
        "<http://10.0.0.1/a> <http://localhost/a> <http://a.invalid/> <http://a.example/> <http://inside.test/>"
        " <https://web.archive.org/web/20180712000000/http://a.test/> <http://open.test:22/> <http://led.test/>"
    )
    refused = seen("http://inside.test/", Verdict.UNSAFE, "private-address")
    led = seen("http://led.test/", Verdict.UNSAFE, "private-address", (Hop("http://led.test/", 302),))
    wanted = captures_wanted(collection.documents, {refused.url: refused, led.url: led}, Guard())
    assert [url for url, _ in wanted] == ["http://led.test/"]


def test_what_is_allowed_although_it_is_private_is_named_to_ones_own_archives_only(
    collect: Callable[..., Collection],
) -> None:
    collection = collect("<http://10.0.0.1/a> <http://wiki.corp.test/> <http://open.test/>")
    guard = Guard(["10.0.0.0/8", "*.corp.test"])
    assert [url for url, _ in captures_wanted(collection.documents, {}, guard)] == ["http://open.test/"]
    assert len(captures_wanted(collection.documents, {}, guard, own_archives=True)) == 3


@pytest.mark.parametrize(("allowed", "asked"), [(["a.test"], False), (["a.test", "archive.test"], True)])
def test_an_archive_that_is_allowed_itself_is_ones_own(
    world: World, collect: Callable[..., Collection], allowed: list[str], asked: bool
) -> None:
    world.pages = {"http://a.test/": 200}
    settings = config(web={"allow_hosts": tuple(allowed)})
    looked(world.online(), collect("<http://a.test/>"), settings, RUN, Unwatched())
    assert bool(world.of_archive()) is asked


def test_what_was_seen_and_found_comes_back(world: World, collect: Callable[..., Collection]) -> None:
    world.pages = {"http://a.test/": 200, "http://old.test/": "http://a.test/"}
    world.archive.hold("http://gone.test/", Held("20180712080000"))
    collection = collect("<http://a.test/> <http://old.test/> <http://gone.test/>")
    run, learned = looked(world.online(), collection, config(), RUN, Unwatched())
    assert {each.url: each.verdict for each in learned.observations} == {
        "http://a.test/": Verdict.ALIVE, "http://old.test/": Verdict.MOVED, "http://gone.test/": Verdict.DEAD,
    }  # fmt: skip
    assert {each.url: each.result for each in learned.lookups} == {
        "http://a.test/": Result.ABSENT, "http://old.test/": Result.ABSENT, "http://gone.test/": Result.FOUND,
    }  # fmt: skip
    assert (learned.web, learned.archives, learned.complete) == ("asked", "asked", True)
    assert (run.id, run.started_at, run.finished_at, run.resumed) == ("20261121T120000Z", NOW, NOW, False)
    assert world.of_archive() == ["http://gone.test/", "http://old.test/", "http://a.test/"]


@pytest.mark.parametrize(
    ("web", "archives", "expected"),
    [(True, False, ("asked", "not asked")), (False, True, ("not asked", "asked")), (False, False, ("not asked",) * 2)],
)
def test_only_what_is_switched_on_is_asked(
    world: World, collect: Callable[..., Collection], web: bool, archives: bool, expected: tuple[str, str]
) -> None:
    settings = config(web={"enabled": web}, archives={"enabled": archives})
    _, learned = looked(world.online(), collect("<http://a.test/>"), settings, RUN, Unwatched())
    assert (learned.web, learned.archives) == expected
    assert learned.complete
    assert (bool(world.of_web()), bool(world.of_archive())) == (web, archives)


def test_the_web_is_looked_at_again_and_the_archives_are_believed(
    world: World, collect: Callable[..., Collection], tmp_path: Path
) -> None:
    state, collection = str(tmp_path / "state.sqlite3"), collect("<http://a.test/>")
    world.archive.hold("http://a.test/", Held("20180712080000"))
    first, before = looked(world.online(state), collection, config(), RUN, Unwatched())
    world.asked.clear()
    second, after = looked(world.online(state), collection, config(), RUN, Unwatched())
    assert (first.id, second.id, second.resumed) == ("20261121T120000Z", "20261121T120000Z-2", False)
    assert world.asked == ["http://a.test/"]
    assert after.lookups == before.lookups


def test_what_the_archives_could_not_tell_is_asked_again(
    world: World, collect: Callable[..., Collection], tmp_path: Path
) -> None:
    state, collection = str(tmp_path / "state.sqlite3"), collect("<http://a.test/>")
    world.archive.blocked = {"test,a)/"}
    _, before = looked(world.online(state), collection, config(), RUN, Unwatched())
    world.archive.blocked = set()
    _, after = looked(world.online(state), collection, config(), RUN, Unwatched())
    assert [each.result for each in (*before.lookups, *after.lookups)] == [Result.UNKNOWN, Result.ABSENT]


def test_other_archives_are_asked_for_themselves(
    world: World, collect: Callable[..., Collection], tmp_path: Path
) -> None:
    state, collection = str(tmp_path / "state.sqlite3"), collect("<http://a.test/>")
    looked(world.online(state), collection, config(), RUN, Unwatched())
    world.asked.clear()
    settings = Config(web=Web(enabled=False), archives=Archives(services=("wayback+http://archive.test/other",)))
    looked(world.online(state), collection, settings, RUN, Unwatched())
    assert world.asked


class Interrupting(Unwatched):
    """Presses Ctrl-C at a certain step."""

    def __init__(self, step: int) -> None:
        self._left = step

    def step(self, note: str = "", subject: str = "") -> None:
        self._left -= 1
        if self._left == 0:
            raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("step", "ended", "observed", "found"),
    [(2, ("interrupted", "not asked"), 2, 0), (4, ("asked", "interrupted"), 3, 1)],
)
def test_an_interruption_loses_nothing_that_was_learned(
    world: World, collect: Callable[..., Collection], step: int, ended: tuple[str, str], observed: int, found: int
) -> None:
    state = "state.sqlite3"  # in the folder of the collection
    collection = collect("<http://a.test/> <http://b.test/> <http://c.test/>")
    run, cut = looked(world.online(state), collection, config(), RUN, Interrupting(step))
    assert (cut.web, cut.archives, cut.complete) == (*ended, False)
    # What was ready at the same moment may have been told as well: loops differ in this.
    assert observed <= len(cut.observations) <= 3
    assert found <= len(cut.lookups) <= 3
    known = {each.url for each in cut.observations}
    world.asked.clear()
    again, whole = looked(world.online(state), collection, config(), RUN, Unwatched())
    assert (again.id, again.resumed, whole.complete) == (run.id, True, True)
    assert set(world.of_web()) == {"http://a.test/", "http://b.test/", "http://c.test/"} - known
    assert (len(whole.observations), len(whole.lookups)) == (3, 3)
    assert len(world.of_archive()) == 3 - len(cut.lookups)


def test_without_network_nothing_is_kept_and_no_archive_asked(
    world: World, collect: Callable[..., Collection], tmp_path: Path
) -> None:
    state, collection = str(tmp_path / "state.sqlite3"), collect("<http://a.test/> <http://b.test/>")
    world.has_network = world.resolves = False
    run, learned = looked(world.online(state), collection, config(), RUN, Unwatched())
    assert (learned.web, learned.archives, learned.complete) == ("offline", "not asked", False)
    assert (learned.observations, learned.lookups) == ((), ())
    world.has_network = True
    again, learned = looked(world.online(state), collection, config(), RUN, Unwatched())
    assert (again.id, again.resumed, len(learned.observations)) == (run.id, True, 2)


@pytest.mark.parametrize("resolves", [True, False], ids=["a resolver that remembers", "no resolver"])
@pytest.mark.parametrize("cut_after", [0, 5])
def test_a_network_that_goes_away_makes_nothing_dead(
    world: World, collect: Callable[..., Collection], tmp_path: Path, cut_after: int, resolves: bool
) -> None:
    state = str(tmp_path / "state.sqlite3")
    urls = [f"http://{number}.test/" for number in range(20)]
    world.pages = dict.fromkeys(urls, 200)
    collection = collect(" ".join(f"<{url}>" for url in urls))
    settings = config(web={"concurrency": 1}, archives={"enabled": False})
    world.resolves, world.cut_after = resolves, cut_after
    run, learned = looked(world.online(state), collection, settings, RUN, Unwatched())
    assert (learned.web, learned.complete) == ("offline", False)
    assert {each.url: each.verdict for each in learned.observations} == dict.fromkeys(urls[:cut_after], Verdict.ALIVE)
    world.has_network, world.cut_after = True, None
    world.asked.clear()
    again, learned = looked(world.online(state), collection, settings, RUN, Unwatched())
    assert (again.id, again.resumed, learned.web) == (run.id, True, "asked")
    assert world.of_web() == urls[cut_after:]
    assert {each.verdict for each in learned.observations} == {Verdict.ALIVE}


def test_only_what_is_due_is_asked_again(world: World, collect: Callable[..., Collection], tmp_path: Path) -> None:
    state, settings = str(tmp_path / "state.sqlite3"), config(archives={"enabled": False})
    world.pages = {"http://a.test/": 200, "http://wall.test/": 403}
    collection = collect("<http://a.test/> <http://wall.test/> <http://gone.test/>")
    looked(world.online(state), collection, settings, RUN, Unwatched())
    for days, asked in [
        (2, set()),
        (4, {"http://gone.test/"}),
        (9, {"http://a.test/", "http://wall.test/", "http://gone.test/"}),
    ]:
        world.now = NOW + timedelta(days=days)
        world.asked.clear()
        _, learned = looked(replace(world.online(state), due=True), collection, settings, RUN, Unwatched())
        assert set(world.of_web()) == asked
        assert len(learned.observations) == 3
        looked_now = {each.url for each in learned.observations if each.checked_at == world.now}
        assert looked_now == asked
    (standing,) = learned.standings
    assert (standing.url, standing.condition, standing.failed) == ("http://gone.test/", Condition.CONFIRMED, 3)


def test_the_findings_of_the_last_finished_run_are_told(
    world: World, collect: Callable[..., Collection], tmp_path: Path
) -> None:
    state, collection = str(tmp_path / "state.sqlite3"), collect("<http://a.test/>")
    online = replace(world.online(state), only_changed=True)
    with online.look(collection, config(), RUN, Unwatched()) as (first, seen):
        assert seen.told_before == Told()
        seen.tell({"00aa": "error"})
    with online.look(collection, config(), RUN, Interrupting(1)) as (_, cut):
        assert cut.told_before == Told(first.id, {"00aa": "error"})
        cut.tell({})
    with online.look(collection, config(), RUN, Unwatched()) as (_, seen):
        assert seen.told_before == Told(first.id, {"00aa": "error"}), "what was cut off tells nothing"
    _, unasked = looked(world.online(state), collection, config(), RUN, Unwatched())
    assert unasked.told_before is None


def test_the_fragments_of_each_page_are_wanted_together(collect: Callable[..., Collection]) -> None:
    collection = collect("<http://a.test/#one> <http://a.test/#two> <http://a.test/> <#three> <http://b.test/#>")
    assert fragments_wanted(collection.documents) == {"http://a.test/": {"one", "two"}}


@pytest.mark.parametrize("changed", ["paths", "archives", "web", "services"])
def test_other_work_is_another_run(
    world: World, collect: Callable[..., Collection], tmp_path: Path, changed: str
) -> None:
    state, collection = str(tmp_path / "state.sqlite3"), collect("<http://a.test/>")
    looked(world.online(state), collection, config(), RUN, Interrupting(1))
    run, settings = RUN, config()
    if changed == "paths":
        run = Run(id="", command="audit", paths=("0.md", "1.md"), as_of=RUN.as_of)
    elif changed == "services":
        settings = Config(web=settings.web, archives=Archives(services=("wayback+http://other.test",)))
    else:
        settings = config(**{changed: {"enabled": False}})
    again, _ = looked(world.online(state), collection, settings, run, Unwatched())
    assert again.resumed is False


def test_the_same_work_by_other_words_is_the_same_run(
    world: World, collect: Callable[..., Collection], tmp_path: Path
) -> None:
    state, collection = str(tmp_path / "state.sqlite3"), collect("<http://a.test/>")
    looked(world.online(state), collection, config(), RUN, Interrupting(1))
    run = Run(id="", command="audit", paths=(str(tmp_path / "." / "0.md"),), as_of=date(2026, 11, 22))
    again, _ = looked(world.online(state), collection, config(web={"timeout": 5.0}), run, Unwatched())
    assert again.resumed is True
    assert world.of_web() == ["http://a.test/"]


def test_a_run_that_could_not_be_reported_is_taken_up_again(
    world: World, collect: Callable[..., Collection], tmp_path: Path
) -> None:
    state, collection = str(tmp_path / "state.sqlite3"), collect("<http://a.test/>")
    with pytest.raises(OSError, match="full"), world.online(state).look(collection, config(), RUN, Unwatched()):
        raise OSError(errno.ENOSPC, "full")
    again, learned = looked(world.online(state), collection, config(), RUN, Unwatched())
    assert (again.resumed, len(learned.observations)) == (True, 1)
    assert world.of_web() == ["http://a.test/"]


def test_a_fresh_run_begins_anew_in_the_same_second(
    world: World, collect: Callable[..., Collection], tmp_path: Path
) -> None:
    state, collection = str(tmp_path / "state.sqlite3"), collect("<http://a.test/>")
    cut, _ = looked(world.online(state), collection, config(), RUN, Interrupting(1))
    fresh, _ = looked(world.online(state, fresh=True), collection, config(), RUN, Unwatched())
    assert fresh.id != cut.id
    assert world.of_web() == ["http://a.test/"] * 2


def test_another_capture_is_looked_up_for_one_that_does_not_show_the_page(collect: Callable[..., Collection]) -> None:
    places = {
        name: f"https://web.archive.org/web/20180712080000/http://a.test/{name}" for name in ("gone", "door", "ok")
    }
    parts = {
        "gone": (Verdict.DEAD, "not-found"),
        "door": (Verdict.BLOCKED, "login-required"),
        "ok": (Verdict.ALIVE, "ok"),
    }
    looks = {
        url: Observation(url, NOW, *parts[name], captured_at=datetime(2018, 7, 13, tzinfo=UTC))
        for name, url in places.items()
    }
    collection = collect(" ".join(f"<{url}>" for url in places.values()))
    wanted = captures_wanted(collection.documents, looks, Guard())
    assert [(url, str(at)) for url, at in wanted] == [
        ("http://a.test/gone", "2018-07-13"),
        ("http://a.test/door", "2018-07-13"),
    ]
    # Without a moment of its own, the answer is the archive's: it has no such capture, or wants a login itself.
    own = {url: replace(look, captured_at=None) for url, look in looks.items()}
    wanted = captures_wanted(collection.documents, own, Guard())
    assert [(url, str(at)) for url, at in wanted] == [("http://a.test/gone", "2018-07-12")]


def test_a_budget_is_kept(world: World, collect: Callable[..., Collection]) -> None:
    collection = collect("".join(f"<http://{number}.test/> " for number in range(5)))
    _, learned = looked(world.online(), collection, config(archives={"budget": 2}), RUN, Unwatched())
    asked = [url for url in world.asked if url.startswith(ARCHIVE)]
    assert len(asked) == 2
    reasons = sorted(str(each.reason) for each in learned.lookups)
    assert reasons == ["budget-spent"] * 3 + ["no-capture"] * 2


STORY = " ".join(f"On day {day} the ferry took {day * 7} people to Senn and back." for day in range(60))


@pytest.fixture
def _telling(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every page tell a story."""
    monkeypatch.setattr(sys.modules[__name__], "PAGE", f"<title>A page</title><p>{STORY}</p>")


@pytest.mark.usefixtures("_telling")
def test_the_text_of_a_document_is_looked_for_behind_its_original(
    world: World, collect: Callable[..., Collection], tmp_path: Path
) -> None:
    world.pages = {"http://a.test/story": 200}
    collection = collect(f"Original url: http://a.test/story\n\n{STORY}\n")
    _, found = looked(world.online(str(tmp_path / "state")), collection, config(), RUN, Unwatched())
    (carrying,) = found.carryings
    assert (carrying.path, carrying.carries, carrying.share) == ("0.md", "carries", 1)
    assert not any(each.passages for each in found.observations), "the sample stays in the state"
    # Even where no archive is asked, and where the page is not due: what the last look kept stands.
    offline_archives = config(archives={"enabled": False})
    again = replace(world.online(str(tmp_path / "state")), due=True)
    asked = len(world.asked)
    _, found = looked(again, collection, offline_archives, RUN, Unwatched())
    assert (len(world.asked), [each.carries for each in found.carryings]) == (asked, ["carries"])


@pytest.mark.usefixtures("_telling")
def test_nothing_is_compared_where_that_is_switched_off(world: World, collect: Callable[..., Collection]) -> None:
    world.pages = {"http://a.test/story": 200}
    collection = collect(f"Original url: http://a.test/story\n\n{STORY}\n")
    run, found = looked(world.online(), collection, config(content=Content(enabled=False)), RUN, Unwatched())
    assert (found.drifts, found.carryings, run.notes) == ((), (), ())


@pytest.mark.usefixtures("_telling")
def test_what_an_interrupted_run_has_seen_is_compared_and_what_it_has_not_is_unknown(
    world: World, collect: Callable[..., Collection], monkeypatch: pytest.MonkeyPatch
) -> None:
    world.pages = {"http://a.test/story": 200}
    collection = collect("Original url: http://a.test/story\n\n" + " ".join(reversed(STORY.split())))

    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("linkaudit.online.captures_wanted", interrupted)
    _, found = looked(world.online(), collection, config(), RUN, Unwatched())
    (carrying,) = found.carryings
    assert carrying.carries == "unknown"
    assert "interrupted" in carrying.because
