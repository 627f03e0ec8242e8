"""Links of the Memento protocol, as servers write them and as nobody should."""

from __future__ import annotations

import json
import time
from datetime import UTC, datetime
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.archives.remote.links import LINK_FORMAT, Link, links, moment, named, time_map

JUNE = datetime(2000, 6, 20, 18, 2, 59, tzinfo=UTC)
WRITTEN = "Tue, 20 Jun 2000 18:02:59 GMT"


def read(text: str) -> list[Link]:
    return list(links(text))


def test_a_time_map_of_pywb() -> None:
    text = (
        '<http://h.test/web/timemap/link/http://a.test/?q=1,2>; rel="self"; type="application/link-format"; '
        f'from="{WRITTEN}",\n'
        '<http://h.test/web/http://a.test/?q=1,2>; rel="timegate",\n'
        '<http://a.test/?q=1,2>; rel="original",\n'
        f'<http://h.test/web/20000620180259/http://a.test/?q=1,2>; rel="memento"; datetime="{WRITTEN}"; '
        'collection="web"\n'
    )
    own, gate, original, memento = read(text)
    assert own == Link(
        "http://h.test/web/timemap/link/http://a.test/?q=1,2", frozenset({"self"}), None, LINK_FORMAT, JUNE
    )
    assert gate.relations == {"timegate"}
    assert original.target == "http://a.test/?q=1,2"
    assert (memento.memento, memento.moment) == (True, JUNE)
    assert memento.target == "http://h.test/web/20000620180259/http://a.test/?q=1,2"


@pytest.mark.parametrize(
    "text",
    [
        f'<u>; rel="first memento"; datetime="{WRITTEN}"',
        f'<u>;rel="first memento";datetime="{WRITTEN}",',
        f'< u > ; rel = "memento first" ; datetime = "{WRITTEN}" ,',
        f'<u>; REL="FIRST MEMENTO"; Datetime="{WRITTEN}"',
        f'nonsense, <u>; anchor; rel="first memento"; rel="other"; datetime="{WRITTEN}"; title="a, <b>; \\"c\\""',
        f'<u>; title="<x>; rel=\\"memento\\""; rel="first memento"; datetime="{WRITTEN}", <',
        f'<junk <u>; rel="first memento"; datetime="{WRITTEN}"',
        '<u>; rel="first memento"; datetime="Tue, 20 Jun 2000 20:02:59 +0200"',
    ],
)
def test_one_link_written_in_many_ways(text: str) -> None:
    assert read(text) == [Link("u", frozenset({"first", "memento"}), JUNE)]


def test_bare_values_and_old_names() -> None:
    first, second = read("<a>;rel=memento;type=text/html; x , <b>; rel='previous'")
    assert first == Link("a", frozenset({"memento"}), None, "text/html")
    assert second.relations == {"'previous'"}
    assert read('<b>; rel="previous memento"')[0].relations == {"prev", "memento"}


def test_a_time_map_names_further_ones_with_their_ends() -> None:
    text = (
        f'<t>; rel="self timemap"; type="{LINK_FORMAT}", <t2>; rel="timemap"; type="{LINK_FORMAT}; charset=utf-8"; '
        f'from="{WRITTEN}"; until="{WRITTEN}", <t3>; rel="timemap"; type="application/json", <t4>; rel="timemap"'
    )
    assert [link.target for link in links(text) if link.time_map] == ["t2", "t4"]
    assert named(links(text), "timemap", "self") == read(text)[0]
    assert (read(text)[1].since, read(text)[1].until) == (JUNE, JUNE)


def test_what_has_no_date_is_no_memento() -> None:
    assert [link.memento for link in links('<a>; rel="memento", <b>; rel="memento"; datetime="soon"')] == [False, False]
    assert not read('<a>; datetime="' + WRITTEN + '"')[0].memento


def test_half_a_link_is_none() -> None:
    whole = f'<a>; rel="memento"; datetime="{WRITTEN}"'
    for length in range(len(whole)):
        assert [link for link in links(whole[:length]) if link.memento] == []
    assert read(whole)[0].memento


def test_the_json_of_memgator() -> None:
    document = {
        "original_uri": "http://a.test/",
        "mementos": {
            "list": [
                {"datetime": "2000-06-20T18:02:59Z", "uri": "http://h.test/1"},
                {"datetime": "later", "uri": "http://h.test/2"},
                {"datetime": 5, "uri": "http://h.test/3"},
                {"uri": 4},
                "x",
            ],
            "first": {"datetime": "2000-06-20T18:02:59Z", "uri": "http://h.test/1"},
        },
        "timemap_index": [{"from": "2000-06-20T18:02:59Z", "until": None, "uri": "http://h.test/t"}],
    }
    one, two, three, more = time_map(b" " + json.dumps(document).encode())
    assert one == Link("http://h.test/1", frozenset({"memento"}), JUNE)
    assert (two.memento, three.memento) == (False, False)
    assert more == Link("http://h.test/t", frozenset({"timemap"}), since=JUNE)


@pytest.mark.parametrize("body", [b"{", b"{}", b'{"mementos": 5}', b'{"mementos": {"list": {}}}', b"{" * 100_000, b""])
def test_json_that_is_no_time_map(body: bytes) -> None:
    assert list(time_map(body)) == []


@given(st.text(alphabet='<>;,="\\ ar\n', max_size=60) | st.text(max_size=60))
def test_nothing_raises(text: str) -> None:
    for link in links(text):
        assert "<" not in link.target
        assert ">" not in link.target


@given(st.binary(max_size=60), st.sampled_from([b"", b'{"mementos": {"list": [{"uri": "']))
def test_no_body_raises(body: bytes, before: bytes) -> None:
    for end in (b"", b'"}]}}'):
        assert all(isinstance(link, Link) for link in time_map(before + body + end))


def test_bytes_that_are_no_text_hide_no_other_link() -> None:
    (link,) = time_map(b'{"mementos": {"list": [{"uri": "http://h.test/\xff", "datetime": "2000-06-20T18:02:59Z"}]}}')
    assert (link.moment, link.target) == (JUNE, "http://h.test/\ufffd")


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(9999, 1, 1)))  # noqa: DTZ001 - made aware below
def test_every_date_is_read_back(written: datetime) -> None:
    aware = written.replace(microsecond=0, tzinfo=UTC)
    assert moment(format_datetime(aware, usegmt=True)) == aware


@pytest.mark.parametrize(
    "text",
    ["", "Tue, 20 Jub 2000 18:02:59 GMT", "Tue, 32 Jun 2000 18:02:59 GMT", "Tue, 20 Jun 2000 25:02:59 GMT", "20000620"],
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert moment(text) is None


HOSTILE = {
    "targets that never end": "<",
    "quotes that never end": '<a>;r="',
    "escapes that never end": '<a>;r="\\',
    "spaces": "<a> ;b ",
    "names": "<a>;aaaaaaaaaaaaaaaaa",
    "values": "<a>;a=",
    "targets in targets": "<a<b<",
    "one quote": '"',
}


@pytest.mark.parametrize("part", HOSTILE.values(), ids=HOSTILE.keys())
def test_the_time_grows_with_the_length_only(part: str) -> None:
    def seconds(length: int) -> float:
        text = "<a>;r=" + part * (length // len(part)) + ">"
        begin = time.process_time()
        assert sum(1 for _ in links(text)) <= length
        return time.process_time() - begin

    # Ten times the length takes ten times as long; a square would be a hundred times, and a busy machine is not.
    assert seconds(400_000) < 0.5 + 40 * seconds(40_000)
