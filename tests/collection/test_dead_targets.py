"""Dead links, and what the collection has in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rules.judged import AS_OF, context_of, document_of, lookup, observation

from collection.shelved import copies
from linkaudit.audit import Seen, conclude
from linkaudit.collection.dead_targets import dead_targets
from linkaudit.gather import Collection
from linkaudit.models import Confidence, Kinship, Lead, Loss, Run
from linkaudit.settings import Rules
from linkaudit.triage import Sieve

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.models import Lookup, Observation

GONE = "https://press.example/2018/07/12/ferry-line-cut-after-a-century"
THERE = "https://press.example/news/ferry-line-cut-after-a-century-a62221"
DEAD = observation(GONE, verdict="dead", reason="not-found")


def found(
    mine: str, theirs: str, *looks: Observation, lookups: Sequence[Lookup] = (), kinship: Kinship | None = None
) -> list[Lead]:
    """Give the leads for the dead links of a document beside another one."""
    documents = [document_of(mine, "a.md"), document_of(theirs, "b.md")]
    return list(dead_targets(documents, kinship or Kinship(), [DEAD, *looks], lookups).get("a.md", ()))


def test_the_page_is_found_where_it_is_now() -> None:
    [lead] = found(f"See <{GONE}>.\n", f"See <{THERE}>.\n", observation(THERE))
    assert (lead.loss, lead.raw, lead.target.value, lead.target.by) == (Loss.DEAD, GONE, THERE, "slug")
    assert lead.target.because == "its address ends in the same words, and it was seen to be alive"
    assert not lead.editable


def test_an_address_that_has_a_capture_will_do() -> None:
    gone_too = observation(THERE, verdict="soft-dead", reason="soft-404")
    [lead] = found(
        f"See <{GONE}>.\n", f"See <{THERE}>.\n", gone_too, lookups=[lookup(THERE, result="found", digest="x")]
    )
    assert lead.target.because.endswith("and there is a capture of it")


def test_an_address_that_is_dead_or_was_not_looked_at_will_not() -> None:
    assert found(f"See <{GONE}>.\n", f"See <{THERE}>.\n", observation(THERE, verdict="dead", reason="gone")) == []
    assert found(f"See <{GONE}>.\n", f"See <{THERE}>.\n") == []


def test_the_same_words_lead_to_the_page_elsewhere() -> None:
    elsewhere = "https://gazette.example/f"
    mine, theirs = (f"See [The ferry line was cut]({url}).\n" for url in (GONE, elsewhere))
    assert found(mine, theirs, observation(elsewhere)) == []
    [lead] = found(mine, theirs, observation(elsewhere), kinship=Kinship(tuple(copies("a.md", "b.md"))))
    assert (lead.target.value, lead.target.by, lead.target.doubts) == (elsewhere, "text", ("it is on another site",))
    assert lead.target.confidence is Confidence.MEDIUM


def test_a_spelling_of_the_dead_address_is_not_another_page() -> None:
    spelt = GONE.replace("https://", "http://www.")
    assert found(f"See <{GONE}>.\n", f"See <{spelt}>.\n", observation(spelt)) == []


def test_few_words_are_not_enough() -> None:
    gone, there = "https://press.example/old/about", "https://press.example/new/about"
    dead = observation(gone, verdict="dead", reason="gone")
    assert found(f"See [about]({gone}).\n", f"See [about]({there}).\n", dead, observation(there)) == []


def test_an_audit_tells_of_it_unless_documents_are_not_to_be_compared() -> None:
    documents = (document_of(f"See <{GONE}>.\n", "a.md"), document_of(f"See <{THERE}>.\n", "b.md"))
    run, seen = Run("1", "audit", (".",), AS_OF), Seen(observations=(DEAD, observation(THERE)))

    def rules(*, compared: bool) -> set[str]:
        collection = Collection(documents, (), (), context_of(), compared)
        return {each.rule for each in conclude(collection, seen, Sieve(Rules()), run).findings}

    assert "collection-dead-target" in rules(compared=True)
    assert "collection-dead-target" not in rules(compared=False)
