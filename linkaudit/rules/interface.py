"""What a rule is: a pure function from a document and what is known about it to remarks, with its documentation."""

from __future__ import annotations

import re
from enum import StrEnum, unique
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.citations import urls
from linkaudit.citations.masking import masked
from linkaudit.citations.neighbours import NOWHERE, Surroundings
from linkaudit.citations.same import Same
from linkaudit.documents import formats
from linkaudit.documents.interface import INSIDE
from linkaudit.models import (
    Carrying,
    Drift,
    Edit,
    Evidence,
    Finding,
    Fix,
    Kinship,
    Lead,
    Location,
    Lookup,
    Observation,
    PartialDate,
    Severity,
    Standing,
)
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from linkaudit.models import Dated, Document, Reference
    from linkaudit.rules.live_patterns import Outage

_SECTION = Pattern(r"^## (.+)$", re.MULTILINE)
SECTIONS = ("What it finds", "Why it matters", "Example", "Instead", "References")
"""The headings that the documentation of a rule has, in this order; the last is optional."""

# Rules of this family hold documents against each other.
_FAMILY_OF_SIBLINGS = "collection-"
# Formats that hold pages of markup, as they are or within files of another kind.
_OF_PAGES = {"html", "mhtml", "mail", "feed", "enex", "epub"}


@unique
class Needs(StrEnum):
    """What a rule must know before it can speak."""

    TEXT = "text"
    COLLECTION = "collection"
    WEB = "web"
    ARCHIVE = "archive"
    CONTENT = "content"
    TRIAGE = "triage"


class Context(Struct, frozen=True):
    """What is known besides the document."""

    as_of: date
    """The day of the audit: what lies after it is the future."""
    clipping: Callable[[str], bool] = lambda _: False
    """Tells whether a path is declared to hold copies of published texts."""
    named: Callable[[str], str] = lambda path: path
    """Names a document for its fingerprints, from whatever folder the command runs."""
    own_work: Callable[[str], bool] = lambda _: False
    """Tells whether a path is declared to hold what nobody published before."""
    home: Callable[[str], tuple[str, ...]] = lambda _: ()
    """Gives the addresses at which the repository of a path, and the site made of it, are published."""
    around: Surroundings = NOWHERE
    """Tells which files and places are around the document."""
    sourced: Mapping[str, float] = {}
    """For each folder with enough documents the share of those that name their source."""
    kinship: Kinship = Kinship()
    """What the documents say about each other."""
    dead_leads: Mapping[str, tuple[Lead, ...]] = {}
    """What may stand in for links that were seen to be dead, by the path of the document."""
    observations: Mapping[str, Observation] = {}
    """What was seen of each URL, by its canonical form without fragment."""
    lookups: Mapping[str, tuple[Lookup, ...]] = {}
    """What the archives said of each URL, likewise."""
    standings: Mapping[str, Standing] = {}
    """What all looks at each URL that fails have come to; none where this look was the first."""
    drifts: Mapping[tuple[str, PartialDate | None], Drift] = {}
    """How far each page has moved from what it said at a date of citation."""
    carryings: Mapping[tuple[str, str], Carrying] = {}
    """Whether the page behind an original URL carries the text of a document: by path and URL."""
    copies: Mapping[str, tuple[Lookup, ...]] = {}
    """The captures that hold the very bytes of a document, by the digest of its file."""
    outages: Mapping[str, Outage] = {}
    """The hosts that were down when they were looked at."""
    gathered: Mapping[str, tuple[str, ...]] = {}
    """The URLs that end in the same place as others of their host, each with the others."""


class Remark(Struct, frozen=True):
    """What a rule says of a place; the rule's name and severity are added when it is made a finding."""

    message: str
    location: Location
    url: str = ""
    evidence: tuple[Evidence, ...] = ()
    related: tuple[Location, ...] = ()
    fixes: tuple[Fix, ...] = ()
    severity: Severity | None = None
    """Where the case is milder or graver than the rule usually is."""


class Rule(Struct, frozen=True):
    """A rule of the catalogue."""

    name: str
    severity: Severity
    needs: Needs
    check: Callable[[Document, Context], Iterator[Remark]]
    of_day: bool = False
    """Whether what it finds depends on the day of the audit: a later day may find less, never more."""
    compared: Callable[[Document, Context], Iterator[Remark]] | None = None
    """What it finds besides once documents were compared: by what was inferred of one that does not state it."""

    @property
    def of_siblings(self) -> bool:
        """Whether it speaks of a document beside others: where these were not read, its silence means nothing."""
        return self.compared is not None or self.name.startswith(_FAMILY_OF_SIBLINGS)

    @property
    def once_compared(self) -> Rule | None:
        """The same rule, as it judges what was inferred; None if it judges nothing of that kind."""
        if self.compared is None:
            return None
        return replace(self, needs=Needs.COLLECTION, check=self.compared, compared=None)

    @property
    def documentation(self) -> str:
        """The docstring of the rule, without its indentation."""
        import inspect  # noqa: PLC0415 - 3 ms that a scan does without

        return inspect.getdoc(self.check) or ""

    @property
    def summary(self) -> str:
        """The first line of the documentation."""
        return self.documentation.partition("\n")[0].rstrip(".")

    @property
    def sections(self) -> dict[str, str]:
        """The documentation by its headings."""
        parts = _SECTION.split(self.documentation)
        return {heading: body.strip() for heading, body in zip(parts[1::2], parts[2::2], strict=True)}

    def judge(self, document: Document, context: Context) -> Iterator[Finding]:
        """Make the rule's remarks on a document findings."""
        seen: dict[str, int] = {}
        for remark in self.check(document, context):
            key = remark.url or "|".join(evidence.value for evidence in remark.evidence)
            seen[key] = seen.get(key, 0) + 1
            yield Finding(
                rule=self.name,
                severity=remark.severity or self.severity,
                message=masked(remark.message),
                location=remark.location,
                url=masked(remark.url),
                evidence=tuple(replace(each, value=masked(each.value)) for each in remark.evidence),
                related=remark.related,
                fixes=remark.fixes if remark.fixes and _is_source(document) else (),
                fingerprint=fingerprint(self.name, context.named(document.path), key, seen[key]),
            )


def _is_source(document: Document) -> bool:
    """Tell whether the text of a document is that of its file, so that the file can be repaired where it stands."""
    return not document.parts and INSIDE not in document.path and not formats.by_name(document.format).binary


def rule(
    severity: Severity,
    needs: Needs = Needs.TEXT,
    *,
    of_day: bool = False,
    compared: Callable[[Document, Context], Iterator[Remark]] | None = None,
) -> Callable[[Callable[[Document, Context], Iterator[Remark]]], Rule]:
    """Make a rule of a function: its name with hyphens is the rule's, its docstring the documentation.

    `compared` is what it finds besides once documents were compared.
    """

    def make(check: Callable[[Document, Context], Iterator[Remark]]) -> Rule:
        return Rule(check.__name__.replace("_", "-"), severity, needs, check, of_day, compared)

    return make


def web_references(document: Document) -> tuple[Reference, ...]:
    """Give the references of a document that lead to the web, in order."""
    return _on_web(Same(document.references))


@lru_cache(maxsize=4)
def _on_web(references: Same[Reference]) -> tuple[Reference, ...]:
    return tuple(reference for reference in references.values if urls.is_web(reference.url))


def is_page(document: Document) -> bool:
    """Tell whether a document is markup of a page, where scripts give `#` and empty targets a meaning."""
    return document.format in _OF_PAGES


def value(name: str, text: object, location: Location | None = None) -> Evidence:
    """Name one of the values that a remark compares."""
    return Evidence(name, str(text), location)


def as_written(reference: Reference) -> Evidence:
    """Show a reference as it stands in the document."""
    return Evidence("as written", reference.raw, reference.location)


def as_stated(name: str, dated: Dated) -> Evidence:
    """Show a date that a document states: as it is read, as it is written, and where it stands."""
    return value(name, f"{dated.date} ({dated.text})", dated.location)


def replacement(reference: Reference, old: str, new: str, title: str, *, safe: bool = True) -> tuple[Fix, ...]:
    """Offer to write a URL anew, where the source holds it as it is, or with nothing but `&` escaped as in markup.

    It is safe if it cannot change what the link means.
    """
    if reference.raw != old:
        if "&amp;" not in reference.raw or reference.raw.replace("&amp;", "&") != old:
            return ()
        new = new.replace("&", "&amp;")
    return rewriting(reference, new, title, safe=safe)


def rewriting(reference: Reference, raw: str, title: str, *, safe: bool = True) -> tuple[Fix, ...]:
    """Offer to put `raw` where a URL stands in the source; whoever calls this has seen to its escapes."""
    return (Fix(title, safe=safe, edits=(Edit(reference.location, raw),)),)


def shortened(text: str, length: int = 60) -> str:
    """Shorten a text to be quoted in a message; secrets are masked first, which are not known by half."""
    text = " ".join(text.split())
    text = text if len(text) <= length else masked(text)
    return text if len(text) <= length else f"{text[: length - 1]}\u2026"


def fingerprint(name: str, path: str, key: str, occurrence: int) -> str:
    """Name a finding across runs: without line numbers, so that moving text keeps it; 64 bits are plenty."""
    from hashlib import sha256  # noqa: PLC0415 - 2 ms that a clean document does without

    return sha256("\0".join((name, path, key, str(occurrence))).encode()).hexdigest()[:16]
