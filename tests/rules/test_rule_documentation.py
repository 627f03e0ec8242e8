"""The documentation of every rule is true: its examples fire, what stands instead does not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from markdown_it import MarkdownIt
from msgspec.structs import replace

from linkaudit import rules
from linkaudit.citations import urls
from linkaudit.citations.neighbours import NOWHERE
from linkaudit.collection.dead_targets import dead_targets
from linkaudit.models import Severity
from linkaudit.reporting import catalogue
from linkaudit.rules import BY_NAME, RULES
from linkaudit.rules.interface import SECTIONS, Needs, Rule, as_written, fingerprint, web_references
from linkaudit.rules.local_copies import same_bytes
from rules.beside import Beside
from rules.judged import (
    carried,
    committed,
    context_of,
    document_of,
    drifted,
    kinship_of,
    looked_at,
    lookup,
    observation,
    triaged,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.models import Finding

FAMILIES = {"date", "link", "provenance", "archive", "id", "collection", "live", "content", "suppression"}


CODE = re.compile(r"`([^`]+)`")
# What a sample is a document of.
PATHS = {"markdown": "example.md", "wikitext": "example.wikitext", "html": "example.html"}

# What may follow it: what was seen of it, and what is around it.
KNOWN: dict[str, tuple[str, Callable[[str], Any]]] = {
    "observation": ("seen", str),
    "lookup": ("answered", str),
    "drift": ("drifted", str),
    "carrying": ("carried", str),
    "file": ("file", tomllib.loads),
    "files": ("files", tomllib.loads),
    "siblings": ("siblings", tomllib.loads),
    "repository": ("repository", tomllib.loads),
}


class Sample:
    """A document from the documentation, with what the web and the archives are supposed to have said."""

    def __init__(self, text: str, path: str) -> None:
        self.text = text
        self.path = path
        self.seen = ""
        self.answered = ""
        self.repository: dict[str, Any] = {}
        self.files: dict[str, str] = {}
        self.siblings: dict[str, str] = {}
        self.drifted = ""
        self.carried = ""
        self.file: dict[str, str] = {}


def samples(section: str) -> list[Sample]:
    """Take the samples out of a section: a document each, perhaps followed by what was seen."""
    found: list[Sample] = []
    for token in MarkdownIt("commonmark").parse(section):
        if token.type == "fence" and token.info in PATHS:
            found.append(Sample(token.content, PATHS[token.info]))
        elif token.type == "fence" and token.info in KNOWN:
            name, read = KNOWN[token.info]
            setattr(found[-1], name, read(token.content))
        else:
            assert token.type != "fence", f"unknown kind of sample: {token.info}"
    return found


def speaks(rule: Rule, sample: Sample) -> list[Finding]:
    """Let a rule judge a sample."""
    if rule.needs is Needs.TRIAGE:
        return [finding for finding in triaged(sample.text, sample.path).findings if finding.rule == rule.name]
    document = document_of(sample.text, sample.path)
    if "first-commit" in sample.repository:
        document = committed(document, sample.repository["first-commit"])
    document = replace(document, **sample.file)
    first = next((each.url for each in document.references if urls.is_web(each.url)), "")
    answers = (lookup(first, sample.answered),) if sample.answered else ()
    documents = [document, *(document_of(text, path) for path, text in sample.siblings.items())]
    kinship = kinship_of(documents)
    looked = looked_at(document, sample.seen)["observations"] if sample.seen else {}
    there = (observation(each.url) for sibling in documents[1:] for each in web_references(sibling))
    known = context_of(
        kinship=kinship,
        dead_leads=dead_targets(documents, kinship, [*looked.values(), *there], answers),
        **(looked_at(document, sample.seen) if sample.seen else {}),
        **(drifted(document, sample.drifted) if sample.drifted else {}),
        **(carried(document, sample.carried) if sample.carried else {}),
        lookups={answer.url: (answer,) for answer in answers},
        copies=same_bytes([document], answers),
        around=Beside(sample.files) if sample.files else NOWHERE,
        home=lambda _: tuple(sample.repository.get("addresses", ())),
    )
    return list(rule.judge(document, known))


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_documentation_of_a_rule_is_true(rule: Rule) -> None:
    headings = tuple(rule.sections)
    assert headings in (SECTIONS, SECTIONS[:-1])
    assert all(rule.sections.values())
    examples, instead = samples(rule.sections["Example"]), samples(rule.sections["Instead"])
    assert examples
    assert instead
    for sample in examples:
        assert speaks(rule, sample), sample.text
    for sample in instead:
        assert not speaks(rule, sample), sample.text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_is_named_and_summarised_as_the_catalogue_expects(rule: Rule) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", rule.name)
    assert rule.name.partition("-")[0] in FAMILIES
    assert BY_NAME[rule.name] is rule
    assert isinstance(rule.severity, Severity)
    first, _, rest = rule.documentation.partition("\n")
    assert first.startswith("Flag ")
    assert first.endswith(".")
    assert rest.startswith("\n"), "the summary is one line"
    assert rule.summary == first[:-1]
    assert not re.search(r"[.!?] [A-Z]", rule.summary), "the summary is one sentence"
    assert len(rule.summary) <= 100, "the summary fits into a line of the list"


def test_every_rule_is_among_the_changes_and_no_other() -> None:
    changes = (Path(__file__).parents[2] / "CHANGELOG.md").read_text(encoding="utf-8")
    named = [name for part in changes.split("### ") if part.startswith("New rules") for name in CODE.findall(part)]
    assert sorted(named) == sorted(BY_NAME)


def test_names_are_unique_and_listed_by_family() -> None:
    names = [rule.name for rule in RULES]
    assert len(set(names)) == len(names) == len(BY_NAME)
    families = [name.partition("-")[0] for name in names]
    assert [family for number, family in enumerate(families) if family not in families[:number]] == [
        "date",
        "link",
        "provenance",
        "archive",
        "id",
        "collection",
        "live",
        "content",
        "suppression",
    ]
    assert families == sorted(families, key=list(dict.fromkeys(families)).index), "a family stands together"


def test_every_rule_that_is_written_is_listed() -> None:
    modules = [getattr(rules, name) for name in dir(rules) if hasattr(getattr(rules, name), "__file__")]
    written = {name for module in modules for name, each in vars(module).items() if isinstance(each, Rule)}
    assert {name.replace("_", "-") for name in written} == set(BY_NAME)


def test_a_rule_without_documentation_has_neither_sections_nor_a_summary() -> None:
    bare = Rule("link-bare", Severity.INFO, Needs.TEXT, lambda document, context: iter(()))
    assert (bare.documentation, bare.summary, bare.sections) == ("", "", {})


def test_a_fingerprint_names_rule_path_key_and_occurrence() -> None:
    made = fingerprint("link-empty", "a.md", "x", 1)
    assert re.fullmatch(r"[0-9a-f]{16}", made)
    others = {
        fingerprint("link-local", "a.md", "x", 1),
        fingerprint("link-empty", "b.md", "x", 1),
        fingerprint("link-empty", "a.md", "y", 1),
        fingerprint("link-empty", "a.md", "x", 2),
    }
    assert len(others) == 4
    assert made not in others
    assert made == fingerprint("link-empty", "a.md", "x", 1)


def test_evidence_as_written_is_the_source_of_the_reference() -> None:
    (reference,) = document_of("[a](https://gazette.example/a%20b)").references
    shown = as_written(reference)
    assert (shown.name, shown.value, shown.location) == (
        "as written",
        "https://gazette.example/a%20b",
        reference.location,
    )


def test_the_page_of_the_catalogue_documents_every_rule() -> None:
    page = catalogue.markdown()
    tokens = MarkdownIt("commonmark").enable("table").parse(page)
    headings = [
        (token.tag, tokens[number + 1].content) for number, token in enumerate(tokens) if token.type == "heading_open"
    ]
    assert [text for tag, text in headings if tag == "h3"] == [rule.name for rule in RULES]
    assert [text for tag, text in headings if tag == "h1"] == ["Rules"]
    assert len([text for tag, text in headings if tag == "h2"]) == len(FAMILIES)
    assert [text for tag, text in headings if tag == "h4"] == [name for rule in RULES for name in rule.sections]
    for rule in RULES:
        assert (
            f"| [`{rule.name}`](#{rule.name}) | {rule.severity.value} | {rule.needs.value} | {rule.summary} |" in page
        )
