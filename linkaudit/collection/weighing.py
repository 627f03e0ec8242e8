"""Which of the addresses that were found for a lost target may be it, how certainly, and what speaks against it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.dates import parse_date
from linkaudit.citations.url_dates import url_date
from linkaudit.collection import addresses
from linkaudit.collection.sightings import By, Sighting
from linkaudit.collection.telling import folded, slug, telling, words_of_slug
from linkaudit.models import Confidence, Evidence, Inferred, Loss
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from linkaudit.collection.addresses import Lost
    from linkaudit.models import Document, Location, Member, OddAddress

# A lead with more rivals than this leads nowhere; one from a document that shares no text must have none.
_MOST_RIVALS = 3
# Addresses and places that are named for one thing.
_MOST_NAMED = 3
# A day later may be a matter of time zones.
_SLACK = 1
_LEFT = {Loss.TRUNCATED: "what is left of the address", Loss.DEAD: "dead link"}
_NAMES = {
    By.BEGINNING: "beginning",
    By.PLACE: "place",
    By.TEXT: "text",
    By.BESIDE: "text",
    By.TITLE: "title",
    By.SLUG: "slug",
    By.NEARLY: "similar words",
}
_BECAUSE = {
    By.BEGINNING: "what is left of the address is the beginning of this one alone",
    By.PLACE: "it stands at the same place in {path}, which shares the text",
    By.TEXT: "the same words lead there in {path}",
    By.BESIDE: "the same words stand beside it in {path}",
    By.TITLE: "the words are the title that {path} gives for this address",
    By.SLUG: "the address is made of the words of the link",
    By.NEARLY: "nearly the same words lead there, or the address is made of them, in {path}",
}


_FOUND_WITH = {By.BESIDE: "words beside it", By.TITLE: "title given there"}


class Weighing:
    """Weighs what was found for the lost targets of a collection."""

    def __init__(
        self,
        families: Mapping[str, str],
        members: Mapping[str, Member],
        odd: Mapping[str, Sequence[OddAddress]],
    ) -> None:
        """Prepare; `families` names for documents with siblings the family."""
        self._families = families
        self._members = members
        self._odd = {urls.key(each.url): each for found in odd.values() for each in found}

    def best(
        self, document: Document, lost: Lost, found: Iterable[Sighting], further: Iterable[Sighting] = ()
    ) -> Inferred | None:
        """Conclude from what was found what the target may have been; None if that cannot be told.

        `further` is what says too little to be the target, and enough to leave a doubt.
        """
        ordered = sorted(found, key=lambda each: (self._order(document.path, each), each.url, each.path))
        if not ordered:
            return None
        best, *others = ordered
        other_pages = [each for each in others if each.key != best.key]
        level = self._order(document.path, best)
        rivals = {each.key: each.url for each in other_pages if self._order(document.path, each) <= level}
        if len(rivals) > (_MOST_RIVALS if self._is_sibling(document.path, best) else 0):
            return None
        doubtful = [*other_pages, *(each for each in further if each.key != best.key)]
        # Where a link stands in a copy says more than that the same words lead elsewhere in other texts.
        near = [each for each in doubtful if best.by is not By.PLACE or self._is_sibling(document.path, each)]
        elsewhere = {each.key: each.url for each in near if each.by in {best.by, By.TEXT, By.TITLE}}
        grave = list(self._grave_doubts(document, best))
        if named := rivals | elsewhere:
            grave.append(f"as much speaks for {_listed(list(named.values()))}")
        light = list(self._light_doubts(document, lost, best))
        here = _place(best)
        same = [each for each in others if each.key == best.key and _place(each) != here]
        return Inferred(
            value=best.url,
            sources=tuple(dict.fromkeys(each.path for each in (best, *same))),
            by=_NAMES[best.by],
            confidence=Confidence.LOW if grave else tuple(Confidence)[min(len(light), Confidence.LOW.rank)],
            because=_because(lost, best),
            evidence=(*_evidence(lost, best), *map(_address, same[:_MOST_NAMED])),
            doubts=(*grave, *light),
        )

    def _order(self, path: str, sighting: Sighting) -> tuple[bool, int]:
        """Say what comes first: what siblings say, then the others."""
        return (not self._is_sibling(path, sighting), sighting.by)

    def _is_sibling(self, path: str, sighting: Sighting) -> bool:
        """Tell whether an address stands in the document itself, or in one that shares its text."""
        family = self._families.get(path, path)
        return self._families.get(sighting.path, sighting.path) == family

    def _grave_doubts(self, document: Document, sighting: Sighting) -> Iterator[str]:
        """Say why it can hardly be the target as it stands there."""
        dated = url_date(sighting.url)
        day, inferred = self._last_day(document)
        if dated and dated.date.possible and day and (dated.date.first_day - day).days > _SLACK:
            yield f"its date {dated.date} lies after that of the document, {day}{inferred}"
        odd = self._odd.get(sighting.key)
        if odd is not None:
            yield f"it is not built as other addresses of {odd.host}: {odd.lacks}"

    def _light_doubts(self, document: Document, lost: Lost, sighting: Sighting) -> Iterator[str]:
        """Say what keeps it from being a proof, each thing for itself."""
        if sighting.by is By.PLACE and not _same_words(lost, sighting):
            yield "the link there has other words, or none"
        elif sighting.by is By.SLUG and lost.loss is not Loss.DEAD:
            yield "only the address itself agrees with the words of the link"
        elif sighting.by is By.NEARLY:
            yield "its words are not all those of the link"
            yield "only words speak for it"
        if not self._is_sibling(document.path, sighting):
            yield f"{sighting.path} shares no text with the document"
        if lost.loss is Loss.DEAD and not urls.same_site(lost.url, sighting.url):
            yield "it is on another site"

    def _last_day(self, document: Document) -> tuple[date | None, str]:
        """Give the last day on which a document may have been written, and whether that is inferred."""
        stated = [each.date for each in (document.date, document.modified) if each and each.date.possible]
        if stated:
            return max(each.last_day for each in stated), ""
        member = self._members.get(document.path)
        dated = parse_date(member.date.value) if member and member.date else None
        return dated.last_day if dated and dated.possible else None, " (inferred)"


def _because(lost: Lost, sighting: Sighting) -> str:
    if lost.loss is Loss.DEAD and sighting.by is By.SLUG:
        return "its address ends in the same words"
    return _BECAUSE[sighting.by].format(path=sighting.path)


def _same_words(lost: Lost, sighting: Sighting) -> bool:
    """Tell whether two links have the same words, or the address of the one is made of those of the other."""
    words = folded(lost.text)
    return words == folded(sighting.reference.text) or telling(words) == words_of_slug(sighting.url)


def _evidence(lost: Lost, sighting: Sighting) -> Iterator[Evidence]:
    """Show both sides: what is left of the link, and what was found."""
    if lost.text:
        yield Evidence("words of the link", lost.text, lost.location)
    if lost.raw:
        yield Evidence(_LEFT.get(lost.loss, "in place of the target"), lost.raw, lost.location)
    yield _address(sighting)
    if sighting.by in (By.PLACE, By.TEXT, By.NEARLY) and sighting.reference.text:
        yield Evidence("words of the link there", sighting.reference.text, _place(sighting))
    elif sighting.by in _FOUND_WITH:
        yield Evidence(_FOUND_WITH[sighting.by], sighting.words, _place(sighting))
    if sighting.by in (By.SLUG, By.NEARLY):
        yield Evidence("words of the address", slug(sighting.url), _place(sighting))


def _address(sighting: Sighting) -> Evidence:
    return Evidence("address found", sighting.url, _place(sighting))


def _place(sighting: Sighting) -> Location:
    return addresses.placed(sighting.reference, sighting.path).location


def _listed(values: Sequence[str]) -> str:
    """List some addresses, and say how many more there are."""
    more = len(values) - _MOST_NAMED
    return ", ".join(values[:_MOST_NAMED]) + (f" and {counted(more, 'more address')}" if more > 0 else "")
