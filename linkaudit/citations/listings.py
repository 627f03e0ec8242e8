"""URLs that are not those of a text: first pages of sites, searches, lists by subject, log-ins, feeds."""

from __future__ import annotations

from urllib.parse import unquote

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.patterns import Pattern

_INDEX = Pattern(r"(?:index|default|home)(?:\.\w{2,5})?")
_LANGUAGE = Pattern(r"[a-z]{2}(?:[-_][a-z]{2})?")
_SUFFIX = Pattern(r"\.(?:html?|php|aspx?|jsp)$")
# What stands behind `search` or `tag` may be the number of a page of its own; behind `category`, its title.
_IDENTIFIER = Pattern(r"\d{5}|^[0-9a-f-]{12,}$")
_TITLE = Pattern(r"[^\W_]+(?:-[^\W_]+){3,}")
_LAST_PAGES = Pattern(r"\d{1,4}")


@data.derived
def listing(url: str) -> str:
    """Say what a URL leads to instead of a text: `the first page of a site`, `a search`, …; empty if it may be one."""
    words = data.load("listings")
    segments = _segments(urls.path(url))
    query = urls.query(url)
    names = {part.partition("=")[0].casefold() for part in query.split("&") if part}
    if not segments:
        if not query:
            return "the first page of a site"
        return "a search" if names & set(words["search"]["parameters"]) else ""
    last = _SUFFIX.sub("", segments[-1])
    # `/guide/search` is a text on searching.
    alone = len(segments) == 1 or bool(query)
    above = segments[-2] if len(segments) > 1 and not _IDENTIFIER.search(last) else ""
    found = {
        "a feed": segments[-1] in words["feed"]["names"] or last.endswith(tuple(words["feed"]["endings"])),
        "a log-in": alone and last in words["login"]["names"],
        "a search": (alone and last in words["search"]["names"]) or above in words["search"]["names"],
        "a list by tag": above in words["tag"]["names"],
        "a list by category": above in words["category"]["names"] and not _TITLE.fullmatch(last),
    }
    return next((kind for kind, is_one in found.items() if is_one), "")


def _segments(path: str) -> list[str]:
    """Split a path, without what stands for the first page, in a language or not, and without numbers of pages."""
    segments = [segment for segment in unquote(path).casefold().split("/") if segment]
    if len(segments) > 1 and segments[-2] == "page" and _LAST_PAGES.fullmatch(segments[-1]):
        segments = segments[:-2]
    if segments and _INDEX.fullmatch(segments[-1]):
        segments = segments[:-1]
    return [] if len(segments) == 1 and _LANGUAGE.fullmatch(segments[0]) else segments
