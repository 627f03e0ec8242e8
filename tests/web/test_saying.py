"""What a page says is kept where somebody wants to compare it, and nowhere else."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from websites import NOW, ONLINE, FakeTime, Website, moved, page, reply, settings

from linkaudit.content.main_text import BUILT_IN, TRAFILATURA
from linkaudit.content.passages import FEW, MANY, contained, likeness, read, sample
from linkaudit.models import Observation, Verdict
from linkaudit.web.checker import check
from linkaudit.web.client import open_client
from linkaudit.web.guard import Guard
from linkaudit.web.job import Extras
from linkaudit.web.saying import is_enough

if TYPE_CHECKING:
    from collections.abc import Mapping

TAG = 'ETag: "v1"'
STORY = " ".join(f"On day {number} the ferry took {number * 7} people to Senn and back." for number in range(400))
STORY_PAGE = (
    "<html><head><title>The ferry</title></head><body><nav>Home News Weather</nav><article><h1>The ferry</h1>"
    f"<p>{STORY}</p></article><footer>All rights reserved by the gazette and its heirs.</footer></body></html>"
)
CASINO = page("Best online casino bonus", "Online casino slots, poker and roulette with free spins. " * 20)


def look(
    wanted: Mapping[str, int], *urls: str, before: Mapping[str, Observation] | None = None
) -> dict[str, Observation]:
    """Look at URLs, of some of which passages are wanted."""
    seen: list[Observation] = []
    web = settings()

    async def run() -> None:
        async with open_client(web, Guard(web.allow_hosts), ONLINE) as client:
            extras = Extras(passages=wanted, extractor="built-in")
            await check(urls or wanted, seen.append, client, clock=FakeTime().clock, before=before, extras=extras)

    asyncio.run(run())
    return {each.url: each for each in seen}


def test_the_main_text_of_a_page_is_sampled_where_it_is_wanted(site: Website) -> None:
    url, other = site.on("/story", reply(200, STORY_PAGE)), site.on("/other", reply(200, STORY_PAGE))
    seen = look({url: MANY}, url, other)
    assert contained(sample(STORY, MANY), seen[url].passages) == 1
    assert likeness(sample(f"The ferry {STORY}", MANY), seen[url].passages) == 1, "its furniture is no part of it"
    assert (seen[other].passages, seen[other].trade) == ("", "")


def test_no_more_is_kept_than_is_wanted(site: Website) -> None:
    few, many = site.on("/few", reply(200, STORY_PAGE)), site.on("/many", reply(200, STORY_PAGE))
    seen = look({few: FEW, many: MANY})
    kept = {url: read(seen[url].passages) for url in (few, many)}
    assert all(kept.values())
    counts = {url: len(sampled.hashes) for url, sampled in kept.items() if sampled}
    assert FEW / 2 < counts[few] <= FEW < MANY / 2 < counts[many] <= MANY
    assert likeness(seen[few].passages, seen[many].passages) == 1


def test_urls_that_are_one_page_are_each_told_what_is_wanted_of_them(site: Website) -> None:
    url = site.on("/story", reply(200, STORY_PAGE))
    seen = look({f"{url}#end": FEW}, url, f"{url}#end")
    assert len(site.heads) == 1
    assert seen[url].passages == ""
    assert seen[f"{url}#end"].passages != ""


@pytest.mark.parametrize(
    "answer",
    [
        reply(404, STORY_PAGE),
        reply(403, STORY_PAGE),
        reply(200, STORY.encode(), kind="application/pdf"),
        reply(200, page("Page not found", "Sorry, the page cannot be found.", words=0)),
    ],
    ids=["not there", "behind a wall", "no page", "soft 404"],
)
def test_what_is_no_page_says_nothing(site: Website, answer: bytes) -> None:
    url = site.on("/story", answer)
    assert look({url: MANY})[url].passages == ""


def test_a_page_that_has_moved_says_what_it_says(site: Website) -> None:
    url = site.on("/old", moved(301, "/story"))
    site.on("/story", reply(200, STORY_PAGE))
    assert contained(sample(STORY), look({url: MANY})[url].passages) == 1


def test_the_trade_of_a_page_is_told(site: Website) -> None:
    url, other = site.on("/casino", reply(200, CASINO)), site.on("/story", reply(200, STORY_PAGE))
    seen = look({url: FEW, other: FEW})
    assert seen[url].trade.startswith("gambling (")
    assert seen[other].trade == ""


def test_what_an_unchanged_page_said_is_taken_over(site: Website) -> None:
    url = site.on("/story", [reply(200, STORY_PAGE, TAG), reply(304, b"", TAG)])
    first = look({url: MANY})[url]
    known = replace(first, trade="gambling (casino)")
    second = look({url: MANY}, before={url: known})[url]
    assert "if-none-match" in site.heads[1].lower()
    assert (second.status, second.passages, second.trade) == (304, first.passages, "gambling (casino)")


def test_what_nobody_wants_any_more_is_not_taken_over(site: Website) -> None:
    url = site.on("/story", [reply(200, STORY_PAGE, TAG), reply(304, b"", TAG)])
    first = look({url: MANY})[url]
    assert look({}, url, before={url: first})[url].passages == ""


@pytest.mark.parametrize("kept", [0, FEW], ids=["nothing was kept", "too little was kept"])
def test_a_page_of_which_too_little_is_known_is_fetched(site: Website, kept: int) -> None:
    url = site.on("/story", [reply(200, STORY_PAGE, TAG), reply(200, STORY_PAGE, TAG)])
    first = look({url: kept})[url]
    second = look({url: MANY}, before={url: first})[url]
    assert "if-none-match" not in site.heads[1].lower()
    assert contained(sample(STORY, MANY), second.passages) == 1


def test_a_page_with_few_words_is_not_fetched_again_for_what_it_does_not_have(site: Website) -> None:
    url = site.on("/short", [reply(200, "<title>Short</title><p>Closed on Mondays.</p>", TAG), reply(304, b"", TAG)])
    first = look({url: FEW})[url]
    assert first.passages == ""
    assert look({url: FEW}, before={url: first})[url].status == 304


@pytest.mark.parametrize(("kept", "wanted", "enough"), [(FEW, FEW, True), (MANY, FEW, True), (FEW, MANY, False)])
def test_a_sample_is_enough_if_it_was_taken_for_as_much(kept: int, wanted: int, enough: bool) -> None:
    look_back = Observation("http://site.test/", NOW, Verdict.ALIVE, "ok", words=5000, passages=sample(STORY, kept))
    assert is_enough(look_back, wanted, "built-in") is enough
    whole = replace(look_back, passages=sample(" ".join(STORY.split()[:60]), kept))
    assert is_enough(whole, wanted, "built-in"), "all that the page has is kept"


def test_a_sample_that_was_found_by_other_means_is_not_enough() -> None:
    by_another = sample(STORY, FEW, TRAFILATURA)
    known = Observation("http://site.test/", NOW, Verdict.ALIVE, "ok", words=5000, passages=by_another)
    assert not is_enough(known, FEW, "built-in")
    assert is_enough(replace(known, passages=sample(STORY, FEW, BUILT_IN)), FEW, "built-in")
    assert is_enough(replace(known, words=3), FEW, "built-in")
