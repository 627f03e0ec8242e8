"""Web archives packed with what belongs to them (WACZ): each page in them is a document, as in a WARC.

All archives in the package are read; pages without a title of their own have that of the package's list of pages.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from linkaudit.documents.captures.captured import Captures
from linkaudit.documents.interface import INSIDE, PLAIN, UnreadableError
from linkaudit.documents.office.zipped import Zipped
from linkaudit.documents.warc import Archive
from linkaudit.models import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.interface import Content, Options

# WACZ 1.1.1, section 4: where the archives stand, and where the titles of their pages.
_ARCHIVES, _SUFFIXES = "archive/", (".warc.gz", ".warc")
_PAGES = ("pages/pages.jsonl", "pages/extraPages.jsonl")
_LARGEST_ARCHIVE = 64 << 20


def unpack(data: bytes, path: str, options: Options = PLAIN) -> Iterator[Content | Skipped]:
    """Read the pages in the archives of a package. Raises UnreadableError if there is none."""
    zipped = Zipped(data)
    names = [each for each in zipped.names if each.startswith(_ARCHIVES) and each.lower().endswith(_SUFFIXES)]
    if not names:
        msg = "no archive in it: not a WACZ, or one that only refers to others"
        raise UnreadableError(msg)
    captures = Captures(path, options, _titles(zipped))
    pages = records = 0
    for name in sorted(names):
        try:
            archive = Archive(zipped.read(name, _LARGEST_ARCHIVE), f"{path}{INSIDE}{name}")
            yield from archive.documents(captures)
        except UnreadableError as error:
            pages += 1
            yield Skipped(f"{path}{INSIDE}{name}", str(error))
        else:
            pages, records = pages + archive.pages, records + archive.records
    if not pages:
        msg = f"no page in it ({records} records)"
        raise UnreadableError(msg)


def _titles(zipped: Zipped) -> dict[str, str]:
    """Read the titles of the pages; a list that cannot be read costs no more than these."""
    titles: dict[str, str] = {}
    for name in _PAGES:
        try:
            lines = zipped.read(name).splitlines() if name in zipped else []
        except UnreadableError:
            continue
        for line in lines:
            page = _page(line)
            url, title = page.get("url"), page.get("title")
            if isinstance(url, str) and isinstance(title, str) and title.strip():
                titles.setdefault(url, " ".join(title.split()))
    return titles


def _page(line: bytes) -> dict[str, Any]:
    try:
        page = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return page if isinstance(page, dict) else {}
