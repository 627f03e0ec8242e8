"""YAML: what the scalars say, as in JSON, and comments.

No alias is followed and no object made. From where a text is no YAML on, as in a template, it is read as plain text.
"""

# The only module that imports PyYAML, whose events are enough: they carry places. It is not hidden by the name of this
# module, since imports are absolute.

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linkaudit.documents.interface import PLAIN, UnreadableError
from linkaudit.documents.structured.values import DEEPEST, Value, ValueReader
from linkaudit.documents.structured.yaml_scalars import block_header, pieces_of, properties_end
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.interface import Options, Reading
    from linkaudit.documents.positions import Lines

# YAML 1.2.2, section 6.6, "Comments": white space or the beginning of a line comes before.
_COMMENT = Pattern(r"(?<![^\s\ufeff])#([^\r\n]*)")
# Section 5.1, "Character Set": what a parser refuses. A mark takes its place, so that everything else keeps its own.
_REFUSED = Pattern(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
_DIRECTIVE = Pattern(r"(?m)^%")
# Each directive is compared with all others.
_MOST_DIRECTIVES = 100
_BINARY = "tag:yaml.org,2002:binary"
_STRING = "tag:yaml.org,2002:str"
# Section 10.3.2, "Tag Resolution": plain scalars that are no strings.
_WORD = Pattern(
    r"(?i)|~|null|true|false|yes|no|on|off|[-+.]?\d[\d_.,:+eExXoabcdf-]*(?:[Tt ][\d:.+ -]*Z?)?|[-+]?\.(?:inf|nan)"
)


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read a YAML stream; from where it is none on it is read as plain text, lest a link be lost."""
    reader = ValueReader(lines, _COMMENT, options)
    try:
        _read(reader)
    except UnreadableError as error:
        reader.complain(str(error))
        reader.take_text(reader.position, len(lines.text))
    return reader.reading()


def _read(reader: ValueReader) -> None:
    """Take every scalar of a stream. Raises UnreadableError, naming the line, where it is no YAML."""
    text = reader.lines.text
    mark = 1 if text.startswith("\ufeff") else 0
    path = _Path()
    for event in _events(text[mark:]):
        name = type(event).__name__
        if name == "ScalarEvent":
            _take(reader, path, event, event.start_mark.index + mark, event.end_mark.index + mark)
        else:
            path.take(name)
        if len(path.keys) > DEEPEST:
            msg = f"line {event.start_mark.line + 1}: the YAML is nested deeper than {DEEPEST} levels"
            raise UnreadableError(msg)


def _events(text: str) -> Iterator[Any]:
    """Parse a text. Raises UnreadableError, naming the line, where it is no YAML."""
    import yaml  # noqa: PLC0415 - 10 ms, only for such files

    if sum(1 for _ in _DIRECTIVE.finditer(text)) > _MOST_DIRECTIVES:
        msg = f"more than {_MOST_DIRECTIVES} directives"
        raise UnreadableError(msg)
    # The parser in C is a hundred times faster; not every system has it.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        yield from yaml.parse(_REFUSED.sub("\ufffd", text), Loader=loader)
    except yaml.MarkedYAMLError as error:
        place = error.problem_mark or error.context_mark
        where = f"line {place.line + 1}, column {place.column + 1}: " if place else ""
        msg = f"{where}not YAML: {error.problem}"
        raise UnreadableError(msg) from error


def _take(reader: ValueReader, path: _Path, event: Any, start: int, end: int) -> None:
    """Take a scalar, which is a key or a value."""
    text = reader.lines.text
    start = properties_end(text, start, end)
    style = event.style or ""
    reader.take_comments(start)
    header = block_header(text, start, end) if style in ("|", ">") else None
    if header:
        reader.take_comment(header[1].strip(), header.start(1) - 1, header.end(1))
    reader.position = max(reader.position, start, header.end(1) if header else 0)
    is_key = path.expects_key
    if is_key:
        path.keys[-1] = event.value
    if event.tag != _BINARY:
        said = pieces_of(text, start, end, style, event.value)
        begin, stop = (said[0][1], said[-1][2]) if said else (start, start)
        is_string = bool(style) or event.tag == _STRING or _WORD.fullmatch(event.value) is None
        reader.take(Value(tuple(path.keys), said, begin, stop, is_string=is_string, is_key=is_key))
    reader.position = max(reader.position, end)
    path.pass_node()


class _Path:
    """Where the parser is: for each open collection its present key or index."""

    def __init__(self) -> None:
        self.keys: list[str | int] = []
        self._expected: list[str] = []
        """For each open collection what comes next in it: a key, a value, an item."""
        self._documents = 0

    @property
    def expects_key(self) -> bool:
        """Whether what comes next is a key."""
        return bool(self._expected) and self._expected[-1] == "key"

    def take(self, event: str) -> None:
        """Take an event that is no scalar."""
        if event == "DocumentStartEvent":
            # The first document is what a file is about; those behind it are numbered.
            self.keys = [self._documents] if self._documents else []
            self._expected.clear()
            self._documents += 1
        elif event in ("MappingStartEvent", "SequenceStartEvent"):
            if self.expects_key:
                self.keys[-1] = "?"
            mapping = event == "MappingStartEvent"
            self.keys.append("" if mapping else 0)
            self._expected.append("key" if mapping else "item")
        elif event in ("MappingEndEvent", "SequenceEndEvent"):
            self.keys.pop()
            self._expected.pop()
            self.pass_node()
        elif event == "AliasEvent":
            if self.expects_key:
                self.keys[-1] = "*"
            self.pass_node()

    def pass_node(self) -> None:
        """Go on behind a node, to the next in its collection."""
        last = self.keys[-1] if self.keys else ""
        if self._expected and isinstance(last, int):
            self.keys[-1] = last + 1
        elif self._expected:
            self._expected[-1] = "key" if self._expected[-1] == "value" else "value"
