"""Texts compared in pairs: here if they are few, else by processes; what is known of earlier runs is taken as it is."""

from __future__ import annotations

from functools import lru_cache, partial
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import compress, decompress

from msgspec import Struct, msgpack
from msgspec.structs import replace

from linkaudit.collection.alignment import compared
from linkaudit.collection.identical import identical
from linkaudit.collection.prose import Prose, sketch_of, unpacked
from linkaudit.collection.words import words
from linkaudit.engines.local import Workers, processors
from linkaudit.models import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.collection.words import Words
    from linkaudit.history.comparisons import Comparisons

MANY = 64
"""From so many pairs on, starting processes costs less than it saves."""
# Pairs that are looked up and handed out at once.
_BATCH = 8192
_DIGEST = 16
NOTHING = compress(msgpack.encode(None), 1)
"""The packed comparison of two texts that share none."""
_LOST = b""
_decode = msgpack.Decoder(Pair | None).decode


class Text(Struct, frozen=True):
    """A text to be compared."""

    path: str
    prose: bytes
    """Packed (`collection.prose`)."""
    furniture: frozenset[int] = frozenset()
    """The numbers of the lines that are left out."""

    def digest(self) -> bytes:
        """Digest all on which a comparison depends; not the path."""
        left_out = ",".join(map(str, sorted(self.furniture)))
        return blake2b(self.prose + left_out.encode(), digest_size=_DIGEST).digest()


Texts = tuple[Text, Text]


def comparisons(pairs: Iterable[Texts], known: Comparisons | None) -> Iterator[Pair | Texts | None]:
    """Compare pairs of texts, in order; gives the texts themselves where that ended the process that did it.

    `known` are the comparisons of earlier runs, which are added to.
    """
    pairs = list(pairs)
    with Workers(compare, _lost, processors()) as workers:
        for start in range(0, len(pairs), _BATCH):
            batch = pairs[start : start + _BATCH]
            named = [(one.digest() + other.digest(), (one, other)) for one, other in batch]
            found = known.known([name for name, _ in named]) if known else {}
            missing = {name: texts for name, texts in named if name not in found}
            results = workers.results if len(missing) >= MANY else partial(map, compare)
            made = dict(zip(missing, results(missing.values()), strict=True))
            for name, texts in named:
                packed = found.get(name) or made[name]
                yield texts if packed == _LOST else _opened(packed, texts)
            if known:
                known.keep({name: packed for name, packed in made.items() if packed != _LOST})


def _opened(packed: bytes, texts: Texts) -> Pair | None:
    """Unpack a comparison, and give it the paths of the documents."""
    pair: Pair | None = _decode(decompress(packed)) if packed != NOTHING else None
    if pair is None:
        return None
    one, other = (text.path for text in texts)
    passages = tuple(
        replace(each, a=replace(each.a, path=one), b=replace(each.b, path=other)) for each in pair.passages
    )
    return replace(pair, a=one, b=other, passages=passages)


def compare(texts: Texts) -> bytes:
    """Compare two texts and pack what came of it, without their paths."""
    one, other = texts
    found = compared("", "", _words(one), _words(other))
    if found is None and sketch_of(one.prose).digest == sketch_of(other.prose).digest:
        found = identical(unpacked(one.prose, ""), unpacked(other.prose, ""))
    return compress(msgpack.encode(found), 1)


@lru_cache(maxsize=64)
def _words(text: Text) -> Words:
    """Cut a text into words, without its furniture. Pairs come in order, so that the first one is often the same."""
    prose = unpacked(text.prose, "")
    return words(Prose(tuple(line for at, line in enumerate(prose.lines) if at not in text.furniture)))


def _lost(_: Texts) -> bytes:
    return _LOST
