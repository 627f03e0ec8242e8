"""The comment that hides a finding, in the syntax of every format that has comments."""

from __future__ import annotations

import pytest
from rules.judged import triaged

HIDE = "linkaudit: ignore[link-shortener] as in print"
OFF, ON = "linkaudit: disable[link-shortener]", "linkaudit: enable[link-shortener]"
FILE = "linkaudit: ignore-file[link-shortener]"
# How a comment is written, how a link is, and what must stand around them.
SYNTAX = {
    "a.md": ("<!-- {} -->", "[f](https://bit.ly/f)", "{}\n"),
    "b.md": ("[//]: # ({})", "[f](https://bit.ly/f)", "{}\n"),
    "a.mdx": ("{{/* {} */}}", "[f](https://bit.ly/f)", "{}\n"),
    "a.qmd": ("<!-- {} -->", "[f](https://bit.ly/f)", "{}\n"),
    "a.html": ("<!-- {} -->", "<a href='https://bit.ly/f'>f</a>", "<!doctype html><body>\n{}\n"),
    "a.css": ("/* {} */", "a {{background: url(https://bit.ly/f)}}", "{}\n"),
    "a.txt": ("# {}", "https://bit.ly/f", "{}\n"),
    "a.csv": ("# {}", "a,https://bit.ly/f", "{}\n"),
    "a.rst": (".. {}", "`f <https://bit.ly/f>`__", "{}\n"),
    "a.adoc": ("// {}", "https://bit.ly/f[f]", "{}\n"),
    "a.org": ("# {}", "[[https://bit.ly/f][f]]", "{}\n"),
    "a.tex": ("% {}", r"\url{{https://bit.ly/f}}", "{}\n"),
    "a.bib": ("% {}", "@misc{{a, url={{https://bit.ly/f}}}}", "{}\n"),
    "a.wikitext": ("<!-- {} -->", "[https://bit.ly/f f]", "{}\n"),
    "a.yaml": ("# {}", "- https://bit.ly/f", "{}\n"),
    "a.toml": ("# {}", "[[a]]\nb = 'https://bit.ly/f'", "{}\n"),
    "a.rss": ("<!-- {} -->", "<link>https://bit.ly/f</link>", "<rss><channel>\n{}\n</channel></rss>\n"),
    "a.opml": ("<!-- {} -->", "<outline xmlUrl='https://bit.ly/f'/>", "<opml><body>\n{}\n</body></opml>\n"),
    "a.enex": (
        "<!-- {} -->",
        "<note><source-url>https://bit.ly/f</source-url></note>",
        "<en-export>\n{}\n</en-export>\n",
    ),
    "a.xml": ("<!-- {} -->", "<b href='https://bit.ly/f'/>", "<a>\n{}\n</a>\n"),
}
BLANK = {"a.rst", "a.mdx"}
"""Where a comment on a line of its own wants a blank line behind it, or swallows the next one."""
WHOLE_LINE = {"a.rst", "a.adoc", "a.org", "a.csv", "a.txt", "b.md", "a.bib"}
"""Where a comment takes a line of its own."""


def outcome(path: str, *lines: str) -> tuple[int, int, list[str]]:
    """Count the shortened links that are shown and hidden, and name whatever is said of comments."""
    text = SYNTAX[path][2].format("\n".join(lines))
    done = triaged(text, path)
    rules = [finding.rule for finding in done.findings]
    return rules.count("link-shortener"), len(done.suppressed), [each for each in rules if each.startswith("supp")]


@pytest.mark.parametrize("path", SYNTAX)
def test_a_link_is_found_in_the_first_place(path: str) -> None:
    _, link, _ = SYNTAX[path]
    assert outcome(path, link.format()) == (1, 0, [])


@pytest.mark.parametrize("path", sorted(SYNTAX.keys() - {"a.mdx", "a.toml"}))
def test_a_comment_on_the_line_before_hides_it(path: str) -> None:
    comment, link, _ = SYNTAX[path]
    lines = [comment.format(HIDE), *([""] if path in BLANK else []), link.format()]
    assert outcome(path, *lines) == (0, 1, [])


@pytest.mark.parametrize("path", sorted(SYNTAX.keys() - WHOLE_LINE))
def test_a_comment_on_the_same_line_hides_it(path: str) -> None:
    comment, link, _ = SYNTAX[path]
    assert outcome(path, f"{link.format()} {comment.format(HIDE)}") == (0, 1, [])


@pytest.mark.parametrize("path", SYNTAX)
def test_a_block_hides_what_is_in_it_and_no_more(path: str) -> None:
    comment, link, _ = SYNTAX[path]
    lines = [comment.format(OFF), "", link.format(), "", comment.format(ON), "", link.format()]
    assert outcome(path, *lines) == (1, 1, [])


@pytest.mark.parametrize("path", SYNTAX)
def test_a_comment_hides_in_the_whole_file(path: str) -> None:
    comment, link, _ = SYNTAX[path]
    assert outcome(path, link.format(), "", comment.format(FILE)) == (0, 1, [])


@pytest.mark.parametrize("path", SYNTAX)
def test_a_comment_that_hides_nothing_is_a_finding(path: str) -> None:
    comment, link, _ = SYNTAX[path]
    lines = [link.format(), "", "", comment.format(HIDE), ""]
    assert outcome(path, *lines) == (1, 0, ["suppression-unused"])
