"""Places at which texts are torn in a sentence."""

from __future__ import annotations

from textwrap import fill

from collection.descent import PARAGRAPHS, STORY, collated, shelf_of, shown, varied
from linkaudit.collection.breaks import addresses_between, breaks

TORN = varied(("but not the engine, which", "but not the engine,\n\nwhich"))
AT = 'after "but not the engine"'


def test_copies_that_are_torn_at_one_place_come_from_one_copy() -> None:
    (trace,) = breaks(collated({"a.txt": TORN, "b.txt": TORN, "c.txt": STORY}))
    assert (trace.having, trace.lacking, trace.derived) == (("a.txt", "b.txt"), ("c.txt",), ("a.txt", "b.txt"))
    assert trace.sign.says == (
        f"a.txt and b.txt are torn at the same place, {AT}: likely copied from one paged or printed text; "
        "c.txt is whole there"
    )
    assert [(name, path, line) for name, _, path, line in shown(trace)] == [
        ("torn after", "a.txt", 3),
        ("goes on", "a.txt", 5),
        ("torn after", "b.txt", 3),
        ("goes on", "b.txt", 5),
        ("whole", "c.txt", 3),
    ]


def test_it_does_not_matter_which_text_the_others_are_held_against() -> None:
    texts = {"a.txt": TORN, "b.txt": TORN, "c.txt": STORY}
    traces = [next(iter(breaks(collated(texts, path)))) for path in texts]
    assert len({(trace.having, trace.lacking) for trace in traces}) == 1


def test_wrapped_lines_are_not_torn_but_a_blank_line_and_an_odd_indent_are() -> None:
    wrapped = "\n\n".join(fill(paragraph, 70) for paragraph in PARAGRAPHS) + "\n"
    assert list(breaks(collated({"a.txt": wrapped, "b.txt": STORY}))) == []
    first, second = wrapped.splitlines()[:2]
    assert second[:1].islower()
    indented = wrapped.replace(f"{first}\n{second}", f"{first}\n {second}")
    (trace,) = breaks(collated({"a.txt": indented, "b.txt": TORN.replace("engine,\n\nwhich", "engine, which")}))
    assert trace.having == ("a.txt",)
    assert trace.derived == ("a.txt",)


def test_a_heading_a_list_and_a_new_paragraph_are_not_torn() -> None:
    listed = "We need three things before the boats can sail again on the bay:\n\n- rope and tar\n\n- a new engine\n\n"
    other = listed.replace("\n\n- ", " ")
    assert list(breaks(collated({"a.txt": listed + STORY, "b.txt": other + STORY}))) == []


def test_verses_are_not_torn() -> None:
    verses = "\n\n".join(PARAGRAPHS[2].replace(", ", ",\n\n").replace(" and ", "\n\nand ").split("\n\n"))
    assert list(breaks(collated({"a.txt": verses, "b.txt": PARAGRAPHS[2]}))) == []


def test_words_in_the_gap_do_not_hide_it() -> None:
    foot = varied(("the engine, which", "the engine,\n\nTide tables of the pilots of Alda, page 4 of 12\n\nwhich"))
    (trace,) = breaks(collated({"a.txt": foot, "b.txt": STORY}))
    assert trace.having == ("a.txt",)


def test_an_address_in_the_gap_was_put_in() -> None:
    texts = {
        "a.txt": varied(("the engine, which", "the engine,\n\nhttps://harbour.example/2019/02/03/bell\n\nwhich")),
        "b.txt": STORY,
    }
    (trace,) = breaks(collated(texts))
    (put_in,) = addresses_between(trace, shelf_of(texts).addresses)
    assert (put_in.having, put_in.lacking, put_in.derived) == (("a.txt",), ("b.txt",), ("a.txt",))
    assert ("put in", "https://harbour.example/2019/02/03/bell", "a.txt", 5) in shown(put_in)


def test_a_text_with_an_address_at_the_same_place_is_not_whole_there() -> None:
    between = "but not the engine,\n\nhttps://harbour.example/{}\n\nwhich"
    put_in = {f"{name}.txt": varied(("but not the engine, which", between.format(name))) for name in ("a", "b")}
    texts = {**put_in, "c.txt": TORN, "d.txt": STORY}
    (trace,) = breaks(collated(texts))
    found = list(addresses_between(trace, shelf_of(texts).addresses))
    assert [(each.having, each.lacking) for each in found] == [
        (("a.txt",), ("c.txt", "d.txt")),
        (("b.txt",), ("c.txt", "d.txt")),
    ]
