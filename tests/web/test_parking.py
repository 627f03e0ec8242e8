from __future__ import annotations

import pytest
from judging import read, target
from websites import page

from linkaudit.web.judging.page import EMPTY, read_page
from linkaudit.web.judging.parking import for_sale, parked


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


def test_one_sign_is_a_hint() -> None:
    assert for_sale(read(page("Offers", "This domain is for sale.", words=100))) == "text 'domain is for sale'"
    assert for_sale(read(page("Offers", "This domain is for sale.", words=600))) == ""
    assert for_sale(read(page("Tides", words=100))) == ""
