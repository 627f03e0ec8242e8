"""Whatever is repaired, in whatever format, is found no more, and nothing else has changed."""

from __future__ import annotations

import html
import json
from typing import TYPE_CHECKING

import pytest
from documents.reading import places_hold
from hypothesis import given, settings
from hypothesis import strategies as st
from rules.judged import context_of, document_of

from linkaudit.repair.edits import repaired
from linkaudit.rules import judge
from linkaudit.rules.interface import Needs
from linkaudit.settings import Rules
from linkaudit.triage import Sieve, triage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linkaudit.models import Finding

AILING = [
    "https://gazette.example/ferry?page=2&utm_source=share&utm_medium=app",
    "https://gazette.example/ferry?utm_source=share#pier",
    "https://gazette.example/ferry?fbclid=IwAR0abc&a=1&b=2",
    "https:/gazette.example/x",
    "http://https://gazette.example/x",
    "https:///gazette.example/x",
    "Http://gazette.example/x",
    "https://gazette.example:443/x",
    "https://www.google.com/url?q=https://gazette.example/ferry%3Fa%3D1&sa=D",
    "https://l.facebook.com/l.php?u=https%3A%2F%2Fgazette.example%2Fferry%3Fa%3D1%26b%3D2&h=AT0",
    "https://www.google.com/url?q=https://l.facebook.com/l.php?u%3Dhttps%253A%252F%252Fgazette.example%252Fferry",
    "https://gazette.example/2019/28/02/minutes",
    "https://web.archive.org/web/20131414230300/http://gazette.example/ferry",
    "https://web.archive.org/web/20180712000000/https:/gazette.example/ferry",
    "https://web.archive.org/save/https://gazette.example/ferry",
    "https://web.archive.org/web/20180712000000/https://web.archive.org/web/20170101000000/https://gazette.example/x",
    "http://web-beta.archive.org/web/20180712000000/http://gazette.example/ferry",
    "http://dx.doi.org/10.1000/182",
    "https://doi.org/doi:10.1000/182",
    "https://doi.org/10.1000/182.",
    "https://gazette.example/x.",
    "https://gazette.example/x)",
    "https://gazette.example/x&amp;y=1?a=1&amp;b=2",
    "https://gazette.example/a%2520b",
    "https://gazette.example\\news\\x",
    "https://gazette.example/x;jsessionid=0123456789ABCDEF0123456789ABCDEF?a=1",
    "https://www-jstor-org.ezproxy.lib.gazette.example/stable/182",
    "https://bit.ly/x",
    "https://gazette.example/healthy?a=1&b=2#c",
    "https://gazette.example/2018/07/12/ferry",
]
WAYS: dict[str, Callable[[str], str]] = {
    "a.md": lambda url: f"See [the *page*](<{url}>), and more.\n",
    "b.md": lambda url: f"See <{url}> here.\n",
    "c.md": lambda url: f"See [it].\n\n[it]: {url} 'T'\n",
    "d.md": lambda url: f"---\nsource: {url}\n---\nText.\n",
    "a.txt": lambda url: f"See {url} here.\n",
    "b.txt": lambda url: f"See <{url}> here.\n",
    "a.html": lambda url: f'<p>See <a class=x href="{html.escape(url)}">the page</a>, and more.</p>\n',
    "b.html": lambda url: f"<!doctype html><p>See <a href='{html.escape(url)}'>it</a><img src=\"/x.png\"></p>\n",
    "a.rst": lambda url: f"See `the page <{url}>`__ here.\n\n",
    "a.wikitext": lambda url: f"See [{url} the page] here.\n",
    "b.wikitext": lambda url: f"See.<ref>{{{{cite web |title=T |url={url} |access-date=1 May 2020}}}}</ref>\n",
    "a.bib": lambda url: f"@misc{{key, title = {{T}}, url = {{{url}}}, year = 2018}}\n",
    "a.tex": lambda url: "See \\href{{{}}}{{the page}}.\n".format(url.replace("%", r"\%").replace("&", r"\&")),
    "a.json": lambda url: json.dumps({"a": url}) + "\n",
    "a.yaml": lambda url: f"a: {json.dumps(url)}\n",
    "a.ipynb": lambda url: json.dumps(
        {"cells": [{"cell_type": "markdown", "metadata": {}, "source": [f"[a]({url})\n"]}], "nbformat": 4}
    ),
    "a.org": lambda url: f"See [[{url}][the page]] here.\n",
    "a.adoc": lambda url: f"See link:{url}[the page] here.\n",
}


def judged(path: str) -> Callable[[str], Sequence[Finding]]:
    def judge_text(text: str) -> Sequence[Finding]:
        document = document_of(text, path)
        found = judge(document, context_of(), Needs.TEXT)
        return triage(found, [document], Sieve(Rules()), (Needs.TEXT,)).findings

    return judge_text


def check(text: str, path: str, *, unsafe: bool) -> int:
    """Repair a text, and check all that must hold then; gives the number of repairs."""
    find = judged(path)
    before = find(text)
    done = repaired(text, find, unsafe=unsafe)
    after = find(done.text)
    offered = [finding for finding in after for fix in finding.fixes if fix.safe or unsafe]
    assert offered == []
    for repair in done.repairs:
        rule = repair.finding.rule
        assert sum(each.rule == rule for each in after) < max(1, sum(each.rule == rule for each in before)), rule
    assert places_hold(document_of(done.text, path))
    assert len(document_of(done.text, path).references) >= len(document_of(text, path).references)
    return len(done.repairs)


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "unsafe"])
@pytest.mark.parametrize("path", WAYS)
def test_what_is_repaired_is_found_no_more(path: str, *, unsafe: bool) -> None:
    assert sum(check(WAYS[path](url), path, unsafe=unsafe) for url in AILING) > len(AILING) // 4


SUFFIXED = ["{}", "{}.", "{}&utm_source=a", "{}&utm_id=1&x=%C3%A9", "{}#utm_source=a", "{}&amp;q=1"]


@given(
    st.sampled_from(sorted({"a.md", "b.md", "a.txt", "a.html", "a.rst", "a.wikitext", "a.json"})),
    st.lists(st.tuples(st.sampled_from(AILING), st.sampled_from(SUFFIXED)), min_size=1, max_size=5),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)
@settings(max_examples=150)
def test_made_documents_are_repaired_and_otherwise_left_as_they_are(
    path: str, wanted: list[tuple[str, str]], end: str, unsafe: bool
) -> None:
    urls = [form.format(url) for url, form in wanted]
    if path == "a.json":
        text = "[\n" + ",\n".join(json.dumps(url) for url in urls) + "\n]\n"
    else:
        text = "\n".join(WAYS[path](url) for url in urls)
    text = text.replace("\n", end)
    find = judged(path)
    done = repaired(text, find, unsafe=unsafe)
    assert not [fix for finding in find(done.text) for fix in finding.fixes if fix.safe or unsafe]
    assert done.text.count(end) == text.count(end)
    if path != "a.json":
        before, _, behind = WAYS[path]("\0").strip().partition("\0")
        lines = [line for line in done.text.split(end) if line]
        assert all(line.startswith(before) and line.endswith(behind) for line in lines)
        assert len(lines) == len(urls)
    else:
        assert len(json.loads(done.text)) == len(urls)
    assert repaired(done.text, find, unsafe=unsafe) == type(done)(done.text)
