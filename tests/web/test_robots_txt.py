from __future__ import annotations

import time
from textwrap import dedent

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from protego import Protego

from linkaudit.web.robots_txt import MAX_BYTES, read_robots

ROBOT = "linkaudit"


def allows(text: str, path: str) -> bool:
    rule = read_robots(dedent(text), ROBOT).decisive(path)
    return rule is None or rule.allow


# The examples of RFC 9309.


@pytest.mark.parametrize(
    ("path", "pattern", "forbidden"),
    [
        # §2.2.2
        ("/foo/bar?baz=quz", "/foo/bar?baz=quz", True),
        ("/foo/bar?baz=https://foo.bar", "/foo/bar?baz=https://foo.bar", True),
        ("/foo/bar?baz=https%3A%2F%2Ffoo.bar", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", True),
        ("/foo/bar/\u30c4", "/foo/bar/\u30c4", True),
        ("/foo/bar/%E3%83%84", "/foo/bar/\u30c4", True),
        ("/foo/bar/%e3%83%84", "/foo/bar/%E3%83%84", True),
        ("/foo/bar/%62%61%7A", "/foo/bar/baz", True),
        ("/foo/bar/baz", "/foo/bar/%62%61%7A", True),
        # §2.2.3
        ("/path/file-with-a-*.html", "/path/file-with-a-%2A.html", True),
        ("/path/file-with-a-x.html", "/path/file-with-a-%2A.html", False),
        ("/path/foo-$", "/path/foo-%24", True),
        ("/path/foo-$1", "/path/foo-$1", True),
        ("/path/foo-", "/path/foo-$", True),
        ("/path/foo-1", "/path/foo-$", False),
        ("/a/this/is/exactly", "/*/exactly", True),
        # What a slash is, is a matter of how it is written.
        ("/a/b", "/a%2Fb", False),
        # Beginnings, jokers and ends.
        ("/fish.html", "/fish", True),
        ("/Fish", "/fish", False),
        ("/catfish", "/fish", False),
        ("/fish", "/fish/", False),
        ("/x/fish.php?id=1", "/*.php", True),
        ("/x/fish.php?id=1", "/*.php$", False),
        ("/x/fish.php", "/*.php$", True),
        ("/fish.php.php", "/*.php$", True),
        ("/aa", "/a*a$", True),
        ("/a", "/a*a$", False),
        ("/abcbd", "/a*b*b*d$", True),
        ("/abd", "/a*b*b*d$", False),
        ("/anything", "*", True),
        ("/anything", "*thing", True),
        ("/", "/$", True),
        ("/a", "/$", False),
        ("/a", "/a*$", True),
        ("/a***b", "/a*****b", True),
        ("/a", "a", False),
        ("/", "", False),
    ],
)
def test_paths_are_compared_as_the_standard_says(path: str, pattern: str, forbidden: bool) -> None:
    assert allows(f"User-agent: *\nDisallow: {pattern}\n", path) is not forbidden


def test_the_standard_s_example_of_groups() -> None:
    text = """
        User-Agent: *
        Disallow: *.gif$
        Disallow: /example/
        Allow: /publications/

        User-Agent: foobot
        Disallow:/
        Allow:/example/page.html
        Allow:/example/allowed.gif

        User-Agent: barbot
        User-Agent: bazbot
        Disallow: /example/page.html

        User-Agent: quxbot
        """
    for robot, path, allowed in [
        ("linkaudit", "/x.gif", False),
        ("linkaudit", "/publications/x.gif", True),
        ("linkaudit", "/example/page.html", False),
        ("FooBot", "/example/page.html", True),
        ("foobot", "/else", False),
        ("barbot", "/example/page.html", False),
        ("bazbot", "/example/page.html", False),
        ("bazbot", "/x.gif", True),
        ("quxbot", "/example/page.html", True),
    ]:
        rule = read_robots(dedent(text), robot).decisive(path)
        assert (rule is None or rule.allow) is allowed, (robot, path)


def test_the_longest_match_decides_and_allowing_wins_a_tie() -> None:
    text = """
        User-Agent: *
        Allow: /example/page/
        Disallow: /example/page/disallowed.gif
        Disallow: /tie
        Allow: /tie
        """
    assert allows(text, "/example/page/a")
    assert not allows(text, "/example/page/disallowed.gif")
    assert allows(text, "/tie")


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        ("", True),
        ("Disallow: /", True),
        ("User-agent: linkaudit\nDisallow: /", False),
        ("USER-AGENT : LinkAudit/1.0 (why)\ndisallow : /", False),
        ("User-agent: link\nDisallow: /", True),
        ("User-agent: linkauditor\nDisallow: /", True),
        ("User-agent: linkaudit-bot\nDisallow: /", True),
        ("User-agent: other\nDisallow: /", True),
        ("User-agent: * # all of them\nDisallow: / # everything", False),
        ("User-agent: *\nDisallow: /\n\nUser-agent: linkaudit\nDisallow:\n", True),
        ("User-agent: linkaudit\nAllow: /\n\nUser-agent: *\nDisallow: /\n", True),
        # Groups of one robot are one group; what is neither a name nor a rule does not part them.
        (
            "User-agent: linkaudit\nDisallow: /b\nUser-agent: other\nAllow: /\nUser-agent: linkaudit\nDisallow: /a",
            False,
        ),
        ("User-agent: other\nSitemap: https://x.test/s.xml\nUser-agent: linkaudit\nDisallow: /", False),
        ("User-agent: linkaudit\n\n\nDisallow: /", False),
        # A delay is a rule of its group.
        ("User-agent: linkaudit\nCrawl-delay: 5\nUser-agent: other\nDisallow: /", True),
        # Line ends, and a byte order mark that was not taken for one.
        ("User-agent: *\rDisallow: /", False),
        ("User-agent: *\r\nDisallow: /", False),
        ("  User-agent:*\n\tDisallow:/", False),
        ("Useragent: *\nDisalow: /", False),
        # Pages that are sent instead.
        ("<!doctype html><title>Not found</title><p>User-agent: * Disallow: /</p>", True),
        ("{}", True),
        ("\x00\xff\ufffd", True),
    ],
)
def test_groups_and_lines(text: str, allowed: bool) -> None:
    assert allows(text, "/a") is allowed


def test_a_rule_knows_its_line_and_how_it_is_written() -> None:
    rule = read_robots("# hello\n\nUser-agent: *\nDisallow: /private/%7ejo*$ # not this\n", ROBOT).decisive(
        "/private/~jo"
    )
    assert rule is not None
    assert (rule.line, str(rule)) == (4, "Disallow: /private/%7ejo*$")


@pytest.mark.parametrize(
    ("lines", "delay"),
    [
        ("Crawl-delay: 5", 5.0),
        ("crawl-delay:0.5 # s", 0.5),
        ("Crawl-delay: 0", 0.0),
        ("Crawl-delay: 2\nCrawl-delay: 9\nCrawl-delay: 3", 9.0),
        ("Crawl-delay: soon", None),
        ("Crawl-delay: -1", None),
        ("Crawl-delay: inf", None),
        ("Crawl-delay: nan", None),
        ("Crawl-delay: 3\nCrawl-delay: soon", 3.0),
        ("Disallow: /", None),
    ],
)
def test_a_delay_may_be_asked_for(lines: str, delay: float | None) -> None:
    assert read_robots(f"User-agent: other\nCrawl-delay: 77\n\nUser-agent: *\n{lines}\n", ROBOT).delay == delay


@pytest.mark.parametrize(
    "text",
    [
        # For this a general parser takes minutes: each rule is one of each robot's.
        "".join(f"user-agent:a{number}\n" for number in range(17_000)) + "disallow:/x\n" * 20_000,
        "user-agent:*\n" * 17_000 + "disallow:/x\n" * 20_000,
        "user-agent:*\n" + "disallow:/*a*b*c*d*e*f\n" * 20_000,
        "user-agent:*\ndisallow:/" + "*a" * 250_000,
        "user-agent:*\ndisallow:/" + "%" * 500_000,
        "user-agent" + " " * 500_000 + ":*",
        " " * 500_000,
        "a:" * 250_000,
        ":" * 500_000,
    ],
    ids=range(9),
)
def test_a_file_that_is_made_to_take_long_does_not(text: str) -> None:
    started = time.process_time()
    read_robots(text[:MAX_BYTES], ROBOT).decisive("/" + "abcde" * 400)
    assert time.process_time() - started < 5.0


# Another reader comes to the same.

PARTS = st.sampled_from(
    ["/", "a", "b", "ab", "*", "$", ".x", "?q=1", "%41", "%2f", "%2F", "\u00e9", "%C3%A9", "~", "-"]
)
PATHS = st.lists(PARTS, max_size=5).map(lambda parts: "/" + "".join(parts))
PATTERNS = st.lists(PARTS, max_size=5).map(lambda parts: "/" + "".join(parts))
LINES = st.one_of(
    PATTERNS.map(lambda pattern: f"Disallow: {pattern}"),
    PATTERNS.map(lambda pattern: f"Allow: {pattern}"),
    st.sampled_from(
        ["User-agent: *", "User-agent: linkaudit", "User-agent: other", "", "# x", "Sitemap: /s", "Disallow:"]
    ),
)


@settings(deadline=None, max_examples=300)
@given(st.lists(LINES, max_size=8).map(lambda lines: "\n".join(["User-agent: *", *lines])), PATHS)
def test_another_reader_comes_to_the_same(text: str, path: str) -> None:
    # It takes a dollar sign within a pattern, or in a path, for an escaped one as well, in ways of its own.
    if "$" in path or "$" in text.replace("$\n", "\n").removesuffix("$") or "*" in path:
        return
    expected = Protego.parse(text).can_fetch(f"https://harbour.test{path}", ROBOT)
    assert allows(text, path) is expected


@given(st.text(max_size=200), st.text(max_size=50))
def test_any_text_is_read(text: str, path: str) -> None:
    read_robots(f"User-agent: *\n{text}", ROBOT).decisive(f"/{path}")
