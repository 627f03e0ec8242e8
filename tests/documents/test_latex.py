"""LaTeX: addresses in commands and in text, what is printed, what is not."""

from __future__ import annotations

import pytest
from citations.citing import cited
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.documents import formats
from linkaudit.documents.interface import Options
from linkaudit.documents.read import read_text
from linkaudit.models import Kind

H = "https://h.example"


@pytest.mark.parametrize(
    ("text", "url", "raw", "kind"),
    [
        (rf"See \url{{{H}/a}}.", f"{H}/a", f"{H}/a", Kind.AUTOLINK),
        (rf"\url {{{H}/a}}", f"{H}/a", f"{H}/a", Kind.AUTOLINK),
        (rf"\url|{H}/a|", f"{H}/a", f"{H}/a", Kind.AUTOLINK),
        (rf"\url!{H}/{{a!", f"{H}/{{a", f"{H}/{{a", Kind.AUTOLINK),
        (rf"\nolinkurl{{{H}/a}}", f"{H}/a", f"{H}/a", Kind.AUTOLINK),
        (rf"\path{{{H}/a}}", f"{H}/a", f"{H}/a", Kind.AUTOLINK),
        (rf"\href{{{H}/a}}{{text}}", f"{H}/a", f"{H}/a", Kind.LINK),
        (rf"\href[page=2]{{{H}/a}}{{text}}", f"{H}/a", f"{H}/a", Kind.LINK),
        (rf"\href{{{H}/a}}", f"{H}/a", f"{H}/a", Kind.LINK),
        (r"\href{mailto:ada@h.example}{Ada}", "mailto:ada@h.example", "mailto:ada@h.example", Kind.LINK),
        (r"\includegraphics[width=3cm]{fig/map.png}", "fig/map.png", "fig/map.png", Kind.IMAGE),
        (rf"\urldef{{\mine}}\url{{{H}/a}}", f"{H}/a", f"{H}/a", Kind.AUTOLINK),
        (rf"\urldef\mine\url|{H}/a|", f"{H}/a", f"{H}/a", Kind.AUTOLINK),
        (rf"Bare {H}/a, and on", f"{H}/a", f"{H}/a", Kind.BARE),
        (rf"\texttt{{{H}/a}}x", f"{H}/a", f"{H}/a", Kind.BARE),
        # Escapes
        (rf"\url{{{H}/a\_b\%20\#c\&d}}", f"{H}/a_b%20#c&d", rf"{H}/a\_b\%20\#c\&d", Kind.AUTOLINK),
        (rf"\url{{{H}/a_b%20#c&d~e$f}}", f"{H}/a_b%20#c&d~e$f", f"{H}/a_b%20#c&d~e$f", Kind.AUTOLINK),
        (rf"\href{{{H}/\~{{}}u}}{{x}}", f"{H}/~u", rf"{H}/\~{{}}u", Kind.LINK),
        (rf"\url{{{H}/$\sim$u}}", f"{H}/~u", rf"{H}/$\sim$u", Kind.AUTOLINK),
        (rf"\url{{{H}/\textasciitilde u}}", f"{H}/~u", rf"{H}/\textasciitilde u", Kind.AUTOLINK),
        (rf"\url{{{H}/\string~u}}", f"{H}/~u", rf"{H}/\string~u", Kind.AUTOLINK),
        (rf"\url{{{H}/a{{\_}}b}}", f"{H}/a_b", rf"{H}/a{{\_}}b", Kind.AUTOLINK),
        (rf"\url{{{H}/{{\~{{}}}}u}}", f"{H}/~u", rf"{H}/{{\~{{}}}}u", Kind.AUTOLINK),
        (rf"\url{{{H}/{{id}}/x}}", f"{H}/{{id}}/x", f"{H}/{{id}}/x", Kind.AUTOLINK),
        (rf"{H}/a\_b and", f"{H}/a_b", rf"{H}/a\_b", Kind.BARE),
        (rf"{H}/\~{{}}u and", f"{H}/~u", rf"{H}/\~{{}}u", Kind.BARE),
        (rf"{H}/~u and", f"{H}/~u", f"{H}/~u", Kind.BARE),
        (rf"{H}/$\sim$u/ and", f"{H}/~u/", rf"{H}/$\sim$u/", Kind.BARE),
        (rf"{H}/a{{\textasciitilde}}b and", f"{H}/a~b", rf"{H}/a{{\textasciitilde}}b", Kind.BARE),
        (rf"{H}/long\allowbreak/er and", f"{H}/long/er", rf"{H}/long\allowbreak/er", Kind.BARE),
        (rf"{H}/a\-b and", f"{H}/ab", rf"{H}/a\-b", Kind.BARE),
        (rf"{H}/a%20b and", f"{H}/a%20b", f"{H}/a%20b", Kind.BARE),
        (rf"{H}/a?b=1\&c=2 and", f"{H}/a?b=1&c=2", rf"{H}/a?b=1\&c=2", Kind.BARE),
        # Broken over lines
        (f"\\url{{{H}/a/\n  b}}", f"{H}/a/b", f"{H}/a/\n  b", Kind.AUTOLINK),
        (f"\\url{{{H}/a/%\r\n  b}}", f"{H}/a/b", f"{H}/a/%\r\n  b", Kind.AUTOLINK),
        (f"\\url{{ {H}/a }}", f"{H}/a", f"{H}/a", Kind.AUTOLINK),
        (f"{H}/a/%\n  b and", f"{H}/a/b", f"{H}/a/%\n  b", Kind.BARE),
        # Quotation marks and angle brackets are no part of an address.
        (rf'\url{{"{H}/a"}}', f"{H}/a", f'"{H}/a"', Kind.AUTOLINK),
        (rf"\url{{<{H}/a>}}", f"{H}/a", f"<{H}/a>", Kind.AUTOLINK),
        # Addresses without scheme are listed as they are written.
        (r"\url{www.h.example}", "www.h.example", "www.h.example", Kind.AUTOLINK),
        (r"\href{}{x}", "", "", Kind.LINK),
    ],
)
def test_an_address(text: str, url: str, raw: str, kind: Kind) -> None:
    reference = only(read(text, "latex"))
    assert (reference.url, reference.raw, reference.kind) == (url, raw, kind)
    assert text[reference.location.start : reference.location.end] == raw


@pytest.mark.parametrize(
    "text",
    [
        rf"% \url{{{H}}}",
        rf"text % {H}",
        f"\\begin{{verbatim}}\n\\url{{{H}}}\n\\end{{verbatim}}",
        f"\\begin{{lstlisting}}[language=C]\n{H}\n\\end{{lstlisting}}",
        f"\\begin{{minted}}{{python}}\n{H}\n\\end{{minted}}",
        f"\\begin{{comment}}\n\\url{{{H}}}\n\\end{{comment}}",
        f"\\newminted{{python}}{{}}\n\\begin{{pythoncode}}\n{H}\n\\end{{pythoncode}}",
        f"\\lstnewenvironment{{mine}}{{}}{{}}\n\\begin{{mine}}\n{H}\n\\end{{mine}}",
        f"\\begin{{verbatim}}\n{H}",
        rf"\verb|{H}|",
        rf"\verb*+{H}+",
        rf"\Verb[x]+{H}+",
        rf"a\endinput {H}",
        rf"\lstinline!{H}!",
        rf"\lstinline[language=C]{{{H}}}",
        rf"\mintinline{{text}}|{H}|",
        rf"\iffalse \url{{{H}}} \fi",
        rf"\iffalse \ifx\a\b {H} \else {H} \fi {H} \fi",
        rf"\begin{{document}}x\end{{document}} {H}",
        rf"\newcommand{{\gh}}[1]{{\href{{{H}/#1}}{{#1}}}}",
        rf"\def\gh#1{{{H}/#1}}",
        r"\newcommand{\u}[1]{\url{#1}}",
        rf"\url{{\unknown/{H}}}",
        r"\hyperref[sec:a]{Section} \path{/etc/hosts} \cite{a} \label{http}",
    ],
)
def test_what_is_no_link(text: str) -> None:
    assert urls(read(text, "latex")) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (rf"\iffalse {H}/a \else {H}/b \fi", [f"{H}/b"]),
        (rf"\let\ifdraft\iffalse {H}/a \ifdraft x\fi", [f"{H}/a"]),
        (rf"a 5\% of \url{{{H}/a}}", [f"{H}/a"]),
        (f"\\verb|% | {H}/a", [f"{H}/a"]),
        (rf"\newcommand{{\repo}}{{{H}/r}} \href{{\repo/issues}}{{x}}", [f"{H}/r", f"{H}/r/issues"]),
        (rf"\def\repo{{{H}/r}} \url{{\repo/a}}", [f"{H}/r", f"{H}/r/a"]),
        (rf"\href{{{H}/a}}{{\url{{{H}/b}} {H}/c}}", [f"{H}/a"]),
        (rf"\href{{{H}/a}}{{\includegraphics{{x.png}}}} {H}/c", [f"{H}/a", f"{H}/c"]),
        (rf"\href{{{H}/a}}{{never closed" + f"\n\n{H}/b", [f"{H}/a", f"{H}/b"]),
        (rf"\hypersetup{{pdfurl={{{H}/p}},colorlinks}}", [f"{H}/p"]),
        (rf"\footnote{{\url{{{H}/a}}}} {H}/b", [f"{H}/a", f"{H}/b"]),
        (rf"\begin{{tabular}}{{ll}} {H}/a&{H}/b\\ \end{{tabular}}", [f"{H}/a", f"{H}/b"]),
        (rf"\bibitem[{{\bf A}}]{{a}} \url{{{H}/a}}", [f"{H}/a"]),
        (rf"\section{{\url{{{H}/a}}}}", [f"{H}/a"]),
        (rf"US\$5 {H}/a $x {H}/b$", [f"{H}/a"]),
        (rf"\url{{{H}/a", [f"{H}/a"]),
        (rf"{H}/p#1 \newcommand{{\gh}}[1]{{\url{{{H}/#1}} {H}/#1}} {H}/q#2", [f"{H}/p#1", f"{H}/q#2"]),
    ],
)
def test_several(text: str, expected: list[str]) -> None:
    assert urls(read(text, "latex")) == expected


@pytest.mark.parametrize("text", [rf"% {H}/a", rf"\verb|{H}/a|", f"\\begin{{verbatim}}\n{H}/a\n\\end{{verbatim}}"])
def test_code_and_comments_are_read_if_wanted(text: str) -> None:
    document = read_text(text, "page.tex", formats.by_name("latex"), options=Options(include_code=True))
    assert urls(document) == [f"{H}/a"]


def test_lines_and_columns() -> None:
    text = f"\ufeff\\section{{A 😀}}\r\n\t\\url{{{H}/a/\r\n  b}} {H}/c\r\n"
    first, second = read(text, "latex").references
    place = first.location
    assert (place.line, place.column, place.end_line, place.end_column) == (2, 7, 3, 4)
    assert (second.location.line, second.location.column) == (3, 6)


def test_the_text_of_a_link() -> None:
    reference = only(read(rf"\href{{{H}}}{{the \textbf{{old}}~harbour \& pier}}", "latex"))
    assert reference.text == "the old harbour & pier"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"One \emph{two} \textbf{three}.", ["One two three."]),
        ("One\ntwo\n\nthree", ["One\ntwo", "three"]),
        ("One\r\nmore\r\n \r\ntwo", ["One\nmore", "two"]),
        (r"12$^{th}$ July~2018, Espa\~na, Stra{\ss}e, \'Elan, {\'\i}", ["12th July 2018, España, Straße, Élan, í"]),
        (r"a\footnote{b \url{x.y}} c", ["a c", "b x.y"]),
        (r"\item one \item[a] two", ["one", "two"]),
        ("\\section*{Head}Text\\label{x}\\cite[p. 3]{y}", ["Head", "Text"]),
        ("Text % no\nmore", ["Text more"]),
        ("Text % no\n\nmore", ["Text", "more"]),
        (r"\begin{tabular}{@{}l|l@{}}a & b \\ c & d\end{tabular}", ["a", "b", "c", "d"]),
        (r"\documentclass[12pt]{article}\title{A}\begin{document}B\end{document}C", ["A", "B"]),
        (r"\newcommand{\x}{hidden}seen", ["seen"]),
        (r"one\\two\par three", ["one\ntwo", "three"]),
    ],
)
def test_the_text_that_is_printed(text: str, expected: list[str]) -> None:
    document = read(text, "latex")
    assert [block.text.strip() for block in document.blocks] == expected
    assert places_hold(document)


def test_what_a_document_says_of_itself() -> None:
    text = (
        "\\title{The {Ferry}}\\author{Ada \\and Ben}\\date{12 July 2018}\n\\begin{document}\\maketitle\\end{document}"
    )
    document = cited(text, "latex", "page.tex")
    assert document.title == "The Ferry"
    assert document.date is not None
    assert str(document.date.date) == "2018-07-12"
    assert [(field.name, field.value) for field in document.fields] == [
        ("title", "The Ferry"),
        ("author", "Ada Ben"),
        ("date", "12 July 2018"),
    ]


def test_statements_are_found_in_the_text() -> None:
    text = f"Ferry.\\footnote{{\\url{{{H}/a}}. Accessed 7~March 2015.}} More.\n\nOriginal url: \\url{{{H}/b}}\n"
    provenance, access = cited(text, "latex", "page.tex").citations
    assert provenance.original is not None
    assert provenance.original.url == f"{H}/b"
    assert access.original is not None
    assert access.original.url == f"{H}/a"
    assert access.accessed is not None
    assert str(access.accessed.date) == "2015-03-07"


def test_comments() -> None:
    document = read("a % linkaudit: ignore[x] why\r\n%% two\n\\% none\n%\nb", "latex")
    assert [(comment.text, comment.location.line) for comment in document.comments] == [
        ("linkaudit: ignore[x] why", 1),
        ("two", 2),
    ]


ALPHABET = st.sampled_from(
    [
        *("\\url{", "\\href{", "{", "}", "\\url|", "|", f"{H}/a", "\\_", "$", "$\\sim$", "%", "\n", "\n\n", "\r\n"),
        *("\\begin{verbatim}", "\\end{verbatim}", "\\begin{document}", "\\end{document}", "\\iffalse", "\\fi"),
        *("\\newcommand{\\x}{", "\\x", "#1", "\\title{", "\\footnote{", "[", "]", "\\item", "&", "\\\\", "~"),
        *("\\~{}", "\\'e", "\\verb|", "\\begin{tabular}{ll}", "\\hypersetup{pdfurl={", "😀", "\\", "a", " ", '"'),
    ]
)


@given(st.lists(ALPHABET, max_size=40).map("".join), st.booleans())
def test_any_text_is_read_and_every_place_holds(text: str, code: bool) -> None:
    document = read_text(text, "page.tex", formats.by_name("latex"), options=Options(include_code=code))
    assert places_hold(document)
    starts = [reference.location.start for reference in document.references]
    assert starts == sorted(starts)


HOSTILE = [
    *("\\url{", "{", "\\href{a}{", "$a ", "%\n", "\\begin{verbatim}", "\\iffalse ", "\\footnote{", "\\title{"),
    *("\\newcommand{\\a}{", "\\verb|", "\\url! ", "~", "\\cite{a", "[", f"{H}/%20", "\\def\\a", "{ ", "\\hspace{"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_no_longer_than_its_length_asks_for(piece: str) -> None:
    with within(5):
        read(piece * (100_000 // len(piece)), "latex")
