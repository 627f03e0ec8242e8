"""The picture of the groups: well-formed, whole by itself, the same each time, readable for two and for many."""

from __future__ import annotations

import re
from xml.etree import ElementTree as ET

import pytest
from msgspec.structs import replace

from linkaudit.models import CopyKind
from linkaudit.reporting import group_picture
from reporting.audits import audit, document
from reporting.kinships import COPY, DATED, ORIGINAL, TWIN, crowd, ferry, harmful

SVG = "{http://www.w3.org/2000/svg}"


def drawn(written: str) -> ET.Element:
    return ET.fromstring(written)  # noqa: S314 - what we wrote ourselves


def texts(picture: ET.Element) -> list[str]:
    return [each.text or "" for each in picture.iter(f"{SVG}text")]


def titles(picture: ET.Element) -> list[str]:
    return [each.text or "" for each in picture.iter(f"{SVG}title")]


def arcs(picture: ET.Element) -> list[ET.Element]:
    """Give the arcs between documents, without those of the legend."""
    return [path for group in picture.iter(f"{SVG}g") for path in group if "arc" in path.get("class", "")]


def test_each_document_has_its_name_date_and_source() -> None:
    said = texts(drawn(group_picture.render(ferry())))
    assert said[0] == "Group 1: 4 documents"
    assert said[said.index(COPY) + 1] == "~2018-07-12 (inferred, high) · ~gazette.example (inferred, high)"
    assert said[said.index(DATED) + 1] == "2018-07-12 · gazette.example · likely the earliest"
    assert said[said.index(TWIN) + 1] == "no date · no source"
    assert titles(drawn(group_picture.render(ferry())))[0] == "1 group of documents that share text"


def test_each_document_has_its_letter_at_its_place() -> None:
    picture = drawn(group_picture.render(ferry()))
    letters = [each for each in picture.iter(f"{SVG}text") if "letter" in each.get("class", "")]
    assert [each.text for each in letters] == ["A", "B", "C", "D"]
    circles = list(picture.iter(f"{SVG}circle"))
    assert [each.get("x") for each in letters] == [each.get("cx") for each in circles]
    assert [int(each.get("y") or 0) - 4 for each in letters] == [int(each.get("cy") or 0) for each in circles]
    assert [each.get("class") for each in letters][:2] == ["letter", "letter earliest"]


def test_each_pair_has_an_arc_that_says_how_much_is_shared() -> None:
    picture = drawn(group_picture.render(ferry()))
    kinds = sorted(path.get("class", "").removeprefix("arc ") for path in arcs(picture))
    assert kinds == [CopyKind.COPY, CopyKind.COPY, CopyKind.PARTIAL]
    assert "A and B: copy, 97 % of A in B, 92 % of B in A" in titles(picture)
    assert "↓ 97 %, ↑ 92 %" in texts(picture)


def test_shares_go_with_the_places_of_the_documents() -> None:
    made = ferry()
    turned = tuple(
        replace(each, a=each.b, b=each.a, a_in_b=each.b_in_a, b_in_a=each.a_in_b) for each in made.kinship.pairs
    )
    other = texts(drawn(group_picture.render(replace(made, kinship=replace(made.kinship, pairs=turned)))))
    assert sorted(other) == sorted(texts(drawn(group_picture.render(made))))


def test_a_tip_stands_at_the_likely_copy_only() -> None:
    made = ferry()
    tips = [path for path in drawn(group_picture.render(made)).iter(f"{SVG}path") if path.get("class") == "tip"]
    top = re.search(rf'y="(\d+)">{re.escape(COPY)}<', group_picture.render(made))
    assert top
    # One in the picture, at the height of the name, and one in the legend.
    assert (tips[0].get("d") or "").split()[1] == top[1]
    assert len(tips) == 2


def test_the_same_groups_give_the_same_picture() -> None:
    assert group_picture.render(ferry()) == group_picture.render(ferry())


@pytest.mark.parametrize(("count", "shown"), [(2, 1), (5, 10), (30, 84), (60, 174)])
def test_of_many_pairs_the_closest_are_drawn(count: int, shown: int) -> None:
    made = crowd(count)
    picture = drawn(group_picture.render(made))
    assert len(arcs(picture)) == shown
    left_out = len(made.kinship.pairs) - shown
    assert (f"{left_out} further pairs not drawn" in texts(picture)) is bool(left_out)
    named = [each for each in texts(picture) if each.endswith(".txt")]
    assert len(named) == count
    assert max(map(len, named)) <= 62


def test_names_do_not_stand_in_each_others_way_nor_outside() -> None:
    picture = drawn(group_picture.render(crowd(30)))
    width, height = (float(picture.get(side) or 0) for side in ("width", "height"))
    places = [(float(each.get("x") or 0), float(each.get("y") or 0)) for each in picture.iter(f"{SVG}text")]
    assert len(set(places)) == len(places)
    assert all(0 <= left < width and 0 < top < height for left, top in places)
    for each in arcs(picture):
        start, control = re.findall(r"[MC](-?\d+)", each.get("d") or "")
        # The furthest that a curve reaches is three quarters of the way to its control points.
        assert int(start) - 0.75 * (int(start) - int(control)) >= 0


def test_what_is_written_on_arcs_is_within_the_picture() -> None:
    for count in range(2, 14):
        crowded = crowd(count)
        few = replace(crowded.kinship, pairs=crowded.kinship.pairs[:12])
        picture = drawn(group_picture.render(replace(crowded, kinship=few)))
        labels = [each for each in picture.iter(f"{SVG}text") if each.get("class") == "share"]
        assert labels
        # The longest, `↓ 100 %, ↑ 100 %`, is 96 wide at this size, and stands with its middle there.
        assert all(float(each.get("x") or 0) >= 48 for each in labels)


def test_a_crowd_ends_somewhere() -> None:
    made = crowd(70)
    assert "… and 10 more documents" in texts(drawn(group_picture.render(made)))
    many = replace(made, kinship=replace(made.kinship, groups=made.kinship.groups * 45, pairs=()))
    assert "… and 5 more groups" in texts(drawn(group_picture.render(many)))


def test_without_groups_it_says_so() -> None:
    picture = drawn(group_picture.render(audit(document("a.md"))))
    assert texts(picture) == ["No documents share text."]


def test_it_is_whole_by_itself_and_cannot_do_anything() -> None:
    for written in map(group_picture.render, (ferry(), harmful(), crowd(3))):
        picture = drawn(written)
        assert {each.tag.removeprefix(SVG) for each in picture.iter()} <= {
            "svg", "title", "style", "rect", "g", "path", "circle", "text",
        }  # fmt: skip
        names = {name for each in picture.iter() for name in each.attrib}
        assert names <= {"class", "role", "aria-label", "viewBox", "width", "height", "d", "stroke-width",
                         "cx", "cy", "r", "x", "y"}  # fmt: skip
        assert "url(" not in written
        assert "@import" not in written
        assert not any(char in written for char in "\x1b\u202e\u200b")


def test_addresses_are_not_in_it_but_their_hosts() -> None:
    assert ORIGINAL not in group_picture.render(ferry())
