"""DOIs that are not written as such, and addresses of DOIs in other forms than the one asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.judged import INFO, WARNING, findings_of, fixed, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

FIELDS: list[tuple[str, list[Severity], str]] = [
    # The value of the field, what is found, and what the repair makes of it if there is one.
    ("10.5555/harbour.12", [], ""),
    ("10.5555.10/harbour.12", [], ""),
    ("10.1002/(SICI)1097-4571(199806)49:8<693::AID-ASI4>3.0.CO;2-O", [], ""),
    ("10/gt8p", [], ""),
    ("10.5555/harbour.12, 10.5555/harbour.13", [], ""),
    ("n/a", [], ""),
    ("forthcoming", [], ""),
    ("10.xxxx/xxxx", [], ""),
    ("10.1145/nnnnnnn.nnnnnnn", [], ""),
    ("10.1234/abc", [], ""),
    ("https://doi.org/gt8p", [], ""),
    ("https://doi.org/10.5555/harbour.12", [INFO], "10.5555/harbour.12"),
    ("http://dx.doi.org/10.5555/harbour.12", [INFO], "10.5555/harbour.12"),
    ("doi.org/10.5555/harbour.12", [INFO], "10.5555/harbour.12"),
    ("doi:10.5555/harbour.12", [WARNING], "10.5555/harbour.12"),
    ("DOI: 10.5555/harbour.12", [WARNING], "10.5555/harbour.12"),
    ("doi:doi:10.5555/harbour.12", [WARNING], "10.5555/harbour.12"),
    ("10.5555/harbour.12.", [WARNING], "10.5555/harbour.12"),
    ("10.5555/harbour.12,", [WARNING], "10.5555/harbour.12"),
    ("10.5555/harbour–12", [WARNING], "10.5555/harbour-12"),
    ("10.5555/ harbour.12", [WARNING], "10.5555/harbour.12"),
    ("10.5555/harbour.12 (print)", [WARNING], "10.5555/harbour.12"),
    ("10.5555", [WARNING], ""),
    ("10.5555/", [WARNING], ""),
    ("10.555/harbour.12", [WARNING], ""),
    ("110.5555/harbour.12", [WARNING], ""),
    ("0.5555/harbour.12", [WARNING], ""),
    ("https://press.example/harbour.12", [WARNING], ""),
    ("doi:10.555/harbour.12", [WARNING], ""),
]
ENTRY = "@article{{a,\n  title = {{Ferries}},\n  doi = {{{}}},\n}}\n"


@pytest.mark.parametrize(("written", "expected", "meant"), FIELDS, ids=[case[0] for case in FIELDS])
def test_a_field_holds_a_doi_and_nothing_else(written: str, expected: list[Severity], meant: str) -> None:
    text = ENTRY.format(written)
    found = findings_of("id-doi-malformed", text, "a.bib")
    assert [finding.severity for finding in found] == expected
    for finding in found:
        assert [fix.title for fix in finding.fixes] == ([f"write {meant}"] if meant else [])
        if meant:
            assert fixed(text, finding) == ENTRY.format(meant)
            assert severities("id-doi-malformed", fixed(text, finding), "a.bib") == []


def test_only_what_cannot_change_the_doi_is_a_safe_repair() -> None:
    def safe(written: str) -> bool:
        return findings_of("id-doi-malformed", ENTRY.format(written), "a.bib")[0].fixes[0].safe

    assert safe("doi:10.5555/harbour.12")
    assert safe("https://doi.org/10.5555/harbour.12")
    assert not safe("10.5555/harbour.12.")
    assert not safe("10.5555/harbour–12")


def test_a_value_that_is_escaped_is_found_but_not_repaired() -> None:
    (finding,) = findings_of("id-doi-malformed", ENTRY.format("doi:10.5555/harbour\\_12"), "a.bib")
    assert finding.evidence[1].value == "10.5555/harbour_12"
    assert finding.fixes == ()


def test_a_sign_that_is_written_as_markup() -> None:
    (finding,) = findings_of("id-doi-malformed", "TY  - JOUR\nTI  - T\nDO  - 10.5555/a&lt;b&gt;c\nER  - \n", "a.ris")
    assert finding.evidence[1].value == "10.5555/a<b>c"


TEXTS: list[tuple[str, str, str, list[Severity]]] = [
    ("in order", "a.md", "Holm, doi:10.5555/harbour.12.\n", []),
    ("in brackets", "a.md", "Holm (doi:10.5555/harbour(12)).\n", []),
    ("a prefix that is spoken of", "a.md", "The DOI 10.555 is none, nor is DOI 10.55555555555.\n", []),
    ("too few digits", "a.md", "Holm, doi:10.555/harbour.12\n", [WARNING]),
    ("label twice", "a.md", "Holm, doi:doi:10.5555/harbour.12\n", [WARNING]),
    ("dash between digits", "a.md", "Holm, doi:10.5555/12–34\n", [WARNING]),
    ("dash behind which the sentence goes on", "a.md", "Holm, doi:10.5555/harbour—as printed\n", []),
    ("range", "a.md", "Holm, doi:10.5555/12–10.5555/34\n", []),
    ("code", "a.md", "Write `doi:10.555/harbour.12` there.\n", []),
    ("template", "a.wiki", "Holm {{doi|doi:10.5555/harbour.12}}\n", [WARNING]),
    ("template in order", "a.wiki", "Holm {{doi|10.5555/harbour.12}}\n", []),
    ("stand-in of a template", "a.wiki", "Holm {{doi|<DOI>}} {{doi|10.}}\n", []),
    ("front matter", "a.md", "---\ndoi: 10.555/harbour.12\n---\nFerries.\n", [WARNING]),
    ("metadata", "a.html", '<meta name="citation_doi" content="doi:10.5555/harbour.12"><p>Ferries</p>\n', [WARNING]),
    ("address", "a.md", "[Holm](https://doi.org/10.5555/harbour.12)\n", []),
    ("address of a short name", "a.md", "[Holm](https://doi.org/gt8p) [Holm](https://doi.org/10/gt8p)\n", []),
    ("address of a handle", "a.md", "[Holm](https://doi.org/20.500.12345/678)\n", []),
    ("address without suffix", "a.md", "[Holm](https://doi.org/10.5555)\n", [WARNING]),
    ("address with too few digits", "a.md", "[Holm](https://doi.org/10.555/harbour.12)\n", [WARNING]),
    ("address in a template", "a.md", "[Holm](https://doi.org/10.{prefix}/x) [b](https://doi.org/10.$1)\n", []),
    ("address with an encoded dash", "a.md", "[Holm](https://doi.org/10.5555/a%E2%80%93b)\n", [WARNING]),
    ("capture", "a.md", "[Holm](https://web.archive.org/web/20180712000000/https://doi.org/10.555/x)\n", [WARNING]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), [case[1:] for case in TEXTS], ids=[case[0] for case in TEXTS])
def test_a_doi_in_text_and_addresses(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("id-doi-malformed", text, path) == expected


def test_an_address_within_the_address_is_taken_out() -> None:
    text = "[Holm](https://doi.org/https://doi.org/10.5555/harbour.12)\n"
    (finding,) = findings_of("id-doi-malformed", text)
    assert finding.fixes[0].safe
    assert fixed(text, finding) == "[Holm](https://doi.org/10.5555/harbour.12)\n"


def test_one_doi_on_one_line_is_judged_once() -> None:
    assert severities("id-doi-malformed", "[doi:10.555/a.b](https://doi.org/10.555/a.b)\n") == [WARNING]
    assert severities("id-doi-malformed", "doi:10.555/a.b\n\ndoi:10.555/a.b\n") == [WARNING, WARNING]


FORMS = [
    ("http://dx.doi.org/10.5555/harbour.12", "https://doi.org/10.5555/harbour.12", True),
    ("https://dx.doi.org/10.5555/harbour.12", "https://doi.org/10.5555/harbour.12", True),
    ("http://doi.org/10.5555/harbour.12", "https://doi.org/10.5555/harbour.12", True),
    ("https://www.doi.org/10.5555/harbour.12", "https://doi.org/10.5555/harbour.12", True),
    ("HTTP://DX.DOI.ORG/10.5555/Harbour.12", "https://doi.org/10.5555/Harbour.12", True),
    ("https://doi.org/doi:10.5555/harbour.12", "https://doi.org/10.5555/harbour.12", True),
    ("http://dx.doi.org/doi:10.5555/harbour.12", "https://doi.org/10.5555/harbour.12", True),
    ("http://dx.doi.org/10.5555/a%28b%29#c", "https://doi.org/10.5555/a%28b%29#c", True),
    ("https://dl.acm.org/doi/abs/10.1145/3292500", "https://doi.org/10.1145/3292500", False),
    ("https://onlinelibrary.wiley.com/doi/full/10.1002/a.b-1?x=1", "https://doi.org/10.1002/a.b-1", False),
    ("https://iopscience.iop.org/article/10.1088/1367-2630/18/1/013001/meta",
     "https://doi.org/10.1088/1367-2630/18/1/013001", False),
    ("https://journals.plos.org/plosone/article?id=10.1371/journal.pone.0185809",
     "https://doi.org/10.1371/journal.pone.0185809", False),
    ("https://www.biorxiv.org/content/10.1101/2020.01.30.927871v2.full",
     "https://doi.org/10.1101/2020.01.30.927871", False),
    ("https://www.biorxiv.org/content/10.1101/2020.01.30.927871v1", "https://doi.org/10.1101/2020.01.30.927871", False),
    ("https://www.tandfonline.com/doi/full/10.1080/0.5.6/", "https://doi.org/10.1080/0.5.6", False),
]  # fmt: skip


@pytest.mark.parametrize(("url", "meant", "safe"), FORMS, ids=[case[0] for case in FORMS])
def test_another_form_of_address(url: str, meant: str, safe: bool) -> None:
    for form in ("[Ferries]({})\n", "See <{}>.\n", "[f]: {}\n\n[Ferries][f]\n"):
        text = form.format(url)
        (finding,) = findings_of("id-doi-url-form", text)
        assert finding.severity is INFO
        assert finding.evidence[1].value == meant
        assert finding.fixes[0].safe is safe
        assert fixed(text, finding) == form.format(meant)
        assert severities("id-doi-url-form", fixed(text, finding)) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://doi.org/10.5555/harbour.12",
        "https://doi.org/gt8p",
        "http://dx.doi.org/",
        "http://dx.doi.org/$1",
        "https://notdoi.org/http://dx.doi.org/10.5555/x",
        "https://web.archive.org/web/20180712000000/http://dx.doi.org/10.5555/harbour.12",
        "https://link.springer.com/content/pdf/10.1007/s00779-010-0359-8.pdf",
        "https://onlinelibrary.wiley.com/doi/pdf/10.1002/a.b-1",
        "https://zenodo.org/badge/DOI/10.5281/zenodo.3509134.svg",
        "https://joss.theoj.org/papers/10.21105/joss.02000/status.svg",
        "https://dl.acm.org/doi/10.5555/12345",
        "https://www.biorxiv.org/content/10.1101/$1",
        "https://api.crossref.org/works/10.1145/3292500",
        "https://gazette.example/doi/10.1145/3292500",
        "https://files.example/release-10.1234/notes",
    ],
)
def test_other_addresses_are_left_alone(url: str) -> None:
    assert severities("id-doi-url-form", f"[Ferries](<{url}>)\n") == []


def test_the_publisher_may_be_linked_where_the_doi_is_named() -> None:
    link = "[Ferries](https://dl.acm.org/doi/10.1145/3292500)"
    assert severities("id-doi-url-form", f"{link}, doi:10.1145/3292501\n") == [INFO]
    assert severities("id-doi-url-form", f"{link}, doi:10.1145/3292500\n") == []
    assert severities("id-doi-url-form", f"{link}, https://doi.org/10.1145/3292500\n") == []
    entry = "@article{{a, title = {{T}}, url = {{https://dl.acm.org/doi/10.1145/3292500}}{}}}"
    assert severities("id-doi-url-form", entry.format(""), "a.bib") == [INFO]
    assert severities("id-doi-url-form", entry.format(", doi = {10.1145/3292500}"), "a.bib") == []


def test_the_address_in_a_field_of_its_own_is_for_the_other_rule() -> None:
    assert severities("id-doi-url-form", ENTRY.format("http://dx.doi.org/10.5555/harbour.12"), "a.bib") == []


def test_a_repair_keeps_escapes() -> None:
    text = '<a href="http://dx.doi.org/10.5555/a&lt;b&gt;">Ferries</a>\n'
    (finding,) = findings_of("id-doi-url-form", text, "a.html")
    assert fixed(text, finding) == '<a href="https://doi.org/10.5555/a&lt;b&gt;">Ferries</a>\n'
    text = "@misc{a, title = {T}, url = {http://dx.doi.org/10.5555/a\\_b}}\n"
    (finding,) = findings_of("id-doi-url-form", text, "a.bib")
    assert fixed(text, finding) == "@misc{a, title = {T}, url = {https://doi.org/10.5555/a\\_b}}\n"
    (finding,) = findings_of("id-doi-url-form", '<a href="http&#58;//dx.doi.org/10.5555/a">Ferries</a>\n', "a.html")
    assert finding.fixes == ()


SUFFIX = st.text("abcXYZ0123456789.-_;:()/", min_size=1, max_size=24).map(lambda text: f"a{text}9")


@given(st.integers(1000, 99999), SUFFIX)
def test_a_made_doi_is_silent_and_each_repair_ends_the_finding(prefix: int, suffix: str) -> None:
    doi = f"10.{prefix}/{suffix}"
    assert severities("id-doi-malformed", f"DO  - {doi}\n".join(("TY  - JOUR\nTI  - T\n", "ER  - \n")), "a.ris") == []
    for before in ("doi:", "https://doi.org/", "http://dx.doi.org/", "DOI "):
        text = f"TY  - JOUR\nTI  - T\nDO  - {before}{doi}\nER  - \n"
        for finding in findings_of("id-doi-malformed", text, "a.ris"):
            assert severities("id-doi-malformed", fixed(text, finding), "a.ris") == []


@given(st.text("10./doi:htpsx-\u2013 ;,{}$&lt<>5", max_size=30), st.sampled_from(["a.ris", "a.md", "a.wiki"]))
def test_any_value_can_be_judged_and_repaired(value: str, path: str) -> None:
    forms = {
        "a.ris": "TY  - JOUR\nTI  - T\nDO  - {}\nER  - \n",
        "a.md": "Holm, doi:{}\n",
        "a.wiki": "{{{{cite web|title=T|doi={}}}}}",
    }
    text = forms[path].format(value)
    for finding in findings_of("id-doi-malformed", text, path):
        if finding.fixes:
            left = findings_of("id-doi-malformed", fixed(text, finding), path)
            assert len(left) < len(findings_of("id-doi-malformed", text, path)), text
