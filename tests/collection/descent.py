"""A story and its copies, changed as copying changes texts, for the tests of what such changes tell."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from rules.judged import AS_OF, document_of

from collection.concluding import ready
from collection.side_by_side import aligned
from linkaudit.collection.collation import Collation
from linkaudit.collection.lineage import groups
from linkaudit.collection.shelf import Shelf
from linkaudit.collection.traces import Trace
from linkaudit.collection.typeset import Text
from linkaudit.models import CopyKind, Group, Member, Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from linkaudit.models import Sign

_WRAPPED = """\
The harbour council of Port Alda voted on Wednesday to stop the ferry between the mainland and the outer islands,
since its boats are older than most of their passengers and nobody has offered to build new ones.

Ada Holmqvist, who steers the morning boat, said that she would miss the fog and the gulls, but not the engine, which
has to be started with a hammer on every second day of winter.

The council wants to run a bus over the northern bridge instead, twice an hour and until midnight, and has asked the
bilateral commission of both shores to pay for half of it out of the fund for remote places.

"Nobody on the islands was asked," said Bo Sandstrand, the adviser of the fishermen's guild, on the quay. "We sell our
catch on the other side before the bus would even leave its garage [in Alda]."

Holmqvist added that the programme for the last summer had already been printed, and that the boats would sail until
the end of it whatever the council decided next.

The guild will meet in the old customs house, where Holmqvist and Sandstrand are to speak, and a petition with nine
hundred names will be handed over to the mayor before the tide turns.
"""
PARAGRAPHS = tuple(" ".join(paragraph.split()) for paragraph in _WRAPPED.split("\n\n"))
STORY = "\n\n".join(PARAGRAPHS) + "\n"


def varied(*exchanges: tuple[str, str], of: str = STORY) -> str:
    """Change a text in some places, each of which must be there once."""
    for old, new in exchanges:
        assert of.count(old) == 1, old
        of = of.replace(old, new)
    return of


def text_of(text: str, path: str = "example.txt") -> Text:
    """Cut the own text of a document into words."""
    document = ready(document_of(text, path))
    return Text(path, Shelf([document], AS_OF).prose(path).lines)


def collated(texts: Mapping[str, str], reference: str = "") -> Collation:
    """Hold texts against one of them, by default the first."""
    centre = reference or next(iter(texts))
    others = [text_of(text, path) for path, text in texts.items() if path != centre]
    return Collation(text_of(texts[centre], centre), others)


def shelf_of(texts: Mapping[str, str]) -> Shelf:
    """Put up documents that were read."""
    return Shelf([ready(document_of(text, path)) for path, text in texts.items()], AS_OF)


def pairs_of(shelf: Shelf) -> tuple[Pair, ...]:
    """Compare all documents with each other."""
    paths = [document.path for document in shelf.documents]
    found = (aligned(a, b, shelf.prose(a), shelf.prose(b)) for a, b in combinations(paths, 2))
    return tuple(pair for pair in found if pair)


def grouped(texts: Mapping[str, str], members: Mapping[str, Member] | None = None) -> tuple[Group, dict[str, Member]]:
    """Compare documents that are one group, and tell what is concluded of them."""
    shelf = shelf_of(texts)
    (group,), told = groups(shelf, pairs_of(shelf), members or {})
    return group, told


def signs(group: Group, kind: str) -> list[Sign]:
    """List the signs of a kind."""
    return [sign for sign in group.signs if sign.kind == kind]


def shown(trace: Trace | Sign) -> list[tuple[str, str, str, int]]:
    """Show the evidence of a sign: what it is, the words, and where they stand."""
    sign = trace.sign if isinstance(trace, Trace) else trace
    return [
        (each.name, each.value, each.location.path if each.location else "", each.location.line if each.location else 0)
        for each in sign.evidence
    ]


def tie(a: str, b: str, kind: CopyKind = CopyKind.COPY, share: float = 0.95, back: float | None = None) -> Pair:
    """Let two documents share text."""
    return Pair(a, b, kind, share, share if back is None else back)


def kinds(traces: Iterable[Trace]) -> list[str]:
    """List what kinds of signs there are."""
    return [trace.sign.kind for trace in traces]
