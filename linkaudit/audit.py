"""The verbs: scan what the documents say, audit what the web and the archives say of it.

One straight line: paths, documents, citations, then what is seen live and in archives, then rules, triage, the Audit.
Nothing flows backwards; a later stage never changes what an earlier one made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping  # noqa: TC003 - fields of a struct
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit import baseline
from linkaudit.gather import gather, matcher
from linkaudit.models import Audit, Carrying, Drift, Lookup, Observation, Run, Standing
from linkaudit.progress import Unwatched
from linkaudit.rules import judge
from linkaudit.rules.interface import Needs
from linkaudit.rules.live_patterns import outages, same_targets
from linkaudit.rules.local_copies import same_bytes
from linkaudit.settings import DEFAULT, Config
from linkaudit.triage import Sieve, Told, changes, substance, triage

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from linkaudit.documents.formats import Format
    from linkaudit.gather import Collection
    from linkaudit.models import Lead
    from linkaudit.online import Online
    from linkaudit.progress import Progress

OFFLINE = (Needs.TEXT, Needs.COLLECTION)
ONLINE = (Needs.WEB, Needs.ARCHIVE, Needs.CONTENT)


class Seen(Struct, frozen=True):
    """What the web and the archives said, and what became of asking them."""

    observations: tuple[Observation, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    web: str = "not asked"
    archives: str = "not asked"
    complete: bool = True
    standings: tuple[Standing, ...] = ()
    drifts: tuple[Drift, ...] = ()
    carryings: tuple[Carrying, ...] = ()
    told_before: Told | None = None
    """What the last run of the same work reported; None if all findings are shown whatever was reported before."""
    tell: Callable[[Mapping[str, str]], None] = lambda _: None
    """Takes what stands for each finding of this run, to be remembered when the run has come to its end."""


def scan(
    paths: Sequence[str],
    config: Config | None = None,
    *,
    as_of: date | None = None,
    root: Path | None = None,
    announced: Format | None = None,
    progress: Progress | None = None,
    state: Callable[[], str] | None = None,
    references: bool = True,
    dates: bool = True,
) -> Audit:
    """Read the documents below `paths` and judge what they say, without network.

    `as_of` is the day of the audit (default: today in UTC), `root` the folder to which patterns are relative (default:
    the current one), `announced` the format to read everything as. `state` names the state beside which it is
    remembered what many files hold, so that they need not be read again; None to remember nothing. Without `references`
    the documents keep few of them beside their number, and without `dates` git is not asked to date those that say
    nothing themselves. Raises ConfigError for rules that do not exist.
    """
    settings = config or Config()
    sieve = sieve_of(settings, root or Path.cwd())
    collection = gather(
        paths,
        _comparing_nothing(settings),
        as_of=as_of,
        root=root,
        announced=announced,
        progress=progress,
        state=state,
        references=references,
        dates=dates,
    )
    run = Run(id="", command="scan", paths=tuple(paths), as_of=collection.context.as_of)
    return conclude(collection, Seen(), sieve, run)


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
    if it fails, the next run begins with what this one has learned. Raises as `scan` does, ConfigError for a library
    that is wanted and not there, and BusyError or StateError if the state cannot be used.
    """
    settings = config or Config()
    if not (settings.web.enabled or settings.archives.enabled):
        settings = _comparing_nothing(settings)
    if settings.content.enabled:
        from linkaudit.content.main_text import chosen  # noqa: PLC0415 - a scan does without

        chosen(settings.content.extractor)
    sieve = sieve_of(settings, root or Path.cwd())
    collection = gather(
        paths,
        settings,
        as_of=as_of,
        root=root,
        announced=announced,
        progress=progress,
        state=(lambda: online.state) if online.cache else None,
    )
    run = Run(id="", command="audit", paths=tuple(paths), as_of=collection.context.as_of, config=configured)
    with online.look(collection, settings, run, progress or Unwatched()) as (run, seen):
        audited = conclude(collection, seen, sieve, run)
        seen.tell({finding.fingerprint: substance(finding) for finding in audited.findings})
        if seen.told_before is not None:
            audited = changes(audited, seen.told_before)
        if deliver:
            deliver(audited)
    return audited


def conclude(collection: Collection, seen: Seen, sieve: Sieve, run: Run) -> Audit:
    """Judge what was seen, sort out all findings, and put the Audit together."""
    context = replace(
        collection.context,
        observations={observation.url: observation for observation in seen.observations},
        lookups=_by_url(seen.lookups),
        standings={each.url: each for each in seen.standings},
        drifts={(each.url, each.at): each for each in seen.drifts},
        carryings={(each.path, each.url): each for each in seen.carryings},
        dead_leads=_dead_leads(collection, seen),
        copies=same_bytes(collection.documents, seen.lookups),
        outages=outages(collection.documents, seen.observations, run.started_at),
        gathered=same_targets(seen.observations),
    )
    online = ONLINE if seen.observations or seen.lookups else ()
    late = [finding for document in collection.documents for finding in judge(document, context, *online)]
    compared = bool(seen.drifts or seen.carryings)
    ran = {*OFFLINE, *online} - ({Needs.CONTENT} if not compared else set())
    sorted_out = triage([*collection.findings, *late], collection.documents, sieve, ran)
    return Audit(
        run=replace(run, web=seen.web, archives=seen.archives, complete=run.complete and seen.complete),
        documents=collection.documents,
        findings=sorted_out.findings,
        suppressed=sorted_out.suppressed,
        skipped=collection.skipped,
        observations=tuple(sorted(seen.observations, key=lambda observation: observation.url)),
        lookups=tuple(sorted(seen.lookups, key=lambda lookup: (lookup.url, str(lookup.at or "")))),
        standings=tuple(sorted(seen.standings, key=lambda standing: standing.url)),
        drifts=tuple(sorted(seen.drifts, key=lambda drift: (drift.url, str(drift.at or "")))),
        kinship=collection.context.kinship,
        carryings=tuple(sorted(seen.carryings, key=lambda carrying: (carrying.path, carrying.url))),
    )


def _dead_leads(collection: Collection, seen: Seen) -> dict[str, tuple[Lead, ...]]:
    """Look for what may stand in for dead links in the other documents, if these are to be compared."""
    if not collection.compared or not seen.observations:
        return {}
    from linkaudit.collection.dead_targets import dead_targets  # noqa: PLC0415 - a scan does without

    return dead_targets(collection.documents, collection.context.kinship, seen.observations, seen.lookups)


def sieve_of(config: Config, root: Path) -> Sieve:
    """Take from the settings what decides which findings are shown; their paths are relative to `root`.

    Raises ConfigError for a baseline that cannot be read: before anything is looked at, which may take hours.
    """
    return Sieve(
        config.rules,
        partial(baseline.placed, root=root.resolve()),
        tuple((matcher((pattern,), root), names) for pattern, names in config.rules.per_file_ignores.items()),
        _accepted(root, config.baseline),
    )


def _comparing_nothing(config: Config) -> Config:
    """Leave out of settings what only comparing texts needs: samples of documents that nobody looks at."""
    return replace(config, content=replace(config.content, enabled=False))


def _accepted(root: Path, name: str) -> baseline.Baseline:
    """Read the baseline; one that somebody named must be there."""
    return baseline.read(root / name, required=name != DEFAULT.baseline) if name else {}


def _by_url(lookups: Iterable[Lookup]) -> dict[str, tuple[Lookup, ...]]:
    grouped: dict[str, list[Lookup]] = defaultdict(list)
    for lookup in lookups:
        grouped[lookup.url].append(lookup)
    return {url: tuple(group) for url, group in grouped.items()}
