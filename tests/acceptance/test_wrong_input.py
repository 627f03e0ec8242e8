"""Everything that a user can get wrong: a clear line with a hint where there is one, the right code, no traceback."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest
from support.command import PYTHON, Command

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.fixture
def cited(linkaudit: Command) -> Path:
    return linkaudit.write("cited.md", "# Cited\n\n[a page](http://www.site.test/page)\n")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("scann", "cited.md"), "No such command 'scann'. Did you mean `scan`?"),
        (("conquer",), "No such command 'conquer'."),
        (
            ("scan", "cited.md", "--selekt", "x"),
            "No such option '--selekt'. (Did you mean one of: '--baseline', '--select'?)",
        ),
        (("scan", "cited.md", "--select", "link-emtpy"), "no rule is called `link-emtpy`; did you mean `link-empty`?"),
        (("scan", "cited.md", "--ignore", "date-x-*"), "`rules.ignore`: no rule is called `date-x-*`"),
        (("explain", "link-emtpy"), "no rule is called `link-emtpy`. Did you mean `link-empty`?"),
        (("explain", "zzz"), "no rule is called `zzz`. `linkaudit rules` lists them."),
        (("explain",), "Missing argument 'RULE'."),
        (("scan", "cited.md", "--as-of", "2026-02-30"), "'2026-02-30' is no day: write it as YYYY-MM-DD"),
        (("scan", "cited.md", "--as-of", "yesterday"), "'yesterday' is no day: write it as YYYY-MM-DD"),
        (("scan", "cited.md", "--output-format", "xml"), "'xml' is not one of 'text', 'json', 'markdown'"),
        (("scan", "cited.md", "--fail-on", "all"), "'all' is not one of 'error', 'warning', 'info', 'never'"),
        (("scan", "cited.md", "--format", "doc"), "there is no format 'doc'"),
        (("scan", "cited.md", "--config", "missing.toml"), "File 'missing.toml' does not exist"),
        (("scan", "cited.md", "--config", "."), "File '.' is a directory"),
        (("scan", "cited.md", "--config", "cited.md"), "cited.md: "),
        (("audit", "cited.md", "--offline", "--wait", "-1"), "-1.0 is not in the range x>=0"),
        (
            ("audit", "cited.md", "--offline", "--budget", "-1"),
            "`archives.budget`: expected a number of requests, or a time",
        ),
        (("audit", "cited.md", "--no-archives", "--allow-hosts", "http://x/"), "'http://x/' is no suffix (`*.test`)"),
        (("check",), "Missing argument"),
        (("check", "http://127.0.0.1/", "--timeout", "-1"), "`web.timeout`: expected `float` > 0"),
        (("check", "http://127.0.0.1/", "--timeout", "soon"), "'soon' is not a valid float"),
        (("archive", "http://127.0.0.1/", "--at", "2018-02-30"), "'2018-02-30' is no date: no calendar has it"),
        (("archive", "http://127.0.0.1/", "--at", "yesterday"), "'yesterday' is no date"),
        (("archive", "http://127.0.0.1/", "--at", "2018-07-01T25:00:00Z"), "'2018-07-01T25:00:00Z' is no date"),
        (("archive", "http://127.0.0.1/", "--save", "--fresh"), "--fresh is for looking up"),
        (("archive", "http://127.0.0.1/", "--service", "memory"), "`archives.services`: expected"),
        (("rules", "--output-format", "yaml"), "'yaml' is not one of"),
        (("config", "nonsense"), "Got unexpected extra argument (nonsense)"),
    ],
)
def test_wrong_arguments(linkaudit: Command, cited: Path, arguments: tuple[str, ...], words: str) -> None:
    ran = linkaudit.run(*arguments)
    assert ran.code == 2
    assert words in ran.err.splitlines()[-1]
    assert ran.out == ""


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[linkaudit]\nweb.per-hsot = 3\n", "unknown setting `web.per-hsot`; did you mean `web.per-host`?"),
        ("[linkaudit]\nzzz = 3\n", "unknown setting `zzz`"),
        ("[linkaudit.webb]\ntimeout = 3\n", "unknown setting `webb"),
        ("[linkaudit]\nweb = 3\n", "`web`: expected `object`, got `int`"),
        ("[linkaudit]\nweb.timeout = 'fast'\n", "`web.timeout`: expected `float`, got `str`"),
        ("[linkaudit]\nweb.concurrency = 0\n", "`web.concurrency`: expected `int` >= 1"),
        ("[linkaudit]\nfail-on = 'errors'\n", "`fail-on`: invalid enum value 'errors'"),
        ("[linkaudit]\narchives.services = ['memory']\n", "`archives.services`: expected `wayback`; `wayback+URL`"),
        ("[linkaudit.rules.severity]\nlink-empty = 'grave'\n", "`rules.severity`: invalid enum value 'grave'"),
        ("[linkaudit.rules.severity]\nlink-emtpy = 'error'\n", "no rule is called `link-emtpy`; did you mean"),
        ("[linkaudit.web.hosts.'a b']\n", "`web.hosts`: 'a b' is no host"),
        ("[linkaudit.web.hosts.'site.test:80']\n", "`web.hosts`: 'site.test:80' is no host"),
        ("[linkaudit.web.hosts.'site.test']\n[linkaudit.web.hosts.'*.site.test']\n", "'site.test' is there twice"),
        ("[linkaudit.web.hosts.'site.test']\nper-hsot = 3\n", "did you mean `per-host`?"),
        (
            "[linkaudit.web.hosts.'site.test']\ntoken = 'ghp_secret'\n",
            "`web.hosts.token`: expected the name of an environment variable",
        ),
        ("[linkaudit\n", "Expected ']'"),
        ("linkaudit = 3\n", "`linkaudit` must be a table"),
        ("[other]\nx = 1\n", "no [linkaudit] table in it"),
        ("", "no [linkaudit] table in it"),
    ],
)
def test_wrong_settings_in_a_file(linkaudit: Command, cited: Path, text: str, words: str) -> None:
    linkaudit.write("wrong.toml", text)
    ran = linkaudit.run("scan", "cited.md", "--config", "wrong.toml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.complaint.startswith("linkaudit: ")
    assert words in ran.complaint
    assert "wrong.toml: " in ran.complaint or "rules.severity" in ran.complaint


def test_a_token_that_was_put_into_the_settings_is_not_repeated(linkaudit: Command, cited: Path) -> None:
    linkaudit.write("linkaudit.toml", "[linkaudit.web.hosts.'forge.test']\ntoken = 'ghp_s3cr3t'\n")
    ran = linkaudit.run("scan", "cited.md")
    assert ran.code == 2
    assert "s3cr3t" not in ran.out + ran.err


def test_a_configuration_that_is_no_text(linkaudit: Command, cited: Path) -> None:
    (linkaudit.folder / "linkaudit.toml").write_bytes(b'[linkaudit]\nstate = "\xff"\n')
    ran = linkaudit.run("scan", "cited.md")
    assert ran.code == 2
    assert ran.complaint.startswith(f"linkaudit: {linkaudit.folder}/linkaudit.toml: 'utf-8' codec can't decode")


def test_a_project_file_of_a_strange_shape(linkaudit: Command, cited: Path) -> None:
    linkaudit.write("pyproject.toml", "tool = 3\n")
    ran = linkaudit.run("scan", "cited.md")
    assert (ran.code, ran.out) == (2, "")
    assert ran.complaint.endswith("/pyproject.toml: `linkaudit` must be a table")


@pytest.mark.parametrize("name", ["config.toml", "pyproject.toml"])
def test_files_of_other_tools_are_passed_over(linkaudit: Command, cited: Path, name: str) -> None:
    linkaudit.write(name, "[tool.other]\nx = 1\n\n[other]\nx = 1\n")
    assert linkaudit.run("scan", "cited.md").code == 0


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("LINKAUDIT_WEB_CONCURRENCY", "lots", "`web.concurrency`: expected `int`, got `str`"),
        ("LINKAUDIT_FAIL_ON", "lots", "`fail-on`: invalid enum value 'lots'"),
        ("LINKAUDIT_WEB_HOSTS", '{ "a b" = { interval = 1 } }', "LINKAUDIT_WEB_HOSTS: `web.hosts`: 'a b' is no host"),
        ("LINKAUDIT_WEB_HOSTS", "site.test", "LINKAUDIT_WEB_HOSTS: `web.hosts`: expected `object`, got `str`"),
        ("LINKAUDIT_RULES_SELECT", '["link-emtpy"]', "no rule is called `link-emtpy`; did you mean `link-empty`?"),
    ],
)
def test_wrong_settings_in_variables(linkaudit: Command, cited: Path, name: str, value: str, words: str) -> None:
    ran = linkaudit.run("scan", "cited.md", variables={name: value})
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.complaint


def put_nothing(path: Path) -> str:
    return f"{path.name}: cannot be read: No such file or directory"


def put_bytes(path: Path) -> str:
    path.write_bytes(bytes(range(256)) * 16)
    return f"{path.name}: binary (it holds zero bytes)"


def put_noise(path: Path) -> str:
    path.write_bytes(b"\xc0\xc1\xf5\xfe\xff\x81\x8d\x8f\x90\x9d" * 50)
    return f"{path.name}: no encoding fits: binary, or text that was damaged"


def put_a_link_to_nothing(path: Path) -> str:
    path.symlink_to("nowhere.md")
    return f"{path.name}: cannot be read: No such file or directory"


def put_a_link_to_itself(path: Path) -> str:
    path.symlink_to(path.name)
    return f"{path.name}: cannot be read: Too many levels of symbolic links"


def put_a_pipe(path: Path) -> str:
    os.mkfifo(path)
    return f"{path.name}: not a regular file"


def put_something_large(path: Path) -> str:
    with path.open("wb") as file:
        file.truncate(70_000_000)
    return f"{path.name}: too large: 70000000 bytes, the limit is 67108864 (max-bytes)"


UNREADABLE = [
    put_nothing,
    put_bytes,
    put_noise,
    put_a_link_to_nothing,
    put_a_link_to_itself,
    put_a_pipe,
    put_something_large,
]


@pytest.mark.parametrize("put", UNREADABLE)
def test_a_file_that_cannot_be_read_is_skipped_with_the_reason(
    linkaudit: Command, cited: Path, put: Callable[[Path], str]
) -> None:
    reason = put(linkaudit.folder / "odd.md")
    alone = linkaudit.run("scan", "odd.md")
    assert (alone.code, alone.out) == (3, "")
    assert f"  {reason}\n" in alone.err
    assert "1 file skipped, in whole or in part:" in alone.err
    beside = linkaudit.run("scan", "odd.md", "cited.md", "--output-format", "json")
    assert beside.code == (2 if put is put_nothing else 0)
    assert [each["path"] for each in beside.json["documents"]] == ["cited.md"]
    assert [f"{each['path']}: {each['reason']}" for each in beside.json["skipped"]] == [reason]


def test_extract_and_audit_skip_them_too(linkaudit: Command) -> None:
    reasons = [put(linkaudit.folder / f"{put.__name__}.md") for put in UNREADABLE]
    names = [f"{put.__name__}.md" for put in UNREADABLE]
    extracted = linkaudit.run("extract", *names)
    assert (extracted.code, extracted.out) == (3, "")
    assert extracted.err.splitlines() == [
        *(f"linkaudit: skipped {reason}" for reason in reasons),
        "linkaudit: nothing to read",
    ]
    audited = linkaudit.run("audit", *names, "--offline", "--state", ":memory:")
    assert audited.code == 3
    assert [line.strip() for line in audited.out.splitlines() if line.startswith("  ")] == reasons


def test_a_file_in_a_folder_that_nobody_may_read(linkaudit: Command, cited: Path) -> None:
    closed = linkaudit.write("closed.md", "text")
    closed.chmod(0)
    if os.access(closed, os.R_OK):
        pytest.skip("whoever runs this may read everything")
    ran = linkaudit.run("scan", ".")
    assert ran.code == 0
    assert "closed.md: cannot be read: Permission denied" in ran.err


def test_a_folder_with_nothing_in_it(linkaudit: Command) -> None:
    for command in (("scan",), ("audit", "--offline", "--state", ":memory:"), ("extract",)):
        ran = linkaudit.run(*command)
        assert ran.code == 3, command


def test_a_folder_in_the_place_of_a_file(linkaudit: Command) -> None:
    (linkaudit.folder / "folder.md").mkdir()
    assert linkaudit.run("scan", "folder.md").code == 3
    linkaudit.write("folder.md/cited.md", "[nothing]()\n")
    assert linkaudit.run("scan", "folder.md").out.startswith("folder.md/cited.md:1:11: error link-empty")


def test_a_file_without_anything_in_it_is_read(linkaudit: Command) -> None:
    linkaudit.write("empty.md", "")
    ran = linkaudit.run("scan", "empty.md")
    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("1 document, 0 references")


def test_a_file_of_no_known_format_needs_a_name_for_it(linkaudit: Command) -> None:
    linkaudit.write("cited.xyz", "[nothing]()\n")
    ran = linkaudit.run("scan", "cited.xyz")
    assert ran.code == 3
    assert "cited.xyz: no known format has this suffix; name one with --format" in ran.err
    assert linkaudit.run("scan", "cited.xyz", "--format", "markdown").code == 1


def test_names_that_would_write_on_the_terminal_are_shown_escaped(linkaudit: Command) -> None:
    linkaudit.write("a\x1b[31m\u202e.md", "[nothing]()\n")
    ran = linkaudit.run("scan", ".")
    assert ran.code == 1
    assert "\x1b" not in ran.out
    assert "\u202e" not in ran.out


@pytest.mark.parametrize("output_format", ["text", "json", "markdown"])
def test_names_that_are_no_utf_8_can_be_audited(linkaudit: Command, output_format: str) -> None:
    name = os.fsdecode(b"caf\xe9.md")
    linkaudit.write(name, "[nothing]()\n")
    scanned = linkaudit.run("scan", name, "--output-format", output_format)
    assert (scanned.code, "caf\ufffd.md" in scanned.out) == (1, True)
    audited = linkaudit.run("audit", name, "--offline", "--state", ":memory:", "--output-format", output_format)
    assert (audited.code, "caf\ufffd.md" in audited.out) == (1, True)


def test_an_address_that_is_none(linkaudit: Command) -> None:
    urls = ["not a url", "http://", "http://[::1", "http://127.0.0.1:99999/", "http://exa mple/", "", "\x1b[31m"]
    ran = linkaudit.run("check", "--output-format", "jsonl", "--", *urls)
    assert ran.code == 2
    assert [(seen["url"], seen["verdict"], seen["reason"]) for seen in ran.lines] == [
        (url, "unknown", "not-checked") for url in urls
    ]


@pytest.mark.parametrize("stdin", ["", "\n \n\r\n"])
@pytest.mark.parametrize("command", ["check", "archive"])
def test_standard_input_with_nothing_in_it(linkaudit: Command, command: str, stdin: str) -> None:
    ran = linkaudit.run(command, "-", stdin=stdin)
    assert (ran.code, ran.out) == (3, "")


def test_standard_input_that_is_no_text(linkaudit: Command) -> None:
    ran = linkaudit.run("check", "-", "--output-format", "jsonl", stdin=b"\xff\xfe\nhttp://192.168.7.7/\n")
    assert ran.code == 2
    assert [each["verdict"] for each in ran.lines] == ["unknown", "unsafe"]


def test_a_date_in_standard_input_that_is_none(linkaudit: Command) -> None:
    ran = linkaudit.run("archive", "-", stdin="http://127.0.0.1/\tnever\n")
    assert (ran.code, ran.out) == (2, "")
    assert "'never' is no date" in ran.err


def test_help_is_no_error(linkaudit: Command) -> None:
    for command in ("scan", "audit", "extract", "check", "archive", "explain", "rules", "config"):
        ran = linkaudit.run(command, "--help")
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.startswith(f"Usage: linkaudit {command} ")


def test_an_error_of_our_own_is_a_line_and_not_a_finding(linkaudit: Command, cited: Path) -> None:
    broken = "import linkaudit.audit as a; a.scan = None; from linkaudit.__main__ import main; main()"
    ran = linkaudit.run("scan", "cited.md", program=(PYTHON, "-c", broken))
    assert ran.code == 2
    assert ran.complaint.startswith("linkaudit: internal error: TypeError: ")


def test_an_empty_path_is_not_taken_for_the_current_folder(linkaudit: Command, cited: Path) -> None:
    ran = linkaudit.run("scan", "")
    assert (ran.code, ran.out) == (2, "")
    assert "a PATH is empty; write . for the current folder" in ran.err


@pytest.mark.parametrize("command", ["scan", "extract", "audit"])
def test_a_path_that_is_not_there_does_not_pass_unnoticed(linkaudit: Command, cited: Path, command: str) -> None:
    offline = ("--offline",) if command == "audit" else ()
    ran = linkaudit.run(command, "cited.md", "gone/", *offline)
    assert ran.code == 2
    assert "gone" in ran.err + ran.out
    assert "No such file or directory" in ran.err + ran.out


def test_a_wrong_date_on_standard_input_is_named_with_its_address(linkaudit: Command) -> None:
    ran = linkaudit.run("archive", "-", stdin="http://www.site.test/a\t2018\nhttp://www.site.test/b\tsoon\n")
    assert (ran.code, ran.out) == (2, "")
    assert "standard input, line 2, http://www.site.test/b: 'soon' is no date" in ran.err
