from __future__ import annotations

import pytest

from collection.prose_of import prose_of
from collection.side_by_side import aligned
from linkaudit.models import CopyKind, Pair

SENTENCES = (
    "The ferry to the outer islands will stop before winter because nobody has paid for the new boiler.",
    "Two of the boats are older than their crews and leak wherever the carpenters have not been this year.",
    "Fishermen at the northern pier say that no one from the council ever came down to ask them.",
    "A crate of herring costs more to carry than it brings at the market on the other side.",
    "The master of the largest boat has put his cap on a nail and will not take it off again.",
    "Children from the school painted a banner that the wind took on the very first morning.",
    "What the owner wants is a road, although the water there is deeper than the church is high.",
    "An engineer who was sent to measure it spent his week in the inn with a pack of cards.",
)
SWAPS = {
    "stop": "cease", "winter": "autumn", "boiler": "engine", "crews": "sailors", "carpenters": "joiners",
    "pier": "quay", "ever": "once", "costs": "takes", "market": "auction", "largest": "biggest", "nail": "hook",
    "school": "village", "wind": "storm", "road": "bridge", "deeper": "darker", "measure": "survey", "cards": "dice",
    "paid": "saved", "council": "town", "cap": "hat", "week": "days", "painted": "made", "leak": "drip",
}  # fmt: skip
KEEPER = "A lighthouse keeper counts ships instead of neighbours, and writes them down in a ledger that nobody reads."
COOK = "Cooks on board never learn to swim, since that would only make it last longer; so at least the old ones say."
INN = "Guests who come late find the key below the stone dog; whoever comes later still may sleep beside it until noon."


def found(one: str, other: str) -> Pair:
    pair = aligned("a.txt", "b.txt", prose_of(one, "a.txt"), prose_of(other, "b.txt"))
    assert pair is not None
    return pair


def reworded(text: str) -> str:
    return " ".join(SWAPS.get(word.rstrip(".,"), word) for word in text.split())


def test_sentences_in_another_order_count_with_words_exchanged() -> None:
    one = "\n\n".join(SENTENCES)
    other = "\n\n".join(reworded(sentence) for sentence in (*SENTENCES[1::2], *SENTENCES[::2]))
    words = one.split()
    share = 1 - sum(word.rstrip(".,") in SWAPS for word in words) / len(words)
    pair = found(one, other)
    assert pair.kind is CopyKind.REWRITE
    assert pair.a_in_b == pytest.approx(share, abs=0.05)
    assert pair.b_in_a == pytest.approx(share, abs=0.05)


def test_short_stretches_of_texts_that_share_little_do_not_count() -> None:
    excerpt = f"{SENTENCES[0]} {SENTENCES[1]}"
    other = f"{KEEPER}\n\n{excerpt}\n\n{COOK}\n\nHe will not take it off again, and he knows why.\n\n{INN}"
    pair = found("\n\n".join(SENTENCES), other)
    assert len(pair.passages) == 1
    assert pair.a_in_b == pytest.approx(len(excerpt.split()) / len(" ".join(SENTENCES).split()), abs=0.02)


def test_a_text_that_is_printed_twice_stands_in_the_other_with_all_its_words() -> None:
    story = "\n\n".join(SENTENCES)
    pair = found(story, f"{story}\n\n{story}")
    assert (pair.a_in_b, pair.b_in_a, pair.kind) == (1.0, 1.0, CopyKind.COPY)
    turned = found(f"{story}\n\n{story}", f"{story}\n\n{KEEPER}")
    assert turned.a_in_b == 1.0
    assert turned.b_in_a < 0.9


def test_a_passage_that_stands_twice_in_both_counts_once_for_each() -> None:
    story = "\n\n".join(SENTENCES)
    pair = found(f"{story}\n\n{KEEPER}\n\n{story}", f"{story}\n\n{COOK}\n\n{story}")
    share = 1 - len(KEEPER.split()) / len(f"{story} {KEEPER} {story}".split())
    assert pair.a_in_b == pytest.approx(share, abs=0.02)
