from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from websites import page

import linkaudit.data
from linkaudit.web.page import EMPTY, MAX_TITLE, SHORT, read_page
from linkaudit.web.parking import parked
from linkaudit.web.soft404 import error_address, says_not_found, soft_404
from linkaudit.web.target import Target, parse


def target(url: str = "https://site.test/old/page") -> Target:
    found = parse(url)
    assert found is not None
    return found


def signs(html: str, url: str = "https://site.test/old/page") -> tuple[str, ...]:
    return soft_404(read_page(html.encode(), "text/html; charset=utf-8"), target(url))


@pytest.mark.parametrize(
    "said",
    [
        "404",
        "Error 404",
        "404 Not Found",
        "404 - Page not found",
        "Page not found | Example Site",
        "Page Not Found \u2013 The Example",
        "Example Site - Page not found",
        "Oops! Page can\u2019t be found.",
        "HTTP Error 404: Not Found",
        "Not Found",
        "Error 404 (Not Found)!!1",
        "Seite nicht gefunden \u00b7 Beispiel",
        "Page introuvable - Erreur 404",
        "P\u00e1gina no encontrada",
        "\u0421\u0442\u0440\u0430\u043d\u0438\u0446\u0430 \u043d\u0435 \u043d\u0430\u0439\u0434\u0435\u043d\u0430",
        "404\u9519\u8bef",
        "\u9875\u9762\u4e0d\u5b58\u5728",
        "\u30da\u30fc\u30b8\u304c\u898b\u3064\u304b\u308a\u307e\u305b\u3093 | \u4f8b",
    ],
)
def test_titles_that_say_not_found(said: str) -> None:
    assert says_not_found(said)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "Error",
        "HTTP 404",
        "Room 404",
        "Page not found: how to design a good 404 page",
        "How to fix 404 Not Found in nginx",
        "Lost and not found",
        "What does error 404 mean?",
        "The page not found in the archive",
        "Why a page is not found | Error 404 | Help | Example",
        "404 Media",
    ],
)
def test_titles_that_speak_of_something(said: str) -> None:
    assert says_not_found(said) is (said == "HTTP 404")


@pytest.mark.parametrize(
    "html",
    [
        "<title>Page not found</title><h1>404</h1><p>Sorry, the page you requested was not found.</p>",
        "<title>404 Not Found</title><center><h1>404 Not Found</h1></center><hr><center>nginx</center>",
        "404 Page not found",
        "<title>404 Page not found</title>",
        "<h1>404 Page not found</h1>",
        "<title>Acme</title><p>We're sorry, we couldn't find the page you are looking for.",
        page("Page not found - Acme", "The page you are looking for does not exist or has been moved.", words=240),
        page("Acme Corporation", "<h1>Oops! 404</h1><p>This page doesn\u2019t exist.", words=48),
        "<title>Seite nicht gefunden</title><p>Die von Ihnen aufgerufene Seite existiert nicht mehr.",
    ],
)
def test_soft_404s(html: str) -> None:
    assert signs(html)


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<title>Acme</title>",
        page("Page not found", "The page you requested could not be found, says error 404.", words=900),
        page("HTTP 404 - Encyclopedia", "The requested page was not found is what error 404 means.", words=500),
        page("Not Found", "A film about people whom nobody has ever looked for.", words=60),
        page("Acme: 404 ways to cook an egg", "Sorry, the page you requested is out of print.", words=240),
        page("About error pages", "<p>'We couldn't find the page' is the usual sentence.", words=48),
        "<title>Acme</title><div id=app></div><noscript>You need to enable JavaScript to run this app.</noscript>",
        "<script>var text = 'the page you requested was not found'</script><title>Acme</title><p>Welcome, dear reader.",
    ],
)
def test_one_sign_is_not_enough(html: str) -> None:
    assert signs(html) == ()


def test_the_address_is_a_sign_beside_another() -> None:
    html = page("Acme", "We cannot find it.", words=150)
    assert signs(html) == ()
    assert signs(page("Page not found", words=900), "https://site.test/404.html") == ()
    assert "address '404.html'" in signs(html, "https://site.test/404.html")


def test_the_signs_are_named_with_their_figures() -> None:
    assert signs("<title>Not Found</title><h1>404</h1>Was not found on this server") == (
        "title 'Not Found'",
        "heading '404'",
        "text 'was not found on this server'",
        "7 words",
    )


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://h/404", "404"),
        ("https://h/errors/404.html?from=/x", "404.html"),
        ("https://h/Error.aspx?from=/x", "error.aspx"),
        ("https://h/Oops.aspx?aspxerrorpath=/x", "aspxerrorpath="),
        ("https://h/404/index.html", "404"),
        ("https://h/errors/e0308", ""),
        ("https://h/page-not-found/", "page-not-found"),
        ("https://h/notfoundation/", ""),
        ("https://h/how-to-handle-404/", ""),
        ("https://h/area/4040", ""),
        ("https://h/?q=404", ""),
    ],
)
def test_addresses_that_name_an_error_page(url: str, expected: str) -> None:
    assert error_address(target(url)) == expected


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<title>acme.test</title><p>This domain is for sale. Make an offer!", True),
        ("<title>Welcome</title><script src=https://img.sedoparking.com/x.js></script><p>Buy this domain", True),
        ("<title>acme.test is for sale!</title><h1>acme.test</h1>", True),
        ("<title>News</title><p>Somebody wrote: this domain is for sale.", False),
        ("<title>acme.test</title><p>Hello, this is my home page.", False),
        ("<title>acme.test</title>", False),
        (page("acme.test", "This domain is for sale.", words=600), False),
    ],
)
def test_parked_domains_need_two_signs(html: str, found: bool) -> None:
    asked = target("http://www.acme.test/article")
    assert bool(parked(read_page(html.encode()), asked, asked)) is found


def test_a_redirect_to_a_reseller_is_parking_and_the_reseller_itself_is_not() -> None:
    reseller = target("https://www.hugedomains.com/domain_profile.cfm?d=acme")
    assert parked(EMPTY, reseller, target()) == ("redirected to another host", "host www.hugedomains.com")
    assert parked(EMPTY, reseller, reseller) == ()
    assert parked(EMPTY, target("https://nothugedomains.com/"), target()) == ()


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_pages_are_decoded_as_browsers_do(encoding: str) -> None:
    title = "\u0421\u0442\u0440\u0430\u043d\u0438\u0446\u0430"
    body = f"<title> {title}\n </title>"
    assert read_page(body.encode(encoding), f"text/html; charset={encoding}").title == title
    declared = body if encoding != "windows-1251" else f"<meta charset={encoding}>{body}"
    assert read_page(declared.encode(encoding)).title == title


def test_unknown_charsets_and_broken_bytes_are_survived() -> None:
    assert read_page(b"<title>a\xff\x00b</title>", "text/html; charset=nonsense-7").title
    assert read_page(b"\x00" * 100).words >= 0


def test_what_is_kept_of_a_page_is_bounded() -> None:
    found = read_page(b"<title>" + b"x" * 10_000 + b"</title>" + b"<p>word " * 100_000)
    assert len(found.title) == MAX_TITLE
    assert (found.text, found.markup) == ("", "")
    assert found.words > SHORT


def test_deep_nesting_is_survived() -> None:
    assert read_page(b"<div>" * 50_000 + b"end").text == "end"


def test_texts_without_spaces_are_measured_too() -> None:
    assert read_page("\u6f22\u5b57".encode() * 500).words > SHORT


def test_plain_text_has_no_title() -> None:
    found = read_page(b"<title>x</title> Page not found", "text/plain")
    assert (found.title, found.text) == ("", "<title>x</title> page not found")


def test_password_fields_are_seen() -> None:
    assert read_page(b"<input type=password>").password
    assert not read_page(b"<p>type your password here").password


def test_every_list_names_its_source_and_date() -> None:
    data = tomllib.loads((Path(linkaudit.data.__file__).parent / "soft404.toml").read_text())
    sections = [each for section in data.values() for each in (section if isinstance(section, list) else [section])]
    assert all(section["source"] and section["date"].year >= 2026 for section in sections)
    for section in ("titles", "sentences"):
        for phrases in data[section].values():
            if isinstance(phrases, list):
                assert all(phrase == phrase.lower().strip() and "\u2019" not in phrase for phrase in phrases)
