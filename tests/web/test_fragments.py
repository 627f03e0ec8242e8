"""Places in fetched pages: what is there, what is certainly missing, and what cannot be told."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.web.places.fragments import CUT, MISSING, SCRIPTED, THERE, places

URL = "https://site.test/page"
HTML = "text/html; charset=utf-8"
WORDS = " ".join(f"word{number}" for number in range(300))
SCRIPT = "<script src='/site.js'></script>"


def place(fragment: str, html: str, url: str = URL, kind: str = HTML, *, truncated: bool = False) -> str:
    return places(html.encode(), kind, [fragment], url, truncated=truncated)[fragment]


def page(inside: str, *, scripts: str = "") -> str:
    return f"<!doctype html><html><head><title>Tides</title>{scripts}</head><body>{inside}</body></html>"


@pytest.mark.parametrize(
    ("fragment", "inside"),
    [
        ("tides", "<h2 id=tides>Tides</h2>"),
        ("tides", "<p><a name='tides'></a>Tides"),
        ("tides", "<svg><g id='tides'></g></svg>"),
        ("tides", "<section id=tides><h2>Tides</h2></section>"),
        ("tides", "<h2 id='user-content-tides'>Tides</h2>"),
        ("", "<p>Tides"),
        ("top", "<p>Tides"),
        ("TOP", "<p>Tides"),
        ("t%6Fp", "<p>Tides"),
        ("caf%C3%A9", "<h2 id='café'>"),
        ("café", "<h2 id='café'>"),
        ("café", "<h2 id='caf%C3%A9'>"),
        ("caf%C3%A9", "<h2 id='caf%C3%A9'>"),
        ("a b", "<h2 id='a%20b'>"),
        ("a%20b", "<h2 id='a b'>"),
        ("a&b", "<h2 id='a&amp;b'>"),
        ("!x", "<h2 id='!x'>"),
        ("L10", "<a id=L10></a>"),
        ("page=3", "<p id='page=3'>"),
    ],
)
def test_a_name_that_is_there(fragment: str, inside: str) -> None:
    assert place(fragment, page(inside)) == THERE
    assert place(fragment, page(inside, scripts=SCRIPT), truncated=True) == THERE


@pytest.mark.parametrize(
    ("fragment", "inside"),
    [
        ("tides", "<h2>Tides</h2>"),
        ("tides", "<h2 id=Tides>Tides</h2>"),
        ("tides", "<input name=tides>"),
        ("tides", "<!-- <p id=tides> -->"),
        ("tides", "<template><p id=tides></template>"),
        ("tides", "<p title='id=tides'>"),
        ("a%2520b", "<p id='a b'>"),
        ("page=3", "<p>Tides"),
        ("n%C3%A9", "<p id='né2'>"),
    ],
)
def test_a_name_that_is_missing_where_no_script_can_make_it(fragment: str, inside: str) -> None:
    assert place(fragment, page(inside)) == MISSING
    data = "<script type='application/ld+json'>{}</script><script type=text/template></script>"
    assert place(fragment, page(inside, scripts=data)) == MISSING


HEADINGS = "<h2 id=a>A</h2><h2 id=b>B</h2><h3 id=c>C</h3>"
LINKS = "<a href='#a'>A</a><a href='#b'>B</a><a href='#c'>C</a><p id=a><p id=b><a name=c></a>"


@pytest.mark.parametrize(
    "inside",
    [
        HEADINGS,
        LINKS,
        "<section id=a><h2>A</h2></section><div id=b><h2>B</h2></div>",
        "<h2><span id=a></span>A</h2><h2><a name=b></a>B</h2>",
        "<a name=a></a><h2>A</h2><a id=b></a><h2>B</h2>",
    ],
)
def test_a_page_with_scripts_that_gives_its_names_itself(inside: str) -> None:
    assert place("tides", page(inside + WORDS, scripts=SCRIPT)) == MISSING
    assert place("tides", page(inside + WORDS + "<a href='#tides'>x</a>", scripts=SCRIPT)) == MISSING
    assert place("a", page(inside + WORDS, scripts=SCRIPT)) == THERE


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        (HEADINGS, SCRIPTED),
        ("<div id=root></div>" + WORDS, SCRIPTED),
        ("<div id=app> </div>", SCRIPTED),
        ("<h2>A</h2><h2>B</h2>" + WORDS, "may make the place"),
        (WORDS, "may make the place"),
        (HEADINGS + WORDS + "<script>open('tides')</script>", "may make the place"),
        (HEADINGS + WORDS + "<button data-target='#tides'>x</button>", "may make the place"),
        (HEADINGS + WORDS + "<template><p id='tides'></template>", "may make the place"),
        (HEADINGS.replace("id", "class") + WORDS, "may make the place"),
    ],
)
def test_a_page_whose_scripts_may_make_a_place(inside: str, reason: str) -> None:
    told = place("tides", page(inside, scripts=SCRIPT))
    assert told.startswith("unknown: ")
    assert reason in told


@pytest.mark.parametrize(
    "fragment",
    ["!tides", "/tides", "?a", "L10", "l10-L20", "L10C2-L20C3", "line-7", "page=3", "t=10", "zoom=2&page=1", "lat=1"],
)
def test_a_fragment_that_means_something_to_scripts(fragment: str) -> None:
    told = place(fragment, page(HEADINGS + WORDS, scripts=SCRIPT))
    assert told.startswith("unknown: ")


def test_sites_that_make_their_places_by_script() -> None:
    text = page(HEADINGS + WORDS, scripts=SCRIPT)
    for url in ("https://github.com/a/b/issues/1", "https://www.youtube.com/watch?v=x", "https://gitlab.com/a"):
        assert place("issuecomment-1", text, url) == f"unknown: {SCRIPTED}"
    assert place("issuecomment-1", text, "https://notgithub.com/a") == MISSING
    made = text.replace("<title>", "<meta name='Generator' content='Discourse 3.2'><title>")
    assert place("issuecomment-1", made) == f"unknown: {SCRIPTED}"


def test_a_forge_finds_headings_without_regard_to_case() -> None:
    text = page("<h2 id='user-content-tide-tables'>Tide tables</h2>")
    assert place("Tide-Tables", text, "https://github.com/a/b") == THERE
    assert place("Tide-Tables", text) == MISSING


@pytest.mark.parametrize(
    ("kind", "fragment", "told"),
    [
        ("application/pdf", "page=3", "unknown: a PDF's places"),
        ("application/pdf", "chapter", "unknown: a PDF's places"),
        ("text/plain", "tides", "unknown: a plain text"),
        ("image/png", "tides", "unknown: image/png"),
        ("video/mp4", "t=10", "unknown: video/mp4"),
        ("application/json", "/a/b", "unknown: application/json"),
        ("application/xml", "tides", "unknown: application/xml"),
        ("image/png", ":~:text=tides", "unknown: image/png"),
        ("image/png", "", THERE),
        ("image/svg+xml", "tides", MISSING),
        ("image/svg+xml", "g", THERE),
        ("image/svg+xml", "svgView(viewBox(0,0,1,1))", "unknown: a view"),
        ("application/xhtml+xml", "g", THERE),
        ("", "g", THERE),
        ("TEXT/HTML", "g", THERE),
        ("text/html; charset=nonsense", "g", THERE),
    ],
)
def test_by_the_type_of_the_body(kind: str, fragment: str, told: str) -> None:
    body = "<svg xmlns='http://www.w3.org/2000/svg'><g id='g'/></svg>"
    assert place(fragment, body, kind=kind).startswith(told)


def test_what_was_not_read_may_hold_anything() -> None:
    assert place("tides", "", kind=HTML) == "unknown: the page was not read"
    assert place(":~:text=tides", "", kind=HTML) == "unknown: the page was not read"
    assert place("tides", page(WORDS), truncated=True) == f"unknown: {CUT}"
    assert place(":~:text=tides", page(WORDS), truncated=True) == f"unknown: {CUT}"
    assert place("tides", "<frameset><frame src=a></frameset>") == "unknown: the page is made of frames"


def test_the_charset_of_the_header_holds() -> None:
    body = "<h2 id='порт'>Порт</h2>".encode("windows-1251")
    assert places(body, "text/html; charset=windows-1251", ["порт"], URL) == {"порт": THERE}


TEXT = page(
    "<h1>Ferry line cut</h1><p>The <b>ferry</b> to Port&nbsp;Alda will\n stop, the council said.</p>"
    "<ul><li>Café am Hafen</li><li>Two boats</li></ul><p>全国の港</p>"
    "<p>The ferry is late, and the harbour is empty.</p>"
)


@pytest.mark.parametrize(
    ("directive", "found"),
    [
        ("text=ferry%20to%20Port%20Alda", True),
        ("text=FERRY%20TO", True),
        ("text=ferry to", True),
        ("text=err", False),
        ("text=ferr", False),
        ("text=the council said.", True),
        ("text=the,said", True),
        ("text=The%20ferry%20to,boats", True),
        ("text=boats,ferry%20to", False),
        ("text=Two boats,Ferry line", False),
        ("text=line%20cut-,The%20ferry", True),
        ("text=late-,ferry", False),
        ("text=ferry,-is late", True),
        ("text=ferry,-was late", False),
        ("text=The-,ferry,harbour,-is%20empty", True),
        ("text=hafen-,two", True),
        ("text=cafe%20am", True),
        ("text=caf%C3%A9", True),
        ("text=国の", True),
        ("text=tram&text=ferry", True),
        ("text=tram&text=bus", False),
        ("text=tram", False),
        ("text=stop%2C%20the", True),
        ("text=a.c", False),
        ("text=Ferry%20line%20cut%20The", True),
    ],
)
def test_a_text_that_is_quoted(directive: str, found: bool) -> None:
    assert place(f":~:{directive}", TEXT) == (THERE if found else MISSING)


@pytest.mark.parametrize(
    ("fragment", "told"),
    [
        ("a:~:text=ferry", THERE),
        ("a:~:text=tram", THERE),
        ("b:~:text=ferry", THERE),
        ("b:~:text=tram", MISSING),
        ("a:~:other=x", THERE),
        ("b:~:other=x", MISSING),
        (":~:other=x", "unknown: no directive that is known"),
        (":~:text=", "unknown: no directive that is known"),
        (":~:text=-", "unknown: no directive that is known"),
        (":~:", THERE),
    ],
)
def test_a_text_beside_a_name(fragment: str, told: str) -> None:
    assert place(fragment, TEXT.replace("<h1>", "<h1 id=a>")) == told


def test_a_text_in_a_page_with_scripts() -> None:
    assert place(":~:text=tram", page(WORDS, scripts=SCRIPT)) == MISSING
    assert place(":~:text=word7", page(WORDS, scripts=SCRIPT)) == THERE
    assert place(":~:text=tram", page("<p>Ferry", scripts=SCRIPT)) == f"unknown: {SCRIPTED}"
    held = page(WORDS + '<script>{"text": "the tram stops"}</script>')
    assert place(":~:text=the%20tram", held) == "unknown: the text stands where only scripts can read it"
    some = " ".join(WORDS.split()[:100])
    assert place(":~:text=tram", page(some, scripts=SCRIPT)) == f"unknown: {SCRIPTED}"


def test_a_text_in_a_plain_text() -> None:
    assert place(":~:text=two%20boats", "One boat.\nTwo\n boats.", kind="text/plain") == THERE
    assert place(":~:text=three", "One boat.\nTwo\n boats.", kind="text/plain") == MISSING


def test_many_fragments_of_a_large_page_take_a_moment() -> None:
    parts = "".join(f"<h2 id=part{number}>Part {number}</h2><p>{WORDS[:200]} the end</p>" for number in range(6000))
    body = page(parts, scripts=SCRIPT).encode()
    wanted = [f"part{number}" for number in range(200)] + [f"gone{number}" for number in range(50)]
    wanted += [f":~:text=word{number},the%20end" for number in range(20)] + [":~:text=a,b", ":~:text=x-,a,b,-c"]
    begun = time.process_time()
    told = places(body, HTML, wanted, URL)
    assert time.process_time() - begun < 10
    assert told["part7"] == THERE
    assert told["gone7"] == MISSING
    assert told[":~:text=word7,the%20end"] == THERE


TEXTS = st.text(st.characters(codec="utf-8"))


@given(TEXTS, TEXTS, st.sampled_from(["", "text/html", "text/plain", "image/svg+xml", "x"]), st.booleans())
def test_any_page_and_any_fragment_get_an_answer(body: str, fragment: str, kind: str, truncated: bool) -> None:
    told = place(fragment, body, kind=kind, truncated=truncated)
    assert told in (THERE, MISSING) or told.startswith("unknown: ")


@given(st.text("ab c,-&%é:~=", max_size=12), st.text("ab cé,-", max_size=30))
def test_any_directive_can_be_read(directive: str, text: str) -> None:
    assert place(f":~:text={directive}", f"<p>{text}") in (THERE, MISSING, "unknown: no directive that is known")
