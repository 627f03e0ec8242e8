"""Links that are dead today, and living or captured addresses in the collection that the same words lead to."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.citations import urls
from linkaudit.collection.addresses import Lost
from linkaudit.collection.grouping import grouped
from linkaudit.collection.sightings import By, Search, Sighting
from linkaudit.collection.telling import folded, telling, weight, words_of_slug
from linkaudit.collection.weighing import Weighing
from linkaudit.models import Inferred, Kind, Lead, Loss, Result, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from linkaudit.collection.matching import Words
    from linkaudit.models import Document, Kinship, Lookup, Observation, Reference

_LOST = (Verdict.DEAD, Verdict.SOFT_DEAD)
_LINKS = {Kind.LINK, Kind.DEFINITION, Kind.ANNOTATION}
# Telling words by which a page is known: on the same site or in a sibling, and elsewhere.
_NEAR, _FAR = 3, 5


class _Dead(Struct, frozen=True):
    document: Document
    reference: Reference
    words: Words
    title: Words
    """The words of the address."""


def dead_targets(
    documents: Sequence[Document], kinship: Kinship, observations: Iterable[Observation], lookups: Iterable[Lookup]
) -> dict[str, tuple[Lead, ...]]:
    """Find what may stand in for links that are dead, by path: addresses in the collection that are not."""
    verdicts = {each.url: each.verdict for each in observations}
    dead = list(_dead(documents, verdicts))
    if not dead:
        return {}
    captured = {each.url for each in lookups if each.result is Result.FOUND}
    families = {path: group[0] for group in grouped(kinship.pairs) for path in group}
    search = Search((words for each in dead for words in (each.words, each.title)), (), families)
    there: dict[str, str] = {}
    for document in documents:
        for reference in document.references:
            page = urls.without_fragment(reference.url) if urls.is_web(reference.url) else ""
            state = _state(verdicts.get(page), captured=page in captured)
            if state:
                there.setdefault(urls.key(urls.subject(reference.url)), state)
                search.look_at(document.path, reference)
    weighing = Weighing(families, kinship.members, kinship.odd)
    found: dict[str, list[Lead]] = defaultdict(list)
    for each in dead:
        lost = _lost(each)
        sightings = [
            one for one in search.found(each.document.path, each.words, each.title) if _is_telling(each, one, families)
        ]
        target = weighing.best(each.document, lost, sightings)
        if target is not None:
            said = _said(target, there[urls.key(target.value)])
            found[each.document.path].append(Lead(lost.location, lost.raw, lost.text, said, lost.loss))
    return {path: tuple(leads) for path, leads in found.items()}


def _dead(documents: Sequence[Document], verdicts: Mapping[str, Verdict]) -> Iterator[_Dead]:
    """Go through the references that gave nobody their page, every address of a document once."""
    for document in documents:
        seen: set[str] = set()
        for reference in document.references:
            page = urls.without_fragment(reference.url) if urls.is_web(reference.url) else ""
            if verdicts.get(page) in _LOST and page not in seen:
                seen.add(page)
                words = telling(folded(reference.text)) if reference.kind in _LINKS else ()
                yield _Dead(document, reference, words, words_of_slug(urls.subject(page)))


def _is_telling(dead: _Dead, found: Sighting, families: Mapping[str, str]) -> bool:
    """Tell whether what was found is another page, and has enough in common with the dead one to be the same."""
    if found.by is By.NEARLY or found.key == urls.key(urls.subject(dead.reference.url)):
        return False
    path = dead.document.path
    near = urls.same_site(found.url, dead.reference.url) or (
        families.get(path, path) == families.get(found.path, found.path)
    )
    common = dead.words if found.by is By.TEXT else words_of_slug(found.url)
    return weight(common) >= (_NEAR if near else _FAR)


def _state(verdict: Verdict | None, *, captured: bool) -> str:
    """Say in what way a page is there; empty if it is not, as far as is known."""
    if verdict is not None and verdict.is_there:
        return f"it was seen to be {verdict}"
    return "there is a capture of it" if captured else ""


def _lost(dead: _Dead) -> Lost:
    place = dead.reference.location
    return Lost(Loss.DEAD, place, dead.reference.raw, " ".join(dead.reference.text.split()), dead.reference.url)


def _said(target: Inferred, state: str) -> Inferred:
    """Say that the page which was found is there."""
    return replace(target, because=f"{target.because}, and {state}")
