"""Where documents may come from that do not say it, by what their copies say."""

from __future__ import annotations

import pytest
from msgspec.structs import replace
from rules.judged import document_of

from collection.concluding import COPY, PARTIAL, REWRITE, ferry, members, pair
from linkaudit.documents.positions import top_of
from linkaudit.models import Confidence, CopyKind, Document, Evidence, Inferred, Pair

HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW
DATED = "July 12, 2018\n\n"
GAZETTE = "https://gazette.example/2018/07/12/ferry"
HERALD = "https://herald.example/2018/07/20/ferry"


def naming(url: str, date: str = "") -> str:
    return f"{date}{ferry()}\nOriginal url: {url}\n"


def origins(texts: dict[str, str | Document], *pairs: Pair) -> tuple[Inferred, ...]:
    member = members(texts, *pairs).get("a.md")
    return member.provenance if member else ()


def test_the_home_page_of_a_site_is_no_original() -> None:
    text = ferry() + "\nOriginal url: https://gazette.example/\n"
    assert "a.md" not in members({"a.md": ferry("in summer"), "b.md": text}, pair("a.md", "b.md"))


def test_a_copy_names_the_original() -> None:
    (found,) = origins({"a.md": DATED + ferry(), "b.md": naming(GAZETTE)}, pair("a.md", "b.md", a_in_b=0.97))
    assert (found.value, found.sources, found.by, found.confidence) == (GAZETTE, ("b.md",), "copy", HIGH)
    assert found.because == "b.md, a copy of this text, names it as its original"
    named, common, dated = found.evidence
    assert (named.name, named.value) == ("original named there", GAZETTE)
    assert named.location is not None
    assert (named.location.path, named.location.line) == ("b.md", 3)
    assert common.value == "97 % of its own stand in b.md, 95 % of the other's in it"
    assert dated.value == "2018-07-12 (2018/07/12)"
    assert found.doubts == ()


def test_an_address_without_a_date_is_less_certain() -> None:
    (found,) = origins({"a.md": DATED + ferry(), "b.md": naming("https://gazette.example/ferry")}, pair("a.md", "b.md"))
    assert found.confidence is MEDIUM


@pytest.mark.parametrize(
    ("kind", "share", "expected"),
    [(REWRITE, 0.6, LOW), (PARTIAL, 0.9, MEDIUM), (PARTIAL, 0.79, None), (PARTIAL, 0.2, None)],
)
def test_relatives_count_as_far_as_they_hold_the_text(
    kind: CopyKind, share: float, expected: Confidence | None
) -> None:
    found = origins({"a.md": ferry(), "b.md": naming(GAZETTE)}, pair("a.md", "b.md", kind, share, 0.5))
    assert [each.confidence for each in found] == ([expected] if expected else [])


def test_copies_that_name_several_are_doubted() -> None:
    texts: dict[str, str | Document] = {"a.md": DATED + ferry(), "b.md": naming(HERALD), "c.md": naming(GAZETTE)}
    first, second = origins(texts, pair("a.md", "b.md"), pair("a.md", "c.md", a_in_b=0.9))
    assert (first.value, first.confidence) == (GAZETTE, MEDIUM)
    assert first.doubts == (f"other copies name {HERALD}",)
    assert (second.value, second.confidence) == (HERALD, LOW)
    assert second.doubts == (
        "the URL is dated 2018-07-20, 8 days after the document (2018-07-12)",
        f"other copies name {GAZETTE}",
    )


def test_copies_that_name_one_agree() -> None:
    texts: dict[str, str | Document] = {
        "a.md": ferry(),
        "b.md": naming("https://gazette.example/ferry"),
        "c.md": naming("http://gazette.example/ferry#top"),
    }
    (found,) = origins(texts, pair("a.md", "b.md"), pair("a.md", "c.md"))
    assert (found.sources, found.confidence) == (("b.md", "c.md"), HIGH)


def test_what_names_a_source_needs_none() -> None:
    assert origins({"a.md": naming(HERALD), "b.md": naming(GAZETTE)}, pair("a.md", "b.md")) == ()


def test_what_is_pieced_together_is_no_witness() -> None:
    texts: dict[str, str | Document] = {"a.md": ferry(), "b.md": naming(GAZETTE), "c.md": "x\n", "d.md": "y\n"}
    pieces = [pair("b.md", "c.md", PARTIAL, 0.3, 0.2), pair("b.md", "d.md", PARTIAL, 0.3, 0.2)]
    whole = pair("a.md", "b.md", PARTIAL, 0.9, 0.3)
    assert origins(texts, whole, *pieces) == ()
    # Two states of one text are one piece, and excerpts are pieces of it rather than the reverse.
    assert len(origins(texts, whole, *pieces, pair("c.md", "d.md"))) == 1
    excerpts = [pair("b.md", "c.md", PARTIAL, 0.3, 0.95), pair("b.md", "d.md", PARTIAL, 0.3, 0.95)]
    assert len(origins(texts, whole, *excerpts)) == 1


def test_what_an_agency_sent_out_stands_in_many_places() -> None:
    document = document_of("PORT ALDA (Reuters) - " + ferry(), "a.md")
    sent = replace(document, copied=(Evidence("agency", "PORT ALDA (Reuters) -", top_of(document.path)),))
    (found,) = origins({"a.md": sent, "b.md": naming(GAZETTE, DATED)}, pair("a.md", "b.md", COPY))
    assert found.confidence is MEDIUM
    assert found.doubts == ("an agency sent out this text (line 1): it stands at several addresses",)


def test_another_publisher_is_a_doubt() -> None:
    text = "---\npublisher: The Guardian\ndate: 2018-07-12\n---\n" + ferry()
    witness = naming("https://www.nytimes.com/2018/07/12/world/ferry.html")
    (found,) = origins({"a.md": text, "b.md": witness}, pair("a.md", "b.md"))
    assert found.confidence is MEDIUM
    assert found.doubts == (
        "the document is said to be published by The Guardian, and the address is one of The New York Times",
    )
