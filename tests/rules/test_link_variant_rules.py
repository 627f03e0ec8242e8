"""Links to a variant of a page: for a phone, for the printer, in a cache."""

from __future__ import annotations

import pytest

from rules.judged import INFO, findings_of, fixed, severities

ARTICLE = "https://gazette.example/2018/07/12/ferry-line-cut"
CASES: list[tuple[str, str, str, str]] = [
    ("link-amp", f"{ARTICLE}/amp/", f"{ARTICLE}/", "path with /amp/"),
    ("link-amp", f"{ARTICLE}?outputType=amp&a=b", f"{ARTICLE}?a=b", "parameter"),
    ("link-amp", f"https://www.google.com/amp/s/{ARTICLE[8:]}", ARTICLE, "cache at www.google.com"),
    ("link-mobile", "https://de.m.wikipedia.org/wiki/A", "https://de.wikipedia.org/wiki/A", "host de.m.wikipedia.org"),
    ("link-mobile", "https://m.imdb.com/title/1", "https://www.imdb.com/title/1", "host m.imdb.com"),
    ("link-print", f"{ARTICLE}?print=1", ARTICLE, "parameter"),
    ("link-print", f"{ARTICLE}/print/", f"{ARTICLE}/", "path with /print/"),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "url", "page", "sign"), CASES, ids=[case[1] for case in CASES])
def test_a_variant_is_found_and_the_page_proposed(rule: str, url: str, page: str, sign: str) -> None:
    text = f"[ferry]({url})\n"
    (finding,) = findings_of(rule, text)
    assert finding.severity is INFO
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("as written", url),
        ("shown by", sign),
        ("page", page),
    ]
    assert [fix.safe for fix in finding.fixes] == [False]
    assert fixed(text, finding) == f"[ferry]({page})\n"
    assert severities(rule, fixed(text, finding)) == []


@pytest.mark.parametrize(
    ("rule", "url"),
    [
        ("link-amp", "https://amp.gazette.com/2018/07/12/ferry-line-cut"),
        ("link-amp", "https://www.google.com/amp/s/gazette.com/amp/2018/07/12/ferry-line-cut"),
        ("link-print", f"{ARTICLE}/print/print/"),
        ("link-mobile", "https://m.gazette.com/2018/07/12/ferry-line-cut"),
        ("link-print", "https://gazette.com/print/2018/07/12/ferry-line-cut"),
    ],
)
def test_where_the_page_is_not_certain_none_is_proposed(rule: str, url: str) -> None:
    (finding,) = findings_of(rule, f"[ferry]({url})\n")
    assert finding.fixes == ()
    assert [each.name for each in finding.evidence] == ["as written", "shown by"]


SILENT = {
    "picture": "![ferry]({})\n",
    "capture": "[ferry](https://web.archive.org/web/20180801000000/{})\n",
}


@pytest.mark.parametrize("form", SILENT.values(), ids=SILENT)
@pytest.mark.parametrize(("rule", "url"), [(case[0], case[1]) for case in CASES])
def test_pictures_and_captures_are_left_alone(form: str, rule: str, url: str) -> None:
    assert severities(rule, form.format(url)) == []


@pytest.mark.parametrize("rule", ["link-amp", "link-mobile", "link-print"])
def test_addresses_for_documentation_are_left_alone(rule: str) -> None:
    assert severities(rule, "[ferry](https://m.example.com/2018/07/12/ferry-line-cut/amp/?print=1)\n") == []


def test_a_page_may_name_its_own_variants() -> None:
    page = (
        f'<html><head><link rel="amphtml" href="{ARTICLE}/amp/"><link rel="canonical" href="{ARTICLE}?print=1">'
        '<meta property="og:url" content="https://m.gazette.com/ferry">'
        '<link rel="alternate" href="https://m.gazette.com/ferry"></head><body>Text.</body></html>'
    )
    for rule in ("link-amp", "link-mobile", "link-print"):
        assert severities(rule, page, "a.html") == []


def test_markup_keeps_its_escapes() -> None:
    text = f'<p><a href="{ARTICLE}?a=b&amp;c=d&amp;print=1">ferry</a></p>\n'
    (finding,) = findings_of("link-print", text, "a.html")
    assert fixed(text, finding) == f'<p><a href="{ARTICLE}?a=b&amp;c=d">ferry</a></p>\n'
