"""`linkaudit fix --archive`: the capture for a lost page is proposed beside its citation, and written only if asked."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

import pytest
from support.fake_archive import FakeArchive, Held
from support.loopback import Fault, Reply
from support.site import Site, page

if TYPE_CHECKING:
    from support.command import Command

# Nobody listens there, so that it is lost; and a page that is the original of a document, whatever has become of it.
LOST = "http://127.0.0.50/lost"
ORIGINAL = "http://127.0.0.50/original"
NEVER = "http://127.0.0.50/never"


@pytest.fixture
def collection(linkaudit: Command, archive: FakeArchive) -> Command:
    # An address of this machine is no capture that others can open, but it is the only archive that there is here.
    linkaudit.configure([f"wayback+{archive.url}"], web__retries=0, rules__select=["archive-*", "live-*"])
    archive.hold(LOST, Held("20180710080000"), Held("20200101000000"))
    archive.hold(ORIGINAL, Held("20180701080000"))
    linkaudit.write("docs/a.md", f"---\ndate: 2018-07-12\n---\n# A\n\n[lost]({LOST}), [never]({NEVER})\n")
    linkaudit.write("docs/b.txt", f"Title\nPublished: 12 July 2018\nOriginal url: {ORIGINAL}\n\nText.\n")
    return linkaudit


def audited(collection: Command) -> Command:
    assert collection.run("audit", "docs", "--exit-zero", "-q").code == 0
    return collection


def test_what_audits_have_learned_is_proposed_and_applied_as_a_diff(collection: Command, archive: FakeArchive) -> None:
    audited(collection)
    before = (collection.folder / "docs/a.md").read_bytes()
    asked = len(archive.requests)
    ran = collection.run("fix", "--archive", "docs", "--offline")
    copy = f"{archive.url}/web/20180710080000/{LOST}"
    assert ran.code == 1
    assert f"+[lost]({LOST}) ([archived 2018-07-10]({copy})), [never]({NEVER})\n" in ran.out
    assert f"+Archived: {archive.url}/web/20180701080000/{ORIGINAL} (2018-07-01)\n" in ran.out
    assert "2 captures could be put beside their citations in 2 documents.\n" in ran.err
    assert "1 page without: there is no capture.\n" in ran.err
    assert "Nothing is written without --unsafe-fixes.\n" in ran.err
    assert len(archive.requests) == asked
    assert (collection.folder / "docs/a.md").read_bytes() == before
    subprocess.run(["git", "init", "-q"], cwd=collection.folder, check=True)
    subprocess.run(["git", "apply", "-"], cwd=collection.folder, check=True, input=ran.out.encode())
    again = collection.run("fix", "--archive", "docs", "--offline")
    assert (again.code, again.out) == (0, "")


def test_it_is_written_only_with_unsafe_fixes_and_once(collection: Command, archive: FakeArchive) -> None:
    audited(collection)
    ran = collection.run("fix", "--archive", "docs", "--unsafe-fixes")
    assert ran.code == 0
    assert ran.out.splitlines() == [
        "docs/a.md:6:8: repaired archive put the capture of 2018-07-10 beside it, 2 days before the citation",
        "docs/b.txt:3:15: repaired archive put the capture of 2018-07-01 beside it, 11 days before the citation",
    ]
    written = {path: (collection.folder / path).read_bytes() for path in ("docs/a.md", "docs/b.txt")}
    again = collection.run("fix", "--archive", "docs", "--unsafe-fixes")
    assert (again.code, again.out) == (0, "")
    assert written == {path: (collection.folder / path).read_bytes() for path in written}
    assert f"({archive.url}/web/20180710080000/{LOST})".encode() in written["docs/a.md"]


def test_without_an_audit_originals_are_asked_for_and_the_answers_kept(
    collection: Command, archive: FakeArchive
) -> None:
    ran = collection.run("fix", "--archive", "docs")
    assert ran.code == 1
    assert ran.out.count("\n+Archived: ") == 1
    assert LOST not in ran.out
    assert "No audit has looked at these pages" in ran.err
    asked = len(archive.requests)
    assert asked
    assert collection.run("fix", "--archive", "docs").out == ran.out
    assert len(archive.requests) == asked


def test_what_is_asked_for_serves_the_comparisons_of_later_audits(
    collection: Command, archive: FakeArchive, site: Site
) -> None:
    story = " ".join(f"The {number} boats came home at {number} o'clock." for number in range(40))
    reply = page("Boats", story)
    original = site.put("/original", reply)
    archive.hold(original, Held("20180701080000", body=reply.body.decode()))
    collection.write("docs/b.txt", f"Title\nPublished: 12 July 2018\nOriginal url: {original}\n\n{story}\n")
    assert collection.run("fix", "--archive", "docs/b.txt").code == 1
    asked = len(archive.requests)
    ran = collection.run("audit", "docs/b.txt", "--output-format", "json", "--exit-zero", "-q")
    assert len(archive.requests) == asked
    assert json.loads(ran.out)["summary"]["content"]["drifts"] == {"same": 1}


def test_every_page_can_be_given_a_capture(collection: Command, archive: FakeArchive) -> None:
    ran = collection.run("fix", "--archive=all", "docs")
    assert ran.code == 1
    assert f"[archived 2018-07-10]({archive.url}/web/20180710080000/{LOST})" in ran.out


def test_what_is_not_known_is_said_and_not_guessed(collection: Command, archive: FakeArchive) -> None:
    ran = collection.run("fix", "--archive=all", "docs", "--offline")
    assert (ran.code, ran.out) == (0, "")
    assert "3 pages without: no archive was asked.\n" in ran.err
    archive.faults = [Fault(99, Reply(429, (("Retry-After", "3600"),)))]
    ran = collection.run("fix", "--archive=all", "docs")
    assert (ran.code, ran.out) == (0, "")
    assert "it is not known whether there is a capture (refused)" in ran.err
    assert "there is no capture." not in ran.err


@pytest.mark.parametrize("status", [301, 404])
def test_neither_redirects_nor_errors_are_proposed(collection: Command, archive: FakeArchive, status: int) -> None:
    page = "http://127.0.0.50/gone"
    archive.hold(page, Held("20180710080000", status=status, location="http://127.0.0.50/elsewhere"))
    collection.write("docs/a.md", f"Original url: {page}\n\nText.\n")
    ran = collection.run("fix", "--archive", "docs/a.md")
    assert (ran.code, ran.out) == (0, "")
    assert "1 page without: " in ran.err


def test_a_capture_that_contradicts_the_document_is_left_out(collection: Command, archive: FakeArchive) -> None:
    page = "http://127.0.0.50/2018/09/30/ferry"
    archive.hold(page, Held("20180101080000"))
    collection.write("docs/a.md", f"Original url: {page}\n\nText.\n")
    ran = collection.run("fix", "--archive", "docs/a.md")
    assert (ran.code, ran.out) == (0, "")
    assert "docs/a.md:1:15: with the capture there would be a finding: archive-before-publication" in ran.err


def test_paths_may_follow_the_option(collection: Command) -> None:
    assert collection.run("fix", "--archive", "docs/b.txt", "--offline").code == 0
    assert collection.run("fix", "--archive", "docs/nowhere.txt", "--offline").code in (2, 3)
    assert collection.run("fix", "--archive=some", "docs").code == 2


def story(about: str) -> str:
    return " ".join(f"The {about} {number} of the {about} yard has {about} master {number}." for number in range(60))


def test_what_the_audit_saw_replaced_gets_its_capture(collection: Command, archive: FakeArchive, site: Site) -> None:
    address = site.put("/boats", page("Boats", story("ferry")))
    archive.hold(address, Held("20180710080000", body=page("Boats", story("boat")).body.decode()))
    collection.write("docs/a.md", f"---\ndate: 2018-07-12\n---\n# A\n\nSee [boats]({address}).\n")
    ran = audited(collection).run("fix", "--archive", "docs/a.md", "--offline")
    assert f"+See [boats]({address}) ([archived 2018-07-10](" in ran.out, ran.err


def test_what_the_audit_saw_unchanged_gets_none_and_that_is_said(
    collection: Command, archive: FakeArchive, site: Site
) -> None:
    reply = page("Boats", story("boat"))
    address = site.put("/boats", reply)
    archive.hold(address, Held("20180710080000", body=reply.body.decode()))
    collection.write("docs/a.md", f"---\ndate: 2018-07-12\n---\n# A\n\nSee [boats]({address}).\n")
    ran = audited(collection).run("fix", "--archive", "docs/a.md", "--offline")
    assert (ran.code, ran.out) == (0, "")
    assert "No page that the last audit saw gone or replaced, and no original is cited without a capture" in ran.err


def test_a_capture_that_does_not_carry_the_text_is_not_put_below_its_original(
    collection: Command, archive: FakeArchive
) -> None:
    other = "http://127.0.0.50/other"
    archive.hold(other, Held("20180701080000", body=page("Trams", story("tram")).body.decode()))
    text = f"Title\nPublished: 12 July 2018\nOriginal url: {other}\n\n{story('boat')}\n"
    collection.write("docs/b.txt", text)
    said = "docs/b.txt:3:15: the capture of 2018-07-01 does not carry the text of the document: 0 % of it"
    # Whether an audit has compared them before, or this asks for the capture itself.
    for ran in (
        collection.run("fix", "--archive", "docs/b.txt", "--unsafe-fixes"),
        audited(collection).run("fix", "--archive", "docs/b.txt", "--unsafe-fixes"),
    ):
        assert (ran.code, ran.out) == (0, "")
        assert f"left as it is: {said}\n" in ran.err
    assert (collection.folder / "docs/b.txt").read_text() == text


def test_comments_and_further_citations_are_told(collection: Command) -> None:
    again = f"---\ndate: 2018-07-12\n---\n# A\n\n[lost]({LOST})\n\nAnd [again]({LOST}).\n"
    collection.write("docs/a.md", again)
    ran = audited(collection).run("fix", "--archive", "docs/a.md")
    assert ran.out.count("([archived ") == 1
    assert "docs/a.md:6:8: cited again in line 8; the capture in line 6 serves for all\n" in ran.err
    collection.write("docs/a.md", again.replace("# A\n", "# A\n\n<!-- linkaudit: ignore-file[live-*] -->\n"))
    ran = audited(collection).run("fix", "--archive", "docs/a.md")
    assert (ran.code, ran.out) == (0, "")
    assert "is accepted\n" in ran.err
