"""Sitemaps: pages, pictures, videos, languages."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls
from linkaudit.models import Kind

NAMESPACES = (
    'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1" '
    'xmlns:video="http://www.google.com/schemas/sitemap-video/1.1" xmlns:xhtml="http://www.w3.org/1999/xhtml"'
)


def test_the_address_of_a_page_is_decoded() -> None:
    document = read(f"<urlset {NAMESPACES}><url><loc>https://h.example/?a=1&amp;b=2</loc></url></urlset>", "xml")
    reference = only(document)
    assert document.format == "sitemap"
    assert (reference.url, reference.raw) == ("https://h.example/?a=1&b=2", "https://h.example/?a=1&amp;b=2")
    assert (reference.kind, reference.element) == (Kind.LINK, "url loc")


def test_every_place_of_an_address() -> None:
    text = f"""\ufeff<?xml version="1.0" encoding="UTF-8"?>\r
<?xml-stylesheet type="text/xsl" href="https://h.example/style.xsl"?>\r
<urlset {NAMESPACES}>\r
  <url>\r
    <loc>\r
      <![CDATA[ https://h.example/é&1 ]]>\r
    </loc><lastmod>2018-07-12</lastmod>\r
    <image:image><image:loc>https://h.example/i.png</image:loc><image:caption>See https://h.example/no</image:caption>
    </image:image><video:video><video:thumbnail_loc>https://h.example/t.png</video:thumbnail_loc>\r
    <video:content_loc>https://h.example/v.mp4</video:content_loc><video:title>The pier</video:title></video:video>\r
    <xhtml:link rel="alternate" hreflang="de" href="https://h.example/de"/><loc/></url></urlset>"""
    document = read(text, "sitemap")
    assert places_hold(document)
    assert document.skipped_parts == ()
    assert [(each.url, each.kind, each.location.line, each.location.column) for each in document.references] == [
        ("https://h.example/style.xsl", Kind.ATTRIBUTE, 2, 40),
        ("https://h.example/é&1", Kind.LINK, 6, 17),
        ("https://h.example/i.png", Kind.IMAGE, 8, 29),
        ("https://h.example/no", Kind.BARE, 8, 83),
        ("https://h.example/t.png", Kind.IMAGE, 9, 53),
        ("https://h.example/v.mp4", Kind.ATTRIBUTE, 10, 24),
        ("https://h.example/de", Kind.LINK, 11, 53),
    ]
    (lastmod,) = document.fields
    assert (lastmod.name, lastmod.value, lastmod.location.line) == ("url.lastmod", "2018-07-12", 7)


def test_an_index_leads_to_sitemaps_and_a_broken_end_is_told() -> None:
    document = read("<sitemapindex><sitemap><loc>https://h.example/a.xml</loc></sitemap>\n<sitemap><loc>h", "xml")
    assert document.format == "sitemap"
    assert urls(document) == ["https://h.example/a.xml", "h"]
    assert document.skipped_parts == ("line 2: not well-formed: no element found",)


@given(st.lists(st.sampled_from(["<loc>", "</loc>", "<url>", "</url>", "https://h.example/é", " ", "&amp;", "\r\n"])))
def test_any_order_of_tags_is_read(pieces: list[str]) -> None:
    assert places_hold(read(f"<urlset>{''.join(pieces)}</urlset>", "sitemap"))
