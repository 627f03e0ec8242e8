from __future__ import annotations

import time

import pytest

from linkaudit.content.banners import without_banners

BEGIN, END = b"<!-- BEGIN WAYBACK TOOLBAR INSERT -->", b"<!-- END WAYBACK TOOLBAR INSERT -->"


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (b"a page", b"a page"),
        (b"a" + BEGIN + b"bar\n" + END + b"b", b"ab"),
        (b"a" + BEGIN + b"1" + END + b"b" + BEGIN + b"2" + END + b"c", b"abc"),
        (b"a" + BEGIN + BEGIN + b"bar" + END + b"b", b"ab"),
        (b"<!-- WB Insert -->x<!-- End WB Insert -->a" + BEGIN + b"bar" + END, b"a"),
        (BEGIN + b"<p>page", BEGIN + b"<p>page"),
        (END + b"a" + BEGIN, END + b"a" + BEGIN),
    ],
)
def test_what_archives_put_in_is_taken_out(body: bytes, left: bytes) -> None:
    assert without_banners(body) == left


def test_no_page_keeps_it_busy() -> None:
    begin = time.process_time()
    body = BEGIN * 100_000
    assert without_banners(body) == body
    assert time.process_time() - begin < 1
