"""Reading texts as documents, and keeping an eye on the time that it takes."""

from __future__ import annotations

import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn

from linkaudit.documents import formats
from linkaudit.documents.read import read_bytes, read_text
from linkaudit.models import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Reference


def read(text: str, name: str = "markdown") -> Document:
    """Read a text as a document of the format of that name, whatever its content looks like."""
    announced = formats.by_name(name)
    return read_text(text, f"notes/page{announced.suffixes[0] if announced.suffixes else ''}", announced)


def unpacked(data: bytes, name: str, path: str = "notes/file") -> Document:
    """Read bytes as a file of the format of that name, which holds a single document."""
    (document,) = read_bytes(data, path, formats.by_name(name))
    assert not isinstance(document, Skipped), document.reason
    return document


def urls(document: Document) -> list[str]:
    """List where the references of a document lead, in order."""
    return [reference.url for reference in document.references]


def only(document: Document) -> Reference:
    """Give the single reference of a document."""
    (reference,) = document.references
    return reference


def places_hold(document: Document) -> bool:
    """Tell whether every place in a document is one, and every reference stands at its place as it is written."""
    text = document.text
    stretches = [each.location for each in document.references]
    stretches += [each.location for each in document.fields]
    stretches += [each.location for each in document.comments]
    return (
        all(text[each.location.start : each.location.end] == each.raw for each in document.references)
        and all(0 <= location.start <= location.end <= len(text) for location in stretches)
        and all(0 <= block.start <= block.end <= len(text) for block in document.blocks)
        and all(
            0 <= block.offset(index) <= len(text) for block in document.blocks for index in range(len(block.text) + 1)
        )
    )


# How many times as long as alone something may take on a machine that has other things to do.
_BUSY = 6


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail if what is done takes more of the processor's time; it is stopped then, since it might take hours.

    What else the machine is doing counts for nothing, up to a point.
    """

    def stop(*_: object) -> NoReturn:
        msg = f"longer than {seconds} s"
        raise TimeoutError(msg)

    timers = {signal.ITIMER_PROF: (signal.SIGPROF, seconds), signal.ITIMER_REAL: (signal.SIGALRM, _BUSY * seconds)}
    before = {number: signal.signal(number, stop) for number, _ in timers.values()}
    for timer, (_, limit) in timers.items():
        signal.setitimer(timer, limit)
    try:
        yield
    finally:
        for timer in timers:
            signal.setitimer(timer, 0)
        for number, handler in before.items():
            signal.signal(number, handler)
