"""The verbs: scan what the documents say, audit what the web and the archives say of it.

One straight line: paths, documents, citations, then what is seen live and in archives, then rules, triage, the Audit.
Nothing flows backwards; a later stage never changes what an earlier one made.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.citations.cite import cite
from linkaudit.config import Config
from linkaudit.documents.discover import Discovery
from linkaudit.documents.interface import Options
from linkaudit.documents.read import read_file
from linkaudit.models import Audit, Document, Finding, Lookup, Observation, Run, Skipped
from linkaudit.progress import Unwatched
from linkaudit.repositories import repository_of
from linkaudit.rules import judge
from linkaudit.rules.interface import Context, Needs
from linkaudit.triage import check_names, triage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from linkaudit.documents.formats import Format
    from linkaudit.online import Online
    from linkaudit.progress import Progress

# A share of few documents says nothing about a folder.
_NEIGHBOURS = 5
OFFLINE = (Needs.TEXT, Needs.COLLECTION)
ONLINE = (Needs.WEB, Needs.ARCHIVE)


class Collection(Struct, frozen=True):
    """What was read: documents with their claims, what rules on texts found in them, what could not be read."""

    documents: tuple[Document, ...]
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    context: Context


class Seen(Struct, frozen=True):
    """What the web and the archives said, and what became of asking them."""

    observations: tuple[Observation, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    web: str = "not asked"
    archives: str = "not asked"
    complete: bool = True


def scan(
    paths: Sequence[str],
    config: Config | None = None,
    *,
    as_of: date | None = None,
    root: Path | None = None,
    announced: Format | None = None,
    progress: Progress | None = None,
) -> Audit:
    """Read the documents below `paths` and judge what they say, without network.

    `as_of` is the day of the audit (default: today in UTC), `root` the folder to which patterns are relative (default:
    the current one), `announced` the format to read everything as. Raises ConfigError for rules that do not exist.
    """
    settings = config or Config()
    collection = gather(paths, settings, as_of=as_of, root=root, announced=announced, progress=progress)
    run = Run(id="", command="scan", paths=tuple(paths), as_of=collection.context.as_of)
    return conclude(collection, Seen(), settings, run)


def audit(
    paths: Sequence[str],
    online: Online,
    config: Config | None = None,
    *,
    as_of: date | None = None,
    root: Path | None = None,
    announced: Format | None = None,
    progress: Progress | None = None,
    configured: str = "",
    deliver: Callable[[Audit], None] | None = None,
) -> Audit:
    """Do what `scan` does, then look at every URL once and for its captures, by means of `online`.

    `configured` names the configuration in the reports. `deliver` is given the audit before the run counts as finished:
    if it fails, the next run begins with what this one has learned. Raises as `scan` does, and BusyError or StateError
    if the state cannot be used.
    """
    settings = config or Config()
    collection = gather(paths, settings, as_of=as_of, root=root, announced=announced, progress=progress)
    run = Run(id="", command="audit", paths=tuple(paths), as_of=collection.context.as_of, config=configured)
    with online.look(collection, settings, run, progress or Unwatched()) as (run, seen):
        audited = conclude(collection, seen, settings, run)
        if deliver:
            deliver(audited)
    return audited


def gather(
    paths: Sequence[str],
    config: Config,
    *,
    as_of: date | None = None,
    root: Path | None = None,
    announced: Format | None = None,
    progress: Progress | None = None,
) -> Collection:
    """Read the documents, find their claims, and let the rules on texts judge each while its text is at hand."""
    check_names(config.rules)
    base = root or Path.cwd()
    context = Context(
        as_of=as_of or datetime.now(UTC).date(),
        clipping=_matcher(config.collection.clippings, base),
        own_work=_matcher(config.collection.own_work, base),
    )
    watcher = progress or Unwatched()
    watcher.stage("reading", None)
    documents: list[Document] = []
    findings: list[Finding] = []
    skipped: list[Skipped] = []
    for read in documents_below(paths, config, base, announced):
        watcher.step("skipped" if isinstance(read, Skipped) else "read", read.path)
        if isinstance(read, Skipped):
            skipped.append(read)
        else:
            findings += judge(read, context, Needs.TEXT)
            skipped += (Skipped(read.path, reason) for reason in read.skipped_parts)
            documents.append(read.without_text())
    if config.git and any(document.date is None and repository_of(document.path) for document in documents):
        from linkaudit.citations.first_commits import dated_by_git  # noqa: PLC0415 - only where something is undated

        documents = dated_by_git(documents)
    context = replace(context, sourced=_sourced(documents))
    findings += (finding for document in documents for finding in judge(document, context, Needs.COLLECTION))
    return Collection(tuple(documents), tuple(findings), tuple(skipped), context)


def conclude(collection: Collection, seen: Seen, config: Config, run: Run) -> Audit:
    """Judge what was seen, sort out all findings, and put the Audit together."""
    context = replace(
        collection.context,
        observations={observation.url: observation for observation in seen.observations},
        lookups=_by_url(seen.lookups),
    )
    online = ONLINE if seen.observations or seen.lookups else ()
    late = [finding for document in collection.documents for finding in judge(document, context, *online)]
    ran = {*OFFLINE, *online}
    sorted_out = triage([*collection.findings, *late], collection.documents, config.rules, ran)
    return Audit(
        run=replace(run, web=seen.web, archives=seen.archives, complete=run.complete and seen.complete),
        documents=collection.documents,
        findings=sorted_out.findings,
        suppressed=sorted_out.suppressed,
        skipped=collection.skipped,
        observations=tuple(sorted(seen.observations, key=lambda observation: observation.url)),
        lookups=tuple(sorted(seen.lookups, key=lambda lookup: (lookup.url, str(lookup.at or "")))),
    )


def documents_below(
    paths: Sequence[str],
    config: Config,
    root: Path,
    announced: Format | None = None,
    claims: Callable[[Document], Document] = cite,
) -> Iterator[Document | Skipped]:
    """Read the documents below `paths`, one after the other, with their texts, and find of each what `claims` finds."""
    options = Options(include_code=config.include_code)
    discovery = Discovery(
        root=root,
        include=config.include,
        exclude=config.exclude,
        respect_gitignore=config.respect_gitignore,
        never=((root / config.reports.directory).resolve(),),
    )
    for found in discovery.discover(paths):
        if isinstance(found, Skipped):
            yield found
            continue
        for read in read_file(found.path, found.name, config.max_bytes, announced, options=options):
            yield claims(read) if isinstance(read, Document) else read


def _matcher(patterns: Sequence[str], root: Path) -> Callable[[str], bool]:
    """Make a test of whether a path is among those that patterns of `.gitignore` name."""
    if not patterns:
        return lambda _: False
    discovery = Discovery(root=root, include=tuple(patterns))
    return lambda path: discovery.includes(Path(path))


def _sourced(documents: Iterable[Document]) -> dict[str, float]:
    """Give for each folder with enough documents the share of those that name their source."""
    folders: dict[str, list[bool]] = defaultdict(list)
    for document in documents:
        named = any(citation.reference for citation in document.provenance)
        folders[str(PurePosixPath(document.path).parent)].append(named)
    return {folder: sum(named) / len(named) for folder, named in folders.items() if len(named) >= _NEIGHBOURS}


def _by_url(lookups: Iterable[Lookup]) -> dict[str, tuple[Lookup, ...]]:
    grouped: dict[str, list[Lookup]] = defaultdict(list)
    for lookup in lookups:
        grouped[lookup.url].append(lookup)
    return {url: tuple(group) for url, group in grouped.items()}
