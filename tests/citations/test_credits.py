"""Which outlets sentences credit, in many languages: by sentences that were made for it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from citations.citing import cited
from linkaudit.citations.attribution import credits_of

_SETS = Path(__file__).with_name("credits")


def _sentences(name: str) -> list[tuple[str, str, frozenset[str]]]:
    """List the sentences of a set with their language and the outlets that they credit."""
    languages = tomllib.loads((_SETS / f"{name}.toml").read_text(encoding="utf-8"))
    return [
        (language, text, frozenset(outlets))
        for language, sentences in languages.items()
        for text, *outlets in (*sentences["credited"], *([text] for text in sentences["named"]))
    ]


def _found(text: str) -> frozenset[str]:
    return frozenset(credit.outlet for credit in credits_of(cited(text)))


@pytest.mark.parametrize(
    ("name", "precision", "recall"),
    [("first", 0.99, 0.99), ("second", 0.99, 0.98), ("third", 0.99, 0.98), ("fourth", 0.99, 0.97)],
)
def test_credits_are_found_and_little_else(name: str, precision: float, recall: float) -> None:
    sentences = _sentences(name)
    found = [(text, _found(text), wanted) for _, text, wanted in sentences]
    right = sum(len(each & wanted) for _, each, wanted in found)
    wrong = [f"{text}: {sorted(each - wanted)}" for text, each, wanted in found if each - wanted]
    missed = [f"{text}: {sorted(wanted - each)}" for text, each, wanted in found if wanted - each]
    assert right / (right + len(wrong)) >= precision, "\n".join(wrong)
    assert right / (right + len(missed)) >= recall, "\n".join(missed)


def test_there_are_enough_sentences_of_both_kinds_and_each_once() -> None:
    texts = [text for path in _SETS.glob("*.toml") for _, text, _ in _sentences(path.stem)]
    assert len(texts) >= 900
    assert len(set(texts)) == len(texts)
