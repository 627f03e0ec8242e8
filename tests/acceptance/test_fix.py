"""`linkaudit fix` as users meet it."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support.command import Command

TRACKED = "[f](https://gazette.example/ferry?page=2&utm_source=share)"
CLEAN = "[f](https://gazette.example/ferry?page=2)"


@pytest.fixture
def collection(linkaudit: Command) -> Command:
    linkaudit.write("linkaudit.toml", '[linkaudit.rules]\nignore = ["link-placeholder"]\n')
    linkaudit.write("docs/a.md", f"# A\n\n{TRACKED}\n\n[b](https:/gazette.example/x)\n")
    linkaudit.write("docs/b.html", '<a href="https://gazette.example/?a=1&amp;utm_medium=b">b</a>\n')
    linkaudit.write("docs/c.md", "Nothing is wrong here.\n")
    return linkaudit


def test_repairs_are_made_and_listed(collection: Command) -> None:
    ran = collection.run("fix")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "docs/a.md:3:5: repaired link-tracking-parameters take out the tracking parameters",
        "docs/a.md:5:5: repaired link-double-scheme repair the scheme",
        "docs/b.html:1:10: repaired link-tracking-parameters take out the tracking parameters",
    ]
    assert ran.err == "3 repairs made in 2 documents.\n"
    assert (collection.folder / "docs/a.md").read_text() == f"# A\n\n{CLEAN}\n\n[b](https://gazette.example/x)\n"
    assert (collection.folder / "docs/b.html").read_text() == '<a href="https://gazette.example/?a=1">b</a>\n'
    assert collection.run("scan").out == ""
    again = collection.run("fix")
    assert (again.code, again.out, again.err) == (0, "", "0 repairs made in 0 documents.\n")


def test_a_diff_changes_nothing_and_can_be_applied(collection: Command) -> None:
    before = (collection.folder / "docs/a.md").read_text()
    ran = collection.run("fix", "--diff")
    assert ran.code == 1
    assert f"-{TRACKED}\n+{CLEAN}\n" in ran.out
    assert ran.err == "3 repairs could be made in 2 documents.\n"
    assert (collection.folder / "docs/a.md").read_text() == before
    subprocess.run(["git", "init", "-q"], cwd=collection.folder, check=True)
    subprocess.run(["git", "apply", "-"], cwd=collection.folder, check=True, input=ran.out.encode())
    assert collection.run("fix", "--diff").code == 0


def test_only_the_rules_that_are_asked_for_are_repaired(collection: Command) -> None:
    ran = collection.run("fix", "--select", "link-double-scheme")
    assert "1 repair made in 1 document." in ran.err
    assert TRACKED in (collection.folder / "docs/a.md").read_text()


def test_what_is_hidden_or_accepted_is_left_alone(collection: Command) -> None:
    collection.write("docs/a.md", f"{TRACKED} <!-- linkaudit: ignore[link-tracking-parameters] as in print -->\n")
    assert collection.run("baseline", "docs/b.html").code == 0
    assert collection.run("fix", "--diff").code == 0
    assert collection.run("fix", "--diff", "--baseline", "").code == 1


def test_what_may_change_the_meaning_is_repaired_only_if_asked_for(collection: Command) -> None:
    collection.write("docs/a.md", "[m](https://gazette.example/2019/28/02/minutes)\n")
    ran = collection.run("fix", "docs/a.md")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err == (
        "0 repairs made in 0 documents.\n1 repair that may change what a link means: --unsafe-fixes makes them.\n"
    )
    assert collection.run("fix", "docs/a.md", "--unsafe-fixes").code == 0
    assert "/2019/02/28/minutes" in (collection.folder / "docs/a.md").read_text()


def test_files_of_other_kinds_are_never_edited(collection: Command) -> None:
    import zipfile  # noqa: PLC0415

    book = collection.folder / "docs/book.epub"
    with zipfile.ZipFile(book, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "b.opf",
            '<package><manifest><item id="c" href="c.xhtml" media-type="application/xhtml+xml"/></manifest>'
            '<spine><itemref idref="c"/></spine></package>',
        )
        archive.writestr("c.xhtml", '<html><body><a href="https://gazette.example/?utm_source=b">b</a></body></html>')
    before = book.read_bytes()
    assert "link-tracking-parameters" in collection.run("scan", "docs/book.epub").out
    ran = collection.run("fix", "docs/book.epub")
    assert (ran.code, ran.out) == (0, "")
    assert book.read_bytes() == before


def test_what_cannot_be_written_back_is_named_and_left_alone(collection: Command) -> None:
    data = b"\x1b$B$3\x1b(B \x1b$B\x1b(B https://gazette.example/?utm_source=b\n"
    file = collection.folder / "docs/d.txt"
    file.write_bytes(data)
    ran = collection.run("fix", "docs")
    assert ran.code == 2
    assert "docs/d.txt: not repaired: its encoding (iso2022_jp) cannot be written back byte for byte" in ran.err
    assert file.read_bytes() == data
    assert "3 repairs made in 2 documents." in ran.err, "the others are repaired"


def test_nothing_to_repair_is_said(collection: Command) -> None:
    assert collection.run("fix", "docs/c.md").code == 0
    (collection.folder / "empty").mkdir()
    assert collection.run("fix", "empty").code == 3
    assert collection.run("fix", "docs/c.md", "nowhere.md").code == 2
    quiet = collection.run("fix", "-qq")
    assert (quiet.code, quiet.out, quiet.err) == (0, "", "")
