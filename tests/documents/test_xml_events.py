"""The tags and texts of XML, each at its place; what XML forbids; hostile documents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import within
from linkaudit.documents.interface import UnreadableError
from linkaudit.documents.markup.elements import Element, elements
from linkaudit.documents.markup.events import ATOM, XLINK, EndTag, Instruction, Remark, StartTag, Text, XmlEvents
from linkaudit.documents.positions import Lines


def texts(text: str) -> list[tuple[str, str]]:
    """List what the text of a document says, and as what it is written there."""
    return [(each.text, text[each.start : each.end]) for each in XmlEvents(Lines("x", text)) if isinstance(each, Text)]


def tags(text: str) -> list[StartTag]:
    return [each for each in XmlEvents(Lines("x", text)) if isinstance(each, StartTag)]


def problems(text: str) -> list[str]:
    events = XmlEvents(Lines("x", text))
    list(events)
    return events.problems


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("plain é 💩", [("plain é 💩", "plain é 💩")]),
        ("a&amp;b", [("a", "a"), ("&", "&amp;"), ("b", "b")]),
        ("&#233;&#x1F4A9;&#xE9;", [("é", "&#233;"), ("💩", "&#x1F4A9;"), ("é", "&#xE9;")]),
        ("é&nbsp;x", [("é", "é"), ("\xa0", "&nbsp;"), ("x", "x")]),
        ("a & b", [("a & b", "a & b")]),
        ("?a=1&b=2&copy=3", [("?a=1&b=2&copy=3", "?a=1&b=2&copy=3")]),
        ("1 < 2", [("1 < 2", "1 < 2")]),
        ("&unknown; &#0; &#xD800; &#1114112;", [("&unknown; &#0; &#xD800; &#1114112;",) * 2]),
        ("\x0b\x7f\uffff", [("\x0b\x7f\uffff", "\x0b\x7f\uffff")]),
        ("<![CDATA[a &amp; <b>]]>c", [("a &amp; <b>", "a &amp; <b>"), ("c", "c")]),
        ("é\r\nb", [("é", "é"), ("\r\n", "\r\n"), ("b", "b")]),
        ("é\rb", [("é", "é"), ("\r", "\r"), ("b", "b")]),
    ],
)
def test_text_says_what_stands_there(inside: str, expected: list[tuple[str, str]]) -> None:
    assert texts(f"<é>{inside}</é>") == expected
    assert problems(f"<é>{inside}</é>") == []


def test_tags_comments_and_instructions_have_their_places() -> None:
    text = '\ufeff \r\n<?xml version="1.0" encoding="latin-1"?>\n<!-- 💩 -->\n<?go to="a&amp;b"?><é b="ü"/>\n'
    found = list(XmlEvents(Lines("x", text)))
    remark, instruction, start, end = found
    assert isinstance(remark, Remark)
    assert (remark.text, text[remark.start : remark.end]) == (" 💩 ", "<!-- 💩 -->")
    assert isinstance(instruction, Instruction)
    assert instruction.attributes["to"].text == "a&b"
    assert isinstance(start, StartTag)
    assert text[start.start : start.end] == '<é b="ü"/>'
    assert text[start.attributes["b"].start : start.attributes["b"].end] == "ü"
    assert end == EndTag("é", start.end)


def test_attributes_are_decoded_as_xml_says() -> None:
    (tag,) = tags("""<a One="1&amp;2" two='"&#x26;"' three="?a&copy=1&b" four = "&nbsp;&mine;"/>""")
    assert {name: each.text for name, each in tag.attributes.items()} == {
        "one": "1&2",
        "two": '"&"',
        "three": "?a&copy=1&b",
        "four": "\xa0&mine;",
    }


def test_prefixes_stand_for_what_is_declared_where_they_are_used() -> None:
    outer, inner, after, unbound, media = tags(
        f'<a10:feed xmlns:a10="{ATOM}/"><x xmlns="urn:x" xmlns:l="{XLINK}" l:href="u"/><x/><y:z/><media:m/></a10:feed>'
    )
    assert (outer.name, outer.prefix, outer.namespace) == ("feed", "a10", ATOM)
    assert (inner.namespace, after.namespace, unbound.namespace) == ("urn:x", "", "")
    assert inner.attributes["xlink:href"].text == "u"
    assert media.namespace.endswith("/mrss")


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("<a>\n<b></a>", "line 2: not well-formed: mismatched tag"),
        ("<a>\n\n", "line 3: not well-formed: no element found"),
        ("<a/>\n<b/>", "line 2: not well-formed: junk after document element"),
        ("<a>é\n<b c='<b'/></a>", "line 2: not well-formed: not well-formed (invalid token)"),
        ("<a>" * 1001, "line 1: nested deeper than 1000 levels"),
    ],
)
def test_what_is_not_well_formed_is_read_up_to_there(text: str, problem: str) -> None:
    assert problems(text) == [problem]
    assert tags(text)[0].name == "a"


@pytest.mark.parametrize("text", ["", "plain", "<", "<!-- c -->", "{}", "\x00", "<?xml version='1.0'?>"])
def test_a_text_without_an_element_is_no_xml(text: str) -> None:
    with pytest.raises(UnreadableError, match="line 1: not well-formed"):
        problems(text)


def test_what_is_open_where_the_reading_ends_is_closed_there() -> None:
    closed = [
        (each.name, each.value.text)
        for each in elements(XmlEvents(Lines("x", "<a><b> said </c>")))
        if isinstance(each, Element) and each.closed
    ]
    assert closed == [("b", "said"), ("a", "")]


def test_entities_of_the_document_are_never_expanded() -> None:
    text = "<!DOCTYPE a [\n<!ENTITY e SYSTEM 'file:///etc/passwd'><!ENTITY f 'ha'>]><a b='&f;'>&e;&f;</a>"
    assert texts(text) == [("&e;&f;", "&e;&f;")]
    assert tags(text)[0].attributes["b"].text == "&f;"
    assert problems(text) == ["line 2: entities that the document declares are not expanded"]


LAUGHS = "".join(f"<!ENTITY l{number} '{f'&l{number - 1};' * 10}'>" for number in range(1, 12))


@pytest.mark.parametrize(
    "text",
    [
        f"<!DOCTYPE a [<!ENTITY l0 'ha'>{LAUGHS}]><a b='&l11;'>&l11;</a>",
        f"<!DOCTYPE a [<!ENTITY l0 'ha'>{LAUGHS}<!ATTLIST a b CDATA '&l11;'>]><a/>",
        f"<!DOCTYPE a [<!ENTITY e '{'x' * 100_000}'>]><a>{'&e;' * 100_000}</a>",
        f"<!DOCTYPE a [<!ENTITY % p '{'x' * 1000}'>{'%p;' * 10_000}]><a/>",
        "<!DOCTYPE a [" + "<!-- " * 200_000,
        "<a" + " b='" * 200_000,
        "<a " + "".join(f"b{number}='' " for number in range(50_000)) + "/>",
        "<r>" + "".join(f"<a xmlns:p{number}='u'/>" for number in range(20_000)) + "</r>",
        "<a>" + "&" * 500_000 + "</a>",
        "<a>" + "<![CDATA[]]" * 50_000,
        "<a>" + "\r" * 200_000 + "</a>",
        "<a>" + "é&amp;" * 100_000 + "</a>",
        f"<a b='{'é<' * 300_000}'/>",
        f"<a><!--{'é-' * 300_000}--></a>",
        "<a><b>" * 200_000,
    ],
    ids=lambda text: f"{text[:12]}…{len(text)}",
)
def test_hostile_documents_take_no_longer_than_their_length_asks_for(text: str) -> None:
    with within(5):
        try:
            for _ in elements(XmlEvents(Lines("x", text))):
                pass
        except UnreadableError:
            pass


@given(st.text(alphabet="<>/=\"'&;#x1ab!-[]CDATAé💩 \r\n?:", max_size=80))
def test_any_text_is_read_or_refused(text: str) -> None:
    source = f"<a>{text}</a>"
    for each in XmlEvents(Lines("x", source)):
        if isinstance(each, StartTag | Text | Remark):
            assert 0 <= each.start <= each.end <= len(source)
        if isinstance(each, Text):
            assert each.text == source[each.start : each.end] or source[each.start] == "&"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=60), st.integers(0, 40))
def test_pieces_of_text_follow_each_other_without_a_gap(text: str, cut: int) -> None:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&#62;")
    source = f"<a>{escaped[:cut]}<!-- é -->{escaped[cut:]}</a>" if "&" not in escaped else f"<a>{escaped}</a>"
    pieces = [each for each in XmlEvents(Lines("x", source)) if isinstance(each, Text)]
    assert "".join(each.text for each in pieces) == text
