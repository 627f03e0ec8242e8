"""The rules on documents that share their text with others."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from collection.descent import PARAGRAPHS, STORY, varied
from msgspec.structs import replace

from linkaudit.rules import BY_NAME
from rules.judged import INFO, WARNING, context_of, document_of, kinship_of

if TYPE_CHECKING:
    from linkaudit.models import Finding, Severity

COPY, REUSED = "collection-near-duplicate", "collection-reused-passages"
GAZETTE = "https://gazette.example/2018/07/12/ferry-line-cut"
TABLOID = "https://tabloid.example/news/boats-to-stop"
NAMED = f"{STORY}\nOriginal url: {GAZETTE}\n"
AGENCY = f"PORT ALDA (Reuters) - {STORY}"


def found(rule: str, texts: dict[str, str], **known: object) -> dict[str, Finding]:
    """Let a rule judge documents beside each other, one finding for each at most."""
    documents = [document_of(text, path) for path, text in texts.items()]
    context = context_of(kinship=kinship_of(documents), **known)
    findings = [(each.path, list(BY_NAME[rule].judge(each, context))) for each in documents]
    assert all(len(some) <= 1 for _, some in findings)
    return {path: some[0] for path, some in findings if some}


def severities(rule: str, texts: dict[str, str], **known: object) -> dict[str, Severity]:
    """Give how grave a rule finds what it finds in each document."""
    return {path: finding.severity for path, finding in found(rule, texts, **known).items()}


def test_a_copy_without_the_origin_that_another_names() -> None:
    findings = found(COPY, {"bare.md": varied(("gulls", "swans")), "named.md": NAMED})
    assert list(findings) == ["bare.md"]
    finding = findings["bare.md"]
    assert finding.severity is WARNING
    assert finding.message == "a copy of named.md: named.md names its original, this one does not"
    assert finding.url == GAZETTE
    assert (finding.location.line, [place.path for place in finding.related][:1]) == (1, ["named.md"])
    values = {each.name: each.value for each in finding.evidence}
    assert values["share in named.md"].endswith("of that one")
    assert values["original named in named.md"] == GAZETTE
    assert all(each.location is None or each.location.path == "bare.md" for each in finding.evidence)


def test_what_tells_of_the_copying_is_told_with_its_places() -> None:
    torn = varied(("but not the engine, which", "but not the engine,\n\nwhich"))
    findings = found(COPY, {"bare.txt": torn, "named.txt": f"{torn}\nOriginal url: {GAZETTE}\n", "whole.txt": STORY})
    finding = findings["bare.txt"]
    says = {each.name: each.value for each in finding.evidence}["break"]
    assert says.startswith("bare.txt and named.txt are torn at the same place")
    assert {("named.txt", 3), ("named.txt", 5), ("whole.txt", 3)} <= {
        (place.path, place.line) for place in finding.related
    }


def test_copies_that_name_one_original_are_silent() -> None:
    assert found(COPY, {"one.md": NAMED, "other.md": NAMED.replace("gulls", "swans")}) == {}
    amp = NAMED.replace(GAZETTE, f"{GAZETTE}?utm_source=mail")
    assert found(COPY, {"one.md": NAMED, "other.md": amp}) == {}


def test_different_originals_of_one_text() -> None:
    other = f"{STORY}\nOriginal url: {TABLOID}\n"
    # That is told by another rule, of the statements themselves.
    kinship = kinship_of([document_of(NAMED, "one.md"), document_of(other, "other.md")])
    assert [each.kind for each in kinship.disagreements] == ["collection-same-title-many-urls"]
    assert found(COPY, {"one.md": NAMED, "other.md": other}) == {}
    unsaid = replace(kinship, disagreements=())
    findings = list(BY_NAME[COPY].judge(document_of(NAMED, "one.md"), context_of(kinship=unsaid)))
    assert [(each.severity, each.message) for each in findings] == [
        (WARNING, "a copy of other.md: other.md names another original")
    ]


def test_what_an_agency_sent_to_many_has_many_originals() -> None:
    sent = {"one.md": f"{AGENCY}\nOriginal url: {GAZETTE}\n", "other.md": f"{AGENCY}\nOriginal url: {TABLOID}\n"}
    assert severities(COPY, sent) == {"one.md": INFO, "other.md": INFO}


def test_copies_of_which_none_names_its_original_are_worth_knowing_if_they_are_copies() -> None:
    assert severities(COPY, {"one.md": AGENCY, "other.md": AGENCY}) == {"one.md": INFO, "other.md": INFO}
    assert severities(COPY, {"one.md": STORY, "other.md": STORY}, clipping=lambda path: path == "one.md") == {
        "one.md": INFO,
        "other.md": INFO,
    }


LICENCE = (
    "Permission is hereby given to everybody who has this program to use it, to change it and to hand it on, as long "
    "as this notice goes with it. The program comes without any promise, not even that it does what it is called "
    "after, and whoever wrote it owes nobody anything for what it may do to tide tables.\n"
)
PAGE = '<html><head><link rel="canonical" href="https://docs.tides.example/{}/guide"></head><body>{}</body></html>'


@pytest.mark.parametrize(
    "texts",
    [
        {"LICENSE.txt": LICENCE, "vendor/LICENSE.txt": LICENCE},
        {"v1/guide.md": STORY, "v2/guide.md": varied(("gulls", "swans"))},
        {f"{version}/guide.html": PAGE.format(version, f"<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>")
         for version in ("v1", "v2")},
        {"README.md": f"# Ferries\n\n{STORY}", "docs/index.md": f"# Ferries\n\n{STORY}"},
    ],
    ids=["licence", "versions", "pages", "readme"],
)  # fmt: skip
@pytest.mark.parametrize("rule", [COPY, REUSED])
def test_documentation_is_left_alone(rule: str, texts: dict[str, str]) -> None:
    assert len(kinship_of([document_of(text, path) for path, text in texts.items()]).pairs) == 1
    assert found(rule, texts) == {}


def test_ones_own_work_is_left_alone() -> None:
    texts = {"bare.md": STORY, "named.md": NAMED}
    assert found(COPY, texts, own_work=lambda path: path == "bare.md") == {}
    assert found(COPY, {**texts, "bare.md": f"<!-- linkaudit: own-work -->\n\n{STORY}"}) == {}


COLUMN = (
    "Everybody in Alda has a memory of the boats. Mine is the smell of tar in the first week of summer, and my aunt "
    "who would not be seen on any of them without her hat.\n"
)


def test_passages_that_stand_in_another_document() -> None:
    buses = (
        "I do not take buses. They have no railing to lean over, no gulls, no tar, and nobody whose hat may fly off."
    )
    column = f"{COLUMN}\n{PARAGRAPHS[1]}\n\n{buses}\n\n{PARAGRAPHS[3]}\n"
    findings = found(REUSED, {"column.md": column, "named.md": NAMED})
    finding = findings["column.md"]
    assert finding.severity is INFO
    assert finding.message == "2 passages stand in named.md as well"
    assert finding.location.line == 3
    assert [place.line for place in finding.related] == [3, 7]
    assert finding.evidence[0].name == "also in named.md, line 3"
    assert finding.evidence[0].value.startswith("Ada Holmqvist, who steers the morning boat")
    assert findings["named.md"].message == "2 passages stand in column.md as well"


def test_an_excerpt_that_names_the_same_original_is_silent() -> None:
    teaser = f"{PARAGRAPHS[0]}\n\nOriginal url: {GAZETTE}\n"
    assert found(REUSED, {"named.md": NAMED, "teaser.md": teaser}) == {}
