"""Packages of web archives: the pages of all archives in them."""

from __future__ import annotations

import json
import sys
import zipfile

import pytest

from documents.packing import X, Y, compressed, packed, read_all, record
from linkaudit.models import Document, Skipped

NAME = "crawls/a.wacz"
PAGE = b"<p>page"


def wacz(archives: dict[str, bytes], pages: str = "", name: str = "pages/pages.jsonl") -> bytes:
    return packed({
        "datapackage.json": json.dumps({"profile": "data-package", "wacz_version": "1.1.1"}),
        name: pages,
        **{f"archive/{each}": data for each, data in archives.items()},
        "indexes/index.cdx": "",
    }, zipfile.ZIP_STORED)  # fmt: skip


def test_the_pages_of_all_archives() -> None:
    archives = {"b.warc.gz": compressed(record(X, PAGE, date="2019-01-02T00:00:00Z")), "a.warc": record(X, PAGE)}
    found = read_all(wacz(archives), NAME)
    assert [each.path for each in found] == [f"{NAME}!/{X}", f"{NAME}!/{X} (20190102000000)"]
    assert all(isinstance(each, Document) and each.format == "html" for each in found)


def test_titles_of_pages() -> None:
    pages = '{"format": "json-pages-1.0"}\n' + "\n".join(
        json.dumps(each) for each in ({"url": X, "title": "The  page"}, {"url": Y, "title": "Other"}, {"url": 7}, [1])
    )
    archive = compressed(record(X, PAGE), record(Y, b"<title>Own</title>"))
    found = read_all(wacz({"a.warc.gz": archive}, f"{pages}\nno JSON\n{'[' * 100_000}"), NAME)
    assert [each.title for each in found if isinstance(each, Document)] == ["The page", "Own"]


def test_a_broken_archive_costs_only_itself() -> None:
    archives = {"a.warc.gz": b"nothing", "b.warc.gz": compressed(record(X, PAGE))[:-9], "c.warc": record(Y, PAGE)}
    found = read_all(wacz(archives), NAME)
    assert [(each.path, each.reason if isinstance(each, Skipped) else "") for each in found] == [
        (f"{NAME}!/archive/a.warc.gz", "no WARC"),
        (f"{NAME}!/{X}", ""),
        (f"{NAME}!/archive/b.warc.gz", "truncated: the gzip stream ends in the middle (after 1 records)"),
        (f"{NAME}!/{Y}", ""),
    ]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"no zip", "not a zip file"),
        (packed({"datapackage.json": "{}"}), "no archive in it: not a WACZ, or one that only refers to others"),
        (wacz({"a.warc": record(X, PAGE, status="404 Gone")}), "no page in it (1 records)"),
    ],
    ids=["other", "no archive", "no page"],
)
def test_what_cannot_be_read_is_skipped_with_the_reason(data: bytes, told: str) -> None:
    assert read_all(data, NAME) == [Skipped(NAME, told)]


def test_without_the_extra_the_reason_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "linkaudit.documents.wacz", raising=False)
    monkeypatch.delitem(sys.modules, "linkaudit.documents.warc", raising=False)
    monkeypatch.delitem(sys.modules, "linkaudit.warcs", raising=False)
    monkeypatch.setitem(sys.modules, "warcio", None)
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    found = read_all(wacz({"a.warc": record(X, PAGE)}), NAME)
    assert found == [Skipped(NAME, "needs the extra `warc`: pip install 'linkaudit-cli[warc]'")]
