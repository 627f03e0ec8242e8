"""Texts and URLs of strangers, made harmless for where they are shown."""

from __future__ import annotations

import unicodedata
from urllib.parse import quote

from linkaudit.citations.masking import masked
from linkaudit.patterns import Pattern

# Characters that are not seen and change what is seen: controls, marks of direction, zero widths, tags (U+E0000 …).
_INVISIBLE = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
_WHITE = Pattern(r"[\s\u00a0]+")
# ASCII punctuation that begins or ends a construct of Markdown within a line (CommonMark 0.31, GFM, GitHub's math).
_MARKDOWN = Pattern(r"([\\`*_\[\]<>|~&$])")
# A list, heading, rule or table begins only at the beginning of a block.
_BLOCK_START = Pattern(r"^([-+=#:]|\d+(?=[.)]))")
_NUMBER = Pattern(r"\d+")
# GFM makes links of bare addresses; a back-slash before the sign that it looks for keeps them plain.
_BARE_ADDRESS = Pattern(r"(?i)(?:https?|ftp)(?=://)|www(?=\.)|(?=@)")
_BACKTICKS = Pattern(r"`+")
# What may stand unencoded in the destination of a Markdown link, in a table as well.
_SAFE_IN_LINK = "%/:?#@!$&'*+,;=~-._"
# Markdown reads character references in destinations, too: `&copy;` of a query must stay one.
_REFERENCE = Pattern(r"&(?=#?\w+;)")


def visible(text: str) -> str:
    """Show invisible characters by their code points, and white space as single spaces."""
    folded = _WHITE.sub(" ", text).strip()
    if folded.isascii() and folded.isprintable():
        return folded
    return "".join(f"<U+{ord(char):04X}>" if unicodedata.category(char) in _INVISIBLE else char for char in folded)


def shortened(text: str, length: int) -> str:
    """Cut a text in the middle, where URLs say least."""
    if len(text) <= length:
        return text
    tail = length // 3
    return f"{text[: length - tail - 1]}\u2026{text[-tail:]}"


def cut_off(text: str, length: int) -> str:
    """Cut a text at its end, where prose says least; secrets first, which are not known by half."""
    text = masked(text)
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}\u2026"


def markdown(text: str) -> str:
    """Write a text so that Markdown shows it as it is, without making links of the addresses in it."""
    return _BARE_ADDRESS.sub(lambda found: f"{found[0]}\\", _escaped(text))


def _escaped(text: str) -> str:
    """Escape what Markdown would read as its own."""
    escaped = _MARKDOWN.sub(r"\\\1", visible(masked(text)))
    start = _BLOCK_START.match(escaped)
    if start is None:
        return escaped
    # The back-slash goes before the sign, or between a number and the sign behind it.
    cut = start.end() if _NUMBER.fullmatch(start[0]) else 0
    return f"{escaped[:cut]}\\{escaped[cut:]}"


def code(text: str, *, in_cell: bool = False) -> str:
    """Write a text as a code span of Markdown, outside of tables or in a cell of one, where a bar would end it."""
    shown = visible(masked(text))
    if in_cell:
        shown = shown.replace("|", "\\|")
    if not shown:
        return "(empty)"
    longest = max((len(run) for run in _BACKTICKS.findall(shown)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return f"{fence}{pad}{shown}{pad}{fence}"


def prose(message: str) -> str:
    """Write a message of linkaudit's own: what it sets in back-ticks becomes code, the rest is escaped."""
    message = masked(message)
    parts = message.split("`")
    if len(parts) % 2 == 0:
        return markdown(message)
    return "".join(code(part) if number % 2 else _with_ends(part) for number, part in enumerate(parts)).strip()


def _with_ends(text: str) -> str:
    """Escape a text, but keep the white space at its ends."""
    lead = " " if text[:1].isspace() else ""
    trail = " " if text.strip() and text[-1:].isspace() else ""
    return f"{lead}{markdown(text)}{trail}"


def destination(url: str) -> str:
    """Write a URL as the destination of a link of Markdown; empty if it is no address of the web, or holds a secret."""
    if not url.lower().startswith(("http://", "https://")) or masked(url) != url:
        return ""
    return _REFERENCE.sub("&amp;", quote(url, safe=_SAFE_IN_LINK, errors="replace"))


def link(url: str, text: str = "", length: int = 70) -> str:
    """Write a URL as a link of Markdown; as code if nobody should click it."""
    target = destination(url)
    shown = shortened(masked(text or url), length)
    return f"[{_escaped(shown)}]({target})" if target else code(shown)


def terminal(text: str) -> str:
    """Write a text so that it cannot steer a terminal: no controls, no marks of direction."""
    return visible(masked(text))
