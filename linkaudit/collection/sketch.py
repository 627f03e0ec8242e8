"""A sample of the passages of a text, by which texts are found that may share some of them.

A passage is three neighbouring words; its hash is kept if it lies below a bound that is the same for every text
(FracMinHash: L. Irber and others, Lightweight compositional analysis of metagenomes with FracMinHash, 2022), so that an
excerpt has of its passages the same ones as the long text out of which it was taken. Numbers are levelled.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from hashlib import blake2b
from typing import TYPE_CHECKING
from zlib import crc32

from msgspec import Struct

from linkaudit.content.passages import words_of
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence
    from collections.abc import Set as AbstractSet

# Of so many passages one is kept.
_ONE_OF = 4
BOUND = 2**32 // _ONE_OF
# Words of a passage: where every other word of a text was exchanged, three in a row still are the same here and there.
# A character of a script without spaces is less than a word.
_WORDS = 3
_CHARACTERS = 6
_DIGITS = Pattern(r"\d+")
_DIGEST = 16


class Sample(Struct, frozen=True):
    """Passages that are kept of a text."""

    hashes: array[int]
    """Ascending."""
    places: array[int]
    """For each, how many words stand before it; where the text repeats it, the last time."""

    def place(self, passage: int) -> int:
        """Tell where a passage stands that is in the sample."""
        return self.places[bisect_left(self.hashes, passage)]

    def without(self, passages: AbstractSet[int]) -> Sample:
        """Leave passages out."""
        left = [at for at, each in enumerate(self.hashes) if each not in passages]
        return Sample(array("I", [self.hashes[at] for at in left]), array("I", [self.places[at] for at in left]))


class Sketch(Struct, frozen=True):
    """What is known of a text before it is opened."""

    digest: bytes
    """The same for texts of the same words."""
    sample: Sample
    marks: array[int]
    """A hash of each paragraph, in order."""
    lengths: array[int]
    """For each paragraph, how many words it has."""
    sizes: array[int]
    """For each paragraph, how many lines it has."""

    @property
    def words(self) -> int:
        """Count the words."""
        return sum(self.lengths)


def sketched(paragraphs: Sequence[Sequence[str]]) -> Sketch:
    """Sample a text, given in paragraphs of lines."""
    cut = [words_of("\n".join(lines)) for lines in paragraphs]
    words = [word for each in cut for word in each]
    digest = blake2b(_encoded(" ".join(words)), digest_size=_DIGEST).digest()
    found = passages(words)
    ascending = sorted(found)
    sample = Sample(array("I", ascending), array("I", [found[each] for each in ascending]))
    marks = array("I", [crc32(_encoded(_DIGITS.sub("0", " ".join(each)))) for each in cut])
    return Sketch(digest, sample, marks, array("I", map(len, cut)), array("I", map(len, paragraphs)))


def passages(words: Sequence[str]) -> dict[int, int]:
    """Hash the passages of a text, as far as they are kept; give the place of each."""
    size = _CHARACTERS if _is_unspaced(words) else _WORDS
    levelled = [_DIGITS.sub("0", word) if word[0].isdecimal() else word for word in words]
    every = map(" ".join, zip(*(levelled[at:] for at in range(size)), strict=False))
    return {each: place for place, each in enumerate(map(crc32, map(_encoded, every))) if each < BOUND}


def _encoded(passage: str) -> bytes:
    return passage.encode("utf-8", "surrogatepass")


def _is_unspaced(words: Sequence[str]) -> bool:
    """Tell whether most words are single characters of a script without spaces."""
    return 2 * sum(len(word) == 1 and not word.isascii() for word in words) > len(words)
