"""`linkaudit baseline`, and rules that are silent in some documents, as users meet them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support.command import Command
    from support.site import Site

FILE = "linkaudit-baseline.jsonl"


@pytest.fixture
def collection(linkaudit: Command) -> Command:
    linkaudit.write("linkaudit.toml", "[linkaudit]\n")
    linkaudit.write("docs/a.md", "[a]() [b](https://bit.ly/x)\n")
    linkaudit.write("docs/b.md", "[c]()\n")
    return linkaudit


def lines(linkaudit: Command) -> list[str]:
    return (linkaudit.folder / FILE).read_text().splitlines()


def test_what_is_accepted_is_shown_no_more_and_what_is_new_is(collection: Command) -> None:
    assert collection.run("scan").code == 1
    done = collection.run("baseline")
    assert (done.code, done.out) == (0, "")
    assert f"{FILE}: 3 accepted findings, 3 of them new; 0 taken out" in done.complaint
    assert len(lines(collection)) == 3
    again = collection.run("scan")
    assert (again.code, again.out) == (0, "")
    assert "3 findings accepted in the baseline." in again.err
    assert "2 documents" in again.err, "the baseline itself is no document"
    collection.write("docs/a.md", "New words.\n\n[a]() [b](https://bit.ly/x)\n\n[new]()\n")
    now = collection.run("scan")
    assert now.code == 1
    assert [line.partition(" ")[0] for line in now.out.splitlines()] == ["docs/a.md:5:7:"]


def test_it_holds_from_whatever_folder_one_scans(collection: Command) -> None:
    collection.run("baseline", "docs")
    assert collection.run("scan", "a.md", "b.md", folder="docs").code == 0
    assert collection.run("scan", str(collection.folder / "docs")).code == 0
    before = lines(collection)
    assert collection.run("baseline", ".", folder="docs").code == 0
    assert lines(collection) == before


def test_what_was_repaired_is_taken_out_and_what_was_not_looked_at_stays(collection: Command) -> None:
    collection.run("baseline")
    collection.write("docs/a.md", "Nothing is wrong here.\n")
    assert "0 of them new; 0 taken out" in collection.run("baseline", "--prune", "docs/b.md").err
    assert len(lines(collection)) == 3
    assert "0 of them new; 0 taken out" in collection.run("baseline", "--prune", "--select", "date-*").err
    assert "0 of them new; 2 taken out" in collection.run("baseline", "--prune").err
    (collection.folder / "docs/b.md").unlink()
    assert "1 taken out" in collection.run("baseline", "--prune").err
    assert lines(collection) == []


def test_pruning_accepts_nothing(collection: Command) -> None:
    assert collection.run("baseline", "--prune").code == 0
    assert lines(collection) == []
    assert collection.run("scan").code == 1


def test_a_baseline_of_another_name(collection: Command) -> None:
    collection.write("linkaudit.toml", '[linkaudit]\nbaseline = "docs/accepted.jsonl"\n')
    assert "there is no such baseline; `linkaudit baseline` writes it" in collection.run("scan").complaint
    assert collection.run("scan").code == 2
    assert collection.run("baseline").code == 0
    ran = collection.run("scan")
    assert (ran.code, ran.out) == (0, "")
    assert "2 documents" in ran.err, "the baseline itself is no document"
    assert collection.run("scan", "--baseline", "").code == 1
    assert collection.run("scan", "--baseline", "accepted.jsonl", folder="docs").code == 0
    assert "no file is set for the baseline" in collection.run("baseline", "--baseline", "").complaint


def test_a_broken_baseline_is_named_with_its_line(collection: Command) -> None:
    collection.write(FILE, "nonsense\n")
    for command in ("scan", "baseline"):
        ran = collection.run(command)
        assert ran.code == 2
        assert f"{FILE}:1: no accepted finding" in ran.complaint


def test_a_broken_baseline_is_named_before_anything_is_asked(linkaudit: Command, site: Site) -> None:
    linkaudit.configure()
    linkaudit.write("a.md", f"[a]({site.url}/a)\n")
    linkaudit.write(FILE, "nonsense\n")
    ran = linkaudit.run("audit")
    assert ran.code == 2
    assert f"{FILE}:1: no accepted finding" in ran.err
    assert site.requests == []


def test_nothing_to_audit_changes_nothing(collection: Command) -> None:
    collection.run("baseline")
    before = lines(collection)
    (collection.folder / "empty").mkdir()
    assert collection.run("baseline", "empty").code == 3
    assert collection.run("baseline", "nowhere.md").code == 3
    assert lines(collection) == before


def test_an_audit_shows_what_is_accepted_as_such(collection: Command) -> None:
    collection.run("baseline")
    ran = collection.run("audit", "--offline", "--output-format", "json")
    assert ran.code == 0
    assert ran.json["findings"] == []
    assert [each["by"] for each in ran.json["suppressed"]] == ["baseline"] * 3
    shown = collection.run("scan", "--output-format", "markdown").out
    assert "accepted in the baseline, and not shown: 3 findings" in shown
    assert "Hidden by comments" not in shown


def test_rules_are_silent_in_the_documents_that_the_settings_name(collection: Command) -> None:
    collection.write(
        "linkaudit.toml",
        '[linkaudit.rules.per-file-ignores]\n"b.md" = ["link-*"]\n"/docs/" = ["link-shortener"]\n',
    )
    ran = collection.run("scan")
    assert [line.split(" ")[2] for line in ran.out.splitlines()] == ["link-empty"]
    assert "docs/a.md:1:5:" in ran.out
    inside = collection.run("scan", ".", folder="docs")
    assert [line.split(" ")[2] for line in inside.out.splitlines()] == ["link-empty"]


def test_a_comment_that_hides_what_is_silent_anyway_is_not_called_unused(collection: Command) -> None:
    collection.write("docs/b.md", "[c](https://gazette.example/) <!-- linkaudit: ignore[link-empty] -->\n")
    assert "suppression-unused" in collection.run("scan", "docs/b.md").out
    collection.write("linkaudit.toml", '[linkaudit.rules.per-file-ignores]\n"b.md" = ["link-empty"]\n')
    assert collection.run("scan", "docs/b.md").out == ""


def test_a_misspelt_rule_for_some_documents_is_refused(collection: Command) -> None:
    collection.write("linkaudit.toml", '[linkaudit.rules.per-file-ignores]\n"b.md" = ["link-emty"]\n')
    ran = collection.run("scan")
    assert ran.code == 2
    assert "`rules.per-file-ignores`: no rule is called `link-emty`; did you mean `link-empty`?" in ran.complaint
