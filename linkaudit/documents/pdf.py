"""PDF: a line of text for each page, so that the line is the page, with the links that annotations lay over it.

A link stands where its words stand on the page, and an address that the page breaks over lines is whole. The properties
of the document follow as a part of their own. Pages without text, as those of a scan, are named. What is encrypted is
read if it opens without a password.
"""

from __future__ import annotations

import logging
from itertools import islice
from time import monotonic
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

# Nothing else imports pypdf.
from pypdf import PageObject, PdfReader, apply_configuration, mult
from pypdf.errors import DependencyError, LimitReachedError, PyPdfError
from pypdf.generic import ArrayObject, DictionaryObject

from linkaudit.documents.interface import PLAIN, Content, UnreadableError
from linkaudit.documents.office.manuscript import Manuscript, on_one_line, resolved
from linkaudit.documents.office.zipped import ENCRYPTED
from linkaudit.documents.typeset.pdf_page import Annotation, Page, Piece
from linkaudit.documents.typeset.pdf_properties import is_title, properties, xmp_properties
from linkaudit.documents.typeset.pdf_urls import plain
from linkaudit.models import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.interface import Options
    from linkaudit.documents.typeset.pdf_page import Box

# Seconds after which no further page is begun, and after which a page is given up.
_FOR_ALL, _FOR_ONE = 30.0, 5.0
_LIMITS: dict[str, Any] = {
    "maximum_declared_stream_length": 32_000_000,
    "array_based_stream_maximum_output_length": 32_000_000,
    "zlib_maximum_output_length": 32_000_000,
    "lzw_maximum_output_length": 8_000_000,
    "run_length_maximum_output_length": 32_000_000,
    "brotli_maximum_output_length": 32_000_000,
    "stream_decoding_work_maximum_length": 100_000_000,
    "stream_parsing_work_maximum_count": 1_000_000,
    "page_tree_maximum_entries": 20_000,
    "page_tree_maximum_page_entries": 500_000,
    "xform_maximum_invocations_per_extraction": 1_000,
    "disable_legacy_handling": True,
}
"""Bounds of what pypdf does for one stream or page; its own are wider."""
_MOST_ANNOTATIONS = 2_000
_MOST_CHARACTERS = 1_000_000
_HEADER, _HEADER_WITHIN = b"%PDF-", 1024
# ISO 32000-2, section 12.5.3, table 167: bit 2, an annotation that is not displayed.
_HIDDEN = 2
_BOX = 4
_NEEDS_AES = "encrypted by AES, for which a package is missing: pip install cryptography"
_NOTES = {"/Text", "/FreeText", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut"}
# pypdf tells a log of every oddity; what matters of them is said by the skipped parts.
logging.getLogger("pypdf").addHandler(logging.NullHandler())


class _TooSlow(BaseException):
    """A page takes longer than anybody waits for it. After an Exception within a form pypdf would go on."""


def unpack(data: bytes, path: str, options: Options = PLAIN) -> Iterator[Content]:
    """Read a PDF."""
    del options
    if _HEADER not in data[:_HEADER_WITHIN]:
        msg = "not a PDF: it has no header"
        raise UnreadableError(msg)
    with apply_configuration(**_LIMITS):
        content = _File(data).content(path)
    yield content


class _File:
    """A PDF in the reading. Broken files make pypdf raise whatever comes to hand, so that everything is caught."""

    def __init__(self, data: bytes) -> None:
        self._made = Manuscript()
        self._pictured: list[int] = []
        self._blank = 0
        self._title = ""
        try:
            self._reader = _opened(data)
            self._pages = self._reader.get_num_pages()
            self._base = self._base_of_links()
        except UnreadableError:
            raise
        except DependencyError as error:
            raise UnreadableError(_NEEDS_AES) from error
        except Exception as error:
            msg = f"damaged or truncated PDF ({_reason(error)})"
            raise UnreadableError(msg) from error

    def content(self, path: str) -> Content:
        """Read the pages and the metadata."""
        self._read_pages()
        known = self._properties()
        self._made.add_properties(known)
        stated = next((value for name, value in known if name == "title"), "")
        content = self._made.content(path, " ".join(stated.split()) if is_title(stated) else self._title)
        references = tuple(
            replace(each, url=plain(each.url)) if each.kind is Kind.BARE else each
            for each in content.reading.references
        )
        return replace(content, reading=replace(content.reading, references=references))

    def _read_pages(self) -> None:
        began = monotonic()
        for number in range(1, self._pages + 1):
            if monotonic() - began > _FOR_ALL:
                rest = _numbered([*range(number, self._pages + 1)])
                self._made.skipped.append(f"{rest}: not read, as the pages before took {_FOR_ALL:.0f} s")
                break
            self._read_page(number)
        if self._blank == self._pages:
            self._made.skipped.append("no text on any page (scanned?)")
        elif self._pictured:
            self._made.skipped.append(f"{_numbered(self._pictured)}: a picture without text (scanned?)")

    def _read_page(self, number: int) -> None:
        """Read a page; whatever happens, it has its line and its part."""
        self._made.begin_part(f"page {number}")
        page, annotations, notes = Page(()), list[Annotation](), list[str]()
        try:
            source = self._reader.pages[number - 1]
            annotations, notes = self._annotations(source)
            page = Page(_pieces(source))
        except _TooSlow:
            self._made.skipped.append(f"page {number}: not read, as it takes longer than {_FOR_ONE:.0f} s")
        except Exception as error:
            if isinstance(error, DependencyError) and self._reader.is_encrypted:
                raise UnreadableError(_NEEDS_AES) from error
            self._made.skipped.append(f"page {number}: {_reason(error)}")
        else:
            self._blank += not page.text
            if not page.text and _has_picture(source):
                self._pictured.append(number)
        if number == 1:
            self._title = page.title
        start = self._made.add(page.paragraph(annotations))
        for note in notes:
            self._made.add_comment(note, start, start + len(page.text))

    def _annotations(self, page: PageObject) -> tuple[list[Annotation], list[str]]:
        """Find the links upon a page (ISO 32000-2, section 12.5.6.5) and what reviewers noted there."""
        found: list[Annotation] = []
        notes: list[str] = []
        listed = _object(page.get("/Annots"))
        for each in islice(listed if isinstance(listed, ArrayObject) else (), _MOST_ANNOTATIONS):
            annotation = _object(each)
            if not isinstance(annotation, DictionaryObject) or _is_hidden(annotation):
                continue
            boxes = tuple(_boxes(annotation))
            found += (Annotation(resolved(self._base, url), boxes) for url in _addresses(annotation.get("/A")))
            if _object(annotation.get("/Subtype")) in _NOTES:
                notes.append(str(_object(annotation.get("/Contents")) or ""))
        return found, [note for note in notes if note.strip()]

    def _base_of_links(self) -> str:
        """Find what relative links are resolved against (ISO 32000-2, section 12.6.4.8)."""
        known = _object(self._reader.root_object.get("/URI"))
        return str(_object(known.get("/Base")) or "") if isinstance(known, DictionaryObject) else ""

    def _properties(self) -> list[tuple[str, str]]:
        """Read what the file says of itself (ISO 32000-2, section 14.3): the information dictionary and XMP."""
        found: list[tuple[str, str]] = []
        try:
            found = properties(
                {str(name): str(_object(value)) for name, value in (self._reader.metadata or {}).items()}
            )
            metadata = _object(self._reader.root_object.get("/Metadata"))
            if metadata is not None:
                found += (each for each in xmp_properties(metadata.get_data()) if each not in found)
        except Exception as error:  # noqa: BLE001 - see above
            self._made.skipped.append(f"metadata: {_reason(error)}")
        return found


def _opened(data: bytes) -> PdfReader:
    """Open a PDF, also one that anybody may read though it is encrypted. Raises UnreadableError."""
    from io import BytesIO  # noqa: PLC0415 - loaded long since

    reader = PdfReader(BytesIO(data))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError(ENCRYPTED)
    return reader


def _pieces(page: PageObject) -> list[Piece]:
    """Take the text off a page, with its places."""
    pieces: list[Piece] = []
    began = monotonic()
    length = 0

    def watch(*_: object) -> None:
        if monotonic() - began > _FOR_ONE:
            raise _TooSlow

    def take(text: str, outer: list[float], inner: list[float], _: object, size: float) -> None:
        nonlocal length
        length += len(text)
        if text and length <= _MOST_CHARACTERS:
            place = mult(inner, outer)
            scale = (place[2] ** 2 + place[3] ** 2) ** 0.5
            pieces.append(Piece(text, place[4], place[5], float(size) * scale))

    page.extract_text(visitor_operand_before=watch, visitor_text=take)
    if length > _MOST_CHARACTERS:
        msg = f"more than {_MOST_CHARACTERS} characters"
        raise UnreadableError(msg)
    return pieces


def _addresses(action: Any) -> Iterator[str]:
    """Find where an action leads on the web, and the actions that follow it (ISO 32000-2, section 12.6.4.8)."""
    action = _object(action)
    if not isinstance(action, DictionaryObject):
        return
    following = _object(action.get("/Next"))
    for each in (action, *islice(following if isinstance(following, ArrayObject) else (following,), 8)):
        step = _object(each)
        if isinstance(step, DictionaryObject) and _object(step.get("/S")) == "/URI":
            written = _object(step.get("/URI"))
            address = written.decode("utf-8", "replace") if isinstance(written, bytes) else str(written or "")
            if address.strip():
                yield on_one_line(address).strip()


def _boxes(annotation: DictionaryObject) -> Iterator[Box]:
    """Give the boxes of an annotation: one for each line of its words, else one around all of them."""
    corners = _numbers(annotation.get("/QuadPoints"))
    for start in range(0, min(len(corners), 800) - 7, 8):
        xs, ys = corners[start : start + 8 : 2], corners[start + 1 : start + 8 : 2]
        yield min(xs), min(ys), max(xs), max(ys)
    sides = _numbers(annotation.get("/Rect"))
    if len(corners) < 2 * _BOX and len(sides) == _BOX:
        yield min(sides[::2]), min(sides[1::2]), max(sides[::2]), max(sides[1::2])


def _numbers(array: Any) -> list[float]:
    array = _object(array)
    values = [_object(each) for each in array] if isinstance(array, ArrayObject) else []
    return [float(each) for each in values if isinstance(each, int | float)]


def _is_hidden(annotation: DictionaryObject) -> bool:
    flags = _object(annotation.get("/F"))
    return isinstance(flags, int) and bool(flags & _HIDDEN)


def _has_picture(page: PageObject) -> bool:
    """Tell whether a picture is painted on a page."""
    resources = _object(page.get("/Resources"))
    painted = _object(resources.get("/XObject")) if isinstance(resources, DictionaryObject) else None
    each = (_object(value) for value in painted.values()) if isinstance(painted, DictionaryObject) else ()
    return any(isinstance(one, DictionaryObject) and one.get("/Subtype") == "/Image" for one in each)


def _object(value: Any) -> Any:
    """Follow a reference to another object (ISO 32000-2, section 7.3.10)."""
    return value.get_object() if hasattr(value, "get_object") else value


def _numbered(pages: list[int]) -> str:
    """Name pages: `page 3`, `pages 3, 5 to 9`."""
    stretches: list[list[int]] = []
    for page in pages:
        if stretches and stretches[-1][-1] == page - 1:
            stretches[-1][1:] = [page]
        else:
            stretches.append([page])
    names = ", ".join(" to ".join(map(str, each)) for each in stretches)
    return f"page {names}" if len(pages) == 1 else f"pages {names}"


def _reason(error: Exception) -> str:
    """Say in a line what went wrong."""
    if isinstance(error, LimitReachedError):
        return f"too large to be read safely: {error}"
    words = " ".join(on_one_line(str(error)).split())[:200]
    known = isinstance(error, PyPdfError | UnreadableError)
    return words if known and words else f"damaged ({type(error).__name__})"
