"""When an address was first written into a document, read from the patches of its history."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations.patches import first_commits, path_of

A = "https://h.example/a"
# Noon of these days in UTC.
DAYS = {"2018-07-12": 1531396800, "2019-01-02": 1546430400, "2020-05-06": 1588766400}


def commit(day: str, *patches: str, author: int | None = None) -> str:
    moment = DAYS[day]
    return f"\x01{day.replace('-', '')} {moment if author is None else author} {moment}\n\n" + "".join(patches)


def patch(name: str, *added: str, removed: int = 0, before: str = "") -> str:
    head = f"diff --git a/{name} b/{name}\nindex 1..2 100644\n--- a/{before or name}\n+++ b/{name}\n"
    lines = "".join(f"-old {A}\n" for _ in range(removed)) + "".join(f"+{line}\n" for line in added)
    return f"{head}@@ -1,{removed} +1,{len(added)} @@\n{lines}"


def days(log: str, *addresses: str, name: str = "a.md") -> list[str]:
    """List the days on which addresses were first written into a document; empty for those that are not found."""
    found = first_commits(log.encode().splitlines(keepends=True), {name: addresses})[name]
    return [str(found[address].day) if address in found else "" for address in addresses]


def test_the_oldest_commit_counts() -> None:
    log = commit("2020-05-06", patch("a.md", f"See {A}.")) + commit("2018-07-12", patch("a.md", f"<{A}>"))
    assert days(log, A) == ["2018-07-12"]
    backwards = commit("2018-07-12", patch("a.md", A)) + commit("2020-05-06", patch("a.md", A))
    assert days(backwards, A) == ["2018-07-12"]


def test_what_is_removed_was_there_before_and_is_not_counted() -> None:
    log = commit("2019-01-02", patch("a.md", "x", removed=2))
    assert days(log, A) == [""]


def test_each_document_has_its_own_days() -> None:
    log = commit("2020-05-06", patch("b.md", A), patch("a.md", A)) + commit("2018-07-12", patch("b.md", A))
    found = first_commits(log.encode().splitlines(keepends=True), {"a.md": [A], "b.md": [A], "c.md": [A]})
    assert {name: [str(each.day) for each in firsts.values()] for name, firsts in found.items()} == {
        "a.md": ["2020-05-06"],
        "b.md": ["2018-07-12"],
        "c.md": [],
    }
    assert found["a.md"][A].commit == "20200506"


def test_the_later_time_of_a_commit_counts() -> None:
    assert days(commit("2018-07-12", patch("a.md", A), author=DAYS["2019-01-02"]), A) == ["2019-01-02"]
    assert days(commit("2019-01-02", patch("a.md", A), author=DAYS["2018-07-12"]), A) == ["2019-01-02"]


@pytest.mark.parametrize("times", ["", "\n\x01 ", "x y", "99999999999999999999 1", "9" * 400 + " 1"])
def test_a_commit_of_no_time_dates_nothing(times: str) -> None:
    log = commit("2020-05-06", patch("a.md", A)) + f"\x01abc {times}\n\n" + patch("a.md", A)
    assert days(log, A) == ["2020-05-06"]


def test_a_document_is_followed_to_its_earlier_names() -> None:
    log = (
        commit("2020-05-06", "diff --git a/b.md b/a.md\nsimilarity index 100%\nrename from b.md\nrename to a.md\n")
        + commit("2019-01-02", "diff --git a/c.md b/b.md\nrename from c.md\nrename to b.md\n", patch("b.md", "x"))
        + commit("2018-07-12", patch("c.md", A))
    )
    assert days(log, A) == ["2018-07-12"]
    assert days(log, A, name="b.md") == ["2018-07-12"]
    assert days(log, A, name="d.md") == [""]


def test_content_that_looks_like_a_header_is_content() -> None:
    odd = ["++ b/b.md", "\x01x 1 1", "@@ -1,9 +1,9 @@", "rename to a.md", f"+ {A}"]
    log = commit("2018-07-12", patch("a.md", *odd, removed=1)) + commit("2019-01-02", patch("b.md", A))
    assert days(log, A) == ["2018-07-12"]
    assert days(log, A, name="b.md") == ["2019-01-02"]


def test_a_line_without_end_belongs_to_no_hunk() -> None:
    marker = "\\ No newline at end of file\n"
    log = commit("2019-01-02", patch("a.md", "x") + marker, patch("b.md", A) + marker)
    assert days(log, A, name="b.md") == ["2019-01-02"]


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "<{}>",
        "({})",
        "[t]({})",
        "[t]({}).",
        "[t]({} 'Title')",
        '<a href="{}">',
        "<a href={}>",
        "url = {{{}}},",
        "\\url{{{}}}",
        "|url={}|title=x",
        "[{} Title]",
        "{}.",
        "{},",
        "{};",
        "**{}**",
        "_{}_.",
        '"{}\\n",',
        '"{}\\"',
        "`{}`",
        "见{}。",
        "{}，以",
        "\u201c{}\u201d",
        "{}\r",
        "[1]: {}",
        "x{}",
        "{} {}",
        "http://web.archive.org/web/2018/{}",
    ],
)
def test_what_may_stand_around_an_address(line: str) -> None:
    assert days(commit("2018-07-12", patch("a.md", line.format(A, f"{A}/b"))), A) == ["2018-07-12"]


@pytest.mark.parametrize(
    "other",
    [
        "{}b",
        "{}/b",
        "{}?b",
        "{}#b",
        "{}-b",
        "{}.b",
        "{}_b",
        "{},b",
        "{};b=1",
        "{}%20b",
        "{}(b)",
        "{}[b]",
        "{}&b",
        "{}=b",
        "{}é",
        "{}字",
        "{}\\_b",
        "{}:b",
        "{}..b",
        "https://b.h.example/a",
        "https://h.example/",
        "h.example/a",
        "{}$b",
        "{}~b",
    ],
)
def test_another_address_is_not_taken_for_it(other: str) -> None:
    assert days(commit("2018-07-12", patch("a.md", f"See {other.format(A)} now")), A) == [""]


@pytest.mark.parametrize(
    "address",
    [
        A,
        "http://h.example",
        "https://h.example/",
        "https://h.example/a_(b)",
        "https://h.example/a?b=c&amp;d=e",
        "HTTP://H.example/A",
        "https://h.example/a\\_b",
        "https://h.example/ä/字",
        "https://h.example/a[1]",
        "https://h.example/a.",
        "ftp://h.example/a",
        "https://web.archive.org/web/20180712000000/https://h.example/b",
        "https://h.example/a_",
        "https://h.example/{b}",
        "https://h.example/" + "b" * 5000,
    ],
)
def test_an_address_is_found_as_it_is_written(address: str) -> None:
    log = commit("2018-07-12", patch("a.md", f"See {address} and", f"{address}/more"))
    assert days(log, address) == ["2018-07-12"]


def test_a_change_of_scheme_is_no_new_address() -> None:
    log = commit("2020-05-06", patch("a.md", A)) + commit("2018-07-12", patch("a.md", A.replace("https", "http")))
    assert days(log, A) == ["2018-07-12"]


@pytest.mark.parametrize("address", ["", "/a", "//h.example/a", "www.h.example", "mailto:ada@h.example"])
def test_what_has_no_scheme_is_not_looked_for(address: str) -> None:
    assert days(commit("2018-07-12", patch("a.md", f"See {address} now")), address) == [""]


def test_pieces_of_a_long_line_are_one_line() -> None:
    whole = commit("2018-07-12", patch("a.md", f"{'x' * 50}{A} {A}b {A}c", "y", A))
    lines = whole.encode().splitlines(keepends=True)
    for size in range(1, 60):
        pieces = [line[start : start + size] for line in lines for start in range(0, len(line), size)]
        if size > 20:
            pieces = [*lines[:7], *pieces[sum(-(-len(line) // size) for line in lines[:7]) :]]
            found = first_commits(pieces, {"a.md": [A, f"{A}b"], "b.md": [A]})
            assert found["a.md"].keys() <= {A, f"{A}b"}
            assert A in found["a.md"]
    cut = [*lines[:-3], f"+{A}".encode(), b"bc\n"]
    assert first_commits(cut, {"a.md": [A]})["a.md"] == {}


def test_names_in_quotation_marks() -> None:
    assert path_of('"b/quo\\"te \\\\ \\t\\n\\001.md"') == 'b/quo"te \\ \t\n\x01.md'
    assert path_of('"b/ü\\"\\".md"\t') == 'b/ü"".md'
    assert path_of("b/a b.md\t") == "b/a b.md"
    assert path_of("b/a.md") == "b/a.md"


@given(st.lists(st.binary(max_size=60), max_size=30))
def test_no_log_makes_it_fail(lines: list[bytes]) -> None:
    first_commits(lines, {"a.md": [A]})


texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\n"), max_size=40)


@given(st.lists(st.lists(texts, min_size=1, max_size=4), min_size=1, max_size=3))
def test_whatever_else_is_written_changes_nothing(commits: list[list[str]]) -> None:
    newest_first = sorted(DAYS, reverse=True)
    log = "".join(
        commit(day, patch("other.md", *lines), patch("a.md", *lines, f"[t]({A})", removed=number))
        for number, (day, lines) in enumerate(zip(newest_first, commits, strict=False))
    )
    lines = [f"{line}\n".encode() for line in log.split("\n")[:-1]]
    assert str(first_commits(lines, {"a.md": [A]})["a.md"][A].day) == newest_first[len(commits) - 1]
