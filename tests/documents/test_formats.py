"""Which format a file has, by its name and by its content."""

from __future__ import annotations

import pytest

from documents.reading import within
from linkaudit.documents import formats


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a.md", "markdown"),
        ("a/b.MD", "markdown"),
        ("a.markdown", "markdown"),
        ("a.html", "html"),
        ("a.HTM", "html"),
        ("a.xhtml", "html"),
        ("a.txt", "text"),
        ("archive.tar.text", "text"),
    ],
)
def test_the_suffix_announces_a_format(path: str, name: str) -> None:
    found = formats.by_path(path)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize("path", ["a", "a.png", ".md", "md", "a.md.png", "txt/", "a.md "])
def test_other_suffixes_announce_none(path: str) -> None:
    assert formats.by_path(path) is None


def test_formats_are_found_by_their_names() -> None:
    assert [formats.by_name(name).name for name in formats.names()] == list(formats.names())
    with pytest.raises(KeyError):
        formats.by_name("wordstar")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Plain words, https://h.example/x and [brackets] (and more).", "text"),
        ("<!DOCTYPE html><p>t", "html"),
        ("\n\n<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>", "html"),
        ("<?xml version='1.0'?>\n<html xmlns='x'>", "html"),
        ("<!-- saved from url=(0019)https://h.example/x -->\r\n<HTML>", "html"),
        ("<htmlish>", "text"),
        ("text <html>", "text"),
        ("---\ntitle: T\n---\ntext", "markdown"),
        ("+++\r\ntitle = 'T'\r\n+++\r\ntext", "markdown"),
        ("---\nno entry\n---\n", "text"),
        ("See [the page](https://h.example/x).", "markdown"),
        ("Kept [the name](#) of a lost link", "markdown"),
        ("A [link]() and [another](/x) [third](../y) [mail](mailto:a@h.example)", "markdown"),
        ("[see note](below) and f[i](x)", "text"),
        ("`[code](https://h.example/x)` \\[x](#)", "text"),
        ("\\[x](#) \\[x](https://h.example)", "text"),
    ],
)
def test_text_is_what_its_content_is(text: str, name: str) -> None:
    assert formats.by_content(formats.TEXT, text).name == name


@pytest.mark.parametrize("announced", [formats.MARKDOWN, formats.HTML])
def test_other_formats_are_what_they_announce(announced: formats.Format) -> None:
    assert formats.by_content(announced, "---\ntitle: T\n---\n<html>") is announced


@pytest.mark.parametrize("piece", ["[", "[a](/ ", "<!--", "<?xml ", " ", "]("])
def test_hostile_content_is_told_quickly(piece: str) -> None:
    with within(5):
        formats.by_content(formats.TEXT, piece * (200_000 // len(piece)))


@pytest.mark.parametrize("piece", ["<!-- a -->", "<!--", "-->", "<?a?>", "<!doctype a>"])
def test_a_beginning_of_many_comments_is_told_quickly(piece: str) -> None:
    with within(2):
        assert formats.by_content(formats.TEXT, "<!-- a " + piece * 1000).name == "text"
