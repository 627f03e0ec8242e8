"""Templates of wikitext: parameters that are addresses, citation templates in many languages."""

from __future__ import annotations

import pytest

from documents.reading import only, places_hold, read, urls
from linkaudit import data
from linkaudit.models import Document, Kind

X, Y, Z = "https://h.example/x", "https://h.example/y", "https://h.example/z"


def page(text: str) -> Document:
    """Read a page, having seen that every place in it holds."""
    document = read(text, "mediawiki")
    assert places_hold(document)
    assert all(0 <= entry.location.start < entry.location.end <= len(text) for entry in document.entries)
    return document


def said(document: Document) -> dict[str, str]:
    """Give what the fields of the only entry say."""
    (entry,) = document.entries
    return {field.name: field.value for field in entry.fields}


@pytest.mark.parametrize(
    ("text", "url", "element", "label"),
    [
        (f"{{{{cite web|url={X}|title=T}}}}", X, "url", "T"),
        (f"{{{{cite web|Archive_URL = {X} |title=''T'' [[u|v]]}}}}", X, "Archive_URL", "T v"),
        (f"{{{{Infobox ship\n| name = Ada\n| website = {X}\n}}}}", X, "website", "Ada"),
        (f"{{{{x|source={X} {{{{dead link}}}}}}}}", X, "source", ""),
        (f"{{{{x|source={X}<ref>a</ref>}}}}", X, "source", ""),
        (f"{{{{official website|{X}|name=Ada}}}}", X, "1", "Ada"),
        (f"{{{{URL|1={X}?a=b|2=Ada}}}}", f"{X}?a=b", "1", "Ada"),
        (f"{{{{URL|{X}?a=b|Ada}}}}", f"{X}?a=b", "1", "Ada"),
        ("{{URL|h.example/x}}", "http://h.example/x", "1", ""),
        ("{{cite web|url=www.h.example|title=T}}", "www.h.example", "url", "T"),
        ("{{cite web|url=http:/h.example/x|title=T}}", "http:/h.example/x", "url", "T"),
        ("{{cite web|url=//h.example/x|title=T}}", "//h.example/x", "url", "T"),
        (f"{{{{cite web|url={X}/a b.html|title=T}}}}", f"{X}/a b.html", "url", "T"),
        (f"{{{{cite web|url={X}/a\nb.html|title=T}}}}", f"{X}/ab.html", "url", "T"),
        (f"{{{{cite web|url={X} The old pier|title=T}}}}", X, "url", "T"),
        (f"{{{{cite web|url={X}?a[]=1&amp;b=2|title=T}}}}", f"{X}?a[]=1&b=2", "url", "T"),
        (f"{{{{cite web|url={X}{{{{!}}}}a{{{{=}}}}|title=T}}}}", f"{X}|a=", "url", "T"),
        (f"{{{{cite web|url={X}/{{{{PAGENAME}}}}|title=T}}}}", f"{X}/{{{{PAGENAME}}}}", "url", "T"),
        (f"{{{{cite book|chapter-url={X}|title=T}}}}", X, "chapter-url", "T"),
        (f"{{{{cite episode|transcripturl={X}|title=T}}}}", X, "transcripturl", "T"),
        (f"{{{{multiple sources|url2={X}}}}}", X, "url2", ""),
    ],
)
def test_parameters_that_are_addresses(text: str, url: str, element: str, label: str) -> None:
    reference = only(page(text))
    assert (reference.url, reference.element, reference.text) == (url, element, label)
    assert reference.kind is Kind.FIELD


@pytest.mark.parametrize(
    "text",
    [
        "{{cite web|url=|title=T}}",
        "{{cite web|url={{{url}}}|title=T}}",
        "{{cite web|url=none|title=T}}",
        "{{cite web|deadurl=yes|title=T|url-status=live}}",
        "{{URL|the site}}",
        "{{x|website=h.example}}",
    ],
)
def test_parameters_that_are_none(text: str) -> None:
    assert urls(page(text)) == []


def test_other_links_in_templates_are_links() -> None:
    document = page(f"{{{{x|a=[{X} t]|b=See {Y} for more|c=[[File:A.jpg|link={Z}|c]]}}}}")
    assert [(each.url, each.kind, each.element) for each in document.references] == [
        (X, Kind.LINK, ""),
        (Y, Kind.BARE, ""),
        (Z, Kind.LINK, "file link"),
    ]


def test_an_address_ends_where_a_link_begins() -> None:
    document = page(f"{{{{cite web|url={X}[{Y} t]|title=T}}}}")
    assert [(each.url, each.kind) for each in document.references] == [(X, Kind.FIELD), (Y, Kind.LINK)]


def test_a_citation_template() -> None:
    text = (
        f'A pier.<ref name="pier">{{{{Cite_Web <!-- c -->\n|last=Lovelace |first1=Ada |title=The [[pier|old pier]]\n'
        f"|url={X} |website=''[[Gazette]]'' |publisher=H&amp;M |date={{{{start date|2010|7|4}}}}\n"
        "|access-date=5 May <!-- c -->2011\n"
        f"|archiveurl=https://web.archive.org/web/2011/{X} |archivedate=2011-05-06 "
        "|deadurl=yes |Page=3 |date=\n}}</ref>"
    )
    document = page(text)
    assert said(document) == {
        "last": "Lovelace",
        "first": "Ada",
        "author": "Lovelace, Ada",
        "title": "The old pier",
        "url": X,
        "container-title": "Gazette",
        "publisher": "H&M",
        "date": "2010-07-04",
        "access-date": "5 May 2011",
        "archive-url": f"https://web.archive.org/web/2011/{X}",
        "archive-date": "2011-05-06",
        "url-status": "dead",
        "page": "3",
    }
    (entry,) = document.entries
    assert (entry.kind, entry.key) == ("cite web", "pier")
    assert text[entry.location.start : entry.location.end].startswith("{{Cite_Web")
    access = entry.field("access-date")
    assert access
    assert text[access.location.start : access.location.end] == "5 May <!-- c -->2011"
    assert {field.origin for field in entry.fields} == {"mediawiki"}


@pytest.mark.parametrize(
    ("template", "parameters", "dead"),
    [
        ("Cite news", "url title publisher date access-date archive-url archive-date dead-url", "yes"),
        ("Internetquelle", "url titel hrsg datum abruf archiv-url archiv-datum offline", "ja"),
        ("Lien web", "url titre éditeur en_ligne_le consulté_le archive-url archive-date dead-url", "oui"),
        ("Cita web", "url título editorial fecha fechaacceso urlarchivo fechaarchivo urlmuerta", "sí"),
        ("Cita news", "url titolo editore data accesso urlarchivio dataarchivio urlmorto", "sì"),
        ("Citeer web", "url titel uitgever datum bezochtdatum archiefurl archiefdatum dodeurl", "ja"),
        ("citar web", "url titulo publicado data acessodata arquivourl arquivodata urlmorta", "sim"),
        ("Cytuj stronę", "url tytuł opublikowany data data_dostępu archiwum zarchiwizowano url-status", "dead"),
        ("Статья", "ссылка заглавие издательство дата дата_обращения архив дата_архивации deadlink", "да"),
        ("Webbref", "url titel utgivare datum hämtdatum arkivurl arkivdatum url-status", "dead"),
        ("Kilde www", "url tittel utgiver dato besøksdato arkiv_url arkivdato url-status", "dead"),
        ("Verkkoviite", "osoite nimeke julkaisija ajankohta viitattu arkisto arkistoitu url-status", "dead"),
        ("웹 인용", "url 제목 출판사 날짜 확인날짜 보존url 보존날짜 url-status", "dead"),
    ],
)
def test_citation_templates_of_many_languages(template: str, parameters: str, dead: str) -> None:
    names = [name.replace("_", " ") for name in parameters.split()]
    values = [X, "T", "P", "D", "A", Y, "C", dead]
    text = "|".join([template, *(f"{name} = {value}" for name, value in zip(names, values, strict=True))])
    document = page(f"{{{{{text}}}}}")
    assert document.entries[0].kind == template.lower()
    assert said(document) == {
        "url": X,
        "title": "T",
        "publisher": "P",
        "date": "D",
        "access-date": "A",
        "archive-url": Y,
        "archive-date": "C",
        "url-status": "dead",
    }
    assert urls(document) == [X, Y]


def test_an_archived_copy_is_an_entry() -> None:
    document = page("{{Webarchive|url=https://web.archive.org/web/2011/x |date=2011-05-06|title=T}}")
    assert said(document) == {
        "archive-url": "https://web.archive.org/web/2011/x",
        "archive-date": "2011-05-06",
        "title": "T",
    }


@pytest.mark.parametrize(
    "text", [f"{{{{Wayback|url={X}|date=20110506}}}}", f"{{{{Webarchiv|url={X}|wayback=20110506}}}}"]
)
def test_an_archived_original_is_an_entry(text: str) -> None:
    assert said(page(text)) == {"url": X, "archive-date": "20110506"}


def test_an_address_may_be_a_link() -> None:
    document = page(f"{{{{Literatur|Titel=T|Online=[{X} PDF]|Abruf=2011-05-06}}}}")
    assert said(document)["url"] == X
    assert only(document).kind is Kind.LINK


def test_an_unknown_template_with_a_visit_is_an_entry() -> None:
    assert said(page(f"{{{{harbour board|url={X}|accessdate=2011-05-06}}}}"))["access-date"] == "2011-05-06"


@pytest.mark.parametrize(
    "text",
    [
        "{{citation needed|date=May 2010}}",
        "{{cite check|date=May 2010}}",
        f"{{{{Infobox ship|name=A|url={X}}}}}",
        "{{dead link|date=May 2010|url=http://h.example}}",
        "{{cite web|title=T|url={{harbour|id=3}}|access-date=2011-05-06}}",
        "{{sfn|Lovelace|2010|p=3}}",
        f"<nowiki>{{{{cite web|url={X}|title=T}}}}</nowiki>",
    ],
)
def test_what_is_no_entry(text: str) -> None:
    assert page(text).entries == ()


def test_no_parameter_has_two_meanings() -> None:
    parameters = data.load("wiki_citations")["parameters"]
    named = [
        (name, meaning)
        for meaning, languages in parameters.items()
        for names in languages.values()
        for name in dict.fromkeys(names)
    ]
    assert len({name for name, _ in named}) == len(set(named))
