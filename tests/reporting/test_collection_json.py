"""What documents say about each other as JSON: exactly the keys that others rely on, and no empty ones."""

from __future__ import annotations

import json as standard
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from support.schema import check_format

from linkaudit.models import Group, Kinship, Member
from linkaudit.reporting import json
from reporting.audits import audit, document, link
from reporting.kinships import COPY, DATED, LOST, NOTE, ORIGINAL, REWRITTEN, TWIN, crowd, ferry, harmful, inferred, pair

if TYPE_CHECKING:
    from linkaudit.models import Audit


def read(written: Audit) -> dict[str, Any]:
    found: dict[str, Any] = standard.loads(json.collection(written))
    check_format(found, "collection")
    return found


def member(found: dict[str, Any], path: str) -> dict[str, Any]:
    (one,) = (each for group in found["groups"] for each in group["members"] if each["path"] == path)
    return dict(one)


def test_the_keys_are_the_fixed_ones() -> None:
    found = read(ferry())
    assert list(found) == ["schema_version", "groups", "pairs"]
    assert list(found["groups"][0]) == ["id", "members"]
    assert list(found["groups"][0]["members"][0]) == ["path", "date", "date_source", "provenance", "inferred"]
    assert list(found["pairs"][0]) == ["a", "b", "kind", "a_in_b", "b_in_a", "passages"]
    assert found["pairs"][0]["passages"] == [
        {
            "a": {"line": 3, "end_line": 4},
            "b": {"line": 7, "end_line": 9},
            "text": "The last ferry to Senn, as press/copy.txt has it",
        }
    ]


def test_an_inferred_value_says_from_what_by_what_means_and_how_certainly() -> None:
    concluded = member(read(ferry()), COPY)["inferred"]
    assert list(concluded) == ["date", "provenance", "provenance_candidates", "copied_from"]
    assert concluded["date"] == {"value": "2018-07-12", "from": [DATED], "by": "copy", "confidence": "high"}
    assert concluded["provenance"] == {"value": ORIGINAL, "from": [DATED], "by": "copy", "confidence": "high"}
    assert [each["value"] for each in concluded["provenance_candidates"]] == [ORIGINAL, f"{ORIGINAL}-2"]
    assert concluded["copied_from"]["value"] == DATED


def test_a_lost_target_has_its_line() -> None:
    assert member(read(ferry()), DATED)["inferred"] == {
        "targets": [{"value": LOST, "from": [COPY], "by": "slug", "confidence": "low", "line": 12}]
    }


def test_a_stated_date_stays_beside_nothing_inferred() -> None:
    twin, later = (member(read(ferry()), path) for path in (TWIN, REWRITTEN))
    assert (twin["date"], twin["date_source"], twin["inferred"]) == (None, None, {})
    assert (later["date"], later["date_source"], later["provenance"]) == ("2018-07-14", "dateline", [])


def test_one_candidate_needs_no_list() -> None:
    one = audit(document(COPY), kinship=Kinship(members={COPY: Member(COPY, None, (inferred(ORIGINAL, DATED),))}))
    assert list(member(read(one), COPY)["inferred"]) == ["provenance"]


def test_a_document_by_itself_is_a_group_of_one() -> None:
    groups = read(ferry())["groups"]
    assert [[each["path"] for each in group["members"]] for group in groups] == [
        [COPY, DATED, REWRITTEN, TWIN],
        [NOTE],
    ]
    assert groups[1]["id"] == Group.name_of([NOTE]) != groups[0]["id"]


def test_the_order_of_groups_and_members_is_that_of_their_paths() -> None:
    made = ferry()
    (group,) = made.kinship.groups
    turned = replace(made.kinship, groups=(replace(group, paths=tuple(reversed(group.paths))),))
    assert json.collection(replace(made, kinship=turned)) == json.collection(made)


def test_nothing_that_is_shared_gives_empty_lists() -> None:
    assert read(audit(document("a.md"))) == {"schema_version": 1, "groups": [], "pairs": []}


def test_what_is_secret_is_masked() -> None:
    private = "https://ada:hush@gazette.example/a?token=4f9a8c7b6d5e4f3a2b1c"
    both = Kinship(
        pairs=(pair("a.md", "b.md"),),
        groups=(Group("g", ("a.md", "b.md")),),
        members={"a.md": Member("a.md", None, (inferred(private, "b.md"),))},
    )
    assert "hush" not in json.collection(audit(document("a.md"), document("b.md"), kinship=both))


def test_a_text_that_means_harm_is_data() -> None:
    assert len(read(harmful())["groups"]) == 1


def test_a_large_group_is_written_whole() -> None:
    found = read(crowd(40))
    assert len(found["groups"][0]["members"]) == 40
    assert len(found["pairs"]) == 40 * 39 / 2


def test_a_report_has_what_was_inferred_of_a_document_and_else_no_key() -> None:
    report = standard.loads(json.render(ferry()))
    check_format(report, "audit")
    by_path = {each["path"]: each for each in report["documents"]}
    assert by_path[COPY]["inferred"]["date"]["value"] == "2018-07-12"
    assert by_path[COPY]["date"] is None
    assert list(by_path[TWIN]) == ["path", "format", "date", "date_source", "provenance", "references"]
    assert report["summary"]["collection"] == {
        "groups": 1,
        "documents": 4,
        "pairs": {"copy": 2, "partial": 1},
        "inferred_dates": 2,
        "inferred_origins": 1,
        "targets": 1,
        "notes": [],
    }


def test_two_documents_of_one_name_are_both_there() -> None:
    made = audit(document("a.md"), document("a.md", link("a.md", ORIGINAL, 3)), kinship=ferry().kinship)
    made = replace(made, kinship=Kinship(members={"a.md": Member("a.md", inferred("2018", "b.md"))}))
    assert len(standard.loads(json.render(made))["documents"]) == 2
    assert len(read(made)["groups"]) == 1
