"""Short texts of the same words are copies if they are all that two documents have."""

from __future__ import annotations

import pytest

from collection.prose_of import prose_of
from collection.shelved import shelf_of
from linkaudit.collection.identical import identical
from linkaudit.collection.near_copies import near_copies
from linkaudit.models import CopyKind

TIDE = "Next tide at noon."


@pytest.mark.parametrize("text", [TIDE, "The ferry to Skell\nsails on Monday\nat noon again."])
def test_short_texts_that_are_the_same_are_a_pair(text: str) -> None:
    pairs, _ = near_copies(shelf_of({"a.txt": text, "b.txt": text.upper(), "c.txt": "No ferry sails at noon."}))
    assert [(pair.a, pair.b, pair.kind, pair.a_in_b, pair.b_in_a) for pair in pairs] == [
        ("a.txt", "b.txt", CopyKind.COPY, 1.0, 1.0)
    ]
    (passage,) = pairs[0].passages
    assert passage.words == passage.same == len(text.split())
    assert passage.text == " ".join(text.split())
    assert (passage.a.path, passage.a.line, passage.a.end_line) == ("a.txt", 1, text.count("\n") + 1)
    assert text[passage.a.start : passage.a.end].rstrip(".") == text.rstrip(".")


def test_what_is_part_of_more_is_no_pair() -> None:
    texts = {"a.txt": TIDE, "b.txt": f"{TIDE}\n\nThe pier of Harnby is closed."}
    assert near_copies(shelf_of(texts)) == ((), ())


def test_a_label_is_no_text() -> None:
    assert identical(prose_of("Next tide"), prose_of("Next tide")) is None
