"""Rules on the halves of a citation's archived copy: its address, its date, and the address of the original."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.entry_dates import dated
from linkaudit.citations.same import Same
from linkaudit.documents.positions import references_between
from linkaudit.models import Edit, Fix, Location, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.archive_captures import captured_on
from linkaudit.rules.archived_sources import ROBUST_LINK, address_at
from linkaudit.rules.interface import Context, Remark, as_stated, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document, Entry, Evidence, Field, Reference

# The citation templates that many Wikipedias share (CS1) want both halves; others read the date out of the address.
_SHARED_TEMPLATES = ("cite ", "citation")
_DATE_NAMES = {"archive-url": "archive-date", "archiveurl": "archivedate"}
# A parameter that another template fills in, or the page on which the template stands.
_FILLED_IN = Pattern(r"(?i)\{\{\{|(?:archi?v|arch?iu|arkiv|arkist|архив|存|보존|أرشيف|بایگانی)[^|={}]*=\s*\{\{")
_DATE_THERE = Pattern(r"(?i)\|\s*archive-?date\s*=")


def _templates(kind: str) -> list[str]:
    return list(data.load("wiki_citations")[kind]["names"])


def _with_archive(document: Document) -> tuple[Entry, ...]:
    """Give the entries that say anything of an archived copy."""
    return _about_copies(Same(document.entries))


@lru_cache(maxsize=4)
def _about_copies(entries: Same[Entry]) -> tuple[Entry, ...]:
    names = ("archive-url", "archive-date")
    return tuple(entry for entry in entries.values if any(each.name in names for each in entry.fields))


def _captured(document: Document) -> Iterator[tuple[Entry, Reference]]:
    """Go through the entries that give a capture."""
    for entry in _with_archive(document):
        archive = address_at(document, entry, "archive-url")
        if archive and urls.archive_url(archive.url):
            yield entry, archive


def _text(document: Document, entry: Entry) -> str:
    return document.text[entry.location.start : entry.location.end]


@rule(Severity.WARNING)
def archive_missing_date(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an archived copy without the date on which it was captured.

    ## What it finds
    The address of a capture without its date: in citation templates and bibliographic entries (`archive-url` without
    `archive-date`, and what they are called elsewhere) and in robust links (`data-versionurl` without
    `data-versiondate`). Where the address itself shows the day it is only worth knowing, except in the citation
    templates of English Wikipedia and their like, which ask for both; there the date can be put in from the stamp.

    ## Why it matters
    The date says which version is meant when the archive fails, and lets another one be asked for the same.

    ## Example
    ```markdown
    <a href="https://gazette.example/cut" data-versionurl="https://perma.cc/AB12-CD34">Ferry line cut</a>
    ```

    ## Instead
    ```markdown
    <a href="https://gazette.example/cut" data-versionurl="https://perma.cc/AB12-CD34"
    data-versiondate="2018-07-12">Ferry line cut</a>
    ```

    ## References
    - [Robust links](https://robustlinks.mementoweb.org/spec/)
    - [archive-url without archive-date](https://en.wikipedia.org/wiki/Help:CS1_errors#archive_missing_date)
    """
    del context
    for entry, archive in _captured(document):
        if not entry.field("archive-date") and not _FILLED_IN.search(_text(document, entry)):
            shared = document.format == "mediawiki" and entry.kind.startswith(_SHARED_TEMPLATES)
            fixes = _date_added(document, entry, archive) if shared else ()
            yield _dateless(archive, f"{entry.kind} names", fixes, needed=shared)
    for citation in document.citations:
        archived = citation.archive if citation.form == ROBUST_LINK and citation.archived is None else None
        if archived and urls.archive_url(archived.url):
            yield _dateless(archived, "the robust link names")


def _dateless(archive: Reference, who: str, fixes: tuple[Fix, ...] = (), *, needed: bool = False) -> Remark:
    """Remark on a capture without its date, which is needed even if the address shows it."""
    day = captured_on(archive)
    return Remark(
        f"{who} a capture and not its date",
        archive.location,
        urls.canonical(archive.url),
        (as_written(archive), value("date by the stamp", day or "none")),
        fixes=fixes,
        severity=Severity.INFO if day and not needed else Severity.WARNING,
    )


def _date_added(document: Document, entry: Entry, archive: Reference) -> tuple[Fix, ...]:
    """Offer to put the date behind the address that shows it, in a template that knows this parameter."""
    day, name = captured_on(archive), _DATE_NAMES.get(archive.element.lower())
    if not day or not day.day or not name or _DATE_THERE.search(_text(document, entry)):
        return ()
    end = archive.location.end
    behind = Location(
        archive.location.path, archive.location.end_line, archive.location.end_column,
        archive.location.end_line, archive.location.end_column, end, end, archive.location.part,
    )  # fmt: skip
    return (Fix(f"add the date that the stamp shows, {day}", safe=True, edits=(Edit(behind, f" |{name}={day}"),)),)


@rule(Severity.WARNING)
def archive_missing_url(document: Document, context: Context) -> Iterator[Remark]:
    """Flag an archived copy of a source whose own address is not given.

    ## What it finds
    Citation templates and bibliographic entries with a capture (`archive-url`) and no address of the source (`url`). If
    the capture's address holds that of the original, it is only worth knowing: templates show no link all the same.

    ## Why it matters
    A capture stands beside a source, not in its place. Where the archive's address hides the original, nobody knows
    what was captured once the archive fails.

    ## Example
    ```wikitext
    {{cite web |title=Ferry line cut |archive-url=https://perma.cc/AB12-CD34 |archive-date=2018-07-12}}
    ```

    ## Instead
    ```wikitext
    {{cite web |title=Ferry line cut |url=https://gazette.example/cut
    |archive-url=https://perma.cc/AB12-CD34 |archive-date=2018-07-12}}
    ```

    ## References
    - [archive-url without url](https://en.wikipedia.org/wiki/Help:CS1_errors#archive_missing_url)
    """
    del context
    for entry, archive in _captured(document):
        if _names_source(entry) or entry.kind in _templates("archives") or _FILLED_IN.search(_text(document, entry)):
            continue
        archived = urls.archive_url(archive.url)
        original = archived.original if archived else ""
        yield Remark(
            f"{entry.kind} names a capture and not the address of the source"
            + ("" if original else ", which the capture hides"),
            archive.location,
            urls.canonical(archive.url),
            (as_written(archive), value("original", original or "not told by the address")),
            severity=Severity.INFO if original else Severity.WARNING,
        )


def _names_source(entry: Entry) -> bool:
    """Tell whether an entry gives an address of its source: its own, that of a chapter, a map, an episode."""
    return any(each.value and each.name.endswith("url") and each.name != "archive-url" for each in entry.fields)


@rule(Severity.WARNING)
def archive_date_without_archive(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a date of archiving without an archived copy.

    ## What it finds
    Citation templates and bibliographic entries with a date of archiving (`archive-date`) and no address of a capture,
    neither in its field nor anywhere else in the entry. A robust link may well name only a date.

    ## Why it matters
    Somebody had a copy in mind, or it was lost when the citation was edited. The date says where to look for it: in the
    archives, near that day.

    ## Example
    ```wikitext
    {{cite web |title=Ferry line cut |url=https://gazette.example/cut |archive-date=2018-07-12}}
    ```

    ## Instead
    ```wikitext
    {{cite web |title=Ferry line cut |url=https://gazette.example/cut |archive-date=2018-07-12
    |archive-url=https://web.archive.org/web/20180712000000/https://gazette.example/cut}}
    ```

    ## References
    - [archive-date without archive-url](https://en.wikipedia.org/wiki/Help:CS1_errors#archive_date_missing_url)
    """
    del context
    for entry in _with_archive(document):
        date = dated(entry, "archive-date")
        if date is None or entry.field("archive-url") or entry.kind in _templates("archived") + _templates("archives"):
            continue
        if _names_capture(document, entry) or _FILLED_IN.search(_text(document, entry)):
            continue
        source = entry.field("url", "title")
        yield Remark(
            f"{entry.kind} says that the source was archived on {date.date}, and not where",
            date.location,
            source.value if source and urls.is_web(source.value) else "",
            (as_stated("date of archiving", date), _of_source(entry, source)),
        )


def _of_source(entry: Entry, source: Field | None) -> Evidence:
    """Show of which source an entry is."""
    return value(source.name, source.value, source.location) if source else value("entry", entry.key, entry.location)


def _names_capture(document: Document, entry: Entry) -> bool:
    """Tell whether the address of a capture stands anywhere in an entry."""
    found = references_between(document, entry.location.start, entry.location.end)
    return any(urls.archive_url(each.url) for each in found)
