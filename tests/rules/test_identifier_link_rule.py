"""Links and entries that name one work and lead to another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.judged import ERROR, WARNING, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

RULE = "id-link-mismatch"
RFC = "https://www.rfc-editor.org/rfc/rfc"
LINKS: list[tuple[str, str, list[Severity]]] = [
    ("RFC 7231", f"{RFC}7213", [ERROR]),
    ("RFC 7231", f"{RFC}7231", []),
    ("RFC 822", "https://www.ietf.org/rfc/rfc0822.txt", []),
    ("rfc7231", f"{RFC}7213.html", [ERROR]),
    ("[RFC 7231]", f"{RFC}7213", [ERROR]),
    ("RFC 7231, section 6.5.4", f"{RFC}7213#section-6.5.4", [ERROR]),
    ("RFC 7231 §6", f"{RFC}7231#section-6", []),
    ("RFC 7231: Semantics and Content", f"{RFC}7213", [ERROR]),
    ("RFC 7231 – Semantics and Content", f"{RFC}7213", [ERROR]),
    ("see RFC 7231", f"{RFC}7213", [ERROR]),
    ("the successor of RFC 2616", f"{RFC}7230", []),
    ("RFC 2616 (obsoleted)", f"{RFC}7230", []),
    ("RFC 1123 date", f"{RFC}7231", []),
    ("RFC 2616 and RFC 7231", f"{RFC}7231", []),
    ("RFCs 2616/7231", f"{RFC}7231", []),
    ("RFC 2616/7231", f"{RFC}7231", []),
    ("the specification", f"{RFC}7231", []),
    ("RFC 7231", "https://datatracker.ietf.org/doc/html/draft-ietf-httpbis-p2-semantics-26", []),
    ("RFC 7231", "https://gazette.example/rfc7213", []),
    ("RFC 9999", f"{RFC}7231", []),
    ("doi:10.5555/harbour.12", "https://doi.org/10.5555/harbour.13", [ERROR]),
    ("doi:10.5555/harbour.12", "https://doi.org/10.5555/HARBOUR.12", []),
    ("10.5555/harbour.12", "https://doi.org/10.5555/harbour.13", [ERROR]),
    ("https://doi.org/10.5555/harbour.12", "https://doi.org/10.5555/harbour.13", [ERROR]),
    ("doi.org/10.5555/harbour.12", "http://dx.doi.org/10.5555/harbour.13", [ERROR]),
    ("doi:10.5555/harbour.1", "https://doi.org/10.5555/harbour.12", [ERROR]),
    ("doi:10.5555/harbour.12", "https://doi.org/10.5555/harbour.12.s001", []),
    ("doi:10.5555/harbour.12", "https://doi.org/10.5555/harbour.12v2", []),
    ("doi:10.5555/harbour.12", "https://doi.org/10.5555/harbour.12.pdf", []),
    ("doi:10.5555/harb...", "https://doi.org/10.5555/harbour.12", []),
    ("doi:10.5555/harb…", "https://doi.org/10.5555/harbour.12", []),
    ("doi:10.5555/a(b)c", "https://doi.org/10.5555/a%28b%29c", []),
    ("doi:10.5555/harbour.12", "https://doi.org/10.6666/harbour.12", [WARNING]),
    ("doi:10.5281/zenodo.3509134", "https://doi.org/10.5281/zenodo.3509135", [WARNING]),
    ("Holm 2018, doi:10.5555/harbour.12, on ferries", "https://doi.org/10.5555/harbour.13", []),
    ("arXiv:1801.01402", "https://arxiv.org/abs/1801.01403", [ERROR]),
    ("1801.01402", "https://arxiv.org/abs/1801.01403", [ERROR]),
    ("arXiv:1801.01402v1", "https://arxiv.org/pdf/1801.01402v3.pdf", []),
    ("arXiv:1801.01402 [cs.LG]", "https://arxiv.org/abs/1801.01402", []),
    ("arXiv:1801.01402 [cs.LG]", "https://arxiv.org/abs/1801.01403", [ERROR]),
    ("math/0309136", "https://arxiv.org/abs/math.GT/0309136", []),
    ("arXiv paper", "https://arxiv.org/abs/1801.01402", []),
    ("PMID: 31245678", "https://pubmed.ncbi.nlm.nih.gov/31245679/", [ERROR]),
    ("31245678", "https://pubmed.ncbi.nlm.nih.gov/31245679/", [ERROR]),
    ("PMID 31245678", "https://pubmed.ncbi.nlm.nih.gov/31245678/", []),
    ("2018", "https://pubmed.ncbi.nlm.nih.gov/31245679/", []),
    ("PMC4180410", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4180411/", [ERROR]),
    ("PMC4180410", "https://pmc.ncbi.nlm.nih.gov/articles/PMC4180410/", []),
    ("ISBN 978-0-306-40615-7", "https://openlibrary.org/isbn/9783161484100", [ERROR]),
    ("ISBN 0-306-40615-2", "https://openlibrary.org/isbn/9780306406157", []),
    ("978-0-306-40615-7", "https://www.worldcat.org/isbn/0306406152", []),
    ("0000-0002-1825-0097", "https://orcid.org/0000-0001-5109-3700", [ERROR]),
    ("0000-0002-1825-0097", "https://orcid.org/0000-0002-1825-0097", []),
    ("Ada Holm", "https://orcid.org/0000-0001-5109-3700", []),
    ("RFC 7231", f"https://web.archive.org/web/20180712000000/{RFC}7213", [ERROR]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "url", "expected"), LINKS, ids=[f"{case[0]} to {case[1]}" for case in LINKS])
def test_what_a_link_shows_and_where_it_leads(text: str, url: str, expected: list[Severity]) -> None:
    assert severities(RULE, f'<p><a href="{url}">{text}</a></p>\n', "a.html") == expected
    assert severities(RULE, f"`{text} <{url}>`_\n", "a.rst") == (expected if "_" not in text else [])


def test_both_identifiers_are_shown() -> None:
    (finding,) = findings_of(RULE, f"[RFC 7231]({RFC}7213)\n")
    assert finding.message == 'the text "RFC 7231" names RFC 7231, the address RFC 7213'
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("text", "RFC 7231"),
        ("RFC in the address", "7213"),
    ]


def test_definitions_and_wikitext_have_texts_too() -> None:
    assert severities(RULE, f"See [RFC 7231].\n\n[RFC 7231]: {RFC}7213\n") == [ERROR]
    assert severities(RULE, f"[{RFC}7213 RFC 7231]\n", "a.wiki") == [ERROR]


def test_bare_addresses_and_pictures_have_none() -> None:
    assert severities(RULE, f"RFC 7231 is at {RFC}7213 and <{RFC}7213>.\n") == []
    assert severities(RULE, "![doi:10.5555/harbour.12](https://doi.org/10.5555/harbour.13)\n") == []


ENTRIES: list[tuple[str, str, list[Severity]]] = [
    ("doi = {10.5555/harbour.12}", "https://doi.org/10.5555/harbour.13", [ERROR]),
    ("doi = {10.5555/harbour.12}", "http://dx.doi.org/10.5555/Harbour.12", []),
    ("doi = {10.5555/harbour\\_12}", "https://doi.org/10.5555/harbour\\_12", []),
    ("doi = {https://doi.org/10.5555/harbour.12}", "https://doi.org/10.5555/harbour.13", [ERROR]),
    ("doi = {10.5555/harbour.12}", "https://doi.org/10.6666/harbour.12", [WARNING]),
    ("doi = {10.5555/harbour.12}", "https://doi.org/10.48550/arXiv.1801.01402", []),
    ("doi = {10.5555/harbour.12, 10.5555/harbour.14}", "https://doi.org/10.5555/harbour.13", []),
    ("doi = {10.5555/harbour.12}", "https://press.example/10.5555/harbour.13", []),
    ("doi = {n/a}", "https://doi.org/10.5555/harbour.13", []),
    ("eprint = {1801.01402}, archiveprefix = {arXiv}", "https://arxiv.org/abs/1801.01403", [ERROR]),
    ("eprint = {1801.01402v2}, archiveprefix = {arXiv}", "https://arxiv.org/abs/1801.01402", []),
    ("eprint = {0309136}, archiveprefix = {arXiv}, primaryclass = {math}", "https://arxiv.org/abs/math/0309136", []),
    ("pmid = {31245678}", "https://pubmed.ncbi.nlm.nih.gov/31245679/", [ERROR]),
    ("pmid = {1382}", "https://pubmed.ncbi.nlm.nih.gov/1385/", [ERROR]),
    ("pmid = {31245678}", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC4180410/", []),
    ("isbn = {0-306-40615-2}", "https://openlibrary.org/isbn/9783161484100", []),
]


@pytest.mark.parametrize(("fields", "url", "expected"), ENTRIES, ids=[f"{case[0]} at {case[1]}" for case in ENTRIES])
def test_what_an_entry_says_and_where_it_leads(fields: str, url: str, expected: list[Severity]) -> None:
    text = f"@article{{a, title = {{T}}, {fields}, url = {{{url}}}}}\n@article{{b, title = {{U}}, url = {{{url}}}}}\n"
    assert severities(RULE, text, "a.bib") == expected


def test_a_citation_of_wikitext() -> None:
    cited = "{{{{cite journal|title=T|doi=10.5555/harbour.12|url=https://doi.org/10.5555/harbour.{}}}}}\n"
    assert severities(RULE, cited.format(13), "a.wiki") == [ERROR]
    assert severities(RULE, cited.format(12), "a.wiki") == []


def test_evidence_of_an_entry_stands_at_its_field() -> None:
    text = "@misc{a,\n doi = {10.5555/a.1},\n url = {https://doi.org/10.5555/a.2}\n}\n"
    (finding,) = findings_of(RULE, text, "a.bib")
    assert finding.location.line == 3
    assert [each.location.line for each in finding.evidence if each.location] == [2, 3]


@given(st.integers(1, 9800), st.integers(1, 9800), st.sampled_from(["RFC {}", "RFC{}, section 3", "see rfc {}"]))
def test_two_numbers_differ_or_are_the_same(shown: int, target: int, form: str) -> None:
    found = severities(RULE, f"[{form.format(shown)}]({RFC}{target})\n")
    assert len(found) <= (shown != target)
    assert severities(RULE, f"[{form.format(shown)}]({RFC}{shown})\n") == []


@given(st.text("RFCdoi:10.5/ab([]) 7v§-", max_size=40), st.text("10.5/abv()%2E7", max_size=20))
def test_any_link_can_be_judged(text: str, tail: str) -> None:
    for url in (f"{RFC}{tail}", f"https://doi.org/10.5555/{tail}"):
        severities(RULE, f'<a href="{url}">{text}</a>', "a.html")
