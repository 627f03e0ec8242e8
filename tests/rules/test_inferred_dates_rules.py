"""Rules that judge by what copies of a document say: dated URLs, recoverable sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkaudit import Config
from linkaudit.collection import prose
from linkaudit.gather import gather
from linkaudit.models import Confidence, CopyKind, Evidence, Finding, Inferred, Kinship, Member
from linkaudit.rules import BY_NAME, RULES, judge, those_with
from linkaudit.rules.interface import Needs
from rules.judged import AS_OF, ERROR, INFO, WARNING, context_of, document_of, kinship_of

if TYPE_CHECKING:
    from pathlib import Path

AFTER, SOURCE = "date-url-after-document", "collection-recoverable-provenance"
LINK = "See [the plan](https://gazette.example/2019/03/02/plan).\n"


def inferred(
    confidence: Confidence = Confidence.HIGH, value: str = "2018-07-12", doubts: tuple[str, ...] = ()
) -> Inferred:
    place = document_of("July 12, 2018\n\nx\n", "b.md").date
    assert place is not None
    evidence = (Evidence("date of b.md (dateline)", "2018-07-12 (July 12, 2018)", place.location),)
    return Inferred(value, ("b.md",), "copy", confidence, "it is a copy of b.md", evidence, doubts)


def found(text: str, member: Member, path: str = "a.md") -> list[Finding]:
    known = context_of(kinship=Kinship(members={member.path: member}))
    document = document_of(text, path)
    document = replace(document, prose=prose.packed(document))
    return [each for each in judge(document, known, Needs.TEXT, Needs.COLLECTION) if each.rule == AFTER]


def test_a_later_url_is_flagged_by_an_inferred_date() -> None:
    (finding,) = found(LINK, Member("a.md", date=inferred()))
    assert (finding.rule, finding.severity, finding.location.line) == (AFTER, ERROR, 1)
    assert finding.message == (
        "the URL is dated 2019-03-02, 233 days after the document (2018-07-12, inferred by copy: it is a copy of b.md)"
    )
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("date in the URL", "2019-03-02 (2019/03/02)"),
        ("date of the document (inferred, high confidence)", "2018-07-12"),
        ("date of b.md (dateline)", "2018-07-12 (July 12, 2018)"),
    ]
    assert [each.path for each in finding.related] == ["b.md"]


@pytest.mark.parametrize(
    ("member", "severity"),
    [
        (inferred(Confidence.MEDIUM), WARNING),
        (inferred(Confidence.LOW), WARNING),
        (inferred(doubts=("c.md is of 2018-07-20",)), WARNING),
        (inferred(value="2018-07"), ERROR),
        (inferred(value="2018"), ERROR),
    ],
)
def test_what_is_less_certain_is_a_warning(member: Inferred, severity: object) -> None:
    (finding,) = found(LINK, Member("a.md", date=member))
    assert finding.severity is severity
    assert [each.value for each in finding.evidence if each.name == "doubt"] == list(member.doubts)


@pytest.mark.parametrize("value", ["2019-03-01", "2019-03", "2019", "2020-01-01"])
def test_a_url_that_is_not_later_is_none(value: str) -> None:
    assert found(LINK, Member("a.md", date=inferred(value=value))) == []


def test_a_stated_date_is_judged_once_and_not_by_what_is_inferred() -> None:
    (finding,) = found("March 3, 2016\n\n" + LINK, Member("a.md", date=inferred()))
    assert "inferred" not in finding.message
    assert found("March 3, 2019\n\n" + LINK, Member("a.md", date=inferred())) == []


@pytest.mark.parametrize(
    ("text", "path", "excuse"),
    [
        ("See [the plan](https://gazette.example/events/2019/03/02/plan).\n", "a.md", "its page is about an event"),
        (LINK, "changelog.md", "added to over the years"),
        ("![plan](https://gazette.example/2019/03/02/plan.png)\n", "a.md", "stored again later"),
        (f"---\nupdated: 2019-04-01\n---\n{LINK}", "a.md", "was changed on 2019-04-01"),
    ],
)
def test_another_explanation_makes_it_a_warning(text: str, path: str, excuse: str) -> None:
    (finding,) = found(text, Member(path, date=inferred()), path)
    assert finding.severity is WARNING
    assert excuse in finding.message


@pytest.mark.parametrize(("accessed", "number"), [("3 May 2019", 0), ("3 May 2018", 1)])
def test_a_link_beside_its_date_of_access_was_put_in_then(accessed: str, number: int) -> None:
    text = f"The ferry stops.\n\nAccessed {accessed}: <https://gazette.example/2019/03/02/plan>\n"
    assert len(found(text, Member("a.md", date=inferred()))) == number


@pytest.mark.parametrize(
    ("note", "number"),
    [("(accessed 2019)", 0), ("(zuletzt abgerufen 2020)", 0), ("(accessed 2018)", 1), ("(built in 2019)", 1)],
)
def test_a_year_of_access_on_its_line_says_so_too(note: str, number: int) -> None:
    text = f"The ferry stops.\n\n[The plan](https://gazette.example/2019/03/02/plan) {note}\n"
    assert len(found(text, Member("a.md", date=inferred()))) == number


@pytest.mark.parametrize(
    ("text", "severity"),
    [
        (f"The ferry stops.\n\n## Update\n\nIt does not.\n\n{LINK}", WARNING),
        (f"The ferry stops.\n\nUpdate (March 2): it does not. {LINK}", WARNING),
        (f"Die Fähre hält.\n\n**Nachtrag:** Sie fährt.\n\n{LINK}", WARNING),
        # What is above it was not added, a text that begins so was changed, and others only speak of updates.
        (f"The ferry stops.\n\n{LINK}\nUpdate: it does not.\n", ERROR),
        (f"Update: the ferry stops.\n\n{LINK}", ERROR),
        (f"The ferry stops.\n\nUpdates are told by the council on its page.\n\n{LINK}", ERROR),
    ],
)
def test_a_link_in_a_part_that_was_added_is_a_warning(text: str, severity: object) -> None:
    (finding,) = found(text, Member("a.md", date=inferred()))
    assert finding.severity is severity
    assert ("it stands in a part that was added" in finding.message) is (severity is WARNING)


def test_the_catalogue_has_the_rule_once() -> None:
    assert [rule.name for rule in RULES].count(AFTER) == 1
    assert BY_NAME[AFTER].needs is Needs.TEXT
    assert AFTER in {rule.name for rule in those_with((Needs.TEXT,))}
    assert AFTER in {rule.name for rule in those_with((Needs.COLLECTION,))}
    assert AFTER not in {rule.name for rule in those_with((Needs.WEB,))}
    later = BY_NAME[AFTER].once_compared
    assert later is not None
    assert (later.name, later.needs, later.severity) == (AFTER, Needs.COLLECTION, ERROR)
    assert BY_NAME["link-empty"].once_compared is None


def test_a_recoverable_source_is_worth_knowing() -> None:
    origin = Inferred(
        "https://gazette.example/2018/07/12/ferry",
        ("b.md",),
        "copy",
        Confidence.MEDIUM,
        "b.md, a copy of this text, names it as its original",
        inferred().evidence,
        ("other copies name https://herald.example/f",),
    )
    known = context_of(kinship=Kinship(members={"a.md": Member("a.md", provenance=(origin,))}))
    (finding,) = BY_NAME[SOURCE].judge(document_of("x\n", "a.md"), known)
    assert (finding.severity, finding.url, finding.location.line) == (INFO, origin.value, 1)
    assert "medium confidence" in finding.message
    assert [each.path for each in finding.related] == ["b.md"]
    assert ("doubt", "other copies name https://herald.example/f") in {
        (each.name, each.value) for each in finding.evidence
    }
    assert finding.fixes == ()
    assert list(BY_NAME[SOURCE].judge(document_of("x\n", "c.md"), known)) == []
    many = tuple(replace(origin, value=f"https://gazette.example/{number}") for number in range(5))
    known = context_of(kinship=Kinship(members={"a.md": Member("a.md", provenance=many)}))
    told = [each.url for each in BY_NAME[SOURCE].judge(document_of("x\n", "a.md"), known)]
    assert told == [each.value for each in many[:3]]


STORY = (
    "The harbour council voted on Wednesday to stop the ferry between Alda and the outer islands in autumn, since the\n"
    "boats are older than most of their passengers and no yard on the coast is willing to repair them again.\n\n"
    "Ada Holm, who has steered the morning boat for thirty years, said that she would miss the fog more than the\n"
    "wages. The ferry carried mail, bread and children to school, and once a bear that nobody had ordered.\n\n"
    "From October on a helicopter is to fly twice a week, if the wind allows; islanders say that it rarely does.\n\n"
)


def test_the_real_stage_dates_a_copy_and_flags_its_later_link() -> None:
    copy = document_of(STORY + LINK, "a.md")
    dated = document_of(f"July 12, 2018\n\n{STORY}Original url: https://gazette.example/2018/07/12/ferry\n", "b.md")
    kinship = kinship_of([copy, dated])
    assert [each.kind for each in kinship.pairs] == [CopyKind.COPY]
    findings = list(judge(copy, context_of(kinship=kinship), Needs.COLLECTION))
    assert {AFTER, SOURCE} <= {each.rule for each in findings}
    assert not {AFTER, SOURCE} & {each.rule for each in judge(dated, context_of(kinship=kinship), Needs.COLLECTION)}


def test_a_scan_knows_what_stands_above_a_link(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{STORY}Update: it does not. {LINK}", "utf-8")
    (tmp_path / "b.md").write_text(f"July 12, 2018\n\n{STORY}", "utf-8")
    scanned = gather([str(tmp_path)], Config(git=False), as_of=AS_OF, root=tmp_path)
    (finding,) = [each for each in scanned.findings if each.rule == AFTER]
    assert finding.severity is WARNING
    assert "below `Update:`" in finding.message
    assert [each.prose for each in scanned.documents] == [b"", b""]
