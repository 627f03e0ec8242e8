"""RIS: records, addresses, dates."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.documents import formats
from linkaudit.models import Kind

H = "https://h.example"
RECORD = f"""\
TY  - ELEC
ID  - holm2018
AU  - Holm, Ada
TI  - The Ferry
T2  - The Gazette
DA  - 2018/07/12/
PY  - 2018
UR  - {H}/a
Y2  - 2018/07/20/10:00:00
N1  - See {H}/b.
ER  -\x20
"""


def test_a_record() -> None:
    document = read(RECORD, "ris")
    (entry,) = document.entries
    assert (entry.kind, entry.key) == ("ELEC", "holm2018")
    assert (entry.location.line, entry.location.end_line) == (1, 10)
    assert [(field.name, field.value) for field in entry.fields] == [
        ("author", "Holm, Ada"),
        ("title", "The Ferry"),
        ("container-title", "The Gazette"),
        ("date", "2018/07/12/"),
        ("year", "2018"),
        ("url", f"{H}/a"),
        ("access-date", "2018/07/20/10:00:00"),
        ("n1", f"See {H}/b."),
    ]
    assert [(each.url, each.element, each.kind, each.location.line) for each in document.references] == [
        (f"{H}/a", "UR", Kind.FIELD, 8),
        (f"{H}/b", "N1", Kind.FIELD, 10),
    ]
    (block,) = document.blocks
    assert (block.kind, block.text) == ("item", f"Holm, Ada\nThe Ferry\nThe Gazette\nSee {H}/b.")
    assert document.text[block.offset(block.text.index("Gazette")) :].startswith("Gazette\nDA")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"UR  - {H}/a", [f"{H}/a"]),
        (f"UR  -{H}/a", [f"{H}/a"]),
        (f"UR - {H}/a", [f"{H}/a"]),
        (f"UR  - <{H}/a>", [f"{H}/a"]),
        (f"UR  - {H}/a\nUR  - {H}/b", [f"{H}/a", f"{H}/b"]),
        (f"UR  - {H}/a; {H}/b", [f"{H}/a", f"{H}/b"]),
        (f"UR  - {H}/a\n{H}/b", [f"{H}/a", f"{H}/b"]),
        (f"UR  - {H}/a/\n      b", [f"{H}/a/b"]),
        (f"L1  - {H}/a.pdf\nL2  - {H}/b\nL4  - internal-pdf://x.pdf", [f"{H}/a.pdf", f"{H}/b", "internal-pdf://x.pdf"]),
        (f"LK  - {H}/a", [f"{H}/a"]),
        (f"N2  - See {H}/a, and\n  {H}/b.", [f"{H}/a", f"{H}/b"]),
        (f'N1  - <p><a href="{H}/a">x</a></p>', [f"{H}/a"]),
        ("DO  - 10.1000/182", []),
        ("DO  - https://doi.org/10.1000/182", ["https://doi.org/10.1000/182"]),
        ("UR  - ", []),
        ("UR  - www.h.example", ["www.h.example"]),
    ],
)
def test_addresses(text: str, expected: list[str]) -> None:
    document = read(f"TY  - ELEC\n{text}\nER  - \n", "ris")
    assert urls(document) == expected
    assert places_hold(document)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        (RECORD * 3, 3),
        (RECORD.replace("ER  - \n", "") * 3, 3),
        (RECORD.replace("TY  - ELEC\n", "") * 2, 2),
        (RECORD.replace("\n", "\r\n") + "\r\n\r\n" + RECORD, 2),
        (RECORD.replace("\n", "\r"), 1),
        ("\ufeff" + RECORD, 1),
        ("Exported today\n\n" + RECORD, 1),
        (RECORD.replace("\n", "\n  "), 1),
        ("", 0),
    ],
)
def test_records(text: str, number: int) -> None:
    document = read(text, "ris")
    assert [entry.kind or "ELEC" for entry in document.entries if len(entry.fields) > 1] == ["ELEC"] * number
    assert urls(document) == [f"{H}/a", f"{H}/b"] * number
    assert places_hold(document)


def test_lines_and_columns() -> None:
    place = only(read(f"\ufeffTY  - JOUR\r\nT1  - 😀\r\nUR  -\t{H}/a\r\nER  - \r\n", "ris")).location
    assert (place.line, place.column, place.end_column) == (3, 7, 7 + len(f"{H}/a"))


def test_text_that_begins_as_a_record_is_one() -> None:
    assert formats.by_content(formats.TEXT, RECORD).name == "ris"


PIECES = st.sampled_from(
    [
        "TY  - ",
        "ER  - ",
        "UR  - ",
        "N1  - ",
        "Y2  - 2018/02/31/",
        "\n",
        "\r\n",
        "\r",
        f"{H}/a",
        "\ufeff",
        " ",
        "😀",
        ";",
    ]
)


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read_and_every_place_holds(text: str) -> None:
    assert places_hold(read(text, "ris"))


@pytest.mark.parametrize("piece", ["TY  - \n", f"UR  - {H}\n", "UR  - ", "a\n", " ", "\n", "\r", "UR  - x\ny\n"])
def test_hostile_text_takes_no_longer_than_its_length_asks_for(piece: str) -> None:
    with within(5):
        read(piece * (100_000 // len(piece)), "ris")
