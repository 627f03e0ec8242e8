"""What archives put into the pages that they show, taken out again."""

from __future__ import annotations

from linkaudit import data


def without_banners(body: bytes) -> bytes:
    """Take out what archives put into the pages that they show; one that does not end is left alone."""
    for begin, end in _banners():
        if begin in body:
            body = _without(body, begin, end)
    return body


def _without(body: bytes, begin: bytes, end: bytes) -> bytes:
    kept: list[bytes] = []
    at = 0
    while (start := body.find(begin, at)) >= 0:
        stop = body.find(end, start)
        if stop < 0:
            break
        kept.append(body[at:start])
        at = stop + len(end)
    return b"".join([*kept, body[at:]])


@data.derived
def _banners() -> tuple[tuple[bytes, bytes], ...]:
    return tuple((each["begin"].encode(), each["end"].encode()) for each in data.load("playback")["banner"])
