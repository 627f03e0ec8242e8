"""The grammar of robots.txt (RFC 9309): what a file says to one robot.

Read in one pass, whatever is in it: a general parser that sorts every line under every robot named takes minutes for a
file that is made for that. Each rule keeps its line, so that what forbids a page can be shown.
"""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

# Bytes that are read at the most; RFC 9309 §2.5 asks for at least that many.
MAX_BYTES = 500 * 1024

# Misspellings are accepted by Google's parser and by others (https://github.com/google/robotstxt).
_AGENT = frozenset({"user-agent", "useragent", "user agent"})
_ALLOW = frozenset({"allow"})
_DISALLOW = frozenset({"disallow", "dissallow", "dissalow", "disalow", "diasllow", "disallaw"})
_DELAY = frozenset({"crawl-delay", "crawl delay", "crawldelay"})

_LINE = re.compile(r"\s*([A-Za-z][A-Za-z -]{1,20}?)\s*:\s*([^#]*)")
_PRODUCT = re.compile(r"[A-Za-z_-]+")
_ESCAPED = re.compile(r"%([0-9A-Fa-f]{2})|([^!-~])")
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


class Rule(Struct, frozen=True):
    """A line that allows or forbids paths."""

    allow: bool
    pattern: str
    """As it is written."""
    line: int
    pieces: tuple[str, ...]
    """What a path must hold, in this order, the first at its beginning; normalised."""
    to_the_end: bool
    """Whether the last piece must end the path."""
    octets: int
    """How specific it is: the length of the normalised pattern."""

    def __str__(self) -> str:
        """Write it as it is written."""
        return f"{'Allow' if self.allow else 'Disallow'}: {self.pattern}"

    def matches(self, path: str) -> bool:
        """Tell whether it speaks of a normalised path."""
        first, *others = self.pieces
        if not path.startswith(first):
            return False
        if not others:
            return not self.to_the_end or path == first
        position = len(first)
        for piece in others[:-1]:
            found = path.find(piece, position)
            if found < 0:
                return False
            position = found + len(piece)
        if self.to_the_end:
            return len(path) - len(others[-1]) >= position and path.endswith(others[-1])
        return path.find(others[-1], position) >= 0


class Rules(Struct, frozen=True):
    """What a file says to one robot."""

    rules: tuple[Rule, ...] = ()
    """The most specific first; of equal ones those that allow."""
    delay: float | None = None
    """The seconds that it wants between two requests."""

    def decisive(self, path: str) -> Rule | None:
        """Find the rule that decides on a path with its query; None if there is none, which allows it."""
        normal = _normalised(path).replace("*", "%2A").replace("$", "%24")
        return next((rule for rule in self.rules if rule.matches(normal)), None)


EMPTY = Rules()


def read_robots(text: str, robot: str) -> Rules:
    """Read what a robots.txt says to `robot`: its own groups taken together, else those of `*`."""
    own, all_robots = _Group(), _Group()
    current: set[_Group] = set()
    naming = False
    for number, name, value in _lines(text):
        if name in _AGENT:
            if not naming:
                current = set()
            naming = True
            group = own if _names(value, robot) else all_robots if _is_star(value) else None
            if group is not None:
                group.named = True
                current.add(group)
        elif name in _ALLOW or name in _DISALLOW or name in _DELAY:
            naming = False
            for group in current:
                group.add(number, name, value)
    return (own if own.named else all_robots).read()


class _Group:
    """The groups of one robot, as they are read."""

    def __init__(self) -> None:
        self.named = False
        self._rules: list[Rule] = []
        self._delay: float | None = None

    def add(self, line: int, name: str, value: str) -> None:
        if name in _DELAY:
            self._delay = _delay(value, self._delay)
        elif value.startswith(("/", "*")):
            self._rules.append(_rule(name in _ALLOW, value, line))

    def read(self) -> Rules:
        ordered = sorted(self._rules, key=lambda rule: (-rule.octets, not rule.allow))
        return Rules(tuple(ordered), self._delay) if ordered or self._delay is not None else EMPTY


def _lines(text: str) -> Iterator[tuple[int, str, str]]:
    """Go through the lines that say something: number, name in lower case, value without remarks."""
    for number, line in enumerate(re.split(r"\r\n?|\n", text), start=1):
        said = _LINE.match(line)
        if said is not None:
            yield number, said[1].lower(), said[2].strip()


def _names(value: str, robot: str) -> bool:
    """Tell whether a group is for the robot: its product token, whatever stands behind that."""
    product = _PRODUCT.match(value)
    return product is not None and product[0].lower() == robot.lower()


def _is_star(value: str) -> bool:
    return value.partition(" ")[0] == "*"


def _delay(value: str, before: float | None) -> float | None:
    """Read a delay; of several the longest counts."""
    try:
        seconds = float(value)
    except ValueError:
        return before
    if not math.isfinite(seconds) or seconds < 0:
        return before
    return max(seconds, before or 0.0)


def _rule(allow: bool, pattern: str, line: int) -> Rule:
    normal = _normalised(pattern)
    to_the_end = normal.endswith("$")
    body = normal.removesuffix("$").replace("$", "%24")
    return Rule(allow, pattern, line, tuple(re.sub(r"\*+", "*", body).split("*")), to_the_end, len(normal))


def _normalised(path: str) -> str:
    """Write every character in the one way in which it is compared (RFC 9309 §2.2.2): escaped, or not."""
    return _ESCAPED.sub(_one_way, path)


def _one_way(found: re.Match[str]) -> str:
    if found[1] is None:
        return "".join(f"%{byte:02X}" for byte in found[2].encode("utf-8", "replace"))
    character = chr(int(found[1], 16))
    return character if character in _UNRESERVED else found[0].upper()
