"""Which outlet a name or a host is that of."""

from __future__ import annotations

import pytest

from linkaudit.citations.publishers import is_agency, may_share, outlet_at, outlet_named


@pytest.mark.parametrize("name", ["The New York Times", "new york times", "[[The New York Times]]", "nytimes.com"])
def test_an_outlet_is_known_by_any_of_its_names(name: str) -> None:
    assert outlet_named(name) == "The New York Times"


def test_hosts_below_the_domain_of_an_outlet_are_its_own() -> None:
    assert outlet_at("uk.reuters.com") == "Reuters"
    assert outlet_at("notreuters.com") == ""
    assert outlet_named("Bay Gazette") == ""


def test_agencies_and_outlets_of_one_house_or_site_share_their_texts() -> None:
    assert is_agency("Reuters")
    assert may_share("Reuters", "The Guardian")
    assert may_share("MSNBC", "NBC News")
    assert not may_share("The Guardian", "The New York Times")
