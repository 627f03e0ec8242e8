"""Statements about the original that contradict each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rules.judged import INFO, WARNING, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

A = "https://gazette.example/2018/07/12/ferry-line-cut"
B = "https://herald.example/news/bridge-opens"
HEAD = "# Ferry line cut\n\nJuly 12, 2018\n\n"
BODY = "The ferry across the bay will stop in autumn.\n\n" * 3


def two(first: str, second: str) -> str:
    return f"{HEAD}Original url: {first}\n\n{BODY}Original url: {second}\n"


CONFLICTS: list[tuple[str, str, str, list[Severity]]] = [
    ("head and foot", "a.md", two(A, B), [WARNING]),
    ("one site", "a.md", two(A, "https://gazette.example/2018/07/13/bridge-opens"), [WARNING]),
    ("the same twice", "a.md", two(A, "http://www.gazette.example/2018/07/12/ferry-line-cut/?utm_source=x"), []),
    ("a capture of it", "a.md", two(A, f"https://web.archive.org/web/20180801000000/{A}"), []),
    ("a capture of another", "a.md", two(A, f"https://web.archive.org/web/20180801000000/{B}"), [WARNING]),
    ("the same title on the site", "a.md", two(A, "https://gazette.example/bay/ferry-line-cut"), [INFO]),
    ("a page for phones", "a.md", two(A, "https://m.gazette.example/2018/07/12/ferry-line-cut"), [INFO]),
    ("an AMP page", "a.md", two(A, f"{A}/amp"), [INFO]),
    ("metadata and a label", "a.md", f"---\noriginal_url: {A}\n---\n{BODY}Original url: {B}\n", [WARNING]),
    ("metadata and the same label", "a.md", f"---\noriginal_url: {A}\n---\n{BODY}Original url: {A}\n", []),
    ("two labels", "a.md", f"{HEAD}Original article: {A}\n\nSource url: {B}\n", [WARNING]),
    ("labels in Chinese", "a.md", f"{HEAD}原文链接：{A}\n\n{BODY}原文地址：{B}\n", [WARNING]),
    ("one of them three times", "a.md", two(A, B) + f"\nOriginal url: {A}\n", [WARNING]),
    ("sources are a list", "a.md", f"{HEAD}{BODY}Sources:\n\n- {A}\n- {B}\n", []),
    ("two sources", "a.md", f"{HEAD}Source: {A}\n\nSource: {B}\n", []),
    ("an original and a source", "a.md", f"{HEAD}Original url: {A}\n\n{BODY}Source: {B}\n", []),
    ("an original and where it was found", "a.md", f"---\noriginal_url: {A}\nvia: {B}\n---\n{BODY}", []),
    ("an original and a permalink", "a.md", f"{HEAD}Original url: {A}\n\n本文永久链接：{B}\n", []),
    ("an original and a mention", "a.md", f"{HEAD}Original url: {A}\n\nSee also {B}.\n", []),
    ("published here, then there", "a.md", f"{HEAD}Originally published at {A}.\n\nCross-posted to {B}.\n", []),
    ("three things with an original each", "a.md", "".join(f"- Original url: {A}-{n}\n" for n in "abc"), []),
    ("texts of a digest", "a.md", f"# One\n\nOriginal url: {A}\n\n{BODY}# Two\n\nOriginal url: {B}\n\n{BODY}", []),
    (
        "texts that end with theirs",
        "a.md",
        f"# One\n\n{BODY * 2}Original url: {A}\n\n# Two\n\n{BODY * 2}Original url: {B}\n",
        [],
    ),
    (
        "head, and foot of the last section",
        "a.md",
        f"# One\n\nOriginal url: {A}\n\n# Two\n\n{BODY * 2}Original url: {B}\n",
        [WARNING],
    ),
    (
        "what was copied from two places",
        "a.md",
        f"{HEAD}{BODY}{BODY}{BODY}原文链接：{A}\n\n{BODY}{BODY}原文链接：{B}\n",
        [],
    ),
    ("a page of markup", "a.html", f"<p>Original url: <a href='{A}'>x</a></p><p>Original url: {B}</p>", [WARNING]),
    ("wikitext", "a.wikitext", f"Original url: {A}\n\nOriginal url: {B}\n", [WARNING]),
]


@pytest.mark.parametrize(
    ("path", "text", "expected"), [each[1:] for each in CONFLICTS], ids=[each[0] for each in CONFLICTS]
)
def test_two_originals(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("provenance-multiple-conflict", text, path) == expected


def test_both_originals_are_shown() -> None:
    (finding,) = findings_of("provenance-multiple-conflict", two(A, B))
    assert finding.message == "`Original url:` names another original than `Original url:` on line 5"
    assert (finding.location.line, finding.url) == (13, B)
    assert [(each.name, each.value, each.location and each.location.line) for each in finding.evidence] == [
        ("Original url", B, 13),
        ("Original url", A, 5),
    ]
    (finding,) = findings_of("provenance-multiple-conflict", two(A, f"{A}/amp"))
    assert finding.message.endswith("on line 5, only forms of one")


def page(head: str, body: str = "", before: str = "") -> str:
    return f"{before}<html><head>{head}</head><body>{body}<p>{BODY}</p></body></html>"


CANONICAL = f'<link rel="canonical" href="{A}">'
OG = f'<meta property="og:url" content="{A}">'
MARK = f"<!-- saved from url=({len(B):04}){B} -->"
SINGLE = f"<!--\n Page saved with SingleFile \n url: {B} \n saved date: Thu Jul 12 2018\n-->"

MISMATCHES: list[tuple[str, str, str, list[Severity]]] = [
    ("Mark of the Web", "a.html", page(CANONICAL, before=MARK), [WARNING]),
    ("Mark of the Web and og:url", "a.html", page(OG, before=MARK), [WARNING]),
    ("SingleFile", "a.html", page(CANONICAL, before=SINGLE), [WARNING]),
    ("the same", "a.html", page(CANONICAL, before=MARK.replace(B, f"{A}/?utm_source=x#top")), []),
    (
        "the page has another og:url too",
        "a.html",
        page(f'{CANONICAL}<meta property="og:url" content="{B}">', before=MARK),
        [],
    ),
    (
        "a page for phones",
        "a.html",
        page(CANONICAL, before=MARK.replace(B, "https://m.gazette.example/2018/07/12/ferry-line-cut")),
        [INFO],
    ),
    ("an AMP page", "a.html", page(CANONICAL, before=MARK.replace(B, f"{A}/amp/")), [INFO]),
    ("a page for the printer", "a.html", page(CANONICAL, before=MARK.replace(B, f"{A}?print=1")), [INFO]),
    (
        "a capture",
        "a.html",
        page(CANONICAL, before=MARK.replace(B, f"https://web.archive.org/web/20180801000000/{A}")),
        [],
    ),
    (
        "the canonical address is that of the site",
        "a.html",
        page('<link rel="canonical" href="https://gazette.example/">', before=MARK),
        [],
    ),
    ("the canonical address is relative", "a.html", page('<link rel="canonical" href="/ferry">', before=MARK), []),
    (
        "relative, with a base",
        "a.html",
        page('<base href="https://gazette.example/"><link rel="canonical" href="/ferry">', before=MARK),
        [],
    ),
    ("saved from a file", "a.html", page(CANONICAL, before="<!-- saved from url=(0014)about:internet -->"), []),
    (
        "saved from a site's first page",
        "a.html",
        page(CANONICAL, before=MARK.replace(B, "https://gazette.example/")),
        [],
    ),
    ("canonical and og:url differ", "a.html", page(f'{CANONICAL}<meta property="og:url" content="{B}">'), []),
    ("label and canonical", "a.html", page(CANONICAL, f"<p>Original url: {B}</p>"), [WARNING]),
    ("label and Mark of the Web", "a.html", page("", f"<p>Original url: {A}</p>", MARK), [WARNING]),
    ("label and the same Mark of the Web", "a.html", page("", f"<p>Original url: {B}</p>", MARK), []),
    ("a repost that names where it was first", "a.html", page(CANONICAL, f"<p>Originally published at {B}.</p>"), []),
    ("a link to the original", "a.html", page(CANONICAL, f"<p><a href='{B}'>Read the original</a></p>"), []),
    ("a text that was taken over", "a.html", page(f'{CANONICAL}<meta name="syndication-source" content="{B}">'), []),
    ("metadata", "a.md", f"---\ncanonical_url: {A}\noriginal_url: {B}\n---\n{BODY}", [WARNING]),
    ("metadata and a label", "a.md", f"---\ncanonical_url: {A}\n---\n{BODY}Original url: {B}\n", [WARNING]),
    ("metadata that agree", "a.md", f"---\ncanonical_url: {A}\noriginal_url: {A}/\n---\n{BODY}", []),
    ("a permalink is the copy's own", "a.md", f"---\npermalink: {A}\noriginal_url: {B}\n---\n{BODY}", []),
    ("only one of them", "a.md", f"---\noriginal_url: {B}\n---\n{BODY}", []),
]


@pytest.mark.parametrize(
    ("path", "text", "expected"), [each[1:] for each in MISMATCHES], ids=[each[0] for each in MISMATCHES]
)
def test_an_original_and_the_page_that_was_saved(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("provenance-canonical-mismatch", text, path) == expected


def test_both_addresses_are_shown() -> None:
    (finding,) = findings_of("provenance-canonical-mismatch", page(CANONICAL, before=f"{MARK}\n"), "a.html")
    assert finding.message == "`mark of the web` and `link rel=canonical` do not name the same page"
    assert [(each.name, each.value, each.location and each.location.line) for each in finding.evidence] == [
        ("mark of the web", B, 1),
        ("link rel=canonical", A, 2),
    ]
