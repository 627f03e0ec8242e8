"""Outlines: the feeds that somebody reads."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from documents.reading import places_hold, read, urls
from linkaudit.models import Kind


def test_feeds_pages_and_words() -> None:
    text = (
        '<?xml version="1.0"?>\r\n<opml version="2.0"><head><title>Harbour news</title>\r\n'
        "<dateCreated>Thu, 12 Jul 2018 06:58:36 GMT</dateCreated><docs>http://h.example/spec</docs></head><body>\r\n"
        '<outline text="Papers"><outline type="rss" text="The Gazette é &amp;amp; more" '
        'xmlUrl="https://h.example/feed?a=1&amp;b=2" htmlUrl="https://h.example/"/></outline>\r\n'
        '<outline type="link" text="One" url="https://h.example/one" '
        '_note="see &lt;a href=&quot;https://h.example/note&quot;&gt;it&lt;/a&gt;, https://h.example/bare"/>\r\n'
        "<!-- linkaudit: ignore[x] y --></body></opml>"
    )
    document = read(text, "opml")
    assert places_hold(document)
    assert document.title == "Harbour news"
    assert [(each.url, each.kind, each.element, each.location.line) for each in document.references] == [
        ("http://h.example/spec", Kind.FIELD, "head docs", 3),
        ("https://h.example/feed?a=1&b=2", Kind.LINK, "outline xmlUrl", 4),
        ("https://h.example/", Kind.LINK, "outline htmlUrl", 4),
        ("https://h.example/one", Kind.LINK, "outline url", 5),
        ("https://h.example/note", Kind.LINK, "a href", 5),
        ("https://h.example/bare", Kind.BARE, "", 5),
    ]
    assert document.references[1].text == "The Gazette é &amp; more"
    assert [block.text for block in document.blocks][:3] == ["Harbour news", "Papers", "The Gazette é & more"]
    assert [(field.name, field.value) for field in document.fields] == [("created", "Thu, 12 Jul 2018 06:58:36 GMT")]
    assert document.comments[0].text == " linkaudit: ignore[x] y "


def test_an_outline_that_breaks_off_is_read_up_to_there() -> None:
    document = read('<opml><body><outline htmlUrl="https://h.example/a"/>\n<outline', "xml")
    assert document.format == "opml"
    assert urls(document) == ["https://h.example/a"]
    assert document.skipped_parts == ("line 2: not well-formed: unclosed token",)


@given(st.text(alphabet="<a href='x'>&amp;lt;é \r\nhtps://h.ex", max_size=60))
def test_any_words_are_read(words: str) -> None:
    escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    assert places_hold(read(f'<opml><body><outline text="{escaped}"/></body></opml>', "opml"))
