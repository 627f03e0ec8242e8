"""Links to places in pages of the web, by what a look at the page found."""

from __future__ import annotations

from typing import Any

import pytest

from rules.judged import INFO, findings_of, observation, seen

RULE = "live-fragment-dead"
TIDES = "https://harbour.example/tides"


def looked(**fragments: str) -> dict[str, Any]:
    return {"observations": seen(observation(TIDES, fragments=fragments))}


def test_a_place_that_is_missing() -> None:
    (found,) = findings_of(
        RULE, f"[a]({TIDES}#spring), [b]({TIDES}#spring), [c]({TIDES}#neap)", **looked(spring="missing")
    )
    assert found.message == "the page has nothing called #spring"
    assert found.severity is INFO
    assert found.url == f"{TIDES}#spring"
    assert [(each.name, each.value) for each in found.evidence] == [
        ("as written", f"{TIDES}#spring"),
        ("looked for", "#spring"),
        ("page", TIDES),
        ("looked at", "2026-11-21 09:30 UTC"),
    ]
    assert [place.column for place in found.related] == [48]


@pytest.mark.parametrize("told", ["there", "unknown: the page is made by scripts"])
def test_a_place_that_is_there_or_may_be(told: str) -> None:
    assert findings_of(RULE, f"[a]({TIDES}#spring)", **looked(spring=told)) == []


def test_a_place_that_nobody_looked_for() -> None:
    assert findings_of(RULE, f"[a]({TIDES}#spring)", **looked()) == []
    assert findings_of(RULE, f"[a]({TIDES}#spring)") == []
    assert findings_of(RULE, f"[a]({TIDES})", **looked(spring="missing")) == []


def test_a_quoted_text_that_is_missing() -> None:
    known: dict[str, Any] = {
        "observations": seen(observation(TIDES, fragments={":~:text=high%20water": "missing", "a:~:text=x": "missing"}))
    }
    found = findings_of(RULE, f"[a]({TIDES}#:~:text=high%20water) [b]({TIDES}#a:~:text=x)", **known)
    assert [each.message for each in found] == [
        "the page has not the text that the link quotes",
        "the page has nothing called #a and not the text that the link quotes",
    ]


def test_a_fragment_is_looked_up_as_browsers_write_it() -> None:
    known: dict[str, Any] = {"observations": seen(observation(TIDES, fragments={"caf%C3%A9": "missing"}))}
    (found,) = findings_of(RULE, "[a](HTTPS://Harbour.example/tides#café)", **known)
    assert found.message == "the page has nothing called #café"


def test_the_page_is_where_the_redirect_ended() -> None:
    end = "https://harbour.example/new"
    known: dict[str, Any] = {
        "observations": seen(
            observation(TIDES, verdict="moved", reason="permanent-redirect", final_url=end, fragments={"a": "missing"})
        )
    }
    (found,) = findings_of(RULE, f"[a]({TIDES}#a)", **known)
    assert found.evidence[2].value == end
