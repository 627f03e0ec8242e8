"""Whether two URLs lead to one page, to forms of one text, or to different texts."""

from __future__ import annotations

from enum import IntEnum, unique
from urllib.parse import unquote

from linkaudit.citations import urls, variants
from linkaudit.patterns import Pattern

# What servers leave out or put in without meaning another page.
_INDEX = Pattern(r"(?i)/(?:index|default)\.(?:html?|php|aspx?)$")
_SUFFIX = Pattern(r"(?i)\.(?:html?|php|aspx?|shtml|jsp|md)$")
# A last segment that would not be the same by chance: some words, or a long number.
_TELLING = Pattern(r"[^\W_]+(?:[-_][^\W_]+){2,}|\w*\d{5,}\w*|\w*[^\x00-\x7f]{4,}\w*")
# The number of a text behind its title: `ferry-line-cut-a4711`.
_NUMBER_BEHIND = Pattern(r"(?<=[^\W\d_])[-_][a-z]{0,3}\d{3,}$")
# The short address of a post in a weblog: `https://gazette.example/?p=120`.
_NUMBER_OF_POST = Pattern(r"(?:p|page_id|post)=\d+")


@unique
class Likeness(IntEnum):
    """How much two URLs have in common."""

    DIFFERENT = 0
    FORMS_OF_ONE = 1
    """A page for phones or for the printer, the same title elsewhere on the site, the same path on another one."""
    SAME = 2


def likeness(one: str, other: str) -> Likeness:
    """Tell how much the pages behind two URLs have in common, by the URLs alone, captures and wrappers undone."""
    first, second = urls.subject(one), urls.subject(other)
    if urls.same_key(first, second):
        return Likeness.SAME
    pages = plain(first), plain(second)
    if _is_one_path(*pages):
        alike = Likeness.SAME if pages == (first, second) else Likeness.FORMS_OF_ONE
        return alike if _may_be_one(*pages) else Likeness.DIFFERENT
    slugs = [_NUMBER_BEHIND.sub("", _slug(each)) for each in (first, second)]
    if slugs[0] == slugs[1] != "" and (_TELLING.fullmatch(slugs[0]) or urls.same_site(first, second)):
        return Likeness.FORMS_OF_ONE
    short = any(_NUMBER_OF_POST.fullmatch(urls.query(each)) and is_start_page(each) for each in (first, second))
    return Likeness.FORMS_OF_ONE if short and urls.same_site(first, second) else Likeness.DIFFERENT


def is_start_page(url: str) -> bool:
    """Tell whether the path of a URL is that of the site's first page."""
    return _path(url) == ""


def _is_one_path(first: str, second: str) -> bool:
    return _host(first) == _host(second) and _path(first) == _path(second)


def _may_be_one(first: str, second: str) -> bool:
    """Tell whether all parameters of one URL are among those of the other: those left out do not choose the page."""
    one, other = (set(urls.query(each).split("&")) - {""} for each in (first, second))
    return one <= other or other <= one


def _host(url: str) -> str:
    return urls.host(url).removeprefix("www.")


def _path(url: str) -> str:
    """Give the path of a URL without what does not tell pages apart."""
    path = unquote(urls.path(url)).casefold()
    return _SUFFIX.sub("", without_default_page(path))


def without_default_page(path: str) -> str:
    """Take out of a path what servers put in or leave out without meaning another page: `index.html`, a last slash."""
    return _INDEX.sub("", path).rstrip("/")


def _slug(url: str) -> str:
    """Give the last segment of a path; empty for the first page of a site."""
    return _path(url).rpartition("/")[2]


def plain(url: str) -> str:
    """Give the URL of the page itself in that of its form for phones, for the printer or for a cache."""
    for form in (variants.amp, variants.mobile, variants.printed):
        variant = form(url)
        if variant and variant.page:
            url = variant.page
    return url
