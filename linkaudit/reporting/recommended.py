"""How a document of a collection is best cited: from what is known of it, with a mark on what was inferred.

Nothing is invented: what is not known is said to be missing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.archives.choose import REDIRECTS
from linkaudit.citations import urls
from linkaudit.models import Result
from linkaudit.patterns import Pattern
from linkaudit.reporting.concluded import origin
from linkaudit.reporting.escape import link, markdown, terminal
from linkaudit.rules.archive_captures import moment_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from linkaudit.models import Citation, Document, Inferred, Lookup, Memento
    from linkaudit.reporting.kindred import Cluster, Kin
    from linkaudit.reporting.letters import Letters

# Where the name begins in a line such as `Worldwide | By Myra Stephens`, or a line of credits in brackets.
_BYLINE = Pattern(r"(?i)(?:^|[|\u2022\u00b7\u2013\u2014-]\s*)((?:by|von|par|por|di|door|av|af)\s+\S.*)$")
_CREDITS = Pattern(r"^\(.*\)\.?$")
_LONGEST_CREDIT = 120


class Capture(Struct, frozen=True):
    """An archived copy of the original, and its day as far as it is known."""

    url: str
    day: str = ""


class Recommended(Struct, frozen=True):
    """The parts of a citation; empty where nothing is known. A note says from what a part was inferred."""

    credit: str = ""
    title: str = ""
    title_note: str = ""
    publisher: str = ""
    date: str = ""
    date_note: str = ""
    original: str = ""
    original_note: str = ""
    capture: Capture | None = None
    accessed: str = ""
    missing: tuple[str, ...] = ()


def recommended(
    kin: Kin, cluster: Cluster | None = None, lookups: Mapping[str, Sequence[Lookup]] | None = None
) -> Recommended:
    """Put the citation of a document of a group together; `lookups` are what archives answered, by address."""
    document = kin.document
    stated = [each for each in document.provenance if each.reference]
    original, original_note = _original(kin, stated)
    date, date_note = _date(kin)
    copy = cluster.titled_copy(kin.path) if cluster else None
    answers = (lookups or {}).get(urls.without_fragment(original), ()) if original else ()
    capture = _cited_capture(stated) or _found_capture(date, answers)
    return Recommended(
        credit=_credit(document),
        title=document.title or (copy.title if copy else ""),
        title_note=f"the title of its copy {copy.path}" if copy else "",
        publisher=document.publisher or next((each.publisher for each in document.provenance if each.publisher), ""),
        date=date,
        date_note=date_note,
        original=original,
        original_note=original_note,
        capture=capture,
        accessed=next((str(each.accessed.date) for each in stated if each.accessed), ""),
        missing=tuple(_missing(date, original, capture, answers)),
    )


def lettered(cited: Recommended, letters: Letters) -> Recommended:
    """Name the documents from which parts were inferred by their letters."""
    return replace(
        cited,
        title_note=letters.said(cited.title_note),
        date_note=letters.said(cited.date_note),
        original_note=letters.said(cited.original_note),
    )


def in_words(cited: Recommended) -> str:
    """Write a citation as a line of text, its addresses in angle brackets as RFC 3986 recommends."""
    return _written(cited, lambda text: f"\u201c{terminal(text)}\u201d", terminal, lambda url: f"<{terminal(url)}>")


def in_markdown(cited: Recommended) -> str:
    """Write a citation as a line of Markdown, its addresses as links."""
    return _written(cited, lambda text: f"\u201c{markdown(text)}\u201d", markdown, _linked)


def _linked(url: str) -> str:
    """Write an address as a link that shows it whole: who cites it copies it."""
    return link(url, length=len(url))


def _written(
    cited: Recommended, titled: Callable[[str], str], plain: Callable[[str], str], linked: Callable[[str], str]
) -> str:
    parts = [plain(cited.credit)] if cited.credit else []
    parts.append(titled(cited.title) + _note(cited.title_note, plain) if cited.title else "text without a title")
    parts += [plain(cited.publisher)] if cited.publisher else []
    if cited.date:
        parts.append(plain(cited.date) + _note(cited.date_note, plain))
    if cited.original:
        parts.append(linked(cited.original) + _note(cited.original_note, plain))
    if cited.capture:
        day = f" {plain(cited.capture.day)}" if cited.capture.day else ""
        parts.append(f"archived{day} {linked(cited.capture.url)}")
    if cited.accessed:
        parts.append(f"accessed {plain(cited.accessed)}")
    missing = f" [{'; '.join(cited.missing)}]" if cited.missing else ""
    return f"{', '.join(parts)}.{missing}"


def _note(note: str, plain: Callable[[str], str]) -> str:
    return f" ({plain(note)})" if note else ""


def _original(kin: Kin, stated: Sequence[Citation]) -> tuple[str, str]:
    """Give the address that the document names, else the likeliest of those that its siblings name."""
    for citation in stated:
        reference = citation.original or citation.canonical
        if reference:
            return reference.url, ""
    if not kin.origins:
        return "", ""
    return kin.origins[0].value, _inferred(kin.origins[0])


def _date(kin: Kin) -> tuple[str, str]:
    if kin.inferred_date:
        return kin.inferred_date.value, _inferred(kin.inferred_date)
    return kin.day, ""


def _inferred(value: Inferred) -> str:
    return f"inferred from {origin(value)}, {value.confidence}"


def _credit(document: Document) -> str:
    """Give the byline, else the line in which an agency names its reporters."""
    for evidence in document.copied:
        found = _BYLINE.search(evidence.value) if evidence.name in ("byline", "credit") else None
        if found:
            return found[1][:_LONGEST_CREDIT]
    for evidence in document.copied:
        if evidence.name == "agency" and _CREDITS.match(evidence.value):
            return evidence.value[:_LONGEST_CREDIT]
    return ""


def _cited_capture(stated: Sequence[Citation]) -> Capture | None:
    """Give the archived copy that the document itself names."""
    for citation in stated:
        if citation.archive:
            held = urls.archive_url(citation.archive.url)
            moment = moment_of(held.stamp) if held else None
            day = f"{moment:%Y-%m-%d}" if moment else str(citation.archived.date) if citation.archived else ""
            return Capture(citation.archive.url, day)
    return None


def _found_capture(date: str, answers: Sequence[Lookup]) -> Capture | None:
    """Give the capture that was found for the date of the document, else the nearest to the citation."""
    found = [
        (str(each.at or "") != date, abs(each.distance_days or 0), each.memento)
        for each in answers
        if each.memento and _is_citable(each.memento)
    ]
    if not found:
        return None
    _, _, memento = min(found, key=lambda each: (each[0], each[1], each[2].memento_url))
    return Capture(memento.memento_url, f"{memento.captured_at:%Y-%m-%d}")


def _is_citable(memento: Memento) -> bool:
    """Tell whether a capture shows the page, to everybody: one in a local collection has an address of its own."""
    return urls.is_web(memento.memento_url) and memento.status not in REDIRECTS


def _missing(date: str, original: str, capture: Capture | None, answers: Sequence[Lookup]) -> Iterator[str]:
    """Name what whoever cites the document would want and nobody knows."""
    if not date:
        yield "no date is known"
    if not original:
        yield "no original is known"
    elif capture is None and any(each.result is Result.ABSENT for each in answers):
        yield "in no archive that was asked"
