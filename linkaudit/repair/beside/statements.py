"""Captures below statements of provenance: `Archived: URL (DATE)` below `Original url:`, and keys of front matter."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.documents.metadata import front_matter_span
from linkaudit.models import Kind
from linkaudit.patterns import Pattern
from linkaudit.repair.beside.interface import Copy, Refusal, insertion, line_end, line_start, newline_of
from linkaudit.repair.beside.links import in_latex

if TYPE_CHECKING:
    from linkaudit.models import Citation, Document, Edit, Reference

LABEL = "Archived"
_URL_KEY, _DATE_KEY = "archived_url", "archived_at"
_KEY = Pattern(r"(?P<key>[A-Za-z][\w-]*)(?P<sign>\s*[:=]\s*)(?P<quote>[\"']?)")
_REST = Pattern(r"[ \t]*(?:#.*)?")
_SIGNS = Pattern(r"[^\w\r\n<]*(?:<!--[ \t]*)?")
_LINK_OPENS = Pattern(r"[\[<(\\`]|link:|https?:")
_WORDS = Pattern(r"\w")
_COMMENT_END = "-->"


def in_front_matter(document: Document, reference: Reference, copy: Copy) -> tuple[Edit, ...] | Refusal:
    """Write a capture below the key of front matter that names the source."""
    text, place = document.text, reference.location
    names = data.load("labels")["keys"]
    taken = next((f for f in document.fields if f.name in (*names["archive"], *names["archived"])), None)
    if taken:
        return Refusal(f"the front matter has a key `{taken.name}` already")
    start, end = line_start(text, place.start), line_end(text, place.end)
    key = _KEY.match(text, start)
    quote = key["quote"] if key else ""
    if (
        key is None
        or key.end() != place.start
        or not text.startswith(quote, place.end)
        or not _REST.fullmatch(text, place.end + len(quote), end)
    ):
        return Refusal("the source is not a key of its own with one address")
    sign, newline = key["sign"], newline_of(text, place.end)
    url = copy.spelled(encode="'")
    lines = (f"{_URL_KEY}{sign}{quote}{url}{quote}", f"{_DATE_KEY}{sign}{copy.day}")
    return (insertion(document, end, "".join(newline + line for line in lines)),)


def stands_in_front_matter(document: Document, reference: Reference) -> bool:
    """Tell whether a reference stands in front matter."""
    span = front_matter_span(document.text)
    return span is not None and span[0] <= reference.location.start < span[1]


def below(document: Document, citation: Citation, reference: Reference, copy: Copy) -> tuple[Edit, ...] | Refusal:
    """Write a line below the one that states the original, in its style: the same list, quote, comment, emphasis."""
    text, place = document.text, reference.location
    if document.format == "html":
        return _in_page(document, reference, copy)
    start, end = line_start(text, place.start), line_end(text, place.end)
    lead = _SIGNS.match(text, start)
    before = lead[0] if lead else ""
    if "|" in before or end - place.end > len(text):
        return Refusal("the statement stands in a table")
    words = start + len(before)
    label = citation.form.rstrip(":\uff1a ")
    labelled = " ".join(text[words : place.start].split()).casefold().startswith(label.casefold())
    signs = _between(text[words : place.start], len(label)) if labelled else ": "
    url = in_latex(copy) if document.format == "latex" else copy.spelled(encode="()*")
    if _COMMENT_END in text[place.end : end]:
        # Two hyphens end a comment in some readers.
        url = url.replace("--", "-%2D")
    if reference.kind is Kind.AUTOLINK:
        url = f"<{url}>"
    line = f"{before}{LABEL}{signs}{url} ({copy.day}){_ending(text[place.end : end])}"
    return (insertion(document, end, newline_of(text, place.end) + line),)


def _between(text: str, label: int) -> str:
    """Give the signs between a label and the address: colon, emphasis, white space."""
    found = _LINK_OPENS.search(text, label)
    signs = text[label : found.start() if found else len(text)]
    signs = signs[next((place for place, sign in enumerate(signs) if not sign.isalnum()), len(signs)) :]
    return signs if ":" in signs or "\uff1a" in signs else ": "


def _ending(rest: str) -> str:
    """Give what ends the line in which the original stands, as far as it holds no words: a comment's end, a break."""
    if _COMMENT_END in rest:
        return f" {_COMMENT_END}"
    if rest.endswith("  ") and not rest.strip():
        return "  "
    return "\\" if rest == "\\" else ""


def _in_page(document: Document, reference: Reference, copy: Copy) -> tuple[Edit, ...] | Refusal:
    """Write the line into markup, behind an address that is plain text."""
    if reference.kind is not Kind.BARE:
        return Refusal("the statement is a mark of a program that saved the page")
    url = html.escape(copy.spelled(encode="()"))
    return (insertion(document, reference.location.end, f"<br>{LABEL}: {url} ({copy.day})"),)
