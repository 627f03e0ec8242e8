"""The main text of pages: what is kept, what is cut, and what is no text."""

from __future__ import annotations

import sys
import time
from importlib import import_module

import pytest
from content_pairs.frames import FRAMES, bare, in_pywb, in_wayback, magazine
from content_pairs.kinds import page
from content_pairs.stories import Story, stories

from linkaudit.content import main_text as module
from linkaudit.content.main_text import BUILT_IN, TRAFILATURA, MainText, chosen, main_text
from linkaudit.content.passages import WHOLE, exact_contained
from linkaudit.errors import ConfigError

HTML = "text/html; charset=utf-8"
STORIES = stories()
PARAGRAPHS = "".join(f"<p>{each}</p>" for each in STORIES[0].paragraphs)
BOTH = pytest.mark.parametrize("extractor", ["built-in", "trafilatura"])


def text_of(body: str, extractor: str = "built-in") -> str:
    return main_text(body.encode(), HTML, extractor).text


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.__name__)
@pytest.mark.parametrize("story", STORIES, ids=lambda story: f"{story.name}.{story.language}")
def test_the_text_is_cut_out_of_its_frame(story: Story, frame: type) -> None:
    found = text_of(page(frame, story))
    kept, own = exact_contained(story.text, found), exact_contained(found, story.text)
    assert kept is not None
    assert own is not None
    # The heading may stand apart; where it stands is a passage or two.
    assert kept > 0.95
    assert own > 0.95


@BOTH
def test_the_title_is_kept_apart(extractor: str) -> None:
    found = main_text(page(magazine, STORIES[0]).encode(), HTML, extractor)
    assert found.title == STORIES[0].title
    assert found.by == {"built-in": BUILT_IN, "trafilatura": TRAFILATURA}[extractor]


@BOTH
@pytest.mark.parametrize("played_back", [in_wayback, in_pywb])
def test_what_an_archive_puts_in_is_cut(played_back: type, extractor: str) -> None:
    plain = page(magazine, STORIES[0])
    assert text_of(played_back(plain), extractor) == text_of(plain, extractor)


@BOTH
def test_all_kinds_of_text_are_kept(extractor: str) -> None:
    body = f"""<html><body><nav><a href=/>Home</a></nav><article><h1>Heading one</h1>{PARAGRAPHS}<h2>Heading two</h2>
<ul><li>A first item that says something of its own</li><li>A second item that does so too</li></ul>
<blockquote><p>A quotation by somebody who was there.</p></blockquote><pre>code = "that stands alone"</pre>
<table><tr><th>Year</th><td>a cell with a figure of 1934</td></tr></table></article></body></html>"""
    found = text_of(body, extractor)
    for expected in ("first item", "second item", "quotation by somebody", "that stands alone", "figure of 1934"):
        assert expected in found
    assert "Home" not in found


@pytest.mark.parametrize(
    "furniture",
    [
        "<nav>FURNITURE <a href=/a>of links</a></nav>",
        "<div role=navigation>FURNITURE</div>",
        "<footer>FURNITURE, all rights reserved</footer>",
        "<header><div>FURNITURE</div></header>",
        "<aside>FURNITURE beside the text</aside>",
        "<dialog open>FURNITURE</dialog>",
        "<div hidden>FURNITURE</div>",
        "<div class='cookie-banner'><p>FURNITURE</p></div>",
        "<div id='CybotCookiebot'>FURNITURE</div>",
        "<div class=relatedStories>FURNITURE</div>",
        "<ul><li><a href=/1>FURNITURE that is</a></li><li><a href=/2>made of links</a></li></ul>",
        "<noscript>FURNITURE</noscript>",
        "<template>FURNITURE</template>",
        "<script>var x = 'FURNITURE'</script>",
        "<style>.FURNITURE {}</style>",
        "<select><option>FURNITURE</option></select>",
        "<iframe srcdoc='<p>FURNITURE'>FURNITURE</iframe>",
    ],
)
@pytest.mark.parametrize("inside", [True, False])
def test_furniture_is_cut(furniture: str, *, inside: bool) -> None:
    article = f"<div class=story>{PARAGRAPHS}{furniture if inside else ''}</div>"
    found = text_of(f"<html><body>{'' if inside else furniture}{article}</body></html>")
    assert "FURNITURE" not in found
    assert exact_contained(STORIES[0].text, found) == pytest.approx(1, abs=0.05)


def test_comments_are_cut_although_they_are_longer_than_the_text() -> None:
    comments = "<div class=comment><p>A remark, of a reader, who knows it better.</p></div>" * 300
    found = text_of(f"<body><div>{PARAGRAPHS}</div><section id=comments>{comments}</section></body>")
    assert "remark" not in found
    assert exact_contained(STORIES[0].text, found) == pytest.approx(1, abs=0.05)


@pytest.mark.parametrize("name", ["sidebar-open", "menu-closed", "comments-enabled", "has-footer", "modal-ready share"])
@pytest.mark.parametrize(
    "around", ["<div class='{}'>{}</div>", "<form class='{}'>{}</form>", "<body class='{}'>{}</body>"]
)
def test_what_holds_the_text_is_no_furniture_whatever_it_is_called(around: str, name: str) -> None:
    found = text_of(around.format(name, f"<h1>A heading</h1>{PARAGRAPHS}"))
    assert exact_contained(STORIES[0].text, found) == pytest.approx(1, abs=0.05)


def test_the_source_of_a_quotation_and_the_head_of_an_article_stay() -> None:
    body = f"""<article><header><h1>Heading</h1><p>Opening words.</p></header>{PARAGRAPHS}
<blockquote><p>Quoted.</p><footer>Source of it</footer></blockquote></article>"""
    found = text_of(body)
    assert "Opening words" in found
    assert "Source of it" in found


def test_signs_of_footnotes_are_left_out() -> None:
    found = text_of("<article>" + PARAGRAPHS.replace(".</p>", ".<sup><a href='#1'>[17]</a></sup></p>") + "</article>")
    assert "[17]" not in found
    assert "1791" in found


@BOTH
@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"", HTML),
        (b"<html><head><script>var all = 'by scripts';</script></head><body><div id=root></div></body></html>", HTML),
        (b"<html><frameset cols='20%,80%'><frame src=a><noframes>No frames here</noframes></frameset></html>", HTML),
        (b"%PDF-1.7 text", "application/pdf"),
        (b"%PDF-1.7 said to be a page", HTML),
        (b"\x89PNG\r\n\x1a\n\0\0\0", ""),
        (b"{}", "application/json"),
    ],
)
def test_what_has_no_text_gives_none(body: bytes, kind: str, extractor: str) -> None:
    assert main_text(body, kind, extractor).text == ""


@pytest.mark.parametrize(
    ("body", "kind", "expected"),
    [
        (b"Caf\xc3\xa9 au lait", "text/plain", "Café au lait"),
        (b"Caf\xe9 au lait", "text/plain; charset=iso-8859-1", "Café au lait"),
        (b"Caf\xe9 au lait, d\xe9j\xe0 vu", "text/plain; charset=nonsense", "Caf\ufffd au lait, d\ufffdj\ufffd vu"),
        (b"Caf\xe9 au lait", "text/plain; charset=undefined", "Caf\ufffd au lait"),
        (b"Caf\xe9 au lait", "text/plain; charset=punycode", "Caf\ufffd au lait"),
        ("Café".encode("utf-16"), "text/plain; charset=UTF-16", "Café"),
        (b"Caf\xe9 au lait, d\xe9j\xe0 vu, et caetera", "text/plain", "Café au lait, déjà vu, et caetera"),
        (b"No kind is told, and no tag is in it", "", "No kind is told, and no tag is in it"),
    ],
)
def test_plain_text_is_all_there_is(body: bytes, kind: str, expected: str) -> None:
    assert main_text(body, kind) == MainText(text=expected, by=WHOLE)


@BOTH
@pytest.mark.parametrize(
    ("declared", "charset", "kind"),
    [
        ("", "windows-1252", "text/html; charset=windows-1252"),
        ("<meta charset=windows-1252>", "windows-1252", "text/html"),
        ("", "utf-8", "text/html"),
        ("", "utf-8", ""),
        ("<meta charset=utf-8>", "utf-8", "text/html; charset=no-such-thing"),
    ],
)
def test_the_charset_is_the_declared_one_or_told_from_the_bytes(
    declared: str, charset: str, kind: str, extractor: str
) -> None:
    story = next(each for each in STORIES if each.language == "fr")
    markup = page(bare, story).replace('<meta charset="utf-8">', declared)
    found = main_text(markup.encode(charset, "xmlcharrefreplace"), kind, extractor)
    assert exact_contained(story.text, found.text) == pytest.approx(1, abs=0.06)


@BOTH
@pytest.mark.parametrize("label", ["windows-874", "iso-8859-8-i", "x-mac-cyrillic", "x-user-defined", "hz-gb-2312"])
def test_no_charset_that_browsers_know_ends_it(label: str, extractor: str) -> None:
    main_text(page(bare, STORIES[0]).encode("ascii", "xmlcharrefreplace"), f"text/html; charset={label}", extractor)


@BOTH
@pytest.mark.parametrize(
    ("label", "codec", "word"), [("windows-874", "cp874", "ท่าเรือ"), ("x-mac-cyrillic", "mac-cyrillic", "Гавань")]
)
def test_charsets_that_have_another_name_here(label: str, codec: str, word: str, extractor: str) -> None:
    body = f"<html><body><article><p>{f'{word} ' * 80}</p></article></body></html>".encode(codec)
    assert word in main_text(body, f"text/html; charset={label}", extractor).text


@BOTH
def test_xhtml_is_a_page(extractor: str) -> None:
    markup = f"""<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "x">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><div>{PARAGRAPHS}</div></body></html>"""
    found = main_text(markup.encode(), "application/xhtml+xml", extractor)
    assert exact_contained(STORIES[0].text, found.text) == pytest.approx(1, abs=0.06)


def test_a_text_behind_long_scripts_is_found_and_nothing_is_read_without_end() -> None:
    scripts = f"<script>{'x' * 300_000}</script>"
    assert "Sandvik" in text_of(f"<html><head>{scripts}</head><body>{PARAGRAPHS} in Sandvik</body></html>")
    assert "beyond" not in text_of(f"<html><body>{PARAGRAPHS}{scripts * 3}<p>beyond</p></body></html>")


@pytest.mark.parametrize(
    "tag", ["<div>", "<div class=ad>x ", "<nav>x ", "<header>x ", "<sup><a>x ", "<b><i><p>x", "<table><tr><td>x ", "a-"]
)
@BOTH
def test_no_nesting_keeps_it_busy(tag: str, extractor: str) -> None:
    body = (f"<!doctype html><body>{tag * (module.MAX_READ // 4 // len(tag))}").encode()
    began = time.process_time()
    main_text(body, HTML, extractor)
    # Half a second at the most where this was written. What is quadratic takes minutes.
    assert time.process_time() - began < 30


def test_the_extractor_is_the_one_that_is_wanted() -> None:
    assert chosen("built-in") == BUILT_IN
    assert chosen("trafilatura") == TRAFILATURA
    assert chosen("auto") == TRAFILATURA


def test_without_trafilatura_auto_is_the_built_in_and_wanting_it_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    monkeypatch.delitem(sys.modules, "linkaudit.content.by_trafilatura", raising=False)
    module.unusable.cache_clear()
    try:
        assert chosen("auto") == BUILT_IN
        assert main_text(page(bare, STORIES[0]).encode(), HTML).by == BUILT_IN
        with pytest.raises(ConfigError, match=r"pip install 'linkaudit-cli\[content\]'"):
            main_text(b"", HTML, "trafilatura")
    finally:
        module.unusable.cache_clear()
        monkeypatch.undo()
        import_module("linkaudit.content.by_trafilatura")
