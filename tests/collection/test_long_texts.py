from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from linkaudit import Config
from linkaudit.collection import words
from linkaudit.gather import gather

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

STORY = (
    "The ferry line between Port Sable and the outer islands will stop before winter, its owner said on Monday, since "
    "two of the three boats are older than their crews and the yard that built them has long since closed its gates."
)
OWN = "A lighthouse keeper has no neighbours to speak of, so he counts ships and writes them down in a large ledger. "


def test_what_of_a_long_text_was_not_compared_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(words, "MOST", 45)
    (tmp_path / "long.txt").write_text(f"{STORY}\n\n{OWN}\n", "utf-8")
    (tmp_path / "short.txt").write_text(f"{STORY}\n", "utf-8")
    kinship = gather([str(tmp_path)], Config(), as_of=date(2026, 11, 22), root=tmp_path).context.kinship
    (pair,) = kinship.pairs
    assert max(pair.a_in_b, pair.b_in_a) == 1.0
    (note,) = kinship.notes
    assert "long.txt: only its first 45 words were compared" in note
