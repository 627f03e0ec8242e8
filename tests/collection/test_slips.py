"""Slips that copies share, make or correct, told from words by what the collection has."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from collection.descent import STORY, collated, shelf_of, varied
from linkaudit.collection.slips import slips
from linkaudit.collection.vocabulary import Vocabulary

if TYPE_CHECKING:
    from linkaudit.collection.traces import Trace

SLIP = varied(("bilateral", "bilaterial"))
WORDS = {f"word-{number}.txt": f"The bilateral talks of year {number} failed." for number in range(3)}


def found(texts: dict[str, str], others: dict[str, str] | None = None) -> list[Trace]:
    """Find the slips of some texts in a collection that has others too."""
    collation = collated(texts)
    return list(slips(collation, collation.variants(), Vocabulary(shelf_of({**texts, **(others or {})}))))


def test_a_slip_that_two_share_was_not_taken_from_the_one_without_it() -> None:
    (trace,) = found({"a.txt": SLIP, "b.txt": SLIP, "c.txt": STORY}, WORDS)
    assert (trace.having, trace.lacking, trace.derived) == (("a.txt", "b.txt"), ("c.txt",), ())
    assert trace.sign.says.startswith('a.txt and b.txt share the slip "bilaterial"')


def test_a_slip_that_one_has_alone_was_made_there() -> None:
    (trace,) = found({"a.txt": STORY, "b.txt": SLIP, "c.txt": STORY}, WORDS)
    assert (trace.having, trace.lacking, trace.derived) == (("b.txt",), ("a.txt", "c.txt"), ("b.txt",))
    assert "likely made in copying" in trace.sign.says


def test_of_two_nobody_knows_who_changed_it() -> None:
    (trace,) = found({"a.txt": STORY, "b.txt": SLIP}, WORDS)
    assert trace.derived == ()
    assert trace.sign.says == (
        'b.txt has "bilaterial" where a.txt has "bilateral": made by the one or corrected by the other'
    )


def test_the_word_that_the_text_has_elsewhere_is_no_slip() -> None:
    (trace,) = found({"a.txt": STORY, "b.txt": varied(("the boats would sail", "the baots would sail"))})
    assert trace.sign.evidence[0].value == "baots"


def test_how_other_words_are_built_tells_as_well() -> None:
    (trace,) = found({"a.txt": STORY, "b.txt": SLIP}, {"c.txt": "The unilateral step surprised the museum."})
    assert trace.sign.evidence[0].value == "bilaterial"


def test_one_document_that_copied_the_slip_does_not_make_it_a_word() -> None:
    others = {"c.txt": "They wrote bilaterial.", "d.txt": "A multilateral fund was closed."}
    (trace,) = found({"a.txt": STORY, "b.txt": SLIP}, others)
    assert trace.sign.evidence[0].value == "bilaterial"


@pytest.mark.parametrize(
    ("old", "new"),
    [("gulls", "gluls"), ("northern", "southern"), ("has asked", "had asked"), ("adviser", "advisor")],
)
def test_what_cannot_be_told_and_what_is_no_slip_is_silent(old: str, new: str) -> None:
    assert found({"a.txt": STORY, "b.txt": varied((old, new))}) == []


def test_two_words_that_others_have_are_no_slips_of_each_other() -> None:
    others = {f"{number}.txt": "A shore and a store were sold." for number in range(3)}
    shore = varied(("of both shores", "of the shore"))
    assert found({"a.txt": shore, "b.txt": varied(("the shore", "the store"), of=shore)}, others) == []


def test_a_name_in_two_spellings_that_copies_share() -> None:
    wire = varied(("where Holmqvist", "where Holmquist"))
    (trace,) = found({"a.txt": wire, "b.txt": wire})
    assert trace.having == ("a.txt", "b.txt")
    assert [(each.name, each.value) for each in trace.sign.evidence] == [
        ("slip", "Holmquist"),
        ("slip", "Holmquist"),
        ("elsewhere", "Holmqvist"),
    ]


def test_two_names_of_which_both_stand_often_are_two_people() -> None:
    both = varied(("where Holmqvist and Sandstrand", "where Holmquist and Sandstrand"), ("The guild", "Old Holmquist"))
    assert found({"a.txt": both, "b.txt": both}) == []


def test_a_form_that_other_documents_have_is_a_name_of_its_own() -> None:
    wire = varied(("where Holmqvist", "where Holmquist"))
    others = {f"{number}.txt": f"Holmquist sold boat number {number} to a museum." for number in range(3)}
    assert found({"a.txt": wire, "b.txt": wire}, others) == []
    assert len(found({"a.txt": wire, "b.txt": wire}, dict(list(others.items())[:1]))) == 1


def test_two_letters_that_changed_places_are_a_slip_of_the_one_or_of_the_other() -> None:
    swapped = varied(("petition", "petiiton"))
    (trace,) = found({"a.txt": STORY, "b.txt": swapped, "c.txt": swapped})
    assert (trace.having, trace.lacking, trace.derived) == (("a.txt", "b.txt", "c.txt"), (), ())
    assert trace.sign.says == (
        '"petiiton" in b.txt and c.txt is "petition" in a.txt: one of them likely a slip, with two letters swapped, '
        "made by the one or corrected by the other; those that agree are likely nearer to each other"
    )
    assert [(each.name, each.value) for each in trace.sign.evidence] == [
        ("has", "petiiton"),
        ("has", "petiiton"),
        ("has", "petition"),
    ]


LIBRARY = (
    "Die Bücherei der Stadt verleiht ab Herbst auch Werkzeug, wie ihre Leiterin dem Rat am Montag mitteilte. "
    "Die Leiterin sagte, dass niemand die {} zurückgebracht habe und dass es nicht für alle reichen werde. "
    "Frau Holmqvist will nun für jede Woche einen Franken verlangen, und das sei, sagte Holmqvist, noch immer nicht "
    "viel. Auch {} kommt zum Fest.\n"
)


def test_in_a_language_in_which_all_nouns_have_a_capital_they_are_no_names() -> None:
    nouns = LIBRARY.format("Leitern", "Holmqvist")
    assert found({"a.txt": nouns, "b.txt": nouns}) == []
    # Nor are nouns that only look alike.
    alike = LIBRARY.format("Leitarin", "Holmqvist")
    assert found({"a.txt": alike, "b.txt": alike}) == []
    name = LIBRARY.format("Bohrer", "Holmquist")
    (trace,) = found({"a.txt": name, "b.txt": name})
    assert trace.sign.evidence[0].value == "Holmquist"


def test_letters_that_never_stand_together_tell_which_form_is_the_slip() -> None:
    (trace,) = found({"a.txt": STORY, "b.txt": varied(("northern", "norhtern"))})
    assert (trace.having, trace.lacking) == (("b.txt",), ("a.txt",))
    assert trace.sign.evidence[0].value == "norhtern"
