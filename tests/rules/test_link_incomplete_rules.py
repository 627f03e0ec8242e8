"""Addresses of which a part is missing."""

from __future__ import annotations

import pytest

from rules.judged import ERROR, INFO, WARNING, findings_of, fixed, severities


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("[x](www.gazette.example/ferry)", "a.md"),
        ("[x](gazette.com)", "a.md"),
        ("[x](news.gazette.com/ferry)", "a.md"),
        ("[x](gazette.co.uk/ferry)", "a.md"),
        ("@misc{a, url = {www.gazette.example/ferry}}", "a.bib"),
        ("@misc{a, url = {gazette.com/ferry}}", "a.bib"),
        ("@misc{a, url = {httpgazette.com/ferry}}", "a.bib"),
        ("TY  - ELEC\nUR  - www.gazette.example\nER  - \n", "a.ris"),
        ('[{"type": "webpage", "URL": "WWW.gazette.example"}]', "a.csljson"),
        ("* [www.gazette.com/ferry The ferry]", "a.mediawiki"),
        ("<ref>{{cite web|url=www.gazette.com/ferry|title=The ferry}}</ref>", "a.mediawiki"),
    ],
)
def test_an_address_without_its_scheme_is_found(text: str, path: str) -> None:
    assert severities("link-no-scheme", text, path) == [WARNING]


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("See www.gazette.example/ferry.", "a.md"),
        ("[x](gazette.org/ferry)", "a.md"),
        ("[x](gazette.com/ferry.md)", "a.md"),
        ("[x](ferry.commentary)", "a.md"),
        ("[x](../gazette.com/ferry)", "a.md"),
        ("[x](https://www.gazette.com/ferry)", "a.md"),
        ("[x](./www.gazette.md)", "a.md"),
        ("@misc{a, url = {https://www.gazette.example/ferry}}", "a.bib"),
        ("@misc{a, url = {10.1000/182}}", "a.bib"),
        ("@misc{a, url = {n/a}}", "a.bib"),
        ("@misc{a, url = {files/gazette}}", "a.bib"),
        ("---\nsource: readme.md\n---\n", "a.md"),
        ("{{URL|gazette.com}} {{official website|www.gazette.com}}", "a.mediawiki"),
        ("[https://gazette.com/ferry The ferry], www.gazette.com, [www.gazette.com]", "a.mediawiki"),
    ],
)
def test_what_lacks_no_scheme_is_left_alone(text: str, path: str) -> None:
    assert severities("link-no-scheme", text, path) == []


def test_what_is_said_of_a_missing_scheme() -> None:
    (finding,) = findings_of("link-no-scheme", "@misc{a,\n  url = {www.gazette.example/ferry}}", "a.bib")
    assert (finding.location.line, finding.location.column) == (2, 10)
    assert [each.value for each in finding.evidence] == [
        "www.gazette.example/ferry",
        "https://www.gazette.example/ferry",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[x](https://council.example/minutes-2018...)", [ERROR]),
        ("[x](https://council.example/minutes-2018\u2026)", [ERROR]),
        ("[x](https://council.example/minutes-2018%E2%80%A6)", [ERROR]),
        ("See https://council.example/minutes-2018\u2026 there", [WARNING]),
        ("See https://council.example/minutes-2018... there", []),
        ("See https://council.example\u2026 there", []),
        ("[x](https://council.example/compare/a...b)", []),
        ("[x](https://council.example/a....)", []),
        ("[x](files/a...)", []),
        ("[https://council.example/min...](https://council.example/minutes)", []),
    ],
)
def test_an_address_that_was_cut_off(text: str, expected: list[str]) -> None:
    assert severities("link-truncated", text) == expected


@pytest.mark.parametrize(
    ("text", "path", "address", "safe"),
    [
        ("[x]({})", "a.md", "www.gazette.example/a\\_b", True),
        ("[x]({})", "a.md", "gazette.com/ferry", False),
        ("@misc{{a, url = {{{}}}}}", "a.bib", "www.gazette.example/a\\_b", True),
        ('<a href="{}">x</a>', "a.html", "WWW.gazette.example/?a&amp;b", True),
        ("* [{} The ferry]", "a.mediawiki", "www.gazette.com/ferry", True),
        ("<ref>{{{{cite web|url={}|title=F}}}}</ref>", "a.mediawiki", "gazette.com/f", False),
    ],
)
def test_the_scheme_is_put_before_the_address(text: str, path: str, address: str, *, safe: bool) -> None:
    written, meant = text.format(address), text.format(f"https://{address}")
    (finding,) = findings_of("link-no-scheme", written, path)
    assert finding.fixes[0].safe is safe
    assert fixed(written, finding) == meant
    assert severities("link-no-scheme", meant, path) == []


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        ("[x](//gazette.example/ferry) ![y](//gazette.example/ferry.png)\n", "a.md", [INFO] * 2),
        ("See [x].\n\n[x]: //gazette.example\n", "a.md", [INFO]),
        ('<a href="//gazette.example:8080/ferry?a=b">x</a>', "a.html", [INFO]),
        ("`x <//gazette.example/ferry>`_", "a.rst", [INFO]),
        ('<img src="//gazette.example/a.png"><script src="//gazette.example/a.js"></script>', "a.html", []),
        ('<base href="https://gazette.example/"><a href="//gazette.example/ferry">x</a>', "a.html", []),
        ("[//gazette.example/ferry The ferry]", "a.mediawiki", []),
        ("[x](/ferry) [y](//) [z](//ferry) [u](https://gazette.example//ferry)", "a.md", []),
        ('<a href="//{{ host }}.example/ferry">x</a>', "a.html", []),
    ],
)
def test_an_address_that_takes_the_scheme_of_its_page(text: str, path: str, expected: list[str]) -> None:
    assert severities("link-protocol-relative", text, path) == expected


def test_which_scheme_it_takes_only_the_site_knows() -> None:
    text = "[x](//gazette.example/a\\_b)"
    (finding,) = findings_of("link-protocol-relative", text)
    assert [each.value for each in finding.evidence] == ["//gazette.example/a\\_b", "https://gazette.example/a_b"]
    assert not finding.fixes[0].safe
    assert fixed(text, finding) == "[x](https://gazette.example/a\\_b)"
    assert severities("link-protocol-relative", fixed(text, finding)) == []
