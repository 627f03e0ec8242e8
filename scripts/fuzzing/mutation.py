"""From one file to another that is like it, but wrong somewhere, or far too long, or nested far too deeply."""

from __future__ import annotations

import gzip
import re
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from fuzzing.tokens import dictionary

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

LARGEST = 300_000
_MOST_OFTEN = 100_000
_RECORD = re.compile(rb"(?=WARC/1\.\d\r\n)")
_WORD = re.compile(r"\w+|[^\w\s]+|\s+")
_FAULTS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError, KeyError)


class Mutator:
    """Changes files of a format, with a dictionary of its tokens and with pieces of other files of it."""

    def __init__(self, random: Random, format_name: str, files: Sequence[bytes], largest: int = LARGEST) -> None:
        """Take the files of the format `format_name` that others are made of, and the size of the largest to make."""
        self._random = random
        self._files = files
        self._largest = largest
        self._dictionary = dictionary(format_name)
        self._ways = (
            self._flipped, self._without, self._moved, self._repeated, self._truncated, self._with_token,
            self._with_token, self._spliced, self._nested,
        )  # fmt: skip

    def another(self) -> bytes:
        """Make a file."""
        return self.mutated(self._random.choice(self._files))

    def mutated(self, data: bytes) -> bytes:
        """Make another file of this one: mostly of what is packed in it, sometimes of its bytes as they are."""
        if self._random.random() < 0.85:  # noqa: PLR2004 - damaged packages should be seen as well
            try:
                return self._mutated_inside(data)
            except _FAULTS:
                pass
        return self._mutated_text(data)

    def _mutated_inside(self, data: bytes) -> bytes:
        if data.startswith(b"PK"):
            return self._zip(data)
        if data.startswith(b"\x1f\x8b"):
            content = self.mutated(gzip.decompress(data))
            return b"".join(gzip.compress(each, 1, mtime=0) for each in _RECORD.split(content) if each)
        if data.startswith(b"WARC/"):
            return self._warc(data)
        return self._mutated_text(data)

    def _zip(self, data: bytes) -> bytes:
        """Mutate one of the files in a package."""
        with zipfile.ZipFile(BytesIO(data)) as read:
            members = {name: read.read(name) for name in read.namelist()}
        chosen = self._random.choice(list(members))
        members[chosen] = self.mutated(members[chosen])
        file = BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as made:
            for name, content in members.items():
                made.writestr(name, content)
        return file.getvalue()

    def _warc(self, data: bytes) -> bytes:
        """Mutate one of the records of a web archive, and mostly say how long it is now."""
        records = [each for each in _RECORD.split(data) if each]
        index = self._random.randrange(len(records))
        head, between, block = records[index].partition(b"\r\n\r\n")
        if self._random.random() < 0.3:  # noqa: PLR2004 - the header is short
            head = self._mutated_text(head)
        block = self._mutated_text(block.removesuffix(b"\r\n\r\n"))
        if self._random.random() < 0.9:  # noqa: PLR2004 - wrong lengths should be seen as well
            head = re.sub(rb"(?i)(content-length:) *\d+", rb"\g<1> %d" % len(block), head)
        records[index] = head + between + block + b"\r\n\r\n"
        return b"".join(records)

    def _mutated_text(self, data: bytes) -> bytes:
        # Bytes that are no text are mutated as the characters of Latin-1.
        coding = "utf-8" if self._random.random() < 0.9 else "latin-1"  # noqa: PLR2004 - broken characters, too
        try:
            text = data.decode(coding)
        except UnicodeDecodeError:
            coding = "latin-1"
            text = data.decode(coding)
        for _ in range(self._random.choice((1, 1, 1, 2, 2, 3, 5, 8))):
            text = self._random.choice(self._ways)(text)[: self._largest]
        return text.encode(coding, "ignore")

    def _stretch(self, text: str, longest: int = 200) -> tuple[int, int]:
        start = self._random.randint(0, len(text))
        return start, min(len(text), start + self._random.randint(1, longest))

    def _flipped(self, text: str) -> str:
        for _ in range(self._random.randint(1, 4)):
            place = self._random.randint(0, len(text))
            kept = text[place : place + 1] or "a"
            put = chr((ord(kept) ^ (1 << self._random.randint(0, 6))) & 0xFFFF)
            text = text[:place] + (put if put.isascii() else "\ufffd") + text[place + 1 :]
        return text

    def _without(self, text: str) -> str:
        start, end = self._stretch(text)
        return text[:start] + text[end:]

    def _moved(self, text: str) -> str:
        start, end = self._stretch(text)
        place = self._random.randint(0, len(text))
        return text[:place] + text[start:end] + text[place:]

    def _truncated(self, text: str) -> str:
        place = self._random.randint(0, len(text))
        return text[:place] if self._random.random() < 0.7 else text[place:]  # noqa: PLR2004 - files lack ends

    def _with_token(self, text: str) -> str:
        put = "".join(
            self._random.choice(self._dictionary.tokens) for _ in range(self._random.choice((1, 1, 1, 2, 3, 6)))
        )
        place = self._random.randint(0, len(text))
        return text[:place] + put + text[place:]

    def _spliced(self, text: str) -> str:
        other = self._random.choice(self._files).decode("utf-8", "replace")
        start, end = self._stretch(other, 2000)
        place = self._random.randint(0, len(text))
        return text[:place] + other[start:end] + text[place + end - start :]

    def _times(self, length: int) -> int:
        """Choose how often to repeat something of a length: seldom very often."""
        often = int(_MOST_OFTEN ** self._random.choices((0.2, 0.4, 0.6, 0.8, 1.0), (9, 6, 4, 2, 1))[0])
        return max(1, min(often, self._largest // max(1, length)))

    def _repeated(self, text: str) -> str:
        place = self._random.randint(0, len(text))
        choice = self._random.random()
        if choice < 0.4:  # noqa: PLR2004 - single tokens are what loops stumble over
            words: list[str] = _WORD.findall(text[place : place + 100]) or [" "]
            piece = words[min(1, len(words) - 1)]
        elif choice < 0.7:  # noqa: PLR2004
            piece = "".join(self._random.choice(self._dictionary.tokens) for _ in range(self._random.randint(1, 3)))
        else:
            start, end = self._stretch(text)
            piece = text[start:end] or "\n"
        return text[:place] + piece * self._times(len(piece)) + text[place:]

    def _nested(self, text: str) -> str:
        opening, closing = self._random.choice(self._dictionary.nesting)
        times = self._times(len(opening) + len(closing))
        start, end = self._stretch(text)
        shut = times if self._random.random() < 0.7 else self._random.randint(0, times)  # noqa: PLR2004 - unclosed, too
        return text[:start] + opening * times + text[start:end] + closing * shut + text[end:]
