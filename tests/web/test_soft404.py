from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from judging import read, target
from websites import page

import linkaudit.data
from linkaudit.web.soft404 import default_page, error_address, is_shell, says_not_found, soft_404


def signs(html: str, url: str = "https://site.test/old/page") -> tuple[str, ...]:
    return soft_404(read(html), target(url))


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


def test_every_list_names_its_source_and_date() -> None:
    data = tomllib.loads((Path(linkaudit.data.__file__).parent / "soft404.toml").read_text())
    sections = [each for section in data.values() for each in (section if isinstance(section, list) else [section])]
    assert all(section["source"] and section["date"].year >= 2026 for section in sections)
    for section in ("titles", "sentences"):
        for phrases in data[section].values():
            if isinstance(phrases, list):
                assert all(phrase == phrase.lower().strip() and "\u2019" not in phrase for phrase in phrases)


def test_what_the_server_has_put_a_heading_on_is_no_shell() -> None:
    script = "<script src=/app.js></script>"
    assert is_shell(read(f"<title>App</title>{script}<div></div>"))
    assert not is_shell(read(f"<title>Helaas</title>{script}<h1>Helaas</h1><p>Deze bladzijde is er niet."))
    assert not is_shell(read(f"<title>Page not found</title>{script}<p>Sorry."))
    assert is_shell(read(f"<title>App</title>{script}<h1>App</h1><div id=root></div>"))


def test_the_same_words_as_title_and_as_text_are_one_sign() -> None:
    assert default_page(read("<title>It works!</title><h1>It works!</h1>"))
    assert not default_page(read(page("It works!", "It works!", words=60)))
