"""What documents say about each other: texts that they share, groups of them, and what follows from that.

Nothing here is stated by a document: what is concluded says from which documents, by what means and how certainly.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.models.documents import Evidence, Location  # noqa: TC001 - fields of structs

if TYPE_CHECKING:
    from collections.abc import Iterable


@unique
class CopyKind(StrEnum):
    """How two documents share their text."""

    COPY = "copy"
    """Each is, but for little, the other."""
    REWRITE = "rewrite"
    """The one goes on as the other does, sentence for sentence, with other words throughout."""
    PARTIAL = "partial"
    """Passages of the one stand in the other: an excerpt, a splice, a longer version."""


@unique
class Confidence(StrEnum):
    """How certain a conclusion is."""

    HIGH = "high"
    """Several signs agree and none is against it, or one leaves no other possibility."""
    MEDIUM = "medium"
    LOW = "low"
    """A lead, not a proof."""

    @property
    def rank(self) -> int:
        """0 for the most certain; for sorting."""
        return tuple(Confidence).index(self)


class Passage(Struct, frozen=True, array_like=True):
    """A stretch of text that stands in two documents, word for word or nearly so."""

    a: Location
    b: Location
    text: str
    """As it stands in the first document, spaces folded; cut off with `…` where it is long."""
    words: int
    """Words of the stretch in the first document."""
    same: int
    """Those of them that stand in the second, in the same order."""


class Pair(Struct, frozen=True, array_like=True):
    """Two documents that share text, by their paths, in the order of the collection."""

    a: str
    b: str
    kind: CopyKind
    a_in_b: float
    """The share of the first one's own words (page furniture left out) that stand in the second, from 0 to 1."""
    b_in_a: float
    passages: tuple[Passage, ...] = ()
    """In the order of the first document."""

    def other(self, path: str) -> str:
        """Give the document that is not `path`."""
        return self.b if path == self.a else self.a

    def share_of(self, path: str) -> float:
        """Give the share of the own words of `path` that stand in the other one."""
        return self.a_in_b if path == self.a else self.b_in_a


class Inferred(Struct, frozen=True, array_like=True):
    """A value that a document does not state, and what it was concluded from."""

    value: str
    """A date as ISO 8601 writes it as far as it is known, an address, a path."""
    sources: tuple[str, ...]
    """The paths of the documents from which it was concluded."""
    by: str
    """By what means: `copy`, `part`, `weekday`, `slug`, `title`, `text`, …"""
    confidence: Confidence
    because: str
    """The argument in words."""
    evidence: tuple[Evidence, ...] = ()
    doubts: tuple[str, ...] = ()
    """What speaks against it."""


class Member(Struct, frozen=True, array_like=True):
    """What was concluded of one document."""

    path: str
    date: Inferred | None = None
    """Its date, if it states none."""
    provenance: tuple[Inferred, ...] = ()
    """Where it may come from, if it does not say: the addresses that its siblings name, the likeliest first."""
    copied_from: tuple[Inferred, ...] = ()
    """The documents of the collection that its text may be copied from, the likeliest first."""


class Sign(Struct, frozen=True, array_like=True):
    """What tells of the way in which a text was copied: a slip that copies share, a place where both are torn."""

    kind: str
    """`slip`, `correction`, `break`, `spelling`, `truncation`, …"""
    says: str
    """What it shows, as a likelihood."""
    evidence: tuple[Evidence, ...] = ()


class Group(Struct, frozen=True, array_like=True):
    """Documents that share text with each other, directly or through others."""

    id: str
    """Made of the paths of its members, so that the same documents have the same name."""
    paths: tuple[str, ...]
    earliest: Inferred | None = None
    """The path of the member that is likely the earliest version."""
    signs: tuple[Sign, ...] = ()

    @staticmethod
    def name_of(paths: Iterable[str]) -> str:
        """Make the name of the group of these documents, whatever their order."""
        from hashlib import sha256  # noqa: PLC0415 - most runs have no group

        return sha256("\0".join(sorted(paths)).encode("utf-8", "surrogateescape")).hexdigest()[:12]


@unique
class Loss(StrEnum):
    """How the target of a link was lost."""

    PLACEHOLDER = "placeholder"
    """Nothing stands there, or only a stand-in: `#`, `TODO`."""
    TRUNCATED = "truncated"
    """The address was cut off."""
    HEADLINE = "headline"
    """The words of a link stand there without any: `Related article: …`."""
    DEAD = "dead"
    """The address is there, and gives no one the page."""


class Lead(Struct, frozen=True, array_like=True):
    """A lost target of a link, and the address that may be it."""

    location: Location
    """Where the link stands that lost it."""
    raw: str
    """What is written in place of the target."""
    text: str
    """The words of the link."""
    target: Inferred
    loss: Loss = Loss.PLACEHOLDER
    editable: bool = False
    """Whether `raw` is a target in markup, in the place of which another one can be written."""


class Party(Struct, frozen=True, array_like=True):
    """What one document says in a matter in which documents disagree."""

    path: str
    value: str
    location: Location


class Disagreement(Struct, frozen=True, array_like=True):
    """A matter in which documents say different things, with all that they say."""

    kind: str
    """The rule that tells of it: `collection-url-variants`, …"""
    about: str
    """The address, title or citation in question."""
    parties: tuple[Party, ...]
    because: str = ""
    """Why it matters here, or what may explain it."""
    mild: bool = False
    """Whether it is only worth knowing, though most of its kind are wrong."""


class Background(Struct, frozen=True, array_like=True):
    """What a document itself says or shows of where its text comes from, for those that share text with it."""

    originals: tuple[Party, ...] = ()
    """The addresses of its original, the plainest statements first."""
    certain: bool = False
    """Whether it says so itself, rather than only what its own address is."""
    copied: bool = False
    """Whether it shows that it is a copy of a published text."""
    agency: bool = False
    """Whether it has the credit of an agency, whose texts are published in many places."""


class OddAddress(Struct, frozen=True, array_like=True):
    """An address that is not built as the others of its host are."""

    url: str
    location: Location
    host: str
    lacks: str
    """What the others have and it does not, in words."""
    examples: tuple[Party, ...]


class Kinship(Struct, frozen=True, array_like=True):
    """What the documents of a collection say about each other."""

    pairs: tuple[Pair, ...] = ()
    groups: tuple[Group, ...] = ()
    members: dict[str, Member] = {}
    """By path; of documents of which anything was concluded."""
    leads: dict[str, tuple[Lead, ...]] = {}
    """By path, in the order of the document."""
    disagreements: tuple[Disagreement, ...] = ()
    odd: dict[str, tuple[OddAddress, ...]] = {}
    """By path, in the order of the document."""
    backgrounds: dict[str, Background] = {}
    """By path; of documents that share text with others."""
    notes: tuple[str, ...] = ()
    """What could not be compared, and why."""
