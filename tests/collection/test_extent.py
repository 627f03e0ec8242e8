"""What one copy has and another has not."""

from __future__ import annotations

from collection.descent import PARAGRAPHS, STORY, collated, text_of, varied
from linkaudit.collection.collation import Collation
from linkaudit.collection.extent import insertions, rewordings, truncations
from linkaudit.collection.prose import Line
from linkaudit.collection.typeset import Text
from linkaudit.models import Location

CUT = STORY[: STORY.index("customs house")].rstrip()


def test_a_text_that_ends_in_a_sentence_is_cut_off() -> None:
    for reference in ("a.txt", "b.txt", "c.txt"):
        (trace,) = truncations(collated({"a.txt": CUT, "b.txt": STORY, "c.txt": STORY}, reference))
        assert (trace.having, trace.lacking, trace.derived) == (("a.txt",), ("b.txt", "c.txt"), ("a.txt",))
        assert "likely cut off" in trace.sign.says


def test_a_text_may_be_cut_off_before_a_name() -> None:
    cut = STORY[: STORY.index("Holmqvist and Sandstrand are to speak")].rstrip()
    (trace,) = truncations(collated({"a.txt": cut, "b.txt": STORY}))
    assert trace.derived == ("a.txt",)


def test_a_text_that_ends_with_a_sentence_may_have_been_continued_elsewhere() -> None:
    short = "\n\n".join(PARAGRAPHS[:5])
    (trace,) = truncations(collated({"a.txt": short, "b.txt": STORY}))
    assert trace.derived == ()
    assert "likely cut short, or continued there" in trace.sign.says


def test_an_excerpt_and_a_line_of_credit_are_no_truncation() -> None:
    assert list(truncations(collated({"a.txt": PARAGRAPHS[1], "b.txt": STORY}))) == []
    assert list(truncations(collated({"a.txt": STORY, "b.txt": f"{STORY}\n(Reporting by Bo Lind)"}))) == []


def test_words_that_stand_in_a_sentence_of_one_text_were_put_in() -> None:
    texts = {
        "a.txt": varied(("the old customs", "the old\n\nMore tides and tables in our summer issue\n\ncustoms")),
        "b.txt": STORY,
        "c.txt": STORY,
    }
    for reference in texts:
        (trace,) = insertions(collated(texts, reference))
        assert (trace.having, trace.lacking, trace.derived) == (("a.txt",), ("b.txt", "c.txt"), ("a.txt",))
        assert trace.sign.evidence[0].value == "More tides and tables in our summer issue"


def test_an_address_is_named_as_such() -> None:
    lines = ("The boats of Port Alda would not sail on", "https://harbour.example/bell", "any day before spring came.")
    torn = Text("a.txt", [Line(text, Location("a.txt", at, 1, at, 1, 0, 0)) for at, text in enumerate(lines, 1)])
    whole = text_of("The boats of Port Alda would not sail on any day before spring came.", "b.txt")
    (trace,) = insertions(Collation(torn, [whole]))
    assert trace.sign.says.startswith("in a.txt an address stands within a sentence that is whole in b.txt")


def test_words_of_the_same_line_are_another_wording() -> None:
    changed = varied(("in the old customs house", "in the old and somewhat draughty yellow customs house"))
    assert list(insertions(collated({"a.txt": changed, "b.txt": STORY}))) == []


def test_exchanged_words_are_told_for_each_text_but_spellings_and_known_slips_are_not() -> None:
    changed = varied(("gulls", "swans"), ("nine hundred", "a thousand"), ("adviser", "advisor"), ("hammer", "hamemr"))
    collation = collated({"a.txt": STORY, "b.txt": changed, "c.txt": STORY})
    (trace,) = rewordings(collation.variants(), {"hammer", "hamemr"})
    assert trace.sign.says == (
        'a.txt and b.txt have other words at 2 places: "gulls" \u2013 "swans", "nine hundred" \u2013 "a thousand"'
    )
