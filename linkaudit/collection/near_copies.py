"""Documents that share their text: found without comparing all with all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linkaudit.collection.shelf import Shelf
    from linkaudit.history.comparisons import Comparisons
    from linkaudit.models import Document, Pair

MANY = 64
"""From so many documents on, looking up what is known costs less than it saves."""

_Found = tuple[tuple["Pair", ...], tuple[str, ...]]


def near_copies(shelf: Shelf, state: Callable[[], str] | None = None) -> _Found:
    """Find the pairs of documents that share text, in the order of their paths, and say what was not compared.

    `state` names the state beside which comparisons are remembered; None to remember nothing.
    """
    named = [document for document in shelf.documents if document.prose and shelf[document.path] is document]
    documents = sorted(named, key=lambda document: document.path)
    if len(documents) <= 1:
        return (), ()
    known = _known(state()) if state and len(documents) >= MANY else None
    try:
        return _compared(documents, shelf, known)
    finally:
        if known:
            known.close()


def _known(state: str) -> Comparisons | None:
    """Open what earlier runs compared; None if nothing can be remembered."""
    from linkaudit.engines.many import program  # noqa: PLC0415 - a document alone has no copies
    from linkaudit.history.readings import open_comparisons  # noqa: PLC0415

    return open_comparisons(state, program())


def _compared(documents: Sequence[Document], shelf: Shelf, known: Comparisons | None) -> _Found:
    from linkaudit.collection import prose  # noqa: PLC0415
    from linkaudit.collection.comparing import Text, comparisons  # noqa: PLC0415 - a document alone has no copies
    from linkaudit.collection.furniture import Furniture  # noqa: PLC0415
    from linkaudit.collection.search import Search  # noqa: PLC0415
    from linkaudit.collection.words import MOST  # noqa: PLC0415

    sketches = [prose.sketch_of(document.prose) for document in documents]
    furniture = Furniture(sketches, lambda number: [line.text for line in shelf.prose(documents[number].path).lines])
    search = Search([each.digest for each in sketches], [furniture.without(at) for at in range(len(documents))])
    found: dict[tuple[int, int], Pair] = {}
    lost: list[str] = []
    looked_at: set[int] = set()
    for wanted in search.rounds(found):
        named = sorted({number for pair in wanted for number in pair})
        looked_at.update(named)
        texts = {at: Text(documents[at].path, documents[at].prose, furniture.lines(at)) for at in named}
        answers = comparisons([(texts[one], texts[other]) for one, other in wanted], known)
        for numbers, answer in zip(wanted, answers, strict=True):
            if isinstance(answer, tuple):
                lost.append(f"{answer[0].path} and {answer[1].path}: comparing them killed the process that did it")
            elif answer:
                found[numbers] = answer
    large = (_too_many([documents[at].path for at in group]) for group in search.large)
    long = (_too_long(documents[at].path, MOST) for at in sorted(looked_at) if sketches[at].words > MOST)
    return tuple(pair for _, pair in sorted(found.items())), (*lost, *large, *long)


def _too_long(path: str, most: int) -> str:
    return f"{path}: only its first {most:,} words were compared with other documents"


def _too_many(paths: Sequence[str]) -> str:
    return (
        f"{len(paths)} documents share text with {paths[0]}, directly or through others: so many that not all of them "
        "were compared with each other"
    )
