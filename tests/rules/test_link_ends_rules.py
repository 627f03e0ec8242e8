"""Punctuation at the end of a URL that belongs to the sentence around it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.judged import INFO, WARNING, findings_of, fixed, severities

WAYS = {
    "a.md": "See [the tables]({}) there.\n",
    "b.md": "See <{}> there.\n",
    "c.md": "See [the tables].\n\n[the tables]: {}\n",
    "a.html": '<p>See <a href="{}">the tables</a>.</p>\n',
    "a.bib": "@misc{{a,\n  url = {{{}}},\n}}\n",
    "a.tex": "See \\url{{{}}}.\n",
    "a.rst": "See `the tables <{}>`_.\n",
    "a.org": "See [[{}][the tables]].\n",
    "a.mediawiki": "See [{} the tables].\n",
}


@pytest.mark.parametrize("way", WAYS.items(), ids=WAYS)
@pytest.mark.parametrize("mark", [".", ",", ";", ".,", "\u201d"])
def test_punctuation_within_the_brackets_of_a_target_is_found_and_taken_off(way: tuple[str, str], mark: str) -> None:
    path, text = way
    if not path.startswith(("a.md", "b.md", "c.md", "a.html", "a.rst")):
        # Readers of other formats know themselves where an address ends, but for a full stop.
        mark = "."
    url = "https://harbour.example/tides/july-2018"
    written = text.format(url + mark)
    (finding,) = findings_of("link-trailing-punctuation", written, path)
    assert finding.severity is WARNING
    assert finding.message == f"{url}{mark} ends with `{mark}`"
    assert finding.evidence[1].value == url
    assert finding.fixes[0].safe
    assert fixed(written, finding) == text.format(url)
    assert severities("link-trailing-punctuation", fixed(written, finding), path) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.md", "See https://harbour.example/tides. Or https://harbour.example/ebb, or so.\n"),
        ("a.txt", "See (https://harbour.example/tides). Or “https://harbour.example/ebb”!\n"),
        ("a.html", "<p>See https://harbour.example/tides, or https://harbour.example/ebb.</p>\n"),
        ("a.bib", "@misc{a, note = {At https://harbour.example/tides. Or https://harbour.example/ebb.}}\n"),
        ("a.mediawiki", "See https://harbour.example/tides. Or https://harbour.example/ebb, or so.\n"),
        ("a.html", '<script src="https://harbour.example/tides.js,"></script>\n'),
        ("a.html", '<p>Addresses begin with <a href="http:">this</a>.</p>\n'),
        ("a.html", '<img src="t.png" srcset="https://harbour.example/a. 1x, https://harbour.example/b; 2x">\n'),
    ],
)
def test_what_is_no_part_of_the_url_is_left_alone(path: str, text: str) -> None:
    assert severities("link-trailing-punctuation", text, path) == []


WIKI = "https://en.wikipedia.example/wiki/"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://harbour.example/tides.html.", [WARNING]),
        ("https://harbour.example.", [WARNING]),
        ("https://harbour.example,", [WARNING]),
        ("https://harbour.example/tides/,", [WARNING]),
        ("https://harbour.example/tides:", [WARNING]),
        ("https://harbour.example/tides!", [WARNING]),
        ("https://harbour.example/tides'", [WARNING]),
        ("https://harbour.example/tides’", [WARNING]),
        ("https://harbour.example/tides»", [WARNING]),
        ("https://harbour.example/tides%22", [WARNING]),
        ("https://harbour.example/tides%E2%80%9D", [WARNING]),
        ("https://harbour.example/tides。", [WARNING]),
        ("https://harbour.example/tides，", [WARNING]),
        ("https://harbour.example/tides?page=2.", [WARNING]),
        ("https://harbour.example/tides?page=2,", [WARNING]),
        ("https://harbour.example/tides#july.", [WARNING]),
        (f"{WIKI}Harbour_master.", [WARNING]),
        (f"{WIKI}Ferry,", [WARNING]),
        ("https://web.archive.org/web/20180712000000/https://harbour.example/tides.", [WARNING]),
        ("https://harbour.example/tides/.", [INFO]),
        ("https://harbour.example/tides?", [INFO]),
        ("https://harbour.example:", [INFO]),
        ("https://harbour.example/tides", []),
        ("https://harbour.example/tides/", []),
        ("https://harbour.example/tides/..", []),
        ("https://harbour.example/??????", []),
        ("https://harbour.example/tides...", []),
        ("https://harbour.example/tides\u2026", []),
        ("https://harbour.example/Acme_Inc.", []),
        ("https://harbour.example/acme-ltd.", []),
        ("https://harbour.example/people/sammy-davis-jr.", []),
        ("https://harbour.example/U.S.", []),
        (f"{WIKI}Acme_Inc.", []),
        (f"{WIKI}Sammy_Davis_Jr.", []),
        (f"{WIKI}Washington,_D.C.", []),
        (f"{WIKI}DAMN.", []),
        (f"{WIKI}Who_goes_there?", [INFO]),
        (f"{WIKI}Help!", []),
        (f"{WIKI}Category:", []),
        (f"{WIKI}The_Sailors'", []),
        (f"{WIKI}The_%22Alda%22", []),
        (f"{WIKI}Ferry#In_the_U.S.", []),
        ("https://harbour.example/index.php?title=Acme_Inc.", []),
        ("https://harbour.example/?q=acme.", []),
        ("https://harbour.example/?b64=YWJj_", []),
        ("https://harbour.example/watch?v=dQw4_w9W_g_", []),
        ("https://harbour.example/a/name_", []),
        ("https://harbour.example/datamodel.html#object.__ror__", []),
        ("https://harbour.example/*", []),
        ("https://harbour.example/.*", []),
        ("https://harbour.example/vinyl/7%22", []),
        ("https://harbour.example/“tides”", []),
        ("https://harbour.example/'tides'", []),
        ("https://harbour.example/@51.5,-0.1,", []),
        ("https://harbour.example/a:b:", []),
        ("https://harbour.example/#:~:text=The%20tide%20is%20out.", []),
        ("https://harbour.example/#!", []),
        ("https://harbour.example/0*bLcvjqKyjmSrs9Kst.", []),
        ("https://harbour.example/{{ page }}.", []),
        ("ftp://", []),
    ],
)
def test_the_end_of_a_url(url: str, expected: list[str]) -> None:
    assert severities("link-trailing-punctuation", f"[tides](<{url}>)\n") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("![map](https://harbour.example/map.png.)\n", [WARNING]),
        ("![map](https://images.example/max/800/0*bLcvjqKyjmSrsKst.)\n", []),
        ("![state](https://harbour.example/state.svg?)\n", []),
        ("**[tides](https://harbour.example/tides**)\n", [WARNING]),
        ("*[tides](https://harbour.example/tides.*)\n", [WARNING]),
        ("_<https://harbour.example/tides_>\n", [WARNING]),
        ("_[tides](https://harbour.example/tides_)_\n", []),
        ("**[tides](https://harbour.example/tides*)\n", []),
    ],
)
def test_pictures_and_emphasis(text: str, expected: list[str]) -> None:
    assert severities("link-trailing-punctuation", text) == expected


@pytest.mark.parametrize(
    ("path", "text", "safe"),
    [
        ("a.md", "[t](https://harbour.example/tides!)", False),
        ("a.md", "[t](https://harbour.example/tides:)", False),
        ("a.md", "[t](https://web.archive.org/web/20180712000000/https://harbour.example/tides.)", False),
        ("a.html", '<a href="https://harbour.example/?a&amp;b=c,">t</a>', True),
        ("a.md", "[t](https://harbour.example/tides\\.)", None),
        ("a.html", '<a href="https://harbour.example/tides&#59;">t</a>', None),
        ("a.md", "**[t](https://harbour.example/tides**)", None),
    ],
)
def test_what_can_be_taken_off_and_how_safely(path: str, text: str, *, safe: bool | None) -> None:
    (finding,) = findings_of("link-trailing-punctuation", text, path)
    assert [fix.safe for fix in finding.fixes] == ([] if safe is None else [safe])
    if finding.fixes:
        assert severities("link-trailing-punctuation", fixed(text, finding), path) == []


@given(st.text("aZ9/.,;:!?'\"”*_%2#=&-", min_size=1, max_size=16), st.sampled_from(sorted(WAYS.items())))
def test_once_taken_off_nothing_is_left(tail: str, way: tuple[str, str]) -> None:
    path, text = way
    written = text.format(f"https://harbour.example/{tail}")
    for finding in findings_of("link-trailing-punctuation", written, path):
        if finding.fixes:
            assert severities("link-trailing-punctuation", fixed(written, finding), path) == []
