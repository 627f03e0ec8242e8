"""Heads of answers that the parser refuses and browsers do not: put right as far as browsers put them right.

https://fetch.spec.whatwg.org/ leaves the syntax to RFC 9112; what follows is what Chromium does
(net/http/http_util.cc, as of 2026-11-22): lines that are no fields are passed over, white space before the colon is
dropped, and equal lengths that are announced several times are one length.
"""

from __future__ import annotations

import re

_END = re.compile(rb"\r?\n\r?\n")
_TOKEN = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_LENGTH = b"content-length"


def mended(raw: bytes) -> bytes | None:
    """Put the head of an answer right, and leave what follows it alone.

    Gives None as long as the head has no end, and the same bytes if there is nothing that could be put right.
    """
    end = _END.search(raw)
    if end is None:
        return None
    first, *lines = re.split(rb"\r?\n", raw[: end.start()])
    fields: list[bytes] = []
    lengths: set[bytes] = set()
    for line in lines:
        name, colon, value = line.partition(b":")
        name = name.rstrip(b" \t")
        if not colon or not _TOKEN.fullmatch(name):
            continue
        if name.lower() == _LENGTH:
            # A list of equal lengths is one length as well (RFC 9110 §8.6).
            told = {each.strip() for each in value.split(b",")}
            if len(told) == 1 and told <= lengths:
                continue
            lengths |= told
            value = b" " + told.pop() if len(told) == 1 else value
        fields.append(name + b":" + value)
    head = b"\r\n".join([first, *fields])
    return head + b"\r\n\r\n" + raw[end.end() :] if head != raw[: end.start()] else raw
