"""MediaWiki's wikitext: external links, bare URLs, addresses in templates, citation templates, visible text.

What is a link is decided as MediaWiki decides it (https://www.mediawiki.org/wiki/Help:Links): `[address label]`, an
address in running text, not within `<nowiki>`. Pages linked by name, as in `[[page]]`, have no address in the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from linkaudit.documents.bare import bare_urls
from linkaudit.documents.html import read_fragments
from linkaudit.documents.interface import PLAIN, Reading
from linkaudit.documents.metadata import field_references
from linkaudit.documents.pages.attributes import attributes, unescape
from linkaudit.documents.prose import Prose
from linkaudit.documents.text import CONTEXT
from linkaudit.documents.wiki.header import header_fields
from linkaudit.documents.wiki.links import kind_of_page, options, part_of_address
from linkaudit.documents.wiki.plain import CHARACTERS, address, plain
from linkaudit.documents.wiki.syntax import structure
from linkaudit.documents.wiki.tags import PARTING, Quotation, has_address
from linkaudit.documents.wiki.templates import read_template, template_name
from linkaudit.documents.wiki.text import WikiText, pieces
from linkaudit.models import Comment, Kind, Reference

if TYPE_CHECKING:
    from linkaudit.documents.interface import Options
    from linkaudit.documents.positions import Lines
    from linkaudit.documents.wiki.syntax import Event, Node
    from linkaudit.models import Block, Entry, Field

# Parameters of a template in running text that are running text themselves; the others say how it is to look.
_TEXT_PARAMETERS = {"text", "quote", "content", "title", "caption", "note"}
_LONGEST_LABEL = 2000
# MediaWiki itself expands templates no deeper ($wgMaxTemplateDepth); a page has other constructs around them.
_DEEPEST = 100


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read wikitext."""
    reader = _WikiReader(lines, options)
    for event in structure(lines.text):
        reader.take(event)
    return reader.reading()


class _Part(Struct):
    """What holds for a part of a construct."""

    begin: int = 0
    """Where its text begins: in a template behind the name."""
    seen: bool = True
    """Whether a reader sees it."""
    linked: bool = True
    """Whether a bare URL in it is a link."""
    spaced: bool = False
    """Whether a space stands for the `|` before it."""


class _Around(Struct):
    """A construct that is open, and what held before it."""

    seen: bool
    linked: bool
    flow: WikiText
    parts: dict[int, _Part] = field(default_factory=dict)
    """By the place of the `|` before each."""
    block: bool = False
    """Whether each part is a block of its own."""


class _WikiReader:
    """Goes through the markup of a page and gathers what stands there."""

    def __init__(self, lines: Lines, options: Options) -> None:
        self.lines = lines
        self.text = lines.text
        self.options = options
        self.position = 0
        """How far the text is read."""
        self.references: list[Reference] = []
        self.entries: list[Entry] = []
        self.fields: list[Field] = []
        self.comments: list[Comment] = []
        self.blocks: list[Block] = []
        self.tags: list[tuple[int, int]] = []
        self.prose = Prose()
        """The text in which a bare URL is a link."""
        self.page = WikiText(self.text, 0)
        self.flow = self.page
        """The flow of text that is being read: the page, or a footnote."""
        self.around: list[_Around] = []
        self.seen = True
        self.linked = True
        self.quoting = Quotation(self.text)
        self.note = ""
        """The name of the footnote."""
        self.title = ""
        self.skipped: tuple[str, ...] = ()

    def take(self, event: Event) -> None:
        """Take the text before a piece of markup, and the markup."""
        if event.start < self.position:
            self._pass_over(event)
            return
        self._text(self.position, event.start)
        self.position = event.end
        if event.action == "whole":
            self._whole(event.node)
        elif event.action == "open":
            self._open(event.node)
        elif event.action == "cut":
            self._cut(event.start)
        else:
            self._close(event.node)

    def _pass_over(self, event: Event) -> None:
        """Take markup that stands in an address or in the name of a parameter, where nothing but comments counts."""
        if event.action == "open":
            self._enter(seen=False, linked=False)
        elif event.action == "close":
            self._leave()
        elif event.node.what == "comment":
            self._comment(event.node)

    def reading(self) -> Reading:
        """Give what was found."""
        self._text(self.position, len(self.text))
        self.page.end_block(len(self.text))
        if self.tags:
            self.references.extend(read_fragments(self.lines, (), self.tags).references)
        for found in self.prose.urls():
            self._refer(found.url, found.start, found.end, Kind.BARE, self._before(found.start))
        title = plain(self.text[slice(*self.page.title)]) if self.page.title else ""
        return Reading(
            references=tuple(sorted(self.references, key=lambda each: each.location.start)),
            blocks=tuple(sorted([*self.blocks, *self.page.blocks], key=lambda each: each.start)),
            fields=tuple(self.fields),
            comments=tuple(self.comments),
            title=self.title or title,
            entries=tuple(self.entries),
            skipped_parts=self.skipped,
        )

    def _text(self, start: int, end: int) -> None:
        """Take running text."""
        if start >= end or not (self.seen or self.linked):
            return
        for text, begin, stop in self.flow.take(start, end) if self.seen else pieces(self.text, start, end):
            if self.linked and not self.quoting:
                self.prose.add(text, begin, stop)

    def _refer(self, url: str, start: int, end: int, kind: Kind, text: str = "", element: str = "") -> None:
        location = self.lines.location(start, end)
        self.references.append(Reference(url, self.text[start:end], location, kind, text=text, element=element))

    def _before(self, start: int) -> str:
        """Give the words before a place on its line."""
        line = self.lines.starts[self.lines.line_of(start) - 1]
        return plain(self.text[max(line, start - CONTEXT) : start]).rpartition("|")[2].strip()

    def _short(self, start: int, end: int) -> str:
        """Give what stands between two offsets, or as much of it as anybody calls a label or a title."""
        return self.text[start : min(end, start + _LONGEST_LABEL)]

    def _enter(self, *, seen: bool = True, linked: bool = True, block: bool = False) -> _Around:
        around = _Around(self.seen, self.linked, self.flow, block=block)
        self.around.append(around)
        self.seen, self.linked = self.seen and seen, self.linked and linked
        return around

    def _leave(self) -> _Around:
        around = self.around.pop()
        self.seen, self.linked, self.flow = around.seen, around.linked, around.flow
        return around

    def _open(self, node: Node) -> None:
        if node.what == "template":
            self._template(node)
        elif node.what == "link":
            self._link(node)
        elif node.what == "external":
            self._external(node)
        elif node.what == "note":
            self._note(node)
        else:
            # Of a parameter of the template that the page itself is, a reader sees what stands for it if it is missing.
            self._enter(seen=False).parts = {
                cut: _Part(cut + 1, seen=not number) for number, cut in enumerate(node.cuts)
            }
            self.flow.touch()

    def _cut(self, place: int) -> None:
        """Go over to the next part of what is open."""
        around = self.around[-1]
        part = around.parts.get(place, _Part(place + 1, seen=False, linked=False))
        self.seen, self.linked = around.seen and part.seen, around.linked and part.linked
        self.position = max(self.position, part.begin)
        self.flow.touch()
        if self.seen and around.block:
            self.flow.end_block(part.begin, "cell")
        elif self.seen and part.spaced:
            self.flow.show(" ", place)

    def _close(self, node: Node) -> None:
        if node.what == "note":
            self.flow.end_block(node.inner_end)
            self.blocks.extend(self.flow.blocks)
            self.note = ""
            self.quoting.end()
        if self._leave().block:
            self.flow.end_block(node.end)
        if self.seen:
            self.flow.touch()

    def _template(self, node: Node) -> None:
        """Take a template: its addresses, its entry, and those of its parameters that are text."""
        if len(self.around) > _DEEPEST:
            self._too_deep(node)
            return
        name = template_name(self.text, node)
        if self._stands_for_text(node, name):
            self._enter(seen=False, linked=False)
            return
        template = read_template(self.lines, node, name, self.note)
        self.references.extend(target.reference for target in template.targets)
        self.entries.extend([template.entry] if template.entry else [])
        if name.startswith("displaytitle:"):
            self.title = plain(self._short(node.inner, node.inner_end).partition(":")[2])
        block = self.seen and self._is_block(node)
        if block:
            self.flow.end_block(node.start)
        self.flow.touch()
        addresses = {target.parameter for target in template.targets}
        parts: dict[int, _Part] = {}
        spaced = False
        for cut, parameter in zip(node.cuts, template.parameters, strict=True):
            shown = not parameter.named or block or parameter.name.lower() in _TEXT_PARAMETERS
            seen = shown and template.entry is None
            parts[cut] = _Part(parameter.start, seen, parameter not in addresses, spaced)
            spaced = spaced or seen
        # The condition of a parser function stands behind its name: `{{#if: https://… | …}}`; an address is no name.
        self._enter(seen=False, linked=name.startswith("#") or "://" in name, block=block).parts = parts

    def _too_deep(self, node: Node) -> None:
        """Take a template within too many others for text, in which a URL may stand, and for nothing else."""
        self._enter(seen=False).parts = {cut: _Part(cut + 1, seen=False) for cut in node.cuts}
        if not self.skipped:
            line = self.lines.line_of(node.start)
            self.skipped = (f"line {line}: templates in more than {_DEEPEST} others are read for bare URLs only",)

    def _is_block(self, node: Node) -> bool:
        """Tell whether a template stands apart from running text: on lines of its own."""
        if not self.flow.at_line_start:
            return False
        return self.text[node.end : node.end + 1] in ("", "\r", "\n") or self.text.find("\n", node.start, node.end) >= 0

    def _stands_for_text(self, node: Node, name: str) -> bool:
        """Take a template that stands for a character, or for a part of the address around it, as text."""
        character = CHARACTERS.get(name) if not node.cuts else None
        source = character or part_of_address(self.text, node)
        if character and self.seen:
            self.flow.show(character, node.start)
        if source and self.linked and not self.quoting:
            self.prose.add(source, node.start, node.end)
        return bool(source)

    def _link(self, node: Node) -> None:
        """Take a link to a page of the wiki by its text, and a picture by its caption, which is the last part."""
        self.flow.touch()
        kind = kind_of_page(self.text, node)
        parts: dict[int, _Part] = {}
        if kind == "file":
            for cut, is_option, target in options(self.text, node):
                parts[cut] = _Part(cut + 1, seen=not is_option, linked=target is None)
                if target:
                    self._refer(*target, Kind.LINK, element="file link")
        elif kind == "page":
            parts = {cut: _Part(cut + 1, linked=False) for cut in node.cuts[:1]}
        self._enter(seen=kind == "page" and not node.cuts, linked=False).parts = parts

    def _external(self, node: Node) -> None:
        """Take a link with its address and its label. A template that is a part of the address stays as it is."""
        start, end = node.start + 1, node.inner
        url, stop = address(self.text, start, end)
        if stop < end:
            url = unescape(self.text[start:end])
        label = self._short(end, node.inner_end) if len(self.around) <= _DEEPEST else ""
        self._refer(url, start, end, Kind.LINK, plain(label))
        self.flow.touch()
        self._enter(linked=False)
        self.position = end + len(label) - len(label.lstrip())

    def _note(self, node: Node) -> None:
        """Take a footnote: a text of its own, wherever it stands."""
        self.flow.touch()
        self._enter()
        self.seen = self.linked = True
        self.quoting.end()
        named = attributes(self.text[node.start : node.inner], node.start).get("name")
        self.note = named.text if named else ""
        self.flow = WikiText(self.text, node.inner, "item")

    def _whole(self, node: Node) -> None:
        if node.what == "comment":
            self._comment(node)
        elif node.what == "literal":
            self._literal(node)
        else:
            self._tag(node)
        if node.what != "tag" and self.options.include_code:
            for found in bare_urls(self.text, node.inner, node.inner_end):
                self._refer(found.url, found.start, found.end, Kind.BARE, self._before(found.start))

    def _comment(self, node: Node) -> None:
        place = self.lines.location(node.start, node.end)
        self.comments.append(Comment(self.text[node.inner : node.inner_end], place))
        self.prose.bridge(node.start, node.end)

    def _literal(self, node: Node) -> None:
        """Take text that is no wikitext. A reader sees it unless a program makes something else of it."""
        literal = self.text[node.inner : node.inner_end]
        if self.seen and node.name == "pre":
            if not self.text[: node.start].strip():
                self._header(node)
            self.flow.end_block(node.start)
            self.flow.show(literal, node.inner)
            self.flow.end_block(node.end)
        elif self.seen and node.name == "nowiki":
            self.flow.show(literal, node.inner)

    def _header(self, node: Node) -> None:
        """Take what stands at the top of a page as it is for the header of a proposal, if it is one."""
        self.fields = header_fields(self.lines, node.inner, node.inner_end)
        self.title = next((each.value for each in self.fields if each.name == "title"), self.title)
        if self.fields and not self.options.include_code:
            self.references.extend(field_references(self.lines, node.inner, node.inner_end, self.fields))

    def _tag(self, node: Node) -> None:
        if has_address(self.text, node):
            self.tags.append((node.start, node.end))
        self.quoting.take(node)
        if not self.seen:
            return
        name = node.name.removeprefix("/")
        self.flow.touch()
        if name == "br":
            self.flow.show("\n", node.start)
        elif name in PARTING:
            self.flow.end_block(node.start if name == node.name else node.end)
            self.flow.gallery = node.name == "gallery"
