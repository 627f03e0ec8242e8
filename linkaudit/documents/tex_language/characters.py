r"""What TeX writes for a character: `\_`, `{\'e}`, `\ss`, `$\sim$`; and the escapes within an address.

Sources: The LaTeX Companion, tables of accents and symbols; documentation of the package `url` (CTAN), whose `\url`
takes what it is given as it is, without white space; hyperref's manual on `\#` and `\%` in addresses.
"""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linkaudit.documents.derived import Piece

_ACCENTS = {
    "`": "\u0300", "'": "\u0301", "^": "\u0302", "~": "\u0303", '"': "\u0308", "=": "\u0304", ".": "\u0307",
    "u": "\u0306", "v": "\u030c", "H": "\u030b", "c": "\u0327", "d": "\u0323", "b": "\u0331", "k": "\u0328",
    "r": "\u030a",
}  # fmt: skip
_DOTLESS = {"\\i": "i", "\\j": "j"}
_SYMBOLS = {
    "ss": "ß", "o": "ø", "O": "Ø", "l": "ł", "L": "Ł", "ae": "æ", "AE": "Æ", "oe": "œ", "OE": "Œ", "aa": "å",
    "AA": "Å", "i": "ı", "j": "ȷ", "S": "§", "P": "¶", "dots": "…", "ldots": "…", "textellipsis": "…",
    "textendash": "–", "textemdash": "—", "textquoteleft": "‘", "textquoteright": "’", "textquotedblleft": "“",
    "textquotedblright": "”", "textquotesingle": "'", "textasciitilde": "~", "textasciicircum": "^",
    "textunderscore": "_", "textbackslash": "\\", "textdollar": "$", "textpercent": "%", "textbar": "|",
    "textless": "<", "textgreater": ">", "slash": "/", "copyright": "©", "textcopyright": "©", "texttrademark": "™",
    "textregistered": "®", "pounds": "£", "textsterling": "£", "euro": "€", "texteuro": "€", "textdegree": "°",
    "nobreakspace": "\u00a0", "space": " ", "quad": " ", "qquad": " ", "TeX": "TeX", "LaTeX": "LaTeX",
    "BibTeX": "BibTeX", "LaTeXe": "LaTeX2e",
}  # fmt: skip
# What only tells where a line may be broken.
_BREAKS = (
    r"\\(?:allowbreak|linebreak|newline|break|nolinebreak|sloppy|relax|UrlBreaks)(?![A-Za-z])(?:\[\d\])?[ \t]?"
    r"|\\discretionary\{[^{}]{0,8}\}\{[^{}]{0,8}\}\{[^{}]{0,8}\}|\\penalty-?\d+[ \t]?|\\hspace\*?\{[^{}]{0,16}\}|\\-"
)
_TILDE = (
    r"\$\s*(?:\\(?:scriptstyle|scriptscriptstyle|small|tiny)\s*)?(?:\\math[a-z]{2}\s*)?\{?\s*\\sim\s*\}?\s*\$"
    r"|\\~\{\s*\}|\\string~|\\char\s?`\\?~|\\char(?:126|\"7E)(?:\{\}|(?!\d))|\{\\(?:raise|lower)[^{}]{0,40}\\~\{\}\}"
    # `\~` before a letter is an accent; behind a slash it is the mark of somebody's home.
    r"|(?<=/)\\~|\{\s*\\?~\s*\}|\{\s*\\~\{\s*\}\s*\}|\{\s*\\textasciitilde\s*(?:\{\})?\s*\}"
)
_NAMES = "|".join(sorted(_SYMBOLS, key=len, reverse=True))
CHARACTER = (
    rf"(?P<tilde>{_TILDE})"
    r"|(?P<escape>\\(?P<escaped>[_%&#${} ])(?:\{\})?|\{\s*\\(?P<grouped>[_%&#$])\s*(?:\{\s*\})?\s*\})"
    r"|(?P<accent>\\(?P<mark>[`'^\"~=.]|[uvHcdbkr](?=[\s{\\]))"
    r"(?:[ \t]?\{[ \t]?(?P<in_braces>\\[ij](?![A-Za-z])|[^\W\d_]|)[ \t]?\}"
    r"|[ \t]?(?P<alone>\\[ij](?![A-Za-z])|[^\W\d_])))"
    rf"|(?P<symbol>\\(?P<name>{_NAMES})(?![A-Za-z@])(?:\{{\}}|[ \t](?=\S))?)"
    rf"|(?P<break>{_BREAKS}|\{{\}})"
)
"""Matches what stands for one character, or for none; `character` says for which."""

_SPECIAL = Pattern(r"[\\{}$~]")
_TO_PLAIN = Pattern(rf"{CHARACTER}|(?P<other>\\(?:[A-Za-z@]+\*?[ \t]*|.)?|[{{}}$~])", re.DOTALL)
_IN_URL = Pattern(
    r"(?P<white>%?[ \t]*(?:\r\n?|\n)\s*|\s+)"
    rf"|(?P<tilde>{_TILDE}|\\textasciitilde(?:\{{\}}|[ \t])?)"
    rf"|(?P<break>{_BREAKS}|\{{\}})"
    rf"|(?P<symbol>\\(?P<name>{_NAMES})(?![A-Za-z@])(?:\{{\}}|[ \t](?=\S))?)"
    r"|(?P<grouped>\{\s*\\?(?P<inside>[^\s\\{}A-Za-z0-9])\s*\})"
    r"|(?P<backslash>\$\\backslash\$)"
    r"|(?P<macro>\\(?P<word>[A-Za-z@]+)(?:\{\}|[ \t])?)"
    r"|\\(?P<escaped>[^A-Za-z\s])"
)


def character(found: re.Match[str]) -> str:
    """Say what a match of CHARACTER stands for; empty if it shows nothing."""
    if found["tilde"]:
        return "~"
    if found["escape"]:
        return found["escaped"] or found["grouped"]
    if found["accent"]:
        return _accented(found["mark"], found["in_braces"] or found["alone"] or "")
    return _SYMBOLS[found["name"]] if found["symbol"] else ""


def plain_text(text: str) -> str:
    """Give what a short text says, without commands and braces."""
    if _SPECIAL.search(text):
        text = _TO_PLAIN.sub(_plain, text)
    return " ".join(text.split())


def _plain(found: re.Match[str]) -> str:
    if found["other"] is not None:
        return " " if found["other"] in ("~", "\\\\") else ""
    return character(found)


def url_pieces(
    text: str, start: int, end: int, macros: Mapping[str, str], *, spaces: bool = False
) -> list[Piece] | None:
    r"""Cut an address, as it is given to `\url`, into what it says; None if it holds a macro that nobody knows.

    White space is no part of it, unless `spaces` are wanted.
    """
    pieces: list[Piece] = []
    position = start
    for found in _IN_URL.finditer(text, start, end):
        if found.start() > position:
            pieces.append((text[position : found.start()], position, found.start()))
        said = _said_in_url(found, macros, spaces=spaces)
        if said is None:
            return None
        pieces.append((said, *found.span()))
        position = found.end()
    if position < end:
        pieces.append((text[position:end], position, end))
    return pieces


def _said_in_url(found: re.Match[str], macros: Mapping[str, str], *, spaces: bool) -> str | None:
    """Say what an escape within an address stands for; None if it is an unknown macro."""
    if found["white"]:
        return " " if spaces else ""
    if found["tilde"]:
        return "~"
    if found["symbol"]:
        return _SYMBOLS[found["name"]]
    if found["macro"]:
        return macros.get(found["word"])
    return found["inside"] or found["escaped"] or ""


def _accented(mark: str, letter: str) -> str:
    """Put an accent on a letter; an accent over nothing is a character of its own."""
    if not letter:
        return mark if mark in "~^" else ""
    return unicodedata.normalize("NFC", _DOTLESS.get(letter, letter) + _ACCENTS[mark])
