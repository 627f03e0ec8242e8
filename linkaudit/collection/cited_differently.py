"""One work, cited with different dates of publication, titles or archived copies."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.same_page import Likeness, likeness
from linkaudit.collection.pages import page
from linkaudit.collection.titles import are_two, is_issue, is_part, main_part
from linkaudit.collection.works import Said, Work, matters
from linkaudit.models import Precision

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linkaudit.collection.relation import Relation
    from linkaudit.models import Disagreement, PartialDate

_KIND = "collection-citation-conflict"
# Time zones: a piece is of the one day here and of the next there.
_SLACK = 1


def conflicting_citations(works: Mapping[str, Sequence[Work]], relation: Relation) -> Iterator[Disagreement]:
    """Find the works that documents cite with different dates of publication, titles or captures."""

    def dated_apart(one: Said[PartialDate], other: Said[PartialDate]) -> bool:
        if one.work.copied and other.work.copied and not relation.share_text(one.work.path, other.work.path):
            return False
        return not are_two(one.work.title, other.work.title) and _apart(one, other)

    for said in works.values():
        dates = list(_dated(said))
        yield from matters(_KIND, dates, dated_apart, _about_dates(dates))
        yield from matters(_KIND, _titled(said), _called_apart, "the title")
        yield from matters(_KIND, _archived(said), _held_apart, "the page that the archived copy is of")
        for captures in _by_capture(said).values():
            yield from matters(_KIND, captures, _apart, "the day on which one archived copy was made")


def _dated(said: Sequence[Work]) -> Iterator[Said[PartialDate]]:
    for work in said:
        published = work.published
        if published and published.date.possible:
            yield Said(work, published.date, f"{published.date} ({published.text})", published.location)


def _apart(one: Said[PartialDate], other: Said[PartialDate]) -> bool:
    """Tell whether two dates cannot be one, as far as both are known."""
    first, second = one.value, other.value
    precision = min(first.precision, second.precision)
    if first.coarsened(precision) == second.coarsened(precision):
        return False
    return precision is not Precision.DAY or first.days_apart(second) > _SLACK


def _about_dates(dates: Sequence[Said[PartialDate]]) -> str:
    """Say what the dates are of, and that two of them may be one that is read in two ways."""
    read = {(each.value.year, each.value.month, each.value.day) for each in dates}
    swapped = any(month != day and (year, day, month) in read for year, month, day in read if month and day)
    return "the date of publication" + ("; day and month may have changed places" if swapped else "")


def _titled(said: Sequence[Work]) -> Iterator[Said[str]]:
    for work in said:
        title = main_part(work.title)
        if title and not urls.is_web(title) and not is_issue(title) and not is_part(work.title):
            yield Said(work, title, work.title, work.citation.location)


def _called_apart(one: Said[str], other: Said[str]) -> bool:
    return are_two(one.shown, other.shown)


def _archived(said: Sequence[Work]) -> Iterator[Said[str]]:
    """Go through the archived copies whose address says which page they are of."""
    for work in said:
        archive = work.citation.archive
        held = urls.archive_url(archive.url) if archive else None
        if archive and held and held.original:
            yield Said(work, page(held.original), archive.url, archive.location)


def _held_apart(one: Said[str], other: Said[str]) -> bool:
    first, second = (urls.archive_url(each.shown) for each in (one, other))
    return (
        first is not None and second is not None and (likeness(first.original, second.original) is Likeness.DIFFERENT)
    )


def _by_capture(said: Sequence[Work]) -> dict[str, list[Said[PartialDate]]]:
    """Sort what is said of the day of archived copies by the copy."""
    found: dict[str, list[Said[PartialDate]]] = defaultdict(list)
    for work in said:
        archive, archived = work.citation.archive, work.citation.archived
        if archive and archived and archived.date.possible:
            shown = f"{archived.date} ({archived.text})"
            found[urls.canonical(archive.url)].append(Said(work, archived.date, shown, archived.location))
    return found
