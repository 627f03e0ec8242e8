"""The CDX index of the Wayback Machine: the question as a URL, the answer as captures.

waybackpy is the query model and the parser of the CDX server; its transports are never used (`waybackpy_queries`).
"""

from __future__ import annotations

from datetime import UTC
from math import inf
from typing import TYPE_CHECKING, Any

from linkaudit.archives.choose import Capture
from linkaudit.archives.holdings import Listing, Wanted
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.notation import NO_VALUE, repaired, says_error, stamp_of, status_of
from linkaudit.archives.remote.ends import ends_within_line
from linkaudit.archives.remote.waybackpy_queries import cdx_query

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.archives.holdings import Question
    from linkaudit.archives.interface import Answer

FILTERS = {
    Wanted.PERHAPS_GOOD: "!statuscode:[345]..",
    Wanted.PERHAPS_REDIRECTS: "!statuscode:[245]..",
}
"""Filters. All of them negate: revisits are listed with the status `-`, so that asking for 200 would drop them; and a
server with another idea of filters then lists too much, which does no harm, rather than too little."""
COLUMNS = 7
STATUS = 4
"""urlkey timestamp original mimetype statuscode digest length; a server that resolves revisits appends three more."""
OK = 200


def address(question: Question, endpoint: str) -> str:
    """Give the URL at which the question is put to the index at `endpoint`."""
    query = cdx_query()(
        question.target,
        start_timestamp=stamp_of(question.first) if question.first else None,
        end_timestamp=stamp_of(question.last) if question.last else None,
        filters=_filters(question),
        sort="closest",  # without it the server ignores `closest` (internetarchive/wayback, issue 237)
        closest=stamp_of(question.end),
        limit=str(question.rows),
    )
    return str(query.address(endpoint))


def read(question: Question, answer: Answer) -> Listing:
    """Read the answer to a question. Raises UnansweredError if it is no listing."""
    lines = [line for line in answer.body.decode("utf-8", errors="replace").split("\n") if line.strip()]
    if answer.truncated:
        lines = lines[:-1]
    elif ends_within_line(answer):  # half a listing would hide captures
        raise UnansweredError(Reason.INVALID_RESPONSE)
    rows, mended, unread = [], 0, 0
    for line in lines:
        # One row that waybackpy cannot read would end its listing: such rows are put right or left out before.
        columns = line.strip().split(" ")[:COLUMNS]
        stamp = repaired(columns[1]) if len(columns) == COLUMNS else None
        if stamp:
            mended += stamp != columns[1]
            rows.append(" ".join([columns[0], stamp, *columns[2:]]))
        else:
            unread += len(columns) < COLUMNS or not says_error(columns[STATUS])
    if answer.status != OK or (lines and not rows):
        raise UnansweredError(Reason.INVALID_RESPONSE)
    captures = tuple(_capture(row) for row in cdx_query()(question.target).parse("\n".join(rows)))
    cut = len(lines) >= question.rows or answer.truncated
    unread += len(rows) - len(captures)
    return Listing(
        captures,
        reach(question, captures) if cut else inf,
        mended,
        len(lines) - len(captures),
        Reason.INVALID_RESPONSE if unread else None,
    )


def reach(question: Question, captures: Sequence[Capture]) -> float:
    """Give the seconds from the date of a question within which a listing that was cut short shows everything.

    Raises UnansweredError if it is not sorted by nearness: then what was left out may be nearer.
    """
    distances = [abs((capture.captured_at - question.end).total_seconds()) for capture in captures] or [0.0]
    if distances[0] > min(distances):
        raise UnansweredError(Reason.INVALID_RESPONSE)
    return distances[-1]


def _filters(question: Question) -> list[str]:
    wanted = [FILTERS[question.wanted]] if question.wanted in FILTERS else []
    return wanted + [f"!digest:{digest}" for digest in question.without]


def _capture(row: Any) -> Capture:
    """Take over a row as waybackpy read it."""
    digest = "" if row.digest == NO_VALUE else row.digest
    return Capture(row.datetime_timestamp.replace(tzinfo=UTC), status_of(row.statuscode), digest)
