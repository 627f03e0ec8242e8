"""The text of an OpenDocument: paragraphs, links, notes (OpenDocument 1.3, part 3; section numbers are those)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from linkaudit.documents.office.manuscript import LINE_SEPARATOR, Manuscript, Paragraph
from linkaudit.models import Kind
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

# Who wrote a comment and when, the numbers of notes, what was deleted while changes are tracked (5.5), readings above
# words (6.4), what an index is made of (8), forms, scripts, and objects of other programs.
_UNSEEN = {
    "dc:creator", "dc:date", "meta:date-string", "meta:creator-initials", "text:note-citation", "text:tracked-changes",
    "text:ruby-text", "text:table-of-content-source", "text:illustration-index-source", "text:table-index-source",
    "text:object-index-source", "text:user-index-source", "text:alphabetical-index-source", "text:bibliography-source",
    "office:forms", "office:scripts", "office:event-listeners", "text:script", "draw:object", "draw:object-ole",
    "office:styles", "office:automatic-styles", "office:font-face-decls", "text:sequence-decls",
}  # fmt: skip
_PARTS = ("footnotes", "endnotes", "comments", "headers", "footers")
_BESIDE = {
    "style:header": "headers", "style:header-left": "headers", "style:header-first": "headers",
    "style:footer": "footers", "style:footer-left": "footers", "style:footer-first": "footers",
}  # fmt: skip
_WHITE = Pattern(r"[ \t\r\n]+")
_MOST_SPACES = 1000
_SCHEME = Pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")


class _Link(Struct):
    """A link that has begun."""

    paragraph: Paragraph
    start: int
    url: str
    element: str
    words: str = ""
    """What describes the pictures in it."""
    drawn: bool = False
    alone: bool = False
    """Whether it stands in no paragraph, as a picture does that is bound to a page."""


class _Comment(Struct):
    """A comment: where it stands, and what it says."""

    paragraph: Paragraph | None
    offset: int
    text: list[str] = field(default_factory=list)


class TextReader:
    """Takes the elements of content and styles, and writes paragraphs into a manuscript: first the text, then notes."""

    def __init__(self, made: Manuscript) -> None:
        """Prepare to write into `made`."""
        self.root = ""
        """The outermost element; empty if nothing could be read."""
        self.title = ""
        self._made = made
        self._open: list[tuple[Paragraph, str]] = []
        """The paragraphs that have begun, each with the part that it belongs to; one may stand within another."""
        self._waiting: list[Paragraph] = []
        """Those of text boxes, which follow the paragraph that holds the box."""
        self._beside: dict[str, list[Paragraph]] = {name: [] for name in _PARTS}
        self._part = [""]
        self._kinds: list[str] = []
        self._links: list[_Link] = []
        self._comments: list[_Comment] = []
        self._begun_comments: list[_Comment] = []
        self._places: dict[int, int] = {}
        """Where the paragraphs with comments begin in the text, by their identities; until that is known, 0."""
        self._describing = False
        self._starts: dict[str, Callable[[str, Mapping[str, str]], None]] = {
            "text:p": self._start_paragraph, "text:h": self._start_paragraph, "text:s": self._spaces,
            "text:tab": self._character, "text:line-break": self._character,
            "text:a": self._start_link, "draw:a": self._start_link, "text:bibliography-mark": self._start_link,
            "draw:image": self._image, "draw:frame": self._frame,
            "svg:title": self._describe, "svg:desc": self._describe,
            "text:note": self._start_note, "office:annotation": self._start_comment,
            "text:list-item": self._start_kind, "table:table-cell": self._start_kind,
            "draw:text-box": self._start_kind,
        }  # fmt: skip

    def start(self, name: str, attributes: Mapping[str, str]) -> bool | None:
        """Take a start tag; True if nothing within is seen."""
        if name in _UNSEEN or attributes.get("text:display") == "none" or attributes.get("text:is-hidden") == "true":
            return True
        self.root = self.root or name
        if name in self._starts:
            self._starts[name](name, attributes)
        elif name in _BESIDE:
            self._part.append(_BESIDE[name])
        return None

    def end(self, name: str) -> None:
        """Take an end tag."""
        if name in ("text:p", "text:h"):
            self._end_paragraph()
        elif name in ("text:a", "draw:a", "text:bibliography-mark"):
            self._end_link()
        elif name in ("text:list-item", "table:table-cell", "draw:text-box"):
            self._kinds.pop()
        elif name in ("svg:title", "svg:desc"):
            self._describing = False
        elif name == "office:annotation":
            self._part.pop()
            self._comments.append(self._begun_comments.pop())
        elif name == "text:note" or name in _BESIDE:
            self._part.pop()

    def text(self, text: str) -> None:
        """Take text; white space counts as XML does not: a run of it is one space, none at the beginning (6.1.2)."""
        if self._describing:
            if self._links:
                self._links[-1].words += text
        elif self._open:
            paragraph, _ = self._open[-1]
            text = _WHITE.sub(" ", text)
            if not paragraph.length or paragraph.pieces[-1].endswith(" "):
                text = text.removeprefix(" ")
            if text:
                paragraph.add(text)

    def end_body(self) -> None:
        """End the text proper; what a broken file left open is kept."""
        while self._open:
            self._end_paragraph()
        self._part, self._kinds = [""], []

    def close(self) -> None:
        """Write down what stands beside the text."""
        self.end_body()
        for name in _PARTS:
            self._made.begin_part(name)
            for paragraph in self._beside[name]:
                self._write(paragraph)
        for comment in self._comments:
            place = self._places[id(comment.paragraph)] + comment.offset
            self._made.add_comment("\n".join(comment.text), place, place)

    def _start_paragraph(self, name: str, _: Mapping[str, str]) -> None:
        kind = "heading" if name == "text:h" else self._kinds[-1] if self._kinds else "paragraph"
        part = self._part[-1]
        self._open.append((Paragraph("paragraph" if part else kind), part))

    def _end_paragraph(self) -> None:
        if not self._open:
            return
        ended, part = self._open.pop()
        if part:
            self._beside[part].append(ended)
            if part == "comments" and self._begun_comments:
                self._begun_comments[-1].text.append(ended.text)
        elif self._open:
            self._waiting.append(ended)
        else:
            for paragraph in (ended, *self._waiting):
                self._write(paragraph)
            self._waiting.clear()

    def _write(self, paragraph: Paragraph) -> None:
        start = self._made.add(paragraph)
        if id(paragraph) in self._places:
            self._places[id(paragraph)] = start
        if paragraph.kind == "heading" and not self.title:
            self.title = " ".join(paragraph.text.split())

    def _start_kind(self, name: str, _: Mapping[str, str]) -> None:
        """Begin a list item, a cell or a box: what its paragraphs are."""
        self._kinds.append({"text:list-item": "item", "table:table-cell": "cell"}.get(name, "paragraph"))

    def _start_note(self, _: str, attributes: Mapping[str, str]) -> None:
        self._part.append("endnotes" if attributes.get("text:note-class") == "endnote" else "footnotes")

    def _start_comment(self, _: str, __: Mapping[str, str]) -> None:
        paragraph = self._open[-1][0] if self._open else None
        self._begun_comments.append(_Comment(paragraph, paragraph.length if paragraph else self._made.length))
        self._places[id(paragraph)] = 0
        self._part.append("comments")

    def _spaces(self, _: str, attributes: Mapping[str, str]) -> None:
        count = attributes.get("text:c", "1")
        self._add(" " * min(int(count), _MOST_SPACES) if count.isdecimal() else " ")

    def _character(self, name: str, _: Mapping[str, str]) -> None:
        self._add("\t" if name == "text:tab" else LINE_SEPARATOR)

    def _add(self, text: str) -> None:
        if self._open and text:
            self._open[-1][0].add(text)

    def _start_link(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a link (6.1.8, 10.4.12), or a citation with an address (8.1.11), which stands within a paragraph."""
        url = _target(attributes.get("xlink:href", attributes.get("text:url", "")))
        if self._open:
            paragraph, _ = self._open[-1]
            self._links.append(_Link(paragraph, paragraph.length, url, name))
        else:
            self._links.append(_Link(Paragraph(), 0, url, name, alone=True))

    def _end_link(self) -> None:
        if not self._links:
            return
        link = self._links.pop()
        if link.url and link.paragraph.length > link.start:
            link.paragraph.mark(link.start, link.url, Kind.LINK, link.element)
        elif link.url and link.drawn:
            link.paragraph.mark(link.start, link.url, Kind.LINK, link.element, link.words)
        if link.alone:
            self._write(link.paragraph)

    def _frame(self, _: str, __: Mapping[str, str]) -> None:
        if self._links:
            self._links[-1].drawn = True

    def _describe(self, _: str, __: Mapping[str, str]) -> None:
        self._describing = True

    def _image(self, _: str, attributes: Mapping[str, str]) -> None:
        """Note a picture that is not in the file itself."""
        url = attributes.get("xlink:href", "").strip()
        if self._open and _SCHEME.match(url):
            paragraph, _ = self._open[-1]
            paragraph.mark(paragraph.length, url, Kind.IMAGE, "draw:image", "")


def _target(written: str) -> str:
    """Give the URL that a link leads to, seen from the folder of the document; empty for a place in the document.

    Part 2, section 3.7: relative addresses are relative to the package, and lead out of it by `../`.
    """
    url = written.strip()
    return "" if url.startswith("#") else url.removeprefix("../")
