"""Pages that say something else altogether than at an earlier look, and pages that merely changed."""

from __future__ import annotations

import pytest
from judging import earlier, evidence, led, words

from linkaudit.models import Verdict
from linkaudit.web.verdict import judge, judge_unchanged

# Texts of some length, so that they can be sketched; each has its own words.
_TIDES = (
    "high water comes at noon and low water at dusk when fishermen go home along the wet sand with their nets and "
    "baskets while children look for shells between the old stones of the harbour wall that was built long ago"
)
_SLOTS = (
    "play now and win big every spin brings you closer to real money prizes our bonus wheel never stops turning for "
    "new members who sign up today and claim their welcome gift before midnight with instant payout guaranteed always"
)
_LAW = (
    "the committee has published its annual report on water rights which sets out how licences will be granted in "
    "future and what landowners must do in order to comply with the revised regulations that enter into force soon"
)
_MENU = (
    "home about us our services contact imprint privacy search archive newsletter follow us on every channel there is "
)


def html(title: str, text: str) -> str:
    return f"<title>{title}</title><h1>{title}</h1><p>{text}</p>"


BEFORE = earlier(html("The tides at Saltmouth | Harbour Office", _TIDES))


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Slot Gacor Online", _SLOTS),
        ("Best Online Casino 2026", _SLOTS),
        ("Cheap Viagra without prescription", _SLOTS),
        ("Situs Judi Bola", _SLOTS),
        ("Онлайн казино", _SLOTS),
        ("娱乐城 百家乐", _SLOTS),
        # Something else altogether, that nobody has a name for.
        ("Report of the Water Committee", _LAW),
    ],
)
def test_another_page_at_the_same_address(title: str, text: str) -> None:
    found = judge(evidence(200, html(title, text), before=BEFORE))
    assert (found.verdict, found.reason) == (Verdict.SOFT_DEAD, "replaced")
    assert "% of the text of 2025-11-21 is left" in found.detail


def test_the_same_title_does_not_hide_a_trade() -> None:
    text = f"casino slots jackpot {_SLOTS} casino {_LAW} {_SLOTS[::-1]}"
    found = evidence(200, html("The tides at Saltmouth | Harbour Office", text), before=BEFORE)
    assert words(found) == "soft-dead replaced"


def test_a_frame_that_is_left_does_not_hide_a_trade() -> None:
    before = earlier(html("The tides", f"{_MENU} {_TIDES} {_LAW}"))
    assert words(evidence(200, html("Slot Gacor", f"{_MENU} {_SLOTS} casino"), before=before)) == "soft-dead replaced"
    assert words(evidence(200, html("Winter sale", f"{_MENU} {_SLOTS} outlet"), before=before)) == "alive ok"


def test_another_site() -> None:
    before = earlier(html("", _TIDES), final_url="https://harbour.test/tides")
    assert words(evidence(200, html("", _LAW), before=before)) == "soft-dead replaced"
    assert words(evidence(200, html("", _TIDES), before=before)) == "alive ok"


@pytest.mark.parametrize(
    ("title", "text"),
    [
        # The same.
        ("The tides at Saltmouth | Harbour Office", _TIDES),
        # Changed, by half and more.
        ("The tides at Saltmouth | Harbour Office", _MENU + _TIDES),
        ("News of the tides", _TIDES + " " + _LAW),
        # Written anew under its old title; the site's name is no title of a page.
        ("The tides at Saltmouth, 2026", _LAW),
        ("Water rights | Harbour Office", _LAW),
        # Too little to tell.
        ("Loading", "Please wait"),
        ("Water", "no text to speak of"),
    ],
)
def test_pages_that_merely_changed(title: str, text: str) -> None:
    assert words(evidence(200, html(title, text), before=BEFORE)) == "alive ok"


def test_a_translation_is_no_other_page() -> None:
    greek = "Τα ύδατα ανεβαίνουν το μεσημέρι και κατεβαίνουν το σούρουπο όταν οι ψαράδες γυρίζουν στα σπίτια τους"
    found = evidence(200, html("Παλίρροιες | Site", greek), before=earlier(html("Tides and water", _TIDES)))
    assert words(found) == "alive ok"


@pytest.mark.parametrize(
    "asked",
    [
        "https://www.site.test/",
        "https://www.site.test/index.html",
        "https://www.site.test/de/",
        "https://www.site.test/latest",
        "https://www.site.test/sport/news/",
        "https://www.site.test/journal/current-issue",
        "https://www.site.test/random.php",
    ],
)
def test_pages_that_are_meant_to_change(asked: str) -> None:
    found = evidence(200, html("Report of the Water Committee", _LAW), asked=asked, before=BEFORE)
    assert words(found) == "alive ok"
    taken = evidence(200, html("Slot Gacor Online", _SLOTS), asked=asked, before=BEFORE)
    assert words(taken) == "soft-dead replaced"


@pytest.mark.parametrize("verdict", [Verdict.BLOCKED, Verdict.SOFT_DEAD, Verdict.DEAD, Verdict.UNKNOWN])
def test_only_what_was_there_can_be_replaced(verdict: Verdict) -> None:
    before = earlier(html("The tides", _TIDES), verdict=verdict)
    assert words(evidence(200, html("Report of the Water Committee", _LAW), before=before)) == "alive ok"


def test_a_look_without_a_sketch_says_nothing() -> None:
    assert (
        words(evidence(200, html("Best Online Casino", _SLOTS), before=earlier("<title>Tides</title>"))) == "alive ok"
    )


def test_a_page_about_casinos_was_always_about_casinos() -> None:
    before = earlier(html("A history of the casino of Monte Carlo", _TIDES))
    assert words(evidence(200, html("The casino of Monte Carlo", _SLOTS), before=before)) == "alive ok"


def test_what_has_not_changed_needs_no_reading() -> None:
    found = judge_unchanged(evidence(304, before=BEFORE))
    assert (found.verdict, found.reason, found.detail) == (Verdict.ALIVE, "ok", "304 Not Modified")
    assert found.because[-1] == "the page has not changed since it was last seen alive"
    moved = judge_unchanged(led("https://www.site.test/new/story", 301))
    assert (moved.verdict, moved.reason) == (Verdict.MOVED, "permanent-redirect")


def test_a_wall_now_is_no_other_page() -> None:
    found = evidence(200, f"<title>Just a moment...</title><p>{_LAW}", before=BEFORE)
    assert words(found) == "blocked bot-wall"
