"""Audits whose documents share text, made by hand: a story of the ferry in four states, and texts that mean harm."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from linkaudit.models import (
    Citation,
    Confidence,
    CopyKind,
    Dated,
    Disagreement,
    Evidence,
    Group,
    Inferred,
    Kinship,
    Lead,
    Location,
    Lookup,
    Member,
    OddAddress,
    Pair,
    PartialDate,
    Party,
    Passage,
    Result,
    Role,
    Sign,
)
from reporting.audits import CITED, EVIL, answered, at, audit, document, hostile, link

if TYPE_CHECKING:
    from linkaudit.models import Audit, Document

COPY, DATED, REWRITTEN, TWIN, NOTE = (
    f"press/{name}" for name in ("copy.txt", "dated.md", "later.txt", "twin.txt", "note.md")
)
ORIGINAL = "https://gazette.example/2018/07/12/ferry-stops-a4711"
LOST = "https://gazette.example/2018/06/30/why-the-ferry-protests-a4600"
ODD = "https://gazette.example/2026/02/28/bridge"


def inferred(value: str, *sources: str, **parts: Any) -> Inferred:
    given = {
        "value": value,
        "sources": sources,
        "by": "copy",
        "confidence": Confidence.HIGH,
        "because": "the one is a copy of the other",
    }
    return Inferred(**{**given, **parts})


def lines(path: str, first: int, last: int) -> Location:
    return Location(path, first, 1, last, 20, first * 100, last * 100 + 20)


def pair(a: str, b: str, kind: CopyKind = CopyKind.COPY, shares: tuple[float, float] = (0.97, 0.92)) -> Pair:
    passage = Passage(lines(a, 3, 4), lines(b, 7, 9), f"The last ferry to Senn, as {a} has it", 40, 39)
    return Pair(a, b, kind, *shares, (passage,))


def dated(path: str, day: PartialDate, *references: Any, **parts: Any) -> Document:
    return document(path, *references, date=Dated(day, "dateline", str(day), at(path, 2)), **parts)


def ferry() -> Audit:
    """Make an audit of one group of four documents, and of a note that has its date from a weekday."""
    original = link(DATED, ORIGINAL, 20, role=Role.ORIGINAL)
    first = dated(
        DATED,
        CITED,
        original,
        title="Last Ferry to Senn",
        publisher="Harbour Gazette",
        citations=(Citation("Original url:", at(DATED, 20), original=original, about_document=True),),
        copied=(Evidence("byline", "Local | By Mona Berg", at(DATED, 3)),),
    )
    kinship = Kinship(
        pairs=(
            pair(COPY, DATED),
            pair(COPY, TWIN, shares=(1.0, 0.996)),
            pair(DATED, REWRITTEN, CopyKind.PARTIAL, (0.2, 0.5)),
        ),
        groups=(
            Group(
                Group.name_of([COPY, DATED, REWRITTEN, TWIN]),
                (COPY, DATED, REWRITTEN, TWIN),
                inferred(DATED, COPY, DATED, by="slip", confidence=Confidence.MEDIUM, because="it lacks the slip"),
                (
                    Sign(
                        "slip",
                        "likely copied from each other",
                        (
                            Evidence("as written", "harbuor", at(COPY, 5)),
                            Evidence("elsewhere", "harbour", at(DATED, 8)),
                        ),
                    ),
                ),
            ),
        ),
        members={
            COPY: Member(
                COPY,
                inferred("2018-07-12", DATED, evidence=(Evidence("date", "July 12, 2018", at(DATED, 2)),)),
                (
                    inferred(ORIGINAL, DATED, evidence=(Evidence("original", ORIGINAL, at(DATED, 20)),)),
                    inferred(f"{ORIGINAL}-2", REWRITTEN, by="part", confidence=Confidence.LOW, doubts=("only a part",)),
                ),
                (inferred(DATED, COPY, DATED, by="slip", confidence=Confidence.MEDIUM),),
            ),
            NOTE: Member(NOTE, inferred("2018-11-04", NOTE, by="weekday", confidence=Confidence.MEDIUM)),
        },
        leads={
            DATED: (
                Lead(
                    at(DATED, 12),
                    "#",
                    "Why the Ferry Protests",
                    inferred(LOST, COPY, by="slug", confidence=Confidence.LOW, doubts=("younger than the story",)),
                ),
            )
        },
        disagreements=(
            Disagreement(
                "collection-url-variants",
                ORIGINAL,
                (Party(DATED, ORIGINAL, at(DATED, 20)), Party(NOTE, f"{ORIGINAL}/", at(NOTE, 4))),
                "the last slash",
            ),
        ),
        odd={
            COPY: (OddAddress(ODD, at(COPY, 9), "gazette.example", "no number", (Party(DATED, LOST, at(DATED, 1)),)),)
        },
    )
    later = dated(REWRITTEN, PartialDate(2018, 7, 14), title="Island loses its boat")
    return audit(document(COPY), first, later, document(NOTE), document(TWIN), kinship=kinship)


def captured() -> Audit:
    """Make the same audit with a look into the archives."""
    memento = answered(ORIGINAL, Result.FOUND, datetime(2018, 7, 13, tzinfo=UTC))
    return replace(ferry(), lookups=(memento, Lookup(LOST, None, Result.ABSENT, "no-capture", memento.looked_up_at)))


def crowd(count: int) -> Audit:
    """Make an audit of one group of so many copies, each with each."""
    paths = [f"archive/2018/{number:03}/{'a-long-name-' * 7}{number}.txt" for number in range(count)]
    pairs = tuple(pair(one, other) for number, one in enumerate(paths) for other in paths[number + 1 :])
    documents = [dated(path, PartialDate(2018, 1 + number % 12)) for number, path in enumerate(paths)]
    return audit(
        *documents, kinship=Kinship(pairs=pairs, groups=(Group(Group.name_of(paths), tuple(paths)),) * bool(pairs))
    )


def harmful() -> Audit:
    """Make an audit that holds a text of somebody who means harm wherever there is room for one."""
    made = hostile()
    first, second = (each.path for each in made.documents)
    bad = Inferred(EVIL, (first, EVIL), EVIL, Confidence.LOW, EVIL, (Evidence(EVIL, EVIL, at(first, 3)),), (EVIL, EVIL))
    passage = Passage(lines(first, 3, 4), lines(second, 7, 9), EVIL, 40, 39)
    place = at(first, 5)
    kinship = Kinship(
        pairs=(Pair(first, second, CopyKind.COPY, 1.0, 0.5, (passage,)),),
        groups=(Group(EVIL, (first, second), replace(bad, value=first), (Sign(EVIL, EVIL, bad.evidence),)),),
        members={first: Member(first, bad, (bad, bad), (bad,)), second: Member(second, bad, (bad,), (bad,))},
        leads={first: (Lead(place, EVIL, EVIL, bad),)},
        disagreements=(Disagreement(EVIL, EVIL, (Party(first, EVIL, place),), EVIL),),
        odd={first: (OddAddress(EVIL, place, EVIL, EVIL, (Party(first, EVIL, place),)),)},
        notes=(EVIL,),
    )
    return replace(made, kinship=kinship)
