"""The codes of fields in Word documents (ECMA-376, part 1, section 17.16): where they lead."""

from __future__ import annotations

from linkaudit.models import Kind
from linkaudit.patterns import Pattern

# Words, quoted ones with escapes (17.16.2).
_WORD = Pattern(r'"(?P<quoted>(?:[^"\\]|\\.)*+)"?|(?P<plain>[^\s"]+)')
_ESCAPED = Pattern(r"\\(.)")
# 17.16.5.25: a place within the target, a frame, a tip; 17.16.5.26 and 27: a converter.
_WITH_ARGUMENT = {"\\l", "\\o", "\\t", "\\c"}
_WITHIN = "\\l"
_KINDS = {"HYPERLINK": Kind.LINK, "INCLUDEPICTURE": Kind.IMAGE, "INCLUDETEXT": Kind.LINK}


def target(code: str) -> tuple[str, Kind]:
    """Find where a field leads; an empty target if it leads nowhere, or to a place in the same document."""
    words = [
        _ESCAPED.sub(lambda escaped: escaped[1], found["quoted"]) if found["quoted"] is not None else found["plain"]
        for found in _WORD.finditer(code)
    ]
    kind = _KINDS.get(words[0].upper()) if words else None
    if kind is None:
        return "", Kind.LINK
    url = within = ""
    position = 1
    while position < len(words):
        word = words[position]
        if word.lower() in _WITH_ARGUMENT:
            position += 1
            within = words[position] if word.lower() == _WITHIN and position < len(words) else within
        elif not word.startswith("\\"):
            url = url or word.strip()
        position += 1
    return (f"{url}#{within}" if url and within and "#" not in url else url), kind
