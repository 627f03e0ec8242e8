"""Whether the value of a parameter opens something for whoever holds it: a random value, a known form, a stand-in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.citations.parameters import Parameter

# Random values have 64 bits at least, written as 16 hexadecimal digits; half of these differ, nearly always.
_SHORTEST = 16
_DISTINCT = 8
# Different characters of a token with a known form: those of examples repeat a few.
_VARIED = 14
# Letters and digits that take turns so often are no words with a number.
_TURNS = 3
_UUID = Pattern(r"(?i)[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")
_CHARACTERS = Pattern(r"[\w.~+/=:|!*-]+")
_PARTS = Pattern(r"[^A-Za-z0-9]+")
_TURN = Pattern(r"(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])")
# What templates and shells fill in, and what a writer leaves out.
_BRACKETS = Pattern(r"[<>{}$*\[\]\u2026]|\.\.\.|%[sd]\b")
_AFTER_PREFIX = Pattern(r"^[a-z]+[_-](?:pat_|api_|live_)?")
_SEPARATORS = str.maketrans("", "", "-_. ")
_FORMS = data.pattern(lambda: rf"(?<![A-Za-z0-9])(?:{'|'.join(data.load('credentials')['forms'])})(?![A-Za-z0-9])")


def folded(name: str) -> str:
    """Fold the name of a parameter to what is compared: `Access-Token` is `access_token`."""
    return name.lower().translate(_SEPARATORS)


def is_stand_in(value: str) -> bool:
    """Tell whether a value only shows where a true one would stand."""
    known = data.load("credentials")
    lowered = value.lower()
    return (
        value in known["examples"]
        or _BRACKETS.search(value) is not None
        or any(word in lowered for word in known["placeholders"])
    )


def is_random(value: str) -> bool:
    """Tell whether nobody would write a value so: long, of letters and digits that take turns, and no stand-in."""
    if len(value) < _SHORTEST or len(set(value)) < _DISTINCT or not _CHARACTERS.fullmatch(value) or is_stand_in(value):
        return False
    if _UUID.fullmatch(value):
        return True
    longest = max(_PARTS.split(value), key=len)
    return len(longest) >= _SHORTEST - 4 and sum(1 for _ in _TURN.finditer(longest)) >= _TURNS


def has_known_form(value: str) -> bool:
    """Tell whether a value has the form that a service gives to its tokens, and is no stand-in."""
    found = _FORMS.search(value)
    # What announces the token may be a word itself.
    return found is not None and len(set(found[0])) >= _VARIED and not is_stand_in(_AFTER_PREFIX.sub("", found[0]))


def is_public(parameter: Parameter, url: str) -> bool:
    """Tell whether the service gives such a token out on purpose."""
    return folded(parameter.name) in _public(urls.host(url)) or parameter.value.startswith("pk.")


@data.derived
def _public(host: str) -> frozenset[str]:
    listed = data.load("credentials")["public"]
    return frozenset(
        name for domain, names in listed.items() if host == domain or host.endswith(f".{domain}") for name in names
    )


@data.derived
def named(kind: str) -> frozenset[str]:
    """Give the names of parameters of a kind: `secrets`, `tokens`."""
    return frozenset(data.load("credentials")[kind])
