"""Hosts that look like others: names in their own letters, the scripts of a label, what a name could be taken for.

Unicode UTS 39, "Unicode Security Mechanisms": skeletons of confusable letters (section 4) and mixed scripts
(section 5), as far as hosts need them.
"""

from __future__ import annotations

from collections import defaultdict
from unicodedata import category, name, normalize

from linkaudit import data
from linkaudit.patterns import Pattern

_PREFIX = "xn--"
# The alphabets whose letters look alike. A label may well join any other script to Latin (UTS 39, section 5.2): nobody
# takes a Japanese or Arabic letter for a Latin one.
_ALPHABETS = {"LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC"}
# What joins words in a label; words of two alphabets may stand beside each other.
_BETWEEN_WORDS = Pattern(r"[-\d.\u00b7]+")


def in_unicode(host: str) -> str:
    """Write a host in the letters that readers see (RFC 3492); a label that cannot be decoded stays as it is."""
    return ".".join(map(_decoded, host.split(".")))


def _decoded(label: str) -> str:
    if not label.startswith(_PREFIX):
        return label
    try:
        return normalize("NFC", label.removeprefix(_PREFIX).encode("ascii").decode("punycode"))
    except (UnicodeError, OverflowError):
        return label


def alphabets(text: str) -> list[str]:
    """Name the alphabets with letters that look alike from which a text takes letters, in the order of the names."""
    found = {name(letter, "").partition(" ")[0] for letter in text if category(letter).startswith("L")}
    return sorted(each.capitalize() for each in found & _ALPHABETS)


def mixed_words(text: str) -> list[str]:
    """Find the words of a host that mix such alphabets within themselves."""
    return [word for word in _BETWEEN_WORDS.split(text) if len(alphabets(word)) > 1]


def is_disguised(word: str) -> bool:
    """Tell whether a mixed word could be read as one of a single alphabet: each letter has its double there."""
    if skeleton(word).isascii():
        return True
    others = {name(letter, "").partition(" ")[0] for letter in word if not letter.isascii()}
    doubles = _doubles()[others.pop()] if len(others) == 1 else set()
    return all(letter in doubles for letter in word if letter.isascii())


def skeleton(text: str) -> str:
    """Write a text with the Latin letters that it could be taken for; texts with one skeleton look alike."""
    return normalize("NFC", text).translate(_latin())


@data.derived
def _latin() -> dict[int, str]:
    """Map each letter that looks like a Latin one to that."""
    found = data.load("confusables")["look_alikes"].items()
    return {ord(double): letter for letter, doubles in found for double in doubles}


@data.derived
def _doubles() -> defaultdict[str, set[str]]:
    """Give for each alphabet the Latin letters that have a double in it."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for double, letter in _latin().items():
        found[name(chr(double), "").partition(" ")[0]].add(letter)
    return found


@data.derived
def imitated() -> frozenset[str]:
    """List the hosts that others like to imitate: much visited ones, and those of the press."""
    outlets = data.load("outlets")
    press = (
        host for kind in ("agencies", "press", "broadcasters") for each in outlets[kind] for host in each["domains"]
    )
    return frozenset((*press, *data.load("confusables")["well_known"]["hosts"]))
