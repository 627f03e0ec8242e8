"""A page of a PDF: its lines in reading order, its paragraphs, and where on it the words of a link stand.

Knows no PDF: a page is text in pieces, each with the place at which it begins on the paper.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property
from itertools import accumulate
from statistics import median
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.documents.office.manuscript import LINE_SEPARATOR, Paragraph, on_one_line
from linkaudit.documents.typeset.pdf_urls import Compact, address_key, joins, urls_on
from linkaudit.models import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Box = tuple[float, float, float, float]
"""Left, bottom, right, top."""

# Of the size of the type: how wide a letter is, how far the box of a link may reach below the line of writing or end
# short of it, how far pieces on one line may stand higher and lower, and how much wider gaps between paragraphs are.
_LETTER_WIDTH, _NARROWEST, _WIDEST, _AT_LEAST = 0.5, 0.3, 1.0, 0.75
_BELOW, _SAME_LINE = 0.25, 0.3
_GAP, _OTHER_SIZE, _HEADING = 1.35, 1.1, 1.15
_LARGEST_TYPE = 200.0
_NARROW, _WIDE = frozenset("iljtfrI.,;:'|!()[] "), frozenset("mwMW@%")
# A box of a link may be a little larger or smaller than its words.
_SLACK = 1.0
_MOSTLY, _MIDDLE = 0.5, 0.4
_SAMPLE = 500
_LONGEST_WORD = 2_000
# Pieces of a page that are looked at for its annotations, all in all.
_PATIENCE = 500_000


class Piece(Struct, frozen=True):
    """A piece of text: where its line of writing begins on the paper, and the size of its type."""

    text: str
    x: float
    y: float
    size: float


class Annotation(Struct, frozen=True):
    """A link upon a page: where it leads, and the boxes that can be clicked on."""

    url: str
    boxes: tuple[Box, ...]


class _Line(Struct, frozen=True):
    start: int
    end: int
    y: float
    size: float


class Page:
    """The text of a page."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        """Put the text together of pieces in the order in which they are read."""
        self._pieces: list[tuple[int, Piece]] = []
        length = 0
        texts: list[str] = []
        for piece in pieces:
            text = on_one_line(piece.text.replace("\n", LINE_SEPARATOR))
            if text.strip():
                self._pieces.append((length, Piece(text, piece.x, piece.y, min(abs(piece.size), _LARGEST_TYPE))))
            texts.append(text)
            length += len(text)
        self.text = "".join(texts).rstrip(f"{LINE_SEPARATOR} ")
        self._lines = self._find_lines()
        self._by_height = sorted(range(len(self._pieces)), key=lambda number: self._pieces[number][1].y)
        self._heights = [self._pieces[number][1].y for number in self._by_height]
        self._joins = joins(self.text)
        self._urls = urls_on(self.text, self._joins)
        self._ends = [each.end for each in self._urls]
        self._widths: dict[int, list[float]] = {}
        """For each piece that was asked for: how wide it is up to each of its characters, in letters."""
        self._patience = _PATIENCE
        self._compact = Compact(self.text)

    @property
    def title(self) -> str:
        """The words in the largest type, if they stand out; as on the first page of a paper."""
        sizes = [line.size for line in self._lines]
        largest = max(sizes, default=0.0)
        if not sizes or largest < _HEADING * self._usual_size():
            return ""
        first = next(number for number, line in enumerate(self._lines) if line.size == largest)
        last = first
        while last + 1 < len(sizes) and sizes[last + 1] == largest:
            last += 1
        return " ".join(self.text[self._lines[first].start : self._lines[last].end].split())

    def paragraph(self, annotations: Sequence[Annotation]) -> Paragraph:
        """Give the page as a single line of text, with its links and its blocks."""
        made = Paragraph(blocks=self._blocks(), joins=self._joins)
        made.add(self.text)
        marked: dict[str, list[int]] = {}
        for annotation in annotations:
            begin, end = self._shown(annotation)
            for number in reversed(marked.get(annotation.url, [])):
                mark = made.marks[number]
                if begin == end or self._together(mark.start, mark.end, begin, end):
                    if begin < end:
                        mark.start, mark.end = (
                            (min(mark.start, begin), max(mark.end, end)) if mark.start < mark.end else (begin, end)
                        )
                    break
            else:
                marked.setdefault(annotation.url, []).append(len(made.marks))
                made.mark(begin, annotation.url, Kind.ANNOTATION, "Annots")
                made.marks[-1].end = end
        return made

    def _together(self, start: int, end: int, begin: int, stop: int) -> bool:
        """Tell whether two stretches are one: they meet, nothing stands between them, or the first is empty."""
        between = self.text[min(end, stop) : max(start, begin)]
        return start == end or not between.strip()

    def _find_lines(self) -> list[_Line]:
        """Cut the text into its lines; where one is and how large its type, its longest piece says."""
        lines: list[_Line] = []
        numbers = iter([*self._pieces, (len(self.text) + 1, Piece("", 0, 0, 0))])
        at, piece = next(numbers)
        start = 0
        for text in self.text.split(LINE_SEPARATOR):
            end = start + len(text)
            longest = None
            while at <= end and piece.size:
                longest = piece if longest is None or len(piece.text) > len(longest.text) else longest
                at, piece = next(numbers)
            if longest and text.strip():
                lines.append(_Line(start, end, longest.y, longest.size))
            start = end + 1
        return lines

    def _usual_size(self) -> float:
        """Tell the size of type in which most of the text is set."""
        lengths: Counter[float] = Counter()
        for line in self._lines:
            lengths[line.size] += line.end - line.start
        return max(lengths, key=lambda size: lengths[size])

    def _blocks(self) -> list[tuple[int, str]]:
        """Find where blocks begin: where the type changes, and where a gap is wider than it is between lines."""
        if not self._lines:
            return []
        gaps = [one.y - two.y for one, two in zip(self._lines, self._lines[1:], strict=False) if one.y > two.y]
        usual_gap, usual_size = median(gaps or [0.0]), self._usual_size()
        blocks: list[tuple[int, str]] = []
        before: _Line | None = None
        for line in self._lines:
            gap = before.y - line.y if before else 0.0
            sizes = sorted((before.size, line.size)) if before else (1.0, 9.9)
            if not 0 <= gap <= _GAP * usual_gap or sizes[1] > _OTHER_SIZE * sizes[0]:
                heading = line.size > _HEADING * usual_size
                blocks.append((line.start if before else 0, "heading" if heading else "paragraph"))
            before = line
        return blocks

    def _shown(self, annotation: Annotation) -> tuple[int, int]:
        """Find the words of a link: those under its boxes, else its address itself, else nothing, at the beginning."""
        under = [span for box in annotation.boxes if (span := self._under(box))]
        if under:
            begin, end = min(start for start, _ in under), max(stop for _, stop in under)
            return self._whole(begin, end, annotation.url)
        written = self._by_address.get(address_key(annotation.url))
        return written or self._compact.find(annotation.url) or (0, 0)

    @cached_property
    def _by_address(self) -> dict[str, tuple[int, int]]:
        return {address_key(each.url): (each.start, each.end) for each in reversed(self._urls)}

    def _whole(self, begin: int, end: int, url: str) -> tuple[int, int]:
        """Take in the whole of an address of which most lies under a link, or which is the link's own."""
        start, stop = begin, end
        for each in self._urls[bisect_right(self._ends, begin) :]:
            if each.start >= end:
                break
            covered = min(end, each.end) - max(begin, each.start)
            if covered > _MOSTLY * (each.end - each.start) or address_key(each.url) == address_key(url):
                start, stop = min(start, each.start), max(stop, each.end)
        # An address that is broken where nobody would break one.
        written = self._compact.find(url, start, stop + 2 * len(url))
        return (min(start, written[0]), max(stop, written[1])) if written and written[0] < stop else (start, stop)

    def _under(self, box: Box) -> tuple[int, int] | None:
        """Find the stretch of text that stands in a box on the paper."""
        left, bottom, right, top = box
        first = bisect_left(self._heights, bottom - _BELOW * _LARGEST_TYPE)
        last = bisect_right(self._heights, top)
        found: list[tuple[int, int]] = []
        self._patience -= last - first
        for number in self._by_height[first:last] if self._patience > 0 else ():
            start, piece = self._pieces[number]
            if bottom - _BELOW * piece.size <= piece.y <= top - _BELOW * piece.size:
                span = self._part(number, left - _SLACK, right + _SLACK)
                if span:
                    found.append((start + span[0], start + span[1]))
        return (min(start for start, _ in found), max(end for _, end in found)) if found else None

    def _part(self, number: int, left: float, right: float) -> tuple[int, int] | None:
        """Find the words of a piece that stand between two places of its line, as far as widths can be guessed."""
        _, piece = self._pieces[number]
        if not left - _LARGEST_TYPE * len(piece.text) <= piece.x <= right:
            return None
        widths = self._widths.setdefault(number, []) or self._widths_of(number)
        guessed = widths[-1] * self._letter_width * piece.size
        width = self._width(number) or guessed
        if width == guessed and abs(piece.x - left) <= 2 * _SLACK and piece.x + _AT_LEAST * guessed <= right:
            # The box was drawn around just this piece, and tells its width better than the guess.
            width = min(width, right - piece.x)
        letter = width / widths[-1]
        if letter <= 0:
            return None
        # A character is in the box if its middle is.
        begin = bisect_left(widths, (left - piece.x) / letter, key=lambda before: before + _MIDDLE)
        end = bisect_right(widths, (right - piece.x) / letter, hi=len(piece.text), key=lambda before: before + _MIDDLE)
        return _of_words(piece.text, begin, end) if piece.text[begin:end].strip() else None

    def _widths_of(self, number: int) -> list[float]:
        _, piece = self._pieces[number]
        self._widths[number] = widths = [0.0, *accumulate(_weights(piece.text))]
        return widths

    @cached_property
    def _letter_width(self) -> float:
        """Tell how wide a letter is, from the pieces whose width is known."""
        known = (
            (self._width(number), sum(_weights(piece.text)) * piece.size)
            for number, (_, piece) in enumerate(self._pieces[:_SAMPLE])
        )
        shares = [width / guessed for width, guessed in known if width > 0 and guessed > 0]
        likely = [share for share in shares if _NARROWEST <= share <= _WIDEST]
        return median(likely) if likely else _LETTER_WIDTH

    def _width(self, number: int) -> float:
        """Tell how wide a piece is if another follows on its line; 0 if none does."""
        _, piece = self._pieces[number]
        if number + 1 == len(self._pieces) or LINE_SEPARATOR in piece.text:
            return 0.0
        _, following = self._pieces[number + 1]
        return following.x - piece.x if abs(following.y - piece.y) <= _SAME_LINE * piece.size else 0.0


def _weights(text: str) -> list[float]:
    """Guess how wide the characters of a text are, a letter being 1."""
    return [0.5 if each in _NARROW else 1.6 if each in _WIDE else 1.0 for each in text]


def _of_words(text: str, begin: int, end: int) -> tuple[int, int]:
    """Take in the words at both ends if most of them lies in the stretch, and leave them out if not."""
    while begin < end and text[begin].isspace():
        begin += 1
    while begin < end and text[end - 1].isspace():
        end -= 1
    first, last = _word_at(text, begin), _word_at(text, end - 1)
    start = first[0] if min(first[1], end) - begin > _MOSTLY * (first[1] - first[0]) else first[1]
    stop = last[1] if end - max(last[0], begin) > _MOSTLY * (last[1] - last[0]) else last[0]
    while start < stop and text[start].isspace():
        start += 1
    while start < stop and text[stop - 1].isspace():
        stop -= 1
    return (start, stop) if start < stop else (begin, end)


def _word_at(text: str, place: int) -> tuple[int, int]:
    """Find the word around a place."""
    start = end = place
    while start and place - start < _LONGEST_WORD and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and end - place < _LONGEST_WORD and not text[end].isspace():
        end += 1
    return start, end
