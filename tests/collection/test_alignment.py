from __future__ import annotations

from time import perf_counter

import pytest

from collection.prose_of import prose_of
from collection.side_by_side import aligned
from linkaudit.models import CopyKind, Pair

STORY = """\
The ferry line between Port Sable and the outer islands will stop before winter, its owner said on Monday.
Two of the three boats are older than their crews, and the yard that built them has long since closed.

"We have patched the hull so often that there is more patch than hull," said Tove Lindqvist, who has been the
master of the largest boat for nineteen years.

Fishermen on Skerra say that they were never asked. Their catch goes to the mainland market by the early boat,
and without it the price of a crate of herring would hardly pay for the ice in which it lies.

The council has promised to look for another operator, but nobody has yet answered its advertisement, which
appeared in a single newspaper during the week of the harvest festival."""
OWN = """\
A lighthouse keeper has no neighbours to speak of. He counts ships instead, and writes them down in a ledger that
nobody reads, in a hand which grew smaller with each year until the inspector needed a glass to make it out."""


def compare(one: str, other: str) -> Pair | None:
    return aligned("a.txt", "b.txt", prose_of(one, "a.txt"), prose_of(other, "b.txt"))


def found(one: str, other: str) -> Pair:
    pair = compare(one, other)
    assert pair is not None
    return pair


def test_a_copy_in_other_typesetting_is_one() -> None:
    other = STORY.replace("\n", " ").replace('"', "”").replace("  ", "\n").replace("Monday", "Mon\u00adday")
    pair = found(STORY, other)
    assert (pair.kind, pair.a_in_b, pair.b_in_a) == (CopyKind.COPY, 1.0, 1.0)


def test_spellings_and_slips_make_no_rewrite() -> None:
    other = STORY.replace("advertisement", "advertizement").replace("master", "mastre").replace("catch", "cacth")
    pair = found(STORY, other)
    assert pair.kind is CopyKind.COPY
    assert pair.a_in_b > 0.98


def test_words_exchanged_throughout_make_one() -> None:
    swaps = {
        "ferry": "boat", "stop": "cease", "owner": "proprietor", "older": "more aged", "closed": "shut",
        "often": "many times", "largest": "biggest", "years": "winters", "never": "not once", "asked": "consulted",
        "early": "first", "price": "cost", "hardly": "barely", "promised": "pledged", "look": "search",
        "nobody": "no one", "during": "in",
    }  # fmt: skip
    other = STORY
    for word, instead in swaps.items():
        other = other.replace(f" {word}", f" {instead}")
    pair = found(STORY, other)
    assert pair.kind is CopyKind.REWRITE
    assert 0.7 < pair.a_in_b < 0.95


def test_an_excerpt_is_part_of_it_and_shown_with_its_places() -> None:
    excerpt = "\n".join(STORY.split("\n")[6:8])
    pair = found(STORY, f"{OWN}\n\n{excerpt}\n\n{OWN}")
    assert pair.kind is CopyKind.PARTIAL
    (passage,) = pair.passages
    assert (passage.a.line, passage.a.end_line, passage.b.line, passage.b.end_line) == (7, 8, 4, 5)
    assert passage.text == excerpt.replace("\n", " ")
    assert passage.words == passage.same == len(passage.text.split())
    assert pair.a_in_b == pytest.approx(passage.same / len(STORY.split()), abs=0.01)


def test_a_passage_begins_and_ends_at_its_words() -> None:
    sentence = (
        'the council of Skerra sold its last boat to a museum "for less than the price of the paint" that it wore'
    )
    mine, theirs = f"One morning {sentence} and wept.", f"{OWN}\nThen {sentence}, it seems."
    (passage,) = found(mine, theirs).passages
    assert mine[passage.a.start : passage.a.end] == sentence
    assert theirs[passage.b.start : passage.b.end] == sentence
    assert (passage.a.column, passage.b.line, passage.b.column) == (13, 3, 6)
    assert passage.text == sentence


def test_a_longer_version_is_no_copy_of_the_shorter() -> None:
    pair = found(STORY, "\n\n".join((OWN, STORY, OWN.replace("a", "e"), OWN.replace("e", "o"), OWN.upper())))
    assert (pair.kind, pair.a_in_b) == (CopyKind.PARTIAL, 1.0)
    assert pair.b_in_a < 0.5


def test_the_same_quotation_makes_no_copy() -> None:
    said = (
        "We have waited nine winters for this boat, and we shall not wait for a tenth while gentlemen in warm rooms "
        "argue about who is to pay for the paint"
    )
    assert compare(f'{STORY}\n\n"{said}," said the cook.', f"{OWN}\n\nThe cook was angry: “{said}.”") is None
    assert compare(f"{STORY}\n\n{said}.", f"{OWN}\n\n{said}.") is not None


def test_names_and_phrases_make_no_copy() -> None:
    phrase = "Tove Lindqvist, the master of the ferry line of Port Sable, told reporters on Monday that"
    assert compare(f"{phrase} {OWN}", f"{STORY}\n\n{phrase} all was lost.") is None


def test_texts_of_their_own_share_nothing() -> None:
    assert compare(STORY, OWN) is None
    assert compare(STORY, "") is None


def test_short_documents_are_copies_too() -> None:
    short = OWN.split("\n", maxsplit=1)[0]
    assert found(short, f"Keepers\n\n{short.replace('ships', 'shipps')}").kind is CopyKind.COPY


def test_characters_count_where_no_spaces_are_written() -> None:
    story = "渡轮公司宣布冬天到来之前将停止开往外岛的航线因为两艘船比船员还要古老而建造它们的船厂早已关闭多年"
    pair = found(
        f"{story}。另外一些话在这里说明其他事情。", f"灯塔看守人没有邻居可以交谈。\n\n{story}。他每天数着船只。"
    )
    assert pair.passages[0].same == len(story)


def test_a_long_passage_is_cut_off() -> None:
    (passage,) = found(STORY, STORY).passages
    assert passage.text.endswith("…")
    assert len(passage.text) <= 401
    assert passage.words == len(STORY.split())
    assert (passage.a.line, passage.a.end_line) == (1, 11)


def test_the_order_of_the_two_changes_nothing_but_the_sides() -> None:
    excerpt = "\n".join(STORY.split("\n")[6:8])
    one, other = found(STORY, f"{OWN}\n\n{excerpt}"), found(f"{OWN}\n\n{excerpt}", STORY)
    assert (one.a_in_b, one.b_in_a, one.kind) == (other.b_in_a, other.a_in_b, other.kind)


def test_many_passages_in_one_line_take_no_time_of_their_own() -> None:
    words = [f"word{number}" for number in range(22_000)]
    blocks = [words[at : at + 11] for at in range(0, len(words), 11)]
    turned = " ".join(word for block in reversed(blocks) for word in block)
    began = perf_counter()
    pair = found(" ".join(words), turned)
    assert len(pair.passages) == len(blocks)
    assert pair.a_in_b == 1.0
    # A fraction of it on an idle machine; going through the line for each passage takes a minute.
    assert perf_counter() - began < 15
