"""Collections as they are found: what is broken is noted, and what may be in it is never said to be absent."""

from __future__ import annotations

import gzip
import os
import sys
import zipfile
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from support.make_wacz import write_wacz
from support.make_warc import Captured, write_warc

from archives.local.asking import look_up, outcome
from linkaudit.archives.local import open_local
from linkaudit.errors import ConfigError
from linkaudit.models import PartialDate, Result
from linkaudit.warcs import Writer

if TYPE_CHECKING:
    from linkaudit.models import Lookup

URL = "http://example.org/page"
OTHER = "http://example.org/other"
TEXT = "<title>A page</title><p>" + "Some words that were cited once. " * 40
WHEN = datetime(2019, 5, 18, 8, tzinfo=UTC)
CHUNKED = b"5\r\n<titl\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(TEXT) - 5, TEXT[5:].encode())
HTML = [("Content-Type", "text/html")]


def line(url: str = URL, stamp: str = "20190518080000", **fields: str) -> str:
    more = "".join(f', "{name}": "{value}"' for name, value in fields.items())
    path = url.partition("org")[2]
    return f'org,example){path} {stamp} {{"url": "{url}", "status": "200"{more}}}\n'


def one(path: Path, url: str = URL, when: PartialDate | None = None) -> Lookup:
    (lookup,) = look_up(path, [(url, when)])
    return lookup


def written(body: bytes, *headers: tuple[str, str], compressed: bool = True) -> bytes:
    file = BytesIO()
    Writer(file, compressed=compressed).response(URL, WHEN, "200 OK", [*HTML, *headers], body)
    return file.getvalue()


@pytest.mark.parametrize("compressed", [True, False])
@pytest.mark.parametrize(
    ("body", "headers"),
    [
        (TEXT.encode(), []),
        (gzip.compress(TEXT.encode(), mtime=0), [("Content-Encoding", "gzip")]),
        (brotli.compress(TEXT.encode()), [("Content-Encoding", "br")]),
        (
            b"5\r\n<titl\r\n" + b"%x\r\n" % (len(TEXT) - 5) + TEXT[5:].encode() + b"\r\n0\r\n\r\n",
            [("Transfer-Encoding", "chunked")],
        ),
        (TEXT.encode(), [("Transfer-Encoding", "chunked"), ("Content-Encoding", "gzip")]),
    ],
    ids=["plain", "gzip", "brotli", "chunked", "undone already"],
)
def test_pages_are_read_as_they_were_sent(
    body: bytes, headers: list[tuple[str, str]], compressed: bool, tmp_path: Path
) -> None:
    path = tmp_path / ("a.warc.gz" if compressed else "a.warc")
    path.write_bytes(written(body, *headers, compressed=compressed))
    memento = one(path).memento
    assert memento is not None
    assert (memento.title, memento.status, memento.archive) == ("A page", 200, f"file:{path}")
    assert memento.words > 200
    assert memento.memento_url == f"{path.as_uri()}#20190518080000/{URL}"
    assert memento.digest


def test_a_record_is_found_where_it_is_among_others(tmp_path: Path) -> None:
    captures = [Captured(f"{URL}/{number}", WHEN, body=f"<title>Page {number}</title>{TEXT}") for number in range(30)]
    write_warc(tmp_path / "a.warc.gz", captures)
    plain = gzip.decompress((tmp_path / "a.warc.gz").read_bytes())
    (tmp_path / "b.warc").write_bytes(plain)
    (tmp_path / "c.warc.gz").write_bytes(gzip.compress(plain))  # packed as a whole, which is wrong and happens
    for name in ("a.warc.gz", "b.warc", "c.warc.gz"):
        found = look_up(tmp_path / name, [(f"{URL}/{number}", None) for number in range(30)])
        assert [each.memento and each.memento.title for each in found] == [f"Page {number}" for number in range(30)]


def test_the_answer_to_a_form_is_not_the_page(tmp_path: Path) -> None:
    file = BytesIO()
    writer = Writer(file)
    form = ("POST /page HTTP/1.1", [("Host", "example.org")], b"a=b")
    writer.response(URL, WHEN, "200 OK", HTML, b"behind")
    writer.request(URL, WHEN, *form)
    writer.request(URL, WHEN, *form)
    writer.response(URL, WHEN, "200 OK", HTML, b"before")
    (tmp_path / "a.warc.gz").write_bytes(file.getvalue())
    assert outcome(one(tmp_path)) == "no-capture"
    writer.request(URL, WHEN, "GET /page HTTP/1.1", [("Host", "example.org")], b"")
    writer.response(URL, WHEN, "200 OK", HTML, TEXT.encode())
    (tmp_path / "a.warc.gz").write_bytes(file.getvalue())
    assert outcome(one(tmp_path)) == "20190518080000"


@pytest.mark.parametrize("date", ["2019-05-18T08:00:00Z", "2019-05-18T08:00:00.123456Z", "2019-05-18"])
def test_dates_of_any_precision(date: str, tmp_path: Path) -> None:
    data = gzip.decompress(written(TEXT.encode())).replace(b"2019-05-18T08:00:00Z", date.encode())
    (tmp_path / "a.warc").write_bytes(data)
    assert outcome(one(tmp_path)).startswith("20190518")


def test_a_warc_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    write_warc(path, [Captured(URL, WHEN, body=TEXT), Captured(OTHER, WHEN, body=TEXT)])
    whole = path.read_bytes()
    path.write_bytes(whole[:-100])
    local = open_local(str(path))
    found, other, never = look_up(local, [(URL, None), (OTHER, None), (f"{URL}/never", None)])
    assert found.result is Result.FOUND
    assert (other.result, other.reason) == (Result.UNKNOWN, "unreadable")
    assert (never.result, never.reason) == (Result.UNKNOWN, "unreadable")
    assert local.notes == ("a.warc.gz: truncated: the compressed data end in the middle (after 1 records)",)


def test_a_plain_warc_that_breaks_off_is_noted_too(tmp_path: Path) -> None:
    path = tmp_path / "a.warc"
    path.write_bytes(written(TEXT.encode(), compressed=False)[:-100])
    local = open_local(str(path))
    found, never = look_up(local, [(URL, None), (OTHER, None)])
    assert found.memento is not None
    assert (found.memento.status, found.memento.title) == (200, "")  # half a page says nothing
    assert never.reason == "unreadable"
    assert local.notes == ("a.warc: truncated: a record ends in the middle (after 1 records)",)


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        ("b.warc.gz", b"\x1f\x8b no gzip", "damaged"),
        ("b.warc", b"no WARC at all\n" * 10, "not a WARC record|no WARC"),
        ("b.warc.gz", b"", "empty"),
        ("b.cdxj", b"just text\n", "neither CDX nor CDXJ"),
        ("b.cdx.gz", gzip.compress(b"org,example)/ 2019 {}\n" * 9999, mtime=0)[:-30], "truncated"),
        ("b.wacz", b"PK\x03\x04 no package", "no package"),
        ("b.arc.gz", b"", "not read"),
    ],
    ids=["gzip", "warc", "empty", "cdxj", "packed cdx", "wacz", "arc"],
)
def test_what_may_be_in_a_broken_part_is_unknown_unless_found(
    name: str, data: bytes, note: str, tmp_path: Path
) -> None:
    write_warc(tmp_path / "a.warc.gz", [Captured(URL, WHEN, body=TEXT)])
    (tmp_path / name).write_bytes(data)
    local = open_local(str(tmp_path))
    found, never = look_up(local, [(URL, None), (OTHER, None)])
    assert found.result is Result.FOUND
    assert (never.result, never.reason) == (Result.UNKNOWN, "unreadable")
    (said,) = local.notes
    assert said.startswith(name)
    assert any(each in said for each in note.split("|"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_what_may_not_be_read_is_noted(tmp_path: Path) -> None:
    (tmp_path / "a.cdxj").write_text(line())
    (tmp_path / "b.cdxj").write_text(line(OTHER))
    (tmp_path / "b.cdxj").chmod(0)
    local = open_local(str(tmp_path))
    assert [each.result for each in look_up(local, [(URL, None), (OTHER, None)])] == [Result.FOUND, Result.UNKNOWN]
    assert local.notes == ("b.cdxj: Permission denied",)


def test_an_error_in_one_part_does_not_hide_that_another_is_broken(tmp_path: Path) -> None:
    write_warc(tmp_path / "a.warc.gz", [Captured(URL, WHEN, status=404, body="gone")])
    assert outcome(one(tmp_path)) == "only-errors"
    (tmp_path / "b.cdxj").write_text("just text\n")
    assert outcome(one(tmp_path)) == "unreadable"


def test_an_index_of_more_than_is_there_tells_what_it_lists(tmp_path: Path) -> None:
    write_warc(tmp_path / "a.warc.gz", [Captured(URL, WHEN, body=TEXT)])
    (tmp_path / "b.cdxj").write_text(line(OTHER, filename="b.warc.gz", offset="0"))
    found, listed = look_up(tmp_path, [(URL, None), (OTHER, None)])
    assert [each.memento and (each.memento.status, each.memento.title) for each in (found, listed)] == [
        (200, "A page"),
        (200, ""),
    ]


def test_a_capture_that_cannot_be_read_is_unknown(tmp_path: Path) -> None:
    write_warc(tmp_path / "a.warc.gz", [Captured(URL, WHEN, body=TEXT)])
    (tmp_path / "a.cdxj").write_text(line(filename="a.warc.gz", offset="17"))
    local = open_local(str(tmp_path / "a.cdxj"))
    (lookup,) = look_up(local, [(URL, None)])
    assert (lookup.result, lookup.reason) == (Result.UNKNOWN, "unreadable")
    assert local.notes


def test_an_index_never_leads_out_of_its_folder(tmp_path: Path) -> None:
    write_warc(tmp_path / "secret.warc.gz", [Captured(URL, WHEN, body=TEXT)])
    folder = tmp_path / "collection"
    folder.mkdir()
    write_warc(folder / "other.warc.gz", [Captured(OTHER, WHEN)])
    for name in (str(tmp_path / "secret.warc.gz"), "../secret.warc.gz"):
        (folder / "other.cdxj").write_text(line(filename=name, offset="0"))
        memento = one(folder).memento
        assert memento is not None
        assert memento.title == ""


def test_revisits_in_another_file_show_what_they_repeat(tmp_path: Path) -> None:
    file = tmp_path / "all.warc.gz"
    later = datetime(2020, 1, 1, tzinfo=UTC)
    write_warc(file, [Captured(URL, WHEN, body=TEXT), Captured(URL, later, body=TEXT, revisit=True)])
    data = file.read_bytes()
    file.unlink()
    at = data.index(b"\x1f\x8b\x08", 100)
    (tmp_path / "b.warc.gz").write_bytes(data[:at])
    (tmp_path / "a.warc.gz").write_bytes(data[at:])
    memento = one(tmp_path).memento
    assert memento is not None
    assert (memento.captured_at, memento.status, memento.title) == (later, 200, "A page")
    (tmp_path / "b.warc.gz").unlink()
    memento = one(tmp_path).memento
    assert memento is not None
    # What it repeats is not there, but its own header says what the server answered.
    assert (memento.captured_at, memento.status, memento.title) == (later, 200, "")


def test_a_packed_index_that_breaks_off_is_read_as_far_as_it_goes(tmp_path: Path) -> None:
    lines = "".join(line(f"{URL}/{number:05d}", digest=f"{number * 7919:x}") for number in range(20_000))
    path = tmp_path / "a.cdxj.gz"
    path.write_bytes(gzip.compress(lines.encode())[:-1000])
    local = open_local(str(path))
    early, late = look_up(local, [(f"{URL}/00007", None), (f"{URL}/19999", None)])
    assert (outcome(early), outcome(late)) == ("20190518080000", "unreadable")
    assert local.notes == ("a.cdxj.gz: truncated: the compressed data end in the middle",)


def test_many_small_indexes_are_put_together(tmp_path: Path) -> None:
    for number in range(20):
        (tmp_path / f"{number}.cdxj").write_text(line(f"{URL}/{number}"))
    (tmp_path / "bad.cdx").write_text("just text\n")
    urls = [f"{URL}/{number}" for number in range(21)]
    assert [outcome(each) for each in look_up(tmp_path, [(url, None) for url in urls])] == [
        *["20190518080000"] * 20,
        "unreadable",
    ]


def test_a_folder_with_packages_and_indexed_and_other_warcs(tmp_path: Path) -> None:
    for name, url in (("in", URL), ("out", OTHER)):
        (tmp_path / name).mkdir()
        write_warc(tmp_path / name / f"{name}.warc.gz", [Captured(url, WHEN, body=TEXT)])
    inside = tmp_path / "in" / "in.warc.gz"
    write_wacz(tmp_path / "a.wacz", [line(filename="in.warc.gz", offset="0").strip()], [inside])
    inside.unlink()
    found = look_up(tmp_path, [(URL, None), (OTHER, None), (f"{URL}/never", None)])
    assert [outcome(each) for each in found] == ["20190518080000", "20190518080000", "no-capture"]
    assert [each.memento.title if each.memento else "" for each in found] == ["A page", "A page", ""]


def test_a_package_without_an_index_is_read_through(tmp_path: Path) -> None:
    write_warc(tmp_path / "in.warc.gz", [Captured(URL, WHEN, body=TEXT)])
    with zipfile.ZipFile(tmp_path / "a.wacz", "w", zipfile.ZIP_DEFLATED) as package:
        package.write(tmp_path / "in.warc.gz", "archive/in.warc.gz")
    memento = one(tmp_path / "a.wacz").memento
    assert memento is not None
    assert memento.title == "A page"


def test_a_page_that_is_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    bomb = gzip.compress(b"<title>Boom</title>" + b"word " * (20 << 20))
    (tmp_path / "a.warc.gz").write_bytes(written(bomb, ("Content-Encoding", "gzip")))
    memento = one(tmp_path).memento
    assert memento is not None
    assert (memento.status, memento.title, memento.words) == (200, "", 0)


@pytest.mark.parametrize(
    ("name", "data", "note"),
    [
        ("a.wacz", b"PK\x03\x04 no package", "no package that can be read: File is not a zip file"),
        ("a.wacz", b"\0" * 9000, "no package that can be read: File is not a zip file"),
        ("a.zip", b"PK\x03\x04 no package", "no package that can be read: File is not a zip file"),
        ("a.warc.gz", b"\x1f\x8b no gzip", "no WARC"),
        ("a.warc", b"", "no WARC"),
        ("a.cdxj", b"\0" * 9000, "neither CDX nor CDXJ"),
        ("a.cdx", b"just text\n", "neither CDX nor CDXJ"),
        ("a.cdxj.gz", gzip.compress(line().encode(), mtime=0)[:30], "truncated: the compressed data end in the middle"),
    ],
)
def test_a_collection_that_is_damaged_as_a_whole_is_unreadable(
    name: str, data: bytes, note: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    local = open_local(str(path))
    (never,) = look_up(local, [(URL, None)])
    assert (never.result, never.reason) == (Result.UNKNOWN, "unreadable")
    assert local.notes == (f"{name}: {note}",)


SOUND, BEHIND, BEFORE = (f"http://example.org/{name}" for name in ("m", "s", "f"))
CDX_COLUMNS = " CDX N b a m s k r M S V g\n"


def cdx_line(url: str) -> str:
    return f"org,example){url.partition('org')[2]} 20190518080000 {url} text/html 200 - - - 100 0 in.warc.gz\n"


@pytest.mark.parametrize("form", ["CDXJ", "CDX", "CDX with a header", "packed", "one of many"])
def test_what_may_have_stood_behind_a_cut_is_unknown(form: str, tmp_path: Path) -> None:
    write_line = cdx_line if "CDX " in f"{form} " else line
    head = CDX_COLUMNS if "header" in form else ""
    sound, cut_line, lost = write_line(SOUND), write_line(BEHIND), write_line(f"{BEHIND}/lost")
    for more in range(len("org,example)/s"), cut_line.rindex(" ") if write_line is cdx_line else len(cut_line) - 2, 7):
        folder = tmp_path / str(more)
        folder.mkdir()
        text = (head + sound + cut_line + lost)[: len(head + sound) + more].encode()
        path = folder / ("a.cdx.gz" if form == "packed" else "a.cdx")
        path.write_bytes(gzip.compress(text, mtime=0) if form == "packed" else text)
        for number in range(9 if form == "one of many" else 0):
            (folder / f"{number}.cdx").write_text(line(f"{BEFORE}/{number}"))
        local = open_local(str(folder))
        found = look_up(local, [(url, None) for url in (SOUND, BEHIND, f"{BEHIND}/lost", BEFORE)])
        assert [outcome(each) for each in found] == ["20190518080000", "unreadable", "unreadable", "no-capture"], more
        assert local.notes == (f"{path.name}: truncated: its last line breaks off",)


def test_behind_a_cut_in_what_is_not_sorted_may_have_stood_anything(tmp_path: Path) -> None:
    path = tmp_path / "a.cdxj"
    for head, notes in ((line(BEHIND), 2), ("other" + line(BEHIND), 2)):
        path.write_text(head + line(SOUND) + line(URL)[:-9])
        local = open_local(str(path))
        found = look_up(local, [(url, None) for url in (SOUND, BEFORE)])
        assert [outcome(each) for each in found] == ["20190518080000", "unreadable"]
        assert "a.cdxj: truncated: its last line breaks off" in local.notes
        assert len(local.notes) == notes


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\n\n", "\n# a remark", "\n "])
def test_an_index_whose_lines_are_whole_does_not_break_off(ending: str, tmp_path: Path) -> None:
    for write_line in (line, cdx_line):
        path = tmp_path / "a.cdx"
        path.write_text(write_line(SOUND) + write_line(BEHIND)[:-1] + ending, newline="")
        local = open_local(str(path))
        found = look_up(local, [(url, None) for url in (SOUND, BEHIND, f"{BEHIND}/lost")])
        assert [outcome(each) for each in found] == ["20190518080000", "20190518080000", "no-capture"]
        assert "breaks off" not in " ".join(local.notes)


@pytest.mark.parametrize("packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_one_wrong_byte_never_makes_a_page_absent(packing: int, tmp_path: Path) -> None:
    captures = tmp_path / "in.warc.gz"
    write_warc(captures, [Captured(URL, WHEN, body=TEXT)])
    package = tmp_path / "a.wacz"
    write_wacz(package, [line(filename="in.warc.gz", offset="0").strip()], [captures], packing=packing)
    whole = package.read_bytes()
    beginning_of_the_end = whole.index(b"PK\x01\x02")  # the list of members says what there is
    for place in (*range(60), *range(60, beginning_of_the_end, 7)):
        data = bytearray(whole)
        data[place] ^= 0x55
        package.write_bytes(data)
        assert one(package).result is not Result.ABSENT, place


@pytest.mark.parametrize("sign", ["\x01", "\t", "\r", "\0"])
def test_a_wrong_byte_does_not_keep_an_index_from_being_sorted(sign: str, tmp_path: Path) -> None:
    index = tmp_path / "a.cdxj"
    index.write_text(line() + line(OTHER) + line().replace(" {", f"{sign}{{"), newline="")
    for url, said in ((URL, "20190518080000"), (OTHER, "20190518080000"), ("http://example.org/else", "no-capture")):
        assert outcome(one(index, url)) == said


@settings(max_examples=60, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0, 255)), max_size=6), st.integers(0, 2000), st.booleans())
def test_whatever_is_damaged_a_look_up_ends(changes: list[tuple[int, int]], cut: int, compressed: bool) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc.gz"
        write_warc(path, [Captured(URL, WHEN, body=TEXT), Captured(URL, WHEN, revisit=True, body=TEXT)])
        data = bytearray(path.read_bytes() if compressed else gzip.decompress(path.read_bytes()))
        for place, byte in changes:
            data[place % len(data)] = byte
        path.write_bytes(data[: len(data) - cut % len(data)])
        try:
            (lookup,) = look_up(Path(folder), [(URL, None)])
        except ConfigError:
            return
    assert lookup.result is not Result.FOUND or outcome(lookup)[:2] in ("19", "20")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("nothing", None, "there is no such file or folder"),
        ("page.html", b"<p>a page", "neither CDX nor CDXJ"),
        ("notes.gz", gzip.compress(b"just text\n", mtime=0), "neither CDX nor CDXJ"),
        ("empty.zip", b"PK\x05\x06" + bytes(18), "neither CDX nor CDXJ"),
        ("folder", b"", "no WARC, WACZ, CDX or CDXJ in it"),
    ],
)
def test_what_is_no_collection_is_told(name: str, data: bytes | None, told: str, tmp_path: Path) -> None:
    path = tmp_path / name
    if name == "folder":
        path.mkdir()
    elif data is not None:
        path.write_bytes(data)
    with pytest.raises(ConfigError, match=f"`file:{path}`: {told}"):
        open_local(str(path))


def test_what_is_no_file_is_told() -> None:
    with pytest.raises(ConfigError, match="neither a file nor a folder"):
        open_local("/dev/null")


def test_without_the_extra_the_message_names_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    write_warc(tmp_path / "a.warc.gz", [Captured(URL, WHEN)])
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "a.cdxj").write_text(line())
    monkeypatch.delitem(sys.modules, "linkaudit.warcs", raising=False)
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    with pytest.raises(ConfigError, match=r"needs the extra `warc`: pip install 'linkaudit-cli\[warc\]'"):
        open_local(str(tmp_path / "a.warc.gz"))
    # An index can be asked without it.
    assert outcome(one(tmp_path / "b")) == "20190518080000"
