"""The kinds of pairs: what became of a page, what a document took from one, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from content_pairs import versions
from content_pairs.frames import (
    FRAMES,
    UNTRIED,
    application,
    bare,
    consent_wall,
    divisions,
    in_pywb,
    in_wayback,
    magazine,
    parked,
    weblog,
    without_comments,
)
from content_pairs.stories import Story, alike, others, stories, translation
from linkaudit.content.comparing import carrying, drift
from linkaudit.content.main_text import main_text
from linkaudit.content.passages import FEW, MANY, sample
from linkaudit.models import Document, Lookup, Memento, Observation, PartialDate, Result, Verdict

URL = "https://courier.example/2019/03/12/story"
_WHEN = datetime(2019, 3, 12, tzinfo=UTC)
_HTML = "text/html; charset=utf-8"
_TEASERS = 5
Pair = tuple[str, str]
Frames = tuple[Callable[..., str], ...]
Pairs = Callable[[Story], Iterator[Pair]]


@dataclass(frozen=True)
class Kind:
    """One kind of pair: what it is called, how the pairs are made, and what may be said of them."""

    name: str
    pairs: Pairs
    right: tuple[str, ...]


@dataclass(frozen=True)
class Compared:
    """What was said of one pair."""

    story: Story
    said: str
    share: float | None


def page(frame: Callable[..., str], story: Story, first: int = 0) -> str:
    """Put a story on a page, among the beginnings of others."""
    return frame(story, others(story)[first : first + _TEASERS])


def _became(change: Callable[[Story], Story], frames: Frames = FRAMES) -> Pairs:
    """Make pairs of a page and the page with a later version, in each frame."""

    def pairs(story: Story) -> Iterator[Pair]:
        for frame in frames if change is not versions.live_blog or len(alike(story)) > 1 else ():
            yield page(frame, story), page(frame, change(story), 4)

    return pairs


def _other_chrome(story: Story) -> Iterator[Pair]:
    for frame in FRAMES:
        for other in FRAMES:
            if frame is not other and bare not in (frame, other):
                yield page(frame, story), page(other, story, 4)


def _other_chrome_untried(story: Story) -> Iterator[Pair]:
    for frame in UNTRIED:
        for other in (*FRAMES, *UNTRIED):
            yield page(frame, story), page(other, story, 4)


def _replaced_untried(story: Story) -> Iterator[Pair]:
    for other in alike(story)[:2]:
        for frame in UNTRIED:
            yield page(frame, story), page(frame, other)


def _printed(story: Story) -> Iterator[Pair]:
    for frame in FRAMES:
        yield page(frame, story), page(bare, story)


def _archived(story: Story) -> Iterator[Pair]:
    for frame in FRAMES:
        for played in (in_wayback, in_pywb):
            yield played(page(frame, story)), page(frame, story, 4)


def _commented(story: Story) -> Iterator[Pair]:
    for frame in (divisions, weblog):
        yield without_comments(page(frame, story)), page(frame, story, 4)


def _translated(story: Story) -> Iterator[Pair]:
    for frame in FRAMES:
        yield page(frame, story), page(frame, translation(story))


def _replaced(story: Story) -> Iterator[Pair]:
    for other in alike(story)[:2]:
        for frame in FRAMES:
            yield page(frame, story), page(frame, other)
        yield page(magazine, story), page(application, other)


def _replaced_by_foreign(story: Story) -> Iterator[Pair]:
    other = next(each for each in others(story) if each.language != story.language)
    for frame in FRAMES:
        yield page(frame, story), page(frame, other)


def _parked(story: Story) -> Iterator[Pair]:
    yield page(magazine, story), parked("courier.example")


def _walled(story: Story) -> Iterator[Pair]:
    yield page(magazine, story), consent_wall(story)


DRIFTS = (
    Kind("same text, other chrome", _other_chrome, ("same",)),
    Kind("print or AMP version", _printed, ("same",)),
    Kind("played back by an archive", _archived, ("same",)),
    Kind("comments added", _commented, ("same",)),
    Kind("corrected: some words of two paragraphs", _became(versions.corrected), ("same", "changed")),
    Kind("extended by a third", _became(versions.extended), ("changed",)),
    Kind("revised for the next day", _became(versions.revised), ("changed",)),
    Kind("live blog, three times as long", _became(versions.live_blog), ("changed",)),
    Kind("beginning only, the rest for subscribers", _became(versions.beginning), ("changed",)),
    Kind("first of three pages", _became(versions.one_page_of_three), ("changed",)),
    Kind("another story in its place", _replaced, ("replaced",)),
    Kind("a story in another language in its place", _replaced_by_foreign, ("unknown",)),
    Kind("parked", _parked, ("replaced", "unknown")),
    Kind("translation in its place", _translated, ("unknown",)),
    Kind("consent wall", _walled, ("unknown",)),
    Kind("untried frames: same text, other chrome", _other_chrome_untried, ("same",)),
    Kind("untried frames: corrected", _became(versions.corrected, UNTRIED), ("same", "changed")),
    Kind("untried frames: extended", _became(versions.extended, UNTRIED), ("changed",)),
    Kind("untried frames: beginning only", _became(versions.beginning, UNTRIED), ("changed",)),
    Kind("untried frames: another story in its place", _replaced_untried, ("replaced",)),
)


def _copied(document: Callable[[Story], str], frames: Frames = FRAMES) -> Pairs:
    """Make pairs of a document and the page from which it is, in each frame."""

    def pairs(story: Story) -> Iterator[Pair]:
        for frame in frames:
            if text := document(story):
                yield text, page(frame, story)

    return pairs


def _became_of_source(change: Callable[[Story], Story]) -> Pairs:
    """Make pairs of a faithful copy and what has become of the page since, in each frame."""

    def pairs(story: Story) -> Iterator[Pair]:
        for frame in FRAMES if change is not versions.live_blog or len(alike(story)) > 1 else ():
            yield story.text, page(frame, change(story))

    return pairs


def _walled_source(story: Story) -> Iterator[Pair]:
    yield story.text, consent_wall(story)


def _another(story: Story) -> str:
    """Give another story in the same language; empty if there is none."""
    return next((each.text for each in alike(story)), "")


_IN_PART = ("in-part",)
CARRYINGS = (
    Kind("copy, lines wrapped and quoted", _copied(versions.wrapped), ("carries",)),
    Kind("copy, other quotes, dashes, ligatures", _copied(versions.typed), ("carries",)),
    Kind("copy with remarks of its keeper", _copied(versions.noted), ("carries",)),
    Kind("copy, scanned: 2 % of words misread", _copied(versions.scanned(0.02)), ("carries",)),
    Kind("copy, scanned: 5 % of words misread", _copied(versions.scanned(0.05)), ("carries", "in-part")),
    Kind("copy, scanned: 10 % of words misread", _copied(versions.scanned(0.1)), ("carries", "in-part")),
    Kind("excerpt: first third", _copied(versions.first_third), ("carries",)),
    Kind("abridged: every second paragraph", _copied(versions.every_second), ("carries",)),
    Kind("essay that quotes two paragraphs", _copied(versions.quoting), _IN_PART),
    Kind("10 % of words exchanged", _copied(versions.rewritten(0.1)), ("carries", "in-part")),
    Kind("25 % of words exchanged", _copied(versions.rewritten(0.25)), _IN_PART),
    Kind("retold in other words", _copied(versions.retold), ("not",)),
    Kind("translation", _copied(lambda story: translation(story).text), ("unknown",)),
    Kind("another story", _copied(_another), ("not",)),
    Kind("copy of a page that was extended", _became_of_source(versions.extended), ("carries",)),
    Kind("copy of a page that became a live blog", _became_of_source(versions.live_blog), ("carries",)),
    Kind("copy of a page that was revised", _became_of_source(versions.revised), _IN_PART),
    Kind("page shows the beginning only", _became_of_source(versions.beginning), _IN_PART),
    Kind("page is the first of three", _became_of_source(versions.one_page_of_three), _IN_PART),
    Kind("page shows a consent wall", _walled_source, ("unknown",)),
    Kind("untried frames: copy", _copied(versions.wrapped, UNTRIED), ("carries",)),
    Kind("untried frames: essay that quotes", _copied(versions.quoting, UNTRIED), _IN_PART),
    Kind("untried frames: another story", _copied(_another, UNTRIED), ("not",)),
)


UNTRIED_KINDS = frozenset(kind.name for kind in (*DRIFTS, *CARRYINGS) if kind.name.startswith("untried"))


def say_of_drift(story: Story, pair: Pair, extractor: str) -> Compared:
    """Compare a page of then with one of now, as an audit does."""
    then, now = (_sampled(each, extractor, FEW) for each in pair)
    memento = Memento(URL, f"https://web.archive.org/web/20190312000000/{URL}", _WHEN, 200, "web", passages=then)
    lookup = Lookup(URL, PartialDate.of(_WHEN), Result.FOUND, "", _WHEN, memento)
    said = drift(lookup, Observation(URL, _WHEN, Verdict.ALIVE, "ok", passages=now))
    assert said is not None
    return Compared(story, said.change, said.likeness)


def say_of_carrying(story: Story, pair: Pair, extractor: str) -> Compared:
    """Compare a document with the page that it names, as an audit does."""
    text, now = pair
    document = Document("story.txt", "text", "", "", "utf-8", passages=sample(text, MANY))
    seen = Observation(URL, _WHEN, Verdict.ALIVE, "ok", passages=_sampled(now, extractor, MANY))
    said = carrying(document, URL, seen, None)
    return Compared(story, said.carries, said.share)


def compared(kind: Kind, extractor: str, only: tuple[Story, ...] = ()) -> list[Compared]:
    """Compare all pairs of a kind, of all stories or only of some."""
    say = say_of_drift if kind in DRIFTS else say_of_carrying
    return [say(story, pair, extractor) for story in only or stories() for pair in kind.pairs(story)]


def _sampled(markup: str, extractor: str, most: int) -> str:
    found = main_text(markup.encode(), _HTML, extractor)
    return sample(found.text, most, found.by)
