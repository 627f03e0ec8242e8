"""A small form of benchmarks/lineage.py."""

from __future__ import annotations

from lineage import holds, measured


def test_what_is_told_of_copying_is_true_in_families_of_which_it_is_known() -> None:
    figures, wrong = measured(24, 3)
    names = {name.rpartition(" ")[0] for name in figures}
    assert names >= {"slips", "torn places", "ends cut off", "sources, medium"}
    assert all(holds(name, figures[f"{name} told"], figures[f"{name} true"]) for name in names), wrong
    for name in ("slips", "torn places"):
        assert figures[f"{name} found"] >= 0.85 * figures[f"{name} there"], wrong
