"""From files to documents."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

import pytest

from linkaudit.documents import formats
from linkaudit.documents.read import digest_of, read_bytes, read_file, read_text
from linkaudit.models import Document, Skipped

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 1000


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path


def file_as_document(*given: Any, **options: Any) -> Document | Skipped:
    (document,) = read_file(*given, **options)
    return document


def bytes_as_document(*given: Any) -> Document | Skipped:
    (document,) = read_bytes(*given)
    return document


def test_a_file_becomes_a_document(tmp_path: Path) -> None:
    data = b"# Title\r\n\r\n<!-- x --> [a](https://h.example/x)\r\n"
    document = file_as_document(written(tmp_path / "a.md", data), "docs/a.md", LIMIT, digest=True)
    assert isinstance(document, Document)
    assert (document.path, document.format, document.encoding) == ("docs/a.md", "markdown", "utf-8")
    assert (document.text, document.digest) == (data.decode(), sha256(data).hexdigest())
    assert document.title == "Title"
    assert [reference.url for reference in document.references] == ["https://h.example/x"]
    assert {reference.location.path for reference in document.references} == {"docs/a.md"}
    assert len(document.blocks) == 2
    assert len(document.comments) == 1


def test_nobody_asked_for_the_digest(tmp_path: Path) -> None:
    document = file_as_document(written(tmp_path / "a.md", b"x"), "a.md", LIMIT)
    assert isinstance(document, Document)
    assert document.digest == ""


def test_the_format_is_that_of_the_content(tmp_path: Path) -> None:
    document = file_as_document(written(tmp_path / "a.txt", b"<!doctype html><a href=/x>"), "a.txt", LIMIT)
    assert isinstance(document, Document)
    assert document.format == "html"


def test_a_format_that_is_asked_for_is_taken(tmp_path: Path) -> None:
    document = file_as_document(written(tmp_path / "NOTES", b"[a](/x)"), "NOTES", LIMIT, formats.MARKDOWN)
    assert isinstance(document, Document)
    assert (document.format, document.references[0].url) == ("markdown", "/x")


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.md", b"x" * (LIMIT + 1), f"too large: {LIMIT + 1} bytes, the limit is {LIMIT} (max-bytes)"),
        ("a.md", b"\0\1\2", "binary (it holds zero bytes)"),
        ("a.png", b"text", "no known format has this suffix; name one with --format"),
        ("README", b"text", "no known format has this suffix; name one with --format"),
    ],
    ids=["large", "binary", "suffix", "no suffix"],
)
def test_what_cannot_be_read_is_skipped_with_the_reason(tmp_path: Path, name: str, data: bytes, reason: str) -> None:
    assert file_as_document(written(tmp_path / name, data), name, LIMIT) == Skipped(name, reason)


def test_a_file_as_large_as_the_limit_is_read(tmp_path: Path) -> None:
    assert isinstance(file_as_document(written(tmp_path / "a.md", b"x" * LIMIT), "a.md", LIMIT), Document)


def test_a_missing_file_is_skipped(tmp_path: Path) -> None:
    assert file_as_document(tmp_path / "a.md", "a.md", LIMIT) == Skipped(
        "a.md", "cannot be read: No such file or directory"
    )


def test_a_folder_is_skipped(tmp_path: Path) -> None:
    folder = tmp_path / "a.md"
    folder.mkdir()
    assert file_as_document(folder, "a.md", 1_000_000) == Skipped("a.md", "cannot be read: Is a directory")


def test_the_encoding_is_told(tmp_path: Path) -> None:
    document = bytes_as_document("Voilà https://h.example/é".encode("cp1252"), "a.txt", formats.TEXT)
    assert isinstance(document, Document)
    assert (document.encoding, document.references[0].url) == ("cp1252", "https://h.example/é")


def test_a_byte_order_mark_shifts_no_column() -> None:
    document = bytes_as_document(b"\xef\xbb\xbfhttps://h.example/x", "a.md", formats.MARKDOWN)
    assert isinstance(document, Document)
    assert document.encoding == "utf-8-sig"
    assert (document.references[0].location.column, document.references[0].location.start) == (1, 0)


@pytest.mark.parametrize("name", [each.name for each in formats.FORMATS if not each.binary])
def test_an_empty_document_is_read(name: str) -> None:
    document = read_text("", "a", formats.by_name(name))
    assert (document.title, document.references, document.blocks, document.fields) == ("", (), (), ())


def test_the_digest_is_that_of_the_bytes() -> None:
    assert digest_of(b"abc") == sha256(b"abc").hexdigest()
