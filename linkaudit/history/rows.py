"""Observations and answers of archives as rows of the state, and back."""

from __future__ import annotations

import json
from datetime import datetime
from functools import lru_cache
from sys import intern
from typing import TYPE_CHECKING, TypeAlias

from linkaudit.models import Hop, Lookup, Memento, Observation, PartialDate, Result, Verdict

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Value: TypeAlias = str | int | None
# What a run remembers of a look; how it came about is only told while it runs.
_FIELDS = tuple(name for name in Observation.__struct_fields__ if name not in {"asked", "because"})
OBSERVATION = ", ".join(_FIELDS)
# What reports say nothing of, and only the next look needs; left out, so that many observations take little memory.
_FOR_THE_NEXT_LOOK = {
    "title": "''",
    "etag": "''",
    "last_modified": "''",
    "digest": "''",
    "words": "0",
    "sketch": "''",
    "passages": "''",
}
REPORTED = ", ".join(_FOR_THE_NEXT_LOOK.get(name, name) for name in _FIELDS)
LOOKUP = (
    "services, url, at, result, reason, looked_up_at, archive, memento_url, original, captured_at, status, digest, "
    "title, words, passages"
)
_VERDICTS = {str(verdict): verdict for verdict in Verdict}
_NO_FRAGMENTS: dict[str, str] = {}


def row_of(seen: Observation) -> tuple[Value, ...]:
    """Write an observation as a row of `OBSERVATION`."""
    hops = json.dumps([[hop.url, hop.status] for hop in seen.hops], ensure_ascii=False) if seen.hops else "[]"
    fragments = json.dumps(seen.fragments, ensure_ascii=False) if seen.fragments else "{}"
    return (
        seen.url,
        seen.checked_at.isoformat(),
        seen.verdict,
        seen.reason,
        seen.status,
        seen.final_url,
        hops,
        seen.elapsed_ms,
        seen.attempts,
        seen.detail,
        seen.title,
        seen.etag,
        seen.last_modified,
        seen.digest,
        seen.cause,
        seen.words,
        seen.sketch,
        fragments,
        seen.captured_at.isoformat() if seen.captured_at else None,
        seen.passages,
        seen.trade,
    )


def observation_of(row: Sequence[Value], known: Mapping[str, str]) -> Observation:
    """Read a row of `OBSERVATION` or `REPORTED`. `known` gives URLs that are in memory already, each by itself."""
    url, checked_at, verdict, reason, status, final_url, hops, elapsed_ms, attempts, detail, *rest = row
    title, etag, last_modified, digest, cause, words, sketch, fragments, captured_at, passages, trade = rest
    url = known.get(str(url), str(url))
    return Observation(
        url=url,
        checked_at=moment_of(str(checked_at)),
        verdict=_VERDICTS[str(verdict)],
        reason=intern(str(reason)),
        status=int(status) if status is not None else None,
        final_url=url if final_url == url else str(final_url),
        hops=() if hops == "[]" else tuple(Hop(hop[0], hop[1]) for hop in json.loads(str(hops))),
        elapsed_ms=int(elapsed_ms or 0),
        attempts=int(attempts or 1),
        detail=_shared(str(detail)),
        title=str(title),
        etag=str(etag),
        last_modified=str(last_modified),
        digest=str(digest),
        cause=intern(str(cause)),
        words=int(words or 0),
        sketch=str(sketch),
        fragments=_NO_FRAGMENTS if fragments == "{}" else json.loads(str(fragments)),
        captured_at=moment_of(str(captured_at)) if captured_at is not None else None,
        passages=str(passages),
        trade=str(trade),
    )


@lru_cache(maxsize=1024)
def moment_of(text: str) -> datetime:
    """Read a moment; those of one second are one value."""
    return datetime.fromisoformat(text)


@lru_cache(maxsize=1024)
def _shared(text: str) -> str:
    """Give one text for all that are equal, where many are."""
    return text


def whole(row: tuple[Value, ...]) -> tuple[Value, ...]:
    """Replace what is half a character, which JSON inside a page can name and SQLite cannot hold."""
    return tuple(
        value.encode("utf-16", "surrogatepass").decode("utf-16", "replace") if isinstance(value, str) else value
        for value in row
    )


def row_of_lookup(services: str, answer: Lookup) -> tuple[Value, ...]:
    """Write an answer of the archives as a row of `LOOKUP`."""
    found = answer.memento
    return (
        services,
        answer.url,
        str(answer.at or ""),
        answer.result,
        answer.reason,
        answer.looked_up_at.isoformat(),
        answer.archive,
        *(
            (found.memento_url, found.original, found.captured_at.isoformat(), found.status, found.digest)
            if found
            else (None,) * 5
        ),
        *((found.title, found.words, found.passages) if found else ("", 0, "")),
    )


def lookup_of(row: Sequence[Value], at: PartialDate | None) -> Lookup:
    """Read a row of `LOOKUP`."""
    _, url, _, result, reason, looked_up_at, archive, memento_url, original, captured_at, status, digest, *text = row
    found = None
    if memento_url is not None:
        found = Memento(
            original=str(original),
            memento_url=str(memento_url),
            captured_at=datetime.fromisoformat(str(captured_at)),
            status=int(status) if status is not None else None,
            archive=str(archive),
            digest=str(digest or ""),
            title=str(text[0]),
            words=int(text[1] or 0),
            passages=str(text[2]),
        )
    return Lookup(
        str(url), at, Result(str(result)), str(reason), datetime.fromisoformat(str(looked_up_at)), found, str(archive)
    )
