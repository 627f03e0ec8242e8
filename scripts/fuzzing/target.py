"""What is tried: a file is read and judged, and everything must hold that the formats promise."""

from __future__ import annotations

import resource
import signal
import sys
import time
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from linkaudit.citations.cite import cite
from linkaudit.documents.interface import INSIDE
from linkaudit.documents.read import read_bytes
from linkaudit.models import Document
from linkaudit.rules import judge
from linkaudit.rules.interface import Context, Needs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.formats import Format

SECONDS = 5.0
"""How long reading and judging a file may keep the processor busy."""
MEMORY = 500 * 1024 * 1024
"""How many bytes the process may ever have taken."""
_CONTEXT = Context(as_of=date(2026, 11, 21))
# `ru_maxrss` is in kilobytes, on macOS in bytes.
_UNIT = 1 if sys.platform == "darwin" else 1024


class FailureError(Exception):
    """A file with which something went wrong; the message says what."""


class _TooLongError(BaseException):
    """Time is up. Not an Exception, so that no reader takes it for one of its own."""


def name_of(announced: Format) -> str:
    """Make up the path of a file of a format."""
    return f"notes/page{announced.suffixes[0] if announced.suffixes else ''}"


def attempt(data: bytes, announced: Format) -> float:
    """Read a file as a format, and tell how many seconds that took. Raises FailureError."""
    begun = time.process_time()
    try:
        with _limited():
            documents = [each for each in read_bytes(data, name_of(announced), announced) if isinstance(each, Document)]
            for document in documents:
                for _ in judge(cite(document), _CONTEXT, Needs.TEXT):
                    pass
    except _TooLongError as error:
        msg = f"longer than {SECONDS:g} s"
        raise FailureError(msg) from error
    except Exception as error:
        msg = f"{type(error).__name__}: {error}"[:300]
        raise FailureError(msg) from error
    seconds = time.process_time() - begun
    for document in documents:
        if told := wrong_place(document):
            raise FailureError(told)
    if peak_memory() > MEMORY:
        msg = f"more than {MEMORY // 1024 // 1024} MiB of memory"
        raise FailureError(msg)
    return seconds


def wrong_place(document: Document) -> str:
    """Say which place in a document is none, or not where it says; empty if all are right."""
    text = document.text
    before = 0
    for each in document.references:
        start, end = each.location.start, each.location.end
        if not 0 <= start <= end <= len(text):
            return f"the place of a reference is outside the text: {each}"[:300]
        # What an archive notes of a page stands in no text.
        if text[start:end] != each.raw and not (start == end and INSIDE in document.path):
            return f"a reference is not at its place: {each}, but {text[start:end]!r}"[:300]
        if start < before:
            return f"a reference stands before the one ahead of it: {each}"[:300]
        before = start
    for place in [*(each.location for each in document.fields), *(each.location for each in document.comments)]:
        if not 0 <= place.start <= place.end <= len(text):
            return f"the place of a field or comment is outside the text: {place}"[:300]
    for block in document.blocks:
        places = [
            block.start,
            *(block.offset(index) for index in (0, len(block.text) // 2, len(block.text))),
            block.end,
        ]
        if not block.start <= block.end or not all(0 <= each <= len(text) for each in places):
            return f"the place of a block is outside the text: {block}"[:300]
    return ""


def peak_memory() -> int:
    """Tell how many bytes of memory the process had at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _UNIT


@contextmanager
def _limited() -> Iterator[None]:
    """Stop what keeps the processor busy for too long; others may be using the machine, too."""
    before = signal.signal(signal.SIGPROF, _stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def _stop(*_: object) -> NoReturn:
    raise _TooLongError
