"""What is HTML within mail, feeds, notes and saved pages is judged as a page is."""

from __future__ import annotations

import pytest
from documents.reading import read, unpacked

from linkaudit.models import Document, Severity
from linkaudit.rules import link_form, link_query, link_scheme
from rules.judged import context_of

LOST = "<p><a href='#'>The gazette</a></p>"


@pytest.mark.parametrize(
    "document",
    [
        read(f"<!doctype html>{LOST}", "html"),
        read(f"<rss><channel><item><description><![CDATA[{LOST}]]></description></item></channel></rss>", "feed"),
        read(f"<en-export><note><content><![CDATA[<en-note>{LOST}]]></content></note></en-export>", "enex"),
        unpacked(f"Content-Type: text/html\n\n{LOST}".encode(), "mail"),
        unpacked(f"Content-Type: text/html\n\n{LOST}".encode(), "mhtml"),
    ],
    ids=lambda document: document.format,
)
def test_a_placeholder_of_a_page_is_only_worth_knowing(document: Document) -> None:
    (remark,) = link_form.link_placeholder.check(document, context_of())
    assert remark.severity is Severity.INFO


@pytest.mark.parametrize(("separator", "fixes"), [("&amp;", 1), ("&amp;amp;", 0)])
def test_what_is_escaped_twice_is_not_repaired(separator: str, fixes: int) -> None:
    link = f"https://gazette.com/x?utm_source=a{separator}b=1"
    document = read(f"<rss><channel><item><link>{link}</link></item></channel></rss>", "feed")
    if not fixes:
        text = f"&lt;a href='{link}'&gt;"
        document = read(f"<rss><channel><item><description>{text}</description></item></channel></rss>", "feed")
    (remark,) = link_query.link_tracking_parameters.check(document, context_of())
    assert len(remark.fixes) == fixes


@pytest.mark.parametrize(("around", "found"), [("p", 1), ("code", 0)])
def test_code_in_escaped_html_is_code(around: str, found: int) -> None:
    document = read(
        f"<rss><channel><item><description>&lt;{around}&gt;htp://gazette.com/x&lt;/{around}&gt;</description></item>"
        "</channel></rss>",
        "feed",
    )
    assert len(list(link_scheme.link_double_scheme.check(document, context_of()))) == found
