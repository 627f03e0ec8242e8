"""The index of outlets that are credited without a link, across documents."""

from __future__ import annotations

from linkaudit.models import Evidence, Finding, Severity
from linkaudit.reporting import markdown
from linkaudit.reporting.attributions import RULE, credited_without_link, outlet_of
from reporting.audits import EVIL, at, audit, document


def credit(outlet: str, path: str, line: int) -> Finding:
    evidence = (Evidence("quoted", f"{outlet} reports"), Evidence("outlet", outlet))
    return Finding(RULE, Severity.INFO, f"{outlet} is credited without a link", at(path, line), evidence=evidence)


def without_outlet(rule: str = RULE) -> Finding:
    return Finding(rule, Severity.INFO, "a source is cited", at("a.md"), evidence=(Evidence("date", "2018"),))


CREDITS = (
    credit("Reuters", "b.md", 13),
    credit("The Gazette", "a.md", 3),
    credit("Reuters", "a.md", 9),
    credit("Reuters", "a.md", 5),
    credit("The Courier", "b.md", 4),
    without_outlet(),
    without_outlet("link-empty"),
)


def test_outlets_are_indexed_by_places_over_all_documents() -> None:
    index = credited_without_link(audit(findings=CREDITS))
    assert {outlet: [(place.path, place.line) for place in found] for outlet, found in index.items()} == {
        "Reuters": [("a.md", 5), ("a.md", 9), ("b.md", 13)],
        "The Courier": [("b.md", 4)],
        "The Gazette": [("a.md", 3)],
    }
    assert list(index) == ["Reuters", "The Courier", "The Gazette"]


def test_only_findings_that_name_an_outlet_count() -> None:
    assert outlet_of(CREDITS[0]) == "Reuters"
    assert outlet_of(without_outlet()) == ""
    other = Finding("link-empty", Severity.INFO, "x", at("a.md"), evidence=(Evidence("outlet", "Reuters"),))
    assert outlet_of(other) == ""


def test_the_report_has_a_section_of_them() -> None:
    made = audit(document("a.md"), document("b.md"), findings=CREDITS)
    section = markdown.render(made).partition("## Credited without a link")[2].partition("\n## ")[0]
    assert "| Reuters | 3 | `a.md`: 5, 9; `b.md`: 13 |" in section
    assert "| The Gazette | 1 | `a.md`: 3 |" in section


def test_without_such_findings_there_is_no_section() -> None:
    assert "Credited without a link" not in markdown.render(audit(document("a.md"), findings=(without_outlet(),)))


def test_many_places_are_counted_and_names_are_escaped() -> None:
    found = tuple(credit("A|b *c*", "a.md", line) for line in range(1, 30))
    section = markdown.render(audit(document("a.md"), findings=found)).partition("## Credited without a link")[2]
    (row,) = (line for line in section.splitlines() if line.startswith("| A"))
    assert "and 17 more places" in row
    assert row.startswith("| A\\|b \\*c\\* | 29 | ")


def test_evil_names_stay_in_their_cell() -> None:
    made = audit(document("a.md"), findings=(credit(EVIL, "a.md", 1),))
    lines = markdown.render(made).partition("## Credited without a link")[2].partition("\n## ")[0].splitlines()
    assert sum(line.startswith("| ") for line in lines) == 2
    assert not any("<script" in line.replace("\\<", "") for line in lines)
