"""How the addresses of each host are built, learned from the collection's own, and which of them are not."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.citations import urls, written
from linkaudit.collection import addresses
from linkaudit.collection.shapes import Shape, is_surely_numbered, may_be_article, shape
from linkaudit.models import OddAddress, Party

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Reference

# Other articles of the host that must all be built alike for one to be odd that is not.
_FEW = 8
# Of so many, one in ten may be odd.
_SHARE = 0.1
# Examples that are shown.
_EXAMPLES = 5


class _Page(Struct, frozen=True):
    """An article of a host, and where it stands first."""

    url: str
    path: str
    shape: Shape


def odd_addresses(shelf: Shelf) -> dict[str, tuple[OddAddress, ...]]:
    """Find the addresses that are not built as the others of their host, by path."""
    found: dict[str, tuple[str, tuple[Party, ...]]] = {}
    for pages in _articles(shelf):
        for page, lacks, others in _odd(pages):
            examples = tuple(_example(shelf, each) for each in others[:_EXAMPLES])
            found[urls.key(page.url)] = lacks, examples
    return _placed(shelf, found) if found else {}


def _articles(shelf: Shelf) -> Iterator[list[_Page]]:
    """Go through the articles of each host of which there are several, every one once."""
    hosts: dict[str, dict[str, str]] = defaultdict(dict)
    for document in shelf.documents:
        for reference in addresses.unplaced(document):
            if may_be_article(reference.url):
                url = urls.subject(reference.url)
                hosts[written.host(url).removeprefix("www.")].setdefault(url, document.path)
    for named in hosts.values():
        if len(named) > 1:
            pages: dict[str, _Page] = {}
            for url, path in named.items():
                built = shape(url)
                if built is not None:
                    pages.setdefault(urls.key(url), _Page(url, path, built))
            yield list(pages.values())


def _odd(pages: Sequence[_Page]) -> Iterator[tuple[_Page, str, list[_Page]]]:
    """Find what is not built as the others of a host are, with what it lacks and those that have it."""
    counted = Counter(page.shape for page in pages)
    for usual in counted:
        if usual.number not in ("", "?"):
            yield from _without_number(pages, usual)
    if len(counted) > 1:
        usual, number = min(counted.items(), key=lambda each: (-each[1], str(each[0])))
        odd = [page for page in pages if page.shape != usual]
        if number >= _FEW and len(odd) <= max(1, _SHARE * number):
            others = [page for page in pages if page.shape == usual]
            for page in odd:
                if (lacks := _lacks(page.shape, usual)) and page.shape.number == usual.number:
                    yield page, lacks, others


def _without_number(pages: Sequence[_Page], usual: Shape) -> Iterator[tuple[_Page, str, list[_Page]]]:
    """Find articles without the number that all others have behind their titles.

    One other says enough if its date and the letter of its number leave no doubt that the site gave it.
    """
    others = [page for page in pages if page.shape == usual]
    odd = [page for page in pages if page.shape == replace(usual, number="")]
    unclear = (replace(usual, number="?"),)
    sure = usual.date == "year/month/day" and all(is_surely_numbered(page.url) for page in others)
    built_otherwise = sum(page.shape not in (usual, *unclear) for page in pages) - len(odd)
    if not odd or built_otherwise or len(odd) > max(1, _SHARE * len(others)) or not (sure or len(others) >= _FEW):
        return
    for page in odd:
        yield page, _number_of(usual.number, others[0].url), others


def _lacks(found: Shape, usual: Shape) -> str:
    """Say what an address lacks that the others have, if that is all in which it differs; else nothing."""
    if found == replace(usual, suffix="") and usual.date:
        return f"`{usual.suffix}` at its end"
    if found == replace(usual, date=found.date) and usual.date.startswith(f"{found.date}/") and found.date:
        return "the day in its path"
    if found == replace(usual, date="") and usual.date and usual.number not in ("", "?"):
        # The number behind the title shows that it is an article all the same.
        return "the date in its path"
    return ""


def _number_of(kind: str, example: str) -> str:
    letters = kind.removesuffix("#") if kind.endswith("#") else ""
    written = example.rstrip("/").rpartition("/")[2]
    return f"the number behind the title{f', with `{letters}` before it,' if letters else ''} as in `{written}`"


def _example(shelf: Shelf, page: _Page) -> Party:
    there = (each for each in shelf.addresses(page.path) if urls.subject(each.url) == page.url)
    return Party(page.path, page.url, next(there).location)


def _placed(shelf: Shelf, found: Mapping[str, tuple[str, tuple[Party, ...]]]) -> dict[str, tuple[OddAddress, ...]]:
    """Tell of odd addresses in each document in which they stand."""
    placed = ((document.path, tuple(_in(addresses.opened(document), found))) for document in shelf.documents)
    return {path: odd for path, odd in placed if odd}


def _in(references: Iterable[Reference], found: Mapping[str, tuple[str, tuple[Party, ...]]]) -> Iterator[OddAddress]:
    seen: set[str] = set()
    for reference in references:
        url = urls.subject(reference.url)
        key = urls.key(url)
        if key in found and key not in seen:
            seen.add(key)
            lacks, examples = found[key]
            yield OddAddress(url, reference.location, urls.host(url), lacks, examples)
