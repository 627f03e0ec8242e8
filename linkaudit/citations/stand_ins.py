"""What stands in a link where somebody meant to put an address, or where one was lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import Kind
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.models import Document, Reference

STAND_INS = Pattern(
    r"(?i)(?:todo|tbd|tba|fixme|xxx+|n/?a|none|null|undefined|url|link|path|href|target|"
    r"insert[- _]?(?:link|url)[- _]?here|(?:your|some|the)[-_ ]?(?:link|url)(?:[-_ ]?here)?|"
    r"(?:https?|s?ftps?|wss?):/{0,2}#?|about:blank|\.\.\.|\u2026|\?+)"
)
"""Words that stand where somebody meant to put an address."""
LONGEST = 20
"""Characters that the longest of them has, about."""
# `#` alone leads to the top of the page, and some links mean just that.
_TO_TOP = Pattern(
    r"(?i)\W*(?:(?:go |back |return |jump )*(?:to )?(?:the )?top|up|nach oben|haut de (?:la )?page|arriba|inizio|"
    r"наверх|回到?顶部|返回顶部|回頂端|トップへ(?:戻る)?|"
    r"table of contents|contents|toc|\u2191|\u2b06\ufe0f?|\u25b2|\^)\W*"
)
_TITLE = Pattern(r"[ \t]+[(\"']")
_SCRIPT = Pattern(r"(?i)\s*javascript:")


def is_script(url: str) -> bool:
    """Tell whether a target is a script: it may lead anywhere, for a browser that runs it."""
    return _SCRIPT.match(url) is not None


def is_stand_in(url: str) -> bool:
    """Tell whether a target is a word that stands where somebody meant to put an address."""
    return len(url) <= LONGEST and STAND_INS.fullmatch(url) is not None


def leads_to_top(document: Document, reference: Reference) -> bool:
    """Tell whether `#` is what was meant: the top of the page, or a comment of Markdown, which has no other."""
    return _TO_TOP.fullmatch(reference.text) is not None or _is_comment(document, reference)


def is_lost(document: Document, reference: Reference) -> bool:
    """Tell whether a link has no target, or only something that stands in for it."""
    url = reference.url.strip()
    if url == "#":
        return not leads_to_top(document, reference)
    return not url or is_stand_in(url) or is_script(url)


def _is_comment(document: Document, reference: Reference) -> bool:
    """Tell whether a definition that nobody uses is a comment, as Markdown has no other: `[todo]: # (Say more)`."""
    unused = reference.kind is Kind.DEFINITION and not reference.uses
    return unused and _TITLE.match(document.text, reference.location.end) is not None
