"""What shares of passages mean for pages and for documents, and when nothing can be said."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from content_pairs.stories import Story, others, stories, translation
from msgspec.structs import replace

from linkaudit.content.comparing import Shares, carries, carrying, change, drift, is_usurped, shares
from linkaudit.content.passages import MANY, sample
from linkaudit.models import Carrying, Document, Drift, Lookup, Memento, Observation, PartialDate, Result, Verdict

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
THEN = datetime(2018, 7, 12, 8, tzinfo=UTC)
URL = "https://courier.example/2018/07/12/harbour"
ARCHIVED = f"https://web.archive.org/web/20180712080000/{URL}"


def story(name: str, language: str = "en") -> Story:
    return next(each for each in stories() if (each.name, each.language) == (name, language))


HARBOUR = story("harbour")
OTHER = others(HARBOUR)[0]
WALL = (
    "We value your privacy, and so do our partners, who store cookies on your device. " * 2 + "Please agree to go on."
)


def document(text: str = HARBOUR.text) -> Document:
    return Document("harbour.txt", "text", "", "", "utf-8", passages=sample(text, MANY))


def page(text: str = HARBOUR.text, verdict: Verdict = Verdict.ALIVE, **parts: object) -> Observation:
    seen = Observation(URL, NOW, verdict, "ok", 200, URL, title=HARBOUR.title, passages=sample(text, MANY, "b"))
    return replace(seen, **parts)


def captured(text: str = HARBOUR.text, by: str = "b", url: str = URL, **parts: object) -> Lookup:
    memento = Memento(url, ARCHIVED, THEN, 200, "web.archive.org", passages=sample(text, MANY, by), title=HARBOUR.title)
    return Lookup(url, PartialDate(2018, 7, 12), Result.FOUND, "", NOW, replace(memento, **parts))


REFUSED = Lookup(URL, None, Result.UNKNOWN, "refused: 429", NOW)
ABSENT = Lookup(URL, None, Result.ABSENT, "no-capture", NOW)
GONE = Observation(URL, NOW, Verdict.DEAD, "not-found", 404)
BLOCKED = Observation(URL, NOW, Verdict.BLOCKED, "bot-wall", 403)


def said(lookup: Lookup, seen: Observation | None) -> Drift:
    found = drift(lookup, seen)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("likeness", "kept", "old", "expected"),
    [
        (1.0, 1.0, 1.0, "same"),
        (0.9, 0.95, 0.95, "same"),
        (0.89, 0.9, 0.9, "changed"),
        (0.3, 0.4, 0.4, "changed"),
        (0.2, 1.0, 0.2, "changed"),  # it grew
        (0.2, 0.2, 1.0, "changed"),  # it was cut
        (0.29, None, None, "replaced"),
        (0.1, 0.29, 0.29, "replaced"),
        (0.0, 0.0, 0.0, "replaced"),
        (None, 1.0, 1.0, "unknown"),
    ],
)
def test_change_is_told_from_shares(
    likeness: float | None, kept: float | None, old: float | None, expected: str
) -> None:
    assert change(Shares(likeness, kept, old)) == expected


@pytest.mark.parametrize(
    ("share", "old", "expected"),
    [
        (1.0, 0.1, "carries"),
        (0.7, None, "carries"),
        (0.69, 1.0, "in-part"),
        (0.1, 0.0, "in-part"),
        (0.02, 0.8, "in-part"),  # all that the page shows is from there
        (0.09, 0.79, "not"),
        (0.0, None, "not"),
        (None, None, "unknown"),
    ],
)
def test_what_a_page_carries_is_told_from_shares(share: float | None, old: float | None, expected: str) -> None:
    assert carries(share, old) == expected


def test_shares_go_both_ways() -> None:
    longer = "\n".join((HARBOUR.text, *HARBOUR.later))
    common = shares(sample(HARBOUR.text, MANY), sample(longer, MANY))
    assert common.kept == 1
    assert common.old == common.likeness == pytest.approx(0.72, abs=0.1)


class TestDrift:
    def test_the_same_text_is_the_same(self) -> None:
        lookup = captured()
        assert lookup.memento is not None
        assert said(lookup, page()) == Drift(URL, PartialDate(2018, 7, 12), "same", lookup.memento, 1.0, kept=1.0)

    def test_a_page_that_has_moved_is_compared_as_well(self) -> None:
        assert said(captured(), page(verdict=Verdict.MOVED)).change == "same"

    def test_a_longer_text_has_changed_and_another_replaces_it(self) -> None:
        assert said(captured(), page("\n".join((HARBOUR.text, *HARBOUR.later)))).change == "changed"
        found = said(captured(), page(OTHER.text))
        assert (found.change, found.likeness) == ("replaced", 0)

    @pytest.mark.parametrize("seen", [None, GONE, replace(GONE, verdict=Verdict.SOFT_DEAD), page(captured_at=THEN)])
    def test_where_no_live_page_is_there_nothing_has_drifted(self, seen: Observation | None) -> None:
        assert drift(captured(), seen) is None

    @pytest.mark.parametrize("lookup", [REFUSED, ABSENT])
    def test_without_a_capture_there_is_nothing_to_compare(self, lookup: Lookup) -> None:
        assert drift(lookup, page()) is None

    @pytest.mark.parametrize(
        ("lookup", "seen", "because"),
        [
            (captured(), BLOCKED, "the page was not seen: blocked (bot-wall)"),
            (captured(""), page(), "the capture has too little text that can be read"),
            (captured(), page(""), "the page has too little text that can be read"),
            (captured(), page(WALL), "the page shows us hardly any text"),
            (
                captured(),
                page(story("harbour", "de").text),
                "the capture is in another language (en) than the page (de)",
            ),
            (captured(by="t"), page(), "their texts were found by different means"),
            (
                captured(url="https://courier.example/news/"),
                page(OTHER.text),
                "the page is one that shows something new every time",
            ),
            (
                captured(url="https://courier.example/"),
                page("\n".join((HARBOUR.text, *HARBOUR.later))),
                "the page is one that shows something new every time",
            ),
        ],
    )
    def test_what_cannot_be_told_is_unknown_and_says_why(self, lookup: Lookup, seen: Observation, because: str) -> None:
        found = said(lookup, seen)
        assert (found.change, found.because) == ("unknown", because)

    def test_a_front_page_that_is_as_it_was_is_the_same(self) -> None:
        assert said(captured(url="https://courier.example/"), page()).change == "same"

    def test_a_page_cut_short_has_changed_though_it_shows_little(self) -> None:
        assert said(captured(), page(" ".join(HARBOUR.text.split()[:60]))).change == "changed"


class TestCarrying:
    def test_the_live_page_answers_if_it_carries_the_text(self) -> None:
        assert carrying(document(), URL, page(), captured(OTHER.text)) == Carrying(
            "harbour.txt", URL, "carries", 1.0, "live"
        )

    def test_a_capture_answers_where_the_page_has_moved_on(self) -> None:
        assert carrying(document(), URL, page(OTHER.text), captured()) == Carrying(
            "harbour.txt", URL, "carries", 1.0, ARCHIVED, THEN, live_share=0.0
        )

    def test_the_better_of_two_answers(self) -> None:
        cut = "\n".join(HARBOUR.paragraphs[:2])
        assert carrying(document(), URL, page(cut), captured()).where == ARCHIVED
        assert carrying(document(), URL, page(cut), captured(OTHER.text)).where == "live"
        assert carrying(document(), URL, page(cut), None).carries == "in-part"

    @pytest.mark.parametrize("seen", [None, GONE, BLOCKED, page("")])
    def test_a_capture_answers_where_the_page_cannot_be_read(self, seen: Observation | None) -> None:
        found = carrying(document(), URL, seen, captured())
        assert (found.carries, found.where, found.live_share) == ("carries", ARCHIVED, None)
        assert carrying(document(), URL, seen, captured(OTHER.text)).carries == "not"

    @pytest.mark.parametrize("lookup", [None, ABSENT, captured(story("river").text)])
    def test_a_page_that_does_not_carry_the_text_contradicts(self, lookup: Lookup | None) -> None:
        found = carrying(document(), URL, page(OTHER.text), lookup)
        assert (found.carries, found.share, found.where, found.because) == ("not", 0, "live", "")

    def test_what_no_archive_would_tell_is_no_contradiction(self) -> None:
        found = carrying(document(), URL, page(OTHER.text), REFUSED)
        assert (found.carries, found.share, found.where) == ("unknown", 0, "live")
        assert found.because == "the page does not carry it today; no capture: unknown (refused: 429)"

    def test_nor_is_a_capture_that_cannot_be_read(self) -> None:
        found = carrying(document(), URL, page(OTHER.text), captured(""))
        assert found.carries == "unknown"
        assert found.because == "the page does not carry it today; the page has too little text that can be read"

    @pytest.mark.parametrize(
        ("kept", "seen", "lookup", "because"),
        [
            (document(), GONE, ABSENT, "the page was not seen: dead (not-found); no capture: absent (no-capture)"),
            (document(), GONE, None, "the page was not seen: dead (not-found); no archive was asked"),
            (document(), None, REFUSED, "the page was not seen: not looked at; no capture: unknown (refused: 429)"),
            (document(), page(WALL), None, "the page shows us hardly any text; no archive was asked"),
            (
                document(translation(HARBOUR).text),
                page(),
                captured(),
                "the document is in another language (de) than the page (en)",
            ),
            (document("A note."), page(), captured(), "the document has too little text that can be read"),
            (
                document(" ".join(HARBOUR.text.split()[:18])),
                page(" ".join(f"word{number}" for number in range(20_000))),
                None,
                "the document is too short to be compared with so long a page; no archive was asked",
            ),
        ],
    )
    def test_what_cannot_be_told_is_unknown_and_says_why(
        self, kept: Document, seen: Observation | None, lookup: Lookup | None, because: str
    ) -> None:
        found = carrying(kept, URL, seen, lookup)
        assert (found.carries, found.because) == ("unknown", because)

    def test_a_front_page_contradicts_nothing_and_may_confirm(self) -> None:
        front = "https://courier.example/"
        found = carrying(document(), front, page(OTHER.text), None)
        assert (found.carries, found.because.partition(";")[0]) == (
            "unknown",
            "the page is one that shows something new every time",
        )
        assert carrying(document(), front, page(), None).carries == "carries"


class TestUsurped:
    CASINO = "Play the best slots of the web, spin for the jackpot, and take your bonus without any deposit today. " * 3
    TAKEN = page(CASINO, title="Best online casino 2026", trade="gambling (casino, slots, jackpot)")

    def memento(self, text: str = HARBOUR.text, title: str = HARBOUR.title) -> Memento:
        found = captured(text, title=title).memento
        assert found is not None
        return found

    def test_a_page_in_a_trade_with_nothing_left_is_usurped(self) -> None:
        assert is_usurped(self.TAKEN, self.memento())

    @pytest.mark.parametrize(
        "seen",
        [
            replace(TAKEN, trade=""),
            replace(TAKEN, verdict=Verdict.DEAD),
            replace(TAKEN, passages=""),
            replace(TAKEN, title=f"{HARBOUR.title} | casino"),
            replace(TAKEN, passages=sample(f"{HARBOUR.text}\n{CASINO}", MANY, "b")),
        ],
    )
    def test_without_the_trade_or_with_a_trace_of_the_page_it_is_not(self, seen: Observation) -> None:
        assert not is_usurped(seen, self.memento())

    def test_what_was_in_the_trade_before_has_only_changed(self) -> None:
        assert not is_usurped(self.TAKEN, self.memento(OTHER.text, title="Casino news of the coast"))
