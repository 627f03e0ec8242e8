"""The baseline: what was accepted is known again, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.judged import document_of, triaged

from linkaudit.baseline import Accepted, Baseline, parse, placed, read, render, renewed
from linkaudit.errors import ConfigError
from linkaudit.models import BASELINE, Finding
from linkaudit.settings import Rules
from linkaudit.triage import Sieve, triage

ROOT = Path.cwd()
ONE = Accepted("docs/a.md", "link-empty", "00aa", 'the link "a" has no target')
TWO = Accepted("docs/b.md", "live-dead", "00bb", "gone", "kept for the record")
BOTH = {each.fingerprint: each for each in (ONE, TWO)}


def test_a_baseline_is_a_sorted_line_for_each_finding() -> None:
    written = render({"00bb": TWO, "00aa": ONE})
    assert written.splitlines() == [
        r'{"path":"docs/a.md","rule":"link-empty","fingerprint":"00aa","message":"the link \"a\" has no target"}',
        '{"path":"docs/b.md","rule":"live-dead","fingerprint":"00bb","message":"gone","reason":"kept for the record"}',
    ]
    assert written.endswith("\n")
    assert render({}) == ""


TEXTS = st.text(alphabet=st.characters(codec="utf-8"), max_size=12)


@given(st.lists(st.builds(Accepted, TEXTS, TEXTS, TEXTS, TEXTS, TEXTS), unique_by=lambda entry: entry.fingerprint))
def test_what_is_written_is_read_again(entries: list[Accepted]) -> None:
    known = {entry.fingerprint: entry for entry in entries}
    assert parse(render(known)) == known
    assert render(parse(render(known))) == render(known)


def test_blank_lines_are_nothing() -> None:
    assert parse(f"\n{render(BOTH)}\n\n") == BOTH


@pytest.mark.parametrize(
    "line", ["nonsense", "{}", "[]", '{"path":"a","rule":"b"}', '{"path":"a","rule":"b","fingerprint":"c","line":3}']
)
def test_a_line_that_is_no_accepted_finding_is_named(line: str) -> None:
    with pytest.raises(ConfigError, match=r"^linkaudit-baseline\.jsonl:2: no accepted finding: "):
        parse(f"{render({'00aa': ONE})}{line}\n", "linkaudit-baseline.jsonl")


def test_a_baseline_that_is_not_there_accepts_nothing_unless_it_must_be_there(tmp_path: Path) -> None:
    assert read(tmp_path / "none.jsonl") == {}
    with pytest.raises(ConfigError, match="there is no such baseline"):
        read(tmp_path / "none.jsonl", required=True)


@pytest.mark.parametrize("content", [b"\xff\xfe", None])
def test_a_baseline_that_cannot_be_read_is_an_error(tmp_path: Path, content: bytes | None) -> None:
    file = tmp_path / "baseline.jsonl"
    if content is None:
        file.mkdir()
    else:
        file.write_bytes(content)
    with pytest.raises(ConfigError, match="cannot be read"):
        read(file)


def test_documents_are_named_from_the_configuration_wherever_one_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "docs").mkdir()
    monkeypatch.chdir(tmp_path)
    assert placed("docs/a.md", tmp_path) == placed(str(tmp_path / "docs/a.md"), tmp_path) == "docs/a.md"
    monkeypatch.chdir(tmp_path / "docs")
    assert placed("a.md", tmp_path) == "docs/a.md"
    assert placed("../other.md", tmp_path) == "other.md"


def found(text: str, path: str = "docs/a.md") -> tuple[Finding, ...]:
    return triaged(text, path).findings


def accepted(*findings: Finding) -> Baseline:
    """Accept findings as a first run of `linkaudit baseline` does."""
    paths = {finding.location.path for finding in findings}
    rules = {finding.rule for finding in findings}
    return renewed({}, findings, ROOT, judged=paths, spoke=rules, there=lambda _: True)


def test_what_was_found_is_accepted() -> None:
    (first,) = accepted(*found("[a]()\n")).values()
    assert (first.path, first.rule, first.message) == ("docs/a.md", "link-empty", 'the link "a" has no target')


def test_text_may_move_and_a_second_mistake_is_new() -> None:
    known = accepted(*found("[a]()\n"))
    document = document_of("Words.\n\n[a]()\n\n[a]()\n", "docs/a.md")
    sorted_out = triage(found("Words.\n\n[a]()\n\n[a]()\n"), [document], Sieve(Rules(), accepted=known), ())
    assert [finding.location.line for finding in sorted_out.findings] == [5]
    assert [(each.finding.location.line, each.by, each.accepted) for each in sorted_out.suppressed] == [
        (3, BASELINE, True)
    ]


def test_reasons_that_were_written_down_are_shown_and_kept() -> None:
    (fingerprint,) = (finding.fingerprint for finding in found("[a]()\n"))
    known = {fingerprint: Accepted("docs/a.md", "link-empty", fingerprint, reason="a form fills it in")}
    sorted_out = triage(found("[a]()\n"), [], Sieve(Rules(), accepted=known), ())
    assert [each.reason for each in sorted_out.suppressed] == ["a form fills it in"]
    kept = renewed(known, found("[a]()\n"), ROOT, judged={"docs/a.md"}, spoke={"link-empty"}, there=lambda _: True)
    assert kept == known


@pytest.mark.parametrize(
    ("judged", "spoke", "there", "stays"),
    [
        ({"docs/a.md"}, {"link-empty"}, True, False),  # looked at, and gone
        (set(), {"link-empty"}, True, True),  # not looked at
        ({"docs/a.md"}, set(), True, True),  # nobody asked the rule
        (set(), {"link-empty"}, False, False),  # the document is gone
    ],
)
@pytest.mark.parametrize("prune", [True, False])
def test_what_was_not_looked_at_stays_accepted(
    judged: set[str], spoke: set[str], *, there: bool, stays: bool, prune: bool
) -> None:
    new = renewed({"00aa": ONE}, [], ROOT, judged=judged, spoke=spoke, there=lambda _: there, prune=prune)
    assert new == ({"00aa": ONE} if stays else {})


def test_pruning_accepts_nothing_new() -> None:
    args = {"judged": {"docs/a.md"}, "spoke": {"link-empty"}}
    assert renewed({"00aa": ONE}, found("[a]()\n"), ROOT, **args, there=lambda _: True, prune=True) == {}
