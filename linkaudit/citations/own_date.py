"""When the document itself was written: every kind of evidence in the order of its weight."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations.accessed import states_visit
from linkaudit.citations.dates import find_dates, may_hold_date, parse_date, stated_dates
from linkaudit.citations.labels import all_labels, labels_before_numbers, lines_of, table
from linkaudit.citations.signs import may_have_label
from linkaudit.citations.words import day_comes_first, words_of
from linkaudit.documents.positions import locate, top_of
from linkaudit.models import Block, Dated, PartialDate, Precision
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.citations.dates import FoundDate
    from linkaudit.models import Document, Field

# A heading that calls the document one of a row, and then gives the day of this one: `Newsletter 18 - 3 May 2018`.
_ISSUE = Pattern(
    r"(?i)^\W*(?:\w+\W+){0,4}?(?:week(?:ly)?|newsletter|issue|digest|edition|round-?up|bulletin|recap|brief|"
    r"vol(?:ume)?|wochenbrief|rundbrief|ausgabe|bolet[ií]n|boletim|bulletin|бюллетень|дайджест|выпуск)\b(?!\s+of\b)"
)
# How far into a document its date can stand, counted in blocks; furniture of saved pages comes before it.
_HEAD_BLOCKS = 12
_LABEL_BLOCKS = 40
_LONGEST_DATELINE = 100
_LONGEST_SHORT_LINE = 60
_MOST_WORDS_IN_DATELINE = 9
_MOST_WORDS_FAR_DOWN = 4
_LONGEST_BESIDE_LABEL = 120
_LONGEST_PREPOSITION = 2
# What the writer says of the text at its head, or in the file of data that it is.
_HEADERS = ("front matter", "comment header", "metadata")
# What office programs note in a file besides its text.
_PROPERTIES = ("document properties",)
# Names and classes of `<time>` that say that it is of the publication, and parts of those that say that it is not.
_PUBLISHED = {
    "pubdate", "datepublished", "published", "entry-date", "dt-published", "post-date", "entry-time", "post-time",
    "date-published", "published-date", "publish-date", "article-date",
}  # fmt: skip
_CHANGED = ("updated", "modified", "edited", "comment", "event", "start", "end", "birth", "death", "due")
_WORD = Pattern(r"[^\W\d_]{2,}")
# `MOSCOW, July 12, 2018 (Reuters) - …`: place and date before the first sentence.
_AGENCY_PLACE = r"\s*+[A-Z][A-Z .,'/-]{2,40}[,(]?\s*"
_AGENCY_DATELINE = Pattern(rf"{_AGENCY_PLACE}(?=[A-Z][a-z]+\.? \d|\d)")
_AGENCY_PLACE_ALONE = Pattern(_AGENCY_PLACE)
# Words in a line with a date that make the date one of something else.
_OF_SOMETHING_ELSE = Pattern(
    r"(?i)\b(?:version|release[ds]?|copyright|expires?|deadline|until|since|valid|due|born|died|as of|v\d)|"
    r"©|[\w)]\s*:\s*$"
)
# An item of a list whose number is the day of a date: `12. Juli 2018`, perhaps with a time.
_DAY_AS_NUMBER = Pattern(
    r"[ \t]*(\d{1,2}\. (?:[^\W\d_]{3,12}\.? |\d{1,2}\. ?)\d{4}(?:,? (?:um |kl\. |- )?\d\d?[.:]\d\d(?: Uhr)?)?)"
    r"[ \t]*(?:\Z|\r?\n)"
)
# A line of a program: `anniversary <- as.Date("1991-10-12")`.
_CODE = Pattern(r"=|<-|[{}]|;\s*$|\([\"']")
_SENTENCE_END = Pattern(r"[^\W\d_]{3,}[.!?。]\s*$")
_SLUG_SEPARATORS = Pattern(r"[-_.]+")
_FILE_NAME_DATE = Pattern(r"(?<!\d)((?:19|20)\d\d)(?:([-_.])(\d{1,2})\2(\d{1,2})|(\d\d)(\d\d))(?!\d)")
_FOLDER_DATE = Pattern(r"(?:^|/)((?:19|20)\d\d)/(\d\d)(?:/(\d\d))?/[^/]*$")
# Documents that are added to as long as they live have no date of their own.
_LIVING_NAMES = Pattern(
    r"(?i)^(?:change[-_ ]?log|changes|history|news|releases?|release[-_ ]?notes|readme|contributing|todo|roadmap|"
    r"index)\b"
)
# Header lines of proposals that are amended for years: Python's PEPs, Tor's proposals, Bitcoin's BIPs.
_LIVING_HEADER = Pattern(r"(?im)^[^\S\n]*(?:Status|Replaces|Superseded-By|Target|Python-Version|Post-History)\s*:\s*\S")


def is_of_making(document: Document, own: Dated) -> bool:
    """Tell whether a date only says when a document was begun: `created:` in the front matter, `Created: Jan 2007`."""
    lists = data.load("labels")
    names = {field.name.lower() for field in document.fields if field.location == own.location}
    return not names.isdisjoint(lists["keys"]["made"]) or own.text.casefold().startswith(words_of("made"))


def own_date(document: Document) -> Dated | None:
    """Find the date of the document; None if nothing in it, nor its name, says it."""
    return next(_evidence(document), None)


def modified_date(document: Document) -> Dated | None:
    """Find the date of the document's last change; None if nothing says it."""
    keys = data.load("labels")["keys"]
    found = _in_fields(document.fields, (*_HEADERS, "note", "feed", "opml"), keys["modified"])
    found = found or _in_fields(document.fields, ("meta", "microdata", "json-ld"), keys["meta_modified"])
    found = found or next(_labelled(document, document.blocks, "modified"), None)
    return found or _in_fields(document.fields, (*_PROPERTIES, "package"), keys["modified"])


def is_living(document: Document) -> bool:
    """Tell whether a document is one that is added to over the years: a change log, a list of news, a proposal."""
    return _LIVING_NAMES.match(PurePosixPath(document.path).name) is not None or is_proposal(document)


def is_proposal(document: Document) -> bool:
    """Tell whether a document is a proposal that says where it stands, and is amended until it is decided."""
    return any(_LIVING_HEADER.search(block.text) for block in document.blocks[:2])


def _evidence(document: Document) -> Iterator[Dated]:
    """Go through what dates a document, the weightiest first."""
    keys = data.load("labels")["keys"]
    for origins, names in (
        (_HEADERS, keys["published"]),
        (("package",), ("published", "date")),
        (("meta",), keys["meta_published"]),
        (("json-ld", "microdata"), ("datepublished", "uploaddate")),
        (("mail header", "note"), ("date", "created")),
        # A feed or outline is dated by its last change: what it lists is older.
        (("feed", "opml"), ("updated", "published", "created")),
    ):
        found = _in_fields(document.fields, origins, names)
        if found:
            yield found
    yield from _times(document.fields)
    yield from _labelled(document, document.blocks[:_LABEL_BLOCKS], "published")
    yield from _datelines(document)
    yield from _only_time(document.fields)
    if not is_living(document):
        yield from _file_name(document)
        # When a file was made, from a template or as a print of a page, says little of when its text was written.
        made = _in_fields(document.fields, _PROPERTIES, keys["published"])
        if made:
            yield made


def _in_fields(fields: Iterable[Field], origins: tuple[str, ...], names: Iterable[str]) -> Dated | None:
    """Find the first of the named fields that holds a date."""
    by_name: dict[str, Field] = {}
    for field in fields:
        if field.origin in origins:
            by_name.setdefault(field.name.lower().replace(" ", "_"), field)
    for name in names:
        named = by_name.get(name)
        date = parse_date(named.value) if named else None
        if named and date:
            return Dated(date, named.origin, named.value, named.location)
    return None


def _times(fields: Iterable[Field]) -> Iterator[Dated]:
    """Find the times of markup that say that they are of the publication: `<time class="entry-date published">`."""
    for field in fields:
        if field.origin == "time" and not _PUBLISHED.isdisjoint(field.name.lower().split()):
            date = parse_date(field.value)
            if date:
                yield Dated(date, field.origin, field.value, field.location)


def _only_time(fields: Iterable[Field]) -> Iterator[Dated]:
    """Find the time of markup that is the only one on its page, whatever it is called, but for that of a change."""
    times = [
        (field, parse_date(field.value))
        for field in fields
        if field.origin == "time" and not any(sign in field.name.lower() for sign in _CHANGED)
    ]
    days = {date and (date.year, date.month, date.day) for _, date in times}
    field, date = times[0] if len(days) == 1 else (None, None)
    if field and date and date.precision is Precision.DAY:
        yield Dated(date, field.origin, field.value, field.location)


def _labelled(document: Document, blocks: Iterable[Block], kind: str) -> Iterator[Dated]:
    """Find the dates that stand behind a label: `Created: Jan 2007`, `Last updated 4 June 2020`."""
    words = table(kind)
    if not may_have_label(document.text, all_labels(kind)):
        return
    for block in blocks:
        if not may_hold_date(block.text):
            continue
        for start, end in lines_of(block.text):
            for label in labels_before_numbers(block.text, start, end, words):
                stop = min(end, label.end + _LONGEST_BESIDE_LABEL)
                found = find_dates(block.text, label.end, stop, day_first=day_comes_first(kind, label.words))
                date = next(found, None)
                # A weekday may stand between; `Published by X, whose history since May 2003 …` tells a story.
                if date and len(_WORD.findall(block.text, label.end, date.start)) <= 1:
                    text = block.text[label.start : end].strip()
                    yield Dated(date.date, "label", text, locate(document, block, date.start, date.end))


def _datelines(document: Document) -> Iterator[Dated]:
    """Find the line that is a date, perhaps with a name, a place or a time: in the head, or the only one there is."""
    lines = [
        (position, block, start, found)
        for position, listed in enumerate(document.blocks)
        for block in (_as_seen(document, listed),)
        for start, found in _date_lines(block)
    ]
    in_head = [line for line in lines if line[0] < _HEAD_BLOCKS]
    if not in_head:
        # Far from the head a date with many words beside it is that of something that is cited, and text that is laid
        # out by hand is a listing.
        lines = [
            line
            for line in lines
            if _words_beside(*line[1:]) <= _MOST_WORDS_FAR_DOWN and not _is_laid_out(document, line[1])
        ]
        if len({found.date for *_, found in lines}) != 1:
            return
    for _, block, start, found in in_head or lines:
        text = block.text[start:].lstrip().splitlines()[0].strip()
        source = "byline" if _WORD.search(block.text, start, found.start) else "dateline"
        yield Dated(found.date, source, text, locate(document, block, found.start, found.end))


def _is_laid_out(document: Document, block: Block) -> bool:
    """Tell whether a page shows a block as it is written, line by line."""
    return document.text[block.start : block.start + len("<pre")].lower() == "<pre"


def _words_beside(block: Block, start: int, found: FoundDate) -> int:
    """Count the words of the line of a date besides the date."""
    end = block.text.find("\n", found.end)
    line_end = len(block.text) if end < 0 else end
    return len(_WORD.findall(block.text, start, found.start)) + len(_WORD.findall(block.text, found.end, line_end))


def _as_seen(document: Document, block: Block) -> Block:
    """Take `12. Juli 2018` and `12. 7. 2018`, items of lists to Markdown, for the line that a reader sees."""
    if block.kind != "item" or not may_hold_date(block.text):
        return block
    line = max(document.text.rfind("\n", 0, block.start), document.text.rfind("\r", 0, block.start)) + 1
    numbered = _DAY_AS_NUMBER.match(document.text, line, block.end)
    if numbered is None:
        return block
    return Block("paragraph", numbered[1], ((0, numbered.start(1)),), block.start, block.end)


def _date_lines(block: Block) -> Iterator[tuple[int, FoundDate]]:
    """Find the lines of a block that consist of a whole date and little else, each with its start."""
    if block.kind in ("item", "cell") or not may_hold_date(block.text):
        return
    start = 0
    before = ""
    for line in block.text.splitlines(keepends=True):
        end = start + len(line)
        # The line after a long one is the end of a sentence that was folded, not a line of its own.
        folded, before = len(before) > _LONGEST_SHORT_LINE, line
        if folded:
            start = end
            continue
        short = len(line) <= _LONGEST_DATELINE or (start == 0 and _AGENCY_DATELINE.match(line))
        found = next(stated_dates(block.text, start, end), None) if short and may_hold_date(line) else None
        if found and found.date.precision is Precision.DAY and _is_dateline(block, line, found, start):
            yield start, found
        start = end


def _is_dateline(block: Block, line: str, found: FoundDate, start: int) -> bool:
    """Tell whether a line with a date is a dateline or byline."""
    before, after = line[: found.start - start], line[found.end - start :]
    if (
        start == 0
        and _AGENCY_PLACE_ALONE.fullmatch(before)
        and after.lstrip(" ,)").startswith(("(", "-", "\u2013", "\u2014"))
    ):
        return True
    words = len(_WORD.findall(before)) + len(_WORD.findall(after))
    of_row = block.kind == "heading" and _ISSUE.match(before) is not None
    if block.kind == "heading" and words and not (of_row or _names_day(before)):
        return False
    if len(line) > _LONGEST_DATELINE or words > _MOST_WORDS_IN_DATELINE:
        return False
    if _CODE.search(line) or _ends_sentence(line, before) or (not of_row and _OF_SOMETHING_ELSE.search(before)):
        return False
    # A line whose words say that its date is that of a change or a visit is no dateline.
    if states_visit(line):
        return False
    return not any(labels_before_numbers(line, 0, len(line), table("modified", "accessed", "archived")))


def _names_day(words: str) -> bool:
    """Tell whether words are the name of a day of the week and nothing else."""
    return words.strip(" \t,.").casefold() in _days()


@data.derived
def _days() -> frozenset[str]:
    """List the names of the days of the week in all languages."""
    return frozenset(
        form for days in data.load("weekdays")["names"].values() for forms in days for form in forms.split()
    )


def _ends_sentence(line: str, before: str) -> bool:
    """Tell whether a line ends a sentence: `The pier opened on 12 July 2018.` does, `Geneva, 12 July 2018.` not."""
    if _SENTENCE_END.search(line):
        return True
    said = sum(word.islower() and len(word) > _LONGEST_PREPOSITION for word in _WORD.findall(before))
    return said > 1 and line.rstrip().endswith((".", "!", "?"))


def _file_name(document: Document) -> Iterator[Dated]:
    """Find the date in the name of the file, or of the folders that sort files by date."""
    name = PurePosixPath(document.path).name
    location = top_of(document.path)
    if not may_hold_date(document.path):
        return
    for found in _FILE_NAME_DATE.finditer(name):
        month, day = (found[3], found[4]) if found[2] else (found[5], found[6])
        date = PartialDate(int(found[1]), int(month), int(day), found[0])
        if date.possible:
            yield Dated(date, "file name", name, location)
    for slug in find_dates(_SLUG_SEPARATORS.sub(" ", name)):
        if slug.date.precision is Precision.DAY and slug.date.possible:
            yield Dated(slug.date, "file name", name, location)
    folder = _FOLDER_DATE.search(document.path)
    if folder:
        date = PartialDate(int(folder[1]), int(folder[2]), int(folder[3]) if folder[3] else None, folder[0].strip("/"))
        if date.possible:
            yield Dated(date, "file name", document.path, location)
