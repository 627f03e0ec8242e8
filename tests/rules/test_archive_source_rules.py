"""Captures in place of the original, and captures of captures."""

from __future__ import annotations

import pytest

from rules.judged import INFO, WARNING, findings_of, fixed, severities

IA = "https://web.archive.org/web/20180712000000"
CUT = "https://gazette.example/cut"

IN_PLACE = {
    "label": (f"Original url: {IA}/{CUT}\n", "a.md", [INFO]),
    "label in order": (f"Original url: {CUT}\n\nArchived: {IA}/{CUT}\n", "a.md", []),
    "front matter": (f"---\nsource: {IA}/{CUT}\n---\nText.\n", "a.md", [INFO]),
    "front matter in order": (f"---\nsource: {CUT}\narchive_url: {IA}/{CUT}\n---\nText.\n", "a.md", []),
    "canonical": (f'<html><head><link rel="canonical" href="{IA}/{CUT}"></head></html>', "a.html", []),
    "running text": (f"See [the copy]({IA}/{CUT}).\n", "a.md", []),
    "template": (f"{{{{cite web |title=Cut |url={IA}/{CUT}}}}}\n", "a.wikitext", [INFO]),
    "template in order": (f"{{{{cite web |title=Cut |url={CUT} |archive-url={IA}/{CUT}}}}}\n", "a.wikitext", []),
    "template of a copy": (f"{{{{webarchive |url={IA}/{CUT} |date=12 July 2018}}}}\n", "a.wikitext", []),
    "bibliography": (f"@online{{a, title={{Cut}}, url={{{IA}/{CUT}}}}}\n", "a.bib", [INFO]),
    "bibliography in order": (f"@online{{a, title={{Cut}}, url={{{CUT}}}}}\n", "a.bib", []),
    "short": ("{{cite web |title=Cut |url=https://perma.cc/AB12-CD34}}\n", "a.wikitext", [INFO]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "path", "expected"), IN_PLACE.values(), ids=IN_PLACE)
def test_a_capture_in_place_of_the_original(text: str, path: str, expected: list[object]) -> None:
    assert severities("archive-in-url-field", text, path) == expected


def test_the_original_is_named() -> None:
    (finding,) = findings_of("archive-in-url-field", f"Original url: {IA}/{CUT}\n")
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("as written", f"{IA}/{CUT}"),
        ("original", CUT),
    ]
    (short,) = findings_of("archive-in-url-field", "Original url: https://perma.cc/AB12-CD34\n")
    assert short.evidence[-1].value == "not told by the address"


PUT_RIGHT = [
    (
        f"{{{{cite web |title=Cut |url={IA}/{CUT}}}}}\n",
        f"{{{{cite web |title=Cut |url={CUT} |archive-url={IA}/{CUT} |archive-date=2018-07-12}}}}\n",
    ),
    (
        f"{{{{cite web |title=Cut |url={IA}/{CUT} |archive-url=https://perma.cc/AB12-CD34}}}}\n",
        f"{{{{cite web |title=Cut |url={CUT} |archive-url=https://perma.cc/AB12-CD34}}}}\n",
    ),
    (f"{{{{cite web |title=Cut |url={IA}/{CUT} |archive-url= |archive-date=}}}}\n", ""),
    (f"{{{{cite web |title=Cut |url=https://web.archive.org/web/2018/{CUT}}}}}\n", ""),
    ("{{cite web |title=Cut |url=https://perma.cc/AB12-CD34}}\n", ""),
    (f"{{{{Internetquelle |titel=Cut |url={IA}/{CUT}}}}}\n", ""),
]


@pytest.mark.parametrize(("text", "meant"), PUT_RIGHT)
def test_in_shared_templates_both_are_put_in_their_places(text: str, meant: str) -> None:
    (finding,) = findings_of("archive-in-url-field", text, "a.wikitext")
    assert [fix.safe for fix in finding.fixes] == ([False] if meant else [])
    if meant:
        assert fixed(text, finding) == meant
        assert findings_of("archive-in-url-field", meant, "a.wikitext") == []


def test_a_capture_of_a_capture_leads_to_the_inner_one() -> None:
    text = f"[Copy](https://web.archive.org/web/20190301000000/{IA}/{CUT})\n"
    (finding,) = findings_of("archive-nested", text)
    assert (finding.severity, finding.message) == (WARNING, "the capture is of a capture (Internet Archive)")
    assert [each.name for each in finding.evidence] == ["capture", "of the capture", "of"]
    assert [fix.safe for fix in finding.fixes] == [False]
    assert fixed(text, finding) == f"[Copy]({IA}/{CUT})\n"
    assert findings_of("archive-nested", fixed(text, finding)) == []


NESTED = [
    ("https://archive.ph/aBcDe", [WARNING]),
    (f"https://archive.ph/20180712000000/{CUT}", [WARNING]),
    (f"https://web.archive.org/web/2018/{CUT}", [WARNING]),
    ("https://www.webcitation.org/69k1oBjmR", [INFO]),
    ("https://web.archive.org/", []),
    ("https://archive.org/about/", []),
    ("https://www.webcitation.org/faq", []),
    (CUT, []),
]


@pytest.mark.parametrize(("inner", "expected"), NESTED)
def test_a_capture_that_cannot_be_relied_on_is_not_led_to(inner: str, expected: list[object]) -> None:
    found = findings_of("archive-nested", f"[Copy](https://web.archive.org/web/20190301000000/{inner})\n")
    assert [each.severity for each in found] == expected
    assert not any(each.fixes for each in found)
