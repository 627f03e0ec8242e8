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
from linkaudit.citations.provenance import place_of
from linkaudit.documents import formats
from linkaudit.documents.interface import INSIDE, PLAIN, UnreadableError
from linkaudit.documents.read import read_text
from linkaudit.gather import gather, reading_of
from linkaudit.history.store import open_store
from linkaudit.models import Finding, Fix, Severity, Skipped
from linkaudit.repair.beside.interface import Copy, Refusal
from linkaudit.repair.captures import Captures, Known, requests, unfit
from linkaudit.repair.edits import Repair, Repaired, applied
from linkaudit.repair.files import UnrepairableError, opened
from linkaudit.repair.repair import Outcome, judged
from linkaudit.repair.reread import OTHERWISE, harm, seen_otherwise
from linkaudit.repair.robust import Refused, Written, cited_again, cites, written
from linkaudit.repair.silenced import silenced
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from linkaudit.documents.formats import Format
    from linkaudit.models import Document, Lookup, Reference

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
            document = _read(source.text, path, form)
        except (UnrepairableError, UnreadableError) as error:
            return Skipped(path, f"not repaired: {error}")
        # What its repository says of its dates was asked once.
        document = replace(document, date=gathered.date, introduced=gathered.introduced)
        refused: list[Refused] = []
        good = self._chosen(document, form, refused)
        text = applied(source.text, [edit for each in good for edit in each.edits])
        refused += cited_again(document, good, lambda reference: self.known.needs(document, reference))
        repairs = tuple(self._repair(document, each) for each in good)
        left = tuple(f"{each.reference.location}: {each.reason}" for each in refused)
        return Outcome(path, source, Repaired(text, repairs), left)

    def _chosen(self, document: Document, form: Format, refused: list[Refused]) -> list[Written]:
        """Choose the captures that can be written into a document; what is `refused` goes there."""

        def read(text: str) -> Document:
            return _read(text, document.path, form)

        made = list(written(document, self._copies_for(document)))
        refused += [each for each in made if isinstance(each, Refused)]
        proposed = [each for each in made if isinstance(each, Written)]
        # Told at once, since to find them by trying takes long where there are many.
        odd = {id(each): each for each in seen_otherwise(document, proposed, read)}
        refused += [Refused(each.reference, OTHERWISE) for each in odd.values()]
        return faultless(
            document.text,
            [each for each in proposed if id(each) not in odd],
            self.judge_again(document.path, form),
            refused.append,
            lambda group: harm(document, group, read),
        )

    def _copies_for(self, document: Document) -> Callable[[Reference], Copy | Refusal | None]:
        """Make what gives the captures of a document, but for links that a comment silences."""
        quiet = silenced(document, filter(cites, document.references))

        def copy_of(reference: Reference) -> Copy | Refusal | None:
            copy = self.known.copy(document, reference)
            why = quiet.get(place_of(reference)) if copy else None
            return Refusal(why) if why else copy

        return copy_of

    def _repair(self, document: Document, each: Written) -> Repair:
        """Say of a capture what it is, as a repair of a finding is said."""
        answer = self.known.lookup(document, each.reference)
        days = answer.distance_days if answer else None
        how_far = (
            "" if days is None else f", {counted(abs(days), 'day')} {'before' if days < 0 else 'after'} the citation"
        )
        if days == 0:
            how_far = ", of the time of the citation"
        title = f"put the capture of {each.copy.day} beside it{how_far}"
        fix = Fix(title, safe=False, edits=each.edits)
        return Repair(Finding(NAME, Severity.INFO, title, each.reference.location, each.reference.url), fix)


def _read(text: str, path: str, form: Format) -> Document:
    """Read a text as one whose links are looked for: those in code are left alone even where they are looked at.

    A capture would change what the code does.
    """
    return cite(read_text(text, path, form, options=PLAIN))


def faultless(
    text: str,
    proposed: list[Written],
    judge: Callable[[str], Iterable[Finding]],
    refuse: Callable[[Refused], None],
    harm: Callable[[list[Written]], str] = lambda _: "",
) -> list[Written]:
    """Choose what can be written without anything new being found wrong; `refuse` is told of the rest.

    A capture that contradicts what the document says of its source is no repair, nor is one of which `harm` says that
    the document would be read otherwise with it.
    """
    if not proposed:
        return []
    before = {_what(each) for each in judge(text)}

    def fault(group: list[Written], what: str) -> str:
        harmed = harm(group)
        if harmed:
            return harmed
        edits = [edit for each in group for edit in each.edits]
        found = (each for each in judge(applied(text, edits)) if each.severity is not Severity.INFO)
        new = next((each for each in found if _what(each) not in before), None)
        return f"with {what} there would be a finding: {_said(new)}" if new else ""

    def without_faults(group: list[Written]) -> list[Written]:
        why = fault(group, "the capture")
        if not why:
            return group
        if len(group) == 1:
            refuse(Refused(group[0].reference, why))
            return []
        middle = len(group) // 2
        return [*without_faults(group[:middle]), *without_faults(group[middle:])]

    good = without_faults(proposed)
    # Each may be right, and the whole of them not.
    while good and (why := fault(good, "the others")):
        refuse(Refused(good.pop().reference, why))
    return good


def _what(finding: Finding) -> tuple[str, str]:
    """Say what a finding is about: what is wrong with a page's address is so with that of its capture, and not new."""
    return finding.rule, urls.key(urls.subject(finding.url)) if finding.url else finding.message


def _said(finding: Finding) -> str:
    return f"{finding.rule}: {finding.message}"
