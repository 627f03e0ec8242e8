"""What is kept of a document's addresses, and which links have lost theirs."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from rules.judged import document_of

from linkaudit.collection import addresses
from linkaudit.models import Loss

HEADLINE = "Why the council gave up its ferry"


def lost(text: str, path: str = "example.md") -> list[tuple[Loss, str, str]]:
    """Read a text; give for each lost target how it was lost, what stands there and the words of the link."""
    document = document_of(text, path)
    packed = replace(document, addresses=addresses.packed(document)).without_text()
    return [(each.loss, each.raw, each.text) for each in addresses.lost(packed)]


def test_the_references_come_back_as_they_were_those_of_the_same_words_once() -> None:
    document = document_of(
        "[Tides](https://press.example/t), [Tides](https://press.example/t), [T](https://press.example/t), [x](y.md)"
    )
    kept = addresses.opened(replace(document, addresses=addresses.packed(document)))
    assert kept == (document.references[0], document.references[2])


def test_a_document_without_addresses_keeps_nothing() -> None:
    document = document_of("The ferry will stop.\n")
    assert addresses.packed(document) == b""
    assert addresses.opened(document) == ()
    assert addresses.lost(document) == ()


@pytest.mark.parametrize("target", ["#", "", "javascript:void(0)", "about:blank", "TODO", "http://"])
def test_what_stands_in_for_a_target_is_a_lost_one(target: str) -> None:
    assert lost(f"See [{HEADLINE}]({target}).\n") == [(Loss.PLACEHOLDER, target, HEADLINE)]
    assert lost(f'<p>See <a href="{target}">{HEADLINE}</a> here.\n', "a.html") == [(Loss.PLACEHOLDER, target, HEADLINE)]


def test_a_definition_loses_the_target_of_the_links_that_use_it() -> None:
    assert lost("See [the tides][t].\n\n[t]: #\n") == [(Loss.PLACEHOLDER, "#", "the tides")]


@pytest.mark.parametrize(
    "text",
    [
        "[Back to top](#)\n",
        "[todo]: # (Say more)\n",
        "[](#)\n",
        "[The tides](https://harbour.example/tides)\n",
        "[The tides](tides.md#spring)\n",
    ],
)
def test_what_leads_where_it_should_is_not_lost(text: str) -> None:
    assert lost(text) == []


def test_menus_and_buttons_of_a_page_lost_nothing() -> None:
    menu = '<ul><li><a href="#">Share</a><li><a href="#" onclick="show()">Why the council gave up its ferry</a></ul>'
    assert lost(menu, "a.html") == []


def test_a_headline_that_stands_alone_on_a_page_was_a_link() -> None:
    teaser = f'<ul><li><a href="#">Share</a><li><a href="#">{HEADLINE}</a></ul>'
    assert lost(teaser, "a.html") == [(Loss.PLACEHOLDER, "#", HEADLINE)]


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("See <https://press.example/2018/07/fer...>.\n", "https://press.example/2018/07/fer..."),
        ("See [it](https://press.example/2018/07/fer…).\n", "https://press.example/2018/07/fer…"),
        ("See https://press.example/2018/07/fer… or not.\n", "https://press.example/2018/07/fer"),
    ],
)
def test_an_address_that_was_cut_off_is_lost_but_for_its_beginning(text: str, raw: str) -> None:
    [(loss, written, _)] = lost(text)
    assert (loss, written) == (Loss.TRUNCATED, raw)
    [found] = addresses.lost_targets(document_of(text))
    assert found.url == "https://press.example/2018/07/fer"


def test_only_targets_in_markup_can_be_written_anew() -> None:
    text = f"[a](#), <https://press.example/f...>, https://press.example/g… and\n\nRead more: {HEADLINE}\n"
    assert [each.editable for each in addresses.lost_targets(document_of(text))] == [True, True, False, False]


@pytest.mark.parametrize(
    "text",
    [
        f"Related article: {HEADLINE}\n",
        f"READ MORE: {HEADLINE}\n",
        f"**Lesen Sie auch:** {HEADLINE}\n",
        f"相关阅读：{HEADLINE}\n",
        f"Related article:\n{HEADLINE}\n",
        f"Read also:\n\n{HEADLINE}\n",
        f"See also:\n\n- {HEADLINE}\n- [The tides](https://harbour.example/tides)\n",
    ],
)
def test_a_headline_behind_a_label_was_a_link(text: str) -> None:
    assert lost(text) == [(Loss.HEADLINE, "", HEADLINE)]


@pytest.mark.parametrize(
    "text",
    [
        f"Related article: [{HEADLINE}](https://press.example/ferry)\n",
        f"Related article: {HEADLINE} https://press.example/ferry\n",
        "Related article: here\n",
        f"He read more than {HEADLINE}\n",
        f"Related article: {HEADLINE * 8}\n",
    ],
)
def test_what_has_its_link_or_is_no_headline_is_not_lost(text: str) -> None:
    assert [each for each in lost(text) if each[0] is Loss.HEADLINE] == []


def test_a_headline_of_a_page_whose_link_stands_around_it_is_not_lost() -> None:
    assert lost(f'<p>Related article: <a href="https://press.example/f">{HEADLINE}</a></p>', "a.html") == []


def beside(text: str, path: str = "example.txt") -> list[str]:
    """Give the words beside each address of a text."""
    document = document_of(text, path)
    return [words for _, words in addresses.with_words(replace(document, addresses=addresses.packed(document)))]


@pytest.mark.parametrize(
    "text",
    [
        f"{HEADLINE}: https://press.example/ferry\n",
        f"Related article: {HEADLINE} https://press.example/ferry\n",
        f"[3] {HEADLINE}, <https://press.example/ferry>\n",
        f"- {HEADLINE} (https://press.example/ferry)\n",
        f"{HEADLINE}\nhttps://press.example/ferry\n",
    ],
)
def test_an_address_behind_a_headline_has_its_words(text: str) -> None:
    [words] = beside(text)
    assert words.removeprefix("3] ") == HEADLINE


@pytest.mark.parametrize(
    "text",
    [
        "https://press.example/ferry\n",
        "See https://press.example/ferry\n",
        f"{HEADLINE * 6} https://press.example/ferry\n",
    ],
)
def test_an_address_in_a_sentence_or_alone_has_no_words(text: str) -> None:
    assert beside(text) == [""]


def test_addresses_that_were_cut_off_are_no_addresses() -> None:
    document = document_of(
        "See https://press.example/f/fer… and <https://press.example/f/g...>, https://press.example/h\n"
    )
    kept = addresses.opened(replace(document, addresses=addresses.packed(document)))
    assert [each.url for each in kept] == ["https://press.example/h"]
