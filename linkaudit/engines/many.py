"""Reading many files: what earlier runs know of them is taken as it is, the rest is shared out to processes."""

from __future__ import annotations

from functools import partial
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct
from msgspec.structs import replace

import linkaudit
from linkaudit.documents.read import digest_of
from linkaudit.engines.local import Workers, processors
from linkaudit.gather import Outcome, killed
from linkaudit.history.readings import Known, open_readings, signature
from linkaudit.models import Reference, Skipped
from linkaudit.rules import BY_NAME
from linkaudit.rules.dated_references import dated_references

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from linkaudit.documents.discover import Found
    from linkaudit.gather import Reading
    from linkaudit.history.readings import Readings
    from linkaudit.models import Document

# Files that are looked up and shared out at once.
_BATCH = 2048
_FOR_EVER = "9999-12-31"
MEANS = ("b", "t")
"""By what means samples of texts may have been taken, as `content.main_text` names them."""
_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Outcome).decode
_decode_answers = msgspec.msgpack.Decoder(dict[str, str]).decode
_decode_references = msgspec.msgpack.Decoder(tuple[tuple[Reference, ...], ...]).decode


class _Item(Struct, frozen=True):
    """A file that is wanted, with what is known of it."""

    found: Found
    signature: str = ""
    known: Known | None = None

    @property
    def unchanged(self) -> bool:
        """Whether the file is certainly the one that is known."""
        return self.known is not None and self.known.signature == self.signature != ""


class _Packed(Struct, frozen=True):
    """What came of reading a file, as it is remembered: without bytes if it is what was known, without digest never."""

    digest: str = ""
    answers: bytes = b""
    kept: bytes = b""
    referenced: bytes = b""
    until: str = _FOR_EVER


def outcomes(found: Iterable[Found | Skipped], reading: Reading, state: str, *, references: bool) -> Iterator[Outcome]:
    """Read the files, in order. `state` names the state beside which readings are remembered; empty for none."""
    readings = open_readings(state) if state else None
    keys, day = _keys(reading), reading.as_of.isoformat()
    remaining = iter(found)
    job = partial(_packed, reading, remembers=readings is not None, references=references)
    try:
        with Workers(job, _lost, processors()) as workers:
            while batch := list(islice(remaining, _BATCH)):
                items = [each if isinstance(each, Skipped) else _Item(each) for each in batch]
                if readings:
                    items = _looked_up(items, readings, reading, keys, references=references)
                results = workers.results(each for each in items if isinstance(each, _Item) and not each.unchanged)
                learned: list[Known] = []
                for item in items:
                    if isinstance(item, Skipped):
                        yield Outcome(skipped=(item,))
                        continue
                    now = item.known if item.known and item.unchanged else _known(item, next(results), keys[0], day)
                    if now is not item.known and now.digest:
                        learned.append(now)
                    yield _outcome(now, references=references)
                if readings:
                    readings.keep(learned)
    finally:
        if readings:
            readings.close()


def _looked_up(
    items: Sequence[_Item | Skipped], readings: Readings, reading: Reading, keys: Sequence[str], *, references: bool
) -> list[_Item | Skipped]:
    """Add to each file what is known of it, as far as it still holds, and the signature that it has now."""
    day = reading.as_of.isoformat()
    known = readings.known(
        [(each.found.real, each.found.name) for each in items if isinstance(each, _Item)], references=references
    )
    return [each if isinstance(each, Skipped) else _with_known(each.found, known, reading, keys, day) for each in items]


def _with_known(
    found: Found, known: Mapping[tuple[str, str], Known], reading: Reading, keys: Sequence[str], day: str
) -> _Item:
    """Add to a file what is known of it, if it still holds: for this program, on this day, with the files around it."""
    kept = known.get((found.real, found.name))
    if kept and not (kept.holds(keys, day) and _is_as_it_was_around(found, kept.answers, reading)):
        kept = None
    return _Item(found, signature(found.real), kept)


def _is_as_it_was_around(found: Found, answers: bytes, reading: Reading) -> bool:
    """Tell whether what an earlier run was told of the files around a file is still so."""
    return not answers or reading.around(found).holds(_decode_answers(answers))


def _packed(reading: Reading, item: _Item, *, remembers: bool, references: bool) -> _Packed:
    """Read a file in a process of its own, unless its content is what it was; pack what is remembered or wanted."""
    digest = _digest(Path(item.found.path), reading.config.max_bytes) if remembers else ""
    if digest and item.known and item.known.digest == digest:
        return _Packed(digest)
    outcome = reading.outcome(item.found)
    passing = any(BY_NAME[finding.rule].of_day for each in outcome.documents for finding in each.findings)
    kept = tuple(replace(each, document=_lighter(each.document)) for each in outcome.documents)
    return _Packed(
        digest=digest,
        answers=_encode(outcome.answers) if outcome.answers else b"",
        kept=_encode(replace(outcome, documents=kept, answers={})),
        referenced=_encode([each.document.references for each in outcome.documents])
        if remembers or references
        else b"",
        until=reading.as_of.isoformat() if passing else _FOR_EVER,
    )


def _lighter(document: Document) -> Document:
    """Leave the references out of a document, but for those that rules on collections judge: they carry a date."""
    return document.without_references(tuple(reference for reference, _ in dated_references(document)))


def _known(item: _Item, packed: _Packed, key: str, day: str) -> Known:
    """Make what a process gave for a file something that is known of it."""
    if item.known and not packed.kept:
        return replace(item.known, signature=item.signature)
    return Known(
        path=item.found.real,
        name=item.found.name,
        key=key,
        signature=item.signature,
        digest=packed.digest,
        good_from=day,
        good_until=packed.until,
        answers=packed.answers,
        kept=packed.kept,
        referenced=packed.referenced,
    )


def _outcome(known: Known, *, references: bool) -> Outcome:
    """Unpack what is known of a file."""
    outcome = _decode(known.kept)
    if not references:
        return outcome
    documents = tuple(
        replace(each, document=replace(each.document, references=found, references_dropped=0))
        for each, found in zip(outcome.documents, _decode_references(known.referenced), strict=True)
    )
    return replace(outcome, documents=documents)


def _lost(item: _Item) -> _Packed:
    """Say that reading a file ended the process that did it, as the system does when memory runs out."""
    return _Packed(kept=_encode(Outcome(skipped=(killed(item.found),))), referenced=_encode(()))


def _digest(path: Path, limit: int) -> str:
    """Digest a file; empty if it cannot be read or is larger than what is read."""
    try:
        return digest_of(path.read_bytes()) if path.stat().st_size <= limit else ""
    except OSError:
        return ""


def _keys(reading: Reading) -> tuple[str, ...]:
    """Name the program and the options on which a reading depends, and then others that read as much and more."""
    config = reading.config
    options = (
        config.include_code,
        config.max_bytes,
        config.collection,
        config.lists,
        reading.announced,
        str(reading.root),
    )
    if reading.compared:
        from linkaudit.content.main_text import chosen  # noqa: PLC0415 - a scan does without

        means = [chosen(config.content.extractor)]
    else:
        means = ["", *MEANS]
    plain = msgspec.json.encode((linkaudit.__version__, _own_files(), options))
    return tuple(sha256(plain + each.encode()).hexdigest()[:32] for each in means)


def program() -> str:
    """Name the program: another one reads and compares otherwise."""
    return sha256(msgspec.json.encode((linkaudit.__version__, _own_files()))).hexdigest()[:32]


def _own_files() -> list[tuple[str, int, int]]:
    """List the program's own files with their sizes and times: a reader that was changed reads anew."""
    top = Path(linkaudit.__file__).parent
    files = sorted(path for path in top.rglob("*") if path.suffix in {".py", ".toml", ".txt"})
    return [(str(path.relative_to(top)), (status := path.stat()).st_size, status.st_mtime_ns) for path in files]
