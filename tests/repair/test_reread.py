"""Texts with captures in them are read again: as any reader of Markdown sees them, nothing else has changed."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rules.judged import document_of

from linkaudit.models import Edit, Reference
from linkaudit.repair.archiving import faultless
from linkaudit.repair.beside.interface import Copy
from linkaudit.repair.edits import applied
from linkaudit.repair.reread import harm, seen_otherwise
from linkaudit.repair.robust import Refused, Written, written

PAGE = "https://gazette.example/cut"
STAMP = "https://web.archive.org/web/20180712080000"
DAY = date(2018, 7, 12)
RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
SHOWN = re.compile(r' \(<a href="https://web\.archive\.org/[^"]*">archived 2018-07-12</a>\)')

# What links to a page in Markdown, and what stands around links; `{}` is the page.
LINKS = [
    "[p]({})", "[the *page*](<{}> 'a) b')", '[a [b] c]({} "t")', "[p](\n{}\n(t))", "<{}>", "{}", "([p]({}))",
    "[p]({}){{.x}}", "[boat][]", "[boat]", "[a\nb][boat]", "![boat][]", "[![x][boat]]({})", "[![x](i.png)]({})",
    "[[boat]]", '<a href="{}">it</a>', "`{}`", "[b]({})[c]({})", "[x [boat] y]({})",
    "*[p]({})*", "**{}**", "~~[p]({})~~", "[p]({})\\\nx", "[boat]: x", "[boat] []", "[boat][][c]",
    "{{{{< figure src={} >}}}}", "<b>[p]({})</b>", "$[p]({})$", "<!-- [p]({}) -->", "[boat]{{#id}}",
]  # fmt: skip
AROUND = [
    "{}", "See {}, and.", "> {}", "> - {}\n>   x", "- {}", "1. {}\n2. {}", "# {}", "{}\n===", "a | b\n--|--\n{} | c",
    "<div>\n{}\n</div>", "<p>{}</p>", "    {}", "```\n{}\n```", "{}  \nx", "- [ ] {}", "\t{}", "Title: {}", "{} {}",
]  # fmt: skip


def copy_for(reference: Reference) -> Copy:
    return Copy(f"{STAMP}/{reference.url}", DAY, "dead")


@given(
    st.lists(st.tuples(st.sampled_from(AROUND), st.sampled_from(LINKS)), min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=150)
def test_what_is_rendered_is_as_before_but_for_the_captures(parts: list[tuple[str, str]], end: str) -> None:
    pages = (f"{PAGE}/{number}" for number in range(100))
    text = "\n\n".join(around.replace("{}", link) for around, link in parts)
    text = re.sub(r"\{\}", lambda _: next(pages), text.replace("{{", "{").replace("}}", "}"))
    text = f"{text}\n\n[boat]: {PAGE}/boat 'x'\n".replace("\n", end)
    document = document_of(text)
    proposed = [each for each in written(document, copy_for) if isinstance(each, Written)]
    refused: list[Refused] = []
    good = faultless(text, proposed, lambda _: [], refused.append, lambda group: harm(document, group, document_of))
    new = applied(text, [edit for each in good for edit in each.edits])
    kept = re.sub(r' data-version(url|date)="[^"]*"', "", RENDERER.render(new))
    kept, shown = SHOWN.subn("", kept)
    assert kept == RENDERER.render(text)
    assert shown <= len(good)


def put(text: str, replacement: str, behind: str) -> tuple[str, str]:
    """Put something behind a place, and say what is wrong with that."""
    document = document_of(text)
    reference = document.references[0]
    place = reference.location
    at = text.index(behind) + len(behind)
    edit = Edit(place.__class__(place.path, 1, 1, 1, 1, start=at, end=at), replacement)
    made = Written(reference, copy_for(reference), (edit,))
    return applied(text, made.edits), harm(document, [made], document_of)


CAPTURE = f" ([archived 2018-07-12]({STAMP}/{PAGE}))"


@pytest.mark.parametrize(
    ("text", "replacement", "behind", "said"),
    [
        (f"[p]({PAGE}) x\n", CAPTURE, f"{PAGE})", ""),
        (f"[p]({PAGE}) (archived 2018-07-12)\n", CAPTURE, f"{PAGE})", ""),
        (f"[p]({PAGE}) x\n", CAPTURE, PAGE, f"the link to {PAGE} would be read otherwise"),
        (f"[p]({PAGE}) x\n", " (archived)", f"{PAGE})", "would not be read as a link"),
        (f"The [boat][] x\n\n[boat]: {PAGE}\n", CAPTURE, "[boat]", "would be seen otherwise"),
        (f"<p>[x]({PAGE})</p>\n", CAPTURE, PAGE, "would be seen otherwise"),
        (f"<div>\n{PAGE}\n</div>\n", CAPTURE, PAGE, "would be seen otherwise"),
    ],
)
def test_what_is_read_otherwise_is_told(text: str, replacement: str, behind: str, said: str) -> None:
    new, wrong = put(text, replacement, behind)
    assert new != text
    assert (said in wrong) if said else wrong == ""


def test_only_what_does_harm_is_left_out() -> None:
    text = f"<div>\n{PAGE}/a\n</div>\n\n[b]({PAGE}/b), [c]({PAGE}/c)\n"
    document = document_of(text)
    proposed = [each for each in written(document, copy_for) if isinstance(each, Written)]
    refused: list[Refused] = []
    good = faultless(text, proposed, lambda _: [], refused.append, lambda group: harm(document, group, document_of))
    assert [each.reference.url[-1] for each in good] == ["b", "c"]
    assert [each.reference.url[-1] for each in refused] == ["a"]


def test_paragraphs_that_would_show_more_are_told_at_once() -> None:
    literal = f"<div>\n{PAGE}/{{}}\n</div>\n\n"
    text = "".join(f"[p]({PAGE}/p{each}), <{PAGE}/q{each}>\n\n" + literal.format(each) for each in range(30))
    document = document_of(text)
    proposed = [each for each in written(document, copy_for) if isinstance(each, Written)]
    odd = seen_otherwise(document, proposed, document_of)
    assert [each.reference.url for each in odd] == [f"{PAGE}/{each}" for each in range(30)]
    assert harm(document, [each for each in proposed if each not in odd], document_of) == ""
