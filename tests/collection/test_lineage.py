"""Stories and their copies, of which it is known who copied from whom."""

from __future__ import annotations

from collection.descent import PARAGRAPHS, STORY, grouped, pairs_of, shelf_of, shown, signs, varied
from linkaudit.collection.lineage import groups
from linkaudit.models import Confidence, CopyKind, Inferred, Member, Pair

SLIP = ("bilateral", "bilaterial")
# The second name with a slip, once, as the agency sent it out.
NAME = ("where Holmqvist", "where Holmquist")
TORN = ("the engine, which has", "the engine,\n\nwhich has")
HOUSE = (("adviser", "advisor"), ("programme", "program"), ("[in Alda]", "(in Alda)"))
OTHER = (
    "The society for old engines has asked the museum to take one of the motors that started with a hammer, if the "
    "council will let it go. It would be shown in motion, on Sundays, to whoever brings a hammer of his own.\n\n"
    "The museum of Alda, which has no room for its anchors as it is, said that it would think about it in spring, "
    "when the leaks in its roof have been found, and that it would rather have the bell.\n"
)


def test_what_copies_share_with_their_slips_and_torn_places_is_found_with_its_places() -> None:
    # The seeds of this project have all of these; here they are planted in another story.
    wire = varied(SLIP, NAME)
    paged = varied(TORN, of=wire)
    group, told = grouped(
        {
            "mended.txt": varied((SLIP[1], SLIP[0]), *HOUSE, of=paged),
            "paged.txt": varied(*HOUSE, of=paged),
            "wire.txt": wire,
            "museum.txt": f"{PARAGRAPHS[2].replace(*SLIP)}\n\n{OTHER}",
            # What other documents have tells that the one is a word and the other a slip.
            "apart.txt": "The unilateral step surprised many.",
        }
        | {f"fund-{number}.txt": f"A bilateral fund of the year {number} was closed." for number in range(3)},
    )
    assert group.paths == ("mended.txt", "museum.txt", "paged.txt", "wire.txt")
    slip, name = signs(group, "slip")
    assert shown(slip) == [
        ("slip", "bilaterial", "museum.txt", 1),
        ("slip", "bilaterial", "paged.txt", 7),
        ("slip", "bilaterial", "wire.txt", 5),
        ("elsewhere", "bilateral", "mended.txt", 7),
    ]
    assert {path for kind, word, path, _ in shown(name) if word == "Holmquist"} == {
        "mended.txt",
        "paged.txt",
        "wire.txt",
    }
    (torn,) = signs(group, "break")
    assert [(kind, path, line) for kind, _, path, line in shown(torn) if kind == "torn after"] == [
        ("torn after", "mended.txt", 3),
        ("torn after", "paged.txt", 3),
    ]
    (style,) = signs(group, "spelling")
    assert "advisor, program, ( ) in mended.txt and paged.txt" in style.says
    (corrected,) = signs(group, "correction")
    assert corrected.says.startswith('mended.txt likely corrected "bilaterial"')
    assert "paged.txt is not copied from mended.txt as it stands" in corrected.says
    assert group.earliest is not None
    assert (group.earliest.value, group.earliest.by, group.earliest.confidence) == ("wire.txt", "text", Confidence.LOW)
    assert [each.value for each in told["mended.txt"].copied_from] == ["paged.txt", "wire.txt"]
    assert "paged.txt" not in told


def test_a_later_copy_with_the_marks_of_copying_comes_from_the_earlier_one() -> None:
    group, told = grouped(
        {"first.md": f"July 12, 2018\n\n{STORY}", "later.md": f"July 14, 2018\n\n{varied(TORN, ('gulls', 'gluls'))}"}
    )
    assert group.earliest is not None
    assert (group.earliest.value, group.earliest.by, group.earliest.confidence) == ("first.md", "date", Confidence.HIGH)
    (source,) = told["later.md"].copied_from
    assert (source.value, source.by) == ("first.md", "copy")
    assert source.confidence in (Confidence.HIGH, Confidence.MEDIUM)
    assert "2 days later" in source.because
    assert [each.value for each in source.evidence][:2] == ["2018-07-12 (July 12, 2018)", "2018-07-14 (July 14, 2018)"]
    assert source.doubts
    assert "first.md" not in told


def test_where_nothing_tells_nobody_is_the_first() -> None:
    group, told = grouped({"one.txt": STORY, "other.txt": varied(("gulls", "swans"))})
    assert group.earliest is None
    assert told == {}
    (other_words,) = signs(group, "rewording")
    assert '"gulls" – "swans"' in other_words.says


def test_where_signs_contradict_each_other_nothing_is_concluded() -> None:
    # The later one is whole where the earlier one is torn: it cannot be its copy as it stands.
    group, told = grouped({"early.md": f"July 12, 2018\n\n{varied(TORN)}", "late.md": f"July 14, 2018\n\n{STORY}"})
    assert len(signs(group, "break")) == 1
    assert told == {}
    assert group.earliest is None


def test_what_speaks_against_a_direction_is_told_as_a_doubt() -> None:
    texts = {"early.md": f"July 12, 2018\n\n{STORY}", "late.md": f"July 14, 2018\n\n{varied(*HOUSE)}"}
    _, told = grouped(texts)
    (source,) = told["late.md"].copied_from
    assert source.confidence is Confidence.LOW
    assert source.doubts == ("they are written in different house styles",)


def test_a_splice_comes_from_texts_that_share_nothing() -> None:
    third = (
        "The mayor keeps a goat on the roof of the town hall, and has done so since the day on which the lawn was "
        "given up to the cars of the council. It eats the minutes of closed meetings, before they are read out.\n"
    )
    splice = f"{PARAGRAPHS[0]}\n\n{third}\n{OTHER.partition(chr(10))[0]}\n"
    group, told = grouped({"museum.txt": OTHER, "splice.txt": splice, "story.txt": STORY})
    (found,) = signs(group, "splice")
    assert "museum.txt and story.txt" in found.says
    assert [each.value for each in told["splice.txt"].copied_from] == ["museum.txt", "story.txt"]
    assert {each.by for each in told["splice.txt"].copied_from} == {"part"}
    assert "museum.txt" not in told
    assert "story.txt" not in told


def test_a_copy_of_a_copy_comes_from_the_copy_of_which_it_has_the_slips() -> None:
    slips = varied(("printed", "pritned"), ("guild, on", "giuld, on"))
    _, told = grouped(
        {
            "a.md": f"July 12, 2018\n\n{STORY}",
            "b.md": f"July 14, 2018\n\n{slips}",
            "c.md": f"July 17, 2018\n\n{slips.rpartition(PARAGRAPHS[-1])[0]}",
        }
    )
    assert told["b.md"].copied_from[0].value == "a.md"
    assert [each.value for each in told["c.md"].copied_from] == ["b.md", "a.md"]


def test_a_copy_of_a_torn_copy_comes_from_that_if_it_has_one_change_more() -> None:
    torn = varied(TORN)
    group, told = grouped({"a.txt": STORY, "b.txt": torn, "c.txt": varied(("garage", "depot"), of=torn)})
    (source, *_), (other,) = told["c.txt"].copied_from, told["b.txt"].copied_from
    assert (source.value, source.confidence, other.value) == ("b.txt", Confidence.LOW, "a.txt")
    assert source.because == (
        "b.txt is nearer to it than a.txt, and has none of the changes that only c.txt has (1 place)"
    )
    # Where each has a change of its own, none of the two is copied from the other.
    changed = {"b.txt": varied(("printed", "typeset"), of=torn), "c.txt": varied(("garage", "depot"), of=torn)}
    _, told = grouped({"a.txt": STORY, **changed})
    assert [each.value for each in told["c.txt"].copied_from] == ["a.txt"]
    assert group.earliest is not None


def test_dates_that_were_inferred_count_less_than_stated_ones() -> None:
    date = Inferred("2018-07-14", ("x.md",), "weekday", Confidence.MEDIUM, "")
    group, told = grouped(
        {"first.md": f"July 12, 2018\n\n{STORY}", "later.md": STORY}, {"later.md": Member("later.md", date)}
    )
    (source,) = told["later.md"].copied_from
    assert source.confidence is Confidence.LOW
    assert "2018-07-14 (inferred, medium)" in [each.value for each in source.evidence]
    assert told["later.md"].date == date
    assert group.earliest is not None
    assert group.earliest.value == "first.md"


def test_all_is_the_same_whatever_the_order_of_the_pairs() -> None:
    shelf = shelf_of({"a.txt": STORY, "b.txt": varied(TORN), "c.txt": varied(SLIP, TORN), "d.txt": varied(SLIP)})
    pairs = pairs_of(shelf)
    assert len(pairs) == 6
    assert groups(shelf, pairs, {}) == groups(shelf, tuple(reversed(pairs)), {})


def test_of_a_large_group_it_is_said_how_many_were_looked_at() -> None:
    texts = {f"{number:02}.txt": varied(("nine hundred", f"{number}")) for number in range(40)}
    shelf = shelf_of(texts)
    pairs = tuple(Pair("00.txt", path, CopyKind.COPY, 0.99, 0.99) for path in sorted(texts)[1:])
    (group,), _ = groups(shelf, pairs, {})
    (limit,) = signs(group, "limit")
    assert limit.says == "signs were looked for in 25 of the 40 documents, those that share most"
