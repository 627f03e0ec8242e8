"""`linkaudit collection`: what documents say about each other, as a user asks for it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from support.schema import check_format

if TYPE_CHECKING:
    from support.command import Command, Ran

AS_OF = ("--as-of", "2026-11-21")
ORIGINAL = "https://www.harbourgazette.example/2018/07/12/last-ferry-to-senn-will-stop-a4711"

STORY = """\
The last ferry between Port Alda and the island of Senn will stop in autumn, the harbour office said on Tuesday, ending
a connection that has run since 1911. The office has looked for a buyer for two years and found none.

About four hundred islanders depend on the boat. The district council will vote on a subsidy next Thursday, and the
last crossing is planned for the first weekend of November, when the winter timetable begins on the mainland.

Tove Lind, who runs the only shop on Senn, has collected three hundred signatures against the plan. She said that
nobody had asked the islanders, and that the school, the doctor and the post all came with the morning boat.

The operator, a family firm from Alda, bought its two vessels in 1974 and has run them ever since without a subsidy.
Its books show a loss in each of the last six years, which the firm puts down to the price of fuel and of repairs.
"""
OTHER = """\
The observatory on Mount Kell has found a comet that nobody had seen before. Its discoverer, a teacher who works there
at weekends, noticed a blurred spot on three plates of the same field, taken on evenings in March of this year.

The comet will be nearest to the sun in two years and may be seen with the naked eye in the southern sky. Until then
astronomers on four continents will measure its path, and a name will be chosen by the union in its summer session.
"""


@pytest.fixture
def press(linkaudit: Command) -> Command:
    linkaudit.write("press/copy.md", STORY)
    linkaudit.write("press/dated.md", f"# Last Ferry to Senn\n\nJuly 12, 2018\n\n{STORY}\nOriginal url: <{ORIGINAL}>\n")
    linkaudit.write("press/comet.md", OTHER)
    return linkaudit


def run(command: Command, *options: str) -> Ran:
    return command.run("collection", "press", *AS_OF, *options)


def test_copies_are_a_group_and_another_story_is_not_in_it(press: Command) -> None:
    found = run(press, "--output-format", "json").json
    check_format(found, "collection")
    (group,) = found["groups"]
    assert [each["path"] for each in group["members"]] == ["press/copy.md", "press/dated.md"]
    (pair,) = found["pairs"]
    assert (pair["a"], pair["b"], pair["kind"]) == ("press/copy.md", "press/dated.md", "copy")
    assert pair["a_in_b"] > 0.95
    assert pair["passages"][0]["a"]["line"] == 1
    assert pair["passages"][0]["b"]["line"] == 5


def test_the_copy_gets_the_date_and_the_source_of_the_other(press: Command) -> None:
    (group,) = run(press, "--output-format", "json").json["groups"]
    copy, dated = group["members"]
    assert (copy["date"], copy["provenance"]) == (None, [])
    assert copy["inferred"]["date"]["value"] == "2018-07-12"
    assert copy["inferred"]["date"]["from"] == ["press/dated.md"]
    assert copy["inferred"]["provenance"]["value"] == ORIGINAL
    assert (dated["date"], dated["date_source"]) == ("2018-07-12", "dateline")
    assert dated["provenance"] == [{"url": ORIGINAL, "line": 17, "form": "Original url:"}]


def test_on_a_terminal_a_group_has_a_block_and_the_end_says_it_in_a_line(press: Command) -> None:
    ran = run(press)
    assert ran.code == 0
    assert ran.out.startswith("Group 1: 2 documents that share text\n  Both are copies of one text.\n")
    assert "\n  A  press/copy.md: ~2018-07-12 (inferred, " in ran.out
    assert ran.err == "3 documents: 1 group of documents shares text (2 in all); inferred: 1 date, 1 source.\n"
    assert run(press, "-q").err == ""
    assert run(press, "-qq").out == ""
    assert "best cited" in run(press, "-v").out


@pytest.mark.parametrize("output_format", ["text", "json", "markdown", "svg"])
def test_each_format_goes_into_a_file_and_is_the_same_each_time(press: Command, output_format: str) -> None:
    one, other = (press.folder / name for name in ("one", "other"))
    for file in (one, other):
        ran = run(press, "--output-format", output_format, "-o", str(file))
        assert (ran.code, ran.out) == (0, "")
    assert one.read_bytes() == other.read_bytes() != b""
    assert "press/copy.md" in one.read_text(encoding="utf-8")


def test_the_picture_is_svg(press: Command) -> None:
    picture = ET.fromstring(run(press, "--output-format", "svg").out)  # noqa: S314 - what the command wrote
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"


def test_it_compares_also_where_the_settings_leave_it_out_of_scans(press: Command) -> None:
    press.write("linkaudit.toml", "[linkaudit.collection]\ncompare = false\n")
    assert len(run(press, "--output-format", "json").json["groups"]) == 1
    scanned = press.run("scan", "press", *AS_OF, "--output-format", "json", "--exit-zero").json
    assert scanned["summary"]["collection"]["groups"] == 0


def test_a_scan_and_an_audit_have_what_was_inferred(press: Command) -> None:
    for command in (("scan",), ("audit", "--offline")):
        report = press.run(*command, "press", *AS_OF, "--output-format", "json", "--exit-zero").json
        by_path = {each["path"]: each for each in report["documents"]}
        assert by_path["press/copy.md"]["inferred"]["date"]["value"] == "2018-07-12"
        assert "inferred" not in by_path["press/comet.md"]
        assert report["summary"]["collection"]["groups"] == 1
    line = "1 group of documents shares text (2 in all); inferred: 1 date, 1 source."
    assert line in press.run("scan", "press", *AS_OF).err
    assert line in press.run("audit", "press", "--offline", *AS_OF).out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("collection", "press"), 0),
        (("collection", "press", "--exit-zero"), 0),
        (("collection", "press/copy.md"), 0),
        (("collection", "press/empty"), 3),
        (("collection", "press", "missing"), 2),
        (("collection", "missing"), 3),
        (("collection", "press", "--output-format", "yaml"), 2),
        (("collection", "press", "--as-of", "yesterday"), 2),
        (("collection", "press/copy.md", "--exclude", "press"), 0),
    ],
)
def test_the_code_says_whether_there_was_anything_to_compare(
    press: Command, arguments: tuple[str, ...], code: int
) -> None:
    (press.folder / "press" / "empty").mkdir()
    assert press.run(*arguments).code == code


def test_one_document_is_nothing_to_compare(press: Command) -> None:
    ran = press.run("collection", "press/comet.md", "--output-format", "json")
    assert ran.json == {"schema_version": 1, "groups": [], "pairs": []}
    assert ran.err == "1 document: none shares text with another.\n"
