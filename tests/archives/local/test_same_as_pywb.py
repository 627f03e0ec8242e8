"""The same look-ups give the same answers from pywb, and from its index, its WARC and a WACZ of both without it."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING, TypeAlias

import pytest
from support.make_wacz import packed_index, write_wacz
from support.make_warc import Captured
from support.pywb_archive import missing, pywb
from support.wayback_facade import WaybackFacade

from archives.local.asking import look_up, outcome
from archives.test_pywb import CAPTURES, CASES, SCREENED, SITE, ask, on
from linkaudit.archives.local import open_local
from linkaudit.models import PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linkaudit.archives.lookup import Request
    from linkaudit.models import Lookup

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

SOFT = "<html><title>404 - Page not found</title><h1>Page not found</h1><p>The page does not exist.</p></html>"
MORE_CAPTURES = [
    Captured(f"{SITE}/story", on(2019, 1, 1), body="<title>Story</title><p>" + "The words of a story. " * 30),
    Captured(f"{SITE}/story", on(2020, 1, 1), body=SOFT),
    Captured(f"{SITE}/only-story", on(2020, 1, 1), body=SOFT),
    Captured(f"{SITE}/folded?b=2&a=1", on(2019, 1, 1)),
    Captured("https://www.example.org/Folded/Path/", on(2019, 2, 1)),
    Captured("http://example.org:8080/port", on(2019, 1, 1)),
    Captured(f"{SITE}/away", on(2019, 1, 1), status=302, body="", location="https://elsewhere.test/"),
    Captured(f"{SITE}/away", on(2019, 6, 1), status=302, body="", location="https://elsewhere.test/", revisit=True),
    Captured(f"{SITE}/", on(2019, 1, 1)),
    Captured("http://www.other.test/", on(2019, 1, 1)),
    Captured(f"{SITE}/often?q=10", on(2017, 1, 1)),
]
MORE_CASES = [
    ("/story", PartialDate(2021), "20190101080000"),
    ("/only-story", PartialDate(2021), "only-soft-pages"),
    ("/folded?a=1&b=2", PartialDate(2021), "20190101080000"),
    ("/FOLDED?b=2&a=1#part", PartialDate(2021), "20190101080000"),
    ("/folded", PartialDate(2021), "no-capture"),
    ("/folded/path", PartialDate(2021), "20190201080000"),
    ("/port", PartialDate(2021), "no-capture"),
    ("/away", PartialDate(2021), "20190601080000"),
    ("", PartialDate(2021), "20190101080000"),
]
WHOLE = [
    ("HTTPS://WWW.Example.ORG:443/folded/path/", PartialDate(2021), "20190201080000"),
    ("http://example.org:8080/port", PartialDate(2021), "20190101080000"),
    ("https://other.test", PartialDate(2021), "20190101080000"),
    ("http://www2.other.test/", PartialDate(2021), "20190101080000"),
    ("http://user:word@other.test/?", PartialDate(2021), "20190101080000"),
    ("http://nowhere.test/", PartialDate(2021), "no-capture"),
]
Told: TypeAlias = "tuple[str, int | None, str, int, str]"
REQUESTS: list[Request] = [(SITE + path, when) for path, when, _ in (*CASES, *MORE_CASES)]
REQUESTS += [(url, when) for url, when, _ in WHOLE]
EXPECTED = [expected for _, _, expected in (*CASES, *MORE_CASES, *WHOLE)]


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    folder = tmp_path_factory.mktemp("pywb")
    with pywb(folder, [*CAPTURES, *MORE_CAPTURES]) as base:
        yield folder / "collections" / "web", base


@pytest.fixture(scope="module")
def collections(served: tuple[Path, str], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    collection, _ = served
    folder = tmp_path_factory.mktemp("local")
    warc, index = collection / "archive" / "captures.warc.gz", collection / "indexes" / "index.cdxj"
    lines = index.read_text().splitlines()
    shutil.copy(warc, folder / "raw.warc.gz")
    write_wacz(folder / "stored.wacz", lines, [warc])
    write_wacz(folder / "deflated.wacz", lines, [warc], packing=zipfile.ZIP_DEFLATED)
    write_wacz(folder / "unlisted.wacz", lines, [warc], listed=False)
    packed = folder / "packed"
    packed.mkdir()
    for name, data in zip(("index.cdx.gz", "index.idx"), packed_index(lines), strict=True):
        (packed / name).write_bytes(data)
    shutil.copy(warc, packed)
    unsorted = folder / "unsorted"
    unsorted.mkdir()
    (unsorted / "all.cdxj").write_text("\n".join(reversed(lines)))
    shutil.copy(warc, unsorted)
    return {
        "pywb's collection": collection,
        "cdxj": index,
        "warc": folder / "raw.warc.gz",
        "wacz": folder / "stored.wacz",
        "wacz, deflated": folder / "deflated.wacz",
        "wacz, unlisted": folder / "unlisted.wacz",
        "zipnum": packed / "index.cdx.gz",
        "zipnum's list": packed / "index.idx",
        "zipnum in a folder": packed,
        "unsorted": unsorted / "all.cdxj",
    }


@pytest.fixture(scope="module")
def told_by_pywb(served: tuple[Path, str]) -> list[Told]:
    with WaybackFacade(served[1]) as facade:
        return [told(lookup) for lookup in ask(facade.url, REQUESTS)]


def told(lookup: Lookup) -> Told:
    memento = lookup.memento
    rest = (memento.status, memento.title, memento.words, memento.passages) if memento else (None, "", 0, "")
    return outcome(lookup), *rest


def test_pywb_tells_what_is_expected(told_by_pywb: list[Told]) -> None:
    assert [each[0] for each in told_by_pywb] == EXPECTED


KINDS = (
    "pywb's collection", "cdxj", "warc", "wacz", "wacz, deflated", "wacz, unlisted", "zipnum", "zipnum's list",
    "zipnum in a folder", "unsorted",
)  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_a_local_collection_tells_what_pywb_tells(
    kind: str, collections: dict[str, Path], told_by_pywb: list[Told]
) -> None:
    local = open_local(str(collections[kind]))
    assert [told(lookup) for lookup in look_up(local, REQUESTS)] == told_by_pywb
    assert local.notes == (("all.cdxj: not sorted; all of it was read",) if kind == "unsorted" else ())


def test_an_index_alone_tells_what_it_lists(collections: dict[str, Path], tmp_path: Path) -> None:
    shutil.copy(collections["cdxj"], tmp_path)
    told_of = dict(zip(REQUESTS, map(outcome, look_up(tmp_path, REQUESTS)), strict=True))
    expected = dict(zip(REQUESTS, EXPECTED, strict=True))
    # That a page is none can only be seen by looking at it.
    expected[f"{SITE}/story", PartialDate(2021)] = "20200101080000"
    expected[f"{SITE}/only-story", PartialDate(2021)] = "20200101080000"
    for path, when, _ in SCREENED:
        told_of.pop((SITE + path, when))
        expected.pop((SITE + path, when))
    assert told_of == expected
