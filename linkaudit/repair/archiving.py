"""The verb archiving(): captures put beside the citations of documents that are in need of them, or beside all."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.audit import sieve_of
from linkaudit.citations import urls
from linkaudit.citations.cite import cite
from linkaudit.documents import formats
from linkaudit.documents.interface import INSIDE, PLAIN, UnreadableError
from linkaudit.documents.read import read_text
from linkaudit.gather import gather, reading_of
from linkaudit.history.store import open_store
from linkaudit.models import Finding, Fix, Severity, Skipped
from linkaudit.repair.captures import Captures, Known, requests, unfit
from linkaudit.repair.edits import Repair, Repaired, applied
from linkaudit.repair.files import UnrepairableError, opened
from linkaudit.repair.repair import Outcome, judged
from linkaudit.repair.robust import Refused, Written, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from linkaudit.documents.formats import Format
    from linkaudit.models import Document, Lookup

NAME = "archive"
"""What these repairs are called where those of rules have the rule's name."""


class Archiving(Struct, frozen=True):
    """What was read, what is known of captures, and the repairs, made as they are asked for."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...]
    known: Known
    outcomes: Iterator[Outcome | Skipped]

    def without(self) -> Counter[str]:
        """Count the pages that are to have a capture and for which there is none, by the reason."""
        wanted = dict.fromkeys(requests(self.documents, self.known))
        return Counter(reason for each in wanted if (reason := _why(self.known.lookups.get(each))))


def _why(answer: Lookup | None) -> str:
    return "no archive was asked" if answer is None else unfit(answer)


def archiving(
    paths: Sequence[str],
    captures: Captures,
    state: str,
    *,
    every: bool = False,
    as_of: date | None = None,
    root: Path | None = None,
    announced: Format | None = None,
) -> Archiving:
    """Read the documents below `paths`, learn of captures, and work out how they are written beside the citations.

    With `every`, all pages that are cited without a capture get one. Nothing is written: that is for
    `repair.files.write_back`. Raises as `gather` does, and BusyError or StateError if the state cannot be used.
    """
    config = captures.config
    reading = reading_of(config, root, as_of=as_of, announced=announced, paths=paths)
    collection = gather(paths, config, as_of=reading.as_of, root=root, announced=announced)
    with open_store(state) as store:
        known = captures.known(collection.documents, store, every=every)
    sieve = sieve_of(config, reading.root)

    def judge_again(path: str, form: Format) -> Callable[[str], Iterable[Finding]]:
        return lambda text: judged(text, path, form, reading, sieve)

    wanted = (each for each in collection.documents if any(requests([each], known)))
    work = _Work(known, announced, judge_again)
    return Archiving(collection.documents, collection.skipped, known, (work.outcome(each) for each in wanted))


class _Work(Struct, frozen=True):
    """What every document is repaired with."""

    known: Known
    announced: Format | None
    judge_again: Callable[[str, Format], Callable[[str], Iterable[Finding]]]

    def outcome(self, gathered: Document) -> Outcome | Skipped:
        """Work out the text that a document would have."""
        path = gathered.path
        form = self.announced or formats.by_path(path)
        if form is None or form.binary or INSIDE in path:
            return Skipped(path, "its format is never repaired")
        try:
            source = opened(Path(path))
            # Links in code are left alone even where they are looked at: a capture would change what the code does.
            document = cite(read_text(source.text, path, form, options=PLAIN))
        except (UnrepairableError, UnreadableError) as error:
            return Skipped(path, f"not repaired: {error}")
        # What its repository says of its dates was asked once.
        document = replace(document, date=gathered.date, introduced=gathered.introduced)
        made = list(written(document, lambda reference: self.known.copy(document, reference)))
        proposed = [each for each in made if isinstance(each, Written)]
        refused = [each for each in made if isinstance(each, Refused)]
        good = faultless(source.text, proposed, self.judge_again(path, form), refused.append)
        text = applied(source.text, [edit for each in good for edit in each.edits])
        repairs = tuple(self._repair(document, each) for each in good)
        left = tuple(f"{each.reference.location}: {each.reason}" for each in refused)
        return Outcome(path, source, Repaired(text, repairs), left)

    def _repair(self, document: Document, each: Written) -> Repair:
        """Say of a capture what it is, as a repair of a finding is said."""
        answer = self.known.lookup(document, each.reference)
        days = answer.distance_days if answer else None
        how_far = "" if days is None else f", {abs(days)} days {'before' if days < 0 else 'after'} the citation"
        if days == 0:
            how_far = ", of the time of the citation"
        title = f"put the capture of {each.copy.day} beside it{how_far}"
        fix = Fix(title, safe=False, edits=each.edits)
        return Repair(Finding(NAME, Severity.INFO, title, each.reference.location, each.reference.url), fix)


def faultless(
    text: str,
    proposed: list[Written],
    judge: Callable[[str], Iterable[Finding]],
    refuse: Callable[[Refused], None],
) -> list[Written]:
    """Choose what can be written without anything new being found wrong; `refuse` is told of the rest.

    A capture that contradicts what the document says of its source is no repair.
    """
    if not proposed:
        return []
    before = {_what(each) for each in judge(text)}

    def new_in(group: list[Written]) -> list[Finding]:
        edits = [edit for each in group for edit in each.edits]
        found = (each for each in judge(applied(text, edits)) if each.severity is not Severity.INFO)
        return [each for each in found if _what(each) not in before]

    def without_faults(group: list[Written]) -> list[Written]:
        faults = new_in(group)
        if not faults:
            return group
        if len(group) == 1:
            refuse(Refused(group[0].reference, f"with the capture there would be a finding: {_said(faults[0])}"))
            return []
        middle = len(group) // 2
        return [*without_faults(group[:middle]), *without_faults(group[middle:])]

    good = without_faults(proposed)
    # Each may be right, and the whole of them not.
    while good and (faults := new_in(good)):
        refuse(Refused(good.pop().reference, f"with the others there would be a finding: {_said(faults[0])}"))
    return good


def _what(finding: Finding) -> tuple[str, str]:
    """Say what a finding is about: what is wrong with a page's address is so with that of its capture, and not new."""
    return finding.rule, urls.key(urls.subject(finding.url)) if finding.url else finding.message


def _said(finding: Finding) -> str:
    return f"{finding.rule}: {finding.message}"
