"""Pages that are there, and look as if they were not: whoever calls one of these dead is not believed again."""

from __future__ import annotations

import pytest
from judging import ASKED, beside, evidence, led, target, words
from websites import page

from linkaudit.models import Verdict
from linkaudit.web.exchange import Cause, Failure
from linkaudit.web.judging.evidence import Evidence
from linkaudit.web.verdict import judge, suspicion

VIEWER = "<title>Viewer</title><nav>Menu</nav><div id=viewer></div><script src=/viewer.js></script>"
TEMPLATE = "<title>App</title><div id=x></div><template><h1>Page not found</h1></template><script type=module></script>"
SHELL = "<title>App</title><div id=root></div><script src=/main.js></script>"
NEXT = '<title>App</title><div id="__next"></div><script id="__NEXT_DATA__">{}</script>'
NOSCRIPT = "<title>App</title><noscript>You need to enable JavaScript to run this app.</noscript><div id=app></div>"


@pytest.mark.parametrize(
    ("asked", "html"),
    [
        # About errors.
        ("https://site.test/blog/404-pages", page("Page not found: how to design a good 404 page", words=250)),
        (
            "https://site.test/wiki/HTTP_404",
            page("HTTP 404", "'The page you requested could not be found', it says.", 200),
        ),
        ("https://site.test/glossary/404-not-found", page("404 Not Found", "The requested page was not found.", 120)),
        (
            "https://site.test/errors/not-found",
            page("Not Found", "This status says: the requested resource is gone.", 60),
        ),
        ("https://site.test/film", page("Not Found", "A film about people whom nobody looked for.", 60)),
        ("https://site.test/a", page("How to fix 404 Not Found in nginx", "The requested URL was not found.", 200)),
        ("https://site.test/a", page("404 Media", "The page you are looking for is a joke here.", 200)),
        (
            "https://site.test/eggs",
            page("Acme: 404 ways to cook an egg", "Sorry, the page you requested is out of print.", 240),
        ),
        ("https://site.test/a", page("Lost and not found", "We couldn't find him, they said.", 200)),
        ("https://site.test/a", page("Dead link", "A link in a chain that died.", 250)),
        # Thin, and real.
        ("https://site.test/a", "<title>Tide tables</title><p>High water at noon."),
        ("https://site.test/a", "<p>Hello, this is the page of Ann."),
        ("https://site.test/a", "<title>Obituary</title><p>She is no longer with us."),
        ("https://site.test/a", "<title>Gallery</title><img src=1.jpg><img src=2.jpg>"),
        ("https://site.test/a", "<title>Film</title><video src=1.mp4></video>"),
        ("https://site.test/a", "<title>Map</title><iframe src=https://maps.test/></iframe>"),
        ("https://site.test/a", "<frameset><frame src=left.html><frame src=right.html></frameset>"),
        ("https://site.test/a", "<title>Poem</title><p>Not found, not lost, not here, not there."),
        (
            "https://site.test/a",
            page("Quote", "<blockquote>The page you are looking for is inside you.</blockquote>", 48),
        ),
        # Made by scripts.
        ("https://site.test/a/b", SHELL),
        ("https://site.test/a/b", NEXT),
        ("https://site.test/a/b", NOSCRIPT),
        ("https://site.test/a/b", "<app-root></app-root><script src=main.js></script>"),
        # About domains.
        ("https://site.test/a", page("News", "Somebody wrote: this domain is for sale.", 400)),
        ("https://site.test/a", page("How to park a domain", "A domain that is parked earns little.", 200)),
        ("https://site.test/a", page("Hosting by Acme", "Domain parking, and more: buy your domain here.", 200)),
        ("https://site.test/a", "<title>site.test</title><p>Hello, this is my home page."),
        ("https://site.test/a", page("site.test: reviews of gardens", words=100)),
        # About defaults.
        ("https://site.test/a", page("Welcome to nginx! A tutorial", "How to install it.", 400)),
        ("https://site.test/a", page("It works! Our new engine", "The engine runs.", 200)),
        ("https://site.test/a", "<title>Coming soon</title><p>A film by Ann, in cinemas in May."),
        # Shops and clubs.
        ("https://site.test/a", page("A red hat", "This size is no longer available.", 200)),
        ("https://site.test/a", page("Newsletter", "Subscribe to our newsletter to continue the conversation.", 40)),
        ("https://site.test/a", page("Join", "Already a member? Log in.", 100)),
        ("https://site.test/login", "<title>Log in</title><input type=password>"),
        ("https://site.test/signin.php", "<title>Sign in | Acme</title><input type=password>"),
        ("https://site.test/a", page("Casino Royale", "A film.", 200)),
        ("https://site.test/a", page("Viagra: what it is", "A medicine.", 200)),
    ],
)
def test_pages_that_are_there(asked: str, html: str) -> None:
    assert words(evidence(200, html, asked=asked)) == "alive ok"
    assert words(evidence(200, html, asked=asked, sibling=beside(asked, 404, "<title>Not found</title>"))) == "alive ok"
    other = page("Page not found", "The page you are looking for does not exist.", 40)
    assert words(evidence(200, html, asked=asked, sibling=beside(asked, 200, other))) == "alive ok"


@pytest.mark.parametrize("html", [SHELL, NEXT, NOSCRIPT, VIEWER, TEMPLATE, page("App", "<div id='root'></div>", 900)])
def test_a_site_made_by_scripts_is_one_page_for_every_address(html: str) -> None:
    assert words(evidence(200, html, sibling=beside(ASKED, 200, html))) == "alive ok"
    assert suspicion(judge(evidence(200, html))) == ""


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text/plain; charset=utf-8", "42\n"),
        ("text/plain", "google-site-verification: google1234.html"),
        ("text/plain", "User-agent: *\nDisallow:"),
        ("application/json", '{"error": "not found", "items": []}'),
        ("application/rss+xml", "<rss><channel><title>Not found</title></channel></rss>"),
        ("application/xml", "<x/>"),
        ("image/svg+xml", "<svg/>"),
        ("application/pdf", "%PDF-1.4"),
        ("text/css", "a{}"),
        ("text/csv", "a,b"),
    ],
)
def test_files_of_a_few_words(kind: str, text: str) -> None:
    found = evidence(200, text, kind=kind)
    assert words(found) == "alive ok"
    assert suspicion(judge(found)) == ""


@pytest.mark.parametrize(
    ("status", "kind"), [(204, "text/html"), (200, "image/gif"), (200, "application/octet-stream"), (205, "")]
)
def test_answers_that_have_no_body_by_nature(status: int, kind: str) -> None:
    found = evidence(status, "", kind=kind)
    assert words(found) == "alive ok"
    assert suspicion(judge(found)) == ""


@pytest.mark.parametrize(
    ("asked", "last", "status", "expected"),
    [
        ("http://site.test/a/story", "https://www.site.test/a/story/", 301, "moved permanent-redirect"),
        ("https://site.test/2019/05/the-tides.html", "https://site.test/tides", 301, "moved permanent-redirect"),
        ("https://site.test/node/12345", "https://site.test/12345-tides", 301, "moved permanent-redirect"),
        ("https://old.test/a/tides", "https://new.test/tides", 301, "moved new-domain"),
        ("https://site.test/docs/", "https://docs.site.test/", 301, "moved permanent-redirect"),
        ("https://sho.test/x7Fq", "https://other.test/", 302, "alive temporary-redirect"),
        ("https://sho.test/x7Fq", "https://other.test/a/b/c", 302, "alive temporary-redirect"),
        ("https://site.test/", "https://site.test/en/", 302, "alive temporary-redirect"),
        ("https://site.test/index.html", "https://site.test/", 301, "moved permanent-redirect"),
        ("https://site.test/a/story", "https://site.test/a/story?session=1", 302, "alive temporary-redirect"),
        ("https://site.test/a/story", "https://site.test/de/a/story", 302, "alive temporary-redirect"),
        ("https://site.test/a/story", "https://site.test/#/a/story", 302, "alive temporary-redirect"),
        ("https://site.test/projects/acme", "https://acme.test/", 301, "moved new-domain"),
        ("https://doi.test/10.1000/182", "https://publisher.test/articles/182", 302, "alive temporary-redirect"),
        ("https://site.test/a/tides", "https://m.site.test/a/tides", 302, "alive temporary-redirect"),
        ("https://site.test/a/story", "https://site.test/check?return=/a/story", 302, "alive temporary-redirect"),
    ],
)
def test_moves(asked: str, last: str, status: int, expected: str) -> None:
    found = led(last, status, asked=asked, html=page("The tides"))
    assert words(found) == expected
    assert suspicion(judge(found)) == ""


@pytest.mark.parametrize("cause", list(Cause))
def test_a_failure_is_never_suspected(cause: Cause) -> None:
    assert suspicion(judge(Evidence(target(), target(), Failure(ASKED, cause)))) == ""


@pytest.mark.parametrize("status", [301, 403, 404, 410, 429, 500, 503, 999])
def test_other_statuses_are_never_suspected(status: int) -> None:
    assert suspicion(judge(evidence(status, "<title>Page not found</title>"))) == ""


def test_ordinary_pages_are_not_suspected() -> None:
    assert suspicion(judge(evidence(200, page("The tides")))) == ""
    assert suspicion(judge(evidence(200, page("The tides", words=40)))) == ""


def test_what_is_certain_needs_no_witness() -> None:
    assert suspicion(judge(evidence(200, "<title>Page not found</title><p>The requested page was not found."))) == ""
    assert suspicion(judge(led("https://www.site.test/", 302, html=page("Acme")))) == ""
    assert suspicion(judge(led("https://www.site.test/login?x", 302, html=page("Page not found", words=800)))) == ""


def test_a_verdict_says_what_it_rests_on() -> None:
    sibling = beside(ASKED, 404)
    because = judge(evidence(200, page("Page not found", words=800), sibling=sibling)).because
    assert because[0].startswith(f"{ASKED} answered 200 OK with text/html")
    assert any("which is not enough by itself" in line for line in because)
    assert any(line.startswith("for it:") and sibling.asked.url in line for line in because)
    found = judge(led("https://www.site.test/", 302, html=page("Acme")))
    assert found.verdict is Verdict.SOFT_DEAD
    assert found.because[0] == f"{ASKED} answered 302"
