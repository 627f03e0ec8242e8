"""What is told of lost, dead and odd addresses, and when they are written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linkaudit.models import Confidence, Evidence, Inferred, Kinship, Lead, Location, Loss
from linkaudit.rules.interface import shortened
from rules.judged import INFO, findings_of, fixed

if TYPE_CHECKING:
    from linkaudit.models import Finding

RULE = "collection-recoverable-target"
URL = "https://press.example/2018/07/12/ferry-line-cut"
THERE = Location("other.md", 3, 1, 3, 9, 20, 28)


def told(
    text: str,
    path: str = "example.md",
    *,
    raw: str = "#",
    value: str = URL,
    confidence: Confidence = Confidence.HIGH,
    doubts: tuple[str, ...] = (),
    loss: Loss = Loss.PLACEHOLDER,
    editable: bool = True,
) -> Finding:
    """Let the rule tell of a lead for the first stretch of a text that reads `raw`."""
    start = text.index(raw)
    place = Location(path, 1, start + 1, 1, start + 1 + len(raw), start, start + len(raw))
    evidence = (Evidence("in place of the target", raw, place), Evidence("address found", URL, THERE))
    target = Inferred(value, ("other.md",), "text", confidence, "so it is", evidence, doubts)
    lead = Lead(place, raw, "Ferry line cut", target, loss, editable)
    [finding] = findings_of(RULE, text, path, kinship=Kinship(leads={path: (lead,)}))
    return finding


def test_the_finding_says_what_it_may_be_and_where_that_stands() -> None:
    finding = told("[Ferry line cut](#)")
    assert (finding.severity, finding.url, finding.related) == (INFO, URL, (THERE,))
    assert finding.message == f'the lost target of "Ferry line cut" may be {URL}: so it is'
    assert ("confidence", "high, inferred by text") in {(each.name, each.value) for each in finding.evidence}


def test_what_speaks_against_it_is_told() -> None:
    finding = told("[Ferry line cut](#)", confidence=Confidence.LOW, doubts=("its date is late", "it is odd"))
    assert finding.message.endswith("; but its date is late")
    assert [each.value for each in finding.evidence if each.name == "doubt"] == ["its date is late", "it is odd"]


@pytest.mark.parametrize(
    ("text", "path", "raw", "written"),
    [
        ("[Ferry line cut](#)", "a.md", "#", f"[Ferry line cut]({URL})"),
        ('<a href="#">Ferry line cut</a>', "a.html", "#", f'<a href="{URL}">Ferry line cut</a>'),
        ("[f]: TODO\n\n[f]", "a.md", "TODO", f"[f]: {URL}\n\n[f]"),
        ("`Ferry line cut <#>`_", "a.rst", "#", f"`Ferry line cut <{URL}>`_"),
        (r"\href{\#}{Ferry line cut}", "a.tex", r"\#", rf"\href{{{URL}}}{{Ferry line cut}}"),
        ("<https://press.example/20...>", "a.md", "https://press.example/20...", f"<{URL}>"),
    ],
)
def test_a_certain_target_is_written_only_if_asked_for(text: str, path: str, raw: str, written: str) -> None:
    finding = told(text, path, raw=raw, loss=Loss.TRUNCATED if "..." in raw else Loss.PLACEHOLDER)
    assert [fix.safe for fix in finding.fixes] == [False]
    assert fixed(text, finding) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("https://press.example/f?a=1&b=2", "https://press.example/f?a=1&amp;b=2"),
        ("https://press.example/(f)", "https://press.example/(f)"),
    ],
)
def test_it_is_escaped_as_its_place_wants_it(value: str, written: str) -> None:
    text = '<a href="#">Ferry line cut</a>'
    made = told(text, "a.html", value=value)
    assert fixed(text, made) in (text.replace("#", written), text.replace("#", value))


def test_what_is_doubtful_or_no_markup_is_never_written() -> None:
    assert told("[Ferry line cut](#)", confidence=Confidence.MEDIUM).fixes == ()
    assert told("[Ferry line cut](#)", doubts=("its date is late",)).fixes == ()
    assert told("Related article: Ferry line cut", raw="Ferry", editable=False, loss=Loss.HEADLINE).fixes == ()
    assert told("[Ferry line cut](#)", "a.docx.md/inside!x.md", editable=False).fixes == ()


def test_a_message_that_is_shortened_holds_no_half_of_a_secret() -> None:
    assert "horse" not in shortened(f"https://ada:{'correct-horse-' * 9}@gazette.example/x", 120)
