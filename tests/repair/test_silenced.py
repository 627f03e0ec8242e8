"""A comment that accepts what has become of a link keeps a capture away from it."""

from __future__ import annotations

import pytest
from rules.judged import document_of

from linkaudit.repair.silenced import silenced

PAGE = "https://gazette.example/cut"


def by(comment: str) -> list[str]:
    document = document_of(f"[a]({PAGE}/a)\n\n<!-- {comment} -->\n[b]({PAGE}/b)\n\n[c]({PAGE}/c)\n")
    found = silenced(document, document.references)
    return [
        f"{reference.url[-1]}: {found[place]}"
        for reference in document.references
        if (place := (reference.location.start, reference.location.end)) in found
    ]


@pytest.mark.parametrize("rule", ["live-dead", "live-soft-404", "content-drift", "archive-absent"])
def test_rules_whose_findings_a_capture_answers_silence_a_link(rule: str) -> None:
    assert by(f"linkaudit: ignore[{rule}] known") == [f"b: comment on line 3 says `{rule}` is accepted"]


def test_patterns_and_blocks_count_as_they_do_for_findings() -> None:
    assert [each[0] for each in by("linkaudit: ignore[live-*]")] == ["b"]
    assert [each[0] for each in by("linkaudit: disable[live-dead]")] == ["b", "c"]
    assert [each[0] for each in by("linkaudit: ignore-file")] == ["a", "b", "c"]


@pytest.mark.parametrize("comment", ["a remark", "linkaudit: ignore[date-*]", "linkaudit: ignore[live-fragment-dead]"])
def test_other_comments_silence_nothing(comment: str) -> None:
    assert by(comment) == []
