"""Links that go through a service or a proxy, and their repair in every format."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations.masking import masked
from rules.judged import WARNING, document_of, findings_of, fixed, severities

PAGE = "https://gazette.example/2018/07/ferry_(boat)?a=b&c=d#e"
GOOGLE = f"https://www.google.com/url?q={quote(PAGE, safe='')}&sa=D"
HIDDEN = "https://protect-eu.mimecast.com/s/abc?domain=gazette.example"
PROXY = "https://www-jstor-org.ezproxy.harbour.test/stable/1815"


def link(url: str) -> str:
    return f"See [the ferry](<{url}>).\n"


def test_what_is_found_is_shown_with_its_target() -> None:
    (finding,) = findings_of("link-wrapper", link(GOOGLE))
    assert finding.severity is WARNING
    assert finding.message == "the link goes through Google to gazette.example"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("as written", GOOGLE),
        ("target", PAGE),
        ("found in", "parameter q"),
    ]
    assert finding.fixes[0].safe
    assert fixed(link(GOOGLE), finding) == link(PAGE)


def test_wrappers_within_wrappers_are_named() -> None:
    inner = f"https://protect2.fireeye.com/v1/url?k=1&u={quote(PAGE, safe='')}"
    replaced = urlsafe_b64encode(b"%" * inner.count("%")).decode().rstrip("=")
    outer = f"https://urldefense.com/v3/__{inner.replace('%', '*')}__;{replaced}!!x!y$"
    (finding,) = findings_of("link-wrapper", link(outer))
    assert finding.message == "the link goes through Proofpoint URL Defense and FireEye to gazette.example"
    assert fixed(link(outer), finding) == link(PAGE)


def test_a_capture_is_kept_when_a_wrapper_goes() -> None:
    capture = "https://web.archive.org/web/20180801000000/https://gazette.example/ferry"
    text = link(f"https://l.facebook.com/l.php?u={quote(capture, safe='')}&h=x")
    (finding,) = findings_of("link-wrapper", text)
    assert fixed(text, finding) == link(capture)


@pytest.mark.parametrize("url", [HIDDEN, f"https://l.facebook.com/l.php?u={quote(HIDDEN, safe='')}"])
def test_what_nobody_can_read_is_not_repaired(url: str) -> None:
    (finding,) = findings_of("link-wrapper", link(url))
    assert finding.message.endswith("Mimecast to a page that only the service knows")
    assert finding.fixes == ()


def test_affiliates_are_not_taken_out_without_asking() -> None:
    (finding,) = findings_of("link-wrapper", link(f"https://go.redirectingat.com/?id=1&url={quote(PAGE, safe='')}"))
    assert [fix.safe for fix in finding.fixes] == [False]


@pytest.mark.parametrize(
    "url", [PAGE, "https://www.google.com/", f"https://web.archive.org/web/2018/{PAGE}", "mailto:a@gazette.example"]
)
def test_other_links_are_left_alone(url: str) -> None:
    assert severities("link-wrapper", link(url)) == []
    assert severities("link-proxy", link(url)) == []


def test_a_proxy_is_shown_with_its_target() -> None:
    (finding,) = findings_of("link-proxy", link(PROXY))
    assert finding.message == "ezproxy.harbour.test lets in members only; the page is at www.jstor.org"
    assert [each.name for each in finding.evidence] == ["as written", "target", "found in"]
    assert [fix.safe for fix in finding.fixes] == [False]
    assert fixed(link(PROXY), finding) == link("https://www.jstor.org/stable/1815")


def test_a_proxy_behind_a_proxy_is_taken_off_too() -> None:
    text = link(f"https://login.harbour.idm.oclc.org/login?url={PROXY}")
    (finding,) = findings_of("link-proxy", text)
    assert fixed(text, finding) == link("https://www.jstor.org/stable/1815")


WAYS = {
    "Markdown link": ("a.md", "[ferry]({})\n"),
    "Markdown link in brackets": ("a.md", "(see [ferry]({}))\n"),
    "Markdown autolink": ("a.md", "<{}>\n"),
    "Markdown definition": ("a.md", "[ferry]\n\n[ferry]: {}\n"),
    "Markdown, bare": ("a.md", "See {} there.\n"),
    "Markdown, escaped": ("a.md", '<a href="{amp}">ferry</a>\n'),
    "front matter": ("a.md", '---\nsource: "{}"\n---\nText.\n'),
    "HTML": ("a.html", '<p><a href="{amp}">ferry</a></p>\n'),
    "HTML, unescaped": ("a.html", '<p><a href="{}">ferry</a></p>\n'),
    "wikitext": ("a.wiki", "[{} ferry]\n"),
    "citation template": ("a.wiki", "<ref>{{{{cite web |url={} |title=Ferry}}}}</ref>\n"),
    "reStructuredText": ("a.rst", "See `ferry <{}>`_ there.\n"),
    "BibTeX": ("a.bib", "@misc{{ferry, url = {{{}}}, title = {{Ferry}}}}\n"),
    "LaTeX": ("a.tex", "See \\url{{{}}}.\n"),
    "Org": ("a.org", "See [[{}][ferry]].\n"),
    "AsciiDoc": ("a.adoc", "See {}[ferry].\n"),
    "text": ("a.txt", "See {} there.\n"),
    "JSON": ("a.json", '{{"url": "{}"}}\n'),
    "YAML": ("a.yaml", 'url: "{}"\n'),
}
TAILS = st.lists(
    st.sampled_from([*"abcXYZ019-._~!$'()*+,;:@/", "%20", "%C3%A4", "?a=b", "&c=d", "&copy=1", "#e", "_x_", "**"]),
    max_size=12,
)


@pytest.mark.parametrize(("path", "form"), WAYS.values(), ids=WAYS)
@given(tail=TAILS)
def test_what_was_repaired_is_sound_and_leads_to_the_page(path: str, form: str, tail: list[str]) -> None:
    page = f"https://gazette.example/{''.join(tail)}"
    url = f"https://www.google.com/url?sa=D&q={quote(page, safe='')}"
    text = form.format(url, amp=url.replace("&", "&amp;"))
    found = findings_of("link-wrapper", text, path)
    assert found
    for finding in found:
        if finding.fixes:
            repaired = fixed(text, finding)
            assert severities("link-wrapper", repaired, path) == []
            # What is shown is masked where it looks like somebody's address.
            assert plain(finding.evidence[1].value) in [
                plain(masked(each.url)) for each in document_of(repaired, path).references
            ]


def plain(url: str) -> str:
    """Write a URL with what is encoded only for safety as it was."""
    for character in "'*|[]!$()":
        url = url.replace(quote(character, safe=""), character)
    return url


@pytest.mark.parametrize(("path", "form"), WAYS.values(), ids=WAYS)
def test_a_plain_address_is_repaired_everywhere(path: str, form: str) -> None:
    url = f"https://www.google.com/url?sa=D&q={quote('https://gazette.example/ferry?a=b', safe='')}"
    text = form.format(url, amp=url.replace("&", "&amp;"))
    (finding,) = findings_of("link-wrapper", text, path)
    assert fixed(text, finding) == form.format(
        "https://gazette.example/ferry?a=b", amp="https://gazette.example/ferry?a=b"
    )


INNER = [
    ("date-url-in-future", "https://gazette.example/2031/05/17/stop"),
    ("link-unknown-suffix", "https://harbour.ogr/tides"),
    ("link-local", "http://192.168.0.12/scan"),
    ("link-shortener", "https://bit.ly/2fErry"),
    ("link-userinfo", "https://ada:pw@gazette.example/"),
]


@pytest.mark.parametrize(("rule", "url"), INNER, ids=[case[0] for case in INNER])
def test_what_is_inside_is_judged_too(rule: str, url: str) -> None:
    alone = severities(rule, link(url))
    assert alone
    assert severities(rule, link(f"https://www.google.com/url?q={quote(url, safe='')}&sa=D")) == alone
