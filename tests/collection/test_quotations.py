from __future__ import annotations

import pytest

from linkaudit.collection.quotations import quoted


def marked(*texts: str, lines: tuple[int, ...] | None = None) -> list[str]:
    numbers = lines or tuple(range(1, len(texts) + 1))
    joined = "\n".join(texts)
    begun = [sum(len(text) + 1 for text in texts[:at]) for at in range(len(texts) + 1)]
    return [
        joined[begun[start[0]] + start[1] : begun[end[0]] + end[1]].strip("\"'“”„‘’«»「」")
        for start, end in quoted(texts, [(number, number) for number in numbers])
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The captain said "we sail at noon" and left.', ["we sail at noon"]),
        ("The captain said “we sail at noon”.", ["we sail at noon"]),
        ("Er sagte: „Wir fahren mittags“, und ging.", ["Wir fahren mittags"]),
        ("Er sagte: »Wir fahren mittags«, und ging.", ["Wir fahren mittags"]),
        ("Il dit : « on part à midi », et sortit.", [" on part à midi "]),
        ("船长说「中午出发」然后走了", ["中午出发"]),
        ("船长说“中午出发”然后走了", ["中午出发"]),
        ("The ‘new’ ferry isn’t new.", ["new"]),
        ("The 'new' ferry isn't new.", ["new"]),
        ("The sailors' boat and the cook's hat", []),
        ('A plank of 5" and another of 6".', []),
        ('"One," she said, "or two."', ["One,", "or two."]),
    ],
)
def test_what_is_quoted(text: str, expected: list[str]) -> None:
    assert marked(text) == expected


def test_a_quotation_goes_on_in_the_next_line() -> None:
    assert marked('He said "we sail', 'at noon" and left') == ["we sail\nat noon"]


def test_a_paragraph_that_only_opens_is_quoted_to_its_end() -> None:
    first, second = marked('He said: "We sail.', '"We never come back."', lines=(1, 3))
    assert first.strip() == "We sail."
    assert second == "We never come back."


def test_an_apostrophe_that_nothing_closes_quotes_nothing() -> None:
    assert marked("In the 'sixties they sailed", "and came back") == []
