"""The machine formats: their shape, their schemas, the same bytes for the same audit, nothing secret in them."""

from __future__ import annotations

import json as standard
from typing import Any

import jsonschema  # type: ignore[import-untyped]
import pytest
from msgspec.structs import replace

from linkaudit import __version__
from linkaudit.models import Audit, Compared, Edit, Evidence, Fix, Kind, Result, Role
from linkaudit.reporting import json, records
from reporting.audits import CUT, GONE, answered, at, audit, document, finding, hostile, link, ordinary, run, seen

KEYS = {
    "report": [
        "schema_version", "tool", "run", "summary", "documents", "findings", "suppressed", "skipped", "observations",
        "mementos",
    ],
    "finding": [
        "rule", "severity", "message", "path", "line", "column", "end_line", "end_column", "url", "evidence", "related",
        "fixes", "fingerprint",
    ],
    "document": ["path", "format", "date", "date_source", "provenance", "references"],
    "reference": ["path", "line", "column", "end_line", "end_column", "url", "raw", "kind", "role", "text"],
    "check": ["url", "verdict", "reason", "status", "final_url", "hops", "checked_at", "elapsed_ms"],
    "memento": [
        "url", "at", "result", "reason", "memento_url", "captured_at", "status", "archive", "distance_days",
    ],
}  # fmt: skip


def read(written: Audit) -> dict[str, Any]:
    report: dict[str, Any] = standard.loads(json.render(written))
    jsonschema.validate(report, json.schemas()["audit"], jsonschema.Draft202012Validator)
    return report


def test_a_report_has_the_fixed_keys_in_the_fixed_order() -> None:
    report = read(ordinary())
    assert list(report) == KEYS["report"]
    assert list(report["findings"][0]) == KEYS["finding"]
    assert list(report["suppressed"][0]) == [*KEYS["finding"], "by", "reason"]
    assert list(report["documents"][0]) == KEYS["document"]
    assert list(report["observations"][0]) == [*KEYS["check"], "attempts", "detail", "standing"]
    assert list(report["mementos"][0]) == KEYS["memento"]
    assert report["schema_version"] == 1
    assert report["tool"] == {"name": "linkaudit", "version": __version__}


def test_a_report_says_what_the_audit_found() -> None:
    report = read(ordinary())
    assert report["run"] == {
        "as_of": "2026-11-21",
        "id": "7",
        "command": "audit",
        "paths": ["docs"],
        "started_at": "2026-11-21T09:30:00+00:00",
        "finished_at": "2026-11-21T10:30:00+00:00",
        "config": "linkaudit.toml",
        "complete": True,
        "resumed": False,
        "web": "asked",
        "archives": "asked",
        "compared_with": None,
    }
    rot = report["summary"].pop("reference_rot")
    assert (rot["rotten"]["count"], rot["rotten"]["of"]) == (1, 3)
    assert report["summary"] == {
        "documents": 2,
        "references": 6,
        "findings": {"error": 1, "warning": 1, "info": 1},
        "suppressed": 2,
        "unchanged": 0,
        "gone": 0,
        "skipped": 1,
        "verdicts": {"alive": 1, "blocked": 1, "dead": 1, "moved": 1},
        "lookups": {"absent": 1, "found": 1, "unknown": 1},
        "content": {"drifts": {}, "taken_over": 0, "originals": {}},
        "collection": {
            "groups": 0,
            "documents": 0,
            "pairs": {},
            "inferred_dates": 0,
            "inferred_origins": 0,
            "targets": 0,
            "notes": [],
        },
        "requests": {},
        "notes": [],
    }
    assert report["documents"][0] == {
        "path": "docs/ferry.md",
        "format": "markdown",
        "date": "2018-07-12",
        "date_source": "dateline",
        "provenance": [{"url": CUT, "line": 9, "form": "Original url:"}],
        "references": 5,
    }
    assert (report["documents"][1]["date"], report["documents"][1]["date_source"]) == (None, None)
    dead = report["findings"][0]
    assert dead["evidence"] == [
        {"name": "as written", "value": GONE, "path": "docs/ferry.md", "line": 3, "column": 1},
        {"name": "date stated", "value": "2018-07-12", "path": "docs/ferry.md", "line": 2, "column": 1},
    ]
    assert dead["related"] == [{"path": "docs/ferry.md", "line": 5, "column": 1, "end_line": 5, "end_column": 5}]
    assert report["findings"][1]["fixes"][0]["edits"][0]["replacement"] == "https://gazette.example/moved"
    assert report["suppressed"][0]["by"] == "comment on line 8"
    assert report["suppressed"][0]["reason"] == "given so in print"
    assert report["skipped"] == [{"path": "docs/scan.md", "reason": "binary (it holds zero bytes)"}]
    assert report["observations"][1]["hops"] == [{"url": GONE, "status": 410}]
    assert (report["observations"][1]["attempts"], report["observations"][1]["detail"]) == (2, "410 Gone")
    assert report["observations"][1]["standing"] == {
        "condition": "confirmed",
        "looks": 4,
        "failed_looks": 3,
        "counted_looks": 3,
        "failed_since": "2026-11-12T09:30:00+00:00",
        "failed_at": "2026-11-21T09:30:00+00:00",
        "confirmed_at": "2026-11-21T09:30:00+00:00",
        "alive_at": "2026-11-05T09:30:00+00:00",
    }
    assert report["observations"][0]["standing"] is None
    assert [each["distance_days"] for each in report["mementos"]] == [None, -10, None]
    assert [each["memento_url"] is None for each in report["mementos"]] == [True, False, True]


def test_evidence_without_a_place_has_none() -> None:
    report = read(audit(findings=(finding("a.md", evidence=(Evidence("day of the audit", "2026-11-21"),)),)))
    evidence = report["findings"][0]["evidence"][0]
    assert evidence == {"name": "day of the audit", "value": "2026-11-21", "path": None, "line": None, "column": None}


def test_an_empty_audit_is_a_report_too() -> None:
    report = read(audit())
    assert report["summary"]["findings"] == {"error": 0, "warning": 0, "info": 0}
    assert report["run"]["started_at"] is report["run"]["finished_at"] is None
    assert all(report[key] == [] for key in KEYS["report"][4:])


def test_a_report_of_changes_says_what_it_leaves_out() -> None:
    report = read(replace(ordinary(), compared=Compared("6", 5, 2)))
    assert (report["run"]["compared_with"], report["summary"]["unchanged"], report["summary"]["gone"]) == ("6", 5, 2)


def test_the_same_audit_gives_the_same_bytes() -> None:
    assert json.render(ordinary()) == json.render(ordinary())
    assert json.render(ordinary()).endswith("}\n")
    assert not json.render(ordinary()).endswith("\n\n")


def test_texts_of_strangers_come_back_as_they_were() -> None:
    written = hostile()
    report = read(written)
    assert report["findings"][0]["message"] == written.findings[0].message
    assert report["findings"][0]["path"] == written.findings[0].location.path


def test_half_a_character_becomes_a_replacement() -> None:
    written = audit(findings=(finding("a.md", message="\ud800 and \ud83d\ude00", evidence=(Evidence("x", "\udfff"),)),))
    report = read(written)
    assert report["findings"][0]["message"] == "\ufffd and \U0001f600"
    assert report["findings"][0]["evidence"][0]["value"] == "\ufffd"
    assert report["summary"]["documents"] == 0


def test_secrets_are_masked_in_reports() -> None:
    url = "https://ada:s3cret-harbour@gazette.example/?token=s3cret-harbour"
    source = link("a.md", url, 1, role=Role.ORIGINAL)
    written = audit(
        document("a.md", source),
        observations=(seen(url, final_url=url, detail=f"410 at {url}"),),
        lookups=(answered(url, Result.ABSENT, reason=f"no capture of {url}"),),
    )
    assert "s3cret-harbour" not in json.render(written)
    assert read(written)["observations"][0]["url"] == "https://•••@gazette.example/?token=•••"


def test_a_repair_that_holds_a_secret_is_left_out_rather_than_broken() -> None:
    open_fix = Fix("one", safe=True, edits=(Edit(at("a.md"), "https://gazette.example/"),))
    secret_fix = Fix("two", safe=True, edits=(Edit(at("a.md"), "https://ada:s3cret@gazette.example/"),))
    report = read(audit(findings=(finding("a.md", fixes=(open_fix, secret_fix)),)))
    assert [fix["title"] for fix in report["findings"][0]["fixes"]] == ["one"]


def test_what_is_extracted_and_checked_is_given_back_as_it_was_written() -> None:
    url = "https://ada:pw@gazette.example/"
    reference = standard.loads(json.line(records.reference(link("a.md", url, 1))))
    assert list(reference) == KEYS["reference"]
    assert (reference["url"], reference["kind"], reference["role"]) == (url, "link", "inline")
    jsonschema.validate(reference, json.schemas()["extract"], jsonschema.Draft202012Validator)
    checked = standard.loads(json.line(records.check(seen(url, final_url=url))))
    assert list(checked) == KEYS["check"]
    assert (checked["url"], checked["final_url"], checked["checked_at"]) == (url, url, "2026-11-21T09:30:00+00:00")
    jsonschema.validate(checked, json.schemas()["check"], jsonschema.Draft202012Validator)


def test_a_look_up_without_a_date_asks_for_the_latest() -> None:
    answer = standard.loads(json.line(records.memento(answered(CUT, Result.ABSENT, at=None))))
    assert list(answer) == KEYS["memento"]
    assert (answer["at"], answer["distance_days"], answer["archive"]) == ("", None, "Internet Archive")
    jsonschema.validate(answer, json.schemas()["archive"], jsonschema.Draft202012Validator)


def test_a_line_is_one_line() -> None:
    written = json.line(records.reference(link("a.md", CUT, 1, text="two\nlines\u2028three")))
    assert "\n" not in written
    assert standard.loads(written)["text"] == "two\nlines\u2028three"


def test_every_kind_role_and_severity_is_in_the_schema() -> None:
    for kind in Kind:
        for role in Role:
            record = standard.loads(json.line(records.reference(link("a.md", CUT, 1, kind=kind, role=role))))
            jsonschema.validate(record, json.schemas()["extract"], jsonschema.Draft202012Validator)


@pytest.mark.parametrize("name", ["audit", "extract", "check", "archive"])
def test_a_schema_is_one_and_refuses_what_is_not_in_it(name: str) -> None:
    schema = json.schemas()[name]
    jsonschema.Draft202012Validator.check_schema(schema)
    assert schema["title"] == f"linkaudit {name}"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({}, schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    ("key", "value"),
    [("severity", "fatal"), ("line", "1"), ("evidence", [{"name": "x"}]), ("extra", 1), ("url", None)],
)
def test_the_schema_of_a_report_is_strict_on_findings(key: str, value: object) -> None:
    report = read(ordinary())
    report["findings"][0][key] = value
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(report, json.schemas()["audit"], jsonschema.Draft202012Validator)


def test_an_interrupted_run_says_so() -> None:
    written = replace(ordinary(), run=run(complete=False, resumed=True, web="interrupted", archives="not asked"))
    told = read(written)["run"]
    assert (told["complete"], told["resumed"], told["web"], told["archives"]) == (
        False,
        True,
        "interrupted",
        "not asked",
    )


def test_a_finding_in_a_file_with_parts_names_the_part() -> None:
    whole = finding("a.md")
    paged = finding("a.pdf", location=replace(at("a.pdf", 3), part="page 3"))
    written = read(audit(findings=(whole, paged)))
    assert [each["name"] for each in written["findings"][0]["evidence"]].count("part") == 0
    assert written["findings"][1]["evidence"][-1] == {
        "name": "part", "value": "page 3", "path": None, "line": None, "column": None,
    }  # fmt: skip
