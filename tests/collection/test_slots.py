from __future__ import annotations

import pytest

from collection.prose_of import prose_of
from collection.side_by_side import aligned
from linkaudit.models import CopyKind, Pair

REPORT = """\
Sea report for the outer islands

Off Skerra the wind will blow from the {0} at {1} knots, and waves of {2} feet are expected by {3} in the evening.
The water has {4} degrees. High water at Port Sable is at {5} and low water at {6}. The lamp on {7} is out of order.
Ferries leave {8} minutes after the hour. The next report will be read at noon."""
MINUTES = """\
Present were {0} (chair), {1}, {2} and {3}. The minutes of the last meeting were read and signed.
It was moved by {1} and seconded by {2} that the quay at {4} be mended at a cost of {5} crowns.
The harbour master of {6} asked for {7} lamps, which {3} opposed. The chair closed the meeting at {8} o'clock."""
ISLANDS = (
    "Arnholm, Birsay, Corran, Dunvore, Eastray, Fennock, Gairsay, Hellim, Inchmore, Jarlshof, Kirkvoe, Lunna, Moulin, "
    "Nesting, Orphir, Papil, Quendale, Rousk, Sandwick, Trondra, Unst, Vaila, Westray, Yell and Zennor"
)
WORKS = """\
Dunmore, Petra. The Harbour and its Ferries: A History of the Outer Piers, 1790–1914. Port Sable: Board Press, 1998.
Ingram, Tove. Steam and Salt: Passengers of the Coastal Line. Journal of Maritime Studies 14, no. 2 (2004): 113–141."""
KEEPER = "A lighthouse keeper counts ships instead of neighbours, and writes them down in a ledger that nobody reads."
COOK = "Cooks on board never learn to swim, since that would only make it last longer; so at least the old ones say."
GERMAN = (
    "Der Wirt der Herberge am Hafen hat die Lampe über der Tür seit dem Sturm nicht mehr angezündet, und wer in der "
    "Nacht mit dem Boot von der Insel kommt, muss den Weg am Ufer entlang mit der Hand an der Mauer suchen, bis der "
    "Hund im Hof ihn hört und die Magd mit einer Kerze aus der Küche ans Fenster tritt, um nach dem Gast zu sehen."
)


def compare(one: str, other: str) -> Pair | None:
    pair, turned = (
        aligned("a.txt", "b.txt", prose_of(x, "a.txt"), prose_of(y, "b.txt")) for x, y in ((one, other), (other, one))
    )
    assert (pair and pair.kind) == (turned and turned.kind)
    return pair


@pytest.mark.parametrize(
    ("form", "mine", "theirs"),
    [
        (
            REPORT,
            ("west", 24, 9, 7, 11, "4:12", "10:31", "Gannet Rock", 10),
            ("south", 8, 3, 9, 14, "6:45", "12:58", "Hellim Point", 25),
        ),
        (
            MINUTES,
            ("Lindqvist", "Iskander", "Moreau", "Albrecht", "Skerra", 870, "Corran", 3, 7),
            ("Galbraith", "Okafor", "Yilmaz", "Brindle", "Lunna", 1204, "Papil", 12, 9),
        ),
    ],
)
def test_a_form_that_is_filled_in_otherwise_makes_no_copy(
    form: str, mine: tuple[object, ...], theirs: tuple[object, ...]
) -> None:
    assert compare(form.format(*mine), form.format(*theirs)) is None
    again = compare(form.format(*mine), f"{form.format(*mine)}\n\n{KEEPER}")
    assert again is not None
    assert again.kind is CopyKind.COPY


def test_a_form_with_long_passages_of_its_own_is_a_part_at_most() -> None:
    fixed = f"{KEEPER} {COOK} Whoever wants to hear more of it may ask in the harbour office on any working day."
    mine = REPORT.format("west", 24, 9, 7, 11, "4:12", "10:31", "Gannet Rock", 10)
    theirs = REPORT.format("south", 8, 3, 9, 14, "6:45", "12:58", "Hellim Point", 25)
    pair = compare(f"{mine}\n\n{fixed}", f"{theirs}\n\n{fixed}")
    assert pair is not None
    assert pair.kind is CopyKind.PARTIAL


def test_a_corrected_number_or_name_changes_nothing() -> None:
    mine = MINUTES.format("Lindqvist", "Iskander", "Moreau", "Albrecht", "Skerra", 870, "Corran", 3, 7)
    pair = compare(mine, mine.replace("870", "780").replace("Corran", "Lunna"))
    assert pair is not None
    assert pair.kind is CopyKind.COPY


def test_a_list_of_names_makes_no_copy() -> None:
    assert compare(f"{KEEPER} Boats go to {ISLANDS}.", f"The rate for {ISLANDS} is double. {COOK}") is None
    wrapped = ISLANDS.replace(", ", "\n")
    assert compare(f"{KEEPER}\n\n{wrapped}", f"{COOK}\n\n{wrapped}") is None


def test_the_same_works_cited_make_no_copy() -> None:
    assert compare(f"{KEEPER}\n\n{WORKS}", f"{COOK}\n\n{WORKS}") is None


def test_a_list_that_is_all_of_both_is_a_copy() -> None:
    pair = compare(ISLANDS, ISLANDS)
    assert pair is not None
    assert pair.kind is CopyKind.COPY


def test_nouns_that_are_written_like_names_are_words_that_may_be_exchanged() -> None:
    swaps = {
        "Wirt": "Besitzer", "Herberge": "Gaststätte", "Lampe": "Laterne", "Sturm": "Unwetter", "Boot": "Kahn",
        "angezündet": "entflammt", "Weg": "Pfad", "suchen": "finden", "Magd": "Köchin", "sehen": "schauen",
        "muss": "soll", "kommt": "anlegt", "entlang": "dahin", "tritt": "eilt",
    }  # fmt: skip
    other = GERMAN
    for word, instead in swaps.items():
        other = other.replace(word, instead)
    pair = compare(GERMAN, other)
    assert pair is not None
    assert pair.kind is CopyKind.REWRITE
