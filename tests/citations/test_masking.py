"""Credentials and tokens are masked wherever a URL stands in a text, and nothing else is."""

from __future__ import annotations

import pytest
from documents.reading import within
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations.masking import masked

HIDDEN = "s3cret-harbour"
DIGEST = "9e107d9d372bb6826bd81d3542a419d6"


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
        (f"https://a.example/?X-Amz-Credential={HIDDEN}%2F2018", "https://a.example/?X-Amz-Credential=•••"),
        (f"https://a.example/?AWSAccessKeyId={HIDDEN}", "https://a.example/?AWSAccessKeyId=•••"),
        (f"https://a.example/?access%5Ftoken={HIDDEN}", "https://a.example/?access%5Ftoken=•••"),
        (rf"https://a.example/?access\_token={HIDDEN}\&p=1", r"https://a.example/?access\_token=•••&p=1"),
        (
            f"https://a.example/?u=https://b.example/?token={HIDDEN}",
            "https://a.example/?u=https://b.example/?token=•••",
        ),
        (f"https://a.example/?u=b%3Ftoken%3D{HIDDEN}%26p%3D1", "https://a.example/?u=b%3Ftoken%3D•••%26p%3D1"),
        (f"https://a.example/?u=b%253Ftoken%253D{HIDDEN}%2526p", "https://a.example/?u=b%253Ftoken%253D•••%2526p"),
        (
            f"https://a.example/go/https%3A%2F%2Fada:{HIDDEN}%40b.example",
            "https://a.example/go/https%3A%2F%2F•••%40b.example",
        ),
        (f"https://a.example/f;jsessionid={HIDDEN}?a=1", "https://a.example/f;jsessionid=•••?a=1"),
        (f"https://a.example/?PHPSESSID={HIDDEN}", "https://a.example/?PHPSESSID=•••"),
        (f"https://a.example/?sid={DIGEST}&s={DIGEST}", "https://a.example/?sid=•••&s=•••"),
        ("https://a.example/(S(q1u2m5w4kd4tbv5nls3c0hf1))/f", "https://a.example/(•••)/f"),
        (f"https://a.example/?hdnts=exp=1~hmac={DIGEST}", "https://a.example/?hdnts=•••"),
        (f"https://a.example/?oh={DIGEST}&oe=5B470980", "https://a.example/?oh=•••&oe=5B470980"),
        ("https://a.example/?x=ghp_q7Zr2mXw9Kd4TbV8nLs3Yc6Hf1Jp5Wg0Ra2B", "https://a.example/?x=•••"),
        ("the token eyJhbGciOiJIUzI1NiJ9.eyJleHAiOjE1MzEzODI0MDB9.c2ln", "the token •••"),
        ("https://a.example/?to=ada@gazette.example", "https://a.example/?to=•••"),
        ("https://a.example/?e=ada.holm%40gazette.example&p=1", "https://a.example/?e=•••&p=1"),
        ("https://a.example/?e=ada%2Bx%2540gazette%2Eexample", "https://a.example/?e=•••"),
        ("https://a.example/?data=05%7C01%7Cada@gazette.example%7C0", "https://a.example/?data=05%7C01%7C•••%7C0"),
        ("https://a.example/?a=1&amp;e=ada&#64;gazette.example", "https://a.example/?a=1&amp;e=•••"),
        (r"https://a.example/?e=ada\_h\@gazette.example", "https://a.example/?e=•••"),
        ("https://a.example/?u=b%3Fe%3Dada%40gazette.example", "https://a.example/?u=b%3Fe%3D•••"),
        ("https://a.example/?e=ada@gaz…", "https://a.example/?e=•••"),
        ("https://a.example/#e=ada@gazette.example", "https://a.example/#e=•••"),
        (f"https://x.list-manage.com/track/click?u=1&e={HIDDEN}", "https://x.list-manage.com/track/click?u=1&e=•••"),
        (
            f"https://urldefense.proofpoint.com/v2/url?u=x&amp;r={HIDDEN}&m=1",
            "https://urldefense.proofpoint.com/v2/url?u=x&amp;r=•••&m=1",
        ),
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
        "https://gazette.example/#ada@gazette.example",
        "https://gazette.example/a and ada@gazette.example",
        "mailto:ada@gazette.example",
        "Retrieved: ada@gazette.example",
        "what stands before @ is no part of the host",
        "https://gazette.example/?monkey=1&keyboard=2&design=3",
        "https://gazette.example/token=1",
        "token=1",
        "https://gazette.example/?token",
        "https://gazette.example/?s=140&sid=18/07/12&hash=abc&code=3",
        "https://gazette.example/?a=1 and ada@gazette.example",
        "https://gazette.example/?img=logo@2x",
        "https://gazette.example/(ferries)/f",
        "https://gazette.example/?u=b%3Fmonkey%3D1",
        "https://gazette.example/track/click?u=1&e=1a2b3c4d5e",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert masked(text) == text


@given(st.text(), st.text())
def test_masking_twice_is_masking_once(before: str, after: str) -> None:
    text = f"{before} https://ada:pw@b.example/?token=x {after}"
    assert masked(masked(text)) == masked(text)


@pytest.mark.parametrize(
    "piece",
    [
        "a",
        "a.",
        "http:",
        "http://",
        "@",
        "&token=",
        "?a_",
        "?a=",
        "%40",
        "a@",
        "%2B",
        "?u=a@a.",
        "%3Fa%3D",
        "/(S(",
        "ghp_",
        "eyJ",
        "list-manage.com/?",
    ],
)
def test_hostile_text_is_masked_in_seconds(piece: str) -> None:
    with within(10):
        masked(f"@=;{piece * (50_000 // len(piece))}")
