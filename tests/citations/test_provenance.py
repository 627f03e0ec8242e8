"""Where a document says that its text comes from."""

from __future__ import annotations

import pytest

from citations.citing import BODY, cited, only, url_of
from linkaudit import data
from linkaudit.models import Role

A, B = "https://h.example/a", "https://h.example/b"
LABELS = data.load("labels")
FIRST = [
    (kind, language, words[0])
    for kind in ("original", "permalink", "source")
    for language, words in LABELS[kind].items()
]


def statements(text: str, name: str = "markdown") -> list[tuple[str, str, str]]:
    """List the statements of provenance: how each is said, as what, and the address or the name."""
    return [
        (citation.form, str(citation.role), url_of(citation) or citation.publisher or citation.title)
        for citation in cited(text, name).provenance
    ]


@pytest.mark.parametrize(("kind", "language", "words"), FIRST, ids=[" ".join(each[:2]) for each in FIRST])
def test_labels_of_every_kind_and_language(kind: str, language: str, words: str) -> None:
    for colon in (":", " :", "："):
        assert statements(f"{words}{colon} {A}{BODY}") == [(f"{words}:", kind, A)]
        assert statements(f"Title{BODY}{words.upper()}{colon} {A}\n")[0][1:] == (kind, A)


@pytest.mark.parametrize(
    "text",
    [
        f"Original url: {A}",
        f"ORIGINAL  URL :{A}",
        f"Original url: <{A}>",
        f"Original url: [{A}]({A})",
        f"Original url: [the page]({A})",
        f"Original url: `x` {A}",
        f"Original url: the page at {A}.",
        f"**Original url:** {A}",
        f"*Original url*: {A}",
        f"__Original url__: {A}",
        f"- Original url: {A}",
        f"* **Original url**: {A}",
        f"1. Original url: {A}",
        f"> Original url: {A}",
        f"> > *Original url:* {A}",
        f"\U0001f517 Original url: {A}",
        f"[Original url: {A}]",
        f"(Original url: {A})",
        f"— Original url: {A}",
        f"## Original url: {A}",
        f"| x | y |\n|---|---|\n| Original url | {A} |",
        f"| Original url: | {A} |\n|---|---|",
        f"Original url (archived copy): {A}",
        f"Original url:\n{A}",
        f"Original url:\n\n{A}",
        f"Original url:\n\n\n\n<{A}>.",
        f"Original url:\n- {A}",
        f"## Original url\n\n{A}",
        f"**Original url**\n\n[{A}]({A})",
        f"Title\nOriginal url: {A}\nmore",
    ],
)
def test_ways_of_setting_a_label_in_markdown(text: str) -> None:
    ((form, role, url),) = statements(f"{text}{BODY}")
    assert (form.casefold().split(), role, url) in [
        (words, "original", A) for words in (["original", "url:"], ["original", "url"])
    ]


@pytest.mark.parametrize("sign", ["#", "//", ";", "%", "--", "*", "/*", "..", "\t", ">"])
def test_a_label_behind_the_sign_of_a_comment(sign: str) -> None:
    assert statements(f"{sign} Original url: {A}\ncode = 1\n", "text") == [("Original url:", "original", A)]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_label_in_plain_text(line_end: str) -> None:
    for text in (f"Title\nOriginal url: {A}{BODY}", f"Original url:\n\n{A}{BODY}", f"Original url:\n{A}{BODY}"):
        assert statements(text.replace("\n", line_end), "text") == [("Original url:", "original", A)]


@pytest.mark.parametrize(
    "text",
    [
        f"<p>Original url: <a href='{A}'>the page</a></p>",
        f"<p><b>Original url:</b> {A}</p>",
        f"<dl><dt>Original url</dt><dd><a href='{A}'>{A}</a></dd></dl>",
        f"<table><tr><th>Original url:<td><a href='{A}'>{A}</a></table>",
    ],
)
def test_ways_of_setting_a_label_in_html(text: str) -> None:
    ((_, role, url),) = statements(f"{text}<p>Text", "html")
    assert (role, url) == ("original", A)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Original url:{BODY}", ("Original url:", "original", "")),
        (f"Original url: lost{BODY}", ("Original url:", "original", "lost")),
        (f"Original url: [the page](#){BODY}", ("Original url:", "original", "the page")),
        (f"Permalink: /2018/07/{BODY}", ("Permalink:", "permalink", "/2018/07/")),
        (f"---\noriginal_url:\n---{BODY}", ("original_url:", "original", "")),
        (f"---\noriginal_url: ''\n---{BODY}", ("original_url:", "original", "")),
        (f"Original url:\n\nText and then {A} in it.", ("Original url:", "original", "")),
    ],
)
def test_a_label_without_an_address_is_a_statement_too(text: str, expected: tuple[str, str, str]) -> None:
    assert statements(text) == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"Source: {A}{BODY}", [("Source:", "source", A)]),
        (f"Source: The Harbour Herald{BODY}", [("Source:", "source", "The Harbour Herald")]),
        (f"Via: [The Harbour Herald]({A}){BODY}", [("Via:", "source", A)]),
        (f"Originally published in: The Herald{BODY}", [("Originally published in:", "source", "The Herald")]),
        (f"Source:{BODY}", []),
        (f"Source: 42{BODY}", []),
        (f"Source: {'words ' * 20}{BODY}", []),
        (f"Source {A}{BODY}", []),
        (f"## Sources\n\n{A}{BODY}", []),
        (f"Title{BODY * 20}Source: {A}{BODY * 20}", []),
        (f"Title{BODY * 20}Source: {A}\n", [("Source:", "source", A)]),
        (f"Title{BODY * 20}Original url: {A}{BODY * 20}", [("Original url:", "original", A)]),
    ],
)  # fmt: skip
def test_a_source_is_that_of_the_document_only_at_its_head_or_foot(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert statements(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"`Original url: {A}`",
        f"```\nOriginal url: {A}\n```",
        f"The label Original url: {A} stands in a sentence.",
        f"What the original url: {A} says",
        f"Original words: {A}",
        f"Original url of the page that we have found after a long search: {A}",
        f"[Original url]: {A}",
    ],
)
def test_what_is_no_label(text: str) -> None:
    assert statements(f"{text}{BODY}") == []


@pytest.mark.parametrize(
    ("text", "form", "date"),
    [
        (f"Originally published at {A}.", "Originally published at", ""),
        (f"Originally published at {A} on August 18, 2019.", "Originally published at", "2019-08-18"),
        (f"*This post was originally published on [The Herald]({A}).*", "originally published on", ""),
        (f"Cross-posted from <{A}>", "Cross-posted from", ""),
        (f"Crossposted at [h.example]({A})", "Crossposted at", ""),
        (f"It was first published in [The Herald]({A}), 12 July 2018.", "was first published in", "2018-07-12"),
        (f"Republished with permission from [The Herald]({A}).", "Republished with permission from", ""),
        (f"Reposted from {A}", "Reposted from", ""),
        (f"Ursprünglich veröffentlicht auf [h.example]({A}).", "Ursprünglich veröffentlicht auf", ""),
        (f"Publié à l'origine sur [h.example]({A}).", "Publié à l'origine sur", ""),
        (f"Publicado originalmente en {A}.", "Publicado originalmente en", ""),
        (f"Pubblicato originariamente su {A}.", "Pubblicato originariamente su", ""),
        (f"Впервые опубликовано на {A}", "Впервые опубликовано на", ""),
        (f"本文转自 {A}", "本文转自", ""),
    ],
)
def test_phrases_of_republication(text: str, form: str, date: str) -> None:
    citation = only(cited(f"Title\n\n{text}{BODY}"))
    assert (citation.form, url_of(citation), citation.role) == (form, A, Role.ORIGINAL)
    assert (str(citation.published.date) if citation.published else "") == date


@pytest.mark.parametrize(
    "text",
    [
        "It was originally published in a newspaper.",
        f"The law was first published in 1906.\n\n{A}",
        f"The board republished its report: {A}",
        f"Title{BODY * 20}{'A long paragraph. ' * 20}It was originally published at {A}.{BODY * 20}",
    ],
)
def test_what_is_no_phrase_of_republication(text: str) -> None:
    assert statements(f"{text}{BODY}") == []


@pytest.mark.parametrize(
    "words",
    [
        "original article", "Read the original", "View Original Post", "source", "Link to the original", "阅读原文",
        "元記事を読む", "Zum Originalartikel", "Lire l'article original", "Leer el original", "Читать оригинал",
        "→ Original page",
    ],
)  # fmt: skip
def test_links_that_say_that_they_lead_to_the_original(words: str) -> None:
    assert statements(f"[{words}]({A}){BODY}") == [(words, "original", A)]
    assert statements(f"<p>Title<p><a href='{A}'>{words}</a>", "html") == [(words, "original", A)]


@pytest.mark.parametrize("words", ["the original sin", "source code", "sources", "originals", "original"])
def test_links_that_say_something_else(words: str) -> None:
    assert statements(f"[{words}]({A}){BODY}") == []


def test_a_link_in_the_middle_of_a_long_document_leads_to_something_elses_original() -> None:
    assert statements(f"Title{BODY * 20}See [the original]({A}).{BODY * 20}") == []
    assert statements(f"See [the original]({A}).{BODY}") == []
    assert statements(f"Title{BODY * 20}\n\n[View original]({A}){BODY * 20}") == []


@pytest.mark.parametrize(
    ("key", "role"),
    [
        *((key, Role.ORIGINAL) for key in ("original_url", "source_url", "via", "clipped_from")),
        *((key, Role.SOURCE) for key in ("source", "link")),
        *((key, Role.CANONICAL) for key in ("canonical_url", "canonical")),
        *((key, Role.PERMALINK) for key in ("permalink", "url")),
    ],
)
def test_keys_of_front_matter_and_headers(key: str, role: Role) -> None:
    for header in (
        f"---\n{key}: {A}\n---",
        f"+++\n{key} = '{A}'\n+++",
        f'[#]: {key}: "{A}"\n',
        f"---\n{key}:\n- {A}\n---",
    ):
        citation = only(cited(f"{header}{BODY}"))
        assert (citation.form, citation.role, url_of(citation)) == (f"{key}:", role, A)
        assert (citation.canonical is not None) == (role in (Role.CANONICAL, Role.PERMALINK))


def test_the_keys_of_a_web_clipper_belong_together() -> None:
    stored = f"https://web.archive.org/web/20180713000000/{A}"
    text = f"---\nsource_url: {A}\npublished: 2018-07-12\naccessed: 2018-07-13\narchive_url: {stored}\n"
    citation = only(cited(f"{text}archive_date: 2018-07-14\n---{BODY}"))
    assert citation.published is not None
    assert citation.accessed is not None
    assert citation.archived is not None
    assert citation.archive is not None
    assert [str(each.date) for each in (citation.published, citation.accessed, citation.archived)] == [
        "2018-07-12", "2018-07-13", "2018-07-14",
    ]  # fmt: skip
    assert citation.archive.url == stored


@pytest.mark.parametrize(
    "line", ["source: The Herald", "permalink: /2018/07/", "url: page.html", "homepage: https://h.example"]
)
def test_keys_that_state_no_address_of_the_text(line: str) -> None:
    assert statements(f"---\n{line}\n---{BODY}") == []


@pytest.mark.parametrize(
    ("text", "form", "role"),
    [
        (f"<link rel=canonical href='{A}'>", "link rel=canonical", "canonical"),
        (f"<meta property='og:url' content='{A}'>", "og:url", "canonical"),
        (f"<meta name='twitter:url' content='{A}'>", "twitter:url", "canonical"),
        (f"<meta name='citation_public_url' content='{A}'>", "citation_public_url", "canonical"),
        (f"<meta name='DC.Source' content='{A}'>", "DC.source", "original"),
        (f"<meta name='DCTERMS.source' content='{A}'>", "DCTERMS.source", "original"),
        (f"<!-- saved from url=(0019){A} -->", "mark of the web", "original"),
        (f"<!-- Page saved with SingleFile \n url: {A} \n-->", "SingleFile", "original"),
    ],
)
def test_what_markup_says(text: str, form: str, role: str) -> None:
    assert statements(f"{text}<p>Text", "html") == [(form, role, A)]


@pytest.mark.parametrize("text", ["<link rel=canonical href='/a'>", "<!-- saved from url=(0014)about:internet -->"])
def test_markup_without_an_address_says_nothing(text: str) -> None:
    assert statements(f"{text}<p>Text", "html") == []


def test_statements_stand_in_the_order_of_their_places_each_address_once() -> None:
    text = f"---\nsource: {A}\n---\nOriginal url: {B}\n\nSource: [The Herald]({A}x)\n"
    assert statements(text) == [
        ("source:", "source", A),
        ("Original url:", "original", B),
        ("Source:", "source", f"{A}x"),
    ]


@pytest.mark.parametrize(
    ("text", "date"),
    [
        (f"Original url: {A} (12 July 2018)", "2018-07-12"),
        (f"Original url: {A}, published on 2018-07-12", "2018-07-12"),
        (f"Original url: {A} accessed 12 July 2018", ""),
        (f"Original url: {A} Archived on 12 July 2018", ""),
        ("Original url: https://h.example/2018-07-12/a", ""),
        (f"Original url: {A}\n12 July 2018", ""),
    ],
)
def test_the_date_that_a_statement_names(text: str, date: str) -> None:
    published = cited(f"{text}{BODY}").provenance[0].published
    assert (str(published.date) if published else "") == date


def test_references_know_what_they_are_to_the_document() -> None:
    stored = f"https://web.archive.org/web/2018/{A}"
    document = cited(f"Original url: {A}\n\nSee {B} and {stored}.\n\nPermalink: {B}x\n")
    assert [(reference.url, reference.role) for reference in document.references] == [
        (A, Role.ORIGINAL),
        (B, Role.INLINE),
        (stored, Role.ARCHIVE),
        (f"{B}x", Role.PERMALINK),
    ]


@pytest.mark.parametrize(
    ("text", "name", "publisher"),
    [
        ("---\npublisher: The Herald\n---\n", "markdown", "The Herald"),
        ("---\npublisher:\nsite: The Herald\n---\n", "markdown", "The Herald"),
        ("<meta property='og:site_name' content='The Herald'>", "html", "The Herald"),
        ('<script>{"@type":"x","publisher":{"name":"The Herald"}}</script>', "html", "The Herald"),
        ("Publisher: The Herald\n", "text", ""),
    ],
)
def test_the_publisher(text: str, name: str, publisher: str) -> None:
    assert cited(text, name).publisher == publisher


def test_the_date_of_a_statement_is_not_the_one_in_its_address() -> None:
    citation = only(cited("Originally published at https://a.example/2017/03/02/x on July 12, 2018.\n"))
    assert citation.published is not None
    assert str(citation.published.date) == "2018-07-12"
