"""Lost targets, and what the collection has for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from rules.judged import document_of

from collection.shelved import copies, shelf_of
from linkaudit.citations import urls
from linkaudit.collection.profiles import odd_addresses
from linkaudit.collection.recovery import leads, still_there
from linkaudit.models import Confidence, Evidence, Inferred, Lead, Location, Loss, Member, Pair

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

HEADLINE = "Why the council gave up its ferry"
URL = "https://press.example/2018/07/ferry-given-up"
BY_WORDS = "https://press.example/why-the-council-gave-up-its-ferry"
STORY = """\
The council of Port Alda ended the ferry on Wednesday. {first}

The harbour master said that the boats {second} will be sold in spring, with all that is on them.
"""
HIGH, MEDIUM, LOW = Confidence


def found(
    texts: Mapping[str, str], *pairs: Pair, members: Mapping[str, Member] | None = None, path: str = "a.md"
) -> Sequence[Lead]:
    """Give the leads for the lost targets of a document."""
    shelf = shelf_of(texts)
    return leads(shelf, pairs, members or {}, odd_addresses(shelf)).get(path, ())


def only(texts: Mapping[str, str], *pairs: Pair, members: Mapping[str, Member] | None = None) -> Inferred:
    """Give the target of the only lead."""
    [lead] = found(texts, *pairs, members=members)
    return lead.target


@pytest.mark.parametrize("written", [f"See [{HEADLINE}](#).\n", f"See [{HEADLINE}]().\n"])
def test_what_the_same_words_lead_to_in_a_sibling_is_the_target(written: str) -> None:
    target = only({"a.md": written, "b.md": f"[{HEADLINE}]({URL})\n"}, *copies("a.md", "b.md"))
    assert (target.value, target.by, target.confidence, target.doubts) == (URL, "text", HIGH, ())
    assert target.sources == ("b.md",)
    shown = {(each.name, each.value, each.location.path) for each in target.evidence if each.location}
    assert ("words of the link", HEADLINE, "a.md") in shown
    assert ("address found", URL, "b.md") in shown


def test_in_a_document_that_shares_no_text_it_is_less_certain() -> None:
    target = only({"a.md": f"See [{HEADLINE}](#).\n", "b.md": f"[{HEADLINE}]({URL})\n"})
    assert target.confidence is MEDIUM
    assert target.doubts == ("b.md shares no text with the document",)


def test_few_words_are_enough_in_a_sibling_only() -> None:
    texts = {"a.md": "See [Harbour Office](#).\n", "b.md": f"[Harbour Office]({URL})\n"}
    assert only(texts, *copies("a.md", "b.md")).value == URL
    assert not found(texts)


def test_an_address_made_of_the_words_is_a_lead() -> None:
    target = only({"a.md": f"See [{HEADLINE}](#).\n", "b.md": f"See {BY_WORDS} there.\n"}, *copies("a.md", "b.md"))
    assert (target.value, target.by, target.confidence) == (BY_WORDS, "slug", MEDIUM)
    assert target.doubts == ("only the address itself agrees with the words of the link",)


def test_an_address_dated_later_than_the_document_is_no_more_than_a_lead() -> None:
    later = "https://press.example/2026/02/28/why-the-council-gave-up-its-ferry"
    texts = {"a.md": f"July 12, 2018\n\nSee [{HEADLINE}](#).\n", "b.md": f"[{HEADLINE}]({later})\n"}
    target = only(texts, *copies("a.md", "b.md"))
    assert target.confidence is LOW
    assert target.doubts == ("its date 2026-02-28 lies after that of the document, 2018-07-12",)


def test_an_inferred_date_counts_as_well_and_is_told_as_such() -> None:
    later = "https://press.example/2026/02/28/why-the-council-gave-up-its-ferry"
    texts = {"a.md": f"See [{HEADLINE}](#).\n", "b.md": f"[{HEADLINE}]({later})\n"}
    dated = Inferred("2018-07", ("b.md",), "copy", MEDIUM, "its copy is dated")
    target = only(texts, *copies("a.md", "b.md"), members={"a.md": Member("a.md", dated)})
    assert target.doubts == ("its date 2026-02-28 lies after that of the document, 2018-07-31 (inferred)",)


def test_an_odd_address_is_no_more_than_a_lead() -> None:
    odd = "https://press.example/2018/07/28/why-the-council-gave-up-its-ferry"
    other = "https://press.example/2018/07/12/ferry-line-cut-a62221"
    texts = {"a.md": f"See [{HEADLINE}](#).\n", "b.md": f"[{HEADLINE}]({odd}) <{other}>\n"}
    target = only(texts, *copies("a.md", "b.md"))
    assert target.confidence is LOW
    assert target.doubts[0].startswith("it is not built as other addresses of press.example: the number")


def test_two_addresses_for_the_same_words_are_both_told_and_neither_is_certain() -> None:
    texts = {
        "a.md": f"See [{HEADLINE}](#).\n",
        "b.md": f"[{HEADLINE}]({URL})\n",
        "c.md": f"[{HEADLINE}](https://gazette.example/f)\n",
    }
    target = only(texts, *copies("a.md", "b.md", "c.md"))
    assert target.confidence is LOW
    assert {target.value, target.doubts[0].removeprefix("as much speaks for ")} == {URL, "https://gazette.example/f"}


def test_the_same_words_to_many_places_lead_nowhere() -> None:
    many = "".join(f"[The full report of the council](https://council.example/{number})\n\n" for number in range(9))
    texts = {"a.md": "See [The full report of the council](#).\n", "b.md": many}
    assert not found(texts, *copies("a.md", "b.md"))


def test_spellings_of_one_address_are_no_rivals() -> None:
    texts = {
        "a.md": f"See [{HEADLINE}](#).\n",
        "b.md": f"[{HEADLINE}]({URL}) [{HEADLINE}]({URL.replace('https', 'http')}/)\n",
        "c.md": f"[{HEADLINE}](https://web.archive.org/web/20180712000000/{URL})\n",
    }
    target = only(texts, *copies("a.md", "b.md", "c.md"))
    assert (urls.key(target.value), target.confidence) == (urls.key(URL), HIGH)


def test_what_is_cited_under_the_words_as_its_title_is_the_target() -> None:
    texts = {"a.md": f"See [{HEADLINE}](#).\n", "b.md": f"# {HEADLINE}\n\nOriginal url: {URL}\n"}
    target = only(texts, *copies("a.md", "b.md"))
    assert (target.value, target.by, target.confidence) == (URL, "title", HIGH)


def test_the_headline_behind_a_label_is_looked_for_in_its_own_document_too() -> None:
    texts = {"a.md": f"Related article: {HEADLINE}\n\nThe boats stop.\n\n{BY_WORDS}\n"}
    [lead] = found(texts)
    assert (lead.loss, lead.target.value, lead.target.sources, lead.editable) == (
        Loss.HEADLINE, BY_WORDS, ("a.md",), False
    )  # fmt: skip


@pytest.mark.parametrize(
    "cut", ["<https://press.example/2018/07/fer...>", "[it](https://press.example/2018/07/ferry-gi…)"]
)
def test_the_address_of_which_the_beginning_is_left_is_the_target(cut: str) -> None:
    target = only({"a.md": f"See {cut}.\n", "b.md": f"See {URL} here.\n"}, *copies("a.md", "b.md"))
    assert (target.value, target.by, target.confidence) == (URL, "beginning", HIGH)


def test_a_beginning_of_several_addresses_is_no_proof() -> None:
    texts = {"a.md": "See <https://press.example/2018/07/fer...>.\n", "b.md": f"See {URL} and {URL}-again here.\n"}
    target = only(texts, *copies("a.md", "b.md"))
    assert target.confidence is LOW
    assert "as much speaks for" in target.doubts[0]


@pytest.mark.parametrize("cut", ["https://press.example/20...", "https://press.example/2018/07/tram..."])
def test_too_little_or_another_beginning_leads_nowhere(cut: str) -> None:
    assert not found({"a.md": f"See <{cut}>.\n", "b.md": f"See {URL} here.\n"}, *copies("a.md", "b.md"))


def test_a_beginning_of_many_addresses_is_a_lead_only_where_one_sibling_has_one() -> None:
    texts = {"a.md": "See <https://press.example/article/1...>.\n"} | {
        f"{number}.md": f"See https://press.example/article/1{number} here.\n" for number in range(6)
    }
    target = only(texts, *copies("a.md", "0.md"))
    assert (target.value, target.confidence) == ("https://press.example/article/10", LOW)
    assert target.doubts[0].endswith(" and 2 more addresses")
    assert not found(texts)


def test_more_must_be_left_of_an_address_that_only_other_texts_have() -> None:
    texts = {"a.md": "See <https://press.example/2018/07/fer...>.\n", "b.md": f"See {URL} here.\n"}
    assert not found(texts)
    texts["a.md"] = "See <https://press.example/2018/07/ferry-gi...>.\n"
    assert only(texts).confidence is MEDIUM


def test_an_address_that_was_cut_off_itself_is_no_target() -> None:
    texts = {
        "a.md": "See <https://press.example/2018/07/fer...>.\n",
        "b.md": "See <https://press.example/2018/07/ferry-giv...>.\n",
    }
    assert not found(texts, *copies("a.md", "b.md"))


def test_what_stands_at_the_same_place_in_a_copy_is_the_target_even_of_one_word() -> None:
    mine = STORY.format(first="It was built a century ago.", second="[Alda](#)")
    theirs = STORY.format(first="It was [built](https://a.example/b) a century ago.", second=f"[Alda]({URL})")
    target = only({"a.md": mine, "b.md": theirs}, *copies("a.md", "b.md"))
    assert (target.value, target.by, target.confidence) == (URL, "place", HIGH)


def test_the_same_place_says_more_than_the_same_words_in_other_texts() -> None:
    texts = {
        "a.md": STORY.format(first="It was built a century ago.", second="[of the harbour office](#)"),
        "b.md": STORY.format(first="It was built a century ago.", second=f"[of the harbour office]({URL})"),
        "c.md": "See [of the harbour office](https://council.example/office).\n",
    }
    target = only(texts, *copies("a.md", "b.md"))
    assert (target.value, target.by, target.confidence) == (URL, "place", HIGH)


def test_a_link_of_other_words_at_the_same_place_is_another_one() -> None:
    mine = STORY.format(first="It was built a century ago.", second="[Alda](#)")
    theirs = STORY.format(first="It was built a century ago.", second=f"[Holm]({URL})")
    assert not found({"a.md": mine, "b.md": theirs}, *copies("a.md", "b.md"))


def test_an_address_without_words_at_the_same_place_is_less_certain() -> None:
    mine = STORY.format(first="It was built a century ago.", second="[Alda](#)")
    theirs = STORY.format(first="It was built a century ago.", second=URL)
    target = only({"a.md": mine, "b.md": theirs}, *copies("a.md", "b.md"))
    assert (target.value, target.by, target.confidence) == (URL, "place", MEDIUM)


def test_words_beside_an_address_are_as_good_as_those_of_a_link() -> None:
    texts = {"a.md": f"See [{HEADLINE}](#).\n", "b.txt": f"{HEADLINE}: {URL}\n"}
    target = only(texts, *copies("a.md", "b.txt"))
    assert (target.value, target.by, target.confidence) == (URL, "text", HIGH)
    assert HEADLINE in [each.value for each in target.evidence if each.name == "words beside it"]


def test_an_address_between_the_same_paragraphs_as_a_lost_headline_is_a_lead() -> None:
    mine = STORY.format(first="", second="").replace("\n\n", f"\n\nRelated article: {HEADLINE}\n\n")
    theirs = STORY.format(first="", second="").replace("\n\n", f"\n\n{URL}\n\n")
    target = only({"a.md": mine, "b.md": theirs}, *copies("a.md", "b.md"))
    assert (target.value, target.by, target.confidence) == (URL, "place", MEDIUM)
    assert target.doubts == ("the link there has other words, or none",)


def test_documents_without_lost_targets_have_no_leads() -> None:
    assert not found({"a.md": f"[{HEADLINE}]({URL})\n", "b.md": f"[{HEADLINE}]({URL})\n"}, *copies("a.md", "b.md"))


def test_nothing_depends_on_the_order_of_the_documents() -> None:
    texts = {
        "a.md": f"See [{HEADLINE}](#).\n",
        "b.md": f"[{HEADLINE}]({URL})\n",
        "c.md": f"[{HEADLINE}](https://gazette.example/f) {BY_WORDS}\n",
    }
    pairs = copies("a.md", "b.md", "c.md")
    backwards = dict(reversed(texts.items()))
    assert only(texts, *pairs).value == only(backwards, *pairs[::-1]).value
    assert only(texts, *pairs).doubts == only(backwards, *pairs[::-1]).doubts


def test_leads_follow_their_targets_when_the_text_changes() -> None:
    texts = {"a.md": f"See [{HEADLINE}](#).\n", "b.md": f"[{HEADLINE}]({URL})\n"}
    before = found(texts, *copies("a.md", "b.md"))
    moved = document_of(f"A line before.\n\nSee [{HEADLINE}](#).\n", "a.md")
    [after] = still_there(before, moved)
    assert (after.location.line, after.target) == (3, before[0].target)
    assert still_there(before, document_of(f"See [{HEADLINE}]({URL}).\n", "a.md")) == ()


def test_the_same_words_with_two_targets_are_left_alone_when_the_text_changes() -> None:
    place = Location("a.md", 1, 1, 1, 2, 0, 1)
    made = [
        Lead(place, "#", "here", Inferred(url, ("b.md",), "place", HIGH, "", (Evidence("a", "b"),)))
        for url in (URL, BY_WORDS)
    ]
    assert still_there(made, document_of("[here](#) and [here](#)\n", "a.md")) == ()


def test_of_what_every_document_says_only_so_much_is_told_that_it_is_seen() -> None:
    texts = {f"{number:02}.md": f"[{HEADLINE}](#)\n\n[{HEADLINE}]({URL})\n" for number in range(40)}
    [lead] = found(texts, path="07.md")
    assert lead.target.value == URL
    assert lead.target.sources[0] == "07.md"
    assert len(set(lead.target.sources)) == len(lead.target.sources) < len(texts) / 2


def test_a_page_that_few_name_is_a_rival_of_one_that_many_name() -> None:
    texts = {f"{number:02}.md": f"[{HEADLINE}]({URL})\n" for number in range(40)}
    texts |= {"a.md": f"See [{HEADLINE}](#).\n", "z.md": f"[{HEADLINE}]({URL}-indeed)\n"}
    assert not found(texts)
