"""Links of Quarto and R Markdown."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading import places_hold, read, urls
from linkaudit.models import Document, Kind

X, Y, Z = "https://h.example/x", "https://h.example/y", "https://h.example/z"


def quarto(text: str) -> Document:
    """Read a document, having seen that every place in it holds."""
    document = read(text, "quarto")
    assert places_hold(document)
    return document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"See @key [@key; @other] [x]({X}){{.class target='_blank'}} ^[Note {Y}.]", [X, Y]),
        (f"::: {{.callout-note}}\n[x]({X})\n:::", [X]),
        (f"{{{{< video {X} >}}}} {{{{< video '{Y}' title=\"t\" >}}}}", [X, Y]),
        ("{{< include _part.qmd >}} {{< embed book.ipynb#fig >}} {{< pagebreak >}}", ["_part.qmd", "book.ipynb#fig"]),
        (f"`{{{{< video {X} >}}}}`", []),
        (f"```{{r}}\n#| fig-cap: '{X}'\nx[['a']]\n```\n", []),
        (f"Inline `r paste('{X}')` and $x_i$ and {Y}", [Y]),
        ("x[['a']] and [[not]] a link", []),
        (f"![A figure]({X}){{#fig-one}} and @fig-one", [X]),
    ],
)
def test_links(text: str, expected: list[str]) -> None:
    assert urls(quarto(text)) == expected


def test_kinds_and_places() -> None:
    document = quarto(f"---\r\ntitle: T\r\n---\r\n😀 {{{{< video {X} >}}}}\r\n")
    (reference,) = document.references
    assert (reference.url, reference.kind, reference.element) == (X, Kind.LINK, "shortcode video")
    assert (reference.location.line, reference.location.column) == (4, 13)


def test_the_header() -> None:
    document = quarto(
        f"---\ntitle: 'T'\nauthor:\n  - name: Ada\n    url: {X}\nbibliography: [refs.bib, '{Y}']\ncsl: style.csl\n"
        f"format:\n  html:\n    css: s.css\n---\n{Z}\n"
    )
    assert [(each.url, each.kind, each.element) for each in document.references] == [
        (X, Kind.FIELD, "author.name.url"),
        ("refs.bib", Kind.FIELD, "bibliography"),
        (Y, Kind.FIELD, "bibliography"),
        ("style.csl", Kind.FIELD, "csl"),
        (Z, Kind.BARE, ""),
    ]


SIGNS = st.sampled_from(
    [
        *(
            "{{<",
            ">}}",
            "video ",
            "https://h.example/x",
            "---\n",
            "bibliography: ",
            "```{r}\n",
            "[@k]",
            ":::",
            "[",
            "]",
            "\n",
        )
    ]
)


@given(st.lists(SIGNS, max_size=20).map("".join))
@settings(max_examples=200)
def test_any_text_is_read_and_every_place_holds(text: str) -> None:
    starts = [reference.location.start for reference in quarto(text).references]
    assert starts == sorted(starts)
