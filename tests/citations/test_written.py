"""URLs taken apart as they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations import written


@pytest.mark.parametrize(
    ("url", "host", "behind", "path"),
    [
        ("https://gazette.example", "gazette.example", "/", "https://gazette.example"),
        ("https://Gazette.example./a?b#c", "gazette.example", "/a?b#c", "https://Gazette.example./a"),
        ("https://ada:pass@gazette.example:8080/a#c?b", "gazette.example", "/a#c?b", "https://ada:pass@gazette.example:8080/a"),
        ("https://gazette.example?q=/a", "gazette.example", "/a", "https://gazette.example"),
        ("https://gazette.example/a/b", "gazette.example", "/a/b", "https://gazette.example/a/b"),
        ("notes.txt", "", "/", "notes.txt"),
    ],
)  # fmt: skip
def test_parts_of_a_url(url: str, host: str, behind: str, path: str) -> None:
    assert written.host(url) == host
    assert written.behind_host(url) == behind
    assert url[: written.end_of_path(url)] == path


@given(st.text("ab/?#:", max_size=20), st.integers(0, 20))
def test_no_path_goes_beyond_its_query_or_fragment(url: str, start: int) -> None:
    end = written.end_of_path(url, start)
    assert not set("?#") & set(url[start:end])
    assert end == len(url) or url[end] in "?#"


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("a.b.example", ["a.b.example", "*.b.example", "*.example"]),
        ("www.google.co.uk", ["www.google.co.uk", "*.google.co.uk", "*.co.uk", "*.uk", "www.google.*"]),
        ("a" * 254, []),
    ],
)
def test_names_under_which_a_list_can_have_a_host(host: str, names: list[str]) -> None:
    assert written.names(host) == names
