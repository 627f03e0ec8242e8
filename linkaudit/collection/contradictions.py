"""All the matters in which the documents of a collection contradict each other, each kind by its own module."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.collection.cited_differently import conflicting_citations
from linkaudit.collection.claims import all_claims
from linkaudit.collection.many_originals import same_title_many_urls
from linkaudit.collection.one_original import same_url_many_titles
from linkaudit.collection.published_by import conflicting_publishers
from linkaudit.collection.relation import Relation
from linkaudit.collection.spellings import varied_spellings
from linkaudit.collection.works import works_by_page

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Disagreement, Pair


def contradictions(shelf: Shelf, pairs: Sequence[Pair]) -> tuple[Disagreement, ...]:
    """Find the matters in which documents say different things, sorted by kind and by what they are about."""
    claims = all_claims(shelf)
    works = works_by_page(shelf, claims)
    found = [
        *same_url_many_titles(shelf, claims, pairs),
        *same_title_many_urls(shelf, claims, pairs),
        *conflicting_citations(works, Relation(pairs)),
        *conflicting_publishers(shelf, claims, works, pairs),
        *varied_spellings(shelf),
    ]
    return tuple(sorted(found, key=lambda each: (each.kind, each.about, each.parties[0].path)))
