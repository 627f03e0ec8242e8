"""The same places in texts that are wrapped otherwise."""

from __future__ import annotations

import textwrap

from hypothesis import given
from hypothesis import strategies as st

from collection.shelved import shelf_of
from linkaudit.collection import addresses
from linkaudit.collection.places import same_places

TEXT = (
    "The council of Port Alda ended the ferry on Wednesday and the {0} will be sold in spring. Nobody asked the crews "
    "of the {1} before the vote was taken, said the harbour master, who has known the {2} since he was a child."
)
URLS = tuple(f"https://harbour.example/{letter}" for letter in "abc")


@given(st.sampled_from([40, 60, 90, 400]), st.lists(st.booleans(), min_size=3, max_size=3))
def test_each_lost_link_finds_its_own(width: int, there: list[bool]) -> None:
    whole = TEXT.format(*(f"[boats]({url})" if has else "boats" for url, has in zip(URLS, there, strict=True)))
    wrapped = textwrap.fill(TEXT.format(*["[boats](#)"] * 3), width, break_long_words=False, break_on_hyphens=False)
    shelf = shelf_of({"a.md": f"{wrapped}\n", "b.md": f"{whole}\n"})
    lost = addresses.lost(shelf["a.md"])
    made = same_places(lost, shelf.prose("a.md"), addresses.with_columns(shelf["b.md"]), shelf.prose("b.md"))
    found = {lost.index(each): reference.url for each, reference in made}
    assert found == {number: url for number, url in enumerate(URLS) if there[number]}
