"""What links show and where they lead."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rules.judged import ERROR, WARNING, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

MISMATCH: list[tuple[str, str, str, list[Severity]]] = [
    ("another site", "https://gazette.example/ferry", "https://tabloid.test/ferry", [ERROR]),
    ("another site without scheme", "www.gazette.com/ferry", "https://tabloid.test/ferry", [ERROR]),
    ("another site, host only", "gazette.com", "https://tabloid.test/", [ERROR]),
    ("another site, host and path", "gazette.com/ferry", "https://tabloid.test/ferry", [ERROR]),
    ("another site under one public suffix", "https://a.co.uk/x", "https://b.co.uk/x", [ERROR]),
    ("in quotation marks", '"https://gazette.example/ferry"', "https://tabloid.test/ferry", [ERROR]),
    ("in angle brackets, with a full stop", "\\<https://gazette.example/ferry\\>.", "https://tabloid.test/f", [ERROR]),
    ("page about a site", "gazette.com", "https://tabloid.test/what-is-gazette-com", [WARNING]),
    ("code of a site", "`news.gazette.com`", "https://github.com/gazette/site", [WARNING]),
    ("page not about the site", "gazette.com", "https://tabloid.test/what-is-a-gazette", [ERROR]),
    ("address, though the page is about the site", "https://gazette.com/", "https://tabloid.test/gazettecom", [ERROR]),
    ("another page", "https://gazette.example/ferry", "https://gazette.example/tram", [WARNING]),
    ("another subdomain and page", "https://gazette.com/ferry", "https://news.gazette.com/tram", [WARNING]),
    ("capture of another page", "https://gazette.example/ferry",
     "https://web.archive.org/web/20180101000000/https://gazette.example/tram", [WARNING]),
    ("capture of another site", "https://gazette.example/ferry",
     "https://web.archive.org/web/20180101000000/https://tabloid.test/ferry", [ERROR]),
    ("wrapper around another site", "https://gazette.example/ferry",
     "https://www.google.com/url?q=https%3A%2F%2Ftabloid.test%2Fferry&sa=D", [ERROR]),
    ("wrapper around another page", "https://gazette.example/ferry",
     "https://www.google.com/url?q=https%3A%2F%2Fgazette.example%2Ftram&sa=D", [WARNING]),
    ("the same", "https://gazette.example/ferry", "https://gazette.example/ferry", []),
    ("two addresses of one DOI", "http://dx.doi.org/10.5555/ferry.1", "https://doi.org/10.5555/FERRY.1", []),
    ("a DOI and the page of its publisher", "https://doi.org/10.5555/f.1", "https://press.com/doi/10.5555/f.1/pdf", []),
    ("two DOIs", "https://doi.org/10.5555/ferry.1", "https://doi.org/10.5555/tram.1", [WARNING]),
    ("a DOI and another page", "https://doi.org/10.5555/f.1", "https://press.com/doi/10.5555/t.1", [ERROR]),
    ("scheme", "http://gazette.example/ferry", "https://gazette.example/ferry", []),
    ("www", "https://gazette.example/ferry", "https://www.gazette.example/ferry", []),
    ("final slash", "https://gazette.example/ferry", "https://gazette.example/ferry/", []),
    ("capitals", "HTTPS://Gazette.Example/Ferry", "https://gazette.example/ferry", []),
    ("encoding", "https://gazette.example/fähre", "https://gazette.example/f%C3%A4hre", []),
    ("query", "https://gazette.example/ferry", "https://gazette.example/ferry?page=2", []),
    ("other query", "https://gazette.example/ferry?a=1", "https://gazette.example/ferry?b=2", []),
    ("fragment", "https://gazette.example/ferry", "https://gazette.example/ferry#tides", []),
    ("shortened with dots", "https://gazette.example/fer...", "https://gazette.example/ferry-line-cut", []),
    ("shortened with an ellipsis", "gazette.example/2018/07…", "https://gazette.example/2018/07/12/cut", []),
    ("shortened within", "https://gazette.example/2018/…/ferry-line-cut",
     "https://gazette.example/2018/07/12/ferry-line-cut", []),
    ("shortened within, of another page", "https://gazette.example/2018/…/tram",
     "https://gazette.example/2018/07/12/ferry", [WARNING]),
    ("shortened within the host", "https://www.gaz...ple/ferry", "https://gazette.example/ferry", []),
    ("capture shortened within", "https://web.archive.org/web/2018/htt…ple/ferry",
     "https://web.archive.org/web/2018/https://gazette.example/ferry", []),
    ("hyphens that do not break", "https://gazette.example/ferry\u2011line\u2010cut",
     "https://gazette.example/ferry-line-cut", []),
    ("soft hyphen", "https://gazette.example/fer\u00adry", "https://gazette.example/ferry", []),
    ("path in a repository", "gazette.com/a.json", "https://code.test/mail/blob/main/gazette.com/a.json", []),
    ("folder whose name has a dot", "profile.d/ferry", "https://code.test/ferry", []),
    ("names with a dot and a slash", "Node.js/Express", "https://code.test/", []),
    ("import path of a package", "golang.org/x/tools", "https://github.com/golang/tools", []),
    ("site by its name", "Gazette.com", "https://tabloid.test/about-the-gazette", []),
    ("product", "asp.net", "https://docs.test/aspnet", []),
    ("host of a page", "gazette.com", "https://gazette.com/2018/07/12/cut", []),
    ("host shown with slash", "https://gazette.com/", "https://news.gazette.com/cut", []),
    ("capture of the address shown", "https://gazette.example/ferry",
     "https://web.archive.org/web/20180101000000/https://gazette.example/ferry", []),
    ("wrapped address", "https://gazette.example/ferry",
     "https://www.google.com/url?q=https%3A%2F%2Fgazette.example%2Fferry&sa=D", []),
    ("wrapper itself, cut", "https://www.google.com/url?q=http",
     "https://www.google.com/url?q=https%3A%2F%2Fgazette.example%2Fferry&sa=D", []),
    ("host of the wrapper", "www.google.com",
     "https://www.google.com/url?q=https%3A%2F%2Fgazette.example%2Fferry&sa=D", []),
    ("wrapped address, unwrapped", "https://www.google.com/url?q=https%3A%2F%2Fgazette.example%2Fferry&sa=D",
     "https://gazette.example/ferry", []),
    ("address behind a proxy", "https://www.gazette.com/ferry",
     "https://www-gazette-com.ezproxy.university.test/ferry", []),
    ("shortener: another rule's matter", "https://gazette.example/ferry", "https://bit.ly/2fErry", []),
    ("two domains of one site", "https://www.youtube.com/watch?v=1", "https://youtu.be/1", []),
    ("two domains of one broadcaster", "bbc.com", "https://www.bbc.co.uk/news", []),
    ("file name", "README.md", "https://code.test/ferry/blob/main/README.md", []),
    ("file name under a domain's letters", "tides.pl", "https://code.test/ferry/tides.pl", []),
    ("brand", "Node.js", "https://nodejs.org/", []),
    ("brand with a country's letters", "Socket.IO", "https://tabloid.test/", []),
    ("abbreviation", "e.g.", "https://tabloid.test/", []),
    ("version", "1.2.3", "https://tabloid.test/", []),
    ("words with an address in them", "see https://gazette.example/ferry", "https://tabloid.test/", []),
    ("words", "The Gazette", "https://tabloid.test/", []),
    ("relative target", "https://gazette.example/ferry", "ferry.md", []),
    ("unreadable address", "http://", "https://tabloid.test/", []),
    ("unreadable host", "http://^^.example/a", "https://tabloid.test/", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "target", "expected"), [case[1:] for case in MISMATCH], ids=[case[0] for case in MISMATCH]
)
def test_the_address_shown_and_the_target(text: str, target: str, expected: list[Severity]) -> None:
    assert severities("link-text-mismatch", f"[{text}]({target})\n") == expected


def test_the_address_shown_in_a_page() -> None:
    page = '<p><a href="https://tabloid.test/ferry">https://gazette.example/ferry</a></p>\n'
    assert severities("link-text-mismatch", page, "a.html") == [ERROR]


def test_a_definition_is_judged_by_the_text_that_leads_to_it() -> None:
    assert severities("link-text-mismatch", "[gazette.com][1]\n\n[1]: https://tabloid.test/\n") == [ERROR]
    assert severities("link-text-mismatch", "[the ferry][1]\n\n[1]: https://tabloid.test/\n") == []


def test_what_describes_a_picture_does_not_lead_anywhere() -> None:
    assert severities("link-text-mismatch", "![gazette.com](https://badges.test/gazette.svg)\n") == []
    assert severities("link-text-mismatch", "![gazette.com][b]\n\n[b]: https://badges.test/gazette.svg\n") == []


def test_an_autolink_shows_where_it_leads() -> None:
    assert severities("link-text-mismatch", "<https://gazette.example/ferry> https://gazette.example/tram\n") == []


def test_both_addresses_are_evidence() -> None:
    (finding,) = findings_of("link-text-mismatch", "[gazette.com…](https://tabloid.test/ferry)\n")
    assert finding.message == "the text shows http://gazette.com, the target is another site"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("text", "gazette.com…"),
        ("target", "https://tabloid.test/ferry"),
    ]
    (finding,) = findings_of("link-text-mismatch", "[https://gazette.example/a](https://gazette.example/b)\n")
    assert finding.message.endswith("the target is another page")
