"""What the queries of links carry along."""

from __future__ import annotations

import pytest

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
]


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


def test_tracking_parameters_in_markup_are_taken_out_with_their_references() -> None:
    page = '<a href="https://g.example/f?a=1&amp;utm_source=x&amp;b=2">f</a>\n'
    (finding,) = findings_of("link-tracking-parameters", page, "a.html")
    assert fixed(page, finding) == '<a href="https://g.example/f?a=1&amp;b=2">f</a>\n'


def test_tracking_parameters_behind_an_escaped_question_mark_are_found_and_left_to_the_writer() -> None:
    (finding,) = findings_of(
        "link-tracking-parameters", '<a href="https://g.example/f&#63;utm_source=x">f</a>\n', "a.html"
    )
    assert finding.fixes == ()


@pytest.mark.parametrize(
    "url",
    [
        "https://g.example/f?page=2",
        "https://g.example/f",
        "https://g.example/f?source=share&ref=a",
        "https://g.example/f#?utm_source=x",
        "https://g.example/utm_source=x",
        "https://g.example/f?my_utm_source=x",
        "https://g.example/f?x=utm_source",
        "https://mp.weixin.qq.com/s?scene=1&chksm=2",
        "https://item.taobao.com/item.htm?spm=1&id=2",
        "https://web.archive.org/web/20180101000000/https://g.example/f?utm_source=x",
        "f?utm_source=x",
        "mailto:ada@g.example?utm_source=x",
    ],
)
def test_parameters_that_choose_the_page_are_left_alone(url: str) -> None:
    assert severities("link-tracking-parameters", f"See [the ferry]({url}).\n") == []


def test_parameters_that_one_host_needs_are_tracking_on_another() -> None:
    (finding,) = findings_of("link-tracking-parameters", "[f](https://mp.weixin.qq.com/s?chksm=2&utm_source=a)\n")
    assert finding.message == "tracking parameters: utm_source"
    assert document_of("[f](https://mp.weixin.qq.com/s?chksm=2)\n").references
    assert severities("link-tracking-parameters", "[f](https://g.example/s?chksm=2)\n")
