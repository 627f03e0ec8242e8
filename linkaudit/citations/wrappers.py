"""URLs of services that stand between a link and its page, taken apart: click counters, link checkers, warnings.

Which services there are is told by `data/wrappers.toml`; here is how each of them writes down where it leads.
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode
from itertools import islice
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from linkaudit import data
from linkaudit.citations import written
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from linkaudit.citations.written import Written

_HIDDEN = "hidden"
# `/RU=https%3a%2f%2f…/RK=2/` of Yahoo, `/**http%3A//…` of the old one, `/destination:https%3A…` of Partnerize.
_IN_PATH = Pattern(r"(?i)(?:/|/\*{1,2}|/RU=|/destination:)(?=https?(?::/|:%(?:25)?2F|%(?:25)?3A))")
_ENCODED_SLASH = Pattern(r"(?i)https?(?::|%(?:25)?3A)%")
# `:` and a signature, which nothing follows.
_SIGNATURE = Pattern(r":[\w-]{20,}\Z")
_REPLACED = Pattern(r"\*(?:\*(?P<run>[\w-]))?")
# A run of 2 is written `A`, of 65 `_` (RFC 4648 section 5): Proofpoint's own decoder.
_RUNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_SHORTEST_RUN = 2
# Field 4 of the message, a string, follows the number of the kind in field 1.
_NEWS_HEAD = b"\x08\x13\x22"
_MORE = 0x80


class Unwrapped(Struct, frozen=True):
    """What a service that stands between a link and its page says in its URL."""

    service: str
    url: str
    """Where it leads; empty if only the service knows."""
    how: str
    """Where in the URL of the service that stands."""
    meant: bool = False
    """Whether whoever wrote the link may want readers to go this way."""


@data.derived
def unwrapped(url: str) -> Unwrapped | None:
    """Take the URL of a wrapper apart; None if it is no such URL, or holds no whole URL where it should."""
    wrappers = _at(written.host(url))
    if not wrappers or not written.is_absolute(url):
        return None
    parts = written.parts(url)
    for wrapper in wrappers:
        if not _path_matches(wrapper, parts.path):
            continue
        encoding = wrapper["encoding"]
        if encoding == _HIDDEN:
            return Unwrapped(wrapper["name"], "", "known to the service only")
        for inner, how in _READERS[encoding](url, parts, wrapper):
            if inner:
                return Unwrapped(wrapper["name"], inner, how, meant=wrapper.get("meant", False))
    return None


def hosts() -> Iterable[str]:
    """List the hosts and patterns of hosts at which there is a wrapper."""
    return _table()


def stand_at(host: str) -> bool:
    """Tell whether there is a wrapper at a host."""
    return bool(_at(host))


@data.derived
def _at(host: str) -> tuple[dict[str, Any], ...]:
    """List the wrappers that a host can be one of."""
    table = _table()
    return tuple(wrapper for name in written.names(host) for wrapper in table.get(name, ()))


@data.derived
def _table() -> dict[str, list[dict[str, Any]]]:
    """Map the hosts and patterns of hosts to the wrappers there."""
    table: dict[str, list[dict[str, Any]]] = {}
    for wrapper in data.load("wrappers")["wrapper"]:
        for host in wrapper["hosts"]:
            table.setdefault(host, []).append(wrapper)
    return table


def _path_matches(wrapper: dict[str, Any], path: str) -> bool:
    bare = path.rstrip("/") or "/"
    return "paths" not in wrapper or any(
        path.startswith(each[:-1]) if each.endswith("*") else bare == each for each in wrapper["paths"]
    )


def _of_parameter(_: str, parts: Written, wrapper: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in parts.parameters(*wrapper.get("parameters", ())):
        yield _with_fragment(written.inner(written.decoded(value)), parts), f"parameter {name}"


def _of_signed(_: str, parts: Written, wrapper: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in parts.parameters(*wrapper.get("parameters", ())):
        yield written.inner(_SIGNATURE.sub("", written.decoded(value))), f"parameter {name}"


def _of_base64(_: str, parts: Written, wrapper: dict[str, Any]) -> Iterator[tuple[str, str]]:
    prefix = wrapper.get("prefix", "")
    for name, value in parts.parameters(*wrapper.get("parameters", ())):
        if value.startswith(prefix):
            plain = _from_base64(written.decoded(value)[len(prefix) :])
            yield written.inner(plain.decode(errors="replace")), f"parameter {name}, in base64"


def _of_query(url: str, *_: object) -> Iterator[tuple[str, str]]:
    yield written.inner(url.partition("?")[2]), "query"


def _of_path(url: str, parts: Written, _: dict[str, Any]) -> Iterator[tuple[str, str]]:
    begin = url.find("/", url.index("//") + 2)
    found = _IN_PATH.search(url, begin, begin + len(parts.path)) if parts.path else None
    if found:
        rest = url[found.end() :]
        if _ENCODED_SLASH.match(rest):
            rest = written.decoded(rest.partition("?")[0].partition("/")[0])
        yield written.inner(rest), "path"


def _of_enclosed(url: str, *_: object) -> Iterator[tuple[str, str]]:
    yield written.inner(url.partition("/___")[2].rpartition("___")[0]), "path"


def _of_defense_2(_: str, parts: Written, wrapper: dict[str, Any]) -> Iterator[tuple[str, str]]:
    for name, value in parts.parameters(*wrapper.get("parameters", ())):
        plain = value.replace("-", "%").replace("_", "/")
        yield written.inner(written.decoded(plain)), f"parameter {name}, with - for % and _ for /"


def _of_defense_3(url: str, *_: object) -> Iterator[tuple[str, str]]:
    plain, found, rest = url.partition("/v3/__")[2].partition("__;")
    replaced, end = rest.partition("!")[:2]
    if found and end:
        characters = _from_base64(replaced).decode(errors="replace")
        yield written.inner(_put_back(written.decoded(plain), characters)), "path, with * for what is given behind it"


def _put_back(text: str, characters: str) -> str:
    """Put the characters that were replaced in the places of their marks; nothing if they are too few."""
    left = iter(characters)
    whole = _REPLACED.sub(lambda mark: "".join(islice(left, _length(mark["run"]))), text)
    return whole if sum(_length(mark["run"]) for mark in _REPLACED.finditer(text)) <= len(characters) else ""


def _length(run: str | None) -> int:
    """Tell how many characters a mark stands for."""
    return _RUNS.index(run) + _SHORTEST_RUN if run else 1


def _of_news(_: str, parts: Written, __: dict[str, Any]) -> Iterator[tuple[str, str]]:
    message = _from_base64(parts.path.rstrip("/").rpartition("/")[2])
    if message.startswith(_NEWS_HEAD):
        length, begin = _varint(message, len(_NEWS_HEAD))
        yield written.inner(message[begin : begin + length].decode(errors="replace")), "path, in base64"


def _varint(message: bytes, begin: int) -> tuple[int, int]:
    """Read a number of a protocol buffer that has two bytes at most, and tell where it ends."""
    first, second = (*message[begin : begin + 2], 0, 0)[:2]
    return (first - _MORE + (second << 7), begin + 2) if first & _MORE else (first, begin + 1)


def _from_base64(text: str) -> bytes:
    """Undo base64 of either alphabet, padded or not; nothing if it is none."""
    text = text.rstrip("=").replace("+", "-").replace("/", "_")
    try:
        return urlsafe_b64decode(text + "=" * (-len(text) % 4))
    except (binascii.Error, ValueError):
        return b""


def _with_fragment(inner: str, parts: Written) -> str:
    """Give a URL the fragment of the one that leads to it, as browsers do if it has none of its own."""
    return f"{inner}#{parts.fragment}" if inner and parts.fragment and "#" not in inner else inner


_READERS: dict[str, Callable[[str, Written, dict[str, Any]], Iterator[tuple[str, str]]]] = {
    "parameter": _of_parameter,
    "signed": _of_signed,
    "base64": _of_base64,
    "query": _of_query,
    "path": _of_path,
    "enclosed": _of_enclosed,
    "proofpoint2": _of_defense_2,
    "proofpoint3": _of_defense_3,
    "google-news": _of_news,
}
ENCODINGS = frozenset({*_READERS, _HIDDEN})
"""What the list may name as the way in which a service writes down where it leads."""
