"""The links that are found in Markdown, compared with what GitHub's own renderer makes of it."""

from __future__ import annotations

import json
import tarfile
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading import read
from linkaudit.models import Kind

cmarkgfm = pytest.importorskip("cmarkgfm", reason="GitHub's renderer is not installed")
OPTIONS = pytest.importorskip("cmarkgfm.cmark").Options

# The examples of the specification are not ours to copy (CC BY-SA). They stand in the source distribution of
# markdown-it-py: `pip download --no-deps --no-binary markdown-it-py --dest .cache/specifications markdown-it-py`.
SPECIFICATIONS = Path(__file__).parents[2] / ".cache" / "specifications"


class _Links(HTMLParser):
    """Gathers the targets of links and pictures in rendered HTML."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        wanted = {"a": "href", "img": "src"}.get(tag, "")
        values = dict(attrs)
        # Marks of footnotes lead within the page and are the renderer's own.
        if wanted in values and "footnote" not in " ".join(values):
            self.found.append(values[wanted] or "")


def theirs(text: str) -> list[str]:
    links = _Links()
    links.feed(cmarkgfm.github_flavored_markdown_to_html(text, OPTIONS.CMARK_OPT_UNSAFE | OPTIONS.CMARK_OPT_FOOTNOTES))
    links.close()
    return sorted(_comparable(url) for url in links.found)


def ours(text: str) -> list[str]:
    """List what is found, a definition once for each of its uses, but for what only this reader takes for links."""
    found: list[str] = []
    for reference in read(text).references:
        if reference.kind is Kind.DEFINITION:
            found += [reference.url] * len(reference.uses)
        elif reference.element in ("", "a href", "img src"):
            found.append(reference.url)
    return sorted(map(_comparable, found))


def _comparable(url: str) -> str:
    """Undo percent-encoding, and leave out the line ends that the URL parser leaves out."""
    return unquote("".join(url.splitlines()).strip())


SNIPPETS = [
    "www.h.example www.h.example/help. Visit www.h.example/search?q=(a) (www.h.example/x) www.h.example/a.b.",
    "https://h.example/search?q=Markup+(business) (https://h.example/q) https://h.example/a)))",
    "https://h.example/search?q=commonmark&hl=en https://h.example/search?q=commonmark&hl;",
    "ftp://h.example/x http://h.example https://h.example:8080/?a=b#c",
    "ada@h.example, ada.holm+x@mail.h.example. a.b-c_d@a.b a.b-c_d@a.b- a.b-c_d@a.b_ mailto:ada@h.example mailto:a@b",
    "ada@h.example. ada\\_holm@h.example *ada@h.example* (ada@h.example) ada@h @ada",
    "- [ ] [a](/x) https://h.example/y\n- [x] www.h.example/z",
    "> [!NOTE]\n> See [a](/x) and https://h.example/y.",
    "~~[a](/x)~~ ~~https://h.example/y~~ ~https://h.example/z~",
    "a | b\n-|-\n[x](/x) | https://h.example/y\n`[no](/z)` | ![p](/p)\nwww.h.example | ada@h.example",
    "| a |\n|---|\n| [x](/a\\|b) `\\|` |",
    "Text[^1] and[^two].\n\n[^1]: See https://h.example/fn.\n[^two]: [a](/x)\n\n    more www.h.example",
    "It costs US$5 or $6 [a](/x) and $7: https://h.example/y and $x$ [b](/z).",
    "[a](/x){.class} [b][r]{#id}\n{: .class}\n\n[r]: /r",
    "[x]({{site.url}}/a) [y]({{ site.url }}/b) {% link c.md %}",
    '{{< figure src="https://h.example/f.png" >}}',
    "> [r]: /in-quote\n\n- [s]: /in-list\n\n[r] [s]",
    "[[1]](/x) [[a]][r] [[r]] ![[r]]\n\n[r]: /r",
    "<details>\n<summary>[no](/x)</summary>\n\n[yes](/y)\n\n</details>",
    '<a href="/x">[y](/y)</a>',
    "<!-- [no](/x) https://h.example/y -->\n\n[yes](/z)",
    "http://localhost:8080/x http://127.0.0.1/y http://xn--mnchen-3ya.example/ http://münchen.example/ü",
    "\"https://h.example/a\" 'https://h.example/b'",
    "https://h.example/~ada/ https://h.example/a_b_c https://h.example/*x* **https://h.example/bold**",
    "https://h.example/!/ https://h.example/#!/a https://h.example/a? https://h.example/b!",
]  # fmt: skip


@pytest.mark.parametrize("text", SNIPPETS)
def test_links_are_those_of_github(text: str) -> None:
    assert ours(text) == theirs(text)


# Where this reader differs, on purpose: what it finds, and what GitHub's renderer does.
DEVIATIONS = {
    "a bracket around a URL is none of it": ("[https://h.example/b]", ["https://h.example/b"], []),
    "the pattern of a URL is none": ("https://h.example/a<lp>", [], ["https://h.example/a"]),
    "a footnote without reference is written all the same": ("[^1]: /x https://h.example/", ["https://h.example/"], []),
    "the text of a link is no second link": ('<a href="/x">https://h.example/</a>', ["/x"], ["/x", "https://h.example/"]),
    "a link in the words for a picture is written": ("![a [b](/x)](/y)", ["/x", "/y"], ["/y"]),
    "a picture in the words for a picture is written": ("![a ![b](/x)](/y)", ["/x", "/y"], ["/y"]),
    "a link in the target of a link was pasted": ("[a]([b](/c))", ["/c"], ["[b](/c)"]),
    "a target with a space was meant": ("[a](http://h.example/b c)", ["http://h.example/b c"], ["http://h.example/b"]),
    "a remark is not shown": ("[//]: # (remark)\n\n[//]", [], ["#"]),
    "quotation marks end a URL": ("https://h.example/a\u201d", ["https://h.example/a"], ["https://h.example/a\u201d"]),
    "the comma of a list ends a URL": (
        "https://h.example/a,https://h.example/b",
        ["https://h.example/a", "https://h.example/b"],
        ["https://h.example/a,https://h.example/b"],
    ),
    "a broken URL is whole": ("<https://h.example/a/\nb>", ["https://h.example/a/b"], ["https://h.example/a/"]),
    "an escape was put in by an editor": ("https://h.example/a\\_b", ["https://h.example/a_b"], ["https://h.example/a\\_b"]),
}  # fmt: skip


@pytest.mark.parametrize(("text", "here", "there"), DEVIATIONS.values(), ids=DEVIATIONS)
def test_where_this_reader_differs(text: str, here: list[str], there: list[str]) -> None:
    assert (ours(text), theirs(text)) == (sorted(here), sorted(there))


@cache
def examples() -> list[dict[str, Any]]:
    """Read the examples of CommonMark."""
    for archive in sorted(SPECIFICATIONS.glob("markdown_it_py-*.tar.gz")):
        with tarfile.open(archive) as files:
            for member in files:
                if member.name.endswith("/commonmark.json"):
                    content = files.extractfile(member)
                    return list(json.load(content)) if content else []
    return []


# Examples of the specification in which a picture's words hold a link, or the renderer differs from the specification.
DIFFERENT = {520, 574, 575}


@pytest.mark.skipif(not examples(), reason="the specification is not there; see SPECIFICATIONS")
def test_the_examples_of_the_specification() -> None:
    different = [
        example["markdown"]
        for example in examples()
        if example["example"] not in DIFFERENT and ours(example["markdown"]) != theirs(example["markdown"])
    ]
    assert different == []


URLS = (
    "https://h.example/x",
    "http://h.example",
    "www.h.example",
    "ftp://h.example/a",
    "https://h.example/?q=(a)&b=c_d",
)
WORDS = st.sampled_from(
    [
        *URLS,
        *(f"{url}{sign}" for url in URLS for sign in (".", ",", ":", "!", "?", "&copy;", "~~", "**", ")")),
        *(f"{before}{url}{behind}" for url in URLS for before, behind in ("()", ("**", "**"), ("~~", "~~"))),
        *("ada@h.example", "ada@h.example.", "(ada@h.example)", "mailto:ada@h.example"),
        *("[a](/x)", "![c](<y z> 't')", "<https://h.example>", "[a]", "[a][r]", "[r]", "![r]", "[[r]]"),
        *("word", "é", "&amp;", "x <b>", "x <!-- y -->", "`code`", "`", "*", "**", "]", "\\", "$", "|"),
    ]
)
BLOCKS = st.sampled_from(
    [
        *("{}\n\n", "{}\n", "> {}\n", "- {}\n", "1. {}\n", "# {}\n\n", "- [ ] {}\n", "{}\n===\n\n", "    {}\n\n"),
        *("```\n{}\n```\n", "a | b\n-|-\n {} | c\n\n", "<div>\n\n{}\n\n</div>\n\n", "[r]: /r\n\n", "***\n"),
    ]
)


@given(st.lists(st.tuples(BLOCKS, st.lists(WORDS, max_size=6).map(" ".join)), max_size=6))
@settings(max_examples=400)
def test_made_documents_have_the_links_of_github(parts: list[tuple[str, str]]) -> None:
    text = "".join(block.replace("{}", words) for block, words in parts)
    text += "\n\nText[^n].\n\n[^n]: https://h.example/note www.h.example\n"
    assert ours(text) == theirs(text)
