"""Credentials and tokens are masked wherever a URL stands in a text, and nothing else is."""

from __future__ import annotations

import pytest
from documents.reading import within
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations.masking import masked

HIDDEN = "s3cret-harbour"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (f"https://ada:{HIDDEN}@gazette.example/x", "https://•••@gazette.example/x"),
        (f"https://{HIDDEN}@gazette.example/x", "https://•••@gazette.example/x"),
        (f"HTTPS://ada:{HIDDEN}@gazette.example", "HTTPS://•••@gazette.example"),
        (f"ssh://git:{HIDDEN}@code.example/x", "ssh://•••@code.example/x"),
        (f"https://ada:{HIDDEN}@home@gazette.example/@bo", "https://•••@gazette.example/@bo"),
        (f"https://ada:{HIDDEN} x@gazette.example/", "https://•••@gazette.example/"),
        (f"https:/ada:{HIDDEN}@gazette.example/", "https:/•••@gazette.example/"),
        (f"https:ada:{HIDDEN}@gazette.example/", "https:•••@gazette.example/"),
        (f"https//ada:{HIDDEN}@gazette.example/", "https//•••@gazette.example/"),
        (f"ttps://ada:{HIDDEN}@gazette.example/", "ttps://•••@gazette.example/"),
        (f"https;//ada:{HIDDEN}@gazette.example/", "https;//•••@gazette.example/"),
        (rf"https:\\ada:{HIDDEN}@gazette.example/", r"https:\\•••@gazette.example/"),
        (f"https://https://ada:{HIDDEN}@gazette.example/", "https://https://•••@gazette.example/"),
        (f"the scheme of http:/a:{HIDDEN}@b.example is odd", "the scheme of http:/•••@b.example is odd"),
        (
            f"two: http://a:{HIDDEN}@b.example, ftp://{HIDDEN}@c.example",
            "two: http://•••@b.example, ftp://•••@c.example",
        ),
        (
            f"https://a.example/?u=https%3A%2F%2Fada%3A{HIDDEN}%40b.example%2F%40bo",
            "https://a.example/?u=https%3A%2F%2F•••%40b.example%2F%40bo",
        ),
        (
            f"https://a.example/?u=https%3a%2f%2fb.example%2F%3Fp%3D1%26token%3D{HIDDEN}%2Fx%26q%3D2&r=3",
            "https://a.example/?u=https%3a%2f%2fb.example%2F%3Fp%3D1%26token%3D•••%26q%3D2&r=3",
        ),
        (f"https://a.example/?token={HIDDEN}", "https://a.example/?token=•••"),
        (f"https://a.example/?p=1&access_token={HIDDEN}&q=2", "https://a.example/?p=1&access_token=•••&q=2"),
        (f"https://a.example/#id_token={HIDDEN}", "https://a.example/#id_token=•••"),
        (f"https://a.example/;apikey={HIDDEN}", "https://a.example/;apikey=•••"),
        (f"https://a.example/?X-Amz-Signature={HIDDEN}", "https://a.example/?X-Amz-Signature=•••"),
        (f"https://a.example/?X-Amz-Security-Token={HIDDEN}", "https://a.example/?X-Amz-Security-Token=•••"),
        (f"https://a.example/?client_secret={HIDDEN}", "https://a.example/?client_secret=•••"),
        (f"https://a.example/?a=1&amp;sig={HIDDEN}", "https://a.example/?a=1&amp;sig=•••"),
        (f"see https://a.example/?token={HIDDEN} and more", "see https://a.example/?token=••• and more"),
        (f'<a href="https://a.example/?pwd={HIDDEN}">', '<a href="https://a.example/?pwd=•••">'),
    ],
)
def test_secrets_are_masked(text: str, shown: str) -> None:
    assert masked(text) == shown
    assert HIDDEN not in shown


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


@pytest.mark.parametrize("piece", ["a", "a.", "http:", "http://", "@", "&token=", "?a_"])
def test_hostile_text_is_masked_in_seconds(piece: str) -> None:
    with within(10):
        masked(f"@=;{piece * (50_000 // len(piece))}")
