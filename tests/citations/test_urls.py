"""What a URL says."""

from __future__ import annotations

import pytest
from documents.reading import within
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations import urls
from linkaudit.citations.archive_urls import ArchiveUrl

STAMP = "20180712101112"
INNER = "http://h.example/a?b=c"


@pytest.mark.parametrize(
    ("url", "canonical"),
    [
        ("HTTPS://H.Example", "https://h.example/"),
        ("http://h.example:80/a/../b/./c", "http://h.example/b/c"),
        ("https://h.example:443/", "https://h.example/"),
        ("https://h.example:8443/", "https://h.example:8443/"),
        ("https://bücher.example/ä?ö#ü", "https://xn--bcher-kva.example/%C3%A4?%C3%B6#%C3%BC"),
        ("https://h。example/", "https://h.example/"),
        ("http:\\\\h.example\\a", "http://h.example/a"),
        ("https:/h.example/a", "https://h.example/a"),
        (" https://h.example/a b ", " https://h.example/a b "),
        ("http://0x7f.1/", "http://127.0.0.1/"),
        ("http://[2001:DB8:0::1]/", "http://[2001:db8::1]/"),
        ("http://[bad/", "http://[bad/"),
        ("http://a b/", "http://a b/"),
        ("relative/path", "relative/path"),
        ("mailto:Ada@H.example", "mailto:Ada@H.example"),
        ("", ""),
    ],
)
def test_the_canonical_form(url: str, canonical: str) -> None:
    assert urls.canonical(url) == canonical


def test_a_page_without_its_fragment() -> None:
    assert urls.without_fragment("HTTP://h.example/a?b#c") == "http://h.example/a?b"


@given(st.text(max_size=40) | st.text(max_size=30).map("https://h.example/".__add__))
def test_the_canonical_form_stays(url: str) -> None:
    assert urls.canonical(urls.canonical(url)) == urls.canonical(url)


@pytest.mark.parametrize(
    ("url", "host", "path", "query", "userinfo"),
    [
        ("https://H.example:8443/a%20b?c=d#e", "h.example", "/a%20b", "c=d", ""),
        ("https://ada:p%40w@h.example", "h.example", "/", "", "ada:p%40w"),
        ("https://ada@h.example/?", "h.example", "/", "", "ada"),
        ("https://:pw@h.example/", "h.example", "/", "", "pw"),
        ("ftp://h.example./f", "h.example", "/f", "", ""),
        ("http://[::1]/", "[::1]", "/", "", ""),
        ("mailto:ada@h.example", "", "", "", ""),
        ("http://[bad", "", "", "", ""),
        ("/a?b", "", "", "", ""),
    ],
)
def test_the_parts(url: str, host: str, path: str, query: str, userinfo: str) -> None:
    parts = (urls.host(url), urls.path(url), urls.query(url), urls.userinfo(url))
    assert parts == (host, path, query, userinfo)


@pytest.mark.parametrize(
    ("url", "web", "relative"),
    [
        ("http://h.example", True, False),
        ("HTTPS://h.example", True, False),
        ("ftp://h.example", True, False),
        ("ftps://h.example", True, False),
        ("mailto:a@h.example", False, False),
        ("javascript:x", False, False),
        ("//h.example", False, True),
        ("a/b:c", False, True),
        ("#f", False, True),
        ("", False, True),
        ("httpx", False, True),
    ],
)
def test_schemes(url: str, web: bool, relative: bool) -> None:
    assert (urls.is_web(url), urls.is_relative(url)) == (web, relative)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("http://www.h.example/a/", "https://h.example/a", True),
        ("https://h.example:443/a#b", "https://h.example/a", True),
        ("https://h.example/A%C3%A9", "https://h.example/aé", True),
        ("https://h.example/", "https://h.example", True),
        ("https://h.example/a?b=1", "https://h.example/a?b=2", False),
        ("https://h.example/a", "https://h.example/a/b", False),
        ("https://h.example/a", "https://www2.h.example/a", False),
        ("a#b", "a", True),
        ("a", "b", False),
        ("http://[bad", "http://[bad#f", True),
    ],
)
def test_whether_two_urls_name_one_page(one: str, other: str, same: bool) -> None:
    assert urls.same_key(one, other) is same


@pytest.mark.parametrize(
    ("url", "domain"),
    [
        ("https://news.h.example.co.uk/", "example.co.uk"),
        ("https://a.b.example.com/", "example.com"),
        ("https://example.com/", "example.com"),
        ("https://www.xn--bcher-kva.ch/", "xn--bcher-kva.ch"),
        ("https://localhost/", "localhost"),
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://[::1]/", "[::1]"),
        ("https://co.uk/", "co.uk"),
        ("mailto:a@b.example", ""),
    ],
)
def test_the_domain_that_somebody_registered(url: str, domain: str) -> None:
    assert urls.registrable_domain(url) == domain


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://a.example.co.uk/x", "https://b.example.co.uk/y", True),
        ("https://a.co.uk/", "https://b.co.uk/", False),
        ("https://a.example/", "http://a.example:81/", True),
        ("relative", "https://a.example/", False),
    ],
)
def test_whether_two_urls_are_of_one_site(one: str, other: str, same: bool) -> None:
    assert urls.same_site(one, other) is same


def test_whether_two_hosts_are_of_one_site() -> None:
    assert urls.same_host_site("a.example.co.uk", "example.co.uk")
    assert not urls.same_host_site("a.co.uk", "b.co.uk")


@pytest.mark.parametrize(
    ("name", "known"),
    [("h.com", True), ("h.museum", True), ("com", True), ("h.xn--p1ai", True), ("h.example", False), ("", False)],
)
def test_whether_a_top_level_domain_exists(name: str, known: bool) -> None:
    assert urls.top_level_domain_exists(name) is known


@pytest.mark.parametrize(
    ("name", "address"), [("127.0.0.1", True), ("[::1]", True), ("1.2.3", False), ("h.example", False), ("", False)]
)
def test_whether_a_host_is_an_address(name: str, address: bool) -> None:
    assert urls.is_ip_address(name) is address


@pytest.mark.parametrize(
    ("url", "stamp", "flag", "original"),
    [
        (f"https://web.archive.org/web/{STAMP}/{INNER}", STAMP, "", INNER),
        (f"http://web.archive.org/web/{STAMP}id_/{INNER}", STAMP, "id_", INNER),
        (f"https://web.archive.org/web/2018/{INNER}", "2018", "", INNER),
        (f"https://web.archive.org/web/2018*/{INNER}", "2018*", "", INNER),
        (f"https://web.archive.org/web/*/{INNER}", "*", "", INNER),
        (f"https://web.archive.org/web/{STAMP}/http:/h.example/a?b=c", STAMP, "", INNER),
        (f"https://web.archive.org/web/{STAMP}/http:///h.example/a", STAMP, "", "http:///h.example/a"),
        (f"https://web.archive.org/web/{STAMP}/h.example/a", STAMP, "", "http://h.example/a"),
        (f"https://web.archive.org/web/{STAMP}/http%3A%2F%2Fh.example%2Fa%3Fb=c", STAMP, "", INNER),
        (f"https://web.archive.org/web/{STAMP}/ftp://h.example/f", STAMP, "", "ftp://h.example/f"),
        (f"https://web.archive.org/{STAMP}/{INNER}", STAMP, "", INNER),
        (f"https://web.archive.org/web/201807121011123/{INNER}", "201807121011123", "", INNER),
        (f"https://web.archive.org/web/{INNER}", "", "", INNER),
        (f"https://web.archive.org/save/{INNER}", "", "", INNER),
        (f"https://web.archive.org/web/{STAMP}id/{INNER}", STAMP, "id", INNER),
        (f"https://www.web.archive.org/web/{STAMP}/{INNER}", STAMP, "", INNER),
        (f"http://waybackmachine.org/{STAMP}/{INNER}", STAMP, "", INNER),
        (f"http://liveweb.archive.org/{INNER}", "", "", INNER),
        (f"https://web.archive.org/web/{STAMP}/h.example/a?b=c", STAMP, "", INNER),
        (f"https://WEB.ARCHIVE.ORG/web/{STAMP}/{INNER}#f", STAMP, "", f"{INNER}#f"),
    ],
)
def test_the_urls_of_the_wayback_machine(url: str, stamp: str, flag: str, original: str) -> None:
    assert urls.archive_url(url) == ArchiveUrl("Internet Archive", stamp, flag, original)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        (f"https://arquivo.pt/wayback/{STAMP}/{INNER}", ArchiveUrl("Arquivo.pt", STAMP, "", INNER)),
        (f"https://webarchive.loc.gov/all/{STAMP}/{INNER}", ArchiveUrl("Library of Congress", STAMP, "", INNER)),
        ("https://perma.cc/AB12-CD34", ArchiveUrl("Perma.cc", "", "", "")),
        ("https://archive.ph/aBcDe", ArchiveUrl("archive.today", "", "", "", "untrusted")),
        (f"https://archive.is/{STAMP}/{INNER}", ArchiveUrl("archive.today", STAMP, "", INNER, "untrusted")),
        (
            f"https://archive.today/2018.07.12-101112/{INNER}",
            ArchiveUrl("archive.today", STAMP, "", INNER, "untrusted"),
        ),
        (
            "https://archive.ph/o/aBcDe/https://h.example/a",
            ArchiveUrl("archive.today", "", "", "https://h.example/a", "untrusted"),
        ),
        (
            "https://archive.is/newest/http://h.example/a",
            ArchiveUrl("archive.today", "", "", "http://h.example/a", "untrusted"),
        ),
        # 2012-08-07 14:27:13 and 2015-03-30 17:45:45 in microseconds since 1970, in base 62.
        ("https://www.webcitation.org/69k1oBjmR", ArchiveUrl("WebCite", "20120807142713", "", "", "dead")),
        (
            "https://www.webcitation.org/6XQ7RoJmO?url=http://h.example/a?b=c&d=e",
            ArchiveUrl("WebCite", "20150330174545", "", "http://h.example/a?b=c&d=e", "dead"),
        ),
        (
            "https://www.webcitation.org/query?url=http%3A%2F%2Fh.example%2Fa&date=2012-05-03",
            ArchiveUrl("WebCite", "", "", "http://h.example/a", "dead"),
        ),
        (
            "https://www.webcitation.org/query.php?url=http://h.example/a&date=2012-05-03",
            ArchiveUrl("WebCite", "", "", "http://h.example/a", "dead"),
        ),
        (
            "http://www.webcitation.org/query?id=1240855264166093",
            ArchiveUrl("WebCite", "20090427180104", "", "", "dead"),
        ),
        ("http://www.freezepage.com/1395478161OWYSYNBZGX", ArchiveUrl("FreezePage", "20140322084921", "", "", "dead")),
        (
            "https://webcache.googleusercontent.com/search?q=cache:tC0vZfFD3lQJ:https://h.example/a.html+&cd=7",
            ArchiveUrl("Google cache", "", "", "https://h.example/a.html", "dead"),
        ),
        (
            "http://webcache.googleusercontent.com/search?hl=en&q=cache:h.example/a",
            ArchiveUrl("Google cache", "", "", "http://h.example/a", "dead"),
        ),
        (
            "https://www.google.com/search?q=cache%3Ah.example",
            ArchiveUrl("Google cache", "", "", "http://h.example", "dead"),
        ),
        (
            "http://timetravel.mementoweb.org/memento/20180712/http://h.example/a",
            ArchiveUrl("Memento Time Travel", "20180712", "", "http://h.example/a", "dead"),
        ),
        ("https://ghostarchive.org/archive/aBcD1", ArchiveUrl("Ghostarchive", "", "", "")),
        (
            "https://ghostarchive.org/varchive/youtube/20211117/IZvpKhA6t8A",
            ArchiveUrl("Ghostarchive", "20211117", "", "https://www.youtube.com/watch?v=IZvpKhA6t8A"),
        ),
        (
            "https://megalodon.jp/2025-0609-1602-44/https://h.example:443/a?b=c",
            ArchiveUrl("Megalodon", "20250609160244", "", "https://h.example:443/a?b=c"),
        ),
        (
            "http://megalodon.jp/2015-0913-1203-15/h.example/a",
            ArchiveUrl("Megalodon", "20150913120315", "", "http://h.example/a"),
        ),
        (
            "http://pandora.nla.gov.au/pan/14231/20120727-0512/h.example/a.htm",
            ArchiveUrl("Australian Web Archive", "20120727051200", "", "http://h.example/a.htm"),
        ),
        (f"https://arquivo.pt/noFrame/replay/{STAMP}/{INNER}", ArchiveUrl("Arquivo.pt", STAMP, "", INNER)),
        (f"http://archive.wikiwix.com/cache/{STAMP}/{INNER}", ArchiveUrl("Wikiwix", STAMP, "", INNER)),
        (
            "https://archive.wikiwix.com/cache/?url=https%3A%2F%2Fh.example%2Fa#federation=archive",
            ArchiveUrl("Wikiwix", "", "", "https://h.example/a#federation=archive"),
        ),
        (f"https://playback.h.example/coll/{STAMP}mp_/{INNER}", ArchiveUrl("playback.h.example", STAMP, "mp_", INNER)),
    ],
)
def test_the_urls_of_other_archives(url: str, expected: ArchiveUrl) -> None:
    assert urls.archive_url(url) == expected


@pytest.mark.parametrize(
    "url",
    [
        "https://web.archive.org/",
        "https://web.archive.org/web/",
        "https://web.archive.org/cdx/search/cdx?url=http://h.example/a",
        "https://arquivo.pt/about",
        "https://perma.cc/contact",
        "https://archive.ph/donate",
        "https://www.webcitation.org/faq",
        "https://ghostarchive.org/faq",
        "https://www.google.com/search?q=tides",
        f"https://h.example/{STAMP}id/{INNER}",
        "https://digital.library.yorku.ca/islandora/2018/file.pdf",
        "https://h.example/",
        f"https://h.example/2018/{INNER}",
        f"https://h.example/{STAMP}/page",
        f"https://h.example/go?to=/{STAMP}/{INNER}",
        f"https://h.example/share?u={INNER}",
        f"/web/{STAMP}/x",
        "",
    ],
)
def test_what_is_no_url_of_an_archive(url: str) -> None:
    assert urls.archive_url(url) is None
    assert urls.subject(url) == url


@pytest.mark.parametrize(
    ("stamp", "full"),
    [(STAMP, True), ("2018", False), ("2018*", False), ("*", False), ("", False), (STAMP + "0", False)],
)
def test_a_full_stamp_names_one_capture(stamp: str, full: bool) -> None:
    assert ArchiveUrl("x", stamp, "", "").full_stamp is full


def test_the_subject_of_a_capture_is_the_original() -> None:
    assert urls.subject(f"https://web.archive.org/web/{STAMP}/{INNER}") == INNER
    assert urls.subject("https://perma.cc/AB12-CD34") == "https://perma.cc/AB12-CD34"


@given(st.text(max_size=60) | st.text(max_size=40).map(f"https://web.archive.org/web/{STAMP}/".__add__))
def test_any_text_has_a_key_and_a_subject(url: str) -> None:
    assert isinstance(urls.key(url), str)
    assert isinstance(urls.subject(url), str)


@pytest.mark.parametrize("piece", ["/1", "/2018", "%3A%2F", "http:/", "a.", "/*", "?token=", "@"])
def test_hostile_urls_are_taken_apart_in_seconds(piece: str) -> None:
    url = "https://web.archive.org/web/" + piece * (100_000 // len(piece))
    with within(10):
        urls.archive_url(url)
        urls.key(url)


@pytest.mark.parametrize(
    "others",
    [
        ["https://web.archive.org/web/20180712000000/https://gazette.example/"],
        ["https://www.google.com/url?q=https://gazette.example/"],
        ["https://Gazette.example/"],
        ["https://gazette.example:8080/"],
        ["https://ada@gazette.example/"],
        ["https://xn--bcher-kva.example/"],
        ["http://192.168.0.1/"],
        ["https://gazette.example/a\nhttps://harbour.example/b"],
        ["ftp://gazette.example/"],
        ["https://www-jstor-org.ezproxy.lib.harbour.edu/stable/1"],
        [],
    ],
)
def test_hosts_are_seen_at_once_where_all_urls_are_ordinary(others: list[str]) -> None:
    plain = ["https://gazette.example", "http://www.harbour.example/a?b=c#d", "https://a-b.example?x"]
    assert urls.ordinary_hosts(plain) == ["gazette.example", "www.harbour.example", "a-b.example"]
    assert [urls.host(url) for url in plain] == urls.ordinary_hosts(plain)
    assert [urls.subject(url) for url in plain] == plain
    assert urls.ordinary_hosts([*plain, *others]) is None or not others
    assert urls.ordinary_hosts([]) is None
