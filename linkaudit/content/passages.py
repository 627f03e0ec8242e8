"""How much of one text stands in another, told from a sample of the passages of each.

A passage is five neighbouring words (shingles: A. Broder, On the resemblance and containment of documents, 1997). Of a
long text only those with the smallest hashes are kept, together with the bound below which all of them are: that is the
same choice for every text, so that two samples can be compared at the smaller bound of the two (FracMinHash: L. Irber
and others, Lightweight compositional analysis of metagenomes with FracMinHash, 2022). Unlike the smallest hashes alone,
this also tells how much of a short text stands in a long one.

What typesetting changes is no difference: case, quotes, punctuation, hyphens and the line ends at them, ligatures,
widths, soft hyphens, ways to compose a letter. Nothing depends on the process or the platform. A sample begins with its
version, what found the text, and the language as far as it can be told.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from binascii import Error
from struct import pack, unpack
from typing import TYPE_CHECKING
from unicodedata import normalize
from zlib import crc32

from msgspec import Struct

from linkaudit.content.language import language
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

_VERSION = "2"
WORDS = 5
"""Words of a passage (M. Eve, 2024, on drift; the same number in facts of the field since Broder)."""
FEW = 128
"""Passages kept of a page that is compared as a whole (the error is measured in docs/content.md)."""
MANY = 1024
"""Passages kept where it is asked how much of one text stands in another."""
TOO_FEW = 12
"""Fewer passages than this say nothing."""

WHOLE = "w"
"""Found the text: nobody, it is all there is. Can be compared with what anybody found."""
_UNTOLD = "--"
# Figures before the hashes.
_FIGURES = 2
_HEADER = 1 + len(WHOLE) + len(_UNTOLD)

_WORD = Pattern(r"[^\W_]+")
# Within a word, or at the end of a line that breaks it. Both are left out, since nobody can tell one from the other.
_WITHIN = Pattern(r"(?<=[^\W_])(?:[-\u2010\u2011][ \t]*\r?\n[ \t>]*|[-\u2010\u2011'\u2019\u02bc])(?=[^\W_])")
# Soft hyphens, zero-width spaces, joiners and marks of direction.
_UNSEEN = Pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# Scripts that are written without spaces, and Korean, where writers differ about them: each character is a word.
_UNSPACED = Pattern(
    "([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff])"
)
_LAST = 2**32 - 1


class Sample(Struct, frozen=True):
    """A sample as it was read: all hashes up to `last`, and how many passages there were."""

    by: str
    """What found the text."""
    language: str
    """Its language, as in BCP 47; empty if that cannot be told."""
    last: int
    passages: int
    hashes: frozenset[int]

    @property
    def complete(self) -> bool:
        """Whether all passages are in it."""
        return self.last == _LAST

    def up_to(self, last: int) -> frozenset[int]:
        """Give those hashes that a coarser sample keeps too."""
        return self.hashes if last == self.last else frozenset(each for each in self.hashes if each <= last)


def sample(text: str, most: int = FEW, by: str = WHOLE) -> str:
    """Sample the passages of a text; empty if there are too few of them to say anything.

    `by` is one letter for what found the text (`MainText.by`): two ways to find it may differ where the page did not.
    """
    words = words_of(text)
    hashes = _hashes(words)
    if len(hashes) < TOO_FEW:
        return ""
    kept, last = sorted(hashes), _LAST
    if len(kept) > most:
        kept, last = kept[:most], kept[most] - 1
    packed = pack(f"<II{len(kept)}I", last, len(hashes), *kept)
    return _VERSION + by + (language(words) or _UNTOLD) + b64encode(packed).decode("ascii")


def likeness(one: str, other: str) -> float | None:
    """Estimate the share of passages that two texts have in common (Jaccard), from 0 to 1.

    None without a sample, or if different means found the texts.
    """
    first, second = read(one), read(other)
    if first is None or second is None or not comparable(first, second):
        return None
    last = min(first.last, second.last)
    mine, theirs = first.up_to(last), second.up_to(last)
    return _share(mine & theirs, mine | theirs)


def contained(part: str, whole: str) -> float | None:
    """Estimate the share of the passages of one text that stand in another, from 0 to 1; None without a sample.

    None as well if the part is so short beside the whole that hardly any of it is left to be compared.
    """
    first, second = read(part), read(whole)
    if first is None or second is None:
        return None
    last = min(first.last, second.last)
    mine = first.up_to(last)
    return _share(mine & second.up_to(last), mine)


def comparable(one: Sample, other: Sample) -> bool:
    """Tell whether two texts were found in the same way, so that they differ only where the pages do."""
    return one.by == other.by or WHOLE in (one.by, other.by)


def read(sampled: str) -> Sample | None:
    """Read a sample; None if it is empty, damaged or of another version."""
    if not sampled.startswith(_VERSION):
        return None
    try:
        packed = b64decode(sampled[_HEADER:], validate=True)
    except (Error, ValueError):
        return None
    number, rest = divmod(len(packed), 4)
    if number < _FIGURES or rest:
        return None
    last, passages, *hashes = unpack(f"<{number}I", packed)
    told = sampled[2:_HEADER]
    return Sample(sampled[1], "" if told == _UNTOLD else told, last, passages, frozenset(hashes))


def exact_likeness(one: str, other: str) -> float | None:
    """Give the share of passages that two texts at hand have in common; None if there are too few."""
    mine, theirs = _hashes(words_of(one)), _hashes(words_of(other))
    return None if min(len(mine), len(theirs)) < TOO_FEW else _share(mine & theirs, mine | theirs)


def exact_contained(part: str, whole: str) -> float | None:
    """Give the share of the passages of a text at hand that stand in another; None if there are too few."""
    mine, theirs = _hashes(words_of(part)), _hashes(words_of(whole))
    return None if min(len(mine), len(theirs)) < TOO_FEW else _share(mine & theirs, mine)


def _share(common: AbstractSet[int], every: AbstractSet[int]) -> float | None:
    return len(common) / len(every) if len(every) >= TOO_FEW else None


def words_of(text: str) -> list[str]:
    """Cut a text into words; in scripts without spaces each character is one."""
    if text.isascii():
        return _WORD.findall(_WITHIN.sub("", text.lower()))
    folded = _WITHIN.sub("", _UNSEEN.sub("", normalize("NFKC", text)).casefold())
    return _WORD.findall(_UNSPACED.sub(r" \1 ", folded))


def _hashes(words: list[str]) -> set[int]:
    """Hash the passages of a text, which overlap."""
    return set(map(crc32, map(str.encode, map(" ".join, zip(*(words[at:] for at in range(WORDS)), strict=False)))))
