"""URLs that lead through the proxy of a library."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations import urls
from linkaudit.citations.proxies import proxied

PROXIED: list[tuple[str, str]] = [
    ("https://www-jstor-org.ezproxy.lib.harbour.test/stable/1?a=b#c", "https://www.jstor.org/stable/1?a=b#c"),
    ("http://www.jstor.org.ezproxy.lib.harbour.test/stable/1", "http://www.jstor.org/stable/1"),
    ("http://www.jstor.org.ezproxy.harbour.test:2048/stable/1", "http://www.jstor.org/stable/1"),
    ("https://WWW-JSTOR-ORG.ezproxy2.harbour.test/stable/1", "https://www.jstor.org/stable/1"),
    ("https://www-jstor-org.wikipedialibrary.idm.oclc.org/stable/1", "https://www.jstor.org/stable/1"),
    ("https://www-jstor-org.proxy.library.harbour.test/stable/1", "https://www.jstor.org/stable/1"),
    ("https://journals-sagepub-com.proxy1.harbour.edu/doi/1", "https://journals.sagepub.com/doi/1"),
    ("https://link-springer-com.proxy.harbour.ac.uk/a", "https://link.springer.com/a"),
    ("https://www-nature-com.proxy.findit.harbour.dk/a", "https://www.nature.com/a"),
    ("http://www.nature.com.proxy.findit.harbour.dk/a", "http://www.nature.com/a"),
    ("https://some--site-harbour-org.libproxy.harbour.test/a", "https://some-site.harbour.org/a"),
    ("https://www-jstor-org-s.webvpn.harbour.edu.cn:8118/stable/1", "https://www.jstor.org/stable/1"),
    ("https://www-jstor-org.ezp-prod1.hul.harbour.test/stable/1", "https://www.jstor.org/stable/1"),
    ("https://www-jstor-org.ezproxy.harbour.test/login?next=1", "https://www.jstor.org/login?next=1"),
    ("https://login.harbour.idm.oclc.org/login?url=https://www-jstor-org.harbour.idm.oclc.org/a", "https://www-jstor-org.harbour.idm.oclc.org/a"),
    ("https://0-www-jstor-org.opac.harbour.test/stable/1", "https://www.jstor.org/stable/1"),
    ("http://0-www.jstor.org.opac.harbour.test/stable/1", "http://www.jstor.org/stable/1"),
    ("https://ezproxy.harbour.test/login?url=https://www.jstor.org/stable/1?a=b&c=d", "https://www.jstor.org/stable/1?a=b&c=d"),
    ("https://ezproxy.harbour.test/login?auth=x&url=http://www.jstor.org/", "http://www.jstor.org/"),
    ("https://ezproxy.harbour.test/login?qurl=https%3A%2F%2Fwww.jstor.org%2Fa%3Fb%3Dc", "https://www.jstor.org/a?b=c"),
    ("https://ezproxy.harbour.test/login?url=https%3A%2F%2Fwww.jstor.org%2Fa&x=1", "https://www.jstor.org/a"),
    ("http://proxy.lib.harbour.test:2048/login?url=http://www.jstor.org/a", "http://www.jstor.org/a"),
    ("https://login.proxy.harbour.edu/login?url=https://www.jstor.org/a", "https://www.jstor.org/a"),
    ("https://wikipedialibrary.idm.oclc.org/login?auth=production&url=https://www.jstor.org/a", "https://www.jstor.org/a"),
]  # fmt: skip


@pytest.mark.parametrize(("url", "page"), PROXIED, ids=[case[0] for case in PROXIED])
def test_a_proxy_is_seen_through(url: str, page: str) -> None:
    found = proxied(url)
    assert found is not None
    assert found.url == page
    assert found.how
    assert found.service in url.lower()
    assert urls.subject(url) == urls.subject(page)


@pytest.mark.parametrize(
    "url",
    [
        "https://ezproxy.harbour.test/",
        "https://ezproxy.harbour.test/login",
        "https://ezproxy.harbour.test/login?url=",
        "https://ezproxy.harbour.test/login?url=/menu",
        "https://ezproxy.harbour.test/menu?url=https://www.jstor.org/a",
        "https://www.ezproxy.harbour.test/about",
        "https://login.ezproxy.harbour.test/about",
        "https://my-shelf.ezproxy.harbour.test/about",
        "https://help.oclc.org/Library_Management/EZproxy",
        "https://www.oclc.org/en/ezproxy.html",
        "https://libproxy.github.io/libproxy/",
        "https://proxy.golang.org/x",
        "https://my-app.proxy.harbour.com/x",
        "https://api-dev.proxy.harbour.dev/x",
        "https://reverseproxy.harbour.com/login?url=https://www.jstor.org/a",
        "https://proxy.harbour.com/login?url=https://www.jstor.org/a",
        "https://vpn.harbour.com/login?url=https://www.jstor.org/a",
        "https://gazette.example/ezproxy/login?url=https://www.jstor.org/a",
        "https://0-9.harbour.com/x",
        "https://0-day.harbour.com/x",
        "https://0-to-one.harbour.com/x",
        "https://0-www.jstor.org/x",
        "https://0-.harbour.com/x",
        "ftp://ezproxy.harbour.test/login?url=https://www.jstor.org/a",
        "ezproxy.harbour.test/login?url=https://www.jstor.org/a",
        "",
    ],
)
def test_what_is_no_proxy_is_left_alone(url: str) -> None:
    assert proxied(url) is None
    assert urls.subject(url) == url


LABELS = st.from_regex(r"[a-z][a-z0-9]{0,8}(-[a-z0-9]{1,5}){0,2}", fullmatch=True)


@given(
    st.lists(LABELS, min_size=1, max_size=3),
    st.sampled_from(["com", "org", "ac"]),
    st.sampled_from(["", "/a", "/a?b=c", "/#d"]),
)
def test_hyphens_for_dots_are_undone(labels: list[str], suffix: str, tail: str) -> None:
    host = ".".join([*labels, suffix])
    written = host.replace("-", "--").replace(".", "-")
    found = proxied(f"https://{written}.ezproxy.harbour.test{tail}")
    assert found is not None
    assert found.url == f"https://{host}{tail}"


@given(st.text(max_size=60), st.text(max_size=30))
def test_no_host_does_harm(host: str, tail: str) -> None:
    for form in ("https://{}.ezproxy.harbour.test/{}", "https://0-{}/{}", "https://ezproxy.{}/login?url={}"):
        found = proxied(form.format(host, tail))
        assert found is None or re.fullmatch(r"(?i)(?:https?|ftp)://[!-~]+", found.url)
