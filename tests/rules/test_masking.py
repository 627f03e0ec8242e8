"""Credentials and tokens are masked wherever a URL stands in a text, and nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.rules.masking import masked

SECRET = "s3cret-harbour"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"https://ada:{SECRET}@gazette.example/x", "https://•••@gazette.example/x"),
        (f"https://{SECRET}@gazette.example/x", "https://•••@gazette.example/x"),
        (f"HTTPS://ada:{SECRET}@gazette.example", "HTTPS://•••@gazette.example"),
        (f"ssh://git:{SECRET}@code.example/x", "ssh://•••@code.example/x"),
        (f"https://ada:{SECRET}@home@gazette.example/@bo", "https://•••@gazette.example/@bo"),
        (f"https://ada:{SECRET} x@gazette.example/", "https://•••@gazette.example/"),
        (f"https:/ada:{SECRET}@gazette.example/", "https:/•••@gazette.example/"),
        (f"https:ada:{SECRET}@gazette.example/", "https:•••@gazette.example/"),
        (f"https//ada:{SECRET}@gazette.example/", "https//•••@gazette.example/"),
        (f"ttps://ada:{SECRET}@gazette.example/", "ttps://•••@gazette.example/"),
        (f"https;//ada:{SECRET}@gazette.example/", "https;//•••@gazette.example/"),
        (rf"https:\\ada:{SECRET}@gazette.example/", r"https:\\•••@gazette.example/"),
        (f"https://https://ada:{SECRET}@gazette.example/", "https://https://•••@gazette.example/"),
        (f"the scheme of http:/a:{SECRET}@b.example is odd", "the scheme of http:/•••@b.example is odd"),
        (f"two: http://a:{SECRET}@b.example, ftp://{SECRET}@c.example", "two: http://•••@b.example, ftp://•••@c.example"),
        (f"https://a.example/?token={SECRET}", "https://a.example/?token=•••"),
        (f"https://a.example/?p=1&access_token={SECRET}&q=2", "https://a.example/?p=1&access_token=•••&q=2"),
        (f"https://a.example/#id_token={SECRET}", "https://a.example/#id_token=•••"),
        (f"https://a.example/;apikey={SECRET}", "https://a.example/;apikey=•••"),
        (f"https://a.example/?X-Amz-Signature={SECRET}", "https://a.example/?X-Amz-Signature=•••"),
        (f"https://a.example/?X-Amz-Security-Token={SECRET}", "https://a.example/?X-Amz-Security-Token=•••"),
        (f"https://a.example/?client_secret={SECRET}", "https://a.example/?client_secret=•••"),
        (f"https://a.example/?a=1&amp;sig={SECRET}", "https://a.example/?a=1&amp;sig=•••"),
        (f"see https://a.example/?token={SECRET} and more", "see https://a.example/?token=••• and more"),
        (f'<a href="https://a.example/?pwd={SECRET}">', '<a href="https://a.example/?pwd=•••">'),
    ],
)
def test_secrets_are_masked(text: str, shown: str) -> None:
    assert masked(text) == shown
    assert SECRET not in shown


@pytest.mark.parametrize(
    "text",
    [
        "",
        "https://gazette.example/@ada",
        "https://gazette.example/?to=ada@gazette.example",
        "https://gazette.example/#ada@gazette.example",
        "https://gazette.example/a and ada@gazette.example",
        "mailto:ada@gazette.example",
        "Retrieved: ada@gazette.example",
        "what stands before @ is no part of the host",
        "https://gazette.example/?monkey=1&keyboard=2&design=3",
        "https://gazette.example/token=1",
        "token=1",
        "https://gazette.example/?token",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert masked(text) == text


@given(st.text(), st.text())
def test_masking_twice_is_masking_once(before: str, after: str) -> None:
    text = f"{before} https://ada:pw@b.example/?token=x {after}"
    assert masked(masked(text)) == masked(text)
