"""The rule on brackets in a URL that are opened and not closed, or closed and not opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.citations import urls
from linkaudit.models import Kind, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, as_written, rewriting, rule, shortened, value, web_references
from linkaudit.rules.link_text import TEMPLATE, WIKI, all_urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Fix, Reference

_PLAIN = ("(", ")", "[", "]", "{", "}", "<", ">")
_BRACKET = Pattern(r"[()\[\]{}<>]|%28|%29|%5[BbDd]")
_DECODED = {"%28": "(", "%29": ")", "%5B": "[", "%5D": "]"}
_CLOSED_BY = {"(": ")", "[": "]", "{": "}", "<": ">"}
_OPENED_BY = {closing: opening for opening, closing in _CLOSED_BY.items()}
# RFC 3986 allows round brackets only; the others have to be encoded, so that a stray one is nobody's name.
_NEVER_PLAIN = "]}>"
# The end of a page's title in a wiki, `Mercury_(planet`, without the bracket that closes what sets it apart.
_TITLE_END = Pattern(r"_(?:\(|%28)[\w,.' %-]+$")
# An arrow, or a face.
_NO_BRACKET = Pattern(r"(?:[-=]|%3D)>|[:;]-?\)")
_CLOSING_RUN = Pattern(r"(?:[)\]}>.,;:!?'\"]|%29|%5[Dd])+$")
_PUNCTUATION = ".,;:!?'\""


@rule(Severity.WARNING)
def link_unbalanced_bracket(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a bracket in a URL without its counterpart.

    ## What it finds
    A bracket in the path that is opened and not closed (`…/Mercury_(planet`) or closed and not opened (`…/tides)`),
    encoded or not, and one at the end of a query or fragment that was never opened. Other brackets in a query may be
    part of what is looked for and are left alone; so is the pattern of a template.

    ## Why it matters
    Brackets around a link are often taken for its end, and those in a title for what surrounds it. The address leads
    to a page that does not exist.

    ## Example
    ```markdown
    Mercury has no tides (see <https://harbour.example/planets/mercury)>.
    ```

    ## Instead
    ```markdown
    Mercury has no tides (see <https://harbour.example/planets/mercury_(planet)>).
    ```
    """
    del context
    joined = all_urls(document)
    if "%" not in joined and not any(sign in joined for sign in _PLAIN):
        return
    for reference in web_references(document):
        url = reference.url
        lone = _lone(url) if _BRACKET.search(url) and not TEMPLATE.search(url) else None
        if lone is None or reference.kind is Kind.ATTRIBUTE or (reference.kind is Kind.BARE and not WIKI.search(url)):
            continue
        fixes = _without_closing(reference, lone) if lone.closes else _with_closing(reference, lone)
        yield Remark(
            f"`{lone.bracket}` in {shortened(url)} is {'closed and not opened' if lone.closes else 'not closed'}",
            reference.location,
            urls.canonical(url),
            (as_written(reference), value("without counterpart", url[lone.at :])),
            fixes=fixes,
        )


class _Lone(Struct, frozen=True):
    """A bracket without its counterpart, and where in the URL it stands."""

    bracket: str
    at: int
    closes: bool


def _lone(url: str) -> _Lone | None:
    """Find the bracket that makes a URL unbalanced."""
    start = url.find("/", url.find("://") + 3)
    if start < 0 or not urls.host(url):
        return None
    ends = [place for place in (url.find("?", start), url.find("#", start)) if place >= 0]
    end = min(ends, default=len(url))
    lone = _unmatched(url, start, end)
    if lone or end == len(url):
        return lone
    # What is looked for may hold anything; but not where the whole URL ends with a bracket that it never opened.
    lone = _unmatched(url, start, len(url))
    return lone if lone and lone.closes and not url[lone.at :].strip(f"{lone.bracket}{_PUNCTUATION}") else None


def _unmatched(url: str, start: int, end: int) -> _Lone | None:
    """Find the first bracket of `url[start:end]` that closes nothing, else the last that is not closed."""
    opened: dict[str, list[_Lone]] = {opening: [] for opening in _CLOSED_BY}
    for found in _BRACKET.finditer(url, start, end):
        bracket = _DECODED.get(found[0].upper(), found[0])
        if bracket in opened:
            opened[bracket].append(_Lone(found[0], found.start(), closes=False))
        elif opened[_OPENED_BY[bracket]]:
            opened[_OPENED_BY[bracket]].pop()
        elif not _is_sign(url, found.end()):
            return _Lone(found[0], found.start(), closes=True)
    return max((each[-1] for each in opened.values() if each), key=lambda lone: lone.at, default=None)


def _is_sign(url: str, end: int) -> bool:
    """Tell whether a closing bracket is the end of an arrow or of a face."""
    return any(_NO_BRACKET.fullmatch(url, max(0, end - length), end) for length in (2, 3, 4))


def _without_closing(reference: Reference, lone: _Lone) -> tuple[Fix, ...]:
    """Offer to take a closing bracket off the end, and what follows it there."""
    tail, raw = reference.url[lone.at :], reference.raw
    head = raw[: len(raw) - len(tail)]
    written = raw.endswith(tail) and not head.endswith("\\")
    if not written or not _CLOSING_RUN.fullmatch(tail) or _lone(reference.url[: lone.at]):
        return ()
    certain = lone.bracket in _NEVER_PLAIN and urls.archive_url(reference.url) is None
    return rewriting(reference, head, "take the bracket off", safe=certain)


def _with_closing(reference: Reference, lone: _Lone) -> tuple[Fix, ...]:
    """Offer to close the bracket at the end of a title, which is certain in a wiki."""
    url, raw = reference.url, reference.raw
    tail = url[lone.at + len(lone.bracket) :]
    closing = "%29" if lone.bracket == "%28" else ")"
    certain = WIKI.search(url) and _TITLE_END.search(url) and not _lone(url + closing)
    if not certain or reference.kind is Kind.BARE or not raw.endswith(tail):
        return ()
    before = raw[: len(raw) - len(tail)]
    escape = "\\" if before.endswith(f"\\{lone.bracket}") else ""
    return rewriting(reference, f"{raw}{escape}{closing}", "close the bracket", safe=True)
