"""Evernote's exports: notes clipped from the web."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from documents.reading import places_hold, read, urls
from linkaudit.citations.cite import cite
from linkaudit.models import Kind, Role

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<!DOCTYPE en-export SYSTEM "http://xml.evernote.com/pub/evernote-export3.dtd">\n'
    '<en-export export-date="20190101T101010Z" application="Evernote">\n'
)
ENML = (
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
    '<!DOCTYPE en-note SYSTEM "http://xml.evernote.com/pub/enml2.dtd">\n'
)
NOTE = (
    f"<note><title>The ferry &amp; the pier</title><content><![CDATA[{ENML}"
    '<en-note><div>é <a href="https://h.example/x?a=1&amp;b=2">the line</a><br/>https://h.example/bare</div>'
    '<en-media type="image/png" hash="0f"/><en-todo/></en-note>]]></content>\n'
    "<created>20180912T101010Z</created><updated>20181001T000000Z</updated><note-attributes>\n"
    "<source>web.clip</source><source-url>https://gazette.example/2018/ferry?a&amp;b</source-url></note-attributes>\n"
    "<resource><data encoding='base64'>AAAA https://h.example/no</data><resource-attributes>"
    "<source-url>https://h.example/p.png</source-url></resource-attributes></resource></note>"
)


def test_a_note_and_where_it_was_clipped() -> None:
    document = read(f"{HEAD}{NOTE}</en-export>", "enex")
    assert places_hold(document)
    assert document.title == "The ferry & the pier"
    assert [(each.url, each.kind, each.location.line) for each in document.references] == [
        ("https://h.example/x?a=1&b=2", Kind.LINK, 6),
        ("https://h.example/bare", Kind.BARE, 6),
        ("https://gazette.example/2018/ferry?a&b", Kind.FIELD, 8),
        ("https://h.example/p.png", Kind.ATTRIBUTE, 9),
    ]
    assert document.references[0].text == "the line"
    assert [block.text for block in document.blocks] == [
        "The ferry & the pier",
        "é the line\nhttps://h.example/bare",
    ]
    assert document.comments == ()


def test_the_source_of_a_note_is_its_original_and_its_creation_its_date() -> None:
    document = cite(read(f"{HEAD}{NOTE}</en-export>", "enex"))
    (citation,) = document.provenance
    assert (citation.form, citation.role) == ("source-url:", Role.ORIGINAL)
    assert citation.reference is not None
    assert citation.reference.url == "https://gazette.example/2018/ferry?a&b"
    assert document.date is not None
    assert (str(document.date.date), document.date.source) == ("2018-09-12", "note")
    assert document.modified is not None
    assert str(document.modified.date) == "2018-10-01"


def test_of_many_notes_each_has_its_source_and_none_dates_the_file() -> None:
    document = cite(read(f"{HEAD}{NOTE}{NOTE}</en-export>", "enex"))
    assert len(document.provenance) == 2
    assert document.title == ""
    assert document.date is None
    assert {field.name for field in document.fields} == {"note.created", "note.updated", "note.source"}


def test_content_may_be_escaped_cut_or_incomplete() -> None:
    document = read(
        "<en-export><note><content>&lt;en-note&gt;&lt;a href='https://h.example/a'/&gt;</content>"
        "<content><![CDATA[no note <a href='https://h.example/b']]><![CDATA[>]]></content></note></en-export>",
        "enex",
    )
    assert places_hold(document)
    assert urls(document) == ["https://h.example/a", "https://h.example/b"]
    broken = read(f"{HEAD}<note><content><![CDATA[<en-note><a href='https://h.example/a'>", "enex")
    assert urls(broken) == ["https://h.example/a"]
    assert broken.skipped_parts == ("line 4: not well-formed: unclosed CDATA section",)


@given(st.text(alphabet="<en-note>/a href='htps:.x'&;]é \r\n", max_size=80))
def test_any_content_is_read(content: str) -> None:
    text = f"<en-export><note><content><![CDATA[{content}]]></content></note></en-export>"
    assert places_hold(read(text, "enex"))
