"""The nouns of linkaudit: what every stage speaks of.

No input or output, and nothing beyond msgspec, whose structs are defined and made many times faster than dataclasses.
They are array-like, so that what was read can be remembered and handed from process to process in little space.
Everything else may import this module; it imports nothing of the package.
All values are immutable. Moments are aware datetimes in UTC; paths are POSIX paths as the user gave them.
"""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime, timedelta
from enum import IntEnum, StrEnum, unique
from sys import maxsize
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Iterator

MONTHS_IN_YEAR = 12
BASELINE = "baseline"


@unique
class Severity(StrEnum):
    """How much a finding matters, from `error` (cannot be right) to `info` (worth knowing)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest; for sorting and for `fail-on`."""
        return tuple(Severity).index(self)


@unique
class Kind(StrEnum):
    """The construct in which a reference stands."""

    LINK = "link"
    IMAGE = "image"
    AUTOLINK = "autolink"
    BARE = "bare"
    DEFINITION = "definition"
    ATTRIBUTE = "attribute"
    FIELD = "field"
    ANNOTATION = "annotation"


@unique
class Role(StrEnum):
    """What a reference is to its document."""

    INLINE = "inline"
    ORIGINAL = "original"
    CANONICAL = "canonical"
    ARCHIVE = "archive"
    SOURCE = "source"
    PERMALINK = "permalink"


@unique
class Verdict(StrEnum):
    """What one look at a URL says. The list is closed; the reason beside it tells more."""

    ALIVE = "alive"
    MOVED = "moved"
    DEAD = "dead"
    SOFT_DEAD = "soft-dead"
    BLOCKED = "blocked"
    UNSAFE = "unsafe"
    UNKNOWN = "unknown"

    @property
    def is_there(self) -> bool:
        """Whether the page was seen, at its address or at a new one."""
        return self in (Verdict.ALIVE, Verdict.MOVED)


@unique
class Condition(StrEnum):
    """What the looks at a URL come to over time."""

    ALIVE = "alive"
    SUSPECT = "suspect"
    """It failed, and not yet often or long enough to be certain."""
    CONFIRMED = "confirmed"
    """It failed so often and so long that it is lost."""
    UNKNOWN = "unknown"
    """No look has told yet."""


@unique
class Result(StrEnum):
    """The three answers that an archive can give. `unknown` never means `absent`."""

    FOUND = "found"
    ABSENT = "absent"
    UNKNOWN = "unknown"


@unique
class Precision(IntEnum):
    """How much of a date is known."""

    YEAR = 1
    MONTH = 2
    DAY = 3


class PartialDate(Struct, frozen=True, array_like=True):
    """A date as far as it is written: missing parts stay missing, impossible parts stay as they are.

    `source` is the text from which it was read. Two dates with the same parts are equal whatever their source.
    """

    year: int
    month: int | None = None
    day: int | None = None
    source: str = ""
    instant: datetime | None = None
    """The moment of that day in UTC, to the second, if it is known so exactly; then the parts are those of its day."""

    def __eq__(self, other: object) -> bool:
        """Compare the parts only."""
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._parts == other._parts

    def __hash__(self) -> int:
        """Hash the parts only, as `==` compares them."""
        return hash(self._parts)

    @property
    def _parts(self) -> tuple[int, int | None, int | None, datetime | None]:
        return self.year, self.month, self.day, self.instant

    def __str__(self) -> str:
        """Write it as ISO 8601 does, as far as it is known: `2018`, `2018-07`, `2018-07-12`, `2018-07-12T08:00:00Z`."""
        if self.instant is not None:
            return f"{self.instant.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def precision(self) -> Precision:
        """Year, month or day."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def possible(self) -> bool:
        """Whether the calendar has such a date."""
        if not date.min.year <= self.year <= date.max.year:
            return False
        if self.month is None:
            return self.day is None
        if not 1 <= self.month <= MONTHS_IN_YEAR:
            return False
        return self.day is None or 1 <= self.day <= _days_in(self.year, self.month)

    @property
    def first_day(self) -> date:
        """The first day that it can mean. Raises ValueError if it is not a possible date."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that it can mean. Raises ValueError if it is not a possible date."""
        month = self.month or MONTHS_IN_YEAR
        return date(self.year, month, self.day or _days_in(self.year, month))

    def days_after(self, other: PartialDate) -> int:
        """Count the days by which this date certainly lies after `other`; 0 if it need not lie after it at all."""
        return max(0, (self.first_day - other.last_day).days)

    def days_apart(self, other: PartialDate) -> int:
        """Count the days that certainly lie between the two, whichever comes first."""
        return max(self.days_after(other), other.days_after(self))

    def coarsened(self, precision: Precision) -> PartialDate:
        """Forget what is finer than `precision`."""
        month = self.month if precision >= Precision.MONTH else None
        day = self.day if precision >= Precision.DAY else None
        return replace(self, month=month, day=day, instant=None)

    @classmethod
    def of(cls, moment: date, source: str = "") -> PartialDate:
        """Take a whole day from a date or datetime."""
        return cls(moment.year, moment.month, moment.day, source)

    @classmethod
    def at(cls, moment: datetime, source: str = "") -> PartialDate:
        """Take the moment itself from an aware datetime in UTC, to the second."""
        return cls(moment.year, moment.month, moment.day, source, moment.replace(microsecond=0))


class Location(Struct, frozen=True, array_like=True):
    """A stretch of a document: lines and columns count from 1 in code points, the end is exclusive.

    `start` and `end` are offsets into the document's text, so that `text[start:end]` is what stands there.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    part: str = ""
    """The part of a file that is no text: `page 3`, `OEBPS/chapter1.xhtml`; empty elsewhere."""

    def __str__(self) -> str:
        """Write it as editors understand it: `path:line:column`, and the part if there is one."""
        place = f"{self.path}:{self.line}:{self.column}"
        return f"{place} ({self.part})" if self.part else place


class Part(Struct, frozen=True, array_like=True):
    """A part of the text that was made of a file that is no text: a page, a chapter, the notes."""

    start: int
    """The offset in the text at which it begins; it ends where the next one begins."""
    name: str
    numbered: bool = False
    """Whether its lines count from 1 anew, since it is a text file of its own inside the file."""


class Reference(Struct, frozen=True, array_like=True):
    """A link or URL as it stands in a document.

    `raw` is the text exactly as written; `url` is what a reader's program would open: escapes undone, resolved
    against `<base>` where there is one, else relative as written; `""` for an empty target. `text` is the link text
    or, for a bare URL, the words around it.
    """

    url: str
    raw: str
    location: Location
    kind: Kind
    role: Role = Role.INLINE
    text: str = ""
    element: str = ""
    """The element and attribute in markup (`a href`, `img src`), the key of a metadata field, else empty."""
    uses: tuple[Location, ...] = ()
    """Where a definition is used; empty for everything else and for a definition that nobody uses."""


class Field(Struct, frozen=True, array_like=True):
    """A piece of metadata: a front-matter key, a `<meta>`, a JSON-LD property, a header line."""

    name: str
    value: str
    location: Location
    origin: str
    """Where it stands: `front matter`, `meta`, `json-ld`, `time`, `header comment`, `mark of the web`, …"""


class Block(Struct, frozen=True, array_like=True):
    """A stretch of text as a reader sees it: one paragraph, heading, list item or table cell.

    `text` has no markup in it; `segments` are pairs (offset in `text`, offset in the document's text), ascending,
    each holding until the next, so that a place in the visible text can be shown in the source.
    """

    kind: str
    text: str
    segments: tuple[tuple[int, int], ...]
    start: int
    """The offset in the document's text at which the block begins, markup included."""
    end: int
    """The offset in the document's text behind the block."""

    def offset(self, index: int) -> int:
        """Turn an index of `text` into an offset of the document's text."""
        begin, place = self.segments[max(0, bisect_right(self.segments, (index, maxsize)) - 1)]
        return place + index - begin


class Comment(Struct, frozen=True, array_like=True):
    """A comment in the document's own comment syntax, without its delimiters."""

    text: str
    location: Location


class Entry(Struct, frozen=True, array_like=True):
    """A bibliographic entry or citation template as it stands in a document.

    The names of its fields are those of CSL and of citation templates: `url`, `archive-url`, `title`, `publisher`,
    `container-title`, `author`, `doi`, `date`, `year`, `month`, `day`, `access-date`, `archive-date`, `url-status`; any
    other keeps the name that it has in its format, in lower case. The format of the document is the fields' origin.
    """

    kind: str
    """What kind of entry it is called there: `article`, `cite web`, `JOUR`."""
    key: str
    """The name by which it is cited; empty if it has none."""
    location: Location
    fields: tuple[Field, ...] = ()

    def field(self, *names: str) -> Field | None:
        """Give the first of the named fields that is there and not empty."""
        return next((each for name in names for each in self.fields if each.name == name and each.value), None)


class Dated(Struct, frozen=True, array_like=True):
    """A date together with what vouches for it."""

    date: PartialDate
    source: str
    """The kind of evidence: `front matter`, `dateline`, `byline`, `label`, `meta`, `json-ld`, `time`, `file name`, …"""
    text: str
    """What is written there."""
    location: Location


class Citation(Struct, frozen=True, array_like=True):
    """A statement of where a text comes from, or what stands in it: provenance or a bibliographic reference."""

    form: str
    """How it is said: `Original url:`, `link rel=canonical`, `Retrieved`, …"""
    location: Location
    role: Role = Role.ORIGINAL
    """What its reference is to the document."""
    original: Reference | None = None
    archive: Reference | None = None
    canonical: Reference | None = None
    published: Dated | None = None
    accessed: Dated | None = None
    archived: Dated | None = None
    publisher: str = ""
    title: str = ""
    about_document: bool = False
    """Whether it says where the document itself comes from, rather than what the document cites."""
    of_part: bool = False
    """Whether it may name the source of a part only: of a picture above it, of what a list of works names."""

    @property
    def reference(self) -> Reference | None:
        """The reference that it is about: the original, else the canonical address, else the archived copy."""
        return self.original or self.canonical or self.archive


class Evidence(Struct, frozen=True, array_like=True):
    """One of the values that a finding compares, and where it stands."""

    name: str
    value: str
    location: Location | None = None


class Document(Struct, frozen=True, array_like=True):
    """A document that was read, and, once cited, what it claims."""

    path: str
    format: str
    text: str
    digest: str
    """SHA-256 of the bytes, in hexadecimal; empty if nobody asked for it."""
    encoding: str
    title: str = ""
    references: tuple[Reference, ...] = ()
    references_dropped: int = 0
    """How many more it has that are not kept."""
    fields: tuple[Field, ...] = ()
    blocks: tuple[Block, ...] = ()
    comments: tuple[Comment, ...] = ()
    entries: tuple[Entry, ...] = ()
    parts: tuple[Part, ...] = ()
    """The parts of the text, in order, if it was made of a file that is no text; else none."""
    skipped_parts: tuple[str, ...] = ()
    """What of it could not be read, each with its reason."""
    date: Dated | None = None
    modified: Dated | None = None
    publisher: str = ""
    citations: tuple[Citation, ...] = ()
    passages: str = ""
    """A sample of the passages of its text; empty unless it says where it comes from, or if it has too little text."""
    sha1: str = ""
    """The digest of its file as archives write it (SHA-1 in base 32), if it is no text; empty unless it is wanted."""
    copied: tuple[Evidence, ...] = ()
    """What shows that the document is a copy of a published text; empty if nothing does."""
    introduced: dict[str, Dated] = {}
    """The commit that first has each URL in this document, as far as its repository was asked."""

    @property
    def provenance(self) -> tuple[Citation, ...]:
        """The statements that say where the document itself comes from."""
        return tuple(citation for citation in self.citations if citation.about_document)

    @property
    def reference_count(self) -> int:
        """How many references it has, kept or not."""
        return len(self.references) + self.references_dropped

    def without_references(self, kept: tuple[Reference, ...] = ()) -> Document:
        """Give the same document without its references, which are most of it, but for a few; their number is kept."""
        return replace(self, references=kept, references_dropped=self.reference_count - len(kept))

    def without_text(self) -> Document:
        """Give the same document without what only reading needs: this is what is kept when there are many."""
        return replace(self, text="", blocks=(), fields=(), entries=(), skipped_parts=())


class Skipped(Struct, frozen=True, array_like=True):
    """A file that was wanted and could not be read, or a look-up that could not be made, and why."""

    path: str
    reason: str


class Hop(Struct, frozen=True, array_like=True):
    """One answer on the way to a page."""

    url: str
    status: int


class Asked(Struct, frozen=True, array_like=True):
    """One request of a look at a URL, and what came of it."""

    method: str
    url: str
    why: str = ""
    """Why it was made, if it was not the first: another try, a second identity, an address that cannot exist."""
    status: int | None = None
    cause: str = ""
    """The true cause of a failure; empty if an answer came."""
    elapsed_ms: int = 0
    connect_ms: int | None = None
    """Until the connection stood; None if one was used again, or nobody measured it."""
    first_byte_ms: int | None = None
    """Until the answer began."""
    headers: dict[str, str] = {}
    """The header fields that matter for a verdict."""
    detail: str = ""


class Observation(Struct, frozen=True, array_like=True):
    """One look at a URL. Never changed afterwards; a later look is another observation."""

    url: str
    checked_at: datetime
    verdict: Verdict
    reason: str
    status: int | None = None
    """The status of the last answer; None if there was none."""
    final_url: str = ""
    hops: tuple[Hop, ...] = ()
    elapsed_ms: int = 0
    attempts: int = 1
    detail: str = ""
    """The cause in words, with the figures that led to the verdict."""
    title: str = ""
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    """SHA-256 of the body as far as it was read, in hexadecimal; empty if none was read."""
    cause: str = ""
    """The true cause of a failed request; empty if an answer came."""
    words: int = 0
    """Words of the page that a reader sees."""
    sketch: str = ""
    """A sketch of the page's text, by which a later look tells how much of it is still there; empty for no page."""
    fragments: dict[str, str] = {}
    """What became of each fragment that was asked for: `there`, `missing`, or `unknown: ` with the reason."""
    captured_at: datetime | None = None
    """The Memento-Datetime of the answer: status and page are those of a capture, not of the live web."""
    passages: str = ""
    """A sample of the passages of the page's main text (`content.passages`), if that was asked for."""
    trade: str = ""
    """The trade of those who take over expired domains, if the page is in it, with the words that show it."""
    asked: tuple[Asked, ...] = ()
    """The requests, in order; not kept in the state."""
    because: tuple[str, ...] = ()
    """How the verdict was reached from the evidence, in words; not kept in the state."""


class Standing(Struct, frozen=True, array_like=True):
    """What all looks at one URL come to together: the verdict over time."""

    url: str
    condition: Condition = Condition.UNKNOWN
    looks: int = 0
    """How many looks there were."""
    failed: int = 0
    """How many of them failed since it was last seen alive."""
    counted: int = 0
    """How many of these count, since they lie far enough apart."""
    failed_since: datetime | None = None
    """The first of the failed looks; None if there is none."""
    failed_at: datetime | None = None
    """The last of them."""
    confirmed_at: datetime | None = None
    """The failed look that made it certain; None as long as it is not."""
    alive_at: datetime | None = None
    """The last look that saw it alive, whatever came later; None if there is none."""
    looked_at: datetime | None = None
    """The last look of all."""
    verdict: Verdict = Verdict.UNKNOWN
    """What the last look of all said."""


class Memento(Struct, frozen=True, array_like=True):
    """An archived capture of an original resource (RFC 7089: URI-M and its Memento-Datetime)."""

    original: str
    memento_url: str
    captured_at: datetime
    status: int | None
    archive: str
    digest: str = ""
    """The archive's digest of the payload (SHA-1 in base 32), if it was told."""
    title: str = ""
    words: int = 0
    passages: str = ""
    """A sample of the passages of the captured page's main text; empty if it was not read."""


_HALF = 0.5
"""Share in common below which a page says something else (Jaccard of shingles; see docs/content.md)."""


class Drift(Struct, frozen=True, array_like=True):
    """How far a live page has moved from what it said when it was cited."""

    url: str
    at: PartialDate | None
    """The date of the citation, if it is known."""
    change: str
    """`same`, `changed`, `replaced`, or `unknown`."""
    memento: Memento
    likeness: float | None = None
    """The share of passages that both texts have in common, from 0 to 1; None if they cannot be compared."""
    because: str = ""
    """Why it is not known."""
    trade: str = ""
    """The trade of those who have taken the page over, with the words that show it; empty if nobody has."""
    kept: float | None = None
    """The share of the capture's passages that the live page still has."""

    @property
    def drifted(self) -> bool:
        """Whether the page says something else than was cited: less than half of that is left, or nobody's page is.

        A story that grew, and a page that was put into another frame, still say it.
        """
        if self.trade or self.change == "replaced":
            return True
        if self.change != "changed" or self.likeness is None or self.kept is None:
            return False
        return max(self.likeness, self.kept) < _HALF


class Carrying(Struct, frozen=True, array_like=True):
    """Whether the page behind a document's original URL carries the text of the document."""

    path: str
    url: str
    carries: str
    """`carries`, `in-part`, `not`, or `unknown`."""
    share: float | None = None
    """The share of the document's passages that stand in the page, from 0 to 1."""
    where: str = ""
    """Where that was seen: `live`, or the address of the capture."""
    captured_at: datetime | None = None
    live_share: float | None = None
    """The same for the live page where a capture answers instead; None if there was no page."""
    because: str = ""
    """Why it is not known."""


NOT_ASKED, IMPOSSIBLE_DATE = "not-asked", "impossible-date"
NEVER_ASKED = (NOT_ASKED, IMPOSSIBLE_DATE)
"""Reasons of look-ups that lie in the citation or in the settings, whatever archives bear: asking again does no better.
The others are named in `archives.interface`."""


class Lookup(Struct, frozen=True, array_like=True):
    """What the archives said when they were asked for a capture of `url` near `at`."""

    url: str
    at: PartialDate | None
    result: Result
    reason: str
    looked_up_at: datetime
    memento: Memento | None = None
    archive: str = ""
    provisional: bool = False
    """Whether another archive, which could not be asked, may have a better capture: the answer holds for this run."""

    @property
    def distance_days(self) -> int | None:
        """Days from `at` to the capture, negative if it was captured before; None without either."""
        if self.memento is None or self.at is None:
            return None
        captured = self.memento.captured_at.date()
        if captured < self.at.first_day:
            return (captured - self.at.first_day).days
        return max(0, (captured - self.at.last_day).days)

    def without_passages(self) -> Lookup:
        """Give the same answer without the sample of what the capture says, which is most of it."""
        if self.memento is None or not self.memento.passages:
            return self
        return replace(self, memento=replace(self.memento, passages=""))


class Edit(Struct, frozen=True, array_like=True):
    """Put `replacement` where `location` is."""

    location: Location
    replacement: str


class Fix(Struct, frozen=True, array_like=True):
    """A repair of a document: safe if it cannot change what the link means."""

    title: str
    safe: bool
    edits: tuple[Edit, ...]


class Finding(Struct, frozen=True, array_like=True):
    """What a rule has to say about a place in a document."""

    rule: str
    severity: Severity
    message: str
    location: Location
    url: str = ""
    evidence: tuple[Evidence, ...] = ()
    related: tuple[Location, ...] = ()
    fixes: tuple[Fix, ...] = ()
    fingerprint: str = ""
    """Names the finding across runs; made without line numbers, so that moving text keeps it."""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By place, then rule, then message."""
        return (self.location.path, self.location.line, self.location.column, self.rule, self.message)


class Suppressed(Struct, frozen=True, array_like=True):
    """A finding that is hidden, and by what."""

    finding: Finding
    by: str
    """`baseline`, or the comment that does it."""
    reason: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the baseline hides it, rather than a comment in its document."""
        return self.by == BASELINE


class Run(Struct, frozen=True, array_like=True):
    """When, with what and over what an audit was made."""

    id: str
    command: str
    paths: tuple[str, ...]
    as_of: date
    started_at: datetime | None = None
    finished_at: datetime | None = None
    config: str = ""
    """The configuration file that was used; empty if there was none."""
    complete: bool = True
    resumed: bool = False
    web: str = "not asked"
    """What became of the look at the web: `not asked`, `asked`, `offline`, `interrupted`."""
    archives: str = "not asked"
    notes: tuple[str, ...] = ()
    """What there is to say of the asking, where it was not as usual."""
    requests: dict[str, dict[str, int]] = {}
    """The requests to each archive, by its host and by the kind of request."""


class Compared(Struct, frozen=True, array_like=True):
    """What became of the findings since an earlier run of the same work, where only changes are shown."""

    run: str
    """The last run that came to its end; empty if there was none, so that everything is new."""
    unchanged: int = 0
    """Findings that are as they were, and not shown."""
    gone: int = 0
    """Findings of then that are no more."""


class Audit(Struct, frozen=True, array_like=True):
    """The whole outcome of a run: what the reports are made of."""

    run: Run
    documents: tuple[Document, ...] = ()
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    observations: tuple[Observation, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    standings: tuple[Standing, ...] = ()
    """Of the URLs that are not simply alive."""
    drifts: tuple[Drift, ...] = ()
    carryings: tuple[Carrying, ...] = ()
    compared: Compared | None = None
    """With what the findings were compared; None if all of them are shown."""

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def references(self) -> Iterator[Reference]:
        """Go through the references of all documents, in order."""
        for document in self.documents:
            yield from document.references


def days(number: int) -> timedelta:
    """Name a slack in days."""
    return timedelta(days=number)


def _days_in(year: int, month: int) -> int:
    """Count the days of a month; the module `calendar` would do it, and take longer to load than to read a document."""
    if month == MONTHS_IN_YEAR:
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days
