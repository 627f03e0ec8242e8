"""The text of a part of a Word document: paragraphs, links, fields, drawings (ECMA-376, part 1, section 17)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from linkaudit.documents.office import docx_fields
from linkaudit.documents.office.manuscript import LINE_SEPARATOR, Manuscript, Paragraph, resolved
from linkaudit.models import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linkaudit.documents.office.docx_parts import Relations, Styles

# What was deleted or moved away (17.13.5); what stands in for a drawing that a program does not know, another form of
# what stands beside it (part 3, section 10.2); readings above words (17.3.3.24); how it all looks, and looked.
_UNSEEN = {
    "w:del", "w:moveFrom", "mc:Fallback", "w:rt", "w:sectPr", "w:tabs", "w:tblPr", "w:tblGrid", "w:pPrChange",
    "w:rPrChange", "w:sdtPr",
}  # fmt: skip
_NOTES = {"w:footnote", "w:endnote"}
# Notes that are lines between text and notes (17.18.33).
_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}
_CHARACTERS = {"w:tab": "\t", "w:ptab": "\t", "w:br": LINE_SEPARATOR, "w:cr": LINE_SEPARATOR, "w:noBreakHyphen": "-"}
_FALSE = {"0", "false", "off"}


class _Begun(Struct):
    """Where something began that may show a link: the paragraph, and how far it had come."""

    paragraph: Paragraph
    start: int
    marks: int
    drawn: int
    url: str = ""


class _Field(Struct):
    """A field that has begun: its code, and its result as soon as that has begun."""

    code: list[str] = field(default_factory=list)
    showing: bool = False
    result: _Begun | None = None


class _Picture(Struct):
    """A drawing: what describes it, and the links upon it that were noted."""

    words: str = ""
    marked: set[tuple[Kind, str]] = field(default_factory=set)


class _Comment(Struct):
    """A comment of a reviewer that has begun."""

    identifier: str
    start: int
    text: list[str] = field(default_factory=list)


class TextReader:
    """Takes the elements of a part and writes its paragraphs into a manuscript."""

    def __init__(
        self, made: Manuscript, relations: Relations, styles: Styles, base: str, commented: dict[str, tuple[int, int]]
    ) -> None:
        """Prepare to read a part that refers to `relations`, and whose relative links are relative to `base`.

        `commented` holds for each comment, by its identifier, the stretch of the text that it is about; what this
        part says of that is added.
        """
        self.root = ""
        """The outermost element; empty if nothing could be read."""
        self.title = ""
        self._made = made
        self._relations = relations
        self._styles = styles
        self._base = base
        self._commented = commented
        self._anchors: list[tuple[str, Paragraph, int]] = []
        self._open: list[Paragraph] = []
        """The paragraphs that have begun: one in a text box stands within another."""
        self._waiting: list[Paragraph] = []
        """Those of text boxes, which follow the paragraph that holds the box."""
        self._cells = 0
        self._hidden: list[bool] = []
        """Of each run that has begun, whether it is hidden."""
        self._fields: list[_Field] = []
        self._links: list[_Begun] = []
        self._pictures: list[_Picture] = []
        self._drawn = _Picture()
        self._drawings = 0
        self._inside = ""
        self._comment: _Comment | None = None
        self._starts = self._handlers_of_starts()
        self._ends = self._handlers_of_ends()

    def _handlers_of_starts(self) -> dict[str, Callable[[Mapping[str, str]], None]]:
        anchor = self._anchor
        picture = self._start_picture
        return {
            "w:p": self._start_paragraph, "w:pStyle": self._style, "w:numPr": self._numbered, "w:tc": self._start_cell,
            "w:r": self._start_run, "w:vanish": self._vanish, "w:hyperlink": self._start_link,
            "w:fldChar": self._field_character, "w:fldSimple": self._start_simple_field,
            "w:drawing": picture, "w:pict": picture, "w:object": picture,
            "wp:docPr": self._describe, "a:hlinkClick": self._click, "a:blip": self._linked_picture,
            "w:commentRangeStart": anchor, "w:commentRangeEnd": anchor, "w:commentReference": anchor,
            "w:comment": self._start_comment,
        }  # fmt: skip

    def _handlers_of_ends(self) -> dict[str, Callable[[], None]]:
        picture = self._end_picture
        return {
            "w:p": self._end_paragraph, "w:tc": self._end_cell, "w:r": self._end_run, "w:hyperlink": self._end_link,
            "w:fldSimple": self._end_field, "w:drawing": picture, "w:pict": picture, "w:object": picture,
            "w:comment": self._end_comment,
        }  # fmt: skip

    def start(self, name: str, attributes: Mapping[str, str]) -> bool | None:
        """Take a start tag; True if nothing within is seen."""
        if name in _UNSEEN or (name in _NOTES and attributes.get("w:type") in _SEPARATORS):
            return True
        self.root = self.root or name
        self._inside = name
        if name in self._starts:
            self._starts[name](attributes)
        elif name in _CHARACTERS:
            self._show(_CHARACTERS[name])
        elif name.startswith("v:"):
            self._shape(name, attributes)
        return None

    def end(self, name: str) -> None:
        """Take an end tag."""
        self._inside = ""
        if name in self._ends:
            self._ends[name]()

    def text(self, text: str) -> None:
        """Take text: that of a run, or the code of a field."""
        if self._inside == "w:t":
            self._show(text)
        elif self._inside == "w:instrText" and self._fields:
            self._fields[-1].code.append(text)

    def close(self) -> None:
        """Keep what a broken file left open."""
        while self._open:
            self._end_paragraph()

    def _show(self, text: str) -> None:
        """Add text that is seen, unless it is hidden, or goes into the code of a field that has no result yet."""
        coded = next((each for each in reversed(self._fields) if not each.showing), None)
        if coded:
            coded.code.append(text)
        elif self._open and not (self._hidden and self._hidden[-1]):
            self._open[-1].add(text)

    def _start_paragraph(self, _: Mapping[str, str]) -> None:
        self._open.append(Paragraph("cell" if self._cells else "paragraph"))

    def _end_paragraph(self) -> None:
        if not self._open:
            return
        ended = self._open.pop()
        for each in self._fields:
            if each.result and each.result.paragraph is ended:
                self._finish(each)
        if self._open:
            self._waiting.append(ended)
            return
        for paragraph in (ended, *self._waiting):
            self._write(paragraph)
        self._waiting.clear()

    def _write(self, paragraph: Paragraph) -> None:
        """Write a paragraph down, and note which comments are about it."""
        start = self._made.add(paragraph)
        if self._comment:
            self._comment.text.append(paragraph.text)
        elif paragraph.kind == "heading" and not self.title:
            self.title = " ".join(paragraph.text.split())
        here = [each for each in self._anchors if each[1] is paragraph]
        for identifier, _, offset in here:
            first, _ = self._commented.get(identifier, (start + offset, 0))
            self._commented[identifier] = (first, start + offset)
        if here:
            self._anchors = [each for each in self._anchors if each[1] is not paragraph]

    def _style(self, attributes: Mapping[str, str]) -> None:
        if self._open and self._open[-1].kind == "paragraph":
            self._open[-1].kind = self._styles.kind(attributes.get("w:val", ""))

    def _numbered(self, _: Mapping[str, str]) -> None:
        if self._open and self._open[-1].kind == "paragraph":
            self._open[-1].kind = "item"

    def _start_cell(self, _: Mapping[str, str]) -> None:
        self._cells += 1

    def _end_cell(self) -> None:
        self._cells -= 1

    def _start_run(self, _: Mapping[str, str]) -> None:
        self._hidden.append(False)

    def _end_run(self) -> None:
        self._hidden.pop()

    def _vanish(self, attributes: Mapping[str, str]) -> None:
        """Hide a run (17.3.2.41). Outside of runs it is the mark at the end of a paragraph that is hidden."""
        if self._hidden:
            self._hidden[-1] = attributes.get("w:val") not in _FALSE

    def _begun(self, url: str = "") -> _Begun:
        paragraph = self._open[-1]
        return _Begun(paragraph, paragraph.length, len(paragraph.marks), self._drawings, url)

    def _start_link(self, attributes: Mapping[str, str]) -> None:
        """Begin a hyperlink (17.16.22); one without a target outside of the document leads to a place within it."""
        url, anchor = self._target(attributes.get("r:id", "")), attributes.get("w:anchor", "")
        if self._open:
            self._links.append(self._begun(f"{url}#{anchor}" if url and anchor and "#" not in url else url))

    def _end_link(self) -> None:
        if self._links:
            link = self._links.pop()
            self._mark(link, link.url, Kind.LINK, "w:hyperlink")

    def _mark(self, begun: _Begun, url: str, kind: Kind, element: str) -> None:
        """Note a link that shows something: words, or a drawing that has not the same link upon it."""
        paragraph = begun.paragraph
        if not url or any(each.url == url for each in paragraph.marks[begun.marks :]):
            return
        if paragraph.length > begun.start or kind is Kind.IMAGE:
            paragraph.mark(begun.start, url, kind, element)
        elif self._drawings > begun.drawn:
            paragraph.mark(begun.start, url, kind, element, self._drawn.words)

    def _field_character(self, attributes: Mapping[str, str]) -> None:
        """Go on to the next part of a field: code, result, end (17.16.18)."""
        kind = attributes.get("w:fldCharType")
        if kind == "begin":
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._show_result(self._fields[-1])
        elif kind == "end":
            self._end_field()

    def _start_simple_field(self, attributes: Mapping[str, str]) -> None:
        """Begin a field whose code is an attribute (17.16.19)."""
        self._fields.append(_Field([attributes.get("w:instr", "")]))
        self._show_result(self._fields[-1])

    def _end_field(self) -> None:
        if self._fields:
            self._finish(self._fields.pop())

    def _show_result(self, begun: _Field) -> None:
        begun.showing = True
        begun.result = self._begun() if self._open else None

    def _finish(self, ended: _Field) -> None:
        """Note the link of a field, at the latest where the paragraph ends in which its result began."""
        if ended.result:
            url, kind = docx_fields.target("".join(ended.code))
            self._mark(ended.result, resolved(self._base, url), kind, "field")
        ended.result = None

    def _start_picture(self, _: Mapping[str, str]) -> None:
        self._pictures.append(_Picture())

    def _end_picture(self) -> None:
        if self._pictures:
            self._drawn = self._pictures.pop()
            self._drawings += 1

    def _describe(self, attributes: Mapping[str, str]) -> None:
        if self._pictures:
            self._pictures[-1].words = attributes.get("descr") or attributes.get("title") or ""

    def _click(self, attributes: Mapping[str, str]) -> None:
        """Note the link upon a drawing (20.1.2.2.23), which may be stated of the drawing and of the picture in it."""
        self._upon_picture(self._target(attributes.get("r:id", "")), Kind.LINK, "a:hlinkClick")

    def _linked_picture(self, attributes: Mapping[str, str]) -> None:
        """Note a picture that is not in the file itself (20.1.8.13)."""
        self._upon_picture(self._target(attributes.get("r:link", "")), Kind.IMAGE, "a:blip")

    def _shape(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a shape of VML (part 4, section 14.1), the older language of drawings."""
        if self._pictures and attributes.get("alt"):
            self._pictures[-1].words = attributes["alt"]
        self._upon_picture(resolved(self._base, attributes.get("href", "").strip()), Kind.LINK, name)
        if name == "v:imagedata":
            self._upon_picture(self._target(attributes.get("r:id", "")), Kind.IMAGE, name)

    def _upon_picture(self, url: str, kind: Kind, element: str) -> None:
        picture = self._pictures[-1] if self._pictures else _Picture()
        if url and self._open and (kind, url) not in picture.marked:
            picture.marked.add((kind, url))
            self._open[-1].mark(self._open[-1].length, url, kind, element, picture.words)

    def _target(self, identifier: str) -> str:
        return resolved(self._base, self._relations.external(identifier))

    def _anchor(self, attributes: Mapping[str, str]) -> None:
        """Note a place that a comment is about (17.13.4)."""
        if self._open:
            self._anchors.append((attributes.get("w:id", ""), self._open[-1], self._open[-1].length))

    def _start_comment(self, attributes: Mapping[str, str]) -> None:
        self._comment = _Comment(attributes.get("w:id", ""), self._made.length)

    def _end_comment(self) -> None:
        if self._comment:
            place = self._commented.get(self._comment.identifier, (self._comment.start, self._made.length))
            self._made.add_comment("\n".join(self._comment.text), *place)
        self._comment = None
