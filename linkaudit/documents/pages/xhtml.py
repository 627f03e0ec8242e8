"""What XHTML, SVG and MathML write otherwise than HTML, put so that a tokenizer of HTML reads it as it is meant."""

from __future__ import annotations

import re

from linkaudit.patterns import Pattern

_SUFFIXES = (".xhtml", ".xht")
_DECLARATION = Pattern(r"\ufeff?\s*<\?xml\s")
# Elements whose content is no markup to HTML: if they close themselves, the page behind would be taken for it.
_SELF_CLOSED = Pattern(
    r"""<(?P<name>iframe|noembed|noframes|noscript|plaintext|script|style|textarea|title|xmp)(?=[\s/])"""
    r"""(?:[^<>"']|"[^"<]*"|'[^'<]*')*+(?<=/)>""",
)
# Foreign elements of HTML, in which a tag may close itself as in XML (HTML Living Standard, "Foreign elements").
_FOREIGN = {name: Pattern(rf"<{name}[\s>].*?(?=</{name}>|\Z)", re.DOTALL) for name in ("svg", "math")}
_CHARACTER_DATA = Pattern(r"<!\[CDATA\[(?P<text>.*?)\]\]>", re.DOTALL)


def as_html(text: str, path: str) -> str:
    """Give XHTML, and the SVG and MathML in a page, in the form of HTML with every place as it was."""
    if path.lower().endswith(_SUFFIXES) or _DECLARATION.match(text):
        text = _SELF_CLOSED.sub(_renamed, text)
        # What is never closed is none; behind the last end there is nothing to look for.
        end = text.rfind("]]>") + len("]]>")
        return _CHARACTER_DATA.sub(_plain, text[:end]) + text[end:] if end > len("]]>") else text
    for name, pattern in _FOREIGN.items():
        end = text.rfind(f"</{name}>")
        if end > 0:
            text = pattern.sub(lambda found: _SELF_CLOSED.sub(_renamed, found[0]), text[:end]) + text[end:]
    return text


def _renamed(found: re.Match[str]) -> str:
    """Give a tag a name that means nothing to HTML; what it is called is read from the source."""
    name = found["name"]
    return f"<x{name[1:-1]}x" + found[0][len(name) + 1 :]


def _plain(found: re.Match[str]) -> str:
    """Give character data without what encloses it, and without what could be taken for markup within."""
    inside = found["text"].replace("<", " ").replace(">", " ")
    return f"{' ' * len('<![CDATA[')}{inside}{' ' * len(']]>')}"
