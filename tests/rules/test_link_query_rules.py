"""What the queries of links carry along."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations import urls
from linkaudit.citations.parameters import parameters, stretches
from rules.judged import document_of, findings_of, fixed, severities

TRACKING = [
    ("utm", "https://g.example/f?utm_source=a&utm_medium=b", "utm_source, utm_medium", "https://g.example/f"),
    ("between others", "https://g.example/f?page=2&fbclid=x&sort=up", "fbclid", "https://g.example/f?page=2&sort=up"),
    ("first", "https://g.example/f?gclid=x&page=2", "gclid", "https://g.example/f?page=2"),
    ("in capitals", "https://g.example/f?UTM_Source=x", "UTM_Source", "https://g.example/f"),
    ("twice", "https://g.example/f?utm_source=a&utm_source=b&p=1", "utm_source", "https://g.example/f?p=1"),
    ("without value", "https://g.example/f?fbclid&p=1", "fbclid", "https://g.example/f?p=1"),
    ("before a fragment", "https://g.example/f?msclkid=1#tides", "msclkid", "https://g.example/f#tides"),
    ("of a script", "https://g.example/f?spm=a.b.c", "spm", "https://g.example/f"),
    ("in the fragment", "https://g.example/f#utm_source=a&utm_medium=b", "utm_source, utm_medium", "https://g.example/f"),
    ("in a fragment with more", "https://g.example/f#tab=2&utm_source=a", "utm_source", "https://g.example/f#tab=2"),
    ("behind a route", "https://g.example/#/f?utm_source=a&p=1", "utm_source", "https://g.example/#/f?p=1"),
    ("alone behind a route", "https://g.example/#/f?utm_source=a", "utm_source", "https://g.example/#/f"),
    ("behind an empty route", "https://g.example/f#?utm_source=x", "utm_source", "https://g.example/f"),
    ("in query and fragment", "https://g.example/f?utm_source=a#xtor=RSS-3", "utm_source, xtor", "https://g.example/f"),
    ("with semicolons", "https://g.example/f?a=1;utm_source=x;b=2", "utm_source", "https://g.example/f?a=1;b=2"),
    ("with semicolons, first", "https://g.example/f?utm_source=x;b=2", "utm_source", "https://g.example/f?b=2"),
    ("with an encoded name", "https://g.example/f?utm%5Fsource=x&a=1", "utm_source", "https://g.example/f?a=1"),
    ("with a hyphen", "https://g.example/f?utm-source=x", "utm-source", "https://g.example/f"),
    ("next to nothing", "https://g.example/f?&utm_source=x", "utm_source", "https://g.example/f"),
    ("with a value that has one", "https://g.example/f?utm_source=https%3A%2F%2Fg.example%2F%3Fa%3D1&b=2", "utm_source",
     "https://g.example/f?b=2"),
    ("of one site", "https://www.youtube.com/watch?v=harbour&si=x&t=40", "si", "https://www.youtube.com/watch?v=harbour&t=40"),
    ("of one service", "https://mp.weixin.qq.com/s?sn=ab&chksm=2&scene=21", "chksm, scene", "https://mp.weixin.qq.com/s?sn=ab"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("url", "names", "without"), [case[1:] for case in TRACKING], ids=[case[0] for case in TRACKING]
)
def test_tracking_parameters_are_named_and_taken_out(url: str, names: str, without: str) -> None:
    text = f"See [the ferry]({url}) and <{url}>.\n"
    first, second = findings_of("link-tracking-parameters", text)
    assert first.message == second.message == f"tracking parameters: {names}"
    assert ("parameters", names) in [(each.name, each.value) for each in first.evidence]
    assert first.fixes[0].safe
    text = fixed(fixed(text, second), first)
    assert text == f"See [the ferry]({without}) and <{without}>.\n"
    assert severities("link-tracking-parameters", text) == []


@pytest.mark.parametrize(
    ("url", "without"),
    [
        ("https://g.example/f?a=1&b=2;utm_source=x", "https://g.example/f?a=1&b=2"),
        ("https://g.example/f?utm_source=x;b=2&c=3", "https://g.example/f?b=2&c=3"),
        ("https://g.example/f?a=1?utm_source=x", "https://g.example/f?a=1"),
        (
            "https://g.example/go?to=https://h.example/?utm_source=x&b=1",
            "https://g.example/go?to=https://h.example/&b=1",
        ),
    ],
)
def test_what_some_servers_take_for_the_end_of_another_value_is_not_taken_out_unasked(url: str, without: str) -> None:
    (finding,) = findings_of("link-tracking-parameters", f"[f]({url})\n")
    assert not finding.fixes[0].safe
    assert fixed(f"[f]({url})\n", finding) == f"[f]({without})\n"


WRITTEN = [
    ("&amp; of markup", "a.html", '<a href="https://g.example/f?a=1&amp;utm_source=x&amp;b">', "&amp;utm_source=x"),
    ("number of markup", "a.html", '<a href="https://g.example/f?a&#38;utm_source=x&#x26;b=2">', "&#38;utm_source=x"),
    ("question mark of markup", "a.html", '<a href="https://g.example/f&#63;utm_source=x">', "&#63;utm_source=x"),
    ("&amp; of Markdown", "a.md", "[f](https://g.example/f?a=1&amp;utm_source=x)", "&amp;utm_source=x"),
    ("back-slashes of Markdown", "a.md", r"[f](https://g.example/f?a=1\&utm\_source=x)", r"\&utm\_source=x"),
    ("TeX", "a.bib", r"@misc{f, url = {https://g.example/f?a=1\&utm\_source=x\&b=2}}", r"\&utm\_source=x"),
    ("TeX with braces", "a.tex", r"\url{https://g.example/f?a=1\&utm{\_}source=x\#tides}", r"\&utm{\_}source=x"),
    ("wikitext", "a.wiki", "[https://g.example/f?a=1&utm_source=x f]", "&utm_source=x"),
    ("reStructuredText", "a.rst", "`f <https://g.example/f?utm_source=x>`__", "?utm_source=x"),
    ("text", "a.txt", "See https://g.example/f?a=1&utm_source=x.", "&utm_source=x"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "part"), [case[1:] for case in WRITTEN], ids=[case[0] for case in WRITTEN])
def test_parameters_are_taken_out_of_what_is_written(path: str, text: str, part: str) -> None:
    text += "\n"
    (finding,) = findings_of("link-tracking-parameters", text, path)
    assert finding.message == "tracking parameters: utm_source"
    without = fixed(text, finding)
    assert without == text.replace(part, "")
    assert severities("link-tracking-parameters", without, path) == []
    assert document_of(without, path).references[0].url.startswith("https://g.example/f")


def test_an_address_that_would_end_in_punctuation_is_left_to_the_writer() -> None:
    (finding,) = findings_of("link-tracking-parameters", "See https://g.example/f.?utm_source=x for more.\n")
    assert finding.fixes == ()


def test_an_address_without_a_certain_place_in_the_source_is_left_to_the_writer() -> None:
    page = '<base href="https://g.example/?a=1"><a href="https://g.example/f?x=1&#38\nutm_source=y">f</a>\n'
    assert all(finding.fixes == () for finding in findings_of("link-tracking-parameters", page, "a.html"))


NAMES = st.sampled_from(
    ["utm_source", "fbclid", "UTM_Medium", "utm%5Fterm", "page", "q", "id", "a[b]", "x-y", "", "si"]
)
VALUES = st.text("abcZ019%._-+/:@!*()", max_size=6)
PIECES = st.builds(lambda name, mark, value: name + (mark and mark + value), NAMES, st.sampled_from(["=", ""]), VALUES)
SEPARATORS = st.sampled_from(["&", "&", "&", ";", "&amp;", "?", "#"])


STARTS = ["https://g.example/f", "https://youtu.be/x", "https://g.example/f;a=1"]
ESCAPED = r"\\\1"


@st.composite
def made_urls(draw: st.DrawFn) -> str:
    """Make a URL with parameters in its query and fragment."""
    start, opener = draw(st.sampled_from(STARTS)), draw(st.sampled_from("?#"))
    first, others = draw(PIECES), draw(st.lists(st.tuples(SEPARATORS, PIECES), max_size=5))
    return f"{start}{opener}{first}" + "".join(mark + piece for mark, piece in others)


def own(text: str, path: str) -> list[tuple[str, str]]:
    """Give the parameters with a value of the first address in a text: in a fragment, others may be anything."""
    reference = next(each for each in document_of(text, path).references if urls.is_web(each.url))
    return [(each.name, each.value) for each in parameters(reference.url) if each.before and each.value]


@given(made_urls(), st.sampled_from(["a.html", "a.md", "a.wiki", "a.bib"]))
def test_what_was_repaired_has_no_tracking_parameters_and_all_others(url: str, path: str) -> None:
    text = {
        "a.html": f'<a href="{escape(url)}">f</a>\n',
        "a.md": f"[f](<{escape(url)}>)\n",
        "a.wiki": f"[{url} f]\n",
        "a.bib": f"@misc{{f, url = {{{re.sub('([&%#_])', ESCAPED, url)}}}}}\n",
    }[path]
    for finding in findings_of("link-tracking-parameters", text, path):
        removed = set(finding.evidence[1].value.split(", "))
        if not finding.fixes:
            continue
        without = fixed(text, finding)
        assert severities("link-tracking-parameters", without, path) == []
        if finding.fixes[0].safe:
            kept = [(name, value) for name, value in own(text, path) if name not in removed]
            assert own(without, path) == kept


@given(st.text(), st.text("?&;#=%ab/:", max_size=30))
def test_any_text_has_parameters_whose_places_are_theirs(text: str, tail: str) -> None:
    url = f"https://g.example/{text}{tail}"
    listed = [each for each in parameters(url) if each.before]
    assert all(unquote(url[each.start : each.end].partition("=")[0]) == each.name for each in listed)
    assert [each.start for each in listed] == sorted(each.start for each in listed)
    taken = stretches(url, listed)
    assert all(0 < start < end <= len(url) for start, end in taken)


@pytest.mark.parametrize(
    "url",
    [
        "https://g.example/f?page=2",
        "https://g.example/f",
        "https://g.example/f?source=share&ref=a",
        "https://g.example/f#utm_source",
        "https://g.example/f#fbclid",
        "https://g.example/utm_source=x",
        "https://g.example/f?my_utm_source=x",
        "https://g.example/f?x=utm_source",
        "https://g.example/f?x=a;utm_source",
        "https://g.example/f?spm=harbour&scm=git",
        "https://g.example/f?icid=2018&xtor=1",
        "https://g.example/f?si=1&s=20&t=1&scene=2&chksm=3",
        "https://www.youtube.com/watch?v=1&t=40s",
        "https://item.taobao.com/item.htm?spm=1.2.3&id=2",
        "https://web.archive.org/web/20180101000000/https://g.example/f?utm_source=x",
        "https://g.example/go?to=https%3A%2F%2Fh.example%2F%3Futm_source%3Dx",
        "f?utm_source=x",
        "mailto:ada@g.example?utm_source=x",
    ],
)
def test_parameters_that_choose_the_page_are_left_alone(url: str) -> None:
    assert severities("link-tracking-parameters", f"See [the ferry]({url}).\n") == []


def test_parameters_that_one_site_needs_are_tracking_on_another() -> None:
    (finding,) = findings_of("link-tracking-parameters", "[f](https://item.taobao.com/i?spm=a.b.c&utm_source=a)\n")
    assert finding.message == "tracking parameters: utm_source"
    assert severities("link-tracking-parameters", "[f](https://g.example/s?spm=a.b.c)\n")
