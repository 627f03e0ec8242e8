"""Addresses in running text that a mistyped scheme keeps from being links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.judged import ERROR, INFO, findings_of, fixed, severities


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("htp://gazette.net/ferry", "http://gazette.net/ferry"),
        ("ttps://gazette.net/ferry", "https://gazette.net/ferry"),
        ("http//gazette.net/ferry", "http://gazette.net/ferry"),
        ("https;//gazette.net/ferry", "https://gazette.net/ferry"),
        ("https:/gazette.net/ferry", "https://gazette.net/ferry"),
        ("http:;//www.gazette.net", "http://www.gazette.net"),
    ],
)
@pytest.mark.parametrize("path", ["a.md", "a.txt", "a.html"])
def test_an_address_in_running_text_is_found_and_repaired(written: str, meant: str, path: str) -> None:
    text = f"The story (see {written}), of that week.\n"
    (finding,) = findings_of("link-double-scheme", text, path)
    assert finding.severity is ERROR
    assert finding.message == f"the scheme of {written} is mistyped, so that it is no link"
    assert text[finding.location.start : finding.location.end] == written
    assert [each.value for each in finding.evidence] == [written, meant]
    assert fixed(text, finding) == f"The story (see {meant}), of that week.\n"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", "Do not write `htp://gazette.net/` here.\n"),
        ("a.md", "    htp://gazette.net/\n"),
        ("a.md", "```\nhtp://gazette.net/\n```\n"),
        ("a.md", "[htp://gazette.net/](https://gazette.net/)\n"),
        ("a.md", "Kept in cache/https:/gazette.net/ for a while.\n"),
        ("a.md", "A `http//host.org` and two of https//, or http//name.\n"),
        ("a.md", "Either http/https or ftp; see https://gazette.net/ and http://gazette.net/.\n"),
        ("a.md", "htp://gazette.nosuchdomain/\n"),
        ("a.html", "<p>Do not write <code>htp://gazette.net/</code> here.</p>\n"),
        ("a.html", "<pre>\nhtp://gazette.net/\n</pre>\n"),
        ("a.html", '<p><a href="https://gazette.net/">htp://gazette.net/</a></p>\n'),
    ],
)
def test_what_is_quoted_or_no_address_is_left_alone(path: str, text: str) -> None:
    assert severities("link-double-scheme", text, path) == []


def test_a_target_is_found_once() -> None:
    assert (
        severities("link-double-scheme", "See <https:/gazette.net/a> and [it](htp://gazette.net/b).\n") == [ERROR] * 2
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("https:gazette.net/ferry", "https://gazette.net/ferry"),
        ("http:www.gazette.net", "http://www.gazette.net"),
        ("https//:gazette.net", "https://gazette.net"),
        ("https///gazette.net/", "https://gazette.net/"),
    ],
)
def test_targets_whose_slashes_are_lost_or_misplaced(written: str, meant: str) -> None:
    text = f"[Cut]({written})\n"
    (finding,) = findings_of("link-double-scheme", text)
    assert fixed(text, finding) == f"[Cut]({meant})\n"


@pytest.mark.parametrize("target", ["http:ferry", "https:ferry/cut", "http://gazette.net", "https:gazette"])
def test_targets_that_may_be_something_else(target: str) -> None:
    assert severities("link-double-scheme", f"[Cut]({target})\n") == []


@pytest.mark.parametrize(
    ("text", "path", "meant"),
    [
        ("[Cut](Http://gazette.net/cut)\n", "a.md", "[Cut](http://gazette.net/cut)\n"),
        ("See HTTPS://gazette.net/Cut there.\n", "a.txt", "See https://gazette.net/Cut there.\n"),
        ("<a href='HTTP://gazette.net/?a&amp;b'>", "a.html", "<a href='http://gazette.net/?a&amp;b'>"),
        ("@misc{a, url = {FTP://gazette.net/a\\_b}}", "a.bib", "@misc{a, url = {ftp://gazette.net/a\\_b}}"),
    ],
)
def test_a_scheme_in_capitals_is_written_in_lower_case(text: str, path: str, meant: str) -> None:
    (finding,) = findings_of("link-case-scheme", text, path)
    assert finding.severity is INFO
    assert finding.fixes[0].safe
    assert fixed(text, finding) == meant
    assert severities("link-case-scheme", meant, path) == []


@pytest.mark.parametrize(
    "target",
    [
        "http://gazette.net/HTTP://x",
        "https://gazette.net/",
        "ftp://gazette.net/",
        "Http:/gazette.net/",
        "HTTP//gazette.net/",
        "Mailto:ada@gazette.net",
        "HTTP.md",
        "Http:cut",
        "www.gazette.net",
        "",
    ],
)
def test_other_schemes_and_broken_ones_are_not_those_in_capitals(target: str) -> None:
    assert severities("link-case-scheme", f"[Cut](<{target}>)\n") == []


@given(st.text("hHtTpPsS:/;\\", max_size=14), st.sampled_from(["gazette.net/a", "gazette.net?a=b", "x", ""]))
def test_a_repaired_scheme_is_in_order(scheme: str, rest: str) -> None:
    for path, text in (("a.md", f"[Cut](<{scheme}{rest}>)\n"), ("a.html", f'<a href="{scheme}{rest}">Cut</a>\n')):
        for rule in ("link-double-scheme", "link-case-scheme"):
            for finding in findings_of(rule, text, path):
                if finding.fixes:
                    assert severities(rule, fixed(text, finding), path) == []
