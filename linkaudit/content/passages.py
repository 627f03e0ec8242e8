"""How much of one text stands in another, told from a sample of the passages of each.

A passage is five neighbouring words (shingles: A. Broder, On the resemblance and containment of documents, 1997). Of a
long text only those are kept whose hash is small enough: halving the bound until few enough are left samples every
text alike, so that two samples can be compared at the smaller bound of the two (FracMinHash: L. Irber and others,
Lightweight compositional analysis of metagenomes with FracMinHash, 2022). Unlike the smallest hashes of each, this
also tells how much of a short text stands in a long one.

Nothing here depends on the process or the platform. The first character is the version.
"""

from __future__ import annotations

import re
from base64 import b64decode, b64encode
from binascii import Error
from struct import pack, unpack
from zlib import crc32

from msgspec import Struct

_VERSION = "1"
WORDS = 5
"""Words of a passage (M. Eve, 2024, on drift; the same number in facts of the field since Broder)."""
FEW = 128
"""Passages kept of a page that is compared as a whole: a standard error of 0.05 at most."""
MANY = 1024
"""Passages kept where it is asked how much of one text stands in another."""
TOO_FEW = 12
"""Fewer passages than this say nothing."""

_WORD = re.compile(r"[^\W_]+(?:[\u2019'][^\W_]+)*")
_UNSPACED = re.compile("([\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")
_BITS = 32


class Sample(Struct, frozen=True):
    """A sample as it was read: the hashes below 2 to the power of 32 - `level`, and how many passages there were."""

    level: int
    passages: int
    hashes: frozenset[int]

    def at(self, level: int) -> frozenset[int]:
        """Give those hashes that a coarser sample keeps too."""
        bound = 1 << (_BITS - level)
        return self.hashes if level == self.level else frozenset(each for each in self.hashes if each < bound)


def sample(text: str, most: int = FEW) -> str:
    """Sample the passages of a text; empty if there are too few of them to say anything."""
    hashes = set(map(crc32, _passages(text)))
    if len(hashes) < TOO_FEW:
        return ""
    passages, level = len(hashes), 0
    while len(hashes) > most:
        level += 1
        hashes = {each for each in hashes if each < 1 << (_BITS - level)}
    packed = pack(f"<BI{len(hashes)}I", level, passages, *sorted(hashes))
    return _VERSION + b64encode(packed).decode("ascii")


def likeness(one: str, other: str) -> float | None:
    """Estimate the share of passages that two texts have in common (Jaccard), from 0 to 1; None without a sample."""
    first, second = read(one), read(other)
    if first is None or second is None:
        return None
    level = max(first.level, second.level)
    mine, theirs = first.at(level), second.at(level)
    return len(mine & theirs) / len(mine | theirs) if mine | theirs else None


def contained(part: str, whole: str) -> float | None:
    """Estimate the share of the passages of one text that stand in another, from 0 to 1; None without a sample."""
    first, second = read(part), read(whole)
    if first is None or second is None:
        return None
    level = max(first.level, second.level)
    mine = first.at(level)
    return len(mine & second.at(level)) / len(mine) if mine else None


def read(sampled: str) -> Sample | None:
    """Read a sample; None if it is empty, damaged or of another version."""
    if not sampled.startswith(_VERSION):
        return None
    try:
        packed = b64decode(sampled[1:], validate=True)
    except (Error, ValueError):
        return None
    number, rest = divmod(len(packed) - 5, 4)
    if number < 0 or rest:
        return None
    level, passages, *hashes = unpack(f"<BI{number}I", packed)
    return Sample(level, passages, frozenset(hashes)) if level <= _BITS else None


def _passages(text: str) -> list[bytes]:
    """Cut a text into overlapping passages; in scripts without spaces each character is a word."""
    folded = text.casefold()
    if not folded.isascii():
        folded = _UNSPACED.sub(r" \1 ", folded)
    words = _WORD.findall(folded)
    return [" ".join(words[at : at + WORDS]).encode() for at in range(len(words) - WORDS + 1)]
