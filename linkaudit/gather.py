"""From paths to a Collection: documents found, read, with their claims, and judged while their text is at hand.

A few files are read here and now. Many are shared out to processes, and what is known of them from earlier runs is not
read again.
"""

from __future__ import annotations

import os
from collections import defaultdict
from datetime import UTC, date, datetime
from functools import lru_cache, partial
from itertools import chain, count, islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit import data
from linkaudit.baseline import placed
from linkaudit.citations import urls
from linkaudit.citations.cite import cite
from linkaudit.citations.cited_when import cited_when
from linkaudit.citations.first_commits import dated_by_git
from linkaudit.collection.packing import packed, tells
from linkaudit.documents.discover import Discovery, Found
from linkaudit.documents.interface import INSIDE, Options
from linkaudit.documents.limits import limited
from linkaudit.documents.read import read_file
from linkaudit.models import Document, Finding, Skipped
from linkaudit.progress import Unwatched
from linkaudit.repositories import published_at
from linkaudit.rules import judge
from linkaudit.rules.dated_references import dated_references
from linkaudit.rules.interface import Context, Needs
from linkaudit.settings import DEFAULT
from linkaudit.surroundings import Around, files_of
from linkaudit.triage import check_names

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from linkaudit.documents.formats import Format
    from linkaudit.models import Reference
    from linkaudit.progress import Progress
    from linkaudit.rules.interface import Rule
    from linkaudit.settings import Collection as Collections
    from linkaudit.settings import Config

# A share of few documents says nothing about a folder.
_NEIGHBOURS = 5
_runs = count(1)
MANY = 64
"""From so many files on, starting processes and looking up what is known costs less than it saves."""


class Collection(Struct, frozen=True):
    """What was read: documents with their claims, what rules on texts found in them, what could not be read."""

    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    context: Context
    compared: bool = True
    """Whether the documents were compared with each other."""


class Judged(Struct, frozen=True, array_like=True):
    """A document as it is kept, and what the rules on texts found in it."""

    document: Document
    findings: tuple[Finding, ...] = ()


class Outcome(Struct, frozen=True, array_like=True):
    """What came of reading one file: a document, or several, or the reason why there is none."""

    documents: tuple[Judged, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    answers: dict[str, str] = {}
    """What was asked about the files around it, and the answers: what was found holds as long as these do."""


class Reading(Struct, frozen=True):
    """How files are read and judged: a job that can be handed to another process."""

    config: Config
    root: Path
    as_of: date
    announced: Format | None = None
    paths: tuple[str, ...] = ()
    """What was given to be read."""
    run: int = 0
    """Tells this run from others of the process: what is on the disk is looked at anew in each."""
    alone: bool = False
    """Whether one file is read, and no other."""

    @property
    def compared(self) -> bool:
        """Whether what the documents say is to be compared with pages: then samples of it are kept."""
        return self.config.content.enabled

    @property
    def context(self) -> Context:
        """What the rules on texts know besides the document."""
        return _context(self.config.collection, self.root, self.as_of)

    def discovered(self, paths: Sequence[str]) -> Iterator[Found | Skipped]:
        """Find the files below `paths`."""
        return self._discovery().discover(paths)

    def around(self, found: Found) -> Around:
        """Look at what is around a file."""
        files = files_of(self.run, str(self.root), self.paths)
        return Around(self.run, files, found, self._discovery, self.config.max_bytes)

    def _discovery(self) -> Discovery:
        return Discovery(
            root=self.root,
            include=self.config.include,
            exclude=(*self.config.exclude, *self._baseline()),
            respect_gitignore=self.config.respect_gitignore,
            never=((self.root / self.config.reports.directory).resolve(),),
        )

    def _baseline(self) -> tuple[str, ...]:
        """Name the baseline as a pattern, if it has a name of its own: it is no document."""
        name = self.config.baseline
        if not name or name == DEFAULT.baseline:
            return ()
        return (f"/{placed(str(self.root / name), self.root)}",)

    def documents(self, found: Found) -> Iterator[Document | Skipped]:
        """Read the documents of a file, with their texts, and list what of each could not be read."""
        options = Options(include_code=self.config.include_code)
        for read in read_file(Path(found.path), found.name, self.config.max_bytes, self.announced, options=options):
            yield read
            if isinstance(read, Document):
                yield from (Skipped(read.path, reason) for reason in read.skipped_parts)

    def outcome(self, found: Found) -> Outcome:
        """Read a file and judge its documents, within the time that there is for it."""
        return limited(
            found.name, self.config.max_seconds, lambda: self._judged(found), lambda each: Outcome(skipped=(each,))
        )

    def _judged(self, found: Found) -> Outcome:
        judged: list[Judged] = []
        skipped: list[Skipped] = []
        around = self.around(found)
        context = replace(self.context, around=around)
        for read in self.documents(found):
            if isinstance(read, Skipped):
                skipped.append(read)
                continue
            cited = cite(read)
            failed = partial(_failed, skipped, read.path)
            found_here = tuple(judge(cited, context, Needs.TEXT, failed=failed))
            judged.append(Judged(self._packed(self._sampled(cited, found)).without_text(), found_here))
        return Outcome(tuple(judged), tuple(skipped), around.answers)

    def _packed(self, document: Document) -> Document:
        """Keep of a document what comparing it with others needs, if they are to be compared."""
        if not self.config.collection.compare:
            return document
        return packed(document, alone=self.alone and INSIDE not in document.path)

    def _sampled(self, document: Document, found: Found) -> Document:
        """Keep of a document what a comparison needs, if there is to be one."""
        if not self.compared:
            return document
        from linkaudit.content.own_text import digested, sampled  # noqa: PLC0415 - a scan does without

        return digested(sampled(document, self.config.content.extractor), Path(found.path))


def _failed(skipped: list[Skipped], path: str, rule: Rule, error: Exception) -> None:
    """Say that a rule could not judge a document."""
    if os.environ.get("LINKAUDIT_TRACEBACK"):
        raise error
    skipped.append(Skipped(path, f"internal error in the rule {rule.name}: {type(error).__name__}: {error}"))


def reading_of(
    config: Config,
    root: Path | None = None,
    *,
    as_of: date | None = None,
    announced: Format | None = None,
    paths: Sequence[str] = (),
) -> Reading:
    """Say how the files below `paths` are to be read: by default from the current folder and today, in UTC.

    From now on the lists are those of the configuration. Raises ConfigError for what is no such list.
    """
    data.extend(config.lists)
    day = as_of or datetime.now(UTC).date()
    return Reading(config, root or Path.cwd(), day, announced, tuple(paths), next(_runs))


def are_many(found: Iterator[Found | Skipped]) -> tuple[bool, Iterator[Found | Skipped]]:
    """Tell whether so many files are found that reading them is worth sharing out; give them back, all of them."""
    first = list(islice(found, MANY))
    return len(first) == MANY, chain(first, found)


def killed(found: Found) -> Skipped:
    """Say of a file that reading it ended the process that did it, as the system does when memory runs out."""
    return Skipped(found.name, "reading it killed the process that did it; it may need more memory than there is")


def gather(
    paths: Sequence[str],
    config: Config,
    *,
    as_of: date | None = None,
    root: Path | None = None,
    announced: Format | None = None,
    progress: Progress | None = None,
    state: Callable[[], str] | None = None,
    references: bool = True,
    dates: bool = True,
) -> Collection:
    """Read the documents, find their claims, and let the rules on texts judge each while its text is at hand.

    `state` names the state beside which it is remembered what many files hold; None to remember nothing. Without
    `references` few of them are kept beside their number, and without `dates` documents that say nothing themselves
    are not dated by git. Raises ConfigError for rules that do not exist.
    """
    check_names(config.rules)
    reading = reading_of(config, root, as_of=as_of, announced=announced, paths=paths)
    watcher = progress or Unwatched()
    watcher.stage("reading", None)
    documents: list[Document] = []
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for outcome in _outcomes(reading.discovered(paths), reading, state, references=references):
        for judged in outcome.documents:
            watcher.step("read", judged.document.path)
            documents.append(judged.document)
            findings += judged.findings
        for each in outcome.skipped:
            watcher.step("skipped", each.path)
        skipped += outcome.skipped
    context = reading.context
    if config.git:
        documents, unasked = dated_by_git(documents, partial(_to_be_dated, every=references), undated=dates)
        skipped += unasked
        context = replace(context, home=published_at)
    context = replace(context, sourced=_sourced(documents))
    if config.collection.compare and tells(documents):
        from linkaudit.collection.kin import kinship  # noqa: PLC0415 - most commits are of one document

        context = replace(context, kinship=kinship(documents, context.as_of, state))
    for document in documents:
        findings += judge(document, context, Needs.COLLECTION, failed=partial(_failed, skipped, document.path))
    documents = [replace(document, prose=b"", addresses=b"", clues=b"") for document in documents]
    return Collection(tuple(documents), tuple(findings), tuple(skipped), context, config.collection.compare)


def _to_be_dated(document: Document, *, every: bool) -> Iterator[Reference]:
    """Go through the references whose first commit matters: those that carry a date, and `every` that nothing dates."""
    if every:
        for reference in document.references:
            if urls.is_web(reference.url) and cited_when(document, reference).date is None:
                yield reference
    yield from (reference for reference, dated in dated_references(document) if dated.date.possible)


def _outcomes(
    found: Iterator[Found | Skipped], reading: Reading, state: Callable[[], str] | None, *, references: bool
) -> Iterator[Outcome]:
    """Read the files that are found, in order: here if they are few, else by processes."""
    many, found = are_many(found)
    if not many:
        few = list(found)
        reading = replace(reading, alone=len(few) == 1)
        for each in few:
            yield Outcome(skipped=(each,)) if isinstance(each, Skipped) else reading.outcome(each)
        return
    from linkaudit.engines.many import outcomes  # noqa: PLC0415 - processes and what is remembered, only for many

    yield from outcomes(found, reading, state() if state else "", references=references)


@lru_cache(maxsize=8)
def _context(kinds: Collections, root: Path, as_of: date) -> Context:
    """Prepare what the rules on texts know, once for all documents: patterns take long to compile."""
    return Context(
        as_of=as_of,
        clipping=matcher(kinds.clippings, root),
        own_work=matcher(kinds.own_work, root),
        named=lru_cache(maxsize=4)(partial(placed, root=root.resolve())),
    )


def matcher(patterns: Sequence[str], root: Path) -> Callable[[str], bool]:
    """Make a test of whether a path is among those that patterns of `.gitignore` name."""
    if not patterns:
        return lambda _: False
    discovery = Discovery(root=root, include=tuple(patterns))
    return discovery.includes


def _sourced(documents: Iterable[Document]) -> dict[str, float]:
    """Give for each folder with enough documents the share of those that name their source."""
    folders: dict[str, list[bool]] = defaultdict(list)
    for document in documents:
        named = any(citation.reference for citation in document.provenance)
        folders[document.path.rpartition("/")[0] or "."].append(named)
    return {folder: sum(named) / len(named) for folder, named in folders.items() if len(named) >= _NEIGHBOURS}
