"""Pages that several documents cite under several addresses."""

from __future__ import annotations

from collection.shelved import URL, told, values

KIND = "url-variants"


def cites(*urls: str) -> str:
    return "".join(f"See [the tables]({url}).\n" for url in urls)


def test_the_usual_spelling_is_that_of_most_documents() -> None:
    texts = {
        "a.md": cites("https://harbour.example/tides/"),
        "b.md": cites("https://harbour.example/tides/"),
        "c.md": cites("https://harbour.example/tides"),
    }
    (found,) = told(KIND, texts)
    assert found.about == "https://harbour.example/tides/"
    assert found.because == "the last slash"
    assert values([found]) == [
        {
            "a.md": "https://harbour.example/tides/",
            "b.md": "https://harbour.example/tides/",
            "c.md": "https://harbour.example/tides",
        }
    ]


def test_forms_additions_and_the_open_scheme_are_not_usual_however_many_use_them() -> None:
    texts = {
        "a.md": cites(f"{URL}?utm_source=x", "http://harbour.example/tides"),
        "b.md": cites(f"{URL}?utm_source=x", "http://harbour.example/tides"),
        "c.md": cites(URL, "https://harbour.example/tides"),
    }
    assert [each.about for each in told(KIND, texts)] == [URL, "https://harbour.example/tides"]


def test_a_document_alone_has_spellings_of_its_own_that_are_nobody_elses_matter() -> None:
    both = cites("http://harbour.example/tides", "https://harbour.example/tides")
    assert told(KIND, {"a.md": both}) == []
    assert told(KIND, {"a.md": both, "b.md": "No link.\n"}) == []


def test_places_of_a_page_captures_and_what_a_page_loads_are_left_alone() -> None:
    page = '<html><head><link rel="stylesheet" href="http://harbour.example/tides"></head><body><p>Words.</p></body></html>'
    texts = {
        "a.md": cites("https://harbour.example/tides#july"),
        "b.md": cites("https://harbour.example/tides"),
        "c.md": cites("https://web.archive.org/web/20180801000000/http://harbour.example/tides"),
        "d.html": page,
    }
    assert told(KIND, texts) == []


def test_a_party_stands_where_the_spelling_is_first_used() -> None:
    texts = {
        "a.md": "Words.\n\n" + cites("https://harbour.example/x", "http://harbour.example/tides"),
        "b.md": cites("https://harbour.example/tides"),
    }
    (found,) = told(KIND, texts)
    assert [(party.path, party.location.path, party.location.line) for party in found.parties] == [
        ("a.md", "a.md", 4),
        ("b.md", "b.md", 1),
    ]
