"""What is shown and what is hidden: selection, severities, comments in documents."""

from __future__ import annotations

import pytest
from rules.judged import ERROR, INFO, OFFLINE, WARNING, document_of, triaged

from linkaudit.errors import ConfigError
from linkaudit.models import Evidence, Finding, Location
from linkaudit.rules.interface import Needs
from linkaudit.settings import Rules
from linkaudit.triage import Sieve, check_names, triage

SHORT = "[f](https://bit.ly/f)"


def shown(text: str, path: str = "example.md", rules: Rules | None = None) -> list[str]:
    return [finding.rule for finding in triaged(text, path, rules).findings]


def hidden(text: str, path: str = "example.md") -> list[str]:
    return [each.finding.rule for each in triaged(text, path).suppressed]


TEXT = f"{SHORT} [e]() [p](#)\n"


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        (Rules(), ["link-shortener", "link-empty", "link-placeholder"]),
        (Rules(select=("link-empty",)), ["link-empty"]),
        (Rules(select=("link-empty", "link-placeholder")), ["link-empty", "link-placeholder"]),
        (Rules(select=("link-*",)), ["link-shortener", "link-empty", "link-placeholder"]),
        (Rules(select=("date-*",)), []),
        (Rules(select=()), []),
        (Rules(ignore=("link-empty",)), ["link-shortener", "link-placeholder"]),
        (Rules(ignore=("*",)), []),
        (Rules(ignore=("link-[ep]*",)), ["link-shortener"]),
        (Rules(select=("link-*",), ignore=("link-shortener",)), ["link-empty", "link-placeholder"]),
        (Rules(select=("LINK-EMPTY",)), []),
    ],
)
def test_selected_rules_speak_and_ignored_ones_do_not(rules: Rules, expected: list[str]) -> None:
    assert shown(TEXT, rules=rules) == expected


def test_the_settings_decide_how_loudly_a_rule_speaks() -> None:
    found = triaged(TEXT, rules=Rules(severity={"link-empty": "info", "link-s*": "error"})).findings
    assert [finding.severity for finding in found] == [ERROR, INFO, ERROR]


def test_of_two_severities_the_first_that_names_the_rule_counts() -> None:
    found = triaged(SHORT, rules=Rules(severity={"link-*": "info", "link-shortener": "error"})).findings
    assert [finding.severity for finding in found] == [INFO]


def test_the_severity_of_unused_suppressions_can_be_set() -> None:
    text = "<!-- linkaudit: ignore[link-empty] -->\n"
    assert [each.severity for each in triaged(text).findings] == [WARNING]
    assert [each.severity for each in triaged(text, rules=Rules(severity={"suppression-*": "info"})).findings] == [INFO]


def test_hidden_findings_keep_the_severity_of_the_settings() -> None:
    text = f"{SHORT} <!-- linkaudit: ignore[link-shortener] -->\n"
    (hidden_finding,) = triaged(text, rules=Rules(severity={"link-shortener": "error"})).suppressed
    assert hidden_finding.finding.severity is ERROR


@pytest.mark.parametrize("rules", [Rules(), Rules(select=("link-*", "date-url-invalid"), ignore=("live-*",))])
def test_names_and_patterns_of_rules_are_accepted(rules: Rules) -> None:
    check_names(rules)


@pytest.mark.parametrize(
    ("rules", "message"),
    [
        (Rules(select=("link-shortner",)),
         "`rules.select`: no rule is called `link-shortner`; did you mean `link-shortener`?"),
        (Rules(ignore=("date-url-futur",)),
         "`rules.ignore`: no rule is called `date-url-futur`; did you mean `date-url-in-future`?"),
        (Rules(severity={"link-emty": "info"}),
         "`rules.severity`: no rule is called `link-emty`; did you mean `link-empty`?"),
        (Rules(select=("xyz-*",)), "`rules.select`: no rule is called `xyz-*`"),
    ],
)  # fmt: skip
def test_unknown_names_are_refused_with_the_likely_one(rules: Rules, message: str) -> None:
    with pytest.raises(ConfigError) as refused:
        check_names(rules)
    assert str(refused.value) == message


IGNORE = "<!-- linkaudit: ignore[link-shortener] -->"
HIDING = {
    "same line": ("a.md", f"{SHORT} {IGNORE}\n"),
    "line before": ("a.md", f"{IGNORE}\n{SHORT}\n"),
    "comment over two lines": ("a.md", f"<!-- linkaudit: ignore[link-shortener]\n     as in print -->\n{SHORT}\n"),
    "several rules": ("a.md", f"{SHORT} <!-- linkaudit: ignore[link-empty, link-shortener] -->\n[e]()\n"),
    "pattern": ("a.md", f"{SHORT} <!-- linkaudit: ignore[link-*] -->\n"),
    "everything": ("a.md", f"{SHORT} <!-- linkaudit: ignore[*] -->\n"),
    "block": ("a.md", f"<!-- linkaudit: disable[link-shortener] -->\n\nText.\n\n{SHORT}\n"),
    "block that ends on the line": (
        "a.md",
        f"<!-- linkaudit: disable[link-shortener] -->\n\n{SHORT} <!-- linkaudit: enable[link-shortener] -->\n",
    ),
    "whole file": ("a.md", f"{SHORT}\n\n<!-- linkaudit: ignore-file[link-shortener] -->\n"),
    "whole file, everything": ("a.md", f"{SHORT}\n\n<!-- linkaudit: ignore-file -->\n"),
    "without spaces": ("a.md", f"{SHORT} <!--linkaudit:ignore[link-shortener]-->\n"),
    "Markdown's own idiom": ("a.md", f"[//]: # (linkaudit: ignore[link-shortener])\n{SHORT}\n"),
    "HTML": ("a.html", f'<p><a href="https://bit.ly/f">f</a> {IGNORE}</p>\n'),
    "HTML, line before": ("a.html", f'{IGNORE}\n<p><a href="https://bit.ly/f">f</a></p>\n'),
    "HTML, block": (
        "a.html",
        '<!-- linkaudit: disable[link-shortener] -->\n<p>\n<a href="https://bit.ly/f">f</a></p>\n',
    ),
    "text": ("a.txt", "# linkaudit: ignore[link-shortener]\nhttps://bit.ly/f\n"),
    "text, another comment sign": ("a.txt", "// linkaudit: ignore[link-shortener]\nhttps://bit.ly/f\n"),
    "text, no comment sign": ("a.txt", "linkaudit: ignore[link-shortener]\nhttps://bit.ly/f\n"),
    "text, whole file": ("a.txt", "https://bit.ly/f\n\n.. linkaudit: ignore-file[link-shortener]\n"),
}


@pytest.mark.parametrize(("path", "text"), HIDING.values(), ids=HIDING)
def test_a_comment_hides_a_finding(path: str, text: str) -> None:
    assert "link-shortener" not in shown(text, path)
    assert "link-shortener" in hidden(text, path)
    assert "suppression-unused" not in shown(text, path)


NOT_HIDING = {
    "another rule": ("a.md", f"{SHORT} <!-- linkaudit: ignore[link-empty] -->\n"),
    "line after": ("a.md", f"{SHORT}\n{IGNORE}\n"),
    "two lines before": ("a.md", f"{IGNORE}\n\n{SHORT}\n"),
    "behind the end of a block": (
        "a.md",
        f"<!-- linkaudit: disable[link-shortener] -->\n<!-- linkaudit: enable[link-shortener] -->\n\n{SHORT}\n",
    ),
    "before the block": ("a.md", f"{SHORT}\n\n<!-- linkaudit: disable[link-shortener] -->\n"),
    "no verb": ("a.md", f"{SHORT} <!-- linkaudit: [link-shortener] -->\n"),
    "misspelt verb": ("a.md", f"{SHORT} <!-- linkaudit: ignor[link-shortener] -->\n"),
    "another tool": ("a.md", f"{SHORT} <!-- linkcheck: ignore[link-shortener] -->\n"),
    "no rule": ("a.md", f"{SHORT} <!-- linkaudit: ignore -->\n"),
    "no rule in the brackets": ("a.md", f"{SHORT} <!-- linkaudit: ignore[ , ] -->\n"),
    "disable without a rule": ("a.md", f"<!-- linkaudit: disable -->\n{SHORT}\n"),
    "unclosed bracket": ("a.md", f"{SHORT} <!-- linkaudit: ignore[link-shortener -->\n"),
    "code span": ("a.md", f"`{IGNORE}`\n{SHORT}\n"),
    "fenced code": ("a.md", f"```html\n<!-- linkaudit: ignore-file -->\n```\n\n{SHORT}\n"),
    "indented code": ("a.md", f"Text.\n\n    <!-- linkaudit: ignore-file -->\n\n{SHORT}\n"),
    "escaped": ("a.md", f"\\{IGNORE}\n{SHORT}\n"),
    "code in HTML": (
        "a.html",
        '<pre>&lt;!-- linkaudit: ignore-file --&gt;</pre>\n<a href="https://bit.ly/f">f</a>\n',
    ),
    "script in HTML": ("a.html", '<script>"<!-- linkaudit: ignore-file -->"</script>\n<a href="https://bit.ly/f">f</a>\n'),
    "words in text": ("a.txt", "Write linkaudit: ignore-file on top.\nhttps://bit.ly/f\n"),
}  # fmt: skip


@pytest.mark.parametrize(("path", "text"), NOT_HIDING.values(), ids=NOT_HIDING)
def test_what_is_no_comment_for_this_place_hides_nothing(path: str, text: str) -> None:
    assert "link-shortener" in shown(text, path)
    assert hidden(text, path) == []


def test_a_hidden_finding_says_by_what_and_why() -> None:
    text = f"Text.\n\n{SHORT} <!-- linkaudit: ignore[link-shortener] given so\n   in print -->\n"
    (each,) = triaged(text).suppressed
    assert (each.by, each.reason) == ("comment on line 3", "given so in print")
    assert each.finding.location.line == 3
    (each,) = triaged(f"{IGNORE}\n{SHORT}\n").suppressed
    assert (each.by, each.reason) == ("comment on line 1", "")


def test_the_first_comment_that_hides_a_finding_is_named() -> None:
    text = f"<!-- linkaudit: ignore-file[link-shortener] all -->\n\n{SHORT} <!-- linkaudit: ignore[link-*] here -->\n"
    sorted_out = triaged(text)
    assert [each.reason for each in sorted_out.suppressed] == ["all"]
    assert sorted_out.findings == (), "the second comment would hide it as well, so it is no idle one"


def test_enable_without_a_name_ends_all_blocks() -> None:
    opened = "<!-- linkaudit: disable[link-shortener] -->\n<!-- linkaudit: disable[link-empty] -->\n"
    both = f"{SHORT} [e]()\n"
    assert shown(f"{opened}\n{both}\n<!-- linkaudit: enable -->\n\n{both}") == ["link-shortener", "link-empty"]
    ended = f"{opened}\n{both}\n<!-- linkaudit: enable[link-empty] -->\n\n{both}"
    assert shown(ended) == ["link-empty"]
    assert hidden(ended) == ["link-shortener", "link-empty", "link-shortener"]


def test_enable_of_what_was_not_disabled_does_nothing() -> None:
    assert shown(f"<!-- linkaudit: enable[link-shortener] -->\n{SHORT}\n") == ["link-shortener"]


def test_a_block_can_be_opened_again() -> None:
    off, on = "<!-- linkaudit: disable[link-shortener] -->\n\n", "<!-- linkaudit: enable[link-shortener] -->\n\n"
    text = f"{off}{SHORT}\n\n{on}{SHORT}\n\n{off}{SHORT}\n"
    assert shown(text) == ["link-shortener"]
    assert hidden(text) == ["link-shortener", "link-shortener"]


UNUSED = [
    (f"[f](https://gazette.example/f) {IGNORE}\n", "nothing to hide here for `link-shortener`"),
    (f"{SHORT} <!-- linkaudit: ignore[link-empty,link-shortener] -->\n", "nothing to hide here for `link-empty`"),
    (f"{SHORT} <!-- linkaudit: ignore[link-shortner,link-empty] -->\n", "no rule is called `link-shortner`"),
    ("<!-- linkaudit: ignore[a-*,b] -->\n", "no rule is called `a-*`, `b`"),
    ("<!-- linkaudit: ignore -->\n", "`ignore` names no rule: write `ignore[rule-name]`"),
    ("<!-- linkaudit: ignore[] -->\n", "`ignore` names no rule: write `ignore[rule-name]`"),
    ("<!-- linkaudit: ignore-file -->\n", "nothing to hide here for `*`"),
    ("<!-- linkaudit: disable[date-*] -->\n", "nothing to hide here for `date-*`"),
    ("<!-- linkaudit: ignore[link-shortener -->\n", "`ignore` names no rule: write `ignore[rule-name]`"),
]


@pytest.mark.parametrize(("text", "message"), UNUSED)
def test_a_comment_that_hides_nothing_is_reported(text: str, message: str) -> None:
    (finding,) = (each for each in triaged(text).findings if each.rule == "suppression-unused")
    assert finding.message == message
    assert finding.severity is WARNING
    assert finding.location.line == 1
    assert finding.evidence[0].name == "comment"
    assert finding.evidence[0].value.startswith("linkaudit: ")
    assert finding.evidence[0].location == finding.location


def test_disable_without_a_rule_is_reported() -> None:
    (finding,) = triaged("<!-- linkaudit: disable -->\n").findings
    assert finding.message == "`disable` names no rule: write `disable[rule-name]`"


def test_two_comments_that_hide_nothing_are_told_apart() -> None:
    first, second = triaged(f"{IGNORE}\n\nText.\n\n{IGNORE}\n").findings
    assert (first.location.line, second.location.line) == (1, 5)
    assert first.fingerprint != second.fingerprint


def test_a_suppression_is_not_called_unused_when_its_rule_could_not_speak() -> None:
    dead = "[f](https://gazette.example/f) <!-- linkaudit: ignore[live-dead] -->\n"
    assert triaged(dead).findings == ()
    assert [each.rule for each in triaged(dead, ran=[*OFFLINE, Needs.WEB]).findings] == ["suppression-unused"]
    unselected = f"[f](https://gazette.example/f) {IGNORE}\n"
    assert triaged(unselected, rules=Rules(ignore=("link-shortener",))).findings == ()
    both = "[f](https://gazette.example/f) <!-- linkaudit: ignore[live-dead,link-shortener] -->\n"
    assert [each.message for each in triaged(both).findings] == ["nothing to hide here for `link-shortener`"]
    unknown = "[f](https://gazette.example/f) <!-- linkaudit: ignore[xyz] -->\n"
    assert [each.message for each in triaged(unknown, ran=[]).findings] == ["no rule is called `xyz`"]


def test_unused_suppressions_are_not_reported_when_their_rule_is_ignored() -> None:
    assert triaged(f"{IGNORE}\n", rules=Rules(ignore=("suppression-unused",))).findings == ()
    assert triaged(f"{IGNORE}\n", rules=Rules(select=("link-*",))).findings == ()


def finding(path: str, line: int, column: int, rule: str = "link-empty", message: str = "m") -> Finding:
    return Finding(rule, ERROR, message, Location(path, line, column, line, column, 0, 0))


def test_findings_stand_in_the_order_of_their_places() -> None:
    ordered = [
        finding("a.md", 1, 1),
        finding("a.md", 1, 1, message="n"),
        finding("a.md", 1, 1, rule="link-local"),
        finding("a.md", 1, 9),
        finding("a.md", 2, 1),
        finding("a.md", 10, 1),
        finding("b.md", 1, 1),
    ]
    for given in (ordered, ordered[::-1], ordered[3:] + ordered[:3]):
        assert list(triage(given, [], Sieve(Rules()), OFFLINE).findings) == ordered


def test_hidden_findings_stand_in_the_order_of_their_places() -> None:
    document = document_of("<!-- linkaudit: ignore-file[link-empty] -->\n")
    ordered = [finding("example.md", 1, 1), finding("example.md", 1, 2), finding("example.md", 2, 1)]
    sorted_out = triage(ordered[::-1], [document], Sieve(Rules()), OFFLINE)
    assert [each.finding for each in sorted_out.suppressed] == ordered


def test_a_comment_speaks_of_its_own_document_only() -> None:
    document = document_of("<!-- linkaudit: ignore-file[link-empty] -->\n")
    assert (
        triage([finding("other.md", 1, 1)], [document], Sieve(Rules(ignore=("suppression-*",))), OFFLINE).suppressed
        == ()
    )


def test_what_a_comment_says_is_quoted_without_its_secrets() -> None:
    text = "<!-- linkaudit: ignore[link-empty] see https://ada:s3cret-harbour@gazette.example/ -->\n"
    (unused,) = triaged(text).findings
    assert unused.evidence == (
        Evidence("comment", "linkaudit: ignore[link-empty] see https://•••@gazette.example/", unused.location),
    )
