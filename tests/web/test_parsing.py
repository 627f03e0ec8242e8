"""Answers taken apart: however their bytes are cut, and whatever they are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from linkaudit.web.exchange import Answer, Failure, Headers
from linkaudit.web.reception import Reception, Request
from linkaudit.web.target import Target, parse
from linkaudit.web.transport.mending import mended
from linkaudit.web.transport.parsing import MAX_FIELD, MAX_FIELDS, AnswerParser

LIMIT = 1000
ANSWERS = [
    b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: \xe9\r\n\r\nhello",
    b"HTTP/1.1 200 OK\r\n\r\nuntil the end",
    b"HTTP/1.0 404 Not Found\nContent-Type: text/html\n\n<h1>",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nT: x\r\n\r\n",
    (
        b"HTTP/1.1 103 Early Hints\r\nLink: <x>\r\n\r\n"
        b"HTTP/1.1 302 Found\r\nLocation: /caf\xc3\xa9\r\nContent-Length: 0\r\n\r\n"
    ),
    b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 5\r\nno field\r\nServer : x\r\n\r\nhello",
    b"HTTP/1.1 200 OK\r\nContent-Length: 2000\r\n\r\n" + b"x" * 2000,
    b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello, and more than that",
    b"HTTP/1.1 200 OK\r\nContent-Length: 5, 6\r\n\r\nhello",
    b"SSH-2.0-OpenSSH_9.6\r\n",
]


def _target() -> Target:
    target = parse("http://site.test/")
    assert target is not None
    return target


REQUEST = Request("GET", _target(), {}, 1.0, 1.0)


def taken_apart(pieces: list[bytes], method: str = "GET") -> tuple[Answer | Failure, bool]:
    """Give what comes of an answer that comes in pieces, and then ends."""
    parser = AnswerParser()
    reception = Reception(Request(method, REQUEST.target, {}, 1.0, 1.0), LIMIT, wanted=True)
    parser.expect(method, reception)
    for piece in pieces:
        if parser.feed(piece):
            break
    parser.end(None)
    assert parser.over
    outcome = reception.failure(parser.error) if parser.error else reception.answer()
    parser.forget()
    return outcome, parser.reusable


def told(outcome: Answer | Failure) -> object:
    if isinstance(outcome, Failure):
        return outcome.cause, outcome.status
    headers: Headers = outcome.headers
    return outcome.status, dict(headers), outcome.body, outcome.complete, outcome.truncated


@given(st.sampled_from(ANSWERS), st.lists(st.integers(1, 400)))
@example(ANSWERS[5], [ANSWERS[5].index(b"hello")])
def test_it_does_not_matter_where_an_answer_is_cut(answer: bytes, cuts: list[int]) -> None:
    places = sorted({0, len(answer), *(min(cut, len(answer)) for cut in cuts)})
    pieces = [answer[begin:end] for begin, end in pairwise(places)]
    assert told(taken_apart(pieces)[0]) == told(taken_apart([answer])[0])


@given(st.sampled_from(ANSWERS), st.data())
@example(b"", None)
def test_no_answer_is_too_odd(answer: bytes, data: st.DataObject | None) -> None:
    if data is not None:
        place = data.draw(st.integers(0, len(answer)))
        answer = answer[:place] + data.draw(st.binary(max_size=20)) + answer[place + data.draw(st.integers(0, 20)) :]
    for method in ("GET", "HEAD"):
        outcome, _ = taken_apart([answer], method)
        assert isinstance(outcome, (Answer, Failure))


@pytest.mark.parametrize(
    ("fields", "bomb"),
    [
        (b"X: " + b"y" * MAX_FIELD, False),
        (b"X: " + b"y" * (MAX_FIELD + 1), True),
        (b"X" * (MAX_FIELD + 1) + b": y", True),
        (b"\r\n".join([b"X: y"] * (MAX_FIELDS - 1)), False),
        (b"\r\n".join([b"X: y"] * (MAX_FIELDS + 1)), True),
    ],
)
def test_the_caps_of_a_head_are_where_they_are(fields: bytes, bomb: bool) -> None:
    outcome, _ = taken_apart([b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n" + fields + b"\r\n\r\n"])
    assert isinstance(outcome, Failure) is bomb


def test_what_follows_an_answer_spoils_the_connection() -> None:
    parser = AnswerParser()
    for extra, good in [(b"", True), (b"x", False), (ANSWERS[0], False)]:
        parser.expect("GET", Reception(REQUEST, LIMIT, wanted=True))
        assert parser.feed(ANSWERS[0] + extra)
        assert parser.reusable is good
        parser.forget()


def test_a_mistake_of_the_caller_is_told_as_such() -> None:
    def broken(*_: object) -> bool:
        raise LookupError

    parser = AnswerParser()
    parser.expect("GET", Reception(REQUEST, LIMIT, wanted=broken))
    assert parser.feed(ANSWERS[0])
    assert isinstance(parser.error, LookupError)


@pytest.mark.parametrize(
    ("head", "better"),
    [
        (b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nx", b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nx"),
        (b"HTTP/1.1 200 OK\r\nA : b\r\n\r\nA : b", b"HTTP/1.1 200 OK\r\nA: b\r\n\r\nA : b"),
        (b"HTTP/1.1 200 OK\r\nnonsense\r\n: x\r\nA b: c\r\n\r\n", b"HTTP/1.1 200 OK\r\n\r\n"),
        (b"H\r\nContent-Length: 3\r\ncontent-length:3\r\n\r\n", b"H\r\nContent-Length: 3\r\n\r\n"),
        (b"H\r\nContent-Length: 3, 3\r\n\r\n", b"H\r\nContent-Length: 3\r\n\r\n"),
        (
            b"H\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n",
            b"H\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\n",
        ),
        (b"HTTP/1.1 200 OK\r\nA: b", None),
    ],
)
def test_heads_are_put_right_as_far_as_browsers_do(head: bytes, better: bytes | None) -> None:
    assert mended(head) == better


@given(st.binary(max_size=300))
def test_what_was_put_right_is_right(raw: bytes) -> None:
    once = mended(b"HTTP/1.1 200 OK\r\n" + raw + b"\r\n\r\n")
    assert once is not None
    assert mended(once) == once
