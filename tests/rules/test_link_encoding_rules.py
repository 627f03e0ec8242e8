"""How the characters of a URL are encoded: entities, percent-encoding, letters."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.judged import INFO, WARNING, findings_of, fixed, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

Cases = list[tuple[str, str, str, "list[Severity]"]]

ENTITY: Cases = [
    ("plain text", "a.txt", "See https://harbour.example/?a=1&amp;b=2 now.\n", [WARNING]),
    ("by its number", "a.txt", "See https://harbour.example/?a=1&#38;b=2 now.\n", [WARNING]),
    ("by its hexadecimal number", "a.txt", "See https://harbour.example/?a=1&#x26;b=2 now.\n", [WARNING]),
    ("autolink", "a.md", "See <https://harbour.example/?a=1&amp;b=2>.\n", [WARNING]),
    ("field", "a.bib", "@misc{a, url = {https://harbour.example/?a=1&amp;b=2}}\n", [WARNING]),
    ("twice in Markdown", "a.md", "[t](https://harbour.example/?a=1&amp;amp;b=2)\n", [WARNING]),
    ("twice in a page", "a.html", '<a href="https://harbour.example/?a=1&amp;amp;b=2">t</a>\n', [WARNING]),
    ("once in Markdown, which decodes it", "a.md", "[t](https://harbour.example/?a=1&amp;b=2)\n", []),
    ("once in a page", "a.html", '<a href="https://harbour.example/?a=1&amp;b=2">t</a>\n', []),
    ("markup behind the address", "a.txt", "src=&quot;https://harbour.example/a&quot;&gt;tides&lt;/a&gt;\n", [WARNING]),
    ("apostrophe", "a.txt", "See https://harbour.example/o&#39;hara/x now.\n", [WARNING]),
    ("parameter of that name", "a.txt", "See https://harbour.example/?a=1&amp=2&lt=3 now.\n", []),
    ("parameter that begins alike", "a.txt", "See https://harbour.example/?a=1&ampere=2;b now.\n", []),
    ("documentation", "a.txt", "Write https://example.com/?a=1&amp;b=2 so.\n", []),
    ("template", "a.txt", "See https://harbour.example/${x}?a=1&amp;b=2 now.\n", []),
]


@pytest.mark.parametrize(("path", "text", "expected"), [case[1:] for case in ENTITY], ids=[case[0] for case in ENTITY])
def test_an_entity_that_nobody_decodes(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("link-html-entity", text, path) == expected


@pytest.mark.parametrize(
    ("path", "text", "meant", "safe"),
    [
        ("a.txt", "https://h.example/?a=1&amp;b=2&#38;c", "https://h.example/?a=1&b=2&c", True),
        ("a.md", "[t](https://h.example/?a=1&amp;amp;b)", "[t](https://h.example/?a=1&amp;b)", True),
        ("a.html", '<a href="https://h.example/?a&amp;amp;amp;b">', '<a href="https://h.example/?a&amp;b">', True),
        (
            "a.txt",
            "https://web.archive.org/web/20180712000000/https://h.example/?a&amp;b",
            "https://web.archive.org/web/20180712000000/https://h.example/?a&b",
            False,
        ),
        ("a.txt", "https://h.example/o&#39;hara/x", None, False),
    ],
)
def test_an_entity_is_decoded(path: str, text: str, meant: str | None, *, safe: bool) -> None:
    (finding,) = findings_of("link-html-entity", text, path)
    if meant is None:
        assert finding.fixes == ()
    else:
        assert finding.fixes[0].safe is safe
        assert fixed(text, finding) == meant
        assert severities("link-html-entity", meant, path) == []


def encoding(part: str) -> list[Severity]:
    return severities("link-encoding", f"[t](<https://harbour.example/{part}>)\n")


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("tide%2520tables", [WARNING]),
        ("tide%252520tables", [WARNING]),
        ("gezeiten-%25C3%25BCbersicht", [WARNING]),
        ("?q=tide%2520tables", [WARNING]),
        ("tide%20tables", []),
        ("?to=https%3A%2F%2Fgazette.example%2Ftide%2520tables", []),
        ("?to=/login%3Fnext%3Dtide%2520tables", []),
        ("fetch/https%3A%2F%2Fgazette.example%2Ftide%2520tables.png", []),
        ("fetch/https://gazette.example/tide%2520tables.png", []),
        ("projects/harbour%252Ftides", []),
        ("o/folder%2Ftide%2520tables", []),
        ("100%25", []),
        ("100%25ale", []),
        ("#tide%2520tables", []),
        ("%2520{{ page }}", []),
    ],
)
def test_what_is_encoded_twice(part: str, expected: list[Severity]) -> None:
    assert encoding(part) == expected


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("100%-wool", [WARNING]),
        ("tides%2", [WARNING]),
        ("tides%", [WARNING]),
        ("tides%zz1", [WARNING]),
        ("tide%u2019s", [WARNING]),
        ("?off=50%&b=2", [WARNING]),
        ("%s", []),
        ("tides/%d/%s.html", []),
        ("%Y/%m/%d.html", []),
        ("%1$s/a", []),
        ("%(name)s", []),
        ("%{name}", []),
        ("%NAME%/x", []),
        ("?ord=%%CACHE%%", []),
        ("#100%-wool", []),
        ("<%= page %>", []),
    ],
)
def test_a_per_cent_sign_that_encodes_nothing(part: str, expected: list[Severity]) -> None:
    assert encoding(part) == expected


def test_in_tex_a_per_cent_sign_is_a_comment() -> None:
    assert severities("link-encoding", "\\url{https://harbour.example/100%-wool}\n", "a.tex") == []


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("Ã¼bersicht", [WARNING]),
        ("caf%C3%83%C2%A9", [WARNING]),
        ("Storm%C3%A2%E2%82%AC%E2%84%A2s", [WARNING]),
        ("Ð’Ð¾Ð»Ð½Ð°", [WARNING]),
        ("Ð’-Ð¾", [INFO]),
        ("tide%EF%BF%BDtables", [WARNING]),
        ("tide\ufffdtables", [WARNING]),
        ("map/?????? ??", [WARNING]),
        ("map??a=b", []),
        ("übersicht", [INFO]),
        ("Москва", [INFO]),
        ("港湾?q=潮", [INFO]),
        ("tide\u2019s", [INFO]),
        ("SÃO-JOÃO", [INFO]),
        ("CAFÉ–BAR", [INFO]),
        ("%C3%BCbersicht", []),
        ("%D0%9C%D0%BE%D1%81%D0%BA%D0%B2%D0%B0", []),
        ("%C4%E3%BA%C3", []),
        ("%FCbersicht", []),
        ("S%C3%83O", []),
        ("#übersicht", []),
        ("tide\u200btables", []),
        ("tide\u00a0tables", []),
    ],
)
def test_letters_that_are_not_ascii(part: str, expected: list[Severity]) -> None:
    assert encoding(part) == expected


def test_letters_of_a_host_are_left_alone() -> None:
    assert severities("link-encoding", "[t](https://hafenbehörde.example/)\n") == []
    assert severities("link-encoding", "[t](https://hafenbehörde.example)\n") == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("tide%2520tables?a=b", "tide%20tables?a=b"),
        ("tide%252520tables#%2520", "tide%20tables#%2520"),
        ("100%-wool%20x", "100%25-wool%20x"),
        ("caf%C3%83%C2%A9%20x", "caf%C3%A9%20x"),
        ("cafÃ©", "café"),
        ("Storm%C3%A2%E2%82%AC%E2%84%A2s", "Storm%E2%80%99s"),
        ("Ð’Ð¾Ð»Ð½Ð°", "Волна"),
    ],
)
def test_what_is_probably_meant_is_offered_but_not_safe(written: str, meant: str) -> None:
    text = f"[t](https://harbour.example/{written})\n"
    (finding,) = findings_of("link-encoding", text)
    assert finding.evidence[1].value == f"https://harbour.example/{meant}"
    assert not finding.fixes[0].safe
    assert fixed(text, finding) == f"[t](https://harbour.example/{meant})\n"
    assert WARNING not in severities("link-encoding", fixed(text, finding))


def test_for_letters_that_are_lost_or_only_not_encoded_nothing_is_offered() -> None:
    for part in ("tide%EF%BF%BDtables", "übersicht"):
        (finding,) = findings_of("link-encoding", f"[t](https://harbour.example/{part})\n")
        assert finding.fixes == ()
        assert len(finding.evidence) == 2


# Capitals before small letters with a hook, again and again, are what misread letters look like.
WORDS = st.text("abcäßéñøабвгд漢字", min_size=1, max_size=8)


@given(WORDS)
def test_what_is_encoded_once_is_in_order(word: str) -> None:
    assert encoding(quote(word)) == []


@given(WORDS.filter(lambda word: not word.isascii()))
def test_what_is_encoded_twice_is_put_right(word: str) -> None:
    text = f"[t](https://harbour.example/{quote(quote(word))})\n"
    (finding,) = findings_of("link-encoding", text)
    assert fixed(text, finding) == f"[t](https://harbour.example/{quote(word)})\n"


@given(st.text("%25abcfC30àÃ©â€™ /?#&;amplt", max_size=20), st.sampled_from(["link-encoding", "link-html-entity"]))
def test_a_repaired_url_is_in_order(part: str, rule: str) -> None:
    text = f"[t](<https://harbour.example/{part}>)\n"
    for finding in findings_of(rule, text):
        if finding.fixes:
            again = findings_of(rule, fixed(text, finding))
            assert all(each.severity is INFO for each in again), fixed(text, finding)


def test_plain_letters_are_told_once_a_document() -> None:
    text = "".join(f"[{n}](https://harbour.example/übersicht/{n})\n\n" for n in range(3))
    (found,) = findings_of("link-encoding", text)
    assert "likewise 2 more in the document" in found.message
    assert [place.line for place in found.related] == [3, 5]
